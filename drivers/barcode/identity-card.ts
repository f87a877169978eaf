// The QR codes of Vietnam's papers: the citizen card (CCCD, 2021), the identity card (Căn cước, 2024), the health insurance card.
// Any text in, a value out. What the desk does not need (parents' names, cancelled numbers) never leaves this file.

/** `YYYY-MM-DD`. */
export type Day = string;

/**
 * What a new library card needs. Null: not on the card, not readable, or not certain enough to write into a form.
 * `isSure`: false where the scanner's bytes were no UTF-8, and name and address were guessed. `agrees`: the number tells the same
 * year and sex as the fields do; null where there is nothing to compare.
 */
export type IdentityCard = {
  /** Personal identification number, 12 digits. Never a library card's number, never on a tag. */
  readonly number: string;
  readonly name: string | null;
  readonly born: Day | null;
  readonly gender: 'male' | 'female' | null;
  readonly address: string | null;
  readonly issued: Day | null;
  readonly isSure: boolean;
  readonly agrees: boolean | null;
};

const identityStart = /^\d{12}\|/;
const eightDigits = /^\d{8}$/;
const oldNumber = /^(?:\d{9})?$/;

/**
 * The fields of the card of 2021, in order: number, old number (nine digits or empty), name, birth, sex, address, issue. The
 * circular on the card of 2024 (16/2024/TT-BCA) names its contents and not their order: where a card is not laid out as this,
 * only what cannot be mistaken is taken.
 */
const layout = { number: 0, oldNumber: 1, name: 2, born: 3, gender: 4, address: 5, issued: 6 } as const;

const genders: Readonly<Record<string, 'male' | 'female'>> = { nam: 'male', nữ: 'female' };
const genderOf = (text: string): 'male' | 'female' | null => {
  const key = text.toLowerCase();
  return Object.hasOwn(genders, key) ? (genders[key] ?? null) : null;
};

/** `ddmmyyyy`, a day of the calendar, 1900 to 2099. */
const dayOf = (text: string): Day | null => {
  const [, day, month, year] = /^(\d{2})(\d{2})(\d{4})$/.exec(text) ?? [];
  if (day === undefined || month === undefined || year === undefined || !/^(?:19|20)/.test(year)) return null;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const isReal = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return isReal ? `${year}-${month}-${day}` : null;
};

const nameLetters = /^[\p{Script=Latin}\p{M} .'’-]+$/u;
/** Letters that Vietnamese is written with. A scanner set to another character set shows others, such as 廙 or Æ. */
const vietnamese =
  /^[\p{ASCII}\u00c0-\u00c3\u00c8-\u00ca\u00cc\u00cd\u00d2-\u00d5\u00d9\u00da\u00dd\u00e0-\u00e3\u00e8-\u00ea\u00ec\u00ed\u00f2-\u00f5\u00f9\u00fa\u00fdĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9–’]+$/u;

/** A field as a form may have it: composed letters, single blanks; null when its letters cannot be Vietnamese. */
const wordsOf = (field: string): string | null => {
  const text = field.normalize('NFC').replaceAll(/ +/g, ' ').trim();
  return vietnamese.test(text) ? text : null;
};

const nameOf = (field: string): string | null => {
  const name = wordsOf(field);
  return name !== null && nameLetters.test(name) && /\p{L}/u.test(name) ? name : null;
};

/** The fourth digit tells century and sex: 0 and 1 a man and a woman of 19xx, 2 and 3 of 20xx, and so on; then the year. */
const agreement = (number: string, born: Day | null, gender: IdentityCard['gender']): boolean | null => {
  const digit = Number(number[3]);
  const year = born === null || born.slice(0, 4) === `${19 + Math.floor(digit / 2)}${number.slice(4, 6)}`;
  const sex = gender === null || gender === (digit % 2 === 0 ? 'male' : 'female');
  return born === null && gender === null ? null : year && sex;
};

/** Null when the text is no citizen card. `isSure`: the scanner's bytes were UTF-8. */
export const identityCard = (text: string, isSure: boolean): IdentityCard | null => {
  if (!identityStart.test(text)) return null;
  const fields = text
    .normalize('NFC')
    .split('|', 16)
    .map((field) => field.trim());
  const at = (field: keyof typeof layout): string => fields[layout[field]] ?? '';
  const number = at('number');
  const isKnown = oldNumber.test(at('oldNumber')) && eightDigits.test(at('born'));
  const others = fields.slice(1);
  const firstOf = <Value>(read: (field: string) => Value | null): Value | null =>
    others.map(read).find((value) => value !== null) ?? null;
  const born = isKnown ? dayOf(at('born')) : dayOf(others.find((field) => eightDigits.test(field)) ?? '');
  const gender = isKnown ? genderOf(at('gender')) : firstOf(genderOf);
  return {
    number,
    name: isKnown ? nameOf(at('name')) : null,
    born,
    gender,
    address: isKnown ? wordsOf(at('address')) : null,
    issued: isKnown ? dayOf(at('issued')) : null,
    isSure,
    agrees: agreement(number, born, gender),
  };
};

/** The first fields of a health insurance card: its number, and the holder's name as hexadecimal UTF-8. */
const healthStart = /^(?:[A-Z]{2}\d{13}|\d{10})\|(?:[0-9A-F]{2}){3,}\|/i;

/** A health insurance card (BHYT): known by its looks and never read. */
export const isHealthCard = (text: string): boolean => healthStart.test(text);
