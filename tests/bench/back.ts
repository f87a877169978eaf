// How soon a station that was killed serves again: the real program under the case's own supervision, killed again and again.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../electron/clock.ts';
import { createStationProcess } from '../../electron/station-process.ts';

const root = join(import.meta.dirname, '../..');
/** Beyond the last step of the pauses. */
const kills = 6;

export const benchBack = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-back-'));
  let child: ChildProcess | null = null;
  let isReady = Promise.withResolvers<null>();
  const station = createStationProcess({
    spawn: () => {
      child = spawn(process.execPath, ['--import', './electron/leash.ts', 'station/main.ts', '--data', folder], {
        cwd: root,
        stdio: ['pipe', 'pipe', 'ignore', 'ipc'],
      });
      return child;
    },
    clock: systemClock,
    hears: { ready: () => isReady.resolve(null), down: () => undefined, line: () => undefined },
  });
  const kill = (): boolean | undefined => child?.kill('SIGKILL');
  const began = performance.now();
  station.start();
  await isReady.promise;
  const first = performance.now() - began;
  const back: number[] = [];
  for (let nth = 0; nth < kills; nth += 1) {
    isReady = Promise.withResolvers();
    const killed = performance.now();
    kill();
    await isReady.promise;
    back.push(performance.now() - killed);
  }
  await station.stop();
  rmSync(folder, { recursive: true, force: true });
  const shown = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
  console.log(`start to ready                     ${shown(first)}`);
  console.log(
    `SIGKILL to ready, each time        ${back.map(shown).join(', ')} (the pauses of 0.5, 1, 2, 3 s are in it)`,
  );
};
