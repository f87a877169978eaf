// The walls between sessions, and what survives them.
import { describe, expect, it } from 'vitest';
import { kioskTimes } from '../../station/modes/kiosk-state.ts';
import { book, loan, openDesk, patron, type Desk } from './desk.ts';

const a = 'E004015001000011';
const b = 'E004015001000021';
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
    expect(desk.screen()).toMatchObject({
      at: 'receipt',
      of: 'checkout',
      tally: { done: 1, attention: 0, refused: 0 },
      paper: 'offered',
    });
  });

  const shows = (desk: Desk, number: string): void =>
    desk.tell({ kind: 'scanned', scan: { kind: 'number', number, mayBe: 'patron' } });
  const lays = (desk: Desk, number: string): void => desk.put(b, { kind: 'patron-card', number });

  it.each([
    ['scanned', shows],
    ['laid down', lays],
  ])('does not let a second card in that is %s, and asks whether this turn is over', (_, comes) => {
    const desk = openDesk();
    desk.borrow();
    comes(desk, other.number);
    expect(desk.kiosk().notice).toBe('another-card');
    expect(desk.effects('ask-patron')).toHaveLength(1);
    expect(desk.screen()).toMatchObject({ at: 'checkout', patron: { name: patron.name } });
    desk.tell({ kind: 'pressed', press: { kind: 'stay' } });
    expect(desk.kiosk().notice).toBeNull();
    expect(desk.screen()).toMatchObject({ at: 'checkout', patron: { name: patron.name } });
    comes(desk, other.number);
    desk.finish();
    expect(desk.screen()).toMatchObject({ at: 'welcome' });
    expect(desk.kiosk().notice).toBeNull();
    expect(desk.effects('ask-patron')).toHaveLength(1);
  });

  it('asks nothing when the same card is shown again, or once the turn is being ended', () => {
    const desk = openDesk();
    desk.borrow();
    shows(desk, patron.number);
    lays(desk, patron.number);
    expect(desk.kiosk().notice).toBeNull();
    desk.put(a, book('3001'));
    desk.finish();
    expect(desk.screen()).toMatchObject({ finish: 'busy' });
    shows(desk, other.number);
    expect(desk.kiosk().notice).toBeNull();
  });

  it('takes a further item for the word that the turn goes on', () => {
    const desk = openDesk();
    desk.borrow();
    shows(desk, other.number);
    desk.put(a, book('3001'));
    expect(desk.kiosk().notice).toBeNull();
    expect(desk.last('ask-checkout')).toMatchObject({ patron: patron.number, item: '3001' });
  });

  it('asks about a card that is scanned among returns; of one that is laid there its row says enough', () => {
    const desk = openDesk();
    desk.giveBack();
    lays(desk, other.number);
    expect(desk.kiosk().notice).toBeNull();
    expect(desk.row(b)).toEqual({ at: 'not-an-item', because: 'patron-card' });
    shows(desk, other.number);
    expect(desk.kiosk().notice).toBe('another-card');
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

  it.each(['card', 'receipt'] as const)('ends by itself also where a tag flickers at the screen "%s"', (at) => {
    const desk = openDesk();
    desk.put(a, book('3001'));
    if (at === 'card') desk.tell({ kind: 'pressed', press: { kind: 'borrow' } });
    else {
      desk.borrow();
      desk.lent();
      desk.secured('done');
      desk.finish();
    }
    expect(desk.screen()).toMatchObject({ at });
    const idles = (): number => desk.effects('set-timer').filter((effect) => effect.timer === 'idle').length;
    const before = idles();
    desk.tell({ kind: 'tag-gone', uid: a }, { kind: 'tag-seen', uid: a });
    expect(idles()).toBe(before);
    // Something new is of somebody who is there.
    desk.tell({ kind: 'tag-seen', uid: 'E004015001000099' });
    expect(idles()).toBe(before + 1);
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

describe('the kiosk', () => {
  it('is closed while the library system is silent, and opens again', () => {
    const desk = openDesk({ offline: 'closes' });
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
    desk.tell({
      kind: 'slip-printed',
      ticket: desk.last('print-slip').ticket,
      outcome: { kind: 'printed', seen: true },
    });
    expect(desk.screen()).toMatchObject({ at: 'goodbye', printed: true });
  });
});
