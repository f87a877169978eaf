// The reader that a calibration is about: what is known of it, and what becomes of the figures when it is another one by now, or sends
// otherwise. Pure.
import { isSameReader } from '../calibration/compared.ts';
import type { CalibrationFigures } from '../calibration/figures.ts';
import { nameOf, telling, working, type CalibrationPage, type CalibrationWork } from './calibration-state.ts';
import type { CalibrationEvent, PadFact } from './calibration-talk.ts';
import { goOn, type PageGround, type TechnicianStep } from './talk.ts';

type Step = TechnicianStep<CalibrationPage>;

const readerOf = ({ maker, make, line }: PadFact): Omit<CalibrationFigures['reader'], 'model' | 'serial'> => ({
  maker,
  make,
  line,
});

export const withPads = (
  page: CalibrationPage,
  { pads, unfinished, kept }: Extract<CalibrationEvent, { kind: 'pads-seen' }>,
): CalibrationPage => {
  const next = { ...page, pads, unfinished, kept };
  const { work } = page;
  if (work === null) return next;
  const pad = pads.find(({ place }) => place === work.place);
  if (pad === undefined) return next;
  const { reader } = work.figures;
  // What the reader says of itself may have come only now.
  const figures = { ...work.figures, reader: { ...reader, ...readerOf(pad), model: pad.model ?? reader.model } };
  const isAnother =
    reader.maker !== pad.maker || (reader.model !== null && pad.model !== null && reader.model !== pad.model);
  return isAnother && isMeasured(figures)
    ? telling(working(next, { figures: emptied(figures), doing: null }), 'reader-changed', {
        model: pad.model ?? pad.make,
      })
    : working(next, { figures });
};

const isMeasured = ({ empty, spots, piles }: CalibrationFigures): boolean =>
  empty !== null || Object.keys(spots).length > 0 || piles.length > 0;
/** Figures of another reader, or of another power, go into no certificate of this one. */
const emptied = (figures: CalibrationFigures): CalibrationFigures => ({
  ...figures,
  empty: null,
  tag: null,
  spots: {},
  piles: [],
  rounds: { heard: 0, failed: 0, ms: 0 },
});

export const radioTold = (
  page: CalibrationPage,
  work: CalibrationWork,
  event: Extract<CalibrationEvent, { kind: 'radio-told' }>,
): Step => {
  const { radio, fault } = event;
  const told: Partial<CalibrationWork> = { radio: radio ?? work.radio, setting: false, radioTrouble: fault };
  if (radio === null) return goOn(working(page, told));
  const { powerDbm, antenna } = radio;
  const before = work.figures.radio;
  const figures = { ...work.figures, radio: { powerDbm, antenna } };
  const isChanged =
    (before.powerDbm !== null && before.powerDbm !== powerDbm) ||
    (before.antenna !== null && before.antenna !== antenna);
  if (!isChanged || !isMeasured(figures)) return goOn(working(page, { ...told, figures }));
  const next = emptied(figures);
  return goOn(telling(working(page, { ...told, figures: next, doing: null }), 'radio-changed'), {
    kind: 'write-begun',
    figures: next,
  });
};

const slug = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^0-9a-z]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 30);

export const newFigures = (
  pad: PadFact,
  kept: readonly CalibrationFigures[],
  ground: PageGround,
): CalibrationFigures => {
  const reader = { ...readerOf(pad), model: pad.model, serial: '' };
  // The number on the plate does not change by itself: as it was typed last.
  const before = kept.find((one) => isSameReader(one, { place: pad.place, reader }));
  return {
    version: 1,
    id: `${ground.nowMs.toString(36)}-${slug(pad.place)}`,
    place: pad.place,
    begunMs: ground.nowMs,
    endedMs: null,
    by: nameOf(ground),
    library: ground.house.library?.name ?? '',
    reader: { ...reader, serial: before?.reader.serial ?? '' },
    radio: { powerDbm: null, antenna: null },
    empty: null,
    tag: null,
    spots: {},
    piles: [],
    rounds: { heard: 0, failed: 0, ms: 0 },
  };
};
