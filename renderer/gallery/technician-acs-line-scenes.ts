// The line of the library system's check: a day with its troubles, one that has just begun, and every state.
import type { AcsLine, LineState } from '../../contract/acs-check-view.ts';
import { lineStates } from '../../contract/acs-check-view.ts';
import { acs, hour, minute, nowMs, standing } from './technician-acs-frame.ts';
import type { Scene } from './views.ts';

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

export const acsLineScenes: Readonly<Record<string, Scene>> = {
  'tech-acs-none': acs({ part: 'none' }, { line: null }),
  'tech-acs-line': acs(someLine),
  'tech-acs-line-flapping': acs({ ...someLine, stretches: flapping }),
  'tech-acs-line-first-hour': acs({
    ...someLine,
    fromMs: nowMs - hour,
    slots: slots.slice(-5),
    stretches: [
      {
        fromMs: nowMs - 34 * minute,
        toMs: nowMs - 8 * minute,
        state: 'connected',
        because: null,
        detail: null,
        times: 1,
      },
      {
        fromMs: nowMs - 8 * minute,
        toMs: nowMs - 7 * minute,
        state: 'silent',
        because: 'silence',
        detail: null,
        times: 3,
      },
      { fromMs: nowMs - 7 * minute, toMs: null, state: 'connected', because: null, detail: null, times: 1 },
    ],
    shares: [
      { state: 'connected', ms: 33 * minute },
      { state: 'silent', ms: minute },
    ],
  }),
  'tech-acs-line-begun': acs({
    ...someLine,
    fromMs: nowMs - hour,
    slots: [],
    stretches: [{ fromMs: nowMs - 2000, toMs: null, state: 'connecting', because: null, detail: null, times: 1 }],
    shares: [{ state: 'connecting', ms: 2000 }],
    latencies: [],
    patience: { saysMs: null, waitsMs: 10_000 },
  }),
  ...states,
};
