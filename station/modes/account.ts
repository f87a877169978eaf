// My account at the kiosk, to the end of its session, and the count of staff PINs. Pure.
import { go, record, stay, andThen, type Event, type Step } from '../flow.ts';
import { accountOrphansOf } from '../flows/account-late.ts';
import { closeAccount, giveUpAccount, isUnderWay, stepAccount } from '../flows/account.ts';
import { leavePayment } from '../flows/payment.ts';
import { slipOfAccount, tallyOfAccount } from '../receipts/account-slip.ts';
import { toWelcome } from './begin.ts';
import { offerReceipt } from './receipt.ts';
import { kioskTimes, type AccountStage, type Kiosk, type KioskRules } from './kiosk-state.ts';

export const stepAccountStage = (kiosk: Kiosk, stage: AccountStage, event: Event): Step<Kiosk> => {
  if (event.kind === 'time-up' && event.timer === 'settle') return giveUpOwn(kiosk, stage);
  if (event.kind === 'pressed' && (event.press.kind === 'finish' || event.press.kind === 'leave'))
    return stage.door.at === 'open' ? finishAccount(kiosk, stage, true) : stay(kiosk);
  if (event.kind === 'pressed' && event.press.kind === 'type-staff-pin' && kiosk.staffPin.locked) return stay(kiosk);
  const step = stepAccount(stage.flow, event);
  return go({ ...kiosk, stage: { ...stage, flow: step.state } }, ...step.effects);
};

/** Wrong staff PINs are counted across sessions, whoever typed them; from the third on each locks for twice as long. */
export const stepStaffPin = (kiosk: Kiosk, event: Event): Step<Kiosk> => {
  const { wrong, locked } = kiosk.staffPin;
  if (event.kind === 'time-up' && event.timer === 'staff-pin')
    return stay({ ...kiosk, staffPin: { wrong, locked: false } });
  if (event.kind !== 'staff-pin-checked') return stay(kiosk);
  const { session } = kiosk;
  if (event.isRight)
    return go(
      { ...kiosk, staffPin: { wrong: 0, locked } },
      ...(wrong > 0 ? [record({ kind: 'staff-pin-right', session })] : []),
    );
  const tries = wrong + 1;
  const entry = record({ kind: 'staff-pin-wrong', session, tries });
  const afterMs = staffPinLockMs(tries);
  if (afterMs === 0) return go({ ...kiosk, staffPin: { wrong: tries, locked } }, entry);
  return go({ ...kiosk, staffPin: { wrong: tries, locked: true } }, entry, {
    kind: 'set-timer',
    timer: 'staff-pin',
    afterMs,
  });
};

/** Wrong staff PINs before the first lock. */
const staffPinTries = 3;

/** How long so many wrong staff PINs lock; 0: not yet. */
export const staffPinLockMs = (tries: number): number =>
  tries < staffPinTries
    ? 0
    : Math.min(kioskTimes.staffPinLockMs * 2 ** (tries - staffPinTries), kioskTimes.staffPinLongestLockMs);

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
