// FEIG OBID frames, both ends: bytes in, frames out. Knows nothing of what the commands mean.
// FEIG manual H20800: standard  LEN ADR CMD body CRClo CRChi,  LEN = the whole frame
//                     advanced  02 LENhi LENlo ADR CMD body CRClo CRChi
// A reader's body begins with its status byte. A reader does not answer a frame with a bad CRC at all.
import { crcX } from '../checks.ts';

export type FrameKind = 'standard' | 'advanced';

/** `body`: a host's request data, or a reader's status byte followed by its data. */
export type Frame = { readonly address: number; readonly command: number; readonly body: Uint8Array };

const startOfAdvanced = 0x02;
/** Bytes around the body. */
const overhead = { standard: 5, advanced: 7 } as const;
/** Offset of the command byte. */
const commandAt = { standard: 2, advanced: 4 } as const;
/** A standard LEN is one byte. The longest advanced answer we can ask for (128 data bytes) is far below this. */
const longest = { standard: 255, advanced: 2048 } as const;

/** Throws when the body does not fit the frame: our own mistake, never the device's. */
export const encodeFrame = (kind: FrameKind, { address, command, body }: Frame): Uint8Array => {
  const length = overhead[kind] + body.length;
  if (length > longest[kind]) throw new Error(`A ${kind} FEIG frame cannot carry ${body.length} bytes.`);
  const frame = new Uint8Array(length);
  if (kind === 'standard') frame[0] = length;
  else {
    frame[0] = startOfAdvanced;
    frame[1] = length >>> 8;
    frame[2] = length & 0xff;
  }
  const at = commandAt[kind];
  frame[at - 1] = address;
  frame[at] = command;
  frame.set(body, at + 1);
  const crc = crcX(frame, length - 2);
  frame[length - 2] = crc & 0xff;
  frame[length - 1] = crc >>> 8;
  return frame;
};

/**
 * The length the bytes at `from` claim for their frame. `null`: too few bytes to say. 0: no frame begins here.
 * The command must be a known one, so that rubbish which looks like a long frame does not swallow the answer behind it.
 */
const claimedLength = (
  kind: FrameKind,
  bytes: Uint8Array,
  from: number,
  commands: ReadonlySet<number>,
): number | null => {
  const first = bytes[from];
  if (first === undefined) return null;
  if (kind === 'advanced' && first !== startOfAdvanced) return 0;
  const command = bytes[from + commandAt[kind]];
  if (command === undefined) return null;
  const length = kind === 'standard' ? first : ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
  return length < overhead[kind] || length > longest[kind] || !commands.has(command) ? 0 : length;
};

const decode = (kind: FrameKind, whole: Uint8Array): Frame | null => {
  const end = whole.length - 2;
  const crc = (whole[end] ?? 0) | ((whole[end + 1] ?? 0) << 8);
  const command = whole[commandAt[kind]];
  const address = whole[commandAt[kind] - 1];
  if (crcX(whole, end) !== crc || command === undefined || address === undefined) return null;
  return { address, command, body: whole.slice(commandAt[kind] + 1, end) };
};

export type Framer = {
  /** Whether the beginning of a frame is held afterwards. */
  bytes(chunk: Uint8Array): boolean;
  /** Nothing more will come: what looks like the beginning of a frame is none, and one may stand behind it. */
  flush(): void;
  /** Forgets what was half received. */
  reset(): void;
};

const joined = (before: Uint8Array, after: Uint8Array): Uint8Array => {
  const all = new Uint8Array(before.length + after.length);
  all.set(before);
  all.set(after, before.length);
  return all;
};

/** Hands on each good frame; what is not one is dropped byte by byte until one begins. Holds less than one frame. */
export const createFramer = ({
  kind,
  commands,
  hears,
}: {
  kind: FrameKind;
  commands: ReadonlySet<number>;
  hears: (frame: Frame) => void;
}): Framer => {
  const nothing = new Uint8Array(0);
  let held: Uint8Array = nothing;

  /** Returns what is left: less than the frame it claims to be. */
  const takeFrames = (bytes: Uint8Array, isAll: boolean): Uint8Array => {
    let from = 0;
    for (;;) {
      const length = claimedLength(kind, bytes, from, commands);
      if (length === null) return from === bytes.length ? nothing : bytes.slice(from);
      const isHere = from + length <= bytes.length;
      if (!isHere && !isAll) return bytes.slice(from);
      const frame = length > 0 && isHere ? decode(kind, bytes.subarray(from, from + length)) : null;
      from += frame === null ? 1 : length;
      if (frame !== null) hears(frame);
    }
  };

  return {
    bytes: (chunk) => {
      held = takeFrames(held.length === 0 ? chunk : joined(held, chunk), false);
      return held.length > 0;
    },
    flush: () => {
      const all = held;
      held = nothing;
      takeFrames(all, true);
    },
    reset: () => {
      held = nothing;
    },
  };
};
