// The assistant's step of the devices: what is plugged in is found, asked who it is, given to a place, and tried there one by one. Pure.
import type { AssistantAct } from '../../contract/assistant-calls.ts';
import type { DeviceKind, Finding } from '../../contract/assistant-view.ts';
import { at, isList, withAt, type Json } from '../settings/json.ts';
import {
  allPlugged,
  keyboardKey,
  placedIn,
  scanCode,
  soundKey,
  type AssistantPage,
  type DevicesTrying,
  type PluggedAnswer,
} from './assistant-state.ts';
import type { Plugged } from './assistant-talk.ts';
import { keptTried, newlyTried, withFinding } from './assistant-tried.ts';
import { drafted } from './settings-state.ts';
import { goOn, type PageGround, type TechnicianEvent, type TechnicianStep } from './talk.ts';

type Step = TechnicianStep<AssistantPage>;

/** So long every scanner is listened to. */
export const listeningMs = 60_000;

export const stepDevices = (page: AssistantPage, event: TechnicianEvent, ground: PageGround): Step => {
  const { devices } = page;
  switch (event.kind) {
    case 'devices-now':
      return goOn(put(page, { now: event.placed }));
    case 'devices-found':
      return goOn(put(page, { seeking: false, missing: event.missing, plugged: event.plugged }));
    case 'device-answered':
      return goOn(answered(page, event.key, event.answer));
    case 'scanner-heard': {
      const { key, speed, isCode } = event;
      const known = answered(page, key, { kind: 'scanner', speed });
      return goOn(isCode ? put(known, { heard: new Set([...devices.heard, key]) }) : known);
    }
    case 'listening-over':
      return goOn(put(page, { listeningUntilMs: null }));
    case 'device-tried': {
      const { key, finding, over } = event;
      if (!devices.trying.has(key)) return goOn(page);
      // A slip that came out is for a person to judge.
      const asks = finding.name === 'slip-printed';
      const trying = new Map(devices.trying);
      if (asks) trying.set(key, 'letters');
      else if (over) trying.delete(key);
      const next = withFinding(put(page, { trying }), key, finding);
      return over && !asks ? keptTried(next, key) : goOn(next);
    }
    case 'tended':
      return acted(page, event, ground);
    default:
      return goOn(page);
  }
};

const put = (page: AssistantPage, some: Partial<DevicesTrying>): AssistantPage => ({
  ...page,
  devices: { ...page.devices, ...some },
});

const answered = (page: AssistantPage, key: string, answer: PluggedAnswer): AssistantPage =>
  put(page, { answers: new Map(page.devices.answers).set(key, answer) });

const acted = (
  page: AssistantPage,
  { act }: Extract<TechnicianEvent, { kind: 'tended' }>,
  ground: PageGround,
): Step => {
  const { devices } = page;
  switch (act.kind) {
    case 'seek-devices':
      return devices.seeking
        ? goOn(page)
        : goOn(put(page, { seeking: true }), { kind: 'seek-devices' }, { kind: 'see-placed-devices' });
    case 'ask-device': {
      const plugged = allPlugged(devices).find(({ key }) => key === act.key);
      const where = plugged === undefined ? null : whereOf(plugged);
      return where === null || devices.answers.get(act.key)?.kind === 'asking'
        ? goOn(page)
        : goOn(answered(page, act.key, { kind: 'asking' }), { kind: 'ask-device', key: act.key, where });
    }
    case 'ask-address':
      return askAddress(page, act);
    case 'listen-to-scanners':
      return act.on
        ? goOn(put(page, { listeningUntilMs: ground.nowMs + listeningMs, heard: new Set() }), {
            kind: 'listen-to-scanners',
            plugged: allPlugged(devices).filter((one) => mayScan(devices, one)),
            code: scanCode,
          })
        : goOn(put(page, { listeningUntilMs: null }), { kind: 'stop-listening' });
    case 'place-device':
      return goOn(placed(page, act.key, act.place, act.device));
    case 'try-device':
      return tryDevice(page, act.key, ground);
    case 'judge-slip':
      return judged(page, act.key, act.is);
    case 'judge-sound': {
      const heard: Finding = act.heard ? good('sound-heard') : { ...good('sound-not-heard'), outcome: 'odd' };
      return keptTried(newlyTried(page, soundKey, null, [heard], ground), soundKey);
    }
    case 'code-typed':
      return act.text.trim() === scanCode
        ? keptTried(newlyTried(page, keyboardKey, null, [good('keyboard-scanner')], ground), keyboardKey)
        : goOn(page);
    default:
      return goOn(page);
  }
};

