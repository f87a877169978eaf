// The law of the house (who may import whom, one name per thing, no circles, plates) over every file that stands here.
// Each rule is also shown a planted fault: a law that cannot be broken says nothing.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  type Fault,
  arrows,
  barrels,
  circles,
  defaultExports,
  libraries,
  mayImport,
  places,
  plates,
  roomOf,
  words,
} from './house/law.ts';
import { type Source, readSource } from './house/source.ts';

const root = join(import.meta.dirname, '..');
/** Made, installed or kept by a running station: not ours to judge. */
const notOurs = new Set(['node_modules', 'build', 'dist', 'data', 'test-results', '.vitest', '.git']);
const code = /\.(?:ts|tsx|mts|cts|mjs)$/;
const text =
  /\.(?:ts|tsx|mts|cts|mjs|js|json|jsonl|md|css|html|svg|yml|yaml|service|sh|txt)$|^[^.]+$|^\.[a-z]+(?:rc|ignore)?$/;

const walk = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (notOurs.has(entry.name)) return [];
    if (entry.isDirectory()) return walk(path);
    return entry.isFile() ? [path] : [];
  });
const paths = walk('');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const sources = paths.filter((path) => code.test(path)).map((path) => readSource(path, read(path)));

const told = (faults: readonly Fault[]): readonly string[] =>
  faults.map(({ path, line, says }) => `${path}:${line} ${says}`);

test('there is something to judge in every room', () => {
  expect([...new Set(sources.map(({ path }) => roomOf(path)))].toSorted()).toEqual(Object.keys(mayImport).toSorted());
});

test('rooms import along the arrows only', () => expect(told(arrows(sources))).toEqual([]));
test('libraries stand in their places', () => expect(told(libraries(sources))).toEqual([]));
test('there are no circles', () => expect(told(circles(sources))).toEqual([]));
test('there are no default exports', () => expect(told(defaultExports(sources))).toEqual([]));
test('there are no barrels', () => expect(told(barrels(sources))).toEqual([]));
test('every file opens with its plate', () => expect(told(plates(sources))).toEqual([]));
test('nothing names the machine it was written on', () => {
  const texts = paths.filter((path) => text.test(path.split('/').at(-1) ?? ''));
  expect(told(words(texts.map((path) => ({ path, text: read(path) }))))).toEqual([]);
});

const running = ['package.json', 'sip2/package.json']
  .flatMap((path) => {
    const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(read(path));
    return Object.keys(dependencies);
  })
  .toSorted();

test('every library that runs has its place', () => {
  const placed = new Set(places.map(({ library }) => library));
  expect(running.filter((name) => !placed.has(name))).toEqual([]);
});

test('docs/licences.md names every library that runs, with its licence, and no other', () => {
  const rows = [...read('docs/licences.md').matchAll(/^\| `(.+?)` +\| (.+?) +\|/gm)].map(([, name, licence]) => [
    name,
    licence,
  ]);
  const known = running.map((name) => {
    const { license }: { license: string } = JSON.parse(read(`node_modules/${name}/package.json`));
    return [name, license];
  });
  expect(rows).toEqual(known);
});

// ── Planted faults ──

const plant = (path: string, body: string): Source => readSource(path, `// A planted file.\n${body}`);

test.each([
  ['contract/a.ts', `import { x } from '../station/x.ts';`, 'contract may import no other room'],
  ['sip2/a.ts', `import { x } from '../drivers/x.ts';`, 'sip2 may import no other room'],
  ['drivers/a.ts', `import { x } from '../../contract/x.ts';`, 'imports ../../contract/x.ts'],
  ['drivers/rfid/a.ts', `import type { X } from '../../contract/x.ts';`, 'drivers may import no other room'],
  ['drivers/a.ts', `import { encode } from 'sip2';`, 'drivers may import no other room'],
  ['station/a.ts', `import { x } from '../renderer/x.ts';`, 'station may import contract, sip2, drivers'],
  ['station/a.ts', `import { x } from '../electron/x.ts';`, 'station may import contract, sip2, drivers'],
  ['station/a.ts', `export { x } from '../tests/x.ts';`, 'station may import contract, sip2, drivers'],
  ['station/a.ts', `import { x } from '../sip2/codec.ts';`, "import from 'sip2'"],
  ['sip2/a.ts', `import { x } from 'sip2';`, 'imports its own room'],
  ['renderer/a.tsx', `const x = await import('../station/x.ts');`, 'renderer may import contract'],
  ['renderer/a.tsx', `let x: import('../drivers/x.ts').X;`, 'renderer may import contract'],
  ['electron/a.cts', `const x = require('../drivers/x.ts');`, 'electron may import station'],
  ['scripts/a.mjs', `import { x } from '../station/x.ts';`, 'scripts may import no other room'],
  ['station/a.ts', `const x = await import(somewhere);`, 'imports something computed'],
  ['attic/a.ts', `import { x } from '../station/x.ts';`, 'attic, which is no room'],
])('an arrow that is not on the plan: %s %s', (path, body, says) => {
  const faults = told(arrows([plant(path, body)]));
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain(`${path}:2 `);
  expect(faults[0]).toContain(says);
});

test.each([
  ['station/a.ts', `import { x } from '../contract/x.ts';\nimport { y } from 'sip2';\nimport { z } from './z.ts';`],
  ['tests/station/a.ts', `import { x } from '../../sip2/codec.ts';\nconst y = await import(somewhere);`],
  ['contract/a.ts', `// import { x } from '../station/x.ts';\nexport const s = "import('../station/x.ts')";`],
])('an arrow on the plan, and what only looks like one: %s', (path, body) => {
  expect(arrows([plant(path, body)])).toEqual([]);
});

