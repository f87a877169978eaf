// The plug is pulled in the middle of everything: what stood on disk at that moment is opened again, the library system at the
// far end of a real socket has gone on meanwhile, and in the end everybody is told the truth and nothing was asked twice.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createAcs, demoCatalogue, listen, type Acs } from 'sip2/acs';
import { slixTag } from '../../drivers/rfid/field.ts';
import { writeIso28560_2 } from '../../drivers/tags/iso28560-2.ts';
import type { Press } from '../../contract/calls.ts';
import type { Entry, EntryKind } from '../../station/journal/entries.ts';
import { createLog } from '../../station/log.ts';
import { demonstration, demonstrationKiosk, settings } from '../../station/settings/schema.ts';
import { openStation } from '../../station/station.ts';
import type { Works } from '../../station/works.ts';
import { createHandClock, type HandClock } from '../clock.ts';
import { newFolder } from '../station/open-house.ts';
import { cards, items } from './story.ts';

const answerMs = 5_000;
const armed = 0x07;
const disarmed = 0xc2;

/** Bytes on a real socket take the machine's own time, a little. */
const socketsRest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

type World = {
  readonly clock: HandClock;
  readonly acs: Acs;
  /** How often the library system was asked this about this item: by the code of the message. */
  asked(code: string, item: string): number;
  readonly folder: string;
};

type Run = {
  works(): Works;
  press(press: Press): void;
  lay(item: string, afi: number): string;
  take(item: string): void;
  afi(item: string): number | null;
  entries(...kinds: readonly EntryKind[]): readonly Entry[];
  /** Lets time go by until it is so. */
  until(what: string, isSo: () => boolean, withinMs?: number): Promise<void>;
  /** The plug is pulled: what is on disk now is all there is. The library system goes on. */
  cut(): Promise<void>;
};

const openWorld = async (): Promise<World & { readonly port: number }> => {
  const clock = createHandClock(new Date(2026, 10, 22, 9, 30).getTime(), socketsRest);
  const heard: string[] = [];
  const acs = createAcs({
    clock,
    catalogue: demoCatalogue(),
    settings: { login: null, listsOf: 'barcodes', showPatrons: false },
    hears: {
      traffic: (event) => {
        if (event.kind === 'heard') heard.push(event.text);
      },
      changed: () => undefined,
    },
  });
  const server = await listen(acs, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close());
  return {
    clock,
    acs,
    port: server.port,
    folder: newFolder(),
    asked: (code, item) => heard.filter((text) => text.startsWith(code) && text.includes(item)).length,
  };
};

const start = async (world: World & { readonly port: number }, nth: number): Promise<Run> => {
  const { clock, folder } = world;
  mkdirSync(join(folder, String(nth)), { recursive: true });
  const file = join(folder, String(nth), 'journal.sqlite');
  const kiosk = demonstrationKiosk;
  const station = await openStation({
    loaded: {
      kind: 'settings',
      settings: settings.parse({
        ...demonstration,
        acs: {
          ...demonstration.acs,
          connection: { kind: 'tcp', host: '127.0.0.1', port: world.port, promptLogin: null },
          answerTimeoutSeconds: answerMs / 1000,
        },
        places: [
          {
            ...kiosk,
            reader: { maker: 'feig', frames: 'standard', connection: { kind: 'simulated' } },
          },
        ],
      }),
    },
    settingsFile: join(folder, 'settings.json'),
    journalFile: file,
    clock,
    random: () => 0.5,
    log: createLog('silent'),
  });
  let isOver = false;
  const end = async (): Promise<void> => {
    if (isOver) return;
    isOver = true;
    const closed = station.close();
    await clock.pass(2_000);
    await closed;
  };
  onTestFinished(end);
  const works = (): Works => {
    if (station.works === null) throw new Error('the station does not work');
    return station.works;
  };
  const field = works().kiosks[0]?.devices.hands.pad?.field;
  if (field === undefined) throw new Error('there is no pad');
  const uidOf = (item: string): string => `E0040150${item.slice(-8)}`;
  const entries = (...kinds: readonly EntryKind[]): readonly Entry[] => works().journal.read(kinds);
  const until: Run['until'] = async (what, isSo, withinMs = 30_000) => {
    for (const before = clock.now(); !isSo(); await clock.pass(20))
      if (clock.now() - before > withinMs)
        throw new Error(`not yet: ${what}; ${JSON.stringify(works().kiosks[0]?.state().stage)}`);
  };
  const tagOf = (item: string) => field.tags().find(({ uid }) => uid === uidOf(item));
  return {
    works,
    entries,
    until,
    press: (press) => works().kiosks[0]?.tell({ kind: 'pressed', press }),
    lay: (item, afi) => {
      const content = writeIso28560_2({ id: item, part: null, usage: 0x10, owner: 'VN-HN1', title: null });
      field.lay(slixTag({ uid: uidOf(item), content, afi }));
      return uidOf(item);
    },
    take: (item) => field.lift(uidOf(item)),
    afi: (item) => {
      const tag = tagOf(item);
      return tag?.air === 'iso15693' ? tag.afi : null;
    },
    cut: async () => {
      mkdirSync(join(folder, String(nth + 1)), { recursive: true });
      for (const name of ['journal.sqlite', 'journal.sqlite-wal'])
        if (existsSync(join(folder, String(nth), name)))
          copyFileSync(join(folder, String(nth), name), join(folder, String(nth + 1), name));
      await end();
    },
  };
};

