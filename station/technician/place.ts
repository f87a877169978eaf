// The technician's place: its loop, its effects, and the one glass that looks at it. It stands whether the station works or not.
import type { Call } from '../../contract/calls.ts';
import type { TechnicianView } from '../../contract/technician-view.ts';
import type { Clock } from '../../drivers/clock.ts';
import type { Effect, TimerName } from '../flow.ts';
import { isGuardEntry } from '../flows/guard.ts';
import type { Joined, Show } from '../join.ts';
import type { Entry } from '../journal/entries.ts';
import type { Keeper } from '../keeper.ts';
import type { Log } from '../log.ts';
import { createLoop } from '../loop.ts';
import { isAssistantEffect, noEars, runAssistantEffect, type AssistantParts } from './assistant-effects.ts';
import { isAcsCheckEffect, runAcsCheckEffect, type AcsCheckParts } from './acs-check-effects.ts';
import { createDevicesHands, isDevicesEffect } from './devices-effects.ts';
import type { Recordings } from './recordings.ts';
import { isCalibrationEffect, runCalibrationEffect, type CalibrationParts } from './calibration-effects.ts';
import { isSettingsEffect, runSettingsEffect, type SettingsParts } from './settings-effects.ts';
import { newTechnician, stepTechnician, technicianOutOfOrder, type Technician } from './technician.ts';
import type { Ground, House, TechnicianEffect, TechnicianEvent } from './talk.ts';
import { technicianView } from './view.ts';

export const technicianPlace = 'technician';

export type TechnicianPlace = {
  /** Null while another glass has this place. */
  join(show: Show): Joined | null;
  view(): TechnicianView;
  close(): void;
};

export type TechnicianParts = {
  readonly keeper: Keeper;
  /** What the settings' page works with. */
  readonly settings: Omit<SettingsParts, 'keeper' | 'home' | 'tell'>;
  /** Where calibrations are kept. */
  readonly calibrations: CalibrationParts['book'];
  /** Where the console of devices keeps what it records. */
  readonly recordings: Recordings;
  /** What the assistant of the first start works with. */
  readonly assistant: Pick<AssistantParts, 'setUp' | 'cover' | 'machine'>;
  /** What the library system's check works with. */
  readonly acsCheck: Pick<AcsCheckParts, 'settingsFile' | 'diagnose'>;
  readonly clock: Clock;
  readonly log: Log;
};

export const openTechnician = ({
  keeper,
  settings,
  calibrations,
  acsCheck,
  recordings,
  assistant,
  clock,
  log,
}: TechnicianParts): TechnicianPlace => {
  let show: ((view: TechnicianView) => void) | null = null;
  const timers = new Map<TimerName, () => void>();
  const ears = noEars();
  const complain = (message: string, error: unknown): void =>
    log.error({ err: error, place: technicianPlace }, message);

  const houseNow = (): House => {
    const works = keeper.works();
    const known = keeper.settings();
    const isOurs = known?.staff.some(({ level }) => level === 'technician' || level === 'administrator') ?? false;
    return {
      applying: keeper.applying(),
      issues: keeper.issues(),
      file: keeper.station().faultyFile ?? settings.file.path,
      library:
        known === null ? null : { name: known.library.name, logo: known.library.logo, colour: known.library.colour },
      canSignIn: works !== null && isOurs,
      setUp: assistant.setUp.read().at,
      signing: {
        staffCard: 'never',
        staffOfCard: () => null,
        named: (name) => works?.staff.named(name) ?? { staff: null, nobody: null },
      },
    };
  };
  const groundNow = (): Ground => ({
    house: houseNow(),
    guard: keeper.unwritten.guard(technicianPlace),
    nowMs: clock.now(),
  });

  const tell = (event: TechnicianEvent): void => loop.tell(event);
  const home = <T>(answer: Promise<T>, asEvent: (value: T) => TechnicianEvent): void => {
    answer.then(
      (value) => tell(asEvent(value)),
      (error: unknown) => complain('an effect failed that never should', error),
    );
  };
  const cancel = (timer: TimerName): void => {
    timers.get(timer)?.();
    timers.delete(timer);
  };
  /** What signing in asks for; nothing else of a desk is done here. */
  const runSigning = (effect: Exclude<Effect, { kind: 'record' }>): void => {
    switch (effect.kind) {
      case 'check-staff': {
        const works = keeper.works();
        const { ticket, name, pin } = effect;
        return home(works === null ? Promise.resolve(null) : works.staff.check(name, pin), (staff) => ({
          kind: 'staff-checked',
          ticket,
          staff,
          as: houseNow().signing.named(name),
        }));
      }
      case 'set-timer': {
        const { timer } = effect;
        cancel(timer);
        timers.set(
          timer,
          clock.after(effect.afterMs, () => tell({ kind: 'time-up', timer })),
        );
        return;
      }
      case 'cancel-timer':
        return cancel(effect.timer);
      default:
        throw new Error(`the technician’s place cannot ${effect.kind}`);
    }
  };

  const append = (entries: readonly Entry[]): void => {
    if (entries.length === 0) return;
    keeper.unwritten.note(technicianPlace, entries);
    // A name that is locked here is locked at every desk.
    for (const entry of entries)
      if (isGuardEntry(entry))
        for (const place of keeper.works()?.places ?? []) place.tell({ kind: 'password-elsewhere', entry });
  };

  const devices = createDevicesHands({
    keeper,
    recordings,
    clock,
    tell,
    home,
    complain,
    isOpen: () => {
      const { door } = loop.state();
      return door.at !== 'shut' && door.page.at === 'devices';
    },
  });

  const loop = createLoop<Technician, TechnicianEvent, Exclude<TechnicianEffect, { kind: 'record' }>>({
    initial: newTechnician((keeper.works()?.journal.lastSession() ?? 0) + 1),
    step: (state, event) => stepTechnician(state, event, groundNow()),
    fault: technicianOutOfOrder,
    append,
    show: (state) => show?.(technicianView(state, groundNow())),
    act: (effect) => {
      if (isAcsCheckEffect(effect)) runAcsCheckEffect(effect, { ...acsCheck, keeper, clock, tell, complain });
      else if (isSettingsEffect(effect)) runSettingsEffect(effect, { ...settings, keeper, home, tell });
      else if (isAssistantEffect(effect))
        runAssistantEffect(effect, { ...settings, ...assistant, calibrations, keeper, clock, home, tell }, ears);
      else if (isDevicesEffect(effect)) devices.run(effect);
      else if (isCalibrationEffect(effect))
        runCalibrationEffect(effect, { book: calibrations, keeper, clock, complain, home, tell });
      else runSigning(effect);
    },
    complain,
  });
  const quiet = keeper.changed(() => tell({ kind: 'house-changed' }));
  const view = (): TechnicianView => technicianView(loop.state(), groundNow());

  return {
    view,
    join: (joining) => {
      if (show !== null) return null;
      // Before anything is shown: whoever worked at the glass before may have gone.
      tell({ kind: 'glass-changed', browser: joining.browser ?? '' });
      const mine = (shown: TechnicianView): void => joining.view(shown);
      show = mine;
      mine(view());
      return {
        call: (call: Call) => {
          if (call.kind !== 'tend') return 'that is not done at the technician’s place';
          if (call.session !== loop.state().session) return 'that was for a screen which is gone; nothing was done';
          tell({ kind: 'tended', act: call.act });
          return null;
        },
        leave: () => {
          if (show === mine) show = null;
        },
      };
    },
    close: () => {
      quiet();
      devices.close();
      show = null;
      for (const timer of timers.keys()) cancel(timer);
    },
  };
};