test.each([
  [
    'drivers/rfid/a.ts',
    `import { SerialPort } from 'serialport';`,
    'serialport, which lives in drivers/transport/serial.ts',
  ],
  ['station/a.ts', `import type { SerialPort } from 'serialport';`, 'serialport'],
  ['station/a.ts', `import Database from 'better-sqlite3';`, 'better-sqlite3'],
  ['station/a.ts', `import { WebSocketServer } from 'ws';`, 'ws'],
  ['station/a.ts', `import { pino } from 'pino';`, 'pino'],
  ['station/a.ts', `import { connect } from 'node:net';`, 'node:net'],
  ['sip2/client.ts', `import { connect } from 'node:net';`, 'node:net'],
  ['sip2/a.ts', `import * as z from 'zod';`, 'zod'],
  ['station/a.ts', `import { app } from 'electron';`, 'electron'],
  ['electron/window.ts', `import { app } from 'electron';`, 'electron'],
  ['electron/window.ts', `import { type App, app } from 'electron';`, 'electron'],
  ['contract/a.ts', `import { useState } from 'react';`, 'react'],
  ['renderer/a.ts', `import { readFileSync } from 'node:fs';`, 'renderer has no Node'],
  ['contract/a.ts', `import { join } from 'node:path';`, 'contract has no Node'],
  ['station/a.ts', `import { createSocket } from 'node:dgram';`, 'node:dgram, which has no place yet'],
  ['station/a.ts', `import lodash from 'lodash/fp';`, 'lodash, which has no place yet'],
])('a library out of its place: %s %s', (path, body, says) => {
  const faults = told(libraries([plant(path, body)]));
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain(`${path}:2 `);
  expect(faults[0]).toContain(says);
});

test.each([
  ['drivers/transport/serial.ts', `import { SerialPort } from 'serialport';`],
  ['electron/window.ts', `import type { App } from 'electron';\nimport { type Input } from 'electron';`],
  ['tests/drivers/a.test.ts', `import { createServer } from 'node:net';`],
  ['station/settings/a.ts', `import { open } from 'node:fs/promises';\nimport * as z from 'zod';`],
])('a library in its place: %s', (path, body) => {
  expect(libraries([plant(path, body)])).toEqual([]);
});

test('a circle is told once, as the way round', () => {
  const planted = [
    plant('station/a.ts', `import { b } from './b.ts';`),
    plant('station/b.ts', `import type { C } from './deep/c.ts';`),
    plant('station/deep/c.ts', `\nimport { a } from '../a.ts';`),
    plant('station/d.ts', `import { a } from './a.ts';`),
  ];
  expect(told(circles(planted))).toEqual([
    'station/deep/c.ts:3 closes a circle: station/a.ts → station/b.ts → station/deep/c.ts → station/a.ts; move what they share',
  ]);
  expect(circles([plant('station/a.ts', `import { b } from './b.ts';`), plant('station/b.ts', '')])).toEqual([]);
});

test.each([`export default function f() {}`, `const x = 1;\nexport { x as default };`, `export default { a: 1 };`])(
  'a default export: %s',
  (body) => {
    expect(defaultExports([plant('station/a.ts', body)])).toHaveLength(1);
    expect(defaultExports([plant('renderer/vite.config.ts', body)])).toEqual([]);
  },
);

test.each([
  `export { a } from './a.ts';\nexport { b } from './b.ts';`,
  `import { a } from './a.ts';\nexport { a };`,
  `export type { A } from './a.ts';`,
])('a barrel: %s', (body) => {
  expect(barrels([plant('station/index.ts', body)])).toHaveLength(1);
  expect(barrels([plant('sip2/index.ts', body)])).toEqual([]);
});

test('a file with something of its own is no barrel, but never passes everything on', () => {
  expect(barrels([plant('station/a.ts', `export { a } from './a.ts';\nexport const b = 1;`)])).toEqual([]);
  expect(told(barrels([plant('station/a.ts', `export const b = 1;\nexport * from './a.ts';`)]))).toEqual([
    'station/a.ts:3 exports everything of another file; name what is meant',
  ]);
  expect(barrels([plant('sip2/index.ts', `export * from './a.ts';`)])).toHaveLength(1);
});

const platesOf = (first: string) => plates([readSource('station/a.ts', `${first}\nexport const a = 1;`)]);

test.each(['export const b = 1;', '', ' // late', '/// <reference lib="dom" />', '//'])(
  'a file that opens with %j has no plate',
  (first) => expect(platesOf(first)).toHaveLength(1),
);
test.each(['// A plate.', '/* A plate. */'])('a file that opens with %j has its plate', (first) =>
  expect(platesOf(first)).toEqual([]),
);

// Cut in two by `|`, so that this file itself names no machine.
test.each([
  "const folder = '/ro|ot/tram';",
  'see /wo|rk/main/README.md',
  'open /ho|me/an/tram',
  '"resolved": "ht|tps://example.org/a.tgz"',
  'registry=https://regi|stry.npmjs.org/',
  'C:\\Us|ers\\an',
])('a word of one machine: %s', (line) => {
  expect(told(words([{ path: 'docs/a.md', text: `First.\n${line.replace('|', '')}` }]))[0]).toContain('docs/a.md:2 ');
});

test.each(['https://example.org/work/here', "join(root, 'work/x')", '/var/lib/tram', '../home/x/y', 'npm.cmd'])(
  'a word that is no machine’s: %s',
  (line) => {
    expect(words([{ path: 'docs/a.md', text: line }])).toEqual([]);
  },
);
