// A technician works with the devices of a place: meanwhile nothing that happens on them is anybody's loan, and nobody is served. It ends
// when they give the place back, or do not say for a while that they are still there. Pure.
import type { GlassShown } from '../../contract/devices-view.ts';
import { go, record, stay, type Event, type Step } from '../flow.ts';
import { toWelcome } from './begin.ts';
import type { Desk } from './desk-state.ts';
import type { Kiosk, KioskRules } from './kiosk-state.ts';
import { leftBehind } from './left.ts';
import { stepMend } from './mending.ts';

/** Whoever has a place says within so long that they still do. */
export const tendedMs = 20_000;

const keep = { kind: 'set-timer', timer: 'tended', afterMs: tendedMs } as const;
const noLonger = { kind: 'cancel-timer', timer: 'tended' } as const;

/** Null: this is not about it. */
const over = (event: Event): 'left' | 'time' | null => {
  if (event.kind === 'technician-left') return 'left';
  return event.kind === 'time-up' && event.timer === 'tended' ? 'time' : null;
};

/** Whether the event belongs here, and to nothing else that is done at the place. */
export const isTending = ({ isTended }: { readonly isTended: boolean }, event: Event): boolean =>
  isTended || event.kind === 'technician-came';

/** A kiosk is had only where nobody stands at it: on the welcome screen, or while it is out of order. */
export const stepTendedKiosk = (rules: KioskRules, kiosk: Kiosk, event: Event, nowMs: number): Step<Kiosk> => {
  if (event.kind === 'technician-came') {
    if (kiosk.isTended) return go(kiosk, keep);
    if (kiosk.stage.at !== 'welcome' && kiosk.stage.at !== 'out-of-order') return stay(kiosk);
    const { state } = toWelcome(rules, kiosk);
    return go(
      { ...state, isTended: true, attract: null },
      record({ kind: 'place-tended', session: state.session, staff: event.by }),
      { kind: 'cancel-timer', timer: 'attract' },
      { kind: 'cancel-timer', timer: 'idle' },
      { kind: 'cancel-timer', timer: 'idle-tick' },
      keep,
    );
  }
  const because = over(event);
  if (because !== null) {
    const { state } = toWelcome(rules, kiosk);
    const { attract } = rules;
    return go(
      // What the technician left there is nobody's, until somebody says so.
      {
        ...state,
        isTended: false,
        glassCheck: null,
        left: leftBehind(kiosk),
        seen: kiosk.pad.map(({ uid }) => uid),
        partedAtMs: nowMs,
      },
      record({ kind: 'place-given-back', session: state.session, because }),
      noLonger,
      ...(attract === null ? [] : [{ kind: 'set-timer', timer: 'attract', afterMs: attract.afterMs } as const]),
    );
  }
  if (event.kind === 'glass-check') return stay({ ...kiosk, glassCheck: shownAt(kiosk.glassCheck, event) });
  if (event.kind === 'pressed' && event.press.kind === 'touch-cell')
    return stay({ ...kiosk, glassCheck: touched(kiosk.glassCheck, event.press.cell) });
  // A tag that was being mended when the technician came is mended to its end.
  const mend = stepMend(kiosk.mending, event);
  return go({ ...kiosk, notice: null, mending: mend.mending }, ...mend.effects);
};

/** Sounds and voice come anew at each turn. */
const shownAt = (
  now: GlassShown | null,
  { check, colour }: Extract<Event, { kind: 'glass-check' }>,
): GlassShown | null => {
  switch (check) {
    case null:
      return null;
    case 'touch':
      return { check, cells: [] };
    case 'colours':
      return { check, colour };
    case 'sounds':
    case 'voice':
      return { check, turn: now?.check === check ? now.turn + 1 : 1 };
  }
};

const touched = (now: GlassShown | null, cell: number): GlassShown | null =>
  now?.check === 'touch' && !now.cells.includes(cell) ? { check: 'touch', cells: [...now.cells, cell] } : now;

/** What only the devices tell: none of it is for the door while a technician has them. */
const isOfDevices = ({ kind }: Event): boolean =>
  kind === 'tag-seen' || kind === 'tag-read' || kind === 'tag-gone' || kind === 'tag-unreadable' || kind === 'scanned';

/** A desk is had only while nobody works there; whoever signs in has it back. `step`: what the desk does of itself. */
export const stepTendedDesk = (desk: Desk, event: Event, step: (desk: Desk) => Step<Desk>): Step<Desk> => {
  if (event.kind === 'technician-came') {
    if (desk.isTended) return go(desk, keep);
    return desk.door.at === 'shut'
      ? go({ ...desk, isTended: true }, record({ kind: 'place-tended', session: desk.session, staff: event.by }), keep)
      : stay(desk);
  }
  const givenBack = (of: Desk, because: 'left' | 'time' | 'staff'): Step<Desk> =>
    go({ ...of, isTended: false }, record({ kind: 'place-given-back', session: of.session, because }), noLonger);
  const because = over(event);
  if (because !== null) return givenBack(desk, because);
  if (isOfDevices(event)) return stay(desk);
  const stepped = step(desk);
  if (stepped.state.door.at === 'shut') return stepped;
  const given = givenBack(stepped.state, 'staff');
  return { state: given.state, effects: [...given.effects, ...stepped.effects] };
};
