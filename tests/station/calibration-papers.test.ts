// What a calibration says of itself beyond its figures: which parts are whole, that nothing was measured, that no reader was behind it, and
// on paper without colours which places fail.
import { expect, test } from 'vitest';
import { pileSizes, spots } from '../../contract/calibration-grid.ts';
import { simulatedLine } from '../../contract/calibration-view.ts';
import { sayFound } from '../../contract/words/calibration-said.ts';
import { createSay } from '../../contract/words/words.ts';
import { adviceOn } from '../../station/calibration/advice.ts';
import { certificateOf } from '../../station/calibration/certificate.ts';
import { comparedWith } from '../../station/calibration/compared.ts';
import type { CalibrationFigures } from '../../station/calibration/figures.ts';
import { isPartWhole, judged } from '../../station/calibration/limits.ts';

const nothing: CalibrationFigures = {
  version: 1,
  id: 'mb2k-k1',
  place: 'K1',
  begunMs: Date.UTC(2026, 10, 23, 1),
  endedMs: Date.UTC(2026, 10, 23, 1, 12),
  by: 'Hà',
  library: 'Thư viện tỉnh',
  reader: { maker: 'feig', make: 'FEIG OBID HF', model: null, line: '/dev/ttyS0, 38400 baud, even', serial: '' },
  radio: { powerDbm: null, antenna: null },
  empty: null,
  tag: null,
  spots: {},
  piles: [],
  rounds: { heard: 0, failed: 0, ms: 0 },
};
const rates = Object.fromEntries(spots.map(({ name, on }) => [name, { seen: on === 'pad' ? 20 : 0, rounds: 20 }]));

test('a part is whole when nothing of it is left to measure, whatever was found', () => {
  expect(isPartWhole('empty', nothing)).toBe(false);
  expect(isPartWhole('empty', { ...nothing, empty: { ms: 900, rounds: 6, ghosts: [{ uid: 'E0', seen: 1 }] } })).toBe(
    true,
  );
  expect(isPartWhole('empty', { ...nothing, empty: { ms: 900, rounds: 6, ghosts: [] } })).toBe(false);
  expect(isPartWhole('empty', { ...nothing, empty: { ms: 60_010, rounds: 400, ghosts: [] } })).toBe(true);
  const { E4: _one, ...allButOne } = rates;
  expect(isPartWhole('grid', { ...nothing, spots: allButOne })).toBe(false);
  expect(isPartWhole('grid', { ...nothing, spots: rates })).toBe(true);
  const piles = pileSizes.map((size) => ({ size, rounds: 20, tags: [], toldMs: null, readMs: null }));
  expect(isPartWhole('piles', { ...nothing, piles: piles.slice(1) })).toBe(false);
  expect(isPartWhole('piles', { ...nothing, piles })).toBe(true);
  // The result is what they all come to: nothing stands behind it.
  expect(isPartWhole('result', { ...nothing, spots: rates, piles })).toBe(false);
});

test('of what was not measured no figure is said', () => {
  const say = createSay('vi');
  expect(judged(nothing).map((line) => sayFound(say, line))).toEqual(['', '', '', '', '', '', '', '']);
});

test('the certificate of a simulated reader says that it certifies nothing; of a real one it does not', () => {
  const simulated = { ...nothing, reader: { ...nothing.reader, line: simulatedLine } };
  const html = certificateOf(simulated, { before: null, language: 'vi' });
  expect(html).toContain('Đầu đọc giả lập: chỉ để tập');
  expect(html).toContain('<dd>giả lập</dd>');
  expect(certificateOf(nothing, { before: null, language: 'vi' })).not.toContain('giả lập');
});

test('a weak place, and one that is read beyond the edge, have a cross on the map', () => {
  const bad = { ...rates, D2: { seen: 9, rounds: 20 }, E2: { seen: 8, rounds: 20 } };
  const html = certificateOf({ ...nothing, spots: bad }, { before: null, language: 'en' });
  expect(html.match(/[A-E]\d ×</g)?.toSorted()).toEqual(['D2 ×<', 'E2 ×<']);
});

test('a few squares, or a few seconds, are not compared with the whole', () => {
  const whole = { ...nothing, spots: rates, empty: { ms: 60_010, rounds: 400, ghosts: [{ uid: 'E0', seen: 3 }] } };
  const begun = { ...nothing, spots: { C3: { seen: 20, rounds: 20 } }, empty: { ms: 900, rounds: 6, ghosts: [] } };
  const rows = comparedWith(begun, whole).filter(({ name }) => ['ghosts', 'on-pad', 'beside'].includes(name));
  expect(rows).toHaveLength(3);
  for (const row of rows) expect(row).toMatchObject({ now: null, change: 'unknown' });
  expect(adviceOn({ figures: begun, lines: judged(begun), power: null })).toEqual([
    { kind: 'incomplete', values: { count: 8 } },
  ]);
});
