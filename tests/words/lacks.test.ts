// What the station lacks is said in words: English for whoever supervises it, the reader's own for whoever stands before it.
import { expect, test } from 'vitest';
import { isSameLack, lackName, type Lack } from '../../contract/lack.ts';
import { lacksVi } from '../../contract/words/lacks.ts';
import { sayLack } from '../../contract/words/lacks-said.ts';
import { createSay } from '../../contract/words/words.ts';
import { sentenceOf } from '../../station/health.ts';
import { lacks } from './lacks.ts';

const vi = createSay('vi');

test.each(lacks)('%s', (sentence, lack) => {
  expect(sentenceOf(lack)).toBe(sentence);
  const said = sayLack(vi, lack);
  expect(said).toMatch(/[ạ-ỹăâđêôơưàáèéìíòóùúý]/u);
  // Names of places, questions and settings, and what the system itself said, are no English sentence.
  expect(said).not.toMatch(/\b(?:the|is|of|was|with|and)\b/);
});

test('no words stand there for what is never lacked', () => {
  const asked = new Set<string>();
  for (const [, lack] of lacks)
    sayLack((key, values) => {
      asked.add(key);
      return vi(key, values);
    }, lack);
  expect(Object.keys(lacksVi).filter((key) => !asked.has(key))).toEqual([]);
});

test('each is told from the others by what it is and where, and not by how often or how far', () => {
  const names = new Set(lacks.map(([, lack]) => lackName(lack)));
  // Of the rows, four differ in a figure alone: faults of the settings, who is ahead (twice), conflicts; and the stumble told thrice.
  expect(names.size).toBe(lacks.length - 5);
  const prose: Lack = { kind: 'acs-fault', fault: 'prose', asked: { kind: 'checkin', code: '09' }, times: 1 };
  expect(isSameLack(prose, { ...prose, times: 4 })).toBe(true);
  expect(isSameLack(prose, { ...prose, fault: 'silence' })).toBe(false);
  expect(isSameLack(prose, { ...prose, asked: { kind: 'renew', code: '29' } })).toBe(false);
  const drift: Lack = { kind: 'clocks-differ', seconds: 300, zone: false };
  expect(isSameLack(drift, { ...drift, seconds: 303 })).toBe(true);
  expect(isSameLack(drift, { ...drift, zone: true })).toBe(false);
  const pad: Lack = { kind: 'device-trouble', place: 'K1', device: 'pad' };
  expect(isSameLack(pad, { device: 'pad', place: 'K1', kind: 'device-trouble' })).toBe(true);
  expect(isSameLack(pad, { ...pad, place: 'K2' })).toBe(false);
});
