// What an earlier session left: things on the pad, and tags not yet armed or disarmed.
import { describe, expect, it } from 'vitest';
import { kioskTimes } from '../../station/modes/kiosk-state.ts';
import { emptyBook, withEntry } from '../../station/security.ts';
import { book, openDesk, patron } from './desk.ts';

const a = 'E004015001000011';
const b = 'E004015001000021';
const other = { ...patron, number: '21234000000026', name: 'Trần Thị Bình' };
const leave = { kind: 'pressed', press: { kind: 'leave' } } as const;
const noReceipt = { kind: 'pressed', press: { kind: 'no-receipt' } } as const;

describe('what somebody left on the pad', () => {
  const card = 'E004015002000001';

  it('is still left when it flickers or when the reader was in trouble', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001'));
    const { ticket } = desk.last('ask-checkout');
    desk.tell({ kind: 'checkout-answered', ticket, answer: { kind: 'refused', because: 'other', title: null } });
    desk.finish();
    desk.tell(leave);
    desk.tell({ kind: 'tag-gone', uid: a });
    desk.nowMs += 2000;
    desk.put(a, book('3001'));
    desk.tell({ kind: 'pad-changed', ready: false }, { kind: 'tag-gone', uid: a });
    desk.nowMs += 60_000;
    desk.tell({ kind: 'pad-changed', ready: true });
    desk.put(a, book('3001'));
    desk.borrow(other);
    expect(desk.row(a)).toEqual({ at: 'left-over' });
    expect(desk.effects('ask-checkout')).toHaveLength(1);
  });

  it('is left also when somebody goes while the reader is in trouble, and nobody’s when it is gone with the trouble', () => {
    const desk = openDesk();
    desk.tell({ kind: 'pad-changed', ready: true });
    desk.put(a, book('3001'));
    desk.nowMs += 20_000;
    desk.borrow();
    expect(desk.row(a)).toEqual({ at: 'left-over' });
    desk.tell({ kind: 'pad-changed', ready: false }, { kind: 'tag-gone', uid: a });
    desk.tell(leave, leave);
    desk.tell({ kind: 'pad-changed', ready: true });
    desk.nowMs += kioskTimes.padWakesMs + 1;
    desk.borrow(other);
    desk.put(a, book('3001'));
    expect(desk.row(a)).toEqual({ at: 'left-over' });

    desk.tell({ kind: 'pad-changed', ready: false }, { kind: 'tag-gone', uid: a });
    desk.tell(leave, leave, { kind: 'pad-changed', ready: true });
    desk.nowMs += kioskTimes.leftMemoryMs + 1;
    desk.giveBack();
    desk.put(a, book('3001'));
    expect(desk.last('ask-checkin')).toMatchObject({ item: '3001' });
  });

  it('is left also by somebody who only made the welcome screen their own', () => {
    const desk = openDesk();
    desk.tell({ kind: 'pressed', press: { kind: 'language', language: 'en' } });
    desk.put(a, book('3001'));
    desk.nowMs += 60_000;
    desk.tell({ kind: 'time-up', timer: 'idle' });
    for (let second = 0; second < kioskTimes.idleWarningMs / 1000; second += 1)
      desk.tell({ kind: 'time-up', timer: 'idle-tick' });
    desk.nowMs += 20_000;
    desk.borrow(other);
    expect(desk.row(a)).toEqual({ at: 'left-over' });
    expect(desk.effects('ask-checkout')).toHaveLength(0);
  });

  it('goes with the rest of its set when that is lent or returned, and its tag is written', () => {
    const second = 'E004015001000012';
    const desk = openDesk();
    desk.borrow(other);
    desk.put(a, book('3001', { part: { nth: 2, of: 2 } }));
    const { ticket } = desk.last('ask-checkout');
    desk.tell({ kind: 'checkout-answered', ticket, answer: { kind: 'refused', because: 'other', title: null } });
    desk.finish();
    desk.tell(leave, { kind: 'tag-gone', uid: a });
    desk.nowMs += 4000;
    desk.borrow();
    desk.put(second, book('3001', { part: { nth: 1, of: 2 } }));
    desk.lent();
    desk.secured('done');
    desk.nowMs += 1000;
    desk.put(a, book('3001', { part: { nth: 2, of: 2 } }));
    expect(desk.row(second)).toMatchObject({ at: 'hold-still' });
    expect(desk.last('secure')).toMatchObject({ uid: a, want: 'disarmed' });
    desk.secured('done');
    expect(desk.row(second)).toMatchObject({ at: 'lent', release: 'read-back' });
  });

  it('is not the next one’s when the reader wakes over it at the goodbye', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001'));
    desk.lent();
    desk.secured('done');
    desk.tell({ kind: 'pad-changed', ready: false }, { kind: 'tag-gone', uid: a });
    desk.finish();
    desk.tell(noReceipt);
    expect(desk.screen()).toMatchObject({ at: 'goodbye' });
    desk.nowMs += kioskTimes.handOverMs + 1;
    desk.tell({ kind: 'pad-changed', ready: true });
    desk.put(a, book('3001'));
    desk.nowMs += kioskTimes.leftMemoryMs + 1;
    desk.tell(leave);
    desk.nowMs += kioskTimes.leftMemoryMs + 1;
    desk.giveBack();
    expect(desk.effects('ask-checkin')).toEqual([]);
    expect(desk.row(a)).toEqual({ at: 'left-over' });
  });

  it('is anybody’s again some time after it was taken away', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001'));
    desk.lent();
    desk.secured('done');
    desk.finish();
    desk.tell(noReceipt, leave, { kind: 'tag-gone', uid: a });
    desk.nowMs += kioskTimes.leftMemoryMs + 1;
    desk.giveBack();
    desk.put(a, book('3001'));
    expect(desk.last('ask-checkin')).toMatchObject({ item: '3001' });
  });

  it('opens no session for a card that was forgotten there', () => {
    const desk = openDesk();
    desk.put(card, { kind: 'patron-card', number: patron.number });
    desk.tell({
      kind: 'patron-answered',
      ticket: desk.last('ask-patron').ticket,
      answer: { kind: 'known', patron, verified: true },
    });
    desk.tell(leave);
    expect(desk.screen()).toMatchObject({ at: 'welcome' });
    desk.tell({ kind: 'tag-gone', uid: card });
    desk.nowMs += 1000;
    desk.put(card, { kind: 'patron-card', number: patron.number });
    expect(desk.screen()).toMatchObject({ at: 'welcome' });
    expect(desk.effects('ask-patron')).toHaveLength(1);
  });

  it('opens no session for a card that lay there when the reader came up', () => {
    const desk = openDesk();
    desk.tell({ kind: 'pad-changed', ready: true });
    desk.put(card, { kind: 'patron-card', number: patron.number });
    expect(desk.effects('ask-patron')).toEqual([]);
  });

  it('is taken by whoever scans it', () => {
    const desk = openDesk();
    desk.tell({ kind: 'pad-changed', ready: true });
    desk.put(a, book('3001'));
    desk.borrow();
    expect(desk.row(a)).toEqual({ at: 'left-over' });
    desk.tell({ kind: 'scanned', scan: { kind: 'number', number: '3001', mayBe: 'item' } });
    expect(desk.last('ask-checkout')).toMatchObject({ item: '3001' });
  });
});

