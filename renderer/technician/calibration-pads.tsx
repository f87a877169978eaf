// The pads to choose from, each with how it fared the last time, and the certificates that were made.
import { useState } from 'react';
import type { CalibrationPad, CalibrationScreen } from '../../contract/calibration-view.ts';
import { sayMoment } from '../../contract/words/calibration-said.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Table } from './calibration-table.tsx';
import { Verdict } from './calibration-verdict.tsx';
import { Fault } from './fault.tsx';
import { useTechnicianHands } from './hands.ts';
import './calibration-pads.css';

const keptHeads = [
  ...(['calibration.kept.when', 'calibration.kept.place', 'calibration.kept.reader'] as const),
  ...(['calibration.kept.by', 'calibration.kept.verdict'] as const),
] as const;

export function Pads({ screen }: { readonly screen: CalibrationScreen }) {
  const { say } = useSpeech();
  const { pads } = screen;
  if (pads === null) return <p className="desk-nothing calibration-body">{say('calibration.loading')}</p>;
  return (
    <div className="calibration-body">
      {pads.length === 0 ? (
        <section className="calibration-none">
          <h2>{say('calibration.no-pads.title')}</h2>
          <p>{say('calibration.no-pads.text')}</p>
        </section>
      ) : (
        <>
          <p>{say('calibration.intro')}</p>
          <ul className="calibration-pads" aria-label={say('calibration.pads')}>
            {pads.map((pad) => (
              <Pad key={pad.place} pad={pad} />
            ))}
          </ul>
        </>
      )}
      <Kept screen={screen} />
    </div>
  );
}

function Pad({ pad }: { readonly pad: CalibrationPad }) {
  const { say, language } = useSpeech();
  const { tend } = useTechnicianHands();
  const { place, unfinished, last } = pad;
  const [isAsked, setAsked] = useState(false);
  const begin = (anew: boolean): void => tend({ kind: 'calibrate', place, anew });
  return (
    <li>
      <div className="calibration-pad">
        <h2 dir="auto">
          {place} <small>{say(`calibration.kind.${pad.kind}`)}</small>
        </h2>
        <p>
          <b>{pad.make}</b>
          {pad.model === null ? null : <span dir="auto"> · {pad.model}</span>}
        </p>
        <p className="calibration-pad-state" data-tone={pad.model === null ? 'attention' : 'none'}>
          {pad.model === null ? (
            <>
              <Icon name="warning" />
              <span>{pad.trouble === null ? say('calibration.not-answering') : <Fault fault={pad.trouble} />}</span>
            </>
          ) : last === null ? (
            say('calibration.never')
          ) : (
            say('calibration.last', {
              when: sayMoment(language, last.atMs),
              verdict: say(`calibration.verdict.${last.verdict}`),
            })
          )}
        </p>
        {unfinished === null ? null : (
          <p className="calibration-unfinished">
            {say('calibration.unfinished', {
              when: sayMoment(language, unfinished.sinceMs),
              by: unfinished.by ?? 'none',
            })}
          </p>
        )}
      </div>
      <div className="calibration-pad-tools">
        {unfinished === null ? null : (
          <Button
            look="plain"
            testId={`begin-anew-${place}`}
            onPress={() => {
              if (isAsked) begin(true);
              else setAsked(true);
            }}
          >
            {say(isAsked ? 'calibration.discard.sure' : 'calibration.begin-anew')}
          </Button>
        )}
        <Button look="second" icon="reading" testId={`calibrate-${place}`} onPress={() => begin(false)}>
          {say(unfinished === null ? 'calibration.begin' : 'calibration.resume')}
        </Button>
      </div>
    </li>
  );
}

function Kept({ screen: { kept } }: { readonly screen: CalibrationScreen }) {
  const { say, language } = useSpeech();
  const { tend } = useTechnicianHands();
  return (
    <section>
      <h2>{say('calibration.kept')}</h2>
      {kept.length === 0 ? (
        <p className="desk-nothing">{say('calibration.kept.none')}</p>
      ) : (
        <Table heads={keptHeads} acts>
          {kept.map((one) => (
            <tr key={one.id}>
              <td>{sayMoment(language, one.atMs)}</td>
              <td dir="auto">{one.place}</td>
              <td>{one.make}</td>
              <td dir="auto">{one.by ?? say('calibration.by-ticket')}</td>
              <td>
                <Verdict verdict={one.verdict} />
              </td>
              <td className="calibration-last">
                <Button
                  look="plain"
                  testId={`open-${one.id}`}
                  onPress={() => tend({ kind: 'open-certificate', id: one.id })}
                >
                  {say('calibration.kept.open')}
                  <span className="unseen">
                    {' '}
                    {one.place}, {sayMoment(language, one.atMs)}
                  </span>
                </Button>
              </td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}
