// One question at a time on one open line, answered by one frame or by several. Knows time and doubt, but no protocol: what
// belongs to an answer is said by whoever asks.
import { type Clock, pass } from '../clock.ts';
import type { Fault } from '../ports/fault.ts';
import type { Answer, TagFailure } from '../ports/tag-reader.ts';
import type { Line } from '../transport/watch.ts';

export type Question<F, T> = {
  readonly bytes: Uint8Array;
  /** The whole answer must be there by then. */
  readonly timeoutMs: number;
  /** Is shown every frame that is heard meanwhile; the answer once it is whole, `null` until then. */
  take(frame: F): T | null;
};

export type Exchange<F> = {
  ask<T>(question: Question<F, T>): Promise<Answer<T>>;
  /** For questions that change nothing: asked again where no answer came. `question` makes a fresh one each time. */
  askAgain<T>(question: () => Question<F, T>): Promise<Answer<T>>;
  hears(frame: F): void;
  ended(why: Fault): void;
};

export const silence: TagFailure = {
  kind: 'reader-error',
  fault: 'silent',
  because: 'The reader did not answer in time.',
};
export const nonsense: TagFailure = {
  kind: 'reader-error',
  fault: 'garbled',
  because: 'The reader’s answer does not fit the question.',
};

const readRetries = 2;

/**
 * `barrier`: a harmless question whose answer cannot be taken for another's. Answers come in order, so once it is answered
 * nothing older can come any more: it is asked first whenever an answer stayed away.
 */
export const createExchange = <F>({
  line,
  clock,
  gapMs,
  barrier,
  forget,
}: {
  line: Line;
  clock: Clock;
  /** The reader's rest between an answer and the next question. */
  gapMs: number;
  barrier: () => Question<F, unknown>;
  /** Drops what was half received. */
  forget: () => void;
}): Exchange<F> => {
  let over: TagFailure | null = null;
  let hear: ((frame: F) => void) | null = null;
  let hangUp: ((failure: TagFailure) => void) | null = null;
  let isDoubtful = false;
  let quietSince = -Infinity;

  const exchange = async <T>({ bytes, timeoutMs, take }: Question<F, T>): Promise<Answer<T>> => {
    const restMs = quietSince + gapMs - clock.now();
    if (restMs > 0) await pass(clock, restMs);
    if (over !== null) return over;
    forget();
    const told = await new Promise<Answer<T>>((resolve) => {
      const cancel = clock.after(timeoutMs, () => settle(silence));
      const settle = (answer: Answer<T>): void => {
        cancel();
        hear = null;
        hangUp = null;
        resolve(answer);
      };
      hangUp = settle;
      hear = (frame) => {
        const value = take(frame);
        if (value !== null) settle({ kind: 'ok', value });
      };
      line.write(bytes);
    });
    quietSince = clock.now();
    isDoubtful = told === silence;
    if (told.kind === 'ok') line.answered();
    else if (told === silence) line.missed();
    return told;
  };

  const ask = async <T>(question: Question<F, T>): Promise<Answer<T>> => {
    if (isDoubtful) {
      const cleared = await exchange(barrier());
      if (cleared.kind !== 'ok') return cleared;
    }
    return await exchange(question);
  };

  return {
    ask,
    askAgain: async (question) => {
      let told = await ask(question());
      for (let retry = 0; retry < readRetries && told === silence; retry += 1) told = await ask(question());
      return told;
    },
    hears: (frame) => hear?.(frame),
    ended: (why) => {
      over = { kind: 'reader-error', ...why };
      hangUp?.(over);
    },
  };
};
