// Who waits for what, in the order they came. Knows branches by their code; must not know loans or messages.

import type { CatalogueHold } from './catalogue.ts';

export type Hold = {
  readonly itemId: string;
  readonly patronId: string;
  readonly pickup: string;
  /** On the hold shelf, or still waiting. */
  readonly ready: boolean;
};

export type Holds = {
  of(patronId: string): readonly Hold[];
  /** First come, first. */
  on(itemId: string): readonly Hold[];
  add(hold: Hold): void;
  /** The next who waits for it is not told: staff take it from the hold shelf. */
  remove(patronId: string, itemId: string): void;
  change(patronId: string, itemId: string, pickup: string): void;
  /** The first who waits gets it: ready when it is already where they fetch it. */
  capture(itemId: string, branch: string): Hold | null;
};

export function createHolds(first: readonly CatalogueHold[]): Holds {
  let holds: readonly Hold[] = first.map(({ item, card, ...hold }) => ({ itemId: item, patronId: card, ...hold }));

  const is =
    (patronId: string, itemId: string) =>
    (hold: Hold): boolean =>
      hold.patronId === patronId && hold.itemId === itemId;

  return {
    of: (patronId) => holds.filter((hold) => hold.patronId === patronId),
    on: (itemId) => holds.filter((hold) => hold.itemId === itemId),
    add: (hold) => void (holds = [...holds, hold]),
    remove(patronId, itemId) {
      const meant = is(patronId, itemId);
      holds = holds.filter((hold) => !meant(hold));
    },
    change(patronId, itemId, pickup) {
      const meant = is(patronId, itemId);
      holds = holds.map((hold) =>
        meant(hold) ? { ...hold, pickup, ready: hold.ready && hold.pickup === pickup } : hold,
      );
    },
    capture(itemId, branch) {
      const waiting = holds.find((hold) => hold.itemId === itemId);
      if (waiting === undefined) return null;
      const caught = { ...waiting, ready: waiting.pickup === branch };
      holds = holds.map((hold) => (hold === waiting ? caught : hold));
      return caught;
    },
  };
}
