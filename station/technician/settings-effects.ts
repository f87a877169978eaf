// What the settings' page asks for, done: the file is read and written, copies are kept, secrets sealed, and the station is told to take up
// what is new. Knows no rules.
import type { SettingsCopy } from '../../contract/settings-view.ts';
import type { Keeper, SettingsFile } from '../keeper.ts';
import { stampOf, type History } from '../settings/history.ts';
import { asJson, readJson, type Json } from '../settings/json.ts';
import { brought } from '../settings/older.ts';
import type { Credentials } from '../settings/credentials.ts';
import { seal, unseal } from '../settings/seal.ts';
import { checkSettings, goodCopyOf, keepGood, readIfThere, writeSafely, type Loaded } from '../settings/store.ts';
import { hashStaffPin } from '../staff-pin.ts';
import type { SettingsEffect, SettingsOutcome, SettingsRead } from './settings-talk.ts';
import type { TechnicianEvent } from './talk.ts';

export type SettingsParts = {
  /** `credentials`: what the supervisor hands over now. */
  readonly file: { readonly path: string; readonly credentials: () => Credentials };
  readonly history: History;
  readonly keeper: Keeper;
  /** Something could not be written or read. */
  readonly complain: (message: string, error: unknown) => void;
  readonly tell: (event: TechnicianEvent) => void;
  /** Brings an outcome home as an event. */
  readonly home: <T>(answer: Promise<T>, asEvent: (value: T) => TechnicianEvent) => void;
};

const kinds = [
  'read-settings',
  'hash-pin',
  'save-settings',
  'read-copy',
  'seal-secrets',
  'unseal-secrets',
  'take-up',
  'hurry-take-up',
  'keep-taken-up',
  'take-back',
] as const satisfies readonly SettingsEffect['kind'][];

export const isSettingsEffect = (effect: { readonly kind: string }): effect is SettingsEffect =>
  kinds.some((kind) => kind === effect.kind);

export const runSettingsEffect = (effect: SettingsEffect, parts: SettingsParts): void => {
  const { keeper, tell, home } = parts;
  switch (effect.kind) {
    case 'read-settings':
      return tell({ kind: 'settings-read', read: readNow(parts) });
    case 'hash-pin':
      return home(hashStaffPin(effect.pin), (hash) => ({ kind: 'pin-hashed', path: effect.path, hash }));
    case 'save-settings':
      return tell({ kind: 'settings-saved', outcome: save(effect, parts) });
    case 'read-copy': {
      const text = parts.history.read(effect.nth);
      return tell({ kind: 'copy-read', value: text === null ? null : upToDate(text) });
    }
    case 'seal-secrets':
      return home(seal(JSON.stringify(effect.secrets), effect.passphrase), (sealed) => ({
        kind: 'secrets-sealed',
        sealed,
      }));
    case 'unseal-secrets':
      return home(unseal(effect.sealed, effect.passphrase), (text) => ({
        kind: 'secrets-unsealed',
        secrets: text === null ? null : readJson(text),
      }));
    case 'take-up':
      return keeper.takeUp(effect.how);
    case 'hurry-take-up':
      return keeper.hurry();
    case 'keep-taken-up':
      return keeper.keep();
    case 'take-back':
      return keeper.takeBack();
  }
};

/** Of whatever version it was; null for no JSON. */
const upToDate = (text: string): Json | null => {
  const value = readJson(text);
  return value === null ? null : asJson(brought(value));
};

const readNow = ({ file, history, complain }: SettingsParts): SettingsRead => {
  const text = readIfThere(file.path) ?? '';
  const stamp = stampOf(text);
  let copies: readonly SettingsCopy[] = [];
  let good: string | null = null;
  orComplain(complain, () => history.keep(text, { by: null, because: 'found', paths: [] }));
  try {
    copies = history.list().map(({ nth, atMs, by, because, paths, goodAtMs, stamp: of }) => ({
      nth,
      atMs,
      by,
      because,
      paths: paths.length,
      isGood: goodAtMs !== null,
      isNow: of === stamp,
    }));
    good = readIfThere(goodCopyOf(file.path));
  } catch (error) {
    complain('former settings cannot be read', error);
  }
  return {
    value: upToDate(text),
    stamp,
    copies,
    good: good === null || good === text ? null : upToDate(good),
    credentials: file.credentials(),
  };
};

const save = (
  effect: Extract<SettingsEffect, { kind: 'save-settings' }>,
  { file, history, complain }: SettingsParts,
): SettingsOutcome => {
  try {
    const before = readIfThere(file.path) ?? '';
    // Somebody edited the file itself meanwhile: what they wrote is not undone unseen.
    if (stampOf(before) !== effect.stamp) return 'changed-elsewhere';
    const text = `${JSON.stringify(effect.value, null, 2)}\n`;
    if (checkSettings(text, file.credentials()).kind === 'issues') return 'not-saved';
    writeSafely(file.path, text);
    const { by, why, paths } = effect;
    // They are saved: a copy that cannot be kept makes them no others.
    orComplain(complain, () => history.keep(text, { by, because: why, paths }));
    return 'saved';
  } catch (error) {
    complain('the settings cannot be written; is the disk full or read-only?', error);
    return 'not-written';
  }
};

const orComplain = (complain: SettingsParts['complain'], keep: () => void): void => {
  try {
    keep();
  } catch (error) {
    complain('copies of the settings cannot be kept; is the disk full or read-only?', error);
  }
};

/** The settings file as who keeps the station open needs it; `load` reads and checks it. */
export const settingsFileOf = (file: string, history: History, load: () => Loaded): SettingsFile => ({
  load,
  text: () => readIfThere(file),
  putBack: (text) => {
    writeSafely(file, text);
    // The former settings stand again, with a copy or without: whoever reads them next is told of that.
    orComplain(
      () => undefined,
      () => history.keep(text, { by: null, because: 'fell-back', paths: [] }),
    );
  },
  isGood: (text) => {
    keepGood(file, text);
    // Another text stands there already: what came before it is in the history.
    if (readIfThere(file) === text) history.keep(text, { by: null, because: 'found', paths: [] });
    history.markGood(text);
  },
});
