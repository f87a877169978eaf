// What a library system's answers mean in the library's own words, by its dialect. Pure; must not know how they were asked for.
// What an ACS says in prose passes nowhere but to the patron it is about, and only where the library says so: a real Koha puts
// other patrons' names into it.
import type { Refusal, ReturnNote } from '../contract/row-view.ts';
import type { Due, Fee, PatronBlock } from '../contract/terms.ts';
import {
  isBack,
  isOnLoan,
  moneyText,
  readMoney,
  readTime,
  readyHolds,
  wasOnLoan,
  type AnswerOf,
  type Dialect,
  type LoanFound,
} from 'sip2';
import { isAddress } from './settings/mail.ts';
import type { CheckinAnswer, FoundOut, ItemNumber, Patron, Routing } from './library.ts';

export type Item = AnswerOf<'item-information'>;

/** How this library system's answers are read. */
export type Reading = {
  readonly dialect: Dialect;
  /** Of an amount that comes without one; null: none is shown then. */
  readonly currency: string | null;
  /** Whether what the library system says to a patron in prose is shown to that patron. */
  readonly passesMessages: boolean;
  /** Whether whoever takes a return is told for whom it waits and where it goes: staff alone. */
  readonly tellsRouting: boolean;
};

/** What was found out, with its due date as a day. */
export const foundOut = (found: LoanFound): FoundOut =>
  found.kind === 'on-loan'
    ? { kind: 'on-loan', due: dueOf(found.dueDate), title: orNull(found.title) }
    : { kind: found.kind };

/** An empty field says nothing. */
export const orNull = (text: string): string | null => (text.trim() === '' ? null : text);

/** What is written where there is nothing to write: noughts, blanks, and programs' words for nothing. */
const saysNothing = /^(?:[^\p{L}1-9]*|null|none|nil|undefined|n\/?a)$/iu;

/** AH is free text; a day nobody can read stays as it was said. Null: nothing is said. */
export const dueOf = (text: string): Due | null => {
  const at = readTime(text);
  if (at === null) return saysNothing.test(text.trim()) ? null : { kind: 'text', text: text.trim() };
  const two = (value: number): string => String(value).padStart(2, '0');
  return { kind: 'day', day: `${at.year}-${two(at.month)}-${two(at.day)}` };
};

/** What is to be paid; null for nothing, for a credit, and for what is no amount. */
export const feeOf = (
  answer: { readonly feeAmount: string | null; readonly currency: string | null },
  { currency }: Reading,
): Fee | null => {
  const money = readMoney(answer.feeAmount ?? '');
  if (money === null || money.units <= 0n) return null;
  const told = answer.currency ?? '';
  return { amount: moneyText(money), currency: /^[A-Z]{3}$/.test(told) ? told : currency };
};

/** Whether anybody said what is owed, were it nothing. */
export const isOwedTold = ({ feeAmount }: { readonly feeAmount: string | null }, { dialect }: Reading): boolean => {
  const said = (feeAmount ?? '').trim();
  return said === '' ? dialect.fees.untold === 'nothing' : readMoney(said) !== null;
};

/** `card`: what was asked about, for an ACS that does not say how it spells the number itself. */
export const patronOf = (
  answer: AnswerOf<'patron-information'>,
  card: string,
  nowMs: number,
  reading: Reading,
): Patron => {
  const listed = answer.chargedItems;
  const count = answer.chargedItemsCount;
  // Some list titles instead of numbers; then nobody can tell what this patron had before.
  const areNumbers =
    reading.dialect.lists === 'barcodes' || listed.every((entry) => /\d/.test(entry) && !/\s/.test(entry.trim()));
  const whole = count === 0 || (areNumbers && listed.length > 0 && (count === null || listed.length >= count));
  return {
    number: orNull(answer.patronId) ?? card,
    name: answer.personalName,
    email: addressOf(answer.emailAddress ?? ''),
    block: blockOf(answer, nowMs),
    fee: feeOf(answer, reading),
    isFeeTold: isOwedTold(answer, reading),
    messages: reading.passesMessages ? messagesOf(answer.screenMessage) : [],
    readyHolds: readyHolds(answer, reading.dialect),
    loans: { count, limit: answer.chargedItemsLimit, numbers: whole ? listed.map((entry) => entry.trim()) : null },
  };
};

/** Free text in the library system: what is not one bare address is none. */
const addressOf = (text: string): string | null => (isAddress(text.trim()) ? text.trim() : null);

const mostMessages = 3;
const longestMessage = 200;

const messagesOf = (said: readonly string[]): readonly string[] =>
  [...new Set(said.map((text) => text.replaceAll(/\s+/g, ' ').trim().slice(0, longestMessage)))]
    .filter((text) => text !== '')
    .slice(0, mostMessages);

/** 3M SIP2 2.00, patron status: which flags stop a loan; renewal, recall and hold privileges do not. */
const blockOf = (answer: AnswerOf<'patron-information'>, nowMs: number): PatronBlock | null => {
  const flags = answer.patronStatus;
  if (flags.cardReportedLost) return 'card-lost';
  if (isExpired(answer.patronExpiry, nowMs)) return 'expired';
  if (flags.excessiveFines || flags.excessiveFees) return 'fees';
  if (flags.tooManyItemsCharged) return 'too-many-loans';
  if (flags.tooManyItemsOverdue || flags.recallOverdue) return 'overdue';
  if (flags.chargePrivilegesDenied || flags.tooManyItemsLost || flags.tooManyItemsBilled) return 'blocked';
  return null;
};

