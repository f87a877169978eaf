// Returns at the desk: how a pile of them ends, what of it is never left unsaid, and numbers that may be a card's or an item's.
import { expect, onTestFinished, test } from 'vitest';
import { dialects } from 'sip2';
import type { DeskAct } from '../../contract/desk-calls.ts';
import type { Effect, Event } from '../../station/flow.ts';
import { openJournal } from '../../station/journal/journal.ts';
import type { PatronAnswer } from '../../station/library.ts';
import type { Desk } from '../../station/modes/desk-state.ts';
import { returnsQuietMs } from '../../station/modes/desk-circulation-state.ts';
import { deskMode } from '../../station/modes/modes.ts';
import { demonstration, type DeskSettings } from '../../station/settings/schema.ts';
import { openStaffBook } from '../../station/staff.ts';
import { createHandClock } from '../clock.ts';
import { patron } from './desk.ts';

const [first, second, third] = ['31234000001014', '31234000001022', '31234000001030'] as const;
const nowMs = Date.UTC(2026, 10, 22, 8);
const known: PatronAnswer = { kind: 'known', patron, verified: false };

/** The demonstration's desk by barcode, its room of loans and returns open, nobody served. */
const openRoom = (more: Partial<DeskSettings> = {}) => {
  const place = demonstration.places.find((one) => one.kind === 'desk');
  if (place?.kind !== 'desk') throw new Error('the demonstration has a desk');
  const journal = openJournal(':memory:', createHandClock(nowMs));
  onTestFinished(() => journal.close());
  const byBarcode = { ...place, reader: null, security: { kind: 'none' } as const, ...more };
  const mode = deskMode(demonstration, byBarcode, {
    journal,
    leftOpen: { orphans: [], accountOrphans: [] },
    nowMs,
    staff: openStaffBook([]),
    registering: null,
    trains: true,
    unsupported: [],
    dialect: dialects.generic,
  });
  const who = { name: 'Minh', level: 'senior' } as const;
  let desk: Desk = { ...mode.initial, acs: 'up', door: { at: 'open', who, room: { at: 'board' } } };
  const effects: Effect[] = [];
  const tell = (event: Event): void => {
    const step = mode.step(desk, event, nowMs);
    desk = step.state;
    effects.push(...step.effects);
  };
  const asked = <K extends Effect['kind']>(kind: K): readonly Extract<Effect, { kind: K }>[] =>
    effects.filter((effect): effect is Extract<Effect, { kind: K }> => effect.kind === kind);
  const view = () => mode.view(desk);
  const screen = () => {
    const now = view();
    if (now.mode !== 'desk' || now.screen.at !== 'circulation') throw new Error('the room is open');
    return now.screen;
  };
  const notice = () => {
    const now = view();
    return now.mode === 'desk' ? now.notice : null;
  };
  const act = (said: DeskAct): void => tell({ kind: 'acted', act: said });
  act({ kind: 'open-room', room: 'circulation' });
  return {
    act,
    tell,
    asked,
    screen,
    notice,
    scan: (number: string, mayBe: 'item' | 'either' | 'patron' = 'item') =>
      tell({ kind: 'scanned', scan: { kind: 'number', number, mayBe } }),
    answerCard: (answer: PatronAnswer) =>
      tell({ kind: 'patron-answered', ticket: asked('ask-patron').at(-1)?.ticket ?? '', answer }),
    /** The return that is under way is taken. */
    take: () => {
      const { ticket, item } = asked('ask-checkin').at(-1) ?? { ticket: '', item: '' };
      const back = { item, title: null, notes: [], fee: null, bin: null };
      tell({ kind: 'checkin-answered', ticket, answer: { kind: 'returned', return: back } });
    },
    finish: () => tell({ kind: 'pressed', press: { kind: 'finish' } }),
    entries: (kind: string) => asked('record').flatMap(({ entry }) => (entry.kind === kind ? [entry] : [])),
    timer: () => effects.filter((effect) => 'timer' in effect && effect.timer === 'quiet').at(-1),
  };
};

test('whoever leaves while returns wait their turn leaves none of them unsaid', () => {
  const room = openRoom();
  for (const number of [first, second, third]) room.scan(number);
  room.take();
  room.act({ kind: 'open-room', room: 'board' });
  // One is under way, and is found out behind everybody; the last was never asked about.
  expect(room.entries('item-for-staff')).toMatchObject([{ item: third, because: 'not-returned' }]);
  expect(room.entries('session-ended')).toHaveLength(1);
  const ticket = room.asked('ask-checkin').at(-1)?.ticket ?? '';
  room.tell({
    kind: 'checkin-answered',
    ticket,
    answer: { kind: 'returned', return: { item: second, title: null, notes: [], fee: null, bin: null } },
  });
  expect(room.entries('returned')).toMatchObject([{ item: first }, { item: second }]);
});

