// The connection side of an ACS: who is let in, one question after the other, resends, and what goes wrong on purpose.
// Knows the rules of the line; what a question is answered is the handlers' affair.

import type { Clock } from '../clock.ts';
import { createFramer, type Frame } from '../framer.ts';
import { mayAskTwice, type MessageOf, type Outgoing, type QuestionKind } from '../messages.ts';
import { parse, type Parsed } from '../parse.ts';
import { maskedText, type Traffic } from '../traffic.ts';
import type { Connection, Hears } from '../transport.ts';
import { createCaller, createWorkers, type Caller, type Request } from './caller.ts';
import { bareCheck, checkOf, isRepetition, otherCheck } from './checks.ts';
import { lieOf, takeFault, type Deed, type FaultRule } from './faults.ts';
import { answerOf, isQuestion, tableOf, type Handlers, type Prose } from './handlers.ts';
import { createMouth, prose } from './mouth.ts';
import { cutEnd, emptyLineIn, type Habits } from './wire.ts';

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
  /** Takes a connection: for `memoryTransport` and `listen`. Null while gone. `user`: was let in by prompts already. */
  serve(connection: Connection, user?: string | null): Hears | null;
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

/** What SIP2 1.00 has. */
const olderKinds: ReadonlySet<QuestionKind> = new Set([
  'login',
  'sc-status',
  'patron-status',
  'block-patron',
  'checkout',
  'checkin',
] as const);

type Ended = Outgoing | Prose | 'ask-again' | 'silence' | 'hang-up';

type Asked = {
  readonly request: Request;
  readonly message: MessageOf<QuestionKind>;
  readonly question: Uint8Array;
  readonly deed: Deed | null;
};

