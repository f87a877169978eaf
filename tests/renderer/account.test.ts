// What the ear hears of an account: each outcome once, good news politely, problems at once.
import { describe, expect, it } from 'vitest';
import type { AccountHold, AccountLoan, PaymentState } from '../../contract/account-view.ts';
import type { KioskScreen } from '../../contract/view.ts';
import { accountNews } from '../../renderer/kiosk/account-changes.ts';
import { speechIn } from '../../renderer/parts/speech.ts';
import { signing } from '../../renderer/gallery/staff-scenes.ts';

const english = speechIn('en');
const due = { kind: 'day', day: '2026-12-13' } as const;
const here = { state: 'here', unlisted: 0 } as const;

const loan = (key: string, state: AccountLoan['state']): AccountLoan => ({
  key,
  title: `Title ${key}`,
  number: '3123400011',
  filling: false,
  byTitle: false,
  due,
  isOverdue: false,
  state,
});
const hold = (state: AccountHold['state']): AccountHold => ({
  key: 'h',
  title: 'Held',
  number: '3123400012',
  filling: false,
  byTitle: false,
  is: 'waiting',
  shelf: null,
  keptUntil: null,
  state,
});
type Account = Extract<KioskScreen, { at: 'account' }>;
const account = (more: Partial<Account>): Account => ({
  at: 'account',
  patron: { name: 'Nguyễn Thị Hồng' },
  section: 'loans',
  lists: { loans: here, holds: here, fees: here },
  loans: [],
  holds: [],
  fees: [],
  owed: null,
  notes: [],
  renewable: 0,
  mayPay: false,
  finish: 'ready',
  ...more,
});
const payment = (state: PaymentState): KioskScreen => ({
  at: 'payment',
  sum: { amount: '12000', currency: 'VND' },
  reference: 'K1-000001-1',
  code: '0002',
  to: { bank: 'Bank', number: '1', name: 'Library' },
  state,
});

describe('a renewal', () => {
  const before = account({ loans: [loan('1', { at: 'asking' }), loan('2', { at: 'asking' })] });

  it('is said with its new date, a refusal with its reason; what did not change stays unsaid', () => {
    const after = account({
      loans: [
        loan('1', { at: 'renewed' }),
        loan('2', { at: 'refused', because: 'on-hold-for-another', mayRenew: false }),
      ],
    });
    expect(accountNews(before, after, english)).toEqual({
      cues: ['done', 'refused'],
      spoken: {
        polite: 'Title 1: Renewed. Due 13 Dec 2026.',
        assertive: 'Title 2: Not renewed. Somebody else is waiting. Please return it on time.',
      },
    });
    expect(accountNews(after, after, english)?.cues).toEqual([]);
  });
});

describe('a hold', () => {
  it('asks aloud before it goes', () => {
    const open = account({ section: 'holds', holds: [hold({ at: 'open', mayCancel: true })] });
    const sure = account({ section: 'holds', holds: [hold({ at: 'sure' })] });
    const gone = account({ section: 'holds', holds: [hold({ at: 'cancelled' })] });
    expect(accountNews(open, sure, english)).toMatchObject({
      cues: ['attention'],
      spoken: { assertive: 'Held: Cancel this hold? You will lose your place.' },
    });
    expect(accountNews(sure, gone, english)).toMatchObject({
      cues: ['done'],
      spoken: { polite: 'Held: Hold cancelled.' },
    });
  });
});

describe('a list', () => {
  it('that has come says how long it is, and that it is empty or unknown', () => {
    const coming = account({ lists: { loans: { state: 'coming', unlisted: 0 }, holds: here, fees: here } });
    const polite = (after: Account) => accountNews(coming, after, english)?.spoken.polite;
    expect(polite(account({ loans: [loan('1', { at: 'open', mayRenew: true })] }))).toBe('On loan: 1.');
    expect(polite(account({}))).toBe('You have nothing on loan.');
    const silent = { state: 'silent', unlisted: 0 } as const;
    expect(polite(account({ lists: { loans: silent, holds: here, fees: here } }))).toMatch(/has not answered/);
  });
});

describe('a payment', () => {
  it.each([
    [{ at: 'recording' }, { at: 'recorded' }, ['done']],
    [{ at: 'recording' }, { at: 'for-staff' }, ['attention']],
    [{ at: 'recorded' }, { at: 'recorded' }, []],
    [
      { at: 'staff', signing: signing({ name: 'Minh', checking: true }) },
      { at: 'staff', signing: signing({ name: 'Minh', wrong: 'pin' }) },
      ['refused'],
    ],
  ] as const)('from %o to %o sounds %o', (before, after, cues) => {
    expect(accountNews(payment(before), payment(after), english)?.cues).toEqual(cues);
  });
});
