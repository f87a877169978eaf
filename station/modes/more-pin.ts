// The patron password in the middle of borrowing, where a library asks for it only beyond a number of loans. The pile goes on
// meanwhile; only what needs the password waits. Pure.
import { openGate } from '../flows/checkout.ts';
import { shutGate } from '../flows/pin-gate.ts';
import { beginIdentify, showCard, stepIdentify } from '../flows/identify.ts';
import { go, stay, type Event, type Step } from '../flow.ts';
import type { Checkout } from '../flows/loan.ts';
import type { Kiosk, Stage } from './kiosk-state.ts';

type CheckoutStage = Extract<Stage, { at: 'checkout' }>;

/** Tickets of the session's first identification are never given out again. */
const furtherTickets = 1000;

/** Null: the event is none of the password's. */
export const stepMorePin = (kiosk: Kiosk, stage: CheckoutStage, event: Event, nowMs: number): Step<Kiosk> | null => {
  const { door, flow, patron } = stage;
  const watch = { guard: kiosk.guard, nowMs };
  const put = (change: Partial<CheckoutStage>): Kiosk => ({ ...kiosk, stage: { ...stage, ...change } });
  if (door.at === 'open' && event.kind === 'pressed' && event.press.kind === 'give-pin') {
    if (!mayGivePin(flow)) return stay(kiosk);
    const begun = { ...beginIdentify(kiosk.session, 'always'), tickets: furtherTickets + flow.pile.tickets };
    const asked = showCard(begun, patron.number, watch);
    // A card that was locked meanwhile, at whatever place.
    return asked.state.state.at === 'pin'
      ? go(put({ door: { at: 'pin', identify: asked.state } }), ...asked.effects)
      : stay(put({ flow: shutGate(flow) }));
  }
  if (door.at !== 'pin') return null;
  const { state } = door.identify;
  if (event.kind === 'pressed' && ['back', 'leave', 'finish'].includes(event.press.kind))
    return state.at === 'pin' ? stay(put({ door: { at: 'open' } })) : stay(kiosk);
  const isTheirs =
    event.kind === 'patron-answered' ||
    (event.kind === 'pressed' && event.press.kind === 'type-pin') ||
    (event.kind === 'time-up' && event.timer === 'pin-wait');
  if (!isTheirs) return null;
  const step = stepIdentify(door.identify, event, watch);
  const now = step.state.state;
  switch (now.at) {
    case 'pin':
    case 'asking-pin':
    case 'asking-card':
      return go(put({ door: { at: 'pin', identify: step.state } }), ...step.effects);
    case 'card':
      // The library system did not answer: what needs the password still does.
      return go(put({ door: { at: 'open' } }), ...step.effects);
    case 'turned-away':
      return go(put({ door: { at: 'open' }, flow: shutGate(flow) }), ...step.effects);
    // A session that began without the library system asks for no password.
    case 'by-card':
      return stay(kiosk);
    case 'known': {
      // Another patron's card number cannot have come: it was never asked for.
      const opened = openGate(flow, now.pin);
      return go(put({ door: { at: 'open' }, flow: opened.state }), ...step.effects, ...opened.effects);
    }
  }
};

/** Whether an item waits for the password. */
export const mayGivePin = (flow: Checkout): boolean => flow.pile.lines.some(({ state }) => state.at === 'needs-pin');
