// How the station fares, for whoever supervises it: ready or not, and what is missing. Knows no patron, no number and no address of
// another machine, so anybody on this machine may read it.
import type { Lack } from '../contract/lack.ts';
import type { View } from '../contract/view.ts';
import { sayLack } from '../contract/words/lacks-said.ts';
import { createSay } from '../contract/words/words.ts';
import type { DeviceState } from '../drivers/ports/device.ts';
import type { PaperState } from '../drivers/ports/receipt-printer.ts';
import type { ClientState } from 'sip2';

export type Health = {
  /** Every place serves whoever comes (or is closed by its hours, or by staff). */
  readonly ready: boolean;
  /** What is not as it should be; a place may serve all the same. */
  readonly missing: readonly Lack[];
  /** `dark`: the library is closed and every kiosk with it, so that the screen need not be lit. */
  readonly screen: 'on' | 'dark';
  readonly version: string;
  readonly upSeconds: number;
};

export type DeviceName = 'pad' | 'card-reader' | 'scanner' | 'printer';

/** What health is read from. */
export type Condition = {
  readonly acs: ClientState;
  readonly places: readonly {
    readonly name: string;
    readonly view: View;
    readonly devices: ReadonlyMap<DeviceName, DeviceState>;
    /** Null where there is no printer. */
    readonly paper: PaperState | null;
  }[];
  /** When the journal last took nothing; null while it writes. */
  readonly journalFailedAtMs: number | null;
};

const english = createSay('en');
/** As a supervisor and the log read it. */
export const sentenceOf = (lack: Lack): string => sayLack(english, lack);

type Told = Pick<Health, 'ready' | 'missing' | 'screen'>;

export const healthOf = (condition: Condition): Told => {
  const shut = condition.places.flatMap(({ name, view }) => shutAt(name, view));
  const journal: readonly Lack[] = condition.journalFailedAtMs === null ? [] : [{ kind: 'journal-not-written' }];
  return {
    ready: shut.length === 0 && journal.length === 0,
    screen: isDark(condition.places.map(({ view }) => view)) ? 'dark' : 'on',
    missing: [
      ...journal,
      ...shut,
      ...condition.places.flatMap(({ name, view }) => outOfUse(name, view)),
      ...acsAway(condition.acs),
      ...condition.places.flatMap(({ name, devices }) => inTrouble(name, devices)),
      ...condition.places.flatMap(({ name, paper }) =>
        paper === 'out' ? [{ kind: 'no-paper', place: name } as const] : [],
      ),
    ],
  };
};

/** Settings that cannot be used: the station is open for the technician alone. */
export const unsettled = (issues: number): Told => ({
  ready: false,
  screen: 'on',
  missing: [{ kind: 'settings-unusable', count: issues }],
});

const isDark = (views: readonly View[]): boolean => {
  const screens = views.flatMap((view) => (view.mode === 'kiosk' ? [view.screen] : []));
  return screens.length > 0 && screens.every((screen) => screen.at === 'closed' && screen.because === 'hours');
};

const shutAt = (place: string, view: View): readonly Lack[] => {
  if (view.mode !== 'kiosk' || view.screen.at !== 'closed' || view.screen.because === 'hours') return [];
  // A technician's work is minutes, and they know of it.
  const { because } = view.screen;
  if (because === 'out-of-use' || because === 'tended' || because === 'set-up') return [];
  return [{ kind: 'closed', place, because }];
};

/** Staff know it; whoever looks from afar is told. */
const outOfUse = (place: string, view: View): readonly Lack[] =>
  view.mode === 'kiosk' && view.screen.at === 'closed' && view.screen.because === 'out-of-use'
    ? [{ kind: 'out-of-use', place }]
    : [];

/** Without the client's own text: it names the machine that was called. */
const acsAway = (acs: ClientState): readonly Lack[] => {
  if (acs.kind === 'down') return [{ kind: 'acs-not-reached', because: acs.because }];
  return acs.status.onLine ? [] : [{ kind: 'acs-off-line' }];
};

const inTrouble = (place: string, devices: ReadonlyMap<DeviceName, DeviceState>): readonly Lack[] =>
  [...devices]
    .filter(([, state]) => state.at === 'trouble')
    .map(([device]) => ({ kind: 'device-trouble', place, device }));
