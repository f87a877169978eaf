// `sip2 serve` on real sockets: over TLS, behind prompts, and what it says of options that are no good.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import {
  createClient,
  systemClock,
  tcpTransport,
  tlsTransport,
  usualPrompts,
  usualSettings,
  withPromptLogin,
  type Client,
  type ClientState,
  type Credentials,
  type Settings,
  type Transport,
} from 'sip2';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { run } from '../../sip2/cli/run.ts';
import { acsCertificate, acsKey, authority, scCertificate, scKey } from './certificates.ts';
import { barcodeOf } from './library.ts';

const host = '127.0.0.1';
let folder = '';
const file = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sip2-serve-'));
  const files = { 'acs.pem': acsCertificate, 'acs.key': acsKey, 'sc.key': scKey, 'authority.pem': authority };
  for (const [name, text] of Object.entries(files)) writeFileSync(file(name), text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command until the test is over; its port, and what it complained of. */
async function serving(...args: readonly string[]) {
  const stop = new AbortController();
  const complaints: string[] = [];
  let ended: Promise<number> = Promise.resolve(0);
  const ready = await new Promise<string>((resolve) => {
    const world = {
      print: resolve,
      complain: (text: string) => void complaints.push(text),
      readAll: async () => new Uint8Array(),
      input: new PassThrough(),
      output: new PassThrough(),
      stop: stop.signal,
      env: {},
    };
    ended = run(['serve', '--port', '0', ...args], world);
    void ended.then(() => resolve('ended'));
  });
  onTestFinished(async () => {
    stop.abort();
    await ended;
  });
  return { port: Number(ready.split(':').at(-1)), complaints, ready, ended };
}

/** A client, and the first state it reached. */
async function calling(transport: Transport, settings: Partial<Settings> = {}) {
  let client: Client | null = null;
  const first = await new Promise<ClientState>((resolve) => {
    client = createClient({
      transport,
      clock: systemClock,
      settings: { ...usualSettings, institutionId: 'TVT', ...settings },
      random: Math.random,
      hears: {
        state: (state) => {
          if (state.kind === 'up' || (state.kind === 'down' && state.because !== 'not-opened')) resolve(state);
        },
        traffic() {},
      },
    });
    client.open();
  });
  onTestFinished(() => client?.close());
  const title = async (): Promise<string | null> => {
    const outcome = await client?.ask({ kind: 'item-information', itemId: barcodeOf('Truyện Kiều') });
    return outcome?.kind === 'answered' ? outcome.answer.titleIdentifier : null;
  };
  return { first, title };
}

const tls = (port: number, client: Credentials | null = null): Transport =>
  tlsTransport({
    host,
    port,
    connectTimeoutMs: 5000,
    clock: systemClock,
    serverName: 'acs.example.org',
    trust: { kind: 'authorities', authorities: [authority], pins: [] },
    client,
  });

const withTls = (): readonly string[] => ['--tls-cert', file('acs.pem'), '--tls-key', file('acs.key')];

describe('over TLS', () => {
  test('whoever trusts its certificate is served', async () => {
    const { port } = await serving(...withTls());
    expect(await (await calling(tls(port))).title()).toBe('Truyện Kiều / Nguyễn Du');
  });

  test('only for certificates of an authority, where one is named; the trace says who was turned away', async () => {
    const { port, complaints } = await serving(...withTls(), '--tls-client-ca', file('authority.pem'), '--trace');
    const sc = { certificate: scCertificate, key: scKey, passphrase: null };
    expect(await (await calling(tls(port, sc))).title()).toBe('Truyện Kiều / Nguyễn Du');
    expect((await calling(tls(port))).first.kind).toBe('down');
    const plain = tcpTransport({ host, port, connectTimeoutMs: 5000, clock: systemClock });
    expect((await calling(plain)).first.kind).toBe('down');
    expect(complaints.filter((line) => line.includes('No TLS with 127.0.0.1')).length).toBeGreaterThan(0);
  });
});

describe('behind prompts', () => {
  const prompted = (port: number, password: string): Transport =>
    withPromptLogin(tcpTransport({ host, port, connectTimeoutMs: 5000, clock: systemClock }), {
      user: 'kiosk',
      password,
      prompts: usualPrompts,
      timeoutMs: 5000,
      clock: systemClock,
    });

  test('the right answers are followed by SIP2, the wrong ones by a refusal', async () => {
    const { port } = await serving('--as', 'openncip', '--telnet', 'kiosk:s3:cret');
    expect(await (await calling(prompted(port, 's3:cret'))).title()).toBe('Truyện Kiều / Nguyễn Du');
    expect((await calling(prompted(port, 'no'))).first).toMatchObject({ kind: 'down', because: 'login-refused' });
  });

  test('and TLS around both', async () => {
    const { port } = await serving(...withTls(), '--telnet', 'kiosk:s3cret');
    const transport = withPromptLogin(tls(port), {
      user: 'kiosk',
      password: 's3cret',
      prompts: usualPrompts,
      timeoutMs: 5000,
      clock: systemClock,
    });
    expect((await calling(transport)).first.kind).toBe('up');
  });
});

describe('what is amiss is said', () => {
  test.each<[string, () => readonly string[], number, RegExp]>([
    ['half of TLS', () => ['--tls-cert', file('acs.pem')], 2, /TLS needs both --tls-cert and --tls-key/],
    ['only callers', () => ['--tls-client-ca', file('authority.pem')], 2, /needs both/],
    [
      'no such file',
      () => ['--tls-cert', file('no'), '--tls-key', file('acs.key')],
      2,
      /--tls-cert .*no cannot be read/,
    ],
    [
      'two strangers',
      () => ['--tls-cert', file('acs.pem'), '--tls-key', file('sc.key')],
      3,
      /cannot be used: .*belong together/,
    ],
    ['a name without a password', () => ['--telnet', 'kiosk'], 2, /--telnet should be USER:PASS/],
    ['a seed that is none', () => ['--seed', 'x'], 2, /--seed should be a number/],
  ])('%s', async (_, args, code, why) => {
    const { ended, complaints } = await serving(...args());
    expect(await ended).toBe(code);
    expect(complaints.join('\n')).toMatch(why);
  });
});
