// The doorway between what was done off-line and SIP2: how the library system is told of it afterwards, and how it is found out
// what became of that. Asks behind every patron; must not know how the order of things is kept.
import {
  findOutItem,
  findOutLoan,
  isOnLoan,
  pausesFor,
  wireTime,
  type AnswerOf,
  type Client,
  type QuestionKind,
} from 'sip2';
import type { Refusal } from '../../contract/row-view.ts';
import { isUnknown, refusalByPatron, refusalOf } from '../acs-answers.ts';
import type { Clock } from '../../drivers/clock.ts';
import type { Lie } from '../complaints.ts';
import { withSpelledAnswers } from '../own-answers.ts';
import type { OfflineAct } from './outbox.ts';

type OfflineLoanAct = Extract<OfflineAct, { of: 'loan' }>;
type OfflineReturnAct = Extract<OfflineAct, { of: 'return' }>;

/** `untold`: this library system does not say; `silent`: it was not reached. `due`: as it was said. */
export type ItemNow =
  | { readonly kind: 'on-loan'; readonly due: string }
  | { readonly kind: 'not-on-loan' | 'unknown-item' | 'untold' | 'silent' };

/** Whose loan it is, as far as the account of this card tells. */
export type LoanOf = 'theirs' | 'another' | 'unknown-card' | 'unclear' | 'silent';

export type Told =
  | { readonly kind: 'accepted'; readonly notes: readonly string[] }
  | { readonly kind: 'refused'; readonly because: Because }
  | { readonly kind: 'not-sent' | 'unknown' };

export type Because = Refusal | 'unknown-card';

export type AcsForward = {
  item(act: OfflineAct): Promise<ItemNow>;
  loanOf(act: OfflineLoanAct): Promise<LoanOf>;
  lend(act: OfflineLoanAct): Promise<Told>;
  takeBack(act: OfflineReturnAct): Promise<Told>;
  /** What became of it, asked until the answer was stable. `was`: the due date before it was sent. */
  findOut(act: OfflineAct, was: string | null): Promise<'done' | 'not-done' | 'unclear' | 'silent'>;
};

/** A patron's question never waits for more than the one that is on the wire. */
const behind = { priority: -1 } as const;

