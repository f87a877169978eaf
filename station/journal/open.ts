// What a journal leaves open: questions without an answer, tags without their write, sessions without their end. A fold over
// entries, oldest first. Knows which rows it still needs, so that no start has to read the others again.
import type { Uid } from '../../drivers/ports/tag-reader.ts';
import type { ItemNumber, Ticket } from '../library.ts';
import { emptyBook, putLast, withEntry, type SecurityBook } from '../security.ts';
import type { Entry, EntryKind } from './entries.ts';

/** An entry with its row: `seq` in the order of writing, `at` in milliseconds since the epoch. */
export type Noted = { readonly seq: number; readonly at: number; readonly place: string; readonly entry: Entry };

type Asked = Extract<
  Entry,
  {
    kind: 'checkout-asked' | 'checkin-asked' | 'undo-asked' | 'renewal-asked' | 'hold-cancel-asked' | 'payment-asked';
  }
>;

/** A question that was asked, or is asked now, and has no answer yet. `isUnknown`: its answer was missed already. */
export type OpenQuestion = {
  readonly place: string;
  readonly atMs: number;
  readonly asked: Asked;
  readonly isUnknown: boolean;
};

/** A transfer that a patron was shown and nobody has confirmed or given up. */
export type OpenPayment = { readonly place: string; readonly entry: Extract<Entry, { kind: 'payment-shown' }> };

/** A session that has begun and not ended, with its outcomes so far. */
export type OpenSession = {
  readonly place: string;
  readonly session: number;
  readonly tally: { readonly done: number; readonly attention: number; readonly refused: number };
};

export type Open = {
  readonly questions: readonly OpenQuestion[];
  readonly payments: readonly OpenPayment[];
  readonly sessions: readonly OpenSession[];
  /** Tags that are still to be armed or disarmed. */
  readonly book: SecurityBook;
  /** The entries that say so, with where and when. */
  readonly tags: readonly Noted[];
  /** The highest session number ever used, at whatever place; 0 for a new journal. */
  readonly lastSession: number;
};

/** Kinds that open or close something; a fold needs no others. */
export const openKinds = [
  'session-began',
  'session-ended',
  'password-wrong',
  'checkout-asked',
  'lent',
  'checkout-refused',
  'outcome-unknown',
  'outcome-found',
  'undo-asked',
  'loan-undone',
  'loan-stands',
  'checkin-asked',
  'returned',
  'checkin-refused',
  'lent-offline',
  'returned-offline',
  'renewal-asked',
  'renewed',
  'renewal-refused',
  'hold-cancel-asked',
  'hold-cancelled',
  'hold-not-cancelled',
  'payment-shown',
  'payment-left',
  'payment-asked',
  'payment-recorded',
  'payment-refused',
  'payment-not-sent',
  'payment-unknown',
  'payment-unclear',
  'security-pending',
  'secured',
  'security-dropped',
] as const satisfies readonly EntryKind[];

export type OpenFold = {
  note(row: Noted): void;
  open(): Open;
  isOpenItem(item: ItemNumber): boolean;
  /** Rows that a fold of what comes later must begin with, in order. */
  needed(): readonly number[];
  /** Those of them whose patron is still needed: the work for that patron is not done. */
  neededPatrons(): readonly number[];
};

type Question = { readonly row: Noted; readonly asked: Asked; unknown: Noted | null };
type Session = { readonly place: string; readonly session: number; readonly rows: Noted[] };

