// What the console of devices asks for, done: devices are looked at and listened to while the page is open, places are had and let go, and
// commands are given by hand. Knows no rules but one: without its page nothing of this goes on.
import type { Clock } from '../../drivers/clock.ts';
import type { Keeper } from '../keeper.ts';
import type { Place } from '../place.ts';
import type { DeviceSettings } from '../settings/schema.ts';
import { listenTo, tongueOf, type DeviceEar } from './devices-ear.ts';
import { askAboutCard, carryOut } from './devices-orders.ts';
import { createRecorder } from './devices-recorder.ts';
import { seenPlace } from './devices-seen.ts';
import type { DeviceOf, DevicesEffect } from './devices-talk.ts';
import { isFileEffect, runFileEffect } from './recordings-effects.ts';
import type { Recordings } from './recordings.ts';
import type { TechnicianEvent } from './talk.ts';

export type DevicesParts = {
  readonly keeper: Keeper;
  readonly recordings: Recordings;
  readonly clock: Clock;
  readonly tell: (event: TechnicianEvent) => void;
  readonly home: <T>(answer: Promise<T>, asEvent: (value: T) => TechnicianEvent) => void;
  readonly complain: (message: string, error: unknown) => void;
  /** The page is open, perhaps behind its lock. */
  readonly isOpen: () => boolean;
};

const kinds = [
  'hand-to-settings',
  'look-at-devices',
  'have-place',
  'let-place',
  'do-with-device',
  'ask-about-card',
  'record-device',
  'end-recording',
  'list-recordings',
  'read-recording',
  'pack-recording',
  'bring-recording',
  'delete-recording',
  'check-at-glass',
] as const satisfies readonly DevicesEffect['kind'][];

export const isDevicesEffect = (effect: { readonly kind: string }): effect is DevicesEffect =>
  kinds.some((kind) => kind === effect.kind);

const lookMs = 250;
const tidyEveryMs = 24 * 3_600_000;

export const createDevicesHands = (parts: DevicesParts): { run(effect: DevicesEffect): void; close(): void } => {
  const { keeper, recordings, clock, tell, home, complain } = parts;
  const places = (): readonly Place[] => keeper.works()?.places ?? [];
  const placeNamed = (name: string): Place | null => places().find((place) => place.name === name) ?? null;
  const settingsOf = (name: string): DeviceSettings | null =>
    keeper.settings()?.places.find((place) => place.name === name) ?? null;
  const recorder = createRecorder({
    recordings,
    clock,
    failed: (message, error) => {
      complain(message, error);
      tell({ kind: 'recording-failed' });
    },
  });

  let of: DeviceOf | null = null;
  let ear: DeviceEar | null = null;
  let had: { readonly place: string; readonly by: string | null; readonly untilMs: number } | null = null;
  let cancel = (): void => undefined;
  let last = '';

  const letGo = (): void => {
    if (had !== null) placeNamed(had.place)?.tell({ kind: 'technician-left' });
    had = null;
  };
  const deafen = (): void => {
    ear?.close();
    ear = null;
  };
  const stop = (): void => {
    cancel();
    cancel = () => undefined;
    letGo();
    recorder.end();
    deafen();
    last = '';
  };

  const listen = (): void => {
    deafen();
    const place = of === null ? null : placeNamed(of.place);
    const settings = of === null ? null : settingsOf(of.place);
    if (of !== null && place !== null && settings !== null) ear = listenTo({ place, settings, device: of.device });
  };

  const look = (): void => {
    if (!parts.isOpen()) return stop();
    cancel = clock.after(lookMs, look);
    if (had !== null && clock.now() >= had.untilMs) {
      letGo();
      // The page is told, also where nothing else has changed: it was perhaps still waited for.
      last = '';
    }
    if (had !== null) placeNamed(had.place)?.tell({ kind: 'technician-came', by: had.by });
    recorder.keep();
    // The station opened anew: these are other devices.
    if (of !== null && (ear === null || !places().includes(ear.place))) listen();
    const heard = ear?.fetch() ?? { lines: [], scans: [] };
    const now = {
      places: seenPlaces(),
      recording: recorder.now(),
    };
    const text = JSON.stringify(now);
    if (text === last && heard.lines.length === 0 && heard.scans.length === 0) return;
    last = text;
    tell({ kind: 'devices-seen', ...now, ...heard });
  };
  const seenPlaces = () => {
    const kiosks = keeper.works()?.kiosks.map(({ name }) => name) ?? [];
    return places().flatMap((place) => {
      const settings = settingsOf(place.name);
      return settings === null
        ? []
        : [seenPlace(place, settings, { of, texts: ear?.texts ?? new Map(), isKiosk: kiosks.includes(place.name) })];
    });
  };

  const begin = (effect: Extract<DevicesEffect, { kind: 'record-device' }>): void => {
    const { device } = effect.of;
    const place = placeNamed(effect.of.place);
    const settings = settingsOf(effect.of.place);
    const tongue = settings === null ? null : tongueOf(settings, device);
    if (place === null || settings === null || tongue === null) return tell({ kind: 'recording-failed' });
    recorder.begin({ place, settings, device, tongue });
  };

  let cancelTidying = (): void => undefined;
  /** Recordings are forgotten in time, whether anybody looks at them or not. */
  const tidy = (): void => {
    try {
      recordings.list(clock.now());
    } catch (error) {
      complain('recordings that are too old could not be taken away', error);
    }
    cancelTidying = clock.after(tidyEveryMs, tidy);
  };
  tidy();

  return {
    close: () => {
      cancelTidying();
      stop();
    },
    run: (effect) => {
      if (isFileEffect(effect)) return runFileEffect(effect, parts);
      switch (effect.kind) {
        case 'hand-to-settings':
          return tell({ kind: 'settings-handed', of: effect.of });
        case 'look-at-devices':
          of = effect.of;
          listen();
          cancel();
          last = '';
          // Behind the step that asks for it.
          cancel = clock.after(0, look);
          return;
        case 'have-place':
          had = effect;
          return placeNamed(effect.place)?.tell({ kind: 'technician-came', by: effect.by });
        case 'let-place':
          if (had?.place === effect.place) letGo();
          return;
        case 'do-with-device': {
          const beganMs = clock.now();
          const { ticket } = effect;
          return home(carryOut(placeNamed(effect.place), settingsOf(effect.place), keeper, effect), (came) => ({
            kind: 'device-came',
            ticket,
            ms: Math.round(clock.now() - beganMs),
            came,
          }));
        }
        case 'ask-about-card': {
          const { ticket, nth, number } = effect;
          return home(askAboutCard(keeper, number), (known) => ({ kind: 'spelling-asked', ticket, nth, known }));
        }
        case 'record-device':
          return begin(effect);
        case 'end-recording':
          return recorder.end();
        case 'check-at-glass':
          return placeNamed(effect.place)?.tell({ kind: 'glass-check', check: effect.check, colour: effect.colour });
      }
    },
  };
};
