// Who it is: cards, passwords, and answers that come too late.
import { describe, expect, it } from 'vitest';
import { guardTimes } from '../../station/flows/guard.ts';
import { openDesk, patron, type Desk } from './desk.ts';

const other = { ...patron, number: '21234000000026', name: 'Trần Thị Bình' };
/** Until the next password is taken. */
const waited = (desk: Desk): void => {
  for (let screen = desk.screen(); screen.at === 'pin' && screen.waits > 0; screen = desk.screen()) {
    desk.nowMs += 1000;
    desk.tell({ kind: 'time-up', timer: 'pin-wait' });
  }
};
const leave = { kind: 'pressed', press: { kind: 'leave' } } as const;

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
      waited(desk);
    }
    expect(desk.screen()).toMatchObject({ at: 'turned-away', because: 'pin-tries-used' });
    desk.tell(leave, { kind: 'pressed', press: { kind: 'borrow' } }, card);
    expect(desk.screen()).toEqual({ at: 'card', asking: false, wrong: 'locked' });
    desk.nowMs += guardTimes.windowMs + 1;
    desk.tell(card);
    expect(desk.screen()).toMatchObject({ at: 'card', asking: true });
  });

  const shown = (number: string) => ({ kind: 'scanned', scan: { kind: 'number', number, mayBe: 'patron' } }) as const;
  const answered = (desk: Desk, verified: boolean, who = patron) =>
    desk.tell({
      kind: 'patron-answered',
      ticket: desk.last('ask-patron').ticket,
      answer: { kind: 'known', patron: who, verified },
    });
  const toPin = (desk: Desk, who = patron) => {
    desk.tell({ kind: 'pressed', press: { kind: 'borrow' } }, shown(who.number));
    if (desk.screen().at === 'card') answered(desk, false, who);
  };

  it('waits longer after each wrong password, and takes none meanwhile', () => {
    const desk = openDesk({ pinPolicy: 'always' });
    toPin(desk);
    desk.tell(pin('1111'));
    answered(desk, false);
    expect(desk.screen()).toMatchObject({ at: 'pin', wrong: true, triesLeft: 2, waits: 3 });
    const asked = desk.effects('ask-patron').length;
    desk.tell(pin('2222'));
    expect(desk.effects('ask-patron')).toHaveLength(asked);
    waited(desk);
    desk.tell(pin('2222'));
    answered(desk, false);
    expect(desk.screen()).toMatchObject({ at: 'pin', triesLeft: 1, waits: 6 });
  });

  it('counts on where another session of the same card left off, and forgets when one was right', () => {
    const desk = openDesk({ pinPolicy: 'always' });
    toPin(desk);
    desk.tell(pin('1111'));
    answered(desk, false);
    desk.tell(leave);
    toPin(desk);
    expect(desk.screen()).toMatchObject({ at: 'pin', wrong: false, triesLeft: 2, waits: 3 });
    waited(desk);
    desk.tell(pin('2222'));
    answered(desk, true);
    expect(desk.entries('password-right')).toHaveLength(1);
    desk.tell(leave);
    toPin(desk);
    expect(desk.screen()).toMatchObject({ at: 'pin', triesLeft: 3, waits: 0 });
  });

  it('counts by the number that the library system knows, however the card is spelled', () => {
    const desk = openDesk({ pinPolicy: 'always' });
    for (const spelling of ['an', 'AN', 'An']) {
      desk.tell({ kind: 'pressed', press: { kind: 'borrow' } }, shown(spelling));
      waited(desk);
      desk.tell(pin('1111'));
      answered(desk, false);
      desk.tell(leave);
    }
    toPin(desk);
    expect(desk.screen()).toEqual({ at: 'card', asking: false, wrong: 'locked' });
  });

  it('slows whoever tries one card after another', () => {
    const desk = openDesk({ pinPolicy: 'always' });
    const waits = ['1', '2', '3', '4', '5', '6', '7', '8'].map((number) => {
      toPin(desk, { ...patron, number });
      waited(desk);
      desk.tell(pin('1234'));
      answered(desk, false, { ...patron, number });
      const screen = desk.screen();
      desk.tell(leave);
      return screen.at === 'pin' ? screen.waits : null;
    });
    expect(waits).toEqual([3, 3, 3, 3, 3, 6, 12, 24]);
  });

  it('asks for the password of the account, whatever borrowing asks for', () => {
    const desk = openDesk({ pinPolicy: 'never', accountPin: 'always' });
    desk.tell({ kind: 'pressed', press: { kind: 'account' } }, shown(patron.number));
    expect(desk.screen()).toMatchObject({ at: 'pin' });
    expect(desk.effects('ask-patron')).toEqual([]);
    desk.tell(leave, { kind: 'pressed', press: { kind: 'borrow' } }, shown(patron.number));
    answered(desk, false, { ...patron, block: 'fees' });
    expect(desk.screen()).toMatchObject({ at: 'turned-away', because: 'fees', account: true });
    desk.tell({ kind: 'pressed', press: { kind: 'account' } });
    expect(desk.screen()).toMatchObject({ at: 'pin' });
    expect(desk.effects('ask-list')).toEqual([]);
    desk.tell(pin('1234'));
    answered(desk, true, { ...patron, block: 'fees' });
    expect(desk.screen()).toMatchObject({ at: 'account' });
    expect(desk.last('ask-list').pin).toBe('1234');
  });

  it('passes on what the library system says to a patron it turns away, and to nobody who found the card', () => {
    const messages = ['Mời bạn gặp cô Hạnh ở quầy số 2.'];
    for (const [block, says] of [
      ['blocked', messages],
      ['card-lost', []],
    ] as const) {
      const desk = openDesk();
      desk.borrow({ ...patron, block, messages });
      expect(desk.screen()).toMatchObject({ at: 'turned-away', because: block, says });
    }
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
