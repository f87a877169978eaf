// The account's machine, event by event: what goes before what, whose answers count, and what is left when patience is over.
import { describe, expect, it } from 'vitest';
import type { ListAnswer, ListName, LookedUp } from '../../station/account-talk.ts';
import type { Patron } from '../../station/library.ts';
import type { AccountRules } from '../../station/flows/account-state.ts';
import type { AccountScreen } from '../../contract/account-view.ts';
import { openDesk, patron, type Desk } from './desk.ts';

const due = { kind: 'day', day: '2026-12-13' } as const;
const money = { amount: '12000', currency: 'VND' } as const;
const pays: AccountRules['pays'] = {
  to: { bank: 'Bank', number: '1', name: 'Library' },
  codeFor: (units, reference) => `${units} ${reference}`,
};
const everything: AccountRules = { renews: true, cancelsHolds: true, pays };

const listed = (texts: readonly string[], more: Partial<Extract<ListAnswer, { kind: 'listed' }>> = {}): ListAnswer => ({
  kind: 'listed',
  entries: texts.map((text) => ({ text, number: /^\d+$/.test(text) ? text : null, fee: null })),
  unlisted: 0,
  owed: null,
  isOwedTold: true,
  readyHolds: null,
  ...more,
});

const itemOf = (title: string, more: Partial<Extract<LookedUp, { kind: 'item' }>> = {}): LookedUp => ({
  kind: 'item',
  title,
  due,
  dueText: '20261213    235900',
  isOnLoan: true,
  isOverdue: false,
  shelf: null,
  keptUntil: null,
  ...more,
});

const screen = (desk: Desk): AccountScreen => {
  const shown = desk.screen();
  if (shown.at !== 'account') throw new Error(`not the account, but ${shown.at}`);
  return shown;
};

const open = (rules: AccountRules = everything, who: Patron = patron): Desk => {
  const desk = openDesk({ account: rules });
  desk.tell({ kind: 'pressed', press: { kind: 'account' } });
  desk.tell({ kind: 'scanned', scan: { kind: 'number', number: who.number, mayBe: 'patron' } });
  const { ticket } = desk.last('ask-patron');
  desk.tell({ kind: 'patron-answered', ticket, answer: { kind: 'known', patron: who, verified: true } });
  return desk;
};

/** Answers the lists in the order in which they are asked for. */
const fill = (desk: Desk, lists: Partial<Readonly<Record<ListName, ListAnswer>>>): void => {
  for (const list of ['loans', 'overdue', 'ready', 'waiting', 'fees'] as const) {
    const asked = desk.last('ask-list');
    expect(asked.list).toBe(list);
    desk.tell({ kind: 'list-answered', ticket: asked.ticket, answer: lists[list] ?? listed([]) });
  }
};

const lookUp = (desk: Desk, answer: LookedUp): void =>
  desk.tell({ kind: 'looked-up', ticket: desk.last('look-up').ticket, answer });

const press = (desk: Desk, kind: 'renew' | 'cancel-hold' | 'cancel-hold-surely' | 'accept-fee', row: string): void =>
  desk.tell({ kind: 'pressed', press: { kind, row } });

