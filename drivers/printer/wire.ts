// A serial line's pace: bytes come in at its baud rate, and what is under way when it is cut is lost. Knows no commands.
import type { Clock } from '../clock.ts';

const bitsPerByte = 10;
/** A chunk arrives every so often. */
const chunkMs = 10;

export type Wire = { carry(chunk: Uint8Array): void; cut(): void };

/** `baudRate: null`: everything arrives at once. */
export function createWire({
  clock,
  baudRate,
  hears,
}: {
  clock: Clock;
  baudRate: number | null;
  hears: (chunk: Uint8Array) => void;
}): Wire {
  if (baudRate === null) return { carry: hears, cut: () => undefined };
  const chunkBytes = Math.max(1, Math.floor((baudRate * chunkMs) / 1000 / bitsPerByte));
  let under: Uint8Array[] = [];
  let cancel: (() => void) | null = null;

  const arrive = (): void => {
    cancel = null;
    const first = under.shift();
    if (first === undefined) return;
    const chunk = first.subarray(0, chunkBytes);
    if (first.length > chunkBytes) under.unshift(first.subarray(chunkBytes));
    move();
    hears(chunk);
  };
  const move = (): void => {
    if (under.length > 0) cancel ??= clock.after(chunkMs, arrive);
  };

  return {
    carry: (chunk) => {
      under.push(chunk.slice());
      move();
    },
    cut: () => {
      under = [];
      cancel?.();
      cancel = null;
    },
  };
}
