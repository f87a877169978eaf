// Past a rule of the library at the desk: who may, where the library system obeys, and what is asked of it then.
import { dialects } from 'sip2';
import { expect, onTestFinished, test } from 'vitest';
import type { Refusal } from '../../contract/row-view.ts';
import type { DeskAct } from '../../contract/desk-calls.ts';
import type { StaffLevel } from '../../contract/desk-view.ts';
import type { Effect, Event } from '../../station/flow.ts';
import type { PatronAnswer } from '../../station/library.ts';
import { openJournal } from '../../station/journal/journal.ts';
import type { Desk } from '../../station/modes/desk-state.ts';
import { deskMode } from '../../station/modes/modes.ts';
import { demonstration, type DeskSettings } from '../../station/settings/schema.ts';
import { openStaffBook } from '../../station/staff.ts';
import { createHandClock } from '../clock.ts';
import { patron } from './desk.ts';
import { openFarEnd } from './far-end.ts';

const item = '31234000001014';
const nowMs = Date.UTC(2026, 10, 22, 8);

/** The demonstration's desk, by barcode, before a library system that obeys "no block" or is not known to. */
const deskBefore = (obeys: boolean, more: Partial<DeskSettings>) => {
  const place = demonstration.places.find((one) => one.kind === 'desk');
  if (place?.kind !== 'desk') throw new Error('the demonstration has a desk');
  const journal = openJournal(':memory:', createHandClock(nowMs));
  onTestFinished(() => journal.close());
  const byBarcode = { ...place, reader: null, security: { kind: 'none' } as const, ...more };
  return deskMode(demonstration, byBarcode, {
    journal,
    leftOpen: { orphans: [], accountOrphans: [] },
    nowMs,
    staff: openStaffBook([]),
    registering: null,
    trains: true,
    unsupported: [],
    dialect: { ...dialects.generic, noBlock: obeys ? 'obeyed' : 'unknown' },
  });
};

/** Nobody is served yet. */
const openEmpty = (level: StaffLevel, obeys: boolean, more: Partial<DeskSettings> = {}) => {
  const mode = deskBefore(obeys, more);
  const who = { name: 'Minh', level };
  let desk: Desk = { ...mode.initial, acs: 'up', door: { at: 'open', who, room: { at: 'board' } } };
  const effects: Effect[] = [];
  const tell = (event: Event): void => {
    const step = mode.step(desk, event, nowMs);
    desk = step.state;
    effects.push(...step.effects);
  };
  const asked = <K extends Effect['kind']>(kind: K): readonly Extract<Effect, { kind: K }>[] =>
    effects.filter((effect): effect is Extract<Effect, { kind: K }> => effect.kind === kind);
  const act = (said: DeskAct): void => tell({ kind: 'acted', act: said });
  const screen = () => {
    const view = mode.view(desk);
    if (view.mode !== 'desk' || view.screen.at !== 'circulation') throw new Error('the room is open');
    return view.screen;
  };
  const entries = (): readonly string[] => asked('record').map(({ entry }) => entry.kind);

  const showCard = (): void => tell({ kind: 'pressed', press: { kind: 'type-card', number: patron.number } });
  const answerCard = (answer: PatronAnswer): void =>
    tell({ kind: 'patron-answered', ticket: asked('ask-patron').at(-1)?.ticket ?? '', answer });
  act({ kind: 'open-room', room: 'circulation' });
  return { act, tell, asked, screen, entries, effects, showCard, answerCard };
};
const known: PatronAnswer = { kind: 'known', patron, verified: false };

const openRoom = (level: StaffLevel, obeys: boolean) => {
  const room = openEmpty(level, obeys);
  const { act, tell, asked } = room;
  room.showCard();
  room.answerCard(known);
  act({ kind: 'enter-item', number: item });
  const refuse = (because: Refusal = 'not-for-loan'): void => {
    const question = asked('ask-checkout').at(-1)?.ticket ?? '';
    const answer = { kind: 'refused', because, title: null, says: 'On display' } as const;
    tell({ kind: 'checkout-answered', ticket: question, answer });
  };
  refuse();
  return { ...room, refuse };
};

