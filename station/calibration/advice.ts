// What to do about what was measured: a table of rules, in the order in which a technician would go about it. Pure.
import { gridSize } from '../../contract/calibration-grid.ts';
import { pileSizes, type Spot } from '../../contract/calibration-grid.ts';
import type { Advice, AdviceKind, CalibrationLine, CalibrationLineName } from '../../contract/calibration-view.ts';
import { pileOf, pileShares, sharesOn, type CalibrationFigures } from './figures.ts';
import { limits, pilePasses } from './limits.ts';

/** `power`: what this reader can send with, in dBm; null where its line cannot change it. */
export type AdviceGround = {
  readonly figures: CalibrationFigures;
  readonly lines: readonly CalibrationLine[];
  readonly power: { readonly now: number; readonly least: number; readonly most: number } | null;
};

type Values = Advice['values'];
type Rule = { readonly kind: AdviceKind; readonly when: (ground: AdviceGround) => Values | null };

const fails = ({ lines }: AdviceGround, name: CalibrationLineName): boolean =>
  lines.some((line) => line.name === name && line.verdict === 'fail');
const foundOf = ({ lines }: AdviceGround, name: CalibrationLineName): CalibrationLine['found'] =>
  lines.find((line) => line.name === name)?.found ?? {};

/** A step that shows, and does no harm where it was too much. */
const powerStepDb = 3;
const lower = ({ power }: AdviceGround): number | null =>
  power === null || power.now <= power.least ? null : Math.max(power.least, power.now - powerStepDb);
const higher = ({ power }: AdviceGround): number | null =>
  power === null || power.now >= power.most ? null : Math.min(power.most, power.now + powerStepDb);

type Shares = ReturnType<typeof sharesOn>;
const meanOf = (shares: Shares): number =>
  shares.length === 0 ? 1 : shares.reduce((sum, { share }) => sum + share, 0) / shares.length;
const isWeak = ({ share }: Shares[number]): boolean => share < limits.onPadLeast;
const isCorner = ({ column, row }: Spot): boolean => column !== 2 && row !== 2;
const placesOf = (shares: Shares): string => shares.map(({ spot }) => spot.name).join(', ');

const sides = ['left', 'right', 'back', 'front'] as const;
const first = 1;
const last = gridSize - 2;
const onSide: Readonly<Record<(typeof sides)[number], (spot: Spot) => boolean>> = {
  left: ({ column }) => column === first,
  right: ({ column }) => column === last,
  back: ({ row }) => row === first,
  front: ({ row }) => row === last,
};

/** A whole side that is weak while the other two thirds of the pad are not. */
const weakSide = (shares: Shares): (typeof sides)[number] | null =>
  sides.find((side) => {
    const here = shares.filter(({ spot }) => onSide[side](spot));
    const there = shares.filter(({ spot }) => !onSide[side](spot));
    return here.length === 3 && here.every(isWeak) && there.length > 0 && !there.some(isWeak);
  }) ?? null;

/** Metal or a detuned antenna weakens the whole pad: most places, or even the middle. */
const isWeakAll = (shares: Shares): boolean =>
  shares.length >= 5 && shares.filter(isWeak).length * 3 >= shares.length * 2;

/** The largest pile that passes with every smaller one that was measured. */
const safePile = (figures: CalibrationFigures): number => {
  let safe = 0;
  for (const size of pileSizes) {
    const pile = pileOf(figures, size);
    if (pile === null) continue;
    if (!pilePasses(pile)) break;
    safe = size;
  }
  return safe;
};
const failsSomePile = ({ figures }: AdviceGround): boolean => figures.piles.some((pile) => !pilePasses(pile));
/** All were told well enough, only late. */
const isOnlySlow = ({ figures }: AdviceGround): boolean => {
  const failing = figures.piles.filter((pile) => !pilePasses(pile));
  return (
    failing.length > 0 &&
    failing.every(
      (pile) => pile.tags.length === pile.size && pileShares(pile).worst >= limits.pileLeast && pile.readMs !== null,
    )
  );
};

