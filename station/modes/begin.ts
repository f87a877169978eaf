// How a session begins, and the welcome screen it begins from. Pure.
import { standardComfort } from '../../contract/comfort.ts';
import { beginAccount } from '../flows/account.ts';
import { beginCheckout } from '../flows/checkout.ts';
import {
  beginIdentify,
  refuseCard,
  showCard,
  showCardOffline,
  stepIdentify,
  type Identify,
  type PinPolicy,
  type Who,
} from '../flows/identify.ts';
import { go, record, stay, andThen, type Event, type Step } from '../flow.ts';
import type { PinGate } from '../flows/loan.ts';
import type { Patron } from '../library.ts';
import { lendsOfflineNow, offeredNow } from './opening.ts';
import { beginReturn, beginReturnWith, beginsReturn, returnsByItself } from './returning.ts';
import type { Kiosk, KioskRules, Stage } from './kiosk-state.ts';
import { isLeft } from './left.ts';

/** The welcome screen: the next press belongs to nobody who was here before. */
export const toWelcome = (rules: KioskRules, kiosk: Kiosk): Step<Kiosk> =>
  stay({
    ...kiosk,
    session: kiosk.session + 1,
    language: rules.language,
    comfort: standardComfort,
    idle: null,
    notice: null,
    mended: 0,
    called: 'no',
    stage: { at: 'welcome' },
  });

/** A card, by scan, tap or typing; null when the event is none. A card that somebody forgot on the pad is none. */
export const cardIn = (kiosk: Kiosk, event: Event): string | null => {
  if (event.kind === 'tag-read' && event.thing.kind === 'patron-card') {
    return isLeft(kiosk, event.uid) ? null : event.thing.number;
  }
  if (event.kind === 'scanned' && event.scan.kind === 'number' && event.scan.mayBe !== 'item') return event.scan.number;
  if (event.kind === 'pressed' && event.press.kind === 'type-card') return event.press.number.trim();
  return null;
};

/** What is lent, held and owed needs its own proof: who may borrow a book by a card alone may not read what another has. */
const policyFor = (rules: KioskRules, errand: 'checkout' | 'account'): PinPolicy =>
  errand === 'account' ? rules.accountPin : rules.pinPolicy;

/** Out of the welcome screen: borrow or return was pressed, or a card was shown (which means: borrow). */
export const begin = (rules: KioskRules, kiosk: Kiosk, event: Event, nowMs: number): Step<Kiosk> => {
  if ((kiosk.acs !== 'up' && kiosk.acs !== 'silent') || kiosk.padReadyAtMs === null) return stay(kiosk);
  const offered = offeredNow(rules, kiosk);
  const session = kiosk.session + 1;
  const identifyFor = (errand: 'checkout' | 'account'): Kiosk => ({
    ...kiosk,
    session,
    stage: { at: 'identify', identify: beginIdentify(session, policyFor(rules, errand)), errand },
  });
  if (event.kind === 'pressed') {
    const { kind } = event.press;
    if ((kind !== 'borrow' && kind !== 'account' && kind !== 'return') || !offered.includes(kind)) return stay(kiosk);
    return kind === 'return'
      ? beginReturn(rules, { ...kiosk, session }, nowMs)
      : stay(identifyFor(kind === 'borrow' ? 'checkout' : 'account'));
  }
  if (returnsByItself(rules, kiosk))
    return beginsReturn(kiosk, event) ? beginReturnWith(rules, { ...kiosk, session }, event, nowMs) : stay(kiosk);
  // Where numbers do not tell cards from items, a scan here could be either: only a certain card begins a session.
  const certain =
    event.kind === 'tag-read' ||
    (event.kind === 'scanned' && event.scan.kind === 'number' && event.scan.mayBe === 'patron');
  const errand = offered.includes('borrow') ? 'checkout' : 'account';
  if (errand === 'account' && !offered.includes('account')) return stay(kiosk);
  const identify = identifyFor(errand);
  if (!certain || cardIn(kiosk, event) === null || identify.stage.at !== 'identify') return stay(kiosk);
  return identified(rules, identify, identify.stage, event, nowMs);
};

