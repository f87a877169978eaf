// How library systems of different makes behave, as rows that can be checked against a running one. Knows habits of the
// line and of what is told; must not know messages.

import type { Habits } from './wire.ts';

export type Behaviour = { readonly habits: Habits };

const usual = {
  habits: {
    charset: 'utf-8',
    end: 'cr-lf',
    lineBreaks: 'blank',
    longestField: null,
    repetition: 'bare',
    knowsRepeats: true,
    unreadable: 'ask-again',
    emptyLine: 'ignored',
    oneAtATime: false,
  },
} as const satisfies Behaviour;

export const behaviours = {
  /** What a station should be able to bear, and nothing that keeps it from its work. */
  usual,
} as const satisfies Readonly<Record<string, Behaviour>>;

export type BehaviourName = keyof typeof behaviours;
