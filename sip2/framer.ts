// Chunks in, frames out. 3M SIP2 2.00 ends a message with CR; ACS also send CR LF, and a few LF alone.
// Knows where a message begins and ends; must not know what it says.

import { longestMessage } from './plan.ts';

export type Frame =
  | { readonly kind: 'frame'; readonly bytes: Uint8Array }
  /** More than 64 KiB without an end; what follows up to the next CR is thrown away. */
  | { readonly kind: 'too-long'; readonly length: number };

export type Framer = {
  /** The frames that this chunk completes, without their ends; empty ones are dropped. */
  push(chunk: Uint8Array): readonly Frame[];
  /** How many bytes wait for the end of their message. */
  pending(): number;
};

const cr = 0x0d;
const lf = 0x0a;

export function createFramer(): Framer {
  let held = new Uint8Array(1024);
  let heldLength = 0;
  let overflowing = false;
  let end: number | null = null; // what ends a message here: not known yet, LF for now, or CR for good

  function hold(piece: Uint8Array): readonly Frame[] {
    const length = heldLength + piece.length;
    if (overflowing) return [];
    if (length > longestMessage) {
      overflowing = true;
      heldLength = 0;
      return [{ kind: 'too-long', length }];
    }
    if (length > held.length) {
      const larger = new Uint8Array(Math.max(held.length * 2, length));
      larger.set(held);
      held = larger;
    }
    held.set(piece, heldLength);
    heldLength = length;
    return [];
  }

  function complete(piece: Uint8Array): readonly Frame[] {
    if (heldLength === 0 && !overflowing && piece.length <= longestMessage) return unglued(piece);
    const tooLong = hold(piece);
    const whole = held.slice(0, heldLength);
    heldLength = 0;
    overflowing = false;
    return [...tooLong, ...unglued(whole)];
  }

  // Ceridwen ends a 96 with nothing at all. "96AZ" and four digits is whole by itself: waiting on would be a time-out.
  function openResends(): readonly Frame[] {
    if (resendLength(trimmed(held.subarray(0, heldLength))) !== 8) return [];
    const frames = unglued(held.slice(0, heldLength));
    if (frames.some((frame) => frame.kind === 'frame' && (frame.bytes.length !== 8 || resendLength(frame.bytes) !== 8)))
      return [];
    heldLength = 0;
    return frames;
  }

  return {
    pending: () => heldLength,
    push(chunk) {
      // A real Koha sends LF inside a title, so LF counts only as long as this ACS has never sent a CR.
      if (end !== cr && chunk.includes(cr)) end = cr;
      else if (end === null && chunk.includes(lf)) end = lf;
      const frames: Frame[] = [];
      let at = 0;
      for (;;) {
        const stop = end === null ? -1 : chunk.indexOf(end, at);
        if (stop < 0) break;
        frames.push(...complete(chunk.subarray(at, stop)));
        at = stop + 1;
      }
      frames.push(...hold(chunk.subarray(at)), ...openResends());
      return frames;
    },
  };
}

/** Without the NUL, LF and blanks that stand before a message: the LF of a CR LF is the start of the next one. */
function trimmed(bytes: Uint8Array): Uint8Array {
  let at = 0;
  while (bytes[at] === 0 || bytes[at] === cr || bytes[at] === lf || bytes[at] === 0x20) at++;
  return at === 0 ? bytes : bytes.subarray(at);
}

/** One frame, or more when a 96 without its CR is glued to the answer behind it; none when it is empty. */
function unglued(piece: Uint8Array): readonly Frame[] {
  const frames: Frame[] = [];
  let bytes = trimmed(piece);
  for (let length = resendLength(bytes); length > 0 && length < bytes.length; length = resendLength(bytes)) {
    frames.push({ kind: 'frame', bytes: bytes.subarray(0, length) });
    bytes = trimmed(bytes.subarray(length));
  }
  if (bytes.length > 0) frames.push({ kind: 'frame', bytes });
  return frames;
}

/** How many bytes at the start are a whole 96: "96AZhhhh", or "96" with the two digits of another message behind it. */
function resendLength(bytes: Uint8Array): number {
  if (bytes[0] !== 0x39 || bytes[1] !== 0x36) return 0;
  const rest = String.fromCharCode(...bytes.subarray(2, 8));
  if (/^AZ[0-9A-Fa-f]{4}$/.test(rest)) return 8;
  return /^\d\d/.test(rest) ? 2 : 0;
}
