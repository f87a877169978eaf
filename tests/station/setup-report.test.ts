// The hand-over report: it holds what was checked, measured, left out and not tried, and no secret of any setting that there is.
import { expect, test } from 'vitest';
import { sayLack } from '../../contract/words/lacks-said.ts';
import { createSay } from '../../contract/words/words.ts';
import { plainHtml } from '../../station/plain-text.ts';
import { form, type FormNode } from '../../station/settings/form.ts';
import type { Json } from '../../station/settings/json.ts';
import { asJson } from '../../station/settings/json.ts';
import { demonstration } from '../../station/settings/schema.ts';
import { reportOf } from '../../station/setup/report.ts';
import { lacks } from '../words/lacks.ts';
import { atMs, from, kept, whole } from './set-up-whole.ts';

/** As it is read: without its marks. */
const read = (report: string): string => report.replaceAll(/<style>.*<\/style>/gs, '').replaceAll(/<[^>]+>/g, ' ');

test('every check with its time, the family with its reasons, devices with firmware, and the certificate of the pad stand in it', () => {
  const text = read(reportOf(from()));
  for (const part of [
    'kiosk1',
    '212 ms',
    '92 ms',
    '640 ms',
    '9.8.7',
    process.version,
    'Bàn giao bởi Hà',
    'Họ hệ thống: Koha',
    'thông điệp kết thúc bằng CR LF',
    'trạm chờ 10 giây',
    'FEIG MR102, firmware 2.5',
    '192.0.2.7:10001',
    'A1234',
    '2026-11-22-k1',
    'Mọi thứ có trong thiết lập đều đã được thử.',
  ])
    expect(text).toContain(part);
});

test('what was not tried is said, each thing by its name', () => {
  const { trial: _trial, ...steps } = whole.steps;
  const text = read(
    reportOf(
      from({
        setUp: {
          ...whole,
          steps: { ...steps, devices: kept({ state: 'skipped', why: 'Máy in chưa về' }), acs: kept() },
        },
        changed: ['role'],
        kiosks: ['K1', 'K2'],
        devices: [
          {
            place: 'K2',
            device: 'printer',
            model: '',
            state: 'trouble',
            fault: { fault: 'silent', because: 'tcp x:1' },
            line: '',
          },
        ],
        calibrations: [{ place: 'K1', last: null }],
        language: 'en',
      }),
    ),
  );
  for (const part of [
    'The step “Devices” was left out: Máy in chưa về',
    'The step “Test loan and return” was not done.',
    'was done with other settings',
    'K2: Printer was not tried.',
    'Nobody listened to the sound.',
    'The library system could not be asked what it is.',
    'K1: no test loan and return.',
    'K2: no test loan and return.',
    'K1: the pad was not calibrated.',
  ])
    expect(text).toContain(part);
});

const mark = 'SENTINEL';

/** Settings with something at every place, once for each kind of each group; secrets are marked. */
const everySetting = (node: FormNode, nth: number): Json => {
  const { shape, marks } = node;
  if (marks.secret) return `${mark}-${nth}`;
  switch (shape.kind) {
    case 'text':
      return 'text';
    case 'number':
      return 7;
    case 'switch':
      return true;
    case 'choice':
      return shape.values[0] ?? null;
    case 'list':
      return [0, 1].map((one) => everySetting(shape.of, one));
    case 'group': {
      const kind = shape.kinds[nth % shape.kinds.length];
      const fields = (kind?.fields ?? []).map(({ name, node: field }) => [name, everySetting(field, nth)] as const);
      return { ...Object.fromEntries(fields), ...(shape.by === null ? {} : { [shape.by]: kind?.name ?? '' }) };
    }
  }
};

test.each(['vi', 'en'] as const)('no secret of any setting stands in it, and no card of staff (%s)', (language) => {
  let secrets = 0;
  for (let nth = 0; nth < 12; nth += 1) {
    const settings = everySetting(form, nth);
    secrets += JSON.stringify(settings).split(mark).length - 1;
    const report = reportOf(from({ settings, language }));
    expect(report).not.toContain(mark);
    expect(report).toContain('•••');
  }
  // There were some to be found.
  expect(secrets).toBeGreaterThan(60);
  const [first = null, ...others] = demonstration.staff;
  const staff = [{ ...first, card: '9812345678' }, ...others];
  expect(reportOf(from({ settings: asJson({ ...demonstration, staff }), language }))).not.toContain('9812345678');
});

test('a device in trouble is told in the words of whoever reads, with what the driver said behind them', () => {
  const because = 'serial /dev/ttyUSB3: there is no such port. Is the device plugged in?';
  const { steps } = whole;
  const findings = [
    { name: 'device-in-trouble', outcome: 'bad', values: { fault: 'no-device', text: because }, ms: null },
    // Of a station that was set up by an older version.
    { name: 'tag-unreadable', outcome: 'bad', values: { text: 'The tag could not be read.' }, ms: null },
  ] as const;
  const text = read(
    reportOf(
      from({
        setUp: { ...whole, steps: { ...steps, devices: kept({ findings: [...findings] }) } },
        devices: [
          {
            place: 'K2',
            device: 'printer',
            model: '',
            state: 'trouble',
            fault: { fault: 'garbled', because },
            line: '',
          },
        ],
      }),
    ),
  );
  expect(text).toContain(`Không thấy thiết bị ở đó. Xem cáp, nguồn, và cổng hay địa chỉ trong thiết lập. [${because}]`);
  expect(text).toContain('Thấy tem hay thẻ mà không đọc được: The tag could not be read.');
  expect(text).toContain(`sai tốc độ (baud), sai bit chẵn lẻ, hoặc là loại thiết bị khác. [${because}]`);
});

test.each(lacks)('on Vietnamese paper it is missed in Vietnamese: %s', (sentence, lack) => {
  const missing = (language: 'vi' | 'en') =>
    /<tr><th scope="row">(?:Còn thiếu|Missing)<\/th><td>(.*)<\/td>/.exec(
      reportOf(from({ missing: [lack], language })),
    )?.[1];
  expect(missing('en')).toBe(plainHtml(sentence));
  expect(missing('vi')).toBe(plainHtml(sayLack(createSay('vi'), lack)));
});

test('whatever a settings file, a device or a reason says is letters, and nothing that a browser would run', () => {
  const evil = '<img src=x onerror=alert(1)>"';
  const report = reportOf(
    from({
      library: evil,
      setUp: { ...whole, steps: { ...whole.steps, trial: kept({ state: 'skipped', why: evil }) } },
      devices: [
        {
          place: evil,
          device: 'reader',
          model: evil,
          state: 'trouble',
          fault: { fault: 'other', because: evil },
          line: evil,
        },
      ],
      calibrations: [{ place: evil, last: { verdict: 'fail', atMs, by: evil, reader: evil, id: evil } }],
      missing: [
        { kind: 'no-paper', place: evil },
        { kind: 'acs-fault', fault: 'silence', asked: { kind: evil, code: evil }, times: 2 },
        { kind: 'desks-not-served', because: 'other', detail: evil },
      ],
    }),
  );
  expect(report).not.toContain('<img');
  expect(report).not.toContain('<script');
});
