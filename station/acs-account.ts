// The doorway between SIP2 and the library's own words, for a patron's own account: lists page by page, renewals, holds,
// payments. With acs.ts the only file that speaks to the ACS. What an ACS says in prose is not concluded from.
import type { RenewalRefusal } from '../contract/account-view.ts';
import type { Fee } from '../contract/terms.ts';
import type { Clock } from '../drivers/clock.ts';
import {
  asksForFee,
  findOutHold,
  findOutPayment,
  findOutRenewal,
  isOnLoan,
  pausesFor,
  moneyText,
  readMoney,
  readyHolds,
  type AnswerOf,
  type Client,
} from 'sip2';
import type {
  CancelAnswer,
  CancelFoundOut,
  ListAnswer,
  ListEntry,
  ListName,
  LookedUp,
  PaymentAnswer,
  PaymentFoundOut,
  RenewalAnswer,
  RenewalFoundOut,
} from './account-talk.ts';
import { dueOf, feeOf, isOwedTold, isOverdue, isUnknown, orNull, type Item, type Reading } from './acs-answers.ts';
import type { SureDue } from './due-dates.ts';
import type { ItemNumber, PatronNumber } from './library.ts';

type Who = { readonly patron: PatronNumber; readonly pin: string | null };

export type AccountAcs = {
  askList(ask: Who & { readonly list: ListName }): Promise<ListAnswer>;
  /** Waits behind every other question. */
  lookUp(item: ItemNumber): Promise<LookedUp>;
  askRenewal(
    ask: Who & { readonly item: ItemNumber; readonly dueText: string; readonly feeAccepted: boolean },
  ): Promise<RenewalAnswer>;
  findOutRenewal(item: ItemNumber, dueText: string): Promise<RenewalFoundOut>;
  cancelHold(ask: Who & { readonly item: ItemNumber }): Promise<CancelAnswer>;
  findOutHold(ask: Who & { readonly item: ItemNumber }): Promise<CancelFoundOut>;
  /** SIP2 37. Sent once, whatever becomes of it. `reference`: what the library finds the transfer by. */
  askPayment(
    ask: Who & { readonly sum: Fee; readonly reference: string; readonly paidBy?: string },
  ): Promise<PaymentAnswer>;
  findOutPayment(ask: Who & { readonly owedBefore: Fee; readonly sum: Fee }): Promise<PaymentFoundOut>;
};

type Patron = AnswerOf<'patron-information'>;
type Summary = 'charged-items' | 'overdue-items' | 'hold-items' | 'unavailable-hold-items' | 'fine-items';

/** Behind a finger's wish: nobody waits for a title. */
const behindAll = -1;

/** A library system that never comes to the end of a list is not followed any further. */
const mostPages = 50;

