// The frames of R2000/E710 modules, both ends: bytes in, frames out. Knows nothing of what the commands mean.
// A0 LEN ADR CMD body CHK:  LEN = the bytes after LEN, CHK brings the sum of all to 0.
import type { Clock } from '../../clock.ts';
import { sum, sumToZero } from '../checks.ts';
import { createEar, type Ear } from '../ear.ts';

export type Frame = { readonly address: number; readonly command: number; readonly body: Uint8Array };

const head = 0xa0;
/** Address, command and check. */
const shortest = 3;
const mostBody = 255 - shortest;
/** 115200 baud make a byte in 0.09 ms, USB adapters add some 16 ms: after this a frame is not going on. */
const frameSilenceMs = 60;

/** Throws when the body does not fit the frame: our own mistake, never the device's. */
export const encodeFrame = ({ address, command, body }: Frame): Uint8Array => {
  if (body.length > mostBody) throw new Error(`An A0 frame cannot carry ${body.length} bytes.`);
  const covered = Uint8Array.from([head, shortest + body.length, address, command, ...body]);
  return Uint8Array.from([...covered, sumToZero(covered)]);
};

const lengthAt = (bytes: Uint8Array, from: number): number | null => {
  const first = bytes[from];
  if (first === undefined) return null;
  if (first !== head) return 0;
  const length = bytes[from + 1];
  if (length === undefined) return null;
  return length < shortest ? 0 : length + 2;
};

const decode = (whole: Uint8Array): Frame | null => {
  const [, , address, command] = whole;
  if (sum(whole) !== 0 || address === undefined || command === undefined) return null;
  return { address, command, body: whole.slice(4, -1) };
};

export const createA0Ear = ({ clock, hears }: { clock: Clock; hears: (frame: Frame) => void }): Ear =>
  createEar({ lengthAt, decode, clock, silenceMs: frameSilenceMs, hears });
