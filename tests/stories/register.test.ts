// A card in a minute: from the citizen card's code to the slip, by whatever a library calls a card.
import { expect } from 'vitest';
import { formFields, type FormField } from '../../contract/register-view.ts';
import { registerSettings } from '../../station/settings/register.ts';
import { demonstration } from '../../station/settings/schema.ts';
import { story, type Story } from './story.ts';

const desk = {};
const paper = '001090012345|123456789|Nguyễn Văn An|01011990|Nam|12 Phố Huế, Hà Nội|15042021';
const childPaper = '001215012345||Trần Thị Bé|05092015|Nữ|3 Hàng Bài, Hà Nội|01072024';

const open = async ({ desk: glass }: Story): Promise<void> => {
  await glass.signIn('Lan');
  await glass.act({ kind: 'open-room', room: 'register' });
  await glass.shows({ at: 'register', page: 'new' });
};
const fill = async ({ desk: glass }: Story, values: Partial<Record<FormField, string>>): Promise<void> => {
  for (const field of formFields) {
    const value = values[field];
    if (value !== undefined) await glass.act({ kind: 'fill-card-form', field, value });
  }
};
const agree = ({ desk: glass }: Story): Promise<void> =>
  glass.act({ kind: 'tick-card-form', what: 'consent', on: true });
const make = ({ desk: glass }: Story): Promise<void> => glass.act({ kind: 'make-card' });
const form = (like: object) => ({ at: 'register' as const, page: 'new', sheet: { at: 'form', form: like } });
const made = (like: object) => ({ at: 'register' as const, page: 'new', sheet: { at: 'made', made: like } });

story(
  'a citizen card is scanned, agreed to, registered, and the new card borrows at the kiosk at once',
  async (told) => {
    await open(told);
    await told.desk.bench.scan(paper);
    await told.desk.shows(
      form({
        values: {
          family: 'Nguyễn',
          middle: 'Văn',
          given: 'An',
          born: '01/01/1990',
          sex: 'male',
          card: '21234000100016',
        },
        notes: [],
        isChild: false,
      }),
    );
    await fill(told, { phone: '0912 345 678' });
    await agree(told);
    await make(told);
    await told.desk.shows(made({ outcome: 'registered', card: '21234000100016', name: 'Nguyễn Văn An' }));
    await told.desk.shows(made({ slip: 'printed' }));
    expect(told.desk.bench.paper()).toBe(1);
    // The citizen number is nowhere: not on a screen, not in the journal, not in the log.
    expect(told.desk.everything()).not.toContain('001090012345');
    expect(JSON.stringify(told.journal.read())).not.toContain('001090012345');
    expect(JSON.stringify(told.log)).not.toContain('001090012345');
    expect(told.journal.read('registration-asked', 'patron-registered')).toMatchObject([
      { kind: 'registration-asked', staff: 'Lan', patron: '21234000100016', consent: '1', deposit: null },
      { kind: 'patron-registered', patron: '21234000100016', how: 'at-once' },
    ]);

    await told.glass.borrowAs('21234000100016');
    await told.glass.shows({ at: 'checkout' });
  },
  { desk },
);
void childPaper;
void registerSettings;
void demonstration;
