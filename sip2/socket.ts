// SIP2 over TCP, both ends, and what TLS shares with it. The only file that knows node:net; it must not know messages.

import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Clock } from './clock.ts';
import type { Accept, Connection, Hears, Transport } from './transport.ts';

export type Way = {
  readonly host: string;
  readonly port: number;
  readonly connectTimeoutMs: number;
  readonly clock: Clock;
};

/** The calling end. */
export function tcpTransport(way: Way): Transport {
  return {
    open: (hears, signal) => {
      const socket = connect({ host: way.host, port: way.port, noDelay: true, keepAlive: true });
      return dialled(socket, 'connect', way, { hears, signal, amiss: () => null, blames: () => null });
    },
  };
}

/**
 * Whether anybody listens there. `text`: the system's own words. `refused`: the machine is there, and nothing listens at this port;
 * `silent`: nothing came back at all, as behind a firewall.
 */
export type Reached =
  | { readonly kind: 'reached'; readonly address: string; readonly lookupMs: number; readonly connectMs: number }
  | { readonly kind: 'no-such-name' | 'refused' | 'silent' | 'unreachable'; readonly text: string };

/** Connects and hangs up: nothing is said. Never rejects. */
export function reach({ host, port, connectTimeoutMs, clock }: Way): Promise<Reached> {
  return new Promise((resolve) => {
    const began = clock.now();
    let lookupMs = 0;
    const socket = connect({ host, port });
    const end = (reached: Reached): void => {
      cancel();
      socket.destroy();
      resolve(reached);
    };
    const cancel = clock.after(connectTimeoutMs, () =>
      end({ kind: 'silent', text: `no connection within ${connectTimeoutMs / 1000} s` }),
    );
    socket.once('lookup', () => {
      lookupMs = clock.now() - began;
    });
    socket.once('connect', () => {
      const connectMs = clock.now() - began - lookupMs;
      end({ kind: 'reached', address: socket.remoteAddress ?? host, lookupMs, connectMs });
    });
    socket.on('error', (error) => end({ kind: unreachedBy[codeOf(error)] ?? 'unreachable', text: error.message }));
  });
}

const codeOf = (error: Error): string => {
  // Several addresses were tried: what the first of them said.
  const one: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return one instanceof Error && 'code' in one && typeof one.code === 'string' ? one.code : '';
};

const unreachedBy: Readonly<Record<string, 'no-such-name' | 'refused' | 'silent'>> = {
  ENOTFOUND: 'no-such-name',
  EAI_AGAIN: 'no-such-name',
  EAI_NONAME: 'no-such-name',
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'silent',
};

type Dialling<S> = {
  readonly hears: Hears;
  readonly signal: AbortSignal | undefined;
  readonly amiss: (socket: S) => Error | null;
  /** What an error on the way there says of the far end; null when it says nothing of it. */
  readonly blames: (error: Error) => Error | null;
};

/**
 * Resolves when the socket is ready, by the event of that name; rejects with a sentence. `amiss`: what is wrong with the far
 * end although it answered; null when nothing is.
 */
export function dialled<S extends Socket>(
  socket: S,
  ready: 'connect' | 'secureConnect',
  { host, port, connectTimeoutMs, clock }: Way,
  { hears, signal, amiss, blames }: Dialling<S>,
): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const cancelTimer = clock.after(connectTimeoutMs, () => {
      socket.destroy(new Error(`no connection within ${connectTimeoutMs / 1000} s`));
    });
    const giveUp = (): void => void socket.destroy(new Error('given up here'));
    const cancel = (): void => {
      cancelTimer();
      signal?.removeEventListener('abort', giveUp);
    };
    const refused = (error: Error): void => {
      cancel();
      reject(
        blames(error) ??
          new Error(`Cannot reach the ACS at ${host}:${port}: ${error.message}. Check its address and the network.`),
      );
    };
    socket.once('error', refused);
    signal?.addEventListener('abort', giveUp);
    if (signal?.aborted === true) giveUp();
    socket.once(ready, () => {
      cancel();
      socket.off('error', refused);
      const wrong = amiss(socket);
      if (wrong === null) {
        resolve(joined(socket, hears));
        return;
      }
      socket.destroy();
      reject(wrong);
    });
  });
}

/** Where to listen; `port` 0 takes a free one. */
export type Place = { readonly host: string; readonly port: number; readonly accept: Accept };

export type Listening = { readonly port: number; close(): Promise<void> };

/** The called end: listens until it is closed. Rejects when the port is taken. */
export function listenTcp(place: Place): Promise<Listening> {
  const server = createServer({ noDelay: true });
  server.on('connection', (socket) => welcome(socket, place.accept));
  return listening(server, place);
}

/** Hands a connection to the one who is called. */
export function welcome(socket: Socket, accept: Accept): void {
  let hears: Hears | null = null;
  const connection = joined(socket, {
    bytes: (chunk) => hears?.bytes(chunk),
    closed: (why) => hears?.closed(why),
  });
  hears = accept(connection);
  if (hears === null) socket.destroy();
}

/** Opens a server's port; closing it drops every connection. */
export function listening(server: Server, place: Place): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return new Promise((resolve, reject) => {
    server.on('error', (error) =>
      reject(new Error(`Cannot listen on ${place.host}:${place.port}: ${error.message}. ${remedyFor(error)}`)),
    );
    server.listen(place.port, place.host, () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address !== null ? address.port : place.port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            for (const socket of sockets) socket.destroy();
          }),
      });
    });
  });
}

const remedyFor = (error: Error): string =>
  'code' in error && (error.code === 'EMFILE' || error.code === 'ENFILE')
    ? 'See what keeps so many files open, or raise the limit.'
    : 'Choose another port.';

/** What may wait to be sent to a far end that does not read; past it the connection is given up. */
const mostUnsentBytes = 1_048_576;

/** A socket that is open, as a connection. */
export function joined(socket: Socket, hears: Hears): Connection {
  let why = 'the other end closed the connection';
  let closedHere = false;
  socket.on('data', (chunk) => {
    if (!closedHere) hears.bytes(chunk);
  });
  socket.on('error', (error) => {
    why = error.message;
  });
  socket.once('close', () => {
    if (!closedHere) hears.closed(why);
  });
  return {
    write(bytes) {
      if (socket.destroyed) return;
      socket.write(bytes);
      if (socket.writableLength > mostUnsentBytes) socket.destroy(new Error('the other end does not read its answers'));
    },
    close() {
      closedHere = true;
      // What was written still leaves; a far end that never answers the goodbye must not keep the socket.
      socket.destroySoon();
    },
  };
}
