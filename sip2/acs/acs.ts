// A small ACS on the far end of the wire: the embedded library behind the server, for demonstration, training and tests.
// Knows moods (slow, silent, gone), which are the server's conduct in the words of the bench.

import type { Clock } from '../clock.ts';
import type { Traffic } from '../traffic.ts';
import type { Connection, Hears } from '../transport.ts';
import { libraryHandlers } from './answers.ts';
import { behaviours, type Behaviour, type BehaviourName } from './behaviours.ts';
import type { Catalogue, CataloguePatron } from './catalogue.ts';
import { createCirculation, type Paid } from './circulation.ts';
import { transactions, type Deed, type FaultRule } from './faults.ts';
import { createServer, soundConduct, type Conduct } from './server.ts';
import type { Fee } from './fees.ts';
import type { Hold } from './holds.ts';
import type { Loan } from './shelves.ts';

/** How the ACS behaves; may be changed at any time. */
export type Mood = {
  /** Before the work is done, for everything but login and status. The work is done even if nobody waits any more. */
  readonly answerDelayMs: number;
  /** `silent`: hears nothing and answers nothing. `gone`: drops every connection and takes no new one. */
  readonly mood: 'normal' | 'silent' | 'gone';
  /**
   * For the next question that changes something only: `drop-before`: the connection is dropped and nothing done;
   * `drop-after-work`; `lose-answer-after-work`: done, and no answer; `answer-late`: done, and the answer comes out in
   * front of the next transaction's answer, on whatever connection that is.
   */
  readonly next: 'drop-before' | 'drop-after-work' | 'lose-answer-after-work' | 'answer-late' | null;
};

export type AcsSettings = {
  /** Null: everybody is let in, with or without a login. */
  readonly login: { readonly user: string; readonly password: string } | null;
  readonly listsOf: 'barcodes' | 'titles';
  readonly showPatrons: boolean;
  /** Whose ways it has; 'usual' when left out. */
  readonly as?: BehaviourName;
  /** A Koha as it comes out of its box serves one connection, and lets the others wait. */
  readonly oneAtATime?: boolean;
  /** Where its chances begin, so that they come again: 1 when left out. */
  readonly seed?: number;
};

export type Acs = {
  /** Takes a connection: for `memoryTransport` and `listen`. Null while gone. `user`: was let in by prompts already. */
  serve(connection: Connection, user?: string | null): Hears | null;
  mood(): Mood;
  setMood(change: Partial<Mood>): void;
  /** What goes wrong by rule, beside the mood; rules that have happened often enough are gone. */
  faults(): readonly FaultRule[];
  setFaults(rules: readonly FaultRule[]): void;
  /** As they stand now, those of the catalogue first. */
  patrons(): readonly CataloguePatron[];
  /**
   * A patron who is new (`card` null), or as the one with this card is now; loans, holds and fees go along to a new card number.
   * False, and nothing is done, where the number is another's, or nobody has this card. SIP2 has no message for it.
   */
  putPatron(card: string | null, patron: CataloguePatron): boolean;
  loans(): readonly Loan[];
  loanOf(itemId: string): Loan | null;
  holdsOf(patronId: string): readonly Hold[];
  feesOf(patronId: string): readonly Fee[];
  /** What was paid and taken, the oldest first. */
  payments(): readonly Paid[];
  /** Everything as the catalogue has it, as of now; the mood is normal, nothing goes wrong, connections stay. */
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

const deedOf = {
  'drop-before': 'drop-before-work',
  'drop-after-work': 'drop-after-work',
  'lose-answer-after-work': 'lose-answer-after-work',
  'answer-late': 'answer-late',
} as const satisfies Readonly<Record<NonNullable<Mood['next']>, Deed>>;

/** The rule of a mood is known by this very list. */
const moody: FaultRule['asked'] = [...transactions];
const isMoody = ({ asked }: FaultRule): boolean => asked === moody;

export function createAcs({ clock, catalogue, settings, hears }: Parts): Acs {
  const behaviour: Behaviour = behaviours[settings.as ?? 'usual'];
  const habits = { ...behaviour.habits, oneAtATime: settings.oneAtATime ?? behaviour.habits.oneAtATime };
  const fresh = () => createCirculation({ clock, catalogue, behaviour, random: chances(settings.seed ?? 1) });
  let circulation = fresh();
  const library = { clock, catalogue, behaviour, listsOf: settings.listsOf, circulation: () => circulation };
  const server = createServer({
    clock,
    handlers: libraryHandlers(library, settings.login),
    settings: { habits, showPatrons: settings.showPatrons },
    hears,
  });

  function moodNow(): Mood {
    const { presence, answerDelayMs, faults } = server.conduct();
    const rule = faults.find(isMoody);
    const next = rule === undefined ? null : nextOf(rule);
    return { answerDelayMs, mood: presence, next };
  }

  return {
    catalogue,
    serve: server.serve,
    mood: moodNow,
    setMood(change) {
      const { answerDelayMs, mood, next } = { ...moodNow(), ...change };
      const others = server.conduct().faults.filter((rule) => !isMoody(rule));
      const rules: readonly FaultRule[] =
        next === null ? [] : [{ asked: moody, does: { kind: deedOf[next] }, times: 1 }];
      server.setConduct({ presence: mood, answerDelayMs, faults: [...rules, ...others] } satisfies Conduct);
    },
    faults: () => server.conduct().faults.filter((rule) => !isMoody(rule)),
    setFaults(rules) {
      server.setConduct({ faults: [...server.conduct().faults.filter(isMoody), ...rules] });
    },
    patrons: () => circulation.patrons(),
    putPatron(card, patron) {
      const isDone = circulation.putPatron(card, patron);
      if (isDone) hears.changed();
      return isDone;
    },
    loans: () => circulation.loans(),
    loanOf: (itemId) => circulation.loanOf(itemId),
    holdsOf: (patronId) => circulation.holdsOf(patronId),
    feesOf: (patronId) => circulation.feesOf(patronId),
    payments: () => circulation.payments(),
    reset() {
      circulation = fresh();
      server.forgetLate();
      server.setConduct(soundConduct);
    },
  };
}

function nextOf({ does }: FaultRule): Mood['next'] {
  const names = ['drop-before', 'drop-after-work', 'lose-answer-after-work', 'answer-late'] as const;
  return names.find((name) => deedOf[name] === does.kind) ?? null;
}

/** From 0 up to 1, the same numbers in the same order for the same seed (Lehmer's generator, modulus 2^31 - 1). */
function chances(seed: number): () => number {
  let state = Math.max(1, Math.abs(Math.trunc(seed)) % 2_147_483_647);
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state - 1) / 2_147_483_646;
  };
}
