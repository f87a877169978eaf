// The settings as they were: a copy of each file that was used beside it, the last fifty, with who wrote it and when. For the station's own
// user alone, as the file itself: passwords stand in them.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { writeSafely } from './store.ts';

const entry = z.object({
  nth: z.int().min(1),
  atMs: z.number(),
  by: z.string().nullable(),
  because: z.enum(['found', 'edited', 'imported', 'returned', 'fell-back']),
  paths: z.array(z.string()).readonly(),
  /** Of the text. */
  stamp: z.string(),
  /** When the station last became ready with it; null: never. */
  goodAtMs: z.number().nullable(),
});
export type Kept = z.infer<typeof entry>;
const index = z.array(entry);

export type History = {
  /** Newest first. */
  list(): readonly Kept[];
  keep(text: string, why: Pick<Kept, 'by' | 'because' | 'paths'>): void;
  markGood(text: string): void;
  /** Null for one that is gone. */
  read(nth: number): string | null;
};

export const copiesKept = 50;

export const stampOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const copyName = /^(\d{6})\.json$/;
const nameOf = (nth: number): string => `${String(nth).padStart(6, '0')}.json`;

export const historyFolderOf = (file: string): string => file.replace(/(?:\.json)?$/, '.history');

export const openHistory = (file: string, nowMs: () => number): History => {
  const folder = historyFolderOf(file);
  const indexFile = join(folder, 'index.json');

  const copies = (): readonly number[] => {
    try {
      return readdirSync(folder)
        .flatMap((name) => copyName.exec(name)?.[1] ?? [])
        .map(Number)
        .toSorted((a, b) => a - b);
    } catch {
      return [];
    }
  };
  const read = (nth: number): string | null => {
    try {
      return readFileSync(join(folder, nameOf(nth)), 'utf8');
    } catch {
      return null;
    }
  };
  /** A copy that the index does not know of (it was lost, or a plug was pulled in between) is still a copy. */
  const list = (): readonly Kept[] => {
    const known = new Map(readIndex(indexFile).map((one) => [one.nth, one]));
    return copies()
      .map((nth): Kept => {
        const lost = { nth, atMs: 0, by: null, because: 'found', paths: [], goodAtMs: null } as const;
        return known.get(nth) ?? { ...lost, stamp: stampOf(read(nth) ?? '') };
      })
      .toReversed();
  };
  const write = (kept: readonly Kept[]): void =>
    writeSafely(indexFile, `${JSON.stringify(kept.toReversed(), null, 1)}\n`);

  return {
    list,
    read,
    keep: (text, why) => {
      const stamp = stampOf(text);
      const before = list();
      // Found as it was left: nothing to keep.
      if (why.because === 'found' && before[0]?.stamp === stamp) return;
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const nth = (before[0]?.nth ?? 0) + 1;
      writeSafely(join(folder, nameOf(nth)), text);
      const goodAtMs = before.find((one) => one.stamp === stamp)?.goodAtMs ?? null;
      const all = [{ nth, atMs: nowMs(), stamp, goodAtMs, ...why }, ...before];
      write(all.slice(0, copiesKept));
      for (const { nth: old } of all.slice(copiesKept)) rmSync(join(folder, nameOf(old)), { force: true });
    },
    markGood: (text) => {
      const stamp = stampOf(text);
      const all = list();
      const newest = all.find((one) => one.stamp === stamp);
      if (newest !== undefined) write(all.map((one) => (one === newest ? { ...one, goodAtMs: nowMs() } : one)));
    },
  };
};

const readIndex = (file: string): readonly Kept[] => {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const read = index.safeParse(value);
    return read.success ? read.data : [];
  } catch {
    return [];
  }
};
