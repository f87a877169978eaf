// Composes the station by hand: library system, journal, places, bench. Everything it opens it closes.
import { dirname } from 'node:path';
import type { SettingsIssue } from '../contract/settings-view.ts';
import { pass, type Clock } from '../drivers/clock.ts';
import { createClient, type Client, type ClientState } from 'sip2';
import { loadAttract, type ServedPicture } from './attract.ts';
import type { BoardState } from './board.ts';
import { openBenches, type Bench } from './bench.ts';
import { openEmbedded, type EmbeddedLibrary } from './embedded.ts';
import { createClockWatch } from './clock-watch.ts';
import { createComplaints } from './complaints.ts';
import { createHousekeeping, type Housekeeping } from './housekeeping.ts';
import type { Entry } from './journal/entries.ts';
import type { Journal } from './journal/journal.ts';
import { isUsable, openKept, restoredSentence, type Kept } from './journal/kept.ts';
import { isTrouble, journalIssue } from './journal/trouble.ts';
import { openHands } from './hands.ts';
import { joinPlace, type Joined, type Show } from './join.ts';
import { lineTo, type Line } from './line.ts';
import { unsettled, type Health } from './health.ts';
import { createLog, type Log } from './log.ts';
import { openOffline, type Offline } from './offline/offline.ts';
import { openSeqs } from './offline/outbox.ts';
import { openPost } from './mail/post.ts';
import { createPostman } from './mail/smtp.ts';
import { createOutlook, type Outlook } from './outlook.ts';
import { deskMode, kioskMode, type Mode } from './modes/modes.ts';
import type { Around } from './modes/around.ts';
import type { Desk } from './modes/desk-state.ts';
import type { Kiosk } from './modes/kiosk-state.ts';
import { openPlace, type Place } from './place.ts';
import { withPlainAnswers } from './plain-text.ts';
import { openRegistering, registeringSentences, type Registering } from './registry/open.ts';
import type { DeskSettings, KioskSettings, Settings } from './settings/schema.ts';
import type { Loaded } from './settings/store.ts';
import { openStaffBook, type StaffBook } from './staff.ts';
import { closedByStaff, settleAtStart } from './start.ts';
import { createTraining } from './training/training.ts';
import type { Training } from './training-talk.ts';
import { version } from './version.ts';

export type Station = {
  /** In the order of the settings: the first is the one a glass gets that names none. */
  readonly places: readonly StationPlace[];
  /** A glass asks for a place by its name; null while another one has it. Throws for a name that is none of `places`. */
  join(place: string, show: Show): Joined | null;
  /** Null where it does not work: then `issues` say why. */
  readonly works: Works | null;
  readonly issues: readonly SettingsIssue[];
  /** The file that is at fault; null where it works. */
  readonly faultyFile: string | null;
  /** Of the library's own, for the glass; the nth is asked for as `/pictures/n`. */
  readonly pictures: readonly ServedPicture[];
  /** How the station fares, without a word of any patron. */
  health(): Health;
  /** Null where the settings are bad: then nothing runs that has figures. */
  readonly metrics: Outlook['metrics'] | null;
  /** Throws what is so wrong that the program had better be started anew. */
  check(): void;
  close(): Promise<void>;
};

/** `technician`: beside the station's own (house.ts). */
export type StationPlace = { readonly name: string; readonly kind: 'kiosk' | 'desk' | 'technician' };

/** What runs when the settings are good. */
export type Works = {
  readonly places: readonly Place[];
  readonly kiosks: readonly Place<Kiosk>[];
  readonly desks: readonly Place<Desk>[];
  /** By place; null where nothing is simulated. */
  readonly benches: ReadonlyMap<string, Bench | null>;
  readonly library: EmbeddedLibrary | null;
  readonly client: Client;
  readonly journal: Journal;
  readonly staff: StaffBook;
  readonly offline: Offline;
  readonly housekeeping: Housekeeping;
  /** Null where no patrons are registered here. */
  readonly registering: Registering | null;
  /** Null inside of a practice station: there is none in it. */
  readonly training: Training | null;
};

