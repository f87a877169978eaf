// A file that goes to the vendor of the library system, after every kind of question was asked of makes that keep no secret to themselves:
// no card, no name, no PIN, no password stands in it, nor in what a technician reads before they ask for patrons.
import { createClient, memoryTransport, settingsFor, dialects, usualSettings } from 'sip2';
import { createAcs, demoCatalogue, type BehaviourName } from 'sip2/acs';
import { expect, test } from 'vitest';
import { isCardBy } from '../../station/acs-watch/cards.ts';
import { vendorFile } from '../../station/acs-watch/vendor-file.ts';
import { createAcsWatch, type AcsWatch } from '../../station/acs-watch/watch.ts';
import { acsSettings } from '../../station/settings/acs.ts';
import { demonstration } from '../../station/settings/schema.ts';
import { createHandClock } from '../clock.ts';

const secrets = { terminal: 'TP-Quynh-58142', login: 'LP-Khanh-94371', wrong: '7530198642' } as const;
/** `before`: with which it was tried until it was changed. */
const logins = { now: 'kiosk-quynh', before: 'quay-khanh' } as const;
const catalogue = {
  ...demoCatalogue(),
  patrons: demoCatalogue().patrons.map((one, nth) => ({ ...one, pin: `8642${nth}97531` })),
};
const cards = catalogue.patrons.map(({ card }) => card);
const pins = catalogue.patrons.flatMap(({ pin }) => pin ?? []);
const people = catalogue.patrons.flatMap((one) => [one.name, ...('phone' in one && one.phone ? [one.phone] : [])]);
const items = { free: '31234000001014', held: '31234000001022', shelved: '31234000001139', none: '39999999999999' };

/** Each question of a day, with whatever a patron, a thief and a mistaken hand put into it. */
const day = async (as: BehaviourName, patronsShown: boolean): Promise<{ watch: AcsWatch; nowMs: number }> => {
  const clock = createHandClock(new Date(2026, 10, 23, 9).getTime());
  const acs = createAcs({
    clock,
    catalogue,
    settings: { login: { user: logins.now, password: secrets.login }, listsOf: 'barcodes', showPatrons: false, as },
    hears: { traffic: () => undefined, changed: () => undefined },
  });
  const watch = createAcsWatch({ clock });
  watch.begin({ charset: 'automatic', vocabulary: 'standard', isCard: isCardBy(demonstration) });
  if (patronsShown) watch.showPatrons(3_600_000);
  const client = createClient({
    transport: memoryTransport((connection) => acs.serve(connection)),
    clock,
    random: () => 0.5,
    settings: settingsFor(dialects.generic, usualSettings, {
      terminalPassword: secrets.terminal,
      login: { user: logins.now, password: secrets.login, location: '7c5abc9f-f3d7-4856-b8d7-6712462ca007' },
      institutionId: 'TVT',
      answerTimeoutMs: 1000,
    }),
    hears: { state: () => undefined, traffic: () => undefined, event: watch.event, frame: watch.frame },
  });
  client.open();
  await clock.pass(500);
  const [an = '', binh = ''] = cards;
  const pinOf = (card: string): string => catalogue.patrons.find((one) => one.card === card)?.pin ?? '';
  const asked: Promise<unknown>[] = [];
  const lists = ['charged-items', 'hold-items', 'overdue-items', 'fine-items', 'unavailable-hold-items'] as const;
  for (const card of [...cards, 'NOBODY-4711']) {
    for (const summary of lists)
      asked.push(client.ask({ kind: 'patron-information', patronId: card, patronPassword: pinOf(card), summary }));
    asked.push(
      client.ask({ kind: 'patron-information', patronId: card, patronPassword: secrets.wrong, summary: 'none' }),
    );
    asked.push(client.ask({ kind: 'patron-status', patronId: card, patronPassword: pinOf(card) }));
    for (const itemId of [...Object.values(items), binh])
      asked.push(
        client.ask({
          kind: 'checkout',
          renewalPolicy: true,
          noBlock: false,
          patronId: card,
          itemId,
          patronPassword: pinOf(card),
        }),
        client.ask({
          kind: 'renew',
          thirdPartyAllowed: false,
          noBlock: false,
          patronId: card,
          itemId,
          patronPassword: pinOf(card),
        }),
        client.ask({ kind: 'item-information', itemId }),
        client.ask({ kind: 'checkin', noBlock: false, itemId }),
      );
    asked.push(
      client.ask({ kind: 'hold', holdMode: 'add', patronId: card, itemId: items.held, patronPassword: pinOf(card) }),
    );
    asked.push(
      client.ask({
        kind: 'fee-paid',
        patronId: card,
        feeType: 'other',
        paymentType: '00',
        currency: 'VND',
        feeAmount: '1000',
      }),
    );
    asked.push(client.ask({ kind: 'end-patron-session', patronId: card }));
  }
  // A card where an item belongs, with nobody's session open.
  asked.push(
    client.ask({ kind: 'item-information', itemId: an }),
    client.ask({ kind: 'checkin', noBlock: false, itemId: binh }),
  );
  for (let seconds = 0; seconds < 400; seconds += 1) await clock.pass(500);
  await Promise.race([Promise.all(asked), clock.pass(60_000)]);
  await client.close();
  return { watch, nowMs: clock.now() };
};

