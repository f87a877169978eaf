// The page of the RF calibration, step by step: a place is taken out of use, its pad is heard round after round, and what is being measured
// takes from them what it needs. Pure.
import { calibrationAct, type CalibrationAct } from '../../contract/calibration-calls.ts';
import type { CalibrationFigures } from '../calibration/figures.ts';
import { judged, verdictOf } from '../calibration/limits.ts';
import { beginEmpty, beginPile, beginSpot, emptyMeasured } from '../calibration/measuring.ts';
import { record } from '../flow.ts';
import { newFigures, radioTold, withPads } from './calibration-reader.ts';
import { asking, heard, took } from './calibration-rounds.ts';
import {
  firstOpen,
  nameOf,
  newCalibrationPage,
  nextPile,
  nextSpot,
  telling,
  working,
  type CalibrationPage,
  type CalibrationWork,
} from './calibration-state.ts';
import { goOn, type PageGround, type TechnicianEffect, type TechnicianEvent, type TechnicianStep } from './talk.ts';

type Step = TechnicianStep<CalibrationPage>;

export const openCalibration = (): Step => goOn(newCalibrationPage, { kind: 'look-at-pads' });

export const stepCalibration = (page: CalibrationPage, event: TechnicianEvent, ground: PageGround): Step => {
  switch (event.kind) {
    case 'pads-seen':
      return goOn(withPads(page, event));
    case 'house-changed':
      return goOn(page, { kind: 'look-at-pads' });
    case 'calibration-round':
      return page.work === null || event.session !== ground.session || event.nth !== page.work.nth
        ? goOn(page)
        : heard(page, page.work, event, ground);
    case 'radio-told':
      return page.work?.place === event.place ? radioTold(page, page.work, event) : goOn(page);
    case 'calibration-written':
      return goOn(written(page, event.outcome), { kind: 'look-at-pads' });
    case 'tended': {
      const act = calibrationAct.safeParse(event.act);
      return act.success ? acted({ ...touched(page, ground), told: null }, act.data, ground) : goOn(page);
    }
    default:
      return goOn(page);
  }
};

const touched = (page: CalibrationPage, { nowMs }: PageGround): CalibrationPage => working(page, { touchedMs: nowMs });

const written = (page: CalibrationPage, outcome: 'begun' | 'kept' | 'discarded' | 'not-kept'): CalibrationPage => {
  switch (outcome) {
    case 'begun':
      return page;
    case 'kept':
      return { ...telling(page, 'certificate-made'), keeping: null };
    case 'discarded':
      return telling(page, 'discarded');
    case 'not-kept':
      return { ...telling(page, 'not-kept'), keeping: null };
  }
};

// ── Acts ──

const begin = (
  page: CalibrationPage,
  { place, anew }: Extract<CalibrationAct, { kind: 'calibrate' }>,
  ground: PageGround,
): Step => {
  const pad = page.pads?.find((one) => one.place === place);
  if (pad === undefined || page.work !== null) return goOn(page);
  const before = anew ? undefined : page.unfinished.find((one) => one.place === place);
  const figures = before ?? newFigures(pad, page.kept, ground);
  const work: CalibrationWork = {
    place,
    figures,
    hold: 'asking',
    live: null,
    nth: 0,
    renewedMs: ground.nowMs,
    touchedMs: ground.nowMs,
    part: firstOpen(figures),
    doing: null,
    spot: figures.spots['C3'] === undefined ? 'C3' : nextSpot(figures, 'C3'),
    pile: nextPile(figures),
    radio: null,
    setting: false,
    radioTrouble: null,
  };
  const began = record({
    kind: 'calibration-began',
    session: ground.session,
    staff: nameOf(ground),
    at: place,
    resumed: before !== undefined,
  });
  return asking({ ...page, open: null }, work, ground, 0, began, { kind: 'write-begun', figures });
};

const leave = (page: CalibrationPage, work: CalibrationWork): Step =>
  goOn(
    { ...page, work: null },
    { kind: 'write-begun', figures: work.figures },
    { kind: 'give-pad-back', place: work.place },
  );

const end = (page: CalibrationPage, work: CalibrationWork, ground: PageGround): Step => {
  const figures: CalibrationFigures = {
    ...work.figures,
    endedMs: ground.nowMs,
    by: nameOf(ground),
    library: ground.house.library?.name ?? work.figures.library,
    radio: {
      powerDbm: work.radio?.powerDbm ?? work.figures.radio.powerDbm,
      antenna: work.radio?.antenna ?? work.figures.radio.antenna,
    },
  };
  return goOn(
    { ...page, work: null, open: figures, keeping: figures.id },
    record({
      kind: 'calibration-ended',
      session: ground.session,
      staff: nameOf(ground),
      at: work.place,
      verdict: verdictOf(judged(figures)),
      certificate: figures.id,
    }),
    { kind: 'keep-calibration', figures },
    { kind: 'give-pad-back', place: work.place },
  );
};

