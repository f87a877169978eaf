// The technician's place: whoever may work there signs in and opens one page after another; where nobody can sign in, the faults are
// shown, and the settings can be opened with the ticket alone. Pure: state and event in, state and effects out.
import type { PageName } from '../../contract/technician-view.ts';
import type { Language } from '../../contract/terms.ts';
import { record, type Effect } from '../flow.ts';
import { anew, newSigning, pinChecked, tickWaits, tryPin, type Signed, type Signing } from '../flows/signing.ts';
import { may, type Staff } from '../staff.ts';
import { mayOpenPage, openPage, stepPage, type PageState } from './pages.ts';
import { resumedWith, type SettingsPage } from './settings-state.ts';
import {
  follow,
  goOn,
  type Ground,
  type TechnicianEvent,
  type TechnicianStep,
  type PageGround,
  type Who,
} from './talk.ts';

export type TechnicianDoor =
  /** `turnedAway`: the PIN was right, and its owner has nothing to do here. */
  | { readonly at: 'shut'; readonly signing: Signing; readonly turnedAway: boolean }
  /** Covered; the page waits for whoever opened it. */
  | {
      readonly at: 'locked';
      readonly who: Staff;
      readonly page: PageState;
      readonly unsaved: SettingsPage | null;
      readonly signing: Signing;
      readonly turnedAway: boolean;
    }
  | {
      readonly at: 'open';
      readonly who: Who;
      readonly page: PageState;
      /** What they changed on a page that they left, and saved nowhere: it waits for them. */
      readonly unsaved: SettingsPage | null;
    };

export type Technician = {
  readonly session: number;
  readonly language: Language;
  readonly door: TechnicianDoor;
};

type Step = TechnicianStep<Technician>;
type Closed = Exclude<TechnicianDoor, { at: 'open' }>;
type Open = Extract<TechnicianDoor, { at: 'open' }>;

/** The page locks when nobody touches it for so long. */
export const lockMs = 10 * 60_000;
const lockTimer: Effect = { kind: 'set-timer', timer: 'idle', afterMs: lockMs };
const noLock: Effect = { kind: 'cancel-timer', timer: 'idle' };

export const newTechnician = (session: number): Technician => ({
  session,
  language: 'vi',
  door: { at: 'shut', signing: newSigning, turnedAway: false },
});

export const stepTechnician = (state: Technician, event: TechnicianEvent, ground: Ground): Step => {
  if (event.kind === 'tended' && event.act.kind === 'language')
    return goOn({ ...state, language: event.act.language }, ...(state.door.at === 'open' ? [lockTimer] : []));
  return state.door.at === 'open'
    ? stepOpen(state, state.door, event, ground)
    : stepClosed(state, state.door, event, ground);
};

export const groundOf = (state: Technician, who: Who, ground: Ground): PageGround => ({
  ...ground,
  who,
  session: state.session,
  language: state.language,
});

const stepOpen = (state: Technician, door: Open, event: TechnicianEvent, ground: Ground): Step => {
  // Whoever has no name and comes back by a new page finds the assistant where it was opened by itself, and not a door.
  if (event.kind === 'glass-changed')
    return follow(lock(state, door, 'glass'), (next) =>
      door.who === null && opensByItself(ground) ? enter(next, null, 'assistant', ground) : goOn(next),
    );
  if (event.kind === 'time-up') return event.timer === 'idle' ? lock(state, door, 'idle') : goOn(state);
  // Whoever came without a name goes when there are names again.
  if (event.kind === 'house-changed' && door.who === null && ground.house.canSignIn) return shut(state);
  if (event.kind === 'settings-handed') {
    const entered = enter(state, door.who, 'settings', ground, { unsaved: unsavedOf(door) });
    return follow(entered, (next) =>
      next.door.at === 'open' && next.door.page.at === 'settings'
        ? goOn({ ...next, door: { ...next.door, page: { ...next.door.page, handed: event.of } } })
        : goOn(next),
    );
  }
  if (event.kind === 'tended') {
    switch (event.act.kind) {
      case 'lock':
        return lock(state, door, 'hand');
      case 'sign-out':
        return follow(goOn(state, ...signedOut(state, door.who, 'left')), shut);
      case 'open-page': {
        const { page, field = null } = event.act;
        if (!mayOpenPage(door.who, page)) return goOn(state);
        return follow(goOn(state, ...putAway(door.page)), (next) =>
          enter(next, door.who, page, ground, { field, unsaved: unsavedOf(door) }),
        );
      }
      default:
    }
  }
  const stepped = stepPage(door.page, event, groundOf(state, door.who, ground));
  const next: Technician = { ...state, door: { ...door, page: stepped.state } };
  return goOn(next, ...stepped.effects, ...(event.kind === 'tended' ? [lockTimer] : []));
};

const unsavedOf = ({ page, unsaved }: Open): SettingsPage | null => {
  const of = page.at === 'settings' ? page : page.at === 'assistant' ? page.settings : null;
  return of === null ? unsaved : of.changes.length > 0 && of.saving === null ? of : null;
};

/** `field`: what is to be looked at there. */
const enter = (
  state: Technician,
  who: Who,
  page: PageName,
  ground: Ground,
  { field = null, unsaved = null }: { readonly field?: string | null; readonly unsaved?: SettingsPage | null } = {},
): Step => {
  const session = state.session + 1;
  const opened = openPage(page, groundOf({ ...state, session }, who, ground), field);
  const resumed = unsaved === null ? null : withUnsaved(opened.state, unsaved);
  const door = { at: 'open', who, page: resumed ?? opened.state, unsaved: resumed === null ? unsaved : null } as const;
  return goOn({ ...state, session, door }, ...opened.effects, lockTimer);
};

