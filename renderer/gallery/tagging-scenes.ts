// The room of tags in every state. A member of a union without a scene does not compile.
import type {
  Doubt,
  NumberProblem,
  PadProblem,
  TaggedItem,
  TaggingNow,
  TaggingScreen,
  TagRow,
  WriteProblem,
} from '../../contract/tagging-view.ts';
import { desk } from './desk-frame.ts';
import type { Scene } from './views.ts';

const item: TaggedItem = { number: '31234000001014', title: 'Truyện Kiều', part: null };
const second: TaggedItem = { number: '31234000001311', title: 'Chiến tranh và hòa bình', part: { nth: 2, of: 3 } };
const at = (hour: number, minute: number): number => new Date(2026, 10, 22, hour, minute).getTime();

const rows: readonly TagRow[] = [
  { ticket: 'D1-tag-9', item: second, uid: 'E004015001000012', atMs: at(9, 18), state: 'written' },
  {
    ticket: 'D1-tag-7',
    item: { ...second, part: { nth: 1, of: 3 } },
    uid: 'E004015001000011',
    atMs: at(9, 17),
    state: 'written',
  },
  {
    ticket: 'D1-tag-5',
    item: { number: '31234000001048', title: 'Tắt đèn', part: null },
    uid: 'E004015001000010',
    atMs: at(9, 12),
    state: 'undone',
  },
  {
    ticket: 'D1-tag-3',
    item: {
      number: '31234000001030',
      title: 'Chí Phèo và những truyện ngắn khác của Nam Cao, tuyển tập có chú giải cho học sinh',
      part: null,
    },
    uid: 'E00401500100000F',
    atMs: at(9, 8),
    state: 'unchanged',
  },
];

const tagging = (now: TaggingNow, more: Partial<TaggingScreen> = {}): Scene =>
  desk({
    at: 'tagging',
    pace: 'continuous',
    source: 'barcode',
    now,
    tags: 1,
    count: 42,
    rows,
    listed: rows.length,
    halves: [],
    cue: { nth: 0, kind: 'done' },
    file: null,
    ...more,
  });

const named = <Name extends string>(prefix: string, table: Readonly<Record<Name, Scene>>): Record<string, Scene> =>
  Object.fromEntries(Object.entries<Scene>(table).map(([name, scene]) => [`${prefix}-${name}`, scene]));

const wrong = (because: NumberProblem): Scene => tagging({ at: 'number', wrong: { number: item.number, because } });
const pad = (problem: PadProblem): Scene => tagging({ at: 'tag', item, problem }, { tags: 2 });
const doubt = (because: Doubt, found: string | null): Scene => tagging({ at: 'doubt', item, because, found });
const failed = (because: WriteProblem, blocks: readonly number[] = [], half = false): Scene =>
  tagging({ at: 'failed', item, because, blocks, half, undoing: false });

export const taggingScenes: Readonly<Record<string, Scene>> = {
  'desk-tagging-number': tagging({ at: 'number', wrong: null }, { tags: 0 }),
  'desk-tagging-number-old-tag': tagging({ at: 'number', wrong: null }, { source: 'old-tag', pace: 'single' }),
  'desk-tagging-first': tagging({ at: 'number', wrong: null }, { rows: [], listed: 0, count: 0, tags: 0 }),
  'desk-tagging-asking': tagging({ at: 'asking', number: item.number }),
  'desk-tagging-tag': tagging({ at: 'tag', item, problem: null }, { tags: 0 }),
  'desk-tagging-set': tagging({ at: 'tag', item: { ...second, part: { nth: 3, of: 3 } }, problem: 'last-one' }),
  'desk-tagging-looking': tagging({ at: 'busy', item, doing: 'looking' }),
  'desk-tagging-writing': tagging({ at: 'busy', item, doing: 'writing' }),
  'desk-tagging-undoing': tagging({ at: 'busy', item, doing: 'undoing' }),
  'desk-tagging-ready': tagging({ at: 'ready', item, replaces: false }, { pace: 'single' }),
  'desk-tagging-ready-replaces': tagging({ at: 'ready', item: second, replaces: true }, { pace: 'single' }),
  'desk-tagging-done': tagging({ at: 'done', item, unchanged: false, disarmed: false, remark: false }),
  'desk-tagging-done-unchanged': tagging({ at: 'done', item, unchanged: true, disarmed: false, remark: false }),
  'desk-tagging-done-lent': tagging({ at: 'done', item, unchanged: false, disarmed: true, remark: true }),
  'desk-tagging-undo': tagging({ at: 'undo', item: second, problem: null }),
  'desk-tagging-undo-two': tagging({ at: 'undo', item: second, problem: 'two-tags' }),
  'desk-tagging-halves': tagging(
    { at: 'number', wrong: null },
    {
      halves: [
        { ticket: 'D1-tag-1', item, uid: 'E004015001000001' },
        { ticket: 'D1-tag-2', item: second, uid: 'E004015001000002' },
      ],
    },
  ),
  'desk-tagging-long-list': tagging(
    { at: 'number', wrong: null },
    {
      rows: Array.from({ length: 10 }, (_, time) =>
        rows.map((row) => ({ ...row, ticket: `D1-tag-${time}-${row.ticket}` })),
      ).flat(),
      listed: 512,
      count: 480,
    },
  ),
  ...named<NumberProblem>('desk-tagging-wrong', {
    pattern: wrong('pattern'),
    'patron-card': wrong('patron-card'),
    'unknown-item': wrong('unknown-item'),
    'acs-silent': wrong('acs-silent'),
  }),
  ...named<PadProblem>('desk-tagging-pad', {
    'two-tags': pad('two-tags'),
    'same-number': pad('same-number'),
    'last-one': pad('last-one'),
    'patron-card': pad('patron-card'),
    unreadable: pad('unreadable'),
    gone: pad('gone'),
    'no-pad': pad('no-pad'),
  }),
  ...named<Doubt>('desk-tagging-doubt', {
    'other-item': doubt('other-item', '31234000001030'),
    'other-part': doubt('other-part', '2/3'),
    foreign: doubt('foreign', null),
    elsewhere: doubt('elsewhere', new Date(at(9, 12)).toISOString()),
  }),
  'desk-tagging-doubt-whole-set': doubt('other-part', null),
  ...named<WriteProblem>('desk-tagging-failed', {
    'too-small': failed('too-small'),
    locked: failed('locked', [2, 3, 14]),
    unfit: failed('unfit'),
    'no-security': failed('no-security'),
    'no-memory': failed('no-memory'),
    'patron-card': failed('patron-card'),
    refused: failed('refused', [5], true),
    changed: failed('changed'),
    trouble: failed('trouble', [], true),
    gone: failed('gone', [], true),
  }),
};
