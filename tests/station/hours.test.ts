// Opening hours by the calendar: weeks, lunch, holidays, midnight; and what a kiosk does with them.
import { describe, expect, test } from 'vitest';
import { closingBefore, lastClosing, openingAt, weekOf } from '../../station/hours.ts';
import { hourSettings } from '../../station/settings/service.ts';
import { outOfOrder } from '../../station/modes/out-of-order.ts';
import { openDesk, rules } from './desk.ts';

const day = [
  { from: '07:30', to: '11:30' },
  { from: '13:30', to: '17:00' },
];
/** Monday is 23 November 2026; Sunday closed; the 26th a holiday; the night of Saturday open to Sunday 02:00. */
const hours = hourSettings.parse({
  tuesday: day,
  wednesday: day,
  thursday: day,
  friday: day,
  saturday: [{ from: '18:00', to: '24:00' }],
  exceptions: [
    { from: '2026-11-26', open: [] },
    { from: '2026-11-29', open: [{ from: '00:00', to: '02:00' }] },
  ],
});
const at = (date: number, hour: number, minute = 0): number => new Date(2026, 10, date, hour, minute).getTime();

describe('a library', () => {
  test.each([
    ['before it opens', at(24, 7, 29), { at: 'closed', opens: at(24, 7, 30) }],
    ['the minute it opens', at(24, 7, 30), { at: 'open', until: at(24, 11, 30) }],
    ['at lunch', at(24, 11, 30), { at: 'closed', opens: at(24, 13, 30) }],
    ['the minute it closes', at(24, 17), { at: 'closed', opens: at(25, 7, 30) }],
    ['before a holiday', at(25, 18), { at: 'closed', opens: at(27, 7, 30) }],
    ['on a holiday', at(26, 9), { at: 'closed', opens: at(27, 7, 30) }],
    ['in a night that goes on after midnight', at(28, 23, 59), { at: 'open', until: at(29, 2) }],
    ['after midnight', at(29, 1), { at: 'open', until: at(29, 2) }],
  ] as const)('%s', (_, now, opening) => {
    expect(openingAt(hours, now)).toEqual(opening);
  });

  test('last closed when the last hours before ended', () => {
    expect(lastClosing(hours, at(24, 12))).toBe(at(24, 11, 30));
    expect(lastClosing(hours, at(26, 9))).toBe(at(25, 17));
    expect(lastClosing(hours, at(24, 9))).toBeNull();
    expect(lastClosing(null, at(24, 9))).toBeNull();
  });

  test('closed before now, open or not: that is when a book drop began to fill', () => {
    expect(closingBefore(hours, at(25, 8))).toBe(at(24, 17));
    expect(closingBefore(hours, at(24, 14))).toBe(at(24, 11, 30));
    expect(closingBefore(hours, at(26, 9))).toBe(at(25, 17));
    expect(closingBefore(null, at(24, 9))).toBeNull();
    expect(closingBefore(hourSettings.parse({}), at(24, 9))).toBeNull();
  });

  test('without hours is always open, and one that never opens says no day', () => {
    expect(openingAt(null, at(24, 3))).toEqual({ at: 'open', until: null });
    expect(openingAt(hourSettings.parse({}), at(24, 9))).toEqual({ at: 'closed', opens: null });
    const always = hourSettings.parse(
      Object.fromEntries(
        ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((name) => [
          name,
          [{ from: '00:00', to: '24:00' }],
        ]),
      ),
    );
    expect(openingAt(always, at(24, 9))).toEqual({ at: 'open', until: null });
  });

  test('shows its week from Monday, with the holiday in it', () => {
    const week = weekOf(hours, at(29, 12));
    expect(week.map(({ day: one }) => one)).toEqual(
      ['23', '24', '25', '26', '27', '28', '29'].map((d) => `2026-11-${d}`),
    );
    expect(week[3]?.open).toEqual([]);
    expect(week[4]?.open).toEqual(day);
  });
});

