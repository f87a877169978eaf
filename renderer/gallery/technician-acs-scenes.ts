// The library system's check in every state, with a day of a line that had its troubles.
import type {
  AcsCheckScreen,
  AcsClaim,
  AcsFiles,
  AcsFinding,
  AcsLine,
  AcsMessages,
  AcsProbe,
  LineState,
  Mark,
  TraceOpened,
  TraceRow,
} from '../../contract/acs-check-view.ts';
import { lineStates, markNames } from '../../contract/acs-check-view.ts';
import { technician } from './technician-frame.ts';
import type { Scene } from './views.ts';

/** 23 November 2026, a quarter past four in the afternoon where the gallery is drawn. */
const nowMs = new Date(2026, 10, 23, 16, 15).getTime();
const minute = 60_000;
const hour = 60 * minute;

const standing: NonNullable<AcsCheckScreen['line']> = {
  state: 'connected',
  sinceMs: nowMs - 4 * hour,
  detail: null,
  family: 'Koha',
  address: 'koha.thuvien-ninhthuan.example:6001',
};

const acs = (body: AcsCheckScreen['body'], more: Partial<AcsCheckScreen> = {}): Scene =>
  technician({ at: 'acs-check', part: body.part === 'none' ? 'line' : body.part, line: standing, body, ...more });

// ── The line ──

const slotAt = Math.floor((nowMs - 24 * hour) / (15 * minute)) * 15 * minute;
const slots: AcsLine['slots'] = Array.from({ length: 97 }, (_, nth) => {
  const isNight = nth < 61;
  const worst = nth === 78 ? 9400 : nth === 70 ? 3600 : 60 + ((nth * 37) % 23) * 18;
  return {
    fromMs: slotAt + nth * 15 * minute,
    answered: isNight ? 4 : 40 + ((nth * 13) % 60),
    medianMs: isNight ? 21 : 45,
    worstMs: worst,
    unanswered: nth === 78 ? 3 : 0,
  };
});

const someLine: AcsLine = {
  part: 'line',
  fromMs: nowMs - 24 * hour,
  nowMs,
  slots,
  stretches: [
    { fromMs: nowMs - 24 * hour, toMs: nowMs - 9 * hour, state: 'connected', because: null, detail: null, times: 1 },
    {
      fromMs: nowMs - 9 * hour,
      toMs: nowMs - 9 * hour + 800,
      state: 'lost',
      because: 'connection-lost',
      detail: null,
      times: 1,
    },
    {
      fromMs: nowMs - 9 * hour + 800,
      toMs: nowMs - 8.7 * hour,
      state: 'login-refused',
      because: 'login-refused',
      detail: 'The ACS refused the login of "kiosk1".',
      times: 37,
    },
    { fromMs: nowMs - 8.7 * hour, toMs: nowMs - 4.6 * hour, state: 'connected', because: null, detail: null, times: 1 },
    {
      fromMs: nowMs - 4.6 * hour,
      toMs: nowMs - 4.5 * hour,
      state: 'silent',
      because: 'silence',
      detail: null,
      times: 2,
    },
    {
      fromMs: nowMs - 4.5 * hour,
      toMs: nowMs - 4 * hour,
      state: 'unreachable',
      because: 'unreachable',
      detail: 'koha.thuvien-ninhthuan.example:6001 refused the connection (ECONNREFUSED).',
      times: 61,
    },
    { fromMs: nowMs - 4 * hour, toMs: null, state: 'connected', because: null, detail: null, times: 1 },
  ],
  shares: [
    { state: 'connected', ms: 23.1 * hour },
    { state: 'unreachable', ms: 0.5 * hour },
    { state: 'login-refused', ms: 0.3 * hour },
    { state: 'silent', ms: 0.1 * hour },
    { state: 'lost', ms: 800 },
  ],
  latencies: [
    ['patron-information', '63', 611, 48, 140, 9400, 2],
    ['checkout', '11', 402, 61, 180, 3600, 1],
    ['item-information', '17', 388, 22, 48, 410, 0],
    ['checkin', '09', 371, 58, 160, 1900, 0],
    ['sc-status', '99', 344, 20, 31, 120, 0],
    ['renew', '29', 88, 66, 210, 900, 0],
    ['end-patron-session', '35', 240, 18, 25, 60, 0],
    ['login', '93', 41, 310, 480, 520, 0],
  ].map(([kind, code, answered, medianMs, p95Ms, worstMs, unanswered]) => ({
    kind: String(kind),
    code: String(code),
    answered: Number(answered),
    medianMs: Number(medianMs),
    p95Ms: Number(p95Ms),
    worstMs: Number(worstMs),
    unanswered: Number(unanswered),
  })),
  patience: { saysMs: 10_000, waitsMs: 10_000 },
};