/** Null where this page takes it not up. What came from another station is looked at on the settings' page. */
const withUnsaved = (page: PageState, unsaved: SettingsPage): PageState | null => {
  if (page.at === 'settings') return resumedWith(page, unsaved);
  return page.at === 'assistant' && unsaved.asked.length === 0
    ? { ...page, settings: resumedWith(page.settings, unsaved) }
    : null;
};

/** Where a station is being set up, whoever comes goes on with that. */
const firstPage = ({ house }: Ground): 'assistant' | 'settings' =>
  house.setUp === 'under-way' ? 'assistant' : 'settings';

/**
 * Nobody can sign in, and that is settled: while the station opens anew nobody can for a moment, and a technician would come back without
 * a name, to whom nothing is forbidden.
 */
const isByTicket = ({ house }: Ground): boolean => !house.canSignIn && house.applying.at !== 'opening';

/** The first start of a station opens by itself what is to be done. */
const opensByItself = (ground: Ground): boolean => ground.house.setUp === 'under-way' && isByTicket(ground);

const shut = (state: Technician): Step =>
  goOn(
    { ...state, session: state.session + 1, door: { at: 'shut', signing: newSigning, turnedAway: false } },
    noLock,
    ...(state.door.at === 'shut' ? [] : putAway(state.door.page)),
  );

/** Patrons who were shown are no longer, once the page is left: whoever comes next says so themselves, and that is on record. */
const putAway = (page: PageState): Step['effects'] =>
  page.at === 'acs-check' ? [{ kind: 'show-acs-patrons', forMs: null }] : [];

const signedOut = (state: Technician, who: Who, because: 'left' | 'another'): readonly Effect[] =>
  who === null ? [] : [record({ kind: 'staff-signed-out', session: state.session, staff: who.name, because })];

/** Somebody without a name has nothing to come back by. */
const lock = (state: Technician, { who, page, unsaved }: Open, because: 'hand' | 'idle' | 'glass'): Step =>
  who === null
    ? shut(state)
    : goOn(
        { ...state, door: { at: 'locked', who, page, unsaved, signing: newSigning, turnedAway: false } },
        record({ kind: 'desk-locked', session: state.session, staff: who.name, because }),
        noLock,
      );

const stepClosed = (state: Technician, door: Closed, event: TechnicianEvent, ground: Ground): Step => {
  const signing = { rules: ground.house.signing, session: state.session, guard: ground.guard, nowMs: ground.nowMs };
  const put = (next: Signing, turnedAway = door.turnedAway): Technician => ({
    ...state,
    door: { ...door, signing: next, turnedAway },
  });
  const signed = ({ state: next, effects, who }: Signed, turnedAway = door.turnedAway): Step =>
    who === null ? goOn(put(next, turnedAway), ...effects) : welcome(goOn(put(next), ...effects), door, who, ground);
  switch (event.kind) {
    case 'tended':
      switch (event.act.kind) {
        case 'sign-in':
          return ground.house.canSignIn ? signed(tryPin(signing, door.signing, event.act), false) : goOn(state);
        case 'mend':
          // Whose page waits behind the lock cannot sign in either; what they began is gone with them.
          return isByTicket(ground) ? enter(state, null, firstPage(ground), ground) : goOn(state);
        default:
          return goOn(state);
      }
    case 'glass-changed':
      return opensByItself(ground) ? enter(state, null, 'assistant', ground) : goOn(put(anew(door.signing)));
    case 'staff-checked':
      return signed(pinChecked(signing, door.signing, event));
    case 'time-up': {
      const ticked = tickWaits(door.signing);
      return event.timer === 'pin-wait' ? goOn(put(ticked.state), ...ticked.effects) : goOn(state);
    }
    default: {
      // The glass came while it was not known yet whether anybody can sign in.
      if (door.at === 'shut')
        return event.kind === 'house-changed' && opensByItself(ground)
          ? enter(state, null, 'assistant', ground)
          : goOn(state);
      // What the page behind the lock asked for comes home to it.
      const stepped = stepPage(door.page, event, groundOf(state, door.who, ground));
      return goOn({ ...state, door: { ...door, page: stepped.state } }, ...stepped.effects);
    }
  }
};

const welcome = (stepped: Step, door: Closed, { staff: who, by }: NonNullable<Signed['who']>, ground: Ground): Step =>
  follow(stepped, (state) => {
    // The right PIN of somebody who has nothing to do here: it counts as no wrong one, and opens nothing.
    if (!may(who, 'devices'))
      return goOn<Technician>({ ...state, door: { ...door, signing: anew(door.signing), turnedAway: true } });
    if (door.at === 'locked' && door.who.name === who.name)
      return goOn<Technician>(
        { ...state, door: { at: 'open', who, page: door.page, unsaved: door.unsaved } },
        record({ kind: 'desk-unlocked', session: state.session, staff: who.name }),
        lockTimer,
      );
    const out = door.at === 'locked' ? [...signedOut(state, door.who, 'another'), ...putAway(door.page)] : [];
    const inside = { ...state, session: state.session + 1 };
    return follow(
      goOn(inside, ...out, record({ kind: 'staff-signed-in', session: inside.session, staff: who.name, by })),
      (now) => enter(now, who, firstPage(ground), ground),
    );
  });

/** After something nobody expected: the page is put away, and whoever works there begins it anew. */
export const technicianOutOfOrder = (state: Technician): Step => shut(state);
