// The devices of a place as they are at this moment, for the console: how each fared, what it can do, and what lies before it. Decides nothing.
import type { DeviceKind } from '../../contract/devices-view.ts';
import type { Place } from '../place.ts';
import type { DeviceSettings } from '../settings/schema.ts';
import { lineOf } from './devices-lines.ts';
import { padOf } from './devices-orders.ts';
import type { DeviceOf, LaidTag, SeenDevice, SeenPlace } from './devices-talk.ts';

export const seenPlace = (
  place: Place,
  settings: DeviceSettings,
  {
    of,
    texts,
    isKiosk,
  }: { readonly of: DeviceOf | null; readonly texts: ReadonlyMap<string, LaidTag>; readonly isKiosk: boolean },
): SeenPlace => {
  const { devices } = place;
  const state = place.state();
  const isChosen = (device: DeviceKind): boolean => of !== null && of.place === place.name && of.device === device;
  const onPad = state.pad.map(({ uid, thing }): LaidTag => ({
    uid,
    thing,
    isRead: thing !== null,
    text: isChosen('pad') ? (texts.get(uid)?.text ?? null) : null,
  }));
  const device = (name: Exclude<DeviceKind, 'glass'>, isThere: boolean): readonly SeenDevice[] =>
    isThere
      ? [
          {
            device: name,
            history: devices.watch.history(name),
            line: lineOf(settings, name),
            can: padOf(place, name)?.reader()?.capabilities ?? null,
            laid: name === 'pad' ? onPad : name === 'card-reader' && isChosen(name) ? [...texts.values()] : [],
          },
        ]
      : [];
  return {
    name: place.name,
    isTended: state.isTended,
    settings,
    devices: [
      ...device('pad', devices.pad !== null),
      ...device('card-reader', devices.cardReader !== null),
      ...device('scanner', devices.scanner !== null),
      ...device('printer', devices.printer !== null),
      { device: 'glass', history: [], line: null, can: null, laid: [] },
    ],
    // A printer that is away says nothing of itself.
    printer: devices.printer?.state().at === 'ready' ? devices.watch.printer() : null,
    hasGlass: isKiosk && place.isLooked(),
    glass: state.glassCheck,
  };
};
