// What was scanned a moment ago: the same code again at once is the scanner's stutter. Knows no screens.
import type { Clock } from '../clock.ts';
import type { Reading } from './read-scan.ts';

/** A code that lies before a scanner is read again and again; a hand that scans twice takes longer. */
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
  const recent = new Set<string>();
  const doubtful = new Set<string>();
  const remember = (memory: Set<string>, key: string, forMs: number): void => {
    memory.add(key);
    clock.after(forMs, () => memory.delete(key));
  };

  return {
    hear: (reading, during) => {
      const key = `${during} ${keyOf(reading)}`;
      const isDoubtful = reading.kind === 'number' && reading.breaksRule && !doubtful.has(key);
      if (isDoubtful) {
        remember(doubtful, key, secondLookMs);
        return { kind: 'misread' };
      }
      if (recent.has(key)) return null;
      remember(recent, key, stutterMs);
      return reading;
    },
  };
};
