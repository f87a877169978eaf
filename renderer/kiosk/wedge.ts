// Tells a keyboard-wedge scanner from fingers: keys and times in, decisions out. Knows no page and no clock of its own.
//
// A printable key is held back until it is known to be either: a scanner types a burst, fingers do not. Held keys that turn out
// to be typing are handed back in order. Nothing else (arrows, space, shortcuts) is ever held.

/** One keydown. `atMs` on any clock that only goes forward. */
export type KeyDown = {
  readonly key: string;
  /** The physical key, `KeyA`, `Digit1`: what is left to go by when an input method hides `key`. */
  readonly code: string;
  readonly shift: boolean;
  readonly capsLock: boolean;
  /** Ctrl, Alt or Meta is down: a shortcut, never a scan. */
  readonly chord: boolean;
  readonly repeat: boolean;
  readonly atMs: number;
};

export type Decision = {
  /** What becomes of the key just heard: `hold` and `swallow` keep it from the page. */
  readonly key: 'pass' | 'hold' | 'swallow';
  /** Held keys that were typing after all, oldest first: give them to the page before the key just heard. */
  readonly typed: readonly KeyDown[];
  readonly scan: string | null;
};

export type Wedge = {
  readonly hear: (key: KeyDown) => Decision;
  /** Call when `silenceMs` have passed without a key. */
  readonly silence: () => Decision;
  readonly holding: () => boolean;
};

/** Figures of scanners in the field: 1–15 ms per character, slow wireless ones about 30. */
export const averageAtMostMs = 35;
export const fewestCharacters = 6;
export const silenceMs = 100;
/** How far a burst may lag behind the average before it is called typing, so that a hurried typist waits for nothing. */
const slackMs = 60;
/** CR and LF, or a late Enter, after a scan that already ended. */
const lateSuffixMs = 250;
/** The contract takes no longer code than this; a longer burst is no library's and is dropped. */
const longestScan = 512;

const endings: ReadonlySet<string> = new Set(['Enter', 'Tab']);

export function createWedge(): Wedge {
  let held: KeyDown[] = [];
  let scannedAtMs = Number.NEGATIVE_INFINITY;

  const finish = (atMs: number): Pick<Decision, 'typed' | 'scan'> => {
    const keys = held;
    held = [];
    const start = firstOfBurst(keys);
    const burst = keys.slice(start);
    if (!isScan(burst)) return { typed: keys, scan: null };
    scannedAtMs = atMs;
    return { typed: keys.slice(0, start), scan: burst.map(characterOf).join('') };
  };

  const hear = (key: KeyDown): Decision => {
    if (key.repeat) return { key: 'pass', typed: [], scan: null };
    const last = held.at(-1);
    const ended: Pick<Decision, 'typed' | 'scan'> =
      last !== undefined && key.atMs - last.atMs > silenceMs ? finish(last.atMs) : { typed: [], scan: null };

    if (endings.has(key.key) || (key.chord && key.code === 'KeyJ')) {
      if (ended.scan !== null || key.atMs - scannedAtMs <= lateSuffixMs) return { key: 'swallow', ...ended };
      if (held.length === 0) return { key: 'pass', ...ended };
      const end = finish(key.atMs);
      return {
        key: end.scan === null ? 'pass' : 'swallow',
        typed: [...ended.typed, ...end.typed],
        scan: end.scan,
      };
    }
    if (key.chord || characterOf(key) === null) {
      // Shift and CapsLock come between the characters of a scan; anything else ends the burst.
      if (key.key === 'Shift' || key.key === 'CapsLock') return { key: 'pass', ...ended };
      const end = finish(key.atMs);
      return { key: 'pass', typed: [...ended.typed, ...end.typed], scan: ended.scan ?? end.scan };
    }
    // A space ahead of everything else presses a button; inside a burst it is a character.
    if (key.key === ' ' && held.length === 0) return { key: 'pass', ...ended };

    held.push(key);
    if (held.length > longestScan) {
      held = [];
      scannedAtMs = key.atMs;
      return { key: 'swallow', ...ended };
    }
    if (!isTooSlow(held)) return { key: 'hold', ...ended };
    const typed = held.slice(0, -1);
    held = [key];
    return { key: 'hold', typed: [...ended.typed, ...typed], scan: ended.scan };
  };

  return {
    hear,
    silence: () => ({ key: 'pass', ...finish(held.at(-1)?.atMs ?? 0) }),
    holding: () => held.length > 0,
  };
}

function isScan(keys: readonly KeyDown[]): boolean {
  return keys.length >= fewestCharacters && lengthMs(keys) <= averageAtMostMs * (keys.length - 1);
}

/** Only while it could still be typing: a burst long enough to be a scan is judged at its end. */
function isTooSlow(keys: readonly KeyDown[]): boolean {
  return lengthMs(keys) > averageAtMostMs * (keys.length - 1) + slackMs && !isScan(keys.slice(firstOfBurst(keys)));
}

/**
 * Somebody was typing when the scanner began: a leading key stands apart by a gap unlike any within the burst. Only leading keys
 * are cut off: a stall in the middle of a scan must not shorten its number.
 */
function firstOfBurst(keys: readonly KeyDown[]): number {
  let start = 0;
  while (keys.length - start > 2) {
    const [gapMs = 0, ...rest] = gapsMs(keys.slice(start));
    if (gapMs <= averageAtMostMs || gapMs <= 3 * Math.max(...rest)) break;
    start += 1;
  }
  return start;
}

function gapsMs(keys: readonly KeyDown[]): readonly number[] {
  return keys.slice(1).map((key, place) => key.atMs - (keys[place]?.atMs ?? key.atMs));
}

function lengthMs(keys: readonly KeyDown[]): number {
  return (keys.at(-1)?.atMs ?? 0) - (keys[0]?.atMs ?? 0);
}

/** Null for a key that writes nothing. The US layout, which scanners speak, stands in where an input method hides the key. */
export function characterOf(key: KeyDown): string | null {
  const hidden = key.key === 'Process' || key.key === 'Dead' || key.key === 'Unidentified';
  const character = hidden ? usCharacter(key) : key.key;
  if (character === null || Array.from(character).length !== 1) return null;
  // CapsLock turns a scanner's letters over, as it does a typist's; the scanner did not mean it.
  return key.capsLock && !hidden ? turnCase(character) : character;
}

function turnCase(character: string): string {
  const upper = character.toUpperCase();
  return character === upper ? character.toLowerCase() : upper;
}

const usMarks: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Backquote: ['`', '~'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  Space: [' ', ' '],
  NumpadDecimal: ['.', '.'],
  NumpadSubtract: ['-', '-'],
  NumpadAdd: ['+', '+'],
  NumpadMultiply: ['*', '*'],
  NumpadDivide: ['/', '/'],
};
const usDigitsShifted = ')!@#$%^&*(';

function usCharacter({ code, shift }: KeyDown): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shift ? letter : letter.toLowerCase();
  const pad = /^Numpad(\d)$/.exec(code)?.[1];
  if (pad !== undefined) return pad;
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return shift ? (usDigitsShifted[Number(digit)] ?? null) : digit;
  const mark = usMarks[code];
  return mark === undefined ? null : mark[shift ? 1 : 0];
}
