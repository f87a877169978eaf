// A library in a test: the whole station over memory wires, with a clock moved by hand. Told through the bench and the
// glass; looks inside only at what the library system, the tags and the journal say in the end.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { BenchTag, BenchView, Hand } from '../../contract/bench.ts';
import type { Press } from '../../contract/calls.ts';
import type { DeskAct } from '../../contract/desk-calls.ts';
import type { DeskScreen, DeskView } from '../../contract/desk-view.ts';
import type { Row } from '../../contract/row-view.ts';
import type { InnerGlass } from '../../contract/inner-glass.ts';
import type { KioskScreen, KioskView, View } from '../../contract/view.ts';
import { preview } from '../../drivers/printer/picture.ts';
import { readerSettings } from '../../drivers/rfid/makers.ts';
import type { TagFaults } from '../../drivers/rfid/field.ts';
import type { Entry, EntryKind } from '../../station/journal/entries.ts';
import { sentenceOf } from '../../station/health.ts';
import { createLog } from '../../station/log.ts';
import {
  demonstration,
  demonstrationDesk,
  demonstrationKiosk,
  type DeskSettings,
  type KioskSettings,
  type Settings,
} from '../../station/settings/schema.ts';
import type { Joined } from '../../station/join.ts';
import { openStation } from '../../station/station.ts';
import type { Works } from '../../station/works.ts';
import { createHandClock, type HandClock } from '../clock.ts';

/** Cards and items of the embedded library that the stories speak of. */
export const cards = {
  an: '21234000000018',
  binhWithPin: '21234000000026',
  john: '21234000000034',
  blocked: '21234000000059',
  lost: '21234000000067',
  expired: '21234000000075',
  atLimit: '21234000000083',
  fees: '21234000000091',
  holder: '21234000000117',
} as const;

export const items = {
  kieu: '31234000001014',
  chiPheo: '31234000001030',
  tatDen: '31234000001048',
  datRung: '31234000001055',
  /** Lent to An already. */
  doiGioHu: '31234000001667',
  /** Lent to Thomas Baker, and held. */
  soDo: '31234000001022',
  /** On the hold shelf for Đặng Kim Oanh. */
  vangBong: '31234000001139',
  notForLoan: '31234000001253',
  inHouse: '31234000001295',
  /** Three volumes. */
  set: '31234000001311',
  withFee: '31234000001634',
  otherBranch: '31234000001659',
  /** Lent to Lê Minh Chi, twelve days overdue. */
  overdue: '31234000001089',
} as const;

export type BenchHands = {
  hand(hand: Hand): Promise<void>;
  view(): BenchView;
  /** Lays an item's tag (all its tags) on the pad; `afi` is what it carries where that is not what one would expect. */
  put(number: string, odd?: Partial<TagFaults> & { readonly afi?: number }): Promise<void>;
  putPart(number: string, nth: number): Promise<void>;
  take(number: string): Promise<void>;
  scan(text: string): Promise<void>;
  tag(number: string, nth?: number): BenchTag;
  paper(): number;
};

export type Story = {
  readonly clock: HandClock;
  readonly glass: {
    view(): KioskView;
    press(press: Press): Promise<void>;
    /** Lets time go by until the screen is like this; fails with what it shows instead. */
    shows(like: Partial<KioskScreen> & { readonly at: KioskScreen['at'] }, withinMs?: number): Promise<void>;
    /** The same for the row of an item. */
    rowShows(
      number: string,
      like: { readonly at: Row['state']['at']; readonly [field: string]: unknown },
      withinMs?: number,
    ): Promise<void>;
    row(number: string): Row | null;
    /** Everything that was ever shown, as text. */
    everything(): string;
    /** From the welcome screen to the pile, by card. */
    borrowAs(card: string, pin?: string): Promise<void>;
  };
  readonly bench: BenchHands;
  /** The desk, in stories that have one. */
  readonly desk: {
    view(): DeskView;
    act(act: DeskAct): Promise<void>;
    press(press: Press): Promise<void>;
    shows(like: { readonly at: DeskScreen['at']; readonly [field: string]: unknown }, withinMs?: number): Promise<void>;
    /** The glass of the practice station, as it was shown last. */
    inner(): InnerGlass | null;
    /** Whatever a glass may say. */
    call(said: Parameters<Joined['call']>[0]): Promise<void>;
    /** Everything that was ever shown there, as text. */
    everything(): string;
    /** Its glass is closed. */
    leave(): void;
    /** As somebody of the demonstration, to the board. */
    signIn(name?: string): Promise<void>;
    readonly bench: BenchHands;
  };
  readonly acs: {
    /** Whom an item is lent to. */
    lentTo(number: string): string | null;
  };
  readonly journal: { read(...kinds: EntryKind[]): readonly Entry[] };
  /** What the station logged, line by line. */
  readonly log: readonly string[];
  /** What is missing, as a supervisor reads it. */
  readonly health: () => readonly string[];
  /** The figures, as whoever collects them reads them. */
  readonly metrics: () => Promise<string>;
  readonly works: () => Works;
  /** Its file, for tests in which the disk is full. */
  readonly journalFile: string;
  /** Pulls the plug and starts the program again on the same journal. The library system and the pad forget nothing they would not. */
  restart(): Promise<void>;
};

