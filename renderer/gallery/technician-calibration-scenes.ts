// The RF calibration in every state, with pads of nobody in particular.
import { pileSizes, spots } from '../../contract/calibration-grid.ts';
import {
  calibrationLines,
  calibrationParts,
  type CalibrationKept,
  type CalibrationLine,
  type CalibrationPad,
  type CalibrationResult,
  type CalibrationRun,
  type CalibrationScreen,
  type PileFound,
  type Rate,
} from '../../contract/calibration-view.ts';
import { technician } from './technician-frame.ts';
import type { Scene } from './views.ts';

const morning = new Date(2026, 10, 23, 8, 5).getTime();
const day = 86_400_000;

const pad = (place: string, more: Partial<CalibrationPad> = {}): CalibrationPad => ({
  place,
  kind: 'kiosk',
  make: 'FEIG OBID HF',
  model: 'FEIG MR101/PR101-A, firmware 3.2',
  trouble: null,
  unfinished: null,
  last: null,
  ...more,
});
const kept = (
  nth: number,
  verdict: CalibrationKept['verdict'],
  more: Partial<CalibrationKept> = {},
): CalibrationKept => ({
  id: `mb2k${nth}-k1`,
  place: 'K1',
  make: 'FEIG OBID HF',
  atMs: morning - nth * 180 * day,
  by: 'Trần Văn Tuấn',
  verdict,
  ...more,
});

const screen = (more: Partial<CalibrationScreen> = {}): Scene =>
  technician({ at: 'calibration', pads: [pad('K1')], run: null, kept: [], told: null, certificate: null, ...more });

const limits: Readonly<Record<CalibrationLine['name'], CalibrationLine['limit']>> = {
  ghosts: { count: 0, seconds: 60 },
  line: { share: 0.02 },
  'on-pad': { share: 0.9, places: 9 },
  beside: { share: 0.05, places: 12 },
  'pile-1': { count: 1, share: 0.5, seconds: 1.5 },
  'pile-3': { count: 3, share: 0.5, seconds: 2 },
  'pile-5': { count: 5, share: 0.5, seconds: 3 },
  'pile-10': { count: 10, share: 0.5, seconds: 5 },
};
type Found = Partial<Record<CalibrationLine['name'], readonly [CalibrationLine['verdict'], CalibrationLine['found']]>>;
const linesOf = (found: Found): readonly CalibrationLine[] =>
  calibrationLines.map((name) => ({
    name,
    verdict: found[name]?.[0] ?? 'not-measured',
    found: found[name]?.[1] ?? {},
    limit: limits[name],
  }));
const good: Found = {
  ghosts: ['pass', { count: 0, seconds: 60, rounds: 398 }],
  line: ['pass', { share: 0.001, failed: 1, rounds: 1204, ms: 46 }],
  'on-pad': ['pass', { places: 9, weak: 0, worst: 0.95, mean: 0.99 }],
  beside: ['pass', { places: 12, heard: 0, most: 0.05 }],
  'pile-1': ['pass', { count: 1, worst: 1, mean: 1, seconds: 0.42 }],
  'pile-3': ['pass', { count: 3, worst: 1, mean: 1, seconds: 0.81 }],
  'pile-5': ['pass', { count: 5, worst: 0.9, mean: 0.97, seconds: 1.24 }],
  'pile-10': ['pass', { count: 10, worst: 0.55, mean: 0.84, seconds: 2.9 }],
};
const bad: Found = {
  ...good,
  ghosts: ['fail', { count: 2, seconds: 60, rounds: 398 }],
  line: ['fail', { share: 0.061, failed: 78, rounds: 1280, ms: 212 }],
  'on-pad': ['fail', { places: 9, weak: 3, worst: 0.35, mean: 0.79 }],
  beside: ['fail', { places: 12, heard: 2, most: 0.4 }],
  'pile-10': ['fail', { count: 8, worst: 0, mean: 0.52, seconds: -1 }],
};

