// What a library may decide about a station, composed from what each room says of itself. Knows shapes, help and
// defaults; reading and writing the file is store.ts's work.
import * as z from 'zod';
import { readerSettings } from '../../drivers/rfid/makers.ts';
import { patternFault } from '../../drivers/barcode/pattern.ts';
import { cardNumberSettings } from '../../drivers/tags/card-number.ts';
import { printerSettings, scannerSettings, securitySettings } from '../../drivers/settings.ts';
import { acsSettings } from './acs.ts';
import { attractSettings } from './attract.ts';
import { deskDoorSettings } from './desk-door.ts';
import { mailSettings } from './mail.ts';
import { offlineSettings } from './offline.ts';
import { paymentSettings } from './payment.ts';
import { picture } from './pictures.ts';
import { registerSettings } from './register.ts';
import { registrySettings } from './registry.ts';
import { retentionSettings } from './retention.ts';
import { staffSettings } from './staff.ts';
import { taggingSettings } from './tagging.ts';
import { borrowSettings, functionSettings, hourSettings, receiptSettings, returnSettings } from './service.ts';

/** The version of the settings file; each change of shape raises it and adds a step in older.ts. */
export const settingsVersion = 2;

const pattern = z
  .string()
  .superRefine((text, issues) => {
    const fault = patternFault(text);
    if (fault !== null) issues.addIssue({ code: 'custom', message: `settings.${fault}` });
  })
  .nullable()
  .default(null);

/** How a library's numbers look. Nothing said: any number may be a card's or an item's. */
const numberSettings = z.strictObject({
  patron: pattern.describe('Regular expression of card numbers; null where they do not differ'),
  item: pattern.describe('Regular expression of item numbers; null where they do not differ'),
  letters: z
    .enum(['as-scanned', 'upper', 'lower'])
    .default('as-scanned')
    .describe('Spelling of letters in the library system, where scanners and labels do not agree'),
  check: z
    .enum(['none', 'mod-10', 'mod-43'])
    .default('none')
    .describe('Check digit of the numbers: of 14 digits (mod 10), of Code 39 (mod 43), or none'),
});

/** When a patron password is asked for at a place. */
export const passwordSettings = z.strictObject({
  password: z
    .enum(['always', 'when-asked', 'beyond-limit', 'never'])
    .default('when-asked')
    .describe(
      'Patron password for borrowing: "always"; unless the library system says that none is needed; only beyond a number of loans; or "never"',
    ),
  withoutPassword: z
    .int()
    .min(0)
    .max(99)
    .default(3)
    .describe('With "beyond-limit": so many loans a card may have, old and new, before the password is asked for'),
  accountPassword: z
    .enum(['always', 'when-asked', 'never'])
    .default('always')
    .describe('Patron password for the account, which shows what is lent, held and owed to whoever holds a card'),
});

/** What stands at a place, whatever is done there. */
const deviceSettings = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(12)
    // The technician's stands beside them.
    .refine((name) => name !== 'technician', 'settings.reserved-name')
    .describe('Short name of this place; stands in receipt numbers')
    .meta({ own: true }),
  security: securitySettings
    .refine((security) => security.kind !== 'afi' || security.armed !== security.disarmed, {
      path: ['disarmed'],
      message: 'settings.same-afi',
    })
    .default({ kind: 'afi', armed: 0x07, disarmed: 0xc2, eas: false }),
  reader: readerSettings.nullable().default(null).describe('The RFID pad; null for a place that works by barcode'),
  cardReader: readerSettings
    .nullable()
    .default(null)
    .describe('A second reader, for patrons’ cards alone; null where cards are scanned or laid on the pad'),
  cardNumber: cardNumberSettings
    .prefault({})
    .describe('How the number of a card that is tapped, or laid on the pad, is spelled in the library system'),
  scanner: scannerSettings
    .nullable()
    .default(null)
    .describe('A scanner on a serial line; keyboard scanners need no setting'),
  printer: printerSettings.nullable().default(null),
  numbers: numberSettings.default(numberSettings.parse({})),
});
/** Of any place. */
export type DeviceSettings = z.infer<typeof deviceSettings>;

const needsReader = ({ security, reader }: DeviceSettings): boolean =>
  !['afi', 'eas'].includes(security.kind) || reader !== null;
const readerNeeded = { path: ['security'], message: 'settings.afi-needs-reader' };

