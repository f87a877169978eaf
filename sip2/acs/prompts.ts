// The called end of a login by prompts, as OpenNCIP and Koha have it on their telnet ports: who calls is asked for a name and
// a password before SIP2 begins. Must not know messages; what is typed here reaches no log.

import type { Clock } from '../clock.ts';
import { createTelnet } from '../telnet.ts';
import type { Accept, Connection, Hears } from '../transport.ts';

export type PromptSettings = {
  readonly user: string;
  readonly password: string;
  readonly clock: Clock;
};

/** OpenNCIP's and Koha's. */
const triesAllowed = 3;
const loginTimeoutMs = 60_000;

/** More than this in a line is no name. */
const longestLine = 256;

const cr = 0x0d;
const lf = 0x0a;

/**
 * Asks every caller, and hands those that are let in to `admit`, with their name. Koha reads up to CR, Evergreen's fork up to
 * LF: here either ends a line. After three wrong answers, or a minute, the connection is closed.
 */
export function withPrompts(
  admit: (connection: Connection, user: string) => Hears | null,
  { user, password, clock }: PromptSettings,
): Accept {
  return (connection) => {
    let inner: Hears | null = null;
    let isOver = false;
    let name: string | null = null; // null while it is asked for
    let wrong = 0;
    const lines = createLines();
    const strip = createTelnet((no) => connection.write(no));
    const say = (text: string): void => connection.write(new TextEncoder().encode(text));
    const cancel = clock.after(loginTimeoutMs, hangUp);

    function hangUp(): void {
      isOver = true;
      cancel();
      connection.close();
    }

    function typed(line: string): void {
      if (name === null) {
        name = line;
        say('password: ');
      } else if (name === user && line === password) {
        cancel();
        say('Login OK.  Initiating SIP\r\n');
        inner = admit(connection, user);
        if (inner === null) hangUp();
      } else {
        name = null;
        wrong += 1;
        say('Invalid login\r\n');
        if (wrong < triesAllowed) say('login: ');
        else hangUp();
      }
    }

    say('login: ');
    return {
      bytes(chunk) {
        if (isOver) return;
        let rest = strip(chunk, inner !== null);
        while (inner === null && !isOver && rest.length > 0) {
          const taken = lines.take(rest);
          rest = rest.subarray(taken.length);
          if (taken.kind === 'line') typed(taken.text);
          else if (taken.kind === 'too-long') hangUp();
        }
        if (inner !== null && rest.length > 0) inner.bytes(rest);
      },
      closed(why) {
        isOver = true;
        cancel();
        inner?.closed(why);
      },
    };
  };
}

type Taken = { readonly length: number } & (
  { readonly kind: 'line'; readonly text: string } | { readonly kind: 'more' | 'too-long' }
);

/** Lines out of chunks; the LF or NUL behind a CR belongs to it (RFC 854). */
function createLines(): { take(chunk: Uint8Array): Taken } {
  let held: readonly number[] = [];
  let isBehindCr = false;
  return {
    take(chunk) {
      const isTail = isBehindCr && (chunk[0] === lf || chunk[0] === 0);
      isBehindCr = false;
      if (isTail) return { kind: 'more', length: 1 };
      const end = chunk.findIndex((byte) => byte === cr || byte === lf);
      const length = end < 0 ? chunk.length : end + 1;
      if (held.length + length > longestLine) return { kind: 'too-long', length };
      held = [...held, ...chunk.subarray(0, end < 0 ? length : end)];
      if (end < 0) return { kind: 'more', length };
      const text = new TextDecoder().decode(Uint8Array.from(held));
      held = [];
      isBehindCr = chunk[end] === cr;
      return { kind: 'line', text, length };
    },
  };
}