export type StationParts = {
  readonly loaded: Loaded;
  readonly settingsFile: string;
  readonly journalFile: string;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  readonly log: Log;
  /** Whoever carries letters to the library's mail server; left out, it is done in truth. */
  readonly postman?: typeof createPostman;
  /** This is a practice station: told after each entry of its journal. Left out for a real one. */
  readonly practice?: { readonly wrote: () => void };
};

const closeTimeoutMs = 1000;

/** A station whose settings are bad opens all the same, without a place of its own, for the technician's: nothing half-starts. */
export const openStation = async (parts: StationParts): Promise<Station> => {
  const { loaded, settingsFile, clock } = parts;
  if (loaded.kind === 'issues') return openForTechnician(loaded.issues, parts);
  const line = lineTo(loaded.settings.acs, { folder: dirname(settingsFile), clock });
  if (line.kind === 'issues') return openForTechnician(line.issues, parts);
  const kept = openKept(parts);
  const closed = (issue: SettingsIssue): Station =>
    openForTechnician([issue], { ...parts, settingsFile: parts.journalFile }, () => isUsable(parts.journalFile));
  if (kept.kind === 'issue') return closed(kept.issue);
  try {
    return await openWorking(loaded.settings, line, kept, parts);
  } catch (error) {
    if (!isTrouble(error)) throw error;
    parts.log.error({ err: error, file: parts.journalFile }, 'the journal takes or gives nothing at the start');
    kept.journal.close();
    kept.unlock();
    return closed(journalIssue(error));
  }
};

/** `mayStart`: whether what is wrong is mended; null where only people can tell. */
const openForTechnician = (
  issues: readonly SettingsIssue[],
  { settingsFile, log, clock }: StationParts,
  mayStart: (() => boolean) | null = null,
): Station => {
  const beganMs = clock.now();
  for (const issue of issues)
    log.error({ file: settingsFile, path: issue.path, message: issue.message.en }, 'the settings cannot be used');
  return {
    places: [],
    join: () => null,
    works: null,
    issues,
    faultyFile: settingsFile,
    pictures: [],
    health: () => ({
      ...unsettled(issues.length),
      version,
      upSeconds: Math.max(0, Math.round((clock.now() - beganMs) / 1000)),
    }),
    metrics: null,
    // Whoever supervises the program starts it anew.
    check: () => {
      if (mayStart?.() === true) throw new Error('the journal can be used again: the station is to be started anew');
    },
    close: () => Promise.resolve(),
  };
};

