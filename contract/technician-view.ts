// What the station shows at the technician's glass, whole, at each change. Plain data; each page says in a file of its own what it holds.
import type { AssistantScreen } from './assistant-view.ts';
import type { AcsCheckScreen } from './acs-check-view.ts';
import type { DevicesScreen } from './devices-view.ts';
import type { CalibrationScreen } from './calibration-view.ts';
import type { Busy } from './busy.ts';
import type { Lack } from './lack.ts';
import type { SignInScreen, StaffLevel } from './desk-view.ts';
import type { SettingsIssue, SettingsScreen } from './settings-view.ts';
import type { Language } from './terms.ts';

/** The pages, in the order of the glass. */
export const pageNames = ['settings', 'assistant', 'acs-check', 'devices', 'calibration'] as const;
export type PageName = (typeof pageNames)[number];

export type PageScreen = SettingsScreen | AssistantScreen | AcsCheckScreen | DevicesScreen | CalibrationScreen;

export type TechnicianView = {
  readonly mode: 'technician';
  /** Names what a call belongs to; a call for another one is dropped. */
  readonly session: number;
  readonly language: Language;
  /** Null where the settings do not say. */
  readonly library: { readonly name: string; readonly logo: string | null; readonly colour: string | null } | null;
  /** How the station fares with its settings. */
  readonly applying: Applying;
} & (
  | /** The station cannot work as it is set, and nobody can sign in. `mayMend`: the settings can be opened from here. */
    {
      readonly at: 'faults';
      readonly issues: readonly SettingsIssue[];
      readonly file: string;
      readonly mayMend: boolean;
    }
  | { readonly at: 'sign-in'; readonly signIn: TechnicianSignIn }
  | {
      readonly at: 'pages';
      /** Null: by the ticket of this machine alone, because nobody can sign in. */
      readonly who: { readonly name: string; readonly level: StaffLevel } | null;
      /** What this person may open. */
      readonly pages: readonly PageName[];
      readonly page: PageScreen;
    }
);

/** `not-here`: somebody of the staff, and not of those who work at this place. */
export type TechnicianSignIn = Omit<SignInScreen, 'at' | 'wrong'> & {
  readonly wrong: SignInScreen['wrong'] | 'not-here';
};

/**
 * What becomes of new settings. `works`: nothing is under way. `proving`: the station has them, and goes back by itself when it does
 * not become ready. `missing`: what keeps it from that.
 */
export type Applying =
  | { readonly at: 'works'; readonly outcome: 'applied' | null }
  | { readonly at: 'faults' }
  | { readonly at: 'waiting'; readonly busy: readonly Busy[] }
  | { readonly at: 'opening' }
  | { readonly at: 'proving'; readonly missing: readonly Lack[]; readonly secondsLeft: number }
  /** The former settings stand again. */
  | { readonly at: 'fell-back'; readonly missing: readonly Lack[]; readonly issues: readonly SettingsIssue[] };
