// Electron's entry: hands the real parts to the case. The only file (besides the preload) that imports Electron's value.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { BrowserWindow, Menu, app, ipcMain, session } from 'electron';
import { makePrivateFolder } from '../station/private-folder.ts';
import { runCase } from './case.ts';
import { systemClock } from './clock.ts';
import { keepLog, logBytes } from './log-file.ts';
import { readExitPinHash, readSettings } from './settings.ts';
import { createStationElsewhere } from './station-elsewhere.ts';
import { createStationProcess } from './station-process.ts';
import { createWayOut } from './way-out.ts';
import { partition } from './window.ts';

// Built, this file is build/electron/main.mjs, or app/main.mjs in a package.
const here = import.meta.dirname;
const settings = readSettings(process.env, process.argv, {
  built: here,
  resources: app.isPackaged ? process.resourcesPath : null,
  platform: process.platform,
});
const { station } = settings;
const ownDir = join(settings.dataDir, 'window');
makePrivateFolder(settings.dataDir);
mkdirSync(ownDir, { recursive: true, mode: 0o700 });
// A program with a window has nobody who reads its stderr.
const log = app.isPackaged ? keepLog({ file: join(settings.dataDir, 'station.log'), mostBytes: logBytes }) : null;

// Before anything else: the lock that keeps a second case away lies in this directory, so it is one case per station.
app.setName('Tram');
app.setPath('userData', ownDir);

/** The PIN window stands over this one. */
let glass: BrowserWindow | null = null;

const open = (options: Electron.BrowserWindowConstructorOptions): BrowserWindow => {
  const window = new BrowserWindow(options);
  window.removeMenu();
  return window;
};

runCase(
  {
    app,
    ipc: ipcMain,
    session: () => session.fromPartition(partition),
    removeMenu: () => Menu.setApplicationMenu(null),
    openGlass: (options) => (glass = open(options)),
    openPin: (options) => open(glass === null ? options : { ...options, parent: glass }),
    createStation: (hears) =>
      station.kind === 'elsewhere'
        ? createStationElsewhere({ addressFile: station.addressFile, clock: systemClock, hears })
        : createStationProcess({
            spawn: () =>
              spawn(station.program, station.args, {
                cwd: station.root,
                // The channel at the end is for the word that all is well.
                stdio: ['pipe', 'pipe', log === null ? 'inherit' : 'pipe', 'ipc'],
                // Else Windows opens a console over the glass.
                windowsHide: true,
              }),
            clock: systemClock,
            hears,
            complains: log,
          }),
    wayOut: createWayOut({ hash: () => readExitPinHash(process.env, settings.dataDir), clock: systemClock }),
    clock: systemClock,
    tell: (text) => (log === null ? process.stderr.write(`tram: ${text}\n`) : log(Buffer.from(`tram: ${text}\n`))),
    passOn: (line) => process.stdout.write(`${line}\n`),
  },
  {
    windowed: settings.windowed,
    files: {
      starting: join(here, 'starting.html'),
      pin: join(here, 'pin.html'),
      preload: join(here, 'preload.cjs'),
    },
  },
);
