// What the settings' editor shows, whole, at each change. Plain data that the station makes out of its own rules: what each field is
// called and what it is good for comes with it, in the language of the glass. No secret is ever part of it.
import type { Language } from './terms.ts';

/** `path`: where in the settings, `places.0.reader.maker`; `message`: what is wrong there and what would be right. */
export type SettingsIssue = { readonly path: string; readonly message: Readonly<Record<Language, string>> };

export type SettingsScreen = {
  readonly at: 'settings';
  readonly file: string;
  /** What can be opened at the side, in the order of the file. */
  readonly sections: readonly SettingsSection[];
  /** The path of the open one. */
  readonly section: string;
  readonly search: string;
  /** Of the open section, or what was searched for, over all of them. */
  readonly fields: readonly SettingsField[];
  /** Found beyond those that are shown. */
  readonly more: number;
  /** Wrong in the whole file, as it would be saved now. */
  readonly wrong: readonly { readonly path: string; readonly label: string; readonly says: string }[];
  /** What came from another station and is to be looked at before it is saved. */
  readonly asked: readonly { readonly path: string; readonly label: string }[];
  readonly changes: readonly SettingsChange[];
  /** What stands over the settings: null while they are just edited. */
  readonly sheet: SettingsSheet | null;
  /** A line about what was done last; null for nothing. */
  readonly told: SettingsTold | null;
  /** The settings with which the station last became ready are others than those that stand. */
  readonly hasGood: boolean;
};

export type SettingsSection = {
  readonly path: string;
  readonly label: string;
  /** Below another: a place, an item. */
  readonly depth: 0 | 1;
  readonly wrong: number;
  readonly changed: number;
};

export type SettingsField = {
  /** Dots between steps, `places.0.reader.connection.baudRate`. */
  readonly path: string;
  readonly label: string;
  readonly help: string;
  readonly unit: string | null;
  /** How far it stands in, from the section's own fields on. */
  readonly depth: number;
  /** Where a search found it: the names of what it stands in. */
  readonly trail: string | null;
  readonly isChanged: boolean;
  /** Nothing is said in the file, so it is as it comes. */
  readonly isUsual: boolean;
  /** It can be taken back to how it comes, or, where nobody knows it, out. */
  readonly mayReset: boolean;
  readonly wrong: string | null;
  /** `credential`: handed over by the supervisor, and not to be changed here; `staff`: for an administrator alone. */
  readonly locked: 'credential' | 'staff' | null;
  /** From another station: whoever sits here says what it is at this one. */
  readonly asked: boolean;
  readonly shape: SettingsShape;
};

export type SettingsOption = { readonly value: string; readonly label: string };

export type SettingsShape =
  | {
      readonly kind: 'text';
      readonly value: string;
      readonly isNull: boolean;
      readonly mayBeNull: boolean;
      readonly longest: number;
    }
  | {
      readonly kind: 'number';
      /** As typed: what is no number stays to be seen. */
      readonly value: string;
      readonly isNull: boolean;
      readonly mayBeNull: boolean;
      readonly least: number | null;
      readonly most: number | null;
    }
  | { readonly kind: 'switch'; readonly value: boolean }
  /** One of few values; '' for none of them. */
  | { readonly kind: 'choice'; readonly value: string; readonly options: readonly SettingsOption[] }
  /** One of the kinds of a group, whose fields follow; '' for no group. */
  | { readonly kind: 'kinds'; readonly value: string; readonly options: readonly SettingsOption[] }
  /** `isPin`: typed as a PIN, kept as its hash. */
  | { readonly kind: 'secret'; readonly isSet: boolean; readonly isPin: boolean; readonly mayBeNull: boolean }
  | { readonly kind: 'picture'; readonly isSet: boolean; readonly bytes: number }
  | { readonly kind: 'group' }
  /** `kinds`: what may be added, where there are several. */
  | {
      readonly kind: 'list';
      readonly count: number;
      readonly mayAdd: boolean;
      readonly kinds: readonly SettingsOption[];
    }
  /** An entry of a list; its fields follow. */
  | { readonly kind: 'item'; readonly nth: number; readonly count: number }
  /** It stands in the file, and no Tram knows it. */
  | { readonly kind: 'stranger' };

/** One field, as it was and as it would be. Of a secret only that it is another. */
export type SettingsChange = {
  readonly path: string;
  readonly label: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly isSecret: boolean;
};

/** A kept copy. `because`: how it came to be. */
export type SettingsCopy = {
  readonly nth: number;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  readonly by: string | null;
  readonly because: 'found' | 'edited' | 'imported' | 'returned' | 'fell-back';
  readonly paths: number;
  /** The station became ready with it. */
  readonly isGood: boolean;
  readonly isNow: boolean;
};

export type SettingsSheet =
  /** What would be saved. */
  | { readonly at: 'saving'; readonly working: boolean }
  | { readonly at: 'history'; readonly copies: readonly SettingsCopy[] }
  | { readonly at: 'export'; readonly text: string | null; readonly name: string; readonly sealing: boolean }
  | {
      readonly at: 'import';
      readonly step: 'file' | 'passphrase' | 'opening';
      readonly wrong: 'not-ours' | 'newer' | 'too-large' | 'passphrase' | null;
    };

export type SettingsTold =
  | 'saved'
  | 'not-saved'
  /** The disk takes nothing. */
  | 'not-written'
  | 'nothing-changed'
  | 'imported'
  | 'copy-taken'
  | 'only-administrator'
  | 'pin-too-short'
  | 'changed-elsewhere'
  /** The file is no JSON: what is shown here are the last good ones, or those of a new station. */
  | 'not-json'
  /** Secrets are sealed for an administrator alone. */
  | 'not-exported';

/** Of a file that is brought in; a picture in it is at most 64 kB. */
export const longestImport = 400_000;
