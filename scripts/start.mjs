// `npm start`: from a fresh checkout to a station with a window. stdout carries the one ready line, everything else is stderr.
// The window is Electron where its binary is, else Chromium, else the address for any browser.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import {
  environment,
  findChromium,
  findElectron,
  findNode,
  hasDisplay,
  installLibraries,
  root,
  run,
} from './ground.mjs';
import { Mendable, isEnding, runProgram, start, tell } from './household.mjs';

const help = `npm start -- [options]

  --port N         the station's port on 127.0.0.1; 0 takes any free one
  --data DIR       where the station keeps its journal and settings (default: ./data)
  --settings FILE  the settings file (default: in the data directory)
  --set-up         a station in earnest: where it has no settings yet it begins with the assistant, not with the demonstration
  --kiosk          fill the screen, with no way out for patrons (Chromium needs a window manager for it)
  --no-window      start the station only and print its address
  --help           this text

The window is Electron where it was fetched (npm run electron:fetch), else Chromium.
Ctrl-C ends everything.
`;

/** How long a station may take until it is ready, and everything to end once it is told to. */
const readyTimeoutMs = 60_000;
const endTimeoutMs = 1_900;

/** @typedef {{ port: string | null, data: string, settings: string | null, setsUp: boolean, kiosk: boolean, window: boolean }} Asked */

/** npm runs this in the checkout; the person may have stood elsewhere. @param {string} given */
const fromWhereTheyStood = (given) => resolve(process.env['INIT_CWD'] ?? process.cwd(), given);

/** The options, or null when help was asked for; throws a sentence about a wrong one. @returns {Asked | null} */
const readOptions = () => {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      data: { type: 'string' },
      settings: { type: 'string' },
      'set-up': { type: 'boolean', default: false },
      kiosk: { type: 'boolean', default: false },
      'no-window': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  if (values.port !== undefined && !(/^\d{1,5}$/.test(values.port) && Number(values.port) <= 65_535))
    throw new Error(`--port takes a number from 0 to 65535, not "${values.port}".`);
  return {
    port: values.port ?? null,
    data: values.data === undefined ? join(root, 'data') : fromWhereTheyStood(values.data),
    settings: values.settings === undefined ? null : fromWhereTheyStood(values.settings),
    setsUp: values['set-up'],
    kiosk: values.kiosk,
    window: !values['no-window'],
  };
};

/**
 * Passes a program's lines on: the ready line to stdout, all others to stderr. Resolves with the address.
 * @param {import('node:child_process').ChildProcess} member @returns {Promise<string>}
 */
const hearReady = (member) =>
  new Promise((ready) => {
    if (member.stdout === null) return;
    createInterface({ input: member.stdout }).on('line', (line) => {
      const address = /^Tram is ready: (http:\/\/\S+)$/.exec(line)?.[1];
      if (address === undefined) tell(line);
      else {
        process.stdout.write(`${line}\n`);
        ready(address);
      }
    });
  });

/** @param {string | null} because */
const none = (because) => ({ kind: /** @type {const} */ ('none'), because });

/** The way to show the glass: the first of these that this machine can go. @param {Asked} asked */
const chooseWindow = (asked) => {
  if (!asked.window) return none(null);
  if (!hasDisplay(process.env)) return none('there is no display');
  const electron = findElectron(process.env);
  if (electron !== null) return { kind: /** @type {const} */ ('electron'), program: electron };
  const chromium = findChromium(process.env);
  if (chromium !== null) return { kind: /** @type {const} */ ('chromium'), program: chromium };
  return none('neither Electron (npm run electron:fetch) nor Chromium is here');
};

/** Chromium's sandbox, and with it Electron's, refuses to run as root. @param {readonly string[]} flags */
const asRoot = (...flags) => (process.getuid?.() === 0 ? flags : []);

