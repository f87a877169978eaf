// A desk's doorway on the network, opened for one test before a real station, and ways to knock at it over TLS.
import { connect as connectPlain } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { ToGlass } from '../../contract/protocol.ts';
import { systemClock, type Clock } from '../../drivers/clock.ts';
import type { Log } from '../../station/log.ts';
import { deskDoorSettings, type DeskListenSettings } from '../../station/settings/desk-door.ts';
import { openDeskDoor, type DeskDoor } from '../../station/web-desk.ts';
import { until } from './doorway.ts';
import { goodCertificate, oddAuthority, oddKey } from './odd-certificates.ts';
import { newFolder, newPages, openHouse, silent, type House } from './open-house.ts';

export const withLibrarys = (folder: string, cert = goodCertificate, key = oddKey) => {
  writeFileSync(join(folder, 'desk.crt'), cert, { mode: 0o600 });
  writeFileSync(join(folder, 'desk.key'), key, { mode: 0o600 });
  return { certFile: 'desk.crt', keyFile: 'desk.key' };
};

/** `port` 0 takes any free one; settings would not. */
export const listenAt = (port: number, more: Partial<DeskListenSettings>): DeskListenSettings => {
  const { listen } = deskDoorSettings.parse({ listen: { host: '127.0.0.1', names: ['localhost'], ...more } });
  if (listen === null) throw new Error('it listens');
  return { ...listen, port };
};

export type DeskHouse = {
  readonly house: House;
  readonly door: DeskDoor;
  readonly port: number;
  readonly folder: string;
};

export const openDoor = async (
  house: House,
  listen: DeskListenSettings,
  folder: string,
  { clock = systemClock, log = silent }: { clock?: Clock; log?: Log } = {},
): Promise<DeskDoor> => {
  const { station } = house;
  const door = await openDeskDoor({ listen, folder, pages: newPages(), behind: station, clock, log });
  onTestFinished(() => door.close());
  return door;
};

export const openDeskHouse = async (of: Parameters<typeof openHouse>[0], log?: Log): Promise<DeskHouse> => {
  const house = await openHouse(of);
  const folder = newFolder();
  const listen = listenAt(0, { certificate: withLibrarys(folder) });
  const door = await openDoor(house, listen, folder, log === undefined ? {} : { log });
  const port = door.port();
  if (port === null) throw new Error(`the desk’s door is shut: ${JSON.stringify(door.trouble())}`);
  return { house, door, port, folder };
};

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: string };

type Request = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The caller's own address: all of 127.0.0.0/8 is this machine. */
  readonly from?: string;
};

/** A request over TLS whose target no client library would tidy up. Status 0: hung up on. */
export const askDesk = (
  port: number,
  target: string,
  { method = 'GET', headers = {}, from = '127.0.0.1' }: Request = {},
): Promise<Answer> =>
  new Promise((resolve) => {
    let heard = '';
    const all = { host: `localhost:${port}`, connection: 'close', ...headers };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    const wire = connectPlain({ port, host: '127.0.0.1', localAddress: from });
    const socket = connect({ socket: wire, ca: oddAuthority, servername: 'localhost' }, () =>
      socket.write(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`),
    );
    wire.on('error', () => undefined);
    socket.setEncoding('latin1').on('data', (chunk: string) => (heard += chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      const [head = '', ...body] = heard.split('\r\n\r\n');
      const [first = '', ...rest] = head.split('\r\n');
      const got = new Headers();
      for (const line of rest) {
        const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
        if (name !== '') got.append(name, value);
      }
      resolve({ status: Number(first.split(' ')[1] ?? 0), headers: got, body: body.join('\r\n\r\n') });
    });
  });

/** The cookie of a browser that has just loaded the page: `name=value`. */
export const deskCookie = async (port: number, from = '127.0.0.1'): Promise<string> =>
  ((await askDesk(port, '/', { from })).headers.get('set-cookie') ?? '').split(';')[0] ?? '';

export const dialDesk = (port: number, path: string, headers: Readonly<Record<string, string>>): WebSocket =>
  new WebSocket(`wss://localhost:${port}${path}`, { ca: oddAuthority, headers: { ...headers } });

export const knockDesk = (port: number, path: string, headers: Readonly<Record<string, string>>) =>
  new Promise<number | 'open'>((resolve, reject) => {
    const socket = dialDesk(port, path, headers);
    socket.on('open', () => {
      socket.terminate();
      resolve('open');
    });
    socket.on('unexpected-response', (request, response) => {
      request.destroy();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', reject);
  });

const isMessage = (value: unknown): value is ToGlass => typeof value === 'object' && value !== null && 'kind' in value;

/** A browser's glass: what it heard, and what it was closed with. */
export const openDeskGlass = async (port: number, path: string, cookie: string) => {
  const socket = dialDesk(port, path, { cookie, origin: `https://localhost:${port}` });
  const heard: ToGlass[] = [];
  let isClosed = false;
  socket.on('message', (bytes: Buffer) => {
    const message: unknown = JSON.parse(bytes.toString());
    if (isMessage(message)) heard.push(message);
  });
  socket.on('close', () => (isClosed = true));
  socket.on('error', () => undefined);
  await until('the first word', () => heard.length > 0);
  return {
    heard,
    say: (value: unknown) => socket.send(JSON.stringify(value)),
    view: () => heard.findLast((message) => message.kind === 'view')?.view ?? null,
    isClosed: () => isClosed,
    leave: () => socket.close(),
  };
};
