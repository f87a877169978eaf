// The words: both languages whole, same slots, days and money as a reader expects them.
import { describe, expect, it } from 'vitest';
import { en } from '../../contract/words/en.ts';
import { vi as vietnamese } from '../../contract/words/vi.ts';
import { createSay, sayDay, sayMoney, type Key } from '../../contract/words/words.ts';

const keys = Object.keys(vietnamese).filter((key): key is Key => key in vietnamese);
const slots = (message: string): readonly string[] =>
  [...new Set([...message.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? ''))].filter((name) => /^[a-z]/.test(name));

/** Words inside a plural's branches are no slots; what is counted or told is. */
const told = (message: string) =>
  slots(message.replaceAll(/(one|other|=\d) \{[^{}]*\}/g, (branch) => branch.replace(/\{[^{}]*\}/, ''))).toSorted();

describe('the words', () => {
  it('are the same set in both languages', () => {
    expect(Object.keys(en).toSorted()).toEqual(Object.keys(vietnamese).toSorted());
  });

  it.each(keys)('%s asks for the same values in both languages, and speaks', (key) => {
    const wanted = told(vietnamese[key]).filter((name) => name !== 'count');
    expect(told(en[key]).filter((name) => name !== 'count')).toEqual(wanted);
    const values = {
      ...Object.fromEntries(told(vietnamese[key] + en[key]).map((name) => [name, 2])),
      when: new Date(0),
      count: 2,
    };
    for (const language of ['vi', 'en'] as const) {
      const text = createSay(language)(key, values);
      expect(text).not.toBe('');
      expect(text).not.toMatch(/[{}#]/);
      expect(text).toBe(text.normalize('NFC'));
    }
  });

  it('count in English', () => {
    const say = createSay('en');
    expect(say('tally.lent', { count: 1 })).toBe('1 item borrowed');
    expect(say('tally.lent', { count: 3 })).toBe('3 items borrowed');
  });

  it('refuse a message whose value was forgotten', () => {
    expect(() => createSay('vi')('checkout.patron')).toThrow();
  });
});

describe('a due date', () => {
  it('is told as a reader writes it', () => {
    expect(sayDay('vi', { kind: 'day', day: '2026-12-31' })).toBe('31/12/2026');
    expect(sayDay('en', { kind: 'day', day: '2026-12-31' })).toBe('31 Dec 2026');
  });

  it('stays the library system’s own words when they are no day', () => {
    expect(sayDay('vi', { kind: 'text', text: 'cuối học kỳ' })).toBe('cuối học kỳ');
    expect(sayDay('en', { kind: 'day', day: 'soon' })).toBe('soon');
  });
});

describe('a sum', () => {
  it.each([
    ['vi', '5000', 'VND', '5.000 đ'],
    ['en', '5000', 'VND', 'VND 5,000'],
    ['vi', '12.50', 'USD', '12,50 USD'],
    ['en', '12.50', 'USD', 'USD 12.50'],
    ['vi', '5000', null, '5.000'],
    ['en', '0.5', null, '0.5'],
    ['vi', 'hai nghìn', 'VND', 'hai nghìn'],
    ['vi', '5000', 'đồng', '5.000'],
    ['vi', '9007199254740993', 'VND', '9.007.199.254.740.993 đ'],
  ] as const)('%s %s %s is %s', (language, amount, currency, text) => {
    expect(sayMoney(language, { amount, currency })).toBe(text);
  });
});
