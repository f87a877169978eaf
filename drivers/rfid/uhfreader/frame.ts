// The frames of the UHFReader18/288 family, both ends: bytes in, frames out. Knows nothing of what the commands mean.
// LEN ADR CMD body CRClo CRChi:  LEN = the bytes after LEN. A reader's body begins with its status byte.
import type { Clock } from '../../clock.ts';
import { crcX } from '../checks.ts';
import { createEar, type Ear } from '../ear.ts';

export type Frame = { readonly address: number; readonly command: number; readonly body: Uint8Array };

/** Address, command and check. */
const shortest = 4;
const mostBody = 255 - shortest;
/** 57600 baud make a byte in 0.17 ms, USB adapters add some 16 ms: after this a frame is not going on. */
const frameSilenceMs = 60;

/** Throws when the body does not fit the frame: our own mistake, never the device's. */
export const encodeFrame = ({ address, command, body }: Frame): Uint8Array => {
  if (body.length > mostBody) throw new Error(`A UHFReader frame cannot carry ${body.length} bytes.`);
  const covered = Uint8Array.from([shortest + body.length, address, command, ...body]);
  const crc = crcX(covered);
  return Uint8Array.from([...covered, crc & 0xff, crc >>> 8]);
};

const decode = (whole: Uint8Array): Frame | null => {
  const [, address, command] = whole;
  const end = whole.length - 2;
  const crc = (whole[end] ?? 0) | ((whole[end + 1] ?? 0) << 8);
  if (crcX(whole.subarray(0, end)) !== crc || address === undefined || command === undefined) return null;
  return { address, command, body: whole.slice(3, end) };
};

/** `commands`: no frame begins where another command would stand, so that noise does not swallow the answer behind it. */
export const createUhfReaderEar = ({
  clock,
  commands,
  hears,
}: {
  clock: Clock;
  commands: ReadonlySet<number>;
  hears: (frame: Frame) => void;
}): Ear =>
  createEar({
    lengthAt: (bytes, from) => {
      const length = bytes[from];
      if (length === undefined) return null;
      if (length < shortest) return 0;
      const command = bytes[from + 2];
      if (command === undefined) return null;
      return commands.has(command) ? length + 1 : 0;
    },
    decode,
    clock,
    silenceMs: frameSilenceMs,
    hears,
  });