/** Electron starts the station itself, and again when it falls. @param {Asked} asked @param {string} electron */
const startElectron = (asked, electron) => {
  const { member, ended } = start(electron, [...asRoot('--no-sandbox'), join(root, 'build/electron/main.mjs')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 2],
    env: {
      ...environment(),
      TRAM_DATA: asked.data,
      ...(asked.port === null ? {} : { TRAM_PORT: asked.port }),
      ...(asked.settings === null ? {} : { TRAM_SETTINGS: asked.settings }),
      ...(asked.setsUp ? { TRAM_SET_UP: '1' } : {}),
      ...(asked.kiosk ? {} : { TRAM_WINDOWED: '1' }),
    },
  });
  void hearReady(member);
  return ended;
};

/** @param {Asked} asked @param {string} node */
const startStation = (asked, node) => {
  const args = ['station/main.ts', '--data', asked.data];
  if (asked.port !== null) args.push('--port', asked.port);
  if (asked.settings !== null) args.push('--settings', asked.settings);
  if (asked.setsUp) args.push('--set-up');
  // The leash ends the station even where this program is killed; its end in our hand is the open stdin.
  return start(node, ['--import', './electron/leash.ts', ...args], {
    cwd: root,
    stdio: ['pipe', 'pipe', 2],
    env: environment(),
  });
};

/**
 * Opens Chromium with a profile of its own that is thrown away: nothing of a patron stays in a browser.
 * @param {{ address: string, kiosk: boolean, program: string }} window @returns its exit code, when it is closed
 */
const openChromium = async ({ address, kiosk, program }) => {
  const profile = mkdtempSync(join(tmpdir(), 'tram-window-'));
  const flags = [
    `--app=${address}`,
    ...(kiosk ? ['--kiosk'] : []),
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--noerrdialogs',
    '--disable-pinch',
    '--overscroll-history-navigation=0',
    '--disable-session-crashed-bubble',
    '--password-store=basic',
    '--autoplay-policy=no-user-gesture-required',
    ...asRoot('--no-sandbox', '--test-type'),
  ];
  try {
    return await start(program, flags, { stdio: ['ignore', 2, 2] }).ended;
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
};

/** Sets up and lives until the first of its programs ends. @param {Asked} asked @returns its exit code */
const live = async (asked) => {
  await installLibraries();
  const node = findNode();
  const way = chooseWindow(asked);
  const builds = way.kind === 'electron' ? ['glass', 'electron'] : ['glass'];
  if ((await run(node, ['scripts/build.mjs', ...builds, '--if-stale'], environment())) !== 0)
    throw new Mendable('the build failed (see above).');
  if (way.kind === 'electron') return startElectron(asked, way.program);

  const { member, ended } = startStation(asked, node);
  const late = new Promise((done) => {
    setTimeout(() => done(null), readyTimeoutMs).unref();
  });
  const first = await Promise.race([hearReady(member), ended, late]);
  if (typeof first === 'number') return first;
  if (typeof first !== 'string') throw new Mendable(`the station was not ready after ${readyTimeoutMs / 1000} s.`);
  if (way.kind === 'none') {
    if (way.because !== null) tell(`tram: ${way.because}: open the address above in a browser.`);
    return ended;
  }
  tell('tram: the window is Chromium; the locked kiosk window needs Electron: npm run electron:fetch');
  const window = openChromium({ address: first, kiosk: asked.kiosk, program: way.program });
  const code = await Promise.race([ended, window]);
  // After Ctrl-C it is the station's end that counts.
  return isEnding() ? ended : code;
};

/** @type {Asked | null | 'wrong'} */
let asked;
try {
  asked = readOptions();
} catch (error) {
  tell(`tram: ${error instanceof Error ? error.message : String(error)}\nnpm start -- --help lists the options.`);
  asked = 'wrong';
}
if (asked === 'wrong') process.exitCode = 2;
else if (asked === null) process.stdout.write(help);
else {
  const all = asked;
  await runProgram(() => live(all), endTimeoutMs);
}
