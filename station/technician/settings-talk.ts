// What happens around the settings' page, and what it asks for. Plain data. What is read may hold secrets: it goes no further than the
// page's state, and never into a view.
import type { SettingsCopy } from '../../contract/settings-view.ts';
import type { Credentials } from '../settings/credentials.ts';
import type { Json } from '../settings/json.ts';

/** The file as it stands, with what is known of it. `value`: null where it is no JSON. */
export type SettingsRead = {
  readonly value: Json | null;
  /** Names this text: what was written since is noticed. */
  readonly stamp: string;
  readonly copies: readonly SettingsCopy[];
  /** With which the station last became ready, where that is another; null for none. */
  readonly good: Json | null;
  /** What the supervisor hands over; it stands over the file. */
  readonly credentials: Credentials;
};

export type SettingsWhy = 'edited' | 'imported' | 'returned';

/** `not-written`: the disk takes nothing; the file is as it was. */
export type SettingsOutcome = 'saved' | 'changed-elsewhere' | 'not-saved' | 'not-written';

export type SettingsEvent =
  | { readonly kind: 'settings-read'; readonly read: SettingsRead }
  | { readonly kind: 'pin-hashed'; readonly path: string; readonly hash: string }
  | { readonly kind: 'settings-saved'; readonly outcome: SettingsOutcome }
  | { readonly kind: 'copy-read'; readonly value: Json | null }
  | { readonly kind: 'secrets-sealed'; readonly sealed: string }
  /** Null: another passphrase, or damaged. */
  | { readonly kind: 'secrets-unsealed'; readonly secrets: Json | null };

export type SettingsEffect =
  | { readonly kind: 'read-settings' }
  | { readonly kind: 'hash-pin'; readonly path: string; readonly pin: string }
  | {
      readonly kind: 'save-settings';
      readonly value: Json;
      /** Of the text that was edited. */
      readonly stamp: string;
      readonly by: string | null;
      readonly why: SettingsWhy;
      readonly paths: readonly string[];
      readonly how: 'when-free' | 'at-once';
    }
  | { readonly kind: 'read-copy'; readonly nth: number }
  | { readonly kind: 'seal-secrets'; readonly secrets: Json; readonly passphrase: string }
  | { readonly kind: 'unseal-secrets'; readonly sealed: string; readonly passphrase: string }
  /** Of who keeps the station open. */
  | { readonly kind: 'take-up'; readonly how: 'when-free' | 'at-once' }
  | { readonly kind: 'hurry-take-up' | 'keep-taken-up' | 'take-back' };
