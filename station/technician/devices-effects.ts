// What the console of devices asks for, done: devices are looked at and listened to while the page is open, places are had and let go, and
// commands are given by hand. Knows no rules but one: without its page nothing of this goes on.
import { testSlip } from '../../drivers/printer/test-slip.ts';
import type { Clock } from '../../drivers/clock.ts';
import type { Pad } from '../../drivers/ports/pad.ts';
import type { PrinterStatus } from '../../drivers/ports/receipt-printer.ts';
import { detect } from '../../drivers/tags/detect.ts';
import { createTrafficReader } from '../../drivers/traffic/reading.ts';
import { printerTongue, readerTongue, scannerTongue, type Tongue } from '../../drivers/traffic/tongues.ts';
import type { TraceLine } from '../../drivers/transport/recorded.ts';
import type { DeviceKind } from '../../contract/devices-view.ts';
import type { DeviceHeard } from '../device-watch.ts';
import { numbersOf } from '../devices.ts';
import { factsOf } from '../inspector-effects.ts';
import type { Keeper } from '../keeper.ts';
import type { Place } from '../place.ts';
import type { DeviceSettings } from '../settings/schema.ts';
import { lineOf } from './devices-lines.ts';
import { recordingLimits, type Recordings } from './recordings.ts';
import type {
  DeviceCame,
  DeviceOf,
  DeviceOrder,
  DevicesEffect,
  DevicesEvent,
  HeardLine,
  HeardScan,
  LaidTag,
  SeenDevice,
  SeenPlace,
} from './devices-talk.ts';
import type { TechnicianEvent } from './talk.ts';

export type DevicesParts = {
  readonly keeper: Keeper;
  readonly recordings: Recordings;
  readonly clock: Clock;
  readonly tell: (event: TechnicianEvent) => void;
  readonly home: <T>(answer: Promise<T>, asEvent: (value: T) => TechnicianEvent) => void;
  readonly complain: (message: string, error: unknown) => void;
  /** The page is open, perhaps behind its lock. */
  readonly isOpen: () => boolean;
};

const kinds = [
  'hand-to-settings',
  'look-at-devices',
  'have-place',
  'let-place',
  'do-with-device',
  'ask-about-card',
  'record-device',
  'end-recording',
  'list-recordings',
  'read-recording',
  'delete-recording',
  'check-at-glass',
] as const satisfies readonly DevicesEffect['kind'][];

export const isDevicesEffect = (effect: { readonly kind: string }): effect is DevicesEffect =>
  kinds.some((kind) => kind === effect.kind);

const lookMs = 500;
const tidyEveryMs = 24 * 3_600_000;
/** Of one look: what comes faster than eyes is told in part. */
const mostHeard = 400;