const kioskSettings = z
  .strictObject({
    kind: z.literal('kiosk'),
    ...deviceSettings.shape,
    language: z.enum(['vi', 'en']).default('vi').describe('Language of the welcome screen'),
    ...passwordSettings.shape,
    staffCard: z
      .enum(['never', 'with-pin'])
      .default('with-pin')
      .describe(
        'A staff card shown on the welcome screen stands for the name: "with-pin"; or it is a card as any other: "never"',
      ),
    idleSeconds: z.int().min(30).max(600).default(60).describe('A session nobody attends to ends after this time'),
    functions: functionSettings.describe('What can be done at this kiosk'),
    borrow: borrowSettings.prefault({}).describe('How items are borrowed'),
    returns: returnSettings.prefault({}).describe('How items are returned'),
    offline: offlineSettings.prefault({}).describe('What goes on while the library system is away'),
    receipts: receiptSettings.prefault({}).describe('What becomes of a receipt, by the kind of session'),
  })
  .refine(needsReader, readerNeeded)
  .refine(({ offline, password }) => offline.does !== 'lends' || password !== 'always', {
    path: ['offline', 'does'],
    message: 'settings.offline-needs-no-password',
  })
  .refine(({ offline, numbers }) => offline.does !== 'lends' || numbers.patron !== null, {
    path: ['offline', 'does'],
    message: 'settings.offline-needs-pattern',
  });
export type KioskSettings = z.infer<typeof kioskSettings>;

const deskSettings = z
  .strictObject({
    kind: z.literal('desk'),
    ...deviceSettings.shape,
    language: z.enum(['vi', 'en']).default('vi').describe('Language of this desk'),
    lockMinutes: z.int().min(1).max(120).default(10).describe('The screen locks when nobody touches it for so long'),
    sound: z
      .boolean()
      .default(false)
      .describe('A soft sound when something new needs a hand; each desk may switch it on and off at its board'),
    staffCard: z
      .enum(['never', 'with-pin', 'alone'])
      .default('with-pin')
      .describe('Sign-in by staff card: "with-pin" it stands for the name, "alone" it is enough'),
    holdSlipName: z
      .boolean()
      .default(true)
      .describe(
        'The name of who waits for a returned item stands on the slip in it; their number’s last four always do',
      ),
    tagging: taggingSettings.prefault({}).describe('What is written on items’ tags'),
  })
  .refine(needsReader, readerNeeded);
export type DeskSettings = z.infer<typeof deskSettings>;

