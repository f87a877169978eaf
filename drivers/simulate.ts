// A simulated pad or scanner as a program of its own: on a TCP port, or on stdin and stdout for a pty. Knows no driver.
//   node drivers/simulate.ts feig --tcp 10001 --tag E004010046A847AD=30123000012345 --control /tmp/pad.sock --real-time
//   socat pty,link=/tmp/pad,raw,echo=0 EXEC:"node drivers/simulate.ts feig"
//   node drivers/simulate.ts scanner --control /tmp/scanner.sock
// Orders (see orders.ts): {"kind":"lay","uid":"…","id":"…"} {"kind":"lift","uid":"…"} {"kind":"tags"} {"kind":"scan","text":"…"}
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { createScannerSimulator } from './barcode/simulator.ts';
import { systemClock } from './clock.ts';
import { serveOrders } from './orders.ts';
import { createFeigSimulator, feigSimulatorDefaults } from './rfid/feig/simulator.ts';
import { createField, type Field, slixTag } from './rfid/field.ts';
import { readerSettings, securitySettings } from './settings.ts';
import { writeIso28560_2 } from './tags/iso28560-2.ts';
import type { Far } from './transport/memory.ts';
import { serve, type Visitor } from './transport/tcp.ts';

const uid = z.string().regex(/^[0-9A-F]{16}$/, 'a UID has 16 upper-case hex digits');
const byte = z.int().min(0).max(255);

const fieldOrder = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('lay'),
    uid,
    id: z.string().min(4).describe('Item identifier or card number'),
    owner: z.string().nullable().default(null),
    usage: byte.default(0x10),
    part: z.object({ nth: z.int().min(1).max(999), of: z.int().min(0).max(999) }).default({ nth: 1, of: 1 }),
    afi: byte.default(securitySettings.options[0].shape.armed.parse(undefined)),
    faults: z
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
      .default({}),
  }),
  z.object({ kind: z.literal('lift'), uid }),
  z.object({ kind: z.literal('tags') }),
]);

const lay = (
  field: Field,
  { uid: tagUid, id, owner, usage, part, afi, faults }: Extract<z.infer<typeof fieldOrder>, { kind: 'lay' }>,
) => {
  const content = writeIso28560_2({ id, owner, usage, part, title: null });
  // A fault that is not named is none; zod's "perhaps undefined" says the same.
  const named = Object.fromEntries(Object.entries(faults).filter(([, value]) => value !== undefined));
  field.lay(slixTag({ uid: tagUid, content, afi }), named);
};

const obeyField = (field: Field, order: unknown): unknown => {
  const wish = fieldOrder.parse(order);
  switch (wish.kind) {
    case 'lay':
      return lay(field, wish);
    case 'lift':
      return field.lift(wish.uid);
    case 'tags':
      return field.tags().map((tag) => ({ uid: tag.uid, afi: tag.afi, eas: tag.eas }));
  }
};

const scannerOrder = z.object({ kind: z.literal('scan'), text: z.string().min(1) });

/** A device and what its control channel obeys. */
type Simulated = { readonly far: Far; readonly obey: (order: unknown) => unknown };

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

const runOn = async (far: Far, tcp: string | undefined): Promise<void> => {
  if (tcp === undefined) {
    const hears = far((bytes) => void process.stdout.write(bytes));
    process.stdin.on('data', (chunk: Buffer) => hears(chunk));
    process.stdin.on('end', () => process.exit(0));
    return;
  }
  const port = z.coerce.number().int().min(0).max(65535).parse(tcp);
  const server = await serve({ host, port }, admitOne(far));
  console.log(`simulator ready: ${host}:${server.port}`);
};

const simulatedPad = (options: { tags: readonly string[]; realTime: boolean; frames: string }): Simulated => {
  const field = createField({ seed: 1 });
  for (const tag of options.tags) {
    const [tagUid, id] = tag.split('=');
    obeyField(field, { kind: 'lay', uid: tagUid, id });
  }
  const frames = readerSettings.shape.frames.parse(options.frames);
  const settings = { ...feigSimulatorDefaults, frames, realTime: options.realTime };
  return {
    far: createFeigSimulator({ field, clock: systemClock, settings }),
    obey: (order) => obeyField(field, order),
  };
};

const simulatedScanner = (): Simulated => {
  const { far, scan } = createScannerSimulator();
  return { far, obey: (order) => scan(scannerOrder.parse(order).text) };
};

const run = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      tcp: { type: 'string' },
      control: { type: 'string' },
      tag: { type: 'string', multiple: true, default: [] },
      frames: { type: 'string', default: 'standard' },
      'real-time': { type: 'boolean', default: false },
    },
  });
  const device = z.enum(['feig', 'scanner'], 'say feig or scanner').parse(positionals[0]);
  const { far, obey } =
    device === 'feig'
      ? simulatedPad({ tags: values.tag, realTime: values['real-time'], frames: values.frames })
      : simulatedScanner();
  if (values.control !== undefined) await serveOrders(values.control, obey);
  await runOn(far, values.tcp);
};

if (import.meta.main) {
  process.once('SIGTERM', () => process.exit(0));
  await run();
}