/** A socket of this machine hands its bytes over within a turn or two; each end has one to take. */
const settleSockets = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** `desk`: null for a library without one. */
const settingsOf = (
  place: Partial<KioskSettings>,
  desk: Partial<DeskSettings> | null,
  more: Partial<Settings>,
  wire: 'memory' | 'tcp',
): Settings => {
  const reader = readerSettings.parse({ maker: 'feig', connection: { kind: 'simulated' } });
  const kiosk = demonstrationKiosk;
  return {
    ...demonstration,
    ...more,
    acs: {
      ...demonstration.acs,
      connection: { kind: 'embedded', wire, as: 'usual' },
      answerTimeoutSeconds: 5,
    },
    places: [
      {
        ...kiosk,
        reader,
        ...place,
      },
      ...(desk === null ? [] : [{ ...demonstrationDesk, reader, ...desk }]),
    ],
  };
};

/** What a test's hands do at the bench of a place. */
const benchHands = (parts: {
  readonly place: string;
  readonly works: () => Works;
  readonly latest: () => BenchView | null;
  readonly call: (said: Parameters<Joined['call']>[0]) => Promise<void>;
}): BenchHands => {
  const { works, call } = parts;
  const bench = (): BenchView => {
    const now = works().benches.get(parts.place)?.view();
    if (now === undefined) throw new Error('nothing is simulated');
    return now;
  };
  const tagsOf = (number: string): readonly BenchTag[] => {
    const now = bench();
    const item = now.items.find((other) => other.number === number);
    const card = now.cards.find((other) => other.number === number);
    const tags =
      item?.tags ??
      (card === undefined || card.tag === null ? now.oddments.filter((tag) => tag.is === number) : [card.tag]);
    if (tags.length === 0) throw new Error(`the bench has no tag of ${number}`);
    return tags;
  };
  const hand = (of: Hand): Promise<void> => call({ kind: 'hand', hand: of });
  const lay = async (uid: string, odd: Partial<TagFaults> & { readonly afi?: number }): Promise<void> => {
    const { afi, ...faults } = odd;
    await hand({ kind: 'put-on-pad', uid });
    const field = works().places.find((one) => one.name === parts.place)?.devices.hands.pad?.field;
    const tag = field?.tags().find((other) => other.uid === uid);
    if (Object.keys(odd).length > 0 && tag?.air === 'iso15693') field?.lay({ ...tag, afi: afi ?? tag.afi }, faults);
  };
  return {
    hand,
    view: () => parts.latest() ?? bench(),
    put: async (number, odd = {}) => {
      for (const tag of tagsOf(number)) await lay(tag.uid, odd);
    },
    putPart: async (number, nth) => {
      const tag = tagsOf(number)[nth - 1];
      if (tag !== undefined) await lay(tag.uid, {});
    },
    take: async (number) => {
      for (const tag of tagsOf(number)) await hand({ kind: 'take-off-pad', uid: tag.uid });
    },
    scan: (text) => hand({ kind: 'scan', text }),
    tag: (number, nth = 1) => {
      const tag = tagsOf(number)[nth - 1];
      if (tag === undefined) throw new Error(`${number} has no part ${nth}`);
      return tag;
    },
    paper: () => bench().printer?.slips.length ?? 0,
  };
};

type Glass = {
  latest: View | null;
  bench: BenchView | null;
  inner: InnerGlass | null;
  joined: Joined | null;
  readonly shown: string[];
};
const newGlass = (): Glass => ({ latest: null, bench: null, inner: null, joined: null, shown: [] });

