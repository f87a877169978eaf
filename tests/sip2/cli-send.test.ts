// What `send` owes: a verb for every question, an exit code that means something, secrets that need not be arguments, and
// TLS to somebody who can be trusted.

import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFramer, listenTcp, listenTls, parse, systemClock, type QuestionKind } from 'sip2';
import { createAcs } from 'sip2/acs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { messages } from '../../sip2/messages.ts';
import { acsCertificate, acsKey, authority, scCertificate } from './certificates.ts';
import { serving, sip2 } from './cli-world.ts';
import { barcodeOf, cardOf, catalogue } from './library.ts';

const card = cardOf('Nguyễn Văn An');
/** Her PIN is 1234. */
const binh = cardOf('Trần Thị Bình');
const item = barcodeOf('Matilda');

/** Every question of the table: the words that ask it. A new row in messages.ts does not compile without one here. */
const words: { readonly [K in QuestionKind]: readonly string[] } = {
  login: ['login', '--login', 'kiosk:s3cret'],
  'sc-status': ['status'],
  'patron-status': ['patron-status', card],
  'block-patron': ['block', card, 'left behind'],
  'patron-enable': ['enable', card],
  'patron-information': ['patron', card, '--list', 'charged-items'],
  'item-information': ['item', item],
  'item-status-update': ['item-update', item, 'a page is torn'],
  checkout: ['checkout', card, item],
  checkin: ['checkin', item],
  renew: ['renew', card, item],
  'renew-all': ['renew-all', card],
  hold: ['hold', card, item, '--pickup', 'TVT'],
  'fee-paid': ['pay', card, '1000', '--currency', 'VND'],
  'end-patron-session': ['end', card],
};

/** What a client asks for by itself, and no verb can. */
const notForSend = ['request-acs-resend'];

/** An ACS that keeps the numbers of what it hears. */
async function listeningAcs(heard: string[]) {
  const acs = createAcs({
    clock: systemClock,
    catalogue,
    settings: { login: null, listsOf: 'barcodes', showPatrons: false },
    hears: { traffic: ({ kind, text }) => void (kind === 'heard' && heard.push(text)), changed() {} },
  });
  const open = await listenTcp({ host: '127.0.0.1', port: 0, accept: (connection) => acs.serve(connection) });
  onTestFinished(() => open.close());
  return ['--port', String(open.port)];
}

describe('a verb for every question', () => {
  test.each(Object.entries(words))('%s', async (kind, typed) => {
    const heard: string[] = [];
    const where = await listeningAcs(heard);
    await sip2(['send', ...typed, ...where]);
    const [code] = Object.entries(messages).flatMap(([name, row]) => (name === kind ? [row.code] : []));
    expect(heard.map((text) => text.slice(0, 2))).toContain(code);
  });

  test('and what is left of the table are answers, and what a client sends by itself', () => {
    const questions = Object.entries(messages).flatMap(([kind, row]) => ('answer' in row ? [kind] : []));
    expect(questions.toSorted()).toEqual(Object.keys(words).toSorted());
    const answers = new Set(Object.values(messages).flatMap((row) => ('answer' in row ? [row.answer] : [])));
    const rest = Object.keys(messages).filter(
      (kind) => !questions.includes(kind) && !new Set<string>(answers).has(kind),
    );
    expect(rest.toSorted()).toEqual([...notForSend, 'request-sc-resend'].toSorted());
  });
});

describe('it ends with', () => {
  test('0 and 1: the ACS said yes, or no; to a login, too', async () => {
    const where = await serving('--login', 'kiosk:s3cret');
    expect((await sip2(['send', 'login', ...where, '--login', 'kiosk:s3cret'])).code).toBe(0);
    expect((await sip2(['send', 'login', ...where, '--login', 'kiosk:wrong'])).code).toBe(1);
    expect((await sip2(['session', ...where, '--login', 'kiosk:wrong'])).code).toBe(1);
    expect((await sip2(['probe', ...where, '--login', 'kiosk:wrong'])).code).toBe(1);
    expect((await sip2(['send', 'item', 'nowhere', ...where, '--login', 'kiosk:s3cret'])).code).toBe(1);
  });

  test('2: what cannot be written, and what the dialect never asks, was not sent', async () => {
    const heard: string[] = [];
    const where = await listeningAcs(heard);
    const broken = await sip2(['send', 'item', 'a|b', ...where]);
    expect([broken.code, broken.complaint]).toEqual([2, expect.stringContaining('itemId')]);
    const never = await sip2(['send', 'block', card, ...where, '--dialect', 'koha']);
    expect([never.code, never.complaint]).toEqual([2, expect.stringContaining('does not answer')]);
    expect(heard.filter((text) => /^(17|01)/.test(text))).toEqual([]);
  });

  test('3: nobody there, in words and as JSON; and nobody knows', async () => {
    const nobody = await sip2(['send', 'status', '--json', '--port', '1']);
    expect([nobody.code, nobody.complaint]).toEqual([3, expect.stringContaining('Cannot reach the ACS')]);
    expect(JSON.parse(nobody.said)).toMatchObject({ kind: 'not-asked', because: 'unreachable' });
    const where = await serving('--fault', 'checkout:prose:1');
    const unknown = await sip2(['send', 'checkout', card, item, '--json', ...where]);
    expect(unknown.code).toBe(3);
    expect(JSON.parse(unknown.said)).toMatchObject({ kind: 'outcome-unknown', because: 'prose' });
  });
});

