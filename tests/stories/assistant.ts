// The assistant with a kiosk whose devices are simulated: what stories about its test loan, and about a station that is being set up, share.
import { expect } from 'vitest';
import type { AssistantScreen } from '../../contract/assistant-view.ts';
import { demonstration, settings as schema } from '../../station/settings/schema.ts';
import type { TechnicianStory } from './technician.ts';

const [demonstrationKiosk] = demonstration.places;
const simulated = { kind: 'simulated', realTime: false } as const;

/** A kiosk with a pad, a scanner and a printer; the library system in memory. */
export const kiosk = schema.parse({
  ...demonstration,
  acs: { ...demonstration.acs, connection: { kind: 'embedded', wire: 'memory', as: 'usual' } },
  places: [
    {
      ...demonstrationKiosk,
      reader: { maker: 'feig', frames: 'standard', connection: simulated },
      scanner: { connection: simulated },
      printer: { connection: simulated },
    },
  ],
});
export const byBarcode = schema.parse({
  ...kiosk,
  places: [{ ...kiosk.places[0], reader: null, security: { kind: 'none' } }],
});

export const assistant = (told: TechnicianStory): AssistantScreen => {
  const page = told.page();
  if (page.at !== 'assistant') throw new Error(`the page that is open is ${page.at}`);
  return page;
};
export const bench = (told: TechnicianStory) => {
  const at = told.keeper.works()?.benches.get('K1') ?? null;
  if (at === null) throw new Error('nothing is simulated');
  return at;
};
const tagOf = (told: TechnicianStory, number: string) => {
  const [tag] =
    bench(told)
      .view()
      .items.find((item) => item.number === number)?.tags ?? [];
  if (tag === undefined) throw new Error(`${number} has no tag`);
  return tag;
};
export const uidOf = (told: TechnicianStory, number: string): string => tagOf(told, number).uid;
export const lay = async (told: TechnicianStory, number: string): Promise<void> => {
  expect(bench(told).hand({ kind: 'put-on-pad', uid: uidOf(told, number) })).toBeNull();
  await told.clock.pass(3000);
};
export const securityOf = (told: TechnicianStory, number: string): string | null => tagOf(told, number).security;

export const openTrial = async (told: TechnicianStory): Promise<void> => {
  await told.until(() => expect(told.keeper.works()?.client.state().kind).toBe('up'));
  await told.clock.pass(5000);
  await told.signIn();
  await told.tend({ kind: 'open-page', page: 'assistant' });
  await told.tend({ kind: 'begin-set-up' });
  await told.tend({ kind: 'open-step', step: 'trial' });
};
export const lentTo = (told: TechnicianStory, item: string): string | null =>
  told.keeper.works()?.library?.acs.loanOf(item)?.patronId ?? null;
