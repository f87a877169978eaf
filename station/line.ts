// The way to the library system, out of the settings: dialect, transport, certificates read from their files. Knows where a
// setting that cannot be used stands; must not know what is asked over the line.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { SettingsIssue } from '../contract/settings-view.ts';
import type { Key } from '../contract/words/words.ts';
import type { Clock } from '../drivers/clock.ts';
import {
  dialects,
  probe,
  settingsFor,
  type ClientState,
  tcpTransport,
  tlsTransport,
  usualSettings,
  withPromptLogin,
  type Credentials,
  type Dialect,
  type Probed,
  type Settings,
  type Transport,
  type Trust,
} from 'sip2';
import type { AcsSettings } from './settings/acs.ts';
import { isKeyPrivate } from './settings/credentials.ts';
import { issueAt } from './settings/store.ts';

export type Line = {
  readonly kind: 'line';
  /** Null: the library system is the embedded one, which brings its own. */
  readonly transport: Transport | null;
  readonly settings: Settings;
  readonly dialect: Dialect;
};

type Connection = AcsSettings['connection'];
type Tls = Extract<Connection, { kind: 'tls' }>;

/** `folder`: where the paths of certificates start. Opens nothing; issues are of files that cannot be used. */
export const lineTo = (
  acs: AcsSettings,
  { folder, clock }: { readonly folder: string; readonly clock: Clock },
): Line | { readonly kind: 'issues'; readonly issues: readonly SettingsIssue[] } => {
  const { connection } = acs;
  const dialect = dialects[acs.dialect];
  const settings = lineSettings(acs, dialect);
  if (connection.kind === 'embedded') return { kind: 'line', transport: null, settings, dialect };
  const { host, port, promptLogin } = connection;
  const way = { host, port, connectTimeoutMs: acs.connectTimeoutSeconds * 1000, clock };
  const issues: SettingsIssue[] = [];
  const pem = { folder, complain: (path: string, key: Key, file: string) => issues.push(issueAt(path, key, { file })) };
  const wire =
    connection.kind === 'tcp'
      ? tcpTransport(way)
      : tlsTransport({
          ...way,
          serverName: connection.serverName,
          trust: trustOf(connection.trust, pem),
          client: credentialsOf(connection.client, pem),
        });
  if (issues.length > 0) return { kind: 'issues', issues };
  const timeoutMs = acs.loginTimeoutSeconds * 1000;
  const transport = promptLogin === null ? wire : withPromptLogin(wire, { ...promptLogin, timeoutMs, clock });
  return { kind: 'line', transport, settings, dialect };
};

const lineSettings = (acs: AcsSettings, dialect: Dialect): Settings => {
  const { line } = acs;
  const usual = dialect.line;
  return settingsFor(dialect, usualSettings, {
    institutionId: acs.institution,
    terminalPassword: acs.terminalPassword,
    login: acs.login,
    currentLocation: acs.currentLocation,
    language: acs.language,
    answerTimeoutMs: acs.answerTimeoutSeconds * 1000,
    loginTimeoutMs: acs.loginTimeoutSeconds * 1000,
    keepAliveMs: acs.keepAliveSeconds * 1000,
    charset: line.charset ?? usual.charset,
    errorDetection: line.errorDetection ?? usual.errorDetection,
    end: line.end ?? usual.end,
    greeting: line.greeting ?? usual.greeting,
    vocabulary: line.vocabulary ?? usual.vocabulary,
    timesAsked: line.timesAsked ?? usual.timesAsked,
    timeoutFrom: line.timeoutFrom ?? usual.timeoutFrom,
    unsupported: [...usual.unsupported, ...line.neverAsked],
    omit: [...usual.omit, ...line.neverSent],
  });
};

// ---- certificates ----

type Pem = { readonly folder: string; readonly complain: (path: string, key: Key, file: string) => void };

const trustOf = (trust: Tls['trust'], pem: Pem): Trust => {
  if (trust.kind === 'pinned') return trust;
  const { file, pins } = trust;
  if (file === null) return { kind: 'authorities', authorities: null, pins };
  const authorities = certificatesIn('acs.connection.trust.file', file, pem);
  return { kind: 'authorities', authorities, pins };
};

