// The hand-over report of whatever the file of a set-up can hold: another version, to which or from which the station went, has other
// findings, other devices, and other values in them.
import * as fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findingNames, stepNames } from '../../contract/assistant-view.ts';
import { allWords } from '../../contract/words/words.ts';
import { openSetUp } from '../../station/setup/kept.ts';
import { reportOf } from '../../station/setup/report.ts';
import { runs } from '../proof.ts';
import { from, whole } from './set-up-whole.ts';

const inFile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-set-up-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'set-up.json');
};
const readFrom = (file: string) => openSetUp(file, () => undefined).read();

const kinds = Object.keys(allWords('vi')).flatMap((key) => /^acs\.finding\.(.+)\.seen$/.exec(key)?.[1] ?? []);
const valueNames = [
  ...new Set(
    Object.entries(allWords('vi'))
      .filter(([key]) => /^(?:assistant|acs)\.finding\./.test(key))
      .flatMap(([, text]) => [...text.matchAll(/\{(\w+)/g)].map(([, name = '']) => name)),
  ),
];
/** A word of this version, or of another. */
const wordOf = (known: readonly string[]) => fc.oneof(fc.constantFrom(...known), fc.string({ maxLength: 30 }));
const values = fc.dictionary(
  wordOf([...valueNames, 'place', 'device', 'because', 'state']),
  fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()),
);
const moment = fc.integer({ min: 0, max: 8.64e15 });
const finding = fc.record({
  name: wordOf(findingNames),
  outcome: fc.constantFrom('good', 'odd', 'bad'),
  values,
  ms: fc.option(fc.integer()),
});
const step = fc.record({
  state: fc.constantFrom('done', 'skipped'),
  why: fc.option(fc.string()),
  by: fc.option(fc.string({ maxLength: 40 })),
  atMs: moment,
  findings: fc.array(finding, { maxLength: 5 }),
  probe: fc.option(
    fc.record({
      dialect: fc.string(),
      isClear: fc.boolean(),
      reasons: fc.array(fc.record({ clue: fc.string(), title: fc.string(), points: fc.integer() }), { maxLength: 3 }),
      findings: fc.array(
        fc.record({
          kind: wordOf(kinds),
          tone: fc.constantFrom('good', 'note', 'fault'),
          values,
          field: fc.constant(null),
        }),
        { maxLength: 3 },
      ),
    }),
  ),
});
const setUps = fc.record({
  version: fc.constant(1),
  at: fc.constantFrom('under-way', 'handed-over', null),
  begunMs: fc.option(moment),
  handedOver: fc.option(fc.record({ atMs: moment, by: fc.option(fc.string({ maxLength: 40 })) })),
  open: wordOf(stepNames),
  steps: fc.dictionary(wordOf(stepNames), step),
});

test('whatever the file holds, a report comes of it, and every finding has its line', () => {
  const file = inFile();
  fc.assert(
    fc.property(setUps, fc.constantFrom('vi', 'en'), (held, language) => {
      writeFileSync(file, JSON.stringify(held));
      const setUp = readFrom(file);
      expect(setUp.at).toBe(held.at);
      const report = reportOf(from({ setUp, language }));
      const found = stepNames
        .filter((name) => name !== 'hand-over')
        .flatMap((name) => [
          ...(setUp.steps[name]?.findings ?? []),
          ...(name === 'acs' ? (setUp.steps.acs?.probe?.findings ?? []) : []),
        ]);
      expect(report.match(/<td class="ms">/g)?.length ?? 0).toBe(found.length);
      expect(report).not.toMatch(/undefined|\[object/);
    }),
    { numRuns: runs(150) },
  );
});

test('a finding and a device that are not known here stand by their own words, and what a sentence lacks is a question mark', () => {
  const steps = {
    ...whole.steps,
    acs: {
      ...whole.steps.acs,
      findings: [{ name: 'reached', outcome: 'good', values: { host: 'acs.example' }, ms: 3 }],
      probe: {
        dialect: 'Koha',
        isClear: true,
        reasons: [],
        findings: [
          { kind: 'patience-short', tone: 'note', values: {}, field: null },
          { kind: 'moon-phase', tone: 'fault', values: {}, field: null },
        ],
      },
    },
    devices: {
      ...whole.steps.devices,
      findings: [
        { name: 'drawer-opened', outcome: 'good', values: { place: 'K1', device: 'drawer', coins: 7 }, ms: null },
        { name: 'tag-read', outcome: 'good', values: { place: 'K1', device: 'reader' }, ms: null },
      ],
    },
    'pay-terminal': whole.steps.devices,
  };
  const file = inFile();
  writeFileSync(file, JSON.stringify({ ...whole, at: 'under-way', open: 'pay-terminal', steps }));
  const setUp = readFrom(file);
  // Nobody handed it over: its kiosks stay closed, whichever version reads it.
  expect(setUp.at).toBe('under-way');
  expect(setUp.open).toBe('library');
  const report = reportOf(from({ setUp, language: 'en' }));
  expect(report).toContain('Somebody listens at acs.example, port ?.');
  expect(report).toContain('moon-phase');
  expect(report).toContain('K1 · drawer: drawer-opened (coins: 7)');
  expect(report).toContain('K1 · RFID pad: Read the tag or card …?.');
  // Where a count is missing, the rest is said.
  expect(report).not.toContain('NaN');
});

test('a step that cannot be read is open once more, and no other is', () => {
  const file = inFile();
  const steps = { ...whole.steps, trial: { ...whole.steps.trial, state: 'half-done' } };
  writeFileSync(file, JSON.stringify({ ...whole, at: 'under-way', steps }));
  const { at, steps: read } = readFrom(file);
  expect(at).toBe('under-way');
  expect(Object.keys(read)).toEqual(stepNames.filter((name) => name !== 'trial' && name !== 'hand-over'));
});
