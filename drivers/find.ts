// Finding devices: what is plugged in, and which make of reader answers on a line. Asks harmless questions only, in a safe
// order, and never writes to a line that belongs to another device: a receipt printer prints what it does not understand.
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import type { Clock } from './clock.ts';
import { transportOf } from './connections.ts';
import { type Fault, faultIn, faultOf } from './ports/fault.ts';
import type { Maker, Probe } from './rfid/maker.ts';
import type { HidBus, HidInterface } from './transport/hid.ts';
import type { SerialPortFound } from './transport/serial.ts';
import type { Transport } from './transport/transport.ts';

/** `stablePath`: a name that stays when the device is plugged in elsewhere. */
export type Candidate =
  | { readonly kind: 'serial'; readonly path: string; readonly stablePath: string | null; readonly model: string }
  | { readonly kind: 'hid'; readonly device: HidInterface }
  /** `name`: as the PC/SC service has it. */
  | { readonly kind: 'pcsc'; readonly name: string };

/** `missing`: what could not be looked for on this machine. */
export type Found = { readonly candidates: readonly Candidate[]; readonly missing: readonly Fault[] };

const stableFolder = '/dev/serial/by-id';

const stablePathOf = (path: string): string | null => {
  if (!existsSync(stableFolder)) return null;
  const names = readdirSync(stableFolder).map((name) => `${stableFolder}/${name}`);
  return names.find((name) => realpathOf(name) === realpathOf(path)) ?? null;
};

/** The file itself behind links; the path again when there is none. */
const realpathOf = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
};

/** What is plugged in. Never rejects: what this machine cannot tell is named instead. */
export const findCandidates = async ({
  serialPorts,
  hid,
  pcscReaders,
}: {
  serialPorts: () => Promise<readonly SerialPortFound[]>;
  hid: HidBus;
  pcscReaders: () => Promise<readonly string[]>;
}): Promise<Found> => {
  const [serial, reports, cards] = await Promise.allSettled([serialPorts(), hid.list(), pcscReaders()]);
  const ports = serial.status === 'fulfilled' ? serial.value : [];
  const devices = reports.status === 'fulfilled' ? reports.value : [];
  const names = cards.status === 'fulfilled' ? cards.value : [];
  return {
    candidates: [
      ...ports.map(
        ({ path, model, stable }) =>
          ({ kind: 'serial', path, stablePath: stablePathOf(path) ?? stable, model }) as const,
      ),
      ...devices.map((device) => ({ kind: 'hid', device }) as const),
      ...names.map((name) => ({ kind: 'pcsc', name }) as const),
    ],
    missing: [serial, reports, cards].flatMap((result) =>
      result.status === 'rejected' ? [faultOf(result.reason)] : [],
    ),
  };
};

export type Identified =
  /** `settings`: what to write under `reader`. */
  | { readonly kind: 'reader'; readonly model: string; readonly settings: Readonly<Record<string, unknown>> }
  /** Something speaks by itself: a barcode scanner, or a reader in scan mode. `hex`: what it said. */
  | { readonly kind: 'speaks-by-itself'; readonly hex: string }
  | { readonly kind: 'nobody' }
  | ({ readonly kind: 'not-asked' } & Fault);

export const identifyTimes = {
  /** What pushes data without being asked does so within this time: nothing is written to it. */
  listenMs: 150,
  /** An answer to a version question; the slowest line is at 9600 baud. */
  answerMs: 250,
  /** For everything: a technician is watching. */
  limitMs: 15_000,
} as const;

type Where =
  | { readonly kind: 'serial'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number | null }
  | { readonly kind: 'hid'; readonly vendorId: number; readonly productId: number };

/**
 * What a probe needs to be asked there; null: it is for another kind of line. Behind a port that somebody named may be a box
 * that leads to a serial line.
 */
const connectionFor = (where: Where, { line }: Probe) => {
  if (where.kind === 'serial' && line.kind === 'serial') return { ...line, path: where.path };
  if (where.kind === 'tcp' && (line.kind === 'tcp' || (line.kind === 'serial' && where.port !== null)))
    return { kind: 'tcp', host: where.host, port: where.port ?? (line.kind === 'tcp' ? line.port : 0) } as const;
  if (where.kind === 'hid' && line.kind === 'hid')
    return where.vendorId === line.vendorId && where.productId === line.productId
      ? ({ ...line, serialNumber: null } as const)
      : null;
  return null;
};

