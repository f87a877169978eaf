// The settings of a place as the rules its kiosk goes by: one translation, for the kiosk itself and for a preview of it.
import type { QuestionKind } from 'sip2';
import type { KioskView } from '../contract/view.ts';
import type { Attract } from './attract.ts';
import type { KioskRules } from './modes/kiosk-state.ts';
import { paymentRules } from './payments.ts';
import type { StaffBook } from './staff.ts';
import type { KioskSettings, Settings } from './settings/schema.ts';

/** What a kiosk's view is drawn by. */
export type ViewRules = KioskRules & { readonly library: KioskView['library'] };

/** `unsupported`: questions that this library system is never asked. */
export const rulesOf = (
  settings: Settings,
  place: KioskSettings,
  {
    staff,
    unsupported,
    slides,
  }: {
    readonly staff: StaffBook;
    readonly unsupported: readonly QuestionKind[];
    readonly slides: Attract['slides'];
  },
): ViewRules => {
  const { name, logo, colour } = settings.library;
  return {
    place: place.name,
    hasStaff: settings.staff.length > 0,
    staffCard: place.staffCard,
    staffOfCard: staff.ofCard,
    named: staff.named,
    library: { name, logo, colour },
    language: place.language,
    pinPolicy: place.password,
    accountPin: place.accountPassword,
    withoutPin: place.withoutPassword,
    security: place.security.kind === 'afi' || place.security.kind === 'eas' ? 'tags' : place.security.kind,
    hasPad: place.reader !== null,
    hasPrinter: place.printer !== null,
    hours: settings.hours,
    functions: place.functions,
    offline: place.offline.does,
    borrow: place.borrow,
    returns: place.returns,
    receipts: place.receipts,
    mails: settings.mail !== null,
    // A letter reaches staff, or the board of a desk does.
    hasHelp: typeof settings.mail?.staff === 'string' || settings.places.some(({ kind }) => kind === 'desk'),
    account: {
      renews: !unsupported.includes('renew'),
      cancelsHolds: !unsupported.includes('hold'),
      pays: settings.payment === null || unsupported.includes('fee-paid') ? null : paymentRules(settings.payment),
    },
    answerMs: settings.acs.answerTimeoutSeconds * 1000,
    attract: settings.attract === null ? null : { afterMs: settings.attract.afterSeconds * 1000, slides },
    idleMs: place.idleSeconds * 1000,
  };
};
