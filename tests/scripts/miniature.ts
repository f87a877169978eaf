// A miniature of this house in a directory of its own: the real scripts and case, a glass of one line, a station of one file.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const realRoot = join(import.meta.dirname, '../..');

/** The miniature's station: says how it was started, becomes ready as the real one does, and behaves as it is told. */
const station = `// A stand-in for the station.
const behaviour = process.env['STAND_IN'] ?? 'good';
console.error('station: ' + JSON.stringify(process.argv.slice(2)) + ' on Node ' + process.versions.node.split('.')[0]);
console.error('station pid ' + process.pid);
process.on('SIGTERM', () => {
  console.error('station: asked to end');
  if (behaviour !== 'stubborn') process.exit(0);
});
if (behaviour === 'falls') process.exit(7);
console.log('some other line');
if (behaviour !== 'silent') console.log('Tram is ready: http://127.0.0.1:4711/?ticket=abc');
setInterval(() => {}, 1000);
`;

export type Miniature = {
  readonly root: string;
  /** Puts a program on the miniature's PATH; `lines` are those of a shell script. */
  readonly putProgram: (name: string, ...lines: readonly string[]) => void;
  /** Starts `node FILE …`, as npm would. Ends with the test. */
  readonly run: (file: string, args: readonly string[], env?: Readonly<Record<string, string>>) => Run;
};

export type Run = {
  readonly program: ChildProcess;
  /** All of stdout and of stderr so far. */
  out(): string;
  err(): string;
  /** Resolves once stdout and stderr together say so; rejects when the program ends without. */
  says(text: string | RegExp): Promise<void>;
  /** Resolves with the exit code when the program and everything that holds its stderr are gone. */
  ended: Promise<number | null>;
};

const watch = (program: ChildProcess): Run => {
  let out = '';
  let err = '';
  const waiting = new Set<() => void>();
  program.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    for (const look of waiting) look();
  });
  program.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    for (const look of waiting) look();
  });
  const ended = once(program, 'close').then(([code]) => (typeof code === 'number' ? code : null));
  return {
    program,
    out: () => out,
    err: () => err,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const all = `${out}\n${err}`;
          if (typeof text === 'string' ? !all.includes(text) : !text.test(all)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
        void ended.then((code) => reject(new Error(`ended with ${code} without saying ${text}:\n${out}\n${err}`)));
      }),
    ended,
  };
};

export const layMiniature = (): Miniature => {
  const root = mkdtempSync(join(tmpdir(), 'tram-miniature-'));
  const bin = join(root, 'bin');
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const room of ['scripts', 'electron', 'package.json', 'package-lock.json'])
    cpSync(join(realRoot, room), join(root, room), { recursive: true });
  symlinkSync(join(realRoot, 'node_modules'), join(root, 'node_modules'));
  for (const folder of ['bin', 'station', 'renderer', 'contract', 'no-electron']) mkdirSync(join(root, folder));
  writeFileSync(join(root, 'station/main.ts'), station);
  // The one file of the station that the case is built with.
  cpSync(join(realRoot, 'station/private-folder.ts'), join(root, 'station/private-folder.ts'));
  writeFileSync(join(root, 'renderer/index.html'), '<!doctype html><title>A glass</title>');
  writeFileSync(
    join(root, 'renderer/vite.config.ts'),
    `export default { root: import.meta.dirname, build: { outDir: '../build/glass', emptyOutDir: true } };`,
  );
  return {
    root,
    putProgram: (name, ...lines) => {
      writeFileSync(join(bin, name), `#!/bin/sh\n${lines.join('\n')}\n`);
      chmodSync(join(bin, name), 0o755);
    },
    run: (file, args, env = {}) => {
      const program = spawn(process.execPath, [file, ...args], {
        cwd: root,
        // Only what is put there can be found: this machine's own browsers and displays are none of a test's business.
        env: { PATH: bin, INIT_CWD: root, ELECTRON_OVERRIDE_DIST_PATH: join(root, 'no-electron'), ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const run = watch(program);
      onTestFinished(async () => {
        program.kill('SIGTERM');
        await run.ended;
      });
      return run;
    },
  };
};
