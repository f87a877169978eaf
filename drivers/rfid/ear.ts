// Frames out of a stream of bytes, for any protocol whose frames tell their own length: noise before, between and behind them
// is dropped. Knows no protocol. Holds less than one frame.
import type { Clock } from '../clock.ts';

export type Ear = {
  bytes(chunk: Uint8Array): void;
  /** Forgets what was half received, and hears nothing of it later. */
  reset(): void;
};

/**
 * `lengthAt`: the length that the bytes from `from` on claim for their frame; `null`: too few bytes to say; 0: no frame begins
 * here. Its greatest value is the ear's limit. `decode`: `null` where the whole frame is none. After `silenceMs` nothing that
 * is half there goes on: it was noise, and a frame may stand behind it.
 */
export const createEar = <F>({
  lengthAt,
  decode,
  clock,
  silenceMs,
  hears,
}: {
  lengthAt: (bytes: Uint8Array, from: number) => number | null;
  decode: (whole: Uint8Array) => F | null;
  clock: Clock;
  silenceMs: number;
  hears: (frame: F) => void;
}): Ear => {
  let held: Uint8Array = new Uint8Array(0);
  let cancelSilence = (): void => undefined;

  /** Returns what is left: less than the frame that it claims to be. */
  const takeFrames = (bytes: Uint8Array, isAll: boolean): Uint8Array => {
    let from = 0;
    for (;;) {
      const length = lengthAt(bytes, from);
      if (length === null) return bytes.slice(from);
      const isHere = from + length <= bytes.length;
      if (!isHere && !isAll) return bytes.slice(from);
      const frame = length > 0 && isHere ? decode(bytes.subarray(from, from + length)) : null;
      from += frame === null ? 1 : length;
      if (frame !== null) hears(frame);
    }
  };

  const giveUp = (): void => {
    const all = held;
    held = new Uint8Array(0);
    takeFrames(all, true);
  };

  return {
    bytes: (chunk) => {
      cancelSilence();
      const all = new Uint8Array(held.length + chunk.length);
      all.set(held);
      all.set(chunk, held.length);
      held = takeFrames(all, false);
      cancelSilence = held.length === 0 ? () => undefined : clock.after(silenceMs, giveUp);
    },
    reset: () => {
      cancelSilence();
      held = new Uint8Array(0);
    },
  };
};
