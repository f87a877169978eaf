// Real lines: a pty made by socat and a TCP port, each with a simulated reader or scanner at its far end.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../drivers/clock.ts';
import { openPad, openScanner } from '../../drivers/open.ts';
import type { PadEvent } from '../../drivers/ports/pad.ts';
import { readerSettings } from '../../drivers/rfid/makers.ts';
import { scannerSettings } from '../../drivers/settings.ts';
import { detect } from '../../drivers/tags/detect.ts';
import { createSerialTransport } from '../../drivers/transport/serial.ts';
import { createTcpTransport } from '../../drivers/transport/tcp.ts';

const root = new URL('../..', import.meta.url).pathname;
const uid = 'E004010046A847AD';
const afi = { armed: 0x07, disarmed: 0xc2 };
const hasSocat = spawnSync('socat', ['-V']).status === 0;

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

const directory = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'tram-lines-'));
  cleanUps.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
};

const start = (command: string, args: readonly string[]): ChildProcess => {
  const child = spawn(command, args, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  cleanUps.push(() => child.kill('SIGKILL'));
  return child;
};

/** Real time passes here, so this waits for what should come and fails loudly when it does not. */
const until = async <T>(what: string, look: () => T | undefined | null | false, mostMs = 15_000): Promise<T> => {
  const giveUpAt = Date.now() + mostMs;
  for (;;) {
    const found = look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > giveUpAt) throw new Error(`Waited in vain for: ${what}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
};

const pty = async (
  args: readonly string[],
): Promise<{ path: string; socat: ChildProcess; plug: () => ChildProcess }> => {
  const path = join(directory(), 'line');
  const plug = (): ChildProcess =>
    start('socat', [`pty,link=${path},raw,echo=0`, `EXEC:"${process.execPath} drivers/simulate.ts ${args.join(' ')}"`]);
  const socat = plug();
  await until('the pty', () => existsSync(path));
  return { path, socat, plug };
};

const tcpSimulator = async (args: readonly string[]): Promise<number> => {
  const child = start(process.execPath, ['drivers/simulate.ts', 'feig', '--tcp', '0', ...args]);
  let printed = '';
  child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  return Number(await until('the simulator’s port', () => /ready: 127\.0\.0\.1:(\d+)/.exec(printed)?.[1]));
};

const order = (socketPath: string, wish: unknown): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(socketPath, () => socket.write(`${JSON.stringify(wish)}\n`));
    socket.on('error', reject);
    socket.once('data', (chunk) => {
      socket.destroy();
      resolve(chunk.toString().trim());
    });
  });

const open = (connection: unknown, frames = 'standard') => {
  const events: PadEvent[] = [];
  const settings = readerSettings.parse({ maker: 'feig', frames, connection });
  const { pad } = openPad({
    settings,
    rule: { afi, eas: false },
    clock: systemClock,
    hears: (event) => events.push(event),
  });
  cleanUps.push(() => pad.close());
  const states = (): string[] => events.flatMap((event) => (event.kind === 'state' ? [event.state.at] : []));
  return { pad, events, states };
};

test.skipIf(!hasSocat)(
  'a pad on a serial line is read, armed, unplugged and comes back',
  async () => {
    const { path, socat, plug } = await pty(['feig', '--tag', `${uid}=30123000012345`]);
    const { pad, events, states } = open({ kind: 'serial', path });
    const read = await until('the tag', () => events.find((event) => event.kind === 'tag-read'));
    if (read.read.kind !== 'memory') throw new Error('not a tag with memory');
    expect(detect(read.read.memory, read.read.blockSize)).toMatchObject({ kind: 'item', id: '30123000012345' });
    expect(await pad.secure(uid, 'disarmed')).toEqual({ kind: 'done' });

    const unplugged = pad.secure(uid, 'armed');
    socat.kill('SIGKILL');
    await unplugged;
    await until('the trouble', () => states().at(-1) === 'trouble');
    expect(events.at(-1)).toEqual({ kind: 'tag-gone', uid });
    plug();
    await until('the pad’s coming back', () => states().at(-1) === 'ready');
    await until('the tag again', () => events.filter((event) => event.kind === 'tag-read').length === 2);
    await pad.close();
    expect(states()).toEqual(['ready', 'trouble', 'ready', 'closed']);
  },
  30_000,
);

test.skipIf(!hasSocat)(
  'a scanner on a serial line',
  async () => {
    const control = join(directory(), 'control');
    const { path } = await pty(['scanner', '--control', control]);
    const texts: string[] = [];
    const settings = scannerSettings.parse({ connection: { kind: 'serial', path } });
    const { scanner } = openScanner({
      settings,
      clock: systemClock,
      hears: (event) => {
        if (event.kind === 'scanned') texts.push(event.text);
      },
    });
    cleanUps.push(() => scanner.close());
    await until('the open line', () => scanner.state().at === 'ready' && existsSync(control));
    expect(await order(control, { kind: 'scan', text: '012345678901||Nguyễn Văn A' })).toBe(
      '{"kind":"done","is":null}',
    );
    expect(await until('the scan', () => texts[0])).toBe('012345678901||Nguyễn Văn A');
  },
  30_000,
);

test('a pad on TCP, in advanced frames, with hands on another socket', async () => {
  const control = join(directory(), 'control');
  const port = await tcpSimulator(['--set', 'frames=advanced', '--control', control]);
  const { pad, events } = open({ kind: 'tcp', host: '127.0.0.1', port }, 'advanced');
  await until('the pad', () => pad.state().at === 'ready');
  expect(await order(control, { kind: 'lay', uid, id: '30123000012345' })).toBe('{"kind":"done","is":null}');
  await until('the tag', () => events.find((event) => event.kind === 'tag-read'));
  expect(await pad.secure(uid, 'disarmed')).toEqual({ kind: 'done' });
  expect(await order(control, { kind: 'tags' })).toBe(`{"kind":"done","is":[{"uid":"${uid}","afi":194,"eas":false}]}`);
  await order(control, { kind: 'lift', uid });
  await until('its going', () => events.at(-1)?.kind === 'tag-gone');
  expect(await order(control, { kind: 'lay', uid: 'x' })).toContain('16 upper-case hex digits');
}, 30_000);

test('a reader on TCP has one master at a time; the next one is served after him', async () => {
  const port = await tcpSimulator([]);
  const first = open({ kind: 'tcp', host: '127.0.0.1', port });
  await until('the first', () => first.pad.state().at === 'ready');
  const second = open({ kind: 'tcp', host: '127.0.0.1', port });
  await until('the refusal', () => second.states().includes('trouble'));
  await first.pad.close();
  await until('the second', () => second.pad.state().at === 'ready');
}, 30_000);

test('lines that cannot be had say why', async () => {
  const hears = { bytes: () => undefined, closed: () => undefined };
  const line = { path: '/dev/no-such-port', baudRate: 9600, parity: 'none' } as const;
  await expect(createSerialTransport({ line, clock: systemClock }).open(hears)).rejects.toThrow(
    'serial /dev/no-such-port: there is no such port. Is the device plugged in?',
  );
  await expect(createTcpTransport({ host: '127.0.0.1', port: 1, clock: systemClock }).open(hears)).rejects.toThrow(
    'tcp 127.0.0.1:1: the device refuses the connection',
  );
});
