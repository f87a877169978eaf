// A technician measures a pad: ghosts, places, piles, the certificate, and everything that comes between.
import { expect } from 'vitest';
import { pileSizes, spots } from '../../contract/calibration-grid.ts';
import { surfaces } from '../../drivers/rfid/surface.ts';
import { calibrationStory, uidOf } from './calibration.ts';

calibrationStory('a good pad passes in everything, and the certificate says so', async (told) => {
  const { run, screen } = told;
  await told.begin();
  expect(run()).toMatchObject({ hold: 'held', part: 'empty' });
  await told.emptyPad();
  expect(run().empty).toMatchObject({ isWhole: true, ghosts: [] });
  // A round takes its time: six a second at most.
  expect(run().empty?.rounds).toBeGreaterThan(200);
  expect(run().empty?.rounds).toBeLessThan(420);
  await told.everySpot();
  expect(run().grid.rates['C3']).toEqual({ seen: 20, rounds: 20 });
  expect(run().grid.rates['A3']).toEqual({ seen: 0, rounds: 20 });
  for (const size of pileSizes) await told.pile(size);
  expect(run().piles.found.map(({ size, found, worst }) => [size, found, worst])).toEqual(
    pileSizes.map((n) => [n, n, 1]),
  );
  const [one, , , ten] = run().piles.found;
  expect(one?.seconds).toBeGreaterThan(0);
  expect(ten?.seconds).toBeGreaterThan(one?.seconds ?? 0);
  await told.tend({ kind: 'name-serial', serial: 'SN 47<11>' });
  expect(run().result).toMatchObject({ verdict: 'pass', advice: [{ kind: 'fine' }], compared: null });

  await told.tend({ kind: 'make-certificate' });
  await told.until(() => expect(screen().told?.kind).toBe('certificate-made'));
  expect(screen()).toMatchObject({ run: null, kept: [{ place: 'K1', by: 'Hà', verdict: 'pass' }] });
  const html = screen().certificate?.html ?? '';
  for (const text of ['K1', 'Hà', 'FEIG MR101', 'SN 47&lt;11&gt;', 'Đạt', '23/11/2026'.replace('23', '22')])
    expect(html).toContain(text);
  expect(html).not.toContain('<script');
  expect(told.journal('calibration-began', 'calibration-ended')).toMatchObject([
    { staff: 'Hà', at: 'K1', resumed: false },
    { staff: 'Hà', at: 'K1', verdict: 'pass' },
  ]);
  expect(told.keeper.works()?.places[0]?.state().isTended).toBe(false);
});

calibrationStory('a ghost shows at once, the watch is ended by hand, and it fails', async (told) => {
  const { run } = told;
  await told.begin();
  told.lay(9, 'C3', { flickers: 0.8 });
  await told.tend({ kind: 'measure-empty' });
  await told.until(() => expect(run().doing).toMatchObject({ at: 'empty', ghosts: [{ uid: uidOf('feig', 9) }] }));
  await told.tend({ kind: 'stop-measuring' });
  expect(run().empty).toMatchObject({ isWhole: false, ghosts: [{ uid: uidOf('feig', 9) }] });
  expect(run().result.lines[0]).toMatchObject({ name: 'ghosts', verdict: 'fail' });
  expect(run().result.advice[0]).toMatchObject({ kind: 'ghosts-remove', values: { count: 1 } });
});

calibrationStory('a pad over metal, with piles that shade each other, is told what to do', async (told) => {
  const { run, field } = told;
  await told.begin();
  field.become(surfaces.metal);
  await told.everySpot(['C3', 'B2', 'C2', 'D2', 'B3']);
  await told.pile(10);
  expect(run().result.advice.map(({ kind }) => kind)).toEqual(['metal-beneath', 'one-at-a-time', 'incomplete']);
});

calibrationStory('what lies there is asked to be the one tag, and only that', async (told) => {
  const { run, screen } = told;
  await told.begin();
  await told.tend({ kind: 'measure-spot', spot: 'C3' });
  await told.until(() => expect(screen().told?.kind).toBe('nothing-there'));
  told.lay(1);
  told.lay(2);
  await told.tend({ kind: 'measure-spot', spot: 'C3' });
  await told.until(() => expect(screen().told).toMatchObject({ kind: 'several-there', values: { count: 2 } }));
  told.lift(2);
  await told.tend({ kind: 'measure-spot', spot: 'C3' });
  await told.until(() => expect(run().grid.tag).toBe(uidOf('feig', 1)));
  // The next one in its order is chosen by itself.
  expect(run().grid.chosen).toBe('B2');
  told.lift(1);
  told.lay(3, 'B2');
  await told.tend({ kind: 'measure-spot', spot: 'B2' });
  await told.until(() => expect(screen().told).toMatchObject({ kind: 'another-tag', values: { count: 1 } }));
  expect(run().grid.rates['B2']).toBeUndefined();
});

