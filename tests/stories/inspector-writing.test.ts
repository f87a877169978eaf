// Why does it alarm? A tag that says nothing, the wrong thing or another's name is written anew at the staff's pad: by the item's
// own label or by the number it has, read back whole, and on record.
import { expect } from 'vitest';
import type { InspectorScreen } from '../../contract/inspector-view.ts';
import { slixTag, type IsoTag } from '../../drivers/rfid/field.ts';
import { writeIso28560_2 } from '../../drivers/tags/iso28560-2.ts';
import { cards, items, story, type Story } from './story.ts';

const options = { desk: {}, place: { reader: null, security: { kind: 'none' } } } as const;

const screenOf = ({ desk }: Story): InspectorScreen => {
  const { screen } = desk.view();
  if (screen.at !== 'inspector') throw new Error(`the desk shows ${screen.at}`);
  return screen;
};
const fieldOf = (told: Story, name: string): string | null =>
  screenOf(told).fields.find(({ field }) => field === name)?.value ?? null;

const inspect = async (told: Story): Promise<void> => {
  await told.desk.signIn();
  await told.desk.act({ kind: 'open-room', room: 'inspector' });
  await told.desk.shows({ at: 'inspector', verdict: 'no-tag' });
};
const rewrite = async (told: Story): Promise<void> => {
  const { uid, writes } = screenOf(told);
  await told.desk.act({ kind: 'rewrite-tag', uid: uid ?? '', number: writes ?? '' });
};

const strangeUid = 'E00401500F000001';
/** A tag that no shelf of the bench has. */
const lay = async (told: Story, content: Uint8Array, more: Partial<IsoTag> = {}): Promise<void> => {
  const field = told.works().places.find(({ name }) => name === 'D1')?.devices.hands.pad?.field;
  field?.lay({ ...slixTag({ uid: strangeUid, content, afi: 0x07 }), ...more });
  await told.clock.pass(0);
};
const contentOf = (number: string, more: { readonly owner?: string; readonly usage?: number } = {}): Uint8Array =>
  writeIso28560_2({ id: number, part: null, usage: 0x10, owner: 'DE-705', title: null, ...more });

story(
  'a blank tag gets the number that is scanned from the label, armed and read back; nobody else’s is written on it',
  async (told) => {
    await inspect(told);
    // Nothing lies there that the label could be of.
    await told.desk.act({ kind: 'tell-label', number: items.kieu });
    await told.desk.shows({ at: 'inspector', labelWrong: 'tag-first' });
    await told.desk.bench.put('blank');
    await told.desk.shows({ at: 'inspector', verdict: 'blank', remedy: null, labelWrong: null });
    await told.desk.act({ kind: 'tell-label', number: cards.an });
    expect(screenOf(told)).toMatchObject({ verdict: 'blank', labelWrong: 'patron-card', remedy: null });
    await told.desk.act({ kind: 'tell-label', number: '39999999999999' });
    await told.desk.shows({ at: 'inspector', verdict: 'label-unknown', remedy: null });

    await told.desk.bench.scan(items.kieu);
    await told.desk.shows({ at: 'inspector', verdict: 'label-only', remedy: 'retag', writes: items.kieu });
    expect(fieldOf(told, 'label-title')).toContain('Kiều');
    // A press for what is not on the screen any more writes nothing.
    await told.desk.act({ kind: 'rewrite-tag', uid: screenOf(told).uid ?? '', number: items.chiPheo });
    expect(told.journal.read('tag-write-asked')).toEqual([]);
    await rewrite(told);
    await told.desk.shows({ at: 'inspector', verdict: 'right-in', remedy: null, mend: { at: 'mended' } });
    expect(fieldOf(told, 'number')).toBe(items.kieu);
    expect(fieldOf(told, 'security')).toBe('armed');
    expect(told.journal.read('tag-write-asked', 'tag-written', 'secured')).toMatchObject([
      { kind: 'tag-write-asked', item: items.kieu, staff: 'Minh', was: 'blank' },
      { kind: 'tag-written', item: items.kieu, staff: 'Minh' },
      { kind: 'secured', want: 'armed' },
    ]);
  },
  options,
);

story(
  'a tag of another item is written by the label, alone on the pad; what is on loan is written disarmed, and can be undone',
  async (told) => {
    await inspect(told);
    await told.desk.bench.put(items.kieu, { afi: 0x07 });
    await told.desk.shows({ at: 'inspector', verdict: 'right-in' });
    // Its own label is nothing to write.
    await told.desk.bench.scan(items.kieu);
    await told.clock.pass(1000);
    expect(screenOf(told)).toMatchObject({ verdict: 'right-in', remedy: null, writes: null });
    await told.desk.bench.scan(items.overdue);
    await told.desk.shows({ at: 'inspector', verdict: 'other-label', remedy: 'retag', writes: items.overdue });
    const { uid } = screenOf(told);
    await told.desk.bench.put('blank');
    await told.clock.pass(2000);
    await told.desk.act({ kind: 'inspect-tag', uid: uid ?? '' });
    await told.desk.bench.scan(items.overdue);
    await told.desk.shows({ at: 'inspector', verdict: 'other-label', remedy: 'retag', uid });
    await rewrite(told);
    expect(screenOf(told).mend).toEqual({ at: 'not-mended', because: 'not-alone' });
    await told.desk.bench.take('blank');
    await told.clock.pass(2000);
    await rewrite(told);
    await told.desk.shows({ at: 'inspector', verdict: 'right-lent', mend: { at: 'mended' } });
    expect(fieldOf(told, 'number')).toBe(items.overdue);
    expect(fieldOf(told, 'security')).toBe('disarmed');
    // The room of tags has it in its list, with the way back.
    await told.desk.act({ kind: 'open-room', room: 'tagging' });
    await told.desk.shows({ at: 'tagging', now: { at: 'number' }, rows: [{ item: { number: items.overdue } }] });
  },
  options,
);

