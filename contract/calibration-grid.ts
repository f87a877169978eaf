// The grid that is drawn on and around a pad, and the piles that are laid on it. Knows places by their names; no figures.

/**
 * A place as a technician finds it with chalk or tape: columns A to E from left to right, rows 1 to 5 from behind to the front. B2 to D4 lie
 * on the pad; the others one place's width beside it, where a patron's own bag stands. The four far corners are left out.
 */
export type Spot = {
  readonly name: string;
  readonly column: number;
  readonly row: number;
  readonly on: 'pad' | 'beside';
};

export const gridSize = 5;
const letters = ['A', 'B', 'C', 'D', 'E'] as const;
const isRim = (at: number): boolean => at === 0 || at === gridSize - 1;

const all: readonly Spot[] = letters.flatMap((letter, column) =>
  Array.from({ length: gridSize }, (_, row): Spot => ({
    name: `${letter}${row + 1}`,
    column,
    row,
    on: isRim(column) || isRim(row) ? 'beside' : 'pad',
  })),
);

const isFarCorner = ({ column, row }: Spot): boolean => isRim(column) && isRim(row);
const byRows = (a: Spot, b: Spot): number => a.row - b.row || a.column - b.column;
/** Round the pad as a hand goes: along the back, down the right, along the front, up the left. */
const turn = ({ column, row }: Spot): number => {
  if (row === 0) return column;
  if (column === gridSize - 1) return gridSize + row;
  if (row === gridSize - 1) return 3 * gridSize - column;
  return 4 * gridSize - row;
};

/** The middle first: the tag that lies there is the one that is looked for everywhere else. */
export const middle = 'C3';
/** In the order in which they are measured. */
export const spots: readonly Spot[] = [
  ...all.filter(({ name }) => name === middle),
  ...all.filter(({ name, on }) => on === 'pad' && name !== middle).toSorted(byRows),
  ...all.filter((spot) => spot.on === 'beside' && !isFarCorner(spot)).toSorted((a, b) => turn(a) - turn(b)),
];
export const spotNames: readonly string[] = spots.map(({ name }) => name);

/** How many books are laid down together, one pile after the other. */
export const pileSizes = [1, 3, 5, 10] as const;
export type PileSize = (typeof pileSizes)[number];

/** What a simulated pad is, so that a calibration has something to find. */
export const benchSurfaces = ['even', 'usual', 'metal', 'weak-side', 'far-reaching'] as const;
export type BenchSurface = (typeof benchSurfaces)[number];