calibrationStory(
  'the reader is pulled out and comes back: what was measured stays, the minute does not count',
  async (told) => {
    const { run, screen } = told;
    await told.begin();
    await told.everySpot(['C3']);
    await told.tend({ kind: 'measure-empty' });
    await told.clock.pass(5000);
    const cable = told.keeper.works()?.places[0]?.devices.hands.pad?.cable;
    cable?.unplug();
    await told.until(() => expect(run().live?.at).toBe('away'));
    const before = run().doing;
    await told.clock.pass(20_000);
    expect(run().doing).toEqual(before);
    cable?.plug();
    await told.until(() => expect(run().live?.at).toBe('heard'), 40_000);
    await told.until(() => expect(run().doing).toBeNull(), 90_000);
    expect(run().result.lines.find(({ name }) => name === 'line')?.verdict).toBe('pass');
    expect(run().empty?.isWhole).toBe(true);
    expect(run().grid.rates['C3']).toEqual({ seen: 20, rounds: 20 });
    expect(screen().told).toBeNull();
  },
);

calibrationStory('left and taken up again, over another page and a sign-out', async (told) => {
  const { run, screen } = told;
  await told.begin();
  await told.everySpot(['C3']);
  await told.tend({ kind: 'leave-pad' });
  await told.until(() => expect(screen().pads?.[0]?.unfinished).toMatchObject({ by: 'Hà' }));
  expect(told.keeper.works()?.places[0]?.state().isTended).toBe(false);
  await told.tend({ kind: 'sign-out' });
  await told.begin();
  expect(run()).toMatchObject({ part: 'empty', grid: { rates: { C3: { seen: 20 } }, chosen: 'B2' } });
  expect(told.journal('calibration-began').at(-1)).toMatchObject({ resumed: true });
  // Gone without a word: nobody renews, and the place comes back by itself.
  await told.tend({ kind: 'open-page', page: 'settings' });
  await told.until(() => expect(told.keeper.works()?.places[0]?.state().isTended).toBe(false), 40_000);
});

calibrationStory(
  'nobody touches the page: patrons have their kiosk again, and one press takes it back',
  async (told) => {
    const { run } = told;
    await told.begin();
    await told.until(() => expect(run().hold).toBe('let-go'), 400_000);
    expect(told.keeper.works()?.places[0]?.state().isTended).toBe(false);
    await told.tend({ kind: 'measure-empty' });
    expect(run().doing).toBeNull();
    await told.tend({ kind: 'take-pad' });
    await told.until(() => expect(run().hold).toBe('held'));
  },
);

calibrationStory('a patron stands there: the pad is waited for', async (told) => {
  const { run } = told;
  const kiosk = told.join('K1');
  const seen = kiosk.view();
  if (seen?.mode !== 'kiosk') throw new Error('no kiosk');
  await told.signIn();
  await told.tend({ kind: 'open-page', page: 'calibration' });
  kiosk.joined?.call({ kind: 'press', session: seen.session, press: { kind: 'return' } });
  await told.tend({ kind: 'calibrate', place: 'K1', anew: false });
  await told.until(() => expect(run().hold).toBe('busy'));
  await told.tend({ kind: 'measure-empty' });
  expect(run().doing).toBeNull();
  const now = kiosk.view();
  if (now?.mode !== 'kiosk') throw new Error('no kiosk');
  kiosk.joined?.call({ kind: 'press', session: now.session, press: { kind: 'leave' } });
  await told.until(() => expect(run().hold).toBe('held'), 40_000);
});

calibrationStory(
  'a UHF reader sends less: bags are left alone, and all is measured anew',
  async (told) => {
    const { run, screen, field } = told;
    await told.begin();
    field.become(surfaces['far-reaching']);
    await told.until(() => expect(run().radio?.power).toMatchObject({ now: 20, inSettings: 20 }));
    await told.tend({ kind: 'set-power', power: 30 });
    await told.until(() => expect(run().radio).toMatchObject({ setting: false, power: { now: 30 } }));
    await told.everySpot(['C3', 'A3']);
    expect(run().result.advice[0]).toMatchObject({
      kind: 'beside-less-power',
      values: { places: 'A3', from: 30, to: 27 },
    });
    await told.tend({ kind: 'set-power', power: 10 });
    await told.until(() => expect(screen().told?.kind).toBe('radio-changed'));
    expect(run().grid).toMatchObject({ rates: {}, tag: null });
    await told.everySpot(['C3', 'A3']);
    expect(run().grid.rates['A3']).toEqual({ seen: 0, rounds: 20 });
    expect(told.journal('radio-set')).toMatchObject([
      { staff: 'Hà', at: 'K1', what: 'power', to: 30 },
      { staff: 'Hà', at: 'K1', what: 'power', to: 10 },
    ]);
  },
  { maker: 'a0' },
);

calibrationStory('the second certificate is compared with the first', async (told) => {
  const { run, screen, field } = told;
  // The middle first: a story's hand finds the tag there.
  const onPad = spots.filter(({ on }) => on === 'pad').map((spot) => spot.name);
  await told.begin();
  await told.everySpot(onPad);
  await told.tend({ kind: 'name-serial', serial: '4711' });
  await told.tend({ kind: 'make-certificate' });
  await told.until(() => expect(screen().told?.kind).toBe('certificate-made'));
  await told.tend({ kind: 'close-certificate' });
  field.become(surfaces['weak-side']);
  await told.tend({ kind: 'calibrate', place: 'K1', anew: false });
  await told.until(() => expect(run().hold).toBe('held'));
  expect(run().reader.serial).toBe('4711');
  await told.everySpot(onPad);
  const row = run().result.compared?.rows.find(({ name }) => name === 'on-pad');
  expect(row).toMatchObject({ before: 1, change: 'worse' });
});