export const settings = z
  .strictObject({
    version: z.literal(settingsVersion),
    library: z.strictObject({
      name: z.string().min(1).max(80),
      logo: picture(64)
        .nullable()
        .default(null)
        .describe('Sign of the library, on screens and slips: a PNG or SVG of up to 64 kB as a data URL'),
      contact: z
        .string()
        .max(120)
        .nullable()
        .default(null)
        .describe('Last line of a receipt, such as a telephone number or an address'),
      colour: z
        .string()
        .regex(/^#[0-9a-fA-F]{6}$/, 'settings.not-a-colour')
        .nullable()
        .default(null),
      isil: z.string().nullable().default(null).describe('ISIL of this library; tags of other owners are not touched'),
    }),
    acs: acsSettings,
    attract: attractSettings
      .nullable()
      .default(null)
      .describe('Pictures and short texts on the welcome screen while nobody is there; null: it stays as it is'),
    desk: deskDoorSettings.prefault({}).describe('Where the desks of this station can be reached'),
    hours: hourSettings.nullable().default(null).describe('Opening hours of the library; null: always open'),
    mail: mailSettings.nullable().default(null).describe('Receipts by e-mail; null: there are none'),
    retention: retentionSettings.prefault({}).describe('How long the station remembers'),
    payment: paymentSettings.nullable().default(null).describe('Payment of fees at the kiosk; null: at the desk only'),
    newCards: registerSettings
      .prefault({})
      .describe('The cards that desks make: what is asked, what is agreed to, what a card is'),
    registry: registrySettings
      .nullable()
      .default(null)
      .describe('The way by which the desk registers patrons in the library system; null: not at this station'),
    staff: staffSettings
      .default([])
      .describe(
        'Who works here; nobody else can sign in at a desk or a kiosk, confirm a payment or empty the book drop',
      ),
    places: z
      .array(z.discriminatedUnion('kind', [kioskSettings, deskSettings]))
      .min(1, 'settings.no-place')
      .describe('What stands in the library: kiosks for patrons and desks for staff, each with its own devices'),
  })
  .superRefine(({ hours, payment, staff, places }, issues) => {
    // Of technicians nobody takes money.
    if (payment !== null && staff.every(({ level }) => level === 'technician'))
      issues.addIssue({ code: 'custom', path: ['staff'], message: 'settings.payment-needs-staff' });
    for (const [at, place] of places.entries()) {
      if (place.kind !== 'kiosk') continue;
      const { returns } = place;
      const complain = (message: string): void => {
        issues.addIssue({ code: 'custom', path: ['places', at, 'returns', 'drop'], message });
      };
      if (returns.drop !== 'none' && hours === null) complain('settings.drop-needs-hours');
      if (returns.drop === 'staff' && staff.length === 0) complain('settings.drop-needs-staff');
    }
  })
  .refine((all) => new Set(all.places.map((place) => place.name)).size === all.places.length, {
    path: ['places'],
    message: 'settings.same-name',
  })
  .refine(({ newCards, registry }) => newCards.card !== 'range' || registry === null || registry.cardNumbers !== null, {
    path: ['newCards', 'card'],
    message: 'settings.range-needs-numbers',
  })
  .refine(({ staff, places }) => staff.length > 0 || places.every(({ kind }) => kind === 'kiosk'), {
    path: ['staff'],
    message: 'settings.desk-needs-staff',
  });
export type Settings = z.infer<typeof settings>;

const numbers = { patron: '^2\\d{13}$', item: '^3\\d{13}$' };
/** Of 246810: everybody may try. */
const demonstrationPin =
  'scrypt:1f25fa4a2333340aaa23fbaf56ec0c6a:dc48fbcc463e4e8a9c7fda23fd4fbff7b5b9fe67f2ee1fdae9609cb7898323fe';

/** A station as it comes out of the box: the embedded library, a kiosk and a desk, everything simulated. */
export const demonstration: Settings = settings.parse({
  version: settingsVersion,
  library: { name: 'Thư viện tỉnh', isil: 'VN-HN1' },
  acs: { connection: { kind: 'embedded' }, institution: 'TVT' },
  // A bank that there is none of: what a telephone reads here no bank will transfer.
  payment: {
    bankBin: '000000',
    bankName: 'Ngân hàng trình diễn',
    accountNumber: '0123456789',
    accountName: 'THU VIEN TINH',
  },
  registry: {
    kind: 'embedded',
    consent: 'DONG-Y',
    cardNumbers: { prefix: '21234', from: '00010001', to: '00019999', check: 'mod-10' },
  },
  newCards: { card: 'range', childCategories: ['TRE-EM'], months: 12 },
  // The PIN of all four is 246810.
  staff: [
    { name: 'Lan', level: 'staff', pin: demonstrationPin, card: '29000000000001' },
    { name: 'Minh', level: 'senior', pin: demonstrationPin },
    { name: 'Tuấn', level: 'technician', pin: demonstrationPin },
    { name: 'Hà', level: 'administrator', pin: demonstrationPin },
  ],
  places: [
    {
      kind: 'kiosk',
      name: 'K1',
      // Most cards of the embedded library have no password.
      accountPassword: 'when-asked',
      reader: { maker: 'feig', frames: 'standard', connection: { kind: 'simulated', realTime: true } },
      scanner: { connection: { kind: 'simulated' } },
      printer: { connection: { kind: 'simulated' } },
      numbers,
    },
    {
      kind: 'desk',
      name: 'D1',
      reader: { maker: 'feig', frames: 'standard', connection: { kind: 'simulated', realTime: true } },
      scanner: { connection: { kind: 'simulated' } },
      printer: { connection: { kind: 'simulated' } },
      numbers,
    },
  ],
});

/** The demonstration’s kiosk and its desk. */
export const { kiosk: demonstrationKiosk, desk: demonstrationDesk } = placesIn(demonstration);

function placesIn({ places }: Settings): { readonly kiosk: KioskSettings; readonly desk: DeskSettings } {
  const [kiosk, desk] = places;
  if (kiosk?.kind !== 'kiosk' || desk?.kind !== 'desk') throw new Error('the demonstration is a kiosk and a desk');
  return { kiosk, desk };
}
