// The payment's machine, event by event: told once, settled by what is owed or by staff, and never shown to somebody else.
import { describe, expect, it } from 'vitest';
import type { Fee } from '../../contract/terms.ts';
import type { PaymentAnswer } from '../../station/account-talk.ts';
import { isStaffPin, hashStaffPin } from '../../station/staff-pin.ts';
import { stepKiosk } from '../../station/modes/kiosk.ts';
import { outOfOrder } from '../../station/modes/out-of-order.ts';
import { openDesk, patron, rules, type Desk } from './desk.ts';

const sum: Fee = { amount: '12000', currency: 'VND' };

/** At the code of a transfer. */
const open = (fee: Fee = sum): Desk => {
  const pays = {
    to: { bank: 'Bank', number: '1', name: 'Library' },
    codeFor: (units: string, reference: string) => `${units} ${reference}`,
  };
  const desk = openDesk({ account: { renews: true, cancelsHolds: true, pays } });
  desk.tell({ kind: 'pressed', press: { kind: 'account' } });
  desk.tell({ kind: 'scanned', scan: { kind: 'number', number: patron.number, mayBe: 'patron' } });
  const { ticket } = desk.last('ask-patron');
  const who = { ...patron, fee };
  desk.tell({ kind: 'patron-answered', ticket, answer: { kind: 'known', patron: who, verified: true } });
  desk.tell({ kind: 'pressed', press: { kind: 'pay' } });
  return desk;
};

const signIn = (pin: string) => ({ kind: 'pressed', press: { kind: 'staff-sign-in', name: 'Minh', pin } }) as const;

/** `ticket`: of the last check. */
const checked = (desk: Desk, isRight: boolean, ticket = desk.last('check-staff').ticket): void =>
  desk.tell({
    kind: 'staff-checked',
    ticket,
    staff: isRight ? { name: 'Minh', level: 'senior' } : null,
    as: { staff: 'Minh', nobody: null },
  });

const confirm = (desk: Desk): void => {
  desk.tell({ kind: 'pressed', press: { kind: 'staff-here' } });
  desk.tell(signIn('246810'));
  checked(desk, true);
};

const answer = (desk: Desk, said: PaymentAnswer): void =>
  desk.tell({ kind: 'payment-answered', ticket: desk.last('ask-payment').ticket, answer: said });

const state = (desk: Desk): string => {
  const screen = desk.screen();
  return screen.at === 'payment' ? screen.state.at : screen.at;
};

describe('what can be transferred', () => {
  it.each([
    [sum, 'waiting'],
    [{ amount: '12000.00', currency: 'VND' }, 'waiting'],
    [{ amount: '12000.50', currency: 'VND' }, 'account'],
    [{ amount: '12.50', currency: 'USD' }, 'account'],
    [{ amount: '12000', currency: null }, 'account'],
  ] as const)('%o', (fee, at) => {
    const desk = open(fee);
    expect(state(desk)).toBe(at);
    if (at === 'waiting') expect(desk.screen()).toMatchObject({ code: expect.stringMatching(/^12000 K1-/) });
  });
});

describe('the library system', () => {
  it('is told nothing before staff have confirmed, and once after it', () => {
    const desk = open();
    desk.tell({ kind: 'pressed', press: { kind: 'record-again' } });
    checked(desk, true, 'any');
    expect(desk.effects('ask-payment')).toEqual([]);
    confirm(desk);
    for (const kind of ['pay', 'staff-here', 'record-again', 'back'] as const)
      desk.tell({ kind: 'pressed', press: { kind } });
    expect(desk.effects('ask-payment')).toMatchObject([{ sum, patron: patron.number }]);
    expect(state(desk)).toBe('recording');
    expect(desk.entries('payment-asked')).toMatchObject([{ amount: '12000', currency: 'VND' }]);
  });

  it.each([
    [{ kind: 'recorded' }, 'recorded', 'payment-recorded'],
    [{ kind: 'refused' }, 'for-staff', 'payment-refused'],
    [{ kind: 'silent' }, 'not-sent', 'payment-not-sent'],
    [{ kind: 'unknown' }, 'finding-out', 'payment-unknown'],
  ] as const)('answers %o', (said, at, entry) => {
    const desk = open();
    confirm(desk);
    answer(desk, said);
    expect(state(desk)).toBe(at);
    expect(desk.entries(entry)).toHaveLength(1);
  });

  it.each([
    ['recorded', 'recorded', 'payment-recorded'],
    ['not-recorded', 'for-staff', 'payment-unclear'],
    ['unclear', 'for-staff', 'payment-unclear'],
  ] as const)('said nothing, and what is owed says: %s', (kind, at, entry) => {
    const desk = open();
    confirm(desk);
    answer(desk, { kind: 'unknown' });
    const { ticket } = desk.last('find-out-payment');
    desk.tell({ kind: 'payment-found-out', ticket, answer: { kind } });
    expect(state(desk)).toBe(at);
    expect(desk.entries(entry)).toHaveLength(1);
    desk.tell({ kind: 'pressed', press: { kind: 'record-again' } });
    desk.tell({ kind: 'pressed', press: { kind: 'back' } }, { kind: 'pressed', press: { kind: 'pay' } });
    expect(desk.effects('ask-payment')).toHaveLength(1);
  });

  it('that could not be reached may be told again, and only then', () => {
    const desk = open();
    confirm(desk);
    answer(desk, { kind: 'silent' });
    desk.tell({ kind: 'pressed', press: { kind: 'record-again' } });
    answer(desk, { kind: 'recorded' });
    expect(desk.effects('ask-payment')).toHaveLength(2);
    expect(state(desk)).toBe('recorded');
  });

  it('that answers after the session is written down, asked about where it must be, and shown to nobody', () => {
    const desk = open();
    confirm(desk);
    const { ticket } = desk.last('ask-payment');
    desk.tell({ kind: 'pressed', press: { kind: 'leave' } }, { kind: 'time-up', timer: 'settle' });
    desk.tell({ kind: 'pressed', press: { kind: 'leave' } });
    expect(state(desk)).toBe('welcome');
    desk.tell({ kind: 'payment-answered', ticket, answer: { kind: 'unknown' } });
    const late = desk.last('find-out-payment').ticket;
    desk.tell({ kind: 'payment-found-out', ticket: late, answer: { kind: 'recorded' } });
    desk.tell({ kind: 'payment-found-out', ticket: late, answer: { kind: 'recorded' } });
    expect(desk.entries('payment-recorded')).toHaveLength(1);
    expect(state(desk)).toBe('welcome');
  });
});

