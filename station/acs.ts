// The doorway between SIP2 and the library's own words: asks. With acs-account.ts the only file of the station that speaks to
// the ACS; what its answers mean is acs-answers.ts's work. Must not know how a line is kept.
import type { Clock } from '../drivers/clock.ts';
import { createAccountAcs, type AccountAcs } from './acs-account.ts';
import {
  asksForFee,
  findOutItem,
  findOutLoan,
  isOnLoan,
  pausesFor,
  wasOwnLoan,
  wireTime,
  type Client,
  type QuestionKind,
} from 'sip2';
import {
  foundOut,
  orNull,
  dueOf,
  feeOf,
  patronOf,
  isUnknown,
  refusalByPatron,
  refusalOf,
  saysOf,
  checkinAnswer,
  type Item,
  type Reading,
} from './acs-answers.ts';
import type { Lie } from './complaints.ts';
import { createSureDue } from './due-dates.ts';
import { isAnother, withOwnAnswers } from './own-answers.ts';
import type { Refusal } from '../contract/row-view.ts';
import type {
  CheckinAnswer,
  CheckoutAnswer,
  FoundOut,
  ItemAnswer,
  ItemNumber,
  Loan,
  PatronAnswer,
  PatronNumber,
  UndoAnswer,
} from './library.ts';

export type Acs = AccountAcs & {
  askPatron(card: string, pin: string | null): Promise<PatronAnswer>;
  askCheckout(ask: {
    readonly patron: PatronNumber;
    readonly pin: string | null;
    readonly item: ItemNumber;
    readonly feeAccepted: boolean;
    readonly noBlock?: boolean;
    readonly atLimit: boolean;
  }): Promise<CheckoutAnswer>;
  /** `datedMs`: returned as of then, in milliseconds since the epoch; null for now. */
  askCheckin(item: ItemNumber, datedMs: number | null): Promise<CheckinAnswer>;
  /** Takes back a loan whose tag would not be disarmed (SIP2: 09 with BI), and asks afterwards whether it is gone. */
  undoCheckout(item: ItemNumber): Promise<UndoAnswer>;
  /** `maybeBefore`: it may have been on loan to this patron before the question (of a return: not on loan), so that this proves nothing. */
  findOutLoan(patron: PatronNumber, pin: string | null, item: ItemNumber, maybeBefore: boolean): Promise<FoundOut>;
  findOutReturn(item: ItemNumber, maybeBefore: boolean): Promise<FoundOut>;
  askItem(item: ItemNumber): Promise<ItemAnswer>;
  /** A loan that the patron is known to have, as it stands; null where the library system tells of none. Changes nothing. */
  askStanding(item: ItemNumber): Promise<Loan | null>;
  endPatronSession(patron: PatronNumber): Promise<void>;
};

