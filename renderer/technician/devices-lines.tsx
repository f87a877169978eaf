// Lines of a device's traffic, as they pass or out of a recording: time, way, what each says, and its bytes.
import type { TrafficLine, TrafficTold } from '../../contract/devices-traffic-view.ts';
import { isKey } from '../../contract/words/words.ts';
import { useSpeech, type Speech } from '../parts/speech.ts';
import { Fault } from './fault.tsx';
import './devices-traffic.css';

export function Lines({
  lines,
  time,
}: {
  readonly lines: readonly TrafficLine[];
  readonly time: (ms: number) => string;
}) {
  const { say } = useSpeech();
  return (
    <div className="devices-lines">
      <table>
        <thead>
          <tr>
            <th scope="col">{say('devices.traffic.time')}</th>
            <th scope="col">{say('devices.traffic.way')}</th>
            <th scope="col">{say('devices.traffic.says')}</th>
            <th scope="col">{say('devices.traffic.bytes')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.nth} data-kind={line.kind} data-bad={line.told.some(({ came }) => came === 'failed')}>
              <td>{time(line.atMs)}</td>
              <td>{say(`devices.way.${line.kind}`)}</td>
              <td>
                {line.told.map((told, nth) => (
                  <p key={nth}>
                    <Said told={told} />
                  </p>
                ))}
                {line.fault === null ? null : <Fault fault={line.fault} />}
              </td>
              <td>
                {line.hex === null ? (
                  line.bytes === 0 ? null : (
                    <i>{say('devices.traffic.bytes-hidden', { count: line.bytes })}</i>
                  )
                ) : (
                  <code>{pairsOf(line.hex)}</code>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** So many bytes of a line are read by eyes; a picture has thousands. */
const mostBytes = 96;
const pairsOf = (hex: string): string => {
  const pairs = hex.slice(0, mostBytes * 2).replaceAll(/(..)(?=.)/g, '$1 ');
  return hex.length > mostBytes * 2 ? `${pairs} … (${hex.length / 2})` : pairs;
};

const sayDid = ({ say }: Speech, did: string): string => {
  const key = `devices.did.${did}`;
  return isKey(key) ? say(key) : did;
};

const sayFlag = ({ say }: Speech, flag: string): string => {
  const key = `devices.flag.${flag}`;
  return isKey(key) ? say(key) : flag;
};

function Said({ told }: { readonly told: TrafficTold }) {
  const speech = useSpeech();
  const { did, came, code, says, fault } = told;
  return (
    <>
      <b>{sayDid(speech, did)}</b>
      {came === 'asked' ? null : ` · ${speech.say(`devices.answer.${came}`)}`}
      {code === '' ? null : <small> [{code}]</small>}
      {says.map(({ is, text }, nth) => (
        <span key={nth} data-is={is}>
          {is === 'uid' ? <code> {text}</code> : ` · ${is === 'flag' ? sayFlag(speech, text) : text}`}
        </span>
      ))}
      {fault === null ? null : (
        <>
          {' · '}
          <Fault fault={fault} />
        </>
      )}
    </>
  );
}
