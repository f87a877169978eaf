// A barcode scanner on the far end of a wire: sends what a hand scans, in the way it was set to. Knows no driver.
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import type { HidInterface } from '../transport/hid.ts';
import type { HidFar } from '../transport/hid-memory.ts';
import type { Far } from '../transport/memory.ts';
import { hidPos, hidPosLayouts, hidPosReport, type HidPosLayout } from './hid-pos.ts';

const suffixes = { cr: '\r', lf: '\n', 'cr-lf': '\r\n', tab: '\t', none: '' } as const;

/** How a scanner is set, and what is wrong with it. Every one may be left out. */
export const scannerHabits = z.strictObject({
  suffix: z.enum(['cr', 'lf', 'cr-lf', 'tab', 'none']).default('cr'),
  prefix: z.string().default(''),
  /** Says the symbology before the code. */
  aim: z.stringbool().or(z.boolean()).default(false),
  /** 0: a code comes in one piece. A wireless or a slow one takes 5. */
  msPerByte: z.coerce.number().int().min(0).max(1000).default(0),
  /** `big5` and `latin-1` take the code's UTF-8 for text in that character set, as a wrong setting does. */
  charset: z.enum(['utf-8', 'big5', 'latin-1', 'ascii']).default('utf-8'),
  /** `even` and `odd` are settings (7 data bits); `noise` is a bad line. */
  parity: z.enum(['none', 'even', 'odd', 'noise']).default('none'),
});
export type ScannerHabits = z.infer<typeof scannerHabits>;

const aimRows: readonly (readonly [RegExp, string])[] = [
  [/^(?:\d{8}|\d{12,13})$/, ']E0'],
  [/^[A-D][0-9$:/.+-]+[A-D]$/, ']F0'],
  [/[^ -~]|\||^https?:|.{49}/, ']Q1'],
];
/** The symbology that a code with this text is likely to be printed in. */
const aimOf = (text: string): string => aimRows.find(([pattern]) => pattern.test(text))?.[1] ?? ']C0';

const bytesIn = (text: string, charset: ScannerHabits['charset']): Uint8Array => {
  const bytes = new TextEncoder().encode(text);
  switch (charset) {
    case 'utf-8':
      return bytes;
    case 'big5':
      return new TextEncoder().encode(new TextDecoder('big5').decode(bytes));
    case 'latin-1':
      return new TextEncoder().encode(new TextDecoder('windows-1252').decode(bytes));
    case 'ascii':
      return new TextEncoder().encode(text.replaceAll(/[^\0-\x7f]/gu, '?'));
  }
};

const highBit = 0x80;
/** A bad line turns about one bit in this many bytes over. */
const noiseEvery = 5;

const onesIn = (byte: number): number => byte.toString(2).replaceAll('0', '').length;

const withParity = (bytes: Uint8Array, parity: ScannerHabits['parity']): Uint8Array => {
  switch (parity) {
    case 'none':
      return bytes;
    case 'even':
    case 'odd':
      return bytes.map((byte) =>
        onesIn(byte & 0x7f) % 2 === (parity === 'even' ? 0 : 1) ? byte & 0x7f : byte | highBit,
      );
    case 'noise':
      return bytes.map((byte, nth) => (nth % noiseEvery === 2 ? byte ^ highBit : byte));
  }
};

export type ScannerSimulator = {
  readonly far: Far;
  /** Pulls the trigger over a code with this text; a second code follows on the first one's heels. */
  readonly scan: (text: string) => void;
  /** Set otherwise, or broken, from the next code on; what is left out is as it was shipped. */
  readonly become: (habits: Partial<ScannerHabits>) => void;
};

export const createScannerSimulator = ({
  clock,
  habits: shipped,
}: {
  clock: Clock;
  habits: ScannerHabits;
}): ScannerSimulator => {
  let send: ((bytes: Uint8Array) => void) | null = null;
  let waiting: number[] = [];
  let isSending = false;
  let habits = shipped;

  const sendNext = (): void => {
    const [byte, ...rest] = waiting;
    isSending = byte !== undefined;
    if (byte === undefined) return;
    waiting = rest;
    send?.(Uint8Array.of(byte));
    clock.after(habits.msPerByte, sendNext);
  };

  return {
    far: (sendNear) => {
      send = sendNear;
      // Nobody says anything to a scanner.
      return () => undefined;
    },
    scan: (text) => {
      const wrapped = `${habits.prefix}${habits.aim ? aimOf(text) : ''}${text}${suffixes[habits.suffix]}`;
      const bytes = withParity(bytesIn(wrapped, habits.charset), habits.parity);
      if (habits.msPerByte === 0) {
        send?.(bytes);
        return;
      }
      waiting.push(...bytes);
      if (!isSending) sendNext();
    },
    become: (other) => {
      habits = { ...shipped, ...other };
    },
  };
};

// ── HID POS ──

/** The reports of one code, in the layout of a make. `numbered`: with the report's number as the first byte, as node-hid reads. */
export const hidPosReports = (text: string, layout: HidPosLayout, numbered: boolean): readonly Uint8Array[] => {
  const bytes = new TextEncoder().encode(text);
  const count = Math.max(1, Math.ceil(bytes.length / hidPosReport.textBytes));
  return Array.from({ length: count }, (_, nth) => {
    const piece = bytes.subarray(nth * hidPosReport.textBytes, (nth + 1) * hidPosReport.textBytes);
    const report = new Uint8Array(hidPosReport.bytes);
    report[layout.length] = piece.length;
    report.set(new TextEncoder().encode(aimOf(text)), layout.aim);
    report.set(piece, layout.text);
    report[layout.more] = nth < count - 1 ? 1 : 0;
    return numbered ? Uint8Array.of(hidPosReport.id, ...report) : report;
  });
};

export type HidScannerSimulator = {
  readonly far: HidFar;
  readonly device: HidInterface;
  readonly scan: (text: string) => void;
};

/** A scanner in HID POS mode. One that has to be woken types nothing until then. */
export const createHidScannerSimulator = ({
  make,
  numbered,
}: {
  make: HidPosLayout['name'];
  numbered: boolean;
}): HidScannerSimulator => {
  const layout = hidPosLayouts.find(({ name }) => name === make);
  if (layout === undefined) throw new Error(`no HID POS layout is called ${make}`);
  let send: ((report: Uint8Array) => void) | null = null;
  let isAwake = layout.wake === null;

  return {
    far: {
      reports: (sendNear) => {
        send = sendNear;
        return () => undefined;
      },
      takesFeature: (report) => {
        if (layout.wake === null) throw new Error('the device does not have this report.');
        if (layout.wake.every((byte, nth) => byte === report[nth])) isAwake = true;
      },
      givesFeature: () => null,
    },
    device: {
      path: 'simulated',
      vendorId: layout.vendors[0] ?? 0,
      productId: 1,
      ...hidPos,
      serialNumber: null,
      model: `Simulated ${make}`,
    },
    scan: (text) => {
      if (isAwake) for (const report of hidPosReports(text, layout, numbered)) send?.(report);
    },
  };
};
