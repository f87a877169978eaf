// The whole program: its entry is main.ts. Reads the command line, opens the station and the web doorway, prints one
// line when ready, and stops cleanly when told to.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { allWords, takeOwnWords } from '../contract/words/words.ts';
import type { SettingsIssue } from '../contract/settings-view.ts';
import { systemClock } from '../drivers/clock.ts';
import { transportOf } from '../drivers/connections.ts';
import { createSystemHid } from '../drivers/transport/hid.ts';
import { listPcscReaders } from '../drivers/transport/pcsc.ts';
import { listSerialPorts } from '../drivers/transport/serial.ts';
import { openCalibrationBook } from './calibration/kept.ts';
import { help, readOptions, type Options } from './command-line.ts';
import { createLog, type Log } from './log.ts';
import { createAcsWatch } from './acs-watch/watch.ts';
import { diagnoseApart } from './diagnostics/apart.ts';
import { loadOwnWords, ownWordsFile } from './settings/own-words.ts';
import { keepPrivate, readCredentials } from './settings/credentials.ts';
import { issueAt, loadSettings, type Loaded } from './settings/store.ts';
import { keepWatch, supervisorOf, type Self } from './notify.ts';
import { openHouse } from './house.ts';
import { openKeeper } from './keeper.ts';
import { openHistory } from './settings/history.ts';
import { beginFirstStart } from './setup/first-start.ts';
import type { Machine } from './setup/devices.ts';
import { createCover } from './setup/cover.ts';
import { openSetUp } from './setup/kept.ts';
import { makePrivateFolder } from './private-folder.ts';
import { openStation } from './station.ts';
import { openTechnician } from './technician/place.ts';
import { openRecordings } from './technician/recordings.ts';
import { settingsFileOf } from './technician/settings-effects.ts';
import { openVoice } from './voice.ts';
import { openWeb, type PlaceAddress, type Web } from './web.ts';
import { openDeskDoor, type DeskDoor } from './web-desk.ts';
import { openPages } from './web-pages.ts';

const issuesOf = (loaded: Loaded): readonly SettingsIssue[] => (loaded.kind === 'issues' ? loaded.issues : []);

/**
 * A settings file that others can read is made private where it is ours: that is what a technician would do, and a closed library
 * is no remedy. Where it is not ours and everybody can read it, the station waits for a technician.
 */
const loadPrivately = (file: string, log: Log): Loaded => {
  const privacy = keepPrivate(file, { uid: process.getuid?.() ?? null });
  if (privacy === 'mended')
    log.warn(
      { file },
      'others could read the settings; now only this user can. Change the passwords that stand in them',
    );
  return privacy === 'open'
    ? { kind: 'issues', issues: [issueAt('', 'settings.open-to-all', {})] }
    : loadSettings(file, readCredentials(process.env['CREDENTIALS_DIRECTORY']));
};

/** A channel that its other end has closed is no fault: then nobody listens any more. */
const self = (): Self => ({
  env: process.env,
  pid: process.pid,
  ...(process.connected
    ? {
        send: (message: unknown) =>
          process.connected && process.send?.(message, undefined, {}, () => undefined) === true,
      }
    : {}),
});

