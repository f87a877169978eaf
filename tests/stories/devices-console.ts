// The console of devices as its stories work with it: the demonstration's devices, hands on their bench, and what the page shows.
import { expect } from 'vitest';
import type { DeviceBody, DevicesScreen } from '../../contract/devices-view.ts';
import { demonstration, settings as schema } from '../../station/settings/schema.ts';
import type { TechnicianStory } from './technician.ts';

/** With the pad, scanner and printer of the demonstration; the library system in memory. */
export const settings = schema.parse({
  ...demonstration,
  acs: { ...demonstration.acs, connection: { kind: 'embedded', wire: 'memory', as: 'usual' } },
  // In a hand's time, without the fractions of a millisecond that bytes take.
  places: demonstration.places.map((place) => ({
    ...place,
    reader: { maker: 'feig', connection: { kind: 'simulated' } },
    scanner: { connection: { kind: 'simulated' } },
    printer: { connection: { kind: 'simulated' } },
  })),
});
export const withDevices = { settings, timeout: 120_000 };
export const kieu = '31234000001014';
export const card = '21234000000018';

export const screenOf = (told: TechnicianStory): DevicesScreen => {
  const page = told.page();
  if (page.at !== 'devices') throw new Error(`${page.at} is open`);
  return page;
};
export const bodyOf = <At extends DeviceBody['at']>(told: TechnicianStory, at: At): Extract<DeviceBody, { at: At }> => {
  const { body } = screenOf(told);
  const isIt = (one: DeviceBody | null): one is Extract<DeviceBody, { at: At }> => one?.at === at;
  if (!isIt(body)) throw new Error(`${body?.at ?? 'nothing'} is shown`);
  return body;
};
export const benchOf = (told: TechnicianStory) => {
  const bench = told.keeper.works()?.benches.get('K1');
  if (bench === undefined || bench === null) throw new Error('there is no bench');
  return bench;
};
const tagOf = (told: TechnicianStory, number: string): string =>
  benchOf(told)
    .view()
    .items.find((one) => one.number === number)?.tags[0]?.uid ??
  benchOf(told)
    .view()
    .cards.find((one) => one.number === number)?.tag?.uid ??
  benchOf(told)
    .view()
    .oddments.find(({ is }) => is === number)?.uid ??
  '';
export const put = (told: TechnicianStory, number: string): string => {
  const uid = tagOf(told, number);
  expect(benchOf(told).hand({ kind: 'put-on-pad', uid })).toBeNull();
  return uid;
};

export const open = async (
  told: TechnicianStory,
  device: 'pad' | 'scanner' | 'printer' | 'glass' = 'pad',
): Promise<void> => {
  await told.signIn('Tuấn');
  await told.tend({ kind: 'open-page', page: 'devices' });
  await told.until(() => expect(screenOf(told).rows.length).toBeGreaterThan(3));
  await told.tend({ kind: 'choose-device', place: 'K1', device });
};
export const take = async (told: TechnicianStory): Promise<void> => {
  await told.tend({ kind: 'take-place' });
  await told.until(() => expect(screenOf(told).had).toMatchObject({ at: 'mine' }));
};