const fileOf = ({ watch, nowMs }: { watch: AcsWatch; nowMs: number }, language: 'vi' | 'en' = 'vi'): string =>
  vendorFile({
    watch,
    acs: acsSettings.parse({
      connection: { kind: 'tcp', host: 'acs.example' },
      terminalPassword: secrets.terminal,
      login: { user: logins.now, password: secrets.login },
    }),
    library: 'Thư viện tỉnh',
    probed: null,
    version: '0.1.0',
    nowMs,
    language,
  });

const wanted = [...Object.values(secrets), ...pins, ...cards, ...people];
const found = (text: string): readonly string[] => wanted.filter((one) => text.includes(one));

const makes: readonly BehaviourName[] = ['usual', 'koha', 'evergreen', 'folio', 'polaris'];

test.each(makes)('nothing of a person stands in the file about one like %s', { timeout: 120_000 }, async (as) => {
  const told = await day(as, false);
  const text = fileOf(told);
  expect(text.match(/ [<>] \d\d/g)?.length ?? 0).toBeGreaterThan(300);
  expect(found(text)).toEqual([]);
  expect(text).not.toContain(logins.now);
  // What a technician reads, in rows and opened, holds no more.
  const { rows } = told.watch.trace.tail('all', 4000, null);
  expect(found(JSON.stringify([rows, rows.map(({ id }) => told.watch.open(id))]))).toEqual([]);
  // A screen message is whole where its sentence is known, and struck where it may be anything.
  for (const [, message = ''] of text.matchAll(/\|AF([^|]*)/g)) expect(message).not.toMatch(/Oanh|Đặng|Kim|\d{8}/);
});

test(
  'while patrons are shown on the glass the file is without them all the same, and passwords stand nowhere',
  { timeout: 120_000 },
  async () => {
    const told = await day('koha', true);
    const { rows } = told.watch.trace.tail('all', 4000, null);
    const seen = JSON.stringify(rows.map(({ id }) => told.watch.open(id)));
    expect(cards.some((card) => seen.includes(card))).toBe(true);
    expect([...Object.values(secrets), ...pins].filter((one) => seen.includes(one))).toEqual([]);
    for (const language of ['vi', 'en'] as const) expect(found(fileOf(told, language))).toEqual([]);
    // And what was shown is gone when it is over.
    told.watch.showPatrons(null);
    expect(found(JSON.stringify(told.watch.trace.all()))).toEqual([]);
  },
);

test('of a login’s name its first letter and its length are left, wherever it stands', async () => {
  const clock = createHandClock(new Date(2026, 10, 23, 9).getTime());
  const watch = createAcsWatch({ clock });
  watch.begin({ charset: 'automatic', vocabulary: 'standard', isCard: () => false });
  for (const user of Object.values(logins)) {
    const acs = createAcs({
      clock,
      catalogue,
      settings: { login: { user: 'another', password: 'x' }, listsOf: 'barcodes', showPatrons: false, as: 'usual' },
      hears: { traffic: () => undefined, changed: () => undefined },
    });
    const client = createClient({
      transport: memoryTransport((connection) => acs.serve(connection)),
      clock,
      random: () => 0.5,
      // Without a password nothing of the message was struck before.
      settings: settingsFor(dialects.generic, usualSettings, { login: { user, password: '', location: '' } }),
      hears: { state: () => undefined, traffic: () => undefined, event: watch.event, frame: watch.frame },
    });
    client.open();
    await clock.pass(5000);
    await client.close();
  }
  const text = fileOf({ watch, nowMs: clock.now() });
  expect(text).toContain('· CN k**********');
  expect(text).toMatch(/> 93..CNk\*{10}\|CO/);
  expect(text).toMatch(/> 93..CNq\*{9}\|CO.*AZ\*\*\*/);
  expect(text).toMatch(/AZ[0-9A-F]{4}/);
  for (const name of Object.values(logins)) expect(text).not.toContain(name);
  expect(text).toContain('chỉ còn chữ đầu và độ dài');
});
