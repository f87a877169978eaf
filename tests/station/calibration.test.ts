// What the figures of a pad come to: lines by their limits, what to do, what differs from the last time, the certificate, and how they are
// kept. And what a measurement takes from the rounds of a reader.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { pileSizes, spots, type PileSize } from '../../contract/calibration-grid.ts';
import { adviceOn, type AdviceGround } from '../../station/calibration/advice.ts';
import { certificateOf, nameOfCertificate } from '../../station/calibration/certificate.ts';
import { comparedWith, isSameReader } from '../../station/calibration/compared.ts';
import { calibrationFigures, type CalibrationFigures, type PileFigure } from '../../station/calibration/figures.ts';
import { openCalibrationBook } from '../../station/calibration/kept.ts';
import { judged, limits, verdictOf } from '../../station/calibration/limits.ts';
import {
  beginEmpty,
  beginPile,
  beginSpot,
  padSaid,
  roundFailed,
  roundHeard,
  type Doing,
  type Measured,
  type Round,
} from '../../station/calibration/measuring.ts';

const pile = (size: PileSize, more: Partial<PileFigure> = {}): PileFigure => ({
  size,
  rounds: 20,
  tags: Array<number>(size).fill(20),
  toldMs: 100,
  readMs: 400,
  ...more,
});
const allSpots = (seenOn: (name: string, on: 'pad' | 'beside') => number): CalibrationFigures['spots'] =>
  Object.fromEntries(spots.map(({ name, on }) => [name, { seen: seenOn(name, on), rounds: 20 }]));
const usual = (_name: string, on: 'pad' | 'beside'): number => (on === 'pad' ? 20 : 0);

const good: CalibrationFigures = {
  version: 1,
  id: 'mb2k-k1',
  place: 'K1',
  begunMs: Date.UTC(2026, 10, 23, 1),
  endedMs: Date.UTC(2026, 10, 23, 1, 12),
  by: 'Hà',
  library: 'Thư viện tỉnh',
  reader: { maker: 'feig', make: 'FEIG OBID HF', model: 'FEIG MR101, firmware 3.2', line: 'simulated', serial: '' },
  radio: { powerDbm: null, antenna: null },
  empty: { ms: 60_050, rounds: 390, ghosts: [] },
  tag: 'E004010046A84701',
  spots: allSpots(usual),
  piles: pileSizes.map((size) => pile(size)),
  rounds: { heard: 900, failed: 0, ms: 900 * 45 },
};
const but = (more: Partial<CalibrationFigures>): CalibrationFigures => ({ ...good, ...more });

describe('lines', () => {
  const lineOf = (figures: CalibrationFigures, name: string) =>
    judged(figures).find((line) => line.name === name)?.verdict;

  test('a pad that does everything passes; without one figure it is incomplete', () => {
    expect(verdictOf(judged(good))).toBe('pass');
    expect(verdictOf(judged(but({ empty: null })))).toBe('incomplete');
    expect(verdictOf(judged(but({ piles: good.piles.slice(1) })))).toBe('incomplete');
  });

  const cases: readonly (readonly [string, Partial<CalibrationFigures>, string, string])[] = [
    ['a ghost', { empty: { ms: 3000, rounds: 20, ghosts: [{ uid: 'E0', seen: 1 }] } }, 'ghosts', 'fail'],
    ['half a minute without one', { empty: { ms: 30_000, rounds: 200, ghosts: [] } }, 'ghosts', 'not-measured'],
    ['one weak place', { spots: allSpots((name, on) => (name === 'B2' ? 17 : usual(name, on))) }, 'on-pad', 'fail'],
    ['eighteen of twenty', { spots: allSpots((name, on) => (name === 'B2' ? 18 : usual(name, on))) }, 'on-pad', 'pass'],
    ['read beside it', { spots: allSpots((name, on) => (name === 'A3' ? 2 : usual(name, on))) }, 'beside', 'fail'],
    ['once beside it', { spots: allSpots((name, on) => (name === 'A3' ? 1 : usual(name, on))) }, 'beside', 'pass'],
    ['places left out', { spots: { C3: { seen: 20, rounds: 20 } } }, 'on-pad', 'not-measured'],
    ['one of twenty not answered', { rounds: { heard: 95, failed: 5, ms: 1 } }, 'line', 'fail'],
    ['a book that is never told', { piles: [pile(3, { tags: [20, 20] })] }, 'pile-3', 'fail'],
    ['a book that is told now and then', { piles: [pile(3, { tags: [9, 20, 20] })] }, 'pile-3', 'fail'],
    ['read too late', { piles: [pile(3, { readMs: limits.pileMostMs[3] + 1 })] }, 'pile-3', 'fail'],
    ['never read', { piles: [pile(1, { readMs: null })] }, 'pile-1', 'fail'],
    ['just in time', { piles: [pile(3, { readMs: limits.pileMostMs[3] })] }, 'pile-3', 'pass'],
  ];
  test.each(cases)('%s', (_, more, name, verdict) => {
    expect(lineOf(but(more), name)).toBe(verdict);
  });
});

