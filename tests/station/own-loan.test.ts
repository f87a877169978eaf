// What the patron had before and lays down among the rest: nothing is lent, a renewal is offered, and the gate stays in the right.
import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../contract/row-view.ts';
import type { CheckoutAnswer, Loan, Thing } from '../../station/library.ts';
import { book, loan, openDesk, patron, type Desk } from './desk.ts';

const a = 'E004015001000011';
const b = 'E004015001000021';
const mine = '3001';
const out = { security: 'disarmed' } as const;

const holder = { ...patron, loans: { count: 1, limit: 5, numbers: [mine] } };
const stood = (more: Partial<Loan> = {}): Loan => loan(mine, { ours: false, stood: { refused: null }, ...more });

const toldOf = (desk: Desk, told: Loan | null): void =>
  desk.tell({ kind: 'standing-answered', ticket: desk.last('ask-standing').ticket, loan: told });

const answers = (desk: Desk, answer: CheckoutAnswer): void =>
  desk.tell({ kind: 'checkout-answered', ticket: desk.last('ask-checkout').ticket, answer });

const refuses = (desk: Desk, because: Refusal): void => answers(desk, { kind: 'refused', because, title: 'T' });

const wants = (desk: Desk): void => desk.tell({ kind: 'pressed', press: { kind: 'renew', row: a } });

/** The patron's own book lies there, and the library system has told of its loan. */
const laid = (thing: Thing = book(mine, out), more: Parameters<typeof openDesk>[0] = {}): Desk => {
  const desk = openDesk(more);
  desk.borrow(holder);
  desk.put(a, thing);
  expect(desk.row(a)).toEqual({ at: 'asking' });
  toldOf(desk, stood());
  return desk;
};

const theirs = { at: 'theirs', due: { kind: 'day', day: '2026-12-13' }, release: 'read-back', refused: null };

describe('an own loan whose tag was let go', () => {
  it('is only asked about: no loan, no write, and a renewal to be had', () => {
    const desk = laid();
    expect(desk.row(a)).toEqual(theirs);
    expect(desk.effects('ask-checkout')).toEqual([]);
    expect(desk.effects('secure')).toEqual([]);
    expect(desk.entries('lent')).toEqual([]);
  });

  it('is neither counted nor put on the receipt, and what was borrowed beside it is', () => {
    const desk = laid();
    desk.put(b, book('3002'));
    desk.lent();
    desk.secured('done');
    desk.finish();
    expect(desk.screen()).toMatchObject({ at: 'receipt', tally: { done: 1, attention: 0, refused: 0 } });
    const { stage } = desk.kiosk();
    expect(stage.at === 'receipt' && stage.slip.items.map(({ number }) => number)).toEqual(['3002']);
  });

  it('is renewed when the patron wants it, though it is taken away meanwhile', () => {
    const desk = laid();
    wants(desk);
    expect(desk.row(a)).toEqual({ at: 'asking' });
    expect(desk.last('ask-checkout')).toMatchObject({ item: mine, feeAccepted: false });
    desk.tell({ kind: 'tag-gone', uid: a });
    desk.lent(undefined, { renewed: true, ours: false });
    expect(desk.row(a)).toMatchObject({ at: 'lent', renewed: true, release: 'read-back' });
    expect(desk.effects('secure')).toEqual([]);
    expect(desk.kiosk().book.size).toBe(0);
  });

  it('stays theirs, with the reason, where it may not be renewed', () => {
    const desk = laid();
    wants(desk);
    answers(desk, { kind: 'refused', because: 'not-renewable', title: null, says: 'Too many renewals' });
    expect(desk.row(a)).toEqual({ ...theirs, refused: 'not-renewable' });
    const screen = desk.screen();
    expect('rows' in screen && screen.rows[0]?.says).toBe('Too many renewals');
    expect(desk.entries('checkout-refused')).toHaveLength(1);
  });

  it('may be wanted again after a silence', () => {
    const desk = laid();
    wants(desk);
    answers(desk, { kind: 'silent' });
    expect(desk.row(a)).toEqual({ ...theirs, refused: 'acs-silent' });
    wants(desk);
    expect(desk.effects('ask-checkout')).toHaveLength(2);
  });

  it('is not asked about while the library system is away', () => {
    const desk = laid(undefined, { offline: 'lends' });
    desk.tell({ kind: 'acs-down' });
    wants(desk);
    expect(desk.row(a)).toEqual({ ...theirs, refused: 'acs-silent' });
    expect(desk.effects('ask-checkout')).toEqual([]);
    expect(desk.effects('ask-offline-loan')).toEqual([]);
  });

  it.each(['declined', 'left'])('stays theirs where the fee of a renewal is %s', (how) => {
    const desk = laid();
    wants(desk);
    answers(desk, { kind: 'fee-first', fee: { amount: '5000', currency: 'VND' }, title: null });
    expect(desk.row(a)).toMatchObject({ at: 'fee' });
    if (how === 'declined') {
      desk.tell({ kind: 'pressed', press: { kind: 'decline-fee', row: a } });
      expect(desk.row(a)).toEqual(theirs);
    }
    desk.finish();
    expect(desk.screen()).toMatchObject({ at: 'welcome' });
  });

  it('uses up none of the loans that need no password', () => {
    const desk = openDesk({ pinPolicy: 'beyond-limit', withoutPin: 1 });
    desk.borrow({ ...holder, loans: { ...holder.loans, count: 0 } });
    desk.put(a, book(mine, out));
    toldOf(desk, stood());
    desk.put(b, book('3002'));
    expect(desk.last('ask-checkout').item).toBe('3002');
  });

  it.each(['none', 'desensitiser'] as const)('is offered a renewal where security is by %s, too', (security) => {
    const desk = laid(book(mine), { security });
    expect(desk.row(a)).toEqual({ ...theirs, release: security });
  });

  it('scanned, it says that no tag was seen, until one is', () => {
    const desk = openDesk();
    desk.borrow(holder);
    desk.tell({ kind: 'scanned', scan: { kind: 'number', number: mine, mayBe: 'item' } });
    toldOf(desk, stood());
    expect(desk.row(mine)).toEqual({ ...theirs, release: 'not-seen' });
    desk.put(a, book(mine, out));
    expect(desk.row(mine)).toEqual(theirs);
  });
});

