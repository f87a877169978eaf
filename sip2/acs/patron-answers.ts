// What the small ACS tells about a patron. Knows what a real Koha tells too much of; must not know connections.

import type { MessageOf, OutgoingOf } from '../messages.ts';
import { wireTime } from '../time.ts';
import type { Behaviour } from './behaviours.ts';
import type { CataloguePatron } from './catalogue.ts';
import type { Fee } from './fees.ts';
import type { Library } from './library.ts';
import type { Refused } from './shelves.ts';

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

function statusOf(patron: CataloguePatron | null, { circulation, catalogue, behaviour }: Library): Status {
  const owes = patron !== null && circulation.owed(patron.card) > catalogue.library.feeLimit;
  const denied = patron === null || patron.standing !== 'good' || circulation.isExpired(patron) || owes;
  const count = patron === null ? 0 : circulation.loansOf(patron.card).length;
  const isKoha = behaviour.deniedFlags === 'all-four';
  return {
    ...noFlags,
    chargePrivilegesDenied: denied,
    renewalPrivilegesDenied: denied && (isKoha || !owes),
    recallPrivilegesDenied: denied && (isKoha || !owes),
    holdPrivilegesDenied: denied && (isKoha || !owes),
    cardReportedLost: patron?.standing === 'card-lost',
    tooManyItemsCharged: !isKoha && count >= catalogue.library.loanLimit,
    excessiveFines: owes,
    excessiveFees: isKoha && owes,
  };
}

/** A patron without a PIN is right with an empty one, as in Koha. */
export function isRightPin(patron: CataloguePatron, given: string | null): boolean {
  return (given ?? '') === (patron.pin ?? '');
}

/** Whether this kind of library looks at the password here, and it is wrong. */
export function isWrongPin(
  asked: MessageOf<'renew-all' | 'hold' | 'checkout' | 'renew'>,
  { behaviour, circulation }: Library,
): boolean {
  if (!behaviour.checksPin.includes(asked.kind) || asked.patronPassword === null) return false;
  const patron = circulation.patron(asked.patronId);
  return patron !== null && !isRightPin(patron, asked.patronPassword);
}

export const wrongPin: Refused = { kind: 'refused', text: 'Invalid patron password.' };

function noticesFor(patron: CataloguePatron, given: string | null, library: Library): readonly string[] {
  const { behaviour, catalogue, circulation } = library;
  const owes = circulation.owed(patron.card);
  const isGreeted = behaviour.patronMessage === 'library-greets' || behaviour.patronMessage === 'koha-greets';
  const host = behaviour.patronMessage === 'koha-greets' ? 'Koha' : catalogue.library.name;
  const notices = isGreeted ? [`Greetings from ${host}. `] : [];
  if (patron.standing === 'blocked') notices.push('Thẻ bị khóa. Xin gặp thủ thư.');
  if (patron.standing === 'card-lost') notices.push("Borrower's card reported lost.");
  if (circulation.isExpired(patron)) notices.push('PATRON EXPIRED');
  if (owes > 0) notices.push(`Patron owes ${owes}`);
  if (owes < 0) notices.push(`Patron has credit of ${-owes}`);
  if (!isRightPin(patron, given) && (given ?? '') !== '') notices.push('Invalid password');
  if (notices.length === 0) return behaviour.patronMessage === 'always-ok' ? ['Patron status is ok.'] : [];
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
    patronExpiry: patron === null ? null : expiryOf(patron, library),
    currency: owes > 0 ? currency : null,
    feeAmount: owes > 0 ? String(owes) : null,
    screenMessage: patron === null ? [] : noticesFor(patron, given, library),
  };
}

/** A day; Polaris writes it as a whole time. */
function expiryOf({ expiresInDays }: CataloguePatron, { clock, behaviour }: Library): string {
  const now = new Date(clock.now());
  const day = wireTime(new Date(now.getFullYear(), now.getMonth(), now.getDate() + expiresInDays).getTime());
  return behaviour.habits.vocabulary === 'polaris' ? day : day.slice(0, 8);
}

/** The answer to 23. */
export function patronStatus(
  asked: MessageOf<'patron-status'>,
  library: Library,
): OutgoingOf<'patron-status-response'> {
  const known = about(asked.patronId, asked.patronPassword, library);
  const institutionId = library.behaviour.institution === 'echoed' ? asked.institutionId : known.institutionId;
  return { kind: 'patron-status-response', language: asked.language, ...known, institutionId };
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
  const shown = (ids: readonly string[]): readonly string[] => paged(ids, asked, behaviour);
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
    ...(patron === null ? {} : particulars(patron, library)),
  };
}

const feeEntry = ({ id, amount, reason }: Fee) => ({ feeId: id, amountDue: String(amount), feeTypeText: reason });

const idsOf = (of: readonly { readonly itemId: string }[]): readonly string[] => of.map(({ itemId }) => itemId);

/** What stands in fields of one make or another; the make's habits keep back what it does not tell. */
function particulars(patron: CataloguePatron, { behaviour, catalogue, circulation }: Library) {
  const birth = patron.birthDate.replaceAll('-', '');
  const patronClass = patron.category === 'child' ? 'TRE-EM' : 'NGUOI-LON';
  const isPolaris = behaviour.habits.vocabulary === 'polaris';
  return {
    patronBirthDate: birth === '' ? null : isPolaris ? `${birth}    000000` : birth,
    patronClass,
    internetPrivileges: 'Y',
    internalPatronId: String(circulation.patrons().findIndex(({ card }) => card === patron.card) + 1),
    borrowerType: patronClass,
    ...(isPolaris ? { patronBranch: catalogue.library.homeBranch, patronExpired: circulation.isExpired(patron) } : {}),
  };
}

/** The first item is 1, and the last one is meant too. */
function paged(
  lines: readonly string[],
  { startItem, endItem }: { readonly startItem: string | null; readonly endItem: string | null },
  { paging }: Behaviour,
): readonly string[] {
  const from = Number.parseInt(startItem ?? '', 10);
  const to = Number.parseInt(endItem ?? '', 10);
  const end = to > 0 ? to + (paging === 'one-more' ? 1 : 0) : lines.length;
  const page = lines.slice(from > 0 ? from - 1 : 0, end);
  return page.length === 0 && from > lines.length && paging === 'empty-past-end' ? [''] : page;
}