describe('what is fetched', () => {
  it('comes one question after the other: lists first, then titles, loans before holds', () => {
    const desk = open();
    fill(desk, { loans: listed(['1', '2']), overdue: listed(['2']), waiting: listed(['3']) });
    expect(desk.effects('look-up').map(({ item }) => item)).toEqual(['2']);
    lookUp(desk, itemOf('Two'));
    lookUp(desk, itemOf('One'));
    lookUp(desk, itemOf('Three'));
    expect(desk.effects('look-up').map(({ item }) => item)).toEqual(['2', '1', '3']);
    expect(screen(desk).loans.map(({ title, isOverdue }) => [title, isOverdue])).toEqual([
      ['Two', true],
      ['One', false],
    ]);
  });

  it('begins with what is being looked at', () => {
    const desk = open();
    fill(desk, { loans: listed(['1', '2', '3']), waiting: listed(['4', '5']) });
    desk.tell({ kind: 'pressed', press: { kind: 'section', section: 'holds' } });
    for (const title of ['One', 'Four', 'Five', 'Two']) lookUp(desk, itemOf(title));
    expect(desk.effects('look-up').map(({ item }) => item)).toEqual(['1', '4', '5', '2', '3']);
  });

  it('is bounded, and over after two silences: no row waits for what will not come', () => {
    const numbers = Array.from({ length: 150 }, (_, at) => String(at + 1));
    const desk = open();
    fill(desk, { loans: listed(numbers) });
    for (let at = 0; at < 150; at += 1) lookUp(desk, itemOf('A title'));
    expect(desk.effects('look-up')).toHaveLength(120);
    expect(screen(desk).loans.filter(({ filling }) => filling)).toEqual([]);
    const silent = open();
    fill(silent, { loans: listed(numbers) });
    lookUp(silent, { kind: 'silent' });
    lookUp(silent, itemOf('Two'));
    lookUp(silent, { kind: 'silent' });
    expect(silent.effects('look-up')).toHaveLength(3);
    expect(screen(silent).loans.filter(({ filling }) => filling)).toEqual([]);
  });

  it('ends with the session', () => {
    const desk = open();
    fill(desk, { loans: listed(['1', '2', '3']) });
    desk.tell({ kind: 'pressed', press: { kind: 'finish' } });
    lookUp(desk, itemOf('One'));
    expect(desk.effects('look-up')).toHaveLength(1);
  });

  it('stands behind a wish: nothing is looked up while one waits, and a wish never waits for it', () => {
    const desk = open();
    fill(desk, { loans: listed(['1', '2', '3']) });
    desk.tell({ kind: 'pressed', press: { kind: 'renew-all' } });
    expect(desk.effects('ask-renewal').map(({ item }) => item)).toEqual(['1']);
    lookUp(desk, itemOf('One'));
    expect(desk.effects('look-up')).toHaveLength(1);
    for (const item of ['1', '2', '3']) {
      const asked = desk.last('ask-renewal');
      expect(asked.item).toBe(item);
      desk.tell({
        kind: 'renewal-answered',
        ticket: asked.ticket,
        answer: { kind: 'renewed', due, title: null },
      });
    }
    expect(desk.effects('look-up').map(({ item }) => item)).toEqual(['1', '2']);
  });

  it('counts for nothing where it comes home to another session, or tells the date before the renewal', () => {
    const desk = open();
    fill(desk, { loans: listed(['1']) });
    desk.tell({ kind: 'looked-up', ticket: '1-own-6', answer: itemOf('Nobody’s') });
    expect(screen(desk).loans[0]?.title).toBeNull();
    press(desk, 'renew', 'loan-1');
    const { ticket } = desk.last('ask-renewal');
    desk.tell({ kind: 'renewal-answered', ticket, answer: { kind: 'renewed', due, title: null } });
    lookUp(desk, itemOf('One', { due: { kind: 'day', day: '2026-11-01' }, isOverdue: true }));
    expect(screen(desk).loans[0]).toMatchObject({ title: 'One', due, isOverdue: false, state: { at: 'renewed' } });
  });

  it('that is silent says so, and only in its own section', () => {
    const desk = open();
    fill(desk, { loans: { kind: 'silent' }, fees: { kind: 'silent' } });
    expect(screen(desk).lists).toMatchObject({
      loans: { state: 'silent' },
      holds: { state: 'here' },
      fees: { state: 'silent' },
    });
  });
});

