// What the library of a day has decided, drawn at random within what the settings allow. Knows shapes; the station reads them.
import * as fc from 'fast-check';
import { behaviours, type BehaviourName } from 'sip2/acs';
import { readerSettings } from '../../drivers/rfid/makers.ts';
import { demonstration, demonstrationKiosk, settings, type Settings } from '../../station/settings/schema.ts';

/** Makes of library system, and the dialect in which each is read. */
export const makes = {
  usual: 'generic',
  koha: 'koha',
  evergreen: 'evergreen',
  folio: 'folio',
  openncip: 'evergreen',
  polaris: 'polaris',
} as const satisfies Partial<Record<BehaviourName, Settings['acs']['dialect']>>;
export type Make = keyof typeof makes;

/** Readers that can arm a tag, and what lies on their pads. */
export const readers = {
  feig: 'iso15693',
  threem: 'iso15693',
  rfidstation: 'iso15693',
  twn4: 'iso15693',
  pcsc: 'iso15693',
  a0: 'gen2',
  uhfreader: 'gen2',
  llrp: 'gen2',
} as const;
export type Reader = keyof typeof readers;
/**
 * Readers for one card at a time: of two that lie there they see none until one is taken away, and then nobody can tell the other
 * from one that is shown anew. Whoever lays something on one takes away first what lies there.
 */
export const seesOneAtATime: readonly Reader[] = ['twn4', 'pcsc'];
const knowsEas: readonly Reader[] = ['feig', 'threem', 'rfidstation'];

const receipt = ['ask', 'print', 'email', 'none'] as const;

export type Rules = {
  readonly make: Make;
  readonly reader: Reader;
  readonly security: 'afi' | 'afi-and-eas' | 'desensitiser' | 'none';
  readonly password: 'always' | 'when-asked' | 'beyond-limit' | 'never';
  readonly functions: readonly ('borrow' | 'return' | 'account')[];
  readonly count: 'trust' | 'ask';
  readonly sets: 'any' | 'whole';
  readonly fee: 'shown' | 'hidden';
  readonly dated: 'now' | 'last-closing';
  readonly drop: 'none' | 'staff' | 'always';
  readonly lendAgain: boolean;
  /** What is on loan in the morning was borrowed by telephone: no gate was told, and its tags are still armed. */
  readonly phoned: boolean;
  /** What becomes of a receipt, of whatever kind. */
  readonly receipt: (typeof receipt)[number];
  readonly names: boolean;
  readonly mails: boolean;
  readonly pays: boolean;
  readonly asksBeforeCheckin: boolean;
  readonly showsMessages: boolean;
  /** The library closes so many minutes after the morning's first visit, for some minutes; null: it never does. */
  readonly closesAfterMin: number | null;
  readonly whileClosed: 'nothing' | 'returns';
  readonly whileAway: 'returns' | 'lends' | 'closes';
  /** Whether the welcome screen shows something while nobody is there, and what. */
  readonly attract: 'nothing' | 'languages' | 'slides';
};

/** Usual, and now and then something else: a day with everything odd at once tells little. */
const mostly = <T>(usual: T, ...odd: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 3 * odd.length, arbitrary: fc.constant(usual) },
    ...odd.map((value) => ({ weight: 1, arbitrary: fc.constant(value) })),
  );

export const rules: fc.Arbitrary<Rules> = fc.record({
  make: fc.constantFrom<Make>('usual', 'usual', 'koha', 'koha', 'evergreen', 'folio', 'openncip', 'polaris'),
  reader: fc.oneof(
    { weight: 80, arbitrary: fc.constant<Reader>('feig') },
    { weight: 8, arbitrary: fc.constantFrom<Reader>('threem', 'rfidstation') },
    { weight: 6, arbitrary: fc.constantFrom<Reader>('a0', 'uhfreader') },
    { weight: 3, arbitrary: fc.constantFrom<Reader>('twn4', 'pcsc') },
    // Its frames are put together by a library that takes its time.
    { weight: 1, arbitrary: fc.constant<Reader>('llrp') },
  ),
  security: fc.oneof(
    { weight: 16, arbitrary: fc.constant('afi' as const) },
    { weight: 2, arbitrary: fc.constant('afi-and-eas' as const) },
    { weight: 1, arbitrary: fc.constantFrom('desensitiser' as const, 'none' as const) },
  ),
  password: mostly<Rules['password']>('when-asked', 'always', 'beyond-limit', 'never'),
  functions: mostly<Rules['functions']>(
    ['borrow', 'return', 'account'],
    ['borrow', 'return'],
    ['return', 'account'],
    ['account'],
    ['borrow'],
  ),
  count: mostly<Rules['count']>('trust', 'ask'),
  sets: mostly<Rules['sets']>('any', 'whole'),
  fee: mostly<Rules['fee']>('shown', 'hidden'),
  dated: mostly<Rules['dated']>('now', 'last-closing'),
  drop: fc.oneof(
    { weight: 5, arbitrary: fc.constant('none' as const) },
    { weight: 2, arbitrary: fc.constant('staff' as const) },
    { weight: 1, arbitrary: fc.constant('always' as const) },
  ),
  lendAgain: fc.boolean(),
  phoned: mostly(false, true),
  receipt: fc.oneof(
    { weight: 8, arbitrary: fc.constant('ask' as const) },
    { weight: 2, arbitrary: fc.constantFrom('email' as const, 'none' as const) },
  ),
  names: fc.boolean(),
  mails: fc.boolean(),
  pays: mostly(true, false),
  asksBeforeCheckin: mostly(true, false),
  showsMessages: mostly(false, true),
  closesAfterMin: mostly<number | null>(null, 2, 5),
  whileClosed: mostly<Rules['whileClosed']>('nothing', 'returns'),
  whileAway: fc.oneof(
    { weight: 4, arbitrary: fc.constant('lends' as const) },
    { weight: 3, arbitrary: fc.constant('returns' as const) },
    { weight: 1, arbitrary: fc.constant('closes' as const) },
  ),
  attract: mostly<Rules['attract']>('nothing', 'languages', 'slides'),
});

