// Cables pulled out of a real pty in every way that a serial port is known to keep quiet about; outcomes and their order,
// with generous bounds in time (`npm run bench -- drivers` measures it).
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { pass, systemClock } from '../../drivers/clock.ts';
import { createFileTransport } from '../../drivers/transport/file.ts';
import { createSerialTransport } from '../../drivers/transport/serial.ts';
import { cleanUp, cleanUps, directory, hasSocat, start, until } from './far-ends.ts';

afterEach(cleanUp);

const slow = 30_000;

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
  const connection = await transport.open({ bytes: () => undefined, closed: ({ because }) => closings.push(because) });
  cleanUps.push(() => connection.close());
  return { connection, closings };
};

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
      await pass(systemClock, 600);
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
      await pass(systemClock, 50);
      socat.kill('SIGKILL');
      connection.write(Uint8Array.of(1));
      await until('the closing', () => closings[0]);
      await connection.close();
      await pass(systemClock, 600);
      expect(closings).toEqual([`serial ${path}: the device was unplugged.`]);
    },
    slow,
  );

  test(
    'with a question in flight and nothing written after: told soon, and no core burns',
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
        expect(performance.now() - killedAt).toBeLessThan(4000);
        await pass(systemClock, 2000 - Math.min(2000, performance.now() - killedAt));
        const { user, system } = process.cpuUsage(before);
        busyMs += (user + system) / 1000;
        ends.push(closings);
        await connection.close();
      }
      expect(ends.map(({ length }) => length)).toEqual([1, 1, 1]);
      // Six seconds were watched; one burning core would be six thousand.
      expect(busyMs).toBeLessThan(3000);
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
      await pass(systemClock, 600);
      expect(closings).toEqual([]);
    },
    slow,
  );
});

test.skipIf(!hasSocat)(
  'a device file that vanishes is told once, also where reading it is no error',
  async () => {
    const { path, socat } = await deafPty();
    const closings: string[] = [];
    const transport = createFileTransport({ path, clock: systemClock });
    const connection = await transport.open({
      bytes: () => undefined,
      closed: ({ because }) => closings.push(because),
    });
    cleanUps.push(() => connection.close());
    socat.kill('SIGKILL');
    const because = await until('the closing', () => closings[0]);
    expect(because).toContain('was lost');
    connection.write(Uint8Array.of(1));
    await connection.close();
    await connection.close();
    expect(closings).toHaveLength(1);
  },
  slow,
);
