// What the settings' page knows: the file as it was read, the draft of the next one, and what stands over both. Holds secrets, which its
// view never tells. Pure.
import type { SettingsTold } from '../../contract/settings-view.ts';
import { changesBetween, type Change } from '../settings/changes.ts';
import { faultsOf, type Fault } from '../settings/checked.ts';
import { withCredentials } from '../settings/credentials.ts';
import { asJson, type Json } from '../settings/json.ts';
import type { HandedSettings } from './devices-talk.ts';
import type { SettingsRead, SettingsWhy } from './settings-talk.ts';

export type Sheet =
  | { readonly at: 'saving'; readonly working: boolean }
  | { readonly at: 'history' }
  | { readonly at: 'export'; readonly text: string | null; readonly sealing: boolean }
  | {
      readonly at: 'import';
      readonly step: 'file' | 'passphrase' | 'opening';
      readonly wrong: 'not-ours' | 'newer' | 'too-large' | 'passphrase' | null;
      /** What came, until its secrets are opened or left. */
      readonly came: { readonly value: Json; readonly sealed: string } | null;
    };

export type SettingsPage = {
  readonly at: 'settings';
  /** Null until the file was read. */
  readonly read: SettingsRead | null;
  /** The file's settings, and as they would be. */
  readonly base: Json;
  readonly draft: Json;
  readonly faults: readonly Fault[];
  readonly changes: readonly Change[];
  /** What came from another station and is to be looked at. */
  readonly asked: readonly string[];
  readonly why: SettingsWhy;
  readonly section: string;
  readonly search: string;
  readonly sheet: Sheet | null;
  readonly told: SettingsTold | null;
  /** Being saved; null while nothing is. */
  readonly saving: { readonly paths: readonly string[]; readonly how: 'when-free' | 'at-once' } | null;
  /** What another page found out, to be put into the draft once the file was read. */
  readonly handed: HandedSettings | null;
};

export const newSettingsPage: SettingsPage = {
  at: 'settings',
  read: null,
  base: {},
  draft: {},
  faults: [],
  changes: [],
  asked: [],
  why: 'edited',
  section: 'library',
  search: '',
  sheet: null,
  told: null,
  saving: null,
  handed: null,
};

/** What is found under this path stands there first; null: the section that comes first. */
export const settingsPageAt = (field: string | null): SettingsPage =>
  field === null ? newSettingsPage : { ...newSettingsPage, section: field.split('.')[0] ?? 'library', search: field };

/** A page that opens, with what was changed on one that was left: to be brought together with the file as it is read now. */
export const resumedWith = (
  page: SettingsPage,
  { read, base, draft, faults, changes, asked, why }: SettingsPage,
): SettingsPage => ({
  ...page,
  read,
  base,
  draft,
  faults,
  changes,
  asked,
  why,
});

/** With another draft: judged, and compared with what stands. */
export const drafted = (page: SettingsPage, draft: Json): SettingsPage => {
  const { credentials } = page.read ?? { credentials: new Map() };
  return {
    ...page,
    draft,
    faults: faultsOf(asJson(withCredentials(draft, credentials).value)),
    changes: changesBetween(page.base, draft),
  };
};

/** What only an administrator changes: who works here, and what they may do. */
export const isStaffPath = (path: string): boolean => path === 'staff' || path.startsWith('staff.');

/** Only changes that are seen are saved; what came is looked at first. */
export const maySave = ({ faults, asked, changes, saving }: SettingsPage): boolean =>
  saving === null && faults.length === 0 && asked.length === 0 && changes.length > 0;
