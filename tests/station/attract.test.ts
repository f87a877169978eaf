// The welcome screen while nobody is there: what is shown when, what a touch does, and which files are ever served.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { toPng } from '../../drivers/printer/png.ts';
import type { Event } from '../../station/flow.ts';
import { loadAttract } from '../../station/attract.ts';
import { createLog } from '../../station/log.ts';
import { attractSettings } from '../../station/settings/attract.ts';
import { noVoice } from '../../station/voice.ts';
import { openWeb } from '../../station/web.ts';
import { pagesOf } from '../../station/web-pages.ts';
import { viewOf } from '../../station/view.ts';
import { ask, cookieFor } from './doorway.ts';
import { openDesk, rules } from './desk.ts';
import { newFolder, newGlassFolder, nobodyBehind, silent } from './open-house.ts';

const text = { vi: 'Ngày hội đọc sách', en: 'Reading festival' };
const slides = [
  { picture: { src: '/pictures/0', alt: { vi: 'Bìa sách', en: 'A cover' } }, text: null, ms: 8000 },
  { picture: null, text, ms: 12_000 },
];
const attract = { afterMs: 60_000, slides };
const due = { kind: 'time-up', timer: 'attract' } as const;
const pressed = (kind: 'wake' | 'hold-slide' | 'borrow'): Event => ({ kind: 'pressed', press: { kind } });

const openWelcome = (more: Parameters<typeof openDesk>[0] = { attract }) => {
  const desk = openDesk(more);
  const library = { name: 'Thư viện', logo: null, colour: null };
  const says = () => {
    const { language, screen } = viewOf({ ...rules, ...more, library }, desk.kiosk());
    const shown = screen.at === 'welcome' ? screen.attract : null;
    return [language, shown === null ? null : shown.at];
  };
  desk.tell({ kind: 'acs-up' }, { kind: 'pad-changed', ready: true });
  const timer = () => desk.effects('set-timer').findLast((effect) => effect.timer === 'attract')?.afterMs;
  return { desk, says, timer };
};

test('once nobody was there for a while, each slide speaks both languages, for its own time', () => {
  const { desk, says, timer } = openWelcome();
  expect([says(), timer()]).toEqual([['vi', null], 60_000]);
  const seen = Array.from({ length: 5 }, () => {
    desk.tell(due);
    return [...says(), timer()];
  });
  expect(seen).toEqual([
    ['vi', 0, 8000],
    ['en', 0, 8000],
    ['vi', 1, 12_000],
    ['en', 1, 12_000],
    ['vi', 0, 8000],
  ]);
});

test('a touch ends it, and a door that is touched is that door', () => {
  const { desk, says, timer } = openWelcome();
  desk.tell(due, pressed('wake'));
  expect([says(), timer()]).toEqual([['vi', null], 60_000]);
  desk.tell(due, due);
  expect(says()).toEqual(['en', 0]);
  desk.tell(pressed('borrow'));
  // In the language of the house: who pressed by the place of the door has not chosen another.
  expect([says()[0], desk.screen().at]).toEqual(['vi', 'card']);
  expect(desk.last('cancel-timer').timer).toBe('attract');
});

test('what is laid down, or scanned, ends it, too', () => {
  const { desk, says } = openWelcome();
  desk.tell(due, { kind: 'tag-seen', uid: 'E004015000000001' });
  expect(says()).toEqual(['vi', null]);
});

test('a slide can be held, goes on by a touch of the same button, and by itself when who held it has gone', () => {
  const { desk, timer } = openWelcome();
  desk.tell(due, pressed('hold-slide'));
  expect(desk.screen()).toMatchObject({ attract: { at: 0, held: true } });
  expect(timer()).toBe(120_000);
  desk.tell(pressed('hold-slide'));
  expect(desk.screen()).toMatchObject({ attract: { at: 0, held: false } });
  desk.tell(pressed('hold-slide'), due, due);
  expect(desk.screen()).toMatchObject({ attract: { at: 1, held: false } });
});

