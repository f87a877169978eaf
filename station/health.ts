// How the station fares, for whoever supervises it: ready or not, and what is missing in a sentence each. Knows no patron, no
// number and no address of another machine, so anybody on this machine may read it.
import type { View } from '../contract/view.ts';
import type { DeviceState } from '../drivers/ports/device.ts';
import type { PaperState } from '../drivers/ports/receipt-printer.ts';
import type { ClientState, Distrust } from 'sip2';

export type Health = {
  /** Every place serves whoever comes (or is closed by its hours, or by staff). */
  readonly ready: boolean;
  /** What is not as it should be, a sentence each; a place may serve all the same. */
  readonly missing: readonly string[];
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

type Told = Pick<Health, 'ready' | 'missing' | 'screen'>;

export const healthOf = (condition: Condition): Told => {
  const shut = condition.places.flatMap(({ name, view }) => shutSentences(name, view));
  const journal =
    condition.journalFailedAtMs === null ? [] : ['The journal cannot be written: is the disk full, read-only or gone?'];
  return {
    ready: shut.length === 0 && journal.length === 0,
    screen: isDark(condition.places.map(({ view }) => view)) ? 'dark' : 'on',
    missing: [
      ...journal,
      ...shut,
      ...condition.places.flatMap(({ name, view }) => outOfUseSentences(name, view)),
      ...acsSentences(condition.acs),
      ...condition.places.flatMap(({ name, devices }) => deviceSentences(name, devices)),
      ...condition.places.flatMap(({ name, paper }) =>
        paper === 'out' ? [`The printer of ${name} has no paper.`] : [],
      ),
    ],
  };
};

/** Settings that cannot be used: the station is open for the technician alone. */
export const unsettled = (issues: number): Told => ({
  ready: false,
  screen: 'on',
  missing: [
    `The settings cannot be used (${issues} ${issues === 1 ? 'fault' : 'faults'}): the glass and the log name each.`,
  ],
});

const isDark = (views: readonly View[]): boolean => {
  const screens = views.flatMap((view) => (view.mode === 'kiosk' ? [view.screen] : []));
  return screens.length > 0 && screens.every((screen) => screen.at === 'closed' && screen.because === 'hours');
};

const shutBecause = {
  starting: 'is starting.',
  'acs-silent': 'is closed while the library system is silent.',
  'pad-trouble': 'is closed while its pad does not work.',
  fault: 'met a fault and opens again in a moment.',
} as const;

const shutSentences = (name: string, view: View): readonly string[] => {
  if (view.mode !== 'kiosk' || view.screen.at !== 'closed' || view.screen.because === 'hours') return [];
  // A technician's work is minutes, and they know of it.
  const { because } = view.screen;
  if (because === 'out-of-use' || because === 'tended' || because === 'set-up') return [];
  return [`${name} ${shutBecause[because]}`];
};

/** Staff know it; whoever looks from afar is told. */
const outOfUseSentences = (name: string, view: View): readonly string[] =>
  view.mode === 'kiosk' && view.screen.at === 'closed' && view.screen.because === 'out-of-use'
    ? [`${name} was put out of use by staff, who open it again at its glass.`]
    : [];

const distrust: Readonly<Record<Distrust, string>> = {
  'certificate-expired': ' Have its certificate renewed; if this machine’s clock is wrong, set the clock.',
  'certificate-not-yet-valid': ' Set this machine’s clock; if that is right, the certificate is of a day to come.',
  'certificate-of-another-name': ' Call it by a name that its certificate has (acs.connection).',
  'certificate-of-nobody-known':
    ' Name the authority that signed its certificate, or pin its key (acs.connection.trust).',
  'certificate-not-pinned': ' Ask the library whether it changed its key before you pin the new one.',
};

/** Without the client's own text: it names the machine that was called. */
const acsSentences = (acs: ClientState): readonly string[] => {
  if (acs.kind === 'down') {
    const why = Object.entries(distrust).find(([because]) => because === acs.because)?.[1] ?? '';
    return [`The library system is not reached (${acs.because}).${why}`];
  }
  return acs.status.onLine ? [] : ['The library system says that it is off-line.'];
};

const deviceSentences = (name: string, devices: ReadonlyMap<DeviceName, DeviceState>): readonly string[] =>
  [...devices]
    .filter(([, state]) => state.at === 'trouble')
    .map(([device]) => `The ${device} of ${name} does not work.`);