describe('holds', () => {
  it.each([
    ['told by the counts', { ready: listed(['1'], { readyHolds: 1 }) }, ['ready']],
    ['listed as ready and as waiting', { ready: listed(['1', '2']), waiting: listed(['2']) }, ['ready', 'waiting']],
    ['never told apart', { ready: listed(['1', '2']) }, ['unknown', 'unknown']],
  ] as const)('%s', (_, lists, is) => {
    const desk = open();
    // What the library system says last of its counts is what it says.
    const readyHolds = 'readyHolds' in lists.ready ? lists.ready.readyHolds : null;
    fill(desk, { overdue: listed([], { readyHolds }), waiting: listed([], { readyHolds }), ...lists });
    expect(screen(desk).holds.map((hold) => hold.is)).toEqual(is);
  });

  it('listed as ready and on loan to somebody are not on the shelf', () => {
    const desk = open();
    fill(desk, { ready: listed(['1', '2']), waiting: listed(['3']) });
    lookUp(desk, itemOf('One', { isOnLoan: true }));
    lookUp(desk, itemOf('Two', { isOnLoan: false, shelf: 'A1' }));
    expect(screen(desk).holds.map(({ is, shelf }) => [is, shelf])).toEqual([
      ['waiting', null],
      ['ready', 'A1'],
      ['waiting', null],
    ]);
  });

  it('are cancelled only where the library system can, by their number, and after a question', () => {
    const cannot = open({ ...everything, cancelsHolds: false });
    fill(cannot, { waiting: listed(['1']) });
    press(cannot, 'cancel-hold', 'hold-1');
    expect(screen(cannot).holds[0]?.state).toEqual({ at: 'open', mayCancel: false });
    const desk = open();
    fill(desk, { waiting: listed(['Truyện Kiều', '1']) });
    press(desk, 'cancel-hold', 'hold-1');
    press(desk, 'cancel-hold-surely', 'hold-2');
    expect(desk.effects('cancel-hold')).toEqual([]);
    press(desk, 'cancel-hold', 'hold-2');
    press(desk, 'cancel-hold-surely', 'hold-2');
    expect(desk.last('cancel-hold')).toMatchObject({ item: '1', patron: patron.number });
  });
});

describe('a renewal', () => {
  it.each([
    [
      { kind: 'refused', because: 'not-renewable' },
      { at: 'refused', because: 'not-renewable', mayRenew: false },
      'renewal-refused',
    ],
    [{ kind: 'silent' }, { at: 'refused', because: 'acs-silent', mayRenew: true }, 'renewal-refused'],
    [{ kind: 'fee-first', fee: money }, { at: 'fee', fee: money }, 'renewal-refused'],
    [{ kind: 'unknown', dueText: '' }, { at: 'finding-out' }, 'outcome-unknown'],
  ] as const)('answered %o', (answer, state, entry) => {
    const desk = open();
    fill(desk, { loans: listed(['1']) });
    press(desk, 'renew', 'loan-1');
    expect(desk.entries('renewal-asked')).toHaveLength(1);
    const { ticket } = desk.last('ask-renewal');
    desk.tell({ kind: 'renewal-answered', ticket, answer });
    expect(screen(desk).loans[0]?.state).toEqual(state);
    expect(desk.entries(entry)).toHaveLength(1);
  });

  it.each([
    [{ kind: 'renewed', due }, { at: 'renewed' }],
    [{ kind: 'not-renewed' }, { at: 'refused', because: 'acs-silent', mayRenew: true }],
    [{ kind: 'unclear' }, { at: 'unclear' }],
  ] as const)('found out as %o', (answer, state) => {
    const desk = open();
    fill(desk, { loans: listed(['1']) });
    press(desk, 'renew', 'loan-1');
    const { ticket } = desk.last('ask-renewal');
    desk.tell({ kind: 'renewal-answered', ticket, answer: { kind: 'unknown', dueText: '20261101' } });
    expect(desk.last('find-out-renewal')).toMatchObject({ item: '1', dueText: '20261101' });
    desk.tell({ kind: 'renewal-found-out', ticket: desk.last('find-out-renewal').ticket, answer });
    expect(screen(desk).loans[0]?.state).toEqual(state);
    // Not renewed is an answer; nobody asks a second time by itself.
    expect(desk.effects('ask-renewal')).toHaveLength(1);
  });

  it('with a fee is asked again only when the fee was accepted, and told so', () => {
    const desk = open();
    fill(desk, { loans: listed(['1']) });
    press(desk, 'renew', 'loan-1');
    const { ticket } = desk.last('ask-renewal');
    desk.tell({ kind: 'renewal-answered', ticket, answer: { kind: 'fee-first', fee: money } });
    desk.tell({ kind: 'pressed', press: { kind: 'renew-all' } });
    expect(desk.effects('ask-renewal')).toHaveLength(1);
    press(desk, 'accept-fee', 'loan-1');
    expect(desk.effects('ask-renewal').map(({ feeAccepted }) => feeAccepted)).toEqual([false, true]);
  });

  it('under way when patience is over is for staff, and its late answer is written down and shown to nobody', () => {
    const desk = open();
    fill(desk, { loans: listed(['1', '2']) });
    desk.tell({ kind: 'pressed', press: { kind: 'renew-all' } });
    const { ticket } = desk.last('ask-renewal');
    desk.finish();
    desk.tell({ kind: 'time-up', timer: 'settle' });
    expect(desk.screen()).toMatchObject({ at: 'receipt', tally: { done: 0, attention: 1, refused: 1 } });
    desk.tell({ kind: 'pressed', press: { kind: 'leave' } });
    desk.tell({ kind: 'renewal-answered', ticket, answer: { kind: 'renewed', due, title: 'Hers' } });
    expect(desk.entries('renewed')).toMatchObject([{ ticket, item: '1', patron: patron.number }]);
    expect(desk.effects('ask-renewal')).toHaveLength(1);
    expect(JSON.stringify(desk.screen())).not.toContain('Hers');
  });

  it('is not offered where the library system cannot, nor of what is listed by its title', () => {
    const desk = open({ ...everything, renews: false });
    fill(desk, { loans: listed(['1']) });
    expect(screen(desk)).toMatchObject({ renewable: 0, loans: [{ state: { at: 'open', mayRenew: false } }] });
    const titles = open();
    fill(titles, { loans: listed(['Truyện Kiều', '1']) });
    const loans = [
      { title: 'Truyện Kiều', byTitle: true },
      { number: '1', byTitle: false },
    ];
    expect(screen(titles)).toMatchObject({ renewable: 1, loans });
  });
});

