// From a scanner's bytes to scans: where one ends, and what it says. Knows nothing of lines or libraries.
import type { Clock } from '../clock.ts';

const cr = 0x0d;
const stx = 0x02;
/** CR, LF, TAB, ETX. CR LF makes an empty scan, which is none. */
const terminators: ReadonlySet<number> = new Set([cr, 0x0a, 0x09, 0x03]);
/** The longest codes of people's papers have some 300 bytes, the largest QR code not 3 KiB. */
const mostBytes = 4096;

/** AIM symbology identifier: `]C1` before a Code 128, `]E0` before an EAN. */
const symbologyPrefix = /^\][A-Za-z][0-9A-Za-z]/;

/** UTF-8 or, from scanners set to an older character set, windows-1258 (Vietnamese; its ASCII part is everybody's). */
const decode = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1258').decode(bytes);
  }
};

/** What a scan says: without prefixes and control characters, trimmed, NFC. May be empty. */
export const textOfScan = (bytes: Uint8Array): string =>
  decode(bytes[0] === stx ? bytes.subarray(1) : bytes)
    .replace(symbologyPrefix, '')
    .replaceAll(/\p{Cc}/gu, '')
    .normalize('NFC')
    .trim();

export type ScanSplitter = {
  bytes(chunk: Uint8Array): void;
  /** Forgets a scan that was half received. */
  reset(): void;
};

/** Calls `scanned` with each text that is not empty. A scan ends with a terminator or, without one, after a silence. */
export const createScanSplitter = ({
  clock,
  silenceMs,
  scanned,
}: {
  clock: Clock;
  silenceMs: number;
  scanned: (text: string) => void;
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
    const text = isTooLong ? '' : textOfScan(Uint8Array.from(held));
    reset();
    if (text !== '') scanned(text);
  };

  return {
    bytes: (chunk) => {
      for (const byte of chunk) {
        if (terminators.has(byte)) end();
        else if (held.length < mostBytes) held.push(byte);
        else isTooLong = true;
      }
      cancelSilence?.();
      cancelSilence = held.length === 0 ? null : clock.after(silenceMs, end);
    },
    reset,
  };
};