/** `paidBy`: type of payment in 37 (BV's), two digits of the library's own. */
export const createAccountAcs = (
  parts: Reading & {
    readonly client: Client;
    readonly clock: Clock;
    readonly paidBy: string;
    readonly sureDue: SureDue;
  },
): AccountAcs => {
  const { client, clock, dialect } = parts;

  const itemInformation = async (itemId: ItemNumber, priority = 0): Promise<Item | null> => {
    const outcome = await client.ask({ kind: 'item-information', itemId }, { priority });
    return outcome.kind === 'answered' ? outcome.answer : null;
  };

  const patronInformation = async (
    { patron, pin }: Who,
    summary: Summary | 'extended-fees',
    startItem: string | null,
  ): Promise<Patron | null> => {
    const outcome = await client.ask({
      kind: 'patron-information',
      patronId: patron,
      patronPassword: pin,
      summary,
      ...(startItem === null ? {} : { startItem }),
    });
    return outcome.kind === 'answered' && outcome.answer.validPatron !== false ? outcome.answer : null;
  };

  /**
   * The whole list. A first question names no page; where fewer come than are counted, the next page is asked for by its
   * first item (BP) and never by its last (BQ): a Koha sends one more than BQ says.
   */
  const listOf = async (
    who: Who,
    summary: Summary,
  ): Promise<{ readonly entries: readonly string[]; readonly last: Patron } | null> => {
    const { list, count } = fieldsOf[summary];
    let last = await patronInformation(who, summary, null);
    if (last === null) return null;
    let entries = list(last).filter(isSaid);
    for (let page = 1; page < mostPages && entries.length < (count(last) ?? 0); page += 1) {
      const next = await patronInformation(who, summary, String(entries.length + 1));
      if (next === null) return null;
      const more = list(next).filter(isSaid);
      // An ACS that knows no pages sends the first one again; one that has no more sends an empty field.
      if (more.length === 0 || more[0] === entries[0]) break;
      entries = [...entries, ...more];
      last = next;
    }
    return { entries, last };
  };

  const told = (patron: Patron, entries: readonly ListEntry[], count: number | null): ListAnswer => ({
    kind: 'listed',
    entries,
    unlisted: Math.max(0, (count ?? 0) - entries.length),
    owed: feeOf(patron, parts),
    isOwedTold: isOwedTold(patron, parts),
    readyHolds: readyHolds(patron, dialect),
  });

  const listed = async (who: Who, summary: Summary): Promise<ListAnswer> => {
    const whole = await listOf(who, summary);
    if (whole === null) return { kind: 'silent' };
    const entries = whole.entries.map((text) => ({ text: text.trim(), number: numberIn(text), fee: null }));
    return told(whole.last, entries, fieldsOf[summary].count(whole.last));
  };

  const fees = async (who: Who): Promise<ListAnswer> => {
    switch (dialect.fees.listed) {
      case 'extended-fees': {
        const answer = await patronInformation(who, 'extended-fees', null);
        if (answer === null) return { kind: 'silent' };
        const entries = answer.fees.map(({ amountDue, title, feeTypeText, itemId }) => ({
          text: [feeTypeText, title ?? itemId].filter((text) => text !== null && text.trim() !== '').join(': '),
          number: null,
          fee: feeOf({ feeAmount: amountDue, currency: answer.currency }, parts),
        }));
        return told(answer, entries, null);
      }
      case 'never':
      case 'fine-items':
      case 'unknown': {
        const whole = await listOf(who, 'fine-items');
        if (whole === null) return { kind: 'silent' };
        return told(
          whole.last,
          whole.entries.map((text) => fineOf(text, whole.last.currency, parts)),
          null,
        );
      }
    }
  };

  return {
    askList: async ({ list, ...who }) => (list === 'fees' ? fees(who) : listed(who, summaryOf[list])),

    lookUp: async (item) => {
      const about = await itemInformation(item, behindAll);
      if (about === null) return { kind: 'silent' };
      if (isUnknown(about)) return { kind: 'unknown-item' };
      const shelf = [about.currentLocation ?? about.permanentLocation, about.callNumber].filter(
        (text): text is string => text !== null && isSaid(text),
      );
      return {
        kind: 'item',
        title: orNull(about.titleIdentifier),
        due: dueOf(about.dueDate ?? ''),
        dueText: about.dueDate ?? '',
        isOnLoan: isOnLoan(about),
        isOverdue: isOnLoan(about) && isOverdue(about.dueDate, clock.now()),
        shelf: shelf.length === 0 ? null : shelf.join(' · '),
        keptUntil: dueOf(about.holdPickupDate ?? ''),
      };
    },

    askRenewal: async ({ patron, pin, item, dueText, feeAccepted }) => {
      // A renewal whose answer is lost is found out by its due date: it must be known before.
      const before = dueText === '' ? ((await itemInformation(item))?.dueDate ?? '') : dueText;
      const outcome = await client.ask({
        kind: 'renew',
        thirdPartyAllowed: false,
        noBlock: false,
        patronId: patron,
        patronPassword: pin,
        itemId: item,
        feeAcknowledged: feeAccepted,
      });
      if (outcome.kind === 'not-asked') return { kind: 'silent' };
      if (outcome.kind === 'outcome-unknown') return { kind: 'unknown', dueText: before };
      const { answer } = outcome;
      if (answer.ok) {
        const due = await parts.sureDue(answer.dueDate, item, 'renew');
        return { kind: 'renewed', due, title: orNull(answer.titleIdentifier) };
      }
      if (asksForFee(answer, dialect) && !feeAccepted) return { kind: 'fee-first', fee: feeOf(answer, parts) };
      return { kind: 'refused', because: refusalOf(await itemInformation(item)) };
    },

    findOutRenewal: async (item, dueText) => {
      const found = await findOutRenewal(client, {
        clock,
        pauses: pausesFor(client),
        itemId: item,
        dueBefore: dueText,
      });
      return found.kind === 'renewed' ? { kind: 'renewed', due: dueOf(found.dueDate) } : { kind: found.kind };
    },

    cancelHold: async ({ patron, pin, item }) => {
      const outcome = await client.ask({
        kind: 'hold',
        holdMode: 'delete',
        patronId: patron,
        patronPassword: pin,
        itemId: item,
      });
      if (outcome.kind === 'not-asked') return { kind: 'silent' };
      if (outcome.kind === 'outcome-unknown') return { kind: 'unknown' };
      return { kind: outcome.answer.ok ? 'cancelled' : 'refused' };
    },

    findOutHold: async ({ patron, pin, item }) => {
      const asked = { clock, pauses: pausesFor(client), patronId: patron, patronPassword: pin, itemId: item };
      const found = await findOutHold(client, { ...asked, asked: 'delete' });
      if (found.kind === 'unclear') return { kind: 'unclear' };
      return { kind: found.kind === 'not-on-hold' ? 'cancelled' : 'not-cancelled' };
    },

    askPayment: async ({ patron, pin, sum, reference, paidBy = parts.paidBy }) => {
      const outcome = await client.ask({
        kind: 'fee-paid',
        feeType: 'other',
        paymentType: paidBy,
        currency: sum.currency ?? '',
        feeAmount: sum.amount,
        patronId: patron,
        patronPassword: pin,
        transactionId: reference,
      });
      if (outcome.kind === 'not-asked') return { kind: 'silent' };
      if (outcome.kind === 'outcome-unknown') return { kind: 'unknown' };
      return { kind: outcome.answer.paymentAccepted ? 'recorded' : 'refused' };
    },

    findOutPayment: async ({ patron, pin, owedBefore, sum }) => {
      const found = await findOutPayment(client, {
        clock,
        pauses: pausesFor(client),
        patronId: patron,
        patronPassword: pin,
        owedBefore: owedBefore.amount,
        paid: sum.amount,
      });
      const kinds = { paid: 'recorded', 'not-paid': 'not-recorded', unclear: 'unclear' } as const;
      return { kind: kinds[found.kind] };
    },
  };
};