describe('a password', () => {
  it('goes with every question about the account, and into no view and no entry', () => {
    const desk = openDesk({ account: everything, accountPin: 'always' });
    desk.tell({ kind: 'pressed', press: { kind: 'account' } });
    desk.tell({ kind: 'scanned', scan: { kind: 'number', number: patron.number, mayBe: 'patron' } });
    desk.tell({ kind: 'pressed', press: { kind: 'type-pin', pin: '86420' } });
    const { ticket } = desk.last('ask-patron');
    desk.tell({ kind: 'patron-answered', ticket, answer: { kind: 'known', patron, verified: true } });
    fill(desk, { loans: listed(['1']) });
    press(desk, 'renew', 'loan-1');
    expect(desk.last('ask-list').pin).toBe('86420');
    expect(desk.last('ask-renewal').pin).toBe('86420');
    // Also with what is found out when nobody waits for it any more.
    desk.tell({ kind: 'pressed', press: { kind: 'finish' } }, { kind: 'time-up', timer: 'settle' });
    const asked = desk.last('ask-renewal').ticket;
    desk.tell({ kind: 'renewal-answered', ticket: asked, answer: { kind: 'unknown', dueText: '' } });
    expect(desk.effects('find-out-renewal')).toHaveLength(1);
    expect(JSON.stringify([desk.screen(), desk.effects('record')])).not.toContain('86420');
    desk.tell({
      kind: 'renewal-found-out',
      ticket: desk.last('find-out-renewal').ticket,
      answer: { kind: 'not-renewed' },
    });
    expect(JSON.stringify(desk.kiosk())).not.toContain('86420');
  });

  it('that was not proven opens nothing, whatever the record says', () => {
    const desk = openDesk({ account: everything });
    desk.tell({ kind: 'pressed', press: { kind: 'account' } });
    desk.tell({ kind: 'scanned', scan: { kind: 'number', number: patron.number, mayBe: 'patron' } });
    const { ticket } = desk.last('ask-patron');
    desk.tell({ kind: 'patron-answered', ticket, answer: { kind: 'known', patron, verified: false } });
    expect(desk.screen()).toMatchObject({ at: 'pin' });
    expect(desk.effects('ask-list')).toEqual([]);
  });
});
