// A library that lends a few items without the patron password: what waits for it, and what lets a waiting item go on.
import { describe, expect, it } from 'vitest';
import { book, openDesk, patron, type Desk } from './desk.ts';

const [a, b, c] = ['E004015001000011', 'E004015001000021', 'E004015001000031'] as const;

/** One loan is free; the first item has it, two more wait. */
const oneLentTwoWaiting = (): Desk => {
  const desk = openDesk({ pinPolicy: 'beyond-limit', withoutPin: 1 });
  desk.borrow({ ...patron, loans: { count: 0, limit: 5, numbers: [] } });
  desk.put(a, book('3001'));
  desk.put(b, book('3002'));
  desk.put(c, book('3003'));
  return desk;
};

const takesBack = (answer: 'undone' | 'stands') => (desk: Desk) => {
  desk.lent();
  desk.secured('refused');
  desk.tell({ kind: 'undo-answered', ticket: desk.last('undo-checkout').ticket, answer: { kind: answer } });
};

const findsOut = (kind: 'not-on-loan' | 'unclear') => (desk: Desk) => {
  const { ticket } = desk.last('ask-checkout');
  desk.tell({ kind: 'checkout-answered', ticket, answer: { kind: 'unknown' } });
  desk.tell({ kind: 'loan-found-out', ticket: desk.last('find-out-loan').ticket, answer: { kind } });
};

/** What becomes of the first item, and of the two that wait for the password. */
const becomes: readonly (readonly [what: string, happens: (desk: Desk) => void, second: string, third: string])[] = [
  ['is lent and let go', (desk) => (desk.lent(), desk.secured('done')), 'needs-pin', 'needs-pin'],
  ['is lent, and its tag still being written', (desk) => desk.lent(), 'needs-pin', 'needs-pin'],
  ['is being taken back', (desk) => (desk.lent(), desk.secured('refused')), 'needs-pin', 'needs-pin'],
  ['was taken back', takesBack('undone'), 'asking', 'needs-pin'],
  ['could not be taken back', takesBack('stands'), 'needs-pin', 'needs-pin'],
  ['was renewed only', (desk) => desk.lent(undefined, { renewed: true, ours: false }), 'asking', 'waiting'],
  ['may be lent or not', findsOut('unclear'), 'needs-pin', 'needs-pin'],
  ['turns out not to be lent', findsOut('not-on-loan'), 'asking', 'needs-pin'],
];

describe('one loan is free, and the first item', () => {
  it.each(becomes)('%s', (_, happens, second, third) => {
    const desk = oneLentTwoWaiting();
    happens(desk);
    expect([desk.row(b)?.at, desk.row(c)?.at]).toEqual([second, third]);
  });
});

describe('what waits for the password', () => {
  it('goes on once, when a loan is taken back, and its own loan is then the free one', () => {
    const desk = oneLentTwoWaiting();
    takesBack('undone')(desk);
    desk.lent();
    desk.secured(
      'done',
      desk.effects('secure').find(({ uid, want }) => uid === b && want === 'disarmed'),
    );
    expect([desk.row(b)?.at, desk.row(c)?.at]).toEqual(['lent', 'needs-pin']);
    expect(desk.effects('ask-checkout').map(({ item }) => item)).toEqual(['3001', '3002']);
  });

  it('stays unasked when the patron is done, whatever is taken back afterwards', () => {
    const desk = oneLentTwoWaiting();
    desk.lent();
    desk.secured('refused');
    desk.finish();
    desk.tell({ kind: 'undo-answered', ticket: desk.last('undo-checkout').ticket, answer: { kind: 'undone' } });
    expect(desk.effects('ask-checkout').map(({ item }) => item)).toEqual(['3001']);
  });
});
