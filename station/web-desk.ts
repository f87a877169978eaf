// The desk's doorway on the library's network, by HTTPS: serves the glass of desk places and nothing else of the station. No
// ticket opens it, so the desk's own sign-in is the door; here the Host, the Origin, the browser's cookie and how much one
// address may ask are checked. Knows nothing of staff or loans.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { isSameLack, type Lack } from '../contract/lack.ts';
import type { Clock } from '../drivers/clock.ts';
import { sentenceOf } from './health.ts';
import type { Log } from './log.ts';
import type { DeskListenSettings } from './settings/desk-door.ts';
import type { Station, StationPlace } from './works.ts';
import { createDeskTurns, type DeskTurns } from './desk-turns.ts';
import { certificateFor, type ShownCertificate } from './web-certificate.ts';
import { createGlassWires, refuseGlass } from './web-glass.ts';
import { callerOf, createAllowances } from './web-limits.ts';
import { answerPage, cookieOf, refuse, targetOf, type Pages } from './web-pages.ts';

export type NotServed = Extract<Lack, { readonly kind: 'desks-not-served' }>;

export type DeskDoor = {
  /** Null while it is not open, and then there is a trouble. */
  readonly port: () => number | null;
  /** For the technician; null when all is well. */
  readonly trouble: () => NotServed | null;
  /** Somebody at the machine itself wants this desk. True where a glass gave it up because nobody had signed in there. */
  giveWay(desk: string): boolean;
  close(): Promise<void>;
};

export const deskLimits = {
  /** Of all callers, and of one address: a browser has six, and one for its glass. */
  connections: 128,
  connectionsEach: 24,
  /** New connections and requests of one address. */
  asking: { burst: 240, perSecond: 20 },
  /** First loads, what was refused, and joining a desk, of one address: a person reloads a page, a program guesses. */
  trying: { burst: 30, perSecond: 0.5 },
  /** Sign-ins of one address, whatever the name: the desk itself counts the wrong ones of a name. */
  signing: { burst: 10, perSecond: 1 / 30 },
  handshakeMs: 5000,
  headersMs: 5000,
  requestMs: 10_000,
} as const;

/** A network that is not up yet, or a port that is taken, may come. */
const listenAgainMs = 10_000;
/** The library may have renewed its certificate. */
const lookAgainMs = 3_600_000;
const tryAgainSeconds = 10;

export type DeskDoorParts = {
  readonly listen: DeskListenSettings;
  /** Of the settings: what the certificate's paths begin at. */
  readonly folder: string;
  readonly pages: Pages;
  readonly behind: Pick<Station, 'places' | 'join'>;
  readonly clock: Clock;
  readonly log: Log;
};

/** Opens it as soon as it can be, and keeps trying. Never rejects: a kiosk beside it serves all the same. */
export const openDeskDoor = async (parts: DeskDoorParts): Promise<DeskDoor> => {
  const { listen, folder, behind, clock, log } = parts;
  const turns = createDeskTurns(behind, clock);
  const desks = behind.places.filter(({ kind }) => kind === 'desk');
  let trouble: NotServed | null = null;
  let cancel = (): void => undefined;
  let closed = false;
  let open: Opened | null = null;

  const complain = (because: NotServed['because'], detail: string): void => {
    const now: NotServed = { kind: 'desks-not-served', because, detail };
    if (trouble === null || !isSameLack(trouble, now)) log.error(sentenceOf(now));
    trouble = now;
  };
  const look = async (): Promise<void> => {
    try {
      const certificate = await certificateFor(listen, folder, clock.now());
      const { fingerprint, until, isSelfMade } = certificate;
      const isNew = open === null || open.show(certificate);
      open ??= await openAt(parts, turns, desks, certificate);
      const told = { host: listen.host, port: open.port, fingerprint, until, isSelfMade };
      if (isNew) log.info(told, 'desks are served on the network; browsers must show this fingerprint (SHA-256)');
      if (until.getTime() < clock.now()) complain('certificate-ended', until.toISOString().slice(0, 10));
      else trouble = null;
    } catch (error) {
      complain('other', error instanceof Error ? error.message : String(error));
    }
  };
  const lookOn = async (): Promise<void> => {
    await look();
    if (closed) await open?.close();
    else cancel = clock.after(open === null ? listenAgainMs : lookAgainMs, () => void lookOn());
  };

  if (desks.length === 0) complain('no-desk', '');
  else await lookOn();
  return {
    port: () => open?.port ?? null,
    trouble: () => trouble,
    giveWay: turns.giveWay,
    close: async () => {
      closed = true;
      cancel();
      await open?.close();
    },
  };
};

type Opened = {
  readonly port: number;
  /** False when this one is shown already. */
  show(certificate: ShownCertificate): boolean;
  close(): Promise<void>;
};

