// Who waits for what, in the order they came. Knows branches by their code; must not know loans or messages.

import type { CatalogueHold } from './catalogue.ts';

export type Hold = {
  readonly itemId: string;
  readonly patronId: string;
  readonly pickup: string;
  /** On the hold shelf, or still waiting. */
  readonly ready: boolean;
  /** In the queue, and without any force: keeps nobody from the item, and never catches it. */
  readonly isWeak: boolean;
};

export type Holds = {
  of(patronId: string): readonly Hold[];
  /** First come, first. */
  on(itemId: string): readonly Hold[];
  add(hold: Hold): void;
  /** What was removed. The next who waits for it is not told: staff take it from the hold shelf. */
  remove(patronId: string, itemId: string): Hold | null;
  /** In front of whoever waits: for a hold that was removed by mistake. */
  putBack(hold: Hold): void;
  /** As this says now; in its place. */
  change(hold: Hold): void;
  /** Whoever had this card number has another. */
  rename(from: string, to: string): void;
  /** It gets the item: ready when that is already where they fetch it. */
  capture(hold: Hold, branch: string): Hold;
};

export function createHolds(first: readonly CatalogueHold[]): Holds {
  let holds: readonly Hold[] = first.map(({ item, card, pickup, ready }) => ({
    itemId: item,
    patronId: card,
    pickup,
    ready,
    isWeak: false,
  }));

  const find = (patronId: string, itemId: string): Hold | null =>
    holds.find((hold) => hold.patronId === patronId && hold.itemId === itemId) ?? null;

  function change(to: Hold): void {
    const meant = find(to.patronId, to.itemId);
    holds = holds.map((hold) => (hold === meant ? to : hold));
  }

  return {
    of: (patronId) => holds.filter((hold) => hold.patronId === patronId),
    on: (itemId) => holds.filter((hold) => hold.itemId === itemId),
    add: (hold) => void (holds = [...holds, hold]),
    remove(patronId, itemId) {
      const meant = find(patronId, itemId);
      holds = holds.filter((hold) => hold !== meant);
      return meant;
    },
    putBack: (hold) => void (holds = [hold, ...holds]),
    change,
    rename(from, to) {
      holds = holds.map((hold) => (hold.patronId === from ? { ...hold, patronId: to } : hold));
    },
    capture(hold, branch) {
      const caught = { ...hold, ready: hold.pickup === branch };
      change(caught);
      return caught;
    },
  };
}
