// What the library system does amiss, for the technician: each lie and each stumble, and to which question it came. Said in the log at
// once and then seldom, with a count; kept an hour for health. Names no patron, no item and no machine.
import { codeOf, type ClientEvent, type ClientState, type Failure, type Hitch, type Kind } from 'sip2';
import { lackName, type Lack } from '../contract/lack.ts';
import type { Clock } from '../drivers/clock.ts';
import { sentenceOf } from './health.ts';
import type { Log } from './log.ts';

/** What the line cannot see: the message is sound, and what it says is not. */
export type Lie = 'other-patron' | 'no-due-date';

export type Complaints = {
  /** Whatever happens on the line; what is no trouble is not noted. */
  acs(event: ClientEvent): void;
  /** The state of the line, for the log: the same one again is not said again for a while. */
  state(state: ClientState): void;
  lie(lie: Lie, question: Kind): void;
  /** What was amiss within the last hour. */
  lacks(): readonly Lack[];
};

/** No fault of the library system's, or told elsewhere. */
const untold = ['closed', 'banner', 'checksum-odd', 'sent-again', 'unreadable'] as const;
type Told = Exclude<Failure | Hitch | Lie, (typeof untold)[number]>;
const isTold = (because: Failure | Hitch | Lie): because is Told => !untold.some((one) => one === because);

type Noted = { readonly lack: FaultLack; times: number; lastMs: number; told: number; toldMs: number };
type FaultLack = Extract<Lack, { readonly kind: 'acs-fault' }>;

const quietMs = 10 * 60_000;
const keptMs = 60 * 60_000;

export const createComplaints = ({ clock, log }: { readonly clock: Clock; readonly log: Log }): Complaints => {
  const noted = new Map<string, Noted>();
  const downs = new Map<string, { times: number; toldMs: number }>();
  let isDownTold = true;

  const note = (because: Failure | Hitch | Lie, question: Kind | null): void => {
    if (!isTold(because) || (question === null && because !== 'nothing-asked')) return;
    const asked = because === 'nothing-asked' || question === null ? null : { kind: question, code: codeOf(question) };
    const lack: FaultLack = { kind: 'acs-fault', fault: because, asked, times: 1 };
    const key = lackName(lack);
    const now = clock.now();
    const before = noted.get(key);
    const isFresh = before === undefined || now - before.lastMs > keptMs;
    const one: Noted = isFresh ? { lack, times: 0, lastMs: now, told: 0, toldMs: -Infinity } : before;
    noted.set(key, one);
    one.times += 1;
    one.lastMs = now;
    if (now - one.toldMs < quietMs) return;
    log.warn({ acs: because, question, times: one.times - one.told }, sentenceOf(lack));
    one.told = one.times;
    one.toldMs = now;
  };

  /** How often a line went down like this since that was last said; null while it is not to be said again. */
  const downAgain = (key: string): number | null => {
    const now = clock.now();
    for (const [old, { toldMs }] of downs) if (now - toldMs > keptMs) downs.delete(old);
    const before = downs.get(key);
    if (before !== undefined && now - before.toldMs < quietMs) {
      before.times += 1;
      return null;
    }
    downs.set(key, { times: 0, toldMs: now });
    return (before?.times ?? 0) + 1;
  };

  return {
    acs: (event) => {
      if (event.kind === 'trouble') note(event.because, event.question);
    },
    state: (state) => {
      if (state.kind === 'up') {
        if (isDownTold) log.info({ acs: 'up' }, 'library system');
        isDownTold = false;
        return;
      }
      const { because } = state;
      // Prose may say anything of anybody.
      const text = because === 'prose' ? 'The library system sent text that is no SIP2.' : state.text;
      // By its reason, not by its words: some tell the time.
      const times = downAgain(because);
      if (times === null) return;
      isDownTold = true;
      const line = { acs: 'down', because, text, times };
      if (because.startsWith('certificate-')) log.warn(line, 'library system');
      else log.info(line, 'library system');
    },
    lie: note,
    lacks: () =>
      [...noted.values()]
        .filter(({ lastMs }) => clock.now() - lastMs <= keptMs)
        .map(({ lack, times }) => ({ ...lack, times })),
  };
};
