// Patterns of numbers, from settings: checked before they are used, so that no pattern can hold the station up.
import { longestNumber } from './numbers.ts';

/** A checked pattern: whether a number is of this kind. */
export type Pattern = { test(number: string): boolean };

export type PatternFault = 'not-a-pattern' | 'slow-pattern';

const mostCharacters = 200;
/** Ways in which a pattern may try to fit one number; the worst of them take a twentieth of a second. */
const mostWays = 3e5;

/**
 * How many ways there are, at most, to fit a pattern: choices are added, parts in a row multiplied, repetitions raised. It
 * overrates (most choices exclude each other), which only refuses patterns that nobody needs for a number.
 */
const waysOf = (source: string): number => {
  let at = 0;

  const atom = (): number => {
    const character = source[at];
    at += 1;
    if (character === '\\') {
      // A reference back is a search of its own.
      const isReference = /[1-9k]/.test(source[at] ?? '');
      const braced = /^[pPu]\{[^}]*\}/.exec(source.slice(at));
      at += braced?.[0].length ?? 1;
      return isReference ? Infinity : 1;
    }
    if (character === '[') {
      while (at < source.length && source[at] !== ']') at += source[at] === '\\' ? 2 : 1;
      at += 1;
      return 1;
    }
    if (character !== '(') return 1;
    at += /^\?(?:[:=!]|<[=!]|<[^>]*>)/.exec(source.slice(at))?.[0].length ?? 0;
    const inner = choice(false);
    at += 1;
    return inner;
  };

  const repeated = (ways: number): number => {
    const found = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/.exec(source.slice(at));
    if (found === null) return ways;
    at += found[0].length;
    const [text, from = '0', comma, to = ''] = found;
    if (text.startsWith('?')) return 1 + ways;
    const least = text.startsWith('{') ? Number(from) : 0;
    const open = text.startsWith('{') ? comma === ',' && to === '' : true;
    const most = Math.min(longestNumber, open ? longestNumber : Number(to === '' ? from : to));
    return Math.max(1, most - least + 1) * ways ** most;
  };

  /** At the outermost, a row that does not begin with ^ is tried at every place of the number. */
  const row = (outermost: boolean): number => {
    let ways = outermost && source[at] !== '^' ? longestNumber : 1;
    while (at < source.length && source[at] !== '|' && source[at] !== ')') ways *= repeated(atom());
    return ways;
  };

  function choice(outermost: boolean): number {
    let ways = row(outermost);
    while (source[at] === '|') {
      at += 1;
      ways += row(outermost);
    }
    return ways;
  }

  return choice(true);
};

/** What is wrong with a pattern, or null. */
export const patternFault = (source: string): PatternFault | null => {
  try {
    if (source.length > mostCharacters || !(new RegExp(source, 'u') instanceof RegExp)) return 'not-a-pattern';
  } catch {
    return 'not-a-pattern';
  }
  return waysOf(source) <= mostWays ? null : 'slow-pattern';
};

/** Throws for a pattern that `patternFault` refuses. A number longer than any label fits none. */
export const createPattern = (source: string): Pattern => {
  const fault = patternFault(source);
  if (fault !== null) throw new Error(`The pattern ${source} cannot be used: ${fault}.`);
  const expression = new RegExp(source, 'u');
  return { test: (number) => number.length <= longestNumber && expression.test(number) };
};