export const story = (
  name: string,
  tell: (story: Story) => Promise<void>,
  {
    place = {},
    desk = null,
    settings = {},
    wire = 'memory',
    level = 'info',
  }: {
    place?: Partial<KioskSettings>;
    /** A desk beside the kiosk: D1. */
    desk?: Partial<DeskSettings> | null;
    settings?: Partial<Settings>;
    /** To the library system: memory, or a real socket. */
    wire?: 'memory' | 'tcp';
    /** What the log takes: `debug` has every message to and from the library system. */
    level?: 'info' | 'debug';
  } = {},
): void => {
  test(name, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tram-story-'));
    const beginMs = new Date(2026, 10, 22, 9, 30).getTime();
    const clock = wire === 'tcp' ? createHandClock(beginMs, settleSockets) : createHandClock(beginMs);
    const log: string[] = [];
    // Draws once, so that fonts and renderer are read before the clock matters.
    await preview([], { paperWidthMm: 80, dotsPerInch: 203 });

    const open = () =>
      openStation({
        loaded: { kind: 'settings', settings: settingsOf(place, desk, settings, wire) },
        settingsFile: join(folder, 'settings.json'),
        journalFile: join(folder, 'journal.sqlite'),
        clock,
        random: () => 0.5,
        log: createLog(level, { write: (line) => void log.push(line) }),
      });
    let station = await open();
    const glasses = { K1: newGlass(), D1: newGlass() };
    const enter = (): void => {
      for (const at of desk === null ? (['K1'] as const) : (['K1', 'D1'] as const)) {
        const glass = glasses[at];
        glass.joined = station.join(at, {
          view: (view) => {
            glass.latest = view;
            glass.shown.push(JSON.stringify(view));
          },
          bench: (bench) => {
            glass.bench = bench;
          },
          inner: (inner) => {
            glass.inner = inner;
          },
        });
      }
    };
    enter();

    const works = (): Works => {
      if (station.works === null) throw new Error('the station does not work');
      return station.works;
    };
    const view = (): KioskView => {
      const { latest } = glasses.K1;
      if (latest?.mode !== 'kiosk') throw new Error('no kiosk is shown');
      return latest;
    };
    const until = async (check: () => void, withinMs: number): Promise<void> => {
      const end = clock.now() + withinMs;
      for (;;) {
        await clock.pass(10);
        try {
          return check();
        } catch (error) {
          if (clock.now() >= end) throw error;
        }
      }
    };
    const callAt =
      (at: keyof typeof glasses) =>
      async (said: Parameters<Joined['call']>[0]): Promise<void> => {
        expect(glasses[at].joined?.call(said)).toBeNull();
        await clock.pass(0);
      };
    const call = callAt('K1');
    const row = (number: string): Row | null => {
      const { screen } = view();
      return ('rows' in screen ? screen.rows : []).find((other) => other.number === number) ?? null;
    };
    const glass: Story['glass'] = {
      view,
      press: (press) => call({ kind: 'press', session: view().session, press }),
      shows: (like, withinMs = 20_000) => until(() => expect(view().screen).toMatchObject(like), withinMs),
      rowShows: (number, like, withinMs = 20_000) =>
        until(() => expect(row(number)?.state ?? view().screen).toMatchObject(like), withinMs),
      row,
      everything: () => glasses.K1.shown.join('\n'),
      borrowAs: async (card, pin) => {
        await glass.shows({ at: 'welcome' });
        await glass.press({ kind: 'borrow' });
        await glass.press({ kind: 'type-card', number: card });
        if (pin !== undefined) {
          await glass.shows({ at: 'pin' });
          await glass.press({ kind: 'type-pin', pin });
        }
        await glass.shows({ at: 'checkout' });
      },
    };

    const bench = benchHands({ place: 'K1', works, latest: () => null, call });
    const deskView = (): DeskView => {
      const { latest } = glasses.D1;
      if (latest?.mode !== 'desk') throw new Error('no desk is shown');
      return latest;
    };
    const callDesk = callAt('D1');
    const deskGlass: Story['desk'] = {
      view: deskView,
      act: (act) => callDesk({ kind: 'act', session: deskView().session, act }),
      press: (press) => callDesk({ kind: 'press', session: deskView().session, press }),
      shows: (like, withinMs = 20_000) => until(() => expect(deskView().screen).toMatchObject(like), withinMs),
      inner: () => glasses.D1.inner,
      call: callDesk,
      everything: () => glasses.D1.shown.join('\n'),
      leave: () => glasses.D1.joined?.leave(),
      signIn: async (who = 'Minh') => {
        await deskGlass.act({ kind: 'sign-in', name: who, pin: '246810' });
        // A check of a PIN costs real time; the clock of the story waits for it.
        for (;;) {
          await clock.pass(0);
          const { screen } = deskView();
          if (screen.at !== 'sign-in' || !screen.checking) break;
        }
        await deskGlass.shows({ at: 'board' });
      },
      bench: benchHands({ place: 'D1', works, latest: () => null, call: callDesk }),
    };

    try {
      await tell({
        clock,
        glass,
        bench,
        desk: deskGlass,
        acs: { lentTo: (number) => bench.view().items.find((item) => item.number === number)?.lentTo ?? null },
        journal: { read: (...kinds) => works().journal.read(kinds) },
        log,
        health: () => station.health().missing.map(sentenceOf),
        metrics: async () => (await station.metrics?.text()) ?? '',
        works,
        journalFile: join(folder, 'journal.sqlite'),
        restart: async () => {
          await station.close();
          station = await open();
          enter();
        },
      });
    } finally {
      await station.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
};