const good = (name: Finding['name']): Finding => ({ name, outcome: 'good', values: {}, ms: null });

// ── What is plugged in ──

/** As COM3, usb:0403:6001 or /dev/ttyUSB0. */
const isPort = (text: string): boolean => /^(?:\/|COM\d|usb:)/i.test(text);

const askAddress = (page: AssistantPage, { host: text, as }: Extract<AssistantAct, { kind: 'ask-address' }>): Step => {
  const { devices } = page;
  const withTyped = (one: Plugged): AssistantPage =>
    put(page, { typed: [...devices.typed.filter(({ key }) => key !== one.key), one] });
  if (isPort(text)) {
    const one: Plugged = {
      key: `serial:${text}`,
      candidate: { kind: 'serial', path: text, stablePath: null, model: '' },
    };
    // A printer prints what it is asked: it is given to its place as it stands here.
    if (as === 'printer') return goOn(answered(withTyped(one), one.key, { kind: 'printer' }));
    return goOn(answered(withTyped(one), one.key, { kind: 'asking' }), {
      kind: 'ask-device',
      key: one.key,
      where: { kind: 'serial', path: text },
    });
  }
  const [host = '', port] = text.split(':');
  const number = port === undefined ? null : Number(port);
  if (host === '' || (number !== null && !(Number.isInteger(number) && number > 0 && number < 65_536)))
    return goOn(page);
  const one: Plugged = { key: `tcp:${text}`, candidate: { kind: 'file', path: text } };
  if (as === 'printer') return goOn(answered(withTyped(one), one.key, { kind: 'printer' }));
  return goOn(answered(withTyped(one), one.key, { kind: 'asking' }), {
    kind: 'ask-device',
    key: one.key,
    where: { kind: 'tcp', host, port: number },
  });
};

const whereOf = ({ key, candidate }: Plugged) => {
  if (key.startsWith('tcp:')) return null;
  if (candidate.kind === 'serial') return { kind: 'serial', path: candidate.stablePath ?? candidate.path } as const;
  if (candidate.kind !== 'hid') return null;
  const { vendorId, productId } = candidate.device;
  return { kind: 'hid', vendorId, productId } as const;
};

/** What might be a scanner: nobody of a known make answered there. A port that answered as a reader is none. */
const mayScan = ({ answers }: DevicesTrying, { key, candidate }: Plugged): boolean => {
  const answer = answers.get(key);
  if (answer?.kind === 'reader' || answer?.kind === 'asking' || answer?.kind === 'printer') return false;
  return candidate.kind === 'serial' || (candidate.kind === 'hid' && candidate.device.usagePage === 0x8c);
};

