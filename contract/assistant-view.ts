// What the assistant of the first start shows, whole, at each change. Plain data: steps, the fields of the open one, what was found out so
// far. No secret is ever part of it, and of the test card no number.
import type { AcsFinding } from './acs-check-view.ts';
import type { FaultTold } from './device-fault.ts';
import type { SettingsChange, SettingsField, SettingsTold } from './settings-view.ts';

/** In the order in which a station is set up. */
export const stepNames = ['library', 'role', 'staff', 'acs', 'devices', 'trial', 'hand-over'] as const;
export type StepName = (typeof stepNames)[number];

/** `changed`: it was done, and its settings are others since. */
export type StepState = 'open' | 'done' | 'skipped' | 'changed';

export type StepView = {
  readonly name: StepName;
  readonly state: StepState;
  /** Why it was skipped. */
  readonly why: string | null;
  readonly by: string | null;
  /** Milliseconds since the epoch. */
  readonly atMs: number | null;
};

/** Of the way to the library system, of devices and of the test loan: one thing that was looked at, and how it is. */
export const findingNames = [
  ...(['address-found', 'address-unknown', 'library-inside', 'settings-not-whole', 'file-not-usable'] as const),
  ...(['reached', 'port-refused', 'no-answer', 'unreachable'] as const),
  ...([
    'certificate-trusted',
    'certificate-expired',
    'certificate-not-yet-valid',
    'certificate-of-another-name',
  ] as const),
  ...(['certificate-of-nobody-known', 'certificate-not-pinned', 'not-tls', 'not-encrypted'] as const),
  ...(['logged-in', 'no-login-needed', 'login-wrong', 'login-place', 'login-locked', 'login-not-wanted'] as const),
  ...(['login-needed', 'login-at-prompt', 'prompt-refused', 'no-status', 'no-sip2', 'silent', 'hangs-up'] as const),
  ...(['wants-cr-lf', 'wants-no-checksum', 'wants-status-first'] as const),
  ...(['on-line', 'says-off-line', 'old-protocol', 'dialect-same', 'dialect-proposed', 'dialect-unclear'] as const),
  ...(['dialect-not-asked', 'answers-patron', 'answers-item', 'station-connected'] as const),
  ...(['device-ready', 'device-in-trouble', 'device-opening', 'tag-read', 'tag-unreadable', 'no-tag-came'] as const),
  ...([
    'code-read',
    'another-code',
    'code-garbled',
    'no-code-came',
    'slip-printed',
    'slip-right',
    'slip-rubbish',
  ] as const),
  ...(['slip-not-seen', 'slip-failed', 'sound-heard', 'sound-not-heard', 'keyboard-scanner'] as const),
  ...([
    'place-busy',
    'station-away',
    'card-unknown',
    'card-blocked',
    'pin-wrong',
    'pin-missing',
    'card-known',
  ] as const),
  ...(['item-unknown', 'item-lent', 'item-free', 'item-state-untold', 'item-not-seen', 'tag-not-there'] as const),
  ...(['loans-off', 'returns-off', 'item-on-loan', 'item-not-on-loan'] as const),
  ...(['lent', 'not-lent', 'acs-says-lent', 'acs-says-not-lent', 'tag-disarmed', 'tag-not-disarmed'] as const),
  ...(['returned', 'not-returned', 'return-again', 'acs-says-back', 'acs-says-not-back'] as const),
  ...(['tag-armed', 'tag-not-armed', 'item-not-ended'] as const),
  ...(['journal-whole', 'journal-not-whole', 'nothing-left', 'left-lent', 'trial-stopped'] as const),
] as const;
export type FindingName = (typeof findingNames)[number];

export type Finding = {
  readonly name: FindingName;
  /** `odd`: it works, and somebody should know. */
  readonly outcome: 'good' | 'odd' | 'bad';
  readonly values: Readonly<Record<string, string | number>>;
  /** How long it took; null where that says nothing. */
  readonly ms: number | null;
};

/** A certificate that is to be judged before it is believed. Days are those of the certificate. */
export type CertificateView = {
  readonly subject: string;
  readonly issuer: string;
  readonly names: string;
  readonly from: string;
  readonly until: string;
  /** SHA-256 of the public key, two digits and two digits. */
  readonly key: string;
  readonly certificate: string;
};

export type AcsView = {
  readonly running: boolean;
  /** What was found is about another way than the one that stands there now. */
  readonly isStale: boolean;
  readonly findings: readonly Finding[];
  /** To be believed, or not. */
  readonly certificate: CertificateView | null;
  readonly proposal: {
    readonly dialect: string;
    readonly isClear: boolean;
    /** By what the system gave itself away, and how strongly: 6 says its own name, 1 is a habit that others have, too. */
    readonly reasons: readonly { readonly clue: string; readonly title: string; readonly points: number }[];
    /** What else was found, and what to do about it: what is amiss or to be known, without what is as it should be. */
    readonly findings: readonly AcsFinding[];
    /** What it would have otherwise. */
    readonly changes: readonly SettingsChange[];
  } | null;
};

