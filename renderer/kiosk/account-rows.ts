// What each state of a loan and of a hold looks like and says: tables. Knows no flow; a state that is missing here does not compile.
import type { AccountHold, AccountLoan, CancelState, RenewalState } from '../../contract/account-view.ts';
import type { Key } from '../../contract/words/words.ts';
import type { IconName } from '../parts/icon-name.ts';
import type { Speech } from '../parts/speech.ts';
import type { Tone } from './rows.ts';

type Look = { readonly tone: Tone; readonly icon: IconName; readonly word: Key };

const renewals: Readonly<Record<Exclude<RenewalState['at'], 'open'>, Look>> = {
  waiting: { tone: 'working', icon: 'clock', word: 'renewal.waiting' },
  asking: { tone: 'working', icon: 'busy', word: 'renewal.asking' },
  renewed: { tone: 'done', icon: 'check', word: 'renewal.renewed' },
  refused: { tone: 'refused', icon: 'cross', word: 'renewal.refused' },
  fee: { tone: 'attention', icon: 'fee', word: 'renewal.fee' },
  'finding-out': { tone: 'working', icon: 'search', word: 'renewal.finding-out' },
  unclear: { tone: 'attention', icon: 'question', word: 'renewal.unclear' },
};

const cancels: Readonly<Record<Exclude<CancelState['at'], 'open'>, Look>> = {
  sure: { tone: 'attention', icon: 'question', word: 'hold.sure' },
  waiting: { tone: 'working', icon: 'busy', word: 'hold.cancelling' },
  asking: { tone: 'working', icon: 'busy', word: 'hold.cancelling' },
  cancelled: { tone: 'quiet', icon: 'check', word: 'hold.cancelled' },
  refused: { tone: 'refused', icon: 'cross', word: 'hold.refused' },
  'finding-out': { tone: 'working', icon: 'search', word: 'hold.finding-out' },
  unclear: { tone: 'attention', icon: 'question', word: 'hold.unclear' },
};

const holds: Readonly<Record<AccountHold['is'], Look>> = {
  ready: { tone: 'done', icon: 'check', word: 'hold.ready' },
  waiting: { tone: 'quiet', icon: 'clock', word: 'hold.waiting' },
  unknown: { tone: 'quiet', icon: 'info', word: 'hold.unknown' },
};

export function lookOfLoan({ state, isOverdue }: AccountLoan): Look {
  if (state.at !== 'open') return renewals[state.at];
  return isOverdue
    ? { tone: 'attention', icon: 'warning', word: 'account.overdue' }
    : { tone: 'quiet', icon: 'borrow', word: 'account.on-loan' };
}

export function lookOfHold({ state, is }: AccountHold): Look {
  return state.at === 'open' ? holds[is] : cancels[state.at];
}

/** The sentence beside the word: why, and what to do. Empty when the word says it all. */
export function whyOfLoan({ state, byTitle }: AccountLoan, { say, money }: Speech): string {
  switch (state.at) {
    case 'refused':
      return say(`renewal.refused.${state.because}`);
    case 'fee':
      return state.fee === null ? say('renewal.fee.why-unknown') : say('renewal.fee.why', { money: money(state.fee) });
    case 'finding-out':
    case 'unclear':
      return say(`renewal.${state.at}.why`);
    case 'open':
      return byTitle ? say('account.by-title.loan') : '';
    case 'waiting':
    case 'asking':
    case 'renewed':
      return '';
  }
}

export function whyOfHold({ state, is, shelf, byTitle }: AccountHold, { say }: Speech): string {
  switch (state.at) {
    case 'open':
      if (is === 'ready') return shelf === null ? say('hold.ready.desk') : say('hold.ready.shelf', { shelf });
      return is === 'unknown' ? say('hold.unknown.why') : byTitle ? say('account.by-title.hold') : '';
    case 'sure':
    case 'unclear':
      return say(`hold.${state.at}.why`);
    case 'refused':
      return say(`hold.refused.${state.because}`);
    case 'finding-out':
      return say('renewal.finding-out.why');
    case 'waiting':
    case 'asking':
    case 'cancelled':
      return '';
  }
}

/** A title; while none is known, the number. */
export function nameOf({ title, number }: AccountLoan | AccountHold, { say }: Speech): string {
  return title ?? say('account.untitled', { number: number ?? '' });
}
