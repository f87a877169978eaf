// The book drop that staff empty at the kiosk: they say so, and who they are, and the pile counts from when the library
// last closed. Pure.
import type { Checkin } from '../flows/checkin.ts';
import { go, stay, type Event, type Step } from '../flow.ts';
import { closingBefore } from '../hours.ts';
import { finish } from './end.ts';
import type { CheckinStage, DropStage, Kiosk, KioskRules } from './kiosk-state.ts';
import { datedEntry } from './returning.ts';
import { askWho, stepKioskSigning } from './staff-signing.ts';

/** Before the first item: one pile has one date. */
export const mayComeFromDrop = (rules: KioskRules, { flow, door }: CheckinStage): boolean =>
  rules.returns.drop === 'staff' && door.at === 'open' && flow.dated?.because !== 'drop' && isUntouched(flow);

const isUntouched = ({ pile }: Checkin): boolean => pile.lines.length === 0 && pile.tickets === 0;

export const askForStaff = (rules: KioskRules, kiosk: Kiosk, stage: CheckinStage, nowMs: number): Step<Kiosk> => {
  const datedMs = mayComeFromDrop(rules, stage) ? closingBefore(rules.hours, nowMs) : null;
  return stay(datedMs === null ? kiosk : { ...askWho(kiosk), stage: { at: 'book-drop', flow: stage.flow, datedMs } });
};

/** What is laid down meanwhile waits on the pad: it is told to the pile when the pile is there again. */
export const stepDrop = (
  rules: KioskRules,
  kiosk: Kiosk,
  stage: DropStage,
  event: Event,
  nowMs: number,
): Step<Kiosk> => {
  const { flow, datedMs } = stage;
  const pile = (dated: Checkin['dated']): CheckinStage => ({
    at: 'checkin',
    flow: { ...flow, dated },
    door: { at: 'open' },
  });
  const signed = stepKioskSigning(rules, kiosk, event, nowMs);
  if (signed !== null) {
    const { state: signing, effects, who } = signed;
    const now: Kiosk = { ...kiosk, signing };
    if (who === null) return go(now, ...effects);
    const dated = { ms: datedMs, because: 'drop' } as const;
    const entry = datedEntry(kiosk.session, dated, { by: 'staff', staff: who.staff.name });
    return go({ ...now, stage: pile(dated) }, ...effects, entry);
  }
  if (event.kind !== 'pressed') return stay(kiosk);
  switch (event.press.kind) {
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
