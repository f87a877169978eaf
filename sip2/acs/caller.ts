// One SC on the line, and the worker that serves it. Knows what each of them remembers; must not know what is answered.

import type { Frame } from '../framer.ts';
import type { Outgoing } from '../messages.ts';
import type { Parsed } from '../parse.ts';
import type { Connection } from '../transport.ts';
import type { Habits, Version } from './wire.ts';

export type Request = Extract<Parsed, { kind: 'message' }>;

/** What a server process has in mind. In Koha it outlives the connection. */
export type Worker = {
  /** Whoever is logged in; null: nobody. */
  user: string | null;
  location: string | null;
  version: Version;
  /** Lost its data base: it ends with whatever comes next. */
  isDying: boolean;
};

export type Caller = {
  readonly connection: Connection;
  /** Logged in by prompts before SIP2 began; null: not so. */
  readonly promptUser: string | null;
  readonly waiting: Frame[];
  /** Null until the first message is taken. */
  worker: Worker | null;
  open: boolean;
  busy: boolean;
  wrongLogins: number;
  /** The last question, byte for byte, and its answer, for 97 and for an SC that repeats itself. */
  last: { readonly question: Uint8Array; readonly answer: Outgoing } | null;
  /** The last answer as it went out. */
  lastLine: Uint8Array | null;
  /** The last 98. */
  status: Outgoing | null;
};

export function createCaller(connection: Connection, promptUser: string | null): Caller {
  const none = { worker: null, last: null, lastLine: null, status: null } as const;
  return { connection, promptUser, waiting: [], open: true, busy: false, wrongLogins: 0, ...none };
}

export type Workers = {
  /** Whoever serves this caller: always the same one. */
  of(caller: Caller): Worker;
  /** The SC hung up: the worker waits for the next. A worker that hung up itself is not seen again. */
  free(caller: Caller): void;
};

export function createWorkers({ logins, versions }: Habits): Workers {
  const idle: Worker[] = [];
  const fresh = (): Worker => ({
    user: null,
    location: null,
    version: versions === 'as-said' ? '1.00' : '2.00',
    isDying: false,
  });
  return {
    of(caller) {
      caller.worker ??= idle.pop() ?? fresh();
      if (caller.promptUser !== null) caller.worker.user = caller.promptUser;
      return caller.worker;
    },
    free({ worker }) {
      if (logins === 'by-worker' && worker !== null && !worker.isDying) idle.push(worker);
    },
  };
}
