// The console of devices, tags and cards: a pile, one tag opened, a write looked over, a card's spellings; with nothing and with much.
import type { CardSpelling, HandOutcome, LyingTag } from '../../contract/devices-view.ts';
import { inUse, rows, screen } from './technician-devices-frame.ts';
import type { Scene } from './views.ts';

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
  fault: null,
  count: null,
  ms: 41,
  ...more,
});
const outcomes: readonly HandOutcome[] = [
  outcome(6, { order: 'write', uid: uid(0), came: 'doing', ms: null }),
  outcome(5, { count: 7 }),
  outcome(4, { order: 'disarm', uid: uid(1), came: 'verified', ms: 153 }),
  outcome(3, {
    order: 'arm',
    uid: uid(2),
    came: 'refused',
    fault: { fault: 'tag-refuses', because: 'The tag did not take the write.' },
    ms: 612,
  }),
  outcome(2, { order: 'examine', uid: uid(4), came: 'gone', ms: 88 }),
  outcome(1, {
    order: 'beep',
    came: 'unsupported',
    fault: { fault: 'unsupported', because: 'This reader has no such command.' },
    ms: 0,
  }),
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
const foreign = [
  {
    field: 'foreign',
    value: 'field-missing',
    because: 'The tag announces what is not on it: owner institution, set information.',
  },
] as const;
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

export const devicesTagsScenes: Readonly<Record<string, Scene>> = {
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
  'tech-devices-tags-trouble': screen(
    'pad',
    { at: 'tags', tags: [], can: [], outcomes: [], open: null, writing: null },
    { state: rows.find((row) => row.device === 'card-reader')?.state ?? null },
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
  'tech-devices-foreign': screen('pad', {
    at: 'tags',
    tags: pile.slice(4, 5),
    can: all,
    outcomes: [],
    open: { ...open, uid: uid(4), fields: [...foreign, ...open.fields.slice(2, 4), { field: 'uid', value: uid(4) }] },
    writing: null,
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
};
