// Keeps a connection to the ACS: connects, logs in, asks for the status, and begins again when it is lost.
// Knows pauses between attempts; must not know the questions that are asked over it.

import type { Clock } from './clock.ts';
import type { ClientEvent, Down, Failure, WireFrame } from './events.ts';
import type { MessageOf } from './messages.ts';
import { openSession, type Reply, type Session } from './session.ts';
import type { Settings } from './settings.ts';
import { LoginRefused, NotTrusted, type Transport } from './transport.ts';

export type AcsStatus = MessageOf<'acs-status'>;

export type Line = {
  open(): void;
  /** Resolves when nothing is open any more. */
  close(): Promise<void>;
};

type Parts = {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly random: () => number;
  readonly hears: {
    event(event: ClientEvent): void;
    frame(frame: WireFrame): void;
    up(session: Session, status: AcsStatus): void;
    /** After every failed attempt, and when a line that was up is lost. */
    down(because: Down, text: string): void;
  };
};

type Stage =
  | { readonly at: 'closed' }
  | { readonly at: 'connecting'; readonly attempt: AbortController; readonly session: Session | null }
  | { readonly at: 'pausing'; readonly cancel: () => void }
  | { readonly at: 'up'; readonly session: Session; readonly since: number };

type Greeting =
  | { readonly kind: 'up'; readonly status: AcsStatus }
  | { readonly kind: 'down'; readonly because: Down; readonly text: string };

export const scStatus = { kind: 'sc-status', status: 'ok', maxPrintWidth: 80, protocolVersion: '2.00' } as const;

export function createLine({ transport, clock, settings, random, hears }: Parts): Line {
  let stage: Stage = { at: 'closed' };
  let attempt: Promise<void> = Promise.resolve();
  let failures = 0;
  let sequence = 9;
  let checked = settings.errorDetection !== 'off';

  const nextSequence = (): number => {
    sequence = (sequence + 1) % 10;
    return sequence;
  };

  function connect(): void {
    const mine = { at: 'connecting', attempt: new AbortController(), session: null } as const;
    stage = mine;
    hears.event({ kind: 'connecting', at: clock.now(), attempt: failures + 1 });
    attempt = tryOnce(mine);
  }

  async function tryOnce(mine: Extract<Stage, { at: 'connecting' }>): Promise<void> {
    let session: Session;
    try {
      session = await openSession({
        transport,
        signal: mine.attempt.signal,
        clock,
        settings,
        checked,
        nextSequence,
        hears: {
          event: (event) => hears.event(event),
          frame: (frame) => hears.frame(frame),
          ended: (because, text) => {
            if (stage.at === 'up' && stage.session === session) lost(stage.since, because, text);
          },
        },
      });
    } catch (error) {
      if (stage === mine) failed(downFor(error), error instanceof Error ? error.message : String(error));
      return;
    }
    if (stage !== mine) {
      session.close(); // closed here while it was being opened
      return;
    }
    stage = { ...mine, session };
    const greeted = stage;
    const greeting = await greet(session, settings);
    if (stage !== greeted) return;
    if (greeting.kind === 'up' && session.isAlive()) {
      stage = { at: 'up', session, since: clock.now() };
      hears.up(session, greeting.status);
      return;
    }
    session.close();
    const isLost = greeting.kind === 'down' && greeting.because === 'not-understood';
    if (isLost && settings.errorDetection === 'automatic') checked = !checked;
    if (greeting.kind === 'down') failed(greeting.because, greeting.text);
    else failed('connection-lost', 'The ACS closed the connection as soon as it was made.');
  }

  function failed(because: Down, text: string): void {
    failures += 1;
    pauseThenConnect();
    hears.down(because, text);
  }

  // A line that was good is made again at once; one that breaks as soon as it is up must not be made in a circle.
  function lost(since: number, because: Failure, text: string): void {
    failures = clock.now() - since >= settings.reconnect.shortestMs ? 0 : failures + 1;
    if (failures === 0) connect();
    else pauseThenConnect();
    hears.down(because, text);
  }

  function pauseThenConnect(): void {
    const { shortestMs, longestMs } = settings.reconnect;
    const full = Math.min(longestMs, shortestMs * 2 ** Math.min(failures - 1, 20));
    const forMs = full * (0.5 + random() / 2);
    stage = { at: 'pausing', cancel: clock.after(forMs, connect) };
    hears.event({ kind: 'pausing', at: clock.now(), attempt: failures, forMs });
  }

  return {
    open() {
      if (stage.at === 'closed') connect();
    },
    async close() {
      const before = stage;
      stage = { at: 'closed' };
      if (before.at === 'pausing') before.cancel();
      if (before.at === 'connecting') before.attempt.abort();
      if (before.at === 'up' || before.at === 'connecting') before.session?.close();
      await attempt;
    },
  };
}

const downFor = (error: unknown): Down => {
  if (error instanceof LoginRefused) return 'login-refused';
  return error instanceof NotTrusted ? error.because : 'unreachable';
};

/** 93 where the library has a login, and 99: without it the ACS may stay at version 1.00. */
async function greet(session: Session, settings: Settings): Promise<Greeting> {
  if (settings.login === null) return askStatus(session, settings);
  if (settings.greeting === 'status-first') {
    const before = await askStatus(session, settings);
    if (before.kind === 'down') return before;
  }
  return (await logIn(session, settings)) ?? askStatus(session, settings);
}

/** Null when the ACS let us in. */
async function logIn(session: Session, { login, loginTimeoutMs }: Settings): Promise<Greeting | null> {
  if (login === null) return null;
  const { user, password, location } = login;
  const who = { loginUser: user, loginPassword: password, locationCode: location };
  const reply = await session.ask(
    { kind: 'login', userAlgorithm: '0', passwordAlgorithm: '0', ...who },
    { kind: 'login-response', fits: () => true, timeoutMs: loginTimeoutMs },
  );
  if (reply.kind !== 'answer') return downBy(reply);
  if (reply.message.kind === 'login-response' && reply.message.ok) return null;
  // No proof of wrong credentials: Koha says so too while its data base is away. So it is tried again, for ever.
  return { kind: 'down', because: 'login-refused', text: `The ACS refused the login of "${user}".` };
}

async function askStatus(session: Session, { loginTimeoutMs }: Settings): Promise<Greeting> {
  const reply = await session.ask(scStatus, { kind: 'acs-status', fits: () => true, timeoutMs: loginTimeoutMs });
  if (reply.kind !== 'answer') return downBy(reply);
  if (reply.message.kind !== 'acs-status') throw new Error('a session answers with the kind that was asked for');
  return { kind: 'up', status: reply.message };
}

/**
 * How long an ACS says that its answers may take, between 5 and 60 s: 0.5 s and 1 s are said, and meant otherwise. Null when
 * it does not say (3M SIP2 2.00, "Timeout Period": 000 is off-line, 999 unknown).
 */
export function timeoutOf({ timeoutTenths }: AcsStatus): number | null {
  if (timeoutTenths === null || timeoutTenths === 0 || timeoutTenths === 999) return null;
  return Math.min(60_000, Math.max(5_000, timeoutTenths * 100));
}

function downBy(reply: Exclude<Reply, { readonly kind: 'answer' }>): Greeting {
  if (reply.kind === 'failed') return { kind: 'down', because: reply.because, text: reply.text };
  const text = `The login was not sent: ${reply.field} cannot be written (${reply.fault}).`;
  return { kind: 'down', because: 'login-refused', text };
}
