// A simulated pad or scanner as a program of its own: on a TCP port, on a pty, or on stdin and stdout. Knows no driver.
//   npm run simulate -- feig --tcp 10001 --tag E004010046A847AD=30123000012345 --control /tmp/pad.sock --real-time
//   npm run simulate -- feig --pty /tmp/pad
//   npm run simulate -- uhfreader --tcp 6000 --tag 1=30123000012345 --set layout=uhf288 --set simulated.scanMode=until-told
//   npm run simulate -- pcsc --vpcd 35963 --control /tmp/card.sock   (plugs its card into pcscd with vsmartcard-vpcd)
//   npm run simulate -- scanner --pty /tmp/scanner --control /tmp/scanner.sock --set suffix=tab --set aim=true
//   npm run simulate -- printer --tcp 9100 --language star-prnt --paper 58
// Orders (see orders.ts): {"kind":"lay","uid":"…","id":"…"} {"kind":"lift","uid":"…"} {"kind":"tags"} {"kind":"scan","text":"…"}
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { createScannerSimulator, scannerHabits } from './barcode/simulator.ts';
import { systemClock } from './clock.ts';
import { serveOrders } from './orders.ts';
import { createField, type Field, type FieldTag, slixTag } from './rfid/field.ts';
import { uhfTag } from './rfid/gen2-field.ts';
import { afiOfPc, hexOf } from './rfid/uii.ts';
import { printerOptions, simulatePrinter } from './printer/simulate.ts';
import { makers } from './rfid/makers.ts';
import { plugVirtualCard } from './rfid/pcsc/virtual-card.ts';
import { securitySettings } from './settings.ts';
import { writeIso28560_2 } from './tags/iso28560-2.ts';
import { writeUhf } from './tags/uhf.ts';
import type { Far } from './transport/memory.ts';
import { createTcpTransport, serve, type Visitor } from './transport/tcp.ts';

const uid = z.string().regex(/^[0-9A-F]{16}$/, 'a UID has 16 upper-case hex digits');
const byte = z.int().min(0).max(255);

const uii = z.string().regex(/^([0-9A-F]{4}){1,31}$/, 'a UII has whole words of 4 upper-case hex digits');
const cardUid = z
  .string()
  .regex(/^([0-9A-F]{8}|[0-9A-F]{14}|[0-9A-F]{20})$/, 'a card’s UID has 8, 14 or 20 upper-case hex digits');
const defaultAfi = securitySettings.options[0].shape.armed.parse(undefined);
const faults = z
  .object({
    refusesWrites: z.boolean(),
    writesBadly: z.int().min(0),
    writesSilently: z.boolean(),
    readsBadly: z.int().min(0),
    seenEvery: z.int().min(1),
    flickers: z.number().min(0).max(1),
    snatched: z.enum(['never', 'before-write', 'after-write']),
  })
  .partial()
  .default({});

const fieldOrder = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('lay'),
    uid,
    id: z.string().min(4).describe('Item identifier or card number'),
    owner: z.string().nullable().default(null),
    usage: byte.default(0x10),
    part: z.object({ nth: z.int().min(1).max(999), of: z.int().min(0).max(999) }).default({ nth: 1, of: 1 }),
    afi: byte.default(defaultAfi),
    faults,
  }),
  z.object({ kind: z.literal('lay-uhf'), uid: uii, afi: byte.nullable().default(defaultAfi), faults }),
  z.object({
    kind: z.literal('lay-uhf-item'),
    id: z.string().min(4).describe('Item identifier; the tag is told from others by it'),
    owner: z.string().nullable().default(null),
    afi: byte.default(defaultAfi),
    faults,
  }),
  z.object({ kind: z.literal('lay-card'), uid: cardUid, faults }),
  z.object({ kind: z.literal('lift'), uid: z.union([uid, uii, cardUid]) }),
  z.object({ kind: z.literal('tags') }),
]);

/** A fault that is not named is none; zod's "perhaps undefined" says the same. */
const named = (asked: z.infer<typeof faults>) =>
  Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));