const nothing: CalibrationResult = { lines: linesOf({}), verdict: 'incomplete', advice: [], compared: null };
const passed: CalibrationResult = {
  lines: linesOf(good),
  verdict: 'pass',
  advice: [{ kind: 'fine', values: {} }],
  compared: null,
};
const failed: CalibrationResult = {
  lines: linesOf(bad),
  verdict: 'fail',
  advice: [
    { kind: 'line-trouble', values: { percent: 6 } },
    { kind: 'ghosts-beside', values: { count: 2 } },
    { kind: 'beside-mark', values: { places: 'E2, E3' } },
    { kind: 'weak-right', values: {} },
    { kind: 'lay-at-most', values: { count: 5 } },
  ],
  compared: {
    atMs: morning - 180 * day,
    rows: [
      { name: 'ghosts', unit: 'count', before: 0, now: 2, change: 'worse' },
      { name: 'line', unit: 'rate', before: 0, now: 0.061, change: 'worse' },
      { name: 'pace', unit: 'seconds', before: 0.046, now: 0.212, change: 'worse' },
      { name: 'on-pad', unit: 'rate', before: 0.95, now: 0.35, change: 'worse' },
      { name: 'beside', unit: 'rate', before: 0.5, now: 0.4, change: 'same' },
      { name: 'pile-5', unit: 'rate', before: 0.6, now: 0.9, change: 'better' },
      { name: 'pile-10', unit: 'rate', before: null, now: 0, change: 'unknown' },
    ],
  },
};
/** Every sentence there is. */
const everything: CalibrationResult = {
  ...failed,
  verdict: 'incomplete',
  lines: linesOf({ ghosts: ['not-measured', { count: 0, seconds: 12, rounds: 80 }] }),
  advice: [
    { kind: 'ghosts-less-power', values: { count: 1, from: 26, to: 23 } },
    { kind: 'ghosts-remove', values: { count: 3 } },
    { kind: 'beside-less-power', values: { places: 'A2, A3, A4, B1, C1, D1, E2, E3, E4', from: 26, to: 23 } },
    { kind: 'metal-beneath', values: { percent: 47 } },
    { kind: 'weak-corners', values: { places: 'B2, D2, B4, D4' } },
    { kind: 'weak-more-power', values: { from: 15, to: 18 } },
    { kind: 'weak-places', values: { places: 'C2, D3' } },
    { kind: 'one-at-a-time', values: {} },
    { kind: 'slow', values: { ms: 612 } },
    { kind: 'incomplete', values: { count: 7 } },
  ],
};

const run = (more: Partial<CalibrationRun> = {}): Scene =>
  screen({
    run: {
      place: 'K1',
      hold: 'held',
      reader: {
        make: 'FEIG OBID HF',
        model: 'FEIG MR101/PR101-A, firmware 3.2',
        line: '/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0, 38400 baud, even',
        serial: '',
      },
      live: { at: 'heard', seen: 0, roundMs: 31 },
      begunMs: morning,
      part: 'empty',
      parts: calibrationParts.map((name) => ({ name, state: 'open', isWhole: false })),
      doing: null,
      radio: { power: null, antenna: null, setting: false, trouble: null },
      empty: null,
      grid: { rates: {}, chosen: 'C3', tag: null },
      piles: { chosen: 1, found: [] },
      result: nothing,
      ...more,
    },
  });

const uhf = {
  reader: {
    make: 'UHF, R2000/E710 modules',
    model: 'UHF reader (R2000/E710), firmware 8.2',
    line: 'TCP 192.0.2.31:4001',
    serial: 'INV-2024-0071',
  },
  radio: {
    power: {
      now: 17,
      steps: Array.from({ length: 34 }, (_, dbm) => dbm),
      unit: 'dbm',
      inSettings: 20,
      path: 'places.0.reader.powerDbm',
    },
    antenna: { now: 1, of: 4 },
    setting: false,
    trouble: { fault: 'no-antenna', because: 'No antenna is connected to the reader’s chosen antenna port.' },
  },
} as const satisfies Partial<CalibrationRun>;

const ghosts = [
  { uid: 'E004010046A847AD', seen: 391 },
  { uid: 'E0078112FF0034C1', seen: 3 },
];
const weak: Readonly<Record<string, number>> = { D2: 9, D3: 10, D4: 7, E2: 3, E3: 8 };
const rates: Readonly<Record<string, Rate>> = Object.fromEntries(
  spots.map(({ name, on }) => [name, { seen: weak[name] ?? (on === 'pad' ? 20 : 0), rounds: 20 }]),
);
const piles: readonly PileFound[] = pileSizes.map((size) => ({
  size,
  found: size === 10 ? 8 : size,
  worst: size === 10 ? 0 : 1 - size / 50,
  mean: size === 10 ? 0.52 : 1 - size / 100,
  seconds: size === 10 ? null : 0.3 + size / 5,
  verdict: size === 10 ? 'fail' : 'pass',
}));
const doing = (more: NonNullable<CalibrationRun['doing']>, part: CalibrationRun['part']): Scene =>
  run({ doing: more, part, live: { at: 'heard', seen: 1, roundMs: 46 } });