export const createDevicesHands = (parts: DevicesParts): { run(effect: DevicesEffect): void; close(): void } => {
  const { keeper, recordings, clock, tell, home, complain } = parts;
  const places = (): readonly Place[] => keeper.works()?.places ?? [];
  const placeNamed = (name: string): Place | null => places().find((place) => place.name === name) ?? null;
  const settingsOf = (name: string): DeviceSettings | null =>
    keeper.settings()?.places.find((place) => place.name === name) ?? null;

  let of: DeviceOf | null = null;
  let quiet = (): void => undefined;
  let listened: Place | null = null;
  let lines: HeardLine[] = [];
  let scans: HeardScan[] = [];
  /** Bytes of the scan that is coming. */
  let scanHex = '';
  let printer: PrinterStatus | null = null;
  let texts = new Map<string, LaidTag>();
  let had: { readonly place: string; readonly by: string | null; readonly untilMs: number } | null = null;
  let recording: { readonly file: string; bytes: number; readonly untilMs: number; readonly close: () => void } | null =
    null;
  let read: ((line: TraceLine) => HeardLine) | null = null;
  let record: ((line: TraceLine) => void) | null = null;
  let cancel = (): void => undefined;
  let last = '';

  const letGo = (): void => {
    if (had !== null) placeNamed(had.place)?.tell({ kind: 'technician-left' });
    had = null;
  };
  const endRecording = (): void => {
    recording?.close();
    recording = null;
    record = null;
  };
  const stopListening = (): void => {
    quiet();
    quiet = () => undefined;
    listened = null;
    lines = [];
    scans = [];
    scanHex = '';
    printer = null;
    texts = new Map();
    read = null;
  };
  const stop = (): void => {
    cancel();
    cancel = () => undefined;
    letGo();
    endRecording();
    stopListening();
    last = '';
  };

  const hear = (place: Place, heard: DeviceHeard): void => {
    if (of === null || heard.device !== of.device) return;
    const isPlain = place.state().isTended;
    switch (heard.kind) {
      case 'line': {
        if (heard.line.kind === 'heard') scanHex = (scanHex + heard.line.hex).slice(-8192);
        if (isPlain) record?.(heard.line);
        const told = read?.(heard.line);
        if (told !== undefined && lines.length < mostHeard) lines.push({ ...told, atMs: heard.atMs, isPlain });
        return;
      }
      case 'scanner':
        scans.push({ atMs: heard.atMs, event: heard.event, hex: scanHex === '' ? null : scanHex, isPlain });
        scanHex = '';
        return;
      case 'printer':
        printer = heard.event;
        return;
      case 'pad':
        return laid(heard.event);
      case 'state':
    }
  };
  const laid = (event: Extract<DeviceHeard, { kind: 'pad' }>['event']): void => {
    const { uid } = event;
    if (event.kind === 'tag-gone') texts.delete(uid);
    else if (event.kind === 'tag-seen') texts.set(uid, { uid, thing: null, isRead: false, text: null });
    else if (event.kind === 'tag-read') {
      const meaning = event.read.kind === 'memory' ? detect(event.read.memory, event.read.blockSize) : null;
      const text = meaning?.kind === 'patron-card' ? meaning.id : null;
      texts.set(uid, { uid, thing: null, isRead: true, text });
    }
  };

  const listen = (): void => {
    stopListening();
    if (of === null) return;
    const place = placeNamed(of.place);
    const settings = settingsOf(of.place);
    const tongue = settings === null ? null : tongueOf(settings, of.device);
    if (place === null) return;
    if (tongue !== null) {
      const reader = createTrafficReader(tongue);
      read = (line) => ({ ...reader(line), atMs: 0, isPlain: false });
    }
    listened = place;
    quiet = place.devices.watch.listen((heard) => hear(place, heard));
  };

  const look = (): void => {
    if (!parts.isOpen()) return stop();
    cancel = clock.after(lookMs, look);
    const nowMs = clock.now();
    if (had !== null && nowMs >= had.untilMs) letGo();
    if (had !== null) placeNamed(had.place)?.tell({ kind: 'technician-came', by: had.by });
    if (recording !== null && (nowMs >= recording.untilMs || had === null)) endRecording();
    // The station opened anew: these are other devices.
    if (of !== null && (listened === null || !places().includes(listened))) listen();
    const seen = places().flatMap((place): readonly SeenPlace[] => {
      const settings = settingsOf(place.name);
      return settings === null
        ? []
        : [seenPlace(place, settings, { of, texts, kiosks: keeper.works()?.kiosks.map(({ name }) => name) ?? [] })];
    });
    const now = {
      places: seen,
      printer,
      recording:
        recording === null ? null : { file: recording.file, bytes: recording.bytes, untilMs: recording.untilMs },
    };
    const text = JSON.stringify(now);
    if (text === last && lines.length === 0 && scans.length === 0) return;
    last = text;
    const event: DevicesEvent = { kind: 'devices-seen', ...now, lines, scans };
    lines = [];
    scans = [];
    tell(event);
  };

  const begin = (effect: Extract<DevicesEffect, { kind: 'record-device' }>): void => {
    const settings = settingsOf(effect.of.place);
    const tongue = settings === null ? null : tongueOf(settings, effect.of.device);
    if (tongue === null || recording !== null) return tell({ kind: 'recording-failed' });
    try {
      const { file, pen } = recordings.begin({ ...effect.of, tongue, nowMs: clock.now() });
      const now = { file, bytes: 0, untilMs: clock.now() + recordingLimits.ms, close: () => pen.close() };
      recording = now;
      record = (line) => {
        now.bytes += JSON.stringify(line).length + 1;
        if (now.bytes > recordingLimits.bytes) return endRecording();
        try {
          pen(line);
        } catch (error) {
          // A disk that is full: it is the recording that ends, and not the device whose bytes these are.
          endRecording();
          complain('a recording could not be written on; is the disk full?', error);
          tell({ kind: 'recording-failed' });
        }
      };
    } catch (error) {
      complain('a recording could not be made', error);
      tell({ kind: 'recording-failed' });
    }
  };

  const listRecordings = (): void =>
    tell({ kind: 'recordings-listed', folder: recordings.folder, all: recordings.list(clock.now()) });

  const readRecording = (name: string, from: number): void => {
    try {
      tell({ kind: 'recording-read', read: { name, from, ...recordings.read(name, from), wrong: null } });
    } catch (error) {
      const wrong = error instanceof Error ? error.message : String(error);
      tell({ kind: 'recording-read', read: { name, from, count: 0, lines: [], wrong } });
    }
  };

  let cancelTidying = (): void => undefined;
  /** Recordings are forgotten in time, whether anybody looks at them or not. */
  const tidy = (): void => {
    try {
      recordings.list(clock.now());
    } catch (error) {
      complain('recordings that are too old could not be taken away', error);
    }
    cancelTidying = clock.after(tidyEveryMs, tidy);
  };
  tidy();

  return {
    close: () => {
      cancelTidying();
      stop();
    },
    run: (effect) => {
      switch (effect.kind) {
        case 'hand-to-settings':
          return tell({ kind: 'settings-handed', of: effect.of });
        case 'look-at-devices':
          of = effect.of;
          listen();
          cancel();
          last = '';
          // Behind the step that asks for it.
          cancel = clock.after(0, look);
          return;
        case 'have-place':
          had = effect;
          return placeNamed(effect.place)?.tell({ kind: 'technician-came', by: effect.by });
        case 'let-place':
          if (had?.place === effect.place) letGo();
          return;
        case 'do-with-device': {
          const beganMs = clock.now();
          const { ticket } = effect;
          return home(carryOut(placeNamed(effect.place), settingsOf(effect.place), keeper, effect), (came) => ({
            kind: 'device-came',
            ticket,
            ms: Math.round(clock.now() - beganMs),
            came,
          }));
        }
        case 'ask-about-card': {
          const { ticket, nth, number } = effect;
          return home(askAboutCard(keeper, number), (known) => ({ kind: 'spelling-asked', ticket, nth, known }));
        }
        case 'record-device':
          return begin(effect);
        case 'end-recording':
          return endRecording();
        case 'list-recordings':
          return listRecordings();
        case 'read-recording':
          return readRecording(effect.name, effect.from);
        case 'delete-recording':
          return recordings.remove(effect.name);
        case 'check-at-glass':
          return placeNamed(effect.place)?.tell({ kind: 'glass-check', check: effect.check, colour: effect.colour });
      }
    },
  };
};