/** The first that fits of those that are about one and the same thing. */
const groups: readonly (readonly Rule[])[] = [
  [
    {
      kind: 'line-trouble',
      when: (ground) => (fails(ground, 'line') ? { percent: percent(foundOf(ground, 'line')['share'] ?? 0) } : null),
    },
  ],
  [
    {
      kind: 'ghosts-beside',
      when: (ground) =>
        fails(ground, 'ghosts') && fails(ground, 'beside') && lower(ground) === null
          ? { count: foundOf(ground, 'ghosts')['count'] ?? 0 }
          : null,
    },
    {
      kind: 'ghosts-less-power',
      when: (ground) => {
        const to = lower(ground);
        return fails(ground, 'ghosts') && to !== null
          ? { count: foundOf(ground, 'ghosts')['count'] ?? 0, from: ground.power?.now ?? 0, to }
          : null;
      },
    },
    {
      kind: 'ghosts-remove',
      when: (ground) => (fails(ground, 'ghosts') ? { count: foundOf(ground, 'ghosts')['count'] ?? 0 } : null),
    },
  ],
  [
    {
      kind: 'beside-less-power',
      when: (ground) => {
        const to = lower(ground);
        return fails(ground, 'beside') && !fails(ground, 'on-pad') && to !== null
          ? { places: placesBeside(ground), from: ground.power?.now ?? 0, to }
          : null;
      },
    },
    {
      kind: 'beside-mark',
      when: (ground) => (fails(ground, 'beside') ? { places: placesBeside(ground) } : null),
    },
  ],
  [
    {
      kind: 'weak-more-power',
      when: (ground) => {
        const to = higher(ground);
        return fails(ground, 'on-pad') && !fails(ground, 'beside') && !fails(ground, 'ghosts') && to !== null
          ? { from: ground.power?.now ?? 0, to }
          : null;
      },
    },
    {
      kind: 'metal-beneath',
      when: ({ figures }) => {
        const shares = sharesOn(figures, 'pad');
        return isWeakAll(shares) ? { percent: percent(meanOf(shares)) } : null;
      },
    },
    ...sides.map((side): Rule => ({
      kind: `weak-${side}`,
      when: ({ figures }) => (weakSide(sharesOn(figures, 'pad')) === side ? {} : null),
    })),
    {
      kind: 'weak-corners',
      when: ({ figures }) => {
        const weak = sharesOn(figures, 'pad').filter(isWeak);
        return weak.length > 0 && weak.every(({ spot }) => isCorner(spot)) ? { places: placesOf(weak) } : null;
      },
    },
    {
      kind: 'weak-places',
      when: ({ figures }) => {
        const weak = sharesOn(figures, 'pad').filter(isWeak);
        return weak.length > 0 ? { places: placesOf(weak) } : null;
      },
    },
  ],
  [
    {
      kind: 'slow',
      when: (ground) => (isOnlySlow(ground) ? { ms: foundOf(ground, 'line')['ms'] ?? 0 } : null),
    },
    {
      kind: 'lay-at-most',
      when: (ground) => {
        const count = safePile(ground.figures);
        return failsSomePile(ground) && count > 1 ? { count } : null;
      },
    },
    { kind: 'one-at-a-time', when: (ground) => (failsSomePile(ground) ? {} : null) },
  ],
  [
    {
      kind: 'incomplete',
      when: ({ lines }) => {
        const count = lines.filter(({ verdict }) => verdict === 'not-measured').length;
        return count > 0 ? { count } : null;
      },
    },
    { kind: 'fine', when: ({ lines }) => (lines.every(({ verdict }) => verdict === 'pass') ? {} : null) },
  ],
];

const percent = (share: number): number => Math.round(share * 100);
const placesBeside = ({ figures }: AdviceGround): string =>
  placesOf(sharesOn(figures, 'beside').filter(({ share }) => share > limits.besideMost));

export const adviceOn = (ground: AdviceGround): readonly Advice[] =>
  groups.flatMap((rules) => {
    for (const { kind, when } of rules) {
      const values = when(ground);
      if (values !== null) return [{ kind, values }];
    }
    return [];
  });
