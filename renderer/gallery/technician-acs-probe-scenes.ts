// The diagnosis of the library system's check: wished for, under way, put off, and what it may find.
import type { AcsFinding, AcsProbe } from '../../contract/acs-check-view.ts';
import { acs, nowMs } from './technician-acs-frame.ts';
import type { Scene } from './views.ts';

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

export const acsProbeScenes: Readonly<Record<string, Scene>> = {
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
};
