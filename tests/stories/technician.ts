// A whole program without a browser: the settings file in a folder, who keeps the station open, the technician's place and its one glass.
// Devices stand still, the library system is in memory, and the clock is a hand's.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { SettingsScreen } from '../../contract/settings-view.ts';
import type { TechnicianAct } from '../../contract/technician-calls.ts';
import type { PageScreen, TechnicianView } from '../../contract/technician-view.ts';
import type { View } from '../../contract/view.ts';
import { openCalibrationBook } from '../../station/calibration/kept.ts';
import { openHouse } from '../../station/house.ts';
import type { Joined } from '../../station/join.ts';
import type { Entry, EntryKind } from '../../station/journal/entries.ts';
import { openKeeper, type Keeper } from '../../station/keeper.ts';
import { createLog } from '../../station/log.ts';
import { noCredentials, type Credentials } from '../../station/settings/credentials.ts';
import { openHistory } from '../../station/settings/history.ts';
import { demonstration, settings as schema } from '../../station/settings/schema.ts';
import { loadSettings } from '../../station/settings/store.ts';
import type { Machine } from '../../station/setup/devices.ts';
import { createCover } from '../../station/setup/cover.ts';
import { noSetUp, openSetUp, type SetUpFile } from '../../station/setup/kept.ts';
import { openStation } from '../../station/station.ts';
import { openTechnician, technicianPlace } from '../../station/technician/place.ts';
import { openRecordings, type Recordings } from '../../station/technician/recordings.ts';
import { settingsFileOf } from '../../station/technician/settings-effects.ts';
import type { Behind } from '../../station/web.ts';
import { createHandClock, type HandClock } from '../clock.ts';

export const pin = '246810';

/** The demonstration without anything that takes time: no pad, no printer, the library system in memory. */
export const quietSettings = schema.parse({
  ...demonstration,
  acs: { ...demonstration.acs, connection: { kind: 'embedded', wire: 'memory', as: 'usual' } },
  places: demonstration.places.map((place) => ({
    ...place,
    reader: null,
    printer: null,
    scanner: null,
    security: { kind: 'none' },
  })),
});

/** Nothing is plugged in. */
export const emptyMachine: Machine = {
  serialPorts: () => Promise.resolve([]),
  hid: { list: () => Promise.resolve([]), open: () => Promise.reject(new Error('nothing is plugged in')) },
  pcscReaders: () => Promise.resolve([]),
  printerFiles: () => [],
  transport: () => ({ name: 'nothing', open: () => Promise.reject(new Error('nothing is plugged in')) }),
};

export type TechnicianStory = {
  readonly clock: HandClock;
  readonly file: string;
  readonly keeper: Keeper;
  readonly behind: Behind;
  readonly setUp: SetUpFile;
  /** The settings file as JSON. */
  saved(): unknown;
  view(): TechnicianView;
  /** The open page; fails where none is open. */
  page(): PageScreen;
  settings(): SettingsScreen;
  tend(act: TechnicianAct): Promise<void>;
  /** One after the other before anything else happens: a program at the glass is faster than the station. */
  tendInOneBreath(...acts: readonly TechnicianAct[]): void;
  signIn(name?: string, pin?: string): Promise<void>;
  shows(like: Readonly<Record<string, unknown>>, withinMs?: number): Promise<void>;
  /** Lets time go by until this no longer throws. */
  until(check: () => void, withinMs?: number): Promise<void>;
  /** Real time, for what another thread or a slow hash does. */
  untilTruly(check: () => void): Promise<void>;
  /** Everything that the technician's glass was ever shown, as text. */
  everything(): string;
  /** The technician's page, opened anew. */
  reload(): void;
  join(place: string): { readonly view: () => View | null; readonly joined: Joined | null };
  journal(...kinds: EntryKind[]): readonly Entry[];
  readonly log: readonly string[];
};

