// What must be true when a station that was killed has come back and says that nothing is open: the library system's books,
// the journal and the tags say the same; nothing was done twice; nothing that the glass had shown is missing; what nobody can
// know is with staff. Reads the journal's rows by itself: its verdict leans on no code of the station.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { isLentBefore, piecesOf, type Lot, type Piece } from './lots.ts';
import type { Scene } from './scenes.ts';
import { staffPin, type World } from './world.ts';

export type Row = {
  readonly seq: number;
  readonly kind: string;
  readonly patron: string | null;
  readonly body: Readonly<Record<string, unknown>>;
};

/** Rows after `seq`, oldest first. */
export const rowsOf = (journal: string, after: number): readonly Row[] => {
  const database = new Database(journal, { readonly: true, fileMustExist: true });
  try {
    return database
      .prepare<[number], { seq: number; kind: string; patron: string | null; body: string }>(
        'select seq, kind, patron, body from entries where seq > ? order by seq',
      )
      .all(after)
      .map((row) => {
        const body: unknown = JSON.parse(row.body);
        return { ...row, body: typeof body === 'object' && body !== null ? { ...body } : {} };
      });
  } finally {
    database.close();
  }
};

/** What the journal's last word on something is. `staff`: it was handed to people. */
type Word = {
  loan: 'as-before' | 'lent' | 'back';
  renewed: boolean;
  cancelled: boolean;
  paid: boolean;
  staff: boolean;
  open: string | null;
  /** It was lent off-line, whatever came afterwards. */
  lentOffline: boolean;
};

const noWord = (): Word => ({
  loan: 'as-before',
  renewed: false,
  cancelled: false,
  paid: false,
  staff: false,
  open: null,
  lentOffline: false,
});

const opens = /^(?:checkout|checkin|undo|renewal|hold-cancel|payment)-asked$/;

const wordAfter = (word: Word, { kind, body }: Row): void => {
  if (opens.test(kind)) {
    word.open = kind;
    return;
  }
  switch (kind) {
    case 'outcome-unknown':
    case 'payment-unknown':
      word.open = kind;
      return;
    case 'lent':
      word.loan = 'lent';
      word.renewed ||= body['renewed'] === true;
      break;
    case 'returned':
    case 'loan-undone':
      word.loan = 'back';
      break;
    case 'loan-stands':
      word.loan = 'lent';
      word.staff = true;
      break;
    case 'renewed':
      word.renewed = true;
      break;
    case 'hold-cancelled':
      word.cancelled = true;
      break;
    case 'payment-recorded':
      word.paid = true;
      break;
    case 'payment-unclear':
    case 'payment-left':
    case 'payment-refused':
      word.staff = true;
      break;
    case 'outcome-found':
      switch (body['found']) {
        case 'on-loan':
          word.loan = 'lent';
          break;
        case 'not-on-loan':
          word.loan = 'back';
          break;
        case 'renewed':
          word.renewed = true;
          break;
        case 'cancelled':
          word.cancelled = true;
          break;
        case 'unclear':
          word.staff = true;
          break;
        default:
      }
      break;
    case 'payment-shown':
      word.open = kind;
      return;
    case 'lent-offline':
      word.loan = 'lent';
      word.lentOffline = true;
      break;
    case 'returned-offline':
    case 'offline-undone':
      word.loan = 'back';
      break;
    case 'forward-refused':
    case 'forward-conflict':
    case 'forward-unknown':
      word.staff = true;
      return;
    case 'checkout-refused':
    case 'checkin-refused':
    case 'renewal-refused':
    case 'hold-not-cancelled':
    case 'payment-not-sent':
      break;
    default:
      return;
  }
  word.open = null;
};

export type Books = {
  /** By item number, and by patron's card for payments. */
  word(about: string): Word;
  /** Tags that are still to be written. */
  readonly pending: ReadonlySet<string>;
  /** Done off-line and not settled with the library system: the kind and the item of each. */
  readonly waiting: ReadonlyMap<string, string>;
  readonly openSessions: readonly number[];
};

