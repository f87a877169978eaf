// The walls between sessions, and what survives them.
import { describe, expect, it } from 'vitest';
import { kioskTimes } from '../../station/modes/kiosk-state.ts';
import { emptyBook, withEntry } from '../../station/security.ts';
import { book, loan, openDesk, patron } from './desk.ts';

const a = 'E004015001000011';
const other = { ...patron, number: '21234000000026', name: 'Trần Thị Bình' };
const leave = { kind: 'pressed', press: { kind: 'leave' } } as const;
const noReceipt = { kind: 'pressed', press: { kind: 'no-receipt' } } as const;

describe('a session', () => {
  it('waits at its end until every line is honest', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001'));
    desk.finish();
    expect(desk.screen()).toMatchObject({ at: 'checkout', finish: 'busy' });
    desk.lent();
    expect(desk.screen()).toMatchObject({ at: 'checkout', finish: 'busy' });
    desk.secured('done');
    expect(desk.screen()).toEqual({
      at: 'receipt',
      of: 'checkout',
      tally: { done: 1, attention: 0, refused: 0 },
      paper: 'offered',
    });
  });

  it('does not let a second card in, and says how to use it', () => {
    const desk = openDesk();
    desk.borrow();
    desk.tell({ kind: 'scanned', scan: { kind: 'number', number: other.number, mayBe: 'patron' } });
    expect(desk.kiosk().notice).toBe('another-card');
    expect(desk.effects('ask-patron')).toHaveLength(1);
    expect(desk.screen()).toMatchObject({ at: 'checkout', patron: { name: patron.name }, seen: 0 });
  });

  it('says what to choose when an item is scanned before anything was chosen', () => {
    const desk = openDesk();
    desk.tell({ kind: 'scanned', scan: { kind: 'number', number: '3001', mayBe: 'item' } });
    expect(desk.kiosk().notice).toBe('choose-first');
    desk.giveBack();
    expect(desk.kiosk().notice).toBeNull();
  });

  it('takes nothing that is put down after finish', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001'));
    desk.finish();
    desk.put('E004015001000099', book('3009'));
    desk.lent();
    expect(desk.effects('ask-checkout').map((ask) => ask.item)).toEqual(['3001']);
  });

  it('asks about items that the last patron left, and touches none of them unasked', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001'));
    const { ticket } = desk.last('ask-checkout');
    desk.tell({ kind: 'checkout-answered', ticket, answer: { kind: 'refused', because: 'other', title: null } });
    desk.finish();
    desk.tell(leave);
    desk.borrow(other);
    expect(desk.row(a)).toEqual({ at: 'left-over' });
    expect(desk.effects('ask-checkout')).toHaveLength(1);
    desk.tell({ kind: 'pressed', press: { kind: 'take-left-overs' } });
    expect(desk.last('ask-checkout')).toMatchObject({ patron: other.number, item: '3001' });
  });

  it('asks about left-overs on returns too: they may be the last patron\u2019s loans', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001'));
    desk.lent();
    desk.secured('done');
    desk.finish();
    desk.tell(noReceipt, leave);
    desk.giveBack();
    expect(desk.row(a)).toEqual({ at: 'left-over' });
    expect(desk.effects('ask-checkin')).toEqual([]);
  });

  it('takes a pile that lay there before anybody came', () => {
    const desk = openDesk();
    desk.put(a, book('3001'));
    desk.borrow();
    expect(desk.last('ask-checkout')).toMatchObject({ item: '3001' });
  });

  it('gives no late answer to the next patron, and keeps it for the journal and the tag', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001'));
    const { ticket } = desk.last('ask-checkout');
    desk.finish();
    desk.tell({ kind: 'time-up', timer: 'settle' });
    expect(desk.screen()).toMatchObject({ at: 'receipt', tally: { done: 0, attention: 1, refused: 0 } });
    desk.tell(leave);
    desk.borrow(other);
    desk.tell({ kind: 'checkout-answered', ticket, answer: { kind: 'lent', loan: loan('3001') } });
    expect(desk.row(a)).toEqual({ at: 'left-over' });
    expect(desk.entries('lent')).toMatchObject([{ item: '3001', patron: patron.number }]);
    expect(desk.kiosk().book.get(a)).toEqual({ uid: a, item: '3001', want: 'disarmed' });
    expect(desk.effects('secure')).toEqual([]);
  });

  it('finds out about a late unknown outcome in the background', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001'));
    const { ticket } = desk.last('ask-checkout');
    desk.finish();
    desk.tell({ kind: 'time-up', timer: 'settle' }, leave);
    desk.tell({ kind: 'checkout-answered', ticket, answer: { kind: 'unknown' } });
    const found = desk.last('find-out-loan');
    desk.tell({ kind: 'loan-found-out', ticket: found.ticket, answer: { kind: 'on-loan', due: null, title: null } });
    expect(desk.entries('outcome-found')).toMatchObject([{ found: 'on-loan', patron: patron.number }]);
    expect(desk.kiosk().book.get(a)?.want).toBe('disarmed');
  });

  it('ends by itself after a warning, and a flickering tag does not keep it open', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001'));
    desk.lent();
    desk.secured('done');
    const idles = desk.effects('set-timer').filter((effect) => effect.timer === 'idle').length;
    desk.tell(
      { kind: 'tag-gone', uid: a },
      { kind: 'tag-seen', uid: a },
      { kind: 'tag-read', uid: a, thing: book('3001') },
    );
    expect(desk.effects('set-timer').filter((effect) => effect.timer === 'idle')).toHaveLength(idles);
    desk.tell({ kind: 'time-up', timer: 'idle' });
    expect(desk.kiosk().idle).toEqual({ secondsLeft: kioskTimes.idleWarningMs / 1000 });
    for (let second = 0; second < 20; second += 1) desk.tell({ kind: 'time-up', timer: 'idle-tick' });
    expect(desk.screen()).toMatchObject({ at: 'welcome' });
    expect(desk.entries('session-ended')).toHaveLength(1);
  });

  it('goes on when somebody says that they are still there', () => {
    const desk = openDesk();
    desk.borrow();
    desk.tell({ kind: 'time-up', timer: 'idle' }, { kind: 'pressed', press: { kind: 'stay' } });
    expect(desk.kiosk().idle).toBeNull();
    expect(desk.screen()).toMatchObject({ at: 'checkout' });
  });

  it('has a new number after each end, and forgets the language', () => {
    const desk = openDesk();
    const before = desk.kiosk().session;
    desk.tell({ kind: 'pressed', press: { kind: 'language', language: 'en' } });
    desk.borrow();
    expect(desk.kiosk().language).toBe('en');
    const during = desk.kiosk().session;
    desk.tell(leave);
    expect(desk.kiosk().language).toBe('vi');
    expect(new Set([before, during, desk.kiosk().session]).size).toBe(3);
  });

  it('never writes a password into an entry', () => {
    const desk = openDesk({ pinPolicy: 'always' });
    desk.tell({ kind: 'pressed', press: { kind: 'borrow' } });
    desk.tell({ kind: 'pressed', press: { kind: 'type-card', number: patron.number } });
    desk.tell({ kind: 'pressed', press: { kind: 'type-pin', pin: '987654' } });
    desk.tell({
      kind: 'patron-answered',
      ticket: desk.last('ask-patron').ticket,
      answer: { kind: 'known', patron, verified: true },
    });
    desk.put(a, book('3001'));
    desk.lent();
    desk.secured('done');
    desk.finish();
    expect(desk.last('ask-checkout').pin).toBe('987654');
    expect(JSON.stringify(desk.effects('record'))).not.toContain('987654');
  });
});

