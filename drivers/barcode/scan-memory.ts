// What was scanned a moment ago: the same code again at once is the scanner's stutter. Knows no screens.
import type { Clock } from '../clock.ts';
import type { Reading } from './read-scan.ts';

/**
 * A code that is left lying before a scanner is read again and again: it is silent until it has been away for so long, or a
 * forgotten book would keep a session open for ever.
 */
export const stutterMs = 2000;
/** A number that breaks the library's rule and is read alike a second time is printed so: a misreading comes out differently. */
export const secondLookMs = 30_000;

export type Heard = Reading | { readonly kind: 'misread' };

export type ScanMemory = {
  /** Null for a stutter. `during`: names what the scan is for, such as a session; the same code for another is no stutter. */
  hear(reading: Reading, during: string): Heard | null;
};

/** Remembers numbers for moments only, and of papers that they were there. */
const keyOf = (reading: Reading): string => (reading.kind === 'number' ? reading.number : reading.kind);

export const createScanMemory = ({ clock }: { clock: Clock }): ScanMemory => {
  const recent = new Map<string, () => void>();
  const doubtful = new Map<string, () => void>();
  /** Whether it was there; it stays for so long from now. */
  const renew = (memory: Map<string, () => void>, key: string, forMs: number): boolean => {
    const forget = memory.get(key);
    forget?.();
    memory.set(
      key,
      clock.after(forMs, () => memory.delete(key)),
    );
    return forget !== undefined;
  };

  return {
    hear: (reading, during) => {
      const key = `${during} ${keyOf(reading)}`;
      const isDoubtful = reading.kind === 'number' && reading.breaksRule;
      if (isDoubtful && !renew(doubtful, key, secondLookMs)) return { kind: 'misread' };
      return renew(recent, key, stutterMs) ? null : reading;
    },
  };
};
