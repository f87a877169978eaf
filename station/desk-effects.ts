// What the desk's steps ask for, done. Each room has its own part of it. Knows no rules.
import type { CirculationEffect } from './circulation-talk.ts';
import type { DeskEffect, DeskEvent } from './desk-talk.ts';
import type { Hands } from './hands.ts';
import { runRegisterEffect, type RegisterParts } from './register-effects.ts';
import type { StaffBook } from './staff.ts';

export type DeskParts = {
  readonly staff: StaffBook;
  readonly hands: Pick<Hands, 'settle'>;
  /** Null where no patrons are registered at this station. */
  readonly register: Omit<RegisterParts, 'home'> | null;
  /** Brings an outcome home as an event. */
  readonly home: <T>(answer: Promise<T>, asEvent: (value: T) => DeskEvent) => void;
};

export const runDeskEffect = (
  effect: Exclude<DeskEffect, CirculationEffect>,
  { staff, hands, register, home }: DeskParts,
): void => {
  switch (effect.kind) {
    case 'check-staff':
      return home(staff.check(effect.name, effect.pin), (who) => ({
        kind: 'staff-checked',
        ticket: effect.ticket,
        staff: who,
        name: staff.known(effect.name),
      }));
    case 'settle-conflict':
      return hands.settle(effect.conflict, effect);
    default:
      if (register !== null) runRegisterEffect(effect, { ...register, home });
  }
};
