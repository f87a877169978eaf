// The last messages on the line to the library system, struck and marked, in bounded room: the newest of all, and longer than those the
// ones that something was odd about. Knows which answer belongs to which question; must not know what is shown.
import { secretFields, takeApart, type Vocabulary } from 'sip2';
import type { Mark, TraceOpened, TraceRow } from '../../contract/acs-check-view.ts';
import { hidden } from './phrases.ts';
import { withoutSum, type Struck } from './struck.ts';

export type Kept = {
  readonly id: number;
  readonly atMs: number;
  readonly way: 'sent' | 'heard';
  readonly by: 'station' | 'probe';
  readonly struck: Omit<Struck, 'spoken'>;
  /** Its patrons stand in it, until they are struck out. */
  named: boolean;
  /** The two digits of the question it is, or came to; '' where nothing was asked. */
  readonly about: string;
  readonly pair: number | null;
  tookMs: number | null;
  marks: readonly Mark[];
};

export const traceLimits = {
  messages: 4000,
  /** Of the texts of all that is kept, in characters. */
  characters: 2_000_000,
  /** With marks, and their questions. */
  marked: 600,
} as const;

/** As on the glass: what is cut off stands in the opened message. */
const shownText = 400;

export type Trace = {
  add(message: Omit<Kept, 'id' | 'marks'>): Kept;
  mark(message: Kept, mark: Mark): void;
  /** The newest that fit, the newest last. `upTo`: no newer than this one. */
  tail(
    filter: string,
    most: number,
    upTo: number | null,
  ): { readonly rows: readonly TraceRow[]; readonly older: number };
  /** So many fit that are newer. */
  newer(filter: string, than: number): number;
  open(id: number, vocabulary: Vocabulary): TraceOpened | null;
  /** All that is kept, the oldest first. */
  all(): readonly Kept[];
  kinds(): readonly { readonly kind: string; readonly code: string; readonly count: number }[];
  markedCount(): number;
  last(): number;
  /** Strikes the patrons out of all that was kept with them. */
  forgetPatrons(again: (text: string) => string): void;
};

export const createTrace = (): Trace => {
  let next = 1;
  let characters = 0;
  /** Ids rise in both; what stands in both is the same object. */
  const newest: Kept[] = [];
  const odd: Kept[] = [];
  const counts = new Map<string, { readonly kind: string; count: number }>();

  const shrink = (): void => {
    // A good many at a time: to take one off the front of an array moves all the others.
    if (newest.length < traceLimits.messages * 1.125 && characters < traceLimits.characters * 1.125) return;
    let drop = Math.max(0, newest.length - traceLimits.messages);
    let left = characters;
    newest.some(({ struck }, at) => {
      if (at >= drop && left <= traceLimits.characters) return true;
      left -= struck.text.length;
      drop = Math.max(drop, at + 1);
      return false;
    });
    newest.splice(0, drop);
    characters = left;
  };
  const keepOdd = (message: Kept): void => {
    if (odd.includes(message)) return;
    // Its question may have been put there since, or before.
    const at = odd.findLastIndex(({ id }) => id < message.id);
    odd.splice(at + 1, 0, message);
    if (odd.length > traceLimits.marked) odd.shift();
  };
  const found = (id: number): Kept | undefined =>
    newest.find((one) => one.id === id) ?? odd.find((one) => one.id === id);
  const fitting = (filter: string): readonly Kept[] => {
    if (filter === 'marked') return odd;
    if (filter === 'all') return newest;
    return newest.filter(({ about }) => about === filter);
  };

  return {
    add: (message) => {
      const kept: Kept = { ...message, id: next, marks: [] };
      next += 1;
      newest.push(kept);
      characters += kept.struck.text.length;
      shrink();
      if (kept.way === 'sent' && kept.struck.kind !== null) {
        const counted = counts.get(kept.struck.code) ?? { kind: kept.struck.kind, count: 0 };
        counted.count += 1;
        counts.set(kept.struck.code, counted);
      }
      return kept;
    },
    mark: (message, mark) => {
      if (message.marks.includes(mark)) return;
      message.marks = [...message.marks, mark];
      const question = message.pair === null || message.way === 'sent' ? undefined : found(message.pair);
      if (question !== undefined) keepOdd(question);
      keepOdd(message);
    },
    tail: (filter, most, upTo) => {
      const all = fitting(filter);
      const fit = upTo === null ? all : all.filter(({ id }) => id <= upTo);
      return { rows: fit.slice(-most).map(rowOf), older: Math.max(0, fit.length - most) };
    },
    newer: (filter, than) => fitting(filter).filter(({ id }) => id > than).length,
    open: (id, vocabulary) => {
      const kept = found(id);
      if (kept === undefined) return null;
      const answer = kept.way === 'sent' ? newest.find(({ pair, way }) => way === 'heard' && pair === id) : undefined;
      return openedOf(kept, vocabulary, kept.way === 'sent' ? (answer?.id ?? null) : kept.pair);
    },
    all: () => {
      const [first] = newest;
      return [...odd.filter(({ id }) => first === undefined || id < first.id), ...newest];
    },
    kinds: () =>
      [...counts]
        .map(([code, { kind, count }]) => ({ kind, code, count }))
        .toSorted((a, b) => (a.code < b.code ? -1 : 1)),
    markedCount: () => odd.filter(({ marks }) => marks.length > 0).length,
    last: () => next - 1,
    forgetPatrons: (again) => {
      const struckOf = (kept: Kept): Kept =>
        kept.named ? { ...kept, named: false, struck: { ...kept.struck, text: again(kept.struck.text) } } : kept;
      for (const list of [newest, odd]) list.forEach((kept, at) => (list[at] = struckOf(kept)));
      characters = newest.reduce((sum, { struck }) => sum + struck.text.length, 0);
    },
  };
};

const rowOf = ({ id, atMs, way, by, struck, tookMs, marks }: Kept): TraceRow => ({
  id,
  atMs,
  way,
  by,
  code: struck.code,
  kind: struck.kind ?? '',
  sequence: struck.sequence,
  text: struck.text.length > shownText ? `${struck.text.slice(0, shownText)}…` : struck.text,
  tookMs,
  marks,
});

const openedOf = (kept: Kept, vocabulary: Vocabulary, pair: number | null): TraceOpened => {
  const { struck } = kept;
  // The kept text has the shape of the message: what was struck out stands as three stars in its field.
  const { parts, tail } = takeApart(new TextEncoder().encode(withoutSum(struck.text)), 'utf-8', vocabulary);
  return {
    ...rowOf(kept),
    text: struck.text,
    bytes: struck.bytes,
    checksum: struck.checksum,
    notes: struck.notes,
    tail,
    pair,
    parts: parts.map((part) => {
      if (part.kind === 'stray') return { code: '', name: '', form: 'stray', text: part.text, hidden: null, means: [] };
      const code = part.kind === 'field' ? part.code : '';
      const isHidden = part.text.includes(hidden);
      return {
        code,
        name: part.name,
        form: part.form,
        text: part.text,
        hidden: !isHidden ? null : secretFields.has(code) ? 'secret' : 'patron',
        means: isHidden ? [] : part.means,
      };
    }),
  };
};
