// 3M's frames, both ends: bytes in, frames out. Knows nothing of what the commands mean.
// 3M 210/810 interface specification 1.0.0:  D6 LENhi LENlo content CRChi CRClo
// LEN counts what follows it, the check covers LEN and content. The content is a command and its data; a reader's, a command,
// its error and its data. Old frames begin with D5 and have two bytes more before the command.
import type { Clock } from '../../clock.ts';
import { crcC } from '../checks.ts';
import { createEar, type Ear } from '../ear.ts';

export const starts = { usual: 0xd6, old: 0xd5 } as const;
export type Start = (typeof starts)[keyof typeof starts];
export type Frame = { readonly start: Start; readonly content: Uint8Array };

const headBytes = 3;
const checkBytes = 2;
/** An inventory of 255 tags, with all that may be told of each. */
const longest = 2600;
/** 19200 baud make a byte in 0.5 ms, USB adapters add some 16 ms: after this a frame is not going on. */
const frameSilenceMs = 80;

/** Throws when the content does not fit the frame: our own mistake, never the device's. */
export const encodeFrame = ({ start, content }: Frame): Uint8Array => {
  const length = content.length + checkBytes;
  if (content.length === 0 || length > longest) throw new Error(`A 3M frame cannot carry ${content.length} bytes.`);
  const covered = Uint8Array.from([length >>> 8, length & 0xff, ...content]);
  const crc = crcC(covered);
  return Uint8Array.from([start, ...covered, crc >>> 8, crc & 0xff]);
};

const isStart = (byte: number | undefined): byte is Start => byte === starts.usual || byte === starts.old;

const decode = (whole: Uint8Array): Frame | null => {
  const [start] = whole;
  const end = whole.length - checkBytes;
  const crc = ((whole[end] ?? 0) << 8) | (whole[end + 1] ?? 0);
  return isStart(start) && crcC(whole.subarray(1, end)) === crc
    ? { start, content: whole.slice(headBytes, end) }
    : null;
};

export const createThreeMEar = ({ clock, hears }: { clock: Clock; hears: (frame: Frame) => void }): Ear =>
  createEar({
    lengthAt: (bytes, from) => {
      if (from >= bytes.length) return null;
      if (!isStart(bytes[from])) return 0;
      const high = bytes[from + 1];
      const low = bytes[from + 2];
      if (high === undefined || low === undefined) return null;
      const length = (high << 8) | low;
      return length <= checkBytes || length > longest ? 0 : headBytes + length;
    },
    decode,
    clock,
    silenceMs: frameSilenceMs,
    hears,
  });