const acted = (page: CalibrationPage, act: CalibrationAct, ground: PageGround): Step => {
  const { work } = page;
  switch (act.kind) {
    case 'calibrate':
      return begin(page, act, ground);
    case 'open-certificate': {
      const figures = page.kept.find(({ id }) => id === act.id);
      return goOn(figures === undefined ? page : { ...page, open: figures });
    }
    case 'close-certificate':
      return goOn({ ...page, open: null });
    default:
      return work === null ? goOn(page) : worked(page, work, act, ground);
  }
};

type RunAct = Exclude<CalibrationAct, { kind: 'calibrate' | 'open-certificate' | 'close-certificate' }>;

const worked = (page: CalibrationPage, work: CalibrationWork, act: RunAct, ground: PageGround): Step => {
  const now = (more: Partial<CalibrationWork>, ...effects: readonly TechnicianEffect[]): Step =>
    goOn(working(page, more), ...effects);
  /** Nothing is measured where patrons have the place, and one thing at a time. */
  const measure = (more: Partial<CalibrationWork>): Step => {
    if (work.hold !== 'held' || work.doing !== null) return goOn(page);
    return work.live?.at === 'away' ? goOn(telling(page, 'reader-away')) : now(more);
  };
  switch (act.kind) {
    case 'leave-pad':
      return leave(page, work);
    case 'take-pad':
      return work.hold === 'let-go' ? asking(page, { ...work, hold: 'asking' }, ground, 0) : goOn(page);
    case 'discard-run':
      return goOn(
        { ...page, work: null },
        record({ kind: 'calibration-discarded', session: ground.session, staff: nameOf(ground), at: work.place }),
        { kind: 'discard-begun', place: work.place },
        { kind: 'give-pad-back', place: work.place },
      );
    case 'show-part':
      return work.doing === null ? now({ part: act.part }) : goOn(page);
    case 'measure-empty':
      return measure({ part: 'empty', doing: beginEmpty });
    case 'choose-spot':
      return work.doing === null ? now({ spot: act.spot }) : goOn(page);
    case 'measure-spot':
      return measure({ part: 'grid', spot: act.spot, doing: beginSpot(act.spot) });
    case 'forget-grid': {
      const figures = { ...work.figures, tag: null, spots: {} };
      return work.doing === null ? now({ figures, spot: 'C3' }, { kind: 'write-begun', figures }) : goOn(page);
    }
    case 'measure-pile':
      return measure({ part: 'piles', pile: act.size, doing: beginPile(act.size) });
    case 'stop-measuring':
      return stop(page, work, ground);
    case 'name-serial': {
      const figures = { ...work.figures, reader: { ...work.figures.reader, serial: act.serial } };
      return now({ figures }, { kind: 'write-begun', figures });
    }
    case 'set-power':
      return setRadio(page, work, { what: 'power', to: act.power }, ground);
    case 'set-antenna':
      return setRadio(page, work, { what: 'antenna', to: act.antenna }, ground);
    case 'make-certificate':
      return work.doing === null ? end(page, work, ground) : goOn(page);
  }
};

/** An empty pad is kept as far as it was watched: a ghost that showed is a finding. */
const stop = (page: CalibrationPage, work: CalibrationWork, ground: PageGround): Step => {
  const { doing } = work;
  if (doing?.at !== 'empty' || doing.rounds === 0) return goOn(working(page, { doing: null }));
  return took(page, { ...work, doing: null }, emptyMeasured(doing), ground);
};

const setRadio = (
  page: CalibrationPage,
  work: CalibrationWork,
  { what, to }: { readonly what: 'power' | 'antenna'; readonly to: number },
  ground: PageGround,
): Step => {
  const { radio } = work;
  const offered =
    what === 'power' ? (radio?.powers ?? []) : Array.from({ length: radio?.antennas ?? 0 }, (_, nth) => nth + 1);
  if (work.hold !== 'held' || work.doing !== null || work.setting || !offered.includes(to)) return goOn(page);
  return goOn(
    working(page, { setting: true, radioTrouble: null }),
    record({ kind: 'radio-set', session: ground.session, staff: nameOf(ground), at: work.place, what, to }),
    { kind: 'set-radio', place: work.place, what, to },
  );
};
