// The console of devices: every tab, in use and out of use, with nothing, with much, and in trouble.
import type {
  CardSpelling,
  DeviceBody,
  DeviceKind,
  DeviceRow,
  DevicesScreen,
  DeviceTab,
  HandOutcome,
  LyingTag,
  ScanTest,
  TrafficLine,
} from '../../contract/devices-view.ts';
import { technician } from './technician-frame.ts';
import type { Scene } from './views.ts';

const atMs = new Date(2026, 10, 22, 9, 30, 5).getTime();
const ready = (says: string) => ({ at: 'ready', says, sinceMs: atMs - 3_600_000 }) as const;

const rows: readonly DeviceRow[] = [
  { place: 'K1', device: 'pad', state: ready('ID ISC.MR102, firmware 3.4') },
  {
    place: 'K1',
    device: 'card-reader',
    state: { at: 'trouble', says: 'serial /dev/ttyACM0: no such port is plugged in.', sinceMs: atMs - 90_000 },
  },
  { place: 'K1', device: 'scanner', state: ready('Scanner on serial /dev/ttyUSB1') },
  { place: 'K1', device: 'printer', state: { at: 'opening', says: '', sinceMs: atMs } },
  { place: 'K1', device: 'glass', state: null },
  { place: 'D1', device: 'pad', state: ready('RFIDStation R321 SV1.2 HV3') },
  { place: 'D1', device: 'glass', state: null },
];

const tabs: Readonly<Record<DeviceKind, readonly DeviceTab[]>> = {
  pad: ['tags', 'cards', 'traffic', 'history'],
  'card-reader': ['cards', 'tags', 'traffic', 'history'],
  scanner: ['scans', 'traffic', 'history'],
  printer: ['paper', 'traffic', 'history'],
  glass: ['glass'],
};

const screen = (
  device: DeviceKind,
  body: Exclude<DeviceBody, { at: 'recordings' }>,
  more: Partial<DevicesScreen> = {},
): Scene =>
  technician({
    at: 'devices',
    nowMs: atMs,
    rows,
    chosen: { place: 'K1', device },
    state: rows.find((row) => row.device === device)?.state ?? null,
    line: device === 'pad' ? 'feig · /dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0 · 38400 8E1' : null,
    had: mine,
    tabs: tabs[device],
    tab: body.at,
    told: null,
    body,
    ...more,
  });

const mine = { place: 'K1', at: 'mine', untilMs: atMs + 300_000 } as const;
const inUse = { had: { place: 'K1', at: 'in-use', untilMs: null } } as const;

const uid = (nth: number): string => `E0040150${(0x46a84700 + nth * 7).toString(16).toUpperCase().padStart(8, '0')}`;
const item = (nth: number, more: Partial<LyingTag> = {}): LyingTag => ({
  uid: uid(nth),
  label: '',
  is: 'item',
  number: String(31_234_000_001_014 + nth * 9),
  security: 'armed',
  ...more,
});
const pile: readonly LyingTag[] = [
  item(0),
  item(1, { security: 'disarmed' }),
  item(2, { label: '2/3', security: 'odd' }),
  { uid: uid(3), label: '', is: 'blank', number: null, security: null },
  { uid: uid(4), label: '', is: 'foreign', number: null, security: null },
  { uid: '04A1B2C3D4E5F6', label: '', is: 'patron-card', number: '21234000000018', security: null },
  { uid: uid(6), label: '', is: 'reading', number: null, security: null },
];

const outcome = (nth: number, more: Partial<HandOutcome>): HandOutcome => ({
  nth,
  order: 'inventory',
  uid: null,
  came: 'done',
  because: null,
  count: null,
  ms: 41,
  ...more,
});
const outcomes: readonly HandOutcome[] = [
  outcome(6, { order: 'write', uid: uid(0), came: 'doing', ms: null }),
  outcome(5, { count: 7 }),
  outcome(4, { order: 'disarm', uid: uid(1), came: 'verified', ms: 153 }),
  outcome(3, { order: 'arm', uid: uid(2), came: 'refused', because: 'The tag did not take the write.', ms: 612 }),
  outcome(2, { order: 'examine', uid: uid(4), came: 'gone', ms: 88 }),
  outcome(1, { order: 'beep', came: 'unsupported', because: 'This reader has no such command.', ms: 0 }),
];
const all = ['inventory', 'examine', 'write', 'arm', 'disarm', 'beep'] as const;