export const createOpenFold = (): OpenFold => {
  const questions = new Map<string, Question>();
  const payments = new Map<string, Noted & { readonly entry: Extract<Entry, { kind: 'payment-shown' }> }>();
  const sessions = new Map<string, Session>();
  const pending = new Map<Uid, Noted>();
  let book: SecurityBook = emptyBook;
  /** Of the highest session: how it began and, once it has, ended. */
  let last: { readonly rows: readonly Noted[]; readonly session: number } | null = null;

  /** By its ticket; one that a start took over has a longer one, perhaps at another place. */
  const questionOf = (place: string, ticket: Ticket): string | null => {
    const first = ticket.replace(/(?:-late)+$/, '');
    const here = key(place, first);
    if (questions.has(here)) return here;
    if (first === ticket) return null;
    return [...questions.keys()].find((other) => other.endsWith(key('', first))) ?? null;
  };

  /** What was found out has a ticket of its own: the session and the item tell which question it was about. */
  const missed = (place: string, ticket: Ticket, isIt: (asked: Asked) => boolean): string | null =>
    questionOf(place, ticket) ??
    [...questions].find(
      ([, { row, asked, unknown }]) =>
        unknown !== null && row.place === place && sessionOf(asked.ticket) === sessionOf(ticket) && isIt(asked),
    )?.[0] ??
    null;

  const close = (at: string | null): void => {
    if (at !== null) questions.delete(at);
  };

  const settle = (row: Noted): void => {
    const { place, entry } = row;
    switch (entry.kind) {
      case 'checkout-asked':
      case 'checkin-asked':
      case 'undo-asked':
      case 'renewal-asked':
      case 'hold-cancel-asked':
        putLast(questions, key(place, entry.ticket), { row, asked: entry, unknown: null });
        return;
      case 'payment-asked':
        payments.delete(entry.reference);
        putLast(questions, key(place, entry.ticket), { row, asked: entry, unknown: null });
        return;
      case 'outcome-unknown':
      case 'payment-unknown': {
        const question = questions.get(questionOf(place, entry.ticket) ?? '');
        if (question !== undefined) question.unknown = row;
        return;
      }
      case 'lent':
      case 'lent-offline':
      case 'returned-offline':
      case 'checkout-refused':
      case 'loan-undone':
      case 'loan-stands':
      case 'returned':
      case 'checkin-refused':
      case 'renewed':
      case 'renewal-refused':
      case 'hold-cancelled':
      case 'hold-not-cancelled':
        return close(questionOf(place, entry.ticket));
      case 'outcome-found':
        return close(missed(place, entry.ticket, (asked) => 'item' in asked && asked.item === entry.item));
      case 'payment-recorded':
      case 'payment-refused':
      case 'payment-not-sent':
      case 'payment-unclear':
        return close(
          missed(place, entry.ticket, (asked) => 'reference' in asked && asked.reference === entry.reference),
        );
      case 'payment-shown':
        putLast(payments, entry.reference, { ...row, entry });
        return;
      case 'payment-left':
        payments.delete(entry.reference);
        return;
      case 'security-pending':
        putLast(pending, entry.uid, row);
        return;
      default:
        return;
    }
  };

  const attend = (row: Noted): void => {
    const { place, entry } = row;
    if (entry.kind === 'session-began' || entry.kind === 'password-wrong') {
      if (last === null || entry.session > last.session) last = { rows: [row], session: entry.session };
    }
    if (entry.kind === 'session-began') {
      putLast(sessions, key(place, entry.session), { place, session: entry.session, rows: [row] });
    } else if (entry.kind === 'session-ended') {
      sessions.delete(key(place, entry.session));
      if (last?.session === entry.session) last = { ...last, rows: [...last.rows.slice(0, 1), row] };
    } else if ('ticket' in entry) {
      sessions.get(key(place, sessionOf(entry.ticket)))?.rows.push(row);
    }
  };

  const note = (row: Noted): void => {
    settle(row);
    attend(row);
    book = withEntry(book, row.entry);
    const { entry } = row;
    if ('uid' in entry && !book.has(entry.uid)) pending.delete(entry.uid);
  };

  const questionRows = (): readonly Noted[] =>
    [...questions.values()].flatMap(({ row, unknown }) => (unknown === null ? [row] : [row, unknown]));

  return {
    note,
    open: () => ({
      questions: [...questions.values()].map(({ row, asked, unknown }) => ({
        place: row.place,
        atMs: row.at,
        asked,
        isUnknown: unknown !== null,
      })),
      payments: [...payments.values()].map(({ place, entry }) => ({ place, entry })),
      sessions: [...sessions.values()].map(({ place, session, rows }) => ({
        place,
        session,
        tally: tallyOf(rows, book),
      })),
      book,
      tags: [...pending.values()],
      lastSession: last?.session ?? 0,
    }),
    isOpenItem: (item) => [...questions.values()].some(({ asked }) => 'item' in asked && asked.item === item),
    needed: () => {
      const rows = [
        ...questionRows(),
        ...payments.values(),
        ...pending.values(),
        ...[...sessions.values()].flatMap((session) => session.rows),
        ...(last === null ? [] : last.rows),
      ];
      return [...new Set(rows.map(({ seq }) => seq))].toSorted((a, b) => a - b);
    },
    neededPatrons: () => [...questionRows(), ...payments.values()].map(({ seq }) => seq),
  };
};