describe('advice', () => {
  const kindsOf = (figures: CalibrationFigures, power: AdviceGround['power'] = null): readonly string[] =>
    adviceOn({ figures, lines: judged(figures), power }).map(({ kind }) => kind);
  const weakAt = (names: readonly string[], seen = 8): Partial<CalibrationFigures> => ({
    spots: allSpots((name, on) => (names.includes(name) ? seen : usual(name, on))),
  });
  const ghosts = { empty: { ms: 60_000, rounds: 390, ghosts: [{ uid: 'E0', seen: 4 }] } };
  const power = { now: 20, least: 0, most: 30 };

  const cases: readonly (readonly [Partial<CalibrationFigures>, AdviceGround['power'], readonly string[]])[] = [
    [{}, null, ['fine']],
    [ghosts, null, ['ghosts-remove']],
    [ghosts, power, ['ghosts-less-power']],
    [{ ...ghosts, ...weakAt(['A3', 'E3'], 20) }, null, ['ghosts-beside', 'beside-mark']],
    [weakAt(['A3'], 20), null, ['beside-mark']],
    [weakAt(['A3'], 20), power, ['beside-less-power']],
    [weakAt(['A3'], 20), { ...power, now: 0 }, ['beside-mark']],
    [weakAt(['B2', 'C2', 'D2', 'B3', 'D3', 'B4']), null, ['metal-beneath']],
    [weakAt(['D2', 'D3', 'D4']), null, ['weak-right']],
    [weakAt(['B2', 'D4']), null, ['weak-corners']],
    [weakAt(['C3', 'C4']), null, ['weak-places']],
    [weakAt(['D2', 'D3', 'D4']), power, ['weak-more-power']],
    [weakAt(['D2', 'D3', 'D4']), { ...power, now: 30 }, ['weak-right']],
    [{ piles: good.piles.with(3, pile(10, { tags: [0, ...Array<number>(9).fill(20)] })) }, null, ['lay-at-most']],
    [{ piles: good.piles.map(({ size }) => pile(size, { tags: [] })) }, null, ['one-at-a-time']],
    [{ piles: good.piles.with(3, pile(10, { readMs: 9000 })) }, null, ['slow']],
    [{ rounds: { heard: 900, failed: 100, ms: 1 } }, null, ['line-trouble']],
    [{ piles: [] }, null, ['incomplete']],
  ];
  test.each(cases)('%#', (more, by, kinds) => {
    expect(kindsOf(but(more), by)).toEqual(kinds);
  });

  test('names the side, the places and the number', () => {
    const advised = (figures: CalibrationFigures) =>
      adviceOn({ figures, lines: judged(figures), power: null })[0]?.values;
    expect(kindsOf(but(weakAt(['B4', 'C4', 'D4'])))).toEqual(['weak-front']);
    expect(advised(but(weakAt(['B2', 'D4'])))).toEqual({ places: 'B2, D4' });
    expect(advised(but({ piles: good.piles.with(2, pile(5, { tags: [1, 20, 20, 20, 20] })) }))).toEqual({ count: 3 });
  });
});

