// A new version on trial, in an upgrade of the package: it takes over from the former one, is asked at the station's own door
// whether it is ready, and gives the place back where it is not. Runs as root, on the former version's Node, in `postinst`.
//
// What was on disk before is copied first. A new version may bring the journal up to date, and then the former could not read it:
// going back takes the copy, and carries over what was written since.
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';

/** The trial, the ten seconds that the unit gives a station to end, and a start: less than a minute until somebody serves again. */
const patience = {
  /** From its start until it is ready. */
  trialMs: 30_000,
  /** One that ends by itself so often is not waited for any longer: a reader's hiccup ends a start once, not thrice. */
  falls: 3,
  /** Still so after this: one that falls right after its first word has not become ready. */
  steadyMs: 3_000,
  /** So long the former one is waited for, to say that it serves; it was started, whatever comes. */
  backMs: 40_000,
  /** One question at the door. */
  askMs: 2_000,
  everyMs: 250,
} as const;

type Health = { readonly ready: boolean; readonly missing: readonly string[]; readonly version: string };

const isHealth = (value: unknown): value is Health =>
  typeof value === 'object' &&
  value !== null &&
  'ready' in value &&
  typeof value.ready === 'boolean' &&
  'missing' in value &&
  Array.isArray(value.missing) &&
  'version' in value &&
  typeof value.version === 'string';

const { values } = parseArgs({
  options: {
    current: { type: 'string' },
    former: { type: 'string' },
    new: { type: 'string' },
    data: { type: 'string', default: '/var/lib/tram' },
    settings: { type: 'string', default: '/etc/tram/settings.json' },
    door: { type: 'string', default: 'http://127.0.0.1:4711' },
  },
});
const needed = (name: 'current' | 'former' | 'new'): string => {
  const value = values[name];
  if (value === undefined) throw new Error(`--${name} is needed`);
  return value;
};
const current = needed('current');
const folders = { former: needed('former'), new: needed('new') } as const;
const { data, settings, door } = values;
const journal = join(data, 'journal.sqlite');
const before = join(data, 'before-upgrade');

const versionIn = (folder: string): string => {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '?';
};
const former = versionIn(folders.former);
const fresh = versionIn(folders.new);

/** To whoever installs, to the machine's log, and to the station's own folder, where the next bundle for a helper finds it. */
const say = (sentence: string, isBad: boolean): void => {
  console.log(`tram: ${sentence}`);
  spawnSync('logger', ['-t', 'tram', '-p', isBad ? 'daemon.err' : 'daemon.notice', sentence]);
  const line = JSON.stringify({
    at: new Date().toISOString(),
    from: former,
    to: fresh,
    stands: !isBad,
    says: sentence,
  });
  const file = join(data, 'upgrades.jsonl');
  try {
    asStation(() => appendFileSync(file, `${line}\n`, { mode: 0o600 }));
  } catch {
    // A full disk: the machine's log has it.
  }
};

const stationsUser = statSync(data);

/**
 * As the station's own user, to whom these folders belong: root would follow a link that somebody who got hold of the station had laid
 * there, and write over, or give away, what is none of the station's.
 */
function asStation<T>(run: () => T): T {
  const { uid, gid } = stationsUser;
  if (process.geteuid?.() !== 0 || uid === 0) return run();
  const groups = process.getgroups?.() ?? [];
  process.setgroups?.([gid]);
  process.setegid?.(gid);
  process.seteuid?.(uid);
  try {
    return run();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
    process.setgroups?.(groups);
  }
}