/** `card`: whose payments are meant; rows name them by reference, which the first of them ties to a patron. */
export const booksIn = (rows: readonly Row[]): Books => {
  const words = new Map<string, Word>();
  const payers = new Map<string, string>();
  const pending = new Set<string>();
  const waiting = new Map<string, string>();
  const sessions = new Set<number>();
  const word = (about: string): Word => {
    const known = words.get(about) ?? noWord();
    words.set(about, known);
    return known;
  };
  for (const row of rows) {
    const { kind, body, patron } = row;
    const { item, uid, session, reference, ticket } = body;
    if (kind === 'lent-offline' || kind === 'returned-offline')
      waiting.set(String(ticket), `${kind} of ${String(item)}`);
    else if (/^offline-undone$|^forward-(?:accepted|refused|conflict|unknown)$/.test(kind))
      waiting.delete(String(ticket));
    if (kind === 'security-pending') pending.add(String(uid));
    else if (kind === 'secured' || kind === 'security-dropped') pending.delete(String(uid));
    else if (kind === 'session-began') sessions.add(Number(session));
    else if (kind === 'session-ended') sessions.delete(Number(session));
    if (typeof item === 'string') wordAfter(word(item), row);
    else if (typeof reference === 'string' && kind.startsWith('payment-')) {
      if (patron !== null) payers.set(reference, patron);
      wordAfter(word(payers.get(reference) ?? patron ?? ''), row);
    }
  }
  return { word, pending, waiting, openSessions: [...sessions] };
};

/** What is not settled yet, in words; empty when nothing is open. A tag that takes no write stays to be written for ever. */
export const unsettled = (books: Books, scene: Scene, lot: Lot): readonly string[] => {
  const open = [...piecesOf(lot).map(({ number }) => number), lot.patron.card].flatMap((about) => {
    const { open: kind } = books.word(about);
    return kind === null ? [] : [`${kind} of ${about}`];
  });
  const written = scene.uses
    .filter(({ faults }) => faults?.refusesWrites !== true)
    .map(({ role }) => lot.pieces[role])
    .filter(({ uid }) => books.pending.has(uid))
    .map(({ number }) => `the tag of ${number}`);
  return [...open, ...written, ...books.waiting.values(), ...books.openSessions.map((session) => `session ${session}`)];
};

/** Sentences of what is broken; empty when all is well. `shown`: every view of the round, up to the death. */
export const audit = (
  { world, scene, lot, books }: { world: World; scene: Scene; lot: Lot; books: Books },
  shown: readonly string[],
): readonly string[] => {
  const broken: string[] = [];
  const says = (piece: Piece, sentence: string): void => void broken.push(`${piece.role} ${piece.number}: ${sentence}`);
  for (const piece of piecesOf(lot)) {
    const word = books.word(piece.number);
    const loan = world.acs.loanOf(piece.number);
    const deeds = world.deeds(piece.number);
    const before = isLentBefore(piece);
    const isLent = word.loan === 'as-before' ? before : word.loan === 'lent';
    if (!word.staff && isLent !== (loan !== null))
      says(
        piece,
        `the journal's last word is ${word.loan}, and the library system has ${loan === null ? 'no' : 'a'} loan`,
      );
    if (loan !== null && loan.patronId !== lot.patron.card) says(piece, `it is lent to ${loan.patronId}`);
    const security = world.securityOf(piece);
    const isPending = books.pending.has(piece.uid);
    if (!isPending && !word.staff && (security === 'disarmed') !== (loan !== null))
      says(piece, `it is ${loan === null ? 'not lent' : 'lent'}, its tag is ${security}, and nothing is pending`);
    if (deeds.lent > 1) says(piece, `it was lent ${deeds.lent} times`);
    if (deeds.renewed > 1) says(piece, `it was renewed ${deeds.renewed} times`);
    if (deeds.back > 1) says(piece, `it was taken back ${deeds.back} times`);
    if (!word.staff && word.renewed !== deeds.renewed > 0 && !(before && word.loan === 'lent'))
      says(piece, `the journal says renewed: ${word.renewed}, and the library system did it ${deeds.renewed} times`);
    const mostAsked = { '11': piece.role === 'priced' ? 2 : 1, '09': 1, '29': 1, '15': 1 };
    for (const [code, most] of Object.entries(mostAsked))
      if (world.asked(code, piece.number) > most)
        says(piece, `${code} was asked ${world.asked(code, piece.number)} times`);
    if (!word.staff && word.cancelled !== world.did('161', piece.number) > 0)
      says(piece, `the journal says cancelled: ${word.cancelled}, and the library system did it: ${!word.cancelled}`);
  }
  const { card, name, pin } = lot.patron;
  const paid = books.word(card);
  if (world.asked('37', card) > 1) broken.push(`37 was asked ${world.asked('37', card)} times`);
  if (!paid.staff && paid.paid !== world.did('38Y', card) > 0)
    broken.push(`the journal says paid: ${paid.paid}, and the library system took it: ${!paid.paid}`);
  broken.push(...shownIsTrue({ world, lot, books }, shown));
  for (const secret of [pin, staffPin])
    if (shown.some((view) => view.includes(secret))) broken.push(`the glass showed ${secret}`);
  if (scene.uses.length > 0 && name === '') broken.push('a lot without a name');
  return broken;
};

