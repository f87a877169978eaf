// Elatec TWN4's Simple Protocol, both ends: bytes in, messages out. Knows nothing of what the messages mean.
// Elatec, Simple Protocol, DocRev17. ASCII: a line of hex digits, ended by CR. Binary: two bytes of length, low byte first, then
// so many bytes. With the check switched on, two bytes of CRC, low byte first, end each message, and the length counts them.
// Neither an answer nor its message says to which question it belongs.
import type { Clock } from '../../clock.ts';
import { crcX } from '../checks.ts';
import { createEar, type Ear } from '../ear.ts';

export type Manner = { readonly framing: 'ascii' | 'binary'; readonly check: 'none' | 'crc' };

const carriageReturn = 0x0d;
/** The longest answer carries 255 bytes and some. */
const mostBytes = 600;
const longestLine = 2 * mostBytes + 1;
/** A USB line has no gaps within a message but those of its own packets. */
const silenceMs = 60;
/** What stands for a line that is no message: nothing can be answered by it. */
const nothing = new Uint8Array(0);

const checked = (check: Manner['check'], body: Uint8Array): Uint8Array => {
  if (check === 'none') return body;
  const crc = crcX(body);
  return Uint8Array.from([...body, crc & 0xff, crc >>> 8]);
};

/** `null`: the check is wrong. */
const unchecked = (check: Manner['check'], message: Uint8Array): Uint8Array | null => {
  if (check === 'none') return message.slice();
  const end = message.length - 2;
  if (end < 1) return null;
  const crc = (message[end] ?? 0) | ((message[end + 1] ?? 0) << 8);
  return crcX(message.subarray(0, end)) === crc ? message.slice(0, end) : null;
};

export const encodeMessage = ({ framing, check }: Manner, body: Uint8Array): Uint8Array => {
  const message = checked(check, body);
  if (framing === 'binary') return Uint8Array.from([message.length & 0xff, message.length >>> 8, ...message]);
  return Uint8Array.from([
    ...Buffer.from(Buffer.from(message).toString('hex').toUpperCase(), 'latin1'),
    carriageReturn,
  ]);
};

const lineLength = (bytes: Uint8Array, from: number): number | null => {
  const end = bytes.subarray(from, from + longestLine).indexOf(carriageReturn);
  if (end >= 0) return end + 1;
  return bytes.length - from >= longestLine ? longestLine : null;
};

/** A whole line or none: what is left of a damaged one could read as another answer. */
const lineBody = (check: Manner['check'], whole: Uint8Array): Uint8Array => {
  const text = Buffer.from(whole.subarray(0, -1)).toString('latin1').trim();
  if (whole.at(-1) !== carriageReturn || !/^(?:[0-9A-Fa-f]{2})+$/.test(text)) return nothing;
  return unchecked(check, Uint8Array.from(Buffer.from(text, 'hex'))) ?? nothing;
};

const messageLength = (bytes: Uint8Array, from: number): number | null => {
  const low = bytes[from];
  const high = bytes[from + 1];
  if (low === undefined || high === undefined) return null;
  const length = low | (high << 8);
  return length === 0 || length > mostBytes ? 0 : 2 + length;
};

export const createTwn4Ear = ({
  manner: { framing, check },
  clock,
  hears,
}: {
  manner: Manner;
  clock: Clock;
  /** An empty message where a line was no message. */
  hears: (body: Uint8Array) => void;
}): Ear =>
  createEar<Uint8Array>({
    lengthAt: framing === 'ascii' ? lineLength : messageLength,
    decode: (whole) => (framing === 'ascii' ? lineBody(check, whole) : unchecked(check, whole.subarray(2))),
    clock,
    silenceMs,
    hears,
  });
