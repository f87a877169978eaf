// The doorway from the page of the RF calibration to its screen. Decides nothing.
import type {
  CalibrationDoing,
  CalibrationKept,
  CalibrationPad,
  CalibrationRadio,
  CalibrationResult,
  CalibrationRun,
  CalibrationScreen,
} from '../../contract/calibration-view.ts';
import { calibrationParts } from '../../contract/calibration-view.ts';
import { adviceOn, type AdviceGround } from '../calibration/advice.ts';
import { certificateOf, nameOfCertificate } from '../calibration/certificate.ts';
import { comparedWith, isSameReader } from '../calibration/compared.ts';
import { pileShares, type CalibrationFigures } from '../calibration/figures.ts';
import { isPartWhole, isWholeEmpty, judged, limits, partState, pilePasses, verdictOf } from '../calibration/limits.ts';
import type { Doing } from '../calibration/measuring.ts';
import type { CalibrationPage, CalibrationWork } from './calibration-state.ts';
import type { PageGround } from './talk.ts';

/** As many as a technician looks back on. */
const mostListed = 30;

export const calibrationScreen = (page: CalibrationPage, { language }: PageGround): CalibrationScreen => ({
  at: 'calibration',
  pads: page.pads === null ? null : padsOf(page),
  run: page.work === null ? null : runOf(page, page.work),
  kept: page.kept.slice(0, mostListed).map(keptOf),
  told: page.told,
  certificate:
    page.open === null
      ? null
      : {
          about: keptOf(page.open),
          name: nameOfCertificate(page.open),
          html: certificateOf(page.open, { before: lastBefore(page, page.open), language }),
          result: resultOf(page, page.open, null),
        },
});

const keptOf = (figures: CalibrationFigures): CalibrationKept => ({
  id: figures.id,
  place: figures.place,
  make: figures.reader.make,
  atMs: figures.endedMs ?? figures.begunMs,
  by: figures.by,
  verdict: verdictOf(judged(figures)),
});

const padsOf = ({ pads, unfinished, kept }: CalibrationPage): readonly CalibrationPad[] =>
  (pads ?? []).map((pad) => {
    const begun = unfinished.find(({ place }) => place === pad.place) ?? null;
    const last = kept.find((one) => one.place === pad.place) ?? null;
    return {
      place: pad.place,
      kind: pad.kind,
      make: pad.make,
      model: pad.model,
      trouble: pad.trouble,
      unfinished: begun === null ? null : { sinceMs: begun.begunMs, by: begun.by },
      last: last === null ? null : { atMs: last.endedMs ?? last.begunMs, verdict: verdictOf(judged(last)) },
    };
  });

/** The last certificate of the same reader. */
const lastBefore = ({ kept }: CalibrationPage, figures: CalibrationFigures): CalibrationFigures | null =>
  kept.find(
    (one) => one.id !== figures.id && (one.endedMs ?? 0) <= (figures.endedMs ?? Infinity) && isSameReader(one, figures),
  ) ?? null;

const runOf = (page: CalibrationPage, work: CalibrationWork): CalibrationRun => {
  const { figures, doing } = work;
  const { empty, tag } = figures;
  const radio = radioOf(page, work);
  const power = radio?.power ?? null;
  return {
    place: work.place,
    hold: work.hold,
    reader: {
      make: figures.reader.make,
      model: figures.reader.model,
      line: figures.reader.line,
      serial: figures.reader.serial,
    },
    live: work.live,
    begunMs: figures.begunMs,
    part: work.part,
    parts: calibrationParts.map((name) => ({
      name,
      state: partState(name, judged(figures)),
      isWhole: isPartWhole(name, figures),
    })),
    doing: doing === null ? null : doingOf(doing, figures),
    radio,
    empty:
      empty === null
        ? null
        : {
            seconds: Math.floor(empty.ms / 1000),
            rounds: empty.rounds,
            isWhole: isWholeEmpty(figures),
            ghosts: empty.ghosts,
          },
    grid: { rates: figures.spots, chosen: work.spot, tag },
    piles: {
      chosen: work.pile,
      found: figures.piles.map((pile) => ({
        size: pile.size,
        found: pile.tags.length,
        ...pileShares(pile),
        seconds: pile.readMs === null ? null : pile.readMs / 1000,
        verdict: pilePasses(pile) ? 'pass' : 'fail',
      })),
    },
    result: resultOf(
      page,
      figures,
      power === null ? null : { now: power.now, least: Math.min(...power.steps), most: Math.max(...power.steps) },
    ),
  };
};

const resultOf = (
  page: CalibrationPage,
  figures: CalibrationFigures,
  power: AdviceGround['power'],
): CalibrationResult => {
  const lines = judged(figures);
  const before = lastBefore(page, figures);
  return {
    lines,
    verdict: verdictOf(lines),
    advice: adviceOn({ figures, lines, power }),
    compared: before === null ? null : { atMs: before.endedMs ?? before.begunMs, rows: comparedWith(figures, before) },
  };
};

const radioOf = (
  { pads }: CalibrationPage,
  { place, radio, setting, radioTrouble }: CalibrationWork,
): CalibrationRadio | null => {
  if (radio === null) return null;
  const pad = pads?.find((one) => one.place === place);
  const inSettings = pad?.powerInSettings ?? null;
  const { powers, powerDbm, antennas, antenna } = radio;
  return {
    power:
      powers === null || powerDbm === null
        ? null
        : { now: powerDbm, steps: powers, unit: 'dbm', inSettings, path: pad?.powerPath ?? '' },
    antenna: antennas === null || antenna === null ? null : { now: antenna, of: antennas },
    setting,
    trouble: radioTrouble,
  };
};

const doingOf = (doing: Doing, { tag }: CalibrationFigures): CalibrationDoing => {
  switch (doing.at) {
    case 'empty':
      return {
        at: 'empty',
        done: Math.min(1, doing.ms / limits.emptyMs),
        secondsLeft: Math.ceil(Math.max(0, limits.emptyMs - doing.ms) / 1000),
        rounds: doing.rounds,
        ghosts: Object.entries(doing.ghosts).map(([uid, seen]) => ({ uid, seen })),
      };
    case 'spot': {
      const { spot, rounds } = doing;
      const seen = tag === null ? Math.max(0, ...Object.values(doing.seen)) : (doing.seen[tag] ?? 0);
      return { at: 'spot', spot, done: rounds / limits.roundsPerSpot, seen, rounds };
    }
    case 'pile': {
      const { size, stage, left, seen, rounds } = doing;
      if (stage === 'clear') return { at: 'pile', size, stage: { at: 'clear', left } };
      if (stage === 'lay') return { at: 'pile', size, stage: { at: 'lay' } };
      return {
        at: 'pile',
        size,
        stage: { at: 'measuring', seen: Object.keys(seen).length, done: Math.min(1, rounds / limits.roundsPerPile) },
      };
    }
  }
};
