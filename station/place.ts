// A place of the station: its loop, its devices, its view, and the one glass that looks at it.
import type { Call } from '../contract/calls.ts';
import type { View } from '../contract/view.ts';
import { spellNumber } from '../drivers/barcode/read-scan.ts';
import { steady, type Clock } from '../drivers/clock.ts';
import { createAcs } from './acs.ts';
import type { Attract } from './attract.ts';
import { eventOf } from './answers.ts';
import type { DeviceState } from '../drivers/ports/device.ts';
import { numbersOf, openDevices, type Devices } from './devices.ts';
import { createEffects } from './effects.ts';
import type { Event } from './flow.ts';
import type { DeviceName } from './health.ts';
import { isGuardEntry, type GuardEntry } from './flows/guard.ts';
import type { Complaints } from './complaints.ts';
import type { Journal } from './journal/journal.ts';
import type { Log } from './log.ts';
import { createLoop } from './loop.ts';
import { newKiosk, type Kiosk } from './modes/kiosk-state.ts';
import { stepKiosk } from './modes/kiosk.ts';
import { outOfOrder } from './modes/out-of-order.ts';
import { isSession, type Offline } from './offline/offline.ts';
import { createScanEar } from './scans.ts';
import { staffPinLeft, type LeftOpen } from './start.ts';
import type { KioskSettings, Settings } from './settings/schema.ts';
import type { Post } from './mail/post.ts';
import { libraryPicture } from './settings/pictures.ts';
import { rulesOf } from './rules.ts';
import { isStaffPin } from './staff-pin.ts';
import { viewOf } from './view.ts';
import type { Client, Dialect, QuestionKind } from 'sip2';

export type Glass = {
  /** Null when the call was taken, else a sentence for the technician. */
  call(call: Exclude<Call, { kind: 'hand' }>): string | null;
  leave(): void;
};

export type Place = {
  readonly name: string;
  readonly devices: Devices;
  /** Null while another glass has this place. `show` is called with the view at once, and at each change. */
  join(show: (view: View) => void): Glass | null;
  tell(event: Event): void;
  view(): View;
  /** The whole state, for tests and for the technician's eyes. */
  state(): Kiosk;
  close(): Promise<void>;
};

export const openPlace = (parts: {
  readonly settings: Settings;
  readonly place: KioskSettings;
  readonly client: Client;
  readonly dialect: Dialect;
  /** Questions that this library system is never asked. */
  readonly unsupported: readonly QuestionKind[];
  /** What the welcome screen shows while nobody is there. */
  readonly slides: Attract['slides'];
  readonly journal: Journal;
  /** What the last run of the program left without an answer. */
  readonly leftOpen: LeftOpen;
  readonly offline: Offline;
  /** Null where the library sends no letters. */
  readonly post: Post | null;
  readonly deviceChanged: (device: DeviceName, state: DeviceState) => void;
  /** The library system answered what cannot be true. */
  readonly lie: Complaints['lie'];
  /** For the other places of this station: a card that is locked here is locked there. */
  readonly passwordTyped: (entry: GuardEntry) => void;
  readonly clock: Clock;
  readonly log: Log;
}): Place => {
  const { settings, place, client, dialect, journal, clock, post } = parts;
  const log = parts.log.child({ place: place.name });
  const numbers = numbersOf(place.numbers, settings.library.isil);
  const { name: library, logo, contact } = settings.library;
  const { payment } = settings;
  const { unsupported } = parts;
  const rules = rulesOf(settings, place, { unsupported, slides: parts.slides });

  let show: ((view: View) => void) | null = null;
  let ran = false;
  const tell = (event: Event): void => loop.tell(event);
  const complain = (message: string, error: unknown): void => log.error({ err: error }, message);

  const ear = createScanEar({ rules: numbers, clock: steady(clock), session: () => loop.state().session });
  const devices = openDevices({
    settings: place,
    numbers,
    ear,
    clock: steady(clock),
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
        showsMessages: settings.acs.showMessages,
        passesMessages: settings.acs.patronMessages,
        currency: settings.acs.currency,
        lie: parts.lie,
        paidBy: settings.payment?.paymentType ?? '02',
      }),
    ),
    offline: parts.offline.rulesFor(place),
    pad: devices.pad,
    printer: devices.printer,
    clock,
    checkStaffPin: (pin) => (payment === null ? Promise.resolve(false) : isStaffPin(pin, payment.staffPin)),
    head: { library, station: place.name, contact, logo: logo === null ? null : libraryPicture(logo) },
    mail: post === null ? null : { post, staff: settings.mail?.staff ?? null },
    language: place.language,
    tell,
    complain,
  });
  const staffPin = staffPinLeft(journal, place.name, clock.now());
  const loop = createLoop<Kiosk>({
    initial: newKiosk(rules, {
      session: journal.lastSession() + 1,
      book: journal.security(),
      guard: journal.guard(clock.now()),
      staffPin: { wrong: staffPin.wrong, locked: staffPin.lockedMs > 0 },
      ...parts.leftOpen,
    }),
    step: (state, event) => stepKiosk(rules, state, event, clock.now()),
    fault: (state, event) => outOfOrder(rules, state, event),
    append: (entries) => {
      journal.append(place.name, entries);
      for (const entry of entries) if (isGuardEntry(entry)) parts.passwordTyped(entry);
    },
    show: (state) => {
      show?.(viewOf(rules, state));
      const runs = isSession(state);
      if (ran && !runs) parts.offline.rested(place.name);
      ran = runs;
    },
    act: effects.run,
    complain,
  });
  if (staffPin.lockedMs > 0) effects.run({ kind: 'set-timer', timer: 'staff-pin', afterMs: staffPin.lockedMs });
  // The first look at the clock; from then on it looks by itself.
  tell({ kind: 'time-up', timer: 'hours' });
  const view = (): View => viewOf(rules, loop.state());

  return {
    name: place.name,
    devices,
    tell,
    view,
    state: loop.state,
    join: (joining) => {
      if (show !== null) return null;
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
      effects.close();
      await devices.close();
    },
  };
};
