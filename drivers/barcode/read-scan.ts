// What a scan is to a library: the one decision over numbers, publishers' codes and people's papers. Pure.
import type { ScannedText } from '../ports/barcode-scanner.ts';
import { identityCard, isHealthCard, type IdentityCard } from './identity-card.ts';
import {
  breaksRule,
  libraryNumber,
  longestNumber,
  publisherBarcode,
  tidyNumber,
  type CheckRule,
  type PublisherBarcode,
} from './numbers.ts';
import type { Pattern } from './pattern.ts';

/** What a library says of its numbers. A pattern is null where nothing tells the one kind from the other. */
export type NumberRules = {
  readonly patron: Pattern | null;
  readonly item: Pattern | null;
  readonly letters: 'as-scanned' | 'upper' | 'lower';
  readonly check: CheckRule;
};

export const anyNumber: NumberRules = { patron: null, item: null, letters: 'as-scanned', check: 'none' };

/** `either`: the patterns do not tell, or are not there. `neither`: a number, and none of this library's. */
export type NumberKind = 'patron' | 'item' | 'either' | 'neither';

export type Reading =
  /** `breaksRule`: its check digit is wrong by the library's own rule: misread, or printed wrong. */
  | { readonly kind: 'number'; readonly number: string; readonly mayBe: NumberKind; readonly breaksRule: boolean }
  | { readonly kind: 'publisher-barcode'; readonly barcode: PublisherBarcode }
  | { readonly kind: 'identity-card'; readonly card: IdentityCard }
  | { readonly kind: 'health-card' }
  /** No number can be read in it. */
  | { readonly kind: 'garbled' }
  | { readonly kind: 'nothing' };

/** What labels and cards are printed with. Anything else is noise on the line, or a text that is no number. */
const printable = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

const spell = (number: string, { letters }: NumberRules): string => {
  if (letters === 'as-scanned') return number;
  return letters === 'upper' ? number.toUpperCase() : number.toLowerCase();
};

/** A number that a hand typed, spelt as this library spells its numbers. */
export const spellNumber = (text: string, rules: NumberRules): string => spell(tidyNumber(text), rules);

/** Any text in, a value out. */
export const readScan = ({ text, symbology, isSure }: ScannedText, rules: NumberRules): Reading => {
  const card = identityCard(text, isSure);
  if (card !== null) return { kind: 'identity-card', card };
  if (isHealthCard(text)) return { kind: 'health-card' };
  const whole = spellNumber(text, rules);
  const bare = spell(libraryNumber(text, symbology), rules);
  if (bare === '') return { kind: 'nothing' };

  const isPatron = (number: string): boolean => rules.patron?.test(number) ?? false;
  const isItem = (number: string): boolean => rules.item?.test(number) ?? false;
  const isOurs = (number: string): boolean => isPatron(number) || isItem(number);
  // A library may number its items A123B, or by ISBN: its own patterns go first.
  const number = whole !== bare && isOurs(whole) ? whole : bare;
  const mayBePatron = rules.patron === null || isPatron(number);
  const mayBeItem = rules.item === null || isItem(number);
  if (!isOurs(number)) {
    const barcode = publisherBarcode(number, symbology);
    if (barcode !== null && (barcode.isSure || !(mayBePatron || mayBeItem)))
      return { kind: 'publisher-barcode', barcode };
    if (!printable.test(number)) return { kind: 'garbled' };
  }
  const tooLong = number.length > longestNumber;
  return {
    kind: 'number',
    number,
    mayBe: tooLong ? 'neither' : kindOf(mayBePatron, mayBeItem),
    breaksRule: breaksRule(number, symbology, rules.check),
  };
};

const kindOf = (mayBePatron: boolean, mayBeItem: boolean): NumberKind => {
  if (mayBePatron && mayBeItem) return 'either';
  if (mayBePatron) return 'patron';
  return mayBeItem ? 'item' : 'neither';
};
