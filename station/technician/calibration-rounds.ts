// The rounds of the pad that is being measured, each asked for when the one before is there: so they end by themselves when the page goes.
// Pure.
import { padSaid, roundFailed, roundHeard, withMeasured, type Doing, type Measured } from '../calibration/measuring.ts';
import {
  calibrationTimes,
  nameOf,
  nextPile,
  nextSpot,
  telling,
  working,
  type CalibrationPage,
  type CalibrationWork,
} from './calibration-state.ts';
import type { CalibrationEvent, RoundOutcome } from './calibration-talk.ts';
import { goOn, type PageGround, type TechnicianEffect, type TechnicianStep } from './talk.ts';

type Step = TechnicianStep<CalibrationPage>;

const ask = (
  work: CalibrationWork,
  ground: PageGround,
  afterMs: number,
): { work: CalibrationWork; effect: TechnicianEffect } => {
  const renew = work.hold !== 'held' || ground.nowMs - work.renewedMs >= calibrationTimes.renewMs;
  const nth = work.nth + 1;
  return {
    work: { ...work, nth, renewedMs: renew ? ground.nowMs : work.renewedMs },
    effect: { kind: 'hear-round', place: work.place, session: ground.session, nth, by: nameOf(ground), renew, afterMs },
  };
};

export const asking = (
  page: CalibrationPage,
  work: CalibrationWork,
  ground: PageGround,
  afterMs: number,
  ...more: readonly TechnicianEffect[]
): Step => {
  const next = ask(work, ground, afterMs);
  return goOn({ ...page, work: next.work }, ...more, next.effect);
};

export const heard = (
  page: CalibrationPage,
  work: CalibrationWork,
  event: Extract<CalibrationEvent, { kind: 'calibration-round' }>,
  ground: PageGround,
): Step => {
  const { outcome } = event;
  if (work.hold === 'let-go') return goOn(page);
  // A measurement that runs is somebody's: a minute of it needs no hand.
  if (work.doing === null && ground.nowMs - work.touchedMs >= calibrationTimes.untouchedMs)
    return goOn(working(page, { hold: 'let-go', live: null }), { kind: 'give-pad-back', place: work.place });
  switch (outcome.kind) {
    case 'gone':
      return goOn({ ...telling(page, 'place-gone', { place: work.place }), work: null });
    case 'busy':
      return asking(
        page,
        { ...work, hold: 'busy', doing: work.doing === null ? null : roundFailed(work.doing) },
        ground,
        calibrationTimes.busyMs,
      );
    case 'away':
    case 'failed': {
      const { rounds } = work.figures;
      // A reader that is not there says nothing of its line.
      const failed = rounds.failed + (outcome.kind === 'failed' ? 1 : 0);
      const figures = { ...work.figures, rounds: { ...rounds, failed } };
      const next: CalibrationWork = {
        ...work,
        figures,
        hold: 'held',
        live: { at: 'away', fault: outcome.fault },
        doing: work.doing === null ? null : roundFailed(work.doing),
      };
      return asking(page, next, ground, calibrationTimes.failedMs);
    }
    case 'heard':
      return roundCame(page, work, { ...event, outcome }, ground);
  }
};

type Came = Extract<CalibrationEvent, { kind: 'calibration-round' }> & {
  readonly outcome: Extract<RoundOutcome, { kind: 'heard' }>;
};

const roundCame = (
  page: CalibrationPage,
  work: CalibrationWork,
  { outcome, atMs, words }: Came,
  ground: PageGround,
): Step => {
  const { uids, tookMs, lying } = outcome;
  const { rounds } = work.figures;
  const isFirst = work.hold !== 'held' || work.live?.at !== 'heard';
  const next: CalibrationWork = {
    ...work,
    hold: 'held',
    live: { at: 'heard', seen: uids.length, roundMs: Math.round(tookMs) },
    figures: { ...work.figures, rounds: { ...rounds, heard: rounds.heard + 1, ms: rounds.ms + Math.round(tookMs) } },
  };
  // A reader that came back may be set otherwise, and may be another one.
  const again: readonly TechnicianEffect[] = isFirst
    ? [{ kind: 'ask-radio', place: work.place }, { kind: 'look-at-pads' }]
    : [];
  const afterMs = Math.max(calibrationTimes.restMs, calibrationTimes.roundMs - tookMs);
  if (next.doing === null) return asking(page, next, ground, afterMs, ...again);
  const told = words.reduce(padSaid, next.doing);
  const { doing, measured } = roundHeard(told, { uids, atMs, tookMs, lying }, next.figures);
  if (measured === null)
    return asking(page, { ...next, doing }, ground, isReading(doing) ? calibrationTimes.readingMs : afterMs, ...again);
  const taken = took(page, { ...next, doing: null }, measured, ground);
  return asking(taken.state, taken.state.work ?? next, ground, afterMs, ...again, ...taken.effects);
};

const isReading = (doing: Doing | null): boolean =>
  doing?.at === 'pile' && doing.stage === 'measuring' && doing.readMs === null;

/** A figure is there: kept on disk at once, so that a power cut costs one measurement. */
export const took = (page: CalibrationPage, work: CalibrationWork, measured: Measured, ground: PageGround): Step => {
  if (measured.kind === 'void')
    return goOn(
      telling({ ...page, work: { ...work, touchedMs: ground.nowMs } }, measured.because, { count: measured.count }),
    );
  const figures = withMeasured(work.figures, measured);
  const next: CalibrationWork = {
    ...work,
    figures,
    touchedMs: ground.nowMs,
    spot: measured.kind === 'spot' ? nextSpot(figures, measured.spot) : work.spot,
    pile: measured.kind === 'pile' ? nextPile(figures) : work.pile,
  };
  return goOn({ ...page, work: next }, { kind: 'write-begun', figures });
};
