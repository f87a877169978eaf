// The handlers of the embedded library: one question of the SC in, its answer out. Knows messages and the library behind
// them; must not know connections or moods.

import type { MessageOf, OutgoingOf, QuestionKind } from '../messages.ts';
import { readTime, wireTime } from '../time.ts';
import type { Behaviour } from './behaviours.ts';
import type { Catalogue, CatalogueItem } from './catalogue.ts';
import type { CheckoutResult, Loan } from './circulation.ts';
import { blockPatron, enablePatron, feePaid, holdAnswer, itemStatusUpdate, renewAll } from './account-answers.ts';
import { titleOf, type Library } from './library.ts';
import { patronInformation, patronStatus } from './patron-answers.ts';
import type { Handlers } from './handlers.ts';

/** What the embedded library answers. A login is right when it is `login`; null: everybody is let in. */
export function libraryHandlers(
  { circulation, ...rest }: Omit<Library, 'circulation'> & { readonly circulation: () => Library['circulation'] },
  login: { readonly user: string; readonly password: string } | null,
): Handlers {
  const now = (): Library => ({ ...rest, circulation: circulation() });
  const silent: Partial<Record<QuestionKind, () => 'silence'>> = {};
  for (const kind of rest.behaviour.unanswered) silent[kind] = () => 'silence';
  return {
    ...(login === null ? {} : { login: (asked) => loginAnswer(asked, login) }),
    'sc-status': () => acsStatus(now()),
    'patron-status': (asked) => patronStatus(asked, now()),
    'patron-information': (asked) => patronInformation(asked, now()),
    'item-information': (asked) => itemInformation(asked, now()),
    checkout: (asked) => checkout(asked, now()),
    renew: (asked) => renew(asked, now()),
    checkin: (asked) => checkin(asked, now()),
    'end-patron-session': (asked) => endSession(asked, now()),
    'renew-all': (asked) => renewAll(asked, now()),
    hold: (asked) => holdAnswer(asked, now()),
    'fee-paid': (asked) => feePaid(asked, now()),
    'block-patron': (asked) => blockPatron(asked, now()),
    'patron-enable': (asked) => enablePatron(asked, now()),
    'item-status-update': (asked) => itemStatusUpdate(asked, now()),
    ...silent,
  };
}

function loginAnswer(
  asked: MessageOf<'login'>,
  { user, password }: { readonly user: string; readonly password: string },
): OutgoingOf<'login-response'> {
  return { kind: 'login-response', ok: asked.loginUser === user && asked.loginPassword === password };
}

function endSession(
  { patronId }: MessageOf<'end-patron-session'>,
  { clock, catalogue }: Library,
): OutgoingOf<'end-patron-session-response'> {
  return {
    kind: 'end-patron-session-response',
    endSession: true,
    transactionDate: wireTime(clock.now()),
    institutionId: catalogue.library.institutionId,
    patronId,
    screenMessage: ['Thank you !'],
  };
}

function acsStatus({ clock, behaviour, catalogue: { library } }: Library): OutgoingOf<'acs-status'> {
  return {
    kind: 'acs-status',
    onLine: true,
    checkinOk: true,
    checkoutOk: true,
    renewalPolicy: true,
    statusUpdateOk: false,
    offLineOk: true,
    timeoutTenths: 100,
    retriesAllowed: 5,
    dateTimeSync: wireTime(clock.now()),
    protocolVersion: '2.00',
    institutionId: library.institutionId,
    libraryName: library.name,
    supportedMessages: inStandardOrder.map((kind) => (isAdmitted(kind, behaviour) ? 'Y' : 'N')).join(''),
  };
}

/** 3M SIP2 2.00, "Supported Messages": sixteen letters, in this order. */
const inStandardOrder = [
  ...(['patron-status', 'checkout', 'checkin', 'block-patron', 'sc-status', 'request-acs-resend', 'login'] as const),
  ...(['patron-information', 'end-patron-session', 'fee-paid', 'item-information', 'item-status-update'] as const),
  ...(['patron-enable', 'hold', 'renew', 'renew-all'] as const),
];

function isAdmitted(kind: (typeof inStandardOrder)[number], { unanswered, unadmitted }: Behaviour): boolean {
  return kind === 'request-acs-resend' || !(unanswered.includes(kind) || unadmitted.includes(kind));
}

function itemInformation(
  asked: MessageOf<'item-information'>,
  library: Library,
): OutgoingOf<'item-information-response'> {
  const { circulation, clock, catalogue } = library;
  const item = circulation.item(asked.itemId);
  const common = {
    kind: 'item-information-response',
    securityMarker: 'other',
    feeType: 'other',
    transactionDate: wireTime(clock.now()),
    itemId: asked.itemId,
  } as const;
  if (item === null) return { ...common, circulationStatus: 'other', titleIdentifier: '' };
  const loan = circulation.loanOf(item.barcode);
  const holds = circulation.holdsOn(item.barcode);
  return {
    ...common,
    circulationStatus: loan === null ? shelfStatus(item, library) : 'charged',
    feeType: item.fee > 0 ? 'rental' : 'other',
    titleIdentifier: titleOf(item),
    holdQueueLength: holds.length,
    dueDate: loan === null ? null : wireTime(loan.dueAt),
    owner: catalogue.library.owner,
    permanentLocation: item.branch,
    mediaType: item.media,
    itemProperties: circulation.properties(item.barcode),
    callNumber: item.callNumber,
    ...feeFields(item, catalogue),
  };
}

