// The settings' editor in every state, with a library of nobody in particular.
import type { SettingsField, SettingsScreen, SettingsShape, SettingsTold } from '../../contract/settings-view.ts';
import { technician } from './technician-frame.ts';
import type { Scene } from './views.ts';

const field = (
  path: string,
  label: string,
  shape: SettingsShape,
  more: Partial<SettingsField> = {},
): SettingsField => ({
  path,
  label,
  help: '',
  unit: null,
  depth: 0,
  trail: null,
  isChanged: false,
  isUsual: false,
  mayReset: false,
  wrong: null,
  locked: null,
  asked: false,
  shape,
  ...more,
});
const text = (value: string, mayBeNull = false): SettingsShape => ({
  kind: 'text',
  value,
  isNull: mayBeNull && value === '',
  mayBeNull,
  longest: 80,
});

const fields: readonly SettingsField[] = [
  field(
    'acs.dialect',
    'Họ hệ thống',
    {
      kind: 'choice',
      value: 'koha',
      options: [
        { value: 'generic', label: 'generic' },
        { value: 'koha', label: 'Koha' },
      ],
    },
    {
      help: 'Hệ thống thuộc họ nào; phần lớn cách nói chuyện với nó, và cách hiểu câu trả lời, theo đó mà ra',
      isChanged: true,
      mayReset: true,
    },
  ),
  field(
    'acs.connection',
    'Kết nối',
    {
      kind: 'kinds',
      value: 'tls',
      options: [
        { value: 'tcp', label: 'TCP' },
        { value: 'tls', label: 'TLS' },
      ],
    },
    { help: 'Đi đến hệ thống bằng cách nào' },
  ),
  field('acs.connection.host', 'Máy chủ', text(''), {
    depth: 1,
    wrong: 'Cần điền ô này.',
    help: 'Tên hoặc địa chỉ của hệ thống thư viện',
  }),
  field(
    'acs.connection.port',
    'Cổng',
    { kind: 'number', value: '6443', isNull: false, mayBeNull: false, least: 1, most: 65535 },
    { depth: 1, asked: true, help: 'Cổng SIP2 của hệ thống khi dùng TLS' },
  ),
  field('acs.connection.trust', 'Tin ai', { kind: 'group' }, { depth: 1 }),
  field(
    'acs.login.password',
    'Mật khẩu',
    { kind: 'secret', isSet: true, isPin: false, mayBeNull: false },
    { depth: 1, locked: 'credential' },
  ),
  field('acs.terminalPassword', 'Mật khẩu trạm', { kind: 'secret', isSet: false, isPin: false, mayBeNull: false }),
  field('staff.0.pin', 'Mã PIN', { kind: 'secret', isSet: true, isPin: true, mayBeNull: false }, { locked: 'staff' }),
  field(
    'acs.answerTimeoutSeconds',
    'Chờ trả lời',
    { kind: 'number', value: '45', isNull: false, mayBeNull: false, least: 1, most: 60 },
    { unit: 'giây', help: 'Một câu trả lời được phép mất bao lâu' },
  ),
  field(
    'acs.showMessages',
    'Hiện lời của hệ thống',
    { kind: 'switch', value: true },
    { help: 'Hiện điều hệ thống thư viện nói khi từ chối cho mượn' },
  ),
  field('library.logo', 'Biểu trưng', { kind: 'picture', isSet: true, bytes: 12_345 }),
  field('places', 'Vị trí', {
    kind: 'list',
    count: 2,
    mayAdd: true,
    kinds: [
      { value: 'kiosk', label: 'Ki-ốt' },
      { value: 'desk', label: 'Quầy' },
    ],
  }),
  field('places.0', 'Ki-ốt K1', { kind: 'item', nth: 0, count: 2 }, { depth: 1 }),
  field('places.1', 'Quầy D1', { kind: 'item', nth: 1, count: 2 }, { depth: 1, isChanged: true }),
  field(
    'libary',
    'libary',
    { kind: 'stranger' },
    { mayReset: true, wrong: 'Trạm không biết mục này (libary); hãy bỏ đi.' },
  ),
];

export const someSettings: SettingsScreen = {
  at: 'settings',
  file: '/etc/tram/settings.json',
  sections: [
    { path: 'library', label: 'Thư viện', depth: 0, wrong: 0, changed: 0 },
    { path: 'places', label: 'Vị trí', depth: 0, wrong: 0, changed: 0 },
    { path: 'places.0', label: 'Ki-ốt K1', depth: 1, wrong: 0, changed: 2 },
    { path: 'places.1', label: 'Quầy D1', depth: 1, wrong: 0, changed: 0 },
    { path: 'acs', label: 'Hệ thống thư viện', depth: 0, wrong: 1, changed: 1 },
    { path: 'staff', label: 'Nhân viên', depth: 0, wrong: 0, changed: 0 },
    { path: 'hours', label: 'Giờ mở cửa', depth: 0, wrong: 0, changed: 0 },
    { path: 'mail', label: 'Thư điện tử', depth: 0, wrong: 0, changed: 0 },
  ],
  section: 'acs',
  search: '',
  fields,
  more: 0,
  wrong: [],
  asked: [],
  changes: [],
  sheet: null,
  told: null,
  hasGood: false,
};

