// TLS with real sockets: whom the station believes, and whom it does not; nothing is said to the latter.

import {
  createClient,
  listenTcp,
  listenTls,
  systemClock,
  tcpTransport,
  tlsTransport,
  usualSettings,
  type Credentials,
  type Hears,
  type Listening,
  type Pin,
  type TlsWay,
  type Trust,
} from 'sip2';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { bytes, textOf } from './bytes.ts';
import {
  acsCertificate,
  acsCertificateSha256,
  acsKey,
  acsPublicKeyBase64,
  acsPublicKeySha256,
  authority,
  scCertificate,
  scKey,
} from './certificates.ts';

const host = '127.0.0.1';
const acs: Credentials = { certificate: acsCertificate, key: acsKey, passphrase: null };
const sc: Credentials = { certificate: scCertificate, key: scKey, passphrase: null };

/** An ACS that answers every chunk with the same in capitals, and keeps what it heard. */
async function echo(clients: readonly string[] | null): Promise<Listening & { readonly heard: string[] }> {
  const heard: string[] = [];
  const open = await listenTls({
    host,
    port: 0,
    credentials: acs,
    clients,
    accept: (connection) => ({
      bytes(chunk) {
        heard.push(textOf(chunk));
        connection.write(bytes(textOf(chunk).toUpperCase()));
      },
      closed() {},
    }),
  });
  return { ...open, heard };
}

const authorities = (given: readonly string[] | null, pins: readonly Pin[] = []): Trust => ({
  kind: 'authorities',
  authorities: given,
  pins,
});

let server: Awaited<ReturnType<typeof echo>>;
beforeAll(async () => void (server = await echo(null)));
afterAll(() => server.close());

const way = (trust: Trust, changed: Partial<TlsWay> = {}): TlsWay => ({
  host,
  port: server.port,
  connectTimeoutMs: 5000,
  clock: systemClock,
  serverName: 'acs.example.org',
  trust,
  client: null,
  ...changed,
});

async function said(to: TlsWay, text: string): Promise<string> {
  let tell: Hears['bytes'] = () => {};
  let ended: Hears['closed'] = () => {};
  const answer = new Promise<string>((resolve, reject) => {
    tell = (chunk) => resolve(textOf(chunk));
    ended = (why) => reject(new Error(why));
  });
  answer.catch(() => {});
  const connection = await tlsTransport(to).open({ bytes: (chunk) => tell(chunk), closed: (why) => ended(why) });
  onTestFinished(() => connection.close());
  connection.write(bytes(text));
  return answer;
}

const wrongPin: Pin = { of: 'public-key', sha256: '0'.repeat(64) };

describe('believed', () => {
  test.each<[string, Trust, Partial<TlsWay>?]>([
    ['by the authority that signed it, and its name', authorities([authority])],
    ['where the host is the name', authorities([authority]), { host: 'localhost', serverName: null }],
    ['by authority and pin', authorities([authority], [{ of: 'public-key', sha256: acsPublicKeySha256 }])],
    [
      'by its public key alone, whatever its name',
      { kind: 'pinned', pins: [wrongPin, { of: 'public-key', sha256: acsPublicKeyBase64 }] },
      { serverName: null },
    ],
    ['by its certificate alone', { kind: 'pinned', pins: [{ of: 'certificate', sha256: acsCertificateSha256 }] }],
  ])('%s', async (_, trust, changed) => expect(await said(way(trust, changed), 'xin chào')).toBe('XIN CHÀO'));
});

describe('not believed, and nothing is said to it', () => {
  test.each<[string, Trust, Partial<TlsWay>, RegExp]>([
    ['an authority nobody knows', authorities(null), {}, /unable to (?:get|verify)|self-signed/],
    ['another name', authorities([authority]), { serverName: 'other.example.org' }, /other\.example\.org/],
    [
      'another key, for all its authority',
      authorities([authority], [wrongPin]),
      {},
      new RegExp(`not pinned here.*${acsPublicKeySha256}`),
    ],
    ['another key', { kind: 'pinned', pins: [wrongPin] }, {}, /not pinned here/],
    [
      'a key pinned as a certificate',
      { kind: 'pinned', pins: [{ of: 'certificate', sha256: acsPublicKeySha256 }] },
      {},
      /not pinned here/,
    ],
  ])('%s', async (_, trust, changed, sentence) => {
    const before = server.heard.length;
    await expect(said(way(trust, changed), 'secret')).rejects.toThrow(sentence);
    expect(server.heard).toHaveLength(before);
  });

  test('pins that are none are said before anything is opened', () => {
    expect(() => tlsTransport(way({ kind: 'pinned', pins: [] }))).toThrow(/needs a pin/);
    expect(() => tlsTransport(way({ kind: 'pinned', pins: [{ of: 'certificate', sha256: 'abc' }] }))).toThrow(
      /no SHA-256/,
    );
  });
});

test('a client certificate, where the ACS asks for one', async () => {
  const strict = await echo([authority]);
  onTestFinished(() => strict.close());
  const to = way(authorities([authority]), { port: strict.port });
  expect(await said({ ...to, client: sc }, 'hello')).toBe('HELLO');
  await expect(said(to, 'hello')).rejects.toThrow(/certificate|hang up|reset|closed/i);
  expect(strict.heard).toEqual(['hello']);
});

test('an ACS without TLS is said in a sentence', async () => {
  const plain = await listenTcp({
    host,
    port: 0,
    accept: (connection) => ({ bytes: () => connection.write(bytes('96\r')), closed() {} }),
  });
  onTestFinished(() => plain.close());
  await expect(said(way(authorities([authority]), { port: plain.port }), 'x')).rejects.toThrow(
    /^Cannot reach the ACS at 127\.0\.0\.1:\d+: /,
  );
});

test('closing ends a handshake that nobody answers, long before its time is up', async () => {
  let rings = (): void => {};
  const ringing = new Promise<void>((resolve) => (rings = resolve));
  const mute = await listenTcp({
    host,
    port: 0,
    accept: () => ({ bytes: () => rings(), closed() {} }),
  });
  onTestFinished(() => mute.close());
  const client = createClient({
    transport: tlsTransport(way(authorities([authority]), { port: mute.port, connectTimeoutMs: 3_600_000 })),
    clock: systemClock,
    settings: usualSettings,
    random: Math.random,
    hears: { state() {}, traffic() {} },
  });
  client.open();
  await ringing;
  await client.close();
  expect(client.state()).toMatchObject({ kind: 'down', because: 'closed' });
});

test('an attempt that is given up before anybody could pick up is no connection', async () => {
  const attempt = new AbortController();
  const nobody = { bytes() {}, closed() {} };
  const { port } = server;
  const dialled = tcpTransport({ host, port, connectTimeoutMs: 3_600_000, clock: systemClock }).open(
    nobody,
    attempt.signal,
  );
  attempt.abort();
  await expect(dialled).rejects.toThrow(/given up here/);
});
