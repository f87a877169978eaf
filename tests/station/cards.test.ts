// The second reader of a place: a card is tapped on it, and a session opens.
import { expect, onTestFinished, test } from 'vitest';
import { createPattern } from '../../drivers/barcode/pattern.ts';
import type { PadEvent } from '../../drivers/ports/pad.ts';
import { slixTag, type FieldTag } from '../../drivers/rfid/field.ts';
import { cardNumberSettings } from '../../drivers/tags/card-number.ts';
import { writeIso28560_2 } from '../../drivers/tags/iso28560-2.ts';
import { cardTimes, createCardEar, laidCard } from '../../station/cards.ts';
import type { Event } from '../../station/flow.ts';
import type { Thing } from '../../station/library.ts';
import { createLog } from '../../station/log.ts';
import { demonstration, demonstrationKiosk, settings } from '../../station/settings/schema.ts';
import { openStation } from '../../station/station.ts';
import { createHandClock } from '../clock.ts';

const number = '21234000000018';
/** A MIFARE card whose 7 bytes are that number. */
const mifare: FieldTag = { air: 'iso14443', uid: BigInt(number).toString(16).toUpperCase().padStart(14, '0') };
const iso = (id: string, usage: number): FieldTag => {
  const content = writeIso28560_2({ id, usage, owner: 'VN-HN1', part: { nth: 1, of: 1 }, title: null });
  if (content === null) throw new Error('that does not fit on a tag');
  return slixTag({ uid: 'E004010046A847AD', content, afi: 0x07 });
};

const openKiosk = async (reader: 'acr1552' | 'omnikey' = 'acr1552', more: object = {}) => {
  const clock = createHandClock();
  const place = demonstrationKiosk;
  const station = await openStation({
    loaded: {
      kind: 'settings',
      settings: settings.parse({
        ...demonstration,
        acs: { ...demonstration.acs, connection: { kind: 'embedded', wire: 'memory' } },
        places: [
          {
            ...place,
            cardReader: { maker: 'pcsc', connection: { kind: 'simulated', reader } },
            cardNumber: { base: 'decimal' },
            ...more,
          },
        ],
      }),
    },
    settingsFile: 'settings.json',
    journalFile: ':memory:',
    clock,
    random: () => 0.5,
    log: createLog('silent'),
  });
  onTestFinished(() => station.close());
  const kiosk = station.works?.kiosks[0];
  const pad = kiosk?.devices.hands.pad?.field;
  const field = kiosk?.devices.hands.cardReader?.field ?? pad;
  if (kiosk === undefined || field === undefined) throw new Error('this kiosk has no simulated card reader');
  await clock.pass(5000);
  return { clock, field, pad, stage: () => kiosk.state().stage, notice: () => kiosk.state().notice };
};

test.each(['acr1552', 'omnikey'] as const)('a patron taps a MIFARE card and may borrow (%s)', async (reader) => {
  const { clock, field, stage } = await openKiosk(reader);
  expect(stage().at).toBe('welcome');
  field.lay(mifare);
  await clock.pass(1000);
  field.lift(mifare.uid);
  await clock.pass(1000);
  expect(stage()).toMatchObject({ at: 'checkout', flow: { patron: number } });
});

test.each(['acr1552', 'omnikey'] as const)('a patron’s ISO 15693 card does as well (%s)', async (reader) => {
  const { clock, field, stage } = await openKiosk(reader);
  field.lay(iso(number, 0x80));
  await clock.pass(2000);
  expect(stage()).toMatchObject({ at: 'checkout', flow: { patron: number } });
});

test('an item laid on the card reader is nothing', async () => {
  const { clock, field, stage, notice } = await openKiosk();
  field.lay(iso('31234000001014', 0x10));
  await clock.pass(2000);
  expect(stage().at).toBe('welcome');
  expect(notice()).toBeNull();
});

test('a card that makes up its UID opens nothing and is said not to be understood', async () => {
  const { clock, field, stage, notice } = await openKiosk();
  field.lay({ air: 'iso14443', uid: '08A1B2C3' });
  await clock.pass(1000);
  expect(stage().at).toBe('welcome');
  expect(notice()).toBe('scan-not-understood');
});

