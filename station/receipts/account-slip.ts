// The doorway from an account to paper: renewals with their new due dates, and a payment. Knows no printer and no pixels.
import type { Tally } from '../../contract/view.ts';
import type { Account, Payment } from '../flows/account-state.ts';
import type { SlipItem } from './facts.ts';

/** What of an account belongs on paper. Refusals do not. */
export const slipOfAccount = (account: Account): readonly SlipItem[] => [
  ...account.loans.flatMap(({ number, title, due, state }): readonly SlipItem[] => {
    const base = { title, number: number ?? '', parts: null };
    if (state.at === 'renewed') return [{ ...base, kind: 'lent', due, renewed: true }];
    return state.at === 'unclear' ? [{ ...base, kind: 'unclear', due: null }] : [];
  }),
  ...paymentsOf(account).flatMap(({ sum, reference, state }): readonly SlipItem[] => {
    const base = { title: null, number: reference, parts: null, fee: sum };
    if (state.at === 'recorded') return [{ ...base, kind: 'paid' }];
    return isForStaff(state.at) ? [{ ...base, kind: 'paid-unrecorded' }] : [];
  }),
];

const paymentsOf = ({ paid, payment }: Account): readonly Payment[] => (payment === null ? paid : [...paid, payment]);

/** The money came, and the library system does not know. */
const isForStaff = (at: Payment['state']['at']): boolean => at === 'for-staff' || at === 'not-sent';

/** Each wish is one thing done, open or refused. */
export const tallyOfAccount = (account: Account): Tally => {
  const all: readonly string[] = [...account.loans, ...account.holds].map(({ state }) => state.at);
  const count = (some: readonly string[]): number => all.filter((at) => some.includes(at)).length;
  const payments = paymentsOf(account).map(({ state }) => state.at);
  return {
    done: count(['renewed', 'cancelled']) + payments.filter((at) => at === 'recorded').length,
    attention: count(['unclear']) + payments.filter(isForStaff).length,
    refused: count(['refused']),
  };
};
