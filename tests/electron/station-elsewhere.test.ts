// A case around a station that systemd runs: it shows what lies in the file, and starts nothing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readSettings } from '../../electron/settings.ts';
import { createStationElsewhere, lookAgainMs } from '../../electron/station-elsewhere.ts';
import { createHandClock } from '../clock.ts';

test('it waits for the address, shows it, and looks no more once it is stopped', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-elsewhere-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const addressFile = join(folder, 'address');
  const clock = createHandClock();
  const heard: string[] = [];
  const elsewhere = createStationElsewhere({
    addressFile,
    clock,
    hears: {
      ready: (address) => void heard.push(address),
      down: () => void heard.push('down'),
      line: () => undefined,
    },
  });
  elsewhere.start();
  // No other machine's, whatever lies there.
  writeFileSync(addressFile, 'http://198.51.100.7:4711/?ticket=a\n');
  await clock.pass(lookAgainMs);
  writeFileSync(addressFile, 'http://127.0.0.1:4711/?ticket=a\n');
  await clock.pass(lookAgainMs);
  expect(heard).toEqual(['down', 'down', 'http://127.0.0.1:4711/?ticket=a']);
  await elsewhere.stop();
  await clock.pass(lookAgainMs * 5);
  expect(heard).toHaveLength(3);
});

test('the file is named by the environment, and no Node is looked for then', () => {
  expect(
    readSettings({ TRAM_ADDRESS_FILE: '/run/x/address', TRAM_DATA: '/run/x' }, [], {
      built: '/nowhere/build/electron',
      resources: null,
      platform: 'linux',
    }),
  ).toEqual({
    dataDir: '/run/x',
    windowed: false,
    station: { kind: 'elsewhere', addressFile: '/run/x/address' },
  });
});
