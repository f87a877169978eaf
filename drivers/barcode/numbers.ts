// What a scanned number is: its spelling, its check digit, a publisher's barcode. Knows no library and no patron.
import type { Symbology } from '../ports/barcode-scanner.ts';

/** The longest number that is asked about: SIP2's AA and AB have no limit, labels do. */
export const longestNumber = 64;

// ── Spelling ──

/** Hyphens and dashes that look alike on a label, a screen and in a QR code; the minus sign. */
const dashes = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;

/** Full-width digits, odd blanks and dashes, control characters: one spelling. Leading zeros and letters' case stay. */
export const tidyNumber = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/\p{Cc}|\p{Cf}/gu, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(dashes, '-')
    .trim();

/** What a symbology's scanner may send around a number: Codabar's start and stop letters, Code 39's stars. */
const ends: readonly { readonly of: Symbology; readonly pattern: RegExp }[] = [
  { of: 'codabar', pattern: /^[A-D]([0-9$:/.+-]+)[A-D]$/i },
  { of: 'code-39', pattern: /^\*([0-9A-Z. $/+%-]+)\*$/ },
];

/** One spelling for one number, without the ends that its symbology may have. `symbology` null: not told, any may be. */
export const libraryNumber = (text: string, symbology: Symbology | null = null): string => {
  const number = tidyNumber(text);
  for (const { of, pattern } of ends) {
    const inner = symbology === null || symbology === of ? pattern.exec(number)?.[1] : undefined;
    if (inner !== undefined) return inner;
  }
  return number;
};

// ── Check digits ──

const digitsOf = (text: string): readonly number[] => Array.from(text, Number);

/**
 * The last digit of the 14-digit library number: every other digit from the first is doubled, nines cast out, and the whole sum
 * is a multiple of 10. Many libraries print another digit, or none: a rule to be chosen, never assumed.
 */
const hasLibraryCheckDigit = (number: string): boolean =>
  digitsOf(number).reduce((sum, digit, nth) => {
    const counted = nth % 2 === 0 ? digit * 2 : digit;
    return sum + (counted > 9 ? counted - 9 : counted);
  }, 0) %
    10 ===
  0;

/** ISO/IEC 16388, Annex A: the values of the characters are their places here. */
const code39Characters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%';

/** The check character of Code 39, mod 43, for a number without it; null for one that Code 39 cannot hold. */
export const code39Check = (number: string): string | null => {
  const values = Array.from(number, (character) => code39Characters.indexOf(character));
  if (values.length === 0 || values.includes(-1)) return null;
  return code39Characters.charAt(values.reduce((sum, value) => sum + value, 0) % code39Characters.length);
};

/** ISO/IEC 15420: from the right, weights 1 and 3 in turn; the whole sum is a multiple of 10. */
const hasEanCheckDigit = (digits: string): boolean =>
  digitsOf(digits)
    .toReversed()
    .reduce((sum, digit, nth) => sum + digit * (nth % 2 === 0 ? 1 : 3), 0) %
    10 ===
  0;

/** ISO 2108 (ten digits) and ISO 3297 (eight): from the right, weights 1, 2, 3…; X is 10; the sum is a multiple of 11. */
const hasElevenCheck = (number: string): boolean =>
  Array.from(number)
    .toReversed()
    .reduce((sum, character, nth) => sum + (character === 'X' ? 10 : Number(character)) * (nth + 1), 0) %
    11 ===
  0;

/** The check digits that a library may say its numbers have. */
export type CheckRule = 'none' | 'mod-10' | 'mod-43';

/** Whether a number breaks the library's own rule; a number of a shape that the rule is not made for does not. */
export const breaksRule = (number: string, symbology: Symbology | null, rule: CheckRule): boolean => {
  switch (rule) {
    case 'none':
      return false;
    case 'mod-10':
      return /^\d{14}$/.test(number) && !hasLibraryCheckDigit(number);
    case 'mod-43':
      if (symbology !== null && symbology !== 'code-39') return false;
      return number.length > 1 && code39Check(number.slice(0, -1)) !== number.slice(-1);
  }
};

// ── Publishers' barcodes ──

/**
 * The publisher's barcode of a book, a magazine, a score or anything bought, which patrons scan instead of the library's.
 * `number`: its digits, without add-on. `isSure`: false where only its check digit tells it from a library's number.
 */
export type PublisherBarcode = {
  readonly kind: 'isbn' | 'issn' | 'ismn' | 'product';
  readonly number: string;
  readonly isSure: boolean;
};

/** EAN-13, perhaps with its add-on of 2 (issue of a magazine) or 5 digits (price). */
const ean13 = /^(\d{13})(?:\s?(?:\d{2}|\d{5}))?$/;
const ean8 = /^\d{8}$/;
/** UPC-A, which is an EAN-13 without its leading zero. */
const upcA = /^(\d{12})(?:\s?(?:\d{2}|\d{5}))?$/;
/** GS1: numbers that a shop, or a library, gives out itself. */
const ownNumbers = /^(?:2|0[24])/;
/** GS1 Vietnam: many Vietnamese books have an article number only. */
const vietnam = /^893/;
const isbn10 = /^(?:ISBN[: ]*)?(\d[\d -]{8,13}[\dX])$/i;
const issn8 = /^(?:ISSN[: ]*)?(\d{4}-\d{3}[\dX])$/i;

const bookland = (digits: string): 'isbn' | 'issn' | 'ismn' | null => {
  if (digits.startsWith('977')) return 'issn';
  if (digits.startsWith('9790')) return 'ismn';
  return digits.startsWith('978') || digits.startsWith('979') ? 'isbn' : null;
};

const asArticle = (number: string, symbology: Symbology | null): PublisherBarcode | null => {
  const digits = ean13.exec(number)?.[1] ?? upcA.exec(number)?.[1] ?? ean8.exec(number)?.[0];
  if (digits === undefined || !hasEanCheckDigit(digits)) return null;
  const kind = digits.length === 13 ? bookland(digits) : null;
  if (kind !== null) return { kind, number: digits, isSure: true };
  // Without the scanner's word that it was an EAN, twelve or eight digits may be anything.
  if (symbology === 'ean')
    return ownNumbers.test(digits.padStart(13, '0')) || (digits.length === 8 && /^[02]/.test(digits))
      ? null
      : { kind: 'product', number: digits, isSure: true };
  return symbology === null && digits.length === 13 && vietnam.test(digits)
    ? { kind: 'product', number: digits, isSure: false }
    : null;
};

const asPrinted = (number: string): PublisherBarcode | null => {
  const isbn = isbn10.exec(number)?.[1]?.replaceAll(/[ -]/g, '').toUpperCase();
  if (isbn?.length === 10 && hasElevenCheck(isbn)) return { kind: 'isbn', number: isbn, isSure: /^ISBN/i.test(number) };
  const issn = issn8.exec(number)?.[1]?.replace('-', '').toUpperCase();
  if (issn !== undefined && hasElevenCheck(issn)) return { kind: 'issn', number: issn, isSure: /^ISSN/i.test(number) };
  const long = number.replace(/^ISBN(?:-13)?[: ]*/i, '').replaceAll('-', '');
  return long === number ? null : asArticle(long, null);
};

/** The publisher's barcode that a number is, or null. */
export const publisherBarcode = (text: string, symbology: Symbology | null = null): PublisherBarcode | null => {
  const number = libraryNumber(text, symbology);
  return asArticle(number, symbology) ?? asPrinted(number);
};