const tongueOf = (settings: DeviceSettings, device: DeviceKind): Tongue | null => {
  switch (device) {
    case 'pad':
      return settings.reader === null ? null : readerTongue(settings.reader);
    case 'card-reader':
      return settings.cardReader === null ? null : readerTongue(settings.cardReader);
    case 'scanner':
      return settings.scanner === null ? null : scannerTongue(settings.scanner);
    case 'printer':
      return settings.printer === null || settings.printer.connection.kind === 'queue'
        ? null
        : printerTongue(settings.printer);
    case 'glass':
      return null;
  }
};

const padOf = (place: Place, device: DeviceKind): Pad | null =>
  device === 'pad' ? place.devices.pad : device === 'card-reader' ? place.devices.cardReader : null;

const seenPlace = (
  place: Place,
  settings: DeviceSettings,
  {
    of,
    texts,
    kiosks,
  }: { readonly of: DeviceOf | null; readonly texts: ReadonlyMap<string, LaidTag>; readonly kiosks: readonly string[] },
): SeenPlace => {
  const { devices } = place;
  const state = place.state();
  const isChosen = (device: DeviceKind): boolean => of !== null && of.place === place.name && of.device === device;
  const onPad = state.pad.map(({ uid, thing }): LaidTag => ({
    uid,
    thing,
    isRead: thing !== null,
    text: isChosen('pad') ? (texts.get(uid)?.text ?? null) : null,
  }));
  const device = (name: Exclude<DeviceKind, 'glass'>, isThere: boolean): readonly SeenDevice[] =>
    isThere
      ? [
          {
            device: name,
            history: devices.watch.history(name),
            line: lineOf(settings, name),
            can: padOf(place, name)?.reader()?.capabilities ?? null,
            laid: name === 'pad' ? onPad : name === 'card-reader' && isChosen(name) ? [...texts.values()] : [],
          },
        ]
      : [];
  return {
    name: place.name,
    isTended: state.isTended,
    settings,
    devices: [
      ...device('pad', devices.pad !== null),
      ...device('card-reader', devices.cardReader !== null),
      ...device('scanner', devices.scanner !== null),
      ...device('printer', devices.printer !== null),
      { device: 'glass', history: [], line: null, can: null, laid: [] },
    ],
    hasGlass: place.isLooked() && kiosks.includes(place.name),
    glass: state.glassCheck,
  };
};

