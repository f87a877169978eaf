// SIP2 over TLS, both ends. The protocol has none; libraries put stunnel in front, and FOLIO, Alma and others expect it.
// The only file that knows node:tls; it must not know messages.

import { createHash, type X509Certificate } from 'node:crypto';
import { connect, createServer, type Server, type TLSSocket } from 'node:tls';
import { dialled, listening, welcome, type Listening, type Place, type Way } from './socket.ts';
import type { Distrust } from './events.ts';
import { NotTrusted, type Transport } from './transport.ts';

/** SHA-256 of a public key (SPKI, DER) or of a whole certificate (DER): hexadecimal, with or without colons, or base64. */
export type Pin = { readonly of: 'public-key' | 'certificate'; readonly sha256: string };

/**
 * Whom to believe.
 * - `authorities`: a certificate for this host's name by one of these authorities (PEM; null: those Node brings), and, where
 *   there are pins, with one of these keys as well.
 * - `pinned`: whoever has one of these keys, whatever the certificate says of names, days and issuers.
 */
export type Trust =
  | { readonly kind: 'authorities'; readonly authorities: readonly string[] | null; readonly pins: readonly Pin[] }
  | { readonly kind: 'pinned'; readonly pins: readonly Pin[] };

/** PEM. `passphrase` null: the key is not locked. */
export type Credentials = {
  readonly certificate: string;
  readonly key: string;
  readonly passphrase: string | null;
};

export type TlsWay = Way & {
  /** The name to ask for (SNI) and to check; null: `host`. */
  readonly serverName: string | null;
  readonly trust: Trust;
  /** What this end shows; null where the ACS does not ask for it. */
  readonly client: Credentials | null;
};

/** The calling end. `open` rejects when the far end is not to be believed; nothing has been sent to it then. */
export function tlsTransport(way: TlsWay): Transport {
  const { host, port, trust, client } = way;
  const pins = new Set(trust.pins.map(pinKey));
  if (trust.kind === 'pinned' && pins.size === 0)
    throw new Error('Trust "pinned" needs a pin; name one, or trust authorities.');
  const serverName = way.serverName ?? (isAddress(host) ? '' : host);
  return {
    open: (hears, signal) => {
      const socket = connect({
        host,
        port,
        ...(serverName === '' ? {} : { servername: serverName }),
        ...(trust.kind === 'authorities' && trust.authorities !== null ? { ca: [...trust.authorities] } : {}),
        ...(client === null ? {} : keyOf(client)),
        rejectUnauthorized: trust.kind === 'authorities',
      });
      socket.setNoDelay(true);
      socket.setKeepAlive(true);
      return dialled(socket, 'secureConnect', way, {
        hears,
        signal,
        amiss: (ready) => strange(ready, pins, `${host}:${port}`),
        blames: (error) => distrusted(error, way),
      });
    },
  };
}

/** `publicKey`, `whole`: SHA-256, hexadecimal. Days as the certificate has them, UTC. `because`: why it is not believed; null where it is. */
export type ShownCertificate = {
  readonly subject: string;
  readonly issuer: string;
  readonly names: string;
  readonly validFrom: Date;
  readonly validTo: Date;
  readonly publicKey: string;
  readonly whole: string;
  readonly because: Distrust | null;
};

/** `not-tls`: somebody listens there, and no handshake came of it. `text`: a sentence of the system. */
export type ShownTls =
  | { readonly kind: 'shown'; readonly certificate: ShownCertificate; readonly version: string; readonly ms: number }
  | { readonly kind: 'not-tls'; readonly text: string };

/**
 * Looks at what the far end shows, whatever it is, and hangs up: nothing is sent to it but the handshake. So that a technician can judge
 * a certificate before it is believed. Never rejects.
 */
export function lookAtCertificate(way: TlsWay): Promise<ShownTls> {
  const { host, port, trust, client, clock, connectTimeoutMs } = way;
  const serverName = way.serverName ?? (isAddress(host) ? '' : host);
  const pins = new Set(trust.pins.map(pinKey));
  const began = clock.now();
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port,
      ...(serverName === '' ? {} : { servername: serverName }),
      ...(trust.kind === 'authorities' && trust.authorities !== null ? { ca: [...trust.authorities] } : {}),
      ...(client === null ? {} : keyOf(client)),
      // Nothing of the library's goes this way.
      rejectUnauthorized: false,
    });
    const end = (shown: ShownTls): void => {
      cancel();
      socket.destroy();
      resolve(shown);
    };
    const cancel = clock.after(connectTimeoutMs, () =>
      end({ kind: 'not-tls', text: `no handshake within ${connectTimeoutMs / 1000} s` }),
    );
    socket.on('error', (error) => end({ kind: 'not-tls', text: error.message }));
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate();
      if (certificate === undefined) return end({ kind: 'not-tls', text: 'no certificate was shown' });
      const [publicKey, whole] = shownBy(certificate);
      const isPinned = pins.size === 0 || pins.has(pinKey(publicKey)) || pins.has(pinKey(whole));
      const judged = trust.kind === 'authorities' ? distrustOf(socket.authorizationError) : null;
      return end({
        kind: 'shown',
        version: socket.getProtocol() ?? '',
        ms: clock.now() - began,
        certificate: {
          subject: certificate.subject ?? '',
          issuer: certificate.issuer ?? '',
          names: certificate.subjectAltName ?? '',
          validFrom: new Date(certificate.validFrom),
          validTo: new Date(certificate.validTo),
          publicKey: publicKey.sha256,
          whole: whole.sha256,
          because: judged ?? (isPinned ? null : 'certificate-not-pinned'),
        },
      });
    });
  });
}

