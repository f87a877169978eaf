// A real PC/SC service for tests: pcscd with vsmartcard's virtual reader in it, on a socket of its own, beside the machine's
// own service. The virtual reader listens on a port of its own (on every interface: vsmartcard has no setting for that).
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPcsc } from '../../drivers/transport/pcsc.ts';
import { cleanUps, directory } from './far-ends.ts';

const virtualReader = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';
const program = '/usr/sbin/pcscd';
/** One for the whole process: PC/SC's client asks for its name once. */
const socket = join(tmpdir(), `tram-pcscd-${process.pid}.comm`);
const machinesOwn = '/run/pcscd/pcscd.comm';

/** Why there can be none here; null: there can. */
export const noServiceBecause = (): string | null => {
  if (!existsSync(program) || !existsSync(virtualReader)) return 'pcscd or vsmartcard-vpcd is not here';
  if (process.getuid?.() !== 0) return 'pcscd is for root';
  if (existsSync(machinesOwn)) return 'this machine has a PC/SC service of its own under way';
  try {
    loadPcsc();
    return null;
  } catch {
    return 'pcsc-mini is not here (npm run pcsc:fetch)';
  }
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });

export type PcscService = { readonly port: number; start(): Promise<void>; kill(): Promise<void> };

/** The reader's name; pcscd adds the numbers of reader and slot. */
export const readerName = 'Tram ACR1552';

export const openPcscService = async (): Promise<PcscService> => {
  const folder = directory();
  const port = await freePort();
  const configuration = join(folder, 'readers');
  mkdirSync(configuration);
  writeFileSync(
    join(configuration, 'virtual'),
    [
      `FRIENDLYNAME "${readerName}"`,
      `DEVICENAME /dev/null:${port}`,
      `LIBPATH ${virtualReader}`,
      'CHANNELID 0x8C7B',
      '',
    ].join('\n'),
  );
  process.env['PCSCLITE_CSOCK_NAME'] = socket;

  let child: ChildProcess | null = null;
  /** Nothing is left to connect to, as after a real end: a client that connects and is never answered waits for ever. */
  const kill = (): Promise<void> =>
    new Promise((resolve) => {
      rmSync(socket, { force: true });
      if (child === null || child.exitCode !== null || child.signalCode !== null) {
        resolve();
        return;
      }
      child.once('exit', () => resolve());
      child.kill('SIGKILL');
    });
  // As systemd would: the service is handed the socket it serves, and need not know the machine's own. Ours is closed then;
  // Node takes the file away under the name it knows.
  const start = async (): Promise<void> => {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(`${socket}.new`, resolve);
    });
    const fd: unknown = Reflect.get(Object(Reflect.get(server, '_handle')), 'fd');
    if (typeof fd !== 'number') throw new Error('This Node tells nothing of its sockets.');
    const command = 'export LISTEN_PID=$$ LISTEN_FDS=1; exec "$0" --foreground --config "$1"';
    child = spawn('sh', ['-c', command, program, configuration], {
      stdio: ['ignore', 'ignore', 'ignore', fd],
    });
    renameSync(`${socket}.new`, socket);
    server.close();
  };
  cleanUps.push(kill);
  await start();
  return { port, start, kill };
};
