// How the page of the library system's check says times, spans, states and the names of what stood on the wire.
import type { LineState } from '../../contract/acs-check-view.ts';
import { isKey } from '../../contract/words/words.ts';
import type { Key, Say } from '../../contract/words/words.ts';
import type { Language } from '../../contract/terms.ts';

export const stateTones: Readonly<Record<LineState, 'done' | 'attention' | 'refused'>> = {
  connected: 'done',
  'off-line': 'attention',
  connecting: 'attention',
  lost: 'attention',
  silent: 'refused',
  garbled: 'refused',
  unreachable: 'refused',
  certificate: 'refused',
  'login-refused': 'refused',
  stopped: 'attention',
};
/** Without a year: nothing is kept so long. `moment`: as exact as the log of the other side. */
export const clockIn = (language: Language) => {
  const locale = language === 'vi' ? 'vi-VN' : 'en-GB';
  const hour = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const minute = new Intl.DateTimeFormat(locale, hour);
  const second = new Intl.DateTimeFormat(locale, { ...hour, second: '2-digit' });
  const exact = new Intl.DateTimeFormat(locale, { ...hour, second: '2-digit', fractionalSecondDigits: 3 });
  // Of Vietnamese, Intl writes 23-11; people and all other dates of the station write 23/11.
  const date = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: '2-digit' });
  return {
    minute: (ms: number) => minute.format(ms),
    second: (ms: number) => second.format(ms),
    exact: (ms: number) => exact.format(ms),
    day: (ms: number) => `${minute.format(ms)} ${date.format(ms)}`,
    moment: (ms: number) => `${second.format(ms)} ${date.format(ms)}`,
  };
};

/** By a name of the station's reader; the name itself where there is no word for it. */
export const nameOf = (
  say: Say,
  kind: 'message' | 'field' | 'value' | 'note' | 'because' | 'mark' | 'clue',
  name: string,
): string => {
  const key = `acs.${kind}.${name}`;
  return isKey(key) ? say(key) : name;
};

/** One of the three sentences about a finding. */
export const findingKey = (kind: string, part: 'seen' | 'means' | 'todo'): Key | null => {
  const key = `acs.finding.${kind}.${part}`;
  return isKey(key) ? key : null;
};

/** A date of the wire as people read it; anything else as it came. */
export const wireDate = (text: string): string => {
  const [, year, month, day, zone = '', hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(.{4})(\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  if (year === undefined) return text;
  return `${day}/${month}/${year} ${hour}:${minute}:${second}${zone.trim() === '' ? '' : ` ${zone.trim()}`}`;
};