describe('secrets', () => {
  const secret = { SIP2_PIN: '1234', SIP2_LOGIN: 'kiosk:s3cret' };

  test('come from the environment when they are no arguments, and are in no trace', async () => {
    const where = await serving('--login', 'kiosk:s3cret');
    const { code, complaint, said } = await sip2(['send', 'patron', binh, '--trace', ...where], { env: secret });
    expect(code).toBe(0);
    expect(said).toMatch(/valid patron password +yes/);
    expect(complaint).toContain('AD***');
    expect(complaint).toContain('CO***');
    for (const one of ['1234|', 's3cret']) expect(complaint).not.toContain(one);
  });

  test('an argument goes before the environment', async () => {
    const where = await serving('--login', 'kiosk:s3cret');
    const { code } = await sip2(['send', 'patron', binh, '0000', ...where, '--login', 'kiosk:s3cret'], { env: secret });
    expect(code).toBe(1);
  });
});

describe('over TLS', () => {
  async function secureAcs(): Promise<readonly string[]> {
    const acs = createAcs({
      clock: systemClock,
      catalogue,
      settings: { login: null, listsOf: 'barcodes', showPatrons: false },
      hears: { traffic() {}, changed() {} },
    });
    const open = await listenTls({
      host: 'localhost',
      port: 0,
      credentials: { certificate: acsCertificate, key: acsKey, passphrase: null },
      clients: null,
      accept: (connection) => acs.serve(connection),
    });
    onTestFinished(() => open.close());
    return ['--tls', '--port', String(open.port)];
  }

  async function fileOf(certificate: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'sip2-ca-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, 'ca.pem');
    writeFileSync(path, certificate);
    return path;
  }

  test('to an ACS whose authority is known', async () => {
    const where = await secureAcs();
    const ca = await fileOf(authority);
    expect((await sip2(['send', 'item', item, ...where, '--host', 'localhost', '--ca', ca])).code).toBe(0);
  });

  test.each<[string, string, string, string, RegExp]>([
    [
      'another authority',
      'localhost',
      scCertificate,
      '--ca',
      /^Cannot trust the ACS at localhost:\d+: .*(certificate|verify)/,
    ],
    [
      'none but this machine’s own',
      'localhost',
      '',
      '',
      /^Cannot trust the ACS at localhost:\d+: .*(certificate|verify)/,
    ],
    ['another name', '127.0.0.1', authority, '--ca', /^Cannot trust the ACS at 127\.0\.0\.1:\d+: .*127\.0\.0\.1/],
  ])('not with %s: said in a sentence, and 3', async (_, host, certificate, option, sentence) => {
    const where = await secureAcs();
    const ca = option === '' ? [] : [option, await fileOf(certificate)];
    const { code, complaint } = await sip2(['send', 'item', item, ...where, '--host', host, ...ca]);
    expect(code).toBe(3);
    expect(complaint).toMatch(sentence);
  });
});

test('what encode writes, the codec reads', async () => {
  const { said } = await sip2([
    'encode',
    '--sequence',
    '3',
    '{"kind":"sc-status","status":"ok","maxPrintWidth":80,"protocolVersion":"2.00"}',
  ]);
  const [frame] = createFramer().push(new TextEncoder().encode(`${said}\r`));
  expect(frame?.kind === 'frame' ? parse(frame.bytes, 'utf-8') : null).toMatchObject({ sequence: 3, checksum: 'good' });
});
