// The real station as the case's child: killed, it is back by itself, on the same journal and at a new address. How fast it is
// back is a figure of the bench (`npm run bench -- back`); here it only has to come.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFailed, onTestFinished, test } from 'vitest';
import { systemClock } from '../../electron/clock.ts';
import { createStationProcess, timings } from '../../electron/station-process.ts';
import { isProof } from '../proof.ts';
import { joinGlass, until } from '../station/doorway.ts';

const root = join(import.meta.dirname, '../..');

const supervise = () => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-back-'));
  const pids: number[] = [];
  const addresses: string[] = [];
  const downs: string[] = [];
  const complaints: string[] = [];
  const station = createStationProcess({
    spawn: () => {
      const child = spawn(
        process.execPath,
        ['--import', './electron/leash.ts', 'station/main.ts', '--data', folder],
        // As electron/main.ts does, but for its words to people.
        { cwd: root, stdio: ['pipe', 'pipe', 'pipe', 'ipc'] },
      );
      if (child.pid !== undefined) pids.push(child.pid);
      return child;
    },
    clock: systemClock,
    hears: {
      ready: (address) => void addresses.push(address),
      down: (because) => void downs.push(because),
      line: () => undefined,
    },
    complains: (bytes) => void complaints.push(bytes.toString()),
  });
  // On a machine that is busy enough, two starts take longer than the test may: then this says how far they came.
  onTestFailed(() => console.error({ starts: pids.length, addresses, downs }, complaints.join('').slice(-4000)));
  onTestFinished(async () => {
    await station.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  station.start();
  const ready = (nth: number) => until(`start ${nth}`, () => addresses[nth - 1], 60_000);
  return { station, pids, downs, ready };
};

const serves = async (address: string): Promise<void> => {
  const glass = await joinGlass(address);
  await until('the welcome', () => glass.view()?.mode === 'kiosk' && glass.kiosk().screen.at === 'welcome');
  await glass.leave();
};

test('a station that is killed in the middle of its work is back by itself', async () => {
  const { pids, downs, ready } = supervise();
  const first = await ready(1);
  await serves(first);
  process.kill(pids[0] ?? 0, 'SIGKILL');
  const second = await ready(2);
  expect(downs).toEqual(['the station ended (SIGKILL)']);
  expect(second).not.toBe(first);
  await serves(second);
});

test.skipIf(!isProof)('a station that hangs is found out by the word it does not say, and is back', async () => {
  const { pids, downs, ready } = supervise();
  await ready(1);
  // As dead as a loop that never turns: it takes no signal but one.
  process.kill(pids[0] ?? 0, 'SIGSTOP');
  await serves(await ready(2));
  expect(downs).toEqual([`the station said nothing for ${timings.silentMs / 1000} s`]);
  expect(pids).toHaveLength(2);
});
