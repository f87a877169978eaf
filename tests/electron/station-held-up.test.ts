// The case itself is held up for longer than a station may be silent: what the station said meanwhile counts.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Clock } from '../../electron/clock.ts';
import { createStationProcess } from '../../electron/station-process.ts';
import { until } from '../station/doorway.ts';

/** Timers that are run when a test says so, as by a loop that comes to them late. */
const createLateClock = () => {
  const waiting = new Set<{ readonly run: () => void; readonly afterMs: number }>();
  const clock: Clock = {
    now: () => 0,
    after: (afterMs, run) => {
      const timer = { run, afterMs };
      waiting.add(timer);
      return () => waiting.delete(timer);
    },
  };
  /** All that are due within so long, in one turn of the loop: nothing that came meanwhile is read between them. */
  const runDue = (withinMs: number): void => {
    for (const timer of [...waiting].filter(({ afterMs }) => afterMs <= withinMs)) {
      waiting.delete(timer);
      timer.run();
    }
  };
  return { clock, runDue };
};

test('a station that spoke while the case was held up is let be', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-held-up-'));
  const spoken = join(folder, 'spoken');
  const { clock, runDue } = createLateClock();
  const heard: string[] = [];
  let words = 0;
  const program = `console.log('Tram is ready: http://127.0.0.1:4711/?ticket=1');
    process.on('message', () => process.send({ kind: 'alive' }, () => require('node:fs').writeFileSync(${JSON.stringify(spoken)}, '')));`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['pipe', 'pipe', 'inherit', 'ipc'] });
  child.on('message', () => void (words += 1));
  onTestFinished(() => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });
  createStationProcess({
    spawn: () => child,
    clock,
    hears: { ready: () => heard.push('ready'), down: (because) => heard.push(because), line: () => undefined },
  }).start();
  await until('the ready line', () => heard.length > 0);

  child.send('speak');
  // Held up: nothing is read here, and the word lies in the channel.
  while (!existsSync(spoken)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
  expect(words).toBe(0);
  runDue(20_000);
  await until('the word', () => words > 0);
  expect(heard).toEqual(['ready']);
  expect(child.signalCode).toBeNull();
});