describe('settings of hours', () => {
  test.each([
    ['that end before they begin', { monday: [{ from: '17:00', to: '08:00' }] }],
    [
      'that overlap',
      {
        monday: [
          { from: '08:00', to: '12:00' },
          { from: '11:00', to: '17:00' },
        ],
      },
    ],
    ['that are no time', { monday: [{ from: '8', to: '25:00' }] }],
    ['of a holiday that ends before it begins', { exceptions: [{ from: '2027-02-08', to: '2027-02-05' }] }],
  ])('%s are refused', (_, value) => {
    expect(hourSettings.safeParse(value).success).toBe(false);
  });
});

const look = { kind: 'time-up', timer: 'hours' } as const;
const pressed = (kind: 'borrow' | 'return' | 'account') => ({ kind: 'pressed', press: { kind } }) as const;
const morning = (more: Parameters<typeof openDesk>[0] = {}) => {
  const desk = openDesk({ hours, ...more });
  desk.nowMs = at(24, 9);
  desk.tell(look);
  return desk;
};

describe('a kiosk', () => {
  test('is told the time each minute, and closes with the library', () => {
    const desk = morning();
    expect(desk.screen()).toMatchObject({ at: 'welcome', isClosed: false });
    expect(desk.last('set-timer')).toEqual({ kind: 'set-timer', timer: 'hours', afterMs: 60_000 });
    desk.nowMs = at(24, 17);
    desk.tell(look);
    expect(desk.screen()).toMatchObject({
      at: 'closed',
      because: 'hours',
      today: '2026-11-24',
      opens: { day: '2026-11-25', time: '07:30' },
    });
    desk.tell(pressed('borrow'));
    expect(desk.screen()).toMatchObject({ at: 'closed' });
  });

  test('lets a session go on to its end', () => {
    const desk = morning();
    desk.borrow();
    desk.nowMs = at(24, 11, 30);
    desk.tell(look);
    expect(desk.screen()).toMatchObject({ at: 'checkout' });
    desk.finish();
    expect(desk.screen()).toMatchObject({ at: 'closed', because: 'hours' });
  });

  test('takes returns while the library is closed, where it may, dated as of the last closing', () => {
    const desk = morning({
      hours: { ...hours, whileClosed: 'returns' },
      returns: { fee: 'shown', dated: 'last-closing', lendAgain: false, drop: 'none', slot: false },
    });
    desk.nowMs = at(24, 22);
    desk.tell(look);
    expect(desk.screen()).toMatchObject({ at: 'welcome', doors: ['return'], isClosed: true });
    desk.tell(pressed('account'));
    expect(desk.screen()).toMatchObject({ at: 'welcome' });
    desk.tell(pressed('return'));
    desk.tell({ kind: 'item-scanned', number: '31234000001014' });
    desk.tell({ kind: 'scanned', scan: { kind: 'number', number: '31234000001014', mayBe: 'item' } });
    expect(desk.last('ask-checkin')).toMatchObject({ datedMs: at(24, 17) });
  });

  test('asks the library system to take what comes from the book drop as of the last closing', () => {
    const desk = morning({ returns: { fee: 'shown', dated: 'now', lendAgain: false, drop: 'always', slot: false } });
    desk.tell(pressed('return'));
    desk.tell({ kind: 'scanned', scan: { kind: 'number', number: '31234000001014', mayBe: 'item' } });
    expect(desk.last('ask-checkin')).toMatchObject({ datedMs: closingBefore(hours, desk.nowMs) });
    expect(desk.screen()).toMatchObject({ dated: { because: 'drop' } });
  });

  test('offers what the library decided, and no more', () => {
    const desk = morning({ functions: ['return', 'account'] });
    expect(desk.screen()).toMatchObject({ doors: ['return', 'account'] });
    desk.tell(pressed('borrow'));
    expect(desk.screen()).toMatchObject({ at: 'welcome' });
    desk.tell({ kind: 'scanned', scan: { kind: 'number', number: '21234000000018', mayBe: 'patron' } });
    expect(desk.kiosk().stage).toMatchObject({ at: 'identify', errand: 'account' });
  });

  test('a fault does not open a closed library', () => {
    const desk = morning();
    desk.nowMs = at(24, 20);
    desk.tell(look);
    expect(outOfOrder({ ...rules, hours }, desk.kiosk(), { kind: 'acs-up' }).state.open).toMatchObject({
      at: 'closed',
    });
  });
});