describe('who it is', () => {
  const pin = (digits: string) => ({ kind: 'pressed', press: { kind: 'type-pin', pin: digits } }) as const;

  it('keeps nothing of the record before the password was right', () => {
    const desk = openDesk();
    desk.tell({ kind: 'pressed', press: { kind: 'borrow' } });
    desk.tell({ kind: 'scanned', scan: { kind: 'number', number: patron.number, mayBe: 'patron' } });
    desk.tell({
      kind: 'patron-answered',
      ticket: desk.last('ask-patron').ticket,
      answer: { kind: 'known', patron, verified: false },
    });
    expect(desk.screen()).toMatchObject({ at: 'pin', triesLeft: 3 });
    expect(JSON.stringify(desk.kiosk().stage)).not.toContain(patron.name);
  });

  it('turns a card away after three wrong passwords and locks it for a while', () => {
    const desk = openDesk();
    desk.tell({ kind: 'pressed', press: { kind: 'borrow' } });
    const card = { kind: 'scanned', scan: { kind: 'number', number: patron.number, mayBe: 'patron' } } as const;
    desk.tell(card);
    const unverified = () =>
      desk.tell({
        kind: 'patron-answered',
        ticket: desk.last('ask-patron').ticket,
        answer: { kind: 'known', patron, verified: false },
      });
    unverified();
    for (const digits of ['1111', '2222', '3333']) {
      desk.tell(pin(digits));
      unverified();
    }
    expect(desk.screen()).toMatchObject({ at: 'turned-away', because: 'pin-tries-used' });
    desk.tell(leave, { kind: 'pressed', press: { kind: 'borrow' } }, card);
    expect(desk.screen()).toEqual({ at: 'card', asking: false, wrong: 'locked' });
    desk.nowMs += kioskTimes.cardLockMs + 1;
    desk.tell(card);
    expect(desk.screen()).toMatchObject({ at: 'card', asking: true });
  });

  it('does not take a late answer about another card', () => {
    const desk = openDesk();
    desk.tell({ kind: 'pressed', press: { kind: 'borrow' } });
    desk.tell({ kind: 'scanned', scan: { kind: 'number', number: patron.number, mayBe: 'patron' } });
    const { ticket } = desk.last('ask-patron');
    desk.tell(leave, { kind: 'pressed', press: { kind: 'borrow' } });
    desk.tell({ kind: 'scanned', scan: { kind: 'number', number: other.number, mayBe: 'patron' } });
    desk.tell({ kind: 'patron-answered', ticket, answer: { kind: 'known', patron, verified: true } });
    expect(desk.screen()).toMatchObject({ at: 'card', asking: true });
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
      answer: { kind: 'item', onLoan: true, title: 'T' },
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
      answer: { kind: 'item', onLoan: false, title: 'T' },
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
      answer: { kind: 'item', onLoan: true, title: 'T' },
    });
    desk.secured('done');
    expect(desk.row(a)).toEqual({ at: 'mended' });
    expect(desk.effects('ask-checkout')).toEqual([]);
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

describe('the kiosk', () => {
  it('is closed while the library system is silent, and opens again', () => {
    const desk = openDesk();
    desk.tell({ kind: 'acs-down' });
    expect(desk.screen()).toEqual({ at: 'closed', because: 'acs-silent' });
    desk.tell({ kind: 'pressed', press: { kind: 'borrow' } });
    expect(desk.screen()).toEqual({ at: 'closed', because: 'acs-silent' });
    desk.tell({ kind: 'acs-up' });
    expect(desk.screen()).toMatchObject({ at: 'welcome' });
  });

  it('shows a card on the welcome screen the way to borrow', () => {
    const desk = openDesk();
    desk.put('E004015002000001', { kind: 'patron-card', number: patron.number });
    expect(desk.last('ask-patron')).toMatchObject({ card: patron.number, pin: null });
  });

  it('offers the receipt again when there is no paper', () => {
    const desk = openDesk();
    desk.borrow();
    desk.put(a, book('3001'));
    desk.lent();
    desk.secured('done');
    desk.finish();
    desk.tell({ kind: 'pressed', press: { kind: 'print' } });
    const { ticket, slip } = desk.last('print-slip');
    expect(slip).toMatchObject({ of: 'checkout', items: [{ kind: 'lent', number: '3001' }] });
    desk.tell({ kind: 'slip-printed', ticket, outcome: { kind: 'no-paper' } });
    expect(desk.screen()).toMatchObject({ at: 'receipt', paper: 'no-paper' });
    desk.tell({ kind: 'pressed', press: { kind: 'print' } });
    desk.tell({ kind: 'slip-printed', ticket: desk.last('print-slip').ticket, outcome: { kind: 'printed' } });
    expect(desk.screen()).toMatchObject({ at: 'goodbye', printed: true });
  });
});

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
