// The console of devices: every tab, in use and out of use, with nothing, with much, and in trouble. Here scans, paper and a glass; tags and
// traffic stand beside.
import type { ScanTest } from '../../contract/devices-view.ts';
import { atMs, inUse, screen } from './technician-devices-frame.ts';
import { devicesTagsScenes } from './technician-devices-tags-scenes.ts';
import { devicesTrafficScenes } from './technician-devices-traffic-scenes.ts';
import { technician } from './technician-frame.ts';
import type { Scene } from './views.ts';

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

const paper = {
  at: 'paper',
  paper: 'ok',
  cover: 'closed',
  fault: null,
  hasDrawer: true,
  print: 'none',
  failure: null,
  drawer: 'none',
} as const;

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
  ...devicesTagsScenes,
  'tech-devices-scans': screen('scanner', {
    at: 'scans',
    scans,
    code,
    layout: 'typing-program',
    came: 'Tram-âzyđ/123|;@Q',
  }),
  'tech-devices-scans-none': screen('scanner', { at: 'scans', scans: [], code, layout: 'waiting', came: null }, inUse),
  'tech-devices-paper': screen('printer', { ...paper, print: 'printed', drawer: 'kicked' }),
  'tech-devices-paper-trouble': screen('printer', {
    ...paper,
    paper: 'out',
    cover: 'open',
    fault: 'cutter',
    print: 'printer-silent',
    failure: {
      fault: 'refused',
      because: 'tcp 192.0.2.20:9100: the device refuses the connection (is another program connected to it?).',
    },
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
  ...devicesTrafficScenes,
};
