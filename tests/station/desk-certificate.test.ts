// What the desk's doorway on the network shows who it is with, and what it does where it cannot open: it tells, and keeps trying.
import { createServer } from 'node:net';
import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { expect, test, vi } from 'vitest';
import { createLog } from '../../station/log.ts';
import { selfMadeDays } from '../../station/self-made.ts';
import { deskDoorSettings } from '../../station/settings/desk-door.ts';
import { demonstration } from '../../station/settings/schema.ts';
import { certificateFor, selfMadeFile } from '../../station/web-certificate.ts';
import { createHandClock } from '../clock.ts';
import { askDesk, listenAt, openDoor, withLibrarys } from './desk-doorway.ts';
import { expiredCertificate, oddAuthority } from './odd-certificates.ts';
import { newFolder, openHouse } from './open-house.ts';

const days = 86_400_000;
/** Files are read, on a machine that may be busy. */
const patience = { timeout: 15_000 };
const nowMs = Date.UTC(2026, 10, 22);

test('unless the settings say so, no desk is served on the network', () => {
  expect(demonstration.desk.listen).toBeNull();
});

test.each([
  ['every address without a name', { host: '0.0.0.0' }, 'settings.desk-needs-names'],
  ['every address of IPv6 without a name', { host: '::' }, 'settings.desk-needs-names'],
  ['a name with a port', { host: 'desk.example.org:8443' }, 'settings.not-a-host'],
  ['a whole address', { host: 'https://desk.example.org' }, 'settings.not-a-host'],
  ['a name with a star', { host: '10.0.0.5', names: ['*.example.org'] }, 'settings.not-a-host'],
])('%s is refused', (_, listen, message) => {
  expect(deskDoorSettings.safeParse({ listen }).error?.issues.map((issue) => issue.message)).toEqual([message]);
});

test('a certificate is made once, for the names of the settings, and kept for this user alone', async () => {
  const folder = newFolder();
  const listen = listenAt(0, { host: '10.0.0.5', names: ['desk.example.org', 'fd00::5'] });
  const made = await certificateFor(listen, folder, nowMs);
  const read = new X509Certificate(made.cert);
  expect(read.checkHost('desk.example.org', { subject: 'never' })).toBe('desk.example.org');
  expect([read.checkIP('10.0.0.5'), read.checkIP('fd00::5'), read.checkIP('10.0.0.6')]).toEqual([
    '10.0.0.5',
    'fd00::5',
    undefined,
  ]);
  // Of no other certificate: who trusts it trusts the desk alone.
  expect([read.ca, made.isSelfMade, read.verify(read.publicKey)]).toEqual([false, true, true]);
  expect(made.until.getTime()).toBeLessThanOrEqual(nowMs + selfMadeDays * days);
  expect(statSync(join(folder, selfMadeFile)).mode & 0o777).toBe(0o600);

  const again = await certificateFor(listen, folder, nowMs + 700 * days);
  expect([again.fingerprint, again.secret]).toEqual([made.fingerprint, made.secret]);
  const nearItsEnd = await certificateFor(listen, folder, nowMs + 780 * days);
  expect(nearItsEnd.fingerprint).not.toBe(made.fingerprint);
  const renamed = await certificateFor({ ...listen, names: ['other.example.org'] }, folder, nowMs + 780 * days);
  expect(renamed.fingerprint).not.toBe(nearItsEnd.fingerprint);
  // What a power cut or a hand left of it is of no use, and no reason to stay shut.
  writeFileSync(join(folder, selfMadeFile), renamed.cert.slice(0, 200));
  const mended = await certificateFor(listen, folder, nowMs);
  expect(new X509Certificate(mended.cert).checkHost('desk.example.org', { subject: 'never' })).toBeDefined();
});

test('what is wrong with the library’s own is said', async () => {
  const folder = newFolder();
  const certificate = withLibrarys(folder);
  const tried = (more: Partial<typeof certificate>) =>
    certificateFor(listenAt(0, { certificate: { ...certificate, ...more } }), folder, nowMs);
  expect(await tried({})).toMatchObject({ isSelfMade: false });
  await expect(tried({ certFile: 'gone.crt' })).rejects.toThrow(
    `${join(folder, 'gone.crt')} (desk.listen.certificate.certFile) was not read: ENOENT`,
  );
  await expect(tried({ keyFile: 'desk.crt' })).rejects.toThrow('the desk’s key is none');
  await expect(tried({ certFile: 'desk.key' })).rejects.toThrow('the desk’s certificate is none');
  writeFileSync(join(folder, 'other.crt'), oddAuthority);
  await expect(tried({ certFile: 'other.crt' })).rejects.toThrow('do not belong together');
});

test('a desk with a certificate of its own making is served, its fingerprint is in the log, and no browser is bound to it', async () => {
  const lines: string[] = [];
  const house = await openHouse();
  const folder = newFolder();
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const door = await openDoor(house, listenAt(0, {}), folder, { log });
  const ca = readFileSync(join(folder, selfMadeFile), 'utf8');
  const port = door.port() ?? 0;
  const answer = await new Promise<string>((resolve, reject) => {
    let heard = '';
    const socket = connect({ port, host: '127.0.0.1', ca, servername: 'localhost' }, () =>
      socket.write(`GET / HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`),
    );
    socket.on('data', (chunk) => (heard += chunk.toString())).on('error', reject);
    socket.on('close', () => resolve(heard));
  });
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).not.toMatch(/strict-transport-security/i);
  const { fingerprint256 } = new X509Certificate(ca);
  expect(lines.filter((line) => line.includes(fingerprint256))).toHaveLength(1);
  expect(lines.join()).not.toContain('PRIVATE KEY');
});

test('a port that is taken is told, and opened once it is free; a certificate that was renewed is shown', async () => {
  const clock = createHandClock(Date.now());
  const house = await openHouse();
  const folder = newFolder();
  const other = createServer();
  await new Promise<void>((resolve) => {
    other.listen(0, '127.0.0.1', resolve);
  });
  const address = other.address();
  if (address === null || typeof address === 'string') throw new Error('it has a port');
  const certificate = withLibrarys(folder);
  const door = await openDoor(house, listenAt(address.port, { certificate }), folder, { clock });
  expect(door.port()).toBeNull();
  expect(door.trouble()).toMatchObject({ because: 'other', detail: expect.stringContaining('EADDRINUSE') });
  await new Promise((resolve) => {
    other.close(resolve);
  });
  await vi.waitFor(async () => {
    await clock.pass(10_000);
    expect([door.port(), door.trouble()]).toEqual([address.port, null]);
  }, patience);
  expect((await askDesk(address.port, '/')).status).toBe(200);

  writeFileSync(join(folder, 'desk.crt'), expiredCertificate);
  await vi.waitFor(async () => {
    await clock.pass(3_600_000);
    expect(door.trouble()).toMatchObject({ because: 'certificate-ended', detail: '2021-01-01' });
  }, patience);
  expect((await askDesk(address.port, '/')).status).toBe(0);
  withLibrarys(folder);
  await vi.waitFor(async () => {
    await clock.pass(3_600_000);
    expect(door.trouble()).toBeNull();
  }, patience);
  expect((await askDesk(address.port, '/')).status).toBe(200);
});