test('a screen that somebody made their own is left to them', () => {
  const { desk, says } = openWelcome();
  desk.tell({ kind: 'pressed', press: { kind: 'language', language: 'en' } }, due);
  expect(says()).toEqual(['en', null]);
});

test('without slides the welcome screen speaks its languages by turns; without the setting it is as it was', () => {
  const { desk, says } = openWelcome({ attract: { afterMs: 60_000, slides: [] } });
  desk.tell(due);
  expect(says()).toEqual(['vi', 0]);
  desk.tell(due);
  expect(says()).toEqual(['en', 0]);
  const plain = openWelcome({});
  expect(plain.timer()).toBeUndefined();
});

// ── pictures ──

const png = Buffer.from(toPng({ widthDots: 80, heightDots: 20, bits: new Uint8Array(200) }));
/** The beginning of a JPEG, as far as its frame header: 640 by 480. */
const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc000110801e002800301220002110103110100', 'hex');
const alt = { vi: 'Bìa sách', en: 'A cover' };

test('pictures of the one folder are shown; all others are told to the technician and left out', () => {
  const folder = newFolder();
  const elsewhere = newFolder();
  writeFileSync(join(elsewhere, 'secret.png'), png);
  for (const [name, body] of [
    ['a.png', png],
    ['b.jpg', jpeg],
    ['text.png', Buffer.from('<svg></svg>'.repeat(9))],
    ['large.png', Buffer.concat([png, Buffer.alloc(5 * 1024 * 1024)])],
  ] as const)
    writeFileSync(join(folder, name), body);
  mkdirSync(join(folder, 'folder.png'));
  symlinkSync(join(elsewhere, 'secret.png'), join(folder, 'link.png'));
  const names = ['a.png', 'b.jpg', 'text.png', 'large.png', 'folder.png', 'link.png', 'gone.png'];
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const settings = attractSettings.parse({ slides: names.map((picture) => ({ picture, alt, seconds: 5 })) });
  const loaded = loadAttract(settings, folder, log);
  expect(loaded.slides.map(({ picture }) => picture?.src)).toEqual(['/pictures/0', '/pictures/1']);
  expect(loaded.pictures.map(({ type }) => type)).toEqual(['image/png', 'image/jpeg']);
  expect(lines).toHaveLength(5);
  for (const at of [2, 3, 4, 5, 6]) expect(lines.join('')).toContain(`attract.slides.${at}.picture`);
});

test('a text stays when its picture cannot be shown', () => {
  const settings = attractSettings.parse({ slides: [{ picture: 'gone.png', alt, text }] });
  expect(loadAttract(settings, newFolder(), silent)).toMatchObject({ slides: [{ picture: null, text }], pictures: [] });
});

test.each([
  ['another folder', { picture: '../a.png', alt }],
  ['a hidden file', { picture: '.a.png', alt }],
  ['a file of another kind', { picture: 'settings.json', alt }],
  ['another machine', { picture: 'https://example.org/a.png', alt }],
  ['a picture without words for it', { picture: 'a.png' }],
  ['nothing at all', {}],
])('%s is no slide', (_, slide) => {
  expect(attractSettings.safeParse({ slides: [slide] }).success).toBe(false);
});

test('the glass gets pictures by number, with its ticket, and nothing else', async () => {
  const pictures = [{ body: png, type: 'image/png' as const }];
  const pages = pagesOf({ glassFolder: newGlassFolder(), words: {}, pictures });
  const web = await openWeb({ pages, port: 0, behind: nobodyBehind, voice: noVoice, log: silent });
  onTestFinished(() => web.close());
  const headers = { cookie: await cookieFor(web.address) };
  const got = await ask(web.port, '/pictures/0', { headers });
  expect([got.status, got.headers.get('content-type')]).toEqual([200, 'image/png']);
  for (const path of ['/pictures/1', '/pictures/', '/pictures/0/..', '/pictures/..%2fsettings.json', '/pictures/a.png'])
    expect([path, (await ask(web.port, path, { headers })).status]).toEqual([path, 404]);
  expect((await ask(web.port, '/pictures/0', {})).status).toBe(403);
});
