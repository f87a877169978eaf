// What a kiosk does after something nobody expected: what the devices and the library system are stays known, the session does
// not. It is over, its questions are found out, and the place opens anew in a moment. Pure.
import { accountOrphansOf } from '../flows/account-late.ts';
import { closeAccount, giveUpAccount } from '../flows/account.ts';
import { closeCheckin, giveUpCheckin } from '../flows/checkin.ts';
import { closeCheckout, giveUpCheckout } from '../flows/checkout.ts';
import { orphansOf } from '../flows/late.ts';
import { leavePayment } from '../flows/payment.ts';
import { go, record, type Effect, type Event, type Step } from '../flow.ts';
import { tallyOfAccount } from '../receipts/account-slip.ts';
import { tallyOfLoans, tallyOfReturns } from '../receipts/slips.ts';
import type { Ticket } from '../library.ts';
import { isPileStage, kioskTimes, newKiosk, type Kiosk, type KioskRules, type Stage } from './kiosk-state.ts';
import { leftBehind } from './left.ts';

/** `event`: the one that could not be taken. An answer that was lost with it is found out, as if it had never come. */
export const outOfOrder = (rules: KioskRules, kiosk: Kiosk, event: Event): Step<Kiosk> => {
  const { acs, padReadyAtMs, pad, mending, stage, book, guard, session } = kiosk;
  const lost = 'ticket' in event ? event.ticket : null;
  const heard = <O extends { readonly ticket: Ticket; readonly waits: boolean }>(orphan: O): O =>
    orphan.ticket === lost ? { ...orphan, waits: true } : orphan;
  const orphans = [...kiosk.orphans, ...(isPileStage(stage) ? orphansOf(stage.flow) : [])].map(heard);
  const own = stage.at === 'account' ? accountOrphansOf(stage.flow) : [];
  const accountOrphans = [...kiosk.accountOrphans, ...own].map(heard);
  const fresh = newKiosk(rules, {
    session: session + 1,
    book,
    guard,
    orphans,
    accountOrphans,
    isOutOfUse: kiosk.isOutOfUse,
    isCovered: kiosk.isCovered,
  });
  const left = leftBehind(kiosk);
  return go(
    {
      ...fresh,
      acs,
      padReadyAtMs,
      pad,
      left,
      mending,
      findsOut: kiosk.findsOut,
      paper: kiosk.paper,
      printerTrouble: kiosk.printerTrouble,
      open: kiosk.open,
      trial: kiosk.trial,
      board: kiosk.board,
      stage: { at: 'out-of-order' },
    },
    // A transfer that was shown may have been made all the same.
    ...(stage.at === 'account' ? leavePayment(stage.flow) : []),
    ...ending(stage, session),
    { kind: 'set-timer', timer: 'reopen', afterMs: kioskTimes.reopenMs },
  );
};

/** The session that is broken off, with what is true of it by now. */
const ending = (stage: Stage, session: number): readonly Effect[] => {
  switch (stage.at) {
    case 'checkout': {
      const { pile } = giveUpCheckout(closeCheckout(stage.flow));
      return [record({ kind: 'session-ended', session, ...tallyOfLoans(pile) })];
    }
    case 'checkin':
      return [record({ kind: 'session-ended', session, ...tallyOfReturns(giveUpCheckin(closeCheckin(stage.flow))) })];
    case 'staff':
      return [record({ kind: 'staff-signed-out', session, staff: stage.who.name, because: 'fault' })];
    case 'account':
      return [record({ kind: 'session-ended', session, ...tallyOfAccount(giveUpAccount(closeAccount(stage.flow))) })];
    default:
      return [];
  }
};
