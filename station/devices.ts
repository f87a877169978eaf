// The doorway between devices and the station's events: a tag's bytes become an item, a scan becomes a number.
// Knows both vocabularies and decides nothing.
import type { NumberRules } from '../drivers/barcode/read-scan.ts';
import type { Clock } from '../drivers/clock.ts';
import { type OpenedPad, type OpenedScanner, openPad, openPrinter, openScanner } from '../drivers/open.ts';
import { garbleSentences, type BarcodeScanner } from '../drivers/ports/barcode-scanner.ts';
import type { AfiPair, Pad, PadEvent, SecurityRule, TagRead, TagSecurity } from '../drivers/ports/pad.ts';
import type { DeviceState } from '../drivers/ports/device.ts';
import type { ReceiptPrinter } from '../drivers/ports/receipt-printer.ts';
import type { PrinterSimulator } from '../drivers/printer/simulator.ts';
import type { Field } from '../drivers/rfid/field.ts';
import type { Cable } from '../drivers/transport/memory.ts';
import { ruleOf } from '../drivers/settings.ts';
import { detect } from '../drivers/tags/detect.ts';
import { readUhf } from '../drivers/tags/uhf.ts';
import { createCardEar, laidCard } from './cards.ts';
import { createDeviceWatch, type DeviceWatch } from './device-watch.ts';
import type { Event } from './flow.ts';
import type { Thing } from './library.ts';
import { plainText } from './plain-text.ts';
import { rulesOf, type ScanEar } from './scans.ts';
import type { DeviceSettings } from './settings/schema.ts';

/** What tells a card's number from an item's, and this library's tags from others'. */
export type Numbers = NumberRules & {
  /** ISIL of this library, `VN-HN1`; null where it is not told. */
  readonly owner: string | null;
};

export const numbersOf = (settings: DeviceSettings['numbers'], owner: string | null): Numbers => ({
  ...rulesOf(settings),
  owner,
});

/** What lies there. A tag of another library, or with a number no item here can have, is foreign: it is never asked about. */
export const thingOf = (read: TagRead, security: TagSecurity, numbers: Numbers, afi: AfiPair | null): Thing => {
  if (read.kind === 'card') return { kind: 'foreign' };
  const meaning =
    read.kind === 'memory' ? detect(read.memory, read.blockSize) : readUhf({ ...read, user: null }, afi).meaning;
  switch (meaning.kind) {
    case 'blank':
    case 'foreign':
      return { kind: meaning.kind };
    case 'patron-card':
      return { kind: 'patron-card', number: meaning.id };
    case 'item': {
      const isNumber = plainText(meaning.id) === meaning.id && (numbers.item?.test(meaning.id) ?? true);
      const isOurs = sameOwner(meaning.owner, numbers.owner) && isNumber;
      if (!isOurs) return { kind: 'foreign' };
      const { part, title } = meaning;
      return {
        kind: 'item',
        number: meaning.id,
        part: part === null || part.of === 1 ? null : part,
        title: title === null ? null : plainText(title),
        security,
        // ISO 28560-1, type of usage 7x: discarded.
        discarded: meaning.usage !== null && meaning.usage >> 4 === 7,
        usage: meaning.usage,
      };
    }
  }
};

/** Vendors write `DE-705`, `DE705` or `705`; a tag or a library that does not say counts as the same. */
const sameOwner = (onTag: string | null, ours: string | null): boolean => {
  const plain = (isil: string): string => isil.replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase();
  // ISO 15511: the country stands before the first hyphen. What only ends alike (DE-5, DE-705) is another library's.
  const own = (isil: string): string => plain(isil.replace(/^[A-Za-z]{1,4}-/, ''));
  const [tag, library] = [onTag ?? '', ours ?? ''];
  if (plain(tag) === '' || plain(library) === '') return true;
  return plain(tag) === plain(library) || plain(tag) === own(library) || own(tag) === plain(library);
};

export type Devices = {
  readonly pad: Pad | null;
  readonly printer: ReceiptPrinter | null;
  readonly cardReader: Pad | null;
  readonly scanner: BarcodeScanner | null;
  /** For a technician. */
  readonly watch: DeviceWatch;
  /** The hands of what is simulated, for the bench; null for what is real or not there. */
  readonly hands: {
    /** How the tags of this place are armed. */
    readonly rule: SecurityRule;
    readonly pad: { readonly field: Field; readonly cable: Cable } | null;
    readonly cardReader: { readonly field: Field; readonly cable: Cable } | null;
    readonly scanner: OpenedScanner['hands'];
    readonly printer: PrinterSimulator | null;
  };
  close(): Promise<void>;
};