test('where the library system obeys, senior staff lend past a refusal, with a reason that stands in the journal', () => {
  const room = openRoom('senior', true);
  const [row] = room.screen().rows;
  expect(row).toMatchObject({ mayPass: true, says: 'On display', state: { at: 'refused', because: 'not-for-loan' } });
  room.act({ kind: 'pass-refusal', row: row?.key ?? '', reason: 'for an exhibition' });
  expect(room.asked('ask-checkout').map(({ noBlock = false }) => noBlock)).toEqual([false, true]);
  const passed = room.asked('record').find(({ entry }) => entry.kind === 'refusal-passed');
  expect(passed?.entry).toMatchObject({ staff: 'Minh', item, because: 'not-for-loan', reason: 'for an exhibition' });
  // In the journal before it is asked.
  expect(room.entries().indexOf('refusal-passed')).toBeLessThan(room.entries().lastIndexOf('checkout-asked'));
  room.refuse('patron-blocked');
  expect(room.screen().rows[0]?.state).toMatchObject({ at: 'refused' });
  // One refusal was passed, and no other: laid down once more it is asked about as anything else is.
  room.act({ kind: 'enter-item', number: item });
  expect(room.asked('ask-checkout').at(-1)?.noBlock).toBeUndefined();
});

test('a fee that is accepted belongs to the question that staff passed', () => {
  const room = openRoom('senior', true);
  const row = room.screen().rows[0]?.key ?? '';
  room.act({ kind: 'pass-refusal', row, reason: 'for an exhibition' });
  const ticket = room.asked('ask-checkout').at(-1)?.ticket ?? '';
  room.tell({ kind: 'checkout-answered', ticket, answer: { kind: 'fee-first', fee: null, title: null } });
  room.tell({ kind: 'pressed', press: { kind: 'accept-fee', row } });
  expect(room.asked('ask-checkout').at(-1)).toMatchObject({ noBlock: true, feeAccepted: true });
});

test.each<readonly [StaffLevel, boolean]>([
  ['staff', true],
  ['technician', true],
  ['senior', false],
  ['administrator', false],
])('%s, where it obeys: %s: nothing is offered, and nothing is asked', (level, obeys) => {
  const room = openRoom(level, obeys);
  const [row] = room.screen().rows;
  expect(row?.mayPass).toBe(false);
  room.act({ kind: 'pass-refusal', row: row?.key ?? '', reason: 'for an exhibition' });
  expect(room.asked('ask-checkout')).toHaveLength(1);
  expect(room.entries()).not.toContain('refusal-passed');
});

test('what another has on loan is nobody’s to pass', () => {
  const room = openRoom('senior', true);
  room.act({ kind: 'enter-item', number: item });
  room.refuse('lent-to-another');
  const [row] = room.screen().rows;
  expect(row).toMatchObject({ mayPass: false, state: { at: 'refused', because: 'lent-to-another' } });
  room.act({ kind: 'pass-refusal', row: row?.key ?? '', reason: 'for an exhibition' });
  expect(room.asked('ask-checkout')).toHaveLength(2);
});

test('a row that is no refusal, or that there is none of, is nothing to pass', () => {
  const room = openRoom('senior', true);
  room.act({ kind: 'pass-refusal', row: 'nowhere', reason: 'for an exhibition' });
  expect(room.asked('ask-checkout')).toHaveLength(1);
});

test('what is scanned while a card is looked up is lent to whoever it is of, and is never a return', () => {
  const room = openEmpty('staff', true);
  room.showCard();
  room.act({ kind: 'enter-item', number: item });
  room.tell({ kind: 'tag-seen', uid: 'e004' });
  expect(room.screen().rows).toEqual([]);
  room.answerCard(known);
  expect(room.asked('ask-checkin')).toEqual([]);
  expect(room.asked('ask-checkout')).toMatchObject([{ patron: patron.number, item }]);
  // What was laid down meanwhile is theirs, and nothing that lay there before.
  expect(room.screen()).toMatchObject({ leftOvers: 0, rows: [{ state: { at: 'reading' } }, { number: item }] });
});

test('of a card that opens nothing, nothing is lent or returned: what lies there is to be claimed', () => {
  const room = openEmpty('staff', true);
  room.showCard();
  room.act({ kind: 'enter-item', number: item });
  room.tell({ kind: 'tag-seen', uid: 'e004' });
  const thing = {
    kind: 'item',
    number: '31234000001022',
    title: null,
    part: null,
    discarded: false,
    usage: null,
  } as const;
  room.tell({ kind: 'tag-read', uid: 'e004', thing: { ...thing, security: 'armed' } });
  room.answerCard({ kind: 'unknown-card' });
  expect(room.screen()).toMatchObject({ wrong: 'unknown-card', rows: [{ state: { at: 'left-over' } }] });
  expect([...room.asked('ask-checkin'), ...room.asked('ask-checkout')]).toEqual([]);
});

