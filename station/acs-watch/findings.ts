// What a probe found, for a technician: a row for each thing that can be said, with what it is measured by, and the setting that it is
// changed with. The sentences are words; pure.
import { dialects, saysItAnswers, timeoutOf, type Probed, type QuestionKind } from 'sip2';
import type { AcsFinding, ProbeWay } from '../../contract/acs-check-view.ts';
import { driftOf } from '../clock-watch.ts';
import type { AcsSettings } from '../settings/acs.ts';
import type { Settings } from '../settings/schema.ts';

export type Asked = {
  readonly settings: Pick<Settings, 'acs' | 'places'>;
  /** As the station's line is spoken. */
  readonly line: {
    readonly charset: string;
    readonly errorDetection: string;
    readonly end: string;
    readonly greeting: string;
  };
  readonly way: ProbeWay;
  /** The station's own line stood while it was asked. */
  readonly lineStood: boolean;
  readonly withCard: boolean;
  readonly withItem: boolean;
  readonly nowMs: number;
};

type Found = Extract<Probed, { kind: 'probed' }>;
type Row = AcsFinding | false;

/** Every kind there is; each has three sentences in the words of the page. */
export const findingKinds = [
  ...(['unreachable', 'login-refused', 'no-status', 'silent', 'one-connection', 'off-line', 'old-version'] as const),
  ...(['family-fits', 'family-other', 'family-unclear', 'charset-other', 'detection-off', 'end-other'] as const),
  ...(['greeting-other', 'checksums-good', 'checksums-none', 'checksums-wrong', 'checksums-odd'] as const),
  ...(['no-item-answer', 'no-patron-answer', 'card-unknown', 'card-known', 'no-card-tried', 'item-unknown'] as const),
  ...([
    'patience-short',
    'clock-apart',
    'clock-zone',
    'denies-used',
    'repeats-bare',
    'repeats-nothing',
    'prose',
  ] as const),
  ...([
    'password-unchecked',
    'messages-shown',
    'service-point',
    'branch-code',
    'no-currency',
    'not-encrypted',
  ] as const),
] as const;
export type FindingKind = (typeof findingKinds)[number];

const found = (
  kind: FindingKind,
  tone: AcsFinding['tone'],
  field: string | null = null,
  values: AcsFinding['values'] = {},
): AcsFinding => ({ kind, tone, field, values });

export const findingsOf = (probed: Probed, asked: Asked): readonly AcsFinding[] => {
  const rows = probed.kind === 'failed' ? ofFailure(probed, asked) : ofAnswers(probed, asked);
  const tones = ['fault', 'note', 'good'] as const;
  return rows
    .filter((row) => row !== false)
    .toSorted((one, other) => tones.indexOf(one.tone) - tones.indexOf(other.tone));
};

const ofFailure = (failed: Extract<Probed, { kind: 'failed' }>, asked: Asked): readonly Row[] => {
  const { connection, login } = asked.settings.acs;
  const address = addressOf(asked.settings.acs);
  const isAlone = asked.way === 'beside' && asked.lineStood && failed.because !== 'login-refused';
  switch (failed.because) {
    case 'unreachable':
      return [
        isAlone
          ? found('one-connection', 'fault')
          : found('unreachable', 'fault', connection.kind === 'embedded' ? null : 'acs.connection.host', {
              address,
              detail: failed.text.slice(0, 200),
            }),
      ];
    case 'login-refused':
      return [found('login-refused', 'fault', 'acs.login', { user: login?.user ?? '' })];
    case 'no-status':
      return [isAlone ? found('one-connection', 'fault') : found('no-status', 'fault', 'acs.login')];
    // Who does not even speak of the login is not to be helped by another one.
    case 'silent':
      return [isAlone ? found('one-connection', 'fault') : found('silent', 'fault', null, { address })];
  }
};

/** Where it is, without who logs in there. */
export const addressOf = ({ connection }: AcsSettings): string =>
  connection.kind === 'embedded' ? 'Tram' : `${connection.host}:${connection.port}`;

const usedQuestions: readonly QuestionKind[] = [
  'checkout',
  'checkin',
  'patron-information',
  'item-information',
  'renew',
];
const isLocal = (host: string): boolean => /^(?:localhost|127\.|::1$)/.test(host);
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

const ofAnswers = (probed: Found, asked: Asked): readonly Row[] => [
  ...ofStatus(probed, asked),
  ...ofFamily(probed, asked),
  ...ofLine(probed, asked),
  ...ofPeople(probed, asked),
  ...ofSettings(probed, asked),
];

