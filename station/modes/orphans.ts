// Questions that outlived their session, or the program: late answers are taken, and what nobody is asking about is found
// out once the library system has been there for a while. Pure.
import { findOutWish, stepAccountLate } from '../flows/account-late.ts';
import { findOut, stepLate } from '../flows/late.ts';
import { andThen, go, stay, type Event, type Step } from '../flow.ts';
import { withEntry } from '../security.ts';
import type { Around } from './around.ts';

type Old = Pick<Around, 'acs' | 'book' | 'orphans' | 'accountOrphans' | 'findsOut'>;
/** How long the library system may take for an answer. */
type Patience = { readonly answerMs: number };

export const stepOrphans = <State extends Old>(rules: Patience, kiosk: State, event: Event): Step<State> => {
  const isUp = kiosk.acs === 'up';
  const late = stepLate(kiosk.orphans, event, isUp);
  const own = stepAccountLate(kiosk.accountOrphans, event, isUp);
  const effects = [...late.effects, ...own.effects];
  const book = effects.reduce(
    (after, effect) => (effect.kind === 'record' ? withEntry(after, effect.entry) : after),
    kiosk.book,
  );
  const heard = go<State>({ ...kiosk, book, orphans: late.orphans, accountOrphans: own.orphans }, ...effects);
  return andThen(
    andThen(heard, (state) => patience(rules, state, event)),
    askNext,
  );
};

/** A question that was under way when the line broke, or the program ended, may still be acted on: as long as for any other. */
const patience = <State extends Old>(rules: Patience, kiosk: State, event: Event): Step<State> => {
  switch (event.kind) {
    case 'acs-up':
      return go(kiosk, { kind: 'set-timer', timer: 'find-out', afterMs: rules.answerMs });
    case 'acs-lost':
    case 'acs-down':
      return go({ ...kiosk, findsOut: false }, { kind: 'cancel-timer', timer: 'find-out' });
    case 'time-up':
      return stay(event.timer === 'find-out' ? { ...kiosk, findsOut: kiosk.acs === 'up' } : kiosk);
    default:
      return stay(kiosk);
  }
};

/** One at a time, so that no patron waits behind an old story. */
const askNext = <State extends Old>(kiosk: State): Step<State> => {
  const { orphans, accountOrphans, findsOut } = kiosk;
  if (!findsOut) return stay(kiosk);
  const all = [...orphans, ...accountOrphans];
  if (all.length === 0 || all.some(({ waits }) => !waits)) return stay(kiosk);
  const [first, ...others] = orphans;
  if (first !== undefined) return go({ ...kiosk, orphans: [{ ...first, waits: false }, ...others] }, findOut(first));
  const [wish, ...wishes] = accountOrphans;
  if (wish === undefined) return stay(kiosk);
  return go({ ...kiosk, accountOrphans: [{ ...wish, waits: false }, ...wishes] }, findOutWish(wish));
};