/** Null: it is believed. What Node has no row for is somebody nobody knows. */
const distrustOf = (error: Error | string | null | undefined): Distrust | null => {
  if (error === null || error === undefined) return null;
  const code = typeof error === 'string' ? error : 'code' in error && typeof error.code === 'string' ? error.code : '';
  return distrusts[code]?.[0] ?? 'certificate-of-nobody-known';
};

export type TlsPlace = Place & {
  readonly credentials: Credentials;
  /** Authorities (PEM) one of which must have signed the caller's certificate; null: anybody. */
  readonly clients: readonly string[] | null;
  /** Somebody called, and no TLS came of it: a sentence. */
  readonly refused?: (text: string) => void;
};

/** The called end. Rejects, in a sentence, when the port is taken or certificate and key are no good. */
export async function listenTls(place: TlsPlace): Promise<Listening> {
  const server = serverFor(place);
  server.on('tlsClientError', (error, socket) => {
    place.refused?.(`No TLS with ${socket.remoteAddress ?? 'a caller'}: ${error.message}`);
  });
  server.on('secureConnection', (socket) => {
    socket.setNoDelay(true);
    welcome(socket, place.accept);
  });
  return listening(server, place);
}

function serverFor({ credentials, clients }: TlsPlace): Server {
  try {
    return createServer({
      ...keyOf(credentials),
      ...(clients === null ? {} : { ca: [...clients], requestCert: true, rejectUnauthorized: true }),
      handshakeTimeout: 10_000,
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`Certificate and key cannot be used: ${why}. Both should be PEM, and belong together.`, {
      cause: error,
    });
  }
}

function keyOf({ certificate, key, passphrase }: Credentials) {
  return { cert: certificate, key, ...(passphrase === null ? {} : { passphrase }) };
}

/** SNI names hosts only (RFC 6066, 3). */
const isAddress = (host: string): boolean => /^[\d.]+$|:/.test(host);

/** A sentence when the far end shows none of the pinned keys. */
function strange(socket: TLSSocket, pins: ReadonlySet<string>, place: string): Error | null {
  if (pins.size === 0) return null;
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined)
    return new NotTrusted('certificate-not-pinned', `The ACS at ${place} showed no certificate.`);
  const shown = shownBy(certificate);
  if (shown.some((pin) => pins.has(pinKey(pin)))) return null;
  const [key] = shown;
  return new NotTrusted(
    'certificate-not-pinned',
    `The ACS at ${place} shows a key that is not pinned here (its public key has the SHA-256 ${key.sha256}). Ask the library whether it changed its key before you pin this one.`,
  );
}

/** Node's codes for what is wrong with a certificate, and what to do about it. */
const distrusts: Readonly<Record<string, readonly [Distrust, string]>> = {
  CERT_HAS_EXPIRED: [
    'certificate-expired',
    'Have it renewed where the ACS runs; if the clock is wrong, set the clock.',
  ],
  CERT_NOT_YET_VALID: ['certificate-not-yet-valid', 'The clock is wrong, or the certificate is of a day to come.'],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'certificate-of-another-name',
    'Call it by a name that its certificate has, or have one made for this name.',
  ],
  ...Object.fromEntries(
    [
      ...(['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'CERT_UNTRUSTED'] as const),
      ...([
        'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
        'UNABLE_TO_GET_ISSUER_CERT',
        'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      ] as const),
    ].map((code) => [
      code,
      [
        'certificate-of-nobody-known',
        'Name the authority that signed it, or pin its key, if this is the library’s own.',
      ],
    ]),
  ),
};

function distrusted(error: Error, { host, port, clock }: TlsWay): Error | null {
  const row = 'code' in error && typeof error.code === 'string' ? distrusts[error.code] : undefined;
  if (row === undefined) return null;
  const [because, todo] = row;
  const now = new Date(clock.now()).toISOString().slice(0, 16).replace('T', ' ');
  const said = `Cannot trust the ACS at ${host}:${port}: ${error.message} (this machine’s clock says ${now} UTC). ${todo}`;
  return new NotTrusted(because, said);
}

function shownBy(certificate: X509Certificate): readonly [Pin, Pin] {
  const key = certificate.publicKey.export({ type: 'spki', format: 'der' });
  return [
    { of: 'public-key', sha256: sha256(key) },
    { of: 'certificate', sha256: sha256(certificate.raw) },
  ];
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function pinKey({ of, sha256: written }: Pin): string {
  const hex = written.replaceAll(':', '').toLowerCase();
  if (/^[0-9a-f]{64}$/.test(hex)) return `${of} ${hex}`;
  const bytes = Buffer.from(written, 'base64');
  if (bytes.length !== 32) throw new Error(`"${written}" is no SHA-256: 64 hexadecimal digits, or base64.`);
  return `${of} ${bytes.toString('hex')}`;
}
