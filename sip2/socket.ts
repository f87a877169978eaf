// SIP2 over TCP, both ends. The only file that knows node:net; it must not know messages.

import { connect, createServer, type Socket } from 'node:net';
import type { Clock } from './clock.ts';
import type { Accept, Connection, Hears, Transport } from './transport.ts';

/** The calling end. */
export function tcpTransport(way: {
  readonly host: string;
  readonly port: number;
  readonly connectTimeoutMs: number;
  readonly clock: Clock;
}): Transport {
  const place = `${way.host}:${way.port}`;
  return {
    open: (hears) =>
      new Promise((resolve, reject) => {
        const socket = connect({ host: way.host, port: way.port, noDelay: true, keepAlive: true });
        const cancel = way.clock.after(way.connectTimeoutMs, () => {
          const seconds = way.connectTimeoutMs / 1000;
          socket.destroy(new Error(`no connection within ${seconds} s`));
        });
        const refused = (error: Error): void => {
          cancel();
          reject(new Error(`Cannot reach the ACS at ${place}: ${error.message}. Check its address and the network.`));
        };
        socket.once('error', refused);
        socket.once('connect', () => {
          cancel();
          socket.off('error', refused);
          resolve(joined(socket, hears));
        });
      }),
  };
}

/** The called end: listens until it is closed; `port` 0 takes a free one. Rejects when the port is taken. */
export function listenTcp(place: {
  readonly host: string;
  readonly port: number;
  readonly accept: Accept;
}): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    let hears: Hears | null = null;
    const connection = joined(socket, {
      bytes: (chunk) => hears?.bytes(chunk),
      closed: (why) => hears?.closed(why),
    });
    hears = place.accept(connection);
    if (hears === null) socket.destroy();
  });
  return new Promise((resolve, reject) => {
    server.on('error', (error) =>
      reject(new Error(`Cannot listen on ${place.host}:${place.port}: ${error.message}. Choose another port.`)),
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

/** What may wait to be sent to a far end that does not read; past it the connection is given up. */
const mostUnsentBytes = 1_048_576;

function joined(socket: Socket, hears: Hears): Connection {
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
