// The web doorway: serves the glass of every place and speaks the protocol with it, on this machine only. Checks the ticket of
// the place, the Host and the Origin; knows nothing of loans.
import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { longestTechnicianMessage } from '../contract/technician-calls.ts';
import type { Log } from './log.ts';
import type { Station, StationPlace } from './works.ts';
import { createGlassWires, refuseGlass } from './web-glass.ts';
import { createKeys } from './web-keys.ts';
import { answerOutside, isOutside } from './web-outside.ts';
import {
  answerClosed,
  answerPage,
  closedPath,
  cookieOf,
  refuse,
  strictHeaders,
  targetOf,
  type Pages,
} from './web-pages.ts';
import { answerVoice } from './web-voice.ts';
import type { Voice } from './voice.ts';

/**
 * What the doorway leads to: the places that a glass joins, and what may be known of the station without a ticket. Places may come and
 * go; where one is left out below, they stay as they are.
 */
export type Behind = Pick<Station, 'places' | 'join' | 'health' | 'metrics'> & {
  /** Nobody joins now, and may in a moment. */
  isOpening?(): boolean;
  /** Calls when the station was opened anew: whoever looked at it joins again. */
  changed?(listener: () => void): () => void;
};

/** The address with the ticket: whoever has it may look at the glass of this place and press, and of no other. */
export type PlaceAddress = { readonly place: string; readonly kind: StationPlace['kind']; readonly address: string };

export type Web = {
  /** Of every place, in the order of the settings, as they are now. */
  readonly addresses: readonly PlaceAddress[];
  /** Of the first place. */
  readonly address: string;
  /** Of a page for everybody, without a ticket: this station serves nobody. */
  readonly closedAddress: string;
  readonly port: number;
  close(): Promise<void>;
};

const limits = {
  /** Whoever knocks and says nothing holds a file of this process: there are only so many, for so long. */
  connections: 128,
  headersMs: 5000,
  requestMs: 10_000,
} as const;

/** `path`: of its page. */
type Door = { readonly place: StationPlace; readonly path: string; readonly ticket: string; readonly cookie: string };