const lay = (
  field: Field,
  { uid: tagUid, id, owner, usage, part, afi, faults: asked }: Extract<z.infer<typeof fieldOrder>, { kind: 'lay' }>,
) => {
  const content = writeIso28560_2({ id, owner, usage, part, title: null });
  field.lay(slixTag({ uid: tagUid, content, afi }), named(asked));
};

const toldOf = (tag: FieldTag): unknown => {
  switch (tag.air) {
    case 'iso15693':
      return { uid: tag.uid, afi: tag.afi, eas: tag.eas };
    case 'gen2':
      return { uid: tag.uid, afi: afiOfPc(tag.pc), eas: tag.eas };
    case 'iso14443':
      return { uid: tag.uid };
  }
};

const obeyField = (field: Field, order: unknown): unknown => {
  const wish = fieldOrder.parse(order);
  switch (wish.kind) {
    case 'lay':
      return lay(field, wish);
    case 'lay-uhf':
      return field.lay(uhfTag({ uid: wish.uid, afi: wish.afi }), named(wish.faults));
    case 'lay-uhf-item': {
      const { id, owner, afi } = wish;
      const written = writeUhf({ id, owner, part: null, usage: null, title: null }, afi, 0);
      if (typeof written === 'string') throw new Error(written);
      return field.lay({ ...uhfTag({ uid: hexOf(written.uii), afi }), pc: written.pc }, named(wish.faults));
    }
    case 'lay-card':
      return field.lay({ air: 'iso14443', uid: wish.uid }, named(wish.faults));
    case 'lift':
      return field.lift(wish.uid);
    case 'tags':
      return field.tags().map(toldOf);
  }
};

const scannerOrder = z.object({ kind: z.literal('scan'), text: z.string().min(1) });

/** A device and what its control channel obeys. */
type Simulated = { readonly far: Far; readonly obey: (order: unknown) => unknown; readonly field?: Field };

/** As FEIG's LAN readers: one connection at a time, a second one is turned away. */
const admitOne = (far: Far): ((visitor: Visitor) => void) => {
  let isTaken = false;
  return (visitor) => {
    if (isTaken) {
      visitor.dismiss();
      return;
    }
    isTaken = true;
    visitor.left(() => (isTaken = false));
    visitor.hears(far((bytes) => visitor.send(bytes)));
  };
};

const host = '127.0.0.1';

const runOnStdio = (far: Far): void => {
  const hears = far((bytes) => void process.stdout.write(bytes));
  process.stdin.on('data', (chunk: Buffer) => hears(chunk));
  process.stdin.on('end', () => process.exit(0));
  // A pty that is torn away.
  process.stdin.on('error', () => process.exit(0));
  process.stdout.on('error', () => process.exit(0));
};

