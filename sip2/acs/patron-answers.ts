// What the small ACS tells about a patron. Knows what a real Koha tells too much of; must not know connections.

import type { Clock } from '../clock.ts';
import type { MessageOf, OutgoingOf } from '../messages.ts';
import { wireTime } from '../time.ts';
import type { CataloguePatron } from './catalogue.ts';
import type { Fee } from './fees.ts';
import type { Library } from './library.ts';

type Status = MessageOf<'patron-status-response'>['patronStatus'];

export const noFlags: Status = {
  chargePrivilegesDenied: false,
  renewalPrivilegesDenied: false,
  recallPrivilegesDenied: false,
  holdPrivilegesDenied: false,
  cardReportedLost: false,
  tooManyItemsCharged: false,
  tooManyItemsOverdue: false,
  tooManyRenewals: false,
  tooManyClaimsReturned: false,
  tooManyItemsLost: false,
  excessiveFines: false,
  excessiveFees: false,
  recallOverdue: false,
  tooManyItemsBilled: false,
};

function statusOf(patron: CataloguePatron | null, { circulation, catalogue }: Library): Status {
  const owes = patron !== null && circulation.owed(patron.card) > catalogue.library.feeLimit;
  const lost = patron?.standing === 'card-lost';
  const denied = patron === null || patron.standing !== 'good' || circulation.isExpired(patron) || owes;
  const count = patron === null ? 0 : circulation.loansOf(patron.card).length;
  return {
    ...noFlags,
    chargePrivilegesDenied: denied,
    renewalPrivilegesDenied: denied && !owes,
    recallPrivilegesDenied: denied && !owes,
    holdPrivilegesDenied: denied && !owes,
    cardReportedLost: lost,
    tooManyItemsCharged: count >= catalogue.library.loanLimit,
    excessiveFines: owes,
  };
}

/** A patron without a PIN is right with an empty one, as in Koha. */
export function isRightPin(patron: CataloguePatron, given: string | null): boolean {
  return (given ?? '') === (patron.pin ?? '');
}

function noticesFor(patron: CataloguePatron, given: string | null, library: Library): readonly string[] {
  const owes = library.circulation.owed(patron.card);
  const notices = [`Greetings from ${library.catalogue.library.name}. `];
  if (patron.standing === 'blocked') notices.push('Thẻ bị khóa. Xin gặp thủ thư.');
  if (patron.standing === 'card-lost') notices.push("Borrower's card reported lost.");
  if (library.circulation.isExpired(patron)) notices.push('PATRON EXPIRED');
  if (owes > 0) notices.push(`Patron owes ${owes}`);
  if (!isRightPin(patron, given) && (given ?? '') !== '') notices.push('Invalid password');
  return [notices.join(' -- ')];
}

// As a real Koha, this gives the whole record even to a wrong PIN: only the flag tells.
export function about(asked: string, given: string | null, library: Library) {
  const patron = library.circulation.patron(asked);
  const { institutionId, currency } = library.catalogue.library;
  const owes = patron === null ? 0 : library.circulation.owed(patron.card);
  return {
    patronStatus: statusOf(patron, library),
    transactionDate: wireTime(library.clock.now()),
    institutionId,
    patronId: patron?.card ?? asked,
    personalName: patron?.name ?? '',
    validPatron: patron !== null,
    validPatronPassword: patron === null ? null : isRightPin(patron, given),
    patronExpiry: patron === null ? null : expiryOf(patron, library.clock),
    currency: owes > 0 ? currency : null,
    feeAmount: owes > 0 ? String(owes) : null,
    screenMessage: patron === null ? [] : noticesFor(patron, given, library),
  };
}

function expiryOf({ expiresInDays }: CataloguePatron, clock: Clock): string {
  const now = new Date(clock.now());
  return wireTime(new Date(now.getFullYear(), now.getMonth(), now.getDate() + expiresInDays).getTime()).slice(0, 8);
}

/** The answer to 23. */
export function patronStatus(
  asked: MessageOf<'patron-status'>,
  library: Library,
): OutgoingOf<'patron-status-response'> {
  const known = about(asked.patronId, asked.patronPassword, library);
  return { kind: 'patron-status-response', language: asked.language, ...known };
}

/** The answer to 63. */
export function patronInformation(
  asked: MessageOf<'patron-information'>,
  library: Library,
): OutgoingOf<'patron-information-response'> | 'hang-up' {
  const { circulation, catalogue, behaviour } = library;
  if (behaviour.emptyValues === 'hang-up' && asked.patronId === '') return 'hang-up';
  const patron = circulation.patron(asked.patronId);
  const card = patron?.card ?? '';
  const loans = circulation.loansOf(card);
  const overdue = loans.filter((loan) => circulation.isOverdue(loan));
  const holds = circulation.holdsOf(card);
  const fees = behaviour.fineItems === 'never' ? [] : circulation.feesOf(card);
  const shown = (ids: readonly string[]): readonly string[] => paged(ids, asked.startItem, asked.endItem);
  const named = (ids: readonly string[]): readonly string[] =>
    shown(library.listsOf === 'barcodes' ? ids : ids.map((id) => circulation.item(id)?.title ?? id));
  const ready = idsOf(holds.filter((hold) => hold.ready));
  const waiting = idsOf(holds.filter((hold) => !hold.ready));
  const listed = (summary: typeof asked.summary, lines: readonly string[]) => (asked.summary === summary ? lines : []);
  return {
    kind: 'patron-information-response',
    language: asked.language,
    ...about(asked.patronId, asked.patronPassword, library),
    ...(behaviour.passwordTold === 'when-sent' && asked.patronPassword === null ? { validPatronPassword: null } : {}),
    holdItemsCount: behaviour.holdCount === 'all' ? holds.length : ready.length,
    overdueItemsCount: overdue.length,
    chargedItemsCount: loans.length,
    fineItemsCount: fees.length,
    recallItemsCount: 0,
    unavailableHoldsCount: waiting.length,
    chargedItemsLimit: catalogue.library.loanLimit,
    feeLimit: String(catalogue.library.feeLimit),
    holdItems: listed('hold-items', named(ready)),
    overdueItems: listed('overdue-items', named(idsOf(overdue))),
    chargedItems: listed('charged-items', named(idsOf(loans))),
    fineItems: listed('fine-items', shown(fees.map(({ amount, reason }) => `${amount} ${reason}`))),
    unavailableHoldItems: listed('unavailable-hold-items', named(waiting)),
    fees: asked.summary === 'extended-fees' ? fees.map(feeEntry) : [],
    homeAddress: patron?.address || null,
    emailAddress: patron?.email || null,
    phoneNumber: patron?.phone || null,
    patronBirthDate: patron?.birthDate.replaceAll('-', '') || null,
    patronClass: patron === null ? null : patron.category === 'child' ? 'TRE-EM' : 'NGUOI-LON',
  };
}

const feeEntry = ({ id, amount, reason }: Fee) => ({ feeId: id, amountDue: String(amount), feeTypeText: reason });

const idsOf = (of: readonly { readonly itemId: string }[]): readonly string[] => of.map(({ itemId }) => itemId);

/** The first item is 1, and the last one is meant too. */
function paged(lines: readonly string[], start: string | null, end: string | null): readonly string[] {
  const from = Number.parseInt(start ?? '', 10);
  const to = Number.parseInt(end ?? '', 10);
  return lines.slice(from > 0 ? from - 1 : 0, to > 0 ? to : lines.length);
}
