// The RF calibration: the pads to choose from, and the one that is being measured, part by part. Draws what the station says.
import { useState } from 'react';
import type { CalibrationRun, CalibrationScreen } from '../../contract/calibration-view.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Certificate } from './calibration-certificate.tsx';
import { EmptyPart } from './calibration-empty.tsx';
import { GridPart } from './calibration-grid.tsx';
import { Pads } from './calibration-pads.tsx';
import { PilesPart } from './calibration-piles.tsx';
import { ResultPart } from './calibration-result.tsx';
import { Fault } from './fault.tsx';
import { useTechnicianHands } from './hands.ts';
import './calibration.css';

export function Calibration({ screen }: { readonly screen: CalibrationScreen }) {
  const { say } = useSpeech();
  const { run, certificate } = screen;
  return (
    <div className="calibration">
      <header className="calibration-head">
        <h1 data-heading="" tabIndex={-1}>
          {say('calibration.title')}
        </h1>
        {run === null ? null : <RunTools key={run.begunMs} run={run} />}
      </header>
      <Told told={screen.told} />
      {certificate === null ? (
        run === null ? (
          <Pads screen={screen} />
        ) : (
          <Run run={run} />
        )
      ) : (
        <Certificate certificate={certificate} />
      )}
    </div>
  );
}

function Told({ told }: Pick<CalibrationScreen, 'told'>) {
  const { say } = useSpeech();
  const isDone = told?.kind === 'certificate-made' || told?.kind === 'discarded';
  return (
    <output className="calibration-told" data-tone={told === null ? 'none' : isDone ? 'done' : 'attention'}>
      {told === null ? null : (
        <>
          <Icon name={isDone ? 'check' : 'warning'} />
          <span>{say(`calibration.told.${told.kind}`, told.values)}</span>
        </>
      )}
    </output>
  );
}

function RunTools({ run }: { readonly run: CalibrationRun }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <span className="calibration-where" dir="auto">
        {run.place} · {run.reader.model ?? run.reader.make}
      </span>
      <div className="calibration-tools">
        <Button
          look="plain"
          icon="erase"
          testId="discard-run"
          onPress={() => {
            if (isAsked) tend({ kind: 'discard-run' });
            else setAsked(true);
          }}
        >
          {say(isAsked ? 'calibration.discard.sure' : 'calibration.discard')}
        </Button>
        <Button look="second" icon="leave" testId="leave-pad" onPress={() => tend({ kind: 'leave-pad' })}>
          {say('calibration.leave')}
        </Button>
      </div>
    </>
  );
}

function Run({ run }: { readonly run: CalibrationRun }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  return (
    <div className="calibration-run">
      <Hold run={run} />
      <nav className="calibration-parts" aria-label={say('calibration.title')}>
        {run.parts.map(({ name, state }, at) => (
          <button
            key={name}
            type="button"
            data-testid={`part-${name}`}
            aria-current={run.part === name ? 'step' : undefined}
            disabled={run.doing !== null && run.part !== name}
            onClick={() => tend({ kind: 'show-part', part: name })}
          >
            <b aria-hidden="true">{at + 1}</b>
            <span>
              {say(`calibration.part.${name}`)}
              <small data-state={state}>{say(`calibration.part-state.${state}`)}</small>
            </span>
          </button>
        ))}
      </nav>
      <div className="calibration-body">
        <Part run={run} />
        <Next run={run} />
      </div>
    </div>
  );
}

/** Onward, where this part has all its figures. */
function Next({ run: { part, parts, doing } }: { readonly run: CalibrationRun }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const at = parts.findIndex(({ name }) => name === part);
  const next = parts[at + 1];
  if (next === undefined || parts[at]?.isWhole !== true || doing !== null) return null;
  return (
    <div className="calibration-next">
      <Button look="primary" testId="next-part" onPress={() => tend({ kind: 'show-part', part: next.name })}>
        {say('calibration.next', { part: say(`calibration.part.${next.name}`) })}
      </Button>
    </div>
  );
}

function Part({ run }: { readonly run: CalibrationRun }) {
  switch (run.part) {
    case 'empty':
      return <EmptyPart run={run} />;
    case 'grid':
      return <GridPart run={run} />;
    case 'piles':
      return <PilesPart run={run} />;
    case 'result':
      return <ResultPart run={run} />;
  }
}

function Hold({ run }: { readonly run: CalibrationRun }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { hold, live, place } = run;
  const isAway = hold === 'held' && live?.at === 'away';
  return (
    <div className="calibration-hold" data-tone={isAway || hold === 'busy' || hold === 'let-go' ? 'attention' : 'none'}>
      <Icon name={isAway ? 'plug' : hold === 'held' ? 'locked' : 'clock'} />
      <output>{say(`calibration.hold.${hold}`, { place })}</output>
      {hold === 'let-go' ? (
        <Button look="primary" testId="take-pad" onPress={() => tend({ kind: 'take-pad' })}>
          {say('calibration.take')}
        </Button>
      ) : null}
      {hold === 'held' ? (
        <span className="calibration-live">
          {live === null ? (
            say('calibration.live.none')
          ) : live.at === 'away' ? (
            <>
              {live.fault === null ? say('calibration.not-answering') : <Fault fault={live.fault} />}{' '}
              {say('calibration.live.away')}
            </>
          ) : (
            say('calibration.live.heard', { seen: live.seen, ms: live.roundMs })
          )}
        </span>
      ) : null}
    </div>
  );
}