export function createServer({ clock, handlers, settings, hears }: ServerParts): Server {
  const { habits, showPatrons } = settings;
  const table = tableOf(handlers);
  const workers = createWorkers(habits);
  const callers = new Set<Caller>();
  const late: { readonly answer: Outgoing; readonly request: Request }[] = [];
  let conduct = soundConduct;

  const log = (kind: Traffic['kind'], text: string): void => hears.traffic({ kind, at: clock.now(), text });
  const isSilent = (): boolean => conduct.presence !== 'normal';
  const { say, write } = createMouth({ clock, habits, showPatrons, log, isSilent, goOn: next });

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

  function read(bytes: Uint8Array): Parsed {
    const parsed = parse(bytes, habits.charset, habits.vocabulary);
    const isCut = habits.endWithoutCheck === 'cut' && parsed.kind === 'message' && parsed.checksum === 'none';
    return isCut ? parse(cutEnd(bytes), habits.charset, habits.vocabulary) : parsed;
  }

  function take(caller: Caller, frame: Frame): void {
    if (frame.kind === 'too-long' || workers.of(caller).isDying) {
      drop(caller);
      return;
    }
    log('heard', maskedText(frame.bytes, { charset: habits.charset, showPatrons }));
    const parsed = read(frame.bytes);
    if (parsed.kind !== 'message') notUnderstood(caller, parsed);
    else if (parsed.checksum === 'bad') write(caller, { kind: 'request-sc-resend' }, { sequence: null });
    else if (parsed.message.kind === 'request-acs-resend') repeatLast(caller);
    else if (!isQuestion(parsed.message)) write(caller, { kind: 'request-sc-resend' }, bareCheck(parsed));
    else if (!isLetIn(caller, parsed.message.kind)) drop(caller);
    else if (caller.last !== null && habits.knowsRepeats && isRepetition(caller.last.question, frame.bytes, parsed))
      write(caller, caller.last.answer, checkOf(parsed));
    else if (workers.of(caller).version === '1.00' && !olderKinds.has(parsed.message.kind))
      write(caller, { kind: 'request-sc-resend' }, null);
    else schedule(caller, parsed, parsed.message, frame.bytes);
  }

  function isLetIn(caller: Caller, kind: QuestionKind): boolean {
    if (kind === 'login' || (kind === 'sc-status' && habits.statusBeforeLogin)) return true;
    return handlers.login === undefined || workers.of(caller).user !== null;
  }

  function notUnderstood(caller: Caller, { kind }: Parsed): void {
    const so = kind === 'unknown-message' ? habits.unknownMessage : habits.unreadable;
    if (so === 'hang-up') drop(caller);
    else if (so === 'prose') say(caller, `${prose}\r`);
    else if (so === 'ask-again') write(caller, { kind: 'request-sc-resend' }, null);
  }

  function repeatLast(caller: Caller): void {
    const check = habits.repetition === 'bare' ? null : { sequence: 0 };
    if (caller.last === null) write(caller, { kind: 'request-sc-resend' }, null);
    else write(caller, caller.last.answer, check);
  }

  function schedule(caller: Caller, request: Request, message: MessageOf<QuestionKind>, question: Uint8Array): void {
    const isHarmless = message.kind === 'sc-status' || message.kind === 'login';
    const delay = happens(message.kind, 'delay');
    const delayMs = (isHarmless ? 0 : conduct.answerDelayMs) + (delay?.kind === 'delay' ? delay.ms : 0);
    const begin = (): void => {
      const does = happens(message.kind, 'deed');
      const deed = does === null || does.kind === 'delay' ? null : does.kind;
      work(caller, { request, message, question, deed });
    };
    if (delayMs === 0) {
      begin();
      return;
    }
    caller.busy = true;
    clock.after(delayMs, () => {
      caller.busy = false;
      if (conduct.presence !== 'gone') begin();
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

  // ---- the work, and what becomes of its answer ----

  function work(caller: Caller, asked: Asked): void {
    const { message, deed } = asked;
    if (deed === 'drop-before-work') drop(caller);
    else if (deed === 'prose') say(caller, `${prose}\r`);
    else if (deed === 'unterminated-resend') say(caller, '96AZFEF6');
    else if (deed === 'not-understood') write(caller, { kind: 'request-sc-resend' }, bareCheck(asked.request));
    else if (deed === 'data-base-lost') loseDataBase(caller, asked);
    else if (deed !== 'silence') {
      try {
        const { user, location } = workers.of(caller);
        const answer = answerOf(table, message.kind, message, { user, location });
        if (answer instanceof Promise) waitFor(caller, answer, asked);
        else finish(caller, answer, asked);
      } catch (error) {
        stumble(caller, error);
      }
    }
  }

  // As a Koha: old workers refuse every login, the right one too, and end at whatever comes next.
  function loseDataBase(caller: Caller, { request, message }: Asked): void {
    workers.of(caller).isDying = true;
    if (message.kind === 'login') write(caller, { kind: 'login-response', ok: false }, checkOf(request));
    else drop(caller);
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

  function finish(caller: Caller, answer: Ended, asked: Asked): void {
    const { request, message, question } = asked;
    if (answer === 'ask-again') write(caller, { kind: 'request-sc-resend' }, bareCheck(request));
    else if (answer === 'hang-up') drop(caller);
    else if (answer !== 'silence' && answer.kind === 'prose') say(caller, `${answer.text}\r`);
    else if (answer !== 'silence') {
      if (message.kind === 'login') remember(caller, message, answer);
      else caller.last = { question, answer };
      if (answer.kind === 'acs-status')
        workers.of(caller).version = answer.protocolVersion === '1.00' ? '1.00' : '2.00';
      give(caller, answer, asked);
      if (answer.kind === 'acs-status') caller.status = answer;
      if (habits.mostLogins !== null && caller.wrongLogins >= habits.mostLogins) drop(caller);
    }
    if (isTransaction(message)) hears.changed();
  }

  /** A wrong password ends the login of that user; of another's login a worker knows nothing. */
  function remember(caller: Caller, { loginUser, locationCode }: MessageOf<'login'>, answer: Outgoing): void {
    const worker = workers.of(caller);
    if (answer.kind === 'login-response' && answer.ok) {
      Object.assign(worker, { user: loginUser, location: locationCode ?? '', version: '2.00' });
      caller.wrongLogins = 0;
    } else {
      if (worker.user === loginUser) worker.user = null;
      caller.wrongLogins += 1;
    }
  }

  function give(caller: Caller, answer: Outgoing, { request, message, deed }: Asked): void {
    if (deed === 'drop-after-work') drop(caller);
    else if (deed === 'answer-late') late.push({ answer, request });
    else if (deed !== 'lose-answer-after-work') {
      if (isTransaction(message))
        for (const older of late.splice(0)) write(caller, older.answer, checkOf(older.request));
      // Nobody asked for this one, so it has no number.
      const isStatus = deed === 'status-first' || deed === 'status-instead';
      if (isStatus && message.kind !== 'sc-status' && caller.status !== null) write(caller, caller.status, null);
      if (deed === 'status-instead' && message.kind !== 'sc-status') return;
      write(caller, lieOf(answer, deed), deed === 'wrong-sequence' ? otherCheck(request) : checkOf(request), deed);
    }
  }

  return {
    serve(connection, user = null) {
      if (conduct.presence === 'gone') return null;
      const framer = createFramer();
      const caller = createCaller(connection, user);
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
          else next(caller);
        },
        closed() {
          if (caller.open) workers.free(caller);
          forget(caller);
        },
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

function isTransaction({ kind }: MessageOf<QuestionKind>): boolean {
  return !mayAskTwice(kind);
}
