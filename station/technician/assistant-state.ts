// What the assistant of the first start knows: the settings' page with its draft, how far the station was set up, and what is being tried.
// Holds secrets, which its view never tells. Pure.
import type { Finding, StepName, TrialDoes } from '../../contract/assistant-view.ts';
import type { ShownCertificate } from 'sip2';
import type { Fault } from '../../drivers/ports/fault.ts';
import type { Identified } from '../../drivers/find.ts';
import { at, isGroup, isList, type Json } from '../settings/json.ts';
import { functionNames } from '../settings/service.ts';
import { noSetUp, type SetUp, type TriedKept } from '../setup/kept.ts';
import type { AcsProposal, PlacedNow, Plugged } from './assistant-talk.ts';
import { newSettingsPage, type SettingsPage } from './settings-state.ts';

export type AcsTrying = {
  readonly run: number;
  readonly running: boolean;
  readonly findings: readonly Finding[];
  readonly certificate: ShownCertificate | null;
  readonly proposal: AcsProposal | null;
  /** The settings that were tried: with others, nothing of it is known. */
  readonly of: Json;
};

export type PluggedAnswer =
  | Identified
  | { readonly kind: 'asking' }
  | { readonly kind: 'printer' }
  | { readonly kind: 'scanner'; readonly speed: number | null };

export type DevicesTrying = {
  readonly seeking: boolean;
  readonly plugged: readonly Plugged[];
  /** What somebody typed: a device on the network, or a port that nobody sees. */
  readonly typed: readonly Plugged[];
  readonly missing: readonly Fault[];
  readonly answers: ReadonlyMap<string, PluggedAnswer>;
  /** Which of them read the code on the glass. */
  readonly heard: ReadonlySet<string>;
  readonly listeningUntilMs: number | null;
  readonly now: readonly PlacedNow[];
  /** Since this page was opened. */
  readonly tried: ReadonlyMap<string, TriedKept>;
  readonly trying: ReadonlyMap<string, 'tag' | 'code' | 'printing' | 'letters'>;
};

export type TrialTrying = {
  readonly run: number;
  readonly running: boolean;
  readonly place: string | null;
  readonly findings: readonly Finding[];
};

export type AssistantPage = {
  readonly at: 'assistant';
  readonly settings: SettingsPage;
  /** Null until it was read. */
  readonly setUp: SetUp | null;
  /** Done, and with other settings than those that stand. */
  readonly changed: readonly StepName[];
  readonly step: StepName;
  /** The step is done once its settings are saved. */
  readonly ending: boolean;
  readonly acs: AcsTrying;
  readonly devices: DevicesTrying;
  readonly trial: TrialTrying;
  readonly report: string | null;
};

export const newAcsTrying: AcsTrying = {
  run: 0,
  running: false,
  findings: [],
  certificate: null,
  proposal: null,
  of: null,
};

export const newAssistantPage: AssistantPage = {
  at: 'assistant',
  settings: newSettingsPage,
  setUp: null,
  changed: [],
  step: 'library',
  ending: false,
  acs: newAcsTrying,
  devices: {
    seeking: false,
    plugged: [],
    typed: [],
    missing: [],
    answers: new Map(),
    heard: new Set(),
    listeningUntilMs: null,
    now: [],
    tried: new Map(),
    trying: new Map(),
  },
  trial: { run: 0, running: false, place: null, findings: [] },
  report: null,
};

/** Each once: what was typed may be seen by now. */
export const allPlugged = ({ plugged, typed }: DevicesTrying): readonly Plugged[] => [
  ...plugged,
  ...typed.filter(({ key }) => plugged.every((one) => one.key !== key)),
];

/** Names what a scanner that types said, among what was tried of devices; and whether the sound is heard. */
export const keyboardKey = 'keyboard';
export const soundKey = 'sound';

export const setUpOf = ({ setUp }: AssistantPage): SetUp => setUp ?? noSetUp;

export type PlacedInSettings = {
  readonly key: string;
  readonly place: string;
  readonly device: 'reader' | 'cardReader' | 'scanner' | 'printer';
  readonly value: Json;
};

const deviceKinds = ['reader', 'cardReader', 'scanner', 'printer'] as const;

/** The devices that a draft gives to its places. */
export const placedIn = (settings: Json): readonly PlacedInSettings[] => {
  const places = at(settings, 'places');
  return (isList(places) ? places : []).flatMap((place, nth) =>
    deviceKinds.flatMap((device): readonly PlacedInSettings[] => {
      const value = at(place, device);
      const name = at(place, 'name');
      if (!isGroup(value)) return [];
      return [{ key: `${nth}.${device}`, place: typeof name === 'string' ? name : String(nth + 1), device, value }];
    }),
  );
};

/** Of these settings, the kiosks at which something of a test loan can be tried, and what of it. */
export const trialKiosksIn = (
  settings: Json,
): readonly { readonly name: string; readonly does: TrialDoes; readonly hasPad: boolean }[] => {
  const places = at(settings, 'places');
  return (isList(places) ? places : []).flatMap((place) => {
    const name = at(place, 'name');
    const functions = at(place, 'functions') ?? functionNames;
    if (at(place, 'kind') !== 'kiosk' || typeof name !== 'string' || !isList(functions)) return [];
    const [lends, takesBack] = [functions.includes('borrow'), functions.includes('return')];
    if (!lends && !takesBack) return [];
    return [{ name, does: lends ? (takesBack ? 'both' : 'loans') : 'returns', hasPad: isGroup(at(place, 'reader')) }];
  });
};

/** What a scanner is to read: it stands on the printer's test slip, too. Capitals and a dash, which any scanner can. */
export const scanCode = 'TRAM-TEST';
