// Items are given their tags at the desk: number, title, one tag alone, written, read back, armed; and all that stands in the way.
import { expect } from 'vitest';
import type { TaggingScreen } from '../../contract/tagging-view.ts';
import { slixTag, type IsoTag, type TagFaults } from '../../drivers/rfid/field.ts';
import { detect, type TagMeaning } from '../../drivers/tags/detect.ts';
import { writeIso28560_2 } from '../../drivers/tags/iso28560-2.ts';
import { items, story, type Story } from './story.ts';

const uidOf = (nth: number): string => `E00401500400000${nth}`;
const blank = (nth: number, more: Partial<IsoTag> = {}): IsoTag => ({
  ...slixTag({ uid: uidOf(nth), content: new Uint8Array(0), afi: 0 }),
  ...more,
});
const written = (nth: number, id: string, part: { nth: number; of: number } | null = null): IsoTag =>
  slixTag({
    uid: uidOf(nth),
    content: writeIso28560_2({ id, part, usage: 0x10, owner: 'VN-HN1', title: null }),
    afi: 0x07,
  });

const fieldOf = ({ works }: Story) => {
  const field = works().places.find(({ name }) => name === 'D1')?.devices.hands.pad?.field;
  if (field === null || field === undefined) throw new Error('no pad');
  return field;
};
const lay = (told: Story, tag: IsoTag, faults: Partial<TagFaults> = {}): void => fieldOf(told).lay(tag, faults);
const lift = async (told: Story, nth: number): Promise<void> => {
  fieldOf(told).lift(uidOf(nth));
  await told.clock.pass(3000);
};
const tagOf = (told: Story, nth: number): IsoTag | undefined =>
  fieldOf(told)
    .tags()
    .find((tag): tag is IsoTag => tag.air === 'iso15693' && tag.uid === uidOf(nth));
const says = (told: Story, nth: number): TagMeaning | null => {
  const tag = tagOf(told, nth);
  return tag === undefined ? null : detect(tag.memory, tag.blockSize);
};

const shows = (told: Story, now: { readonly at: TaggingScreen['now']['at']; readonly [field: string]: unknown }) =>
  told.desk.shows({ at: 'tagging', now });
const screen = (told: Story): TaggingScreen => {
  const { screen: now } = told.desk.view();
  if (now.at !== 'tagging') throw new Error(now.at);
  return now;
};

const begin = async (told: Story, how: 'single' | 'continuous' = 'continuous', staff = 'Lan'): Promise<void> => {
  await told.desk.signIn(staff);
  await told.desk.act({ kind: 'open-room', room: 'tagging' });
  await told.desk.act({ kind: 'tag-how', pace: how, source: 'barcode' });
  await shows(told, { at: 'number' });
};

story(
  'book after book: scanned, laid down, written, read back, armed, counted',
  async (told) => {
    await begin(told);
    for (const [nth, number] of [items.kieu, items.chiPheo, items.tatDen].entries()) {
      await told.desk.bench.scan(number);
      await shows(told, { at: 'tag', item: { number, title: expect.any(String), part: null }, problem: null });
      lay(told, blank(nth + 1));
      await shows(told, { at: 'done', item: { number } });
      expect(says(told, nth + 1)).toEqual({
        kind: 'item',
        format: 'iso-28560-2',
        id: number,
        part: { nth: 1, of: 1 },
        usage: 0x10,
        owner: 'VN-HN1',
        title: null,
      });
      expect(tagOf(told, nth + 1)).toMatchObject({ afi: 0x07, locks: new Set() });
      await lift(told, nth + 1);
      await shows(told, { at: 'number', wrong: null });
    }
    expect(screen(told)).toMatchObject({ count: 3, listed: 3, cue: { kind: 'done' } });
    expect(
      told.journal
        .read('tag-write-asked', 'tag-written')
        .map((entry) => `${entry.kind} ${'staff' in entry ? entry.staff : ''}`),
    ).toEqual(Array.from({ length: 3 }, () => ['tag-write-asked Lan', 'tag-written Lan']).flat());
    expect(told.journal.read('tag-written')[0]).toMatchObject({ uid: uidOf(1), item: items.kieu, was: 'blank' });
  },
  { desk: {} },
);

