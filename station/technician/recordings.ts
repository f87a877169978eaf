// Recordings of devices' traffic, in a folder of their own beside the settings: every byte, for this user's eyes, ended by size and time, and
// forgotten after a week. A name says what was recorded and in which language. Knows files; nothing of what stands in them.
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Recorded } from '../../contract/devices-view.ts';
import { recordingPage } from '../../contract/devices-view.ts';
import { createTrafficReader, type ReadLine } from '../../drivers/traffic/reading.ts';
import { isTongue, type Tongue } from '../../drivers/traffic/tongues.ts';
import { filePen, readTrace, type Pen } from '../../drivers/transport/recorded.ts';

export const recordingLimits = {
  bytes: 8 * 1024 * 1024,
  ms: 10 * 60_000,
  keptMs: 7 * 24 * 3_600_000,
  files: 40,
} as const;

export type Recordings = {
  readonly folder: string;
  /** The newest first; what is too old or one too many is gone with it. */
  list(nowMs: number): readonly Recorded[];
  /** Throws a sentence where no file can be made. */
  begin(of: { readonly place: string; readonly device: string; readonly tongue: Tongue; readonly nowMs: number }): {
    readonly file: string;
    readonly pen: Pen & { close(): void };
  };
  /** Throws a sentence. */
  read(name: string, from: number): { readonly count: number; readonly lines: readonly ReadLine[] };
  remove(name: string): void;
};

const ending = '.jsonl';
const namePattern = /^(\d{8}-\d{6})_(.+)_(pad|card-reader|scanner|printer)_([a-z0-9-]+)\.jsonl$/;

/** Null for what no recording of ours is named: somebody put a file there by hand. */
const placeOf = (written: string): string | null => {
  try {
    return decodeURIComponent(written);
  } catch {
    return null;
  }
};

const stampOf = (ms: number): string => {
  const at = new Date(ms);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
};

export const openRecordings = (folder: string): Recordings => {
  const pathOf = (name: string): string => {
    if (!namePattern.test(name) || name.includes('/') || name.includes('\\'))
      throw new Error(`${name} is no recording.`);
    return join(folder, name);
  };
  const list = (nowMs: number): readonly Recorded[] => {
    if (!existsSync(folder)) return [];
    const all = readdirSync(folder)
      .filter((name) => name.endsWith(ending))
      .flatMap((name): readonly Recorded[] => {
        const [, , written, device] = namePattern.exec(name) ?? [];
        const place = written === undefined ? null : placeOf(written);
        const stat = statSync(join(folder, name), { throwIfNoEntry: false });
        if (place === null || device === undefined || stat === undefined) return [];
        const { size, mtimeMs } = stat;
        return [{ name, place, device, atMs: Math.round(mtimeMs), bytes: size }];
      })
      .toSorted((a, b) => (a.name < b.name ? 1 : -1));
    const isKept = (one: Recorded, nth: number): boolean =>
      nth < recordingLimits.files && nowMs - one.atMs < recordingLimits.keptMs;
    for (const [nth, one] of all.entries()) if (!isKept(one, nth)) rmSync(join(folder, one.name), { force: true });
    return all.filter(isKept);
  };
  return {
    folder,
    list,
    begin: ({ place, device, tongue, nowMs }) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const name = `${stampOf(nowMs)}_${encodeURIComponent(place)}_${device}_${tongue}${ending}`;
      return { file: join(folder, name), pen: filePen(join(folder, name)) };
    },
    read: (name, from) => {
      const tongue = namePattern.exec(name)?.[4] ?? '';
      if (!isTongue(tongue)) throw new Error(`${name} does not say what was spoken.`);
      const trace = readTrace(pathOf(name));
      const read = createTrafficReader(tongue);
      // A frame may begin on a line before: each is read, a page of them is shown.
      const all = trace.map(read);
      return { count: all.length, lines: all.slice(from, from + recordingPage) };
    },
    remove: (name) => rmSync(pathOf(name), { force: true }),
  };
};
