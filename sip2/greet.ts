// Greets an ACS in one way after another until it lets us in, and tells apart why it does not: for whoever sets a station up. Asks 93 and
// 99 only. A password that is wrong is sent once more at most, without the location: some systems lock who tries too often.
import { build } from './build.ts';
import type { Clock } from './clock.ts';
import { openExchanges, type Exchanges } from './exchange.ts';
import { scStatus, type AcsStatus } from './line.ts';
import type { Outgoing } from './messages.ts';
import { parse, type Parsed } from './parse.ts';
import { ways, type How } from './probe.ts';
import type { Settings } from './settings.ts';
import { usualPrompts } from './telnet.ts';
import { LoginRefused, NotTrusted, type Transport } from './transport.ts';

export type Greeted =
  /** It is up. `how`: the way in which it answered. `loginMs`: null where no login is sent. */
  | {
      readonly kind: 'greeted';
      readonly how: How;
      readonly connectMs: number;
      readonly loginMs: number | null;
      readonly statusMs: number;
      readonly status: AcsStatus;
    }
  /**
   * It answered the login with no. `place`: without the location it says yes. `locked`: its own words speak of a lock. `open`: it
   * answers without any login. SIP2 has no word for a wrong password: `credentials` may be a user without permission, too.
   */
  | {
      readonly kind: 'login-refused';
      readonly why: 'credentials' | 'place' | 'locked' | 'open';
      readonly says: string;
    }
  /** No login is set, and it hangs up, or keeps silent, over a question for its status. */
  | { readonly kind: 'login-needed' }
  /** It lets us in, and then gives no status: FOLIO without its service point, or a closed branch. */
  | { readonly kind: 'no-status'; readonly says: string }
  /** It asks for a user at a prompt before SIP2 begins. */
  | { readonly kind: 'prompts'; readonly says: string }
  | { readonly kind: 'prompt-refused'; readonly says: string }
  /** It wrote, and none of it is a message of SIP2. */
  | { readonly kind: 'no-sip2'; readonly says: string }
  /** It takes the connection and says nothing, however it is greeted. */
  | { readonly kind: 'silent'; readonly waitedMs: number }
  | { readonly kind: 'hangs-up' }
  | { readonly kind: 'unreachable'; readonly text: string };

type Greeting = { readonly transport: Transport; readonly clock: Clock; readonly settings: Settings };

/** What was said in one go at one connection. */
type Said = {
  readonly parsed: readonly Parsed[];
  /** Everything that came since the connection was made, as far as it is text. */
  readonly text: string;
  readonly ms: number;
  readonly isOpen: boolean;
};

type Talk = { readonly connectMs: number; ask(question: Outgoing): Promise<Said>; close(): void };

const longestText = 400;

const open = async ({ transport, clock, settings }: Greeting, how: How): Promise<Talk> => {
  let text = '';
  /** When the first byte came since the last question. */
  let cameAt: number | null = null;
  const began = clock.now();
  const eared: Transport = {
    open: (hears, signal) =>
      transport.open(
        {
          bytes: (chunk) => {
            cameAt ??= clock.now();
            if (text.length < longestText) text += String.fromCharCode(...chunk.subarray(0, longestText));
            hears.bytes(chunk);
          },
          closed: (why) => hears.closed(why),
        },
        signal,
      ),
  };
  const wire: Exchanges = await openExchanges(eared, clock, settings.loginTimeoutMs);
  const connectMs = clock.now() - began;
  let sequence = 0;
  return {
    connectMs,
    close: wire.close,
    ask: async (question) => {
      sequence += 1;
      const check = how.check ? { sequence } : null;
      const built = build(question, { charset: 'utf-8', check, end: how.end });
      if (built.kind === 'refused') return { parsed: [], text, ms: 0, isOpen: false };
      const asked = clock.now();
      cameAt = null;
      const { frames } = await wire.exchange(built.bytes);
      return {
        parsed: frames.map((bytes) => parse(bytes, 'automatic')),
        text,
        // An exchange goes on listening for what stands behind an answer.
        ms: (cameAt ?? clock.now()) - asked,
        isOpen: wire.isOpen(),
      };
    },
  };
};

const messageOf = ({ parsed }: Said) => parsed.flatMap((one) => (one.kind === 'message' ? [one.message] : []));

/** Screen messages of an answer, as they came. */
const saysOf = ({ text }: Said): string =>
  [...text.matchAll(/\|?AF([^|]*)\|/g)]
    .map(([, said]) => said ?? '')
    .join(' ')
    .slice(0, 200);