/** What the glass had told as done stands in the books, whatever happened afterwards. */
const shownIsTrue = (
  { world, lot, books }: { world: World; lot: Lot; books: Books },
  shown: readonly string[],
): readonly string[] =>
  piecesOf(lot).flatMap((piece) => {
    const { number, uid } = piece;
    const word = books.word(number);
    const wasTold = (state: string): boolean => shown.some((view) => rowTold(view, number, state));
    const wrong: string[] = [];
    if (wasTold('"at":"lent"') && (world.acs.loanOf(number) === null || word.loan !== 'lent'))
      wrong.push(`${number} was shown as lent, and is not`);
    if (wasTold('"release":"read-back"') && world.securityOf(piece) !== 'disarmed' && !books.pending.has(uid))
      wrong.push(`${number} was shown as let through, and its tag is armed`);
    if (wasTold('"at":"returned"') && (world.acs.loanOf(number) !== null || word.loan !== 'back'))
      wrong.push(`${number} was shown as returned, and is not`);
    if (wasTold('"at":"lent-offline"') && !word.lentOffline)
      wrong.push(`${number} was shown as lent off-line, and the journal has no word of it`);
    if (wasTold('"at":"lent-offline"') && !word.staff && world.deeds(number).lent !== 1)
      wrong.push(
        `${number} was shown as lent off-line, and the library system lent it ${world.deeds(number).lent} times`,
      );
    if (wasTold('"at":"returned-offline"') && !word.staff && world.deeds(number).back !== 1)
      wrong.push(
        `${number} was shown as returned off-line, and the library system took it back ${world.deeds(number).back} times`,
      );
    if (wasTold('"at":"renewed"') && !word.renewed)
      wrong.push(`${number} was shown as renewed, and the journal has no word of it`);
    if (wasTold('"at":"cancelled"') && !word.cancelled)
      wrong.push(`${number} was shown as cancelled, and the journal has no word of it`);
    return wrong;
  });

/** Whether a view has a row of this number whose state has these words. */
const rowTold = (view: string, number: string, words: string): boolean => {
  const at = view.indexOf(`"number":"${number}"`);
  if (at < 0) return false;
  const state = view.indexOf('"state":{', at);
  const end = view.indexOf('}', view.indexOf('"state":{', at) + 9);
  return state >= 0 && view.slice(state, end + 1).includes(words);
};

/** What of this patron stands in a view; null for nothing. */
export const wordOf = ({ patron, pieces }: Lot, view: string): string | null =>
  [patron.card, patron.name, patron.pin, ...Object.values(pieces).map(({ title }) => title)].find((word) =>
    view.includes(word),
  ) ?? null;

/** Files of a folder that hold one of these secrets. */
export const filesWith = (folder: string, secrets: readonly string[]): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const file = join(folder, name);
    if (!statSync(file).isFile()) return false;
    const bytes = readFileSync(file);
    return secrets.some((secret) => bytes.includes(secret));
  });
