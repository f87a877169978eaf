// Real far ends for the drivers' tests: simulators as programs of their own, behind a pty or a TCP port.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = new URL('../..', import.meta.url).pathname;
export const hasSocat = spawnSync('socat', ['-V']).status === 0;

export const cleanUps: (() => unknown)[] = [];
/** After each test: the latest first. */
export const cleanUp = async (): Promise<void> => {
  for (const one of cleanUps.splice(0).toReversed()) await one();
};

export const directory = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'tram-lines-'));
  cleanUps.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
};

export const start = (command: string, args: readonly string[]): ChildProcess => {
  const child = spawn(command, args, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  cleanUps.push(() => child.kill('SIGKILL'));
  return child;
};

/** Real time passes here, so this waits for what should come and fails loudly when it does not. */
export const until = async <T>(what: string, look: () => T | undefined | null | false, mostMs = 15_000): Promise<T> => {
  const giveUpAt = Date.now() + mostMs;
  for (;;) {
    const found = look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > giveUpAt) throw new Error(`Waited in vain for: ${what}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
};

export const pty = async (
  args: readonly string[],
): Promise<{ path: string; socat: ChildProcess; plug: () => ChildProcess }> => {
  const path = join(directory(), 'line');
  const plug = (): ChildProcess =>
    start('socat', [`pty,link=${path},raw,echo=0`, `EXEC:"${process.execPath} drivers/simulate.ts ${args.join(' ')}"`]);
  const socat = plug();
  await until('the pty', () => existsSync(path));
  return { path, socat, plug };
};

export const tcpSimulator = async (maker: string, args: readonly string[] = []): Promise<number> => {
  const child = start(process.execPath, ['drivers/simulate.ts', maker, '--tcp', '0', ...args]);
  let printed = '';
  child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  return Number(await until('the simulator’s port', () => /ready: 127\.0\.0\.1:(\d+)/.exec(printed)?.[1]));
};

export const order = (socketPath: string, wish: unknown): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(socketPath, () => socket.write(`${JSON.stringify(wish)}\n`));
    socket.on('error', (error) => {
      // The simulator has made its socket and does not listen yet.
      if ('code' in error && error.code === 'ECONNREFUSED') setTimeout(() => resolve(order(socketPath, wish)), 20);
      else reject(error);
    });
    socket.once('data', (chunk) => {
      socket.destroy();
      resolve(chunk.toString().trim());
    });
  });
