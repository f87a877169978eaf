// A library system whose certificate is not to be believed, over real TLS: nothing is said to it, the kiosk says that it is closed,
// and log and health say what is wrong with the certificate and what to do, each once.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { listenTls } from 'sip2';
import { systemClock } from '../../drivers/clock.ts';
import { sentenceOf } from '../../station/health.ts';
import { createLog } from '../../station/log.ts';
import { settings as schema } from '../../station/settings/schema.ts';
import { openStation } from '../../station/station.ts';
import { until } from './doorway.ts';
import { openLibrary } from './lines-to.ts';
import { earlyCertificate, expiredCertificate, goodCertificate, oddAuthority, oddKey } from './odd-certificates.ts';
import { newFolder } from './open-house.ts';

const openBefore = async (certificate: string, serverName: string, trusts: 'its-authority' | 'another') => {
  const folder = newFolder();
  const file = join(folder, 'ca.pem');
  writeFileSync(file, oddAuthority);
  let heard = 0;
  const library = openLibrary();
  const server = await listenTls({
    host: '127.0.0.1',
    port: 0,
    clients: null,
    credentials: { certificate, key: oddKey, passphrase: null },
    accept: (connection) => {
      const hears = library.serve(connection);
      if (hears === null) return null;
      return {
        bytes: (chunk) => {
          heard += chunk.length;
          hears.bytes(chunk);
        },
        closed: (why) => hears.closed(why),
      };
    },
  });
  onTestFinished(() => server.close());
  const log: string[] = [];
  const trust = { kind: 'authorities', file: trusts === 'its-authority' ? file : null };
  const station = await openStation({
    loaded: {
      kind: 'settings',
      settings: schema.parse({
        version: 2,
        library: { name: 'Thư viện tỉnh' },
        acs: {
          connection: { kind: 'tls', host: '127.0.0.1', port: server.port, serverName, trust },
          institution: 'TVT',
        },
        places: [{ kind: 'kiosk', name: 'K1', security: { kind: 'none' }, offline: { does: 'closes' } }],
      }),
    },
    settingsFile: join(folder, 'settings.json'),
    journalFile: ':memory:',
    clock: systemClock,
    random: () => 0.5,
    log: createLog('info', { write: (line) => void log.push(line) }),
  });
  onTestFinished(() => station.close());
  return { station, log, heard: () => heard };
};

const name = 'acs.example.org';

test.each([
  ['has expired', expiredCertificate, name, 'its-authority', 'certificate-expired', /renewed/],
  ['is not good yet', earlyCertificate, name, 'its-authority', 'certificate-not-yet-valid', /clock/],
  ['is another’s', goodCertificate, 'other.example.org', 'its-authority', 'certificate-of-another-name', /name/],
  ['was signed by nobody known', goodCertificate, name, 'another', 'certificate-of-nobody-known', /authority|pin/],
] as const)('a certificate that %s', async (_, certificate, serverName, trusts, because, todo) => {
  const { station, log, heard } = await openBefore(certificate, serverName, trusts);
  const attempts = () => station.works?.client.state();
  await until('the reason', () => {
    const now = attempts();
    return now?.kind === 'down' && now.because === because;
  });
  // A second attempt says the same, and is not written down again.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const told = log.filter((line) => line.includes(because));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('"level":40');
  expect(told[0]).toMatch(/Cannot trust the ACS at .*clock says \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
  expect(told[0]).toMatch(todo);
  const { ready, missing } = station.health();
  const sentences = missing.map(sentenceOf);
  expect(ready).toBe(false);
  const said = sentences.find((sentence) => sentence.includes(because));
  expect(said).toMatch(todo);
  expect(sentences.join()).not.toContain('127.0.0.1');
  expect(heard()).toBe(0);
});

test('the same authority, name and key with good days are believed', async () => {
  const { station, heard } = await openBefore(goodCertificate, name, 'its-authority');
  await until('the line', () => station.works?.client.state().kind === 'up');
  expect(heard()).toBeGreaterThan(0);
});