export const createAcs = (
  parts: Reading & {
    readonly client: Client;
    readonly clock: Clock;
    readonly askBeforeCheckin: boolean;
    /** The library system's own words of a refusal are shown. */
    readonly showsMessages: boolean;
    /** Something was answered that cannot be true. */
    readonly lie: (lie: Lie, question: QuestionKind) => void;
    /** How a payment at the kiosk is named to the library system (payment type of 37): two digits. */
    readonly paidBy: string;
  },
): Acs => {
  const { clock, dialect, askBeforeCheckin, showsMessages, lie } = parts;
  /** For all but a card that is just shown. */
  const client = withOwnAnswers(parts.client, lie);
  const sureDue = createSureDue({ client, lie });

  const itemInformation = async (itemId: ItemNumber): Promise<Item | null> => {
    const outcome = await client.ask({ kind: 'item-information', itemId });
    return outcome.kind === 'answered' ? outcome.answer : null;
  };

  const patronInformation = (patronId: string, patronPassword: string | null, by: Pick<Client, 'ask'> = client) =>
    by.ask({ kind: 'patron-information', patronId, patronPassword, summary: 'charged-items' });

  const hasOnLoan = async (patron: PatronNumber, pin: string | null, item: ItemNumber): Promise<boolean> => {
    const outcome = await patronInformation(patron, pin);
    return outcome.kind === 'answered' && outcome.answer.chargedItems.some((listed) => listed.trim() === item);
  };

  const checkin = (itemId: ItemNumber, cancel: boolean, datedMs: number | null = null) =>
    client.ask({
      kind: 'checkin',
      noBlock: false,
      itemId,
      ...(cancel ? { cancel } : {}),
      ...(datedMs === null ? {} : { returnDate: wireTime(datedMs) }),
    });

  /** What the item does not explain, the patron's flags may: they may have changed with the last loan. */
  const refusal = async (byItem: Refusal, patron: PatronNumber, pin: string | null): Promise<Refusal> => {
    if (byItem !== 'other') return byItem;
    const outcome = await patronInformation(patron, pin);
    return outcome.kind === 'answered' ? refusalByPatron(outcome.answer, clock.now()) : byItem;
  };

  const acs: Acs = {
    ...createAccountAcs({ ...parts, client, sureDue }),

    askPatron: async (card, pin) => {
      const outcome = await patronInformation(card, pin, parts.client);
      if (isUnsayable(outcome)) {
        if (pin === null) return { kind: 'unknown-card' };
        // The card alone tells whether it was the password: one that the wire cannot carry is a wrong one.
        const alone = await acs.askPatron(card, null);
        return alone.kind === 'known' ? { ...alone, verified: false } : alone;
      }
      if (outcome.kind !== 'answered') return { kind: 'silent' };
      const { answer } = outcome;
      if (answer.validPatron === false) return { kind: 'unknown-card' };
      // A card may be spelled otherwise than its number, or stand for it, and then does so each time it is asked about.
      if (isAnother(card, answer) && (pin === null || answer.validPatronPassword === true)) {
        const again = await patronInformation(card, pin, parts.client);
        if (again.kind !== 'answered' || isAnother(answer.patronId, again.answer)) {
          lie('other-patron', 'patron-information');
          return { kind: 'silent' };
        }
      }
      // No CQ is no yes: a Koha answers it only where a password was sent.
      return {
        kind: 'known',
        patron: patronOf(answer, card, clock.now(), parts),
        verified: answer.validPatronPassword === true,
      };
    },

    askCheckout: async ({ patron, pin, item, feeAccepted, noBlock = false, atLimit }) => {
      const outcome = await client.ask({
        kind: 'checkout',
        renewalPolicy: true,
        noBlock,
        patronId: patron,
        itemId: item,
        patronPassword: pin,
        feeAcknowledged: feeAccepted,
      });
      if (isUnsayable(outcome)) return { kind: 'refused', because: 'unknown-item', title: null };
      if (outcome.kind === 'not-asked') return { kind: 'silent' };
      if (outcome.kind === 'outcome-unknown') return { kind: 'unknown' };
      const { answer } = outcome;
      const title = orNull(answer.titleIdentifier);
      if (answer.ok) {
        const wasOwn = wasOwnLoan(answer, dialect);
        const renewed = wasOwn === true;
        const ours = wasOwn === null ? null : !wasOwn;
        const due = await sureDue(answer.dueDate, item, 'checkout');
        // 3M SIP2 2.00: only a Y lets the item out; U (unknown) counts as N.
        const leaveArmed = answer.desensitize !== true;
        return {
          kind: 'lent',
          loan: { item, title, due, renewed, ours, leaveArmed, media: answer.mediaType ?? null, offline: null },
        };
      }
      if (asksForFee(answer, dialect) && !feeAccepted) return { kind: 'fee-first', fee: feeOf(answer, parts), title };
      const about = await itemInformation(item);
      const isOwn = about !== null && isOnLoan(about) && (await hasOnLoan(patron, pin, item));
      return {
        kind: 'refused',
        // This patron's own loan that may not be renewed is nobody else's.
        because: isOwn ? 'not-renewable' : await refusal(refusalOf(about, atLimit), patron, pin),
        title: title ?? orNull(about?.titleIdentifier ?? ''),
        ...(showsMessages ? saysOf(answer.screenMessage) : {}),
      };
    },

    askCheckin: async (item, datedMs) => {
      const before = askBeforeCheckin ? await itemInformation(item) : null;
      const outcome = await checkin(item, false, datedMs);
      if (isUnsayable(outcome)) return { kind: 'refused', because: 'unknown-item', title: null };
      if (outcome.kind === 'not-asked') return { kind: 'silent' };
      if (outcome.kind === 'outcome-unknown') return { kind: 'unknown', wasLent: before !== null && isOnLoan(before) };
      // Not ok: it was not on loan, or it was not taken. The item itself tells which.
      const about = before ?? (outcome.answer.ok ? null : await itemInformation(item));
      return checkinAnswer(item, { answer: outcome.answer, before, about }, datedMs ?? clock.now(), parts);
    },

    undoCheckout: async (item) => {
      const outcome = await checkin(item, true);
      if (outcome.kind === 'answered') {
        const about = await itemInformation(item);
        if (about !== null && !isOnLoan(about)) return { kind: 'undone' };
      }
      // Back is believed at once, still on loan only when it is said every time: a slow one may yet take it back.
      const found = await acs.findOutReturn(item, false);
      return found.kind === 'not-on-loan' ? { kind: 'undone' } : { kind: 'stands' };
    },

    findOutLoan: async (patron, pin, item, maybeBefore) => {
      const asked = {
        clock,
        pauses: pausesFor(client),
        patronId: patron,
        patronPassword: pin,
        itemId: item,
        maybeBefore,
      };
      return foundOut(await findOutLoan(client, asked));
    },

    findOutReturn: async (item, maybeBefore) => {
      return foundOut(await findOutItem(client, { clock, pauses: pausesFor(client), itemId: item, maybeBefore }));
    },

    askItem: async (item) => {
      const about = await itemInformation(item);
      if (about === null) return { kind: 'silent' };
      if (isUnknown(about)) return { kind: 'unknown-item' };
      return {
        kind: 'item',
        onLoan: isOnLoan(about),
        title: orNull(about.titleIdentifier),
        callNumber: orNull(about.callNumber ?? ''),
      };
    },

    askStanding: async (item) => {
      const about = await itemInformation(item);
      if (about === null || !isOnLoan(about)) return null;
      return {
        item,
        title: orNull(about.titleIdentifier),
        due: dueOf(about.dueDate ?? ''),
        renewed: false,
        ours: false,
        leaveArmed: false,
        media: null,
        offline: null,
        stood: { refused: null },
      };
    },

    endPatronSession: async (patron) => {
      await client.ask({ kind: 'end-patron-session', patronId: patron });
    },
  };
  return acs;
};

/** A number with a delimiter or a control character in it cannot be written: the library system has no such number. */
const isUnsayable = (outcome: { readonly kind: string; readonly because?: string }): boolean =>
  outcome.kind === 'not-asked' && outcome.because === 'refused';
