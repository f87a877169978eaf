// When the library is open: its weekly hours and the days that differ, read by the machine's own clock and calendar. Pure.
import { weekdays, type HourSettings, type Weekday } from './settings/service.ts';

export type Span = { readonly from: string; readonly to: string };

/** `until`, `opens`: milliseconds since the epoch; null for never, as far as can be seen. */
export type Opening =
  { readonly at: 'open'; readonly until: number | null } | { readonly at: 'closed'; readonly opens: number | null };

/** So far ahead is looked; a library that is closed for longer says no day. */
const daysAhead = 60;

const two = (value: number): string => String(value).padStart(2, '0');

/** YYYY-MM-DD of the machine's own calendar. */
export const dayOf = (at: Date): string => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;

const weekdayOf = (at: Date): Weekday => weekdays[(at.getDay() + 6) % 7] ?? 'monday';

/** Opening hours of one day; the first exception that fits counts. */
export const spansOf = (hours: HourSettings, at: Date): readonly Span[] => {
  const day = dayOf(at);
  const exception = hours.exceptions.find(({ from, to }) => from <= day && day <= (to ?? from));
  return exception?.open ?? hours[weekdayOf(at)];
};

/** Noon of the day so many days later: no clock change moves it to another day. */
const noon = (at: Date, days: number): Date => new Date(at.getFullYear(), at.getMonth(), at.getDate() + days, 12);

const momentOf = (day: Date, time: string): number => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate(), hour, minute).getTime();
};

/** The times of some days as moments, in order; what ends at midnight and goes on there is one. */
const stretches = (
  hours: HourSettings,
  from: Date,
  days: readonly [number, number],
): readonly { from: number; to: number }[] => {
  const all: { from: number; to: number }[] = [];
  for (let day = days[0]; day <= days[1]; day += 1) {
    const at = noon(from, day);
    for (const span of spansOf(hours, at)) {
      const next = { from: momentOf(at, span.from), to: momentOf(at, span.to) };
      const last = all.at(-1);
      if (last?.to === next.from) last.to = next.to;
      else all.push(next);
    }
  }
  return all;
};

/** No hours at all: always open. */
export const openingAt = (hours: HourSettings | null, nowMs: number): Opening => {
  if (hours === null) return { at: 'open', until: null };
  const all = stretches(hours, new Date(nowMs), [-1, daysAhead]);
  const now = all.find(({ from, to }) => from <= nowMs && nowMs < to);
  if (now === undefined) return { at: 'closed', opens: all.find(({ from }) => from > nowMs)?.from ?? null };
  return { at: 'open', until: now === all.at(-1) ? null : now.to };
};

/** When the library last closed before now; null while it is open, and where it is never closed. */
export const lastClosing = (hours: HourSettings | null, nowMs: number): number | null => {
  if (hours === null) return null;
  const all = stretches(hours, new Date(nowMs), [-daysAhead, 0]);
  if (all.some(({ from, to }) => from <= nowMs && nowMs < to)) return null;
  return all.findLast(({ to }) => to <= nowMs)?.to ?? null;
};

/** When the library last closed before now, open or not: a book drop that is emptied now was filled since then. Null for never. */
export const closingBefore = (hours: HourSettings | null, nowMs: number): number | null =>
  hours === null
    ? null
    : (stretches(hours, new Date(nowMs), [-daysAhead, 0]).findLast(({ to }) => to <= nowMs)?.to ?? null);

/** The hours of this week, from Monday, with the days that differ in it. */
export const weekOf = (
  hours: HourSettings,
  nowMs: number,
): readonly { readonly day: string; readonly open: readonly Span[] }[] => {
  const now = new Date(nowMs);
  const sinceMonday = (now.getDay() + 6) % 7;
  return weekdays.map((_, at) => {
    const day = noon(now, at - sinceMonday);
    return { day: dayOf(day), open: spansOf(hours, day).map(({ from, to }) => ({ from, to })) };
  });
};

/** The day so many days ahead, or the next one after it on which the library is open, as YYYY-MM-DD. */
export const openDayFrom = (hours: HourSettings | null, nowMs: number, days: number): string => {
  const first = noon(new Date(nowMs), days);
  if (hours === null) return dayOf(first);
  for (let later = 0; later <= daysAhead; later += 1) {
    const day = noon(first, later);
    if (spansOf(hours, day).length > 0) return dayOf(day);
  }
  return dayOf(first);
};
