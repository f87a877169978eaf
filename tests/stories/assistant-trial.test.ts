// A test loan and its return at a kiosk, driven by the assistant through the kiosk's own flow: what it says, and that nothing is left.
import { expect } from 'vitest';
import type { AssistantScreen, FindingName } from '../../contract/assistant-view.ts';
import { demonstration, settings as schema } from '../../station/settings/schema.ts';
import { cards, items } from './story.ts';
import { technicianStory, type TechnicianStory } from './technician.ts';

const [demonstrationKiosk] = demonstration.places;
const simulated = { kind: 'simulated', realTime: false } as const;

/** A kiosk with a pad, a scanner and a printer; the library system in memory. */
const kiosk = schema.parse({
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
const byBarcode = schema.parse({
  ...kiosk,
  places: [{ ...kiosk.places[0], reader: null, security: { kind: 'none' } }],
});

const assistant = (told: TechnicianStory): AssistantScreen => {
  const page = told.page();
  if (page.at !== 'assistant') throw new Error(`the page that is open is ${page.at}`);
  return page;
};
const found = (told: TechnicianStory): readonly FindingName[] =>
  (assistant(told).trial?.findings ?? []).map(({ name }) => name);

const bench = (told: TechnicianStory) => {
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
const uidOf = (told: TechnicianStory, number: string): string => tagOf(told, number).uid;
const lay = async (told: TechnicianStory, number: string): Promise<void> => {
  expect(bench(told).hand({ kind: 'put-on-pad', uid: uidOf(told, number) })).toBeNull();
  await told.clock.pass(3000);
};
const securityOf = (told: TechnicianStory, number: string): string | null => tagOf(told, number).security;

const open = async (told: TechnicianStory): Promise<void> => {
  await told.until(() => expect(told.keeper.works()?.client.state().kind).toBe('up'));
  await told.clock.pass(5000);
  await told.signIn();
  await told.tend({ kind: 'open-page', page: 'assistant' });
  await told.tend({ kind: 'begin-set-up' });
  await told.tend({ kind: 'open-step', step: 'trial' });
};
const run = async (
  told: TechnicianStory,
  card: string,
  item: string,
  pin: string | null = null,
): Promise<readonly FindingName[]> => {
  await told.tend({ kind: 'run-trial', card, pin, item });
  await told.until(() => expect(assistant(told).trial?.running).toBe(false), 300_000);
  return found(told);
};
const lentTo = (told: TechnicianStory, item: string): string | null =>
  told.keeper.works()?.library?.acs.loanOf(item)?.patronId ?? null;

technicianStory(
  'the test book is lent, disarmed, returned and armed, and library system, journal and tag say so',
  async (told) => {
    await open(told);
    await lay(told, items.kieu);
    expect(await run(told, cards.an, items.kieu)).toEqual([
      ...(['item-free', 'card-known', 'lent', 'acs-says-lent', 'tag-disarmed', 'journal-whole'] as const),
      ...(['returned', 'acs-says-back', 'tag-armed', 'journal-whole', 'nothing-left'] as const),
    ]);
    expect(lentTo(told, items.kieu)).toBeNull();
    expect(securityOf(told, items.kieu)).toBe('armed');
    expect(assistant(told).notYet).toBeNull();
    // Patrons saw nothing of it, and may come.
    expect(told.keeper.works()?.kiosks[0]?.state().stage.at).toBe('welcome');
    await told.tend({ kind: 'end-step' });
    expect(assistant(told).steps.find(({ name }) => name === 'trial')?.state).toBe('done');
    // The card is nobody's business afterwards.
    expect(told.everything()).not.toContain(cards.an);
    expect(told.journal('lent', 'returned')).toHaveLength(2);
  },
  { settings: kiosk, timeout: 120_000 },
);

technicianStory(
  'a library without tags: the same by the number alone',
  async (told) => {
    await open(told);
    expect(await run(told, cards.an, items.kieu)).toEqual([
      ...(['item-free', 'card-known', 'lent', 'acs-says-lent', 'journal-whole'] as const),
      ...(['returned', 'acs-says-back', 'journal-whole', 'nothing-left'] as const),
    ]);
    expect(lentTo(told, items.kieu)).toBeNull();
  },
  { settings: byBarcode, timeout: 120_000 },
);

technicianStory(
  'what cannot be lent is not begun, and a card that does not do leaves the kiosk as it was',
  async (told) => {
    await open(told);
    expect(await run(told, cards.an, items.doiGioHu)).toEqual(['item-lent']);
    expect(await run(told, cards.an, '39999999999999')).toEqual(['item-unknown']);
    // Nothing lies there, and then more than the book.
    expect(await run(told, cards.an, items.kieu)).toEqual(['item-free', 'tag-not-there']);
    await lay(told, items.kieu);
    await lay(told, items.chiPheo);
    expect(await run(told, cards.an, items.kieu)).toEqual(['item-free', 'tag-not-there']);
    bench(told).hand({ kind: 'take-off-pad', uid: uidOf(told, items.chiPheo) });
    await told.clock.pass(5000);
    expect(await run(told, cards.blocked, items.kieu)).toEqual(['item-free', 'card-blocked']);
    expect(await run(told, '29999999999999', items.kieu)).toEqual(['item-free', 'card-unknown']);
    expect(await run(told, cards.binhWithPin, items.kieu)).toEqual(['item-free', 'pin-missing']);
    expect(await run(told, cards.binhWithPin, items.kieu, '9999')).toEqual(['item-free', 'pin-wrong']);
    expect(assistant(told).notYet).toBe('trial-untried');
    expect(told.keeper.works()?.kiosks[0]?.state().stage.at).toBe('welcome');
    expect(told.journal('lent')).toEqual([]);
    expect(told.everything()).not.toContain('"9999"');
  },
  { settings: kiosk, timeout: 200_000 },
);

technicianStory(
  'a tag that takes no write: the loan is taken back, and it is said that nothing is left',
  async (told) => {
    await open(told);
    await lay(told, items.kieu);
    bench(told).hand({ kind: 'refuse-writes', uid: uidOf(told, items.kieu), refuses: true });
    const names = await run(told, cards.an, items.kieu);
    expect(names).toContain('not-lent');
    expect(lentTo(told, items.kieu)).toBeNull();
    expect(securityOf(told, items.kieu)).toBe('armed');
    expect(assistant(told).notYet).toBe('trial-untried');
  },
  { settings: kiosk, timeout: 120_000 },
);

technicianStory(
  'while somebody stands at the kiosk, or the library system is away, no test is run',
  async (told) => {
    await told.until(() => expect(told.keeper.works()?.client.state().kind).toBe('up'));
    await told.clock.pass(3000);
    told.keeper.works()?.kiosks[0]?.tell({ kind: 'pressed', press: { kind: 'borrow' } });
    await told.signIn();
    await told.tend({ kind: 'open-page', page: 'assistant' });
    await told.tend({ kind: 'open-step', step: 'trial' });
    expect(await run(told, cards.an, items.kieu)).toEqual(['place-busy']);
    told.keeper.works()?.kiosks[0]?.tell({ kind: 'pressed', press: { kind: 'leave' } });
    expect(bench(told).hand({ kind: 'acs-mood', mood: 'gone' })).toBeNull();
    await told.until(() => expect(told.keeper.works()?.client.state().kind).toBe('down'), 600_000);
    expect(await run(told, cards.an, items.kieu)).toEqual(['station-away']);
  },
  { settings: byBarcode, timeout: 120_000 },
);
