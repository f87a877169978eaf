// The handlers of the embedded library: one question of the SC in, its answer out. Knows messages and the library behind
// them; must not know connections or moods.

import type { MessageOf, OutgoingOf, QuestionKind } from '../messages.ts';
import { wireTime } from '../time.ts';
import { blockPatron, enablePatron, feePaid, holdAnswer, itemStatusUpdate, renewAll } from './account-answers.ts';
import type { Behaviour } from './behaviours.ts';
import type { CatalogueItem } from './catalogue.ts';
import type { Asker, Handlers, Prose } from './handlers.ts';
import { feeFields, titleOf, type Library } from './library.ts';
import { checkinAnswer, checkoutAnswer, renewAnswer } from './loan-answers.ts';
import { patronInformation, patronStatus } from './patron-answers.ts';

/** What the embedded library answers. A login is right when it is `login`; null: everybody is let in. */
export function libraryHandlers(
  { circulation, ...rest }: Omit<Library, 'circulation'> & { readonly circulation: () => Library['circulation'] },
  login: { readonly user: string; readonly password: string } | null,
): Handlers {
  const now = (): Library => ({ ...rest, circulation: circulation() });
  const nowhere = (asker: Asker): Prose | null => withoutServicePoint(asker, rest.behaviour);
  const silent: Partial<Record<QuestionKind, () => 'silence'>> = {};
  for (const kind of rest.behaviour.unanswered) silent[kind] = () => 'silence';
  return {
    ...(login === null ? {} : { login: (asked) => loginAnswer(asked, login) }),
    'sc-status': (asked, asker) => nowhere(asker) ?? acsStatus(asked, now()),
    'patron-status': (asked) => patronStatus(asked, now()),
    'patron-information': (asked) => patronInformation(asked, now()),
    'item-information': (asked) => itemInformation(asked, now()),
    checkout: (asked, asker) => nowhere(asker) ?? checkoutAnswer(asked, now()),
    renew: (asked) => renewAnswer(asked, now()),
    checkin: (asked, asker) => nowhere(asker) ?? checkinAnswer(asked, now()),
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

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** FOLIO: a login of any other place is right, and then 99, 09 and 11 find no settings for it. */
function withoutServicePoint({ location }: Asker, { loginLocation }: Behaviour): Prose | null {
  if (loginLocation === 'not-used' || location === null || uuid.test(location)) return null;
  return {
    kind: 'prose',
    text: 'Problems handling the request: Unable to find all necessary configuration(s)',
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

function acsStatus(
  asked: MessageOf<'sc-status'>,
  { clock, behaviour, catalogue: { library } }: Library,
): OutgoingOf<'acs-status'> {
  return {
    kind: 'acs-status',
    onLine: true,
    checkinOk: true,
    checkoutOk: true,
    renewalPolicy: true,
    ...behaviour.status,
    dateTimeSync: wireTime(clock.now()),
    // Of 3.00, too, a Koha makes 1.00.
    protocolVersion: behaviour.habits.versions === 'as-said' && asked.protocolVersion !== '2.00' ? '1.00' : '2.00',
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
    securityMarker: library.behaviour.securityMarker,
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