/** What is known of it, as the settings of a device; null where it cannot be that. */
export const settingsOf = (devices: DevicesTrying, key: string, device: DeviceKind): Json | null => {
  const plugged = allPlugged(devices).find((one) => one.key === key);
  const answer = devices.answers.get(key);
  if (plugged === undefined) return null;
  const { candidate } = plugged;
  if (device === 'reader' || device === 'cardReader') {
    if (answer?.kind === 'reader') return jsonOf(answer.settings);
    return candidate.kind === 'pcsc' ? { maker: 'pcsc', connection: { kind: 'pcsc', reader: candidate.name } } : null;
  }
  if (device === 'printer') {
    if (candidate.kind === 'file' && !key.startsWith('tcp:'))
      return { connection: { kind: 'file', path: candidate.path } };
    if (key.startsWith('tcp:')) {
      if (answer?.kind !== 'printer') return null;
      const [host = '', port] = key.slice('tcp:'.length).split(':');
      return { connection: { kind: 'tcp', host, port: port === undefined ? 9100 : Number(port) } };
    }
    return candidate.kind === 'serial' && answer?.kind !== 'reader' && answer?.kind !== 'scanner'
      ? { connection: { kind: 'serial', path: candidate.stablePath ?? candidate.path } }
      : null;
  }
  if (answer?.kind === 'reader' || answer?.kind === 'printer') return null;
  if (candidate.kind === 'serial') {
    const path = candidate.stablePath ?? candidate.path;
    const speed = answer?.kind === 'scanner' ? answer.speed : null;
    return { connection: { kind: 'serial', path, ...(speed === null ? {} : { baudRate: speed }) } };
  }
  if (candidate.kind !== 'hid' || candidate.device.usagePage !== 0x8c) return null;
  const { vendorId, productId, serialNumber } = candidate.device;
  return { connection: { kind: 'hid', vendorId, productId, serialNumber } };
};

const jsonOf = (settings: Readonly<Record<string, unknown>>): Json => JSON.parse(JSON.stringify(settings));

/** Into the draft, as if it had been typed there. */
const placed = (page: AssistantPage, key: string, nth: number, device: DeviceKind): AssistantPage => {
  const value = settingsOf(page.devices, key, device);
  const places = at(page.settings.draft, 'places');
  if (value === null || !isList(places) || places[nth] === undefined) return page;
  const draft = withAt(page.settings.draft, `places.${nth}.${device}`, value);
  // With a pad come tags that are armed and disarmed: what a library without one says does not fit any more.
  const security = at(draft, `places.${nth}.security.kind`);
  const next =
    device === 'reader' && security === 'none' ? withAt(draft, `places.${nth}.security`, { kind: 'afi' }) : draft;
  const tried = new Map(page.devices.tried);
  tried.delete(`${nth}.${device}`);
  return put({ ...page, settings: drafted(page.settings, next) }, { tried });
};

// ── One by one ──

const waitsFor = { reader: 'tag', cardReader: 'tag', scanner: 'code', printer: 'printing' } as const;

const tryDevice = (page: AssistantPage, key: string, ground: PageGround): Step => {
  const one = placedIn(page.settings.base).find((placedOne) => placedOne.key === key);
  if (one === undefined || page.devices.trying.has(key)) return goOn(page);
  const trying = new Map(page.devices.trying).set(key, waitsFor[one.device]);
  return goOn(newlyTried(put(page, { trying }), key, one, [], ground), {
    kind: 'try-device',
    key,
    place: one.place,
    device: one.device,
    code: scanCode,
  });
};

const slips = { right: 'slip-right', rubbish: 'slip-rubbish', nothing: 'slip-not-seen' } as const;

/** What a person saw. */
const judged = (page: AssistantPage, key: string, is: keyof typeof slips): Step => {
  const { devices } = page;
  if (devices.trying.get(key) !== 'letters') return goOn(page);
  const trying = new Map(devices.trying);
  trying.delete(key);
  const finding: Finding = { name: slips[is], outcome: is === 'right' ? 'good' : 'bad', values: {}, ms: null };
  const next = withFinding(put(page, { trying }), key, finding);
  return keptTried(is === 'rubbish' ? redrawn(next, key) : next, key);
};

/** Letters drawn as a picture are right on any printer; where they were so already, it speaks another language. */
const redrawn = (page: AssistantPage, key: string): AssistantPage => {
  const path = `places.${key}`;
  const { draft } = page.settings;
  const letters = at(draft, `${path}.letters`);
  if (letters !== undefined && letters !== 'drawn')
    return { ...page, settings: drafted(page.settings, withAt(draft, `${path}.letters`, 'drawn')) };
  const language = at(draft, `${path}.language`) ?? 'esc-pos';
  const others = ['esc-pos', 'star-prnt', 'star-line'] as const;
  const next = others[(others.findIndex((one) => one === language) + 1) % others.length] ?? 'esc-pos';
  return { ...page, settings: drafted(page.settings, withAt(draft, `${path}.language`, next)) };
};
