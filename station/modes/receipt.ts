// The receipt at the end of a session: offered, printed, mailed or left out, as the library decided; and once more, as long as
// the same person stands there. Pure.
import type { Tally } from '../../contract/view.ts';
import { go, record, stay, type Effect, type Event, type Step } from '../flow.ts';
import type { Printed } from '../../drivers/ports/receipt-printer.ts';
import type { SlipFacts } from '../receipts/facts.ts';
import { toWelcome } from './begin.ts';
import type { Uid } from '../../drivers/ports/tag-reader.ts';
import { beginIdentify } from '../flows/identify.ts';
import { callStaff } from './help.ts';
import { offeredNow } from './opening.ts';
import { kioskTimes, patienceFor, type Kiosk, type KioskRules, type Stage } from './kiosk-state.ts';
import { leftBehind } from './left.ts';

type ReceiptStage = Extract<Stage, { at: 'receipt' }>;
type GoodbyeStage = Extract<Stage, { at: 'goodbye' }>;

/** Who a receipt is for; null for whoever returns. */
export type Holder = { readonly number: string; readonly name: string; readonly email: string | null } | null;

/** The session is over: what of it is put on paper, or sent, and how that is decided. */
export const offerReceipt = (
  rules: KioskRules,
  kiosk: Kiosk,
  {
    of,
    items,
    holder,
    tally,
    lendable,
    datedMs,
  }: Pick<SlipFacts, 'of' | 'items' | 'datedMs'> & {
    readonly holder: Holder;
    readonly tally: Tally;
    /** Tags of what was just returned and may be borrowed again. */
    readonly lendable: readonly Uid[];
  },
): Step<Kiosk> => {
  const { receipts } = rules;
  const policy = receipts[of];
  const to = rules.mails && holder !== null ? holder.email : null;
  const isWanted = policy !== 'none' && tally.done + tally.attention > 0;
  if (!isWanted || (!rules.hasPrinter && to === null)) return goodbye(kiosk, { of, tally, slip: null, lendable });
  const slip: SlipFacts = {
    of,
    items,
    reference: `${rules.place}-${String(kiosk.session).padStart(6, '0')}`,
    name: receipts.name && holder !== null ? holder.name : null,
    card: holder === null ? null : cardOn(receipts.card, holder.number),
    copy: false,
    datedMs,
  };
  const paper = rules.hasPrinter ? (kiosk.printerTrouble ?? 'offered') : 'none';
  const stage: ReceiptStage = {
    at: 'receipt',
    slip,
    tally,
    paper,
    mail: to === null ? null : { to, state: 'offered' },
    patron: holder === null ? null : holder.number,
    lendable,
    tries: 0,
  };
  if (policy === 'print' && paper === 'offered') return print(kiosk, stage);
  if (policy === 'email' && stage.mail !== null) return mail(kiosk, stage, stage.mail);
  return stay({ ...kiosk, stage });
};

const cardOn = (how: KioskRules['receipts']['card'], number: string): SlipFacts['card'] => {
  if (how === 'none') return null;
  return how === 'whole' ? { kind: 'whole', number } : { kind: 'last-four', number: number.slice(-4) };
};

export const stepReceipt = (rules: KioskRules, kiosk: Kiosk, stage: ReceiptStage, event: Event): Step<Kiosk> => {
  const ticket = ticketOf(kiosk, stage);
  if (event.kind === 'slip-printed' && stage.paper === 'printing' && event.ticket === ticket)
    return printed(kiosk, stage, event.outcome);
  if (event.kind === 'paper-changed') return stay({ ...kiosk, stage: { ...stage, paper: paperNow(kiosk, stage) } });
  if (event.kind === 'letter-queued' && stage.mail?.state === 'queueing' && event.ticket === ticket)
    return queued(kiosk, stage, event.isQueued);
  if (event.kind !== 'pressed' || stage.paper === 'printing' || stage.mail?.state === 'queueing') return stay(kiosk);
  switch (event.press.kind) {
    case 'print':
      return stage.paper === 'none' ? stay(kiosk) : print(kiosk, stage);
    case 'email':
      return stage.mail === null ? stay(kiosk) : mail(kiosk, stage, stage.mail);
    case 'no-receipt':
      return goodbye(kiosk, { of: stage.slip.of, tally: stage.tally, slip: stage });
    case 'leave':
      return toWelcome(rules, kiosk);
    default:
      return stay(kiosk);
  }
};

/** The last screen: it goes by itself, and until then the receipt can be had once more. */
export const stepGoodbye = (rules: KioskRules, kiosk: Kiosk, stage: GoodbyeStage, event: Event): Step<Kiosk> => {
  const over =
    (event.kind === 'time-up' && event.timer === 'goodbye') ||
    (event.kind === 'pressed' && event.press.kind === 'leave');
  if (over) return toWelcome(rules, kiosk);
  if (event.kind === 'pressed' && event.press.kind === 'lend-again') return lendAgain(rules, kiosk, stage);
  if (event.kind !== 'pressed' || event.press.kind !== 'print' || !mayPrintAgain(stage)) return stay(kiosk);
  const { again } = stage;
  const step = print(kiosk, { ...again, slip: { ...again.slip, copy: again.slip.copy || stage.printed } });
  return go(step.state, { kind: 'cancel-timer', timer: 'goodbye' }, ...step.effects);
};

