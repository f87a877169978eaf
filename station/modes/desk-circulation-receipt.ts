// The receipt of whoever is served at the desk: what was lent, renewed and paid. Pure data.
import { slipOfAccount } from '../receipts/account-slip.ts';
import type { SlipFacts } from '../receipts/facts.ts';
import { slipOfLoans } from '../receipts/slips.ts';
import type { Lending } from './desk-circulation-state.ts';

/** `copy`: it was printed before. */
export const lendingReceipt = (place: string, { flow, account }: Lending, copy: boolean): SlipFacts => ({
  of: 'checkout',
  reference: `${place}-${String(flow.pile.session).padStart(6, '0')}`,
  name: null,
  card: { kind: 'last-four', number: flow.patron.slice(-4) },
  copy,
  datedMs: null,
  items: [...slipOfLoans(flow.pile), ...slipOfAccount(account)],
});
