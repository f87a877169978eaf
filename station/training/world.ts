// The practice station: the demonstration's library, a kiosk and a desk with simulated devices, opened in this program over memory alone,
// with a journal that is in no file. Knows what stands there before an exercise begins; nothing of it reaches anything real.
import type { BenchView, Hand } from '../../contract/bench.ts';
import type { Language } from '../../contract/terms.ts';
import type { TrainingFault } from '../../contract/training-faults.ts';
import { trainingGlasses, type TrainingGlass } from '../../contract/training-view.ts';
import type { ScannerSimulator } from '../../drivers/barcode/simulator.ts';
import type { PrinterSimulator } from '../../drivers/printer/simulator.ts';
import { readerSettings } from '../../drivers/rfid/makers.ts';
import { slixTag, type Field } from '../../drivers/rfid/field.ts';
import type { Bench } from '../bench.ts';
import type { EmbeddedLibrary } from '../embedded.ts';
import type { Entry } from '../journal/entries.ts';
import type { Journal } from '../journal/journal.ts';
import type { Joined, Show } from '../join.ts';
import type { Place } from '../place.ts';
import { demonstration, demonstrationDesk, demonstrationKiosk, type Settings } from '../settings/schema.ts';

/** What is used of a station that was opened for practice. */
export type PracticeStation = {
  join(place: string, show: Show): Joined | null;
  readonly works: {
    readonly journal: Journal;
    readonly benches: ReadonlyMap<string, Bench | null>;
    readonly library: EmbeddedLibrary | null;
    readonly places: readonly Place[];
  } | null;
  close(): Promise<void>;
};

/** The hands of whoever prepares an exercise and looks how it goes. */
export type World = {
  readonly station: PracticeStation;
  readonly journal: Journal;
  readonly library: EmbeddedLibrary;
  bench(glass: TrainingGlass): Bench;
  fieldOf(glass: TrainingGlass): Field;
  printers(): readonly PrinterSimulator[];
  scanners(): readonly Pick<ScannerSimulator, 'become'>[];
  /** What was made to go wrong and nothing else tells. */
  readonly spoilt: Set<TrainingFault>;
  /** Null when done, else a sentence why not. */
  hand(glass: TrainingGlass, hand: Hand): string | null;
  /** Tags of an item, in the order of its parts. */
  tagsOf(item: string): readonly string[];
  /** An item's tags carry this AFI from now on, wherever they lie. */
  paint(item: string, afi: number): void;
  /** A tag that says nothing, to be laid down by its UID. */
  addBlank(uid: string): void;
  isOnPad(glass: TrainingGlass, uid: string): boolean;
  /** As if it had been so at the practice kiosk. */
  wrote(entries: readonly Entry[]): void;
};

/** No place of a real station has such a name by accident, and every slip and row of the board says it. */
export const practicePlaces = { kiosk: 'T-K1', desk: 'T-D1' } as const satisfies Record<TrainingGlass, string>;

export const armedAfi = 0x07;
export const disarmedAfi = 0xc2;

const nameAtMost = 80;

/** Of the demonstration, whatever this library's own settings are: no address, no device and no password of theirs is in it. */
export const practiceSettings = (parts: {
  readonly library: string;
  readonly staff: string;
  readonly language: Language;
}): Settings => {
  const { library, staff, language } = parts;
  const reader = readerSettings.parse({ maker: 'feig', connection: { kind: 'simulated' } });
  const [senior] = demonstration.staff.filter(({ level }) => level === 'senior');
  if (senior === undefined) throw new Error('the demonstration has no senior');
  const mark = language === 'vi' ? 'TẬP HUẤN' : 'TRAINING';
  return {
    ...demonstration,
    library: { ...demonstration.library, name: `${mark} · ${library}`.slice(0, nameAtMost) },
    acs: { ...demonstration.acs, connection: { kind: 'embedded', wire: 'memory', as: 'usual' } },
    staff: [{ ...senior, name: staff, card: null }],
    places: [
      { ...demonstrationKiosk, name: practicePlaces.kiosk, language, reader },
      { ...demonstrationDesk, name: practicePlaces.desk, language, reader, lockMinutes: 120 },
    ],
  };
};

export const worldOf = (station: PracticeStation): World => {
  const { works } = station;
  if (works === null || works.library === null) throw new Error('the practice station does not work');
  const { journal, library } = works;
  const bench = (glass: TrainingGlass): Bench => {
    const found = works.benches.get(practicePlaces[glass]) ?? null;
    if (found === null) throw new Error(`the practice ${glass} has no bench`);
    return found;
  };
  const handsOf = (glass: TrainingGlass) =>
    works.places.find(({ name }) => name === practicePlaces[glass])?.devices.hands;
  const fieldOf = (glass: TrainingGlass): Field => {
    const field = handsOf(glass)?.pad?.field;
    if (field === undefined) throw new Error(`the practice ${glass} has no pad`);
    return field;
  };
  const tagsOf = (item: string): readonly string[] => tagsIn(bench('desk').view(), item).map(({ uid }) => uid);
  return {
    station,
    journal,
    library,
    bench,
    fieldOf,
    printers: () => trainingGlasses.flatMap((glass) => handsOf(glass)?.printer ?? []),
    scanners: () => trainingGlasses.flatMap((glass) => handsOf(glass)?.scanner ?? []),
    spoilt: new Set(),
    hand: (glass, hand) => bench(glass).hand(hand),
    tagsOf,
    paint: (item, afi) => {
      const field = fieldOf('desk');
      for (const uid of tagsOf(item)) {
        bench('desk').hand({ kind: 'put-on-pad', uid });
        const tag = field.tags().find((one) => one.uid === uid);
        // Down and up before any reader looks: what it carries stays with it.
        if (tag?.air === 'iso15693') field.lay({ ...tag, afi });
        field.lift(uid);
      }
    },
    addBlank: (uid) => {
      const field = fieldOf('desk');
      field.lay(slixTag({ uid, content: new Uint8Array(0), afi: 0 }));
      field.lift(uid);
    },
    isOnPad: (glass, uid) =>
      fieldOf(glass)
        .tags()
        .some((tag) => tag.uid === uid),
    wrote: (entries) => journal.append(practicePlaces.kiosk, entries),
  };
};

export const tagsIn = (view: BenchView, item: string): BenchView['items'][number]['tags'] =>
  view.items.find(({ number }) => number === item)?.tags ?? [];
