// What passes on a device's line: each line with its time, its bytes, and what they say; recordings of it, looked through; and how the device
// fared.
import type {
  HistoryBody,
  Recorded,
  RecordingsBody,
  TrafficBody,
  TrafficLine,
  TrafficTold,
} from '../../contract/devices-view.ts';
import { recordingPage } from '../../contract/devices-view.ts';
import { isKey } from '../../contract/words/words.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech, type Speech } from '../parts/speech.ts';
import { useTechnicianHands } from './hands.ts';
import { dayTimeOf, exactTimeOf, secondsOf, sizeOf } from './moments.ts';

export function Traffic({
  body,
  isMine,
  nowMs,
}: {
  readonly body: TrafficBody;
  readonly isMine: boolean;
  readonly nowMs: number;
}) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { paused, hidesIdle, recording, lines, isHeard } = body;
  if (!isHeard) return <p className="desk-nothing">{say('devices.traffic.queue')}</p>;
  const isHidden = lines.some(({ hex, bytes }) => hex === null && bytes > 0);
  return (
    <div className="devices-traffic">
      <div className="devices-acts">
        <Button
          look="second"
          icon={paused ? 'play' : 'pause'}
          testId="pause"
          onPress={() => tend({ kind: 'pause-traffic', paused: !paused })}
        >
          {say(paused ? 'devices.traffic.go-on' : 'devices.traffic.pause')}
        </Button>
        <Button look="plain" icon="erase" testId="clear-traffic" onPress={() => tend({ kind: 'clear-traffic' })}>
          {say('devices.traffic.clear')}
        </Button>
        <label className="devices-choice">
          <input
            type="checkbox"
            data-testid="hide-idle"
            checked={hidesIdle}
            onChange={(event) => tend({ kind: 'hide-idle', hides: event.target.checked })}
          />
          <span>{say('devices.traffic.hide-idle')}</span>
        </label>
        {recording === null ? (
          <Button
            look="second"
            icon="clock"
            testId="record"
            waits={!isMine}
            onPress={() => tend({ kind: 'record-traffic' })}
          >
            {say('devices.record')}
          </Button>
        ) : (
          <Button look="second" icon="check" testId="end-recording" onPress={() => tend({ kind: 'end-recording' })}>
            {say('devices.record-end')}
          </Button>
        )}
      </div>
      {recording === null ? null : (
        <p className="devices-hint">
          {say('devices.recording', {
            size: sizeOf(recording.bytes),
            minutes: Math.max(1, Math.ceil((recording.untilMs - nowMs) / 60_000)),
          })}{' '}
          <code>{recording.file}</code>
        </p>
      )}
      {isHidden ? <p className="devices-hint">{say('devices.traffic.hidden')}</p> : null}
      {lines.length === 0 ? (
        <p className="desk-nothing">{say('devices.traffic.none')}</p>
      ) : (
        <Lines lines={lines.toReversed()} time={exactTimeOf} />
      )}
    </div>
  );
}

function Lines({ lines, time }: { readonly lines: readonly TrafficLine[]; readonly time: (ms: number) => string }) {
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
                {line.because === null ? null : <span lang="en">{line.because}</span>}
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

function Said({ told }: { readonly told: TrafficTold }) {
  const speech = useSpeech();
  const { say } = speech;
  return (
    <>
      <b>{sayDid(speech, told.did)}</b>
      {told.came === 'asked' ? null : ` · ${say(`devices.answer.${told.came}`)}`}
      {told.count === null ? null : ` · ${told.count}`}
      {told.code === '' ? null : <small> [{told.code}]</small>}
      {told.uids.length === 0 ? null : (
        <code>
          {' '}
          {told.uids.slice(0, 8).join(' ')}
          {told.uids.length > 8 ? ' …' : ''}
        </code>
      )}
      {told.text === null ? null : <span> {told.text}</span>}
      {told.because === null ? null : <span lang="en"> · {told.because}</span>}
    </>
  );
}

export function History({ body: { moments } }: { readonly body: HistoryBody }) {
  const { say } = useSpeech();
  if (moments.length === 0) return <p className="desk-nothing">{say('devices.history.none')}</p>;
  return (
    <ol className="devices-history">
      {moments.map(({ at, says, sinceMs }, nth) => (
        <li key={`${sinceMs} ${nth}`} data-state={at}>
          <time>{dayTimeOf(sinceMs)}</time>
          <b>{say(`devices.state.${at}`)}</b>
          <span lang="en">{says}</span>
        </li>
      ))}
    </ol>
  );
}

export function Recordings({ body }: { readonly body: RecordingsBody }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { all, open, folder } = body;
  return (
    <div className="devices-recordings">
      <p className="devices-hint">{say('devices.recordings.hint')}</p>
      {all.length === 0 ? <p className="desk-nothing">{say('devices.recordings.none')}</p> : null}
      <ul>
        {all.map((one) => (
          <Recording key={one.name} one={one} isOpen={open?.name === one.name} />
        ))}
      </ul>
      {folder === '' ? null : (
        <p className="devices-line">
          <code>{folder}</code>
        </p>
      )}
      {open === null ? null : (
        <section>
          <div className="devices-acts">
            <h2>
              {say('devices.recordings.lines', {
                from: open.count === 0 ? 0 : open.from + 1,
                to: Math.min(open.from + recordingPage, open.count),
                count: open.count,
              })}
            </h2>
            <Button
              look="plain"
              testId="recording-before"
              waits={open.from === 0}
              onPress={() =>
                tend({ kind: 'read-recording', name: open.name, from: Math.max(0, open.from - recordingPage) })
              }
            >
              {say('devices.recordings.before')}
            </Button>
            <Button
              look="plain"
              testId="recording-after"
              waits={open.from + recordingPage >= open.count}
              onPress={() => tend({ kind: 'read-recording', name: open.name, from: open.from + recordingPage })}
            >
              {say('devices.recordings.after')}
            </Button>
            <Button
              look="plain"
              icon="close"
              testId="close-recording"
              onPress={() => tend({ kind: 'close-recording' })}
            >
              {say('devices.recordings.close')}
            </Button>
          </div>
          {open.wrong === null ? (
            <Lines lines={open.lines} time={secondsOf} />
          ) : (
            <p className="desk-field-wrong" lang="en" role="alert">
              <Icon name="warning" />
              {open.wrong}
            </p>
          )}
        </section>
      )}
    </div>
  );
}

function Recording({ one, isOpen }: { readonly one: Recorded; readonly isOpen: boolean }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { name, place, device, atMs, bytes } = one;
  const key = `devices.device.${device}`;
  return (
    <li data-open={isOpen}>
      <span>
        <b dir="auto">
          {place} · {isKey(key) ? say(key) : device}
        </b>{' '}
        {dayTimeOf(atMs)} · {sizeOf(bytes)}
      </span>
      <Button
        look="second"
        icon="search"
        testId={`read-${name}`}
        onPress={() => tend({ kind: 'read-recording', name, from: 0 })}
      >
        {say('devices.recordings.read')}
      </Button>
      <Button
        look="plain"
        icon="erase"
        testId={`delete-${name}`}
        onPress={() => tend({ kind: 'delete-recording', name })}
      >
        {say('devices.recordings.delete')}
      </Button>
    </li>
  );
}
