// What goes wrong on purpose: a rule names a question, a deed, and how often. Knows kinds of messages and no more; the
// server does the deeds.

import { messages, type Outgoing, type QuestionKind } from '../messages.ts';

/** What a deed does, as a person reads it. Before the work: nothing is done. After it: all of it is done. */
export const deedsSay = {
  'drop-before-work': 'nothing is done, and the connection is dropped',
  silence: 'nothing is done, and no answer comes',
  prose: 'nothing is done, and a sentence comes in place of an answer, as from edge-sip2',
  'unterminated-resend':
    'nothing is done, and a 96 without its CR comes, as from Ceridwen; the next answer is glued to it',
  'data-base-lost':
    'nothing is done; a login is answered 940, then, or for anything else at once, the connection ends, as in Koha',
  'drop-after-work': 'done, and the connection is dropped',
  'lose-answer-after-work': 'done, and no answer comes',
  'answer-late': 'done; the answer comes in front of the next answer to a transaction, on whatever connection that is',
  'wrong-checksum': 'done; AZ is spoilt',
  'wrong-sequence': 'done; another AY, with the AZ that fits it',
  split: 'done; the answer comes in two pieces, a moment apart',
  glued: 'done; the answer comes twice, in one piece',
  'cr-lf': 'done; the answer ends in CR LF',
  'old-answer': 'done; the answer before this one comes again in its place',
  'not-understood': 'nothing is done, and a 96 comes, whatever BX promises',
  'half-answer': 'done; half of the answer comes, and no more of it',
  'status-instead': 'done; the 98 before comes again in place of the answer',
  'status-first': 'done; the 98 before comes again, and then the answer',
  'other-item': 'done; the answer names another item',
  'other-patron': 'done; the answer names another patron',
  'no-due-date': 'done; the answer is without its due date',
  'odd-due-date': 'done; the due date of the answer is none',
} as const;

export type Deed = keyof typeof deedsSay;

const isDeed = (name: string): name is Deed => Object.hasOwn(deedsSay, name);

export const deeds: readonly Deed[] = Object.keys(deedsSay).filter(isDeed);

export type FaultRule = {
  /** The questions it is about. */
  readonly asked: readonly QuestionKind[] | 'any';
  /** A delay is waited before the work, which is done even if nobody waits any more; other deeds may follow it. */
  readonly does: { readonly kind: Deed } | { readonly kind: 'delay'; readonly ms: number };
  /** How often it still happens; null: for ever. */
  readonly times: number | null;
};

const kinds: ReadonlySet<string> = new Set(
  Object.entries(messages).flatMap(([kind, row]) => ('answer' in row ? [kind] : [])),
);

/** Kinds that change something, so that they must not be done twice. */
export const transactions: readonly QuestionKind[] = questionKinds().filter((kind) => messages[kind].twice === 'never');

function questionKinds(): readonly QuestionKind[] {
  return Object.keys(messages).filter(isQuestionKind);
}

/** Whether the SC asks it. */
export function isQuestionKind(kind: string): kind is QuestionKind {
  return kinds.has(kind);
}

/** The first rule for a question that `fits`, and the rules as they are when it has happened once more. */
export function takeFault(
  rules: readonly FaultRule[],
  kind: QuestionKind,
  fits: 'delay' | 'deed',
): { readonly does: FaultRule['does']; readonly left: readonly FaultRule[] } | null {
  const rule = rules.find(
    ({ asked, does }) => (does.kind === 'delay') === (fits === 'delay') && (asked === 'any' || asked.includes(kind)),
  );
  if (rule === undefined) return null;
  if (rule.times === null) return { does: rule.does, left: rules };
  const times = rule.times - 1;
  const left = rules.flatMap((other) => (other !== rule ? [other] : times > 0 ? [{ ...rule, times }] : []));
  return { does: rule.does, left };
}

/** What a deed writes into an answer that has such a field: numbers that nobody has, and no dates. */
const lies: Readonly<Partial<Record<Deed, Readonly<Record<string, string>>>>> = {
  'other-item': { itemId: '39999999999999' },
  'other-patron': { patronId: '29999999999999' },
  'no-due-date': { dueDate: '' },
  'odd-due-date': { dueDate: '00000000    000000' },
};

/** What an ACS says that does not speak the truth; of a message that has nothing to lie about, the message. */
export function lieOf(answer: Outgoing, deed: Deed | null): Outgoing {
  const told = Object.entries((deed === null ? null : lies[deed]) ?? {});
  const fitting: Readonly<Record<string, string>> = Object.fromEntries(
    told.filter(([name]) => typeof Reflect.get(answer, name) === 'string'),
  );
  return { ...answer, ...fitting };
}

const longestDelayMs = 3_600_000;

/**
 * Reads `QUESTION:DEED[:TIMES]`, as it stands on a command line: `checkout:drop-after-work:1`, `any:delay=2000`,
 * `transaction:wrong-checksum:3`. Without TIMES it happens for ever. What is amiss is said in a sentence.
 */
export function readFaultRule(
  text: string,
): { readonly kind: 'rule'; readonly rule: FaultRule } | { readonly kind: 'amiss'; readonly text: string } {
  const [asked = '', deed = '', times, ...more] = text.split(':');
  const amiss = (why: string) => ({ kind: 'amiss', text: `The fault "${text}" ${why}.` }) as const;
  if (more.length > 0 || deed === '') return amiss('should be QUESTION:DEED or QUESTION:DEED:TIMES');
  const named =
    asked === 'any' ? 'any' : asked === 'transaction' ? transactions : isQuestionKind(asked) ? [asked] : null;
  if (named === null) return amiss(`names no question; there are any, transaction, ${questionKinds().join(', ')}`);
  const delayMs = /^delay=(\d{1,7})$/.exec(deed)?.[1];
  const known = deeds.find((one) => one === deed);
  if (delayMs === undefined && known === undefined)
    return amiss(`names no deed; there are delay=MILLISECONDS, ${deeds.join(', ')}`);
  if (delayMs !== undefined && Number(delayMs) > longestDelayMs) return amiss('waits for more than an hour');
  if (times !== undefined && !/^[1-9]\d{0,8}$/.test(times)) return amiss('should happen once or more often');
  const does = known === undefined ? ({ kind: 'delay', ms: Number(delayMs) } as const) : ({ kind: known } as const);
  return { kind: 'rule', rule: { asked: named, does, times: times === undefined ? null : Number(times) } };
}
