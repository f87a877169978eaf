// Days of the calendar as people at a desk write them, and as records keep them (`YYYY-MM-DD`). Pure; no time zones but the one the
// station stands in.

export type Day = string;

const two = (value: number): string => String(value).padStart(2, '0');

/** The station's own day at a moment (milliseconds since the epoch). */
export const dayAt = (ms: number): Day => {
  const at = new Date(ms);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
};

/** `01/01/1990`, as it stands on papers and in forms. */
export const daySaid = (day: Day): string => day.split('-').toReversed().join('/');

export type ReadDay =
  { readonly kind: 'day'; readonly day: Day } | { readonly kind: 'not-a-day' } | { readonly kind: 'no-such-day' };

/** `1/1/1990`, `01-01-1990`, `1.1.1990`, `01011990`, `1990-01-01`; day before month, as in Vietnam. */
export const readDay = (text: string): ReadDay => {
  const plain = text.trim();
  const [, d1 = '', m1 = '', y1 = ''] =
    /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(plain) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(plain) ?? [];
  const [, y2 = '', m2 = '', d2 = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(plain) ?? [];
  const [year, month, day] = [y1 || y2, m1 || m2, d1 || d2].map(Number);
  if (year === undefined || month === undefined || day === undefined || (y1 === '' && y2 === ''))
    return { kind: 'not-a-day' };
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1900 && year < 2200;
  return isReal ? { kind: 'day', day: `${year}-${two(month)}-${two(day)}` } : { kind: 'no-such-day' };
};

/** Whole years. */
export const ageOn = (born: Day, today: Day): number => {
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4));
  return today.slice(5) < born.slice(5) ? years - 1 : years;
};

/** So many months on; the last of a month where there is no such day in that one. */
export const monthsOn = (day: Day, months: number): Day => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  const kept = Math.min(date, last.getUTCDate());
  return `${last.getUTCFullYear()}-${two(last.getUTCMonth() + 1)}-${two(kept)}`;
};
