// What must be true of a patron's own account: loans and holds are theirs, a hold goes only for whoever asked for that, a fee is
// paid once for a code that staff confirmed, and letters go to nobody else. Knows the books and the screen, not the station.
import type { KioskScreen } from '../../contract/view.ts';
import type { Entry } from '../../station/journal/entries.ts';
import type { Hold } from 'sip2/acs';
import type { House } from './house.ts';
import type { Turn, World } from './world.ts';

type Own = Extract<KioskScreen, { at: 'account' | 'payment' }>;

const keyOf = ({ patronId, itemId }: Hold): string => `${patronId} ${itemId}`;

const bare = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');

/** Also where the library system's letters are few: an accent is lost, or a letter is a question mark. */
const isSaidIn = (text: string, words: string): boolean => {
  const [said, meant] = [bare(text), bare(words)];
  return Array.from({ length: said.length }).some((_, from) =>
    Array.from(meant).every((letter, at) => said[from + at] === letter || said[from + at] === '?'),
  );
};

export const createOwnWalls = (house: House, world: World, breaks: (sentence: string) => void) => {
  const { acs } = house;
  const allHolds = (): readonly Hold[] => world.patrons.flatMap(({ card }) => acs.holdsOf(card));
  let holds = allHolds();
  let payments = 0;

  const isSentence = (at: boolean, sentence: string): void => {
    if (!at) breaks(sentence);
  };

  const owns = (turn: Turn): void => {
    const { patron } = turn;
    if (patron === null) return;
    for (const { itemId, patronId } of acs.loans()) if (patronId === patron) turn.own.add(itemId);
    for (const { itemId } of acs.holdsOf(patron)) turn.own.add(itemId);
  };

  const renewedIn = (turn: Turn, item: string): boolean => {
    const [before, now] = [turn.before.books.get(item), acs.loanOf(item)];
    return now !== null && now.patronId === turn.patron && now.renewals > (before?.renewals ?? 0);
  };
  const isHeld = (patron: string | null, item: string): boolean =>
    patron !== null && acs.holdsOf(patron).some(({ itemId }) => itemId === item);
  const isPaid = (reference: string): boolean => acs.payments().some((paid) => paid.reference === reference);

  const shown = (screen: Own, turn: Turn): void => {
    const says = `session ${turn.session} of ${turn.patron} shows`;
    if (screen.at === 'payment') {
      const { reference, state } = screen;
      isSentence(reference.includes(String(turn.session)), `${says} the payment ${reference} of another session`);
      if (state.at === 'recorded')
        isSentence(isPaid(reference), `${says} ${reference} as recorded, and it was not taken`);
      return;
    }
    for (const { number, state } of screen.loans) {
      if (number === null) continue;
      isSentence(turn.own.has(number), `${says} the loan ${number} of another`);
      if (state.at === 'renewed')
        isSentence(renewedIn(turn, number), `${says} ${number} as renewed, and the books do not`);
    }
    for (const { number, state } of screen.holds) {
      if (number === null) continue;
      isSentence(turn.own.has(number), `${says} the hold ${number} of another`);
      if (state.at === 'cancelled')
        isSentence(!isHeld(turn.patron, number), `${says} the hold ${number} as cancelled, and it stands`);
    }
    const reasons = turn.patron === null ? [] : acs.feesOf(turn.patron).map(({ reason }) => reason);
    for (const { text } of screen.fees)
      if (!reasons.some((reason) => isSaidIn(text, reason)) && !paidReasons.has(`${turn.patron} ${text}`))
        breaks(`${says} the fee "${text}", which is not theirs`);
      else paidReasons.add(`${turn.patron} ${text}`);
  };
  /** What was shown of a patron's fees once may still be shown when it was paid. */
  const paidReasons = new Set<string>();

  const booked = (): void => {
    owns(world.turn());
    const now = allHolds();
    const standing = new Set(now.map(keyOf));
    for (const hold of holds) {
      if (standing.has(keyOf(hold))) continue;
      const { patronId, itemId } = hold;
      const wasAsked = world.turns().some((turn) => turn.patron === patronId && turn.cancels.has(itemId));
      const isFetched = acs.loanOf(itemId)?.patronId === patronId;
      if (!wasAsked && !isFetched) breaks(`the hold of ${patronId} on ${itemId} went, and they had not asked for it`);
    }
    holds = now;
    const paid = acs.payments();
    for (const { reference, patronId, amount } of paid.slice(payments)) {
      const turn = world.turns().find((one) => one.confirmed.has(reference));
      if (turn === undefined) breaks(`${patronId} paid ${amount} for ${reference}, which no staff confirmed`);
      else if (turn.patron !== patronId) breaks(`${patronId} paid ${reference}, which was shown to ${turn.patron}`);
      if (paid.filter((one) => one.reference === reference).length > 1) breaks(`${reference} was paid twice`);
    }
    payments = paid.length;
  };

  return {
    owns,
    shown,
    booked,
    /** How many wishes of the turn the books know to be done. */
    doneIn: (turn: Turn): number =>
      [...turn.renewals].filter((item) => renewedIn(turn, item)).length +
      [...turn.cancels].filter((item) => !isHeld(turn.patron, item)).length +
      [...turn.confirmed].filter(isPaid).length,
    /** Fees are held against their own list: their words name titles of what was lent once. */
    withoutFees: (screen: KioskScreen): unknown => (screen.at === 'account' ? { ...screen, fees: [] } : screen),
    /** The turn that a receipt is of, by its reference. */
    turnOf: (id: string): Turn | null => {
      const session = Number(/-(\d{6})\./.exec(id)?.[1] ?? Number.NaN);
      return world.turns().find((turn) => turn.session === session) ?? null;
    },
  };
};

/** Every wish of an account has its end in the journal, and payments are told as the books have them. */
export const ownTales = (entries: readonly Entry[], house: House, breaks: (sentence: string) => void): void => {
  const open = new Map<string, string>();
  const recorded = new Set<string>();
  const unclear = new Set<string>();
  for (const entry of entries) {
    switch (entry.kind) {
      case 'renewal-asked':
      case 'hold-cancel-asked':
        open.set(`${entry.patron} ${entry.item}`, entry.ticket);
        break;
      case 'renewed':
      case 'renewal-refused':
      case 'hold-cancelled':
      case 'hold-not-cancelled':
      case 'outcome-found':
        open.delete(`${entry.patron} ${entry.item}`);
        break;
      case 'payment-shown':
        open.set(entry.reference, 'shown');
        break;
      case 'payment-asked':
        open.set(entry.reference, entry.ticket);
        break;
      case 'payment-recorded':
        recorded.add(entry.reference);
        open.delete(entry.reference);
        break;
      case 'payment-unclear':
      case 'payment-refused':
        unclear.add(entry.reference);
        open.delete(entry.reference);
        break;
      case 'payment-left':
        open.delete(entry.reference);
        break;
      default:
    }
  }
  for (const [what, ticket] of open) breaks(`the journal does not say what became of ${ticket} for ${what}`);
  const taken = new Set(house.acs.payments().map(({ reference }) => reference));
  for (const reference of recorded)
    if (!taken.has(reference)) breaks(`${reference} is journalled as recorded, and was not taken`);
  for (const reference of taken)
    if (!recorded.has(reference) && !unclear.has(reference))
      breaks(`${reference} was taken, and the journal knows nothing of it`);
};