describe('a tag that an earlier session left unfinished', () => {
  const pendingDisarm = new Map([[a, { uid: a, item: '3001', want: 'disarmed' } as const]]);

  it('is disarmed when it is seen again and its item is still on loan', () => {
    const desk = openDesk({}, { book: pendingDisarm });
    desk.put(a, book('3001'));
    expect(desk.last('ask-item').item).toBe('3001');
    desk.tell({
      kind: 'item-answered',
      ticket: desk.last('ask-item').ticket,
      answer: { kind: 'item', onLoan: true, title: 'T', callNumber: null },
    });
    expect(desk.last('secure')).toMatchObject({ uid: a, want: 'disarmed' });
    desk.secured('done');
    expect(desk.kiosk().book.size).toBe(0);
    expect(desk.screen()).toMatchObject({ at: 'welcome', mended: 1 });
  });

  it('stays armed when its item came back meanwhile', () => {
    const desk = openDesk({}, { book: pendingDisarm });
    desk.put(a, book('3001'));
    desk.tell({
      kind: 'item-answered',
      ticket: desk.last('ask-item').ticket,
      answer: { kind: 'item', onLoan: false, title: 'T', callNumber: null },
    });
    expect(desk.effects('secure')).toEqual([]);
    expect(desk.entries('security-dropped')).toMatchObject([{ because: 'returned-meanwhile' }]);
  });

  it('stays as it is while the library system is silent', () => {
    const desk = openDesk({}, { book: pendingDisarm });
    desk.put(a, book('3001'));
    desk.tell({ kind: 'item-answered', ticket: desk.last('ask-item').ticket, answer: { kind: 'silent' } });
    expect(desk.effects('secure')).toEqual([]);
    expect(desk.kiosk().book.size).toBe(1);
  });

  it('is mended inside another patron\u2019s session without being lent', () => {
    const desk = openDesk({}, { book: pendingDisarm });
    desk.borrow(other);
    desk.put(a, book('3001'));
    desk.tell({
      kind: 'item-answered',
      ticket: desk.last('ask-item').ticket,
      answer: { kind: 'item', onLoan: true, title: 'T', callNumber: null },
    });
    desk.secured('done');
    expect(desk.row(a)).toEqual({ at: 'mended' });
    expect(desk.effects('ask-checkout')).toEqual([]);
  });

  it('is mended without a word over the question that another part of its set has set off', () => {
    const desk = openDesk({}, { book: new Map([[b, { uid: b, item: '3001', want: 'disarmed' }]]) });
    desk.borrow();
    desk.put(a, book('3001', { part: { nth: 1, of: 2 } }));
    desk.put(b, book('3001', { part: { nth: 2, of: 2 } }));
    desk.tell({
      kind: 'item-answered',
      ticket: desk.last('ask-item').ticket,
      answer: { kind: 'item', onLoan: true, title: 'T', callNumber: null },
    });
    desk.secured('done');
    expect(desk.row(a)).toEqual({ at: 'asking' });
    desk.lent();
    expect(desk.entries('lent')).toMatchObject([{ item: '3001' }]);
    expect(desk.effects('secure').map(({ uid }) => uid)).toContain(a);
  });

  it('is not returned by whoever begins while it is being mended', () => {
    const desk = openDesk({}, { book: pendingDisarm });
    // It lay there when the reader came up: left by somebody.
    desk.tell({ kind: 'pad-changed', ready: true });
    desk.put(a, book('3001'));
    desk.giveBack();
    desk.tell({
      kind: 'item-answered',
      ticket: desk.last('ask-item').ticket,
      answer: { kind: 'item', onLoan: true, title: 'T', callNumber: null },
    });
    desk.secured('done');
    expect(desk.row(a)).toEqual({ at: 'left-over' });
    expect(desk.effects('ask-checkin')).toEqual([]);
  });

  it('is armed by a return, which closes what was pending', () => {
    const desk = openDesk({}, { book: pendingDisarm });
    desk.giveBack();
    desk.put(a, book('3001', { security: 'armed' }));
    const { ticket } = desk.last('ask-checkin');
    const back = { item: '3001', title: 'T', notes: [], fee: null, bin: null };
    desk.tell({ kind: 'checkin-answered', ticket, answer: { kind: 'returned', return: back } });
    desk.secured('done');
    expect(desk.row(a)).toMatchObject({ at: 'returned' });
    expect(desk.kiosk().book.size).toBe(0);
  });
});

describe('the security book', () => {
  const pending = { kind: 'security-pending', uid: a, item: '3001', want: 'disarmed' } as const;

  it('is not closed by a write of an earlier session that comes home late', () => {
    const open = withEntry(emptyBook, pending);
    expect(withEntry(open, { kind: 'secured', uid: a, want: 'armed' })).toBe(open);
    expect(withEntry(open, { kind: 'secured', uid: a, want: 'disarmed' }).size).toBe(0);
  });

  it('keeps the newest wish for a tag', () => {
    const turned = withEntry(withEntry(emptyBook, pending), { ...pending, want: 'armed' });
    expect(turned.get(a)?.want).toBe('armed');
  });
});
