// The assistant of the first start in every step and state, with a library, devices and cards of nobody in particular.
import type {
  AcsView,
  AssistantScreen,
  DevicesView,
  Finding,
  FindingName,
  FoundDevice,
  PlacedDevice,
  StepName,
  StepView,
} from '../../contract/assistant-view.ts';
import { stepNames } from '../../contract/assistant-view.ts';
import { technician } from './technician-frame.ts';
import { someSettings } from './technician-settings-scenes.ts';
import type { Scene } from './views.ts';

const atMs = Date.UTC(2026, 10, 22, 2, 30);

const stepsUpTo = (name: StepName): readonly StepView[] =>
  stepNames.map((step, nth) =>
    nth < stepNames.indexOf(name)
      ? { name: step, state: 'done', why: null, by: nth < 3 ? null : 'Trần Văn Tuấn', atMs }
      : { name: step, state: 'open', why: null, by: null, atMs: null },
  );

const at = (step: StepName, more: Partial<AssistantScreen> = {}): AssistantScreen => ({
  at: 'assistant',
  setUp: 'under-way',
  steps: stepsUpTo(step),
  step,
  fields: [],
  wrongElsewhere: [],
  changes: 0,
  saving: false,
  told: null,
  notYet: null,
  maySkip: step === 'acs' || step === 'devices' || step === 'trial',
  look: null,
  acs: null,
  devices: null,
  trial: null,
  handOver: null,
  ...more,
});

const found = (
  name: FindingName,
  outcome: Finding['outcome'],
  values: Finding['values'] = {},
  ms: number | null = null,
): Finding => ({ name, outcome, values, ms });

const noAcs: AcsView = { running: false, isStale: false, findings: [], certificate: null, proposal: null };
const host = 'sip2.thuvientinhninhthuan.gov.vn';
const reached = [
  found('address-found', 'good', { host, address: '203.0.113.20' }, 8),
  found('reached', 'good', { host, port: 6443 }, 31),
];
const greeted = [
  ...reached,
  found('certificate-trusted', 'good', { version: 'TLSv1.3', until: '2027-11-02', subject: host }, 64),
  found('logged-in', 'good', { user: 'kiosk1' }, 212),
  found('wants-cr-lf', 'odd'),
  found('on-line', 'good', { institution: 'CPL' }, 38),
  found('answers-patron', 'good'),
  found('answers-item', 'good'),
  found('dialect-proposed', 'odd', { title: 'Koha' }, 1420),
];
const proposal: NonNullable<AcsView['proposal']> = {
  dialect: 'Koha',
  isClear: true,
  reasons: [
    { clue: 'greets-from-koha', title: 'Koha', points: 6 },
    { clue: 'ends-in-cr-lf', title: 'Koha', points: 1 },
  ],
  findings: [{ kind: 'no-card-tried', tone: 'note', values: {}, field: null }],
  changes: [
    {
      path: 'acs.dialect',
      label: 'Hệ thống thư viện › Họ hệ thống',
      before: 'generic',
      after: 'koha',
      isSecret: false,
    },
    {
      path: 'acs.line.end',
      label: 'Hệ thống thư viện › Cách nói chuyện › Kết thúc câu',
      before: null,
      after: 'cr-lf',
      isSecret: false,
    },
  ],
};
const hex = (seed: number): string =>
  Array.from({ length: 32 }, (_none, nth) =>
    ((nth * 37 + seed) % 256).toString(16).padStart(2, '0').toUpperCase(),
  ).join(':');

const placed = (
  key: string,
  device: PlacedDevice['device'],
  state: PlacedDevice['state'],
  says: string,
  more: Partial<PlacedDevice> = {},
): PlacedDevice => ({
  key,
  place: 'K1',
  device,
  state,
  says,
  fault: null,
  findings: [],
  before: null,
  isStale: false,
  trying: null,
  isSimulated: false,
  ...more,
});
const plugged = (
  key: string,
  kind: FoundDevice['kind'],
  name: string,
  answer: FoundDevice['answer'],
  more: Partial<FoundDevice> = {},
): FoundDevice => ({ key, kind, name, model: '', isAt: null, answer, mayBe: [], ...more });

