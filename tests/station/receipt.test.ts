// The receipt, event by event: what the printer says of itself is believed, and what it does not say is not claimed.
import { describe, expect, it } from 'vitest';
import type { Printed } from '../../drivers/ports/receipt-printer.ts';
import type { Event } from '../../station/flow.ts';
import { book, openDesk, type Desk } from './desk.ts';

const told = (more: Partial<Extract<Event, { kind: 'paper-changed' }>>): Event => ({
  kind: 'paper-changed',
  paper: 'ok',
  cover: 'closed',
  fault: null,
  ...more,
});

/** At the receipt of one loan. */
const atReceipt = (desk: Desk): void => {
  desk.borrow();
  desk.put('E1', book('31234000001014'));
  desk.lent();
  desk.secured('done');
  desk.finish();
};

const print = (desk: Desk): void => desk.tell({ kind: 'pressed', press: { kind: 'print' } });

const printed = (desk: Desk, outcome: Printed): void =>
  desk.tell({ kind: 'slip-printed', ticket: desk.last('print-slip').ticket, outcome });

describe('a slip', () => {
  it.each([true, false])('that the printer saw come out (%o) is said to be there only then', (seen) => {
    const desk = openDesk();
    atReceipt(desk);
    print(desk);
    printed(desk, { kind: 'printed', seen });
    expect(desk.screen()).toMatchObject({ at: 'goodbye', printed: true, seen });
    expect(desk.entries('slip-printed')).toMatchObject([{ seen }]);
    // Once more, and as a copy: the first may have come out all the same.
    print(desk);
    expect(desk.last('print-slip').slip.copy).toBe(true);
  });
});

describe('a printer', () => {
  it('that has stopped is not offered as if nothing were, and is once it was mended', () => {
    const desk = openDesk({
      receipts: { checkout: 'print', checkin: 'ask', account: 'ask', name: false, card: 'none' },
    });
    desk.tell(told({ fault: 'cutter' }), told({ fault: 'cutter' }));
    expect(desk.entries('staff-called')).toMatchObject([{ because: 'printer-fault' }]);
    atReceipt(desk);
    expect(desk.screen()).toMatchObject({ at: 'receipt', paper: 'printer-fault' });
    expect(desk.effects('print-slip')).toEqual([]);
    desk.tell(told({}));
    expect(desk.screen()).toMatchObject({ at: 'receipt', paper: 'offered' });
  });

  it.each([
    [{ paper: 'out' }, 'no-paper', 1],
    [{ cover: 'open' }, 'cover-open', 0],
    [{ fault: 'offline' }, 'offered', 0],
    [{ paper: 'near-end' }, 'offered', 1],
  ] as const)('%o: %s; staff called %i times', (status, paper, calls) => {
    const desk = openDesk();
    desk.tell(told(status));
    atReceipt(desk);
    expect(desk.screen()).toMatchObject({ at: 'receipt', paper });
    expect(desk.entries('staff-called')).toHaveLength(calls);
  });

  it('that fails in the middle is called by what it said of itself', () => {
    const desk = openDesk();
    atReceipt(desk);
    print(desk);
    desk.tell(told({ fault: 'too-hot' }));
    expect(desk.screen()).toMatchObject({ paper: 'printing' });
    printed(desk, { kind: 'printer-silent', fault: 'too-hot', because: 'the printer is too hot' });
    expect(desk.screen()).toMatchObject({ at: 'receipt', paper: 'printer-fault' });
    expect(desk.entries('slip-failed')).toMatchObject([{ because: 'printer-fault' }]);
  });

  it('that only falls silent is called silent, and stays so whatever an old status says', () => {
    const desk = openDesk();
    atReceipt(desk);
    print(desk);
    printed(desk, { kind: 'printer-silent', fault: 'silent', because: 'no answer' });
    desk.tell(told({}));
    expect(desk.screen()).toMatchObject({ at: 'receipt', paper: 'printer-silent' });
  });
});
