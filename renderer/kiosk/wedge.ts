// Tells a keyboard-wedge scanner from fingers: keys and times in, decisions out. Knows no page and no clock of its own.
//
// A printable key is held back until it is known to be either: a scanner types a burst, fingers do not. Held keys that turn out
// to be typing are handed back in order. Nothing else (arrows, space, shortcuts) is ever held.
import {
  averageAtMostMs,
  characterOf,
  firstOfBurst,
  goesOnAfterEnter,
  isAltDigit,
  isScan,
  isTooSlow,
  textOf,
  withoutFingers,
  type Held,
  type KeyDown,
} from './burst.ts';

export type Decision = {
  /** What becomes of the key just heard: `hold` and `swallow` keep it from the page. */
  readonly key: 'pass' | 'hold' | 'swallow';
  /** Held keys that were typing after all, oldest first: give them to the page before the key just heard. */
  readonly typed: readonly KeyDown[];
  readonly scan: string | null;
};

export type Wedge = {
  readonly hear: (key: KeyDown) => Decision;
  /** A key has come up again: how long it was down tells a finger in the middle of a scan. */
  readonly release: (code: string, atMs: number) => void;
  /** Call when `silenceMs` have passed without a key. */
  readonly silence: () => Decision;
  readonly holding: () => boolean;
};

export const silenceMs = 100;
/** CR and LF, or a late Enter, after a scan that already ended. */
const lateSuffixMs = 250;
/** The contract takes no longer code than this; a longer burst is no library's and is dropped. */
const longestScan = 512;

const endings: ReadonlySet<string> = new Set(['Enter', 'Tab']);
/** They come between the characters of a scan. */
const between: ReadonlySet<string> = new Set(['Shift', 'CapsLock', 'Alt', 'NumLock']);

const keysOf = (held: readonly Held[]): readonly KeyDown[] => held.map(({ key }) => key);

export function createWedge(): Wedge {
  let held: readonly Held[] = [];
  let altPress = 0;
  let scannedAtMs = Number.NEGATIVE_INFINITY;

  const finish = (atMs: number): Pick<Decision, 'typed' | 'scan'> => {
    const keys = held;
    held = [];
    const start = firstOfBurst(keys);
    const burst = keys.slice(start);
    if (!isScan(burst)) return { typed: keysOf(keys), scan: null };
    scannedAtMs = atMs;
    const { scan, typed } = withoutFingers(burst);
    return { typed: keysOf([...keys.slice(0, start), ...typed]), scan: textOf(scan) };
  };

  /** Whether a key may belong to a scan; it writes something, or stands for what was written. */
  const mayBeScanned = (key: KeyDown): boolean => {
    const last = held.at(-1)?.key;
    const isFast = last !== undefined && key.atMs - last.atMs <= averageAtMostMs;
    // Tools for typing Vietnamese take letters back and write others. What is left is no number, but it is no typing either.
    if (isAltDigit(key) || key.key === 'Backspace') return isFast;
    return !key.chord && characterOf(key) !== null;
  };

  const hear = (key: KeyDown): Decision => {
    if (key.repeat) return { key: 'pass', typed: [], scan: null };
    if (key.key === 'Alt') altPress += 1;
    const last = held.at(-1)?.key;
    const ended: Pick<Decision, 'typed' | 'scan'> =
      last !== undefined && key.atMs - last.atMs > silenceMs ? finish(last.atMs) : { typed: [], scan: null };

    if (endings.has(key.key) || (key.chord && key.code === 'KeyJ')) {
      if (ended.scan !== null || key.atMs - scannedAtMs <= lateSuffixMs) return { key: 'swallow', ...ended };
      if (held.length === 0) return { key: 'pass', ...ended };
      if (key.key === 'Enter' && goesOnAfterEnter(held)) {
        held = [...held, { key, releasedAtMs: null, altPress }];
        return { key: 'hold', ...ended };
      }
      const end = finish(key.atMs);
      return {
        key: end.scan === null ? 'pass' : 'swallow',
        typed: [...ended.typed, ...end.typed],
        scan: end.scan,
      };
    }
    if (!mayBeScanned(key)) {
      if (between.has(key.key)) return { key: 'pass', ...ended };
      const end = finish(key.atMs);
      return { key: 'pass', typed: [...ended.typed, ...end.typed], scan: ended.scan ?? end.scan };
    }
    // A space ahead of everything else presses a button; inside a burst it is a character.
    if (key.key === ' ' && held.length === 0) return { key: 'pass', ...ended };

    held = [...held, { key, releasedAtMs: null, altPress }];
    if (held.length > longestScan) {
      held = [];
      scannedAtMs = key.atMs;
      return { key: 'swallow', ...ended };
    }
    if (!isTooSlow(held)) return { key: 'hold', ...ended };
    const typed = keysOf(held.slice(0, -1));
    held = held.slice(-1);
    return { key: 'hold', typed: [...ended.typed, ...typed], scan: ended.scan };
  };

  return {
    hear,
    release: (code, atMs) => {
      const place = held.findLastIndex(({ key, releasedAtMs }) => key.code === code && releasedAtMs === null);
      held = held.map((one, nth) => (nth === place ? { ...one, releasedAtMs: atMs } : one));
    },
    silence: () => ({ key: 'pass', ...finish(held.at(-1)?.key.atMs ?? 0) }),
    holding: () => held.length > 0,
  };
}