/** Comes and goes all day. */
const flapping: AcsLine['stretches'] = Array.from({ length: 80 }, (_, nth) => ({
  fromMs: nowMs - 24 * hour + nth * 18 * minute,
  toMs: nth === 79 ? null : nowMs - 24 * hour + (nth + 1) * 18 * minute,
  state: lineStates[nth % lineStates.length] ?? 'connected',
  because: nth % 10 === 0 ? null : 'silence',
  detail: nth % 10 === 6 ? 'certificate of koha.example.org: self-signed certificate in certificate chain' : null,
  times: 1 + (nth % 3),
}));

// ── Messages ──

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

// ── The diagnosis ──

const finding = (
  kind: string,
  tone: AcsFinding['tone'],
  field: string | null = null,
  values: AcsFinding['values'] = {},
): AcsFinding => ({ kind, tone, field, values });
const someProbe: AcsProbe = {
  part: 'probe',
  ways: ['beside', 'instead'],
  busy: [],
  state: { at: 'ready' },
  done: null,
  failed: null,
};
const done: NonNullable<AcsProbe['done']> = {
  atMs: nowMs - 20_000,
  way: 'beside',
  withCard: true,
  withItem: true,
  family: 'Koha',
  clues: [
    { name: 'greets-from-koha', family: 'Koha', points: 6 },
    { name: 'koha-patron-fields', family: 'Koha', points: 1 },
    { name: 'unknown-item-untitled', family: 'Evergreen, OpenNCIP', points: 1 },
  ],
  findings: [
    finding('family-other', 'fault', 'acs.dialect', { family: 'Koha', now: 'SIP2' }),
    finding('messages-shown', 'fault', 'acs.showMessages'),
    finding('clock-zone', 'fault', null, { seconds: 25_200, hours: 7 }),
    finding('password-unchecked', 'note', 'places.0.password'),
    finding('not-encrypted', 'note', 'acs.connection'),
    finding('no-currency', 'note', 'acs.currency'),
    finding('checksums-good', 'good'),
    finding('card-known', 'good'),
  ],
  faults: [
    { kind: 'acs-status', notes: [{ code: 'AM', field: 'libraryName', says: 'missing' }] },
    {
      kind: 'patron-information-response',
      notes: [
        { code: 'ZY', field: '', says: 'unknown-field' },
        { code: '', field: '', says: 'not-composed' },
      ],
    },
  ],
};
const failed = (findings: readonly AcsFinding[]): AcsProbe => ({
  ...someProbe,
  done: { ...done, family: null, clues: [], faults: [], findings },
});

// ── Claims and files ──

const claim = (
  about: string,
  code: string,
  claims: boolean | null,
  worked: number,
  failedTimes: number,
  verdict: AcsClaim['verdict'],
): AcsClaim => ({
  about,
  code,
  claims,
  worked,
  failed: failedTimes,
  failedBecause: failedTimes > 0 ? 'silence' : null,
  isUsed: verdict !== 'not-needed',
  verdict,
});
const claims: readonly AcsClaim[] = [
  claim('patron-status', '23', true, 0, 0, 'not-needed'),
  claim('checkout', '11', true, 402, 1, 'mixed'),
  claim('checkin', '09', false, 371, 0, 'works-unclaimed'),
  claim('block-patron', '01', true, 0, 0, 'not-needed'),
  claim('sc-status', '99', true, 344, 0, 'fits'),
  claim('resend', '97', true, 0, 2, 'fails-claimed'),
  claim('login', '93', true, 41, 0, 'fits'),
  claim('patron-information', '63', true, 611, 2, 'mixed'),
  claim('end-patron-session', '35', true, 240, 0, 'fits'),
  claim('fee-paid', '37', false, 0, 0, 'untried-unclaimed'),
  claim('item-information', '17', true, 388, 0, 'fits'),
  claim('item-status-update', '19', false, 0, 0, 'not-needed'),
  claim('patron-enable', '25', true, 0, 0, 'not-needed'),
  claim('hold', '15', false, 0, 3, 'fails-unclaimed'),
  claim('renew', '29', true, 0, 0, 'untried-claimed'),
  claim('renew-all', '65', null, 0, 0, 'not-needed'),
];
const someFiles: AcsFiles = { part: 'files', making: null, made: null, failed: null, messages: 4000 };
const made: NonNullable<AcsFiles['made']> = {
  kind: 'vendor',
  name: 'tram-sip2-20261123-0915.txt',
  base64: 'VHJhbQ==',
  bytes: 214_300,
  missing: [],
};

