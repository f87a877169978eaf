// What two people changed in the same settings, brought together.
import { assert, jsonValue, property } from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../station/settings/json.ts';
import { merged } from '../../station/settings/merged.ts';
import { runs } from '../proof.ts';

test.each<readonly [of: string, base: Json, mine: Json, theirs: Json, both: Json]>([
  ['two fields', { a: 1, b: 1 }, { a: 2, b: 1 }, { a: 1, b: 2 }, { a: 2, b: 2 }],
  ['the same field: mine', { a: 1 }, { a: 2 }, { a: 3 }, { a: 2 }],
  ['one taken out, one put in', { a: 1, b: 1 }, { b: 1 }, { a: 1, b: 1, c: 1 }, { b: 1, c: 1 }],
  ['an entry each', [{ n: 1 }, { n: 1 }], [{ n: 2 }, { n: 1 }], [{ n: 1 }, { n: 3 }], [{ n: 2 }, { n: 3 }]],
  [
    'entries by their names: one added here, one there, one taken out here, one changed there',
    [{ name: 'K1', a: 1 }, { name: 'K2' }],
    [{ name: 'K1', a: 1 }, { name: 'K3' }],
    [{ name: 'K1', a: 2 }, { name: 'K2' }, { name: 'K4' }],
    [{ name: 'K1', a: 2 }, { name: 'K3' }, { name: 'K4' }],
  ],
  ['a list without names, longer there: mine', [1], [2], [1, 3], [2]],
  [
    'another kind is another thing: mine',
    { kind: 'tcp', host: 'a' },
    { kind: 'serial', path: 'b' },
    { kind: 'tcp', host: 'c' },
    { kind: 'serial', path: 'b' },
  ],
])('%s', (_of, base, mine, theirs, both) => {
  expect(merged(base, mine, theirs)).toEqual(both);
});

test('who changed nothing changes nothing', () => {
  const json = jsonValue().map((value): Json => JSON.parse(JSON.stringify(value)));
  assert(
    property(json, json, (base, other) => {
      expect(merged(base, base, other)).toEqual(other);
      expect(merged(base, other, base)).toEqual(other);
    }),
    { numRuns: runs(200) },
  );
});
