// How well a simulated pad hears a tag, by where it lies: on the pad, beside it, deep in a pile. Figures as pads of 30 by 30 cm show them;
// no physics beyond that. Knows places and chances, no tags.

/** Where a tag lies, in places of a third of the pad: 0 to 2 on it, -1 and 3 beside it, further away is further. */
export type Spot = { readonly column: number; readonly row: number };

/**
 * `on`: chance that a tag alone answers a round, at each of the nine places, row by row from behind. `reach`: so many places beside the
 * edge, at the power as shipped, a tag still answers every other round. `shades`: how much a tag deep in a pile loses, 0 to 1.
 */
export type Surface = { readonly on: readonly number[]; readonly reach: number; readonly shades: number };

export const surfaces = {
  even: { on: Array<number>(9).fill(1), reach: 0.2, shades: 0 },
  /** As a good pad is: a book or two in a high pile is told now and then only. */
  usual: { on: [0.97, 0.99, 0.97, 0.99, 1, 0.99, 0.97, 0.99, 0.97], reach: 0.3, shades: 0.45 },
  /** A steel table beneath it. */
  metal: { on: [0.4, 0.55, 0.4, 0.55, 0.7, 0.55, 0.35, 0.5, 0.35], reach: 0, shades: 0.9 },
  /** A cable or another reader at its right side. */
  'weak-side': { on: [0.99, 0.98, 0.45, 1, 1, 0.5, 0.99, 0.98, 0.4], reach: 0.3, shades: 0.5 },
  /** Sends too strongly: bags beside it are read. */
  'far-reaching': { on: Array<number>(9).fill(1), reach: 1.4, shades: 0.2 },
} as const satisfies Readonly<Record<string, Surface>>;
export type SurfaceName = keyof typeof surfaces;
export const surfaceNames = [
  'even',
  'usual',
  'metal',
  'weak-side',
  'far-reaching',
] as const satisfies readonly SurfaceName[];

const clamped = (chance: number): number => Math.min(1, Math.max(0, chance));
const outside = (at: number): number => Math.max(0, -at, at - 2);

/** Tags that lie on one another up to here do not shade each other. */
const unshaded = 3;
/** …and from here on it gets no worse. */
const deepest = 10;

/**
 * Chance of an answer in one round. `layer`: how many tags lie between it and the pad. `power`: 0 to 1 of what the reader is shipped with;
 * with less of it the pad reaches less far, and what was weak gets weaker.
 */
export const chanceOf = (
  surface: Surface,
  { spot, layer, power }: { readonly spot: Spot; readonly layer: number; readonly power: number },
): number => {
  const away = Math.hypot(outside(spot.column), outside(spot.row));
  if (away > 0) return clamped(surface.reach * power - away + 0.5);
  const alone = surface.on[spot.row * 3 + spot.column] ?? 1;
  const shaded = surface.shades * clamped((layer + 1 - unshaded) / (deepest - unshaded));
  return clamped(alone * (1 - shaded) * clamped(0.4 + power));
};
