// How simulated printers of each language speak: how they read, how they tell their state, which orders they obey at once.
// Knows no driver.
import type { PrinterSettings } from '../settings.ts';
import { automaticBits, automaticMark, escPos, realTimeBits, realTimeMark } from './escpos.ts';
import type { Reader } from './paper.ts';
import { readEscPos } from './read-escpos.ts';
import { createStarReader } from './read-star.ts';
import { counterByte, starLine, starPrnt, statusBits } from './star.ts';
import { type Flag, writeBits } from './status.ts';

export type PrinterState = {
  readonly flags: ReadonlySet<Flag>;
  /** Marks reached since it was switched on. */
  readonly reached: number;
};

export type RealTimeOrder = {
  readonly bytes: Uint8Array;
  /** What is answered, or `clear`: what is not yet printed is forgotten. */
  readonly obey: 'clear' | ((state: PrinterState) => Uint8Array);
};

export type Make = {
  createReader(): Reader;
  /** Obeyed when they come in, not in their turn, and inside a picture too. */
  readonly realTime: readonly RealTimeOrder[];
  /** Sent unasked, when the state has changed. */
  automatic(state: PrinterState): Uint8Array;
  /** Sent when a mark is reached; `null` where only the state tells. */
  reached(state: PrinterState): Uint8Array | null;
};

const escPosMake: Make = {
  createReader: () => readEscPos,
  realTime: [
    ...([1, 2, 3, 4] as const).map((question) => ({
      bytes: Uint8Array.of(0x10, 0x04, question),
      obey: ({ flags }: PrinterState) => writeBits(realTimeBits[question], [realTimeMark], flags),
    })),
    { bytes: escPos.clear, obey: 'clear' },
  ],
  automatic: ({ flags }) => writeBits(automaticBits, [automaticMark, 0, 0, 0], flags),
  reached: () => Uint8Array.of(0),
};

/** Version 3: nine bytes. */
const starStatus = ({ flags, reached }: PrinterState): Uint8Array =>
  writeBits(statusBits, [0x23, 0x06, 0, 0, 0, 0, 0, counterByte(reached), 0], flags);

const starMake: Make = {
  createReader: createStarReader,
  realTime: [
    { bytes: Uint8Array.of(0x1b, 0x06, 0x01), obey: starStatus },
    { bytes: starPrnt.clear, obey: 'clear' },
  ],
  automatic: starStatus,
  reached: () => null,
};

export const makes: Readonly<Record<PrinterSettings['language'], Make>> = {
  'esc-pos': escPosMake,
  'star-prnt': starMake,
  'star-line': { ...starMake, realTime: [...starMake.realTime.slice(0, 1), { bytes: starLine.clear, obey: 'clear' }] },
};

/**
 * Sorts a stream: real-time orders are obeyed, what is none is handed on in order.
 */
export function createRealTimeEar(
  orders: readonly RealTimeOrder[],
  hears: { answer(order: (state: PrinterState) => Uint8Array): void; clear(): void },
): (chunk: Uint8Array) => Uint8Array {
  /** The beginning of an order, perhaps. */
  let held: number[] = [];
  const possible = () => orders.filter(({ bytes }) => held.every((byte, at) => byte === bytes[at]));
  return (chunk) => {
    let forPaper: number[] = [];
    for (const byte of chunk) {
      held.push(byte);
      while (possible().length === 0) forPaper.push(...held.splice(0, 1));
      const whole = possible().find(({ bytes }) => bytes.length === held.length);
      if (whole === undefined) continue;
      held = [];
      if (whole.obey === 'clear') {
        forPaper = [];
        hears.clear();
      } else hears.answer(whole.obey);
    }
    return Uint8Array.from(forPaper);
  };
}
