// What the small ACS tells about a patron. Knows what a real Koha tells too much of; must not know connections.

import type { Clock } from '../clock.ts';
import type { MessageOf, OutgoingOf } from '../messages.ts';
import { wireTime } from '../time.ts';
import type { Catalogue, CataloguePatron } from './catalogue.ts';
import type { Circulation } from './circulation.ts';

export type Library = {
  readonly clock: Clock;
  readonly catalogue: Catalogue;
  readonly circulation: Circulation;
  /** What stands in the lists of a patron information: a few ACS put titles where others put barcodes. */
  readonly listsOf: 'barcodes' | 'titles';
};

type Status = MessageOf<'patron-status-response'>['patronStatus'];

function statusOf(patron: CataloguePatron | null, { circulation, catalogue }: Library): Status {
  const owes = patron !== null && owed(circulation, patron.card) > catalogue.library.feeLimit;
  const lost = patron?.standing === 'card-lost';
  const denied = patron === null || patron.standing !== 'good' || circulation.isExpired(patron) || owes;
  const count = patron === null ? 0 : circulation.loansOf(patron.card).length;
  return {
    chargePrivilegesDenied: denied,
    renewalPrivilegesDenied: denied && !owes,
    recallPrivilegesDenied: denied && !owes,
    holdPrivilegesDenied: denied && !owes,
    cardReportedLost: lost,
    tooManyItemsCharged: count >= catalogue.library.loanLimit,
    tooManyItemsOverdue: false,
    tooManyRenewals: false,
    tooManyClaimsReturned: false,
    tooManyItemsLost: false,
    excessiveFines: owes,
    excessiveFees: false,
    recallOverdue: false,
    tooManyItemsBilled: false,
  };
}

function owed(circulation: Circulation, card: string): number {
  return circulation.feesOf(card).reduce((sum, fee) => sum + fee.amount, 0);
}

/** A patron without a PIN is right with an empty one, as in Koha. */
function isRightPin(patron: CataloguePatron, given: string | null): boolean {
  return (given ?? '') === (patron.pin ?? '');
}

function noticesFor(patron: CataloguePatron, given: string | null, library: Library): readonly string[] {
  const owes = owed(library.circulation, patron.card);
  const notices = [`Greetings from ${library.catalogue.library.name}. `];
  if (patron.standing === 'blocked') notices.push('Thẻ bị khóa. Xin gặp thủ thư.');
  if (patron.standing === 'card-lost') notices.push("Borrower's card reported lost.");
  if (library.circulation.isExpired(patron)) notices.push('PATRON EXPIRED');
  if (owes > 0) notices.push(`Patron owes ${owes}`);
  if (!isRightPin(patron, given) && (given ?? '') !== '') notices.push('Invalid password');
  return [notices.join(' -- ')];
}

// As a real Koha, this gives the whole record even to a wrong PIN: only the flag tells.
function about(patron: CataloguePatron | null, given: string | null, asked: string, library: Library) {
  const { institutionId, currency } = library.catalogue.library;
  const owes = patron === null ? 0 : owed(library.circulation, patron.card);
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
  const patron = library.circulation.patron(asked.patronId);
  const known = about(patron, asked.patronPassword, asked.patronId, library);
  return { kind: 'patron-status-response', language: asked.language, ...known };
}

/** The answer to 63. */
export function patronInformation(
  asked: MessageOf<'patron-information'>,
  library: Library,
): OutgoingOf<'patron-information-response'> {
  const { circulation, catalogue } = library;
  const patron = circulation.patron(asked.patronId);
  const card = patron?.card ?? '';
  const loans = circulation.loansOf(card);
  const overdue = loans.filter((loan) => circulation.isOverdue(loan));
  const holds = circulation.holdsOf(card);
  const fees = circulation.feesOf(card);
  const shown = (ids: readonly string[]): readonly string[] => paged(ids, asked.startItem, asked.endItem);
  const named = (ids: readonly string[]): readonly string[] =>
    shown(library.listsOf === 'barcodes' ? ids : ids.map((id) => circulation.item(id)?.title ?? id));
  const ready = idsOf(holds.filter((hold) => hold.ready));
  const waiting = idsOf(holds.filter((hold) => !hold.ready));
  const listed = (summary: typeof asked.summary, lines: readonly string[]) => (asked.summary === summary ? lines : []);
  return {
    kind: 'patron-information-response',
    language: asked.language,
    ...about(patron, asked.patronPassword, asked.patronId, library),
    holdItemsCount: ready.length,
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
    homeAddress: patron?.address || null,
    emailAddress: patron?.email || null,
    phoneNumber: patron?.phone || null,
    patronBirthDate: patron?.birthDate.replaceAll('-', '') || null,
    patronClass: patron === null ? null : patron.category === 'child' ? 'TRE-EM' : 'NGUOI-LON',
  };
}

const idsOf = (of: readonly { readonly itemId: string }[]): readonly string[] => of.map(({ itemId }) => itemId);

/** The first item is 1, and the last one is meant too. */
function paged(lines: readonly string[], start: string | null, end: string | null): readonly string[] {
  const from = Number.parseInt(start ?? '', 10);
  const to = Number.parseInt(end ?? '', 10);
  return lines.slice(from > 0 ? from - 1 : 0, to > 0 ? to : lines.length);
}
