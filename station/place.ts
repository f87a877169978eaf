// A place of the station: its loop, its devices, its view, and the one glass that looks at it.
import type { PlaceCall } from '../contract/calls.ts';
import type { View } from '../contract/view.ts';
import { spellNumber } from '../drivers/barcode/read-scan.ts';
import { steady, type Clock } from '../drivers/clock.ts';
import { ruleOf } from '../drivers/settings.ts';
import { createAcs } from './acs.ts';
import { eventOf } from './answers.ts';
import type { DeviceState } from '../drivers/ports/device.ts';
import { numbersOf, openDevices, type Devices } from './devices.ts';
import { createEffects } from './effects.ts';
import type { Event } from './flow.ts';
import type { DeviceName } from './health.ts';
import { isGuardEntry, type GuardEntry } from './flows/guard.ts';
import type { Complaints } from './complaints.ts';
import type { Hands } from './hands.ts';
import type { Journal } from './journal/journal.ts';
import type { Log } from './log.ts';
import { createLoop } from './loop.ts';
import type { Around } from './modes/around.ts';
import type { Mode } from './modes/modes.ts';
import type { Offline } from './offline/offline.ts';
import { createScanEar } from './scans.ts';
import { keptLists } from './register-effects.ts';
import type { Registering } from './registry/open.ts';
import type { DeskSettings, KioskSettings, Settings } from './settings/schema.ts';
import type { StaffBook } from './staff.ts';
import type { Post } from './mail/post.ts';
import { libraryPicture } from './settings/pictures.ts';
import type { Training } from './training-talk.ts';
import type { Client, Dialect } from 'sip2';

export type Glass = {
  /** Null when the call was taken, else a sentence for the technician. */
  call(call: PlaceCall): string | null;
  leave(): void;
};

/** `State`: what the mode of this place knows. */
export type Place<State extends Around = Around> = {
  readonly name: string;
  readonly devices: Devices;
  /** Null while another glass has this place. `browser`: the same for the same one, after a reload too. `show` is called with the view at once, and at each change. */
  join(show: (view: View) => void, browser?: string): Glass | null;
  tell(event: Event): void;
  view(): View;
  /** The whole state, for tests and for the technician's eyes. */
  state(): State;
  /** Somebody's work is under way. */
  runs(): boolean;
  /** A glass shows this place now. */
  isLooked(): boolean;
  close(): Promise<void>;
};

