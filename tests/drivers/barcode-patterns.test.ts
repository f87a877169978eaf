// Patterns of numbers from settings: what is taken, and what could hold the station up.
import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestNumber } from '../../drivers/barcode/numbers.ts';
import { createPattern, patternFault } from '../../drivers/barcode/pattern.ts';
import { runs } from '../proof.ts';

describe('a pattern', () => {
  test.each([
    '^2\\d{13}$',
    '^(2|3)\\d{13}$',
    '^(?:TV|GK)-?\\d{4,10}$',
    '^[A-Z]{1,3}\\.\\d+(\\.\\d+)?$',
    '^B\\d{2}[A-Z]{4}\\d{3}$',
    '^(?:\\d{2})+$',
    '^.*$',
    '^\\p{Lu}+\\d+$',
    '^(?<branch>[A-Z]{2})\\d{6}$',
    '^(?!978)\\d{8,14}$',
    '',
  ])('%s is taken', (source) => expect(patternFault(source)).toBeNull());

  test.each([
    ['(', 'not-a-pattern'],
    ['[z-a]', 'not-a-pattern'],
    ['\\', 'not-a-pattern'],
    ['a'.repeat(201), 'not-a-pattern'],
    ['^(a+)+$', 'slow-pattern'],
    ['^(a|a)*$', 'slow-pattern'],
    ['^(\\d+-?)+$', 'slow-pattern'],
    ['(.*)(.*)(.*)(.*)x', 'slow-pattern'],
    ['^(a?){64}a{64}$', 'slow-pattern'],
    ['^(\\d+)\\1$', 'slow-pattern'],
    ['^(?<n>\\d)\\k<n>$', 'slow-pattern'],
  ])('%s is refused: %s', (source, fault) => {
    expect(patternFault(source)).toBe(fault);
    expect(() => createPattern(source)).toThrow(fault);
  });

  test('answers the same however often it is asked, and nothing longer than a label', () => {
    const pattern = createPattern('^3\\d+$');
    for (let nth = 0; nth < 3; nth += 1) expect(pattern.test('31234000001014')).toBe(true);
    expect(pattern.test('3'.padEnd(longestNumber, '1'))).toBe(true);
    expect(pattern.test('3'.padEnd(longestNumber + 1, '1'))).toBe(false);
  });

  test('that is taken comes to an end on any number', () => {
    const part = constantFrom(
      'a',
      'a+',
      'a*',
      '.*',
      'a?',
      '(a|b)',
      '(a|b){3}',
      '(?:a+)?',
      'a{2,9}',
      '[ab]*',
      '$',
      '(',
      ')*',
    );
    assert(
      property(array(part, { maxLength: 8 }), (parts) => {
        const source = parts.join('');
        if (patternFault(source) !== null) return;
        for (const number of ['a'.repeat(longestNumber), `${'a'.repeat(longestNumber - 1)}!`])
          createPattern(source).test(number);
      }),
      { numRuns: runs(300) },
    );
  });
});