/** A step of identifying, and the way on: borrowing, the account, or turned away. */
export const identified = (
  rules: KioskRules,
  kiosk: Kiosk,
  { identify, errand }: Extract<Stage, { at: 'identify' }>,
  event: Event,
  nowMs: number,
): Step<Kiosk> => {
  const isOffline = errand === 'checkout' && lendsOfflineNow(rules, kiosk);
  const step = who(kiosk, identify, { event, nowMs, isOffline });
  const now: Kiosk = { ...kiosk, stage: { at: 'identify', identify: step.state, errand } };
  const { state } = step.state;
  const entered = go(now, ...step.effects);
  switch (state.at) {
    case 'known':
      return andThen(entered, (at) =>
        errand === 'account' ? openAccount(rules, at, state) : beginLoan(rules, at, state),
      );
    case 'by-card':
      return andThen(entered, (at) => beginLoanByCard(rules, at, state.card));
    case 'turned-away': {
      const whose = state.who;
      // What stands against a loan does not stand against looking, or against paying.
      if (errand === 'account' && whose !== null) return andThen(entered, (at) => openAccount(rules, at, whose));
      return andThen(entered, (at) =>
        stay({
          ...at,
          stage: { at: 'turned-away', because: state.because, fee: state.fee, messages: state.messages, who: whose },
        }),
      );
    }
    default:
      return entered;
  }
};

const who = (
  kiosk: Kiosk,
  identify: Identify,
  { event, nowMs, isOffline }: { readonly event: Event; readonly nowMs: number; readonly isOffline: boolean },
): Step<Identify> => {
  if (event.kind === 'scanned' && event.scan.kind === 'number' && event.scan.mayBe === 'item') {
    return stay(identify.state.at === 'card' ? refuseCard(identify, 'not-a-card') : identify);
  }
  const card = cardIn(kiosk, event);
  const watch = { guard: kiosk.guard, nowMs };
  if (card === null) return stepIdentify(identify, event, watch);
  return isOffline ? showCardOffline(identify, card, watch) : showCard(identify, card, watch);
};

/** `count`: what the patron has on loan already; null where the library system does not tell. */
const gateFor = ({ pinPolicy, withoutPin }: KioskRules, count: number | null, pin: string | null): PinGate | null =>
  pinPolicy === 'beyond-limit' && pin === null ? { left: Math.max(0, withoutPin - (count ?? 0)), isShut: false } : null;

const beginLoan = (rules: KioskRules, kiosk: Kiosk, { patron, pin }: Who): Step<Kiosk> => {
  const { session } = kiosk;
  const { count, limit, numbers } = patron.loans;
  const flow = beginCheckout({
    session,
    patron: patron.number,
    pin,
    security: rules.security,
    sets: rules.borrow.sets,
    had: numbers,
    gate: gateFor(rules, count, pin),
    lendsOffline: rules.offline === 'lends',
    way: lendsOfflineNow(rules, kiosk) ? 'offline' : 'acs',
    allowance: count === null || limit === null ? null : Math.max(0, limit - count),
  });
  return go(
    { ...kiosk, stage: { at: 'checkout', patron, flow, door: { at: 'open' } } },
    record({ kind: 'session-began', session, errand: 'checkout', patron: patron.number }),
  );
};

/** Nobody is known but by the card: no name, no loans, and no password could be checked. */
const beginLoanByCard = (rules: KioskRules, kiosk: Kiosk, card: string): Step<Kiosk> => {
  const { session } = kiosk;
  const patron: Patron = {
    number: card,
    name: `•••• ${card.slice(-4)}`,
    email: null,
    block: null,
    fee: null,
    isFeeTold: true,
    messages: [],
    readyHolds: null,
    loans: { count: null, limit: null, numbers: null },
  };
  const flow = beginCheckout({
    session,
    patron: card,
    pin: null,
    security: rules.security,
    sets: rules.borrow.sets,
    had: null,
    gate: null,
    lendsOffline: true,
    way: 'offline-only',
    allowance: null,
  });
  return go(
    { ...kiosk, stage: { at: 'checkout', patron, flow, door: { at: 'open' } } },
    record({ kind: 'session-began', session, errand: 'checkout', patron: card }),
  );
};

/** From a card that was turned away to its account: at once, or with the password that the account asks for. */
export const toAccount = (rules: KioskRules, kiosk: Kiosk, whose: Who, nowMs: number): Step<Kiosk> => {
  const { accountPin } = rules;
  const isProven = whose.pin !== null || accountPin === 'never' || (accountPin === 'when-asked' && whose.verified);
  if (isProven) return openAccount(rules, kiosk, whose);
  const { guard, session } = kiosk;
  const asked = showCard(beginIdentify(session, 'always'), whose.patron.number, { guard, nowMs });
  return go({ ...kiosk, stage: { at: 'identify', identify: asked.state, errand: 'account' } }, ...asked.effects);
};

const openAccount = (rules: KioskRules, kiosk: Kiosk, { patron, pin }: Who): Step<Kiosk> => {
  const { session } = kiosk;
  const begun = beginAccount({ session, place: rules.place, patron, pin, rules: rules.account });
  return go(
    { ...kiosk, stage: { at: 'account', patron, flow: begun.state, door: { at: 'open' } } },
    record({ kind: 'session-began', session, errand: 'account', patron: patron.number }),
    ...begun.effects,
  );
};