const states = Object.fromEntries(
  lineStates.map((state: LineState): readonly [string, Scene] => [
    `tech-acs-state-${state}`,
    acs(
      { part: 'none' },
      {
        line: {
          ...standing,
          state,
          detail:
            state === 'unreachable'
              ? 'koha.thuvien-ninhthuan.example:6001 refused the connection (ECONNREFUSED).'
              : null,
        },
      },
    ),
  ]),
);

export const acsScenes: Readonly<Record<string, Scene>> = {
  'tech-acs-none': acs({ part: 'none' }, { line: null }),
  'tech-acs-line': acs(someLine),
  'tech-acs-line-flapping': acs({ ...someLine, stretches: flapping }),
  'tech-acs-line-begun': acs({
    ...someLine,
    slots: [],
    stretches: [{ fromMs: nowMs - 2000, toMs: null, state: 'connecting', because: null, detail: null, times: 1 }],
    shares: [{ state: 'connecting', ms: 2000 }],
    latencies: [],
    patience: { saysMs: null, waitsMs: 10_000 },
  }),
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
  'tech-acs-probe': acs(someProbe),
  'tech-acs-probe-only-instead': acs({ ...someProbe, ways: ['instead'] }),
  'tech-acs-probe-waiting': acs({
    ...someProbe,
    state: { at: 'waiting', because: 'busy' },
    busy: [
      { place: 'K1', who: 'patron' },
      { place: 'D1', who: 'staff' },
    ],
  }),
  'tech-acs-probe-asking': acs({ ...someProbe, state: { at: 'asking', way: 'instead', sinceMs: nowMs - 4000 } }),
  'tech-acs-probe-taken-back': acs({
    ...someProbe,
    state: { at: 'waiting', because: 'taken-back' },
    busy: [{ place: 'K1', who: 'patron' }],
  }),
  'tech-acs-probe-failed': acs({
    ...someProbe,
    failed: ['Không đọc được tệp /etc/tram/acs-ca.pem.'],
  }),
  'tech-acs-probe-silent': acs(failed([finding('silent', 'fault', null, { address: 'koha.example.org:6001' })])),
  'tech-acs-probe-done': acs({ ...someProbe, done }),
  'tech-acs-probe-unreachable': acs(
    failed([
      finding('unreachable', 'fault', 'acs.connection.host', {
        address: 'koha.example.org:6001',
        detail: 'koha.example.org:6001 refused the connection (ECONNREFUSED).',
      }),
    ]),
  ),
  'tech-acs-probe-one-connection': acs(failed([finding('one-connection', 'fault')])),
  'tech-acs-claims': acs({ part: 'claims', claims, hasStatus: true }),
  'tech-acs-claims-no-status': acs({
    part: 'claims',
    claims: claims.map(({ about, code, isUsed }) => ({
      about,
      code,
      isUsed,
      claims: null,
      worked: 0,
      failed: 0,
      failedBecause: null,
      verdict: isUsed ? 'untried-claimed' : 'not-needed',
    })),
    hasStatus: false,
  }),
  'tech-acs-files': acs(someFiles),
  'tech-acs-files-making': acs({ ...someFiles, making: 'diagnostics' }),
  'tech-acs-files-made': acs({ ...someFiles, made }),
  'tech-acs-files-made-bundle': acs({
    ...someFiles,
    made: {
      ...made,
      kind: 'diagnostics',
      name: 'tram-20261123-0915.zip',
      missing: ['log: nobody keeps one that this command can read (--log FILE names one)'],
    },
  }),
  'tech-acs-files-failed': acs({ ...someFiles, failed: 'diagnostics' }),
  ...states,
};
