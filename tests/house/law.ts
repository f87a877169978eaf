// The law of the house, as tables and as rules over sources. Pure: texts in, faults out; house.test.ts reads the files.
import { posix } from 'node:path';
import type { Import, Source } from './source.ts';

export type Fault = { readonly path: string; readonly line: number; readonly says: string };

/** Who may import whom (besides itself). `.` is the root: its configs. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  sip2: [],
  drivers: [],
  station: ['contract', 'sip2', 'drivers'],
  renderer: ['contract'],
  electron: ['station'],
  scripts: [],
  tests: ['contract', 'sip2', 'drivers', 'station', 'renderer', 'electron', 'scripts'],
  '.': ['scripts'],
};

/**
 * Where each library lives: files, or whole rooms and folders (with a `/` at the end). `types`: where its types alone may be
 * named, too. Tests may import any of them.
 */
export type Place = { readonly library: string; readonly in: readonly string[]; readonly types?: readonly string[] };
export const places: readonly Place[] = [
  { library: 'zod', in: ['contract/', 'drivers/', 'station/'] },
  { library: 'intl-messageformat', in: ['contract/words/words.ts', 'contract/words/own.ts'] },
  // Bytes on a wire: one file per room.
  {
    library: 'node:net',
    in: ['sip2/socket.ts', 'drivers/transport/tcp.ts', 'drivers/simulate.ts'],
  },
  { library: 'iconv-lite', in: ['sip2/charset.ts'] },
  { library: 'node:tls', in: ['sip2/tls.ts'] },
  { library: 'serialport', in: ['drivers/transport/serial.ts'] },
  { library: 'node-hid', in: ['drivers/transport/hid.ts'] },
  // Fetched apart, see extras/pcsc.
  { library: 'pcsc-mini', in: ['drivers/transport/pcsc.ts'] },
  { library: 'llrpjs', in: ['drivers/rfid/llrp/frame.ts'] },
  { library: 'node:http', in: ['station/web.ts'], types: ['station/'] },
  { library: 'node:https', in: ['station/web-desk.ts'] },
  { library: 'ws', in: ['station/web-glass.ts'] },
  { library: '@peculiar/x509', in: ['station/self-made.ts'] },
  { library: 'reflect-metadata', in: ['station/self-made.ts'] },
  { library: 'nodemailer', in: ['station/mail/smtp.ts'] },
  // Native code and files of the station.
  {
    library: 'better-sqlite3',
    in: [
      'station/journal/database.ts',
      'station/journal/keeping.ts',
      'station/journal/salvage.ts',
      'station/diagnostics/journal-told.ts',
    ],
    types: ['station/journal/letter-table.ts', 'station/journal/registration-table.ts'],
  },
  // Node's own, where the station's libraries are not: on the former version's Node, in an upgrade.
  { library: 'node:sqlite', in: ['scripts/package/trial.ts'] },
  { library: 'pino', in: ['station/log.ts'] },
  { library: 'age-encryption', in: ['station/settings/seal-worker.ts'] },
  { library: 'csv-stringify', in: ['station/registry/import-file.ts', 'station/tagging-file.ts'] },
  { library: 'prom-client', in: ['station/metrics.ts'] },
  // Paper.
  { library: '@resvg/resvg-wasm', in: ['drivers/printer/picture.ts', 'scripts/package/icon.ts'] },
  { library: 'opentype.js', in: ['drivers/printer/font.ts'] },
  { library: 'pngjs', in: ['drivers/printer/png.ts'] },
  { library: '@point-of-sale/receipt-printer-encoder', in: ['drivers/printer/text.ts'] },
  { library: 'uqr', in: ['drivers/printer/qr.ts', 'renderer/parts/qr.tsx'] },
  // Glass.
  { library: 'react', in: ['renderer/'] },
  { library: 'react-dom', in: ['renderer/'] },
  { library: 'lucide-react', in: ['renderer/parts/icon.tsx'] },
  { library: '@expo-google-fonts/be-vietnam-pro', in: ['renderer/', 'drivers/printer/font.ts'] },
  // The case.
  { library: 'electron', in: ['electron/main.ts', 'electron/preload.cts'], types: ['electron/'] },
  {
    library: 'node:child_process',
    in: [
      'electron/main.ts',
      'scripts/',
      'drivers/simulate.ts',
      'drivers/transport/queue.ts',
      'station/voice.ts',
      'station/notify.ts',
      'station/private-folder.ts',
      'station/diagnose.ts',
      'station/diagnostics/apart.ts',
    ],
    types: ['electron/'],
  },
  { library: '@electron/fuses', in: ['scripts/fuses.ts'] },
  // Tools.
  { library: 'vite', in: ['renderer/vite.config.ts', 'scripts/'] },
  { library: '@vitejs/plugin-react', in: ['renderer/vite.config.ts'] },
  { library: 'esbuild', in: ['scripts/'] },
  { library: 'vitest', in: ['vitest.config.ts'] },
  { library: '@playwright/test', in: ['playwright.config.ts', 'scripts/gallery.ts', 'scripts/preview.ts'] },
];

