// What was measured of one pad: plain figures, as they are kept on disk. Knows no limits and no words.
import * as z from 'zod';
import { pileSizes, spotNames, spots, type PileSize } from '../../contract/calibration-grid.ts';

const count = z.int().min(0);
/** Milliseconds since the epoch, of a day that there is. */
const moment = z.number().min(0).max(8.64e15);
const uid = z.string().regex(/^[0-9A-F]{1,124}$/);

/** `seen` in so many `rounds` of the reader. */
const rate = z.object({ seen: count, rounds: count });
export type RateFigure = z.infer<typeof rate>;

/** `tags`: rounds in which each was told, worst first. `*Ms`: from the first sight of one until each was told, and read as for a patron. */
const pile = z.object({
  size: z.literal(pileSizes),
  rounds: count,
  tags: z.array(count).max(200),
  toldMs: count.nullable(),
  readMs: count.nullable(),
});
export type PileFigure = z.infer<typeof pile>;

const most = { ghosts: 200 } as const;

export const calibrationFigures = z.object({
  version: z.literal(1),
  id: z.string().regex(/^[0-9a-z-]{1,80}$/),
  place: z.string().min(1).max(40),
  begunMs: moment,
  /** Null while it goes on. */
  endedMs: moment.nullable(),
  /** Null: by the ticket of the machine, while nobody could sign in. */
  by: z.string().max(40).nullable(),
  library: z.string().max(200),
  /** `make`: its name; `line`: how it is connected; `serial`: from its plate, as typed. */
  reader: z.object({
    maker: z.string().max(40),
    make: z.string().max(80),
    model: z.string().max(200).nullable(),
    line: z.string().max(200),
    serial: z.string().max(40),
  }),
  /** As it stood; null where this reader has no such setting. */
  radio: z.object({ powerDbm: z.number().nullable(), antenna: count.nullable() }),
  /** `ms`: the time in which the reader answered. `failed`: rounds that failed. */
  empty: z
    .object({ ms: count, rounds: count, ghosts: z.array(z.object({ uid, seen: count })).max(most.ghosts) })
    .nullable(),
  /** The tag that was laid from place to place. */
  tag: uid.nullable(),
  spots: z.record(z.string(), rate).refine((all) => Object.keys(all).every((name) => spotNames.includes(name))),
  piles: z.array(pile).max(pileSizes.length),
  /** Of everything: rounds that came about, rounds that failed, and how long those took that came about. */
  rounds: z.object({ heard: count, failed: count, ms: count }),
});
export type CalibrationFigures = z.infer<typeof calibrationFigures>;

/** Ghosts that are told apart; more of them are one too many in any case. */
export const mostGhosts = most.ghosts;

export const shareOf = ({ seen, rounds }: RateFigure): number => (rounds === 0 ? 0 : seen / rounds);

/** Of the measured places on the pad, or beside it. */
export const sharesOn = ({ spots: rates }: CalibrationFigures, on: 'pad' | 'beside') =>
  spots.flatMap((spot) => {
    const one = rates[spot.name];
    return spot.on === on && one !== undefined ? [{ spot, share: shareOf(one) }] : [];
  });

export const pileOf = ({ piles }: CalibrationFigures, size: PileSize): PileFigure | null =>
  piles.find((one) => one.size === size) ?? null;

/** Rates of a pile: a tag that was never told is one with 0. */
export const pileShares = ({ size, tags, rounds }: PileFigure): { readonly worst: number; readonly mean: number } => {
  const shares = [
    ...tags.map((seen) => shareOf({ seen, rounds })),
    ...Array<number>(Math.max(0, size - tags.length)).fill(0),
  ];
  return {
    worst: Math.min(...shares),
    mean: shares.reduce((sum, share) => sum + share, 0) / shares.length,
  };
};
