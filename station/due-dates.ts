// The day a loan is due, where the answer that made it does not say it: the item is asked. A day is never made up. Knows SIP2.
import type { Due } from '../contract/terms.ts';
import { isOnLoan, type Client } from 'sip2';
import { dueOf } from './acs-answers.ts';
import type { Lie } from './complaints.ts';
import type { ItemNumber } from './library.ts';

/** `told`: the due date as it was answered (AH); null when nobody says one, so that the patron is told to ask. */
export type SureDue = (told: string, item: ItemNumber, question: 'checkout' | 'renew') => Promise<Due | null>;

export const createSureDue = ({
  client,
  lie,
}: {
  readonly client: Pick<Client, 'ask'>;
  readonly lie: (lie: Lie, question: 'checkout' | 'renew') => void;
}): SureDue => {
  // An item that does not tell it either is not asked again and again while tags wait to be disarmed.
  let itemsTell = true;
  return async (told, item, question) => {
    const due = dueOf(told);
    if (due !== null) return due;
    lie('no-due-date', question);
    if (!itemsTell) return null;
    const outcome = await client.ask({ kind: 'item-information', itemId: item });
    const found = outcome.kind === 'answered' && isOnLoan(outcome.answer) ? dueOf(outcome.answer.dueDate ?? '') : null;
    itemsTell = found !== null;
    return found;
  };
};