const ofStatus = ({ seen: { status } }: Found, { settings: { acs }, nowMs }: Asked): readonly Row[] => {
  const says = timeoutOf(status);
  const waits = acs.answerTimeoutSeconds;
  const drift = status.dateTimeSync === null ? null : driftOf(status.dateTimeSync, nowMs);
  const denied = usedQuestions.filter((kind) => saysItAnswers(status, kind) === false);
  const apart = drift === null || drift === 'none' ? null : drift;
  return [
    !status.onLine && found('off-line', 'fault'),
    status.protocolVersion !== '2.00' && found('old-version', 'fault', null, { version: status.protocolVersion }),
    says !== null &&
      says > waits * 1000 &&
      acs.line.timeoutFrom !== 'acs' &&
      found('patience-short', 'note', 'acs.answerTimeoutSeconds', { says: says / 1000, waits }),
    apart !== null &&
      found(apart.zone ? 'clock-zone' : 'clock-apart', 'fault', null, {
        seconds: Math.abs(apart.seconds),
        hours: Math.round(Math.abs(apart.seconds) / 3600),
      }),
    denied.length > 0 && found('denies-used', 'note', null, { count: denied.length }),
  ];
};

const ofFamily = ({ verdict }: Found, { settings: { acs } }: Asked): readonly Row[] => {
  const { name, title } = verdict.dialect;
  const now = dialects[acs.dialect].title;
  if (name === acs.dialect)
    return [found(name === 'generic' ? 'family-unclear' : 'family-fits', 'good', null, { family: title, now })];
  // Nothing spoke clearly for another: what the technician chose stands.
  return [
    name === 'generic'
      ? found('family-unclear', 'note', 'acs.dialect', { family: title, now })
      : found('family-other', 'fault', 'acs.dialect', { family: title, now }),
  ];
};

const ofLine = ({ settings, seen, verdict }: Found, { line }: Asked): readonly Row[] => {
  const { charset, end, greeting, errorDetection } = settings;
  const odd = [...seen.deviations][0];
  const written = line.charset === 'automatic' ? charset : line.charset;
  return [
    charset !== undefined &&
      charset !== written &&
      found('charset-other', 'fault', 'acs.line.charset', { seen: charset, now: line.charset }),
    (end ?? 'cr') !== line.end &&
      verdict.dialect.line.end !== line.end &&
      found('end-other', 'note', 'acs.line.end', { seen: end ?? 'cr', now: line.end }),
    (greeting ?? 'login-first') !== line.greeting && found('greeting-other', 'fault', 'acs.line.greeting'),
    errorDetection === 'off' &&
      (line.errorDetection === 'on' || line.errorDetection === 'warn') &&
      found('detection-off', 'fault', 'acs.line.errorDetection'),
    errorDetection === 'off' && found('checksums-none', 'note'),
    errorDetection === 'warn' &&
      found('checksums-wrong', line.errorDetection === 'on' ? 'fault' : 'note', 'acs.line.errorDetection'),
    odd !== undefined && found('checksums-odd', 'note', null, { how: odd }),
    errorDetection === undefined && odd === undefined && found('checksums-good', 'good'),
    seen.repetition === null && errorDetection !== 'off' && found('repeats-nothing', 'note'),
    (seen.repetition === 'bare' || seen.repetition === 'sequence-0') && found('repeats-bare', 'good'),
    seen.prose.length > 0 && found('prose', 'fault'),
  ];
};

const ofPeople = ({ seen: { item, patron } }: Found, { withCard, withItem }: Asked): readonly Row[] => [
  item === null && found('no-item-answer', 'fault', 'acs.line.neverAsked'),
  patron === null && found('no-patron-answer', 'fault'),
  patron !== null && withCard && patron.validPatron === false && found('card-unknown', 'note'),
  patron !== null && withCard && patron.validPatron !== false && found('card-known', 'good'),
  patron !== null && !withCard && found('no-card-tried', 'note'),
  item !== null && withItem && item.titleIdentifier.trim() === '' && found('item-unknown', 'note'),
];

const ofSettings = ({ seen: { patron }, verdict }: Found, { settings: { acs, places } }: Asked): readonly Row[] => {
  const { dialect } = verdict;
  const unasked = places.findIndex((place) => place.kind === 'kiosk' && place.password !== 'always');
  const { connection } = acs;
  return [
    dialect.checkoutChecksPassword === false &&
      unasked >= 0 &&
      found('password-unchecked', 'note', `places.${unasked}.password`),
    dialect.name === 'koha' && acs.showMessages && found('messages-shown', 'fault', 'acs.showMessages'),
    dialect.loginLocation === 'service-point' &&
      !uuid.test(acs.login?.location ?? '') &&
      found('service-point', 'fault', 'acs.login.location'),
    dialect.checkinLocation === 'branch' &&
      acs.currentLocation !== '' &&
      found('branch-code', 'note', 'acs.currentLocation', { branch: acs.currentLocation }),
    acs.currency === null &&
      (dialect.fees.currency === 'never' ||
        (patron !== null && patron.feeAmount !== null && patron.currency === null)) &&
      found('no-currency', 'note', 'acs.currency'),
    connection.kind === 'tcp' && !isLocal(connection.host) && found('not-encrypted', 'note', 'acs.connection'),
  ];
};