const settings = (more: Partial<SettingsScreen>): Scene => technician({ ...someSettings, ...more });

const changes: SettingsScreen['changes'] = [
  { path: 'acs.dialect', label: 'Hệ thống thư viện › Họ hệ thống', before: 'generic', after: 'koha', isSecret: false },
  {
    path: 'acs.login.password',
    label: 'Hệ thống thư viện › Đăng nhập › Mật khẩu',
    before: null,
    after: null,
    isSecret: true,
  },
  { path: 'places.0.printer', label: 'Vị trí › Ki-ốt K1 › Máy in', before: null, after: '…', isSecret: false },
];

const tolds = {
  saved: settings({ told: 'saved' }),
  'not-saved': settings({ told: 'not-saved' }),
  'not-written': settings({ changes, told: 'not-written' }),
  'nothing-changed': settings({ told: 'nothing-changed' }),
  imported: settings({ told: 'imported' }),
  'copy-taken': settings({ told: 'copy-taken' }),
  'only-administrator': settings({ told: 'only-administrator' }),
  'pin-too-short': settings({ told: 'pin-too-short' }),
  'changed-elsewhere': settings({ told: 'changed-elsewhere' }),
  'not-json': settings({ told: 'not-json' }),
  'not-exported': settings({ told: 'not-exported' }),
} satisfies Readonly<Record<SettingsTold, Scene>>;

export const settingsScenes: Readonly<Record<string, Scene>> = {
  'tech-settings': settings({ hasGood: true }),
  'tech-settings-by-ticket': technician(someSettings, { who: null }),
  'tech-settings-wrong': settings({
    changes,
    wrong: [{ path: 'acs.connection.host', label: 'Hệ thống thư viện › Kết nối › Máy chủ', says: 'Cần điền ô này.' }],
    asked: [
      { path: 'places.0.name', label: 'Vị trí › Ki-ốt K1 › Tên' },
      { path: 'places.0.scanner.connection.path', label: 'Vị trí › Ki-ốt K1 › Máy quét › Kết nối › Cổng nối tiếp' },
      { path: 'desk.listen.host', label: 'Cửa quầy › Mở ra mạng › Địa chỉ' },
    ],
  }),
  'tech-settings-found': settings({
    search: 'may in',
    more: 7,
    fields: fields.slice(2, 6).map((one) => ({ ...one, depth: 0, trail: 'Hệ thống thư viện › Kết nối' })),
  }),
  'tech-settings-none-found': settings({ search: 'xyzzy', fields: [] }),
  'tech-settings-saving': settings({ changes, sheet: { at: 'saving', working: false } }),
  'tech-settings-saving-works': settings({ changes, sheet: { at: 'saving', working: true } }),
  'tech-settings-history': settings({
    sheet: {
      at: 'history',
      copies: [
        { nth: 4, atMs: 1795313000000, by: null, because: 'fell-back', paths: 0, isGood: true, isNow: true },
        { nth: 3, atMs: 1795312000000, by: 'Tuấn', because: 'edited', paths: 3, isGood: false, isNow: false },
        { nth: 2, atMs: 1795212000000, by: 'Hà', because: 'imported', paths: 41, isGood: true, isNow: false },
        { nth: 1, atMs: 0, by: null, because: 'found', paths: 0, isGood: false, isNow: false },
        { nth: 5, atMs: 1795314000000, by: 'Hà', because: 'returned', paths: 2, isGood: false, isNow: false },
      ],
    },
  }),
  'tech-settings-export': settings({ sheet: { at: 'export', text: null, name: 'tram-settings.json', sealing: false } }),
  'tech-settings-export-sealing': settings({
    sheet: { at: 'export', text: null, name: 'tram-settings.json', sealing: true },
  }),
  'tech-settings-export-ready': settings({
    sheet: {
      at: 'export',
      text: '{\n  "tram": "settings",\n  "version": 2\n}\n',
      name: 'tram-settings.json',
      sealing: false,
    },
  }),
  'tech-settings-import': settings({ sheet: { at: 'import', step: 'file', wrong: null } }),
  'tech-settings-import-not-ours': settings({ sheet: { at: 'import', step: 'file', wrong: 'not-ours' } }),
  'tech-settings-import-newer': settings({ sheet: { at: 'import', step: 'file', wrong: 'newer' } }),
  'tech-settings-import-sealed': settings({ sheet: { at: 'import', step: 'passphrase', wrong: null } }),
  'tech-settings-import-sealed-wrong': settings({ sheet: { at: 'import', step: 'passphrase', wrong: 'passphrase' } }),
  'tech-settings-import-opening': settings({ sheet: { at: 'import', step: 'opening', wrong: null } }),
  ...Object.fromEntries(Object.entries(tolds).map(([told, scene]) => [`tech-settings-told-${told}`, scene])),
};