/** Rooms that run in a browser or anywhere: none of Node's own modules. */
const roomsWithoutNode = ['contract', 'renderer'];
/** Node's own modules that any other room may use; those that reach further are in `places`. */
const plainNode =
  /^node:(assert|buffer|crypto|events|fs|module|os|path|perf_hooks|process|readline|stream|string_decoder|timers|url|util|worker_threads|zlib)(\/|$)/;
/** The public doors of a publishable package: they are nothing but ways through. */
const doors = ['sip2/index.ts', 'sip2/acs/index.ts'];

const isConfig = (path: string): boolean => path.endsWith('.config.ts');
const isTest = (path: string): boolean => path.startsWith('tests/');
export const roomOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? '.') : '.');
const isIn = (path: string, where: readonly string[]): boolean =>
  where.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place));

/** What an import leads to. */
type Target =
  | { readonly kind: 'file'; readonly path: string; readonly room: string }
  | { readonly kind: 'room'; readonly room: string }
  | { readonly kind: 'library'; readonly library: string }
  | { readonly kind: 'unreadable' };

const targetOf = (source: Source, { of }: Import): Target => {
  if (of === null) return { kind: 'unreadable' };
  if (of.startsWith('.')) {
    const path = posix.join(posix.dirname(source.path), of.replace(/\?.*$/, ''));
    return { kind: 'file', path, room: roomOf(path) };
  }
  if (of === 'sip2' || of.startsWith('sip2/')) return { kind: 'room', room: 'sip2' };
  const steps = of.split('/');
  return {
    kind: 'library',
    library: of.startsWith('node:') ? of : steps.slice(0, of.startsWith('@') ? 2 : 1).join('/'),
  };
};

/** Rooms import only along the arrows, and a package only through its door. */
export const arrows = (sources: readonly Source[]): readonly Fault[] =>
  sources.flatMap((source) =>
    source.imports.flatMap((one) => {
      const at = (says: string): readonly Fault[] => [{ path: source.path, line: one.line, says }];
      const target = targetOf(source, one);
      const from = roomOf(source.path);
      if (target.kind === 'unreadable')
        return isTest(source.path) ? [] : at('imports something computed; name it, so that it can be read');
      if (target.kind === 'library') return [];
      if (target.kind === 'room' && from === target.room) return at(`imports its own room as "${one.of}"; use a path`);
      if (from === target.room) return [];
      const allowed = mayImport[from];
      if (allowed === undefined) return at(`stands in ${from}, which is no room; move it or give the room its arrows`);
      if (!allowed.includes(target.room))
        return at(
          `imports ${one.of}: ${from} may import ${allowed.join(', ') || 'no other room'}; move the line to where it belongs`,
        );
      if (target.kind === 'file' && target.room === 'sip2' && !isTest(source.path))
        return at(`reaches into the package sip2 by path (${one.of}); import from 'sip2'`);
      return [];
    }),
  );

