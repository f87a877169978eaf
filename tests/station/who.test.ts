// Who it is: cards, passwords, and answers that come too late.
import { describe, expect, it } from 'vitest';
import { kioskTimes } from '../../station/modes/kiosk-state.ts';
import { openDesk, patron } from './desk.ts';

const other = { ...patron, number: '21234000000026', name: 'Trần Thị Bình' };
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