const noDevices: DevicesView = {
  places: ['K1', 'D1'],
  placed: [],
  found: [],
  seeking: false,
  missing: [],
  listening: null,
  code: 'TRAM-TEST',
  keyboard: [],
  sound: 'untried',
};
const byId = '/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0';
const absent = 'serial /dev/ttyUSB3: there is no such port. Is the device plugged in?';
const manyDevices: DevicesView = {
  ...noDevices,
  placed: [
    placed('0.reader', 'reader', 'ready', 'FEIG ID ISC.MR102, firmware 2.5', {
      findings: [
        found('device-ready', 'good', { model: 'FEIG ID ISC.MR102, firmware 2.5' }),
        found('tag-read', 'good', { uid: '87AD' }, 92),
      ],
    }),
    placed('0.scanner', 'scanner', 'ready', `Scanner on serial ${byId}`, { trying: 'code' }),
    placed('0.printer', 'printer', 'ready', 'EPSON TM-T82III', {
      trying: 'letters',
      findings: [found('slip-printed', 'good', { seen: 'yes' }, 2310)],
    }),
    placed('1.reader', 'reader', 'trouble', '', {
      place: 'D1',
      fault: { fault: 'no-device', because: absent },
      findings: [found('device-in-trouble', 'bad', { fault: 'no-device', text: absent })],
    }),
    placed('1.scanner', 'scanner', 'not-taken-up', '', { place: 'D1', isSimulated: true }),
  ],
  found: [
    plugged(
      'a',
      'serial',
      byId,
      { at: 'reader', model: 'FEIG ID ISC.MR102', speed: '19200 baud, even' },
      { model: 'FTDI 0403:6001', isAt: 'K1 · reader' },
    ),
    plugged(
      'b',
      'serial',
      '/dev/ttyACM0',
      { at: 'scanner', speed: '115200 baud', heard: true },
      { model: 'Honeywell 0c2e:0cda', mayBe: ['scanner'] },
    ),
    plugged('c', 'serial', '/dev/ttyACM1', { at: 'nobody' }, { mayBe: ['scanner', 'printer'] }),
    plugged('d', 'hid', '05e0:1300 S2312', { at: 'asking' }, { model: 'Symbol Technologies Bar Code Scanner' }),
    plugged(
      'e',
      'pcsc',
      'ACS ACR1552 1S CL Reader [ACR1552 PICC] 00 00',
      { at: 'reader', model: 'PC/SC', speed: null },
      { mayBe: ['reader', 'cardReader'] },
    ),
    plugged('f', 'file', '/dev/usb/lp0', { at: 'printer' }, { mayBe: ['printer'] }),
    plugged('g', 'network', '192.0.2.40:10001', {
      at: 'cannot',
      fault: { fault: 'unreachable', because: 'No port of 192.0.2.40 that readers use can be reached.' },
    }),
    plugged('h', 'serial', '/dev/ttyS0', { at: 'not-asked' }, { mayBe: ['scanner', 'printer'] }),
  ],
  missing: [{ fault: 'no-support', because: 'HID support is missing on this machine: install libusb-1.0.' }],
  listening: { code: 'TRAM-TEST', secondsLeft: 42 },
  sound: 'heard',
};

const lent = [
  found('item-free', 'good', { title: 'Truyện Kiều / Nguyễn Du' }, 41),
  found('card-known', 'good', {}, 183),
  found('lent', 'good', { seenMs: 310, release: 'read-back' }, 920),
  found('acs-says-lent', 'good'),
  found('tag-disarmed', 'good', { security: 'disarmed' }),
  found('journal-whole', 'good', { act: 'lent', code: '11' }, 204),
];
const back = [
  found('returned', 'good', { notes: '', seenMs: 290 }, 870),
  found('acs-says-back', 'good'),
  found('tag-armed', 'good', { security: 'armed' }),
  found('journal-whole', 'good', { act: 'returned', code: '09' }, 190),
  found('nothing-left', 'good'),
];
const noTrial = { running: false, places: ['K1'], place: 'K1', does: 'both', hasPad: true, findings: [] } as const;
const longName = 'Thư viện Khoa học Tổng hợp tỉnh Bà Rịa - Vũng Tàu, cơ sở thiếu nhi phường Thắng Tam';