const ear = () => {
  const clock = createHandClock();
  const told: Event[] = [];
  const complaints: string[] = [];
  const hear = createCardEar({
    spelling: cardNumberSettings.parse({}),
    thingOf: (): Thing => ({ kind: 'patron-card', number }),
    clock,
    tell: (event) => told.push(event),
    unusable: (because) => complaints.push(because),
  });
  const uid = '04A1B2C3';
  const seen: PadEvent = { kind: 'tag-seen', uid };
  const read: PadEvent = { kind: 'tag-read', uid, read: { kind: 'card' }, security: 'odd' };
  const gone: PadEvent = { kind: 'tag-gone', uid };
  return { clock, told, complaints, hear, seen, read, gone, uid };
};

test('a card that lay there when the reader came back opens no session for the next patron', async () => {
  const { clock, told, hear, seen, read, gone } = ear();
  hear({ kind: 'ready' });
  await clock.pass(500);
  hear(seen);
  hear(read);
  expect(told).toEqual([]);
  hear(gone);
  await clock.pass(cardTimes.stutterMs + 1);
  hear(seen);
  hear(read);
  expect(told).toEqual([{ kind: 'scanned', scan: { kind: 'number', number: '04A1B2C3', mayBe: 'patron' } }]);
});

test('a trembling hand taps once', async () => {
  const { clock, told, hear, seen, read, gone } = ear();
  await clock.pass(cardTimes.wakesMs + 1);
  for (let tap = 0; tap < 3; tap += 1) {
    hear(seen);
    hear(read);
    hear(gone);
    await clock.pass(500);
  }
  expect(told).toHaveLength(1);
});

test('why a card is no number is told to the technician, and the card is not', async () => {
  const { clock, told, complaints, hear } = ear();
  await clock.pass(cardTimes.wakesMs + 1);
  hear({ kind: 'tag-seen', uid: '08A1B2C3' });
  hear({ kind: 'tag-read', uid: '08A1B2C3', read: { kind: 'card' }, security: 'odd' });
  hear({ kind: 'tag-unreadable', fault: 'tag-garbled', uid: '04FFFFFF', because: 'The tag did not answer.' });
  expect(told).toEqual([
    { kind: 'scanned', scan: { kind: 'garbled' } },
    { kind: 'scanned', scan: { kind: 'garbled' } },
  ]);
  expect(complaints).toEqual(['The card makes up a new UID each time it is read.', 'The tag did not answer.']);
});

test('on the pad a card by its UID is one where it looks like one of this library, spelled as one that is tapped', () => {
  const spelling = cardNumberSettings.parse({ base: 'decimal' });
  const foreign: Thing = { kind: 'foreign' };
  const lay = (
    pattern: string | null,
    read: Parameters<typeof laidCard>[1] = { kind: 'card' },
    thing: Thing = foreign,
  ) => laidCard(mifare.uid, read, thing, { spelling, patron: pattern === null ? null : createPattern(pattern) });
  expect(lay('^2\\d{13}$')).toEqual({ kind: 'patron-card', number });
  expect(lay(null)).toEqual({ kind: 'patron-card', number });
  // A bank's card in the same purse.
  expect(lay('^9\\d{13}$')).toEqual(foreign);
  const memory = { kind: 'memory', memory: new Uint8Array(0), blockSize: 4, afi: 0 } as const;
  expect(lay(null, memory)).toEqual(foreign);
  expect(lay('^9$', memory, { kind: 'patron-card', number: '77' })).toEqual({ kind: 'patron-card', number: '77' });
});

test('a card by its UID that is laid on the pad begins to borrow', async () => {
  const { clock, stage, pad } = await openKiosk('acr1552', {
    reader: { maker: 'pcsc', connection: { kind: 'simulated', reader: 'acr1552' } },
    security: { kind: 'none' },
    cardReader: null,
  });
  pad?.lay(mifare);
  await clock.pass(2000);
  expect(stage().at).toBe('checkout');
});