const openWorking = async (settings: Settings, line: Line, kept: Kept, parts: StationParts): Promise<Station> => {
  const { clock, random, log } = parts;
  const outlook = createOutlook({
    version,
    clock,
    client: () => client,
    places: () => places,
    offline: () => offline,
    also: () => {
      const drift = watch.drift();
      return [
        ...(drift === null
          ? []
          : [
              `The library system’s clock is ${Math.abs(drift.seconds)} s ${drift.seconds > 0 ? 'ahead of' : 'behind'} the station’s${drift.zone ? ': one of the two has the wrong time zone' : ''}.`,
            ]),
        ...complaints.sentences(),
        ...registeringSentences(settings.registry, registering),
        ...conflictSentence(offline.facts().conflicts),
        ...(kept.restored === null ? [] : [restoredSentence(kept.restored)]),
        ...(kept.journal.oddRows === 0 ? [] : [`The journal holds ${kept.journal.oddRows} rows that nobody can read.`]),
      ];
    },
  });
  // First of all: where the disk takes nothing, a start ends here, and nothing of it runs yet.
  const books = overheard(outlook.over(kept.journal), parts.practice?.wrote);
  books.append('station', [{ kind: 'station-started', version }]);
  if (kept.restored !== null) {
    log.error({ ...kept.restored }, restoredSentence(kept.restored));
    books.append('station', [{ kind: 'journal-restored', ...kept.restored }]);
  }
  const leftOpen = settleAtStart(
    books,
    settings.places.map(({ name }) => name),
  );
  let placesHear: (board: BoardState) => void = () => undefined;
  const hands = openHands({
    journal: books,
    clock,
    changed: (board) => placesHear(board),
    complain: (message, error) => log.error({ err: error }, message),
  });
  const { journal } = hands;
  const complaints = createComplaints({ clock, log });
  const watch = createClockWatch({
    clock,
    drifted: (drift) => {
      log.warn(drift, drift.zone ? 'the library system’s clock is in another time zone' : 'the clocks differ');
      noted({ kind: 'clock-drift', ...drift });
    },
    moved: (byMs) => {
      const seconds = Math.round(byMs / 1000);
      log.warn({ seconds }, 'the station’s clock was set');
      noted({ kind: 'clock-moved', seconds });
      for (const place of places) place.tell({ kind: 'clock-moved', byMs });
    },
  });
  /** Of the station itself; what cannot be written is in the log. */
  const noted = (entry: Entry): void => {
    try {
      journal.append('station', [entry]);
    } catch (error) {
      log.error({ err: error }, 'the journal cannot be written');
    }
  };
  const { connection } = settings.acs;
  const library = connection.kind === 'embedded' ? await openEmbedded({ ...connection, clock }) : null;
  let wasDown = false;
  const acsLine = createClient({
    transport: line.transport ?? wireOf(library),
    clock,
    random,
    settings: line.settings,
    hears: {
      state: (state) => {
        complaints.state(state);
        const event = eventOf(state, wasDown);
        wasDown = event !== 'acs-up';
        for (const place of places) place.tell({ kind: event });
        if (wasDown) offline.acsDown();
        else offline.acsUp(places.filter((place) => place.runs()).map(({ name }) => name));
      },
      traffic: (event) => log.debug(event, 'sip2'),
      event: (event) => {
        outlook.acs(event);
        complaints.acs(event);
        if (event.kind === 'status') watch.heard(event.status.dateTimeSync);
      },
    },
  });
  const client = withPlainAnswers(acsLine);
  const offline = openOffline({
    settings,
    journal,
    client,
    folder: parts.journalFile === ':memory:' ? null : dirname(parts.journalFile),
    clock,
    log,
    lie: complaints.lie,
  });
  const housekeeping = createHousekeeping({
    journal,
    file: parts.journalFile,
    clock,
    retention: settings.retention,
    needed: () => [
      ...openSeqs(journal),
      ...offline.conflicts.neededRows(clock.now()),
      ...places.flatMap(({ name }) => closedByStaff(journal, name)?.seq ?? []),
    ],
    isDaySure: watch.isDaySure,
    log,
  });
  const registering = openRegistering({
    settings: settings.registry,
    journal,
    folder: dirname(parts.settingsFile),
    embedded: library?.koha ?? null,
    clock,
    log,
  });
  const { mail } = settings;
  const post =
    mail === null
      ? null
      : openPost({
          journal,
          clock,
          send: (parts.postman ?? createPostman)(mail, { name: settings.library.name }),
          log,
        });
  const training =
    parts.practice === undefined
      ? createTraining({
          journal,
          clock,
          library: settings.library.name,
          open: (inner, wrote) => openPractice(inner, wrote, parts),
          log,
        })
      : null;
  const { slides, pictures } = loadAttract(settings.attract, dirname(parts.settingsFile), log);
  const staff = openStaffBook(settings.staff);
  const open = <State extends Around>(place: KioskSettings | DeskSettings, mode: Mode<State>): Place<State> =>
    openPlace({
      settings,
      place,
      mode,
      client,
      journal,
      offline,
      staff,
      registering,
      post,
      hands,
      training,
      isBoardSeen: () => desks.some((desk) => desk.state().door.at === 'open'),
      deviceChanged: (device, state) => {
        outlook.device(place.name, device, state);
        hands.device(place.name, device, state);
      },
      clock,
      log,
      passwordTyped: (entry) => {
        for (const other of places) if (other.name !== place.name) other.tell({ kind: 'password-elsewhere', entry });
      },
      dialect: line.dialect,
      lie: complaints.lie,
    });
  const given = (name: string) => ({ journal, leftOpen: leftOpen(name), nowMs: clock.now() });
  const { unsupported } = line.settings;
  const kiosks = settings.places.flatMap((place) =>
    place.kind === 'kiosk'
      ? [open(place, kioskMode(settings, place, { ...given(place.name), staff, unsupported, slides }))]
      : [],
  );
  const desks = settings.places.flatMap((place) =>
    place.kind === 'desk'
      ? [
          open(
            place,
            deskMode(settings, place, {
              ...given(place.name),
              staff,
              registering,
              trains: training !== null,
              unsupported,
              dialect: line.dialect,
            }),
          ),
        ]
      : [],
  );
  const places: readonly Place[] = [...kiosks, ...desks];
  placesHear = (board) => {
    for (const place of places) place.tell({ kind: 'board-changed', board });
  };
  placesHear(hands.board());
  registering?.registrar.changed(() => {
    for (const desk of desks) desk.tell({ kind: 'registrations-changed' });
  });
  const benches = openBenches(library, places);
  client.open();

  return {
    places: settings.places.map(({ name, kind }) => ({ name, kind })),
    join: (name, show) => {
      const place = places.find((one) => one.name === name);
      if (place === undefined) throw new Error(`this station has no place ${name}`);
      return joinPlace(place, benches.get(name) ?? null, training, show);
    },
    issues: [],
    faultyFile: null,
    works: {
      places,
      kiosks,
      desks,
      benches,
      library,
      client,
      journal,
      staff,
      offline,
      housekeeping,
      registering,
      training,
    },
    pictures,
    health: outlook.health,
    metrics: outlook.metrics,
    check: outlook.check,
    close: async () => {
      await training?.close();
      await Promise.all(places.map((place) => place.close()));
      offline.close();
      // A connection that is being made may take seconds to give up; nothing waits for it any more.
      await Promise.race([client.close(), pass(clock, closeTimeoutMs)]);
      await post?.close();
      registering?.registrar.close();
      await library?.close();
      watch.close();
      await housekeeping.close();
      journal.close();
      kept.unlock();
    },
  };
};