export const openPlace = <State extends Around>(parts: {
  readonly settings: Settings;
  readonly place: KioskSettings | DeskSettings;
  readonly mode: Mode<State>;
  readonly client: Client;
  readonly dialect: Dialect;
  readonly staff: StaffBook;
  /** Null where no patrons are registered. */
  readonly registering: Registering | null;
  readonly journal: Journal;
  readonly offline: Offline;
  /** Null where the library sends no letters. */
  readonly post: Post | null;
  readonly hands: Pick<Hands, 'settle' | 'paper'>;
  readonly isBoardSeen: () => boolean;
  /** Null inside of a practice station. */
  readonly training: Training | null;
  readonly deviceChanged: (device: DeviceName, state: DeviceState) => void;
  /** The library system answered what cannot be true. */
  readonly lie: Complaints['lie'];
  /** For the other places of this station: a card that is locked here is locked there. */
  readonly passwordTyped: (entry: GuardEntry) => void;
  readonly clock: Clock;
  readonly log: Log;
}): Place<State> => {
  const { settings, place, mode, client, dialect, journal, clock, post } = parts;
  const log = parts.log.child({ place: place.name });
  const numbers = numbersOf(place.numbers, settings.library.isil);
  const { name: library, logo, contact } = settings.library;
  const head = { library, station: place.name, contact, logo: logo === null ? null : libraryPicture(logo) };

  let show: ((view: View) => void) | null = null;
  let ran = false;
  let lastBrowser: string | null = null;
  const tell = (event: Event): void => loop.tell(event);
  const complain = (message: string, error: unknown): void => log.error({ err: error }, message);

  const ear = createScanEar({
    rules: numbers,
    takesPapers: place.kind === 'desk',
    clock: steady(clock),
    session: () => loop.state().session,
  });
  const devices = openDevices({
    settings: place,
    numbers,
    ear,
    clock: steady(clock),
    wallClock: clock,
    tell,
    deviceChanged: (device, state) => {
      log.info({ device, state }, 'device changed');
      parts.deviceChanged(device, state);
    },
    garbled: (because) => log.warn({ because }, 'a scan was no text'),
  });
  const effects = createEffects({
    acs: parts.offline.over(
      createAcs({
        client,
        clock,
        dialect,
        askBeforeCheckin: settings.acs.askBeforeCheckin,
        // Staff read what the library system says, as it says it.
        showsMessages: settings.acs.showMessages || place.kind === 'desk',
        passesMessages: settings.acs.patronMessages || place.kind === 'desk',
        tellsRouting: place.kind === 'desk',
        currency: settings.acs.currency,
        lie: parts.lie,
        paidBy: settings.payment?.paymentType ?? '02',
      }),
    ),
    offline: place.kind === 'kiosk' ? parts.offline.rulesFor(place) : parts.offline.deskRules,
    pad: devices.pad,
    printer: devices.printer,
    clock,
    isBoardSeen: parts.isBoardSeen,
    desk: {
      tagging: { pad: devices.pad, rule: ruleOf(place.security) },
      staff: parts.staff,
      hands: parts.hands,
      inspector: { pad: devices.pad, rule: devices.hands.rule, numbers, tell },
      training:
        parts.training === null
          ? null
          : {
              training: parts.training,
              place: place.name,
              printer: devices.printer,
              head,
              language: place.language,
              nowMs: clock.now,
              tell,
            },
      register:
        parts.registering === null
          ? null
          : {
              registering: parts.registering,
              journal,
              place: place.name,
              language: place.language,
              head,
              tell,
              complain,
              pad: devices.pad,
              printer: devices.printer,
              nowMs: clock.now,
              lists: keptLists(),
            },
    },
    head,
    mail: post === null ? null : { post, staff: settings.mail?.staff ?? null },
    language: place.language,
    tell,
    complain,
  });
  const loop = createLoop<State>({
    initial: mode.initial,
    step: (state, event) => mode.step(state, event, clock.now()),
    fault: mode.fault,
    append: (entries) => {
      journal.append(place.name, entries);
      for (const entry of entries) if (isGuardEntry(entry)) parts.passwordTyped(entry);
    },
    show: (state) => {
      show?.(mode.view(state));
      parts.hands.paper(place.name, state);
      const runs = mode.runs(state);
      if (ran && !runs) parts.offline.rested(place.name);
      ran = runs;
    },
    act: effects.run,
    complain,
  });
  for (const effect of mode.first) effects.run(effect);
  for (const event of mode.begins) tell(event);
  const view = (): View => mode.view(loop.state());

  return {
    name: place.name,
    devices,
    tell,
    view,
    state: loop.state,
    runs: () => mode.runs(loop.state()),
    isLooked: () => show !== null,
    join: (joining, browser = '') => {
      if (show !== null) return null;
      // Before anything is shown to it.
      if (lastBrowser !== browser) tell({ kind: 'glass-changed', browser });
      lastBrowser = browser;
      show = joining;
      joining(view());
      return {
        call: (call) => {
          const answered = eventOf(call, {
            session: loop.state().session,
            scanOf: (text) => ear.typed(text),
            spelt: (number) => spellNumber(number, numbers),
          });
          if (answered.kind === 'late') return 'that was for a screen which is gone; nothing was done';
          if (answered.kind === 'event') tell(answered.event);
          return null;
        },
        leave: () => {
          if (show === joining) show = null;
        },
      };
    },
    close: async () => {
      // What devices say of their end is for nobody's eyes.
      show = null;
      effects.close();
      await devices.close();
    },
  };
};