const blocks = Array.from({ length: 28 }, (_, nth) => ({
  nth,
  bytes: nth < 9 ? ['11', '04', '31', '33'] : ['00', '00', '00', '00'],
  text: nth < 9 ? '··13' : '····',
  isLocked: nth === 0,
  of: nth < 5 ? ('number' as const) : nth < 9 ? ('data' as const) : ('empty' as const),
}));
const open = {
  uid: uid(0),
  fields: [
    { field: 'number', value: '31234000001014' },
    { field: 'format', value: 'iso-28560-2' },
    { field: 'security', value: 'armed' },
    { field: 'afi', value: '07 (7)' },
    { field: 'uid', value: uid(0) },
    { field: 'chip', value: 'NXP ICODE SLIX' },
  ],
  blocks,
  blockSize: 4,
} as const;
const changes = [
  { block: 3, before: '31 33 30 30', after: '31 34 30 30' },
  { block: 4, before: '00 00 00 00', after: '01 00 00 00' },
];

const spelling = (nth: number, number: string, more: Partial<CardSpelling>): CardSpelling => ({
  nth,
  number,
  how: ['hex', 'as-read'],
  isSet: false,
  known: 'not-asked',
  ...more,
});
const spellings: readonly CardSpelling[] = [
  spelling(0, '04A1B2C3D4E5F6', { isSet: true, known: 'no' }),
  spelling(1, '04a1b2c3d4e5f6', { how: ['hex', 'as-read', 'lower'], known: 'no' }),
  spelling(2, '1303945687459318', { how: ['decimal', 'as-read'], known: 'no' }),
  spelling(3, 'F6E5D4C3B2A104', { how: ['hex', 'reversed'], known: 'yes' }),
  spelling(4, '0077705923', { how: ['decimal', 'as-read', 'first-4', 'ten-digits'], known: 'asking' }),
  spelling(5, '16145841', { how: ['facility-and-number', 'reversed', 'last-4'], known: 'silent' }),
  ...Array.from({ length: 12 }, (_, nth) =>
    spelling(nth + 6, String(3_283_265_796 + nth), { how: ['decimal', 'reversed', 'last-4'] }),
  ),
];

const scan = (nth: number, more: Partial<ScanTest>): ScanTest => ({
  nth,
  atMs: atMs - nth * 4000,
  by: 'scanner',
  hex: '5D43303331323334303030303031303134 0D'.replace(' ', ''),
  text: '31234000001014',
  symbology: 'code-128',
  isSure: true,
  ends: ['aim', 'cr'],
  verdict: 'item',
  number: '31234000001014',
  patterns: [
    { of: 'patron', pattern: '^2\\d{13}$', fits: false },
    { of: 'item', pattern: '^3\\d{13}$', fits: true },
  ],
  check: 'right',
  ...more,
});
const scans: readonly ScanTest[] = [
  scan(5, {}),
  scan(4, {
    verdict: 'identity-card',
    hex: null,
    text: null,
    symbology: 'qr',
    ends: [],
    number: null,
    patterns: [],
    check: 'not-checked',
  }),
  scan(3, {
    verdict: 'parity-bits',
    hex: 'B3B1B2B3B48D',
    text: null,
    ends: [],
    number: null,
    patterns: [],
    check: 'not-checked',
  }),
  scan(2, {
    by: 'keyboard',
    hex: null,
    isSure: false,
    ends: [],
    verdict: 'neither',
    text: 'B21DCCN123',
    number: 'B21DCCN123',
    symbology: null,
  }),
];
const code = 'Tram-aazydd/123|;@Q';

