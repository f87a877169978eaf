// What the library system does amiss, for the technician: a sentence for each lie and each stumble, what came to which question
// and what to do about it. Said in the log at once and then seldom, with a count; kept an hour for health. Names no patron, no
// item and no machine.
import { messageName, type ClientEvent, type ClientState, type Failure, type Hitch, type Kind } from 'sip2';
import type { Clock } from '../drivers/clock.ts';
import type { Log } from './log.ts';

/** What the line cannot see: the message is sound, and what it says is not. */
export type Lie = 'other-patron' | 'no-due-date';

export type Complaints = {
  /** Whatever happens on the line; what is no trouble is not noted. */
  acs(event: ClientEvent): void;
  /** The state of the line, for the log: the same one again is not said again for a while. */
  state(state: ClientState): void;
  lie(lie: Lie, question: Kind): void;
  /** What was amiss within the last hour, a sentence or two each. */
  sentences(): readonly string[];
};

type Row = {
  readonly says: (question: string) => string;
  /** What came of it here, and what to do. */
  readonly todo: string;
};

const foundOut = 'What became of it was found out by asking.';

/** Null: no fault of the library system's, or told elsewhere. */
const rows: Readonly<Record<Failure | Hitch | Lie, Row | null>> = {
  silence: {
    says: (asked) => `gave no whole answer to the ${asked} in time`,
    todo: `${foundOut} See whether it or the network is slow; acs.answerTimeoutSeconds says how long an answer may take.`,
  },
  'connection-lost': {
    says: (asked) => `hung up instead of answering the ${asked}`,
    todo: `${foundOut} Look into its own log for that minute.`,
  },
  'bad-checksum': {
    says: (asked) => `answered the ${asked} with a wrong checksum, and again when it was asked to repeat it`,
    todo: `${foundOut} If it counts in a way of its own, set acs.line.errorDetection to "automatic".`,
  },
  'not-understood': {
    says: (asked) => `did not understand the ${asked} (96)`,
    todo: 'It was not done. If it never understands it, whatever its status (BX) says, name the question in acs.line.neverAsked.',
  },
  'status-change': {
    says: (asked) => `sent a status (98) in place of the answer to the ${asked}`,
    todo: `${foundOut} Ask its maker why it speaks unasked.`,
  },
  prose: {
    says: (asked) => `sent text that is no SIP2 in place of the answer to the ${asked}`,
    todo: `${foundOut} What it said stands in the log at level debug.`,
  },
  closed: null,
  'nothing-asked': {
    says: () => 'sent an answer that nobody had asked for, or one twice',
    todo: 'It was ignored. Ask its maker, or look for a proxy that repeats.',
  },
  banner: null,
  'unknown-message': {
    says: (asked) => `sent a message that SIP2 does not have while it was asked the ${asked}`,
    todo: 'It was ignored. Is another protocol on that port?',
  },
  'other-sequence': {
    says: (asked) => `gave the ${asked} an answer out of turn (AY of another question)`,
    todo: 'It was not believed. Ask its maker, or look for a proxy between that mixes answers.',
  },
  'other-answer': {
    says: (asked) => `answered the ${asked} with the answer to something else, or about another item`,
    todo: 'It was not believed. Ask its maker, or look for a proxy between that mixes answers.',
  },
  'checksum-wrong': {
    says: (asked) => `sent a wrong checksum with the answer to the ${asked}`,
    todo: 'It was taken all the same, as acs.line.errorDetection has it.',
  },
  'checksum-odd': null,
  'asked-to-repeat': {
    says: (asked) => `sent a wrong checksum with the answer to the ${asked}, and was asked to repeat it`,
    todo: 'On a sound network that should not be; is there a converter on the way?',
  },
  'sent-again': null,
  unreadable: null,
  'other-patron': {
    says: (asked) => `answered the ${asked} for one patron with the number of another`,
    todo: `It was not believed. ${foundOut} Ask its maker.`,
  },
  'no-due-date': {
    says: (asked) => `said yes to the ${asked} without a date that it is due (AH)`,
    todo: 'Where the item does not tell it either (18), the patron is told to ask at the desk. See to its due date rules.',
  },
};

type Noted = { sentence: string; times: number; lastMs: number; told: number; toldMs: number };

const quietMs = 10 * 60_000;
const keptMs = 60 * 60_000;

export const createComplaints = ({ clock, log }: { readonly clock: Clock; readonly log: Log }): Complaints => {
  const noted = new Map<string, Noted>();
  const downs = new Map<string, { times: number; toldMs: number }>();
  let isDownTold = true;

  const note = (because: Failure | Hitch | Lie, question: Kind | null): void => {
    const row = rows[because];
    if (row === null || (question === null && because !== 'nothing-asked')) return;
    const asked = question === null ? '' : messageName(question);
    const key = `${because} ${asked}`;
    const now = clock.now();
    const before = noted.get(key);
    const isFresh = before === undefined || now - before.lastMs > keptMs;
    const sentence = `The library system ${row.says(asked)}. ${row.todo}`;
    const one: Noted = isFresh ? { sentence, times: 0, lastMs: now, told: 0, toldMs: -Infinity } : before;
    noted.set(key, one);
    one.times += 1;
    one.lastMs = now;
    if (now - one.toldMs < quietMs) return;
    log.warn({ acs: because, question, times: one.times - one.told }, sentence);
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
    sentences: () =>
      [...noted.values()]
        .filter(({ lastMs }) => clock.now() - lastMs <= keptMs)
        .map(({ sentence, times }) => (times === 1 ? sentence : `${sentence} (${times} times)`)),
  };
};
