// Recordings of devices' traffic, in a folder of their own beside the settings: every byte, for this user's eyes, ended by size and time, and
// forgotten after a week. A name says what was recorded and in which language. Knows files; nothing of what stands in them.
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Recorded } from '../../contract/devices-traffic-view.ts';
import { recordingPage } from '../../contract/devices-traffic-view.ts';
import { createTrafficReader, type ReadLine } from '../../drivers/traffic/reading.ts';
import { isTongue, type Tongue } from '../../drivers/traffic/tongues.ts';
import { filePen, traceLineFrom, type Pen } from '../../drivers/transport/recorded.ts';
import { readTracePage } from '../../drivers/transport/trace-file.ts';

export const recordingLimits = {
  bytes: 8 * 1024 * 1024,
  ms: 10 * 60_000,
  keptMs: 7 * 24 * 3_600_000,
  files: 40,
} as const;

/** `lines`: their times are counted from the recording's beginning. `damaged`: lines of this page that are none, and left out. */
export type RecordingPage = {
  readonly from: number;
  readonly count: number;
  readonly lines: readonly (ReadLine & { readonly nth: number })[];
  readonly damaged: readonly number[];
};

/** What came of a file that somebody brought. `there`: one of this name stands here already. `not-kept`: the disk took it not. */
export type Brought = 'brought' | 'there' | 'no-recording' | 'too-large' | 'not-kept';

export type Recordings = {
  readonly folder: string;
  /** The newest first; what is too old or one too many is gone with it. */
  list(nowMs: number): readonly Recorded[];
  /** Throws a sentence where no file can be made. */
  begin(of: { readonly place: string; readonly device: string; readonly tongue: Tongue; readonly nowMs: number }): {
    readonly file: string;
    readonly pen: Pen & { close(): void };
  };
  /** Rejects with a sentence. */
  read(name: string, from: number): Promise<RecordingPage>;
  /** By gzip, to be carried elsewhere. Rejects with a sentence. */
  pack(name: string): Promise<Uint8Array>;
  /** What was packed at this station or another; by the name it had there. */
  bring(name: string, packed: Uint8Array): Promise<Brought>;
  /** Nothing happens where it is gone already. */
  remove(name: string): void;
};

/** The longest that any program of ours writes. */
const mostReadBytes = 64 * 1024 * 1024;
/** A frame may begin on a line before, and an answer be to a question there. */
const leadLines = 200;
const namePattern = /^(\d{8}-\d{6})_(.+)_(pad|card-reader|scanner|printer)_([a-z0-9-]+)\.jsonl$/;

/** As it was made: packed, or as a browser names what it saves a second time. */
const plainName = (name: string): string => name.replace(/\.gz$/, '').replace(/ ?\(\d+\)(?=\.jsonl$)/, '');

type SaidByName = Pick<Recorded, 'place' | 'device' | 'atMs'>;

/** Null for what no recording of ours is named: somebody put a file there by hand. */
const saidBy = (name: string): SaidByName | null => {
  const [, stamp = '', written, device] = namePattern.exec(name) ?? [];
  if (written === undefined || device === undefined) return null;
  try {
    return { place: decodeURIComponent(written), device, atMs: momentOf(stamp) };
  } catch {
    return null;
  }
};

const tongueIn = (name: string): Tongue | null => {
  const tongue = namePattern.exec(name)?.[4] ?? '';
  return saidBy(name) !== null && isTongue(tongue) ? tongue : null;
};

/** As the station's clock stood where it was made. */
const momentOf = (stamp: string): number => {
  const part = (from: number, length = 2): number => Number(stamp.slice(from, from + length));
  return new Date(part(0, 4), part(4) - 1, part(6), part(9), part(11), part(13)).getTime();
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
      .flatMap((name): readonly (Recorded & { readonly keptMs: number })[] => {
        const said = saidBy(name);
        const there = statSync(join(folder, name), { throwIfNoEntry: false });
        return said === null || there === undefined
          ? []
          : [{ name, ...said, bytes: there.size, keptMs: nowMs - there.mtimeMs }];
      })
      // One that was brought from elsewhere may be older than all of ours: it is kept as long.
      .toSorted((a, b) => a.keptMs - b.keptMs);
    const isKept = (one: { readonly keptMs: number }, nth: number): boolean =>
      nth < recordingLimits.files && one.keptMs < recordingLimits.keptMs;
    for (const [nth, one] of all.entries()) if (!isKept(one, nth)) rmSync(join(folder, one.name), { force: true });
    return all
      .filter(isKept)
      .map(({ keptMs: _kept, ...one }) => one)
      .toSorted((a, b) => b.atMs - a.atMs || (a.name < b.name ? 1 : -1));
  };
  return {
    folder,
    list,
    begin: ({ place, device, tongue, nowMs }) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const name = `${stampOf(nowMs)}_${encodeURIComponent(place)}_${device}_${tongue}.jsonl`;
      return { file: join(folder, name), pen: filePen(join(folder, name)) };
    },
    read: async (name, from) => {
      const tongue = tongueIn(name);
      if (tongue === null) throw new Error(`The name ${name} does not say what was recorded.`);
      const path = pathOf(name);
      const { size } = await stat(path);
      if (size > mostReadBytes) throw new Error(`${name} has ${size} bytes; a recording has ${mostReadBytes} at most.`);
      const trace = await readTracePage(path, { from, count: recordingPage, lead: leadLines });
      if (trace.lines.length === 0 && trace.damaged.length > 0 && from === 0)
        throw new Error(`In ${name} there is no line of a recording.`);
      const read = createTrafficReader(tongue);
      const lines = trace.lines.map(({ nth, line }) => ({
        nth,
        ...read({ ...line, at: Math.max(0, line.at - trace.beganAt) }),
      }));
      const isOfPage = (nth: number): boolean => nth >= from;
      return {
        from,
        count: trace.count,
        lines: lines.filter(({ nth }) => isOfPage(nth)),
        damaged: trace.damaged.filter(isOfPage),
      };
    },
    pack: async (name) => gzipped(await readFile(pathOf(name))),
    bring: async (given, packed) => {
      const name = plainName(given);
      if (tongueIn(name) === null) return 'no-recording';
      const path = pathOf(name);
      if (existsSync(path)) return 'there';
      const bytes = await unpacked(packed);
      if (typeof bytes === 'string') return bytes;
      const [first = ''] = bytes.toString('utf8', 0, 100_000).trimStart().split('\n', 1);
      if (traceLineFrom(first) === null) return 'no-recording';
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      await writeFile(path, bytes, { mode: 0o600, flag: 'wx' });
      return 'brought';
    },
    remove: (name) => rmSync(pathOf(name), { force: true }),
  };
};

const gzipped = promisify(gzip);
const gunzipped = promisify(gunzip);

/** A few bytes can be unpacked to any number: no more than a recording has is. */
const unpacked = async (packed: Uint8Array): Promise<Buffer | 'too-large' | 'no-recording'> => {
  try {
    return await gunzipped(packed, { maxOutputLength: recordingLimits.bytes });
  } catch (error) {
    return error instanceof RangeError ? 'too-large' : 'no-recording';
  }
};
