// After an outcome-unknown: asks the ACS what became of it, without changing anything, and more than once, because a
// slow ACS may still act after its first "no". Knows what may be believed; must not know what is done about it.

import type { Client } from './client.ts';
import { pause, type Clock } from './clock.ts';
import type { MessageOf } from './messages.ts';

/**
 * `on-loan`: to this patron; for a renewal the due date tells whether it was done. `dueDate` is the ACS's own text, ''
 * when it does not say. `unclear`: nothing to be told to anybody; staff must look.
 */
export type LoanFound =
  | { readonly kind: 'on-loan'; readonly dueDate: string; readonly title: string }
  | { readonly kind: 'not-on-loan' }
  | { readonly kind: 'unclear'; readonly because: Unclear };

export type Unclear =
  | 'no-answer'
  | 'charged-but-not-listed' // to somebody else, or this ACS lists titles instead of barcodes
  | 'status-says-nothing'; // lost, missing, unknown to the ACS, …

export type Finding = {
  readonly itemId: string;
  readonly clock: Clock;
  /** Between the askings; one asking more than there are pauses. */
  readonly pauses: readonly number[];
  /**
   * What would be believed at once may have been so before the question: then it is no sign that the question was worked on,
   * and a lost one may still come down on whatever is done next. So it is asked to the end. False when left out.
   */
  readonly maybeBefore?: boolean;
};

export const usualPauses: readonly number[] = [2_000, 5_000];

/**
 * The usual pauses, and then as much more as an answer may take. A question that was lost may still be worked on for as long
 * as any answer is waited for: a "no" is believed only when it was said once more after that.
 */
export const pausesFor = ({ patienceMs }: Pick<Client, 'patienceMs'>): readonly number[] => {
  const rest = patienceMs() - usualPauses.reduce((sum, pauseMs) => sum + pauseMs, 0);
  return rest > 0 ? [...usualPauses, rest] : usualPauses;
};

type Item = MessageOf<'item-information-response'>;

/**
 * Whether the item is on loan to this patron. A yes is believed at once; a no only when it was said at every asking.
 * Some ACS list loans only for the right patron password.
 */
export async function findOutLoan(
  client: Pick<Client, 'ask'>,
  question: Finding & { readonly patronId: string; readonly patronPassword?: string | null },
): Promise<LoanFound> {
  return believed<LoanFound>(question, 'on-loan', () => lookForLoan(client, question));
}

/** Whether the item is back, after a checkin. "Back" is believed at once, "still on loan" only at every asking. */
export async function findOutItem(client: Pick<Client, 'ask'>, question: Finding): Promise<LoanFound> {
  return believed<LoanFound>(question, 'not-on-loan', async () => {
    const item = await askItem(client, question.itemId);
    return item === null ? { kind: 'unclear', because: 'no-answer' } : seenBy(item);
  });
}

/** Asks until `atOnce` is found, or the pauses are over: then it was said every time, or something unclear was. */
export async function believed<F extends { readonly kind: string }>(
  { clock, pauses, maybeBefore = false }: Pick<Finding, 'clock' | 'pauses' | 'maybeBefore'>,
  atOnce: F['kind'],
  look: () => Promise<F>,
): Promise<F> {
  let found = await look();
  for (const pauseMs of pauses) {
    if (found.kind === atOnce && !maybeBefore) return found;
    await pause(clock, pauseMs);
    const next = await look();
    // One unclear answer among the others spoils them: what is left is not the same word every time.
    if ((next.kind === atOnce && !maybeBefore) || found.kind !== 'unclear') found = next;
  }
  return found;
}

async function lookForLoan(
  client: Pick<Client, 'ask'>,
  { patronId, itemId, patronPassword = null }: { patronId: string; itemId: string; patronPassword?: string | null },
): Promise<LoanFound> {
  const patron = await client.ask({ kind: 'patron-information', patronId, patronPassword, summary: 'charged-items' });
  const item = await askItem(client, itemId);
  if (patron.kind !== 'answered') return { kind: 'unclear', because: 'no-answer' };
  const listed = patron.answer.chargedItems;
  if (listed.some((entry) => same(entry, itemId))) {
    return { kind: 'on-loan', dueDate: item?.dueDate ?? '', title: item?.titleIdentifier ?? '' };
  }
  if (item === null) return { kind: 'unclear', because: 'no-answer' };
  const seen = seenBy(item);
  const title = item.titleIdentifier;
  const listedByTitle = title !== '' && listed.some((entry) => entry.includes(title));
  return seen.kind === 'on-loan' || listedByTitle ? { kind: 'unclear', because: 'charged-but-not-listed' } : seen;
}

function seenBy(item: Item): LoanFound {
  switch (item.circulationStatus) {
    case 'charged':
    case 'charged-not-recallable':
    case 'recalled':
      return { kind: 'on-loan', dueDate: item.dueDate ?? '', title: item.titleIdentifier };
    case 'available':
    case 'on-hold-shelf':
    case 'to-be-reshelved':
    case 'in-transit':
    case 'in-process':
      return { kind: 'not-on-loan' };
    case 'other':
    case 'on-order':
    case 'claimed-returned':
    case 'lost':
    case 'missing':
      return { kind: 'unclear', because: 'status-says-nothing' };
  }
}

export async function askItem(client: Pick<Client, 'ask'>, itemId: string): Promise<Item | null> {
  const outcome = await client.ask({ kind: 'item-information', itemId });
  return outcome.kind === 'answered' ? outcome.answer : null;
}

/** Letters' case and blanks around a number are the ILS's own. */
export const same = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();
