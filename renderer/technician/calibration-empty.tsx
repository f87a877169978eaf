// The empty pad, heard for a minute, and the reader's radio, which stands before everything that is measured.
import type { CalibrationRadio, CalibrationRun, Ghost } from '../../contract/calibration-view.ts';
import { percentOf, sayLine } from '../../contract/words/calibration-said.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Meter } from './calibration-meter.tsx';
import { Table } from './calibration-table.tsx';
import { Fault } from './fault.tsx';
import { useTechnicianHands } from './hands.ts';
import { useTyped } from './typed.ts';
import './calibration-empty.css';

export function EmptyPart({ run }: { readonly run: CalibrationRun }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { doing, empty } = run;
  const isMeasuring = doing?.at === 'empty';
  const ghosts = isMeasuring ? doing.ghosts : (empty?.ghosts ?? []);
  const rounds = isMeasuring ? doing.rounds : (empty?.rounds ?? 0);
  return (
    <>
      <div className="calibration-two">
        <section>
          <p>{say('calibration.empty.text')}</p>
          {isMeasuring ? (
            <Meter
              done={doing.done}
              says={say('calibration.empty.left', { seconds: doing.secondsLeft, rounds: doing.rounds })}
            />
          ) : null}
          <div className="calibration-do">
            {isMeasuring ? (
              <Button
                look={ghosts.length > 0 ? 'primary' : 'second'}
                icon="close"
                testId="stop-measuring"
                onPress={() => tend({ kind: 'stop-measuring' })}
              >
                {say('calibration.stop-empty')}
              </Button>
            ) : (
              <Button
                look={run.parts.some(({ name, isWhole }) => name === 'empty' && isWhole) ? 'second' : 'primary'}
                icon="reading"
                testId="measure-empty"
                waits={run.hold !== 'held'}
                onPress={() => tend({ kind: 'measure-empty' })}
              >
                {say(empty === null ? 'calibration.empty.start' : 'calibration.empty.again')}
              </Button>
            )}
          </div>
          {isMeasuring || empty === null ? null : (
            <p
              className="calibration-found"
              data-tone={empty.ghosts.length > 0 ? 'fail' : empty.isWhole ? 'pass' : 'none'}
            >
              <Icon name={empty.ghosts.length > 0 ? 'warning' : empty.isWhole ? 'check' : 'info'} />
              {say(
                empty.ghosts.length > 0
                  ? 'calibration.ghosts'
                  : empty.isWhole
                    ? 'calibration.empty.none'
                    : 'calibration.empty.part',
                { count: empty.ghosts.length, seconds: empty.seconds, rounds: empty.rounds },
              )}
            </p>
          )}
          {ghosts.length > 0 ? <Ghosts ghosts={ghosts} rounds={rounds} /> : null}
        </section>
        <Reader run={run} />
      </div>
    </>
  );
}

/** Seen so often, it lies there; else it is somewhere near. */
const lies = 0.5;
const mostShown = 12;

function Ghosts({ ghosts, rounds }: { readonly ghosts: readonly Ghost[]; readonly rounds: number }) {
  const { say } = useSpeech();
  const more = ghosts.length - mostShown;
  return (
    <Table heads={['calibration.ghost.uid', 'calibration.ghost.seen', 'calibration.ghost.means']}>
      {ghosts.slice(0, mostShown).map(({ uid, seen }) => (
        <tr key={uid}>
          <td>
            <code>{uid}</code>
          </td>
          <td>
            {say('calibration.count-of', { count: seen, of: rounds })} (
            {say('calibration.percent', { percent: percentOf(rounds === 0 ? 0 : seen / rounds) })})
          </td>
          <td>{say(seen >= rounds * lies ? 'calibration.ghost.often' : 'calibration.ghost.seldom')}</td>
        </tr>
      ))}
      {more > 0 ? (
        <tr>
          <td colSpan={3}>{say('calibration.more', { count: more })}</td>
        </tr>
      ) : null}
    </Table>
  );
}

function Reader({ run }: { readonly run: CalibrationRun }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { reader, radio } = run;
  const typed = useTyped(reader.serial, (serial) => tend({ kind: 'name-serial', serial: serial.slice(0, 40) }));
  return (
    <section className="calibration-reader">
      <h2>{say('calibration.radio')}</h2>
      <p dir="auto">
        <b>{reader.make}</b> · {reader.model ?? say('calibration.not-answering')} · {sayLine(say, reader.line)}
      </p>
      {radio === null ? null : <Radio radio={radio} waits={run.doing !== null || run.hold !== 'held'} />}
      <label className="desk-field">
        <span className="desk-field-name">{say('calibration.serial')}</span>
        <input data-testid="serial" maxLength={40} autoComplete="off" spellCheck={false} {...typed} />
      </label>
    </section>
  );
}

function Radio({ radio, waits }: { readonly radio: CalibrationRadio; readonly waits: boolean }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { power, antenna } = radio;
  if (power === null && antenna === null) return <p className="desk-nothing">{say('calibration.radio.none')}</p>;
  const isStill = waits || radio.setting;
  return (
    <>
      {power === null ? null : (
        <label className="desk-field">
          <span className="desk-field-name">{say('calibration.radio.power')}</span>
          <select
            data-testid="power"
            value={power.now}
            disabled={isStill}
            onChange={(event) => tend({ kind: 'set-power', power: Number(event.target.value) })}
          >
            {power.steps.includes(power.now) ? null : (
              <option value={power.now}>{say('calibration.radio.dbm', { dbm: power.now })}</option>
            )}
            {power.steps.map((dbm) => (
              <option key={dbm} value={dbm}>
                {say('calibration.radio.dbm', { dbm })}
              </option>
            ))}
          </select>
        </label>
      )}
      {antenna === null ? null : (
        <label className="desk-field">
          <span className="desk-field-name">{say('calibration.radio.antenna')}</span>
          <select
            data-testid="antenna"
            value={antenna.now}
            disabled={isStill}
            onChange={(event) => tend({ kind: 'set-antenna', antenna: Number(event.target.value) })}
          >
            {Array.from({ length: antenna.of }, (_, nth) => (
              <option key={nth} value={nth + 1}>
                {say('calibration.radio.antenna-of', { nth: nth + 1 })}
              </option>
            ))}
          </select>
        </label>
      )}
      <p className="desk-field-hint">{say(radio.setting ? 'calibration.radio.setting' : 'calibration.radio.anew')}</p>
      {power !== null && power.inSettings !== null && power.inSettings !== power.now ? (
        <>
          <p className="calibration-found" data-tone="none">
            <Icon name="info" />
            {say('calibration.radio.settings', { dbm: power.inSettings })}
          </p>
          <Button
            look="plain"
            icon="wrench"
            testId="power-settings"
            waits={isStill}
            onPress={() => tend({ kind: 'open-page', page: 'settings', field: power.path })}
          >
            {say('calibration.radio.to-settings')}
          </Button>
        </>
      ) : null}
      {radio.trouble === null ? null : (
        <p className="calibration-found" data-tone="fail" role="alert">
          <Icon name="warning" />
          <Fault fault={radio.trouble} />
        </p>
      )}
    </>
  );
}