story(
  'one at a time: nothing is written before somebody says so',
  async (told) => {
    await begin(told, 'single');
    lay(told, blank(1));
    await told.desk.act({ kind: 'tag-number', number: ` ${items.kieu} ` });
    await shows(told, { at: 'ready', replaces: false });
    expect(says(told, 1)).toEqual({ kind: 'blank' });
    await told.desk.act({ kind: 'tag-write' });
    await shows(told, { at: 'done', unchanged: false });
    expect(says(told, 1)).toMatchObject({ id: items.kieu });
  },
  { desk: {} },
);

story(
  'by settings: ISO 28560-3, with the title, and the call number on the other format',
  async (told) => {
    await begin(told);
    await told.desk.bench.scan(items.kieu);
    lay(told, blank(1));
    await shows(told, { at: 'done' });
    expect(says(told, 1)).toMatchObject({ format: 'iso-28560-3', id: items.kieu, title: expect.any(String) });
  },
  {
    desk: {
      tagging: {
        format: 'iso-28560-3',
        owner: true,
        usage: 0x10,
        setInformation: true,
        title: true,
        shelf: false,
        pace: 'single',
      },
    },
  },
);

story(
  'the number is taken from the old tag, and the tag is written in the library’s format',
  async (told) => {
    await begin(told);
    await told.desk.act({ kind: 'tag-how', pace: 'continuous', source: 'old-tag' });
    const text = Buffer.from(`${items.kieu}\0`, 'latin1');
    lay(told, slixTag({ uid: uidOf(1), content: text, afi: 0x21 }));
    await shows(told, { at: 'done', item: { number: items.kieu } });
    expect(says(told, 1)).toMatchObject({ format: 'iso-28560-2', id: items.kieu });
    expect(tagOf(told, 1)?.afi).toBe(0x07);
    await lift(told, 1);
    // And once more the same one: it is as it should be, and nothing is written.
    lay(told, tagOf(told, 1) ?? written(1, items.kieu, { nth: 1, of: 1 }));
    await shows(told, { at: 'done', unchanged: true });
    expect(told.journal.read('tag-write-asked')).toHaveLength(1);
  },
  { desk: {} },
);

story(
  'a set is written tag by tag, each with its part',
  async (told) => {
    await begin(told);
    await told.desk.bench.scan(items.set);
    await shows(told, { at: 'tag' });
    await told.desk.act({ kind: 'tag-parts', of: 3 });
    for (const nth of [1, 2, 3]) {
      await shows(told, { at: 'tag', item: { part: { nth, of: 3 } } });
      lay(told, blank(nth));
      await told.clock.pass(5000);
      expect(says(told, nth)).toMatchObject({ id: items.set, part: { nth, of: 3 } });
      if (nth < 3) await shows(told, { at: 'tag', item: { part: { nth: nth + 1, of: 3 } }, problem: 'last-one' });
      else await shows(told, { at: 'done', item: { part: { nth: 3, of: 3 } } });
      await lift(told, nth);
    }
    expect(screen(told).count).toBe(3);
  },
  { desk: {} },
);

story(
  'numbers that are none: a card, another library’s, unknown to the library system, and nobody answers',
  async (told) => {
    await begin(told);
    await told.desk.bench.scan('21234000000018');
    await shows(told, { at: 'number', wrong: { because: 'patron-card' } });
    await told.desk.act({ kind: 'tag-number', number: 'ABC-1' });
    await shows(told, { at: 'number', wrong: { because: 'pattern' } });
    await told.desk.act({ kind: 'tag-number', number: '31234000999999' });
    await shows(told, { at: 'number', wrong: { because: 'unknown-item' } });
    expect(screen(told).cue.kind).toBe('refused');
    await told.desk.bench.hand({ kind: 'acs-mood', mood: 'silent' });
    await told.desk.act({ kind: 'tag-number', number: items.kieu });
    await told.clock.pass(30_000);
    await shows(told, { at: 'number', wrong: { because: 'acs-silent' } });
    await told.desk.bench.hand({ kind: 'acs-mood', mood: 'normal' });
    await told.clock.pass(30_000);
    await told.desk.act({ kind: 'tag-again' });
    await shows(told, { at: 'tag', item: { number: items.kieu } });
    expect(told.journal.read('tag-write-asked')).toEqual([]);
  },
  { desk: {} },
);

