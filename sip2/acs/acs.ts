// A small ACS on the far end of the wire, speaking with the same codec as the station: for demonstration, training and
// tests. Knows connections, logins and moods (slow, silent, gone); what it answers stands in answers.ts.

import { build } from '../build.ts';
import type { Clock } from '../clock.ts';
import { createFramer, type Frame } from '../framer.ts';
import type { Message, Outgoing } from '../messages.ts';
import { parse, type Parsed } from '../parse.ts';
import { maskedText, type Traffic } from '../traffic.ts';
import type { Connection, Hears } from '../transport.ts';
import { answerTo } from './answers.ts';
import type { Catalogue } from './catalogue.ts';
import { createCirculation, type Loan } from './circulation.ts';

/** How the ACS behaves; may be changed at any time. */
export type Mood = {
  /** Before the work is done, for everything but login and status. The work is done even if nobody waits any more. */
  readonly answerDelayMs: number;
  /** `silent`: hears nothing and answers nothing. `gone`: drops every connection and takes no new one. */
  readonly mood: 'normal' | 'silent' | 'gone';
  /**
   * For the next checkout, checkin or renew only: `drop-before`: the connection is dropped and nothing done;
   * `drop-after-work`; `lose-answer-after-work`: done, and no answer; `answer-late`: done, and the answer comes out in
   * front of the next such answer, on whatever connection that is.
   */
  readonly next: 'drop-before' | 'drop-after-work' | 'lose-answer-after-work' | 'answer-late' | null;
};

export type AcsSettings = {
  /** Null: everybody is let in, with or without a login. */
  readonly login: { readonly user: string; readonly password: string } | null;
  readonly listsOf: 'barcodes' | 'titles';
  readonly showPatrons: boolean;
};

export type Acs = {
  /** Takes a connection: for `memoryTransport` and `listenTcp`. Null while gone. */
  serve(connection: Connection): Hears | null;
  mood(): Mood;
  setMood(change: Partial<Mood>): void;
  loans(): readonly Loan[];
  loanOf(itemId: string): Loan | null;
  /** Everything as the catalogue has it, as of now; the mood is normal, connections stay. */
  reset(): void;
  readonly catalogue: Catalogue;
};

type Parts = {
  readonly clock: Clock;
  readonly catalogue: Catalogue;
  readonly settings: AcsSettings;
  /** `changed`: loans or the mood are other than before. */
  readonly hears: { traffic(event: Traffic): void; changed(): void };
};

const normal: Mood = { answerDelayMs: 0, mood: 'normal', next: null };

/** More unanswered questions than this on one connection are no SC: it is dropped. */
const mostWaiting = 64;

type Request = Extract<Parsed, { kind: 'message' }>;

type Caller = {
  readonly connection: Connection;
  readonly waiting: Frame[];
  open: boolean;
  busy: boolean;
  loggedIn: boolean;
  /** The last question, byte for byte, and its answer, for 97 and for an SC that repeats itself. */
  last: { readonly question: Uint8Array; readonly answer: Outgoing } | null;
};

