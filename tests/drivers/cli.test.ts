// The technician's command line, against readers that run as programs of their own.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { run } from '../../drivers/cli/run.ts';
import { systemClock } from '../../drivers/clock.ts';
import { cleanUp, directory, tcpSimulator, until } from './far-ends.ts';

afterEach(cleanUp);

const uid = 'E004010046A847AD';
const nowhere = {
  list: () => Promise.reject(new Error('HID support is missing on this machine: install libusb-1.0.')),
  open: () => Promise.reject(new Error('no')),
};

const typed = async (args: readonly string[], stop = new AbortController()) => {
  const printed: string[] = [];
  const complained: string[] = [];
  const code = await run(args, {
    print: (text) => printed.push(text),
    complain: (text) => complained.push(text),
    clock: systemClock,
    serialPorts: () => Promise.resolve([{ path: '/dev/ttyUSB0', model: 'FTDI 0403:6001', stable: null }]),
    hid: nowhere,
    pcscReaders: () => Promise.resolve([]),
    stop: stop.signal,
  });
  return { code, printed, complained };
};

const deviceAt = (port: number): readonly string[] => [
  '--device',
  JSON.stringify({ maker: 'feig', connection: { kind: 'tcp', host: '127.0.0.1', port } }),
];

test('a tag is read, armed, disarmed and written, and each is read back', async () => {
  const port = await tcpSimulator('feig', ['--tag', `${uid}=31234000001014`]);
  const device = deviceAt(port);
  const listed = await typed(['inventory', ...device]);
  expect(listed.code).toBe(0);
  expect(listed.printed[1]).toContain(`${uid}  item 31234000001014`);
  expect(listed.printed[1]).toContain('AFI 07');

  expect(await typed(['disarm', uid, ...device])).toMatchObject({ code: 0 });
  expect((await typed(['inventory', ...device, '--json'])).printed.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ uid, afi: 0xc2, meaning: expect.objectContaining({ id: '31234000001014' }) }),
  ]);
  expect(await typed(['arm', uid, ...device])).toMatchObject({ code: 0 });

  const other = await typed(['write', uid, '--item', '31234000009999', ...device]);
  expect(other.code).toBe(1);
  expect(other.complained[0]).toContain('--over');
  expect(await typed(['write', uid, '--item', '31234000009999', '--over', ...device])).toMatchObject({ code: 0 });
  const read = await typed(['read', uid.toLowerCase(), ...device]);
  expect(read.printed.at(-1)).toContain('item 31234000009999');
});

test('an item on a UHF pad is told by its number, too', async () => {
  const port = await tcpSimulator('a0', ['--tag', '1=31234000001014']);
  const connection = { kind: 'tcp', host: '127.0.0.1', port };
  const { code, printed } = await typed(['inventory', '--device', JSON.stringify({ maker: 'a0', connection })]);
  expect([code, printed[1]]).toEqual([0, expect.stringContaining('item 31234000001014 (iso-28560-4)')]);
});

test('a whole session can be kept, byte by byte', async () => {
  const port = await tcpSimulator('feig', ['--tag', `${uid}=31234000001014`]);
  const trace = join(directory(), 'trace.jsonl');
  await typed(['inventory', '--record', trace, ...deviceAt(port)]);
  const lines = readFileSync(trace, 'utf8').trim().split('\n');
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ kind: 'sent', hex: '05FF65E5CB' });
});

test('a reader on the network is identified, with its settings', async () => {
  const port = await tcpSimulator('feig', ['--set', 'frames=advanced']);
  const { code, printed } = await typed(['identify', `127.0.0.1:${port}`, '--json', '--settings', '/nowhere.json']);
  expect(code).toBe(0);
  expect(JSON.parse(printed[0] ?? '')).toMatchObject({
    kind: 'reader',
    settings: { maker: 'feig', frames: 'advanced', connection: { kind: 'tcp', port } },
  });
});

test.each(['feig', 'threem', 'rfidstation', 'uhfreader', 'a0', 'llrp', 'twn4'])(
  'a %s behind a port that somebody named is identified, though it be a serial line’s box',
  async (maker) => {
    const port = await tcpSimulator(maker);
    const { code, printed } = await typed(['identify', `127.0.0.1:${port}`, '--json', '--settings', '/nowhere.json']);
    expect(code).toBe(0);
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({ settings: { maker, connection: { kind: 'tcp', port } } });
  },
);

test('a port that the settings give to the printer is left alone', async () => {
  const settings = join(directory(), 'settings.json');
  const printer = { connection: { kind: 'serial', path: '/dev/ttyUSB7' } };
  writeFileSync(settings, JSON.stringify({ version: 1, places: [{ kind: 'kiosk', name: 'K1', printer }] }));
  const { code, complained } = await typed(['identify', '/dev/ttyUSB7', '--settings', settings]);
  expect(code).toBe(3);
  expect(complained[0]).toBe('The settings give /dev/ttyUSB7 to the printer of "K1".');
});

test('what a reader tells is watched until it is enough', async () => {
  const port = await tcpSimulator('feig', ['--tag', `${uid}=31234000001014`]);
  const stop = new AbortController();
  const printed: string[] = [];
  const over = run(['watch', 'reader', ...deviceAt(port)], {
    print: (text) => printed.push(text),
    complain: () => undefined,
    clock: systemClock,
    serialPorts: () => Promise.resolve([]),
    hid: nowhere,
    pcscReaders: () => Promise.resolve([]),
    stop: stop.signal,
  });
  await until('the tag', () => printed.some((line) => line.includes('tag-read')));
  stop.abort();
  expect(await over).toBe(0);
  expect(printed[0]).toMatch(/^ready: FEIG/);
});

test('what is plugged in is listed, and what this machine cannot tell is named', async () => {
  const { code, printed, complained } = await typed(['list']);
  expect(code).toBe(0);
  expect(printed[0]).toContain('/dev/ttyUSB0');
  expect(complained[0]).toContain('libusb');
});

test.each([
  [[], 2],
  [['frobnicate'], 2],
  [['read'], 2],
  [['read', 'no-uid'], 2],
  [['write', uid], 2],
  [['watch', 'cat'], 2],
  [['identify'], 2],
  [['inventory', '--device', '{'], 2],
  [['inventory', '--device', '{"maker":"acme"}'], 2],
  [['inventory', '--settings', '/nowhere/settings.json'], 2],
  [['inventory', '--frobnicate'], 2],
  [['inventory', '--record', '/nowhere/trace.jsonl', ...deviceAt(1)], 2],
  [['watch', 'reader', '--record', '/nowhere/trace.jsonl', ...deviceAt(1)], 2],
  [['inventory', ...deviceAt(1)], 3],
  [['help'], 0],
  [['write', '--help'], 0],
] as const)('%j ends with %i', async (args, wanted) => {
  const { code, printed, complained } = await typed(args);
  expect(code).toBe(wanted);
  expect(wanted === 0 ? printed : complained).not.toHaveLength(0);
});
