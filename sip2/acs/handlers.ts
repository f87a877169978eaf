// What is asked of whoever answers: one typed function a question. Knows which question has which answer; must not know
// connections.

import type { AnswerKind, Message, MessageOf, OutgoingOf, QuestionKind } from '../messages.ts';
import { isQuestionKind } from './faults.ts';

/** Who asks, as far as a login told. */
export type Asker = {
  /** Null: no login yet, or none wanted. */
  readonly user: string | null;
  /** CP of the login; null where no 93 came. */
  readonly location: string | null;
};

/** A message, or: a sentence in place of one; a 96; nothing at all; the end of the connection. */
export type Answer<K extends QuestionKind> = OutgoingOf<AnswerKind<K>> | Prose | 'ask-again' | 'silence' | 'hang-up';

export type Prose = { readonly kind: 'prose'; readonly text: string };

type Handler<K extends QuestionKind> = (question: MessageOf<K>, asker: Asker) => Answer<K> | Promise<Answer<K>>;

/**
 * One function a question; a question without one is answered 96. With a `login`, nothing else is answered on a
 * connection before it said ok; without one, every login is ok. While a promise is waited for, the questions behind it on
 * the same connection wait too. A handler that throws ends its connection.
 */
export type Handlers = { readonly [K in QuestionKind]?: Handler<K> };

/** The handlers with what is answered where there is none. */
export type Table = { readonly [K in QuestionKind]: Handler<K> };

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
  asker: Asker,
): Answer<K> | Promise<Answer<K>> {
  return table[kind](question, asker);
}

/** Whether an SC asks it. */
export function isQuestion(message: Message): message is MessageOf<QuestionKind> {
  return isQuestionKind(message.kind);
}
