// When each step of an exercise is done: pure functions of what the practice station's journal, library system, tags and screens say.
import type { OptionKey, StepKey } from '../../contract/training-view.ts';
import { entriesOf, type Evidence } from './evidence.ts';
import { books, paper, people, type Book } from './stock.ts';

export type Check = (evidence: Evidence) => boolean;

/** Of what the practice kiosk lent off-line before the exercise began. */
export const conflictTicket = '0-1';

const opened =
  (room: string) =>
  ({ sights }: Evidence): boolean =>
    sights.has(`room:${room}`);
const served =
  (number: string) =>
  (evidence: Evidence): boolean =>
    entriesOf(evidence, 'desk-serves').some(({ patron }) => patron === number);
const lentTo =
  (number: string, ...items: readonly Book[]) =>
  (evidence: Evidence): boolean =>
    items.every(({ item }) => evidence.lentTo(item) === number);
const tagsAre =
  (want: 'armed' | 'disarmed', ...items: readonly Book[]) =>
  (evidence: Evidence): boolean =>
    items.every(({ item }) => evidence.tags(item).every((security) => security === want));
const isBack = (evidence: Evidence, ...items: readonly Book[]): boolean =>
  items.every(
    ({ item }) =>
      evidence.lentTo(item) === null && entriesOf(evidence, 'returned').some((returned) => returned.item === item),
  );
const said =
  (option: OptionKey) =>
  ({ chosen }: Evidence): boolean =>
    chosen === option;
const both =
  (...checks: readonly ((evidence: Evidence) => boolean)[]) =>
  (evidence: Evidence): boolean =>
    checks.every((check) => check(evidence));

/** The card that was made of the paper; null before. */
const madeCard = (evidence: Evidence): string | null => {
  const numbers = entriesOf(evidence, 'patron-registered').map(({ patron }) => patron);
  return evidence.cards.find(({ number, name }) => name === paper.name && numbers.includes(number))?.number ?? null;
};
const written = (evidence: Evidence): readonly string[] => {
  const undone = entriesOf(evidence, 'tag-write-undone').map(({ of }) => of);
  return entriesOf(evidence, 'tag-written').flatMap(({ ticket, item }) => (undone.includes(ticket) ? [] : [item]));
};

export const checks: Readonly<Record<StepKey, Check>> = {
  'new-card.opened': opened('register'),
  'new-card.registered': (evidence) => madeCard(evidence) !== null,
  'new-card.lent': (evidence) => {
    const number = madeCard(evidence);
    return number !== null && lentTo(number, books.kieu)(evidence);
  },
  'lost-card.opened': opened('register'),
  'lost-card.replaced': (evidence) =>
    entriesOf(evidence, 'card-change-ended').some(({ change, came }) => change === 'replace' && came === 'changed') &&
    evidence.cards.some(({ name }) => name === people.an.name) &&
    !evidence.cards.some(({ number }) => number === people.an.card),
  'lost-card.tried': ({ sights }) => sights.has('card:unknown-card'),
  'refused-loan.served': served(people.an.card),
  'refused-loan.lent': both(
    lentTo(people.an.card, books.kieu, books.chiPheo),
    tagsAre('disarmed', books.kieu, books.chiPheo),
  ),
  'refused-loan.refused': (evidence) =>
    entriesOf(evidence, 'checkout-refused').some(({ item }) => item === books.chronicle.item) &&
    tagsAre('armed', books.chronicle)(evidence),
  'refused-loan.said': said('refused-loan.reference'),
  'returns.returned': (evidence) => isBack(evidence, books.moor, books.number, books.ferry),
  'returns.armed': both(
    (evidence) => isBack(evidence, books.moor, books.number, books.ferry),
    tagsAre('armed', books.moor, books.number, books.ferry),
  ),
  'returns.said': said('returns.number'),
  'armed-book.opened': opened('inspector'),
  'armed-book.mended': (evidence) =>
    entriesOf(evidence, 'tag-mended').some(
      ({ item, want, came }) => item === books.eyes.item && want === 'disarmed' && came === 'verified',
    ),
  'armed-book.quiet': both(tagsAre('disarmed', books.eyes), lentTo(people.chi.card, books.eyes)),
  'tagging.first': (evidence) => written(evidence).length > 0,
  'tagging.two': both(
    ({ sights }) => sights.has('tagging:two-tags'),
    (evidence) => written(evidence).length >= 2,
  ),
  'tagging.all': (evidence) =>
    [books.kieu, books.chiPheo, books.tatDen].every(({ item }) => written(evidence).includes(item)),
  'set.served': served(people.john.card),
  'set.lent': lentTo(people.john.card, books.adviser),
  'set.quiet': both(lentTo(people.john.card, books.adviser), tagsAre('disarmed', books.adviser)),
  'offline.away': ({ sights }) => sights.has('acs:away'),
  'offline.recorded': (evidence) =>
    [books.moor, books.eyes].every(({ item }) =>
      entriesOf(evidence, 'returned-offline').some((returned) => returned.item === item),
    ),
  'offline.told': (evidence) =>
    [books.moor, books.eyes].every(
      ({ item }) =>
        evidence.lentTo(item) === null &&
        entriesOf(evidence, 'forward-accepted').some((accepted) => accepted.item === item),
    ),
  'conflict.taken': (evidence) => entriesOf(evidence, 'hand-taken').length > 0,
  'conflict.lent': lentTo(people.john.card, books.moor),
  'conflict.settled': (evidence) =>
    entriesOf(evidence, 'conflict-settled').some(({ ticket, how }) => ticket === conflictTicket && how === 'done') &&
    lentTo(people.john.card, books.moor)(evidence),
  'fee.served': served(people.phuc.card),
  'fee.taken': (evidence) => entriesOf(evidence, 'payment-taken').length > 0,
  'fee.recorded': (evidence) =>
    entriesOf(evidence, 'payment-recorded').some(({ patron }) => patron === people.phuc.card) &&
    evidence.owes(people.phuc.card) === 0,
};
