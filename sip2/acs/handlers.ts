// What is asked of whoever answers: one typed function a question. Knows which question has which answer; must not know
// connections.

import type { AnswerKind, Message, MessageOf, OutgoingOf, QuestionKind } from '../messages.ts';
import { isQuestionKind } from './faults.ts';

/** A message, or: a 96; nothing at all; the end of the connection. */
export type Answer<K extends QuestionKind> = OutgoingOf<AnswerKind<K>> | 'ask-again' | 'silence' | 'hang-up';

/**
 * One function a question; a question without one is answered 96. With a `login`, nothing else is answered on a
 * connection before it said ok; without one, every login is ok. While a promise is waited for, the questions behind it on
 * the same connection wait too. A handler that throws ends its connection.
 */
export type Handlers = { readonly [K in QuestionKind]?: (question: MessageOf<K>) => Answer<K> | Promise<Answer<K>> };

/** The handlers with what is answered where there is none. */
export type Table = { readonly [K in QuestionKind]: (question: MessageOf<K>) => Answer<K> | Promise<Answer<K>> };

const askAgain = (): 'ask-again' => 'ask-again';

const unhandled: Table = {
  login: () => ({ kind: 'login-response', ok: true }),
  'sc-status': askAgain,
  'patron-status': askAgain,
  'block-patron': askAgain,
  'patron-enable': askAgain,
  'patron-information': askAgain,
  'item-information': askAgain,
  'item-status-update': askAgain,
  checkout: askAgain,
  checkin: askAgain,
  renew: askAgain,
  'renew-all': askAgain,
  hold: askAgain,
  'fee-paid': askAgain,
  'end-patron-session': askAgain,
};

export function tableOf(handlers: Handlers): Table {
  return { ...unhandled, ...handlers };
}

/** The answer of the handler for this kind; `kind` is the question's own. */
export function answerOf<K extends QuestionKind>(
  table: Table,
  kind: K,
  question: MessageOf<K>,
): Answer<K> | Promise<Answer<K>> {
  return table[kind](question);
}

/** Whether an SC asks it. */
export function isQuestion(message: Message): message is MessageOf<QuestionKind> {
  return isQuestionKind(message.kind);
}
