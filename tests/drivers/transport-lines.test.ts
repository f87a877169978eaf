// Real lines: a pty made by socat and a TCP port, each with a simulated reader or scanner at its far end.
import { existsSync } from 'node:fs';
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
import { cleanUp, cleanUps, directory, hasSocat, order, pty, tcpSimulator, until } from './far-ends.ts';

const uid = 'E004010046A847AD';
const afi = { armed: 0x07, disarmed: 0xc2 };

afterEach(cleanUp);

const open = (connection: unknown, frames = 'standard') => {
  const events: PadEvent[] = [];
  const settings = readerSettings.parse({ maker: 'feig', frames, connection });
  const { pad } = openPad({
    settings,
    rule: { afi, eas: false },
    clock: systemClock,
    record: null,
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
    // A simulator that starts slowly is called too early once or twice, each time with another sentence of trouble.
    const turns = states().filter((state, nth, all) => state !== all[nth - 1]);
    expect(turns.slice(-4)).toEqual(['ready', 'trouble', 'ready', 'closed']);
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
      record: null,
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
  const port = await tcpSimulator('feig', ['--set', 'frames=advanced', '--control', control]);
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
  const port = await tcpSimulator('feig', []);
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
