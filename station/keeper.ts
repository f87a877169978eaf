// Keeps a station open with its settings: opens it anew with others when nobody is at work, watches whether it becomes ready, and goes
// back to the former ones where it does not. Knows no screens and no field of the settings but who works there.
import type { Busy } from '../contract/busy.ts';
import { isSameLack, type Lack } from '../contract/lack.ts';
import type { Applying } from '../contract/technician-view.ts';
import type { SettingsIssue } from '../contract/settings-view.ts';
import type { Clock } from '../drivers/clock.ts';
import { sentenceOf } from './health.ts';
import type { Log } from './log.ts';
import type { Settings } from './settings/schema.ts';
import type { Loaded } from './settings/store.ts';
import { createUnwritten, type Unwritten } from './unwritten.ts';
import type { Station, Works } from './works.ts';

export type Keeper = {
  /** The one that is open, or that was until a moment ago. */
  station(): Station;
  /** Null while none works: it opens, or its settings cannot be used. */
  works(): Works | null;
  settings(): Settings | null;
  /** Why it does not work; none where it does. */
  issues(): readonly SettingsIssue[];
  applying(): Applying;
  /** Called after each change of all these; gives what ends it. */
  changed(listener: () => void): () => void;
  /** What belongs in the station's journal, and wrong PINs that count at this place. */
  readonly unwritten: Pick<Unwritten, 'note' | 'guard'>;
  /**
   * The settings file is another one now: the station is opened with it. One that did not end yet is overtaken. `at-once`: nobody is waited
   * for.
   */
  takeUp(how: 'when-free' | 'at-once'): void;
  /** Nobody is waited for any more. */
  hurry(): void;
  /** They stay, though the station is not ready. */
  keep(): void;
  /** The former ones again, as if it had not become ready. */
  takeBack(): void;
  check(): void;
  close(): Promise<void>;
};

/** The settings file, as the keeper needs it. */
export type SettingsFile = {
  load(): Loaded;
  /** Its text now; null where there is none. */
  text(): string | null;
  /** Puts a former text back, on disk when it returns. */
  putBack(text: string): void;
  /** The station became ready with this text of it. */
  isGood(text: string): void;
};

export type KeeperParts = {
  readonly file: SettingsFile;
  readonly open: (loaded: Loaded) => Promise<Station>;
  /** What stands around a station, such as the desks' doorway; gives what closes it. */
  readonly around: (station: Station, settings: Settings) => Promise<() => Promise<void>>;
  readonly clock: Clock;
  readonly log: Log;
};

export const keeperTimes = {
  lookMs: 1000,
  /** New settings that do not make the station ready within so long are taken back. */
  provingMs: 60_000,
} as const;

type Stage =
  | { readonly at: 'rest'; readonly outcome: 'applied' | null }
  | { readonly at: 'waiting' }
  | { readonly at: 'opening' }
  | { readonly at: 'proving'; readonly untilMs: number }
  | { readonly at: 'fell-back'; readonly missing: readonly Lack[]; readonly issues: readonly SettingsIssue[] };

/** A kiosk that takes returns while the library system is away is open, too: that proves nothing of the settings. */
const isServing = ({ works, health }: Station): boolean =>
  works !== null && works.client.state().kind === 'up' && health().ready;

/** Who is at work: patrons in their sessions, staff who have signed in at a desk. */
export const busyAt = ({ kiosks, desks }: Works): readonly Busy[] => [
  ...kiosks.filter((place) => place.runs()).map(({ name }) => ({ place: name, who: 'patron' as const })),
  ...desks
    .filter((place) => place.state().door.at !== 'shut')
    .map(({ name }) => ({ place: name, who: 'staff' as const })),
];

/** The last settings with which the station served. `missing`: what was missing already then. */
type Served = { readonly text: string | null; readonly missing: readonly Lack[] };

/** `text`: with which it was opened. */
type Open = {
  readonly station: Station;
  readonly loaded: Loaded;
  readonly text: string | null;
  readonly leave: () => Promise<void>;
};