export type DeviceKind = 'reader' | 'cardReader' | 'scanner' | 'printer';

/** What the settings give to a place. */
export type PlacedDevice = {
  /** Names it in calls: `0.reader`. */
  readonly key: string;
  readonly place: string;
  readonly device: DeviceKind;
  readonly state: 'ready' | 'opening' | 'trouble' | 'not-taken-up';
  /** The model, where the device said it. */
  readonly says: string;
  readonly fault: FaultTold | null;
  readonly findings: readonly Finding[];
  /** They were found before this page was opened: by whom (null: whoever had the ticket of the machine) and when. */
  readonly before: { readonly by: string | null; readonly atMs: number } | null;
  /** They were found with other settings. */
  readonly isStale: boolean;
  /** Being tried: what is waited for. */
  readonly trying: 'tag' | 'code' | 'printing' | 'letters' | null;
  readonly isSimulated: boolean;
};

/** What is plugged in. */
export type FoundDevice = {
  readonly key: string;
  readonly kind: 'serial' | 'hid' | 'pcsc' | 'file' | 'network';
  readonly name: string;
  readonly model: string;
  /** Which place and device the settings give it to. */
  readonly isAt: string | null;
  readonly answer:
    | { readonly at: 'not-asked' }
    | { readonly at: 'asking' }
    | { readonly at: 'reader'; readonly model: string; readonly speed: string | null }
    | { readonly at: 'scanner'; readonly speed: string | null; readonly heard: boolean }
    | { readonly at: 'printer' }
    | { readonly at: 'speaks-by-itself' }
    | { readonly at: 'nobody' }
    | { readonly at: 'cannot'; readonly fault: FaultTold };
  /** What it may be given out as. */
  readonly mayBe: readonly DeviceKind[];
};

export type DevicesView = {
  /** Names, in the order of the settings. */
  readonly places: readonly string[];
  readonly placed: readonly PlacedDevice[];
  readonly found: readonly FoundDevice[];
  readonly seeking: boolean;
  /** What this machine cannot tell. */
  readonly missing: readonly FaultTold[];
  /** Every scanner is listened to: which one reads this code? */
  readonly listening: { readonly code: string; readonly secondsLeft: number } | null;
  readonly code: string;
  /** Of a scanner that types: it belongs to no place. */
  readonly keyboard: readonly Finding[];
  readonly sound: 'untried' | 'heard' | 'not-heard';
};

/** What a kiosk does of a test loan and its return; `returns` needs a book that was lent elsewhere. */
export type TrialDoes = 'both' | 'loans' | 'returns';

export type TrialView = {
  readonly running: boolean;
  /** Kiosks that lend or take back; with none there is nothing to try. */
  readonly places: readonly string[];
  readonly place: string;
  readonly does: TrialDoes;
  /** There is a pad: the book's tag is to lie on it. */
  readonly hasPad: boolean;
  readonly findings: readonly Finding[];
};

export type HandOverView = {
  /** The report as one HTML page, once it was asked for. */
  readonly report: string | null;
  readonly name: string;
  /** Steps that are neither done nor skipped. */
  readonly missing: readonly StepName[];
};

/** Why a step cannot be ended yet. */
export type NotYet =
  | 'wrong-settings'
  | 'no-administrator'
  | 'acs-untried'
  | 'acs-fails'
  | 'no-device'
  | 'devices-untried'
  | 'trial-untried'
  | 'steps-open';

export type AssistantScreen = {
  readonly at: 'assistant';
  /** `under-way`: the kiosks are closed to patrons until the station is handed over. Null: it was never begun. */
  readonly setUp: 'under-way' | 'handed-over' | null;
  readonly steps: readonly StepView[];
  readonly step: StepName;
  /** Of the open step, in the order of the settings. */
  readonly fields: readonly SettingsField[];
  /** Wrong elsewhere in the settings: nothing can be saved before it is mended there. */
  readonly wrongElsewhere: readonly { readonly path: string; readonly label: string; readonly says: string }[];
  readonly changes: number;
  readonly saving: boolean;
  readonly told: SettingsTold | null;
  /** Null: it may be ended. */
  readonly notYet: NotYet | null;
  /** It may be left out, with a word why. */
  readonly maySkip: boolean;
  /** How the library looks with what is typed. */
  readonly look: { readonly name: string; readonly logo: string | null; readonly colour: string | null } | null;
  readonly acs: AcsView | null;
  readonly devices: DevicesView | null;
  readonly trial: TrialView | null;
  readonly handOver: HandOverView | null;
};