/** Each library stands where its table says; one that has no place yet is a question, not a habit. */
export const libraries = (sources: readonly Source[]): readonly Fault[] =>
  sources.flatMap((source) =>
    source.imports.flatMap((one) => {
      const target = targetOf(source, one);
      if (target.kind !== 'library' || isTest(source.path)) return [];
      const at = (says: string): readonly Fault[] => [{ path: source.path, line: one.line, says }];
      const { library } = target;
      const room = roomOf(source.path);
      if (library.startsWith('node:') && roomsWithoutNode.includes(room) && !isConfig(source.path))
        return at(`imports ${library}: ${room} has no Node; say it in data and let another room do it`);
      if (plainNode.test(library)) return [];
      const place = places.find((row) => library === row.library);
      if (place === undefined)
        return at(`imports ${library}, which has no place yet; give it one in tests/house/law.ts`);
      if (isIn(source.path, place.in) || (one.typeOnly && isIn(source.path, place.types ?? []))) return [];
      return at(`imports ${library}, which lives in ${place.in.join(', ')} only; go through there`);
    }),
  );

/** No file comes back to itself by its imports; types count: two files that need each other's types are one thought. */
export const circles = (sources: readonly Source[]): readonly Fault[] => {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const done = new Set<string>();
  const faults: Fault[] = [];
  const walk = (source: Source, trail: readonly string[]): void => {
    if (done.has(source.path)) return;
    for (const one of source.imports) {
      const target = targetOf(source, one);
      if (target.kind !== 'file') continue;
      const next = byPath.get(target.path);
      if (next === undefined) continue;
      const path = [...trail, source.path];
      const start = path.indexOf(next.path);
      if (start === -1) walk(next, path);
      else {
        const circle = [...path.slice(start), next.path].join(' → ');
        faults.push({ path: source.path, line: one.line, says: `closes a circle: ${circle}; move what they share` });
      }
    }
    done.add(source.path);
  };
  for (const source of sources) walk(source, []);
  return faults;
};

/** A thing has one name everywhere. */
export const defaultExports = (sources: readonly Source[]): readonly Fault[] =>
  sources
    .filter(({ path }) => !isConfig(path))
    .flatMap(({ path, defaults }) =>
      defaults.map((line) => ({ path, line, says: 'exports a default; give it its name' })),
    );

/** An import names the file where the thing is. */
export const barrels = (sources: readonly Source[]): readonly Fault[] =>
  sources.flatMap(({ path, isBarrel, stars }) => [
    ...(isBarrel && !doors.includes(path)
      ? [{ path, line: 1, says: 'only passes on what others export; import from those files and remove this one' }]
      : []),
    ...stars.map((line) => ({ path, line, says: 'exports everything of another file; name what is meant' })),
  ]);

/** A file opens with its plate. */
export const plates = (sources: readonly Source[]): readonly Fault[] =>
  sources
    .filter(({ firstLine }) => !/^\/\/ \S|^\/\*/.test(firstLine))
    .map(({ path }) => ({
      path,
      line: 1,
      says: 'has no plate; open with a comment that says what it knows and must not know',
    }));

/** What only one machine knows: its paths, and where its packages come from. */
const foreignWords: readonly { readonly pattern: RegExp; readonly says: string }[] = [
  {
    pattern: /(?<![\w.$}])\/(?:work|root|home\/[\w.-]+|Users\/[\w.-]+)\/[\w.-]/,
    says: 'names a path of one machine; make it relative or a setting',
  },
  { pattern: /[A-Z]:\\Users\\/, says: 'names a path of one machine; make it relative or a setting' },
  {
    // A host, and not a setting that happens to be called so: `registry.auth.token`.
    pattern:
      /\b(?:registry\.(?!auth\.)|(?:mirror|nexus|artifactory|verdaccio|pypi|npm)\.)[a-z0-9-]+\.[a-z]{2,}|"resolved": "\w+:\/\//,
    says: 'names a package registry; that is for the settings of the machine that installs',
  },
];

/** For every text in the repository, whatever its kind. */
export const words = (texts: readonly { readonly path: string; readonly text: string }[]): readonly Fault[] =>
  texts.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) =>
        foreignWords
          .filter(({ pattern }) => pattern.test(line))
          .map(({ says }) => ({ path, line: index + 1, says: `${says}: ${line.trim().slice(0, 80)}` })),
      ),
  );