export const openKeeper = async (parts: KeeperParts): Promise<Keeper> => {
  const { file, clock, log } = parts;
  const listeners = new Set<() => void>();
  let stage: Stage = { at: 'opening' };
  /** What to go back to until those that stand have proved themselves; null: they need not, or have. */
  let served: Served | null = null;
  let isProven = false;
  let closed = false;
  let cancel = (): void => undefined;

  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const become = (next: Stage): void => {
    stage = next;
    tell();
  };
  const openWith = async (): Promise<Open> => {
    const text = file.text();
    const loaded = file.load();
    const station = await parts.open(loaded);
    const leave =
      station.works === null || loaded.kind === 'issues'
        ? () => Promise.resolve()
        : await parts.around(station, loaded.settings);
    return { station, loaded, text: text ?? file.text(), leave };
  };
  const worksNow = (): Works | null => (stage.at === 'opening' ? null : now.station.works);
  const issuesNow = (): readonly SettingsIssue[] => (now.station.works === null ? now.station.issues : []);

  const busy = (): readonly Busy[] => {
    const works = worksNow();
    return works === null ? [] : busyAt(works);
  };

  const unwritten = createUnwritten({ journal: () => worksNow()?.journal ?? null, clock, log });

  const shut = async (): Promise<void> => {
    await now.leave();
    await now.station.close();
  };
  const replace = async (): Promise<void> => {
    become({ at: 'opening' });
    await shut();
    now = await openWith();
  };

  /**
   * Where the station did not serve before, it need not serve now: only the settings themselves must do. Others that come before the last
   * ones proved themselves answer to those that served, and not to what nobody has seen work.
   */
  const takeUpNow = async (): Promise<void> => {
    const { station: before, text } = now;
    served ??= isServing(before) ? { text, missing: before.health().missing } : null;
    isProven = false;
    await replace();
    const { station } = now;
    if (station.works === null) return fallBack(served?.text ?? text, [], station.issues);
    become(
      served === null
        ? { at: 'rest', outcome: 'applied' }
        : { at: 'proving', untilMs: clock.now() + keeperTimes.provingMs },
    );
    unwritten.write();
  };

  const fallBack = async (
    text: string | null,
    missing: readonly Lack[],
    issues: readonly SettingsIssue[],
  ): Promise<void> => {
    const sentences = missing.map(sentenceOf);
    log.error(
      { missing: sentences, issues: issues.map(({ path }) => path) },
      'the new settings do not do: the former ones stand again',
    );
    if (text !== null) file.putBack(text);
    await replace();
    become({ at: 'fell-back', missing, issues });
    unwritten.note('technician', [{ kind: 'settings-fell-back', because: sentences.join(' ').slice(0, 500) }]);
  };

  /** One after another: a station that opens is not opened a second time. */
  let work: Promise<void> = Promise.resolve();
  const then = (run: () => Promise<void>): void => {
    work = work.then(run).catch((error: unknown) => {
      // Neither the new nor the former ones: whoever supervises the program starts it anew.
      log.fatal({ err: error }, 'the station could not be opened with other settings');
      broken = error instanceof Error ? error : new Error(String(error));
    });
  };
  let broken: Error | null = null;

  const look = (): void => {
    if (closed) return;
    unwritten.write();
    if (stage.at === 'waiting' && busy().length === 0)
      then(() => (stage.at === 'waiting' ? takeUpNow() : Promise.resolve()));
    else if (stage.at === 'proving') prove(stage);
    else if (stage.at !== 'opening') noteGood();
    if (stage.at === 'waiting' || stage.at === 'proving') tell();
    cancel = clock.after(keeperTimes.lookMs, look);
  };
  /** They serve, and nothing is missing that those before them had. */
  const doesAsBefore = (): boolean =>
    isServing(now.station) &&
    (served === null ||
      now.station.health().missing.every((lack) => served?.missing.some((had) => isSameLack(had, lack))));
  const noteGood = (): void => {
    if (isProven || !doesAsBefore()) return;
    isProven = true;
    served = null;
    // A full disk, or no file handle left, is no reason to stop what serves.
    try {
      // Not what stands in the file by now: others may wait there for their turn.
      if (now.text !== null) file.isGood(now.text);
    } catch (error) {
      log.error({ err: error }, 'that these settings serve could not be kept: the last good ones are older');
    }
    tell();
  };
  const prove = ({ untilMs }: Extract<Stage, { at: 'proving' }>): void => {
    noteGood();
    if (isProven) become({ at: 'rest', outcome: 'applied' });
    else if (clock.now() >= untilMs) {
      const { missing } = now.station.health();
      then(() => (stage.at === 'proving' ? fallBack(served?.text ?? null, missing, []) : Promise.resolve()));
    }
  };

  let now = await openWith();
  stage = { at: 'rest', outcome: null };
  cancel = clock.after(keeperTimes.lookMs, look);

  const applyingNow = (): Applying => {
    switch (stage.at) {
      case 'rest':
        return now.station.works === null ? { at: 'faults' } : { at: 'works', outcome: stage.outcome };
      case 'waiting':
        return { at: 'waiting', busy: busy() };
      case 'opening':
        return { at: 'opening' };
      case 'proving':
        return {
          at: 'proving',
          missing: now.station.health().missing,
          secondsLeft: Math.max(0, Math.ceil((stage.untilMs - clock.now()) / 1000)),
        };
      case 'fell-back':
        return { at: 'fell-back', missing: stage.missing, issues: stage.issues };
    }
  };

  return {
    station: () => now.station,
    works: worksNow,
    settings: () => (now.loaded.kind === 'settings' ? now.loaded.settings : null),
    issues: issuesNow,
    applying: applyingNow,
    changed: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    unwritten,
    takeUp: (how) => {
      if (how === 'at-once' || busy().length === 0) {
        become({ at: 'opening' });
        then(takeUpNow);
      } else become({ at: 'waiting' });
    },
    hurry: () => {
      if (stage.at !== 'waiting') return;
      become({ at: 'opening' });
      then(takeUpNow);
    },
    keep: () => {
      if (stage.at !== 'proving') return;
      served = null;
      become({ at: 'rest', outcome: 'applied' });
    },
    takeBack: () => {
      if (stage.at !== 'proving') return;
      const { missing } = now.station.health();
      become({ at: 'opening' });
      then(() => fallBack(served?.text ?? null, missing, []));
    },
    check: () => {
      if (broken !== null) throw broken;
      if (stage.at !== 'opening') now.station.check();
    },
    close: async () => {
      closed = true;
      cancel();
      await work;
      await shut();
    },
  };
};