const plain = (text: string): string =>
  text
    .replaceAll(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(0, 200);

const locks = /lock|block|disabled|suspend|too many|expired|denied/i;

export async function greet(greeting: Greeting): Promise<Greeted> {
  const { settings, clock } = greeting;
  let last: Greeted = { kind: 'silent', waitedMs: settings.loginTimeoutMs };
  for (const how of ways) {
    if (how.greeting === 'status-first' && settings.login === null) continue;
    const began = clock.now();
    let talk: Talk;
    try {
      talk = await open(greeting, how);
    } catch (error) {
      if (error instanceof LoginRefused) return { kind: 'prompt-refused', says: error.message };
      if (error instanceof NotTrusted) return { kind: 'unreachable', text: error.message };
      return { kind: 'unreachable', text: error instanceof Error ? error.message : String(error) };
    }
    const greeted = await greetIn(greeting, how, talk).finally(talk.close);
    if (greeted.kind !== 'silent' && greeted.kind !== 'hangs-up') return greeted;
    last = greeted.kind === 'silent' ? { kind: 'silent', waitedMs: clock.now() - began } : greeted;
  }
  return settings.login === null ? { kind: 'login-needed' } : last;
}

const greetIn = async (greeting: Greeting, how: How, talk: Talk): Promise<Greeted> => {
  const { login } = greeting.settings;
  if (how.greeting === 'status-first') {
    const before = await talk.ask(scStatus);
    if (messageOf(before).every(({ kind }) => kind !== 'acs-status')) return unanswered(before);
  }
  let loginMs: number | null = null;
  if (login !== null) {
    const { user, password, location } = login;
    const said = await talk.ask(loginOf(user, password, location));
    const answer = messageOf(said).find(({ kind }) => kind === 'login-response');
    if (answer?.kind !== 'login-response') return unanswered(said);
    if (!answer.ok) return refused(greeting, how, saysOf(said));
    loginMs = said.ms;
  }
  const said = await talk.ask(scStatus);
  const status = messageOf(said).find((message) => message.kind === 'acs-status');
  if (status === undefined) {
    if (loginMs === null) return unanswered(said);
    return { kind: 'no-status', says: plain(said.parsed.length === 0 ? '' : said.text) };
  }
  return { kind: 'greeted', how, connectMs: talk.connectMs, loginMs, statusMs: said.ms, status };
};

const loginOf = (loginUser: string, loginPassword: string, locationCode: string): Outgoing => ({
  kind: 'login',
  userAlgorithm: '0',
  passwordAlgorithm: '0',
  loginUser,
  loginPassword,
  locationCode,
});

/** No message that was asked for: what else it may have been. A 96 says that it reads SIP2 and not this: another way may do. */
const unanswered = (said: Said): Greeted => {
  const { text, parsed, isOpen } = said;
  const isPrompt = text.toLowerCase().includes(usualPrompts.login) || /user\s*name\s*:/i.test(text);
  if (isPrompt) return { kind: 'prompts', says: plain(text) };
  const isAsked = messageOf(said).some(({ kind }) => kind === 'request-sc-resend');
  if (!isAsked && (parsed.length > 0 || text.trim() !== '')) return { kind: 'no-sip2', says: plain(text) };
  // Whoever keeps silent is hung up on by us.
  return isOpen || said.ms > 0 ? { kind: 'silent', waitedMs: said.ms } : { kind: 'hangs-up' };
};

/** Why a login was refused, each by a connection of its own: whoever said 940 once may hang up over the next word (Koha). */
const refused = async (greeting: Greeting, how: How, says: string): Promise<Greeted> => {
  const because = (why: Extract<Greeted, { kind: 'login-refused' }>['why']): Greeted => ({
    kind: 'login-refused',
    why,
    says,
  });
  if (locks.test(says)) return because('locked');
  const { login } = greeting.settings;
  if (login !== null && login.location !== '') {
    const said = await once(greeting, how, loginOf(login.user, login.password, ''));
    if (messageOf(said).some((message) => message.kind === 'login-response' && message.ok)) return because('place');
  }
  const status = await once(greeting, how, scStatus);
  return because(messageOf(status).some(({ kind }) => kind === 'acs-status') ? 'open' : 'credentials');
};

const nothing: Said = { parsed: [], text: '', ms: 0, isOpen: false };

const once = async (greeting: Greeting, how: How, question: Outgoing): Promise<Said> => {
  try {
    const talk = await open(greeting, how);
    return await talk.ask(question).finally(talk.close);
  } catch {
    return nothing;
  }
};
