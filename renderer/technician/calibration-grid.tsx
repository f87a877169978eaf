// The pad drawn with a line of places around it: one tag is laid from place to place, and each tells in how many rounds it was read.
import type { CSSProperties } from 'react';
import { spots, type Spot } from '../../contract/calibration-grid.ts';
import type { CalibrationRun } from '../../contract/calibration-view.ts';
import { percentOf } from '../../contract/words/calibration-said.ts';
import { Button } from '../parts/button.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Meter } from './calibration-meter.tsx';
import { useTechnicianHands } from './hands.ts';
import './calibration-grid.css';

export function GridPart({ run }: { readonly run: CalibrationRun }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { doing, grid } = run;
  const { lines } = run.result;
  const isMeasuring = doing?.at === 'spot';
  const limitOf = (name: 'on-pad' | 'beside'): number =>
    percentOf(lines.find((line) => line.name === name)?.limit['share'] ?? 0);
  return (
    <div className="calibration-two" data-wide="map">
      <section>
        <p>{say('calibration.grid.text')}</p>
        <p>
          {grid.tag === null
            ? say('calibration.grid.no-tag')
            : say('calibration.grid.tag', { tag: grid.tag.slice(-8) })}
        </p>
        {isMeasuring ? (
          <Meter
            done={doing.done}
            says={say('calibration.grid.measuring', { spot: doing.spot, seen: doing.seen, rounds: doing.rounds })}
          />
        ) : null}
        <div className="calibration-do">
          {isMeasuring ? (
            <Button look="second" icon="close" testId="stop-measuring" onPress={() => tend({ kind: 'stop-measuring' })}>
              {say('calibration.stop')}
            </Button>
          ) : (
            <>
              <Button
                look={run.parts.some(({ name, isWhole }) => name === 'grid' && isWhole) ? 'second' : 'primary'}
                icon="reading"
                testId="measure-spot"
                waits={run.hold !== 'held'}
                onPress={() => tend({ kind: 'measure-spot', spot: grid.chosen })}
              >
                {say('calibration.grid.measure', { spot: grid.chosen })}
              </Button>
              {Object.keys(grid.rates).length === 0 ? null : (
                <Button
                  look="plain"
                  icon="start-over"
                  testId="forget-grid"
                  onPress={() => tend({ kind: 'forget-grid' })}
                >
                  {say('calibration.grid.forget')}
                </Button>
              )}
            </>
          )}
        </div>
        <ul className="calibration-legend">
          <li data-on="pad">{say('calibration.grid.on', { percent: limitOf('on-pad') })}</li>
          <li data-on="beside">{say('calibration.grid.beside', { percent: limitOf('beside') })}</li>
        </ul>
      </section>
      <Map run={run} limits={{ pad: limitOf('on-pad'), beside: limitOf('beside') }} />
    </div>
  );
}

/** By rows from behind, as the eye and the Tab key go. */
const inRows = spots.toSorted((a, b) => a.row - b.row || a.column - b.column);

function Map({
  run,
  limits,
}: {
  readonly run: CalibrationRun;
  readonly limits: { readonly pad: number; readonly beside: number };
}) {
  const { say } = useSpeech();
  return (
    <section className="calibration-map" aria-label={say('calibration.grid.map')}>
      <span className="calibration-edge">{say('calibration.grid.back')}</span>
      <div className="calibration-squares">
        {inRows.map((spot) => (
          <Square key={spot.name} spot={spot} run={run} limits={limits} />
        ))}
      </div>
      <span className="calibration-edge">{say('calibration.grid.front')}</span>
    </section>
  );
}

function Square({
  spot,
  run: { grid, doing },
  limits,
}: {
  readonly spot: Spot;
  readonly run: CalibrationRun;
  readonly limits: { readonly pad: number; readonly beside: number };
}) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const rate = grid.rates[spot.name];
  const isDoing = doing?.at === 'spot' && doing.spot === spot.name;
  const share = rate === undefined || rate.rounds === 0 ? null : rate.seen / rate.rounds;
  const percent = share === null ? 0 : percentOf(share);
  const isGood = spot.on === 'pad' ? percent >= limits.pad : percent <= limits.beside;
  const style: CSSProperties = { gridColumn: spot.column + 1, gridRow: spot.row + 1 };
  return (
    <button
      type="button"
      className="calibration-square"
      style={style}
      data-testid={`spot-${spot.name}`}
      data-on={spot.on}
      data-found={isDoing ? 'doing' : share === null ? 'none' : isGood ? 'pass' : 'fail'}
      aria-pressed={grid.chosen === spot.name}
      onClick={() => tend({ kind: 'choose-spot', spot: spot.name })}
    >
      <small>
        {spot.name}
        {share === null || isGood ? null : <span aria-hidden="true"> ×</span>}
      </small>
      <b>{share === null ? '–' : say('calibration.percent', { percent })}</b>
      <span className="unseen">
        {[
          say(`calibration.spot.${spot.on}`),
          share === null ? say('calibration.spot.none') : say(`calibration.line-verdict.${isGood ? 'pass' : 'fail'}`),
        ].join(', ')}
      </span>
    </button>
  );
}