/** The card is good on the day it ends. Where the wrong dialect is set, an expiry may be anything else: a branch (Polaris). */
const isExpired = (expiry: string | null, nowMs: number): boolean => {
  const at = readTime(expiry ?? '');
  if (at === null || at.year < 1900) return false;
  return new Date(at.year, at.month - 1, at.day + 1).getTime() <= nowMs;
};

/** An item nobody knows has the status "other" and no title (Koha, OpenNCIP). */
export const isUnknown = (item: Item): boolean =>
  item.circulationStatus === 'other' && item.titleIdentifier.trim() === '';

/** Why a checkout was refused, in our own words, from what the item is: the answer's own text is not to be trusted. */
export const refusalOf = (item: Item | null, atLimit: boolean): Refusal => {
  if (item === null) return 'other';
  if (isUnknown(item)) return 'unknown-item';
  if (isOnLoan(item)) return 'lent-to-another';
  if (item.circulationStatus === 'on-hold-shelf' || (item.holdQueueLength ?? 0) > 0) return 'on-hold-for-another';
  if (item.circulationStatus === 'other') return 'not-for-loan';
  return atLimit ? 'too-many-loans' : 'other';
};

/** The same, from the patron's flags, where the item is not the reason. */
export const refusalByPatron = (answer: AnswerOf<'patron-information'>, nowMs: number): Refusal => {
  const block = blockOf(answer, nowMs);
  if (block === null) return 'other';
  return block === 'fees' || block === 'overdue' || block === 'too-many-loans' ? block : 'patron-blocked';
};

/** The library system's own words, for libraries that show them: one line of them, without what is no letter. */
export const saysOf = (messages: readonly string[]): { readonly says?: string } => {
  const says = messages
    .join(' ')
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim();
  return says === '' ? {} : { says: says.slice(0, 160) };
};

/**
 * `before`: what the item said of itself before it was returned; `about`: the same, or after a checkin that was not ok; null
 * where it was not asked.
 */
export const checkinAnswer = (
  item: ItemNumber,
  said: { readonly answer: AnswerOf<'checkin'>; readonly before: Item | null; readonly about: Item | null },
  nowMs: number,
  reading: Reading,
): CheckinAnswer => {
  const { answer, before, about } = said;
  const title = orNull(answer.titleIdentifier ?? '') ?? orNull(about?.titleIdentifier ?? '');
  const held = answer.alertType === 'hold-here' || answer.alertType === 'hold-elsewhere';
  // Not ok and yet held: an item that was not on loan was caught for somebody (Koha). It is returned, and wanted.
  if (!answer.ok && !held) {
    if (about === null) return { kind: 'unknown', wasLent: before !== null && isOnLoan(before) };
    if (isUnknown(about)) return { kind: 'refused', because: 'unknown-item', title };
    if (isOnLoan(about)) return { kind: 'refused', because: 'other', title };
  }
  const fee = feeOf(answer, reading);
  const notes: ReturnNote[] = [];
  if (wasLent(said, reading) === false) notes.push('not-on-loan');
  if (before !== null && isOnLoan(before) && isOverdue(before.dueDate, nowMs)) notes.push('overdue');
  if (fee !== null) notes.push('fee');
  if (held) notes.push('on-hold');
  else if (answer.alertType === 'other-branch') notes.push('other-branch');
  else if (answer.alert && answer.ok) notes.push('see-staff');
  const back = { item, title, notes, fee, bin: orNull(answer.sortBin ?? '') };
  if (!reading.tellsRouting || (!held && answer.alertType !== 'other-branch'))
    return { kind: 'returned', return: back };
  const routing: Routing = {
    to: orNull(answer.destinationLocation ?? ''),
    holdFor: held ? { number: orNull(answer.holdPatronId ?? ''), name: orNull(answer.holdPatronName ?? '') } : null,
  };
  return { kind: 'returned', return: { ...back, routing } };
};

/** Whether what was returned had been on loan: by the answer, by what its dialect makes of it, else by the item itself. */
const wasLent = (
  { answer, before, about }: { answer: AnswerOf<'checkin'>; before: Item | null; about: Item | null },
  { dialect }: Reading,
): boolean | null => {
  const told = wasOnLoan(answer, dialect);
  if (told !== null) return told;
  if (before !== null && (isOnLoan(before) || isBack(before))) return isOnLoan(before);
  // Not ok, and there it is: it was there before, too.
  return !answer.ok && about !== null ? false : null;
};

/** A due date without a time is good until the day's end. */
export const isOverdue = (due: string | null, nowMs: number): boolean => {
  const at = due === null ? null : readTime(due);
  if (at === null) return false;
  const { hour, minute, second } = at.time ?? { hour: 23, minute: 59, second: 59 };
  const parts = [at.year, at.month - 1, at.day, hour, minute, second] as const;
  return (at.utc ? Date.UTC(...parts) : new Date(...parts).getTime()) < nowMs;
};