/** One question on a line of its own. */
const ask = async (
  transport: Transport,
  probe: Probe,
  clock: Clock,
): Promise<
  | { readonly kind: 'heard'; readonly known: ReturnType<Probe['knows']> }
  | { readonly kind: 'babble'; readonly bytes: Uint8Array }
  | ({ readonly kind: 'closed' } & Fault)
> => {
  const heard: number[] = [];
  let closed: Fault | null = null;
  let wake = (): void => undefined;
  const connection = await transport.open({
    bytes: (chunk) => {
      if (heard.length < 4096) heard.push(...chunk);
      wake();
    },
    closed: (why) => {
      closed = why;
      wake();
    },
  });
  /** Until the time is over or `enough` is so. */
  const wait = (ms: number, enough: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(ms, resolve);
      wake = () => {
        if (!enough()) return;
        cancel();
        resolve();
      };
    });
  const known = (): ReturnType<Probe['knows']> => probe.knows(Uint8Array.from(heard));
  try {
    await wait(identifyTimes.listenMs, () => heard.length > 0 || closed !== null);
    if (heard.length > 0) return { kind: 'babble', bytes: Uint8Array.from(heard) };
    if (closed !== null) return { kind: 'closed', ...faultIn(closed) };
    if (probe.asks.length > 0) connection.write(probe.asks);
    await wait(identifyTimes.answerMs, () => closed !== null || known() !== null);
    return { kind: 'heard', known: known() };
  } finally {
    await connection.close();
  }
};

/**
 * Which make of reader answers there. `taken`: paths that belong to something, each with a sentence on what: they are not
 * even opened. What another program uses cannot be opened, and says so.
 */
export const identify = async ({
  where,
  makers,
  taken,
  clock,
  open = (connection) => transportOf(connection, clock),
}: {
  where: Where;
  makers: readonly Maker[];
  taken: ReadonlyMap<string, string>;
  clock: Clock;
  open?: (connection: Parameters<typeof transportOf>[0]) => Transport;
}): Promise<Identified> => {
  if (where.kind === 'serial') {
    const owner = [...taken].find(([path]) => realpathOf(path) === realpathOf(where.path));
    if (owner !== undefined) return { kind: 'not-asked', fault: 'taken', because: owner[1] };
  }
  const until = clock.now() + identifyTimes.limitMs;
  let reached = false;
  const probes = makers.flatMap((maker) => maker.probes.map((probe) => ({ maker, probe })));
  const asked = new Set<string>();
  for (const { maker, probe } of probes) {
    const connection = connectionFor(where, probe);
    const question = JSON.stringify([maker.maker, connection, Buffer.from(probe.asks).toString('hex')]);
    if (connection === null || asked.has(question)) continue;
    asked.add(question);
    if (clock.now() > until) break;
    try {
      // One line, one question at a time.
      // oxlint-disable-next-line no-await-in-loop
      const answer = await ask(open(connection), probe, clock);
      reached = true;
      const known =
        answer.kind === 'heard'
          ? answer.known
          : answer.kind === 'babble'
            ? (probes.map((one) => one.probe.knows(answer.bytes)).find((one) => one !== null) ?? null)
            : null;
      if (known !== null) return { kind: 'reader', model: known.model, settings: { ...known.settings, connection } };
      if (answer.kind === 'babble')
        return { kind: 'speaks-by-itself', hex: Buffer.from(answer.bytes).toString('hex').toUpperCase() };
    } catch (reason) {
      // A port that cannot be opened at one speed cannot be at another; a host may serve another port.
      if (where.kind !== 'tcp') return { kind: 'not-asked', ...faultOf(reason) };
    }
  }
  if (reached || where.kind === 'serial') return { kind: 'nobody' };
  return where.kind === 'tcp'
    ? {
        kind: 'not-asked',
        fault: 'unreachable',
        because: `No port of ${where.host} that readers use can be reached.`,
      }
    : { kind: 'not-asked', fault: 'other-device', because: 'No make of reader is known by these numbers.' };
};