const openAt = async (
  { listen, pages, log }: DeskDoorParts,
  turns: DeskTurns,
  desks: readonly StationPlace[],
  first: ShownCertificate,
): Promise<Opened> => {
  let certificate = first;
  const asking = createAllowances(deskLimits.asking);
  const trying = createAllowances(deskLimits.trying);
  const signing = createAllowances(deskLimits.signing);
  const held = new Map<string, number>();
  const wires = createGlassWires(log);
  const server = createServer(
    {
      cert: certificate.cert,
      key: certificate.key,
      minVersion: 'TLSv1.2',
      handshakeTimeout: deskLimits.handshakeMs,
      headersTimeout: deskLimits.headersMs,
      requestTimeout: deskLimits.requestMs,
      connectionsCheckingInterval: 1000,
    },
    (request, response) => respond(request, response),
  );
  server.maxConnections = deskLimits.connections;

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(listen.port, listen.host, () => {
      server.off('error', reject);
      // A connection that could not be taken ends nothing else.
      server.on('error', (error) => log.warn({ err: error }, 'the desk’s doorway had a trouble'));
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the desk’s doorway has no port');
  const { port } = address;
  const hosts = [listen.host, ...listen.names].flatMap((name) => {
    const spelt = name.includes(':') ? `[${name}]` : name;
    // Browsers leave the port of HTTPS out.
    return port === 443 ? [spelt, `${spelt}:443`] : [`${spelt}:${port}`];
  });
  const cookieName = `__Host-tram-desk-${port}`;

  /** Before the handshake, which costs more than the refusal. */
  server.on('connection', (socket) => {
    const from = 'remoteAddress' in socket ? socket.remoteAddress : undefined;
    const caller = callerOf(typeof from === 'string' ? from : undefined);
    const now = held.get(caller) ?? 0;
    if (now >= deskLimits.connectionsEach || !asking.take(caller)) {
      socket.destroy();
      return;
    }
    held.set(caller, now + 1);
    socket.once('close', () => {
      const left = (held.get(caller) ?? 1) - 1;
      if (left > 0) held.set(caller, left);
      else held.delete(caller);
    });
  });
  // Somebody speaks no TLS, or does not believe us: theirs to see.
  server.on('tlsClientError', (error, socket) => {
    log.debug({ err: error }, 'a handshake at the desk’s doorway failed');
    socket.destroy();
  });

  const sealOf = (id: string): string => createHmac('sha256', certificate.secret).update(id).digest('base64url');
  const newCookie = (): string => {
    const id = randomBytes(16).toString('base64url');
    return `${cookieName}=${id}.${sealOf(id)}; Secure; HttpOnly; SameSite=Strict; Path=/`;
  };
  /** Null for one that was never given a cookie here. */
  const browserOf = (request: IncomingMessage): string | null => {
    const [id = '', seal = ''] = (cookieOf(request, cookieName) ?? '').split('.');
    const [given, right] = [Buffer.from(seal), Buffer.from(sealOf(id))];
    return given.length === right.length && timingSafeEqual(given, right) ? id : null;
  };
  const isOurHost = ({ headers: { host } }: IncomingMessage): boolean => hosts.includes(host ?? '');
  const isOurOrigin = ({ headers: { origin } }: IncomingMessage): boolean =>
    hosts.some((host) => origin === `https://${host}`);
  /** The desk that is named, or the first; null for a place that is no desk: here, those are not. */
  const deskAt = (url: URL): StationPlace | null => {
    const name = url.searchParams.get('place');
    return (name === null ? desks[0] : desks.find((desk) => desk.name === name)) ?? null;
  };
  // No HSTS: it would hold for the whole name, on every port, and lock browsers out of what else is served there by HTTP. Nothing is
  // lost by it here: this port speaks no HTTP, and the cookie goes over HTTPS alone.
  const respond = (request: IncomingMessage, response: ServerResponse): void => {
    const caller = callerOf(request.socket.remoteAddress);
    const turnAway = (status: number, because: string): void => {
      const isOver = !trying.take(caller);
      return isOver ? refuse(response, 429, tooMany, { 'retry-after': '60' }) : refuse(response, status, because);
    };
    if (!asking.take(caller)) return refuse(response, 429, tooMany, { 'retry-after': String(tryAgainSeconds) });
    if (!isOurHost(request)) return turnAway(421, 'This address is not of this desk.');
    if (request.method !== 'GET' && request.method !== 'HEAD') return turnAway(405, 'Only GET is served here.');
    const url = targetOf(request);
    if (url === null) return turnAway(400, 'That is no path.');
    // By either name it is the page, and its glass joins by the cookie that comes with it.
    const isDesk = url.pathname === '/' || url.pathname === '/index.html';
    if (!isDesk && !pages.has(url.pathname)) return turnAway(404, 'There is no such page.');
    if (!isDesk) return answerPage(pages, url.pathname, request, response);
    if (deskAt(url) === null) return turnAway(404, 'There is no such desk here.');
    if (browserOf(request) !== null) return answerPage(pages, '/', request, response);
    if (!trying.take(caller)) return refuse(response, 429, tooMany, { 'retry-after': '60' });
    return answerPage(pages, '/', request, response, { 'set-cookie': newCookie() });
  };

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const caller = callerOf(request.socket.remoteAddress);
    const url = targetOf(request);
    const desk = url?.pathname === '/glass' ? deskAt(url) : null;
    if (!trying.take(caller)) return refuseGlass(socket, '429 Too Many Requests');
    const browser = browserOf(request);
    if (desk === null || !isOurHost(request) || !isOurOrigin(request) || browser === null) {
      const tried = { caller, origin: request.headers.origin?.slice(0, 100), path: url?.pathname.slice(0, 100) };
      log.warn(tried, 'a connection to a desk’s glass was refused: wrong origin, host, path, place or cookie');
      return refuseGlass(socket, '403 Forbidden');
    }
    const mayTry = (): boolean => signing.take(caller);
    return wires.serve(request, socket, head, ({ view, inner }, ends) =>
      turns.join(desk.name, { browser, view, inner, ends, mayTry }),
    );
  });

  return {
    port,
    show: (next) => {
      if (next.fingerprint === certificate.fingerprint) return false;
      certificate = next;
      server.setSecureContext({ cert: next.cert, key: next.key, minVersion: 'TLSv1.2' });
      return true;
    },
    close: async () => {
      wires.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
};

const tooMany = 'This address asks too much: wait a minute.';
