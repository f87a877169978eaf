// The doorway from the assistant to its screen. No secret leaves here, and of the test card no number. Decides nothing.
import {
  findingNames,
  stepNames,
  type AcsView,
  type AssistantScreen,
  type DeviceKind,
  type DevicesView,
  type Finding,
  type FoundDevice,
  type PlacedDevice,
  type StepView,
  type TrialView,
} from '../../contract/assistant-view.ts';
import type { SettingsField } from '../../contract/settings-view.ts';
import { faultIn } from '../../drivers/ports/fault.ts';
import { changesBetween } from '../settings/changes.ts';
import { at, isList, withAt, type Json } from '../settings/json.ts';
import { dayOf } from '../setup/acs-walk.ts';
import { isAskedIn, openSteps, steps } from '../setup/steps.ts';
import { settingsOf } from './assistant-devices-step.ts';
import {
  allPlugged,
  keyboardKey,
  placedIn,
  scanCode,
  setUpOf,
  soundKey,
  trialKiosksIn,
  type AssistantPage,
} from './assistant-state.ts';
import { isSameWay, notYet } from './assistant-not-yet.ts';
import type { Plugged } from './assistant-talk.ts';
import { isStale, triedBeside, triedOf, type Tried } from './assistant-tried.ts';
import { sectionFields } from './settings-fields.ts';
import { changeShown, trailOf } from './settings-sections.ts';
import type { PageGround } from './talk.ts';

export const assistantScreen = (page: AssistantPage, ground: PageGround): AssistantScreen => {
  const { settings, step, setUp } = page;
  const { language } = ground;
  return {
    at: 'assistant',
    setUp: setUp?.at ?? null,
    steps: stepNames.map((name) => stepOf(page, name)),
    step,
    fields: fieldsOf(page, ground),
    wrongElsewhere: settings.faults
      .filter(({ path }) => !isAskedIn(step, path))
      .map(({ path, says }) => ({ path, label: trailOf(settings, path, language), says: says[language] })),
    changes: settings.changes.length,
    saving: settings.saving !== null,
    told: settings.told,
    notYet: notYet(page),
    maySkip: steps[step].maySkip,
    look: step === 'library' ? lookOf(page) : null,
    acs: step === 'acs' ? acsOf(page, ground) : null,
    devices: step === 'devices' ? devicesOf(page, ground) : null,
    trial: step === 'trial' ? trialOf(page) : null,
    handOver:
      step === 'hand-over'
        ? {
            report: page.report,
            name: reportName(settings.base),
            missing: openSteps(setUpOf(page), page.changed),
          }
        : null,
  };
};

/** Of the first place; letters that every file system takes. */
const reportName = (settings: Json): string => {
  const name = at(settings, 'places.0.name');
  return `tram-${typeof name === 'string' ? name.replaceAll(/[^\w-]/g, '') : ''}-ban-giao.html`;
};

const stepOf = (page: AssistantPage, name: (typeof stepNames)[number]): StepView => {
  const { steps: kept, handedOver } = setUpOf(page);
  if (name === 'hand-over')
    return {
      name,
      state: handedOver === null ? 'open' : 'done',
      why: null,
      by: handedOver?.by ?? null,
      atMs: handedOver?.atMs ?? null,
    };
  const one = kept[name];
  if (one === undefined) return { name, state: 'open', why: null, by: null, atMs: null };
  const { state, why, by, atMs } = one;
  return { name, state: page.changed.includes(name) && state === 'done' ? 'changed' : state, why, by, atMs };
};

