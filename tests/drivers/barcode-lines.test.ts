// Scanners on real lines: a pty made by socat and a TCP port, each with a simulated scanner at its far end.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../drivers/clock.ts';
import { openScanner } from '../../drivers/open.ts';
import { scannerSettings } from '../../drivers/settings.ts';
import { cleanUp, cleanUps, directory, hasSocat, order, pty, tcpSimulator, until } from './far-ends.ts';

const cccd = '001090012345|123456789|Nguyễn Văn An|02011990|Nam|12 Phố Huế,\rHà Nội|15042021';

afterEach(cleanUp);

const listen = (settings: object) => {
  const heard: string[] = [];
  const { scanner } = openScanner({
    settings: scannerSettings.parse(settings),
    clock: systemClock,
    record: null,
    hears: (event) => {
      if (event.kind === 'scanned') heard.push(`${event.symbology ?? '-'} ${event.text}`);
      if (event.kind === 'garbled') heard.push(event.because);
    },
  });
  cleanUps.push(() => scanner.close());
  return { scanner, heard };
};

test.skipIf(!hasSocat)(
  'on a serial line, byte by byte, with a prefix, its symbology and no terminator',
  async () => {
    const control = join(directory(), 'control');
    const habits = ['--real-time', '--set', 'suffix=none', '--set', 'prefix=~', '--set', 'aim=true'];
    const { path } = await pty(['scanner', '--control', control, ...habits]);
    const { scanner, heard } = listen({ prefix: '~', silenceMs: 400, connection: { kind: 'serial', path } });
    await until('the open line', () => scanner.state().at === 'ready' && existsSync(control));
    await order(control, { kind: 'scan', text: '30123000012345' });
    await until('the number', () => heard.length === 1);
    await order(control, { kind: 'scan', text: cccd });
    await until('the citizen card', () => heard.length === 2);
    expect(heard).toEqual(['code-128 30123000012345', `qr ${cccd.replace('\r', ' ')}`]);
  },
  30_000,
);

test('on a TCP port, two codes on each other’s heels', async () => {
  const control = join(directory(), 'control');
  const port = await tcpSimulator('scanner', ['--control', control]);
  const { scanner, heard } = listen({ connection: { kind: 'tcp', host: '127.0.0.1', port } });
  await until('the open line', () => scanner.state().at === 'ready');
  await Promise.all(['30123000012345', '30123000012346'].map((text) => order(control, { kind: 'scan', text })));
  await until('both', () => heard.length === 2);
  expect(heard.toSorted()).toEqual(['- 30123000012345', '- 30123000012346']);
}, 30_000);

test('set to another parity than the line, is told to be so', async () => {
  const control = join(directory(), 'control');
  const port = await tcpSimulator('scanner', ['--control', control, '--set', 'parity=even']);
  const { scanner, heard } = listen({ connection: { kind: 'tcp', host: '127.0.0.1', port } });
  await until('the open line', () => scanner.state().at === 'ready');
  await order(control, { kind: 'scan', text: '30123000012345' });
  await until('the scan', () => heard.length === 1);
  expect(heard).toEqual(['parity-bits']);
}, 30_000);
