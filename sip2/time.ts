// Times of the wire: YYYYMMDDZZZZHHMMSS, and the free text that stands in a due date. Reading never throws.
// Knows formats seen in the field; must not know messages.

/** A wall-clock time without a zone, as a library prints it. `time` is null when only a date was given. */
export type LocalTime = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly time: { readonly hour: number; readonly minute: number; readonly second: number } | null;
  /** True when the text said UTC ("   Z"); otherwise local time of the ACS. */
  readonly utc: boolean;
};

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** The 18 characters for a moment (ms since the epoch) in the local time of this machine. */
export function wireTime(ms: number): string {
  const at = new Date(ms);
  const date = `${String(at.getFullYear()).padStart(4, '0')}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  return `${date}    ${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
}

const wire = /^(\d{4})(\d\d)(\d\d)(?:(.{4})(\d\d)(\d\d)(\d\d))?$/;
const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?(Z)?)?/;
const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ ,]+(\d{1,2}):(\d\d)(?::(\d\d))?)?$/;
const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[ ,]+(\d{1,2}):(\d\d)(?::(\d\d))?)?$/;

/**
 * Reads any date text of an ACS. Null when it is no date, or when day and month cannot be told apart (05/06/2027):
 * then the text itself is all there is to show.
 */
export function readTime(dateText: string): LocalTime | null {
  const trimmed = dateText.trim();
  const asWire = wire.exec(trimmed);
  if (asWire) {
    const [, year, month, day, zone, hour, minute, second] = asWire;
    return checked(year, month, day, hour, minute, second, zone?.trimStart() === 'Z');
  }
  const asIso = iso.exec(trimmed);
  if (asIso) {
    const [, year, month, day, hour, minute, second, zulu] = asIso;
    return checked(year, month, day, hour, minute, second, zulu === 'Z');
  }
  const asDotted = dotted.exec(trimmed);
  if (asDotted) {
    const [, day, month, year, hour, minute, second] = asDotted;
    return checked(year, month, day, hour, minute, second, false);
  }
  const asSlashed = slashed.exec(trimmed);
  if (!asSlashed) return null;
  const [, first, second, year, hour, minute, seconds] = asSlashed;
  if (Number(first) > 12) return checked(year, second, first, hour, minute, seconds, false);
  if (Number(second) > 12 || first === second) return checked(year, first, second, hour, minute, seconds, false);
  return null;
}

type Digits = string | undefined;

function checked(
  year: Digits,
  month: Digits,
  day: Digits,
  hour: Digits,
  minute: Digits,
  second: Digits,
  utc: boolean,
): LocalTime | null {
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  const inMonth = new Date(Date.UTC(date.year, date.month, 0)).getUTCDate();
  if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > inMonth) return null;
  if (hour === undefined) return { ...date, time: null, utc };
  const clock = { hour: Number(hour), minute: Number(minute), second: Number(second ?? '0') };
  if (clock.hour > 23 || clock.minute > 59 || clock.second > 60) return null;
  return { ...date, time: clock, utc };
}
