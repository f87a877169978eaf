// What is done at a place: the kiosk's or the desk's rules, given to the one loop of a place. Knows settings and the journal as they
// stand at the start; the modes themselves are pure.
import type { Dialect, QuestionKind } from 'sip2';
import type { View } from '../../contract/view.ts';
import type { Attract } from '../attract.ts';
import { circulationRulesOf } from '../circulation-rules.ts';
import { deskViewOf } from '../desk-view.ts';
import type { Effect, Event, Step } from '../flow.ts';
import { taggingKinds, taggingLeft } from '../flows/tagging-state.ts';
import type { Journal } from '../journal/journal.ts';
import { registerRulesOf } from '../register-rules.ts';
import type { Registering } from '../registry/open.ts';
import { rulesOf } from '../rules.ts';
import type { DeskSettings, KioskSettings, Settings } from '../settings/schema.ts';
import type { StaffBook } from '../staff.ts';
import { closedByStaff, type LeftOpen } from '../start.ts';
import { viewOf } from '../view.ts';
import type { Around } from './around.ts';
import { deskOutOfOrder, stepDesk } from './desk.ts';
import { newDesk, type Desk } from './desk-state.ts';
import { newKiosk, type Kiosk } from './kiosk-state.ts';
import { taggingRulesOf } from './tagging.ts';
import { stepKiosk } from './kiosk.ts';
import { outOfOrder } from './out-of-order.ts';

export type Mode<State extends Around> = {
  readonly initial: State;
  step(state: State, event: Event, nowMs: number): Step<State>;
  fault(state: State, event: Event): Step<State>;
  view(state: State): View;
  /** Somebody's work is under way: what waits to be told to the library system waits for its end. */
  runs(state: State): boolean;
  /** What a start leaves to do. */
  readonly first: readonly Effect[];
  /** Told to it as soon as it stands. */
  readonly begins: readonly Event[];
};

type Given = {
  readonly journal: Journal;
  readonly leftOpen: LeftOpen;
  readonly nowMs: number;
};

/** A patron stands there, or has not gone yet. */
const isSession = ({ stage }: Kiosk): boolean =>
  !['welcome', 'goodbye', 'out-of-order', 'staff-door', 'staff'].includes(stage.at);

export const kioskMode = (
  settings: Settings,
  place: KioskSettings,
  given: Given & {
    readonly staff: StaffBook;
    readonly unsupported: readonly QuestionKind[];
    readonly slides: Attract['slides'];
    readonly isCovered: boolean;
  },
): Mode<Kiosk> => {
  const { journal, nowMs } = given;
  const rules = rulesOf(settings, place, given);
  return {
    initial: newKiosk(rules, {
      session: journal.lastSession() + 1,
      book: journal.security(),
      guard: journal.guard(place.name, nowMs),
      isOutOfUse: closedByStaff(journal, place.name) !== null,
      isCovered: given.isCovered,
      ...given.leftOpen,
    }),
    step: (state, event, now) => stepKiosk(rules, state, event, now),
    fault: (state, event) => outOfOrder(rules, state, event),
    view: (state) => viewOf(rules, state),
    runs: isSession,
    first: [],
    // The first look at the clock; from then on it looks by itself.
    begins: [{ kind: 'time-up', timer: 'hours' }],
  };
};

export const deskMode = (
  settings: Settings,
  place: DeskSettings,
  given: Given & {
    readonly staff: StaffBook;
    readonly registering: Registering | null;
    readonly trains: boolean;
    readonly unsupported: readonly QuestionKind[];
    readonly dialect: Dialect;
  },
): Mode<Desk> => {
  const { journal, nowMs, staff, registering } = given;
  const { name, logo, colour } = settings.library;
  const rules = {
    place: place.name,
    library: { name, logo, colour },
    language: place.language,
    hasPad: place.reader !== null,
    staffCard: place.staffCard,
    tagging: taggingRulesOf(settings, place),
    lockMs: place.lockMinutes * 60_000,
    sound: place.sound,
    answerMs: settings.acs.answerTimeoutSeconds * 1000,
    staffOfCard: staff.ofCard,
    named: staff.named,
    circulation: circulationRulesOf(settings, place, given),
    register: registering === null ? null : registerRulesOf(settings, place, registering),
    trains: given.trains,
    hasPrinter: place.printer !== null,
  };
  return {
    initial: newDesk(rules, {
      session: journal.lastSession() + 1,
      book: journal.security(),
      guard: journal.guard(place.name, nowMs),
      ...given.leftOpen,
      taggingLeft: taggingLeft(journal.after(taggingKinds, 0), place.name),
    }),
    step: (state, event, now) => stepDesk(rules, state, event, now),
    fault: (state) => deskOutOfOrder(rules, state),
    view: (state) => deskViewOf(rules, state),
    runs: () => false,
    first: [],
    begins: [],
  };
};
