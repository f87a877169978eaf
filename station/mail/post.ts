// The post room: letters wait on disk, go out one at a time, are tried again with longer and longer pauses, and never twice once
// the mail server may have one. What is sent or given up leaves no address behind. Knows no slips and no SMTP.
import { pass, type Clock } from '../../drivers/clock.ts';
import type { Journal } from '../journal/journal.ts';
import type { Log } from '../log.ts';
import type { Postman } from './smtp.ts';

type Heard = (isSent: boolean) => void;

export type Post = {
  /**
   * On disk when it returns; throws when it could not be written. `heard` is told after each try whether the mail server has taken
   * it, as long as this program runs.
   */
  queue(
    letter: {
      readonly place: string;
      readonly reference: string;
      readonly to: string;
      readonly subject: string;
      readonly text: string;
    },
    heard: Heard | null,
  ): void;
  /** Waits a moment for a letter under way. */
  close(): Promise<void>;
};

const minute = 60_000;
/** Pauses before the next try; the last one stands for all further ones. */
export const postPausesMs = [minute, 5 * minute, 15 * minute, 60 * minute, 240 * minute] as const;
/** A receipt that is older than this is no news any more. */
export const postPatienceMs = 3 * 24 * 60 * minute;
const closeTimeoutMs = 1000;

export const openPost = (parts: {
  readonly journal: Pick<Journal, 'outbox'>;
  readonly clock: Clock;
  readonly send: Postman;
  readonly log: Log;
}): Post => {
  const { clock, send, log } = parts;
  const { outbox } = parts.journal;
  let isOpen = true;
  /** Whoever waits for a word, by the letter's own moment and address. */
  const waiting = new Map<string, Heard>();
  const nameOf = ({ reference, at, to }: { reference: string; at: number; to: string }): string =>
    [reference, at, to].join(' ');
  const tellWhoWaits = (letter: Parameters<typeof nameOf>[0], outcome: Awaited<ReturnType<Postman>>['kind']): void => {
    const name = nameOf(letter);
    waiting.get(name)?.(outcome === 'sent');
    if (outcome !== 'not-sent') waiting.delete(name);
  };
  /** A letter came, or its time. */
  let isCalled = false;
  let underWay: Promise<void> | null = null;
  let cancel: (() => void) | null = null;

  // The program stopped while a letter was on its way: nobody knows whether it arrived.
  for (const { id, place, reference } of outbox.underWay()) {
    outbox.done(id, place, { kind: 'mail-given-up', reference, because: 'unknown' });
  }

  const sendNext = async (): Promise<void> => {
    const letter = outbox.next();
    if (letter === null || letter.dueAt > clock.now()) return wait(letter === null ? null : letter.dueAt);
    const { id, place, reference, tries, at } = letter;
    outbox.begin(id);
    const outcome = await send({ ...letter, id: `${reference}.${id}`, at });
    const about = { reference, tries: tries + 1, ...('because' in outcome ? { because: outcome.because } : {}) };
    switch (outcome.kind) {
      case 'sent':
        outbox.done(id, place, { kind: 'mail-sent', reference });
        break;
      case 'refused':
      case 'unknown':
        log.warn(about, 'a receipt could not be mailed and will not be tried again');
        outbox.done(id, place, { kind: 'mail-given-up', reference, because: outcome.kind });
        break;
      case 'not-sent':
        if (clock.now() - at > postPatienceMs) {
          waiting.delete(nameOf(letter));
          log.error(about, 'a receipt could not be mailed for days; look at the settings of the mail server');
          outbox.done(id, place, { kind: 'mail-given-up', reference, because: 'too-old' });
        } else {
          log.warn(about, 'a receipt could not be mailed yet');
          const pause = postPausesMs[Math.min(tries, postPausesMs.length - 1)] ?? minute;
          outbox.later(id, clock.now() + pause);
        }
    }
    tellWhoWaits(letter, outcome.kind);
    return turn();
  };

  const turn = async (): Promise<void> => (isOpen ? sendNext() : undefined);

  const wait = (until: number | null): void => {
    cancel?.();
    cancel = until === null || !isOpen ? null : clock.after(Math.max(0, until - clock.now()), start);
  };

  const start = (): void => {
    isCalled = true;
    underWay ??= rounds()
      .catch((error: unknown) => {
        log.error({ err: error }, 'the post room met a fault; it tries again in a minute');
        wait(clock.now() + minute);
      })
      .finally(() => {
        underWay = null;
      });
  };

  const rounds = async (): Promise<void> => {
    while (isCalled) {
      isCalled = false;
      await turn();
    }
  };
  start();

  return {
    queue: (letter, heard) => {
      const at = clock.now();
      outbox.put({ ...letter, at });
      if (heard !== null) waiting.set(nameOf({ ...letter, at }), heard);
      start();
    },
    close: async () => {
      isOpen = false;
      cancel?.();
      if (underWay !== null) await Promise.race([underWay, pass(clock, closeTimeoutMs)]);
    },
  };
};
