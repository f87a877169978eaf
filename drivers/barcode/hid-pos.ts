// The reports of scanners in HID POS mode: from reports to scans. Knows nothing of USB or libraries.
import type { Clock } from '../clock.ts';
import { aimLength, symbologyOf } from './symbologies.ts';
import { mostBytes, readBytes, type Read, type Wrapping } from './text.ts';

/** HID Point of Sale Usage Tables 1.02: page and usage of a barcode scanner. */
export const hidPos = { usagePage: 0x8c, usage: 0x02 } as const;

/** Where things stand in a report, counted without its leading report number. */
export type HidPosLayout = {
  readonly name: 'honeywell' | 'zebra-datalogic';
  readonly vendors: readonly number[];
  /** How many bytes of code this report holds. */
  readonly length: number;
  /** `]cm`. */
  readonly aim: number;
  /** The code: 56 bytes of it and no more. */
  readonly text: number;
  /** Not 0: the code goes on in the next report. */
  readonly more: number;
  /** A feature report, its number first, without which the scanner goes on typing. */
  readonly wake: readonly number[] | null;
};

export const hidPosLayouts: readonly HidPosLayout[] = [
  // Honeywell, Metrologic; Youjie. Byte 60 repeats the symbology in Honeywell's own letters.
  {
    name: 'honeywell',
    vendors: [0x0c2e, 0x23d0],
    length: 0,
    aim: 1,
    text: 4,
    more: 62,
    wake: [0xfe, 0x01],
  },
  // Zebra (Symbol); Datalogic.
  { name: 'zebra-datalogic', vendors: [0x05e0, 0x05f9], length: 0, aim: 2, text: 5, more: 62, wake: null },
];

export const hidPosReport = { id: 0x02, bytes: 63, textBytes: 56 } as const;

/** The feature report that a vendor's scanners want first; null for most. */
export const wakeOf = (vendorId: number): readonly number[] | null =>
  hidPosLayouts.find(({ vendors }) => vendors.includes(vendorId))?.wake ?? null;

/** One report, read. */
type Piece = { readonly aim: string; readonly text: Uint8Array; readonly more: boolean };

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

const noAim = '\0\0\0';

/** `named`: whether the code must say its symbology, because nothing else tells that this is the layout. */
const pieceIn = (report: Uint8Array, layout: HidPosLayout, named: boolean): Piece | null => {
  const aim = ascii(report.subarray(layout.aim, layout.aim + aimLength));
  const length = report[layout.length] ?? 0;
  // The bytes behind the code's room are the report's own.
  const room = Math.min(layout.text + hidPosReport.textBytes, hidPosReport.bytes - 2, report.length);
  const isSilent = aim === noAim && !named;
  if ((symbologyOf(aim) === null && !isSilent) || length === 0 || layout.text + length > report.length) return null;
  const text = report.subarray(layout.text, Math.min(layout.text + length, room));
  return { aim: isSilent ? '' : aim, text, more: (report[layout.more] ?? 0) !== 0 };
};

/**
 * node-hid hands over the report's number as its first byte, others do not, and the two layouts are one byte apart: the
 * report's size tells, and where it does not, the place of the symbology.
 */
const pieceOf = (report: Uint8Array, vendorId: number | null): Piece | null => {
  const known = hidPosLayouts.filter(({ vendors }) => vendorId !== null && vendors.includes(vendorId));
  const layouts = known.length > 0 ? known : hidPosLayouts;
  const bare = report.subarray(1);
  const bodies = report.length > hidPosReport.bytes ? [bare, report] : [report, bare];
  for (const body of report[0] === hidPosReport.id ? bodies : [report])
    for (const layout of layouts) {
      const piece = pieceIn(body, layout, known.length === 0);
      if (piece !== null) return piece;
    }
  return null;
};

/** A report of codes, with something in it: one of another number is not for us. */
const holdsCode = (report: Uint8Array): boolean => {
  if (report.length === hidPosReport.bytes) return report[0] !== 0;
  return report.length > hidPosReport.bytes && report[0] === hidPosReport.id && report[1] !== 0;
};

export type HidPosReader = {
  report(report: Uint8Array): void;
  /** Forgets a code that was half received. */
  reset(): void;
};

/** A code longer than a report comes in pieces, which end with a flag or, where a scanner sets none, with a silence. */
export const createHidPosReader = ({
  clock,
  silenceMs,
  vendorId,
  wrapping,
  heard,
}: {
  clock: Clock;
  silenceMs: number;
  /** Null: not known; then the report itself tells its layout. */
  vendorId: number | null;
  wrapping: Wrapping;
  heard: (read: Exclude<Read, { kind: 'nothing' }>) => void;
}): HidPosReader => {
  let pieces: Piece[] = [];
  let bytes = 0;
  let cancelSilence: (() => void) | null = null;

  const reset = (): void => {
    cancelSilence?.();
    cancelSilence = null;
    pieces = [];
    bytes = 0;
  };

  const end = (): void => {
    const [first] = pieces;
    const isTooLong = bytes > mostBytes;
    const code = first === undefined ? [] : [Buffer.from(first.aim, 'latin1'), ...pieces.map(({ text }) => text)];
    reset();
    const read: Read = isTooLong ? { kind: 'garbled', because: 'too-long' } : readBytes(Buffer.concat(code), wrapping);
    if (read.kind !== 'nothing') heard(read);
  };

  return {
    report: (report) => {
      const piece = pieceOf(report, vendorId);
      if (piece === null) {
        if (holdsCode(report)) heard({ kind: 'garbled', because: 'unknown-report' });
        return;
      }
      bytes += piece.text.length;
      // What goes on beyond any code's length is counted, not kept.
      if (bytes <= mostBytes) pieces.push({ ...piece, text: piece.text.slice() });
      cancelSilence?.();
      if (piece.more) cancelSilence = clock.after(silenceMs, end);
      else end();
    },
    reset,
  };
};
