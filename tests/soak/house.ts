// The real station in a hand: memory wires, the small ACS inside, simulated pad, scanner and printer, and a clock that moves
// only when nothing is left to do. Knows no patrons' wishes and no rules.
import { drawSlip } from '../../drivers/printer/picture.ts';
import type { Hand } from '../../contract/bench.ts';
import type { Press } from '../../contract/calls.ts';
import type { KioskView } from '../../contract/view.ts';
import type { Field } from '../../drivers/rfid/field.ts';
import type { Entry } from '../../station/journal/entries.ts';
import { entryKinds } from '../../station/journal/entries.ts';
import type { Kiosk } from '../../station/modes/kiosk-state.ts';
import { demonstration, settings, type Settings } from '../../station/settings/schema.ts';
import { openStation } from '../../station/station.ts';
import type { BehaviourName, Acs } from 'sip2/acs';
import { pino } from 'pino';
import { createHandClock, type HandClock } from '../clock.ts';

/** Makes of library system, and the dialect in which each is read. */
export const makes = {
  usual: 'generic',
  koha: 'koha',
  evergreen: 'evergreen',
  folio: 'folio',
  openncip: 'evergreen',
  polaris: 'polaris',
} as const satisfies Partial<Record<BehaviourName, Settings['acs']['dialect']>>;
export type Make = keyof typeof makes;

export type House = {
  readonly clock: HandClock;
  readonly acs: Acs;
  readonly field: Field;
  view(): KioskView;
  state(): Kiosk;
  press(press: Press): void;
  /** A press for a screen that is gone. */
  pressLate(press: Press, session: number): void;
  hand(hand: Hand): void;
  /** Uids of the tags of an item or a card. */
  tagsOf(number: string): readonly string[];
  journal(): readonly Entry[];
  /** What the program complained of. */
  complaints(): readonly string[];
  close(): Promise<void>;
};

const settingsFor = (make: Make): Settings => {
  const [kiosk] = demonstration.places;
  return settings.parse({
    ...demonstration,
    acs: {
      ...demonstration.acs,
      dialect: makes[make],
      connection: { kind: 'embedded', wire: 'memory', as: make },
      answerTimeoutSeconds: 5,
    },
    places: [
      {
        ...kiosk,
        reader: { maker: 'feig', frames: 'standard', connection: { kind: 'simulated', realTime: false } },
        scanner: { connection: { kind: 'simulated', realTime: false } },
        printer: { connection: { kind: 'simulated', realTime: false } },
      },
    ],
  });
};

/** What a place cannot be seen to wait for: what runs beside the hand clock, on the machine's own time. */
const besides = (): boolean =>
  process.getActiveResourcesInfo().some((kind) => kind === 'Immediate' || kind.startsWith('FSReq'));

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const tick = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

/**
 * Promises have all run when the next tick comes, and what other ticks set off when the one after it comes: dearer turns of
 * the event loop are for what waits for one, or for the disk.
 */
export const atRest = async (): Promise<void> => {
  await tick();
  await tick();
  while (besides()) await turn();
};

/** Fonts and renderer are read once, on the machine's own time; from then on a slip is drawn within a tick. */
export const warmUp = async (): Promise<void> => {
  await drawSlip([], { paperWidthMm: 80, dotsPerInch: 203 });
};

/** `shown`: every view, at once and at each change, as the glass would see it. */
export const openHouse = async (make: Make, shown: (view: KioskView) => void): Promise<House> => {
  const clock = createHandClock(new Date(2026, 10, 22, 9, 30).getTime(), atRest);
  const complaints: string[] = [];
  const station = await openStation({
    loaded: { kind: 'settings', settings: settingsFor(make) },
    settingsFile: '/nowhere/settings.json',
    journalFile: ':memory:',
    clock,
    random: () => 0.5,
    log: pino(
      { level: 'error', base: null, timestamp: false },
      { write: (line: string) => void complaints.push(line) },
    ),
  });
  const { works } = station;
  const place = works?.places[0];
  const pad = place?.devices.hands.pad;
  if (works === null || place === undefined || pad === undefined || pad === null || works.bench === null)
    throw new Error('the soak’s station does not work');
  const { bench, library, journal } = works;
  if (library === null) throw new Error('the soak’s library is not the embedded one');

  let latest: KioskView | null = null;
  const glass = place.join((view) => {
    if (view.mode !== 'kiosk') throw new Error('no kiosk is shown');
    latest = view;
    shown(view);
  });
  if (glass === null) throw new Error('another glass has this place');
  const view = (): KioskView => {
    if (latest === null) throw new Error('nothing is shown yet');
    return latest;
  };
  const { items, cards } = bench.view();
  const tags = new Map<string, readonly string[]>([
    ...items.map((item): [string, string[]] => [item.number, item.tags.map((tag) => tag.uid)]),
    ...cards.map((card): [string, string[]] => [card.number, card.tag === null ? [] : [card.tag.uid]]),
  ]);

  return {
    clock,
    acs: library.acs,
    field: pad.field,
    view,
    state: place.state,
    press: (press) => void glass.call({ kind: 'press', session: view().session, press }),
    pressLate: (press, session) => void glass.call({ kind: 'press', session, press }),
    hand: (hand) => void bench.hand(hand),
    tagsOf: (number) => tags.get(number) ?? [],
    journal: () => journal.read(entryKinds),
    complaints: () => complaints,
    close: async () => {
      const closed = station.close();
      await clock.pass(2000);
      await closed;
    },
  };
};