story(
  'two tags, one of them with this number, a card: nothing is written until one blank lies there alone',
  async (told) => {
    await begin(told);
    await told.desk.bench.scan(items.kieu);
    await shows(told, { at: 'tag' });
    lay(told, blank(1));
    lay(told, blank(2));
    await shows(told, { at: 'tag', problem: 'two-tags' });
    await told.clock.pass(5000);
    expect([says(told, 1), says(told, 2)]).toEqual([{ kind: 'blank' }, { kind: 'blank' }]);
    await lift(told, 2);
    await shows(told, { at: 'done' });
    await lift(told, 1);

    await told.desk.bench.scan(items.chiPheo);
    lay(told, blank(3));
    lay(told, written(4, items.chiPheo));
    await shows(told, { at: 'tag', problem: 'same-number' });
    await lift(told, 4);
    await shows(told, { at: 'done' });
    expect(told.journal.read('tag-written')).toHaveLength(2);
  },
  { desk: {} },
);

story(
  'a tag that says another item is written over only when somebody has seen both and says so',
  async (told) => {
    await begin(told);
    await told.desk.bench.scan(items.kieu);
    lay(told, written(1, items.chiPheo));
    await shows(told, { at: 'doubt', because: 'other-item', found: items.chiPheo, item: { number: items.kieu } });
    await told.clock.pass(5000);
    expect(says(told, 1)).toMatchObject({ id: items.chiPheo });
    // Another tag instead: it is looked at anew.
    await lift(told, 1);
    await shows(told, { at: 'tag' });
    lay(told, slixTag({ uid: uidOf(2), content: Uint8Array.of(9, 9, 9, 9, 9), afi: 0 }));
    await shows(told, { at: 'doubt', because: 'foreign', found: null });
    await told.desk.act({ kind: 'tag-write' });
    await shows(told, { at: 'done' });
    expect(says(told, 2)).toMatchObject({ id: items.kieu });
    await lift(told, 2);
    // The same number on another tag: asked about, too.
    await told.desk.bench.scan(items.kieu);
    lay(told, blank(3));
    await shows(told, { at: 'doubt', because: 'elsewhere' });
    await told.desk.act({ kind: 'tag-skip' });
    await shows(told, { at: 'number' });
    expect(says(told, 3)).toEqual({ kind: 'blank' });
  },
  { desk: {} },
);

story(
  'what a tag cannot take is said by its reason: locked, too small, no use at the gate, a card, no write',
  async (told) => {
    await begin(told);
    const refusals: readonly (readonly [IsoTag, Partial<TagFaults>, string])[] = [
      [blank(1, { locks: new Set([2]) }), {}, 'locked'],
      [blank(2, { memory: new Uint8Array(16) }), {}, 'too-small'],
      [{ ...blank(3), uid: 'E007C00400000003' }, {}, 'no-security'],
      [blank(4), { refusesWrites: true }, 'refused'],
      [blank(5), { keepsBadly: 1000 }, 'refused'],
    ];
    for (const [tag, faults, because] of refusals) {
      await told.desk.bench.scan(items.kieu);
      lay(told, tag, faults);
      await shows(told, { at: 'failed', because });
      expect(screen(told).cue.kind).toBe('refused');
      fieldOf(told).lift(tag.uid);
      await told.clock.pass(3000);
      await told.desk.act({ kind: 'tag-skip' });
      await shows(told, { at: 'number' });
    }
    expect(told.journal.read('tag-written')).toEqual([]);
    expect(told.journal.read('tag-write-failed')).toMatchObject([{ half: false }, { half: true }]);
    expect(screen(told).halves).toMatchObject([{ uid: uidOf(5), item: { number: items.kieu } }]);
  },
  { desk: {} },
);

story(
  'a tag that is taken away while it is written goes on when it is laid down again',
  async (told) => {
    await begin(told);
    await told.desk.bench.scan(items.kieu);
    lay(told, blank(1), { snatched: 'after-write' });
    await told.clock.pass(3000);
    await shows(told, { at: 'tag', problem: 'gone' });
    const [half] = fieldOf(told).snatched();
    if (half?.air !== 'iso15693') throw new Error('no tag');
    expect(detect(half.memory, 4).kind).toBe('foreign');
    expect(screen(told).halves).toHaveLength(1);
    lay(told, half);
    await shows(told, { at: 'done' });
    expect(says(told, 1)).toMatchObject({ id: items.kieu });
    expect(screen(told).halves).toEqual([]);
  },
  { desk: {} },
);