const line = (nth: number, more: Partial<TrafficLine>): TrafficLine => ({
  nth,
  atMs: atMs + nth * 125,
  kind: 'sent',
  hex: '07FFB001001C56',
  bytes: 7,
  told: [{ did: 'inventory', came: 'asked', code: 'B0 01', count: null, uids: [], because: null, text: null }],
  because: null,
  ...more,
});
const lines: readonly TrafficLine[] = [
  line(1, { kind: 'opened', hex: null, bytes: 0, told: [], because: null }),
  line(2, {
    hex: '05FF65E5CB',
    bytes: 5,
    told: [{ did: 'version', came: 'asked', code: '65', count: null, uids: [], because: null, text: null }],
  }),
  line(3, {
    kind: 'heard',
    hex: '0D0065000304005003010356B1',
    bytes: 13,
    told: [
      {
        did: 'version',
        came: 'ok',
        code: '65 → 00',
        count: null,
        uids: [],
        because: null,
        text: 'ID ISC.MR102, firmware 3.4',
      },
    ],
  }),
  line(4, {}),
  line(5, {
    kind: 'heard',
    hex: '1B00B000020306E004010046A847AD0306E004010046A847AE0B37',
    bytes: 27,
    told: [
      {
        did: 'inventory',
        came: 'ok',
        code: 'B0 01 → 00',
        count: 2,
        uids: ['E004010046A847AD', 'E004010046A847AE'],
        because: null,
        text: null,
      },
    ],
  }),
  line(6, {
    kind: 'heard',
    hex: '0800B0951203CA6C',
    bytes: 8,
    told: [
      {
        did: 'write',
        came: 'failed',
        code: 'B0 24 → 95',
        count: null,
        uids: [],
        because: 'The block is locked.',
        text: null,
      },
    ],
  }),
  line(7, { kind: 'closed', hex: null, bytes: 0, told: [], because: 'serial /dev/ttyUSB0 was unplugged.' }),
];
const hidden = lines.map((one) => ({ ...one, hex: null, told: one.told.map((told) => ({ ...told, uids: [] })) }));
const many = Array.from({ length: 120 }, (_, nth) =>
  line(nth, nth % 2 === 0 ? {} : { kind: 'heard', hex: 'AB'.repeat(200), bytes: 200 }),
);

const paper = {
  at: 'paper',
  paper: 'ok',
  cover: 'closed',
  fault: null,
  hasDrawer: true,
  print: 'none',
  because: null,
  drawer: 'none',
} as const;

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
    body: { at: 'recordings', folder: '/var/lib/tram/recordings', all: recordings, open: null, ...body },
  });

