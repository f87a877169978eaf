// Dates as ACS write them. None of them may throw, and none may be guessed.

import { readTime, wireTime } from 'sip2';
import { expect, test } from 'vitest';

const at = (year: number, month: number, day: number, clock: readonly number[] | null, utc = false) => ({
  year,
  month,
  day,
  time: clock === null ? null : { hour: clock[0], minute: clock[1], second: clock[2] },
  utc,
});

test.each([
  ['20261206    114743', at(2026, 12, 6, [11, 47, 43])],
  ['20261206   Z114743', at(2026, 12, 6, [11, 47, 43], true)],
  ['202612060000114743', at(2026, 12, 6, [11, 47, 43])],
  ['20261206', at(2026, 12, 6, null)],
  ['2011-10-28 23:59:59', at(2011, 10, 28, [23, 59, 59])],
  ['2022-03-26', at(2022, 3, 26, null)],
  ['2022-03-26T10:00', at(2022, 3, 26, [10, 0, 0])],
  ['08.06.2016', at(2016, 6, 8, null)],
  ['5/23/2008,23:59', at(2008, 5, 23, [23, 59, 0])],
  ['23/05/2008 23:59', at(2008, 5, 23, [23, 59, 0])],
  ['06/06/2027', at(2027, 6, 6, null)],
])('%s', (text, time) => expect(readTime(text)).toEqual(time));

test.each([
  '',
  '   ',
  '05/06/2027',
  '2008050000053612',
  '000000000000000000',
  '20261306    000000',
  '20260230',
  'mai',
  '32.01.2020',
])('no date: "%s"', (text) => expect(readTime(text)).toBeNull());

test('a moment is written in the time of this place, and read back', () => {
  const noon = new Date(2026, 10, 2, 7, 5, 9);
  expect(wireTime(noon.getTime())).toBe('20261102    070509');
  expect(readTime(wireTime(noon.getTime()))).toEqual(at(2026, 11, 2, [7, 5, 9]));
});