story(
  'a power cut in the middle of a write is told at the next start, and the tag is written anew',
  async (told) => {
    await begin(told);
    await told.desk.bench.scan(items.kieu);
    await shows(told, { at: 'tag' });
    lay(told, blank(1));
    for (let ms = 0; told.journal.read('tag-write-asked').length === 0 && ms < 5000; ms += 1) await told.clock.pass(1);
    await told.restart();
    await told.desk.signIn('Minh');
    await told.desk.act({ kind: 'open-room', room: 'tagging' });
    await told.desk.act({ kind: 'tag-how', pace: 'continuous', source: 'barcode' });
    const [half] = screen(told).halves;
    expect(half).toMatchObject({ uid: uidOf(1), item: { number: items.kieu } });
    lay(told, slixTag({ uid: uidOf(1), content: Uint8Array.of(0, 0, 0, 0, 0x65, 0x8e), afi: 0 }));
    await told.desk.act({ kind: 'tag-half', ticket: half?.ticket ?? '', how: 'write' });
    await shows(told, { at: 'done' });
    expect(screen(told).halves).toEqual([]);
    expect(told.journal.read('tag-half-settled')).toMatchObject([{ how: 'written', staff: 'Minh' }]);
    await told.restart();
    await told.desk.signIn('Minh');
    await told.desk.act({ kind: 'open-room', room: 'tagging' });
    expect(screen(told).halves).toEqual([]);
  },
  { desk: {} },
);

story(
  'a list is undone one by one, and saved as a file that no spreadsheet reckons with',
  async (told) => {
    await begin(told);
    await told.desk.bench.scan(items.kieu);
    lay(told, blank(1));
    await shows(told, { at: 'done' });
    await lift(told, 1);
    await told.desk.bench.scan(items.chiPheo);
    lay(told, blank(2));
    await shows(told, { at: 'done' });

    const [second, first] = screen(told).rows;
    await told.desk.act({ kind: 'tag-undo', ticket: first?.ticket ?? '' });
    await shows(told, { at: 'undo', problem: 'two-tags' });
    await told.desk.act({ kind: 'tag-skip' });
    await told.desk.act({ kind: 'tag-undo', ticket: second?.ticket ?? '' });
    await shows(told, { at: 'number' });
    expect(tagOf(told, 2)).toMatchObject({ memory: new Uint8Array(112), afi: 0 });
    expect(screen(told)).toMatchObject({ count: 1, listed: 2, rows: [{ state: 'undone' }, { state: 'written' }] });
    expect(told.journal.read('tag-write-undone')).toMatchObject([{ of: second?.ticket, staff: 'Lan' }]);

    await told.desk.act({ kind: 'tag-save' });
    const file = screen(told).file;
    expect(file?.name).toMatch(/^tags-D1-2026-11-22-09-\d\d-\d\d\.csv$/);
    expect(file?.text.split('\r\n')).toEqual([
      '\uFEFFtime,item,part,parts,title,tag,state,before,staff',
      expect.stringMatching(
        new RegExp(`^2026-11-22 09:\\d\\d:\\d\\d,${items.kieu},,,.+,${uidOf(1)},written,blank,Lan$`),
      ),
      expect.stringMatching(new RegExp(`,${items.chiPheo},,,.+,${uidOf(2)},undone,blank,Lan$`)),
      '',
    ]);
    await told.desk.act({ kind: 'tag-saved' });
    expect(screen(told).file).toBeNull();

    // Another person's list begins empty.
    await told.desk.act({ kind: 'sign-out' });
    await told.desk.signIn('Minh');
    await told.desk.act({ kind: 'open-room', room: 'tagging' });
    expect(screen(told)).toMatchObject({ listed: 0, count: 0 });
  },
  { desk: {} },
);

story(
  'an item that is lent is tagged without alarming, and a write is finished though its room was left',
  async (told) => {
    await begin(told);
    await told.desk.bench.scan(items.doiGioHu);
    lay(told, blank(1));
    await shows(told, { at: 'done', disarmed: true });
    expect(tagOf(told, 1)?.afi).toBe(0xc2);
    await lift(told, 1);

    await told.desk.bench.scan(items.kieu);
    await shows(told, { at: 'tag' });
    lay(told, blank(2));
    for (let ms = 0; told.journal.read('tag-write-asked').length < 2 && ms < 5000; ms += 1) await told.clock.pass(1);
    await told.desk.act({ kind: 'sign-out' });
    await told.clock.pass(5000);
    expect(says(told, 2)).toMatchObject({ id: items.kieu });
    expect(told.journal.read('tag-written')).toHaveLength(2);
  },
  { desk: {} },
);
