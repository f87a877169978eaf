// Why does it alarm? A tag on the staff's pad, held against the library system, and mended by one hand.
import { expect } from 'vitest';
import type { InspectorScreen } from '../../contract/inspector-view.ts';
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

story(
  'an item that is on loan and still armed is disarmed by one hand, read back, asked about again, and on record',
  async (told) => {
    await inspect(told);
    // Lent to Lê Minh Chi by another desk, which forgot the tag.
    await told.desk.bench.put(items.overdue, { afi: 0x07 });
    await told.desk.shows({ at: 'inspector', verdict: 'will-alarm', remedy: 'disarm' });
    expect(fieldOf(told, 'number')).toBe(items.overdue);
    expect(fieldOf(told, 'system')).toBe('on-loan');
    expect(fieldOf(told, 'security')).toBe('armed');
    expect(screenOf(told).blocks.length).toBeGreaterThan(8);
    const { uid } = screenOf(told);
    // The wrong way round is not offered, and not taken.
    await told.desk.act({ kind: 'mend-tag', uid: uid ?? '', want: 'arm' });
    expect(told.journal.read('security-pending')).toEqual([]);

    await told.desk.act({ kind: 'mend-tag', uid: uid ?? '', want: 'disarm' });
    await told.desk.shows({ at: 'inspector', verdict: 'right-lent', remedy: null, mend: { at: 'mended' } });
    expect(told.desk.bench.tag(items.overdue).security).toBe('disarmed');
    expect(told.journal.read('security-pending', 'secured', 'tag-mended')).toMatchObject([
      { kind: 'security-pending', item: items.overdue, want: 'disarmed' },
      { kind: 'secured', want: 'disarmed' },
      { kind: 'tag-mended', staff: 'Minh', item: items.overdue, was: 'armed', came: 'verified' },
    ]);
    // Who has it is nobody's business here.
    expect(told.desk.everything()).not.toContain('Lê Minh Chi');
    expect(told.desk.everything()).not.toContain(cards.holder);
  },
  options,
);

story(
  'what is not on loan and disarmed would leave unnoticed; a strange AFI is no way out either',
  async (told) => {
    await inspect(told);
    await told.desk.bench.put(items.kieu, { afi: 0xc2 });
    await told.desk.shows({ at: 'inspector', verdict: 'leaves-unnoticed', remedy: 'arm' });
    await told.desk.act({ kind: 'mend-tag', uid: screenOf(told).uid ?? '', want: 'arm' });
    await told.desk.shows({ at: 'inspector', verdict: 'right-in', mend: { at: 'mended' } });
    await told.desk.bench.take(items.kieu);
    await told.desk.shows({ at: 'inspector', verdict: 'no-tag', mend: { at: 'idle' } });

    await told.desk.bench.put(items.soDo, { afi: 0x55 });
    await told.desk.shows({ at: 'inspector', uid: expect.any(String), remedy: expect.any(String) });
    expect(fieldOf(told, 'security')).toBe('odd');
    const { remedy, uid } = screenOf(told);
    await told.desk.act({ kind: 'mend-tag', uid: uid ?? '', want: remedy === 'disarm' ? 'disarm' : 'arm' });
    await told.desk.shows({ at: 'inspector', mend: { at: 'mended' }, verdict: expect.stringMatching(/^right-/) });
    expect(fieldOf(told, 'security')).toBe(remedy === 'arm' ? 'armed' : 'disarmed');
  },
  options,
);

story(
  'a tag of another trade says why it is foreign, in words: what the decoder said is for technicians',
  async (told) => {
    await inspect(told);
    await told.desk.bench.put('other-trade');
    await told.desk.shows({ at: 'inspector', verdict: 'foreign', remedy: null });
    expect(screenOf(told).fields).toContainEqual({ field: 'foreign', value: 'no-format', because: '' });
    expect(told.desk.everything()).not.toContain('ISO 28560-2');
  },
  options,
);

story(
  'a tag that takes no write says so, and stands on the board until it does',
  async (told) => {
    await inspect(told);
    await told.desk.bench.put(items.overdue, { afi: 0x07, refusesWrites: true });
    await told.desk.shows({ at: 'inspector', verdict: 'will-alarm' });
    await told.desk.act({ kind: 'mend-tag', uid: screenOf(told).uid ?? '', want: 'disarm' });
    await told.desk.shows({ at: 'inspector', verdict: 'will-alarm', mend: { at: 'not-mended', because: 'refused' } });
    expect(told.journal.read('tag-mended')).toMatchObject([{ came: 'refused', staff: 'Minh' }]);
    await told.desk.act({ kind: 'open-room', room: 'board' });
    await told.desk.shows({ at: 'board', rows: [{ what: 'tag-disarm', item: items.overdue, opens: 'inspector' }] });
  },
  options,
);

story(
  'without an answer of the library system nothing is judged, and nothing is mended',
  async (told) => {
    await inspect(told);
    await told.bench.hand({ kind: 'acs-mood', mood: 'gone' });
    await told.clock.pass(6_000);
    await told.desk.bench.put(items.overdue, { afi: 0x07 });
    await told.desk.shows({ at: 'inspector', verdict: 'acs-silent', remedy: null }, 60_000);
    await told.desk.act({ kind: 'mend-tag', uid: screenOf(told).uid ?? '', want: 'disarm' });
    expect(told.journal.read('tag-mended')).toEqual([]);
  },
  options,
);
