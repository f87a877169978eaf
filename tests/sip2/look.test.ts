// Looking at a library system before it is told anything: whether anybody listens there, and what certificate is shown.
import { listenTcp, listenTls, lookAtCertificate, reach, systemClock, type Credentials, type TlsWay } from 'sip2';
import { expect, onTestFinished, test } from 'vitest';
import { acsCertificate, acsCertificateSha256, acsKey, acsPublicKeySha256, authority } from './certificates.ts';

const host = '127.0.0.1';
const way = { host, connectTimeoutMs: 3000, clock: systemClock };
const acs: Credentials = { certificate: acsCertificate, key: acsKey, passphrase: null };
const nobody = { bytes: () => undefined, closed: () => undefined };

const plain = async () => {
  let calls = 0;
  const open = await listenTcp({
    host,
    port: 0,
    accept: () => {
      calls += 1;
      return nobody;
    },
  });
  onTestFinished(() => open.close());
  return { port: open.port, calls: () => calls };
};

test('somebody listens there, nobody does, or there is no such name', async () => {
  const { port, calls } = await plain();
  expect(await reach({ ...way, port })).toMatchObject({ kind: 'reached', address: host });
  expect(calls()).toBe(1);
  expect(await reach({ ...way, port: 1 })).toMatchObject({ kind: 'refused' });
  expect(await reach({ ...way, host: 'no-such-host.invalid', port })).toMatchObject({ kind: 'no-such-name' });
});

test('a certificate is shown whole before it is believed, and the library’s own is not told', async () => {
  const heard: Uint8Array[] = [];
  const open = await listenTls({
    host,
    port: 0,
    credentials: acs,
    clients: null,
    accept: () => ({ bytes: (chunk) => void heard.push(chunk), closed: () => undefined }),
  });
  onTestFinished(() => open.close());
  const look = (changed: Partial<TlsWay> = {}) =>
    lookAtCertificate({
      ...way,
      port: open.port,
      serverName: 'acs.example.org',
      trust: { kind: 'authorities', authorities: null, pins: [] },
      client: null,
      ...changed,
    });
  const whole = acsCertificateSha256.replaceAll(':', '').toLowerCase();
  expect(await look()).toMatchObject({
    kind: 'shown',
    certificate: { because: 'certificate-of-nobody-known', publicKey: acsPublicKeySha256, whole },
  });
  const known = { kind: 'authorities', authorities: [authority], pins: [] } as const;
  expect(await look({ trust: known })).toMatchObject({ certificate: { because: null } });
  expect(await look({ trust: known, serverName: 'another.example.org' })).toMatchObject({
    certificate: { because: 'certificate-of-another-name' },
  });
  const pin = (sha256: string) => ({ kind: 'pinned', pins: [{ of: 'public-key', sha256 }] }) as const;
  expect(await look({ trust: pin(acsPublicKeySha256) })).toMatchObject({ certificate: { because: null } });
  expect(await look({ trust: pin('0'.repeat(64)) })).toMatchObject({
    certificate: { because: 'certificate-not-pinned' },
  });
  expect(heard).toEqual([]);
});

test('what listens there and speaks no TLS is said to be so', async () => {
  const open = await listenTcp({
    host,
    port: 0,
    accept: (connection) => ({
      bytes: () => connection.write(new TextEncoder().encode('98YYYYNN\r')),
      closed: () => undefined,
    }),
  });
  onTestFinished(() => open.close());
  const trust = { kind: 'authorities', authorities: null, pins: [] } as const;
  expect(await lookAtCertificate({ ...way, port: open.port, serverName: null, trust, client: null })).toMatchObject({
    kind: 'not-tls',
  });
});