/** When a day of the soak begins, by the machine's own calendar: a Sunday. */
export const morning = new Date(2026, 10, 22, 9, 30);
const closedForMin = 6;
/** With the password "beyond-limit". */
export const withoutPassword = 2;
export const staffAddress = 'desk@example.org';
/** The demonstration's. */
export const staffPin = '246810';

const timeAfter = (minutes: number): string => {
  const at = new Date(morning.getTime() + minutes * 60_000);
  return `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
};

/** Staff say by their PIN that a pile is of the drop. */
const dropOf = ({ drop, pays }: Rules): Rules['drop'] => (drop === 'staff' && !pays ? 'none' : drop);

/** Where a password is always asked for nothing can be lent while nobody checks it. */
const awayOf = ({ whileAway, password }: Rules): Rules['whileAway'] =>
  whileAway === 'lends' && password === 'always' ? 'returns' : whileAway;

const hoursOf = (by: Rules) => {
  const { closesAfterMin, whileClosed } = by;
  // A drop counts from a closing.
  if (closesAfterMin === null && dropOf(by) === 'none') return null;
  const sunday =
    closesAfterMin === null
      ? [{ from: '08:00', to: '24:00' }]
      : [
          { from: '08:00', to: timeAfter(closesAfterMin) },
          { from: timeAfter(closesAfterMin + closedForMin), to: '24:00' },
        ];
  return { sunday, monday: [{ from: '00:00', to: '24:00' }], saturday: [{ from: '08:00', to: '12:00' }], whileClosed };
};

const attractOf = ({ attract }: Rules) =>
  attract === 'nothing'
    ? null
    : {
        afterSeconds: 20,
        slides: attract === 'languages' ? [] : [{ text: { vi: 'Giờ kể chuyện', en: 'Story hour' }, seconds: 5 }],
      };

const securities = {
  afi: { kind: 'afi' },
  'afi-and-eas': { kind: 'afi', eas: true },
  desensitiser: { kind: 'desensitiser' },
  none: { kind: 'none' },
} as const;

export const settingsOf = (by: Rules): Settings => {
  const kiosk = demonstrationKiosk;
  const { receipt: policy } = by;
  return settings.parse({
    ...demonstration,
    acs: {
      ...demonstration.acs,
      dialect: makes[by.make],
      connection: { kind: 'embedded', wire: 'memory', as: by.make },
      answerTimeoutSeconds: 5,
      askBeforeCheckin: by.asksBeforeCheckin,
      // Where a refusal can name another patron, the settings advise against it.
      showMessages: by.showsMessages && behaviours[by.make].refusals === 'plain',
      patronMessages: by.showsMessages,
    },
    hours: hoursOf(by),
    attract: attractOf(by),
    mail: by.mails ? { host: 'mail.example.org', from: 'kiosk@example.org', staff: staffAddress } : null,
    payment: by.pays ? demonstration.payment : null,
    places: [
      {
        ...kiosk,
        reader: readerSettings.parse({ maker: by.reader, connection: { kind: 'simulated', realTime: false } }),
        scanner: { connection: { kind: 'simulated', realTime: false } },
        printer: { connection: { kind: 'simulated', realTime: false } },
        // Where the reader knows no EAS, the AFI alone is the truth.
        security: securities[by.security === 'afi-and-eas' && !knowsEas.includes(by.reader) ? 'afi' : by.security],
        password: by.password,
        withoutPassword,
        functions: by.functions,
        borrow: { count: by.count, sets: by.sets },
        returns: {
          fee: by.fee,
          dated: by.dated,
          drop: dropOf(by),
          lendAgain: by.lendAgain,
        },
        offline: { does: awayOf(by) },
        receipts: { checkout: policy, checkin: policy, account: policy, name: by.names },
      },
    ],
  });
};