export const technicianStory = (
  name: string,
  tell: (story: TechnicianStory) => Promise<void>,
  {
    settings = quietSettings,
    text = null,
    credentials = noCredentials,
    machine = emptyMachine,
    setUpAt = null,
    recordings = openRecordings,
    timeout = 30_000,
  }: {
    readonly settings?: unknown;
    /** Of the file, where it is not these settings. */
    readonly text?: string | null;
    readonly credentials?: Credentials;
    /** What is plugged in. */
    readonly machine?: Machine;
    /** Whether the station is being set up as the story begins. */
    readonly setUpAt?: 'under-way' | null;
    /** Of a folder. */
    readonly recordings?: (folder: string) => Recordings;
    readonly timeout?: number;
  } = {},
): void => {
  test(name, { timeout }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tram-technician-'));
    const file = join(folder, 'settings.json');
    writeFileSync(file, text ?? `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
    const clock = createHandClock(new Date(2026, 10, 22, 9, 30).getTime());
    const log: string[] = [];
    const told = createLog('info', { write: (line) => void log.push(line) });
    const history = openHistory(file, clock.now);
    const setUp = openSetUp(join(folder, 'set-up.json'), (message) => log.push(message));
    if (setUpAt !== null) setUp.write({ ...noSetUp, at: setUpAt });
    const cover = createCover(setUp);
    const keeper = await openKeeper({
      file: settingsFileOf(file, history, () => loadSettings(file, credentials)),
      open: (loaded) =>
        openStation({
          loaded,
          settingsFile: file,
          journalFile: join(folder, 'journal.sqlite'),
          clock,
          random: () => 0.5,
          log: told,
          isCovered: cover.closes,
        }),
      around: () => Promise.resolve(() => Promise.resolve()),
      clock,
      log: told,
    });
    const technician = openTechnician({
      keeper,
      recordings: recordings(join(folder, 'recordings')),
      assistant: { setUp, cover, machine },
      settings: {
        file: { path: file, credentials: () => credentials },
        history,
        complain: (message, error) => told.error({ err: error }, message),
      },
      acsCheck: {
        settingsFile: file,
        diagnose: () => Promise.resolve({ name: 'tram-1.zip', bytes: Buffer.from('zip'), missing: [] }),
      },
      calibrations: openCalibrationBook(folder),
      clock,
      log: told,
    });
    const behind = openHouse({
      keeper,
      technician,
      cover,
      desk: () => null,
      wayToTechnician: () => '/?place=technician',
    });
    const shown: string[] = [];
    let latest: View | null = null;
    const joinTechnician = (): Joined | null =>
      behind.join(technicianPlace, {
        view: (view) => {
          latest = view;
          shown.push(JSON.stringify(view));
        },
        bench: () => expect.fail('there is no bench here'),
      });
    let joined = joinTechnician();

    const view = (): TechnicianView => {
      const now: View | null = latest;
      if (now?.mode !== 'technician') throw new Error('no technician’s place is shown');
      return now;
    };
    const page = (): PageScreen => {
      const now = view();
      if (now.at !== 'pages') throw new Error(`no page is open: ${JSON.stringify(now)}`);
      return now.page;
    };
    const until = async (check: () => void, withinMs = 20_000): Promise<void> => {
      const end = clock.now() + withinMs;
      for (;;) {
        await clock.pass(withinMs > 30_000 ? 500 : 10);
        try {
          return check();
        } catch (error) {
          if (clock.now() >= end) throw error;
        }
      }
    };
    const untilTruly = async (check: () => void): Promise<void> => {
      const end = Date.now() + timeout;
      for (;;) {
        // What closes and opens waits by the hand's clock, too.
        await clock.pass(100);
        await new Promise((resolve) => setTimeout(resolve, 20));
        try {
          return check();
        } catch (error) {
          if (Date.now() >= end) throw error;
        }
      }
    };
    const tendInOneBreath = (...acts: readonly TechnicianAct[]): void => {
      for (const act of acts) expect(joined?.call({ kind: 'tend', session: view().session, act })).toBeNull();
    };
    const tend = async (act: TechnicianAct): Promise<void> => {
      tendInOneBreath(act);
      await clock.pass(0);
    };

    try {
      await tell({
        clock,
        file,
        keeper,
        behind,
        setUp,
        saved: () => JSON.parse(readFileSync(file, 'utf8')),
        view,
        page,
        settings: () => {
          const now = page();
          // Each other page has its own way to be looked at.
          if (now.at !== 'settings') throw new Error(`the page that is open is ${now.at}`);
          return now;
        },
        tend,
        tendInOneBreath,
        signIn: async (who = 'Hà', by = pin) => {
          await tend({ kind: 'sign-in', name: who, pin: by });
          // A check of a PIN costs real time.
          await untilTruly(() => {
            const now = view();
            expect(now.at === 'sign-in' && now.signIn.checking).toBe(false);
          });
        },
        shows: (like, withinMs) => until(() => expect(page()).toMatchObject(like), withinMs),
        until,
        untilTruly,
        everything: () => shown.join('\n'),
        reload: () => {
          joined?.leave();
          joined = joinTechnician();
        },
        join: (place) => {
          let seen: View | null = null;
          const glass = behind.join(place, { view: (now) => void (seen = now), bench: () => undefined });
          return { view: () => seen, joined: glass };
        },
        journal: (...kinds) => keeper.works()?.journal.read(kinds) ?? [],
        log,
      });
    } finally {
      joined?.leave();
      technician.close();
      const closed = keeper.close();
      for (let turn = 0; turn < 50; turn += 1) await clock.pass(100);
      await closed;
      if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
    }
  });
};