const summaryOf = {
  loans: 'charged-items',
  overdue: 'overdue-items',
  ready: 'hold-items',
  waiting: 'unavailable-hold-items',
} as const satisfies Readonly<Record<Exclude<ListName, 'fees'>, Summary>>;

type Fields = {
  readonly list: (patron: Patron) => readonly string[];
  readonly count: (patron: Patron) => number | null;
};

/** Where each list and its count stand in a 64. */
const fieldsOf: Readonly<Record<Summary, Fields>> = {
  'charged-items': { list: (patron) => patron.chargedItems, count: (patron) => patron.chargedItemsCount },
  'overdue-items': { list: (patron) => patron.overdueItems, count: (patron) => patron.overdueItemsCount },
  'hold-items': { list: (patron) => patron.holdItems, count: (patron) => patron.holdItemsCount },
  'unavailable-hold-items': {
    list: (patron) => patron.unavailableHoldItems,
    count: (patron) => patron.unavailableHoldsCount,
  },
  'fine-items': { list: (patron) => patron.fineItems, count: (patron) => patron.fineItemsCount },
};

const isSaid = (text: string): boolean => text.trim() !== '';

/** Some list titles instead of numbers: a number has a digit and no blank in it. */
const numberIn = (entry: string): ItemNumber | null => {
  const text = entry.trim();
  return /\d/.test(text) && !/\s/.test(text) ? text : null;
};

/** An entry of AV is free text; one that begins with an amount is shown as money and what it is for. */
const fineOf = (entry: string, currency: string | null, reading: Reading): ListEntry => {
  const text = entry.trim();
  const [, amount = '', what = ''] = /^([$€£¥₫]?-?[\d.,]+)\s+(\S.*)$/s.exec(text) ?? [];
  const money = readMoney(amount);
  if (money === null) return { text, number: null, fee: null };
  return { text: what.trim(), number: null, fee: feeOf({ feeAmount: moneyText(money), currency }, reading) };
};

/** Why a renewal was refused, in our own words, from what the item is. */
const refusalOf = (item: Item | null): RenewalRefusal => {
  if (item === null) return 'not-renewable';
  if (isUnknown(item)) return 'unknown-item';
  if (item.circulationStatus === 'recalled' || (item.holdQueueLength ?? 0) > 0) return 'on-hold-for-another';
  if (!isOnLoan(item)) return 'not-on-loan';
  return 'not-renewable';
};