/** 3M SIP2 2.00 has no status for "not for loan": "other", where a real Koha says "available" and then refuses. */
function shelfStatus({ lending, barcode }: CatalogueItem, { circulation, behaviour }: Library) {
  const holds = circulation.holdsOn(barcode);
  const isHeld = behaviour.notLendable === 'available' ? holds.length > 0 : holds.some((hold) => hold.ready);
  if (behaviour.notLendable === 'told') {
    if (lending === 'not-for-loan') return 'other';
    if (circulation.isInTransit(barcode)) return 'in-transit';
  }
  return isHeld ? 'on-hold-shelf' : 'available';
}

function feeFields({ fee }: CatalogueItem, { library }: Catalogue) {
  return fee > 0 ? { currency: library.currency, feeAmount: String(fee) } : {};
}

function checkout(asked: MessageOf<'checkout'>, library: Library): OutgoingOf<'checkout-response'> {
  const named = asked.nbDueDate === null ? null : millisecondsOf(asked.nbDueDate);
  const result = library.circulation.checkout({
    patronId: asked.patronId,
    itemId: asked.itemId,
    feeAccepted: asked.feeAcknowledged === true,
    done: asked.noBlock ? { dueAt: named } : null,
  });
  return { kind: 'checkout-response', ...loanAnswer(asked.patronId, asked.itemId, result, library) };
}

function renew(asked: MessageOf<'renew'>, library: Library): OutgoingOf<'renew-response'> {
  const itemId = asked.itemId ?? '';
  const result = library.circulation.renew({ patronId: asked.patronId, itemId });
  return { kind: 'renew-response', ...loanAnswer(asked.patronId, itemId, result, library) };
}

function loanAnswer(
  patronId: string,
  itemId: string,
  result: CheckoutResult,
  { clock, catalogue, circulation, behaviour }: Library,
) {
  const lent = result.kind === 'lent';
  const item = result.kind === 'refused' ? circulation.item(itemId) : result.item;
  const inHouse = item?.lending === 'in-house';
  const feeNeeded = result.kind === 'fee-needed' ? result.item : null;
  const text = result.kind === 'refused' ? result.text : feeNeeded === null ? null : `Phí mượn: ${feeNeeded.fee}`;
  return {
    ok: lent,
    renewalOk: lent && result.wasRenewal && behaviour.renewalTold === 'told',
    magneticMedia: lent ? false : null,
    desensitize: lent && !inHouse,
    transactionDate: wireTime(clock.now()),
    institutionId: catalogue.library.institutionId,
    patronId,
    itemId,
    titleIdentifier: item === null ? '' : titleOf(item),
    dueDate: lent ? wireTime(result.loan.dueAt) : '',
    mediaType: item?.media ?? null,
    ...(feeNeeded === null ? {} : { feeType: 'rental' as const, ...feeFields(feeNeeded, catalogue) }),
    screenMessage: text !== null ? [text] : inHouse ? ['Chỉ đọc tại chỗ'] : [],
  };
}

function checkin(asked: MessageOf<'checkin'>, library: Library): OutgoingOf<'checkin-response'> | 'hang-up' {
  const { clock, catalogue, circulation, behaviour } = library;
  if (behaviour.emptyValues === 'hang-up' && asked.returnDate === null) return 'hang-up';
  const isTold = behaviour.overdueReturn === 'told';
  const known = catalogue.library.branches.some(({ code }) => code === asked.currentLocation);
  const branch = known ? asked.currentLocation : catalogue.library.homeBranch;
  const undoing = asked.cancel === true;
  const { item, loan, overdueDays, fee, hold, sendTo } = circulation.checkin({ itemId: asked.itemId, branch, undoing });
  const holder = hold === null ? null : circulation.patron(hold.patronId);
  const alertType = item === null ? 'other' : hold !== null ? (sendTo === null ? 'hold-here' : 'hold-elsewhere') : null;
  return {
    kind: 'checkin-response',
    ok: loan !== null,
    resensitize: item !== null,
    magneticMedia: item === null ? null : false,
    // A second return of the same item says so too, but without a type.
    alert: alertType !== null || sendTo !== null || loan === null,
    transactionDate: wireTime(clock.now()),
    institutionId: asked.institutionId,
    itemId: asked.itemId,
    permanentLocation: item?.branch ?? '',
    titleIdentifier: item === null ? null : titleOf(item),
    sortBin: item === null ? null : hold !== null ? '2' : sendTo === null ? '1' : '3',
    patronId: loan?.patronId ?? null,
    mediaType: item?.media ?? null,
    callNumber: item?.callNumber ?? null,
    destinationLocation: hold?.pickup ?? sendTo,
    alertType: alertType ?? (sendTo === null ? null : 'other-branch'),
    holdPatronId: hold?.patronId ?? null,
    holdPatronName: holder?.name ?? null,
    ...(fee > 0 && isTold ? { currency: catalogue.library.currency, feeAmount: String(fee) } : {}),
    screenMessage: checkinMessages(loan, isTold ? overdueDays : 0, fee),
  };
}

function checkinMessages(loan: Loan | null, overdueDays: number, fee: number): readonly string[] {
  if (loan === null) return ['Item not checked out'];
  return overdueDays > 0 ? [`Overdue ${overdueDays} days, fee ${fee}`] : [];
}

function millisecondsOf(text: string): number | null {
  const local = readTime(text);
  if (local === null) return null;
  const { hour, minute, second } = local.time ?? { hour: 23, minute: 59, second: 0 };
  return new Date(local.year, local.month - 1, local.day, hour, minute, second).getTime();
}
