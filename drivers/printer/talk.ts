// Questions and answers on one open line to a printer. Knows what was asked; knows nothing of slips or of makers' bytes.
import type { Clock } from '../clock.ts';
import type { Fault } from '../ports/fault.ts';
import type { PrinterStatus } from '../ports/receipt-printer.ts';
import type { Line } from '../transport/watch.ts';
import type { Language, Question } from './language.ts';
import { type Flag, readStatus, type Sense } from './status.ts';

const answerTimeoutMs = 500;
/** So many time-outs in a row close the line (watch.ts). */
const silencesAllowed = 3;
const drainMs = 300;

export type Talk = {
  readonly bytes: (chunk: Uint8Array) => void;
  readonly write: (bytes: Uint8Array) => void;
  /**
   * The status questions, one after the other; one asking at a time. `null`: no answer, or the line ended. `expected`: the
   * printer is known to answer, so silence for `withinMs` (1.5 s at least) closes the line.
   */
  ask(expected: boolean, withinMs: number): Promise<PrinterStatus | null>;
  /** From now on: whether the printer said that it worked through what was written. */
  reached(): () => boolean;
  /** Waits, but not past the end of the line, nor past a status that the printer sent unasked. */
  wait(delayMs: number): Promise<void>;
  end(why: Fault): void;
  /** Why the line ended; `null` while it is open. */
  ended(): Fault | null;
};

export function createTalk({
  line,
  clock,
  language,
  hears,
}: {
  line: Line;
  clock: Clock;
  language: Language;
  /** What the printer says of itself unasked. */
  hears: (status: PrinterStatus) => void;
}): Talk {
  let over: Fault | null = null;
  let reachedCount = 0;
  let answer: ((bytes: Uint8Array) => void) | null = null;
  /** A question went unanswered: its answer may still come, and must not pass for the answer to the next one. */
  let doubtful = false;
  /** Some printers know only the first questions: what the first asking leaves unanswered is not asked again. */
  let known: readonly Question[] | null = null;
  /** What the printer said unasked after its latest answer: newer than the answer. */
  let pushed: PrinterStatus | null = null;
  const endings = new Set<() => void>();
  const waits = new Set<() => void>();

  const ended = (): Fault | null => over;

  const hear = language.createEar({
    answer: (bytes) => {
      const waiting = answer;
      if (waiting === null) return;
      answer = null;
      pushed = null;
      waiting(bytes);
    },
    automatic: (flags, senses) => {
      pushed = readStatus(new Set(flags), senses);
      hears(pushed);
      for (const wake of waits) wake();
    },
    reached: () => {
      reachedCount += 1;
    },
  });

  /** `null` when the time, or the line, came to its end before. */
  async function within<Value>(promise: Promise<Value>, delayMs: number): Promise<Value | null> {
    if (over !== null) return null;
    const end = Promise.withResolvers<null>();
    const stop = (): void => end.resolve(null);
    const cancel = clock.after(delayMs, stop);
    endings.add(stop);
    const value = await Promise.race([promise, end.promise]);
    endings.delete(stop);
    cancel();
    return value;
  }

  const wait = async (delayMs: number): Promise<void> => {
    if (delayMs <= 0) return;
    const woken = Promise.withResolvers<void>();
    waits.add(woken.resolve);
    await within(woken.promise, delayMs);
    waits.delete(woken.resolve);
  };

  // Answers may not say which question they belong to. So a question is put once, and only when the one before it is
  // answered; asked again, a late answer to "drawer?" would read as "cover open".
  async function put(question: Question, tries: number, expected: boolean): Promise<readonly Flag[] | null> {
    const heard = Promise.withResolvers<Uint8Array>();
    answer = heard.resolve;
    line.write(question.bytes);
    for (let left = tries; left > 0 && ended() === null; left -= 1) {
      const bytes = await within(heard.promise, answerTimeoutMs);
      if (bytes !== null) {
        line.answered();
        return question.read(bytes);
      }
      if (expected && left <= silencesAllowed) line.missed();
    }
    answer = null;
    doubtful = true;
    return null;
  }

  return {
    bytes: hear,
    write: (bytes) => line.write(bytes),
    ask: async (expected, withinMs) => {
      const tries = Math.max(silencesAllowed, Math.ceil(withinMs / answerTimeoutMs));
      const flags = new Set<Flag>();
      const answered: Question[] = [];
      for (const question of known ?? language.questions) {
        const isFirst = question === language.questions[0];
        const owed = expected && (known !== null || isFirst);
        const said = await put(question, owed ? tries : 1, owed);
        if (said === null && (isFirst || owed || ended() !== null)) return null;
        if (doubtful) await wait(drainMs);
        doubtful = false;
        if (said === null) continue;
        answered.push(question);
        for (const flag of said) flags.add(flag);
      }
      known = answered;
      const senses = answered.flatMap((question): readonly Sense[] => question.senses);
      return pushed ?? readStatus(flags, senses);
    },
    reached: () => {
      const from = reachedCount;
      return () => reachedCount > from;
    },
    wait,
    end: (why) => {
      over ??= why;
      for (const stop of endings) stop();
    },
    ended,
  };
}