/** Listens on 127.0.0.1; `port` 0 takes any free one. Rejects with a sentence where the port is taken. */
export const openWeb = async (parts: {
  readonly port: number;
  readonly pages: Pages;
  readonly behind: Behind;
  readonly voice: Voice;
  readonly log: Log;
}): Promise<Web> => {
  const { pages, behind, voice, log } = parts;
  const patience = {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: 1000,
  };
  const server = createServer(patience, (request, response) => respond(request, response));
  server.maxConnections = limits.connections;
  const wires = createGlassWires(log);
  // Another wire: it stays when the station opens anew, and a whole settings file goes over it.
  const technicians = createGlassWires(log, longestTechnicianMessage);

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenTrouble(error, parts.port)));
    server.listen(parts.port, '127.0.0.1', resolve);
  });
  // A connection that could not be taken ends nothing else.
  server.on('error', (error) => log.warn({ err: error }, 'the web doorway had a trouble'));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the web doorway has no port');
  const { port } = address;
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const keys = createKeys(port);
  const doorsNow = (): readonly Door[] => {
    const { places } = behind;
    keys.follow(places);
    return places.map((place, at) => ({
      place,
      // The technician's is always called by its name: a kiosk's window that asks for the first place is never led there.
      path: at === 0 && place.kind !== 'technician' ? '/' : `/?place=${encodeURIComponent(place.name)}`,
      ...keys.of(place),
    }));
  };

  /** A page elsewhere that lets its name point at this machine (DNS rebinding) has another Host. */
  const isOurHost = (request: IncomingMessage): boolean => hosts.includes(request.headers.host ?? '');

  /** A page elsewhere has another Origin; a program of this machine that names none is refused, too. */
  const isOurOrigin = ({ headers: { origin } }: IncomingMessage): boolean =>
    origin !== undefined && hosts.some((host) => origin === `http://${host}`);

  /** The door of the place that is named, or of the first where none is; null for a place that is not here. */
  const doorAt = (url: URL): Door | null => {
    const name = url.searchParams.get('place');
    const doors = doorsNow();
    if (name === null) return doors.find(({ path }) => path === '/') ?? null;
    const isOf =
      doors.find(({ place }) => place.name === name) ?? doors.find(({ place }) => keys.wasCalled(place, name));
    return isOf ?? null;
  };
  /** A window of this station, whatever place it was of. */
  const isKnown = (request: IncomingMessage): boolean =>
    keys.all().some(({ cookie, ticket }) => isSame(cookieOf(request, cookie), ticket));
  const mayEnter = (request: IncomingMessage, door: Door | null): door is Door =>
    door !== null && isSame(cookieOf(request, door.cookie), door.ticket);

  const respond = (request: IncomingMessage, response: ServerResponse): void => {
    if (!isOurHost(request)) return refuse(response, 421, 'This address is not of this station.');
    const url = targetOf(request);
    const isSpoken = url?.pathname === '/voice';
    const isAsked = request.method === 'GET' || request.method === 'HEAD';
    if (!isAsked && !(isSpoken && request.method === 'POST')) return refuse(response, 405, 'Only GET is served here.');
    if (url === null) return refuse(response, 400, 'That is no path.');
    const failed = (sentence: string) => (error: unknown) => {
      // Whoever asked may have gone away meanwhile.
      log.warn({ err: error }, sentence);
      response.destroy();
    };
    // No ticket: a supervisor has none. Only this machine is served, and what is told there is no secret.
    if (isOutside(url.pathname)) {
      const told = { station: behind, headers: strictHeaders };
      answerOutside(url.pathname, request, response, told).catch(failed('the figures could not be told'));
      return;
    }
    if (url.pathname === closedPath) return answerClosed(request, response);
    const door = doorAt(url);
    const isPage = url.pathname === '/';
    if (isPage && door !== null && isSame(url.searchParams.get('ticket'), door.ticket)) {
      // The ticket leaves the address bar for a cookie that no script can read.
      const cookie = `${door.cookie}=${door.ticket}; HttpOnly; SameSite=Strict; Path=/`;
      const traded = { location: door.path, 'set-cookie': cookie, 'cache-control': 'no-store' };
      response.writeHead(303, { ...strictHeaders, ...traded }).end();
      return;
    }
    // Its place is not there now: a window without keys asks again by itself, and is no dead end.
    if (isPage && door === null && isKnown(request)) return answerClosed(request, response, 'for-now');
    // The page is of one place. What it loads is the same for all, and the browser does not say for which.
    if (!(isPage ? mayEnter(request, door) : doorsNow().some((one) => mayEnter(request, one)))) {
      return refuse(response, 403, 'This page needs the whole address that Tram printed when it started.');
    }
    if (isSpoken) {
      if (!isAsked && !isOurOrigin(request)) return refuse(response, 403, 'Only the page itself is spoken for.');
      answerVoice(request, response, { voice, headers: strictHeaders }).catch(failed('a text was not said'));
      return;
    }
    answerPage(pages, url.pathname, request, response);
  };

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = targetOf(request);
    const door = url?.pathname === '/glass' ? doorAt(url) : null;
    if (isOurHost(request) && isOurOrigin(request) && mayEnter(request, door)) {
      const isTechnicians = door.place.kind === 'technician';
      // The page asks again in a moment.
      if (!isTechnicians && behind.isOpening?.() === true) return refuseGlass(socket, '503 Service Unavailable');
      (isTechnicians ? technicians : wires).serve(request, socket, head, (show) => behind.join(door.place.name, show));
      return;
    }
    const tried = { origin: request.headers.origin?.slice(0, 100), path: (url?.pathname ?? '').slice(0, 100) };
    log.warn(tried, 'a connection to the glass was refused: wrong origin, host, path, place or ticket');
    refuseGlass(socket, '403 Forbidden');
  });

  const addressesNow = (): readonly PlaceAddress[] =>
    doorsNow().map(({ place, path, ticket }) => {
      const whole = new URL(path, `http://127.0.0.1:${port}`);
      whole.searchParams.set('ticket', ticket);
      return { place: place.name, kind: place.kind, address: whole.href };
    });
  const quiet = behind.changed?.(() => wires.hangUp());
  return {
    get addresses() {
      return addressesNow();
    },
    get address() {
      return addressesNow()[0]?.address ?? '';
    },
    closedAddress: `http://127.0.0.1:${port}${closedPath}`,
    port,
    close: async () => {
      quiet?.();
      wires.close();
      technicians.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
};

const isSame = (given: string | null | undefined, right: string): boolean => {
  const bytes = Buffer.from(given ?? '');
  const wanted = Buffer.from(right);
  return bytes.length === wanted.length && timingSafeEqual(bytes, wanted);
};

const listenTrouble = (error: Error, port: number): Error =>
  'code' in error && error.code === 'EADDRINUSE'
    ? new Error(`port ${port} of this machine is taken: end the other program or choose another --port`)
    : error;
