// What happens at the technician's place and what is to be done there, and the two ways a step ends. Each page adds its own in a file
// of its own. Pure words; nothing of circulation.
import type { Language } from '../../contract/terms.ts';
import type { TechnicianAct } from '../../contract/technician-calls.ts';
import type { Applying, TechnicianView } from '../../contract/technician-view.ts';
import type { SettingsIssue } from '../../contract/settings-view.ts';
import type { Effect, Event } from '../flow.ts';
import type { Guard } from '../flows/guard.ts';
import type { SigningRules } from '../flows/signing.ts';
import type { Staff } from '../staff.ts';
import type { AssistantEffect, AssistantEvent } from './assistant-talk.ts';
import type { AcsCheckEffect, AcsCheckEvent } from './acs-check-talk.ts';
import type { DevicesEffect, DevicesEvent } from './devices-talk.ts';
import type { CalibrationEffect, CalibrationEvent } from './calibration-talk.ts';
import type { SettingsEffect, SettingsEvent } from './settings-talk.ts';

/** Past tense, as all events. What signing in needs is the desk's. */
export type TechnicianEvent =
  | { readonly kind: 'tended'; readonly act: TechnicianAct }
  /** The station opened anew, stopped, or takes up new settings. */
  | { readonly kind: 'house-changed' }
  | Extract<Event, { kind: 'staff-checked' | 'time-up' | 'glass-changed' }>
  | CalibrationEvent
  | AcsCheckEvent
  | DevicesEvent
  | SettingsEvent
  | AssistantEvent;

/** Imperative, as all effects. */
export type TechnicianEffect =
  Effect | SettingsEffect | DevicesEffect | AssistantEffect | AcsCheckEffect | CalibrationEffect;

/** What the steps may know of the house at this moment. */
export type House = {
  readonly applying: Applying;
  /** Why the station does not work; none where it does. */
  readonly issues: readonly SettingsIssue[];
  /** Of the settings, or of what else is at fault. */
  readonly file: string;
  readonly library: TechnicianView['library'];
  /** The station works, and somebody of its staff may work here. */
  readonly canSignIn: boolean;
  /** Whether this station is being set up, or was; null where nobody ever did. */
  readonly setUp: 'under-way' | 'handed-over' | null;
  readonly signing: SigningRules;
};

/** What a step is given beside the state. */
export type Ground = {
  readonly house: House;
  readonly guard: Guard;
  readonly nowMs: number;
};

/** Who works there; null: by the ticket of this machine alone, while nobody can sign in. */
export type Who = Staff | null;

/** What a page's steps are given: `session` names its questions. */
export type PageGround = Ground & { readonly who: Who; readonly session: number; readonly language: Language };

export type TechnicianStep<State> = { readonly state: State; readonly effects: readonly TechnicianEffect[] };

export const goOn = <State>(state: State, ...effects: readonly TechnicianEffect[]): TechnicianStep<State> => ({
  state,
  effects,
});

export const follow = <State>(
  first: TechnicianStep<State>,
  next: (state: State) => TechnicianStep<State>,
): TechnicianStep<State> => {
  const second = next(first.state);
  return { state: second.state, effects: [...first.effects, ...second.effects] };
};