/** A pseudo terminal whose near end stands under `path`; socat makes it and goes when we go. */
const runOnPty = (far: Far, path: string): Promise<void> => {
  const socat = spawn('socat', [`pty,link=${path},raw,echo=0`, '-'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const hears = far((bytes) => void socat.stdin.write(bytes));
  socat.stdout.on('data', (chunk: Buffer) => hears(chunk));
  process.once('exit', () => socat.kill());
  return new Promise((resolve, reject) => {
    socat.once('error', () => reject(new Error('A pty needs the program socat; install the package "socat".')));
    socat.once('exit', () => process.exit(0));
    const look = (): void => {
      if (existsSync(path)) resolve();
      else setTimeout(look, 10);
    };
    socat.once('spawn', look);
  });
};

const runOn = async (far: Far, { tcp, pty }: { tcp?: string; pty?: string }): Promise<void> => {
  if (pty !== undefined) {
    await runOnPty(far, pty);
    console.log(`simulator ready: ${pty}`);
  } else if (tcp === undefined) {
    runOnStdio(far);
  } else {
    const port = z.coerce.number().int().min(0).max(65535).parse(tcp);
    const server = await serve({ host, port }, admitOne(far));
    console.log(`simulator ready: ${host}:${server.port}`);
  }
};

/** The card of a simulated PC/SC reader, in the virtual reader of a real PC/SC service. */
const runInVpcd = ({ far, field }: Simulated, vpcd: string): void => {
  if (field === undefined) throw new Error('only a simulated reader with tags can be plugged into vpcd');
  const port = z.coerce.number().int().min(1).max(65535).parse(vpcd);
  plugVirtualCard({
    transport: createTcpTransport({ host, port, clock: systemClock }),
    far,
    field,
    clock: systemClock,
  });
  // What lies nowhere is plugged nowhere: only the hands on the control channel may still come.
  setInterval(() => undefined, 60_000);
  console.log(`simulator ready: vpcd ${host}:${port}`);
};

const settingsIn = (set: readonly string[]): Record<string, string | undefined> =>
  Object.fromEntries(set.map((one) => one.split('=')));

const valueOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** `name=value`: settings of the make; `simulated.name=value`: its simulator's habits. Values as in JSON, or bare words. */
const makeSettingsIn = (set: readonly string[]): Record<string, unknown> => {
  const own: Record<string, unknown> = {};
  const habits: Record<string, unknown> = { kind: 'simulated' };
  for (const one of set) {
    const [name = '', ...value] = one.split('=');
    const at = /^simulated\.(.+)$/.exec(name)?.[1];
    if (at === undefined) own[name] = valueOf(value.join('='));
    else habits[at] = valueOf(value.join('='));
  }
  return { ...own, connection: habits };
};

/** `set`: see `makeSettingsIn`. */
const simulatedPad = (
  maker: string,
  options: { tags: readonly string[]; realTime: boolean; set: readonly string[] },
): Simulated => {
  const field = createField({ seed: 1 });
  const isUhf = makers.find((one) => one.maker === maker)?.air === 'gen2';
  for (const tag of options.tags) {
    const [tagUid, id] = tag.split('=');
    if (!isUhf) obeyField(field, { kind: 'lay', uid: tagUid, id });
    else obeyField(field, id === undefined ? { kind: 'lay-uhf', uid: tagUid } : { kind: 'lay-uhf-item', id });
  }
  const settings = { maker, ...makeSettingsIn(options.set) };
  const wired = makers.map((one) => one.wire(settings, systemClock)).find((one) => one !== null);
  if (wired === undefined || wired === null)
    throw new Error(`say printer, scanner or one of ${makers.map((one) => one.maker).join(', ')}`);
  return { far: wired.simulate(field, options.realTime), obey: (order) => obeyField(field, order), field };
};

/** `set`: its habits, as `name=value`. */
const simulatedScanner = (options: { realTime: boolean; set: readonly string[] }): Simulated => {
  const habits = scannerHabits.parse({ msPerByte: options.realTime ? 5 : 0, ...settingsIn(options.set) });
  const { far, scan } = createScannerSimulator({ clock: systemClock, habits });
  return { far, obey: (order) => scan(scannerOrder.parse(order).text) };
};

const run = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...printerOptions,
      tcp: { type: 'string' },
      control: { type: 'string' },
      tag: { type: 'string', multiple: true, default: [] },
      set: { type: 'string', multiple: true, default: [] },
      pty: { type: 'string' },
      vpcd: { type: 'string' },
    },
  });
  const device = positionals[0] ?? '';
  const { 'real-time': realTime, tag: tags, set } = values;
  const simulated: Simulated =
    device === 'printer'
      ? simulatePrinter(values)
      : device === 'scanner'
        ? simulatedScanner({ realTime, set })
        : simulatedPad(device, { tags, realTime, set });
  if (values.control !== undefined) await serveOrders(values.control, simulated.obey);
  if (values.vpcd === undefined) await runOn(simulated.far, values);
  else runInVpcd(simulated, values.vpcd);
};

if (import.meta.main) {
  process.once('SIGTERM', () => process.exit(0));
  try {
    await run();
  } catch (reason) {
    console.error(
      reason instanceof z.ZodError ? z.prettifyError(reason) : reason instanceof Error ? reason.message : reason,
    );
    process.exit(2);
  }
}
