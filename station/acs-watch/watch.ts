// Listens to the line to the library system while the station works: keeps what went over it, how it fared, and what was ever answered.
// Changes nothing, and nothing of the station depends on it. It outlives a station that is opened anew with other settings.
import {
  codeOf,
  answerKindOf,
  createFramer,
  type AcsStatus,
  type ClientEvent,
  type Down,
  type Failure,
  type Hitch,
  type Hears,
  type Kind,
  type QuestionKind,
  type Transport,
  type WireFrame,
} from 'sip2';
import type { LineState, Mark } from '../../contract/acs-check-view.ts';
import type { Clock } from '../../drivers/clock.ts';
import { claimsOf, type Tried } from './claims.ts';
import { createCourse, type Course } from './course.ts';
import { nothingSpoken, strike, type Manner, type Spoken } from './struck.ts';
import { createTrace, type Kept, type Trace } from './trace.ts';

export type AcsWatch = {
  /** A station opens its line: how it is spoken there. */
  begin(manner: Manner): void;
  frame(frame: WireFrame): void;
  event(event: ClientEvent): void;
  /** The same way to the library system; what a probe says over it is kept, too. */
  /** `signal`: ends it before its time, and then a question that waits is no silence of the library system's. */
  probing(transport: Transport, signal: AbortSignal | null): Transport;
  readonly trace: Pick<Trace, 'tail' | 'newer' | 'kinds' | 'markedCount' | 'last' | 'all'>;
  open(id: number): ReturnType<Trace['open']>;
  readonly course: Omit<Course, 'become' | 'answered' | 'unanswered'>;
  claims(): ReturnType<typeof claimsOf>;
  status(): AcsStatus | null;
  /** Another number after each change of all these. */
  version(): number;
  /** What comes from now on is kept with its patrons, for so long; null: no more, and what was kept of them is struck out. */
  showPatrons(forMs: number | null): void;
  patronsUntilMs(): number | null;
  /** Without its patrons, whatever is shown at the moment: for what leaves this machine. */
  masked(message: Kept): string;
};

/** A patron waits for it, and wonders. */
export const slowMs = 3000;

/** One side of a talk: what it asked last, and what that said of a person. */
type Talker = {
  readonly by: 'station' | 'probe';
  question: { readonly kept: Kept; readonly kind: QuestionKind | 'resend' } | null;
  spoken: Spoken;
  heard: Kept | null;
  /** An answer, until it is sure that nothing speaks against it. */
  answer: Kept | null;
  /** A 96 or 97 went over the wire for this question. */
  repeated: boolean;
};

/** What ends the question. The others are told of a message, and it is still waited for. */
const ends: ReadonlySet<Failure | Hitch> = new Set<Failure>([
  'silence',
  'connection-lost',
  'bad-checksum',
  'not-understood',
  'status-change',
  'prose',
]);
/** Taken all the same. */
const taken: ReadonlySet<Failure | Hitch> = new Set<Hitch>(['checksum-wrong', 'checksum-odd', 'unreadable']);

const states: Readonly<Partial<Record<Down, LineState>>> = {
  silence: 'silent',
  'connection-lost': 'lost',
  unreachable: 'unreachable',
  'login-refused': 'login-refused',
  closed: 'stopped',
  'not-opened': 'stopped',
};
const stateOf = (because: Down): LineState =>
  states[because] ?? (because.startsWith('certificate-') ? 'certificate' : 'garbled');
/** Whose sentence names a machine or a login, and no message. */
const isTold = (state: LineState): boolean => ['unreachable', 'certificate', 'login-refused'].includes(state);

