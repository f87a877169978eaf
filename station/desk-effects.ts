// What the desk's steps ask for, done. Each room has its own part of it. Knows no rules.
import type { CirculationEffect } from './circulation-talk.ts';
import type { DeskEffect, DeskEvent } from './desk-talk.ts';
import type { Hands } from './hands.ts';
import { runInspectorEffect, type InspectorParts } from './inspector-effects.ts';
import { runRegisterEffect, type RegisterParts } from './register-effects.ts';
import type { StaffBook } from './staff.ts';
import { runTaggingEffect, type TaggingParts } from './tagging-effects.ts';
import { runTrainingEffect, type TrainingParts } from './training-effects.ts';

export type DeskParts = {
  readonly staff: StaffBook;
  readonly hands: Pick<Hands, 'settle'>;
  readonly inspector: Omit<InspectorParts, 'home'>;
  /** Null where no patrons are registered at this station. */
  readonly register: Omit<RegisterParts, 'home'> | null;
  readonly tagging: Omit<TaggingParts, 'home'>;
  /** Null inside of a practice station. */
  readonly training: Omit<TrainingParts, 'home'> | null;
  /** Brings an outcome home as an event. */
  readonly home: <T>(answer: Promise<T>, asEvent: (value: T) => DeskEvent) => void;
};

export const runDeskEffect = (
  effect: Exclude<DeskEffect, CirculationEffect>,
  { staff, hands, inspector, register, tagging, training, home }: DeskParts,
): void => {
  switch (effect.kind) {
    case 'check-staff':
      return home(staff.check(effect.name, effect.pin), (who) => ({
        kind: 'staff-checked',
        ticket: effect.ticket,
        staff: who,
        as: staff.named(effect.name),
      }));
    case 'settle-conflict':
      return hands.settle(effect.conflict, effect);
    case 'inspect-tag':
    case 'mend-tag':
      return runInspectorEffect(effect, { ...inspector, home });
    case 'look-at-tag':
    case 'write-tag':
      return runTaggingEffect(effect, { ...tagging, home });
    case 'look-at-training':
    case 'open-training':
    case 'close-training':
    case 'use-thing':
    case 'answer-question':
    case 'set-fault':
    case 'mend-faults':
    case 'print-training-slip':
      if (training !== null) runTrainingEffect(effect, { ...training, home });
      return;
    default:
      if (register !== null) runRegisterEffect(effect, { ...register, home });
  }
};
