// The messages of the library system's check: running, paused, odd ones, and one taken apart.
import type { AcsMessages, Mark, TraceOpened, TraceRow } from '../../contract/acs-check-view.ts';
import { markNames } from '../../contract/acs-check-view.ts';
import { acs, hour, minute, nowMs } from './technician-acs-frame.ts';
import type { Scene } from './views.ts';

const row = (
  id: number,
  way: TraceRow['way'],
  code: string,
  kind: string,
  text: string,
  tookMs: number | null,
  marks: readonly Mark[] = [],
): TraceRow => ({
  id,
  atMs: nowMs - (60 - id) * 900,
  way,
  by: 'station',
  code,
  kind,
  sequence: id % 10,
  text,
  tookMs,
  marks,
});

const patronText =
  '64              00020261123    161442000000000003000000000001AOTVT|AA***|AE***|BLY|CQY|BV15000|CC50000|AU31234000001014|AU31234000001022|AU31234000001030|BD***|BE***|PB***|PCST|AFGreetings from Koha. -- ***|AY3AZD8F1';
const rows: readonly TraceRow[] = [
  row(
    1,
    'sent',
    '63',
    'patron-information',
    '6300020261123    161441  Y       AOTVT|AA***|AC***|AD***|AY3AZEF12',
    null,
  ),
  row(2, 'heard', '64', 'patron-information-response', patronText, 48),
  row(
    3,
    'sent',
    '11',
    'checkout',
    '11YN20261123    16145020261123    161450AOTVT|AA***|AB31234000001048|AC|AD***|BON|AY4AZEC77',
    null,
  ),
  row(
    4,
    'heard',
    '12',
    'checkout-response',
    '120NUN20261123    161450AOTVT|AA***|AB31234000001048|AJTruyện Kiều: khảo đính và chú giải của nhiều tác giả, in lần thứ mười một|AH|AFItem checked out to another patron|BLY|AY4AZC0D2',
    61,
  ),
  row(5, 'sent', '17', 'item-information', '1720261123    161452AOTVT|AB31234000001048|AC|AY5AZF5A0', null, [
    'silence',
  ]),
  row(6, 'sent', '93', 'login', '9300CNkiosk1|CO***|CPCPL|AY6AZF114', null),
  row(7, 'heard', '94', 'login-response', '941AY6AZFDF7', 310),
  row(8, 'sent', '99', 'sc-status', '9900802.00AY7AZFC9A', null),
  row(9, 'heard', '98', 'acs-status', '98YYYYNN10000520261123    1614522.00AOTVT|BXYYYYYYYYYYYNYYYY|AY7AZD6E4', 22, [
    'unreadable',
  ]),
  row(10, 'heard', '', '', 'Problems handling the request: ***', null, ['prose']),
];
const many: readonly TraceRow[] = Array.from({ length: 36 }, (_, nth) => ({
  ...(rows[nth % rows.length] ?? rows[0] ?? row(0, 'sent', '99', 'sc-status', '99', null)),
  id: nth + 1,
  atMs: nowMs - (36 - nth) * 1300,
}));

const opened: TraceOpened = {
  ...row(9, 'heard', '64', 'patron-information-response', patronText, 48, ['unreadable', 'slow']),
  bytes: 311,
  tail: 'AY3AZD8F1',
  checksum: 'good',
  pair: 1,
  notes: [
    { code: 'BV', field: 'feeAmount', says: 'unreadable' },
    { code: '', field: '', says: 'wrong-length' },
  ],
  parts: [
    {
      code: '',
      name: 'patronStatus',
      form: 'flags',
      text: 'Y         YY  ',
      hidden: null,
      means: ['chargePrivilegesDenied', 'excessiveFines', 'excessiveFees'],
    },
    { code: '', name: 'language', form: 'text', text: '000', hidden: null, means: [] },
    { code: '', name: 'transactionDate', form: 'time', text: '20261123    161442', hidden: null, means: [] },
    { code: '', name: 'chargedItemsCount', form: 'count', text: '0003', hidden: null, means: [] },
    { code: 'AO', name: 'institutionId', form: 'text', text: 'TVT', hidden: null, means: [] },
    { code: 'AA', name: 'patronId', form: 'text', text: '***', hidden: 'patron', means: [] },
    { code: 'AD', name: 'patronPassword', form: 'text', text: '***', hidden: 'secret', means: [] },
    { code: 'BL', name: 'validPatron', form: 'flag', text: 'Y', hidden: null, means: ['yes'] },
    { code: 'AU', name: 'chargedItems', form: 'list', text: '31234000001014', hidden: null, means: [] },
    {
      code: 'AJ',
      name: 'titleIdentifier',
      form: 'text',
      text: 'Truyện Kiều: khảo đính và chú giải của nhiều tác giả, in lần thứ mười một, có sửa chữa và bổ sung',
      hidden: null,
      means: [],
    },
    {
      code: 'AF',
      name: 'screenMessage',
      form: 'list',
      text: 'Greetings from Koha. -- ***',
      hidden: 'patron',
      means: [],
    },
    { code: 'ZY', name: '', form: 'unknown', text: '***', hidden: 'patron', means: [] },
    { code: '', name: '', form: 'stray', text: 'tập hai', hidden: null, means: [] },
  ],
};

const someMessages: AcsMessages = {
  part: 'messages',
  filter: 'all',
  kinds: [
    { kind: 'checkin', code: '09', count: 371 },
    { kind: 'checkout', code: '11', count: 403 },
    { kind: 'item-information', code: '17', count: 388 },
    { kind: 'patron-information', code: '63', count: 613 },
  ],
  marked: 14,
  paused: false,
  newer: 0,
  rows: many,
  older: 3964,
  opened: null,
  kept: { messages: 4000, sinceMs: nowMs - 7 * hour },
  patronsUntilMs: null,
};
const messages = (more: Partial<AcsMessages>): Scene => acs({ ...someMessages, ...more });

export const acsMessagesScenes: Readonly<Record<string, Scene>> = {
  'tech-acs-messages': messages({}),
  'tech-acs-messages-nothing': messages({
    rows: [],
    older: 0,
    kinds: [],
    marked: 0,
    kept: { messages: 0, sinceMs: null },
  }),
  'tech-acs-messages-marked': messages({
    filter: 'marked',
    rows: markNames.map((mark, nth) => ({
      ...row(nth, nth % 2 === 0 ? 'heard' : 'sent', '12', 'checkout-response', patronText, 3200, [mark]),
    })),
    older: 0,
  }),
  'tech-acs-messages-opened': messages({ opened, paused: true, newer: 21 }),
  'tech-acs-messages-opened-prose': messages({
    paused: true,
    opened: {
      ...opened,
      ...row(10, 'heard', '', '', 'Problems handling the request: ***', null, ['prose']),
      parts: [],
      notes: [],
      tail: '',
      checksum: 'none',
      pair: null,
    },
  }),
  'tech-acs-messages-patrons': messages({ patronsUntilMs: nowMs + 4 * minute }),
};
