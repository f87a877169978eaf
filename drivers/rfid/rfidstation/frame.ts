// RFIDStation's "7E 55" frames, both ends: bytes in, frames out. Knows nothing of what the commands mean.
// The maker's protocol V1.1:  7E 55 LEN SRC(2) DST(2) [1F] CMD 00 parameters CRClo CRChi
// LEN counts what follows it; 00: a long frame, with the parameters' length (2) behind the 00 of the head. Numbers of two
// bytes go low byte first, the check covers everything from LEN on. An answer has 1F before its command.
import type { Clock } from '../../clock.ts';
import { crcXInverted } from '../checks.ts';
import { createEar, type Ear } from '../ear.ts';

export type Frame = {
  readonly source: number;
  readonly target: number;
  readonly isAnswer: boolean;
  readonly command: number;
  readonly parameters: Uint8Array;
};

const start = [0x7e, 0x55] as const;
const answerMark = 0x1f;
/** Addresses, command, 00 and check. */
const shortestLength = 8;
const mostLength = 0xff;
/** Whole blocks of one command are some hundreds of bytes; what claims more is noise. */
const mostParameters = 1024;
const checkBytes = 2;
/** Where the command stands, or the mark before it. */
const commandAt = 7;
/** 9600 baud make a byte in 1 ms, USB adapters add some 16 ms: after this a frame is not going on. */
const frameSilenceMs = 100;

const pair = (value: number): readonly number[] => [value & 0xff, value >>> 8];
const number = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);

/** Throws when the parameters do not fit the frame: our own mistake, never the device's. */
export const encodeFrame = ({ source, target, isAnswer, command, parameters }: Frame): Uint8Array => {
  if (parameters.length > mostParameters)
    throw new Error(`A 7E55 frame cannot carry ${parameters.length} bytes of parameters.`);
  const head = [...pair(source), ...pair(target), ...(isAnswer ? [answerMark] : []), command, 0x00];
  const length = head.length + parameters.length + checkBytes;
  const covered = Uint8Array.from(
    length <= mostLength
      ? [length, ...head, ...parameters]
      : [0x00, ...head, ...pair(parameters.length), ...parameters],
  );
  return Uint8Array.from([...start, ...covered, ...pair(crcXInverted(covered))]);
};

/** Offset of the parameters, or of their length in a long frame. */
const afterHead = (bytes: Uint8Array, from: number): number =>
  bytes[from + commandAt] === answerMark ? commandAt + 3 : commandAt + 2;

const claimedLength = (bytes: Uint8Array, from: number): number | null => {
  if (from >= bytes.length) return null;
  if (bytes[from] !== start[0]) return 0;
  if (from + 1 >= bytes.length) return null;
  if (bytes[from + 1] !== start[1]) return 0;
  const length = bytes[from + 2];
  if (length === undefined) return null;
  if (length !== 0) return length < shortestLength ? 0 : start.length + 1 + length;
  if (from + commandAt >= bytes.length) return null;
  const at = afterHead(bytes, from);
  if (from + at + 1 >= bytes.length) return null;
  const parameters = number(bytes, from + at);
  return parameters > mostParameters ? 0 : at + 2 + parameters + checkBytes;
};

const decode = (whole: Uint8Array): Frame | null => {
  const end = whole.length - checkBytes;
  if (crcXInverted(whole.subarray(start.length, end)) !== number(whole, end)) return null;
  const after = afterHead(whole, 0);
  const isLong = whole[start.length] === 0;
  const command = whole[after - 2];
  if (command === undefined || after > end) return null;
  return {
    source: number(whole, 3),
    target: number(whole, 5),
    isAnswer: whole[commandAt] === answerMark,
    command,
    parameters: whole.slice(isLong ? after + 2 : after, end),
  };
};

export const createRfidStationEar = ({ clock, hears }: { clock: Clock; hears: (frame: Frame) => void }): Ear =>
  createEar({ lengthAt: claimedLength, decode, clock, silenceMs: frameSilenceMs, hears });
