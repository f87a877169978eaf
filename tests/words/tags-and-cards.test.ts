// One word for one thing: an item's tag is "tem", a card of a patron or of staff is "thẻ". The English beside each text says which is meant.
import { expect, test } from 'vitest';
import { en } from '../../contract/words/en.ts';
import { vi } from '../../contract/words/vi.ts';
import { isKey } from '../../contract/words/words.ts';
import { helpVi } from '../../station/settings/help-vi.ts';
import { names } from '../../station/settings/names.ts';
import { options } from '../../station/settings/option-names.ts';

type Text = { readonly where: string; readonly vi: string; readonly en: string };

/** What stands in quotes is a value as the settings file spells it, no word. */
const unquoted = (text: string): string => text.replaceAll(/"[^"]*"/g, '');

const texts: readonly Text[] = [
  ...Object.keys(vi)
    .filter(isKey)
    .map((key) => ({ where: key, vi: vi[key], en: en[key] })),
  ...Object.entries(helpVi).map(([said, help]) => ({ where: 'settings: help', vi: help, en: unquoted(said) })),
  ...Object.entries({ ...names, ...options }).map(([where, name]) => ({ where: `settings: ${where}`, ...name })),
];

const ofTags = /\b(?:tags?|tagged|tagging|ghosts?|arm|armed|disarm|disarmed|inventory)\b/i;
const ofCards = /\bcards?\b/i;
const says = (word: string, { vi: text }: Text): boolean => new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'iu').test(text);
const told = (found: readonly Text[]): readonly string[] => found.map(({ where, vi: text }) => `${where}: ${text}`);

test('what the English calls a tag is no “thẻ”', () => {
  const spoken = texts.filter(({ en: text }) => ofTags.test(text) && !ofCards.test(text));
  expect(spoken.length).toBeGreaterThan(100);
  expect(told(spoken.filter((text) => says('thẻ', text)))).toEqual([]);
});

test('in the rooms that are about tags a “thẻ” is what the English calls a card', () => {
  const rooms = texts.filter(({ where }) => /^(?:tagging|inspector|calibration)\./.test(where));
  expect(told(rooms.filter((text) => says('thẻ', text) && !ofCards.test(text.en)))).toEqual([]);
});

test('what the English calls a tag is named “tem”, and what it calls a card is not', () => {
  expect(told(texts.filter((text) => /\btags?\b/i.test(text.en) && !says('tem', text)))).toEqual([]);
  expect(told(texts.filter((text) => ofCards.test(text.en) && !ofTags.test(text.en) && says('tem', text)))).toEqual([]);
});
