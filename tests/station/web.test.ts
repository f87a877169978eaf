// The web doorway and its pages, knocked at by browsers, by pages from elsewhere and by programs that mean no good: a real
// station behind it, real sockets in front.
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noVoice } from '../../station/voice.ts';
import { openWeb } from '../../station/web.ts';
import { pagesOf } from '../../station/web-pages.ts';
import { ask, cookieFor, sendRaw, ticketTarget } from './doorway.ts';
import { canConnect, newFolder, newPages, nobodyBehind, openHouse, page, silent, stillServes } from './open-house.ts';

// ── Who may look ──

test('only this machine’s own loopback address is listened on', async () => {
  const { port } = await openHouse();
  expect(await canConnect('127.0.0.1', port)).toBe(true);
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ address }) => address !== '127.0.0.1')
    .map(({ address, scopeid }) => (scopeid === undefined || scopeid === 0 ? address : `${address}%${scopeid}`));
  // 127.0.0.2 answers whoever listens on every address, also on a machine without a network.
  for (const other of ['127.0.0.2', '::1', ...others])
    expect([other, await canConnect(other, port)]).toEqual([other, false]);
});

test('without the ticket there is a sentence, and no page', async () => {
  const { port, web } = await openHouse();
  const { ticket } = Object.fromEntries(new URL(web.address).searchParams);
  const cookie = await cookieFor(web.address);
  for (const { target, headers } of [
    { target: '/', headers: {} },
    { target: '/assets/glass-1a2b.js', headers: {} },
    { target: '/?ticket=', headers: {} },
    { target: `/?ticket=${ticket?.slice(1)}`, headers: {} },
    { target: `/?ticket=${'A'.repeat(43)}`, headers: {} },
    { target: `/index.html?ticket=${ticket}`, headers: {} },
    { target: '/', headers: { cookie: `tram-${port}-1=${'A'.repeat(43)}` } },
    { target: '/', headers: { cookie: `tram-${port}-1` } },
    { target: '/', headers: { cookie: cookie.replace('tram-', 'tram-1') } },
  ]) {
    const { status, body } = await ask(port, target, { headers });
    expect([target, status, body]).toEqual([
      target,
      403,
      expect.stringContaining('needs the whole address that Tram printed'),
    ]);
    expect(body).not.toContain('<');
  }
});