describe('compared with the last time', () => {
  test('what differs by chance is the same; what does not is better or worse', () => {
    const before = but({ spots: allSpots((name, on) => (name === 'B2' ? 18 : usual(name, on))), empty: null });
    const now = but({ piles: good.piles.with(3, pile(10, { tags: [4, ...Array<number>(9).fill(20)] })) });
    const changes = Object.fromEntries(comparedWith(now, before).map(({ name, change }) => [name, change]));
    expect(changes).toMatchObject({
      'on-pad': 'same',
      'pile-10': 'worse',
      'pile-3': 'same',
      ghosts: 'unknown',
      pace: 'same',
    });
  });

  test('another make, or another number on its plate, is another reader; a reader that was moved is the same', () => {
    const numbered = (serial: string, place = 'K1') => ({ place, reader: { ...good.reader, serial } });
    expect(isSameReader(good, but({ reader: { ...good.reader, maker: 'a0' } }))).toBe(false);
    expect(isSameReader(numbered('1'), numbered('2'))).toBe(false);
    expect(isSameReader(numbered('1'), numbered(' 1 ', 'D1'))).toBe(true);
    expect(isSameReader(numbered(''), numbered('1'))).toBe(true);
    expect(isSameReader(numbered(''), numbered('1', 'D1'))).toBe(false);
  });
});

describe('measuring', () => {
  const round = (atMs: number, uids: readonly string[], lying = 0): Round => ({ uids, atMs, tookMs: 40, lying });
  /** Rounds one after the other, until something is measured. */
  const through = (begun: Doing, rounds: readonly Round[], figures = good): Measured | Doing => {
    let doing = begun;
    for (const one of rounds) {
      const progress = roundHeard(doing, one, figures);
      if (progress.measured !== null) return progress.measured;
      if (progress.doing !== null) doing = progress.doing;
    }
    return doing;
  };
  const still = (found: Measured | Doing): Doing => {
    if ('at' in found) return found;
    throw new Error(`it is over: ${found.kind}`);
  };
  const every = (fromMs: number, count: number, uids: readonly string[]): readonly Round[] =>
    Array.from({ length: count }, (_, nth) => round(fromMs + nth * 200, uids));

  test('a minute is a minute of answers: a pause of the reader, and a clock that was set, do not count', () => {
    const half = through(beginEmpty, every(0, 150, []));
    const paused = through(roundFailed(still(half)), every(90_000, 150, []));
    expect(paused).toMatchObject({ at: 'empty', ms: 2 * 149 * 200 });
    expect(through(still(paused), every(500_000, 10, []))).toMatchObject({ kind: 'empty', figure: { ghosts: [] } });
  });

  test('a known ghost is no tag of a place, nor of a pile', () => {
    const figures = but({ tag: null, empty: { ms: 60_000, rounds: 300, ghosts: [{ uid: 'E1', seen: 200 }] } });
    expect(through(beginSpot('C3'), every(0, 20, ['E1', 'E2']), figures)).toMatchObject({ kind: 'spot', tag: 'E2' });
    expect(through(beginPile(1), every(0, 6, ['E1']), figures)).toMatchObject({ stage: 'lay' });
  });

  test('a pile waits until the pad itself calls it empty: what comes back too soon would not be read anew', () => {
    expect(
      through(
        beginPile(3),
        every(0, 20, []).map((one) => ({ ...one, lying: 1 })),
      ),
    ).toMatchObject({ stage: 'clear' });
    expect(through(beginPile(3), every(0, 6, []))).toMatchObject({ stage: 'lay' });
  });

  test('a pile is timed from its first sight to its last reading, wherever its rounds fall', () => {
    const laid = still(through(beginPile(1), every(0, 6, [])));
    const seen = padSaid(laid, { kind: 'seen', uid: 'E1', atMs: 5000 });
    const read = padSaid(seen, { kind: 'read', uid: 'E1', atMs: 5130 });
    expect(through(read, every(5200, 40, ['E1']))).toMatchObject({ kind: 'pile', figure: { readMs: 130, tags: [20] } });
  });

  test('a pile that is never read whole is measured as it is; more tags than books say nothing', () => {
    const laid = still(through(beginPile(3), every(0, 6, [])));
    expect(through(laid, every(5000, 100, ['E1', 'E2']))).toMatchObject({
      figure: { readMs: null, toldMs: null, tags: [expect.any(Number), expect.any(Number)] },
    });
    expect(through(laid, every(5000, 100, ['E1', 'E2', 'E3', 'E4']))).toMatchObject({
      kind: 'void',
      because: 'several-there',
    });
  });

  test('the reader goes away under a pile: its time would be wrong, so it begins anew', () => {
    const laid = still(through(beginPile(1), [...every(0, 6, []), ...every(5000, 3, ['E1'])]));
    expect(laid).toMatchObject({ stage: 'measuring' });
    expect(roundFailed(laid)).toEqual(beginPile(1));
  });
});