const systemctl = (...words: readonly string[]): boolean =>
  spawnSync('systemctl', words, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;

/** How often it has ended and was started again since it was last started by hand; 0 where that is not told. */
const fallsSoFar = (): number => {
  const asked = ['show', '--property=NRestarts', '--value', 'tram.service'];
  return Number.parseInt(spawnSync('systemctl', asked, { encoding: 'utf8' }).stdout ?? '', 10) || 0;
};

const pointTo = (folder: string): void => {
  const beside = `${current}.new`;
  rmSync(beside, { force: true });
  symlinkSync(folder, beside);
  renameSync(beside, current);
};

/** Null where nobody answers, or not as a station does. */
const ask = async (): Promise<Health | null> => {
  try {
    const answer = await fetch(`${door}/health`, { signal: AbortSignal.timeout(patience.askMs) });
    const told: unknown = await answer.json();
    return isHealth(told) ? told : null;
  } catch {
    return null;
  }
};

/** A library system that is away was away before, too: the new version is to blame for what is new alone. */
const isNoWorse = (now: Health, than: Health | null): boolean =>
  now.ready || (than !== null && !than.ready && now.missing.every((sentence) => than.missing.includes(sentence)));

const endedBy = (falls: number): string => `it ended by itself ${falls === 1 ? 'once' : `${falls} times`}`;

type Verdict = { readonly kind: 'stands' } | { readonly kind: 'falls'; readonly because: string };

const watchNew = async (than: Health | null): Promise<Verdict> => {
  const endsMs = performance.now() + patience.trialMs;
  let goodSinceMs: number | null = null;
  let last: Health | null = null;
  while (performance.now() < endsMs) {
    await wait(patience.everyMs);
    const now = await ask();
    last = now ?? last;
    const isGood = now !== null && now.version === fresh && isNoWorse(now, than);
    if (!isGood) goodSinceMs = null;
    else goodSinceMs ??= performance.now();
    if (goodSinceMs !== null && performance.now() - goodSinceMs >= patience.steadyMs) return { kind: 'stands' };
    const falls = now === null ? fallsSoFar() : 0;
    if (falls >= patience.falls) return { kind: 'falls', because: endedBy(falls) };
  }
  if (last === null) {
    const falls = fallsSoFar();
    return { kind: 'falls', because: falls > 0 ? endedBy(falls) : 'it did not answer' };
  }
  if (last.version !== fresh) return { kind: 'falls', because: `another version answered (${last.version})` };
  return { kind: 'falls', because: last.missing.join(' ') || 'it did not stay ready' };
};

const copies = (): readonly (readonly [string, string])[] =>
  [journal, `${journal}-wal`, settings]
    .filter((file) => existsSync(file))
    .map((file) => [file, join(before, file.split('/').at(-1) ?? '')] as const);

/** The station is stopped. Throws where there is no room: then nothing was changed. */
const keepBefore = (): void => {
  rmSync(before, { recursive: true, force: true });
  mkdirSync(before, { mode: 0o700 });
  for (const [file, copy] of copies()) copyFileSync(file, copy, constants.COPYFILE_FICLONE);
};

const versionOf = (file: string): number => {
  const database = new DatabaseSync(file);
  try {
    return Number(database.prepare('pragma user_version').get()?.['user_version'] ?? 0);
  } finally {
    database.close();
  }
};

/**
 * Where the new version brought the journal up to date: the copy takes its place, with the entries that were written since. The
 * newer file stays beside it, for whatever else was written in it. Says what was done; null where the former can read it as it is.
 */
const takeJournalBack = (): string | null => {
  const copy = join(before, 'journal.sqlite');
  if (!existsSync(copy) || !existsSync(journal) || versionOf(journal) === versionOf(copy)) return null;
  const aside = join(data, `journal-of-${fresh}.sqlite`);
  const database = new DatabaseSync(copy);
  let carried = 0;
  try {
    database.prepare('attach ? as newer').run(journal);
    const { changes } = database
      .prepare(
        `insert into entries (seq, at, place, kind, patron, body)
         select seq, at, place, kind, patron, body from newer.entries
         where seq > (select coalesce(max(seq), 0) from main.entries) order by seq`,
      )
      .run();
    carried = Number(changes);
    database.exec('detach newer; pragma wal_checkpoint(truncate)');
  } finally {
    database.close();
  }
  for (const tail of ['', '-wal', '-shm'])
    if (existsSync(`${journal}${tail}`)) renameSync(`${journal}${tail}`, `${aside}${tail}`);
  copyFileSync(copy, journal);
  return `The journal is the one of before with ${carried} entries carried over; the newer one stays as ${aside}.`;
};

/** Settings that the new version wrote in its own shape are no settings for the former one. */
const takeSettingsBack = (): string | null => {
  const copy = join(before, settings.split('/').at(-1) ?? '');
  if (!existsSync(copy) || (existsSync(settings) && readFileSync(copy).equals(readFileSync(settings)))) return null;
  if (existsSync(settings)) renameSync(settings, `${settings}.of-${fresh}`);
  copyFileSync(copy, settings);
  return `The settings are those of before; the newer ones stay as ${settings}.of-${fresh}.`;
};

const goBack = async (because: string): Promise<void> => {
  systemctl('stop', 'tram.service');
  // One after the other, and the former starts whatever became of them: it says itself what it cannot read.
  const done = [takeJournalBack, takeSettingsBack].map((take) => {
    try {
      return asStation(take);
    } catch (error) {
      return `What was there before could not be put back (${error instanceof Error ? error.message : String(error)}); it lies in ${before}.`;
    }
  });
  pointTo(folders.former);
  systemctl('--no-block', 'start', 'tram.service');
  const endsMs = performance.now() + patience.backMs;
  let now: Health | null = null;
  while (now?.version !== former && performance.now() < endsMs) {
    now = await ask();
    await wait(patience.everyMs);
  }
  const serves =
    now?.version === former ? `${former} serves again.` : `${former} was started again and does not answer yet.`;
  const words = [`Tram ${fresh} did not become ready: ${because.replace(/\.?$/, '.')}`, serves, ...done];
  say(words.filter((word) => word !== null).join(' '), true);
};

const was = await ask();
if (!systemctl('stop', 'tram.service')) say(`Tram ${former} did not end by itself.`, true);
try {
  asStation(keepBefore);
} catch (error) {
  systemctl('--no-block', 'start', 'tram.service');
  const because = error instanceof Error ? error.message : String(error);
  say(`Tram ${fresh} was not tried: journal and settings could not be copied (${because}). ${former} goes on.`, true);
  process.exit(1);
}
pointTo(folders.new);
systemctl('--no-block', 'start', 'tram.service');
const verdict = await watchNew(was);
if (verdict.kind === 'stands') say(`Tram ${fresh} is ready, and took over from ${former}.`, false);
else {
  await goBack(verdict.because);
  process.exitCode = 1;
}