export const createAcsWatch = ({ clock }: { readonly clock: Clock }): AcsWatch => {
  const trace = createTrace();
  const course = createCourse();
  const trials = new Map<string, Tried>();
  let manner: Manner = { charset: 'automatic', vocabulary: 'standard', isCard: () => false };
  let status: AcsStatus | null = null;
  let version = 0;
  let patronsUntilMs: number | null = null;
  let cancelPatrons = (): void => undefined;
  const newTalker = (by: Talker['by']): Talker => ({
    by,
    question: null,
    spoken: nothingSpoken,
    heard: null,
    answer: null,
    repeated: false,
  });
  const station = newTalker('station');

  const tried = (about: string, because: string | null): void => {
    const { worked, failed, because: before } = trials.get(about) ?? { worked: 0, failed: 0, because: null };
    trials.set(about, {
      worked: worked + (because === null ? 1 : 0),
      failed: failed + (because === null ? 0 : 1),
      because: because ?? before,
    });
  };
  const questionOf = ({ kept, kind }: NonNullable<Talker['question']>): { kind: string; code: string } => ({
    kind,
    code: kept.struck.code,
  });
  const forget = (talker: Talker): void => {
    talker.question = null;
    talker.spoken = nothingSpoken;
    talker.answer = null;
    talker.repeated = false;
  };

  /** Nothing spoke against the answer. */
  const settle = (talker: Talker): void => {
    const { answer, question } = talker;
    if (answer === null || question === null) return;
    const tookMs = answer.tookMs ?? 0;
    if (talker.by === 'station') course.answered(questionOf(question), tookMs, answer.atMs);
    if (tookMs >= slowMs) trace.mark(answer, 'slow');
    tried(question.kind, null);
    if (talker.repeated) tried('resend', null);
    forget(talker);
  };
  const fail = (talker: Talker, because: Failure): void => {
    const { question, heard } = talker;
    if (question === null) return;
    if (because !== 'closed') {
      trace.mark(question.kept, because);
      if (heard !== null && heard.pair === question.kept.id && because !== 'silence' && because !== 'connection-lost')
        trace.mark(heard, because);
      if (talker.by === 'station') course.unanswered(questionOf(question), clock.now());
      tried(question.kind, because);
      if (talker.repeated) tried('resend', because);
    }
    forget(talker);
  };

  const sent = (talker: Talker, at: number, bytes: Uint8Array): void => {
    settle(talker);
    const { spoken, ...struck } = strike(bytes, manner, nothingSpoken, patronsUntilMs !== null);
    const named = patronsUntilMs !== null;
    const { question } = talker;
    const base = { atMs: at, way: 'sent', by: talker.by, struck, named, tookMs: null } as const;
    const isRepeat = struck.kind === 'request-acs-resend';
    // The same question once more, after a 96 or as a wish for the answer (97): it is still that one which is answered.
    if (talker.by === 'station' && question !== null && (isRepeat || talker.repeated)) {
      const again = trace.add({ ...base, about: question.kept.about, pair: question.kept.id });
      if (!isRepeat) trace.mark(again, 'again');
      talker.repeated = true;
      return;
    }
    if (talker.by === 'probe') fail(talker, 'silence');
    const kept = trace.add({ ...base, about: isRepeat ? codeOf('request-acs-resend') : struck.code, pair: null });
    forget(talker);
    const kind = isRepeat ? 'resend' : isQuestion(struck.kind) ? struck.kind : null;
    if (kind !== null) talker.question = { kept, kind };
    talker.spoken = spoken;
  };
  const heard = (talker: Talker, at: number, bytes: Uint8Array): void => {
    settle(talker);
    const { question } = talker;
    const { spoken: _own, ...struck } = strike(bytes, manner, talker.spoken, patronsUntilMs !== null);
    const isAnswer = question !== null && answers(question.kind, struck.kind);
    const kept = trace.add({
      atMs: at,
      way: 'heard',
      by: talker.by,
      struck,
      named: patronsUntilMs !== null,
      about: question?.kept.about ?? '',
      pair: question?.kept.id ?? null,
      tookMs: isAnswer ? at - question.kept.atMs : null,
    });
    talker.heard = kept;
    talker.answer = isAnswer ? kept : null;
  };
  const troubled = (because: Failure | Hitch): void => {
    const { heard: last } = station;
    if (because === 'closed') return;
    if (!taken.has(because)) {
      if (station.answer !== null) station.answer.tookMs = null;
      station.answer = null;
    }
    if (because === 'sent-again' || because === 'asked-to-repeat') station.repeated = true;
    if (isFailure(because)) fail(station, because);
    else if (last !== null) trace.mark(last, because satisfies Mark);
  };

  const event = (happened: ClientEvent): void => {
    switch (happened.kind) {
      case 'sent':
      case 'heard':
        break;
      case 'trouble':
        troubled(happened.because);
        break;
      case 'status':
        settle(station);
        ({ status } = happened);
        break;
      case 'up':
        settle(station);
        ({ status } = happened);
        course.become(status.onLine ? 'connected' : 'off-line', null, null, happened.at);
        break;
      case 'down': {
        settle(station);
        forget(station);
        const state = stateOf(happened.because);
        course.become(state, happened.because, isTold(state) ? happened.text.slice(0, 300) : null, happened.at);
        break;
      }
      case 'connecting':
        if ([undefined, 'stopped'].includes(course.now()?.state)) course.become('connecting', null, null, happened.at);
        break;
      case 'pausing':
      case 'asked':
      case 'settled':
        settle(station);
    }
    version += 1;
  };

  const encoder = new TextEncoder();
  const withoutPatrons = (text: string): string =>
    strike(encoder.encode(text), { ...manner, charset: 'utf-8' }, nothingSpoken, false).text;

  const showPatrons = (forMs: number | null): void => {
    cancelPatrons();
    const was = patronsUntilMs;
    patronsUntilMs = forMs === null ? null : clock.now() + forMs;
    if (forMs !== null) cancelPatrons = clock.after(forMs, () => showPatrons(null));
    else if (was !== null) trace.forgetPatrons(withoutPatrons);
    version += 1;
  };

  return {
    begin: (next) => {
      manner = next;
      forget(station);
      station.heard = null;
    },
    frame: ({ kind, at, bytes }) => {
      if (kind === 'sent') sent(station, at, bytes);
      else heard(station, at, bytes);
      version += 1;
    },
    event,
    probing: (transport, calledOff) => ({
      open: async (far, signal) => {
        const talker = newTalker('probe');
        const framer = createFramer();
        const listening: Hears = {
          bytes: (chunk) => {
            for (const frame of framer.push(chunk)) if (frame.kind === 'frame') heard(talker, clock.now(), frame.bytes);
            version += 1;
            far.bytes(chunk);
          },
          closed: (why) => {
            settle(talker);
            fail(talker, 'connection-lost');
            far.closed(why);
          },
        };
        const connection = await transport.open(listening, signal);
        return {
          write: (bytes) => {
            sent(talker, clock.now(), bytes);
            version += 1;
            connection.write(bytes);
          },
          close: () => {
            settle(talker);
            fail(talker, calledOff?.aborted === true ? 'closed' : 'silence');
            connection.close();
          },
        };
      },
    }),
    trace,
    open: (id) => trace.open(id, manner.vocabulary),
    course,
    claims: () => claimsOf(status, trials),
    status: () => status,
    version: () => version,
    showPatrons,
    patronsUntilMs: () => patronsUntilMs,
    masked: ({ named, struck }) => (named ? withoutPatrons(struck.text) : struck.text),
  };
};

const isFailure = (because: Failure | Hitch): because is Exclude<Failure, 'closed'> => ends.has(because);

const isQuestion = (kind: Kind | null): kind is QuestionKind =>
  kind !== null && kind !== 'request-acs-resend' && kind !== 'request-sc-resend' && !kind.endsWith('response');

const answers = (question: QuestionKind | 'resend', kind: Kind | null): boolean =>
  kind !== null && (question === 'resend' ? kind !== 'request-sc-resend' : kind === answerKindOf(question));