const report = '<!doctype html><title>Biên bản</title>';

export const assistantScenes: Readonly<Record<string, Scene>> = {
  'tech-assistant-library': technician(
    at('library', {
      fields: someSettings.fields.slice(0, 3),
      look: { name: longName, logo: null, colour: '#1f4e79' },
      changes: 2,
    }),
    { who: null },
  ),
  'tech-assistant-role': technician(
    at('role', {
      fields: someSettings.fields.slice(2, 7),
      told: 'not-saved',
      changes: 1,
      notYet: 'wrong-settings',
      wrongElsewhere: [{ path: 'hours', label: 'Giờ mở cửa › Thứ Hai', says: 'Giờ đóng phải sau giờ mở.' }],
    }),
  ),
  'tech-assistant-staff': technician(at('staff', { notYet: 'no-administrator' }), { who: null }),
  'tech-assistant-acs': technician(at('acs', { acs: noAcs, fields: someSettings.fields, notYet: 'acs-untried' })),
  'tech-assistant-acs-trying': technician(
    at('acs', { acs: { ...noAcs, running: true, findings: reached }, notYet: 'acs-untried' }),
  ),
  'tech-assistant-acs-wrong': technician(
    at('acs', {
      acs: {
        ...noAcs,
        findings: [
          ...reached,
          found('not-encrypted', 'odd'),
          found('login-wrong', 'bad', { user: 'kiosk1', says: '' }),
        ],
      },
      notYet: 'acs-fails',
      changes: 4,
    }),
  ),
  'tech-assistant-acs-certificate': technician(
    at('acs', {
      acs: {
        ...noAcs,
        findings: [
          ...reached,
          found(
            'certificate-of-nobody-known',
            'bad',
            { subject: `CN=${host}`, until: '2036-01-01', version: 'TLSv1.3' },
            58,
          ),
        ],
        certificate: {
          subject: `CN=${host}, O=${longName}`,
          issuer: `CN=${host}`,
          names: `DNS:${host}, DNS:localhost`,
          from: '2026-01-01',
          until: '2036-01-01',
          key: hex(11),
          certificate: hex(90),
        },
      },
      notYet: 'acs-fails',
      changes: 4,
    }),
  ),
  'tech-assistant-acs-proposal': technician(at('acs', { acs: { ...noAcs, findings: greeted, proposal }, changes: 4 })),
  'tech-assistant-acs-same': technician(
    at('acs', {
      acs: {
        ...noAcs,
        findings: [found('library-inside', 'odd'), found('no-login-needed', 'good'), found('on-line', 'good', {}, 2)],
        proposal: { ...proposal, dialect: 'SIP2', isClear: false, changes: [] },
      },
    }),
  ),
  'tech-assistant-acs-stale': technician(
    at('acs', {
      acs: {
        ...noAcs,
        isStale: true,
        findings: [...reached, found('login-wrong', 'bad', { user: 'kiosk1', says: '' })],
      },
      notYet: 'acs-untried',
    }),
  ),
  'tech-assistant-devices-none': technician(at('devices', { devices: noDevices, notYet: 'no-device' })),
  'tech-assistant-devices-keyboard': technician(
    at('devices', { devices: { ...noDevices, keyboard: [found('keyboard-scanner', 'good')] }, told: 'saved' }),
  ),
  'tech-assistant-devices-before': technician(
    at('devices', {
      devices: {
        ...noDevices,
        placed: [
          placed('0.reader', 'reader', 'ready', 'FEIG ID ISC.MR102', {
            findings: [
              found('device-ready', 'good', { model: 'FEIG ID ISC.MR102' }),
              found('tag-read', 'good', { uid: '87AD' }, 92),
            ],
            before: { by: 'Trần Văn Tuấn', atMs },
          }),
          placed('0.printer', 'printer', 'not-taken-up', '', {
            findings: [found('slip-right', 'good')],
            isStale: true,
          }),
        ],
        sound: 'heard',
      },
      notYet: 'devices-untried',
      changes: 1,
    }),
  ),
  'tech-assistant-devices-saved': technician(
    at('devices', { devices: { ...manyDevices, listening: null }, told: 'saved', notYet: 'devices-untried' }),
  ),
  'tech-assistant-devices': technician(at('devices', { devices: manyDevices, notYet: 'devices-untried', changes: 3 })),
  'tech-assistant-devices-saving': technician(
    at('devices', {
      devices: { ...manyDevices, listening: null, seeking: true },
      saving: true,
      changes: 3,
      notYet: 'devices-untried',
    }),
  ),
  'tech-assistant-trial': technician(
    at('trial', { trial: { ...noTrial, places: ['K1', 'K2'] }, notYet: 'trial-untried' }),
  ),
  'tech-assistant-trial-returns': technician(
    at('trial', {
      trial: {
        ...noTrial,
        does: 'returns',
        findings: [
          found('loans-off', 'odd', { place: 'K1' }),
          found('item-not-on-loan', 'odd', { title: longName }),
          found('not-returned', 'bad', { state: 'refused', because: 'other' }),
        ],
      },
      notYet: 'trial-untried',
    }),
  ),
  'tech-assistant-trial-loans': technician(
    at('trial', {
      trial: { ...noTrial, does: 'loans', findings: [...lent, found('returns-off', 'odd', { place: 'K1' })] },
    }),
  ),
  'tech-assistant-trial-nothing': technician(at('trial', { trial: { ...noTrial, places: [], place: '' } })),
  'tech-assistant-trial-running': technician(
    at('trial', { trial: { ...noTrial, running: true, findings: lent.slice(0, 2) }, notYet: 'trial-untried' }),
  ),
  'tech-assistant-trial-good': technician(at('trial', { trial: { ...noTrial, findings: [...lent, ...back] } })),
  'tech-assistant-trial-bad': technician(
    at('trial', {
      trial: {
        ...noTrial,
        findings: [
          ...lent.slice(0, 4),
          found('tag-not-disarmed', 'bad', { security: 'armed' }),
          found('not-returned', 'bad', { state: 'refused', because: 'other' }),
          found('acs-says-not-back', 'bad'),
          found('left-lent', 'bad'),
        ],
      },
      notYet: 'trial-untried',
    }),
  ),
  'tech-assistant-hand-over-open': technician(
    at('hand-over', {
      steps: stepsUpTo('hand-over').map((step) =>
        step.name === 'devices'
          ? { ...step, state: 'skipped', why: 'Máy in chưa về, sẽ lắp trong tuần sau' }
          : step.name === 'acs'
            ? { ...step, state: 'changed' }
            : step.name === 'trial'
              ? { ...step, state: 'open', by: null, atMs: null }
              : step,
      ),
      notYet: 'steps-open',
      handOver: { report: null, name: 'tram-K1-ban-giao.html', missing: ['acs', 'trial'] },
    }),
  ),
  'tech-assistant-hand-over': technician(
    at('hand-over', { handOver: { report, name: 'tram-K1-ban-giao.html', missing: [] } }),
  ),
  'tech-assistant-handed-over': technician(
    at('hand-over', {
      setUp: 'handed-over',
      steps: stepNames.map((name) => ({ name, state: 'done', why: null, by: 'Trần Văn Tuấn', atMs })),
      handOver: { report: null, name: 'tram-K1-ban-giao.html', missing: [] },
    }),
    { library: { name: longName, logo: null, colour: null } },
  ),
  'tech-assistant-skipped': technician(
    at('acs', {
      setUp: null,
      acs: noAcs,
      steps: stepNames.map((name) =>
        name === 'acs'
          ? {
              name,
              state: 'skipped',
              why: 'Koha của thư viện chưa mở cổng SIP2; nhà cung cấp hẹn đầu tháng mười hai',
              by: 'Nguyễn Thị Hồng Ẩn',
              atMs,
            }
          : { name, state: 'open', why: null, by: null, atMs: null },
      ),
      notYet: 'acs-untried',
    }),
  ),
};
