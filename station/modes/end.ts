// How a session ends: the last outcomes are awaited, the tally is drawn, the receipt offered. Pure.
import { closeCheckin, giveUpCheckin, isReturning, leftForStaff, returnedTags } from '../flows/checkin.ts';
import { closeCheckout, giveUpCheckout, isWorking } from '../flows/checkout.ts';
import { orphansOf } from '../flows/late.ts';
import { go, record, stay, andThen, type Step } from '../flow.ts';
import { slipOfLoans, slipOfReturns, tallyOfLoans, tallyOfReturns } from '../receipts/slips.ts';
import { toWelcome } from './begin.ts';
import { tellStaff } from './help.ts';
import { offerReceipt } from './receipt.ts';
import {
  isPileStage,
  kioskTimes,
  type Door,
  type Kiosk,
  type KioskRules,
  type PileStage,
  type Stage,
} from './kiosk-state.ts';

/** The patron is done (or gone, when not `shown`): no more items, and the open outcomes are awaited. */
export const finish = (kiosk: Kiosk, stage: PileStage, shown: boolean): Step<Kiosk> => {
  const door: Door = { at: 'finishing', shown };
  const closing: Stage =
    stage.at === 'checkout'
      ? { ...stage, door, flow: closeCheckout(stage.flow) }
      : { ...stage, door, flow: closeCheckin(stage.flow) };
  return go({ ...kiosk, stage: closing }, { kind: 'set-timer', timer: 'settle', afterMs: kioskTimes.settleMs });
};

/** Outcomes that did not come home in time stay open for the journal and for staff, and are nobody's on this screen. */
export const giveUp = (kiosk: Kiosk, stage: PileStage): Step<Kiosk> => {
  const orphans = [...kiosk.orphans, ...orphansOf(stage.flow)];
  const given: Stage =
    stage.at === 'checkout'
      ? { ...stage, flow: giveUpCheckout(stage.flow) }
      : { ...stage, flow: giveUpCheckin(stage.flow) };
  return stay({ ...kiosk, orphans, stage: given });
};

/** The session is over once it is finishing and every line is honest. */
export const endWhenSettled = (rules: KioskRules, kiosk: Kiosk): Step<Kiosk> => {
  const { stage } = kiosk;
  if (!isPileStage(stage)) return stay(kiosk);
  if (stage.door.at !== 'finishing') return stay(kiosk);
  if (stage.at === 'checkout' ? isWorking(stage.flow) : isReturning(stage.flow)) return stay(kiosk);

  const { session } = kiosk;
  const tally = stage.at === 'checkout' ? tallyOfLoans(stage.flow.pile) : tallyOfReturns(stage.flow);
  const over = go<Kiosk>(
    { ...kiosk, notice: null },
    { kind: 'cancel-timer', timer: 'settle' },
    ...(stage.at === 'checkin' ? tellStaff(kiosk, leftForStaff(stage.flow)) : []),
    record({ kind: 'session-ended', session, ...tally }),
    ...(stage.at === 'checkout' ? [{ kind: 'end-patron-session', patron: stage.patron.number } as const] : []),
  );
  const nothing = tally.done + tally.attention + tally.refused === 0;
  if (!stage.door.shown || nothing) return andThen(over, (state) => toWelcome(rules, state));
  const lendable = stage.at === 'checkin' && rules.returns.lendAgain ? returnedTags(stage.flow) : [];
  const facts =
    stage.at === 'checkout'
      ? ({ of: 'checkout', items: slipOfLoans(stage.flow.pile), holder: stage.patron, datedMs: null } as const)
      : ({
          of: 'checkin',
          items: slipOfReturns(stage.flow),
          holder: null,
          datedMs: stage.flow.dated?.ms ?? null,
        } as const);
  return andThen(over, (state) => offerReceipt(rules, state, { ...facts, tally, lendable }));
};