story(
  'the library’s own number under another’s name, or called discarded, is written anew; a stranger’s number is not',
  async (told) => {
    await inspect(told);
    await lay(told, contentOf(items.chiPheo));
    await told.desk.shows({ at: 'inspector', verdict: 'other-owner', remedy: 'rewrite', writes: items.chiPheo });
    expect(fieldOf(told, 'owner')).toBe('DE-705');
    await rewrite(told);
    await told.desk.shows({ at: 'inspector', verdict: 'right-in', mend: { at: 'mended' } });
    expect(fieldOf(told, 'owner')).not.toBe('DE-705');
    const field = told.works().places.find(({ name }) => name === 'D1')?.devices.hands.pad?.field;
    field?.lift(strangeUid);
    await told.desk.shows({ at: 'inspector', verdict: 'no-tag' });

    await lay(told, contentOf(items.tatDen, { owner: 'VN-HN1', usage: 0x71 }));
    await told.desk.shows({ at: 'inspector', verdict: 'discarded', remedy: 'rewrite' });
    await rewrite(told);
    await told.desk.shows({ at: 'inspector', verdict: 'right-in', mend: { at: 'mended' } });
    field?.lift(strangeUid);
    await told.desk.shows({ at: 'inspector', verdict: 'no-tag' });

    await told.desk.bench.put('other-library');
    await told.desk.shows({ at: 'inspector', verdict: 'other-library', remedy: null });
    await rewrite(told);
    expect(told.journal.read('tag-written')).toHaveLength(2);
  },
  options,
);

story(
  'a tag that is locked, or takes no write, says why, and stays what it was',
  async (told) => {
    await inspect(told);
    await lay(told, contentOf(items.chiPheo), { locks: new Set([0, 1, 2, 3, 4, 5, 6]) });
    await told.desk.shows({ at: 'inspector', verdict: 'other-owner' });
    await rewrite(told);
    await told.desk.shows({ at: 'inspector', mend: { at: 'not-mended', because: 'locked' }, verdict: 'other-owner' });
    expect(told.journal.read('tag-write-asked')).toEqual([]);
    told
      .works()
      .places.find(({ name }) => name === 'D1')
      ?.devices.hands.pad?.field.lift(strangeUid);
    await told.desk.shows({ at: 'inspector', verdict: 'no-tag', mend: { at: 'idle' } });

    await told.desk.bench.put('blank', { refusesWrites: true });
    await told.desk.shows({ at: 'inspector', verdict: 'blank' });
    await told.desk.bench.scan(items.kieu);
    await told.desk.shows({ at: 'inspector', remedy: 'retag' });
    await rewrite(told);
    await told.desk.shows({ at: 'inspector', mend: { at: 'not-mended', because: 'refused' } }, 60_000);
    expect(told.journal.read('tag-write-failed')).toMatchObject([{ because: 'refused', staff: 'Minh' }]);
    // The label stands: the next try is one press away.
    await told.desk.shows({ at: 'inspector', remedy: 'retag', writes: items.kieu });
    // A patron's card is nobody's tag.
    await told.desk.bench.take('blank');
    await told.desk.bench.put(cards.an);
    await told.desk.shows({ at: 'inspector', verdict: 'patron-card', remedy: null });
    await told.desk.bench.scan(items.kieu);
    await told.clock.pass(1000);
    expect(screenOf(told)).toMatchObject({ verdict: 'patron-card', remedy: null });
  },
  options,
);

story(
  'whoever opens another room while a tag is written leaves it to its end, on record',
  async (told) => {
    await inspect(told);
    await told.desk.bench.put('blank');
    await told.desk.shows({ at: 'inspector', verdict: 'blank' });
    await told.desk.bench.scan(items.kieu);
    await told.desk.shows({ at: 'inspector', remedy: 'retag' });
    await rewrite(told);
    for (let tick = 0; told.journal.read('tag-write-asked').length === 0 && tick < 200; tick += 1)
      await told.clock.pass(10);
    await told.desk.act({ kind: 'open-room', room: 'board' });
    for (let tick = 0; told.journal.read('tag-written').length === 0 && tick < 400; tick += 1)
      await told.clock.pass(50);
    expect(told.journal.read('tag-written')).toMatchObject([{ item: items.kieu, staff: 'Minh' }]);
    await told.desk.act({ kind: 'open-room', room: 'inspector' });
    await told.desk.shows({ at: 'inspector', verdict: 'right-in', mend: { at: 'idle' } });
    expect(told.journal.read('fault')).toEqual([]);
  },
  options,
);
