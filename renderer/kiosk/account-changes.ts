// What is new between two views of one account or payment, for the ear: which cue to play, what a screen reader says.
import type { AccountHold, AccountLoan } from '../../contract/account-view.ts';
import type { KioskScreen } from '../../contract/view.ts';
import type { Speech } from '../parts/speech.ts';
import { lookOfHold, lookOfLoan, nameOf, whyOfHold, whyOfLoan } from './account-rows.ts';
import type { Cue, Spoken } from './changes.ts';
import { wrongTry } from './staff-changes.ts';

type News = { readonly cue: Cue; readonly sentence: string };

/** Null where it is neither an account nor a payment that goes on. */
export function accountNews(
  before: KioskScreen,
  after: KioskScreen,
  speech: Speech,
): { readonly cues: readonly Cue[]; readonly spoken: Spoken } | null {
  if (after.at === 'payment') return { cues: paymentCues(before, after), spoken: { polite: '', assertive: '' } };
  if (before.at !== 'account' || after.at !== 'account') return null;
  const news = [
    ...changed(before.loans, after.loans).flatMap((loan) => ofLoan(loan, speech)),
    ...changed(before.holds, after.holds).flatMap((hold) => ofHold(hold, speech)),
  ];
  const say = (wanted: (cue: Cue) => boolean): readonly string[] =>
    news.filter(({ cue }) => wanted(cue)).map(({ sentence }) => sentence);
  return {
    cues: news.map(({ cue }) => cue),
    spoken: {
      polite: [...arrived(before, after, speech), ...say((cue) => cue === 'done')].join(' '),
      assertive: say((cue) => cue !== 'done').join(' '),
    },
  };
}

/** Rows that are in another state than before; one that was not there before is told by its list. */
function changed<R extends AccountLoan | AccountHold>(before: readonly R[], after: readonly R[]): readonly R[] {
  const old = new Map(before.map((row) => [row.key, row.state.at]));
  return after.filter((row) => old.has(row.key) && old.get(row.key) !== row.state.at);
}

function ofLoan(loan: AccountLoan, speech: Speech): readonly News[] {
  const { tone, word } = lookOfLoan(loan);
  if (loan.state.at === 'open' || tone === 'quiet' || tone === 'working') return [];
  const { say, day } = speech;
  const due =
    loan.state.at === 'renewed'
      ? `${say('account.due')} ${loan.due === null ? say('row.due-untold') : day(loan.due)}.`
      : '';
  const state = sentenceOf(say(word), due, whyOfLoan(loan, speech));
  return [{ cue: tone, sentence: say('announce.row', { title: nameOf(loan, speech), state }) }];
}

function ofHold(hold: AccountHold, speech: Speech): readonly News[] {
  const { at } = hold.state;
  if (at !== 'sure' && at !== 'cancelled' && at !== 'refused' && at !== 'unclear') return [];
  const { say } = speech;
  const state = sentenceOf(say(lookOfHold(hold).word), whyOfHold(hold, speech));
  const cues = { sure: 'attention', cancelled: 'done', refused: 'refused', unclear: 'attention' } as const;
  return [{ cue: cues[at], sentence: say('announce.row', { title: nameOf(hold, speech), state }) }];
}

const sentenceOf = (word: string, ...more: readonly string[]): string =>
  [/[.?!…]$/.test(word) ? word : `${word}.`, ...more].join(' ').replaceAll(/\s+/g, ' ').trim();

type Account = Extract<KioskScreen, { at: 'account' }>;

/** The list that is looked at has come: what it is and how long. */
function arrived(before: Account, after: Account, { say, money }: Speech): readonly string[] {
  const { section, lists } = after;
  if (before.lists[section].state === lists[section].state || lists[section].state === 'coming') return [];
  if (lists[section].state === 'silent') return [say('account.silent')];
  if (section === 'fees') return after.owed === null ? [say('account.empty.fees')] : [money(after.owed)];
  const count = after[section].length + lists[section].unlisted;
  return [count === 0 ? say(`account.empty.${section}`) : `${say(`account.${section}`)}: ${count}.`];
}

function paymentCues(before: KioskScreen, after: Extract<KioskScreen, { at: 'payment' }>): readonly Cue[] {
  const was = before.at === 'payment' ? before.state : null;
  const { state } = after;
  if (state.at === 'staff') return wrongTry(before, after) ? ['refused'] : [];
  if (was?.at === state.at) return [];
  if (state.at === 'recorded') return ['done'];
  return state.at === 'for-staff' || state.at === 'not-sent' ? ['attention'] : [];
}
