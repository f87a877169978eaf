// What a caller must say to ask, and what the client adds: institution, passwords of the place, language, every date.
// Koha drops the connection over a blank date, so none is left blank that means nothing.

import type { Kind, Outgoing, OutgoingOf, QuestionKind } from './messages.ts';
import type { Settings } from './settings.ts';
import { wireTime } from './time.ts';

/** The client logs in by itself. */
export type AskKind = Exclude<QuestionKind, 'login'>;

type FilledIn =
  | 'institutionId'
  | 'terminalPassword'
  | 'language'
  | 'currentLocation'
  | 'transactionDate'
  | 'returnDate'
  | 'nbDueDate';

type Relaxed<K extends Kind> = Omit<OutgoingOf<K>, FilledIn> &
  Partial<Pick<OutgoingOf<K>, Extract<FilledIn, keyof OutgoingOf<K>>>>;

type Questions = { readonly [K in AskKind]: Relaxed<K> };

/** A message with what the client fills in left out. An off-line checkout (`noBlock`) brings its own `nbDueDate`. */
export type Question<K extends AskKind = AskKind> = Questions[K];

/** The whole message; what the caller said wins. */
export function filled(question: Question, settings: Settings, nowMs: number): Outgoing {
  const transactionDate = wireTime(nowMs);
  const place = { institutionId: settings.institutionId, terminalPassword: settings.terminalPassword };
  const { language, currentLocation } = settings;
  switch (question.kind) {
    case 'sc-status':
      return question;
    case 'patron-status':
      return { ...place, language, transactionDate, ...question };
    case 'patron-information':
      return withoutEmptyPassword({ ...place, language, transactionDate, ...question });
    case 'end-patron-session':
      return withoutEmptyPassword({ ...place, transactionDate, ...question });
    case 'item-information':
      return { ...place, transactionDate, ...question };
    case 'checkin':
      return { ...place, currentLocation, transactionDate, returnDate: transactionDate, ...question };
    case 'checkout':
    case 'renew': {
      // Without "no block" the date means nothing; edge-sip2 before 2.0.1 refuses a blank one.
      const nbDueDate = question.noBlock ? null : transactionDate;
      return withoutEmptyPassword({ ...place, transactionDate, nbDueDate, ...question });
    }
  }
}

/** A Koha patron who has no password answers "right" to an empty one: empty is not a password. */
function withoutEmptyPassword<M extends { readonly patronPassword?: string | null }>(message: M): M {
  return message.patronPassword === '' ? { ...message, patronPassword: null } : message;
}