export function createAcs({ clock, catalogue, settings, hears }: Parts): Acs {
  const callers = new Set<Caller>();
  const late: { readonly answer: Outgoing; readonly request: Request }[] = [];
  let circulation = createCirculation({ clock, catalogue });
  let mood = normal;

  function log(kind: Traffic['kind'], text: string): void {
    hears.traffic({ kind, at: clock.now(), text });
  }

  function drop(caller: Caller): void {
    caller.open = false;
    callers.delete(caller);
    caller.connection.close();
  }

  function write(caller: Caller, message: Outgoing, check: { readonly sequence: number | null } | null): void {
    if (!caller.open || mood.mood !== 'normal') return;
    const built = build(message, { charset: 'utf-8', check });
    if (built.kind === 'refused') {
      log('trouble', `The ${message.kind} cannot be written: ${built.field} (${built.fault}).`);
      return;
    }
    log('sent', maskedText(built.bytes, { charset: 'utf-8', showPatrons: settings.showPatrons }));
    // As Koha does: CR LF behind every message but 96.
    const line = new Uint8Array(built.bytes.length + (message.kind === 'request-sc-resend' ? 0 : 1));
    line.set(built.bytes);
    if (line.length > built.bytes.length) line[built.bytes.length] = 0x0a;
    caller.connection.write(line);
  }

  // ---- one question after the other ----

  function next(caller: Caller): void {
    while (caller.open && !caller.busy) {
      const frame = caller.waiting.shift();
      if (frame === undefined) return;
      if (mood.mood === 'normal') take(caller, frame);
    }
  }

  function take(caller: Caller, frame: Frame): void {
    if (frame.kind === 'too-long') {
      drop(caller);
      return;
    }
    const parsed = parse(frame.bytes, 'utf-8');
    const text = maskedText(frame.bytes, { charset: 'utf-8', showPatrons: settings.showPatrons });
    log('heard', text);
    if (parsed.kind !== 'message') write(caller, { kind: 'request-sc-resend' }, null);
    else if (parsed.checksum === 'bad') write(caller, { kind: 'request-sc-resend' }, { sequence: null });
    else if (parsed.message.kind === 'request-acs-resend') repeatLast(caller);
    else if (parsed.message.kind === 'login') login(caller, parsed.message, parsed);
    else if (!caller.loggedIn) drop(caller);
    else if (isRepetition(caller, frame.bytes, parsed))
      write(caller, caller.last?.answer ?? parsed.message, checkOf(parsed));
    else schedule(caller, parsed, frame.bytes);
  }

  /** As Koha does: without AY and AZ. */
  function repeatLast(caller: Caller): void {
    write(caller, caller.last?.answer ?? { kind: 'request-sc-resend' }, null);
  }

  function login(
    caller: Caller,
    { loginUser, loginPassword }: Extract<Message, { kind: 'login' }>,
    request: Request,
  ): void {
    const { login: wanted } = settings;
    const ok = wanted === null || (wanted.user === loginUser && wanted.password === loginPassword);
    caller.loggedIn = ok || caller.loggedIn;
    write(caller, { kind: 'login-response', ok }, checkOf(request));
  }

  function schedule(caller: Caller, request: Request, question: Uint8Array): void {
    const delayMs = request.message.kind === 'sc-status' ? 0 : mood.answerDelayMs;
    if (delayMs === 0) {
      work(caller, request, question);
      return;
    }
    caller.busy = true;
    clock.after(delayMs, () => {
      caller.busy = false;
      if (mood.mood !== 'gone') work(caller, request, question);
      next(caller);
    });
  }

  function work(caller: Caller, request: Request, question: Uint8Array): void {
    const isTransaction = ['checkout', 'checkin', 'renew'].includes(request.message.kind);
    const trouble = isTransaction ? mood.next : null;
    if (trouble !== null) mood = { ...mood, next: null };
    if (trouble === 'drop-before') {
      drop(caller);
      hears.changed();
      return;
    }
    const { listsOf } = settings;
    const answer = answerTo(request.message, { clock, catalogue, circulation, listsOf });
    if (answer === null) {
      write(caller, { kind: 'request-sc-resend' }, checkOf(request) === null ? null : { sequence: null });
      return;
    }
    caller.last = { question, answer };
    if (trouble === 'drop-after-work') drop(caller);
    else if (trouble === 'answer-late') late.push({ answer, request });
    else if (trouble === null) give(caller, answer, request, isTransaction);
    if (isTransaction) hears.changed();
  }

  function give(caller: Caller, answer: Outgoing, request: Request, isTransaction: boolean): void {
    if (isTransaction) for (const older of late.splice(0)) write(caller, older.answer, checkOf(older.request));
    write(caller, answer, checkOf(request));
  }

  return {
    catalogue,
    serve(connection) {
      if (mood.mood === 'gone') return null;
      const framer = createFramer();
      const caller: Caller = {
        connection,
        waiting: [],
        open: true,
        busy: false,
        loggedIn: settings.login === null,
        last: null,
      };
      callers.add(caller);
      return {
        bytes(chunk) {
          caller.waiting.push(...framer.push(chunk));
          if (caller.waiting.length > mostWaiting) drop(caller);
          next(caller);
        },
        closed() {
          caller.open = false;
          callers.delete(caller);
        },
      };
    },
    mood: () => mood,
    setMood(change) {
      mood = { ...mood, ...change };
      if (mood.mood === 'gone') for (const caller of callers) drop(caller);
      hears.changed();
    },
    loans: () => circulation.loans(),
    loanOf: (itemId) => circulation.loanOf(itemId),
    reset() {
      circulation = createCirculation({ clock, catalogue });
      mood = normal;
      late.length = 0;
      hears.changed();
    },
  };
}

/** Error detection follows the question: AY and AZ in, the same AY and an AZ out. */
function checkOf({ checksum, sequence }: Request): { readonly sequence: number | null } | null {
  return checksum === 'none' ? null : { sequence };
}

// 3M SIP2 2.00: the same AY and AZ as before is the same question, and the work is not done twice.
function isRepetition({ last }: Caller, question: Uint8Array, request: Request): boolean {
  if (checkOf(request) === null || last === null || last.question.length !== question.length) return false;
  return last.question.every((byte, at) => byte === question[at]);
}
