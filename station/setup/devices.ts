// Devices, found and tried for a technician: what is plugged in, who answers on a line, which scanner read a code and at what speed, and
// how one that stands in the settings does its work. Opens lines only to listen to them, or to ask a reader for its version.
import type { Clock } from '../../drivers/clock.ts';
import type { DeviceKind, Finding, FindingName } from '../../contract/assistant-view.ts';
import { createHidScanner } from '../../drivers/barcode/hid-scanner.ts';
import { createSerialScanner } from '../../drivers/barcode/serial-scanner.ts';
import type { WiredConnection } from '../../drivers/connections.ts';
import { findCandidates, identify, type Candidate, type Identified } from '../../drivers/find.ts';
import { testSlip } from '../../drivers/printer/test-slip.ts';
import { makers } from '../../drivers/rfid/makers.ts';
import { takenBy } from '../../drivers/cli/which.ts';
import { recordTransport, type Pen } from '../../drivers/transport/recorded.ts';
import type { Transport } from '../../drivers/transport/transport.ts';
import type { DeviceState } from '../../drivers/ports/device.ts';
import { type Fault, faultIn } from '../../drivers/ports/fault.ts';
import type { Settings } from '../settings/schema.ts';
import type { Works } from '../works.ts';

/** What this machine can tell of its devices. */
export type Machine = Parameters<typeof findCandidates>[0] & {
  /** Device files of printers, such as /dev/usb/lp0. */
  readonly printerFiles: () => readonly string[];
  /** The way to a device; opens nothing yet. */
  readonly transport: (connection: WiredConnection) => Transport;
};

export type Here = Candidate | { readonly kind: 'file'; readonly path: string };
export type PluggedHere = { readonly key: string; readonly candidate: Here };

/** The same device has the same key at the next look. */
const keyOf = (here: Here): string => {
  switch (here.kind) {
    case 'serial':
      return `serial:${here.stablePath ?? here.path}`;
    case 'hid':
      return `hid:${here.device.path}`;
    case 'pcsc':
      return `pcsc:${here.name}`;
    case 'file':
      return `file:${here.path}`;
  }
};

export const seekDevices = async (
  machine: Machine,
): Promise<{ readonly plugged: readonly PluggedHere[]; readonly missing: readonly Fault[] }> => {
  const { candidates, missing } = await findCandidates(machine);
  const files = machine.printerFiles().map((path) => ({ kind: 'file', path }) as const);
  // Of one device with several interfaces the first is enough; a keyboard or a mouse is nobody's scanner.
  const ours = candidates.filter((one) => one.kind !== 'hid' || isWorth(one.device));
  return { plugged: [...ours, ...files].map((candidate) => ({ key: keyOf(candidate), candidate })), missing };
};

const isWorth = ({ usagePage, vendorId, productId }: Extract<Candidate, { kind: 'hid' }>['device']): boolean =>
  usagePage === 0x8c ||
  makers.some(({ probes }) =>
    probes.some(({ line }) => line.kind === 'hid' && line.vendorId === vendorId && line.productId === productId),
  );

export type Where = Parameters<typeof identify>[0]['where'];

/** Never on a line that the settings give to a printer or a scanner; the station's own reader has its line open already. */
export const askDevice = (
  machine: Pick<Machine, 'transport'>,
  where: Where,
  settings: Settings | null,
  clock: Clock,
): Promise<Identified> => {
  const taken = new Map(takenBy(settings?.places ?? []));
  for (const { name, reader, cardReader } of settings?.places ?? [])
    for (const one of [reader, cardReader])
      if (one?.connection.kind === 'serial')
        taken.set(one.connection.path, `The place "${name}" of this station has it open already.`);
  return identify({ where, makers, taken, clock, open: machine.transport });
};

// ---- which scanner was it ----

/** The makers' own speeds, the usual one first. */
export const scannerSpeeds = [9600, 115_200, 38_400, 19_200, 57_600, 4800] as const;

const quietMs = 200;
const isText = (text: string): boolean => /^[\x20-\x7e]{3,}$/.test(text);

export type Listening = { close(): Promise<void> };

/**
 * Listens to all of them at once; what comes as rubbish has them tried at the next speed, so that a code is to be shown once more. `speed`:
 * null where there is none.
 */
export const listenToScanners = (
  plugged: readonly PluggedHere[],
  parts: {
    readonly machine: Pick<Machine, 'transport' | 'hid'>;
    readonly code: string;
    readonly clock: Clock;
    readonly heard: (key: string, speed: number | null, isCode: boolean) => void;
  },
): Listening => {
  const { machine, code, clock, heard } = parts;
  const ears = plugged.flatMap(({ key, candidate }): readonly Listening[] => {
    if (candidate.kind === 'serial') return [listenTo(candidate.stablePath ?? candidate.path, key, parts)];
    if (candidate.kind !== 'hid') return [];
    const { vendorId, productId, serialNumber } = candidate.device;
    return [
      createHidScanner({
        bus: machine.hid,
        address: { vendorId, productId, serialNumber },
        clock,
        ...ear,
        wrap: (transport) => transport,
        hears: (event) => {
          if (event.kind === 'scanned') heard(key, null, event.text.includes(code));
        },
      }),
    ];
  });
  return { close: async () => void (await Promise.all(ears.map((one) => one.close()))) };
};

const ear = { silenceMs: 50, wrapping: { prefix: '', suffix: '' } } as const;

