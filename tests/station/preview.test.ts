// What a technician sees of settings before they are used: the kiosk's own screens and slips, or the sentences of a start.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { takeOwnWords } from '../../contract/words/words.ts';
import { previewFile } from '../../station/preview.ts';
import { demonstration, demonstrationKiosk } from '../../station/settings/schema.ts';
import { checkSettings } from '../../station/settings/store.ts';
import { newFolder, silent } from './open-house.ts';

const noon = new Date(2026, 10, 23, 12).getTime();
const week = [{ from: '08:00', to: '17:00' }];

const previewed = (value: object) => {
  const file = join(newFolder(), 'settings.json');
  writeFileSync(file, JSON.stringify(value));
  onTestFinished(() => takeOwnWords({}));
  return previewFile(file, silent, noon);
};

test('every screen comes with the library’s own name, colour, hours, functions and slides, in both languages', async () => {
  const place = demonstrationKiosk;
  const made = await previewed({
    ...demonstration,
    library: { ...demonstration.library, name: 'Thư viện Bến Tre', colour: '#7a1f4e' },
    hours: { monday: week },
    attract: { slides: [{ text: { vi: 'Ngày hội đọc sách', en: 'Reading festival' } }] },
    places: [{ ...place, functions: ['borrow', 'return'], password: 'always' }],
  });
  if (made.kind !== 'preview') throw new Error(JSON.stringify(made.issues));
  const names = ['welcome', 'attract-1', 'attract-2', 'checkout', 'checkout-end', 'checkout-slip'];
  const more = ['checkin', 'checkin-end', 'checkin-slip', 'closed', 'acs-silent'];
  expect(made.shown.map(({ name }) => name)).toEqual(
    ['vi', 'en'].flatMap((language) => [...names, ...more].map((name) => `K1.${language}.${name}`)),
  );
  const view = (name: string) => made.shown.find((one) => one.name === name);
  expect(view('K1.vi.welcome')).toMatchObject({
    view: { library: { name: 'Thư viện Bến Tre', colour: '#7a1f4e' }, screen: { doors: ['borrow', 'return'] } },
  });
  expect(view('K1.vi.attract-2')).toMatchObject({ view: { language: 'en', screen: { attract: { at: 0 } } } });
  expect(view('K1.en.checkout')).toMatchObject({
    view: { language: 'en', screen: { at: 'checkout', seen: 3, finish: 'ready' } },
  });
  expect(view('K1.vi.checkout-end')).toMatchObject({ view: { screen: { at: 'receipt', tally: { done: 3 } } } });
  expect(view('K1.vi.closed')).toMatchObject({ view: { screen: { at: 'closed', because: 'hours' } } });
  expect(view('K1.vi.checkin-slip')).toMatchObject({ slip: expect.stringMatching(/^<svg/) });
});

test('a kiosk without pad, printer or borrowing is previewed as what it is', async () => {
  const made = await previewed({
    ...demonstration,
    places: [{ kind: 'kiosk', name: 'T1', security: { kind: 'none' }, functions: ['return'] }],
  });
  if (made.kind !== 'preview') throw new Error(JSON.stringify(made.issues));
  expect(made.shown.map(({ name }) => name)).toEqual(
    ['vi', 'en'].flatMap((language) =>
      ['welcome', 'checkin', 'checkin-end', 'acs-silent'].map((name) => `T1.${language}.${name}`),
    ),
  );
});

test('settings that cannot be used are told in the sentences of a start, and nothing is shown', async () => {
  const bad = { ...demonstration, library: { ...demonstration.library, colour: 'blue' }, places: [] };
  const made = await previewed(bad);
  const started = checkSettings(JSON.stringify(bad));
  expect(made).toEqual({ kind: 'issues', issues: started.kind === 'issues' ? started.issues : [] });
  expect(made).toMatchObject({ issues: [{ path: 'library.colour' }, { path: 'places' }] });
});