export const createAcsForward = (parts: {
  readonly client: Client;
  readonly clock: Clock;
  /** Something was answered that cannot be true. */
  readonly lie: (lie: Lie, question: QuestionKind) => void;
}): AcsForward => {
  const { client, clock } = parts;
  const quiet = withSpelledAnswers((question) => client.ask(question, behind), parts.lie);

  const information = async (itemId: string): Promise<AnswerOf<'item-information'> | 'untold' | 'silent'> => {
    const outcome = await quiet.ask({ kind: 'item-information', itemId });
    if (outcome.kind === 'answered') return outcome.answer;
    const never = outcome.kind === 'not-asked' && (outcome.because === 'unsupported' || outcome.because === 'refused');
    return never ? 'untold' : 'silent';
  };
  const account = (patronId: string) =>
    quiet.ask({ kind: 'patron-information', patronId, patronPassword: null, summary: 'charged-items' });

  /** Why a loan was not taken: what the item explains, else what the card does. */
  const why = async ({ item, patron }: OfflineLoanAct): Promise<Because> => {
    const about = await information(item);
    const byItem = refusalOf(typeof about === 'string' ? null : about, false);
    if (byItem !== 'other') return byItem;
    const outcome = await account(patron);
    if (outcome.kind !== 'answered') return byItem;
    return outcome.answer.validPatron === false ? 'unknown-card' : refusalByPatron(outcome.answer, clock.now());
  };

  const forward: AcsForward = {
    item: async ({ item }) => {
      const about = await information(item);
      if (typeof about === 'string') return { kind: about };
      if (isUnknown(about)) return { kind: 'unknown-item' };
      return isOnLoan(about) ? { kind: 'on-loan', due: about.dueDate ?? '' } : { kind: 'not-on-loan' };
    },

    loanOf: async ({ patron, item }) => {
      const outcome = await account(patron);
      if (outcome.kind !== 'answered') return 'silent';
      const { answer } = outcome;
      if (answer.validPatron === false) return 'unknown-card';
      const listed = answer.chargedItems.map((entry) => entry.trim());
      if (listed.includes(item)) return 'theirs';
      // A list that is short of its count, or of titles, says nothing of what is not in it; nor does an empty one where the
      // password was missed, because some withhold it then.
      if (listed.length === 0 && answer.validPatronPassword === false) return 'unclear';
      const isWhole = answer.chargedItemsCount !== null && listed.length >= answer.chargedItemsCount;
      return isWhole && listed.every((entry) => !/\s/.test(entry)) ? 'another' : 'unclear';
    },

    lend: async (act) => {
      const outcome = await quiet.ask({
        kind: 'checkout',
        renewalPolicy: false,
        noBlock: true,
        transactionDate: wireTime(act.atMs),
        nbDueDate: dueTime(act.due),
        patronId: act.patron,
        itemId: act.item,
      });
      if (outcome.kind === 'not-asked') return notSent(outcome.because);
      if (outcome.kind === 'outcome-unknown') return { kind: 'unknown' };
      if (!outcome.answer.ok) return { kind: 'refused', because: await why(act) };
      const said = outcome.answer.dueDate.trim();
      // Where no block is ignored, the library system keeps a due date of its own: not the one that the patron was told.
      return {
        kind: 'accepted',
        notes: said === '' || said.startsWith(dueTime(act.due).slice(0, 8)) ? [] : ['other-due'],
      };
    },

    takeBack: async (act) => {
      const outcome = await quiet.ask({
        kind: 'checkin',
        noBlock: true,
        transactionDate: wireTime(act.atMs),
        returnDate: wireTime(act.datedMs ?? act.atMs),
        itemId: act.item,
      });
      if (outcome.kind === 'not-asked') return notSent(outcome.because);
      if (outcome.kind === 'outcome-unknown') return { kind: 'unknown' };
      const { ok, alertType } = outcome.answer;
      const isHeld = alertType === 'hold-here' || alertType === 'hold-elsewhere';
      const notes = isHeld ? ['on-hold'] : alertType === 'other-branch' ? ['other-branch'] : [];
      if (ok || isHeld) return { kind: 'accepted', notes };
      const now = await forward.item(act);
      if (now.kind === 'silent') return { kind: 'unknown' };
      if (now.kind === 'not-on-loan') return { kind: 'accepted', notes: [...notes, 'not-on-loan'] };
      return { kind: 'refused', because: now.kind === 'unknown-item' ? 'unknown-item' : 'other' };
    },

    findOut: async (act, was) => {
      const asked = { clock, pauses: pausesFor(client), itemId: act.item };
      const found =
        act.of === 'loan'
          ? await findOutLoan(quiet, { ...asked, patronId: act.patron })
          : // What was not on loan before either proves nothing, and the question may yet come down on the loan behind it.
            await findOutItem(quiet, { ...asked, maybeBefore: was === null });
      if (found.kind === 'unclear') return found.because === 'no-answer' ? 'silent' : 'unclear';
      if (act.of === 'loan') return found.kind === 'on-loan' ? 'done' : 'not-done';
      if (found.kind === 'not-on-loan') return 'done';
      // On loan as before: it was not taken back. With another date it was, and somebody has borrowed it since.
      return found.dueDate === was ? 'not-done' : 'unclear';
    },
  };
  return forward;
};

/** What cannot be written, the library system has no number for. */
const notSent = (because: string): Told =>
  because === 'refused' ? { kind: 'refused', because: 'unknown-item' } : { kind: 'not-sent' };

/** The end of a day YYYY-MM-DD, as SIP2 writes it: with the hour at which Koha has it end. */
const dueTime = (day: string): string => `${day.replaceAll('-', '')}    235900`;