const listenTo = (
  path: string,
  key: string,
  { machine, code, clock, heard }: Parameters<typeof listenToScanners>[1],
): Listening => {
  let nth = 0;
  let isOver = false;
  let closing: Promise<void> = Promise.resolve();
  let cancel = (): void => undefined;
  let open = listen();

  function listen(): Listening {
    const baudRate = scannerSpeeds[nth % scannerSpeeds.length] ?? 9600;
    let isUnderstood = false;
    /** Bytes that make no text: another speed. */
    const pen: Pen = (line) => {
      if (line.kind !== 'heard' || isOver) return;
      cancel();
      cancel = clock.after(quietMs, () => {
        if (!isUnderstood) next();
      });
    };
    const line = machine.transport({ kind: 'serial', path, baudRate, parity: 'none' });
    return createSerialScanner({
      transport: recordTransport({ transport: line, clock, pen }),
      clock,
      ...ear,
      hears: (event) => {
        if (event.kind !== 'scanned' || !isText(event.text) || isOver) return;
        isUnderstood = true;
        heard(key, baudRate, event.text.includes(code));
      },
    });
  }

  function next(): void {
    const { close } = open;
    closing = closing.then(close).then(() => {
      if (isOver) return;
      nth += 1;
      open = listen();
    });
  }

  return {
    close: async () => {
      isOver = true;
      cancel();
      await closing;
      await open.close();
    },
  };
};

// ---- one by one ----

export type Tried = (
  name: FindingName,
  outcome: Finding['outcome'],
  values?: Finding['values'],
  ms?: number | null,
) => void;

/** `text`: the driver's own sentence, beside the words for `fault`. */
const valuesOf = ({ fault, because }: Fault): Finding['values'] => ({ fault, text: because.slice(0, 200) });

/** For a hand that fetches a tag or a code. */
export const tryingMs = 60_000;

const names = { reader: 'pad', cardReader: 'card-reader', scanner: 'scanner', printer: 'printer' } as const;

/** `says`: its model. */
export type PlacedState = {
  readonly state: 'ready' | 'opening' | 'trouble' | 'not-taken-up';
  readonly says: string;
  readonly fault: Fault | null;
};

export const placedState = (works: Works | null, place: string, device: DeviceKind): PlacedState => {
  const devices = works?.places.find(({ name }) => name === place)?.devices;
  const opened =
    devices === undefined
      ? null
      : { reader: devices.pad, cardReader: devices.cardReader, scanner: devices.scanner, printer: devices.printer }[
          device
        ];
  return opened === null || opened === undefined
    ? { state: 'not-taken-up', says: '', fault: null }
    : stateOf(opened.state());
};

const stateOf = (state: DeviceState): PlacedState => {
  switch (state.at) {
    case 'ready':
      return { state: 'ready', says: state.model, fault: null };
    case 'trouble':
      return { state: 'trouble', says: '', fault: faultIn(state) };
    case 'opening':
    case 'closed':
      return { state: 'opening', says: '', fault: null };
  }
};

/** Ends by `over`, in any case. */
export const tryDevice = (
  works: Works,
  settings: Settings,
  asked: { readonly place: string; readonly device: DeviceKind; readonly code: string },
  parts: { readonly clock: Clock; readonly found: (finding: Finding, over: boolean) => void },
): void => {
  const { clock } = parts;
  const place = works.places.find(({ name }) => name === asked.place);
  const finding = (
    name: FindingName,
    outcome: Finding['outcome'],
    values: Finding['values'] = {},
    ms: number | null = null,
  ): Finding => ({ name, outcome, values, ms: ms === null ? null : Math.round(ms) });
  const { state, says, fault } = placedState(works, asked.place, asked.device);
  if (place === undefined || state !== 'ready') {
    const name = state === 'trouble' ? 'device-in-trouble' : 'device-opening';
    return parts.found(finding(name, 'bad', fault === null ? { text: '' } : valuesOf(fault)), true);
  }
  parts.found(finding('device-ready', 'good', { model: says }), false);
  if (asked.device === 'printer') {
    const { printer } = place.devices;
    const own = settings.places.find(({ name }) => name === asked.place)?.printer ?? null;
    if (printer === null || own === null) return parts.found(finding('device-opening', 'bad'), true);
    const began = clock.now();
    void printer.print(testSlip(own)).then((printed) => {
      const ms = clock.now() - began;
      if (printed.kind === 'printed')
        parts.found(finding('slip-printed', 'good', { seen: printed.seen ? 'yes' : 'no' }, ms), false);
      else
        parts.found(
          finding('slip-failed', 'bad', {
            why: printed.kind,
            ...('fault' in printed ? valuesOf(printed) : { text: '' }),
          }),
          true,
        );
    });
    return;
  }
  let seenAt: ReadonlyMap<string, number> = new Map();
  const end = (found: Finding): void => {
    quiet();
    cancel();
    parts.found(found, true);
  };
  const cancel = clock.after(tryingMs, () => {
    end(finding(asked.device === 'scanner' ? 'no-code-came' : 'no-tag-came', 'bad', { seconds: tryingMs / 1000 }));
  });
  const quiet = place.devices.watch.listen((heard) => {
    if (heard.device !== names[asked.device]) return;
    if (heard.kind === 'pad') {
      const { event } = heard;
      if (event.kind === 'tag-seen') seenAt = new Map([...seenAt, [event.uid, clock.now()]]);
      if (event.kind === 'tag-unreadable') end(finding('tag-unreadable', 'bad', valuesOf(event)));
      if (event.kind === 'tag-read') {
        const began = seenAt.get(event.uid);
        end(
          finding('tag-read', 'good', { uid: event.uid.slice(-4) }, began === undefined ? null : clock.now() - began),
        );
      }
    }
    if (heard.kind !== 'scanner') return;
    const { event } = heard;
    if (event.kind === 'garbled') return end(finding('code-garbled', 'bad', { why: event.because }));
    return event.text.includes(asked.code)
      ? end(finding('code-read', 'good', { symbology: event.symbology ?? '' }))
      : end(finding('another-code', 'bad', { letters: event.text.length }));
  });
};
