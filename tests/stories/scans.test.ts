// What people hold before the scanner besides the right thing, and what the kiosk says to it.
import { expect } from 'vitest';
import { cards, items, story, type Story } from './story.ts';

const citizenCard = '001090012345|123456789|Nguyễn Văn An|02011990|Nam|12 Phố Huế, Hà Nội|15042021||Trần Thị Mẹ';
const healthCard = 'GD4797939123456|4E677579E1BB856E2056C4836E20416E|02/01/1990|1|3132205068E1BB9120487565|79 - 001|$';

const says = async ({ glass, clock }: Story, notice: string | null): Promise<void> => {
  await clock.pass(100);
  expect(glass.view().notice).toBe(notice);
};

story('papers that are no library card are refused kindly, and nothing of them stays', async (told) => {
  const { bench, glass, journal } = told;
  await glass.shows({ at: 'welcome' });
  await bench.scan(citizenCard);
  await says(told, 'identity-card');
  await bench.scan(healthCard);
  await says(told, 'health-card');
  await glass.press({ kind: 'borrow' });
  await bench.scan(citizenCard);
  await says(told, 'identity-card');
  await glass.shows({ at: 'card', wrong: null, asking: false });
  await bench.scan(cards.an);
  await glass.shows({ at: 'checkout' });
  await says(told, null);

  const kept = `${glass.everything()} ${JSON.stringify(journal.read())}`;
  for (const word of ['001090012345', '123456789', '02011990', 'Phố Huế', 'Trần Thị Mẹ', 'GD4797939123456', '4E67'])
    expect(kept).not.toContain(word);
});

story('what was said to somebody who went away is not shown to the next one', async (told) => {
  const { bench, glass, clock } = told;
  await glass.shows({ at: 'welcome' });
  await bench.scan(healthCard);
  await says(told, 'health-card');
  await clock.pass(19_000);
  await says(told, 'health-card');
  await clock.pass(1_000);
  await says(told, null);
  await glass.press({ kind: 'borrow' });
  await bench.scan(healthCard);
  await clock.pass(25_000);
  await says(told, 'health-card');
});

story('the publisher’s barcode is no item; the library’s label beside it is', async (told) => {
  const { bench, glass } = told;
  await glass.borrowAs(cards.an);
  for (const code of ['9786041176447', '9780306406157 51999', '8934974170617']) {
    await bench.scan(code);
    await says(told, 'publisher-barcode');
  }
  await bench.scan(`A${items.kieu}B`);
  await glass.rowShows(items.kieu, { at: 'lent' });
  await says(told, null);
});

story('a book forgotten before the scanner is returned once, and keeps no session open', async (told) => {
  const { bench, glass, clock, journal } = told;
  await glass.shows({ at: 'welcome' });
  await glass.press({ kind: 'return' });
  await glass.shows({ at: 'checkin' });
  for (let nth = 0; nth < 100; nth += 1) {
    await bench.scan(items.doiGioHu);
    await clock.pass(1500);
    if (nth === 5) await glass.rowShows(items.doiGioHu, { at: 'returned' });
  }
  expect(journal.read('returned')).toHaveLength(1);
  expect(glass.view().screen.at).not.toBe('checkin');
});

story(
  'a wrong check digit is asked for once more, and a label printed wrong is taken the second time',
  async (told) => {
    const { bench, glass } = told;
    await glass.shows({ at: 'welcome' });
    await glass.press({ kind: 'return' });
    await glass.shows({ at: 'checkin' });
    await bench.scan('31234000001119');
    await says(told, 'misread');
    expect(glass.row('31234000001119')).toBeNull();
    await bench.scan('31234000001119');
    await says(told, null);
    expect(glass.row('31234000001119')).not.toBeNull();
  },
  { place: { numbers: { patron: '^2\\d{13}$', item: '^3\\d{13}$', letters: 'as-scanned', check: 'mod-10' } } },
);

story('a card’s number that is typed is spelt as one that is scanned', async ({ glass }) => {
  await glass.borrowAs('２１２３４０００\u200b００００１８');
  await glass.shows({ at: 'checkout', patron: { name: 'Nguyễn Văn An' } });
});
