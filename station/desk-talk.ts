// What happens at a desk, and what is to be done there, besides what every place knows. Each room of the desk adds its own in a
// file of its own; here they are put together. Plain data.
import type { SettledHow } from '../contract/board-view.ts';
import type { DeskAct } from '../contract/desk-calls.ts';
import type { BoardState, Hand } from './board.ts';
import type { CirculationEffect } from './circulation-talk.ts';
import type { InspectorEffect, InspectorEvent } from './inspector-talk.ts';
import type { Ticket } from './library.ts';
import type { RegisterEffect, RegisterEvent } from './register-talk.ts';
import type { Named, Staff } from './staff.ts';
import type { TaggingEffect, TaggingEvent } from './tagging-talk.ts';
import type { TrainingEffect, TrainingEvent } from './training-talk.ts';

/** Past tense, as all events. */
export type DeskEvent =
  | InspectorEvent
  | RegisterEvent
  | { readonly kind: 'acted'; readonly act: DeskAct }
  /** The board of the station is so now. */
  | { readonly kind: 'board-changed'; readonly board: BoardState }
  /** `staff`: null for a wrong name or PIN. `as`: whose name was given. */
  | {
      readonly kind: 'staff-checked';
      readonly ticket: Ticket;
      readonly staff: Staff | null;
      readonly as: Named;
    }
  | TaggingEvent
  | TrainingEvent;

/** Imperative, as all effects. */
export type DeskEffect =
  | InspectorEffect
  | CirculationEffect
  | RegisterEffect
  | TaggingEffect
  | TrainingEffect
  | { readonly kind: 'check-staff'; readonly ticket: Ticket; readonly name: string; readonly pin: string }
  /** Closes off-line work where it was done; whoever was slower changes nothing. */
  | {
      readonly kind: 'settle-conflict';
      readonly conflict: NonNullable<Hand['conflict']>;
      readonly by: string;
      readonly how: Exclude<SettledHow, 'by-itself'>;
    };