/** What these rows leave open, oldest first. */
export const openIn = (rows: Iterable<Noted>): Open => {
  const fold = createOpenFold();
  for (const row of rows) fold.note(row);
  return fold.open();
};

const key = (place: string, of: Ticket | number): string => `${place}\n${of}`;

/** The session that gave out a ticket. */
export const sessionOf = (ticket: Ticket): number => Number.parseInt(ticket, 10);

type Outcome = keyof OpenSession['tally'];

/** How many of a session's items ended how, as far as its entries tell. What is still open, or still armed, needs a hand. */
const tallyOf = (rows: readonly Noted[], book: SecurityBook): OpenSession['tally'] => {
  const outcomes = new Map<string, Outcome>();
  const asked = new Map<string, Asked['kind']>();
  for (const { entry } of rows) {
    const about = 'item' in entry ? entry.item : 'reference' in entry ? entry.reference : null;
    if (about === null) continue;
    if (isAsked(entry)) asked.set(about, entry.kind);
    const outcome = outcomeOf(entry, asked.get(about) ?? null);
    if (outcome !== null) outcomes.set(about, outcome);
  }
  const unwritten = new Set([...book.values()].map(({ item }) => item));
  const count = (of: Outcome): number =>
    [...outcomes].filter(
      ([about, outcome]) => (outcome === 'done' && unwritten.has(about) ? 'attention' : outcome) === of,
    ).length;
  return { done: count('done'), attention: count('attention'), refused: count('refused') };
};

const isAsked = (entry: Entry): entry is Asked =>
  entry.kind === 'checkout-asked' ||
  entry.kind === 'checkin-asked' ||
  entry.kind === 'undo-asked' ||
  entry.kind === 'renewal-asked' ||
  entry.kind === 'hold-cancel-asked' ||
  entry.kind === 'payment-asked';

const outcomeOf = (entry: Entry, asked: Asked['kind'] | null): Outcome | null => {
  switch (entry.kind) {
    case 'lent':
    case 'lent-offline':
    case 'returned':
    case 'returned-offline':
    case 'renewed':
    case 'hold-cancelled':
    case 'payment-recorded':
      return 'done';
    case 'checkout-refused':
    case 'checkin-refused':
    case 'renewal-refused':
    case 'hold-not-cancelled':
    case 'loan-undone':
      return 'refused';
    case 'outcome-found':
      if (entry.found === 'unclear') return 'attention';
      return foundDone[entry.found] === asked ? 'done' : 'refused';
    default:
      return isAsked(entry) || entry.kind === 'loan-stands' || entry.kind.startsWith('payment-') ? 'attention' : null;
  }
};

/** What is found out is a success of the question that wanted it. */
const foundDone: Readonly<Record<string, Asked['kind']>> = {
  'on-loan': 'checkout-asked',
  'not-on-loan': 'checkin-asked',
  renewed: 'renewal-asked',
  cancelled: 'hold-cancel-asked',
};
