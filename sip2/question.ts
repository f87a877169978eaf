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

/** The whole message; what the caller said wins, but for what this ACS is never told. */
export function filled(question: Question, settings: Settings, nowMs: number): Outgoing {
  const whole = completed(question, settings, nowMs);
  const left = settings.omit.filter((name) => name in whole);
  return left.length === 0 ? whole : { ...whole, ...Object.fromEntries(left.map((name) => [name, null])) };
}

function completed(question: Question, settings: Settings, nowMs: number): Outgoing {
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
    case 'patron-enable':
    case 'renew-all':
    case 'fee-paid':
      return withoutEmptyPassword({ ...place, transactionDate, ...question });
    case 'hold':
      return withoutEmptyPassword(withoutEmptyTexts({ ...place, transactionDate, ...question }));
    case 'block-patron':
    case 'item-status-update':
    case 'item-information':
      return { ...place, transactionDate, ...question };
    case 'checkin':
      return { ...place, currentLocation, transactionDate, returnDate: transactionDate, ...question };
    case 'checkout':
      return withoutEmptyPassword({ ...place, transactionDate, ...withDueDate(question, transactionDate) });
    case 'renew':
      return withoutEmptyPassword(
        withoutEmptyTexts({ ...place, transactionDate, ...withDueDate(question, transactionDate) }),
      );
  }
}

/** Without "no block" the date means nothing; edge-sip2 before 2.0.1 refuses a blank one. */
function withDueDate<Q extends { readonly noBlock: boolean; readonly nbDueDate?: string | null }>(
  question: Q,
  transactionDate: string,
): Q & { readonly nbDueDate: string | null } {
  return { nbDueDate: question.noBlock ? null : transactionDate, ...question };
}

type Optional = { readonly titleIdentifier?: string | null; readonly pickupLocation?: string | null };

/**
 * OpenNCIP takes an empty AJ in 29 for "renew by title", and a real Koha drops the connection over an empty BS in 15:
 * an empty text is left out.
 */
function withoutEmptyTexts<M extends Optional>(message: M): M {
  const { titleIdentifier, pickupLocation } = message;
  return {
    ...message,
    ...(titleIdentifier === '' ? { titleIdentifier: null } : {}),
    ...(pickupLocation === '' ? { pickupLocation: null } : {}),
  };
}

/** A Koha patron who has no password answers "right" to an empty one: empty is not a password. */
function withoutEmptyPassword<M extends { readonly patronPassword?: string | null }>(message: M): M {
  return message.patronPassword === '' ? { ...message, patronPassword: null } : message;
}
