// A kiosk that is being set up, or where a test loan runs, serves nobody: neither by its glass nor by what is laid down there. And the
// test's own hands touch no session but its own.
import { expect } from 'vitest';
import { runTrial } from '../../station/setup/trial.ts';
import { demonstration, settings as schema } from '../../station/settings/schema.ts';
import { cards, items } from './story.ts';
import { technicianStory, type TechnicianStory } from './technician.ts';

const [demonstrationKiosk] = demonstration.places;
const simulated = { kind: 'simulated', realTime: false } as const;

/** By card alone; the library system in memory. */
const kiosk = schema.parse({
  ...demonstration,
  acs: { ...demonstration.acs, connection: { kind: 'embedded', wire: 'memory', as: 'usual' } },
  places: [
    {
      ...demonstrationKiosk,
      password: 'never',
      reader: { maker: 'feig', frames: 'standard', connection: simulated },
      scanner: { connection: simulated },
      printer: null,
    },
  ],
});

const bench = (told: TechnicianStory) => {
  const at = told.keeper.works()?.benches.get('K1') ?? null;
  if (at === null) throw new Error('nothing is simulated');
  return at;
};
const lay = async (told: TechnicianStory, number: string): Promise<void> => {
  const [tag] =
    bench(told)
      .view()
      .items.find((item) => item.number === number)?.tags ?? [];
  expect(bench(told).hand({ kind: 'put-on-pad', uid: tag?.uid ?? '' })).toBeNull();
  await told.clock.pass(3000);
};
const place = (told: TechnicianStory) => {
  const [first] = told.keeper.works()?.kiosks ?? [];
  if (first === undefined) throw new Error('there is no kiosk');
  return first;
};
const stage = (told: TechnicianStory): string => place(told).state().stage.at;
const ready = async (told: TechnicianStory): Promise<void> => {
  await told.until(() => expect(told.keeper.works()?.client.state().kind).toBe('up'));
  await told.clock.pass(5000);
};

technicianStory(
  'a card and books that are laid down at a kiosk that is being set up are nobody’s loan',
  async (told) => {
    await ready(told);
    const glass = told.join('K1');
    expect(glass.view()).toMatchObject({ screen: { at: 'closed', because: 'set-up' } });
    expect(bench(told).hand({ kind: 'scan', text: cards.an })).toBeNull();
    await lay(told, items.kieu);
    await told.clock.pass(5000);
    expect(told.journal('session-began', 'lent')).toEqual([]);
    expect(stage(told)).toBe('welcome');
    // Handed over, it serves.
    told.setUp.write({ ...told.setUp.read(), at: 'handed-over' });
    expect(bench(told).hand({ kind: 'scan', text: cards.an })).toBeNull();
    await told.until(() => expect(stage(told)).toBe('checkout'));
  },
  { settings: kiosk, setUpAt: 'under-way', timeout: 60_000 },
);

technicianStory(
  'while a test loan runs at a kiosk that serves, its glass is closed, and what others lay down there begins nothing',
  async (told) => {
    await ready(told);
    await lay(told, items.kieu);
    const glass = told.join('K1');
    await told.signIn();
    await told.tend({ kind: 'open-page', page: 'assistant' });
    await told.tend({ kind: 'open-step', step: 'trial' });
    const borrow = (): string | null | undefined =>
      glass.joined?.call({ kind: 'press', session: place(told).state().session, press: { kind: 'borrow' } });
    await told.tend({ kind: 'run-trial', card: cards.an, pin: null, item: items.kieu });
    await told.until(() => expect(stage(told)).toBe('checkout'));
    expect(glass.view()).toMatchObject({ screen: { at: 'closed', because: 'set-up' } });
    expect(borrow()).toContain('nothing was done');
    await told.until(() => expect(stage(told)).toBe('welcome'), 25_000);
    expect(glass.view()).toMatchObject({ screen: { at: 'closed' } });
    expect(bench(told).hand({ kind: 'scan', text: cards.an })).toBeNull();
    await told.until(() => expect(told.page()).toMatchObject({ trial: { running: false } }), 300_000);
    expect(told.page()).toMatchObject({
      trial: { findings: expect.arrayContaining([expect.objectContaining({ name: 'nothing-left' })]) },
    });
    // And then it serves again.
    expect(glass.view()).toMatchObject({ screen: { at: 'welcome' } });
    expect(borrow()).toBeNull();
    expect(glass.view()).toMatchObject({ screen: { at: 'card' } });
  },
  { settings: kiosk, timeout: 60_000 },
);

technicianStory(
  'whoever stands at a kiosk when it is closed for setting up comes to their end there',
  async (told) => {
    await ready(told);
    const glass = told.join('K1');
    expect(bench(told).hand({ kind: 'scan', text: cards.an })).toBeNull();
    await lay(told, items.kieu);
    await told.until(() => expect(told.journal('lent')).toHaveLength(1));
    told.setUp.write({ ...told.setUp.read(), at: 'under-way' });
    expect(glass.view()).toMatchObject({ screen: { at: 'checkout' } });
    const { session } = place(told).state();
    expect(glass.joined?.call({ kind: 'press', session, press: { kind: 'leave' } })).toBeNull();
    await told.until(() => expect(stage(told)).toBe('welcome'), 60_000);
    expect(glass.view()).toMatchObject({ screen: { at: 'closed', because: 'set-up' } });
  },
  { settings: kiosk, timeout: 60_000 },
);

technicianStory(
  'somebody who was faster than the test is not pressed for, scanned for, or sent away',
  async (told) => {
    await ready(told);
    await lay(told, items.kieu);
    const works = told.keeper.works();
    if (works === null) throw new Error('the station does not work');
    const names: string[] = [];
    let patron = 0;
    const trial = runTrial({
      works,
      place: 'K1',
      does: 'both',
      card: cards.an,
      pin: null,
      item: items.kieu,
      clock: told.clock,
      found: ({ name }) => {
        names.push(name);
        // Between the loan and its return.
        if (name !== 'acs-says-lent') return;
        place(told).tell({ kind: 'pressed', press: { kind: 'borrow' } });
        patron = place(told).state().session;
      },
    });
    let isOver = false;
    void trial.then(() => (isOver = true));
    await told.until(() => expect(isOver).toBe(true), 29_000);
    expect(names).toEqual(expect.arrayContaining(['trial-stopped', 'left-lent']));
    expect(place(told).state()).toMatchObject({ session: patron, stage: { at: 'identify' } });
  },
  { settings: kiosk, timeout: 60_000 },
);