/** Who says so claims what they have just returned, and nothing that somebody behind them has put down meanwhile. */
const lendAgain = (rules: KioskRules, kiosk: Kiosk, stage: GoodbyeStage): Step<Kiosk> => {
  if (!mayLendAgain(rules, kiosk, stage)) return stay(kiosk);
  const session = kiosk.session + 1;
  return go(
    {
      ...kiosk,
      session,
      left: leftBehind(kiosk).filter(({ uid }) => !stage.lendable.includes(uid)),
      stage: { at: 'identify', identify: beginIdentify(session, rules.pinPolicy), errand: 'checkout' },
    },
    { kind: 'cancel-timer', timer: 'goodbye' },
  );
};

export const mayLendAgain = (rules: KioskRules, kiosk: Kiosk, { lendable }: GoodbyeStage): boolean =>
  kiosk.acs === 'up' &&
  offeredNow(rules, kiosk).includes('borrow') &&
  kiosk.pad.some(({ uid }) => lendable.includes(uid));

export const mayPrintAgain = (
  stage: GoodbyeStage,
): stage is GoodbyeStage & { readonly again: NonNullable<GoodbyeStage['again']> } =>
  stage.again !== null && stage.again.paper !== 'none';

/** A printer that was mended while somebody stands there is offered again; a new trouble is told. */
const paperNow = ({ printerTrouble }: Kiosk, { paper }: ReceiptStage): ReceiptStage['paper'] =>
  paper === 'none' || paper === 'printing' || (paper === 'printer-silent' && printerTrouble === null)
    ? paper
    : (printerTrouble ?? 'offered');

const ticketOf = ({ session }: Kiosk, { tries }: ReceiptStage): string => `${session}-slip-${tries}`;

const print = (kiosk: Kiosk, stage: ReceiptStage): Step<Kiosk> => {
  const next: ReceiptStage = { ...stage, paper: 'printing', tries: stage.tries + 1 };
  return go(
    { ...kiosk, stage: next },
    { kind: 'print-slip', ticket: ticketOf(kiosk, next), language: kiosk.language, slip: stage.slip },
  );
};

const mail = (kiosk: Kiosk, stage: ReceiptStage, { to }: NonNullable<ReceiptStage['mail']>): Step<Kiosk> => {
  const next: ReceiptStage = { ...stage, mail: { to, state: 'queueing' }, tries: stage.tries + 1 };
  const queue: Effect = {
    kind: 'queue-letter',
    ticket: ticketOf(kiosk, next),
    language: kiosk.language,
    slip: stage.slip,
    to,
  };
  return go({ ...kiosk, stage: next }, queue);
};

const printed = (kiosk: Kiosk, stage: ReceiptStage, outcome: Printed): Step<Kiosk> => {
  const { session } = kiosk;
  const { slip, tally } = stage;
  if (outcome.kind === 'printed') {
    const { seen } = outcome;
    const step = goodbye(kiosk, { of: slip.of, tally, slip: stage, printed: true, seen });
    return go(step.state, record({ kind: 'slip-printed', session, reference: slip.reference, seen }), ...step.effects);
  }
  // A printer that stopped for a reason of its own has said so; another only fell silent.
  const because = outcome.kind === 'printer-silent' ? (kiosk.printerTrouble ?? outcome.kind) : outcome.kind;
  return go(
    { ...kiosk, stage: { ...stage, paper: because } },
    record({ kind: 'slip-failed', session, because }),
    ...callStaff(kiosk, because),
  );
};

const queued = (kiosk: Kiosk, stage: ReceiptStage, isQueued: boolean): Step<Kiosk> => {
  const { slip, tally, mail: letter, patron } = stage;
  if (!isQueued) return stay({ ...kiosk, stage: { ...stage, mail: letter && { ...letter, state: 'not-queued' } } });
  const step = goodbye(kiosk, { of: slip.of, tally, slip: stage, mailed: true });
  const entry = record({ kind: 'mail-queued', session: kiosk.session, reference: slip.reference, patron });
  return go(step.state, entry, ...step.effects);
};

/** `slip`: what the receipt screen knew; null where none was offered. */
const goodbye = (
  kiosk: Kiosk,
  end: Pick<GoodbyeStage, 'of' | 'tally'> & {
    readonly slip: ReceiptStage | null;
    readonly printed?: boolean;
    readonly seen?: boolean;
    readonly mailed?: boolean;
    readonly lendable?: readonly Uid[];
  },
): Step<Kiosk> => {
  const { of, tally, slip, printed: isPrinted = false, seen = false, mailed = false } = end;
  const lendable = slip === null ? (end.lendable ?? []) : slip.lendable;
  const again: ReceiptStage | null =
    slip === null ? null : { ...slip, paper: slip.paper === 'none' ? 'none' : 'offered' };
  return go(
    { ...kiosk, stage: { at: 'goodbye', of, tally, printed: isPrinted, seen, mailed, again, lendable } },
    { kind: 'set-timer', timer: 'goodbye', afterMs: kioskTimes.goodbyeMs * patienceFor(kiosk) },
  );
};
