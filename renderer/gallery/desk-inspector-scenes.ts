// A tag under each verdict, and each way that mending ends.
import {
  verdicts,
  type InspectorScreen,
  type LabelProblem,
  type MendState,
  type NotMended,
  type Remedy,
  type TagBlock,
  type TagField,
  type Verdict,
} from '../../contract/inspector-view.ts';
import { desk } from './desk-frame.ts';
import type { Scene } from './views.ts';

const labelled: readonly TagField[] = [
  { field: 'label', value: '31234000001022' },
  { field: 'label-title', value: 'Số đỏ' },
];

const foreign: readonly TagField[] = [{ field: 'foreign', value: 'field-missing', because: '' }];

const fields: readonly TagField[] = [
  { field: 'system', value: 'on-loan' },
  { field: 'system-title', value: 'Đất rừng phương Nam' },
  { field: 'number', value: '31234000001055' },
  { field: 'title', value: 'Đất rừng phương Nam' },
  { field: 'part', value: '1 / 2' },
  { field: 'usage', value: '10 (16)' },
  { field: 'owner', value: 'VN-HN1' },
  { field: 'format', value: 'iso-28560-2' },
  { field: 'security', value: 'armed' },
  { field: 'afi', value: '07 (7)' },
  { field: 'eas', value: 'off' },
  { field: 'dsfid', value: '06 (6)' },
  { field: 'uid', value: 'E004015000000A1F' },
  { field: 'chip', value: 'NXP ICODE SLIX' },
];

const blocks: readonly TagBlock[] = Array.from({ length: 28 }, (_, nth) => ({
  nth,
  bytes: nth < 9 ? ['41', '2E', '31', '33'] : ['00', '00', '00', '00'],
  text: nth < 9 ? 'A.13' : '····',
  isLocked: nth === 0,
  of: nth < 5 ? 'number' : nth < 9 ? 'data' : 'empty',
}));

const empty: readonly Verdict[] = ['no-tag', 'no-pad', 'reading', 'gone', 'unreadable'];

const ofNumber: readonly TagField['field'][] = [
  'system',
  'system-title',
  'number',
  'title',
  'part',
  'usage',
  'owner',
  'format',
];

const fieldsOf = (verdict: Verdict): readonly TagField[] => {
  if (empty.includes(verdict)) return [];
  if (verdict === 'blank') return fields.filter(({ field }) => !ofNumber.includes(field));
  if (verdict === 'foreign') return [...foreign, ...fields.filter(({ field }) => !ofNumber.includes(field))];
  if (verdict === 'label-only') return [...labelled, ...fields.filter(({ field }) => !ofNumber.includes(field))];
  return verdict.startsWith('other-label') || verdict === 'label-unknown' ? [...labelled, ...fields] : fields;
};

const remedies: Readonly<Partial<Record<Verdict, Remedy>>> = {
  'will-alarm': 'disarm',
  'odd-lent': 'disarm',
  'leaves-unnoticed': 'arm',
  'odd-in': 'arm',
  'other-owner': 'rewrite',
  discarded: 'rewrite',
  'other-label': 'retag',
  'label-only': 'retag',
};

const screen = (verdict: Verdict, more: Partial<InspectorScreen> = {}): InspectorScreen => ({
  at: 'inspector',
  verdict,
  remedy: remedies[verdict] ?? null,
  writes: remedies[verdict] === 'rewrite' || remedies[verdict] === 'retag' ? '31234000001022' : null,
  labelWrong: null,
  mend: { at: 'idle' },
  uid: verdict === 'no-tag' || verdict === 'no-pad' ? null : 'E004015000000A1F',
  fields: fieldsOf(verdict),
  blocks: empty.includes(verdict) ? [] : blocks,
  others: [],
  ...more,
});

const each = Object.fromEntries(verdicts.map((verdict) => [`desk-inspector-${verdict}`, desk(screen(verdict))]));

const reasons: Readonly<Record<NotMended, true>> = {
  locked: true,
  refused: true,
  gone: true,
  changed: true,
  trouble: true,
  cannot: true,
  'too-small': true,
  unfit: true,
  'no-security': true,
  'no-memory': true,
  'patron-card': true,
  'not-alone': true,
  busy: true,
};
const because = Object.keys(reasons).filter((why): why is NotMended => why in reasons);
const labels: Readonly<Record<LabelProblem, Verdict>> = {
  pattern: 'blank',
  'patron-card': 'blank',
  'tag-first': 'no-tag',
};
const ends: readonly MendState[] = [
  { at: 'mending' },
  { at: 'mended' },
  ...because.map((why) => ({ at: 'not-mended', because: why }) as const),
];

export const inspectorScenes: Readonly<Record<string, Scene>> = {
  ...each,
  ...Object.fromEntries(
    Object.keys(labels)
      .filter((wrong): wrong is LabelProblem => wrong in labels)
      .map((wrong) => [`desk-inspector-label-${wrong}`, desk(screen(labels[wrong], { labelWrong: wrong }))]),
  ),
  'desk-inspector-others': desk(
    screen('same-number', {
      others: [
        { uid: 'E004015000000A20', number: '31234000001055' },
        { uid: 'E004015000000A21', number: null },
      ],
    }),
  ),
  ...Object.fromEntries(
    ends.map((mend) => [
      `desk-inspector-${mend.at}${mend.at === 'not-mended' ? `-${mend.because}` : ''}`,
      desk(screen(mend.at === 'mended' ? 'right-lent' : 'will-alarm', { mend })),
    ]),
  ),
};