/**
 * A whole station that shares this program's clock and nothing else: over memory, its journal in no file, its log nowhere. It can
 * open no further one.
 */
const openPractice = (
  settings: Settings,
  wrote: () => void,
  { clock, random }: Pick<StationParts, 'clock' | 'random'>,
): Promise<Station> =>
  openStation({
    loaded: { kind: 'settings', settings },
    settingsFile: 'practice',
    journalFile: ':memory:',
    clock,
    random,
    log: createLog('silent', { write: () => undefined }),
    practice: { wrote },
  });

const overheard = (journal: Journal, wrote: (() => void) | undefined): Journal =>
  wrote === undefined
    ? journal
    : {
        ...journal,
        append: (place, entries) => {
          journal.append(place, entries);
          wrote();
        },
      };

/**
 * A line that breaks is made again at once, and only then it shows whether the library system is away. It is at once where it
 * refuses, says so itself, or was silent for as long as an answer may take; a second connection is never asked.
 */
const eventOf = (state: ClientState, wasDown: boolean): 'acs-up' | 'acs-lost' | 'acs-down' => {
  if (state.kind === 'up') return state.status.onLine ? 'acs-up' : 'acs-down';
  const isAway =
    ['unreachable', 'login-refused', 'silence'].includes(state.because) || state.because.startsWith('certificate-');
  return isAway || wasDown ? 'acs-down' : 'acs-lost';
};

const conflictSentence = (count: number): readonly string[] =>
  count === 0
    ? []
    : [
        `${count} ${count === 1 ? 'loan or return' : 'loans and returns'} of the off-line hours did not go together with the library system: staff must look.`,
      ];

const wireOf = (library: EmbeddedLibrary | null): EmbeddedLibrary['transport'] => {
  if (library === null) throw new Error('the embedded library was not opened');
  return library.transport;
};