export const calibrationScenes: Readonly<Record<string, Scene>> = {
  'tech-calibration-loading': screen({ pads: null }),
  'tech-calibration-no-pads': screen({ pads: [] }),
  'tech-calibration-pads': screen({
    pads: [
      pad('K1', { last: { atMs: morning - 180 * day, verdict: 'pass' } }),
      pad('Quầy tự phục vụ tầng hai, cạnh phòng đọc thiếu nhi', {
        make: 'UHF, R2000/E710 modules',
        model: 'UHF reader (R2000/E710), firmware 8.2',
        unfinished: { sinceMs: morning, by: 'Nguyễn Hoàng Minh Phương' },
      }),
      pad('D1', {
        kind: 'desk',
        model: null,
        trouble: {
          fault: 'no-device',
          because: 'serial /dev/ttyUSB0: there is no such port. Is the device plugged in?',
        },
      }),
      pad('D2', { kind: 'desk', model: null, unfinished: { sinceMs: morning, by: null } }),
      pad('K4', { last: { atMs: morning, verdict: 'fail' } }),
      pad('K5', { last: { atMs: morning, verdict: 'incomplete' } }),
    ],
    kept: [
      kept(0, 'fail'),
      kept(1, 'pass', { by: null }),
      kept(2, 'incomplete', { place: 'Quầy tự phục vụ tầng hai, cạnh phòng đọc thiếu nhi' }),
      ...Array.from({ length: 12 }, (_, nth) => kept(nth + 3, 'pass')),
    ],
    told: { kind: 'discarded', values: {} },
  }),
  'tech-calibration-asking': run({ hold: 'asking', live: null, radio: null }),
  'tech-calibration-busy': run({ hold: 'busy', live: null, radio: null }),
  'tech-calibration-let-go': run({ hold: 'let-go', live: null }),
  'tech-calibration-away': run({
    live: {
      at: 'away',
      fault: { fault: 'unplugged', because: 'serial /dev/ttyUSB0: the device was unplugged.' },
    },
  }),
  'tech-calibration-empty': run(),
  'tech-calibration-empty-uhf': run(uhf),
  'tech-calibration-empty-measuring': doing(
    { at: 'empty', done: 0.4, secondsLeft: 36, rounds: 158, ghosts: [] },
    'empty',
  ),
  'tech-calibration-empty-ghosts': doing({ at: 'empty', done: 0.99, secondsLeft: 1, rounds: 396, ghosts }, 'empty'),
  'tech-calibration-empty-clean': run({ empty: { seconds: 60, rounds: 398, isWhole: true, ghosts: [] } }),
  'tech-calibration-empty-part': run({ empty: { seconds: 12, rounds: 80, isWhole: false, ghosts: [] } }),
  'tech-calibration-empty-found': run({
    empty: {
      seconds: 60,
      rounds: 398,
      isWhole: true,
      ghosts: [
        ...ghosts,
        ...Array.from({ length: 14 }, (_, nth) => ({ uid: `E00401500000${nth + 4096}`, seen: 14 - nth })),
      ],
    },
    parts: calibrationParts.map((name) => ({
      name,
      state: name === 'empty' ? 'fail' : 'open',
      isWhole: name === 'empty',
    })),
  }),
  'tech-calibration-grid': run({ part: 'grid' }),
  'tech-calibration-grid-measuring': run({
    part: 'grid',
    doing: { at: 'spot', spot: 'B2', done: 0.6, seen: 11, rounds: 12 },
    grid: { rates: { C3: { seen: 20, rounds: 20 } }, chosen: 'B2', tag: 'E004010046A847AD' },
  }),
  'tech-calibration-grid-found': run({
    part: 'grid',
    grid: { rates, chosen: 'D3', tag: 'E004010046A847AD' },
    result: failed,
    parts: calibrationParts.map((name) => ({
      name,
      state: name === 'grid' ? 'fail' : name === 'empty' ? 'pass' : 'some',
      isWhole: name === 'empty',
    })),
  }),
  'tech-calibration-piles': run({ part: 'piles' }),
  'tech-calibration-piles-clear': doing({ at: 'pile', size: 10, stage: { at: 'clear', left: 5 } }, 'piles'),
  'tech-calibration-piles-lay': doing({ at: 'pile', size: 10, stage: { at: 'lay' } }, 'piles'),
  'tech-calibration-piles-measuring': doing(
    { at: 'pile', size: 10, stage: { at: 'measuring', seen: 7, done: 0.35 } },
    'piles',
  ),
  'tech-calibration-piles-found': run({
    part: 'piles',
    piles: { chosen: 10, found: piles },
    result: failed,
    parts: calibrationParts.map((name) => ({ name, state: 'pass', isWhole: name !== 'result' })),
  }),
  'tech-calibration-result-nothing': run({ part: 'result' }),
  'tech-calibration-result-pass': run({ part: 'result', result: passed }),
  'tech-calibration-result-fail': run({ part: 'result', result: failed }),
  'tech-calibration-result-everything': run({ part: 'result', result: everything }),
  'tech-calibration-certificate': screen({
    certificate: { about: kept(0, 'fail'), name: 'rf-k1-2026-11-23.html', html: '<!doctype html>', result: failed },
    told: { kind: 'certificate-made', values: {} },
  }),
};
