// Names and numbers inside of a sentence that runs the other way.
import { describe, expect, it } from 'vitest';
import { settingApart, withoutSigns } from '../../contract/words/set-apart.ts';
import { createSay, type Values } from '../../contract/words/words.ts';
import { mirrored } from './mirrored.ts';

const [open, shut] = ['\u2068', '\u2069'];

/** Says the values one after another, as a message in letters of that direction. */
const saying = (message: string) =>
  settingApart(
    (_, values) => message.replaceAll(/\{(\w+)\}/g, (_slot, name: string) => String(values?.[name])),
    () => message,
  );

const fromLeft = 'Chào {value}!';
const table: readonly (readonly [what: string, message: string, values: Values, said: string])[] = [
  ['a name of the same direction stays as it is', fromLeft, { value: 'Nguyễn Văn An' }, 'Chào Nguyễn Văn An!'],
  ['a number stays as it is', fromLeft, { value: 3 }, 'Chào 3!'],
  [
    'a title from the right is set apart',
    fromLeft,
    { value: 'كليلة ودمنة (2)' },
    `Chào ${open}كليلة ودمنة (2)${shut}!`,
  ],
  ['so is one that only has a word of it', fromLeft, { value: 'Truyện דוד' }, `Chào ${open}Truyện דוד${shut}!`],
  ['in a sentence from the right a name is set apart', 'مرحبا {value}!', { value: 'An' }, `مرحبا ${open}An${shut}!`],
  ['and so are figures in groups', 'هاتف {value}', { value: '0912 345 678' }, `هاتف ${open}0912 345 678${shut}`],
  ['and a title of its own direction, for its marks', 'عن {value}', { value: 'سي++' }, `عن ${open}سي++${shut}`],
  ['a count is the message’s own business', 'عدد {value}', { value: 3 }, 'عدد 3'],
];

describe('a value in a sentence', () => {
  it.each(table)('%s', (_, message, values, said) => expect(saying(message)('checkout.patron', values)).toBe(said));

  it('is counted as before', () => {
    const say = settingApart(createSay('en'), () => mirrored('{count, plural, one {x} other {y}}'));
    expect(say('tally.lent', { count: 1 })).toBe('1 item borrowed');
  });

  it('is never heard with its signs', () => expect(withoutSigns(`Chào ${open}An${shut}!`)).toBe('Chào An!'));
});
