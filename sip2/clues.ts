// By what an ACS gives itself away, as rows: what was seen, which family it speaks for, how strongly, and the sentence that
// says so to a technician. Must not know how it was asked.

import type { Deviation } from './checksum.ts';
import { saysItAnswers } from './dialect.ts';
import { dialects, type Dialect, type DialectName } from './dialects.ts';
import type { AnswerOf } from './messages.ts';

/** What an ACS was seen to do. */
export type Seen = {
  readonly status: AnswerOf<'sc-status'>;
  /** The answers to 17 and 63; null when there was none. */
  readonly item: AnswerOf<'item-information'> | null;
  readonly patron: AnswerOf<'patron-information'> | null;
  /**
   * What a 97 was answered with: the last answer with AY and AZ, with those of number 0, or without them; null: with something
   * else, or nothing.
   */
  readonly repetition: 'checked' | 'sequence-0' | 'bare' | null;
  readonly ends: ReadonlySet<'cr' | 'cr-lf' | 'lf'>;
  readonly deviations: ReadonlySet<Deviation>;
  /** The two letters of every field that came. */
  readonly codes: ReadonlySet<string>;
  /** Text that was no message. */
  readonly prose: readonly string[];
};

/** What an ACS may give itself away by; two families can share one. */
export const clueNames = [
  ...(['greets-from-koha', 'invalid-cardnumber', 'koha-sample-timing', 'ends-in-cr-lf', 'repeats-bare'] as const),
  ...(['unknown-item-untitled', 'koha-patron-fields', 'repeats-as-zero', 'denies-payments'] as const),
  ...(['evergreen-patron-fields', 'internal-number', 'problems-in-prose', 'half-a-second', 'borrower-type'] as const),
  ...(['polaris-status-ok', 'polaris-patron-fields', 'counts-letters'] as const),
] as const;
export type ClueName = (typeof clueNames)[number];

type Clue = {
  readonly name: ClueName;
  readonly speaksFor: DialectName;
  /** 1: others do so too; 2: few others; 4: it alone; 6: it says its own name. */
  readonly points: number;
  readonly says: string;
  readonly holds: (seen: Seen) => boolean;
};

const screens = ({ patron, item, status }: Seen): readonly string[] =>
  [patron, item, status].flatMap((answer) => answer?.screenMessage ?? []);
const hasAny = (seen: Seen, ...codes: readonly string[]): boolean => codes.some((code) => seen.codes.has(code));
const hasAll = (seen: Seen, ...codes: readonly string[]): boolean => codes.every((code) => seen.codes.has(code));
const titleless = ({ item }: Seen): boolean => item?.circulationStatus === 'other' && item.titleIdentifier === '';

