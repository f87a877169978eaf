// What is true outside of the station: who stands there, who laid what on the pad and wanted what, what a tag carries, and what
// the library system's books say. Knows nothing of how the station works.
import type { KioskView } from '../../contract/view.ts';
import type { CataloguePatron, Hold, Loan } from 'sip2/acs';
import type { House } from './house.ts';

/** One turn at the kiosk by its number, or the pause between two. */
export type Turn = {
  readonly session: number;
  /** Cards that were shown in it. */
  readonly cards: Set<string>;
  /** Of these, the ones whose password was typed rightly. */
  readonly proven: Set<string>;
  /** Items laid down, scanned or claimed in it. */
  readonly items: Set<string>;
  /** Items that were its patron's at any moment of it: lent, or on hold. */
  readonly own: Set<string>;
  /** Loans that were asked to be renewed in it, and holds that were asked to be cancelled. */
  readonly renewals: Set<string>;
  readonly cancels: Set<string>;
  /** Payments that staff confirmed in it, by their reference. */
  readonly confirmed: Set<string>;
  /** The books when its patron became known. */
  before: { readonly books: Books; readonly holds: readonly Hold[] };
  /** What the station takes it for, once it says so. */
  kind: 'checkout' | 'checkin' | 'account' | null;
  patron: string | null;
};

export type World = {
  readonly patrons: readonly CataloguePatron[];
  readonly items: readonly string[];
  /** The turn of the moment. */
  turn(): Turn;
  turns(): readonly Turn[];
  /** The view's number changed. */
  turnTo(session: number): void;
  /** Another visitor stands there now; `early`: items they have laid down already. */
  nextVisitor(early: Iterable<string>): void;
  itemOf(uid: string): string | null;
  onPad(): readonly string[];
  isOnPad(uid: string): boolean;
  /** Whoever has it while it is not on the pad: a visitor's card, or null for the shelf. */
  holder(uid: string): string | null;
  setHolder(uid: string, card: string | null): void;
};

const fresh = (session: number, from: Turn | null): Turn => ({
  session,
  cards: new Set(from?.cards),
  proven: new Set(),
  items: new Set(from?.items),
  own: new Set(),
  renewals: new Set(),
  cancels: new Set(),
  confirmed: new Set(),
  before: { books: new Map(), holds: [] },
  kind: null,
  patron: null,
});

export const createWorld = (house: House): World => {
  const { acs, field } = house;
  const { catalogue } = acs;
  /** Few enough that people meet over the same ones; every kind of item there is. */
  const items = catalogue.items
    .filter(
      ({ barcode, lending, fee, parts, branch, audience }, at) =>
        at < 12 ||
        lending !== 'normal' ||
        fee > 0 ||
        parts > 1 ||
        branch !== catalogue.library.homeBranch ||
        audience !== 'all' ||
        acs.loanOf(barcode) !== null ||
        catalogue.holds.some((hold) => hold.item === barcode),
    )
    .map(({ barcode }) => barcode);
  const numbers = new Map<string, string>();
  const holders = new Map<string, string | null>();
  for (const number of items) {
    for (const uid of house.shelf.tagsOf(number)) {
      numbers.set(uid, number);
      holders.set(uid, acs.loanOf(number)?.patronId ?? null);
    }
  }
  const isOnPad = (uid: string): boolean => field.tags().some((tag) => tag.uid === uid);
  let turn = fresh(house.view().session, null);
  let wasPause = true;
  const turns: Turn[] = [turn];

  return {
    patrons: catalogue.patrons,
    items,
    turn: () => turn,
    turns: () => turns,
    turnTo: (session) => {
      if (session === turn.session) return;
      // Whatever was laid down in the pause is whoever's who begins now; of a turn that is over, nothing goes on.
      const isPause = house.view().screen.at === 'welcome' || house.view().screen.at === 'closed';
      // A welcome screen that begins anew is one pause more of the same.
      const next = fresh(session, isPause && !wasPause ? null : turn);
      wasPause = isPause;
      // Whoever lends again what was just returned claims what lies there, and nothing that has gone: a pad believes in a going
      // only after some rounds.
      const lies = (uid: string): boolean => isOnPad(uid) || house.state().pad.some((lying) => lying.uid === uid);
      if (turn.kind === 'checkin')
        for (const item of next.items) if (!house.shelf.tagsOf(item).some(lies)) next.items.delete(item);
      turn = next;
      turns.push(turn);
    },
    nextVisitor: (early) => {
      turn.cards.clear();
      turn.items.clear();
      for (const number of early) turn.items.add(number);
    },
    itemOf: (uid) => numbers.get(uid) ?? null,
    onPad: () => field.tags().map((tag) => tag.uid),
    isOnPad,
    holder: (uid) => holders.get(uid) ?? null,
    setHolder: (uid, card) => void holders.set(uid, card),
  };
};

export type Books = ReadonlyMap<string, Loan>;

export const booksOf = (house: House): Books => new Map(house.acs.loans().map((loan) => [loan.itemId, loan]));

/** Whether the door of a turn is still open for items. */
export const isOpen = ({ screen }: KioskView): boolean =>
  (screen.at === 'checkout' || screen.at === 'checkin') && screen.finish !== 'busy';