describe('staff’s word', () => {
  it('of another session confirms nothing here, and a wrong one counts all the same', () => {
    const desk = open();
    desk.tell({ kind: 'pressed', press: { kind: 'staff-here' } });
    desk.tell(signIn('111111'));
    desk.tell({ kind: 'pressed', press: { kind: 'leave' } });
    checked(desk, false);
    expect(desk.entries('staff-wrong')).toMatchObject([{ staff: 'Minh', tries: 1 }]);
    expect(desk.kiosk().guard.wrongs).toHaveLength(1);
  });

  it('that comes home after they went back, or after another question was asked, confirms nothing', () => {
    const desk = open();
    desk.tell({ kind: 'pressed', press: { kind: 'staff-here' } }, signIn('246810'));
    const { ticket } = desk.last('check-staff');
    desk.tell({ kind: 'pressed', press: { kind: 'back' } });
    checked(desk, true, ticket);
    expect(state(desk)).toBe('waiting');
    desk.tell({ kind: 'pressed', press: { kind: 'staff-here' } }, signIn('246811'));
    expect(desk.last('check-staff').ticket).not.toBe(ticket);
    checked(desk, true, ticket);
    expect(state(desk)).toBe('staff');
    expect(desk.effects('ask-payment')).toEqual([]);
  });

  it('is not even checked while it is locked', () => {
    const desk = open();
    desk.tell({ kind: 'pressed', press: { kind: 'staff-here' } });
    for (const pin of ['111111', '222222', '333333', '246810']) {
      desk.nowMs += 20_000;
      const before = desk.effects('check-staff').length;
      desk.tell(signIn(pin));
      if (desk.effects('check-staff').length > before) checked(desk, false);
    }
    expect(desk.effects('check-staff')).toHaveLength(3);
    expect(desk.screen()).toMatchObject({ state: { at: 'staff', signing: { wrong: 'locked' } } });
  });

  it('is kept as a hash, and told from any other', async () => {
    const hash = await hashStaffPin('246810');
    expect(hash).toMatch(/^scrypt:[0-9a-f]{32}:[0-9a-f]{64}$/);
    expect(hash).not.toContain('246810');
    expect(await isStaffPin('246810', hash)).toBe(true);
    expect(await isStaffPin('246811', hash)).toBe(false);
    expect(await isStaffPin('', 'scrypt::')).toBe(false);
    expect(await isStaffPin('246810', 'plain:246810')).toBe(false);
  });
});

describe('a fault of the program', () => {
  it('while a code is shown leaves word of it for staff, and of nothing else but the end of its session', () => {
    const desk = open();
    const faulted = outOfOrder(rules, desk.kiosk(), { kind: 'acs-up' });
    const entries = faulted.effects.flatMap((effect) => (effect.kind === 'record' ? [effect.entry] : []));
    expect(entries).toMatchObject([
      { kind: 'payment-left', reference: expect.stringMatching(/^K1-/) },
      { kind: 'session-ended' },
    ]);
    expect(
      outOfOrder(rules, openDesk().kiosk(), { kind: 'acs-up' }).effects.filter(({ kind }) => kind === 'record'),
    ).toEqual([]);
  });

  it('while the library system is told finds out what became of it, and does not tell it twice', () => {
    const desk = open();
    confirm(desk);
    const { ticket } = desk.last('ask-payment');
    const { state: after } = outOfOrder(rules, desk.kiosk(), { kind: 'acs-up' });
    const step = stepKiosk(rules, after, { kind: 'payment-answered', ticket, answer: { kind: 'unknown' } }, 0);
    expect(step.effects).toContainEqual(expect.objectContaining({ kind: 'find-out-payment', sum }));
    expect(step.effects.some(({ kind }) => kind === 'ask-payment')).toBe(false);
  });
});