export const devicesScenes: Readonly<Record<string, Scene>> = {
  'tech-devices-none': technician({
    at: 'devices',
    nowMs: atMs,
    rows: [],
    chosen: null,
    state: null,
    line: null,
    had: null,
    tabs: [],
    tab: 'tags',
    told: null,
    body: null,
  }),
  'tech-devices-tags': screen('pad', { at: 'tags', tags: pile, can: all, outcomes, open: null, writing: null }),
  'tech-devices-tags-in-use': screen(
    'pad',
    {
      at: 'tags',
      tags: pile.map((tag) => ({ ...tag, uid: `…${tag.uid.slice(-4)}`, number: null })),
      can: all,
      outcomes: [],
      open: null,
      writing: null,
    },
    inUse,
  ),
  'tech-devices-tags-empty': screen(
    'pad',
    { at: 'tags', tags: [], can: all, outcomes: [], open: null, writing: null },
    { had: { place: 'K1', at: 'waiting', untilMs: null }, told: 'staff-took-it' },
  ),
  'tech-devices-tags-many': screen('pad', {
    at: 'tags',
    tags: Array.from({ length: 60 }, (_, nth) => item(nth)),
    can: all,
    outcomes: outcomes.slice(1, 2),
    open: null,
    writing: null,
  }),
  'tech-devices-open': screen('pad', {
    at: 'tags',
    tags: pile.slice(0, 1),
    can: all,
    outcomes: [],
    open,
    writing: { changes: [], says: '', wrong: 'no-hex' },
  }),
  'tech-devices-write': screen('pad', {
    at: 'tags',
    tags: pile.slice(0, 1),
    can: all,
    outcomes: [],
    open: { ...open, fields: [], blocks: [] },
    writing: { changes, says: '31234000001414', wrong: null },
  }),
  'tech-devices-cards': screen('pad', {
    at: 'cards',
    read: { kind: 'uid', shown: '04 A1 B2 C3 D4 E5 F6' },
    several: false,
    spellings,
    asking: true,
  }),
  'tech-devices-cards-none': screen('pad', { at: 'cards', read: null, several: false, spellings: [], asking: false }),
  'tech-devices-cards-several': screen('pad', { at: 'cards', read: null, several: true, spellings: [], asking: false }),
  'tech-devices-scans': screen('scanner', { at: 'scans', scans, code, layout: 'typing-program' }),
  'tech-devices-scans-none': screen('scanner', { at: 'scans', scans: [], code, layout: 'waiting' }, inUse),
  'tech-devices-paper': screen('printer', { ...paper, print: 'printed', drawer: 'kicked' }),
  'tech-devices-paper-trouble': screen('printer', {
    ...paper,
    paper: 'out',
    cover: 'open',
    fault: 'cutter',
    print: 'printer-silent',
    because: 'tcp 192.0.2.20:9100: connection refused.',
  }),
  'tech-devices-glass': screen('glass', {
    at: 'glass',
    isLooked: true,
    on: 'there',
    shown: { check: 'colours', colour: 'red' },
    said: [
      { check: 'touch', on: 'there', good: true },
      { check: 'sounds', on: 'here', good: false },
    ],
  }),
  'tech-devices-glass-nobody': screen(
    'glass',
    { at: 'glass', isLooked: false, on: null, shown: null, said: [] },
    inUse,
  ),
  'tech-devices-glass-touch': screen('glass', {
    at: 'glass',
    isLooked: false,
    on: 'here',
    shown: { check: 'touch', cells: [0, 1, 9, 20] },
    said: [],
  }),
  'tech-devices-traffic': screen('pad', {
    at: 'traffic',
    isHeard: true,
    paused: false,
    hidesIdle: false,
    lines,
    recording: {
      file: '/var/lib/tram/recordings/20261122-093005_K1_pad_feig-standard.jsonl',
      bytes: 34_000,
      untilMs: atMs + 540_000,
    },
  }),
  'tech-devices-traffic-in-use': screen(
    'pad',
    { at: 'traffic', isHeard: true, paused: true, hidesIdle: true, lines: hidden, recording: null },
    inUse,
  ),
  'tech-devices-traffic-many': screen('pad', {
    at: 'traffic',
    isHeard: true,
    paused: false,
    hidesIdle: false,
    lines: many,
    recording: null,
  }),
  'tech-devices-traffic-none': screen('pad', {
    at: 'traffic',
    isHeard: true,
    paused: false,
    hidesIdle: true,
    lines: [],
    recording: null,
  }),
  'tech-devices-traffic-queue': screen('printer', {
    at: 'traffic',
    isHeard: false,
    paused: false,
    hidesIdle: true,
    lines: [],
    recording: null,
  }),
  'tech-devices-history': screen('pad', {
    at: 'history',
    moments: [
      ready('ID ISC.MR102, firmware 3.4'),
      {
        at: 'trouble',
        says: 'serial /dev/ttyUSB0: the reader does not answer any more; is it plugged in?',
        sinceMs: atMs - 4_000_000,
      },
      { at: 'opening', says: '', sinceMs: atMs - 4_100_000 },
    ],
  }),
  'tech-devices-recordings': recorded({
    open: {
      name: recordings[0]?.name ?? '',
      from: 0,
      count: 412,
      lines: lines.map((one, nth) => ({ ...one, atMs: nth * 250 })),
      wrong: null,
    },
  }),
  'tech-devices-recordings-none': recorded({ all: [] }),
  'tech-devices-recordings-wrong': recorded({
    open: { name: recordings[0]?.name ?? '', from: 0, count: 0, lines: [], wrong: 'line 12, is no JSON.' },
  }),
};
