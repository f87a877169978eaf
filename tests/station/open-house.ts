// A station that stands open for one test: real places and journal behind a real web doorway. Ends with its test.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../drivers/clock.ts';
import { createLog } from '../../station/log.ts';
import { demonstration, settings, type Settings } from '../../station/settings/schema.ts';
import { openStation } from '../../station/station.ts';
import type { Station } from '../../station/works.ts';
import { noVoice } from '../../station/voice.ts';
import { openWeb, type Behind, type Web } from '../../station/web.ts';
import { pagesOf, type Pages } from '../../station/web-pages.ts';
import { cookieFor, openGlass, until } from './doorway.ts';

export const silent = createLog('silent');

export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-house-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

export const page = '<!doctype html><title>Tram</title>';

/** A built glass of three files, with a secret beside it. */
export const newGlassFolder = (): string => {
  const folder = newFolder();
  mkdirSync(join(folder, 'glass', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.json'), '"secret"');
  writeFileSync(join(folder, 'glass', 'index.html'), page);
  writeFileSync(join(folder, 'glass', 'assets', 'glass-1a2b.js'), 'export {};');
  writeFileSync(join(folder, 'glass', 'assets', 'glass-1a2b.css'), 'body {}');
  return join(folder, 'glass');
};

const demo: Settings = settings.parse({
  ...demonstration,
  acs: { ...demonstration.acs, connection: { kind: 'embedded', wire: 'memory', as: 'usual' } },
});

/** A kiosk where nothing is simulated and the library system is not there. */
export const allReal: Settings = settings.parse({
  ...demonstration,
  acs: { connection: { kind: 'tcp', host: '127.0.0.1', port: 1 } },
  registry: null,
  places: [{ kind: 'kiosk', name: 'K1', security: { kind: 'none' } }],
});

/** A doorway that leads nowhere. */
export const nobodyBehind: Behind = {
  places: [{ name: 'K1', kind: 'kiosk' }],
  join: () => null,
  health: () => ({ ready: false, missing: [{ kind: 'journal-not-written' }], screen: 'on', version: '', upSeconds: 0 }),
  metrics: null,
};

/** The pages of a built glass of three files. */
export const newPages = (): Pages => pagesOf({ glassFolder: newGlassFolder(), words: {}, pictures: [] });

export type House = { readonly station: Station; readonly web: Web; readonly port: number; cookie(): Promise<string> };

export const openHouse = async (of: Settings = demo): Promise<House> => {
  const station = await openStation({
    loaded: { kind: 'settings', settings: of },
    settingsFile: 'settings.json',
    journalFile: ':memory:',
    clock: systemClock,
    random: () => 0.5,
    log: silent,
  });
  onTestFinished(() => station.close());
  const web = await openWeb({
    pages: newPages(),
    port: 0,
    behind: station,
    voice: noVoice,
    log: silent,
  });
  onTestFinished(() => web.close());
  return { station, web, port: web.port, cookie: () => cookieFor(web.address) };
};

export const stageOf = ({ station }: House): string | undefined => station.works?.kiosks[0]?.state().stage.at;

/** The station lives: a new glass gets its view. */
export const stillServes = async (house: House): Promise<void> => {
  const glass = openGlass(house.port, await house.cookie());
  await until('a view', glass.view);
  await glass.leave();
};

export const canConnect = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 });
    const end = (can: boolean) => () => {
      socket.destroy();
      resolve(can);
    };
    socket.on('connect', end(true)).on('error', end(false)).on('timeout', end(false));
  });