describe('an own loan whose tag is armed', () => {
  it('is asked for: only that answer says whether it may go out', () => {
    const desk = laid(book(mine));
    expect(desk.last('ask-checkout').item).toBe(mine);
    desk.lent(undefined, { renewed: true, ours: false });
    expect(desk.last('secure')).toMatchObject({ uid: a, want: 'disarmed' });
    desk.secured('done');
    expect(desk.row(a)).toMatchObject({ at: 'lent', renewed: true, release: 'read-back' });
  });

  it('stays armed where it is to stay in the house', () => {
    const desk = laid(book(mine));
    desk.lent(undefined, { renewed: true, ours: false, leaveArmed: true });
    expect(desk.row(a)).toMatchObject({ at: 'lent', release: 'left-armed' });
    expect(desk.effects('secure')).toEqual([]);
  });

  it('goes to the desk where it may not be renewed, and laying it down again lets nothing out', () => {
    const desk = laid(book(mine));
    refuses(desk, 'not-renewable');
    expect(desk.row(a)).toMatchObject({ at: 'lent-armed' });
    desk.tell({ kind: 'tag-gone', uid: a });
    desk.put(a, book(mine));
    expect(desk.row(a)).toMatchObject({ at: 'lent-armed' });
    expect(desk.effects('secure')).toEqual([]);
    desk.finish();
    expect(desk.screen()).toMatchObject({ at: 'receipt', tally: { done: 0, attention: 1, refused: 0 } });
  });

  it('is refused as any other where the library system says nothing of it being theirs', () => {
    const desk = laid(book(mine));
    refuses(desk, 'patron-blocked');
    expect(desk.row(a)).toEqual({ at: 'refused', because: 'patron-blocked' });
  });

  it('joins a part that was let go: then the whole of it is asked for', () => {
    const part = (nth: number, more = {}): Thing => book(mine, { part: { nth, of: 2 }, ...more });
    const desk = laid(part(1, out));
    expect(desk.row(a)).toEqual(theirs);
    desk.put(b, part(2));
    expect(desk.last('ask-checkout').item).toBe(mine);
    desk.lent(undefined, { renewed: true, ours: false });
    expect(desk.effects('secure').map(({ uid }) => uid)).toEqual([b]);
  });
});

describe('the question about an own loan', () => {
  it.each([true, false])(
    'where nothing is told of it, the item is asked for as any other (told of others: %s)',
    (has) => {
      const desk = openDesk();
      desk.borrow(has ? holder : { ...holder, loans: { ...holder.loans, numbers: null } });
      desk.put(a, book(mine, out));
      if (has) toldOf(desk, null);
      else expect(desk.effects('ask-standing')).toEqual([]);
      expect(desk.last('ask-checkout').item).toBe(mine);
      refuses(desk, 'other');
      expect(desk.row(a)).toEqual({ at: 'refused', because: 'other' });
    },
  );

  it('is one of those that are asked one at a time', () => {
    const desk = openDesk();
    desk.borrow(holder);
    desk.put(a, book(mine, out));
    desk.put(b, book('3002'));
    expect(desk.effects('ask-checkout')).toEqual([]);
    toldOf(desk, stood());
    expect(desk.effects('ask-checkout').map(({ item }) => item)).toEqual(['3002']);
    wants(desk);
    expect(desk.row(a)).toEqual({ at: 'waiting' });
    desk.lent();
    expect(desk.last('ask-checkout').item).toBe(mine);
  });

  it('leaves nothing open when its answer is too late', () => {
    const desk = openDesk();
    desk.borrow(holder);
    desk.put(a, book(mine, out));
    desk.finish();
    expect(desk.screen()).toMatchObject({ at: 'checkout', finish: 'busy' });
    desk.tell({ kind: 'time-up', timer: 'settle' });
    expect(desk.screen()).toMatchObject({ at: 'goodbye', tally: { done: 0, refused: 1 } });
    expect(desk.kiosk().orphans).toEqual([]);
    toldOf(desk, stood());
    expect(desk.effects('ask-checkout')).toEqual([]);
  });

  it('a wish that nobody could be asked about in time leaves the loan as it stood', () => {
    const desk = openDesk();
    desk.borrow(holder);
    desk.put(a, book(mine, out));
    toldOf(desk, stood());
    desk.put(b, book('3002'));
    wants(desk);
    desk.finish();
    desk.tell({ kind: 'time-up', timer: 'settle' });
    expect(desk.effects('ask-checkout').map(({ item }) => item)).toEqual(['3002']);
    expect(desk.kiosk().orphans.map(({ item }) => item)).toEqual(['3002']);
    expect(desk.screen()).toMatchObject({ tally: { done: 0, attention: 1, refused: 0 } });
  });
});
