// The exercises, one row each: what is prepared, what lies ready, what is asked, and what is a wrong turn. When a step is done stands in
// checks.ts; the sentences stand in the words.
import type { ExerciseId, OptionKey, TrainingGlass } from '../../contract/training-view.ts';
import { dayAt } from '../days.ts';
import type { Entry } from '../journal/entries.ts';
import { conflictTicket } from './checks.ts';
import {
  acs,
  blank,
  blanks,
  blankUid,
  book,
  books,
  card,
  label,
  paperThing,
  part,
  people,
  type Thing,
} from './stock.ts';
import { armedAfi, type World } from './world.ts';

export type Exercise = {
  /** Where it begins, and where its things are. */
  readonly glass: TrainingGlass;
  readonly prepare: (world: World, nowMs: number) => void;
  readonly things: readonly Thing[];
  /** The right answer to what is asked; null where nothing is. */
  readonly answer: OptionKey | null;
  /** An entry that no right way leads to; each counts as a wrong turn. */
  readonly isWrong: (entry: Entry) => boolean;
};

const asIs = (): void => undefined;
const isSome =
  (...kinds: readonly Entry['kind'][]) =>
  ({ kind }: Entry): boolean =>
    kinds.includes(kind);

/** The kiosk lent it while the library system was away, which holds it for somebody else: for staff since. */
const prepareConflict = (world: World, nowMs: number): void => {
  const { item } = books.moor;
  const patron = people.john.card;
  const due = dayAt(nowMs + 14 * 86_400_000);
  world.wrote([
    { kind: 'session-began', session: 0, errand: 'checkout', patron },
    { kind: 'lent-offline', ticket: conflictTicket, item, patron, due },
    { kind: 'session-ended', session: 0, done: 1, attention: 0, refused: 0 },
    { kind: 'forward-asked', ticket: conflictTicket, item, was: null },
    {
      kind: 'forward-conflict',
      ticket: conflictTicket,
      item,
      patron,
      because: 'lent-to-another',
      remedy: 'return-then-lend',
    },
  ]);
};

export const exercises: Readonly<Record<ExerciseId, Exercise>> = {
  'new-card': {
    glass: 'desk',
    prepare: asIs,
    things: [paperThing, book(books.kieu)],
    answer: null,
    isWrong: isSome('registration-refused', 'registration-dropped', 'checkout-refused'),
  },
  'lost-card': {
    glass: 'desk',
    prepare: asIs,
    things: [card(people.an)],
    answer: null,
    // Whoever is registered once more is in the library twice.
    isWrong: isSome('patron-registered', 'registration-refused'),
  },
  'refused-loan': {
    glass: 'desk',
    prepare: asIs,
    things: [card(people.an), book(books.kieu), book(books.chronicle), book(books.chiPheo)],
    answer: 'refused-loan.reference',
    isWrong: isSome('returned', 'refusal-passed', 'block-passed'),
  },
  returns: {
    glass: 'desk',
    prepare: asIs,
    things: [book(books.moor), book(books.number), book(books.ferry)],
    answer: 'returns.number',
    isWrong: isSome('lent', 'checkout-refused', 'checkin-refused'),
  },
  'armed-book': {
    glass: 'desk',
    prepare: (world) => world.paint(books.eyes.item, armedAfi),
    things: [book(books.eyes)],
    answer: null,
    // Taken back it would be quiet, too, and Chi would have lost the loan.
    isWrong: isSome('returned', 'checkin-refused', 'lent'),
  },
  tagging: {
    glass: 'desk',
    prepare: (world) => {
      for (const nth of blanks) world.addBlank(blankUid(nth));
    },
    things: [label(books.kieu), label(books.chiPheo), label(books.tatDen), ...blanks.map(blank)],
    answer: null,
    isWrong: isSome('tag-write-failed', 'tag-write-undone'),
  },
  set: {
    glass: 'desk',
    prepare: asIs,
    things: [card(people.john), part(books.adviser, 1), part(books.adviser, 2), part(books.adviser, 3)],
    answer: null,
    isWrong: isSome('returned', 'loan-undone', 'loan-stands'),
  },
  offline: {
    glass: 'kiosk',
    prepare: asIs,
    things: [acs, book(books.moor), book(books.eyes)],
    answer: null,
    isWrong: isSome('returned', 'checkin-refused', 'forward-refused', 'forward-conflict'),
  },
  conflict: {
    glass: 'desk',
    prepare: prepareConflict,
    things: [book(books.moor), card(people.john)],
    answer: null,
    isWrong: (entry) =>
      entry.kind === 'checkout-refused' || (entry.kind === 'conflict-settled' && entry.how !== 'done'),
  },
  fee: {
    glass: 'desk',
    prepare: asIs,
    things: [card(people.phuc)],
    answer: null,
    isWrong: isSome('payment-refused', 'payment-unclear', 'payment-left'),
  },
};