const credentialsOf = (client: Tls['client'], pem: Pem): Credentials | null => {
  if (client === null) return null;
  const at = 'acs.connection.client';
  const certificates = certificatesIn(`${at}.certificateFile`, client.certificateFile, pem);
  const key = textOf(`${at}.keyFile`, client.keyFile, pem);
  const keyFile = resolve(pem.folder, client.keyFile);
  if (key !== null && !isKeyPrivate(keyFile, { uid: process.getuid?.() ?? null }))
    pem.complain(`${at}.keyFile`, 'settings.key-open-to-others', client.keyFile);
  const [own] = certificates;
  if (own === undefined || key === null) return null;
  const { passphrase } = client;
  try {
    const opened = createPrivateKey({ key, ...(passphrase === null ? {} : { passphrase }) });
    if (!new X509Certificate(own).checkPrivateKey(opened))
      pem.complain(`${at}.keyFile`, 'settings.other-key', client.keyFile);
  } catch {
    pem.complain(`${at}.keyFile`, 'settings.not-a-key', client.keyFile);
  }
  return { certificate: certificates.join('\n'), key, passphrase };
};

/** Every certificate of the file, each by itself; none, and a word about it, where there is none or a broken one. */
const certificatesIn = (path: string, file: string, pem: Pem): readonly string[] => {
  const text = textOf(path, file, pem);
  if (text === null) return [];
  const found = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (found.length > 0 && found.every(isCertificate)) return found;
  pem.complain(path, 'settings.not-a-certificate', file);
  return [];
};

const isCertificate = (text: string): boolean => {
  try {
    return new X509Certificate(text).subject !== undefined;
  } catch {
    return false;
  }
};

const textOf = (path: string, file: string, { folder, complain }: Pem): string | null => {
  try {
    return readFileSync(resolve(folder, file), 'utf8');
  } catch {
    complain(path, 'settings.no-file', file);
    return null;
  }
};

// ---- finding out ----

/**
 * Asks the library system harmless questions over a connection of its own, and proposes a dialect with the reasons. One that
 * takes a single connection (a small Koha) answers only while the station's own is closed. `card`, `item`: known ones tell
 * more; null: numbers that nobody has.
 */
export const probeLine = (
  { settings }: Line,
  asked: {
    readonly transport: Transport;
    readonly clock: Clock;
    readonly card: string | null;
    readonly item: string | null;
    /** Ends it: what is open is closed, and nothing is asked any more. Null: it may take as long as it takes. */
    readonly signal: AbortSignal | null;
  },
): Promise<Probed> =>
  probe({
    transport: asked.signal === null ? asked.transport : until(asked.signal, asked.transport),
    clock: asked.clock,
    settings,
    patronId: asked.card,
    itemId: asked.item,
  });

/** The same way to the far end, for as long as the signal lets it stand. */
const until = (signal: AbortSignal, transport: Transport): Transport => ({
  open: async (hears) => {
    signal.throwIfAborted();
    let isOver = false;
    const over = (why: string): void => {
      if (isOver) return;
      isOver = true;
      hears.closed(why);
    };
    const connection = await transport.open({ bytes: (chunk) => hears.bytes(chunk), closed: over }, signal);
    const end = (): void => {
      connection.close();
      over('The line was taken back.');
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
    return connection;
  },
});

/** The settings that a probe proposes: its dialect, and what was seen to work where that is not what the dialect says. */
export const proposed = (acs: AcsSettings, { verdict, settings }: Extract<Probed, { kind: 'probed' }>): AcsSettings => {
  const usual = verdict.dialect.line;
  const unless = <V>(seen: V | undefined, said: V): V | null => (seen === undefined || seen === said ? null : seen);
  return {
    ...acs,
    dialect: verdict.dialect.name,
    line: {
      ...acs.line,
      charset: unless(settings.charset, usual.charset),
      errorDetection: unless(settings.errorDetection, usual.errorDetection),
      end: unless(settings.end, usual.end),
      greeting: unless(settings.greeting, usual.greeting),
      vocabulary: null,
    },
  };
};

/**
 * A line that breaks is made again at once, and only then it shows whether the library system is away. It is at once where it
 * refuses, says so itself, or was silent for as long as an answer may take; a second connection is never asked.
 */
export const eventOf = (state: ClientState, wasDown: boolean): 'acs-up' | 'acs-lost' | 'acs-down' => {
  if (state.kind === 'up') return state.status.onLine ? 'acs-up' : 'acs-down';
  const isAway =
    ['unreachable', 'login-refused', 'silence'].includes(state.because) || state.because.startsWith('certificate-');
  return isAway || wasDown ? 'acs-down' : 'acs-lost';
};
