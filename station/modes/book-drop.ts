// The book drop that staff empty at the kiosk: they say so, their PIN is checked, and the pile counts from when the library
// last closed. Pure.
import type { Checkin } from '../flows/checkin.ts';
import { go, stay, type Event, type Step } from '../flow.ts';
import { closingBefore } from '../hours.ts';
import { finish } from './end.ts';
import type { CheckinStage, DropStage, Kiosk, KioskRules } from './kiosk-state.ts';
import { datedEntry } from './returning.ts';

/** Before the first item: one pile has one date. */
export const mayComeFromDrop = (rules: KioskRules, { flow, door }: CheckinStage): boolean =>
  rules.returns.drop === 'staff' && door.at === 'open' && flow.dated?.because !== 'drop' && isUntouched(flow);

const isUntouched = ({ pile }: Checkin): boolean => pile.lines.length === 0 && pile.tickets === 0;

export const askForStaff = (rules: KioskRules, kiosk: Kiosk, stage: CheckinStage, nowMs: number): Step<Kiosk> => {
  const datedMs = mayComeFromDrop(rules, stage) ? closingBefore(rules.hours, nowMs) : null;
  return stay(
    datedMs === null
      ? kiosk
      : { ...kiosk, stage: { at: 'book-drop', flow: stage.flow, datedMs, ticket: null, tries: 0, wrong: false } },
  );
};

/** What is laid down meanwhile waits on the pad: it is told to the pile when the pile is there again. */
export const stepDrop = (kiosk: Kiosk, stage: DropStage, event: Event): Step<Kiosk> => {
  const { flow, datedMs, ticket } = stage;
  const pile = (dated: Checkin['dated']): CheckinStage => ({
    at: 'checkin',
    flow: { ...flow, dated },
    door: { at: 'open' },
  });
  if (event.kind === 'staff-pin-checked' && event.ticket === ticket) {
    if (!event.isRight) return stay({ ...kiosk, stage: { ...stage, ticket: null, wrong: true } });
    const dated = { ms: datedMs, because: 'drop' } as const;
    return go({ ...kiosk, stage: pile(dated) }, datedEntry(kiosk.session, dated, 'staff-pin'));
  }
  if (event.kind !== 'pressed') return stay(kiosk);
  switch (event.press.kind) {
    case 'type-staff-pin': {
      if (ticket !== null || kiosk.staffPin.locked) return stay(kiosk);
      const tries = stage.tries + 1;
      const next = `${kiosk.session}-drop-${tries}`;
      return go(
        { ...kiosk, stage: { ...stage, ticket: next, tries, wrong: false } },
        { kind: 'check-staff-pin', ticket: next, pin: event.press.pin },
      );
    }
    case 'back':
      return stay({ ...kiosk, stage: pile(flow.dated) });
    case 'leave':
      return finish(kiosk, pile(flow.dated), true);
    default:
      return stay(kiosk);
  }
};

/** Nobody is there any more. */
export const leaveDrop = (kiosk: Kiosk, { flow }: DropStage): Step<Kiosk> =>
  finish(kiosk, { at: 'checkin', flow, door: { at: 'open' } }, false);
