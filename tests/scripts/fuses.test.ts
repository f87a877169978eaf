// The fuses of Electron's binary: the table against the library that burns them, and the burning on a stand-in for the binary
// that holds a fuse wire as Electron's does. The real binary is burnt and read by `npm run electron:fuses`, where it is.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { burn, fuses, unnamed, wrongIn } from '../../scripts/fuses.ts';

/** Sentinel, version 1, so many fuses, then one letter each: 1 on, 0 off, r gone. */
const standIn = (wire: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-fuses-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'electron');
  writeFileSync(
    file,
    Buffer.concat([
      Buffer.alloc(5000, 0x90),
      Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
      Buffer.from([1, wire.length]),
      Buffer.from(wire),
      Buffer.alloc(5000, 0x90),
    ]),
  );
  return file;
};

test('the table speaks of every fuse there is, and of no other', () => {
  expect(unnamed(fuses)).toEqual([]);
  expect(unnamed({ RunAsNode: { on: false } })).toContain('EnableNodeOptionsEnvironmentVariable');
});

test('the doors that let foreign code in are shut', () => {
  for (const name of [
    'RunAsNode',
    'EnableNodeOptionsEnvironmentVariable',
    'EnableNodeCliInspectArguments',
    'GrantFileProtocolExtraPrivileges',
  ] as const)
    expect([name, fuses[name].on]).toEqual([name, false]);
});

test('burnt, each stands as the table says; as Electron is delivered, it does not', async () => {
  const binary = standIn('101100011');
  expect(await wrongIn(binary, fuses)).toContain('RunAsNode is to be off and is not.');
  await burn(binary, fuses);
  expect(await wrongIn(binary, fuses)).toEqual([]);
});

test('a binary without fuses, or with one that is gone, is not called good', async () => {
  const folder = standIn('');
  writeFileSync(folder, 'no fuses here');
  await expect(wrongIn(folder, fuses)).rejects.toThrow();
  expect(await wrongIn(standIn('00000000r'), fuses)).toContain('WasmTrapHandlers is to be on and is not.');
});
