// One question of the SC in, its answer out. The doorway of the small ACS: knows messages and the library behind it,
// must not know connections or moods.

import type { Message, MessageOf, Outgoing } from '../messages.ts';
import { readTime, wireTime } from '../time.ts';
import type { Catalogue, CatalogueItem } from './catalogue.ts';
import type { CheckoutResult, Loan } from './circulation.ts';
import { patronInformation, patronStatus, type Library } from './patron-answers.ts';

/** The answer; null when this is no question. A login is the connection's own affair. */
export function answerTo(message: Message, library: Library): Outgoing | null {
  switch (message.kind) {
    case 'sc-status':
      return acsStatus(library);
    case 'patron-status':
      return patronStatus(message, library);
    case 'patron-information':
      return patronInformation(message, library);
    case 'item-information':
      return itemInformation(message, library);
    case 'checkout':
      return checkout(message, library);
    case 'renew':
      return renew(message, library);
    case 'checkin':
      return checkin(message, library);
    case 'end-patron-session':
      return {
        kind: 'end-patron-session-response',
        endSession: true,
        transactionDate: wireTime(library.clock.now()),
        institutionId: library.catalogue.library.institutionId,
        patronId: message.patronId,
        screenMessage: ['Thank you !'],
      };
    default:
      return null;
  }
}

function acsStatus({ clock, catalogue: { library } }: Library): Outgoing {
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
    // 23, 11, 09, 01, 99, 97/96, 93, 63, 35, 37, 17, 19, 25, 15, 29, 65
    supportedMessages: 'YYYNYYYYYNYNNNYN',
  };
}

function itemInformation(asked: MessageOf<'item-information'>, library: Library): Outgoing {
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
  const ready = holds.some((hold) => hold.ready);
  return {
    ...common,
    circulationStatus: loan === null ? shelfStatus(item, circulation.isInTransit(item.barcode), ready) : 'charged',
    feeType: item.fee > 0 ? 'rental' : 'other',
    titleIdentifier: titleOf(item),
    holdQueueLength: holds.length,
    dueDate: loan === null ? null : wireTime(loan.dueAt),
    owner: catalogue.library.owner,
    permanentLocation: item.branch,
    mediaType: item.media,
    callNumber: item.callNumber,
    ...feeFields(item, catalogue),
  };
}

/** 3M SIP2 2.00 has no status for "not for loan": "other", where a real Koha says "available" and then refuses. */
function shelfStatus({ lending }: CatalogueItem, isInTransit: boolean, isHeldReady: boolean) {
  if (lending === 'not-for-loan') return 'other';
  if (isInTransit) return 'in-transit';
  return isHeldReady ? 'on-hold-shelf' : 'available';
}

const titleOf = ({ title, author }: CatalogueItem): string => `${title} / ${author}`;

function feeFields({ fee }: CatalogueItem, { library }: Catalogue) {
  return fee > 0 ? { currency: library.currency, feeAmount: String(fee) } : {};
}

function checkout(asked: MessageOf<'checkout'>, library: Library): Outgoing {
  const named = asked.nbDueDate === null ? null : millisecondsOf(asked.nbDueDate);
  const result = library.circulation.checkout({
    patronId: asked.patronId,
    itemId: asked.itemId,
    feeAccepted: asked.feeAcknowledged === true,
    done: asked.noBlock ? { dueAt: named } : null,
  });
  return { kind: 'checkout-response', ...loanAnswer(asked.patronId, asked.itemId, result, library) };
}

function renew(asked: MessageOf<'renew'>, library: Library): Outgoing {
  const itemId = asked.itemId ?? '';
  const result = library.circulation.renew({ patronId: asked.patronId, itemId });
  return { kind: 'renew-response', ...loanAnswer(asked.patronId, itemId, result, library) };
}

function loanAnswer(
  patronId: string,
  itemId: string,
  result: CheckoutResult,
  { clock, catalogue, circulation }: Library,
) {
  const lent = result.kind === 'lent';
  const item = result.kind === 'refused' ? circulation.item(itemId) : result.item;
  const inHouse = item?.lending === 'in-house';
  const feeNeeded = result.kind === 'fee-needed' ? result.item : null;
  const text = result.kind === 'refused' ? result.text : feeNeeded === null ? null : `Phí mượn: ${feeNeeded.fee}`;
  return {
    ok: lent,
    renewalOk: lent && result.wasRenewal,
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

function checkin(asked: MessageOf<'checkin'>, library: Library): Outgoing {
  const { clock, catalogue, circulation } = library;
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
    ...(fee > 0 ? { currency: catalogue.library.currency, feeAmount: String(fee) } : {}),
    screenMessage: checkinMessages(loan, overdueDays, fee),
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
