// My account at the kiosk, to the end of its session, and staff who confirm a payment of it. Pure.
import { go, record, stay, andThen, type Event, type Step } from '../flow.ts';
import { accountOrphansOf } from '../flows/account-late.ts';
import { closeAccount, giveUpAccount, isUnderWay, stepAccount } from '../flows/account.ts';
import { confirmTransfer, leavePayment } from '../flows/payment.ts';
import { may } from '../staff.ts';
import { slipOfAccount, tallyOfAccount } from '../receipts/account-slip.ts';
import { toWelcome } from './begin.ts';
import { offerReceipt } from './receipt.ts';
import { askWho, stepKioskSigning } from './staff-signing.ts';
import { kioskTimes, type AccountStage, type Kiosk, type KioskRules } from './kiosk-state.ts';

export const stepAccountStage = (
  rules: KioskRules,
  kiosk: Kiosk,
  stage: AccountStage,
  event: Event,
  nowMs: number,
): Step<Kiosk> => {
  if (event.kind === 'time-up' && event.timer === 'settle') return giveUpOwn(kiosk, stage);
  if (event.kind === 'pressed' && (event.press.kind === 'finish' || event.press.kind === 'leave'))
    return stage.door.at === 'open' ? finishAccount(kiosk, stage, true) : stay(kiosk);
  const confirmed = stepConfirm(rules, kiosk, stage, event, nowMs);
  if (confirmed !== null) return confirmed;
  const step = stepAccount(stage.flow, event);
  // Asked anew each time: what was said before, and is still being checked, was for another question.
  const asked = event.kind === 'pressed' && event.press.kind === 'staff-here' ? askWho(kiosk) : kiosk;
  return go({ ...asked, stage: { ...stage, flow: step.state } }, ...step.effects);
};

/** Staff have seen the money, say who they are, and may say so; null where the event is for the account. */
const stepConfirm = (
  rules: KioskRules,
  kiosk: Kiosk,
  stage: AccountStage,
  event: Event,
  nowMs: number,
): Step<Kiosk> | null => {
  const { payment } = stage.flow;
  if (payment?.state.at !== 'staff' || stage.door.at !== 'open') return null;
  const signed = stepKioskSigning(rules, kiosk, event, nowMs);
  if (signed === null) return null;
  const { state: signing, effects, who } = signed;
  const now: Kiosk = { ...kiosk, signing, isNotAllowed: false };
  if (who === null) return go(now, ...effects);
  if (!may(who.staff, 'take-money')) return go({ ...now, isNotAllowed: true }, ...effects);
  const told = confirmTransfer(stage.flow);
  const { session } = kiosk;
  return go(
    { ...now, stage: { ...stage, flow: told.state } },
    ...effects,
    record({ kind: 'payment-taken', session, staff: who.staff.name, reference: payment.reference, by: 'transfer' }),
    ...told.effects,
  );
};

/** The patron is done (or gone, when not `shown`): the open outcomes are awaited. */
export const finishAccount = (kiosk: Kiosk, stage: AccountStage, shown: boolean): Step<Kiosk> =>
  go(
    { ...kiosk, stage: { ...stage, door: { at: 'finishing', shown }, flow: closeAccount(stage.flow) } },
    { kind: 'set-timer', timer: 'settle', afterMs: kioskTimes.settleMs },
  );

/** Outcomes that did not come home in time stay open for the journal and for staff, and are nobody's on this screen. */
const giveUpOwn = (kiosk: Kiosk, stage: AccountStage): Step<Kiosk> =>
  stay({
    ...kiosk,
    accountOrphans: [...kiosk.accountOrphans, ...accountOrphansOf(stage.flow)],
    stage: { ...stage, flow: giveUpAccount(stage.flow) },
  });

/** The session is over once it is finishing and nothing is under way any more. */
export const endAccountWhenSettled = (rules: KioskRules, kiosk: Kiosk): Step<Kiosk> => {
  const { stage, session } = kiosk;
  if (stage.at !== 'account' || stage.door.at !== 'finishing' || isUnderWay(stage.flow)) return stay(kiosk);
  const { flow } = stage;
  const tally = tallyOfAccount(flow);
  const over = go<Kiosk>(
    { ...kiosk, notice: null },
    { kind: 'cancel-timer', timer: 'settle' },
    ...leavePayment(flow),
    record({ kind: 'session-ended', session, ...tally }),
    { kind: 'end-patron-session', patron: flow.patron },
  );
  const nothing = tally.done + tally.attention + tally.refused === 0;
  if (!stage.door.shown || nothing) return andThen(over, (state) => toWelcome(rules, state));
  return andThen(over, (state) =>
    offerReceipt(rules, state, {
      of: 'account',
      items: slipOfAccount(flow),
      holder: stage.patron,
      tally,
      lendable: [],
      datedMs: null,
    }),
  );
};
