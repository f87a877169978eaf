// The doorway from an account to paper: renewals with their new due dates, and a payment. Knows no printer and no pixels.
import type { Tally } from '../../contract/view.ts';
import type { Account } from '../flows/account-state.ts';
import type { SlipItem } from './facts.ts';

/** What of an account belongs on paper. Refusals do not. */
export const slipOfAccount = ({ loans, payment }: Account): readonly SlipItem[] => [
  ...loans.flatMap(({ number, title, due, state }): readonly SlipItem[] => {
    const base = { title, number: number ?? '', parts: null };
    if (state.at === 'renewed') return [{ ...base, kind: 'lent', due, renewed: true }];
    return state.at === 'unclear' ? [{ ...base, kind: 'unclear', due: null }] : [];
  }),
  ...(payment?.state.at === 'recorded' || payment?.state.at === 'for-staff'
    ? [
        {
          title: null,
          number: payment.reference,
          parts: null,
          kind: payment.state.at === 'recorded' ? ('paid' as const) : ('paid-unrecorded' as const),
          fee: payment.sum,
        },
      ]
    : []),
];

/** Each wish is one thing done, open or refused. */
export const tallyOfAccount = ({ loans, holds, payment }: Account): Tally => {
  const all: readonly string[] = [...loans, ...holds].map(({ state }) => state.at);
  const count = (some: readonly string[]): number => all.filter((at) => some.includes(at)).length;
  const paid = payment?.state.at;
  return {
    done: count(['renewed', 'cancelled']) + (paid === 'recorded' ? 1 : 0),
    attention: count(['unclear']) + (paid === 'for-staff' || paid === 'not-sent' ? 1 : 0),
    refused: count(['refused']),
  };
};
