// Bytes over TCP (and over a local socket, for simulators' control): the only file that knows node:net. Knows no frames.
import { connect, createServer, type ListenOptions, type Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import { type Fault, type FaultKind, thrown } from '../ports/fault.ts';
import type { Connection, Transport, TransportHears } from './transport.ts';

/** One repetition of a lost greeting is within it; longer, and a device that is back is seen too late. */
const connectTimeoutMs = 1500;
/** A pulled cable is no event: only probes notice it, and the questions of whoever uses the line. */
const keepAliveAfterMs = 5000;
const closeTimeoutMs = 500;

const reasons: Readonly<Record<string, readonly [FaultKind, string]>> = {
  ECONNREFUSED: ['refused', 'the device refuses the connection (is another program connected to it?)'],
  ENOTFOUND: ['no-device', 'no device has this name'],
  EAI_AGAIN: ['unreachable', 'the name cannot be looked up now'],
  EHOSTUNREACH: ['unreachable', 'the device cannot be reached from here'],
  ENETUNREACH: ['unreachable', 'the network cannot be reached'],
  ECONNRESET: ['hung-up', 'the device broke the connection off'],
  ETIMEDOUT: ['silent', 'the device does not answer any more'],
};
const reasonOf = (error: Error & { code?: string }): readonly [FaultKind, string] =>
  reasons[error.code ?? ''] ?? ['other', error.message];

const connectionOver = ({ socket, clock, end }: { socket: Socket; clock: Clock; end: () => void }): Connection => {
  let closing: Promise<void> | null = null;
  return {
    write: (bytes) => {
      if (socket.writable) socket.write(bytes);
    },
    close: () => {
      end();
      closing ??= new Promise((resolve) => {
        if (socket.closed) {
          resolve();
          return;
        }
        const cancel = clock.after(closeTimeoutMs, () => socket.destroy());
        socket.once('close', () => {
          cancel();
          resolve();
        });
        socket.end();
      });
      return closing;
    },
  };
};

export const createTcpTransport = ({ host, port, clock }: { host: string; port: number; clock: Clock }): Transport => {
  const name = `tcp ${host}:${port}`;

  const open = (hears: TransportHears): Promise<Connection> =>
    new Promise((resolve, reject) => {
      const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveAfterMs });
      let isOpen = false;
      let isOver = false;
      let reason: readonly [FaultKind, string] = ['hung-up', 'the device closed the connection'];
      const cancel = clock.after(connectTimeoutMs, () => {
        reason = ['unreachable', 'the device does not answer'];
        socket.destroy();
      });
      socket.once('connect', () => {
        cancel();
        isOpen = true;
        resolve(connectionOver({ socket, clock, end: () => (isOver = true) }));
      });
      socket.on('data', (chunk) => {
        if (!isOver) hears.bytes(chunk);
      });
      socket.on('error', (error) => {
        reason = reasonOf(error);
      });
      // Follows every error and every end, and comes once.
      socket.once('close', () => {
        cancel();
        const [fault, text] = reason;
        const why: Fault = { fault, because: `${name}: ${text}.` };
        if (!isOpen) reject(thrown(why));
        else if (!isOver) hears.closed(why);
        isOver = true;
      });
    });

  return { name, open };
};

/** One visitor of a served address. */
export type Visitor = {
  send(bytes: Uint8Array): void;
  hears(run: (chunk: Uint8Array) => void): void;
  left(run: () => void): void;
  dismiss(): void;
};

export type Server = {
  /** The port that was given, where port 0 asked for any. `null`: not TCP. */
  readonly port: number | null;
  close(): Promise<void>;
};

/** For simulators: serves a TCP port or a local socket. Rejects when the address cannot be had. */
export const serve = (
  at: { readonly host: string; readonly port: number } | { readonly path: string },
  visit: (visitor: Visitor) => void,
): Promise<Server> =>
  new Promise((resolve, reject) => {
    const sockets = new Set<Socket>();
    const server = createServer({ noDelay: true }, (socket) => {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
      visit({
        send: (bytes) => {
          if (socket.writable) socket.write(bytes);
        },
        hears: (run) => void socket.on('data', run),
        left: (run) => void socket.on('close', run),
        dismiss: () => socket.destroy(),
      });
    });
    const options: ListenOptions = at;
    server.once('error', reject);
    server.listen(options, () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address !== null ? address.port : null,
        close: () => {
          for (const socket of sockets) socket.destroy();
          return new Promise((closed) => {
            server.close(() => closed());
          });
        },
      });
    });
  });
