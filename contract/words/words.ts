// Words for people: the one door to every text on glass and paper. Knows languages, days and money; nothing of screens or printers.
import { IntlMessageFormat } from 'intl-messageformat';
import type { Due, Fee, Language } from '../terms.ts';
import { en } from './en.ts';
import { vi, type Key } from './vi.ts';

export type { Key };
export type Values = Readonly<Record<string, string | number | Date>>;
/** Throws when the message names a value that was not given: a fault of ours, never of a patron. */
export type Say = (key: Key, values?: Values) => string;

const tongues: Readonly<Record<Language, { readonly locale: string; readonly words: Readonly<Record<Key, string>> }>> =
  {
    vi: { locale: 'vi-VN', words: vi },
    en: { locale: 'en-GB', words: en },
  };

/** A library's sentences in the place of ours, as own.ts has checked them. */
export type OwnWords = Readonly<Partial<Record<Language, Readonly<Partial<Record<Key, string>>>>>>;

let own: OwnWords = {};

/** For the whole program, once, before anything is said: one station speaks one library's words, on glass and on paper. */
export function takeOwnWords(words: OwnWords): void {
  own = words;
}

/** Every text as it is said now, for a person who wants to write their own. */
export const allWords = (language: Language): Readonly<Record<Key, string>> => ({
  ...tongues[language].words,
  ...own[language],
});

/** A speaker of one language. Messages are compiled once, at first use; dates are told in the machine's own time zone. */
export function createSay(language: Language): Say {
  const { locale, words } = tongues[language];
  const compiled = new Map<Key, IntlMessageFormat>();
  return (key, values) => {
    let message = compiled.get(key);
    if (message === undefined) {
      message = new IntlMessageFormat(own[language]?.[key] ?? words[key], locale);
      compiled.set(key, message);
    }
    return String(message.format({ ...values }));
  };
}

/** Whether a text is the key of a message. */
export const isKey = (text: string): text is Key => Object.hasOwn(vi, text);

/** A due date for reading: `31/12/2026`, `31 Dec 2026`; words that nobody could read as a day stay as the library system sent them. */
export function sayDay(language: Language, due: Due): string {
  if (due.kind === 'text') return due.text;
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(due.day) ?? [];
  if (year === undefined || month === undefined || day === undefined) return due.day;
  if (language === 'vi') return `${day}/${month}/${year}`;
  const noon = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day), 12));
  return englishDay.format(noon);
}

const englishDay = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** `2026-11-29` as `Chủ Nhật`, `Sunday`. */
export function sayWeekday(language: Language, day: string): string {
  const text = new Intl.DateTimeFormat(tongues[language].locale, { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00:00Z`),
  );
  return `${text.slice(0, 1).toLocaleUpperCase(tongues[language].locale)}${text.slice(1)}`;
}

/** Money is said digit by digit: a number of JavaScript would round a long one. */
const isDecimal = (text: string): text is `${number}` => /^-?\d+(?:\.\d+)?$/.test(text);

/** `5.000 đ`, `VND 5,000`, `12,50 USD`; a plain number when no currency was told; an amount that is no number stays as it is. */
export function sayMoney(language: Language, fee: Fee): string {
  const { amount } = fee;
  if (!isDecimal(amount)) return amount;
  const { locale } = tongues[language];
  if (fee.currency === null || !/^[A-Z]{3}$/.test(fee.currency)) {
    return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(amount);
  }
  const { currency } = fee;
  const code = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'code' });
  // Intl writes no-break spaces; a receipt printer's code page has none.
  const text = code.format(amount).replaceAll('\u00a0', ' ');
  return language === 'vi' && currency === 'VND' ? text.replace('VND', 'đ') : text;
}