test('the patience with a return that was under way is not the next one’s', () => {
  const room = openEmpty('staff', true);
  room.act({ kind: 'enter-item', number: item });
  room.showCard();
  room.answerCard(known);
  room.tell({ kind: 'acs-up' });
  const waited = room.asked('set-timer').filter(({ timer }) => timer === 'settle');
  // Begun once: nothing that happens meanwhile puts its end off.
  expect(waited).toHaveLength(1);
  const ticket = room.asked('ask-checkin').at(-1)?.ticket ?? '';
  const back = { item, title: null, notes: [], fee: null, bin: null };
  room.tell({ kind: 'checkin-answered', ticket, answer: { kind: 'returned', return: back } });
  expect(room.screen().patron).not.toBeNull();
  const patience = room.effects.filter((effect) => 'timer' in effect && effect.timer === 'settle');
  expect(patience.at(-1)?.kind).toBe('cancel-timer');
});

test('what is laid down while the desk is locked is told once it is open, and waits to be claimed', () => {
  const room = openEmpty('staff', true);
  room.showCard();
  room.answerCard(known);
  room.tell({ kind: 'tag-seen', uid: 'e005' });
  room.act({ kind: 'lock' });
  const thing = { kind: 'item', title: null, part: null, security: 'armed', discarded: false, usage: null } as const;
  room.tell({ kind: 'tag-read', uid: 'e005', thing: { ...thing, number: item } });
  room.tell({ kind: 'tag-seen', uid: 'e004' });
  room.tell({ kind: 'tag-read', uid: 'e004', thing: { ...thing, number: '31234000001022' } });
  for (let nth = 0; nth < 3; nth += 1)
    room.tell({ kind: 'scanned', scan: { kind: 'number', number: item, mayBe: 'item' } });
  expect(room.entries()).not.toContain('staff-wrong');
  room.act({ kind: 'sign-in', name: 'Minh', pin: '246810' });
  const ticket = room.asked('check-staff').at(-1)?.ticket ?? '';
  expect(room.asked('ask-checkout')).toEqual([]);
  room.tell({
    kind: 'staff-checked',
    ticket,
    staff: { name: 'Minh', level: 'staff' },
    as: { staff: 'Minh', nobody: null },
  });
  // Begun before the lock: theirs. Laid down behind it: nobody's yet.
  expect(room.asked('ask-checkout')).toMatchObject([{ patron: patron.number, item }]);
  expect(room.screen()).toMatchObject({ leftOvers: 1, rows: [{ number: item }, { state: { at: 'left-over' } }] });
});

test('that nothing is owed is said by the library system, or by nobody', () => {
  for (const isFeeTold of [true, false]) {
    const room = openEmpty('staff', true);
    room.showCard();
    room.answerCard({ ...known, patron: { ...patron, fee: null, isFeeTold } });
    expect(room.screen().patron).toMatchObject({ owed: null, isOwedTold: isFeeTold });
  }
});

test('a renewal that costs something may be declined', () => {
  const room = openEmpty('staff', true);
  room.showCard();
  room.answerCard(known);
  const answers = ['loans', 'overdue', 'ready', 'waiting', 'fees'];
  for (const list of answers) {
    const { ticket, list: asked } = room.asked('ask-list').at(-1) ?? { ticket: '', list: '' };
    expect(asked).toBe(list);
    const entries = list === 'loans' ? [{ text: item, number: item, fee: null }] : [];
    const answer = { kind: 'listed', entries, unlisted: 0, owed: null, isOwedTold: true, readyHolds: null } as const;
    room.tell({ kind: 'list-answered', ticket, answer });
  }
  const row = room.screen().patron?.loans[0]?.key ?? '';
  room.tell({ kind: 'pressed', press: { kind: 'renew', row } });
  const ticket = room.asked('ask-renewal').at(-1)?.ticket ?? '';
  room.tell({ kind: 'renewal-answered', ticket, answer: { kind: 'fee-first', fee: null } });
  expect(room.screen().patron?.loans[0]?.state.at).toBe('fee');
  room.tell({ kind: 'pressed', press: { kind: 'decline-fee', row } });
  expect(room.screen().patron?.loans[0]?.state).toMatchObject({ at: 'refused', because: 'fee-declined' });
  expect(room.asked('ask-renewal')).toHaveLength(1);
});

test('on the wire, no block is the second letter of a 11, and N for everybody else', async () => {
  const lent = `121NUY20261122    093000AOTVT|AA${patron.number}|AB${item}|AJKiều|AH20261213|`;
  const far = await openFarEnd({ checkout: lent });
  const ask = { patron: patron.number, pin: null, item, feeAccepted: false, atLimit: false };
  await far.within(500, far.acs.askCheckout({ ...ask, noBlock: true }));
  await far.within(500, far.acs.askCheckout(ask));
  const asked = far.asked().filter((line) => line.startsWith('11'));
  expect(asked.map((line) => line.slice(2, 4))).toEqual(['YY', 'YN']);
});
