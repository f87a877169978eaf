// What a technician has done with a device by hand, carried out: only where they have its place at this moment. Knows no screen.
import { faultIn } from '../../drivers/ports/fault.ts';
import type { Pad } from '../../drivers/ports/pad.ts';
import { testSlip } from '../../drivers/printer/test-slip.ts';
import type { DeviceKind } from '../../contract/devices-view.ts';
import { numbersOf } from '../devices.ts';
import { factsOf } from '../inspector-effects.ts';
import type { Keeper } from '../keeper.ts';
import type { Place } from '../place.ts';
import type { DeviceSettings } from '../settings/schema.ts';
import type { DeviceCame, DeviceOrder, DevicesEffect } from './devices-talk.ts';

export const padOf = (place: Place, device: DeviceKind): Pad | null =>
  device === 'pad' ? place.devices.pad : device === 'card-reader' ? place.devices.cardReader : null;

const nothing: DeviceCame = { did: 'nothing' };

export const carryOut = async (
  place: Place | null,
  settings: DeviceSettings | null,
  keeper: Keeper,
  { device, order, ticket }: Extract<DevicesEffect, { kind: 'do-with-device' }>,
): Promise<DeviceCame> => {
  if (place === null || settings === null || !place.state().isTended) return nothing;
  if (order.do === 'print' || order.do === 'kick') return withPrinter(place, settings, order);
  const pad = padOf(place, device);
  if (pad === null) return nothing;
  switch (order.do) {
    case 'inventory': {
      const told = (await pad.reader()?.inventory()) ?? null;
      if (told === null) return nothing;
      return told.kind === 'ok'
        ? { did: 'inventory', failure: null, uids: told.value.map(({ uid }) => uid) }
        : { did: 'inventory', failure: told, uids: [] };
    }
    case 'beep': {
      const told = (await pad.reader()?.beep()) ?? null;
      return told === null ? nothing : { did: 'beep', failure: told.kind === 'ok' ? null : told, uids: [] };
    }
    case 'examine': {
      const examined = await pad.examine(order.uid);
      if (examined.kind !== 'examined')
        return {
          did: 'not-examined',
          why: examined.kind,
          fault: examined.kind === 'trouble' ? faultIn(examined) : null,
        };
      const numbers = numbersOf(settings.numbers, keeper.settings()?.library.isil ?? null);
      return { did: 'examine', tag: examined.tag, facts: factsOf(examined.tag, place.devices.hands.rule, numbers) };
    }
    case 'write':
      return { did: 'write', written: await pad.write(order.uid, order.plan) };
    case 'secure': {
      const { uid, want } = order;
      const secured = await pad.secure(uid, want);
      // The place's own books hold what its tags carry.
      place.tell({ kind: 'secured', ticket, uid, want, outcome: secured });
      return { did: 'secure', secured };
    }
  }
};

const withPrinter = async (
  { devices: { printer } }: Place,
  settings: DeviceSettings,
  order: Extract<DeviceOrder, { do: 'print' | 'kick' }>,
): Promise<DeviceCame> => {
  if (printer === null || settings.printer === null) return nothing;
  return order.do === 'print'
    ? { did: 'print', printed: await printer.print(testSlip(settings.printer)) }
    : { did: 'kick', kicked: await printer.openDrawer() };
};

/** Whether the library system knows a card by this number. It is asked for nothing else, and no word of the answer is kept. */
export const askAboutCard = async (keeper: Keeper, number: string): Promise<'yes' | 'no' | 'silent'> => {
  const works = keeper.works();
  if (works === null) return 'silent';
  const outcome = await works.client.ask({
    kind: 'patron-information',
    patronId: number,
    patronPassword: null,
    summary: 'none',
  });
  if (outcome.kind !== 'answered') return 'silent';
  return outcome.answer.validPatron === false ? 'no' : 'yes';
};