test('the ticket becomes a cookie that no script reads and no other page sends, and then there is the page', async () => {
  const { port, web } = await openHouse();
  const traded = await ask(port, ticketTarget(web.address));
  expect([traded.status, traded.headers.get('location')]).toEqual([303, '/']);
  const parts = (traded.headers.get('set-cookie') ?? '').split('; ');
  expect(parts.slice(1).toSorted()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict']);
  const cookie = parts[0] ?? '';
  // Beside the cookies of whatever else runs on this machine: ports share them.
  const headers = { cookie: `other=1; ${cookie}; last=2` };
  const got = await ask(port, '/', { headers });
  expect([got.status, got.headers.get('content-type'), got.headers.get('cache-control'), got.body]).toEqual([
    200,
    'text/html; charset=utf-8',
    'no-store',
    page,
  ]);
  const script = await ask(port, '/assets/glass-1a2b.js?v=1', { headers });
  expect([script.status, script.headers.get('content-type'), script.body]).toEqual([
    200,
    'text/javascript; charset=utf-8',
    'export {};',
  ]);
  expect(script.headers.get('cache-control')).toContain('private');
  const head = await ask(port, '/', { method: 'HEAD', headers });
  expect([head.status, head.body]).toEqual([200, '']);
});

test('a ticket is of one start: no two stations share it', async () => {
  const [one, other] = [await openHouse(), await openHouse()];
  const { search } = new URL(one.web.address);
  expect(search.length).toBeGreaterThan('?ticket='.length + 40);
  expect((await ask(other.port, `/${search}`)).status).toBe(403);
});

test('every answer, good or bad, carries the strict headers', async () => {
  const { port, web } = await openHouse();
  const cookie = await cookieFor(web.address);
  const answers = [
    await ask(port, ticketTarget(web.address)),
    await ask(port, '/', { headers: { cookie } }),
    await ask(port, '/assets/glass-1a2b.css', { headers: { cookie } }),
    await ask(port, '/nowhere', { headers: { cookie } }),
    await ask(port, '//', { headers: { cookie } }),
    await ask(port, 'http://[', { headers: { cookie } }),
    await ask(port, '/'),
    await ask(port, '/', { method: 'POST', headers: { cookie } }),
    await ask(port, '/', { headers: { host: 'example.org' } }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([303, 200, 200, 404, 404, 400, 403, 405, 421]);
  for (const { headers } of answers) {
    const policy = Object.fromEntries(
      (headers.get('content-security-policy') ?? '').split('; ').map((rule) => {
        const [name = '', ...sources] = rule.split(' ');
        return [name, sources.join(' ')];
      }),
    );
    expect(policy).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self' data: blob:",
      'font-src': "'self'",
      'connect-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    });
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
  }
});

test('a name that was made to point here (DNS rebinding) is not of this station, ticket or not', async () => {
  const { port, web } = await openHouse();
  const cookie = await cookieFor(web.address);
  const others = [
    'evil.example',
    `evil.example:${port}`,
    '127.0.0.1',
    `127.0.0.1:${port}.evil.example`,
    `0.0.0.0:${port}`,
    '',
  ];
  for (const host of others) {
    const { status, body } = await ask(port, ticketTarget(web.address), { headers: { host, cookie } });
    expect([host, status]).toEqual([host, 421]);
    expect(body).toContain('not of this station');
  }
  expect((await ask(port, '/', { headers: { host: `localhost:${port}`, cookie } })).status).toBe(200);
  expect(await sendRaw(port, 'GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 421 /);
});

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE'])('%s is not served', async (method) => {
  const { port, web } = await openHouse();
  const { status } = await ask(port, '/', { method, headers: { cookie: await cookieFor(web.address) } });
  expect(status).toBe(405);
});

// ── Paths ──

test('no path leads to a file outside the glass, nor to what is no file', async () => {
  const house = await openHouse();
  const { port } = house;
  const cookie = await house.cookie();
  const targets = [
    '/../secret.json',
    '/assets/../../secret.json',
    '/%2e%2e/secret.json',
    '/%2e%2e%2fsecret.json',
    '/..%5csecret.json',
    '/..\\secret.json',
    '/assets/',
    '/assets',
    '//index.html/..',
    '//etc/passwd',
    '///etc/passwd',
    '/etc/passwd',
    '/index.html%00.js',
    '/index.html/',
    '/INDEX.HTML',
    '/%',
    '/%zz',
    '/%c0%ae%c0%ae/secret.json',
    `/${'a'.repeat(8000)}`,
    '//',
    '//[',
    '/\\[',
    '*',
    'http://',
    'http://[',
    'http://evil.example/',
    `http://127.0.0.1:${port}@evil.example/`,
    '/__proto__',
    '/constructor',
  ];
  for (const target of targets) {
    const { status, body } = await ask(port, target, { headers: { cookie } });
    expect([target, [400, 404].includes(status)]).toEqual([target, true]);
    expect(body).not.toContain('secret');
    expect(body).not.toContain('root:');
    expect(body).not.toContain('<title>');
  }
  await stillServes(house);
});

test('what is no HTTP, or far too long, is refused and harms nobody', async () => {
  const house = await openHouse();
  const host = `Host: 127.0.0.1:${house.port}\r\n`;
  const refused = /^(HTTP\/1\.1 4\d\d |$)/;
  for (const text of [
    `GET /\0 HTTP/1.1\r\n${host}\r\n`,
    `GET /${'a'.repeat(200_000)} HTTP/1.1\r\n${host}\r\n`,
    `GET / HTTP/1.1\r\n${host}Cookie: ${'a'.repeat(200_000)}\r\n\r\n`,
    `GET / HTTP/1.1\r\n${host}${host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    'rubbish\r\n\r\n',
    '\u0016\u0003\u0001\u0002\0\u0001\0', // a TLS greeting
  ]) {
    // The far end may break off while the long ones are still being sent.
    const answer = await sendRaw(house.port, text).catch(() => '');
    expect(answer).toMatch(refused);
  }
  await stillServes(house);
});

// ── The glass itself ──

test('a glass that was not built, a port that is taken: sentences', async () => {
  const read = (glassFolder: string) => () => pagesOf({ glassFolder, words: {}, pictures: [] });
  const none = join(newFolder(), 'glass');
  expect(read(none)).toThrow(`the glass was not built (${join(none, 'index.html')} is missing): npm run build`);
  mkdirSync(none);
  expect(read(none)).toThrow('the glass was not built');
  const { port } = await openHouse();
  const again = openWeb({ pages: newPages(), port, behind: nobodyBehind, voice: noVoice, log: silent });
  await expect(again).rejects.toThrow(
    `port ${port} of this machine is taken: end the other program or choose another --port`,
  );
});

const built = join(import.meta.dirname, '../../build/glass');

test.skipIf(!existsSync(built))('the built glass asks nobody but its own station', () => {
  const texts = readdirSync(built, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:html|js|css|svg)$/.test(entry.name))
    .map((entry) => ({ name: entry.name, text: readFileSync(join(entry.parentPath, entry.name), 'utf8') }));
  expect(texts.map(({ name }) => name)).toContain('index.html');
  // Names of vocabularies, the text of React's own errors, and an example in a sentence: written, never asked for.
  const isOnlyAName = /^(?:http:\/\/www\.w3\.org\/|https:\/\/react\.dev\/errors\/|https:\/\/koha\.example\.org\/)/;
  for (const { name, text } of texts) {
    const addresses = [...text.matchAll(/\b(?:https?|wss?|ftp):\/\/[^"'`)\s\\]*/g)].map(([address]) => address);
    expect([name, addresses.filter((address) => !isOnlyAName.test(address))]).toEqual([name, []]);
  }
  const html = texts.find(({ name }) => name === 'index.html')?.text ?? '';
  const css = texts.filter(({ name }) => name.endsWith('.css')).map(({ text }) => text);
  const asked = [
    ...[...html.matchAll(/(?:src|href|content)="([^"]*\/[^"]*)"/g)].map(([, address]) => address),
    ...css.flatMap((text) => [...text.matchAll(/url\(["']?([^"')]+)/g)].map(([, address]) => address)),
  ];
  expect(asked.length).toBeGreaterThan(3);
  for (const address of asked) expect(address).toMatch(/^(?:\/assets\/|\.\/|[\w-]+\.\w+$|image\/svg\+xml$|data:)/);
  // The policy of the doorway lets no script or style inside the page run.
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);
});
