// The connection side of an ACS: framing, error detection, login, resends, one question after the other, and what goes
// wrong on purpose. Knows the rules of the line; what a question is answered is the handlers' affair.

import type { Clock } from '../clock.ts';
import { createFramer, type Frame } from '../framer.ts';
import { mayAskTwice, type MessageOf, type Outgoing, type QuestionKind } from '../messages.ts';
import { parse, type Parsed } from '../parse.ts';
import { maskedText, type Traffic } from '../traffic.ts';
import type { Accept, Connection } from '../transport.ts';
import { takeFault, type Deed, type FaultRule } from './faults.ts';
import { answerOf, isQuestion, tableOf, type Handlers } from './handlers.ts';
import { emptyLineIn, joined, lineOf, type Check, type Habits } from './wire.ts';

/** How the server behaves; may be changed at any time. */
export type Conduct = {
  /** `silent`: hears nothing and answers nothing. `gone`: drops every connection and takes no new one. */
  readonly presence: 'normal' | 'silent' | 'gone';
  /** Before the work, for everything but login and status. The work is done even if nobody waits any more. */
  readonly answerDelayMs: number;
  /** The first that fits happens. */
  readonly faults: readonly FaultRule[];
};

export type Server = {
  /** Takes a connection: for `memoryTransport` and `listen`. Null while gone. */
  readonly serve: Accept;
  conduct(): Conduct;
  setConduct(change: Partial<Conduct>): void;
  /** Throws away the answers that are still to come late. */
  forgetLate(): void;
};

export type ServerParts = {
  readonly clock: Clock;
  readonly handlers: Handlers;
  readonly settings: { readonly habits: Habits; readonly showPatrons: boolean };
  /** `changed`: a transaction was worked, or the conduct is other than before. */
  readonly hears: { traffic(event: Traffic): void; changed(): void };
};

/** All is well. */
export const soundConduct: Conduct = { presence: 'normal', answerDelayMs: 0, faults: [] };

/** More unanswered questions than this on one connection are no SC: it is dropped. */
const mostWaiting = 64;

/** Between the two pieces of a split answer. */
const splitPauseMs = 50;

const prose = 'Problems handling the request: it could not be processed';

type Request = Extract<Parsed, { kind: 'message' }>;
type Ended = Outgoing | 'ask-again' | 'silence' | 'hang-up';

type Caller = {
  readonly connection: Connection;
  readonly waiting: Frame[];
  open: boolean;
  busy: boolean;
  loggedIn: boolean;
  /** The last question, byte for byte, and its answer, for 97 and for an SC that repeats itself. */
  last: { readonly question: Uint8Array; readonly answer: Outgoing } | null;
  /** The last answer as it went out. */
  lastLine: Uint8Array | null;
};

