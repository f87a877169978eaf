// The station's voice, with a program that writes down how it was called in the place of espeak-ng, and the doorway to it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openVoice, voiceLimits, type Voice } from '../../station/voice.ts';
import { openWeb } from '../../station/web.ts';
import { pagesOf } from '../../station/web-pages.ts';
import { cookieFor } from './doorway.ts';
import { newFolder, newGlassFolder, silent, nobodyBehind } from './open-house.ts';

/** Says what it is told as a WAV whose lengths are unknown, as espeak-ng does into a pipe. `extra` runs before that. */
const program = (extra = ''): { readonly command: [string, string]; readonly calls: () => readonly Call[] } => {
  const folder = newFolder();
  const script = join(folder, 'says.mjs');
  const heard = join(folder, 'heard.jsonl');
  writeFileSync(heard, '');
  writeFileSync(
    script,
    `import { appendFileSync, readFileSync } from 'node:fs';
     ${extra}
     const text = readFileSync(0, 'utf8');
     appendFileSync(${JSON.stringify(heard)}, JSON.stringify({ args: process.argv.slice(2), text, env: Object.keys(process.env) }) + '\\n');
     const head = Buffer.alloc(44);
     head.write('RIFF', 0); head.writeUInt32LE(0x7fffffff, 4); head.write('WAVEfmt ', 8); head.write('data', 36); head.writeUInt32LE(0x7fffffff, 40);
     process.stdout.write(Buffer.concat([head, Buffer.alloc(text.length)]));`,
  );
  return {
    command: [process.execPath, script],
    calls: () =>
      readFileSync(heard, 'utf8')
        .trim()
        .split('\n')
        .map((line): Call => JSON.parse(line)),
  };
};
type Call = { readonly args: readonly string[]; readonly text: string; readonly env: readonly string[] };

test('what is said goes in by stdin: no argument and nothing of the surroundings tells it', async () => {
  process.env['TRAM_TEST_SECRET'] = 'hidden';
  onTestFinished(() => {
    delete process.env['TRAM_TEST_SECRET'];
  });
  const { command, calls } = program();
  const voice = await openVoice(command);
  expect(voice.languages).toEqual(['vi', 'en']);
  const sound = await voice.speak('vi', '--version\n[[Dế Mèn\u0007 phiêu lưu ký');
  const call = calls().at(-1);
  expect(call?.text).toBe('--version Dế Mèn phiêu lưu ký\n');
  expect(call?.args).toEqual(['-v', 'vi', '-s', '160', '-b', '1', '--stdin', '--stdout']);
  expect(call?.env).not.toContain('TRAM_TEST_SECRET');
  // The lengths are put right, so that a browser takes it.
  expect(sound?.readUInt32LE(4)).toBe((sound?.length ?? 0) - 8);
  expect(sound?.readUInt32LE(40)).toBe((sound?.length ?? 0) - 44);
});

test.each([
  ['is not there', null],
  ['fails', 'process.exit(1);'],
  ['says nothing', 'process.exit(0);'],
  [
    'writes no sound',
    "process.stdout.write('no sound at all, but quite a lot of it, as an error text'); process.exit(0);",
  ],
])('a program that %s is no voice', async (_, extra) => {
  const command: [string, ...string[]] = extra === null ? ['no-such-voice-of-tram'] : program(extra).command;
  const voice = await openVoice(command);
  expect(voice.languages).toEqual([]);
  expect(await voice.speak('vi', 'một')).toBeNull();
});

test('more at once than a small computer can say is not begun, and nothing is said of nothing', async () => {
  const voice = await openVoice(program().command);
  const many = await Promise.all(Array.from({ length: 5 }, () => voice.speak('vi', 'một')));
  expect(many.filter((sound) => sound !== null)).toHaveLength(voiceLimits.atOnce);
  expect(await voice.speak('vi', ' \n ')).toBeNull();
});

const standIn: Voice = {
  languages: ['vi'],
  speak: (language, text) => Promise.resolve(language === 'vi' ? Buffer.from(`RIFF ${text}`) : null),
};

test('the page asks which languages there are, and has its texts said', async () => {
  const web = await openWeb({
    pages: pagesOf({
      glassFolder: newGlassFolder(),
      words: { vi: { 'welcome.title': 'Chào bạn' } },
      pictures: [],
    }),
    port: 0,
    behind: nobodyBehind,
    voice: standIn,
    log: silent,
  });
  onTestFinished(() => web.close());
  const origin = `http://127.0.0.1:${web.port}`;
  const cookie = await cookieFor(web.address);
  const post = (body: string, headers: Record<string, string> = { cookie, origin }, path = '/voice') =>
    fetch(`${origin}${path}`, { method: 'POST', headers, body });
  const wish = JSON.stringify({ language: 'vi', text: 'Trả sách' });

  expect(await (await fetch(`${origin}/voice`, { headers: { cookie } })).json()).toEqual(['vi']);
  const said = await post(wish);
  expect([said.status, said.headers.get('content-type'), said.headers.get('cache-control'), await said.text()]).toEqual(
    [200, 'audio/wav', 'no-store', 'RIFF Trả sách'],
  );
  expect((await post(JSON.stringify({ language: 'en', text: 'Return' }))).status).toBe(204);

  expect((await fetch(`${origin}/voice`)).status).toBe(403);
  expect((await post(wish, { origin })).status).toBe(403);
  expect((await post(wish, { cookie })).status).toBe(403);
  expect((await post(wish, { cookie, origin: 'http://elsewhere.example' })).status).toBe(403);
  expect((await post(wish, { cookie, origin }, '/index.html')).status).toBe(405);
  for (const bad of [
    'no JSON',
    '{}',
    JSON.stringify({ language: 'vi', text: '' }),
    JSON.stringify({ language: 'km', text: 'x' }),
    JSON.stringify({ language: 'vi', text: 'x'.repeat(voiceLimits.characters + 1) }),
    JSON.stringify({ language: 'vi', text: 'x', also: 1 }),
    `"${'x'.repeat(40_000)}"`,
  ])
    expect([bad.slice(0, 30), (await post(bad)).status]).toEqual([bad.slice(0, 30), 400]);
});
