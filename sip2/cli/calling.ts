// The line of a command to its ACS: its options, one client, and what an outcome is worth. Knows clients; must not know verbs.

import { readFileSync } from 'node:fs';
import { createClient, type Client, type Outcome } from '../client.ts';
import { systemClock } from '../clock.ts';
import { dialects, settingsFor } from '../dialects.ts';
import type { Down } from '../events.ts';
import type { AskKind, Question } from '../question.ts';
import { usualSettings, type Settings } from '../settings.ts';
import { tcpTransport } from '../socket.ts';
import { usualPrompts, withPromptLogin } from '../telnet.ts';
import { tlsTransport } from '../tls.ts';
import type { Transport } from '../transport.ts';
import { isYes } from './verbs.ts';
import { describe } from './words.ts';
import { UsageError, wholeNumber, type ExitCode, type World } from './world.ts';

export const lineOptions = {
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string', default: '6001' },
  login: { type: 'string' },
  'location-code': { type: 'string', default: '' },
  institution: { type: 'string', default: '' },
  timeout: { type: 'string', default: '15' },
  dialect: { type: 'string', default: 'generic' },
  tls: { type: 'boolean', default: false },
  ca: { type: 'string' },
  telnet: { type: 'boolean', default: false },
  'no-checksum': { type: 'boolean', default: false },
  trace: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

export const lineHelp = `  --host NAME           127.0.0.1 when left out
  --port NUMBER         6001 when left out
  --login USER:PASS     log in first (93); left out: as the variable SIP2_LOGIN says, if it says something
  --location-code CODE  CP of the login; for FOLIO the UUID of its service point
  --institution ID      AO of every message
  --timeout SECONDS     how long an answer may take; 15 when left out
  --dialect NAME        how to talk to it; generic when left out, or
                        ${Object.keys(dialects)
                          .filter((name) => name !== 'generic')
                          .join(', ')}
  --tls                 over TLS; its certificate must be for NAME, and one this machine trusts
  --ca FILE             over TLS; trust this authority (PEM) and no other
  --telnet              the login is asked for by prompts, not by 93
  --no-checksum         without AY and AZ
  --trace               show the messages on standard error, passwords and patrons masked
  --json                answers as JSON`;

export type LineValues = {
  readonly host: string;
  readonly port: string;
  readonly login?: string | undefined;
  readonly 'location-code'?: string | undefined;
  readonly institution: string;
  readonly timeout: string;
  readonly dialect: string;
  readonly tls: boolean;
  readonly ca?: string | undefined;
  readonly telnet: boolean;
  readonly 'no-checksum': boolean;
  readonly trace: boolean;
};

const fastReconnect = { shortestMs: 250, longestMs: 2_000 };

/** A client that is up, or the sentence why there is none. */
export async function call(
  values: LineValues,
  world: World,
): Promise<
  | { readonly kind: 'up'; readonly client: Client }
  | { readonly kind: 'down'; readonly because: Down; readonly text: string; readonly code: 1 | 3 }
> {
  const { transport, settings } = lineOf(values, world);
  return new Promise((resolve) => {
    let isSettled = false;
    const client = createClient({
      transport,
      clock: systemClock,
      settings,
      random: Math.random,
      hears: {
        traffic: ({ kind, text }) => values.trace && world.complain(`${kind.padEnd(7)} ${text}`),
        state(state) {
          if (isSettled || (state.kind === 'down' && state.because === 'not-opened')) return;
          isSettled = true;
          if (state.kind === 'up') resolve({ kind: 'up', client });
          else {
            world.complain(state.text);
            const code = state.because === 'login-refused' ? 1 : 3;
            const { because, text } = state;
            void client.close().then(() => resolve({ kind: 'down', because, text, code }));
          }
        },
      },
    });
    client.open();
  });
}

/** The way to an ACS, and how to talk to it; throws a UsageError. */
export function lineOf(
  values: LineValues,
  { env }: World,
): { readonly transport: Transport; readonly settings: Settings } {
  const clock = systemClock;
  const timeoutMs = wholeNumber('--timeout', values.timeout, 1, 3_600) * 1000;
  const [, dialect] = Object.entries(dialects).find(([name]) => name === values.dialect) ?? [];
  if (dialect === undefined)
    throw new UsageError(`--dialect should be one of ${Object.keys(dialects).join(', ')}, not "${values.dialect}".`);
  const login = loginOf(values.login ?? env['SIP2_LOGIN'], values['location-code'] ?? '');
  if (values.telnet && login === null) throw new UsageError('--telnet needs --login USER:PASS.');
  const settings = settingsFor(dialect, usualSettings, {
    institutionId: values.institution,
    login: values.telnet ? null : login,
    answerTimeoutMs: timeoutMs,
    loginTimeoutMs: timeoutMs,
    reconnect: fastReconnect,
    ...(values['no-checksum'] ? { errorDetection: 'off' } : {}),
  });
  const port = wholeNumber('--port', values.port, 1, 65_535);
  const way = { host: values.host, port, connectTimeoutMs: timeoutMs, clock };
  const authorities = values.ca === undefined ? null : [pemIn(values.ca)];
  const trust = { kind: 'authorities', authorities, pins: [] } as const;
  const isTls = values.tls || authorities !== null;
  const plain = isTls ? tlsTransport({ ...way, serverName: null, trust, client: null }) : tcpTransport(way);
  const asked = values.telnet ? login : null;
  const transport =
    asked === null ? plain : withPromptLogin(plain, { ...asked, prompts: usualPrompts, timeoutMs, clock });
  return { transport, settings };
}

/** OpenSSL takes whatever file for an authority, and then trusts nobody. */
function pemIn(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`--ca ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw new UsageError(`--ca ${path} holds no certificate (PEM).`);
  return text;
}

function loginOf(
  text: string | undefined,
  location: string,
): { user: string; password: string; location: string } | null {
  if (text === undefined) return null;
  const [, user, password] = /^([^:]+):(.*)$/.exec(text) ?? [];
  if (user === undefined || password === undefined) throw new UsageError('--login should be USER:PASS.');
  return { user, password, location };
}

/** Prints an answer, or why there is none. */
export function tell(question: Question, outcome: Outcome<AskKind>, isJson: boolean, world: World): ExitCode {
  if (isJson) world.print(JSON.stringify(outcome));
  if (outcome.kind !== 'answered') {
    if (!isJson) world.complain(`${outcome.kind.replaceAll('-', ' ')}: ${outcome.text}`);
    // What cannot be written, and what this dialect never asks, was typed wrong; everything else is the line's.
    const isTyped = outcome.kind === 'not-asked' && ['refused', 'unsupported'].includes(outcome.because);
    return isTyped ? 2 : 3;
  }
  const { answer } = outcome;
  const yes = isYes(question, answer);
  if (!isJson) world.print(describe(answer, `${yes ? 'yes' : 'no'}: ${answer.kind.replaceAll('-', ' ')}`));
  return yes ? 0 : 1;
}
