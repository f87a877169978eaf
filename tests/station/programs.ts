// Programs of the house run as a person would run them: started, listened to, ended with the test. Ends by its own id
// only what it started.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { until } from './doorway.ts';

const root = join(import.meta.dirname, '../..');

export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type Program = {
  readonly pid: number;
  out(): string;
  err(): string;
  /** Waits until it said this on stdout; fails with all it said when it ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves when it is gone, all it said has been heard. */
  readonly ended: Promise<Ended>;
  kill(signal: NodeJS.Signals): void;
};

export const start = (
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Program => {
  const child: ChildProcess = spawn(command, [...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  let isOver = false;
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      isOver = true;
      resolve({ code, signal });
    });
  });
  onTestFinished(async () => {
    if (!isOver) child.kill('SIGKILL');
    await ended;
  });
  return {
    pid: child.pid ?? 0,
    out: () => out,
    err: () => err,
    says: (pattern) =>
      until(
        `${pattern} from ${args.join(' ')}`,
        () => {
          const found = pattern.exec(out);
          if (found === null && isOver) throw new Error(`${args.join(' ')} ended first. It said:\n${out}\n${err}`);
          return found;
        },
        // A machine that is busy takes long to start a program.
        60_000,
      ),
    ended,
    kill: (signal) => void child.kill(signal),
  };
};

/** A program of the house, on the Node that runs this test. */
export const startNode = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Program =>
  start(process.execPath, args, env);

/** A few lines of JavaScript; they import the house's rooms from `./`, the checkout. */
export const startLines = (lines: string): Program => startNode(['--input-type=module', '-e', lines]);

/** The same, where no file may grow over so many blocks of 1024 bytes: a disk that is full. */
export const startLinesOnFullDisk = (lines: string, blocks: number): Program => {
  const limited = ['-c', `ulimit -f ${blocks}; exec "$0" "$@"`, process.execPath];
  return start('bash', [...limited, '--input-type=module', '-e', lines]);
};