/** The rows of the settings' page that belong to the step. */
const fieldsOf = ({ settings, step }: AssistantPage, ground: PageGround): readonly SettingsField[] => {
  if (settings.read === null) return [];
  const places = at(settings.draft, 'places');
  const each = (isList(places) ? places : []).map((_place, nth) => `places.${nth}`);
  const sections = {
    library: ['library', ...each],
    role: ['places', ...each],
    staff: ['staff'],
    acs: ['acs'],
    devices: each,
    trial: [],
    'hand-over': [],
  } as const;
  const seen = new Set<string>();
  return sections[step]
    .flatMap((section) => sectionFields(settings, section, ground).map((field) => ({ field, section })))
    .filter(({ field: { path, shape } }) => {
      const key = `${path} ${shape.kind}`;
      if (!isAskedIn(step, path) || seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .map(({ field, section }) =>
      // Of several places it is told which.
      /^places\.\d+$/.test(section) && each.length > 1 && field.depth === 0
        ? { ...field, trail: trailOf(settings, section, ground.language) }
        : field,
    );
};

const lookOf = ({ settings: { draft } }: AssistantPage): AssistantScreen['look'] => {
  const text = (path: string): string | null => {
    const value = at(draft, path);
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return { name: text('library.name') ?? '', logo: text('library.logo'), colour: text('library.colour') };
};

const pairs = (hex: string): string => (hex.match(/../g) ?? []).join(':').toUpperCase();

const acsOf = ({ acs, settings }: AssistantPage, { language }: PageGround): AcsView => {
  const { certificate, proposal } = acs;
  return {
    running: acs.running,
    isStale: acs.findings.length > 0 && !isSameWay(acs.of, at(settings.draft, 'acs') ?? null),
    findings: acs.findings,
    certificate:
      certificate === null
        ? null
        : {
            subject: certificate.subject.replaceAll('\n', ', '),
            issuer: certificate.issuer.replaceAll('\n', ', '),
            names: certificate.names,
            from: dayOf(certificate.validFrom),
            until: dayOf(certificate.validTo),
            key: pairs(certificate.publicKey),
            certificate: pairs(certificate.whole),
          },
    proposal:
      proposal === null
        ? null
        : {
            dialect: proposal.dialect,
            isClear: proposal.isClear,
            reasons: proposal.reasons,
            findings: proposal.findings,
            changes: changesBetween(settings.draft, withAt(settings.draft, 'acs', proposal.next)).map((change) =>
              changeShown(settings, change, language),
            ),
          },
  };
};

const nameOf = ({ key, candidate }: Plugged): { readonly name: string; readonly model: string } => {
  if (key.startsWith('tcp:')) return { name: key.slice('tcp:'.length), model: '' };
  switch (candidate.kind) {
    case 'serial':
      return { name: candidate.stablePath ?? candidate.path, model: candidate.model };
    case 'hid': {
      const hex = (value: number): string => value.toString(16).padStart(4, '0');
      const { vendorId, productId, serialNumber, model } = candidate.device;
      return { name: [`${hex(vendorId)}:${hex(productId)}`, serialNumber].filter(Boolean).join(' '), model };
    }
    case 'pcsc':
      return { name: candidate.name, model: '' };
    case 'file':
      return { name: candidate.path, model: '' };
  }
};

const devicesOf = (page: AssistantPage, { nowMs }: PageGround): DevicesView => {
  const { devices, settings } = page;
  const { listeningUntilMs } = devices;
  const places = at(settings.draft, 'places');
  return {
    places: (isList(places) ? places : []).map((place, nth) => {
      const name = at(place, 'name');
      return typeof name === 'string' ? name : String(nth + 1);
    }),
    placed: placedIn(settings.draft).map((one) => placedOf(page, one)),
    found: allPlugged(devices).map((one) => foundOf(page, one)),
    seeking: devices.seeking,
    missing: devices.missing,
    listening:
      listeningUntilMs === null
        ? null
        : { code: scanCode, secondsLeft: Math.max(0, Math.ceil((listeningUntilMs - nowMs) / 1000)) },
    code: scanCode,
    keyboard: known(triedBeside(page, keyboardKey)),
    sound: soundOf(page),
  };
};

/** Findings of this version's; another one's are for the report alone. */
const known = (tried: Tried | null): readonly Finding[] =>
  (tried?.findings ?? []).flatMap((one) => {
    const name = findingNames.find((other) => other === one.name);
    return name === undefined ? [] : [{ ...one, name }];
  });

const soundOf = (page: AssistantPage): DevicesView['sound'] => {
  const tried = triedBeside(page, soundKey);
  if (tried === null) return 'untried';
  return tried.findings.some(({ name }) => name === 'sound-heard') ? 'heard' : 'not-heard';
};

const placedOf = (page: AssistantPage, one: ReturnType<typeof placedIn>[number]): PlacedDevice => {
  const { devices, settings } = page;
  const tried = triedOf(page, one);
  const { key, place, device, value } = one;
  const isSaved = JSON.stringify(at(settings.base, `places.${key}`)) === JSON.stringify(value);
  const now = isSaved ? devices.now.find((other) => other.key === key) : undefined;
  return {
    key,
    place,
    device,
    state: now?.state ?? 'not-taken-up',
    says: now?.says ?? '',
    fault: now?.fault ?? null,
    findings: known(tried),
    before: tried?.isBefore === true ? { by: tried.by, atMs: tried.atMs } : null,
    isStale: isStale(tried, one),
    trying: devices.trying.get(key) ?? null,
    isSimulated: at(value, 'connection.kind') === 'simulated',
  };
};

const kinds: readonly DeviceKind[] = ['reader', 'cardReader', 'scanner', 'printer'];

const foundOf = (page: AssistantPage, plugged: Plugged): FoundDevice => {
  const { devices, settings } = page;
  const { key, candidate } = plugged;
  const path = candidate.kind === 'serial' ? [candidate.path, candidate.stablePath] : [nameOf(plugged).name];
  const owner = placedIn(settings.draft).find(({ value }) => {
    const at1 = at(value, 'connection.path') ?? at(value, 'connection.reader') ?? at(value, 'connection.host');
    return typeof at1 === 'string' && path.includes(at1);
  });
  return {
    key,
    kind: key.startsWith('tcp:') ? 'network' : candidate.kind,
    ...nameOf(plugged),
    isAt: owner === undefined ? null : `${owner.place} · ${owner.device}`,
    answer: answerOf(page, plugged),
    mayBe: kinds.filter((device) => settingsOf(devices, key, device) !== null),
  };
};

const answerOf = ({ devices }: AssistantPage, { key, candidate }: Plugged): FoundDevice['answer'] => {
  const answer = devices.answers.get(key);
  const speedOf = (settings: Readonly<Record<string, unknown>>): string | null => {
    const connection = settings['connection'];
    if (typeof connection !== 'object' || connection === null || !('baudRate' in connection)) return null;
    const parity = 'parity' in connection && typeof connection.parity === 'string' ? `, ${connection.parity}` : '';
    return `${String(connection.baudRate)} baud${parity}`;
  };
  switch (answer?.kind) {
    case undefined:
      if (candidate.kind === 'pcsc') return { at: 'reader', model: 'PC/SC', speed: null };
      return candidate.kind === 'file' && !key.startsWith('tcp:') ? { at: 'printer' } : { at: 'not-asked' };
    case 'asking':
      return { at: 'asking' };
    case 'printer':
      return { at: 'printer' };
    case 'reader':
      return { at: 'reader', model: answer.model, speed: speedOf(answer.settings) };
    case 'scanner':
      return {
        at: 'scanner',
        speed: answer.speed === null ? null : `${answer.speed} baud`,
        heard: devices.heard.has(key),
      };
    case 'speaks-by-itself':
      return { at: 'speaks-by-itself' };
    case 'nobody':
      return { at: 'nobody' };
    case 'not-asked':
      return { at: 'cannot', fault: faultIn(answer) };
  }
};

const trialOf = ({ trial, settings }: AssistantPage): TrialView => {
  const kiosks = trialKiosksIn(settings.base);
  const one = kiosks.find(({ name }) => name === trial.place) ?? kiosks[0];
  return {
    running: trial.running,
    places: kiosks.map(({ name }) => name),
    place: one?.name ?? '',
    does: one?.does ?? 'both',
    hasPad: one?.hasPad ?? false,
    findings: trial.findings,
  };
};
