// Cables pulled out of a real pty in every way that a serial port is known to keep quiet about; outcomes and their order,
// with generous bounds in time (`npm run bench -- drivers` measures it).
import { type ChildProcess, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../drivers/clock.ts';
import { openPad } from '../../drivers/open.ts';
import type { DeviceState } from '../../drivers/ports/device.ts';
import type { PadEvent } from '../../drivers/ports/pad.ts';
import { readerSettings } from '../../drivers/rfid/makers.ts';
import { createSerialTransport } from '../../drivers/transport/serial.ts';
import { linuxUsbPorts } from '../../drivers/transport/usb-ports.ts';
import { cleanUp, cleanUps, directory, hasSocat, pty, start, until } from './far-ends.ts';

afterEach(cleanUp);

const uid = 'E004010046A847AD';
const simulated = ['feig', '--tag', `${uid}=30123000012345`];
const slow = 30_000;

const padOn = (path: string) => {
  const states: { at: DeviceState['at']; ms: number; because: string }[] = [];
  const events: PadEvent[] = [];
  const { pad } = openPad({
    settings: readerSettings.parse({ maker: 'feig', connection: { kind: 'serial', path } }),
    rule: { afi: { armed: 0x07, disarmed: 0xc2 }, eas: false },
    clock: systemClock,
    record: null,
    hears: (event) => {
      events.push(event);
      if (event.kind !== 'state') return;
      const because = event.state.at === 'trouble' ? event.state.because : '';
      states.push({ at: event.state.at, ms: performance.now(), because });
    },
  });
  cleanUps.push(() => pad.close());
  /** The state it is in from `since` on. */
  const stands = (at: DeviceState['at'], since: number): Promise<{ at: string; ms: number; because: string }> =>
    until(at, () => states.find((state) => state.at === at && state.ms >= since));
  const reads = (nth: number): Promise<PadEvent> =>
    until(`reading ${nth}`, () => events.filter(({ kind }) => kind === 'tag-read')[nth - 1]);
  return { pad, events, stands, reads, order: () => states.map(({ at }) => at) };
};

/** A pty whose far end swallows everything: a question stays in flight for ever. No child of socat's may outlive it. */
const deafPty = async (): Promise<{ path: string; socat: ChildProcess }> => {
  const path = join(directory(), 'deaf');
  const socat = start('socat', [`pty,link=${path},raw,echo=0`, '-']);
  await until('the pty', () => existsSync(path));
  return { path, socat };
};

const opened = async (path: string) => {
  const closings: string[] = [];
  const transport = createSerialTransport({ line: { path, baudRate: 38_400, parity: 'even' }, clock: systemClock });
  const connection = await transport.open({ bytes: () => undefined, closed: (because) => closings.push(because) });
  cleanUps.push(() => connection.close());
  return { connection, closings };
};

const pass = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

describe.skipIf(!hasSocat)('a serial port that vanishes', () => {
  test(
    'idle: told once, with a sentence; what is written later is dropped, and closing ends',
    async () => {
      const { path, socat } = await deafPty();
      const { connection, closings } = await opened(path);
      socat.kill('SIGKILL');
      await until('the closing', () => closings[0]);
      // Serialport would keep these for the next opening of the same object, and call nobody back.
      for (let nth = 0; nth < 10; nth += 1) connection.write(Uint8Array.of(nth));
      await connection.close();
      await connection.close();
      await pass(600);
      expect(closings).toEqual([`serial ${path}: the device was unplugged.`]);
    },
    slow,
  );

  test(
    'with a write under way: an error and two closings are one end',
    async () => {
      const { path, socat } = await deafPty();
      const { connection, closings } = await opened(path);
      socat.kill('SIGSTOP');
      // More than a pty holds: the write cannot come to its end.
      connection.write(new Uint8Array(1024 * 1024));
      await pass(50);
      socat.kill('SIGKILL');
      connection.write(Uint8Array.of(1));
      await until('the closing', () => closings[0]);
      await connection.close();
      await pass(600);
      expect(closings).toEqual([`serial ${path}: the device was unplugged.`]);
    },
    slow,
  );

  test(
    'with a question in flight and nothing written after: told within two seconds, and no core burns',
    async () => {
      const ends: string[][] = [];
      let busyMs = 0;
      // The endless loop of empty reads comes in some runs only.
      for (let run = 0; run < 3; run += 1) {
        const { path, socat } = await deafPty();
        const { connection, closings } = await opened(path);
        connection.write(Uint8Array.of(5, 0xff, 0x65, 0xe5, 0xcb));
        socat.kill('SIGKILL');
        const before = process.cpuUsage();
        const killedAt = performance.now();
        await until('the closing', () => closings[0]);
        expect(performance.now() - killedAt).toBeLessThan(2000);
        await pass(2000 - Math.min(2000, performance.now() - killedAt));
        const { user, system } = process.cpuUsage(before);
        busyMs += (user + system) / 1000;
        ends.push(closings);
        await connection.close();
      }
      expect(ends.map(({ length }) => length)).toEqual([1, 1, 1]);
      // Six seconds were watched; one burning core would be six thousand.
      expect(busyMs).toBeLessThan(2500);
    },
    slow,
  );

  test(
    'closed by us while it vanishes: closing ends within its second, and tells nobody',
    async () => {
      const { path, socat } = await deafPty();
      const { connection, closings } = await opened(path);
      connection.write(Uint8Array.of(1, 2, 3));
      socat.kill('SIGKILL');
      const beganAt = performance.now();
      await Promise.all([connection.close(), connection.close()]);
      expect(performance.now() - beganAt).toBeLessThan(2500);
      await pass(600);
      expect(closings).toEqual([]);
    },
    slow,
  );
});

describe.skipIf(!hasSocat)('a pad on a serial port', () => {
  test(
    'hangs: noticed by its silence, closed, and had again when it wakes',
    async () => {
      const { path, socat } = await pty(simulated);
      const pad = padOn(path);
      await pad.reads(1);
      // The children too: socat passes the bytes on, the simulator behind it answers.
      const frozen = [socat.pid, ...childrenOf(socat)];
      const send = (signal: NodeJS.Signals): void => {
        for (const pid of frozen) if (pid !== undefined) process.kill(pid, signal);
      };
      cleanUps.push(() => send('SIGCONT'));
      send('SIGSTOP');
      const frozenAt = performance.now();
      const { because, ms } = await pad.stands('trouble', frozenAt);
      expect(because).toMatch(/does not answer|did not answer/);
      send('SIGCONT');
      await pad.stands('ready', ms);
      await pad.reads(2);
      expect(pad.order().slice(-3)).toEqual(['ready', 'trouble', 'ready']);
    },
    slow,
  );

  test(
    'comes back under another port’s name, by the link that names the device',
    async () => {
      const first = await pty(simulated);
      const second = await pty(simulated);
      const link = join(directory(), 'usb-FEIG_reader');
      symlinkSync(first.path, link);
      const pad = padOn(link);
      await pad.reads(1);
      const killedAt = performance.now();
      first.socat.kill('SIGKILL');
      const { ms: knownAt } = await pad.stands('trouble', killedAt);
      expect(knownAt - killedAt).toBeLessThan(2000);
      renewLink(link, second.path);
      const pluggedAt = performance.now();
      const { ms } = await pad.stands('ready', pluggedAt);
      await pad.reads(2);
      expect(ms - pluggedAt).toBeLessThan(3500);
      expect(pad.order().slice(-3)).toEqual(['ready', 'trouble', 'ready']);
    },
    slow,
  );

  test(
    'leaves a port that its link does not name any more, though that one still answers',
    async () => {
      const first = await pty(simulated);
      const second = await pty(['feig', '--tag', 'E004010046A847AE=30123000012346']);
      const link = join(directory(), 'usb-FEIG_reader');
      symlinkSync(first.path, link);
      const pad = padOn(link);
      await pad.reads(1);
      renewLink(link, second.path);
      expect(await pad.reads(2)).toMatchObject({ uid: 'E004010046A847AE' });
    },
    slow,
  );
});

test('a device that is named by its USB numbers is found in whatever socket it is', async () => {
  const root = directory();
  const usb = join(root, 'devices/usb1/1-2');
  const plug = (name: string, port: string, serial: string | null): void => {
    const at = join(usb, port);
    mkdirSync(join(at, `${port}:1.0`, name), { recursive: true });
    for (const [file, text] of Object.entries({ idVendor: '0403', idProduct: '6001', manufacturer: 'FTDI' }))
      writeFileSync(join(at, file), `${text}\n`);
    if (serial !== null) writeFileSync(join(at, 'serial'), `${serial}\n`);
    mkdirSync(join(root, 'tty', name), { recursive: true });
    symlinkSync(join(at, `${port}:1.0`, name), join(root, 'tty', name, 'device'));
  };
  mkdirSync(join(root, 'tty/console'), { recursive: true });
  const ports = () => Promise.resolve(linuxUsbPorts({ classes: join(root, 'tty'), devices: join(root, 'dev') }));
  const transport = (path: string) =>
    createSerialTransport({ line: { path, baudRate: 9600, parity: 'none' }, clock: systemClock, ports });
  const hears = { bytes: () => undefined, closed: () => undefined };

  expect(await ports()).toEqual([]);
  await expect(transport('usb:0403:6001:A1').open(hears)).rejects.toThrow('Is the device plugged in?');
  plug('ttyUSB0', '1-2.1', 'B2');
  plug('ttyUSB1', '1-2.2', 'A1');
  expect(await ports()).toEqual([
    {
      path: join(root, 'dev/ttyUSB0'),
      manufacturer: 'FTDI',
      usb: { vendorId: '0403', productId: '6001', serialNumber: 'B2' },
    },
    {
      path: join(root, 'dev/ttyUSB1'),
      manufacturer: 'FTDI',
      usb: { vendorId: '0403', productId: '6001', serialNumber: 'A1' },
    },
  ]);
  await expect(transport('usb:0403:6001:C3').open(hears)).rejects.toThrow('Is the device plugged in?');
  if (!hasSocat) return;
  mkdirSync(join(root, 'dev'));
  const socat = start('socat', [`pty,link=${join(root, 'dev/ttyUSB1')},raw,echo=0`, '-']);
  await until('the pty', () => existsSync(join(root, 'dev/ttyUSB1')));
  const connection = await transport('USB:0403:6001:A1').open(hears);
  await connection.close();
  socat.kill('SIGKILL');
  rmSync(join(root, 'tty/ttyUSB1'), { recursive: true });
  await expect(transport('usb:0403:6001:A1').open(hears)).rejects.toThrow('Is the device plugged in?');
}, 30_000);

function childrenOf({ pid }: ChildProcess): readonly number[] {
  const told = spawnSync('cat', [`/proc/${pid}/task/${pid}/children`]).stdout.toString();
  return told.split(' ').filter(Boolean).map(Number);
}

/** As udev does it: the new link takes the old one's place in one step. */
function renewLink(link: string, to: string): void {
  symlinkSync(to, `${link}.new`);
  renameSync(`${link}.new`, link);
}
