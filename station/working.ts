// Composes a station that works by hand: library system, journal, places, bench. Everything it opens it closes.
import { dirname } from 'node:path';
import { pass } from '../drivers/clock.ts';
import { createClient } from 'sip2';
import { isCardBy } from './acs-watch/cards.ts';
import { createAcsWatch } from './acs-watch/watch.ts';
import { loadAttract } from './attract.ts';
import type { BoardState } from './board.ts';
import { openBenches } from './bench.ts';
import { openEmbedded, type EmbeddedLibrary } from './embedded.ts';
import { createClockWatch } from './clock-watch.ts';
import { createComplaints } from './complaints.ts';
import { sentenceOf } from './health.ts';
import { createHousekeeping } from './housekeeping.ts';
import type { Entry } from './journal/entries.ts';
import type { Journal } from './journal/journal.ts';
import { restoredLack, unreadableLacks, type Kept } from './journal/kept.ts';
import { openHands } from './hands.ts';
import { joinPlace } from './join.ts';
import { createAside } from './line-aside.ts';
import { eventOf, type Line } from './line.ts';
import { conflictLacks } from './offline/conflicts.ts';
import { openOffline } from './offline/offline.ts';
import { openSeqs } from './offline/outbox.ts';
import { openPost } from './mail/post.ts';
import { createPostman } from './mail/smtp.ts';
import { createOutlook } from './outlook.ts';
import { deskMode, kioskMode, type Mode } from './modes/modes.ts';
import type { Around } from './modes/around.ts';
import { openPlace, type Place } from './place.ts';
import { withPlainAnswers } from './plain-text.ts';
import { openRegistering, registeringLacks } from './registry/open.ts';
import type { DeskSettings, KioskSettings, Settings } from './settings/schema.ts';
import { openStaffBook } from './staff.ts';
import { closedByStaff, settleAtStart } from './start.ts';
import { createTraining } from './training/training.ts';
import { version } from './version.ts';
import type { Station, StationParts } from './works.ts';

const closeTimeoutMs = 1000;

/** `openPractice`: what opens a station to practise on. */
export type WorkingParts = StationParts & {
  readonly openPractice: (settings: Settings, wrote: () => void) => Promise<Station>;
};

export const openWorking = async (
  settings: Settings,
  line: Line,
  kept: Kept,
  parts: WorkingParts,
): Promise<Station> => {
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
        ...(drift === null ? [] : [{ kind: 'clocks-differ' as const, ...drift }]),
        ...complaints.lacks(),
        ...registeringLacks(settings.registry, registering),
        ...conflictLacks(offline.facts().conflicts),
        ...(kept.restored === null ? [] : [restoredLack(kept.restored)]),
        ...unreadableLacks(kept.journal),
      ];
    },
  });
  // First of all: where the disk takes nothing, a start ends here, and nothing of it runs yet.
  const books = overheard(outlook.over(kept.journal), parts.practice?.wrote);
  books.append('station', [{ kind: 'station-started', version }]);
  if (kept.restored !== null) {
    log.error({ ...kept.restored }, sentenceOf(restoredLack(kept.restored)));
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
  const acsWatch = parts.watch ?? createAcsWatch({ clock });
  acsWatch.begin({ charset: line.settings.charset, vocabulary: line.settings.vocabulary, isCard: isCardBy(settings) });
  const aside = createAside({
    told: (state) => {
      complaints.state(state);
      const event = eventOf(state, wasDown);
      wasDown = event !== 'acs-up';
      for (const place of places) place.tell({ kind: event });
      if (wasDown) offline.acsDown();
      else offline.acsUp(places.filter((place) => place.runs()).map(({ name }) => name));
    },
  });
  const acsLine = createClient({
    transport: line.transport ?? wireOf(library),
    clock,
    random,
    settings: line.settings,
    hears: {
      state: aside.heard,
      traffic: (event) => log.debug(event, 'sip2'),
      frame: acsWatch.frame,
      event: (event) => {
        outlook.acs(event);
        acsWatch.event(event);
        complaints.acs(event);
        if (event.kind === 'status') watch.heard(event.status.dateTimeSync);
      },
    },
  });
  const client = aside.over(withPlainAnswers(acsLine));
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
          open: parts.openPractice,
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
      ? [
          open(
            place,
            kioskMode(settings, place, {
              ...given(place.name),
              staff,
              unsupported,
              slides,
              isCovered: parts.isCovered?.(place.name) ?? false,
            }),
          ),
        ]
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
      aside,
      watch: acsWatch,
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

const wireOf = (library: EmbeddedLibrary | null): EmbeddedLibrary['transport'] => {
  if (library === null) throw new Error('the embedded library was not opened');
  return library.transport;
};
