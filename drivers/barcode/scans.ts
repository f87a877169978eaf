// From the bytes of a line to scans: where one ends. Knows nothing of lines, devices or libraries.
import type { Clock } from '../clock.ts';
import { mostBytes, readBytes, terminators, type Read, type Wrapping } from './text.ts';

// The address on a citizen card may have a line break of its own: only silence tells where such a code ends.
const identityStart = /^(?:\][A-Za-z][0-9A-Za-z])?\d{12}\|/;
const identityStartBytes = 24;

export type ScanSplitter = {
  bytes(chunk: Uint8Array): void;
  /** Forgets a scan that was half received. */
  reset(): void;
};

/** Calls `heard` with each scan. A scan ends with a terminator (CR LF makes an empty scan, which is none) or after a silence. */
export const createScanSplitter = ({
  clock,
  silenceMs,
  wrapping,
  heard,
}: {
  clock: Clock;
  silenceMs: number;
  wrapping: Wrapping;
  heard: (read: Exclude<Read, { kind: 'nothing' }>) => void;
}): ScanSplitter => {
  let held: number[] = [];
  /** More came than any code holds: what follows, up to the end, is dropped with it. */
  let isTooLong = false;
  let cancelSilence: (() => void) | null = null;

  const reset = (): void => {
    cancelSilence?.();
    cancelSilence = null;
    held = [];
    isTooLong = false;
  };

  const end = (): void => {
    const read: Read = isTooLong
      ? { kind: 'garbled', because: 'too-long' }
      : readBytes(Uint8Array.from(held), wrapping);
    reset();
    if (read.kind !== 'nothing') heard(read);
  };

  const isIdentity = (): boolean => {
    // Whatever became of the eighth bit: half a card must not pass for a scan of its own.
    const start = String.fromCharCode(
      ...held.slice(0, wrapping.prefix.length + identityStartBytes).map((byte) => byte & 0x7f),
    );
    const plain = start.replaceAll(/\p{Cc}/gu, '');
    return identityStart.test(plain.startsWith(wrapping.prefix) ? plain.slice(wrapping.prefix.length) : plain);
  };

  return {
    bytes: (chunk) => {
      for (const byte of chunk) {
        if (terminators.has(byte) && !isIdentity()) end();
        else if (held.length < mostBytes) held.push(byte);
        else isTooLong = true;
      }
      cancelSilence?.();
      cancelSilence = held.length === 0 ? null : clock.after(silenceMs, end);
    },
    reset,
  };
};