/** What lies on the card reader is never armed or disarmed. */
const noRule: SecurityRule = { afi: null, eas: false };

const handsOn = (opened: OpenedPad | null): Devices['hands']['pad'] =>
  opened === null || opened.field === null || opened.cable === null
    ? null
    : { field: opened.field, cable: opened.cable };

/** Opens the devices of one place; they come and go by themselves from then on, until `close`. */
export const openDevices = (parts: {
  readonly settings: DeviceSettings;
  readonly numbers: Numbers;
  readonly ear: ScanEar;
  /** Not turned when the day's clock is set. */
  readonly clock: Clock;
  /** The day's. */
  readonly wallClock: Clock;
  readonly tell: (event: Event) => void;
  /** For the technician: a device of this place has changed. */
  readonly deviceChanged: (device: 'pad' | 'card-reader' | 'scanner' | 'printer', state: DeviceState) => void;
  /** For the technician: a scanner sent what is no text, or a card is no number, and why that may be. Never what it was. */
  readonly garbled: (because: string) => void;
}): Devices => {
  const { settings, numbers, ear, clock, tell, deviceChanged, garbled } = parts;
  const rule = ruleOf(settings.security);
  const watch = createDeviceWatch(parts.wallClock);

  const padHears = (event: PadEvent): void => {
    watch.tell('pad', event.kind === 'state' ? event : { kind: 'pad', event });
    switch (event.kind) {
      case 'tag-seen':
      case 'tag-gone':
        return tell(event);
      case 'tag-unreadable':
        return tell({ kind: 'tag-unreadable', uid: event.uid });
      case 'tag-read':
        return tell({
          kind: 'tag-read',
          uid: event.uid,
          thing: laidCard(event.uid, event.read, thingOf(event.read, event.security, numbers, rule.afi), {
            spelling: settings.cardNumber,
            patron: numbers.patron,
          }),
        });
      case 'state':
        deviceChanged('pad', event.state);
        return tell({ kind: 'pad-changed', ready: event.state.at === 'ready' });
    }
  };

  const pad =
    settings.reader === null
      ? null
      : openPad({ settings: settings.reader, rule, clock, record: watch.pen('pad'), hears: padHears });
  const cardHears = createCardEar({
    spelling: settings.cardNumber,
    thingOf: (read) => thingOf(read, 'odd', numbers, rule.afi),
    clock,
    tell,
    unusable: garbled,
  });
  const cardReader =
    settings.cardReader === null
      ? null
      : openPad({
          settings: settings.cardReader,
          rule: noRule,
          clock,
          record: watch.pen('card-reader'),
          hears: (event) => {
            watch.tell('card-reader', event.kind === 'state' ? event : { kind: 'pad', event });
            if (event.kind !== 'state') return cardHears(event);
            if (event.state.at === 'ready') cardHears({ kind: 'ready' });
            return deviceChanged('card-reader', event.state);
          },
        });
  const scanner =
    settings.scanner === null
      ? null
      : openScanner({
          settings: settings.scanner,
          clock,
          record: watch.pen('scanner'),
          hears: (event) => {
            watch.tell('scanner', event.kind === 'state' ? event : { kind: 'scanner', event });
            if (event.kind === 'state') return deviceChanged('scanner', event.state);
            if (event.kind === 'garbled') garbled(garbleSentences[event.because]);
            const scan = ear.scanned(event);
            if (scan !== null) tell({ kind: 'scanned', scan });
          },
        });
  const printer =
    settings.printer === null
      ? null
      : openPrinter({
          settings: settings.printer,
          clock,
          record: watch.pen('printer'),
          hears: (event) => {
            watch.tell('printer', event.kind === 'state' ? event : { kind: 'printer', event });
            if (event.kind === 'state') deviceChanged('printer', event.state);
            else tell({ kind: 'paper-changed', paper: event.paper, cover: event.cover, fault: event.fault });
          },
        });

  return {
    pad: pad?.pad ?? null,
    printer: printer?.printer ?? null,
    cardReader: cardReader?.pad ?? null,
    scanner: scanner?.scanner ?? null,
    watch,
    hands: {
      rule,
      pad: handsOn(pad),
      cardReader: handsOn(cardReader),
      scanner: scanner?.hands ?? null,
      printer: printer?.bench ?? null,
    },
    close: async () => {
      await Promise.all([
        pad?.pad.close(),
        cardReader?.pad.close(),
        scanner?.scanner.close(),
        printer?.printer.close(),
      ]);
    },
  };
};