export function createServer({ clock, handlers, settings, hears }: ServerParts): Server {
  const { habits } = settings;
  const table = tableOf(handlers);
  const callers = new Set<Caller>();
  const late: { readonly answer: Outgoing; readonly request: Request }[] = [];
  let conduct = soundConduct;

  function log(kind: Traffic['kind'], text: string): void {
    hears.traffic({ kind, at: clock.now(), text });
  }

  function forget(caller: Caller): void {
    caller.open = false;
    callers.delete(caller);
    const [first] = callers;
    if (habits.oneAtATime && first !== undefined) next(first);
  }

  function drop(caller: Caller): void {
    if (!caller.open) return;
    caller.connection.close();
    forget(caller);
  }

  // ---- out ----

  function put(caller: Caller, bytes: Uint8Array): void {
    if (caller.open && conduct.presence === 'normal') caller.connection.write(bytes);
  }

  function say(caller: Caller, text: string): void {
    log('sent', text.trimEnd());
    put(caller, new TextEncoder().encode(text));
  }

  function write(caller: Caller, message: Outgoing, check: Check, deed: Deed | null = null): void {
    if (!caller.open || conduct.presence !== 'normal') return;
    const end = deed === 'cr-lf' ? 'cr-lf' : habits.end;
    const built = lineOf(message, { habits, check, spoilt: deed === 'wrong-checksum', end });
    if (built.kind === 'refused') {
      log('trouble', `The ${message.kind} cannot be written: ${built.field} (${built.fault}).`);
      return;
    }
    const line = deed === 'old-answer' ? (caller.lastLine ?? built.bytes) : built.bytes;
    caller.lastLine = built.bytes;
    log('sent', maskedText(line, { charset: habits.charset, showPatrons: settings.showPatrons }));
    if (deed === 'split') {
      const middle = line.length >> 1;
      put(caller, line.subarray(0, middle));
      caller.busy = true;
      clock.after(splitPauseMs, () => {
        caller.busy = false;
        put(caller, line.subarray(middle));
        next(caller);
      });
    } else put(caller, deed === 'glued' ? joined(line, line) : line);
  }

  // ---- in: one question after the other ----

  function next(caller: Caller): void {
    while (caller.open && !caller.busy) {
      const [first] = callers;
      if (habits.oneAtATime && first !== caller) return;
      const frame = caller.waiting.shift();
      if (frame === undefined) return;
      if (conduct.presence === 'normal') take(caller, frame);
    }
  }

  function take(caller: Caller, frame: Frame): void {
    if (frame.kind === 'too-long') {
      drop(caller);
      return;
    }
    const parsed = parse(frame.bytes, habits.charset);
    log('heard', maskedText(frame.bytes, { charset: habits.charset, showPatrons: settings.showPatrons }));
    if (parsed.kind !== 'message') notUnderstood(caller);
    else if (parsed.checksum === 'bad') write(caller, { kind: 'request-sc-resend' }, { sequence: null });
    else if (parsed.message.kind === 'request-acs-resend') repeatLast(caller);
    else if (!caller.loggedIn && parsed.message.kind !== 'login') drop(caller);
    else if (caller.last !== null && habits.knowsRepeats && isRepetition(caller.last.question, frame.bytes, parsed))
      write(caller, caller.last.answer, checkOf(parsed));
    else schedule(caller, parsed, frame.bytes);
  }

  function notUnderstood(caller: Caller): void {
    if (habits.unreadable === 'hang-up') drop(caller);
    else if (habits.unreadable === 'prose') say(caller, `${prose}\r`);
    else write(caller, { kind: 'request-sc-resend' }, null);
  }

  function repeatLast(caller: Caller): void {
    const check = habits.repetition === 'bare' ? null : { sequence: 0 };
    if (caller.last === null) write(caller, { kind: 'request-sc-resend' }, null);
    else write(caller, caller.last.answer, check);
  }

  function schedule(caller: Caller, request: Request, question: Uint8Array): void {
    const { message } = request;
    if (!isQuestion(message)) {
      write(caller, { kind: 'request-sc-resend' }, bareCheck(request));
      return;
    }
    const isHarmless = message.kind === 'sc-status' || message.kind === 'login';
    const delayMs = (isHarmless ? 0 : conduct.answerDelayMs) + delayOf(message.kind);
    if (delayMs === 0) {
      work(caller, request, message, question);
      return;
    }
    caller.busy = true;
    clock.after(delayMs, () => {
      caller.busy = false;
      if (conduct.presence !== 'gone') work(caller, request, message, question);
      next(caller);
    });
  }

  function happens(kind: QuestionKind, fits: 'delay' | 'deed'): FaultRule['does'] | null {
    const taken = takeFault(conduct.faults, kind, fits);
    if (taken === null) return null;
    if (taken.left !== conduct.faults) {
      conduct = { ...conduct, faults: taken.left };
      hears.changed();
    }
    return taken.does;
  }

  function delayOf(kind: QuestionKind): number {
    const does = happens(kind, 'delay');
    return does?.kind === 'delay' ? does.ms : 0;
  }

  function work(caller: Caller, request: Request, message: MessageOf<QuestionKind>, question: Uint8Array): void {
    const does = happens(message.kind, 'deed');
    const deed = does === null || does.kind === 'delay' ? null : does.kind;
    if (deed === 'drop-before-work') drop(caller);
    else if (deed === 'prose') say(caller, `${prose}\r`);
    else if (deed === 'unterminated-resend') say(caller, '96AZFEF6');
    else if (deed !== 'silence') {
      const asked: Asked = { request, question, deed };
      try {
        const answer = answerOf(table, message.kind, message);
        if (answer instanceof Promise) waitFor(caller, answer, asked);
        else finish(caller, answer, asked);
      } catch (error) {
        stumble(caller, error);
      }
    }
  }

  function waitFor(caller: Caller, answer: Promise<Ended>, asked: Asked): void {
    caller.busy = true;
    const end = (run: () => void): void => {
      caller.busy = false;
      run();
      next(caller);
    };
    answer.then(
      (ended) => end(() => finish(caller, ended, asked)),
      (error: unknown) => end(() => stumble(caller, error)),
    );
  }

  /** As a real Koha: whatever makes it stumble ends the connection, without an answer. */
  function stumble(caller: Caller, error: unknown): void {
    log('trouble', `The question could not be answered: ${error instanceof Error ? error.message : String(error)}`);
    drop(caller);
  }

  function finish(caller: Caller, answer: Ended, { request, question, deed }: Asked): void {
    if (answer === 'ask-again') write(caller, { kind: 'request-sc-resend' }, bareCheck(request));
    else if (answer === 'hang-up') drop(caller);
    else if (answer !== 'silence') {
      if (answer.kind === 'login-response') caller.loggedIn ||= answer.ok;
      else caller.last = { question, answer };
      give(caller, answer, request, deed);
    }
    if (isTransaction(request)) hears.changed();
  }

  function give(caller: Caller, answer: Outgoing, request: Request, deed: Deed | null): void {
    if (deed === 'drop-after-work') drop(caller);
    else if (deed === 'answer-late') late.push({ answer, request });
    else if (deed !== 'lose-answer-after-work') {
      if (isTransaction(request))
        for (const older of late.splice(0)) write(caller, older.answer, checkOf(older.request));
      write(caller, answer, deed === 'wrong-sequence' ? otherCheck(request) : checkOf(request), deed);
    }
  }

  return {
    serve(connection) {
      if (conduct.presence === 'gone') return null;
      const framer = createFramer();
      const caller: Caller = {
        connection,
        waiting: [],
        open: true,
        busy: false,
        loggedIn: handlers.login === undefined,
        last: null,
        lastLine: null,
      };
      callers.add(caller);
      let begun = false;
      return {
        bytes(chunk) {
          if (!caller.open) return;
          const line = emptyLineIn(chunk, begun);
          begun = line.begun;
          if (line.found && habits.emptyLine === 'hang-up') drop(caller);
          caller.waiting.push(...framer.push(chunk));
          if (caller.waiting.length > mostWaiting) drop(caller);
          next(caller);
        },
        closed: () => forget(caller),
      };
    },
    conduct: () => conduct,
    setConduct(change) {
      conduct = { ...conduct, ...change };
      if (conduct.presence === 'gone') for (const caller of callers) drop(caller);
      hears.changed();
    },
    forgetLate: () => void late.splice(0),
  };
}

type Asked = { readonly request: Request; readonly question: Uint8Array; readonly deed: Deed | null };

function isTransaction({ message }: Request): boolean {
  return isQuestion(message) && !mayAskTwice(message.kind);
}

/** Error detection follows the question: AY and AZ in, the same AY and an AZ out. */
function checkOf({ checksum, sequence }: Request): Check {
  return checksum === 'none' ? null : { sequence };
}

function otherCheck(request: Request): Check {
  const { sequence } = checkOf(request) ?? { sequence: null };
  return sequence === null ? checkOf(request) : { sequence: (sequence + 1) % 10 };
}

function bareCheck(request: Request): Check {
  return checkOf(request) === null ? null : { sequence: null };
}

// 3M SIP2 2.00: the same AY and AZ as before is the same question, and the work is not done twice.
function isRepetition(before: Uint8Array, question: Uint8Array, request: Request): boolean {
  if (checkOf(request) === null || before.length !== question.length) return false;
  return before.every((byte, at) => byte === question[at]);
}
