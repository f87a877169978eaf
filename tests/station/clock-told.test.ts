// A library system whose clock goes wrong while the line stands: told at the next 98, once, in log, journal and health. Over a
// real socket.
import { expect, onTestFinished, test } from 'vitest';
import { listenTcp } from 'sip2';
import { sentenceOf } from '../../station/health.ts';
import { createLog } from '../../station/log.ts';
import { settings as schema } from '../../station/settings/schema.ts';
import { openStation } from '../../station/station.ts';
import { createHandClock } from '../clock.ts';
import { openLibrary } from './lines-to.ts';

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

test.each([
  [-7 * 3600, 'is 25[12]\\d\\d s ahead of the station’s: one of the two has the wrong time zone', true],
  [3600, 'is 3[67]\\d\\d s behind the station’s: one of the two has the wrong time zone', true],
  [-600, 'is [56]\\d\\d s ahead of the station’s\\.', false],
  [5400, 'is 5[34]\\d\\d s behind the station’s\\.', false],
])('our clock goes by %d s while the line stands', async (bySeconds, sentence, zone) => {
  const server = await listenTcp({ host: '127.0.0.1', port: 0, accept: openLibrary().serve });
  onTestFinished(() => server.close());
  const hand = createHandClock(Date.now(), settle);
  let offMs = 0;
  const log: string[] = [];
  const station = await openStation({
    loaded: {
      kind: 'settings',
      settings: schema.parse({
        version: 2,
        library: { name: 'Thư viện tỉnh' },
        acs: {
          connection: { kind: 'tcp', host: '127.0.0.1', port: server.port },
          institution: 'TVT',
          keepAliveSeconds: 30,
        },
        places: [{ kind: 'kiosk', name: 'K1', security: { kind: 'none' } }],
      }),
    },
    settingsFile: 'settings.json',
    journalFile: ':memory:',
    clock: { now: () => hand.now() + offMs, after: hand.after },
    random: () => 0.5,
    log: createLog('info', { write: (line) => void log.push(line) }),
  });
  onTestFinished(() => station.close());
  const until = async (isSo: () => boolean): Promise<void> => {
    for (let turn = 0; turn < 2000 && !isSo(); turn += 1) await hand.pass(0);
    expect(isSo()).toBe(true);
  };
  const drifts = () => station.works?.journal.read(['clock-drift']) ?? [];
  await until(() => station.works?.client.state().kind === 'up');
  expect([drifts(), station.health().missing]).toEqual([[], []]);

  offMs = bySeconds * 1000;
  await hand.pass(31_000);
  await until(() => drifts().length > 0);
  // Two more of them say the same, but for what the hand clock gained on the true one meanwhile.
  await hand.pass(61_000);
  await until(() => station.works?.client.state().kind === 'up');
  expect(drifts()).toMatchObject([{ zone }]);
  expect(log.filter((line) => line.includes('"level":40') && line.includes(`"zone":${String(zone)}`))).toHaveLength(1);
  expect(station.health().missing.map(sentenceOf).join('\n')).toMatch(new RegExp(sentence));
});
