// What libraries complain of on their pads, told through the whole station: tags that shadow each other, half-read tags, cards
// among books, chips of other makes, two tags with one number, piles of sixty, readers that come back elsewhere.
import { expect } from 'vitest';
import type { Field, IsoTag, TagFaults } from '../../drivers/rfid/field.ts';
import { writeIso28560_3 } from '../../drivers/tags/iso28560-3.ts';
import { cards, items, story, type Story } from './story.ts';

const fieldOf = ({ works }: Story): Field => {
  const field = works().kiosks[0]?.devices.hands.pad?.field;
  if (field === null || field === undefined) throw new Error('the pad is simulated');
  return field;
};

const tagOf = (scene: Story, number: string): IsoTag => {
  const { uid } = scene.bench.tag(number);
  const tag = fieldOf(scene)
    .tags()
    .find((lying) => lying.uid === uid);
  if (tag?.air !== 'iso15693') throw new Error(`${number} does not lie on the pad`);
  return tag;
};

/** Puts an item's tag in the place of its own: another chip, another content. */
const layAs = async (
  scene: Story,
  number: string,
  changes: Partial<IsoTag>,
  faults: Partial<TagFaults> = {},
): Promise<IsoTag> => {
  await scene.bench.put(number);
  const own = tagOf(scene, number);
  const tag = { ...own, ...changes };
  fieldOf(scene).lift(own.uid);
  fieldOf(scene).lay(tag, faults);
  return tag;
};

const isoTag = (scene: Story, uid: string): IsoTag | null => {
  const tag = fieldOf(scene)
    .tags()
    .find((lying) => lying.uid === uid);
  return tag?.air === 'iso15693' ? tag : null;
};

story('of two tags that shadow each other, each is lent once and neither comes and goes', async (scene) => {
  const { glass, bench, acs, journal } = scene;
  await glass.borrowAs(cards.an);
  await bench.put(items.kieu);
  await bench.put(items.chiPheo, { seenEvery: 3 });
  for (const item of [items.kieu, items.chiPheo]) {
    await glass.rowShows(item, { at: 'lent', release: 'read-back' });
    expect(acs.lentTo(item)).toBe(cards.an);
    expect(bench.tag(item).security).toBe('disarmed');
  }
  await scene.clock.pass(10_000);
  await glass.shows({ at: 'checkout', seen: 2 });
  expect(journal.read('checkout-asked')).toHaveLength(2);
});

story('a card laid down together with the pile begins the loan of the pile', async (scene) => {
  const { glass, bench, acs } = scene;
  await glass.shows({ at: 'welcome' });
  // What lies there when the reader wakes was left behind by somebody.
  await scene.clock.pass(3000);
  await bench.put(items.kieu);
  await bench.put(cards.john);
  await bench.put(items.chiPheo);
  await glass.shows({ at: 'checkout', patron: { name: 'John Carter' } });
  for (const item of [items.kieu, items.chiPheo]) {
    await glass.rowShows(item, { at: 'lent', release: 'read-back' });
    expect(acs.lentTo(item)).toBe(cards.john);
  }
});

story('half of a tag is never taken for an item; once all of it can be read it is lent', async (scene) => {
  const { glass, bench, acs, journal } = scene;
  await glass.borrowAs(cards.an);
  await bench.put(items.kieu, { readsUpTo: 3 });
  await scene.clock.pass(8000);
  expect(journal.read('checkout-asked')).toEqual([]);
  const { screen } = glass.view();
  expect('rows' in screen && screen.rows.map(({ state }) => state)).toEqual([
    { at: 'not-an-item', because: 'unreadable' },
  ]);
  await bench.take(items.kieu);
  await scene.clock.pass(3000);
  await bench.put(items.kieu);
  await glass.rowShows(items.kieu, { at: 'lent', release: 'read-back' });
  expect(acs.lentTo(items.kieu)).toBe(cards.an);
});

story('a chip of another make, which writes and does not say so, is read back and done', async (scene) => {
  const { glass } = scene;
  await glass.borrowAs(cards.an);
  const { uid } = await layAs(scene, items.kieu, { uid: 'E007000012345678' }, { writesSilently: true });
  await glass.rowShows(items.kieu, { at: 'lent', release: 'read-back' });
  expect(isoTag(scene, uid)?.afi).toBe(0xc2);
});