describe('the certificate', () => {
  test('says everything in both languages, and takes no mark-up from anybody', () => {
    const figures = but({ place: '<b>K1</b>', reader: { ...good.reader, model: '"x" & <script>', serial: 'A-7' } });
    for (const language of ['vi', 'en'] as const) {
      const html = certificateOf(figures, { before: but({ id: 'old' }), language });
      expect(html).toContain(`<html lang="${language}">`);
      for (const text of [
        '&lt;b&gt;K1',
        '&quot;x&quot; &amp; &lt;script&gt;',
        'A-7',
        'Hà',
        'size: A4',
        'C3',
        '100%',
        'mb2k-k1',
      ])
        expect(html).toContain(text);
      expect(html).not.toMatch(/<script|<b>|src=|href=|url\(/);
    }
    expect(certificateOf(good, { before: null, language: 'en' })).toContain('Passed');
    expect(certificateOf(but({ piles: [] }), { before: null, language: 'en' })).toContain('Incomplete');
    expect(nameOfCertificate(good)).toMatch(/^rf-k1-2026-11-2[23]\.html$/);
  });
});

describe('kept', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  const book = () => {
    const folder = mkdtempSync(join(tmpdir(), 'tram-calibrations-'));
    folders.push(folder);
    return { folder, open: () => openCalibrationBook(folder) };
  };

  test('what is begun survives a restart, by place; what is kept ends it', () => {
    const { open } = book();
    const begun = but({ endedMs: null, place: 'Quầy 1/..' });
    open().begin(begun);
    expect(open().unfinished()).toEqual([begun]);
    open().keep({ ...begun, endedMs: 5 });
    expect(open().unfinished()).toEqual([]);
    expect(open().kept()).toEqual([{ ...begun, endedMs: 5 }]);
    open().begin(begun);
    open().discard(begun.place);
    expect(open().unfinished()).toEqual([]);
  });

  test('the latest come first, and a damaged or strange file stops nothing', () => {
    const { folder, open } = book();
    open().keep(but({ id: 'a', endedMs: 1 }));
    open().keep(but({ id: 'b', endedMs: 2 }));
    writeFileSync(join(folder, 'calibrations', 'c.json'), '{"version":1');
    writeFileSync(join(folder, 'calibrations', 'd.json'), JSON.stringify({ ...good, id: '../../etc', endedMs: 3 }));
    expect(
      open()
        .kept()
        .map(({ id }) => id),
    ).toEqual(['b', 'a']);
    expect(calibrationFigures.safeParse(good).success).toBe(true);
  });
});
