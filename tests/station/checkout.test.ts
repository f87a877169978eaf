// The rules of an item that is borrowed, one by one.
import { describe, expect, it } from 'vitest';
import { book, openDesk, patron } from './desk.ts';

const a = 'E004015001000011';
const b = 'E004015001000021';

describe('borrowing', () => {
  it('disarms only after the yes, and is done only after the read-back', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001'));
    expect(desk.row(a)).toEqual({ at: 'asking' });
    expect(desk.effects('secure')).toEqual([]);
    desk.lent();
    expect(desk.row(a)).toEqual({ at: 'hold-still' });
    expect(desk.effects('secure')).toMatchObject([{ uid: a, want: 'disarmed' }]);
    desk.secured('done');
    expect(desk.row(a)).toMatchObject({ at: 'lent', release: 'read-back' });
    expect(desk.kiosk().book.size).toBe(0);
  });

  it('writes that a tag is to be disarmed before it asks for the write', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001'));
    desk.lent();
    const order = desk.effects('record').map(({ entry }) => entry.kind);
    expect(order.slice(-2)).toEqual(['lent', 'security-pending']);
    expect(desk.kiosk().book.get(a)).toEqual({ uid: a, item: '3001', want: 'disarmed' });
  });

  it('asks one question at a time, in the order of the pile', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001'));
    desk.put(b, book('3002'));
    expect(desk.effects('ask-checkout').map((ask) => ask.item)).toEqual(['3001']);
    expect(desk.row(b)).toEqual({ at: 'waiting' });
    desk.lent();
    expect(desk.effects('ask-checkout').map((ask) => ask.item)).toEqual(['3001', '3002']);
  });

  it('leaves a refused item armed', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001'));
    const { ticket } = desk.last('ask-checkout');
    desk.tell({
      kind: 'checkout-answered',
      ticket,
      answer: { kind: 'refused', because: 'on-hold-for-another', title: 'T' },
    });
    expect(desk.row(a)).toEqual({ at: 'refused', because: 'on-hold-for-another' });
    expect(desk.effects('secure')).toEqual([]);
  });

  it('takes back a loan of its own when the tag refuses while it lies there, and arms the tag', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001'));
    desk.lent();
    desk.secured('refused');
    expect(desk.row(a)).toEqual({ at: 'taking-back' });
    const undo = desk.last('undo-checkout');
    expect(undo).toMatchObject({ patron: patron.number, item: '3001' });
    desk.tell({ kind: 'undo-answered', ticket: undo.ticket, answer: { kind: 'undone' } });
    expect(desk.row(a)).toEqual({ at: 'taken-back' });
    expect(desk.last('secure')).toMatchObject({ uid: a, want: 'armed' });
    expect(desk.entries('loan-undone')).toHaveLength(1);
  });

  it('says that the loan stands when it cannot be taken back', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001'));
    desk.lent();
    desk.secured('refused');
    desk.tell({ kind: 'undo-answered', ticket: desk.last('undo-checkout').ticket, answer: { kind: 'stands' } });
    expect(desk.row(a)).toMatchObject({ at: 'lent-armed' });
    expect(desk.kiosk().book.get(a)?.want).toBe('disarmed');
  });

  it.each([
    ['the library system says that it was a renewal', { renewed: true, ours: false }, []],
    ['the patron had it before, though the library system does not say so', {}, ['3001']],
    ['nobody knows what the patron had before, and the answer does not tell', { ours: null }, null],
  ])('never takes back a loan when %s', (_, said, numbers) => {
    const desk = openDesk();
    desk.borrow({ ...patron, loans: { count: 1, limit: 5, numbers } });
    desk.put(a, book('3001'));
    for (const { ticket } of desk.effects('ask-standing')) desk.tell({ kind: 'standing-answered', ticket, loan: null });
    desk.lent(undefined, said);
    desk.secured('refused');
    expect(desk.effects('undo-checkout')).toEqual([]);
    expect(desk.row(a)).toMatchObject({ at: 'lent-armed' });
  });

  it.each([
    ['the library system tells renewals and told none', {}, null],
    ['it tells none, and the patron did not have it before', { ours: null }, []],
  ])('takes a loan back for a stubborn tag when %s', (_, said, numbers) => {
    const desk = openDesk();
    desk.borrow({ ...patron, loans: { count: 1, limit: 5, numbers } });
    desk.put(a, book('3001'));
    desk.lent(undefined, said);
    desk.secured('refused');
    expect(desk.effects('undo-checkout')).toHaveLength(1);
  });

  it('asks for an item back that was taken away before it was disarmed, and goes on when it comes', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001'));
    desk.lent();
    desk.tell({ kind: 'tag-gone', uid: a });
    desk.secured('gone');
    expect(desk.row(a)).toMatchObject({ at: 'put-back' });
    expect(desk.kiosk().book.get(a)?.want).toBe('disarmed');
    desk.put(a, book('3001'));
    expect(desk.row(a)).toEqual({ at: 'hold-still' });
    desk.secured('done');
    expect(desk.row(a)).toMatchObject({ at: 'lent', release: 'read-back' });
    expect(desk.kiosk().book.size).toBe(0);
  });

  it('takes two tags of a set for one item and disarms both', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001', { part: { nth: 1, of: 3 } }));
    desk.put(b, book('3001', { part: { nth: 2, of: 3 } }));
    const screen = desk.screen();
    expect(screen).toMatchObject({ at: 'checkout', seen: 1, rows: [{ parts: { of: 3, here: [1, 2] } }] });
    expect(desk.effects('ask-checkout')).toHaveLength(1);
    desk.lent();
    expect(desk.effects('secure').map((write) => write.uid)).toEqual([a, b]);
    const [first, second] = desk.effects('secure');
    desk.secured('done', first);
    expect(desk.row(a)).toEqual({ at: 'hold-still' });
    desk.secured('done', second);
    expect(desk.row(a)).toMatchObject({ at: 'lent', release: 'read-back' });
  });

  it('disarms a part of a set that comes late, and is not done before', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001', { part: { nth: 1, of: 2 } }));
    desk.lent();
    desk.secured('done');
    desk.put(b, book('3001', { part: { nth: 2, of: 2 } }));
    expect(desk.row(a)).toEqual({ at: 'hold-still' });
    expect(desk.effects('ask-checkout')).toHaveLength(1);
    desk.secured('done');
    expect(desk.row(a)).toMatchObject({ at: 'lent' });
  });

  it('does not believe a second tag that claims the same number', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001'));
    desk.put(b, book('3001'));
    expect(desk.row(b)).toEqual({ at: 'not-an-item', because: 'same-number' });
    expect(desk.effects('ask-checkout')).toHaveLength(1);
  });

  it.each([
    ['a patron card', { kind: 'patron-card', number: '21234000000026' }, 'patron-card'],
    ['a blank tag', { kind: 'blank' }, 'blank'],
    ['a foreign tag', { kind: 'foreign' }, 'foreign'],
  ] as const)('never sends %s as an item', (_, thing, because) => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, thing);
    expect(desk.row(a)).toEqual({ at: 'not-an-item', because });
    expect(desk.effects('ask-checkout')).toEqual([]);
    expect(desk.screen()).toMatchObject({ seen: 0 });
  });

  it('does not touch an AFI that is neither of the two, and reports it', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001', { security: 'odd' }));
    expect(desk.row(a)).toEqual({ at: 'not-an-item', because: 'odd-security' });
    expect(desk.effects('ask-checkout')).toEqual([]);
    expect(desk.effects('secure')).toEqual([]);
    expect(desk.entries('security-odd')).toMatchObject([{ uid: a, item: '3001' }]);
  });

  it('leaves an item armed that the library system wants armed, and says so', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001'));
    desk.lent(undefined, { leaveArmed: true });
    expect(desk.row(a)).toMatchObject({ at: 'lent', release: 'left-armed' });
    expect(desk.effects('secure')).toEqual([]);
  });

  it('does not lend what its own tag calls discarded', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001', { discarded: true }));
    expect(desk.row(a)).toEqual({ at: 'refused', because: 'not-for-loan' });
    expect(desk.effects('ask-checkout')).toEqual([]);
  });

  it('asks before it takes a fee', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001'));
    const fee = { amount: '5000', currency: 'VND' };
    desk.tell({
      kind: 'checkout-answered',
      ticket: desk.last('ask-checkout').ticket,
      answer: { kind: 'fee-first', fee, title: 'CD' },
    });
    expect(desk.row(a)).toEqual({ at: 'fee', fee });
    desk.tell({ kind: 'pressed', press: { kind: 'accept-fee', row: a } });
    expect(desk.last('ask-checkout')).toMatchObject({ item: '3001', feeAccepted: true });
  });

  it('finds out after silence, keeps the item armed until it knows, and never undoes what it only found', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001'));
    desk.tell({ kind: 'checkout-answered', ticket: desk.last('ask-checkout').ticket, answer: { kind: 'unknown' } });
    expect(desk.row(a)).toEqual({ at: 'finding-out' });
    expect(desk.effects('secure')).toEqual([]);
    const { ticket } = desk.last('find-out-loan');
    desk.tell({ kind: 'loan-found-out', ticket, answer: { kind: 'on-loan', due: null, title: 'T' } });
    expect(desk.row(a)).toEqual({ at: 'hold-still' });
    desk.secured('refused');
    expect(desk.effects('undo-checkout')).toEqual([]);
    expect(desk.row(a)).toMatchObject({ at: 'lent-armed' });
  });

  it('does not ask again by itself after silence', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001'));
    desk.tell({ kind: 'checkout-answered', ticket: desk.last('ask-checkout').ticket, answer: { kind: 'unknown' } });
    desk.tell({ kind: 'loan-found-out', ticket: desk.last('find-out-loan').ticket, answer: { kind: 'not-on-loan' } });
    expect(desk.row(a)).toEqual({ at: 'refused', because: 'acs-silent' });
    expect(desk.effects('ask-checkout')).toHaveLength(1);
  });

  it.each([
    ['none', 'none'],
    ['desensitiser', 'desensitiser'],
  ] as const)('with security %s says honestly how the gate stays silent', (security, release) => {
    const desk = openDesk({ security, hasPad: false });
    desk.borrow();
    desk.tell({ kind: 'scanned', scan: { kind: 'number', number: '3001', mayBe: 'item' } });
    desk.lent();
    expect(desk.row('3001')).toMatchObject({ at: 'lent', release });
    expect(desk.effects('secure')).toEqual([]);
  });

  it.each(['none', 'desensitiser'] as const)(
    'writes no tag that is laid down after its scan, with security %s',
    (security) => {
      const desk = openDesk({ security });
      desk.borrow();
      desk.tell({ kind: 'scanned', scan: { kind: 'number', number: '3001', mayBe: 'item' } });
      desk.lent();
      desk.put(a, book('3001'));
      expect(desk.effects('secure')).toEqual([]);
      expect(desk.row('3001')).toMatchObject({ at: 'lent', release: security });
    },
  );

  it('arms no tag that is laid down after its scan in a return, where there is none to arm', () => {
    const desk = openDesk({ security: 'desensitiser' });
    desk.giveBack();
    desk.tell({ kind: 'scanned', scan: { kind: 'number', number: '3001', mayBe: 'item' } });
    const back = { item: '3001', title: 'T', notes: [], fee: null, bin: null };
    const { ticket } = desk.last('ask-checkin');
    desk.tell({ kind: 'checkin-answered', ticket, answer: { kind: 'returned', return: back } });
    desk.put(a, book('3001'));
    expect(desk.effects('secure')).toEqual([]);
    expect(desk.row('3001')).toMatchObject({ at: 'returned' });
  });

  it('says that no tag was seen when an item was lent by its barcode, and disarms the tag when it comes', () => {
    const desk = openDesk();
    desk.borrow();
    desk.tell({ kind: 'scanned', scan: { kind: 'number', number: '3001', mayBe: 'item' } });
    desk.lent();
    expect(desk.row('3001')).toMatchObject({ at: 'lent', release: 'not-seen' });
    desk.put(a, book('3001'));
    expect(desk.last('secure')).toMatchObject({ uid: a, want: 'disarmed' });
    desk.secured('done');
    expect(desk.row('3001')).toMatchObject({ at: 'lent', release: 'read-back' });
  });

  it('ignores a second scan of the same item', () => {
    const desk = openDesk();
    desk.borrow();
    const scan = { kind: 'scanned', scan: { kind: 'number', number: '3001', mayBe: 'item' } } as const;
    desk.tell(scan, scan);
    expect(desk.screen()).toMatchObject({ seen: 1 });
  });
});
