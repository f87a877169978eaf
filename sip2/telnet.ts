// A login by prompts in front of SIP2, over any transport: OpenNCIP, Koha and Symphony ask for it on their telnet ports.
// Strips telnet's own bytes; must not know messages. Nothing of the login reaches the traffic log.

import type { Clock } from './clock.ts';
import { LoginRefused, type Connection, type Hears, type Transport } from './transport.ts';

/** Parts of what the ACS writes, in UTF-8; capitals and small letters of ASCII alike. Prompts come without the end of a line. */
export type Prompts = {
  readonly login: string;
  readonly password: string;
  /** Stands in the line that comes when the login was right; null: none comes, and SIP2 may begin at once. */
  readonly accepted: string | null;
  readonly refused: string;
};

/** OpenNCIP and Koha. */
export const usualPrompts: Prompts = {
  login: 'login:',
  password: 'password:',
  accepted: 'login ok',
  refused: 'invalid login',
};

export type PromptLogin = {
  readonly user: string;
  readonly password: string;
  readonly prompts: Prompts;
  /** For the whole login. */
  readonly timeoutMs: number;
  readonly clock: Clock;
};

/** More than this before the login is through is no login. */
const longestBanner = 16_384;

/** The transport with the login done. `open` rejects with LoginRefused where the ACS says so. */
export function withPromptLogin(transport: Transport, login: PromptLogin): Transport {
  if (/[\r\n\0]/.test(login.user + login.password))
    throw new Error('User and password must not hold the end of a line.');
  return { open: (hears, signal) => openWithLogin(transport, login, hears, signal) };
}

function openWithLogin(
  transport: Transport,
  login: PromptLogin,
  hears: Hears,
  signal: AbortSignal | undefined,
): Promise<Connection> {
  const { clock, timeoutMs, user } = login;
  return new Promise((resolve, reject) => {
    let talk: Talk = { at: 'login', said: '' };
    let connection: Connection | null = null; // null while `open` has not come back
    const strip = createTelnet((no) => connection?.write(no));
    const cancel = clock.after(timeoutMs, () => {
      fail(new Error(`The login at the prompt of the ACS was not through within ${timeoutMs / 1000} s (${talk.at}).`));
    });

    const giveUp = (): void => fail(new Error('The login at the prompt of the ACS was given up here.'));
    signal?.addEventListener('abort', giveUp);

    function quiet(): void {
      cancel();
      signal?.removeEventListener('abort', giveUp);
    }

    function fail(error: Error): void {
      if (talk.at === 'through') return;
      talk = { at: 'through', said: '' };
      quiet();
      connection?.close();
      reject(error);
    }

    function goOn(open: Connection): void {
      while (talk.at !== 'through') {
        const next = step(talk, login);
        if (next === null) return;
        if (next.kind === 'refused') {
          fail(new LoginRefused(`The ACS refused the login of "${user}" at its prompt.`));
          return;
        }
        talk = next.talk;
        // Koha reads up to CR, Evergreen's fork up to LF.
        if (next.answer !== null) open.write(new TextEncoder().encode(`${next.answer}\r\n`));
      }
      quiet();
      resolve(open);
      const rest = bytesOf(talk.said);
      // A promise's turn later, when the client has its connection.
      if (rest.length > 0) queueMicrotask(() => queueMicrotask(() => hears.bytes(rest)));
    }

    function hear(chunk: Uint8Array): void {
      const plain = strip(chunk, talk.at === 'through');
      if (talk.at === 'through') {
        hears.bytes(plain);
        return;
      }
      talk = { at: talk.at, said: `${talk.said}${textOf(plain)}` };
      if (talk.said.length > longestBanner)
        fail(new Error('The ACS wrote more than 16 KiB and never asked for a login.'));
      else if (connection !== null) goOn(connection);
    }

    function closed(why: string): void {
      if (talk.at === 'through') hears.closed(why);
      else fail(new Error(`The ACS hung up during the login at its prompt: ${why}.`));
    }

    transport.open({ bytes: hear, closed }, signal).then((open) => {
      connection = open;
      if (talk.at === 'through') open.close();
      else goOn(open);
    }, fail);
  });
}