const clues: readonly Clue[] = [
  {
    name: 'greets-from-koha',
    speaksFor: 'koha',
    points: 6,
    says: 'a screen message greets from Koha',
    holds: (seen) => screens(seen).some((line) => /Greetings from Koha/i.test(line)),
  },
  {
    name: 'invalid-cardnumber',
    speaksFor: 'koha',
    points: 4,
    says: 'an unknown card is called "Invalid cardnumber"',
    holds: (seen) => screens(seen).some((line) => /Invalid cardnumber/i.test(line)),
  },
  {
    name: 'koha-sample-timing',
    speaksFor: 'koha',
    points: 1,
    says: 'it says 10 s and 5 retries, as the sample configuration of Koha does',
    holds: ({ status }) => status.timeoutTenths === 100 && status.retriesAllowed === 5,
  },
  {
    name: 'ends-in-cr-lf',
    speaksFor: 'koha',
    points: 1,
    says: 'messages end in CR LF',
    holds: ({ ends }) => ends.has('cr-lf'),
  },
  {
    name: 'repeats-bare',
    speaksFor: 'koha',
    points: 1,
    says: 'an answer that is asked for again comes without AY and AZ',
    holds: ({ repetition }) => repetition === 'bare',
  },
  {
    name: 'unknown-item-untitled',
    speaksFor: 'koha',
    points: 1,
    says: 'an unknown item has the status "other" and no title',
    holds: titleless,
  },
  {
    name: 'unknown-item-untitled',
    speaksFor: 'evergreen',
    points: 1,
    says: 'an unknown item has the status "other" and no title',
    holds: titleless,
  },
  {
    name: 'koha-patron-fields',
    speaksFor: 'koha',
    points: 1,
    says: 'a patron comes with PB, PC and PI, and without PA',
    holds: (seen) => hasAll(seen, 'PB', 'PC', 'PI') && !seen.codes.has('PA'),
  },
  {
    name: 'repeats-as-zero',
    speaksFor: 'evergreen',
    points: 2,
    says: 'an answer that is asked for again comes with AY and AZ, and the number 0',
    holds: ({ repetition }) => repetition === 'sequence-0',
  },
  {
    name: 'denies-payments',
    speaksFor: 'evergreen',
    points: 2,
    says: 'its status says that it takes no payments, as OpenNCIP does while it takes them',
    holds: ({ status }) => saysItAnswers(status, 'fee-paid') === false,
  },
  {
    name: 'evergreen-patron-fields',
    speaksFor: 'evergreen',
    points: 2,
    says: 'a patron comes with PA, PB, PC and PI',
    holds: (seen) => hasAll(seen, 'PA', 'PB', 'PC', 'PI'),
  },
  {
    name: 'internal-number',
    speaksFor: 'evergreen',
    points: 4,
    says: 'a patron comes with an internal number in XI',
    holds: (seen) => hasAny(seen, 'XI'),
  },
  {
    name: 'problems-in-prose',
    speaksFor: 'folio',
    points: 6,
    says: 'it answers in prose: "Problems handling the request"',
    holds: ({ prose }) => prose.some((line) => line.startsWith('Problems handling the request')),
  },
  {
    name: 'half-a-second',
    speaksFor: 'folio',
    points: 2,
    says: 'it promises answers in half a second',
    holds: ({ status }) => status.timeoutTenths === 5,
  },
  {
    name: 'borrower-type',
    speaksFor: 'folio',
    points: 4,
    says: 'a patron comes with a borrower type in FU or FV',
    holds: (seen) => hasAny(seen, 'FU', 'FV'),
  },
  {
    name: 'polaris-status-ok',
    speaksFor: 'polaris',
    points: 4,
    says: 'all is well, and a screen message says "Patron status is ok."',
    holds: (seen) => screens(seen).some((line) => line.startsWith('Patron status is ok')),
  },
  {
    name: 'polaris-patron-fields',
    speaksFor: 'polaris',
    points: 4,
    says: 'a patron comes with PX, PY, PZ or U1 to U5',
    holds: (seen) => hasAny(seen, 'PX', 'PY', 'PZ', 'U1', 'U2', 'U3', 'U4', 'U5'),
  },
  {
    name: 'counts-letters',
    speaksFor: 'polaris',
    points: 2,
    says: 'checksums count letters, not bytes',
    holds: ({ deviations }) => deviations.has('letters'),
  },
];

/** Fewer are no more than a likeness: three habits that others have, too. */
const enough = 4;

export type Verdict = {
  /** The generic one when nothing speaks clearly enough for another. */
  readonly dialect: Dialect;
  readonly points: Readonly<Partial<Record<DialectName, number>>>;
  /** What spoke for whom, the strongest first. */
  readonly clues: readonly { readonly name: ClueName; readonly speaksFor: DialectName; readonly points: number }[];
  /** The same, in a sentence each. */
  readonly reasons: readonly string[];
};

export function judge(seen: Seen): Verdict {
  const held = clues.filter(({ holds }) => holds(seen)).toSorted((one, other) => other.points - one.points);
  const points: Partial<Record<DialectName, number>> = {};
  for (const clue of held) points[clue.speaksFor] = (points[clue.speaksFor] ?? 0) + clue.points;
  const ranked = held.map(({ speaksFor }) => ({ name: speaksFor, sum: points[speaksFor] ?? 0 }));
  const best = ranked.toSorted((one, other) => other.sum - one.sum)[0];
  const rival = ranked.some(({ name, sum }) => name !== best?.name && sum === best?.sum);
  const isClear = best !== undefined && best.sum >= enough && !rival;
  return {
    dialect: dialects[isClear ? best.name : 'generic'],
    points,
    clues: held.map(({ name, speaksFor, points: weight }) => ({ name, speaksFor, points: weight })),
    reasons: held.map(({ speaksFor, says, points: weight }) => `${dialects[speaksFor].title} (${weight}): ${says}.`),
  };
}
