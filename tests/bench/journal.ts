// The journal on this machine's disk: entries a second with a sync each and with one a step, a start over a million of them with
// and without a checkpoint, the check of the file, a copy, and a program killed at work until it is open again.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../drivers/clock.ts';
import type { Entry } from '../../station/journal/entries.ts';
import { openJournal } from '../../station/journal/journal.ts';
import { makeSound } from '../../station/journal/keeping.ts';

const say = (line: string): void => console.log(line);
const ms = (from: number): string => `${Math.round(performance.now() - from)} ms`;

const loan = (n: number): readonly Entry[] => {
  const item = `3123400${String(n).padStart(7, '0')}`;
  const patron = `2123400${String(n % 5000).padStart(7, '0')}`;
  const uid = `E00401${String(n).padStart(10, '0')}`;
  const about = { ticket: `${n}-1`, item, patron };
  return [
    { kind: 'session-began', session: n, errand: 'checkout', patron },
    { kind: 'checkout-asked', ...about, uids: [uid] },
    { kind: 'lent', ...about, due: '2026-12-13', renewed: false, ours: true },
    { kind: 'security-pending', uid, item, want: 'disarmed' },
    { kind: 'secured', uid, want: 'disarmed' },
    { kind: 'session-ended', session: n, done: 1, attention: 0, refused: 0 },
  ];
};

const rate = (file: string, steps: number, perStep: number): number => {
  const journal = openJournal(file, systemClock);
  const began = performance.now();
  for (let n = 0; n < steps; n += 1)
    journal.append(
      'K1',
      Array.from({ length: perStep / 6 }, (_, at) => loan(n * 100 + at))
        .flat()
        .slice(0, perStep),
    );
  const took = (performance.now() - began) / 1000;
  journal.close();
  return Math.round((steps * perStep) / took);
};

/** Milliseconds from the kill until the journal is open again. */
const afterKill = async (file: string): Promise<number> => {
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { openJournal } from './station/journal/journal.ts';
       import { systemClock } from './drivers/clock.ts';
       const journal = openJournal(${JSON.stringify(file)}, systemClock);
       console.log('open');
       for (let n = 1; ; n += 1) journal.append('K1', [{ kind: 'fault', message: 'x'.repeat(200) }]);`,
    ],
    { cwd: join(import.meta.dirname, '../..'), stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await new Promise((resolve) => child.stdout.once('data', resolve));
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const gone = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await gone;
  const began = performance.now();
  makeSound(file, Date.now());
  const journal = openJournal(file, systemClock);
  const took = performance.now() - began;
  journal.close();
  return took;
};

/** Milliseconds from the start of the whole program over this folder, whose last one was killed, until it is ready. */
const programReady = async (data: string): Promise<number> => {
  const began = performance.now();
  const child = spawn(process.execPath, ['station/main.ts', '--data', data], {
    cwd: join(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (bytes: Buffer) => {
      if (bytes.toString().includes('ready:')) resolve();
    });
    child.once('close', () => reject(new Error('the program ended before it was ready')));
  });
  const took = performance.now() - began;
  const gone = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await gone;
  return took;
};

export const benchJournal = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-bench-'));
  try {
    say(`six entries a step: ${rate(join(folder, 'one.sqlite'), 1000, 6)} entries/s, each step on disk`);
    say(`sixty entries a step: ${rate(join(folder, 'sixty.sqlite'), 300, 60)} entries/s, each step on disk`);

    const file = join(folder, 'journal.sqlite');
    const journal = openJournal(file, systemClock);
    const wrote = performance.now();
    for (let n = 0; n < 166_667; n += 500)
      journal.append('K1', Array.from({ length: 500 }, (_, at) => loan(n + at + 1)).flat());
    say(`1,000,000 entries written in ${ms(wrote)}`);
    const copied = performance.now();
    await journal.copy({ forgetBefore: false, mayGoOn: () => true });
    say(`copied and verified in ${ms(copied)} (${Math.round(statSync(file).size / 1e6)} MB)`);
    journal.close();
    const checked = performance.now();
    makeSound(file, Date.now());
    say(`checked at a start in ${ms(checked)}`);
    const opened = performance.now();
    openJournal(file, systemClock).close();
    say(`opened in ${ms(opened)}`);
    say(`killed at work, checked and open again after ${Math.round(await afterKill(file))} ms`);
    const ready: number[] = [];
    for (let kill = 0; kill < 5; kill += 1) ready.push(await programReady(folder));
    say(`the whole program, each time after SIGKILL, from its start to ready: ${ready.map(Math.round).join(', ')} ms`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