test('a pile of returns ends by a press, and not before every outcome of it is known', () => {
  const room = openRoom();
  expect(room.screen().end).toBe('none');
  room.scan(first);
  expect(room.screen().end).toBe('awaited');
  room.finish();
  expect(room.entries('session-ended')).toEqual([]);
  room.take();
  expect(room.screen()).toMatchObject({ end: 'offered', rows: [{ number: first }] });
  room.finish();
  expect(room.screen()).toMatchObject({ end: 'none', rows: [] });
  expect(room.entries('session-ended')).toMatchObject([{ done: 1 }]);
  room.scan(second);
  expect(room.entries('session-began')).toHaveLength(2);
});

test('a pile that nobody comes back to ends by itself, and not while it waits for an answer', () => {
  const room = openRoom();
  room.scan(first);
  expect(room.timer()).toMatchObject({ kind: 'set-timer', afterMs: returnsQuietMs });
  room.tell({ kind: 'time-up', timer: 'quiet' });
  expect(room.screen().rows).toHaveLength(1);
  room.take();
  room.tell({ kind: 'time-up', timer: 'quiet' });
  expect(room.screen().rows).toEqual([]);
  expect(room.entries('session-ended')).toHaveLength(1);
  expect(room.timer()?.kind).toBe('cancel-timer');
});

test('a slip that is not printed yet keeps its row on the screen', () => {
  const room = openRoom();
  room.scan(first);
  const ticket = room.asked('ask-checkin').at(-1)?.ticket ?? '';
  const routing = { to: 'Phan Rang', holdFor: null };
  const back = { item: first, title: null, notes: ['other-branch' as const], fee: null, bin: null, routing };
  room.tell({ kind: 'checkin-answered', ticket, answer: { kind: 'returned', return: back } });
  room.tell({ kind: 'time-up', timer: 'quiet' });
  expect(room.screen().rows).toHaveLength(1);
  const slip = room.asked('print-routing-slip').at(-1)?.ticket ?? '';
  room.tell({ kind: 'slip-printed', ticket: slip, outcome: { kind: 'printed', seen: true } });
  room.tell({ kind: 'time-up', timer: 'quiet' });
  expect(room.screen().rows).toEqual([]);
});

test('what is scanned for somebody who is going, or who may not borrow, is not taken, and that is said', () => {
  const room = openRoom();
  room.tell({ kind: 'pressed', press: { kind: 'type-card', number: patron.number } });
  room.answerCard({ ...known, patron: { ...patron, block: 'expired' } });
  room.scan(first);
  expect(room.notice()).toBe('item-not-lent');
  room.act({ kind: 'pass-block', reason: 'renews it today' });
  room.scan(first);
  expect(room.notice()).toBeNull();
  room.finish();
  expect(room.screen().end).toBe('finishing');
  room.act({ kind: 'enter-item', number: second });
  expect(room.notice()).toBe('item-while-finishing');
  expect(room.asked('ask-checkout')).toMatchObject([{ item: first }]);
});

const noPatterns = { numbers: { patron: null, item: null, letters: 'as-scanned', check: 'none' } } as const;

test('where no pattern tells a card from an item, a scan is looked up as a card first: nothing is returned by it', () => {
  const room = openRoom(noPatterns);
  room.scan(patron.number, 'either');
  room.scan(first, 'either');
  expect(room.asked('ask-checkin')).toEqual([]);
  room.answerCard(known);
  expect(room.asked('ask-checkin')).toEqual([]);
  expect(room.screen().patron?.number).toBe(patron.number);
  expect(room.asked('ask-checkout')).toMatchObject([{ item: first, patron: patron.number }]);
});

test('and where it is nobody’s card it is returned, and what was scanned after it is looked up in its turn', () => {
  const room = openRoom(noPatterns);
  for (const number of [first, second, patron.number]) room.scan(number, 'either');
  room.answerCard({ kind: 'unknown-card' });
  expect(room.screen()).toMatchObject({ wrong: null, isAsking: true });
  expect(room.asked('ask-checkin')).toMatchObject([{ item: first }]);
  room.answerCard({ kind: 'silent' });
  room.take();
  expect(room.asked('ask-checkin')).toMatchObject([{ item: first }, { item: second }]);
  room.take();
  room.answerCard(known);
  expect(room.screen().patron?.number).toBe(patron.number);
  expect(room.entries('returned')).toMatchObject([{ item: first }, { item: second }]);
});

test('a number that the pattern of items matches is an item’s, where cards have none', () => {
  const room = openRoom({ numbers: { ...noPatterns.numbers, item: '^3' } });
  room.scan(first, 'either');
  expect(room.asked('ask-patron')).toEqual([]);
  expect(room.asked('ask-checkin')).toMatchObject([{ item: first }]);
});
