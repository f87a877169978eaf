// What the account's steps ask for, done: questions to the library system. Knows no rules.
import type { AccountEffect, AccountEvent } from './account-talk.ts';
import type { AccountAcs } from './acs-account.ts';

/** `home`: brings an outcome home as an event. */
export const runAccountEffect = (
  effect: AccountEffect,
  parts: {
    readonly acs: AccountAcs;
    readonly home: <T>(answer: Promise<T>, asEvent: (value: T) => AccountEvent) => void;
  },
): void => {
  const { acs, home } = parts;
  const { ticket } = effect;
  switch (effect.kind) {
    case 'ask-list':
      return home(acs.askList(effect), (answer) => ({ kind: 'list-answered', ticket, answer }));
    case 'look-up':
      return home(acs.lookUp(effect.item), (answer) => ({ kind: 'looked-up', ticket, answer }));
    case 'ask-renewal':
      return home(acs.askRenewal(effect), (answer) => ({ kind: 'renewal-answered', ticket, answer }));
    case 'find-out-renewal':
      return home(acs.findOutRenewal(effect.item, effect.dueText), (answer) => ({
        kind: 'renewal-found-out',
        ticket,
        answer,
      }));
    case 'cancel-hold':
      return home(acs.cancelHold(effect), (answer) => ({ kind: 'hold-answered', ticket, answer }));
    case 'find-out-hold':
      return home(acs.findOutHold(effect), (answer) => ({ kind: 'hold-found-out', ticket, answer }));
    case 'ask-payment':
      return home(acs.askPayment(effect), (answer) => ({ kind: 'payment-answered', ticket, answer }));
    case 'find-out-payment':
      return home(acs.findOutPayment(effect), (answer) => ({ kind: 'payment-found-out', ticket, answer }));
  }
};
