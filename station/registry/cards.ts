// Card numbers that this station gives out: a prefix, a running number, a check digit. Each once, none left out, over restarts and
// desks: the journal's file keeps them. Must not know who gets one.
import type { CardNumberTable } from '../journal/registration-table.ts';
import type { PatronNumber } from '../library.ts';

/** `from` and `to`: digits of one length, which is how wide the running number stands. */
export type CardRange = {
  readonly prefix: string;
  readonly from: string;
  readonly to: string;
  readonly check: 'none' | 'mod-10';
};

/** The check digit of library numbers of fourteen digits: from the right, every other digit doubled, nines cast out. */
export const mod10Digit = (digits: string): string => {
  const sum = Array.from(digits, Number)
    .toReversed()
    .reduce((total, digit, nth) => {
      const counted = nth % 2 === 0 ? digit * 2 : digit;
      return total + (counted > 9 ? counted - 9 : counted);
    }, 0);
  return String((10 - (sum % 10)) % 10);
};

export const cardOf = ({ prefix, from, check }: CardRange, number: number): PatronNumber => {
  const body = `${prefix}${String(number).padStart(from.length, '0')}`;
  return check === 'mod-10' ? `${body}${mod10Digit(body)}` : body;
};

/** The running number of a card of this range; null for any other card. */
export const numberIn = (range: CardRange, card: PatronNumber): number | null => {
  const { prefix, from, to } = range;
  const digits = card.slice(prefix.length, prefix.length + from.length);
  const number = /^\d+$/.test(digits) ? Number(digits) : null;
  const isIn = number !== null && number >= Number(from) && number <= Number(to) && cardOf(range, number) === card;
  return isIn ? number : null;
};

/** A range that is made longer goes on where it was. */
const seriesOf = ({ prefix, from, check }: CardRange): string => `${prefix}/${from.length}/${check}`;

export type CardNumbers = {
  /** The lowest that nobody has, promised to this place until it is used or given back; null: all are given out. */
  next(place: string): PatronNumber | null;
  giveBack(card: PatronNumber): void;
  /** Somebody has it. */
  use(card: PatronNumber): void;
  /** Nobody has it after all: it was used for a registration that came to nothing. */
  takeBack(card: PatronNumber): void;
};

export const openCardNumbers = (range: CardRange, table: CardNumberTable): CardNumbers => {
  const series = seriesOf(range);
  const on = (card: PatronNumber, run: (number: number) => void): void => {
    const number = numberIn(range, card);
    if (number !== null) run(number);
  };
  table.giveAllBack();
  return {
    next: (place) => {
      const number = table.reserve(series, { from: Number(range.from), to: Number(range.to), place });
      return number === null ? null : cardOf(range, number);
    },
    giveBack: (card) => on(card, (number) => table.giveBack(series, number)),
    use: (card) => on(card, (number) => table.use(series, number)),
    takeBack: (card) => on(card, (number) => table.takeBack(series, number)),
  };
};
