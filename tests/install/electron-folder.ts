// A stand-in for Electron's unpacked distribution: a program that holds a fuse wire as Electron's does and shows nothing, and the
// files beside it that a packager handles.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { electronProgram } from '../../scripts/package/desktop.ts';
import type { Platform } from '../../scripts/package/contents.ts';

/** As Electron delivers them, in the order of its own list (1 on, 0 off), behind its mark: version 1, so many fuses, a letter each. */
const wire = '101100011';
const fuseWire = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, wire.length]),
  Buffer.from(wire),
]);

/** The smallest program for 64-bit Windows that a packager can write icon and version into: headers, and one section of data. */
const forWindows = (content: Buffer): Buffer => {
  const program = Buffer.alloc(0x400);
  program.write('MZ', 0, 'latin1');
  program.writeUInt32LE(0x80, 0x3c);
  program.write('PE\0\0', 0x80, 'latin1');
  program.writeUInt16LE(0x8664, 0x84); // x64
  program.writeUInt16LE(1, 0x86); // sections
  program.writeUInt16LE(240, 0x94); // size of the optional header
  program.writeUInt16LE(0x22, 0x96); // a program, of large addresses
  const optional = 0x98;
  program.writeUInt16LE(0x20b, optional);
  program.writeUInt32LE(0x1000, optional + 32); // sections are this much apart in memory
  program.writeUInt32LE(0x200, optional + 36); // and in the file
  program.writeUInt32LE(0x2000, optional + 56); // size in memory
  program.writeUInt32LE(0x200, optional + 60); // of the headers
  program.writeUInt32LE(16, optional + 108); // data directories, all empty
  const section = optional + 240;
  program.write('.data', section, 'latin1');
  program.writeUInt32LE(content.length, section + 8);
  program.writeUInt32LE(0x1000, section + 12);
  program.writeUInt32LE(0x200, section + 16);
  program.writeUInt32LE(0x200, section + 20);
  program.writeUInt32LE(0xc0000040, section + 36);
  content.copy(program, 0x200);
  return program;
};

export const layElectron = (into: string, platform: Platform, version: string): void => {
  mkdirSync(join(into, 'locales'), { recursive: true });
  mkdirSync(join(into, 'resources'));
  const program =
    platform === 'win-x64' ? forWindows(fuseWire) : Buffer.concat([Buffer.from('#!/bin/sh\n#'), fuseWire]);
  writeFileSync(join(into, electronProgram(platform)), program, { mode: 0o755 });
  writeFileSync(join(into, 'version'), version);
  writeFileSync(join(into, 'LICENSE'), 'The licence of Electron.\n');
  writeFileSync(join(into, 'LICENSES.chromium.html'), 'The licences of Chromium.\n');
  for (const language of ['vi', 'en-US', 'de']) writeFileSync(join(into, `locales/${language}.pak`), language);
};
