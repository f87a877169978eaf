// A third language for tests alone, written from the right: every text of the glass with its letters turned into Arabic ones, its
// values and plurals whole. Nobody speaks it; layouts that forget the other direction show it.
import { vi } from '../../contract/words/vi.ts';

const letters = 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي';

/** Letters outside of the messages' own syntax; at every second depth of brackets stand a plural's branches, which are text. */
export function mirrored(message: string): string {
  let depth = 0;
  return Array.from(message, (character) => {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (depth % 2 === 1 || !/\p{L}/u.test(character)) return character;
    return letters.charAt((character.codePointAt(0) ?? 0) % letters.length);
  }).join('');
}

/** As a library's own words: in the place of Vietnamese. */
export const mirroredWords = {
  vi: Object.fromEntries(Object.entries(vi).map(([key, text]) => [key, mirrored(text)])),
};