const run = async ({ port, data, settings: file, place, service, setsUp }: Options): Promise<void> => {
  // Journal, settings and their copies are for this user's eyes only.
  process.umask(0o077);
  makePrivateFolder(data);
  const log = createLog(process.env['TRAM_LOG'] === 'debug' ? 'debug' : 'info');
  // Nobody here can know what is still true: the journal is on disk, and the supervisor starts the program anew.
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'the program met what it did not expect and ends');
    process.exit(70);
  });
  const credentialsFolder = process.env['CREDENTIALS_DIRECTORY'];
  const own = loadOwnWords(join(dirname(file), ownWordsFile));
  const load = (): Loaded => {
    const settings = loadPrivately(file, log);
    return own.kind === 'words' ? settings : { kind: 'issues', issues: [...issuesOf(settings), ...own.issues] };
  };
  const words = own.kind === 'words' ? own.words : {};
  takeOwnWords(words);
  const setUp = openSetUp(join(data, 'set-up.json'), (message, error) => log.error({ err: error }, message));
  // In earnest: a demonstration is nobody's station yet.
  if ((service || setsUp) && beginFirstStart(file, setUp, systemClock.now()))
    log.warn('this is a first start: the kiosks stay closed until the station was set up at the technician’s place');
  const history = openHistory(file, systemClock.now);
  const glassFolder = join(import.meta.dirname, '../build/glass');
  const pages = openPages({ glassFolder, words });
  let deskDoor: DeskDoor | null = null;
  const acsWatch = createAcsWatch({ clock: systemClock });
  const cover = createCover(setUp);
  const keeper = await openKeeper({
    file: settingsFileOf(file, history, load),
    open: (loaded) =>
      openStation({
        loaded,
        settingsFile: file,
        journalFile: join(data, 'journal.sqlite'),
        clock: systemClock,
        random: Math.random,
        log,
        watch: acsWatch,
        isCovered: cover.closes,
      }),
    around: async (station, { desk: { listen } }) => {
      pages.show(station.pictures);
      if (listen === null) return () => Promise.resolve();
      const door = await openDeskDoor({
        listen,
        folder: dirname(file),
        pages: pages.pages,
        behind: station,
        clock: systemClock,
        log,
      });
      deskDoor = door;
      return async () => {
        deskDoor = null;
        await door.close();
      };
    },
    clock: systemClock,
    log,
  });
  const technician = openTechnician({
    keeper,
    recordings: openRecordings(join(data, 'recordings')),
    assistant: { setUp, cover, machine: machineHere },
    settings: {
      file: { path: file, credentials: () => readCredentials(credentialsFolder) },
      history,
      complain: (message, error) => log.error({ err: error }, message),
    },
    acsCheck: {
      settingsFile: file,
      diagnose: () => diagnoseApart({ data, settingsFile: file, address: () => web.address }),
    },
    calibrations: openCalibrationBook(data),
    clock: systemClock,
    log,
  });
  const voice = await openVoice();
  if (voice.languages.length === 0) {
    log.warn('this station cannot read the screen aloud: install espeak-ng (Debian: apt install espeak-ng)');
  }
  const behind = openHouse({
    keeper,
    technician,
    cover,
    desk: () => deskDoor,
    wayToTechnician: () => pathOf(web.addresses.find(({ kind }) => kind === 'technician')),
  });
  const web: Web = await openWeb({ port, pages: pages.pages, behind, voice, log });

  const supervisor = supervisorOf(self(), log);
  const watch = keepWatch({ supervisor, clock: systemClock, check: keeper.check, log });
  keeper.station().metrics?.tellOfProgram();

  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    watch.stop();
    supervisor.tell('stopping');
    // A device that hangs must not keep the program: what matters is in the journal already.
    setTimeout(() => process.exit(0), 1500).unref();
    await web.close();
    technician.close();
    await keeper.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(signal));

  const isBegun = setsUp && setUp.read().at === 'under-way';
  const { first, others } = inOrder(web.addresses, place, isBegun);
  if (service) {
    const writeAddress = (name: string, address: string): string => {
      const addressFile = join(data, name);
      writeFileSync(addressFile, `${address}\n`, { mode: 0o600 });
      return addressFile;
    };
    // The kiosk's window opens this one: where there is no kiosk it is no way in for whoever stands before it.
    const isAnybodys = first.kind === 'technician' && !isBegun;
    const shown = isAnybodys ? web.closedAddress : first.address;
    console.log(`Tram is ready: the address is in ${writeAddress('address', shown)}`);
    for (const other of isAnybodys ? [first, ...others] : others)
      writeAddress(`address-${encodeURIComponent(other.place)}`, other.address);
  } else {
    console.log(`Tram is ready: ${first.address}`);
    for (const other of others) console.log(`${kinds[other.kind]} ${other.place}: ${other.address}`);
  }
  // Whoever starts the glass when it hears this finds the address of this start.
  supervisor.tell('ready');
};

const pathOf = (at: PlaceAddress | undefined): string | null => {
  if (at === undefined) return null;
  const { pathname, search } = new URL(at.address);
  return pathname + search;
};

/** Where devices are looked for when a technician asks. */
const machineHere: Machine = {
  serialPorts: listSerialPorts,
  hid: createSystemHid(systemClock),
  pcscReaders: () => listPcscReaders(systemClock),
  transport: (connection) => transportOf(connection, systemClock),
  printerFiles: () => {
    const folder = '/dev/usb';
    return existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => /^lp\d+$/.test(name))
          .map((name) => `${folder}/${name}`)
      : [];
  },
};

const kinds: Readonly<Record<PlaceAddress['kind'], string>> = {
  kiosk: 'Kiosk',
  desk: 'Desk',
  technician: 'Technician',
};

/**
 * A station whose settings are bad has the technician's place alone, whatever was asked for; one that is being set up may not have yet
 * what is asked for.
 */
const inOrder = (all: readonly PlaceAddress[], place: string | null, isBeingSetUp: boolean) => {
  const [firstOfAll] = all;
  if (firstOfAll === undefined) throw new Error('a station has a place');
  const named = all.find((one) => (isBeingSetUp ? one.kind === 'technician' : one.place === place));
  if (place !== null && named === undefined && firstOfAll.kind !== 'technician')
    throw new Error(`--place is ${place}: the settings name ${all.map((one) => one.place).join(', ')}`);
  const first = named ?? firstOfAll;
  return { first, others: all.filter((one) => one !== first) };
};

try {
  const options = readOptions();
  if (options === 'help') console.log(help);
  else if (options === 'words') console.log(JSON.stringify({ vi: allWords('vi'), en: allWords('en') }, null, 2));
  else await run(options);
} catch (error) {
  console.error(`Tram cannot start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