// ---- the conversation ----

/** What is waited for, and what was said since the last answer. */
type Talk = { readonly at: 'login' | 'password' | 'accepted' | 'through'; readonly said: string };

type Step = { readonly kind: 'refused' } | { readonly kind: 'on'; readonly talk: Talk; readonly answer: string | null };

/** What to do about what was said; null: wait for more. */
function step({ at, said }: Talk, { prompts, user, password }: PromptLogin): Step | null {
  if (at !== 'login' && behind(said, prompts.refused) !== null) return { kind: 'refused' };
  const awaited = at === 'login' ? prompts.login : at === 'password' ? prompts.password : prompts.accepted;
  const rest = behind(said, awaited ?? '');
  if (rest === null) return null;
  switch (at) {
    case 'login':
      return { kind: 'on', talk: { at: 'password', said: rest }, answer: user };
    case 'password':
      return {
        kind: 'on',
        talk: { at: prompts.accepted === null ? 'through' : 'accepted', said: rest },
        answer: password,
      };
    case 'accepted': {
      // "Login OK.  Initiating SIP" up to the end of its line; SIP2 begins behind it.
      const end = rest.search(/[\r\n]/);
      return end < 0 ? null : { kind: 'on', talk: { at: 'through', said: rest.slice(end) }, answer: null };
    }
    case 'through':
      return null;
  }
}

/** What stands behind a prompt; null when it has not come. */
function behind(said: string, prompt: string): string | null {
  // Byte by byte, as what was said is: a prompt of the library's own may hold any letter.
  const bytes = textOf(new TextEncoder().encode(prompt));
  const at = said.toLowerCase().indexOf(bytes.toLowerCase());
  return at < 0 ? null : said.slice(at + bytes.length);
}

const textOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

// RFC 854: IAC (255) opens a command; WILL, WONT, DO, DONT (251 to 254) name an option; SB (250) to SE (240) holds its
// particulars; a doubled IAC is the byte itself. Every option is declined.
const iac = 255;
const sb = 250;
const se = 240;
const [will, wont, doIt, dont] = [251, 252, 253, 254] as const;

/**
 * Takes telnet's own bytes out of chunks, however they are cut. Answers offers and wishes with a no. A far end that has
 * written none by the end of the login speaks no telnet: its 255 is a letter then.
 */
export function createTelnet(
  answer: (bytes: Uint8Array) => void,
): (chunk: Uint8Array, isThrough: boolean) => Uint8Array {
  let isTelnet = false;
  let state: 'text' | 'command' | 'option' | 'particulars' | 'particulars-command' = 'text';
  let verb = 0;

  /** The byte, when it is text. */
  function take(byte: number): number | null {
    switch (state) {
      case 'text':
        if (byte !== iac) return byte;
        state = 'command';
        return null;
      case 'command':
        verb = byte;
        state = byte === sb ? 'particulars' : byte >= will && byte <= dont ? 'option' : 'text';
        return byte === iac ? byte : null;
      case 'option':
        if (verb === will) answer(Uint8Array.of(iac, dont, byte));
        if (verb === doIt) answer(Uint8Array.of(iac, wont, byte));
        state = 'text';
        return null;
      case 'particulars':
        if (byte === iac) state = 'particulars-command';
        return null;
      case 'particulars-command':
        state = byte === se ? 'text' : 'particulars';
        return null;
    }
  }

  return (chunk, isThrough) => {
    if (state === 'text' && (!chunk.includes(iac) || (isThrough && !isTelnet))) return chunk;
    isTelnet = true;
    return Uint8Array.from(Array.from(chunk, take).filter((byte) => byte !== null));
  };
}
