// What the steps ask for, done: questions to the library system, writes to tags, slips, timers. Every outcome comes
// home as an event. Knows no rules.
import type { Language } from '../contract/terms.ts';
import type { Clock } from '../drivers/clock.ts';
import type { Pad } from '../drivers/ports/pad.ts';
import { noPrinter, type ReceiptPrinter } from '../drivers/ports/receipt-printer.ts';
import { runAccountEffect } from './account-effects.ts';
import { runDeskEffect, type DeskParts } from './desk-effects.ts';
import type { Acs } from './acs.ts';
import type { Effect, Event, TimerName } from './flow.ts';
import type { OfflineRules } from './offline/rules.ts';
import type { Post } from './mail/post.ts';
import { receiptLetter, staffLetter, type LetterText } from './receipts/letters.ts';
import { routingSlipLines } from './receipts/routing-slip.ts';
import { testSlipLines } from './receipts/test-slip.ts';
import { slipLines, type SlipHead } from './receipts/slips.ts';

export type Effects = {
  run(effect: Effect): void;
  /** No timer fires any more. */
  close(): void;
};

export const createEffects = (parts: {
  readonly acs: Acs;
  /** What may be done while the library system is away. */
  readonly offline: OfflineRules;
  readonly pad: Pad | null;
  readonly printer: ReceiptPrinter | null;
  readonly clock: Clock;
  readonly desk: Omit<DeskParts, 'home'>;
  /** Somebody works at a desk of this station, and has the board before them. */
  readonly isBoardSeen: () => boolean;
  readonly head: SlipHead;
  /** Null where the library sends no letters; `staff`: who is written to when somebody is to come. */
  readonly mail: { readonly post: Post; readonly staff: string | null } | null;
  /** The language of the house, for staff. */
  readonly language: Language;
  readonly tell: (event: Event) => void;
  /** Something rejected that never should. */
  readonly complain: (message: string, error: unknown) => void;
}): Effects => {
  const { acs, pad, printer, clock, head, mail, tell } = parts;
  const timers = new Map<TimerName, () => void>();

  const home = <T>(answer: Promise<T>, asEvent: (value: T) => Event | null): void => {
    answer.then(
      (value) => {
        const event = asEvent(value);
        if (event !== null) tell(event);
      },
      (error: unknown) => parts.complain('an effect failed that never should', error),
    );
  };

  /** Whether it stands on disk. */
  const queued = (
    reference: string,
    to: string,
    letter: LetterText,
    heard: ((isSent: boolean) => void) | null = null,
  ): boolean => {
    if (mail === null) return false;
    try {
      mail.post.queue({ place: head.station, reference, to, ...letter }, heard);
      return true;
    } catch (error) {
      parts.complain('a letter could not be kept; is the disk full?', error);
      return false;
    }
  };

  const cancel = (timer: TimerName): void => {
    timers.get(timer)?.();
    timers.delete(timer);
  };

  const run = (effect: Effect): void => {
    switch (effect.kind) {
      case 'record':
        return; // the loop has it on disk already
      case 'ask-patron':
        return home(acs.askPatron(effect.card, effect.pin), (answer) => ({
          kind: 'patron-answered',
          ticket: effect.ticket,
          answer,
        }));
      case 'ask-checkout':
        return home(acs.askCheckout(effect), (answer) => ({
          kind: 'checkout-answered',
          ticket: effect.ticket,
          answer,
        }));
      case 'ask-checkin':
        return home(acs.askCheckin(effect.item, effect.datedMs), (answer) => ({
          kind: 'checkin-answered',
          ticket: effect.ticket,
          answer,
        }));
      case 'undo-checkout':
        return home(acs.undoCheckout(effect.item), (answer) => ({
          kind: 'undo-answered',
          ticket: effect.ticket,
          answer,
        }));
      case 'find-out-loan':
        return home(acs.findOutLoan(effect.patron, effect.pin, effect.item, effect.maybeBefore), (answer) => ({
          kind: 'loan-found-out',
          ticket: effect.ticket,
          answer,
        }));
      case 'find-out-return':
        return home(acs.findOutReturn(effect.item, effect.maybeBefore), (answer) => ({
          kind: 'return-found-out',
          ticket: effect.ticket,
          answer,
        }));
      case 'ask-offline-card':
        return tell({
          kind: 'offline-card-answered',
          ticket: effect.ticket,
          answer: parts.offline.card(effect.card),
        });
      case 'ask-offline-loan':
        return tell({ kind: 'offline-loan-answered', ticket: effect.ticket, answer: parts.offline.loan(effect) });
      case 'ask-item':
        return home(acs.askItem(effect.item), (answer) => ({ kind: 'item-answered', ticket: effect.ticket, answer }));
      case 'ask-standing':
        return home(acs.askStanding(effect.item), (loan) => ({
          kind: 'standing-answered',
          ticket: effect.ticket,
          loan,
        }));
      case 'end-patron-session':
        return home(acs.endPatronSession(effect.patron), () => null);
      case 'secure': {
        const { ticket, uid, want } = effect;
        const written = pad === null ? Promise.resolve({ kind: 'gone' } as const) : pad.secure(uid, want);
        return home(written, (outcome) => ({ kind: 'secured', ticket, uid, want, outcome }));
      }
      case 'print-slip': {
        const at = new Date(clock.now());
        const lines = slipLines(effect.slip, { ...head, at, language: effect.language });
        const printed = printer?.print(lines) ?? Promise.resolve(noPrinter);
        return home(printed, (outcome) => ({ kind: 'slip-printed', ticket: effect.ticket, outcome }));
      }
      case 'print-test-slip': {
        const at = new Date(clock.now());
        const lines = testSlipLines(effect.staff, { ...head, at, language: effect.language });
        const printed = printer?.print(lines) ?? Promise.resolve(noPrinter);
        return home(printed, (outcome) => ({ kind: 'slip-printed', ticket: effect.ticket, outcome }));
      }
      case 'print-routing-slip': {
        const at = new Date(clock.now());
        const lines = routingSlipLines(effect.slip, { ...head, at, language: effect.language });
        const printed = printer?.print(lines) ?? Promise.resolve(noPrinter);
        return home(printed, (outcome) => ({ kind: 'slip-printed', ticket: effect.ticket, outcome }));
      }
      case 'queue-letter': {
        const { ticket, slip, to, language } = effect;
        const letter = receiptLetter(slip, { ...head, at: new Date(clock.now()), language });
        return tell({ kind: 'letter-queued', ticket, isQueued: queued(slip.reference, to, letter) });
      }
      case 'call-staff': {
        const to = mail?.staff ?? null;
        const letter = staffLetter(effect, { ...head, at: new Date(clock.now()), language: parts.language });
        const { ticket, because } = effect;
        const heard = (isTold: boolean): void => tell({ kind: 'staff-told', ticket, because, isTold });
        const isSeen = parts.isBoardSeen();
        const isLeaving = to !== null && queued(head.station, to, letter, isSeen ? null : heard);
        // Whoever works at a desk has it on the board already.
        if (isSeen || !isLeaving) heard(isSeen);
        return;
      }
      case 'set-timer':
        cancel(effect.timer);
        timers.set(
          effect.timer,
          clock.after(effect.afterMs, () => {
            timers.delete(effect.timer);
            tell({ kind: 'time-up', timer: effect.timer });
          }),
        );
        return;
      case 'cancel-timer':
        return cancel(effect.timer);
      case 'ask-list':
      case 'look-up':
      case 'ask-renewal':
      case 'find-out-renewal':
      case 'cancel-hold':
      case 'find-out-hold':
      case 'ask-payment':
      case 'find-out-payment':
        return runAccountEffect(effect, { acs, home });
      default:
        return runDeskEffect(effect, { ...parts.desk, home });
    }
  };

  return {
    run,
    close: () => {
      for (const stop of timers.values()) stop();
      timers.clear();
    },
  };
};