const nothing: DeviceCame = { did: 'nothing' };

/** Only where the technician has the place at this moment. */
const carryOut = async (
  place: Place | null,
  settings: DeviceSettings | null,
  keeper: Keeper,
  { device, order, ticket }: Extract<DevicesEffect, { kind: 'do-with-device' }>,
): Promise<DeviceCame> => {
  if (place === null || settings === null || !place.state().isTended) return nothing;
  if (order.do === 'print' || order.do === 'kick') return withPrinter(place, settings, order);
  const pad = padOf(place, device);
  if (pad === null) return nothing;
  switch (order.do) {
    case 'inventory': {
      const told = (await pad.reader()?.inventory()) ?? null;
      if (told === null) return nothing;
      return told.kind === 'ok'
        ? { did: 'inventory', failure: null, uids: told.value.map(({ uid }) => uid) }
        : { did: 'inventory', failure: told, uids: [] };
    }
    case 'beep': {
      const told = (await pad.reader()?.beep()) ?? null;
      return told === null ? nothing : { did: 'beep', failure: told.kind === 'ok' ? null : told, uids: [] };
    }
    case 'examine': {
      const examined = await pad.examine(order.uid);
      if (examined.kind !== 'examined')
        return {
          did: 'not-examined',
          why: examined.kind,
          because: examined.kind === 'trouble' ? examined.because : null,
        };
      const numbers = numbersOf(settings.numbers, keeper.settings()?.library.isil ?? null);
      return { did: 'examine', tag: examined.tag, facts: factsOf(examined.tag, place.devices.hands.rule, numbers) };
    }
    case 'write':
      return { did: 'write', written: await pad.write(order.uid, order.plan) };
    case 'secure': {
      const { uid, want } = order;
      const secured = await pad.secure(uid, want);
      // The place's own books hold what its tags carry.
      place.tell({ kind: 'secured', ticket, uid, want, outcome: secured });
      return { did: 'secure', secured };
    }
  }
};

const withPrinter = async (
  { devices: { printer } }: Place,
  settings: DeviceSettings,
  order: Extract<DeviceOrder, { do: 'print' | 'kick' }>,
): Promise<DeviceCame> => {
  if (printer === null || settings.printer === null) return nothing;
  return order.do === 'print'
    ? { did: 'print', printed: await printer.print(testSlip(settings.printer)) }
    : { did: 'kick', kicked: await printer.openDrawer() };
};

/** Whether the library system knows a card by this number. It is asked for nothing else, and no word of the answer is kept. */
const askAboutCard = async (keeper: Keeper, number: string): Promise<'yes' | 'no' | 'silent'> => {
  const works = keeper.works();
  if (works === null) return 'silent';
  const outcome = await works.client.ask({
    kind: 'patron-information',
    patronId: number,
    patronPassword: null,
    summary: 'none',
  });
  if (outcome.kind !== 'answered') return 'silent';
  return outcome.answer.validPatron === false ? 'no' : 'yes';
};