story('a second tag that claims the number of one that lies there is not believed', async (scene) => {
  const { glass, bench, acs, journal } = scene;
  await glass.borrowAs(cards.an);
  await bench.put(items.kieu);
  await glass.rowShows(items.kieu, { at: 'lent', release: 'read-back' });
  const copy = { ...tagOf(scene, items.kieu), uid: 'E00401004600BEEF', afi: 0x07 };
  fieldOf(scene).lay(copy);
  await scene.clock.pass(3000);
  const { screen } = glass.view();
  expect('rows' in screen && screen.rows.map(({ state }) => state)).toContainEqual({
    at: 'not-an-item',
    because: 'same-number',
  });
  expect(isoTag(scene, copy.uid)?.afi).toBe(0x07);
  expect(journal.read('checkout-asked')).toHaveLength(1);
  expect(acs.lentTo(items.kieu)).toBe(cards.an);
});

story('two parts of a set of three are lent as the set, and the row says which is missing', async (scene) => {
  const { glass, bench } = scene;
  await glass.borrowAs(cards.an);
  await bench.putPart(items.set, 1);
  await bench.putPart(items.set, 3);
  await glass.rowShows(items.set, { at: 'lent' });
  await scene.clock.pass(3000);
  expect(glass.row(items.set)?.parts).toEqual({ of: 3, here: [1, 3] });
  expect([1, 3].map((nth) => bench.tag(items.set, nth).security)).toEqual(['disarmed', 'disarmed']);
  expect(bench.tag(items.set, 2).security).toBe('armed');
});

story('a Danish tag is lent by its own number, and never as the item “1” that its first bytes spell', async (scene) => {
  const { glass, acs, journal } = scene;
  await glass.borrowAs(cards.an);
  const content = writeIso28560_3({
    id: items.kieu,
    part: { nth: 1, of: 1 },
    usage: 0x10,
    owner: 'VN-HN1',
    title: null,
  });
  if (content === null) throw new Error('it fits the format');
  // Usage 1 of version 1, part 1 of 1: to ISO 28560-2 this is a primary item identifier of one character.
  expect([...content.subarray(0, 3)]).toEqual([0x11, 1, 1]);
  const memory = new Uint8Array(112);
  memory.set(content);
  const { uid } = await layAs(scene, items.kieu, { memory, dsfid: 0x3e });
  await glass.rowShows(items.kieu, { at: 'lent', release: 'read-back' });
  expect(isoTag(scene, uid)?.afi).toBe(0xc2);
  expect(acs.lentTo(items.kieu)).toBe(cards.an);
  expect(journal.read('checkout-asked')).toMatchObject([{ item: items.kieu }]);
});

story('a locked AFI: its loan is taken back, and the item beside it is lent all the same', async (scene) => {
  const { glass, bench, acs } = scene;
  await glass.borrowAs(cards.an);
  await bench.put(items.kieu, { refusesWrites: true });
  await bench.put(items.chiPheo);
  await glass.rowShows(items.kieu, { at: 'taken-back' });
  await glass.rowShows(items.chiPheo, { at: 'lent', release: 'read-back' });
  expect([acs.lentTo(items.kieu), acs.lentTo(items.chiPheo)]).toEqual([null, cards.an]);
});

story('sixty tags in a return: each is counted once and ends in one state', async (scene) => {
  const { glass, bench, journal } = scene;
  await glass.shows({ at: 'welcome' });
  await glass.press({ kind: 'return' });
  await glass.shows({ at: 'checkin' });
  const whole = bench.view().items.filter(({ tags }) => tags.length === 1);
  const pile = whole.slice(0, 60);
  expect(pile).toHaveLength(60);
  for (const { number } of pile) await bench.put(number);
  const rows = () => {
    const { screen } = glass.view();
    return 'rows' in screen ? screen.rows : [];
  };
  for (let second = 0; second < 120; second += 1) {
    await scene.clock.pass(1000);
    if (rows().length === 60 && rows().every(({ state }) => state.at === 'returned')) break;
  }
  expect(new Set(rows().map(({ number }) => number))).toEqual(new Set(pile.map(({ number }) => number)));
  expect(rows().map(({ state }) => state.at)).toEqual(Array<string>(60).fill('returned'));
  expect(pile.map(({ number }) => bench.tag(number).security)).toEqual(Array<string>(60).fill('armed'));
  expect(journal.read('checkin-asked')).toHaveLength(60);
});