const isReady = (run: Run): boolean => {
  const state = run.works().kiosks[0]?.state();
  return state?.acs === 'up' && state.padReadyAtMs !== null && state.stage.at === 'welcome';
};
const borrowAs = async (run: Run, card: string): Promise<void> => {
  await run.until('a kiosk that is ready', () => isReady(run));
  run.press({ kind: 'borrow' });
  run.press({ kind: 'type-card', number: card });
  await run.until('a pile', () => run.works().kiosks[0]?.state().stage.at === 'checkout');
};
const nothingOpen = (run: Run): boolean => run.works().journal.open().questions.length === 0;

/** As often as the journal grew by now. */
const growth = (run: Run): number =>
  run.entries('session-began', 'checkout-asked', 'lent', 'secured', 'session-ended').length;

// ── A loan, cut at each of its steps ──

test('a loan that is cut after any of its entries: lent once or not at all, and the tag is what the loan is', async () => {
  const seen: string[] = [];
  for (const step of [1, 2, 3, 5]) {
    const world = await openWorld();
    const first = await start(world, 0);
    world.acs.setMood({ answerDelayMs: 300 });
    await borrowAs(first, cards.an);
    first.lay(items.kieu, armed);
    let isDone = false;
    await first.until(`${step} entries`, () => {
      if (growth(first) >= step) return true;
      if (isDone) first.press({ kind: 'finish' });
      isDone = first.entries('secured').length > 0;
      return false;
    });
    const last = first
      .entries('session-began', 'checkout-asked', 'lent', 'security-pending', 'secured', 'session-ended')
      .at(-1);
    seen.push(last?.kind ?? 'nothing');
    const afi = first.afi(items.kieu);
    await first.cut();

    const second = await start(world, 1);
    await second.until('a kiosk that is ready', () => isReady(second));
    await second.until('nothing open', () => nothingOpen(second), 60_000);
    // The patron comes back with the item: whatever it is now, the tag follows.
    second.lay(items.kieu, afi ?? armed);
    const isLent = world.acs.loanOf(items.kieu) !== null;
    await second.until('a tag that is as the loan is', () => second.afi(items.kieu) === (isLent ? disarmed : armed));
    expect([step, world.asked('11', items.kieu)]).toEqual([step, step === 1 ? 0 : 1]);
    expect([step, second.entries('session-ended')]).toEqual([step, [expect.objectContaining({ session: 2 })]]);
    await second.until('a book of tags that is closed', () => second.works().journal.security().size === 0);
    expect(second.entries('lent', 'outcome-found').length).toBe(isLent ? 1 : 0);
    expect(isLent).toBe(step > 1);
  }
  expect(seen).toEqual(['session-began', 'checkout-asked', 'secured', 'session-ended']);
}, 60_000);

test('lent, and taken away before its tag was written: the next start disarms it as soon as it is seen', async () => {
  const world = await openWorld();
  const first = await start(world, 0);
  world.acs.setMood({ answerDelayMs: 1_000 });
  await borrowAs(first, cards.an);
  first.lay(items.kieu, armed);
  await first.until('a question', () => first.entries('checkout-asked').length === 1);
  first.take(items.kieu);
  await first.until('a loan', () => first.entries('lent').length === 1);
  await first.cut();
  const second = await start(world, 1);
  // It lies there already when the program comes up, before the library system is there.
  second.lay(items.kieu, armed);
  await second.until('a tag that was written', () => second.entries('secured').length === 1);
  expect(second.afi(items.kieu)).toBe(disarmed);
  expect(second.entries('session-ended')).toEqual([
    { kind: 'session-ended', session: 2, done: 0, attention: 1, refused: 0 },
  ]);
});

