// A station that was set up whole, as its hand-over report is made from it: what tests of that report share.
import type { Finding } from '../../contract/assistant-view.ts';
import { asJson } from '../../station/settings/json.ts';
import { demonstration } from '../../station/settings/schema.ts';
import { noSetUp, type SetUp, type StepKept } from '../../station/setup/kept.ts';
import type { ReportFrom } from '../../station/setup/report-from.ts';

export const atMs = Date.UTC(2026, 10, 22, 2, 30);
export const kept = (more: Partial<StepKept> = {}): StepKept => ({
  state: 'done',
  why: null,
  by: 'Hà',
  atMs,
  findings: [],
  probe: null,
  ...more,
});
export const found = (name: Finding['name'], values: Finding['values'] = {}, ms: number | null = null) => ({
  name,
  outcome: 'good' as const,
  values,
  ms,
});
export const whole: SetUp = {
  ...noSetUp,
  at: 'handed-over',
  handedOver: { atMs, by: 'Hà' },
  steps: {
    library: kept(),
    role: kept(),
    staff: kept(),
    acs: kept({
      findings: [found('logged-in', { user: 'kiosk1' }, 212)],
      probe: {
        dialect: 'Koha',
        isClear: true,
        reasons: [{ clue: 'ends-in-cr-lf', title: 'Koha', points: 1 }],
        findings: [{ kind: 'patience-short', tone: 'note', values: { says: 60, waits: 10 }, field: null }],
      },
    }),
    devices: kept({
      findings: [found('tag-read', { place: 'K1', device: 'reader', uid: '87AD' }, 92), found('sound-heard')],
    }),
    trial: kept({ findings: [found('lent', { place: 'K1', seenMs: 31 }, 640)] }),
  },
};
/** Of a station that was set up whole. */
export const from = (more: Partial<ReportFrom> = {}): ReportFrom => ({
  setUp: whole,
  changed: [],
  settings: asJson(demonstration),
  kiosks: ['K1'],
  library: 'Thư viện tỉnh Ninh Thuận',
  version: '9.8.7',
  missing: [],
  devices: [
    {
      place: 'K1',
      device: 'reader',
      model: 'FEIG MR102, firmware 2.5',
      state: 'ready',
      fault: null,
      line: '192.0.2.7:10001',
    },
  ],
  calibrations: [
    {
      place: 'K1',
      last: { verdict: 'pass', atMs, by: 'Hà', reader: 'FEIG MR102, firmware 2.5, A1234', id: '2026-11-22-k1' },
    },
  ],
  by: 'Hà',
  nowMs: atMs,
  language: 'vi',
  ...more,
});
