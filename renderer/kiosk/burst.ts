// A burst of keys, looked at when it has ended: was it a scanner, which of its keys were a finger's, and what does it say.
// Knows no page; pure.
import { usCharacter } from './us-keys.ts';

/** One keydown. `atMs` on any clock that only goes forward. */
export type KeyDown = {
  readonly key: string;
  /** The physical key, `KeyA`, `Digit1`: what the scanner pressed, whatever the layout or an input method makes of it. */
  readonly code: string;
  readonly shift: boolean;
  readonly capsLock: boolean;
  /** Alt is down: with the numbers of the keypad, a character that the keyboard has not. */
  readonly alt: boolean;
  /** Ctrl, Alt or Meta is down: a shortcut, never a scan. */
  readonly chord: boolean;
  readonly repeat: boolean;
  readonly atMs: number;
};

/** A key of a burst, and what became known of it. */
export type Held = {
  readonly key: KeyDown;
  readonly releasedAtMs: number | null;
  /** Alt was pressed so many times before: the digits of one character share it. */
  readonly altPress: number;
};

/** Figures of scanners in the field: 1–15 ms per character, slow wireless ones about 30. */
export const averageAtMostMs = 35;
export const fewestCharacters = 6;
/** How far a burst may lag behind the average before it is called typing, so that a hurried typist waits for nothing. */
const slackMs = 60;

export function isScan(held: readonly Held[]): boolean {
  return held.length >= fewestCharacters && lengthMs(held) <= averageAtMostMs * (held.length - 1);
}

/** Only while it could still be typing: a burst long enough to be a scan is judged at its end. */
export function isTooSlow(held: readonly Held[]): boolean {
  return lengthMs(held) > averageAtMostMs * (held.length - 1) + slackMs && !isScan(held.slice(firstOfBurst(held)));
}

/**
 * Somebody was typing when the scanner began: a leading key stands apart by a gap unlike any within the burst. Only leading keys
 * are cut off: a stall in the middle of a scan must not shorten its number.
 */
export function firstOfBurst(held: readonly Held[]): number {
  let start = 0;
  while (held.length - start > 2) {
    const [gapMs = 0, ...rest] = gapsMs(held.slice(start));
    if (gapMs <= averageAtMostMs || gapMs <= 3 * Math.max(...rest)) break;
    start += 1;
  }
  return start;
}

/** A finger that hits a key in the middle of a scan is still on it when the scanner is two characters further. */
const fingersAtMost = 2;

/** The scanner's keys, and the fingers' among them. A scanner that lets no key go is taken whole. */
export function withoutFingers(burst: readonly Held[]): {
  readonly scan: readonly Held[];
  readonly typed: readonly Held[];
} {
  const stays = (held: Held, place: number): boolean => {
    const later = burst[place + 2];
    return later !== undefined && later.key.atMs < (held.releasedAtMs ?? Infinity);
  };
  const typed = burst.filter(stays);
  if (typed.length > fingersAtMost || burst.length - typed.length < fewestCharacters) return { scan: burst, typed: [] };
  return { scan: burst.filter((held, place) => !stays(held, place)), typed };
}

function gapsMs(held: readonly Held[]): readonly number[] {
  return held.slice(1).map(({ key }, place) => key.atMs - (held[place]?.key.atMs ?? key.atMs));
}

function lengthMs(held: readonly Held[]): number {
  return (held.at(-1)?.key.atMs ?? 0) - (held[0]?.key.atMs ?? 0);
}

/** Stands where a character was lost: the station then knows that the scan is no number. */
export const lost = '\ufffd';

/** What the scanner meant by a key; null for one that writes nothing. */
export function characterOf(key: KeyDown): string | null {
  const isHidden = key.key === 'Process' || key.key === 'Dead' || key.key === 'Unidentified';
  if (Array.from(key.key).length !== 1 && !isHidden) return null;
  const onUs = usCharacter(key.code, key.shift);
  if (onUs !== null || isHidden) return onUs;
  // No physical key that we know: a keyboard made of software. CapsLock turns its letters over; the scanner did not mean it.
  return key.capsLock ? turnCase(key.key) : key.key;
}

/** Alt and digits on the keypad: one of them. */
export const isAltDigit = (key: KeyDown): boolean => key.alt && /^Numpad\d$/.test(key.code);

/** A citizen card's number and the bar after it. */
const identityStart = /^(?:\][A-Za-z][0-9A-Za-z])?\d{12}\|/;
const identityStartKeys = 16;

/** The address of a citizen card may break the line: Enter does not end such a code, only silence does. */
export const goesOnAfterEnter = (held: readonly Held[]): boolean =>
  identityStart.test(textOf(held.slice(0, identityStartKeys)));

/** The text of a scanner's keys. */
export function textOf(burst: readonly Held[]): string {
  // A finger on Shift: no code consists of shifted digits.
  const onShift =
    burst.every(({ key }) => key.shift || isAltDigit(key)) && burst.some(({ key }) => key.code.startsWith('Digit'));
  let text = '';
  let place = 0;
  while (place < burst.length) {
    const first = burst[place];
    if (first === undefined) break;
    let next = place + 1;
    if (isAltDigit(first.key)) {
      while (burst[next]?.altPress === first.altPress && burst[next]?.key.alt === true) next += 1;
      text += altCharacter(burst.slice(place, next).map(({ key }) => key.code.slice(-1)));
    } else {
      const key = onShift && first.key.code.startsWith('Digit') ? { ...first.key, shift: false } : first.key;
      text += key.key === 'Enter' ? ' ' : (characterOf(key) ?? lost);
    }
    place = next;
  }
  return text.trimEnd();
}

/** Windows' numbers: with a leading 0 of its Western character set, without one of an old one up to 255, beyond that Unicode's. */
function altCharacter(digits: readonly string[]): string {
  const number = Number(digits.join(''));
  if (number > 255 && number <= 0xffff && !(number >= 0xd800 && number <= 0xdfff)) return String.fromCharCode(number);
  const isKnown = (number >= 0x20 && number < 0x7f) || (digits[0] === '0' && number >= 0xa0 && number <= 0xff);
  return isKnown ? String.fromCharCode(number) : lost;
}

function turnCase(character: string): string {
  const upper = character.toUpperCase();
  return character === upper ? character.toLowerCase() : upper;
}