test('a return that was cut: the library system took it, so the tag is armed, though nobody was told', async () => {
  const world = await openWorld();
  const first = await start(world, 0);
  await first.until('a kiosk that is ready', () => isReady(first));
  await world.clock.pass(5_000);
  world.acs.setMood({ answerDelayMs: 1_000 });
  first.press({ kind: 'return' });
  first.lay(items.doiGioHu, disarmed);
  await first.until('a question on the wire', () => world.asked('09', items.doiGioHu) === 1);
  await first.cut();
  const second = await start(world, 1);
  second.lay(items.doiGioHu, disarmed);
  await second.until('a tag that was written', () => second.entries('secured').length === 1, 60_000);
  expect([second.afi(items.doiGioHu), world.acs.loanOf(items.doiGioHu)]).toEqual([armed, null]);
  expect([world.asked('09', items.doiGioHu), second.entries('outcome-found')]).toEqual([
    1,
    [expect.objectContaining({ found: 'not-on-loan' })],
  ]);
});

test('while the library system is gone nothing is concluded from its silence, start after start', async () => {
  const world = await openWorld();
  const first = await start(world, 0);
  await borrowAs(first, cards.an);
  world.acs.setMood({ answerDelayMs: 2_000 });
  first.lay(items.kieu, armed);
  await first.until('a question', () => first.entries('checkout-asked').length === 1);
  await first.cut();
  await world.clock.pass(3_000);
  world.acs.setMood({ mood: 'gone', answerDelayMs: 0 });
  let run = await start(world, 1);
  for (let nth = 2; nth < 5; nth += 1) {
    await world.clock.pass(30_000);
    expect([run.works().journal.isOpenItem(items.kieu), run.entries('outcome-found')]).toEqual([true, []]);
    await run.cut();
    run = await start(world, nth);
  }
  world.acs.setMood({ mood: 'normal' });
  await run.until('it is found out', () => nothingOpen(run), 120_000);
  expect(run.entries('outcome-unknown', 'outcome-found').map(({ kind }) => kind)).toEqual([
    'outcome-unknown',
    'outcome-found',
  ]);
  expect(world.asked('11', items.kieu)).toBe(1);
}, 20_000);

// ── What the library system did meanwhile ──

test('a checkout that the library system carries out only after the plug was pulled is not called “not lent”', async () => {
  const world = await openWorld();
  const first = await start(world, 0);
  await borrowAs(first, cards.an);
  world.acs.setMood({ answerDelayMs: 4_000 });
  first.lay(items.kieu, armed);
  await first.until('a question', () => first.entries('checkout-asked').length === 1);
  await first.cut();
  world.acs.setMood({ answerDelayMs: 0 });
  const second = await start(world, 1);
  expect(second.entries('outcome-unknown')).toEqual([
    { kind: 'outcome-unknown', ticket: '2-1', item: items.kieu, patron: cards.an, asked: 'checkout' },
  ]);
  await second.until('it is found out', () => nothingOpen(second), 60_000);
  expect(second.entries('outcome-found')).toEqual([
    { kind: 'outcome-found', ticket: '2-1-late', item: items.kieu, patron: cards.an, found: 'on-loan' },
  ]);
  expect(world.asked('11', items.kieu)).toBe(1);
});

test('an item with an open question is not asked about anew: it waits, and then the answer is one that counts', async () => {
  const world = await openWorld();
  const first = await start(world, 0);
  await borrowAs(first, cards.an);
  world.acs.setMood({ answerDelayMs: 2_000 });
  first.lay(items.kieu, armed);
  await first.until('a question', () => first.entries('checkout-asked').length === 1);
  await first.cut();
  world.acs.setMood({ answerDelayMs: 0 });
  const second = await start(world, 1);
  await borrowAs(second, cards.john);
  second.lay(items.kieu, armed);
  await world.clock.pass(4_000);
  expect([second.entries('checkout-asked').length, nothingOpen(second)]).toEqual([1, false]);
  await second.until('it is found out', () => second.entries('outcome-found').length === 1);
  // It is An's: the next patron is told so by the library system, and the tag is An's to take.
  await second.until('an answer', () => second.entries('checkout-refused').length === 1);
  expect(world.acs.loanOf(items.kieu)?.patronId).toBe(cards.an);
}, 20_000);

// ── Passwords ──

test('a patron password, right or wrong, is in no file of the station, also when the plug is pulled', async () => {
  const pin = '8642';
  const world = await openWorld();
  const first = await start(world, 0);
  await first.until('a kiosk that is ready', () => isReady(first));
  first.press({ kind: 'borrow' });
  first.press({ kind: 'type-card', number: cards.binhWithPin });
  await first.until('a password', () => first.works().kiosks[0]?.view().mode === 'kiosk');
  await world.clock.pass(1_000);
  first.press({ kind: 'type-pin', pin });
  await first.until('a word about it', () => first.entries('session-began', 'password-wrong').length > 0);
  await first.cut();
  await start(world, 1);
  for (const nth of ['0', '1'])
    for (const name of readdirSync(join(world.folder, nth)))
      expect([name, readFileSync(join(world.folder, nth, name), 'latin1').includes(pin)]).toEqual([name, false]);
});
