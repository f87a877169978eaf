// One word for one thing: an item's tag is "tem", a card of a patron or of staff is "thẻ". The English beside each text says which is meant.
import { expect, test } from 'vitest';
import { says, texts, told } from './texts.ts';

const ofTags = /\b(?:tags?|tagged|tagging|ghosts?|arm|armed|disarm|disarmed|inventory)\b/i;
const ofCards = /\bcards?\b/i;

test('what the English calls a tag is no “thẻ”', () => {
  const spoken = texts.filter(({ en }) => ofTags.test(en) && !ofCards.test(en));
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
