// The console of devices, what passes on a line: live, in use, much, nothing; recordings; and how a device fared.
import type { TrafficBody, TrafficLine, TrafficTold } from '../../contract/devices-traffic-view.ts';
import type { DeviceBody } from '../../contract/devices-view.ts';
import { atMs, inUse, ready, rows, screen } from './technician-devices-frame.ts';
import { technician } from './technician-frame.ts';
import type { Scene } from './views.ts';

const asked = (did: string, code: string, ...says: TrafficTold['says']): TrafficTold => ({
  did,
  came: 'asked',
  code,
  says,
  fault: null,
});
const line = (nth: number, more: Partial<TrafficLine>): TrafficLine => ({
  nth,
  atMs: atMs + nth * 125,
  kind: 'sent',
  hex: '07FFB001001C56',
  bytes: 7,
  told: [asked('inventory', 'B0 01')],
  fault: null,
  ...more,
});
const heard = (nth: number, hex: string, told: TrafficTold): TrafficLine =>
  line(nth, { kind: 'heard', hex, bytes: hex.length / 2, told: [told] });
const lines: readonly TrafficLine[] = [
  line(1, { kind: 'opened', hex: null, bytes: 0, told: [] }),
  line(2, { hex: '05FF65E5CB', bytes: 5, told: [asked('version', '65')] }),
  heard(3, '0D0065000304005003010356B1', {
    did: 'version',
    came: 'ok',
    code: '65 → 00',
    says: [{ is: 'text', text: 'ID ISC.MR102, firmware 3.4' }],
    fault: null,
  }),
  line(4, {}),
  heard(5, '1B00B000020306E004010046A847AD0306E004010046A847AE0B37', {
    did: 'inventory',
    came: 'ok',
    code: 'B0 01 → 00',
    says: [
      { is: 'count', text: '2' },
      { is: 'uid', text: 'E004010046A847AD' },
      { is: 'uid', text: 'E004010046A847AE' },
    ],
    fault: null,
  }),
  line(6, {
    hex: '10FFB02701E004010046A847AD079B01',
    bytes: 16,
    told: [asked('write-afi', 'B0 27', { is: 'uid', text: 'E004010046A847AD' }, { is: 'text', text: 'AFI 07' })],
  }),
  heard(7, '0800B0951203CA6C', {
    did: 'write',
    came: 'failed',
    code: 'B0 24 → 95',
    says: [],
    fault: { fault: 'locked', because: 'The block is locked.' },
  }),
  line(8, {
    kind: 'closed',
    hex: null,
    bytes: 0,
    told: [],
    fault: { fault: 'unplugged', because: 'serial /dev/ttyUSB0: the device was unplugged.' },
  }),
];
const hidden = lines.map((one) => ({
  ...one,
  hex: null,
  told: one.told.map((told) => ({ ...told, says: told.says.filter(({ is }) => is === 'count') })),
}));
const many = Array.from({ length: 120 }, (_, nth) =>
  nth % 2 === 0
    ? line(nth, {})
    : heard(nth, 'AB'.repeat(200), { did: 'other', came: 'ok', code: '', says: [], fault: null }),
);

const traffic = (more: Partial<TrafficBody> = {}): TrafficBody => ({
  at: 'traffic',
  isHeard: true,
  paused: false,
  hidesIdle: false,
  hidden: 0,
  hasRounds: true,
  lines,
  recording: null,
  ...more,
});

const recordings = [
  { name: '20261122-093005_K1_pad_feig-standard.jsonl', place: 'K1', device: 'pad', atMs, bytes: 1_234_567 },
  {
    name: '20261121-170000_D1_printer_esc-pos.jsonl',
    place: 'D1',
    device: 'printer',
    atMs: atMs - 58_000_000,
    bytes: 34_000,
  },
];
const recorded = (body: Partial<Extract<DeviceBody, { at: 'recordings' }>>): Scene =>
  technician({
    at: 'devices',
    nowMs: atMs,
    rows,
    chosen: 'recordings',
    state: null,
    line: null,
    had: null,
    tabs: [],
    tab: 'tags',
    told: null,
    body: { at: 'recordings', folder: '/var/lib/tram/recordings', all: recordings, open: null, packed: null, ...body },
  });

export const devicesTrafficScenes: Readonly<Record<string, Scene>> = {
  'tech-devices-traffic': screen(
    'pad',
    traffic({
      recording: {
        file: '/var/lib/tram/recordings/20261122-093005_K1_pad_feig-standard.jsonl',
        bytes: 34_000,
        untilMs: atMs + 540_000,
      },
    }),
  ),
  'tech-devices-traffic-in-use': screen('pad', traffic({ paused: true, hidesIdle: true, lines: hidden }), inUse),
  'tech-devices-traffic-many': screen('pad', traffic({ lines: many })),
  'tech-devices-traffic-none': screen('pad', traffic({ hidesIdle: true, lines: [] })),
  'tech-devices-traffic-rounds': screen('pad', traffic({ hidesIdle: true, hidden: 96, lines: [] })),
  'tech-devices-traffic-queue': screen('printer', traffic({ isHeard: false, hasRounds: false, lines: [] })),
  'tech-devices-history': screen('pad', {
    at: 'history',
    moments: [
      ready('ID ISC.MR102, firmware 3.4'),
      {
        at: 'trouble',
        says: '',
        fault: {
          fault: 'silent',
          because: 'The device on serial /dev/ttyUSB0 does not answer. Check its power and its cable.',
        },
        sinceMs: atMs - 4_000_000,
      },
      { at: 'opening', says: '', fault: null, sinceMs: atMs - 4_100_000 },
    ],
  }),
  'tech-devices-recordings': recorded({
    packed: {
      name: '20261122-093005_K1_pad_feig-standard.jsonl.gz',
      base64: 'H4sIAAAAAAAAA6tWSiwoUrJSUEpKLFaqBQCB5n0cEAAAAA==',
    },
    open: {
      name: recordings[0]?.name ?? '',
      from: 0,
      count: 412,
      lines: lines.map((one, nth) => ({ ...one, atMs: nth * 250 })),
      damaged: [12, 13],
      wrong: null,
    },
  }),
  'tech-devices-recordings-none': recorded({ all: [] }),
  'tech-devices-recordings-wrong': recorded({
    open: {
      name: recordings[0]?.name ?? '',
      from: 0,
      count: 0,
      lines: [],
      damaged: [],
      wrong: 'In 20261122-093005_K1_pad_feig-standard.jsonl there is no line of a recording.',
    },
  }),
};
