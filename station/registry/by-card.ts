// What the ways into a library system with an interface have in common: what they can do, and how a patron is found by the card.
// Must not know which system it is.
import type { PatronNumber } from '../library.ts';
import type { Capabilities, FindAnswer, Known, Silent } from './registry.ts';

/** Of one card's number there is one; more would be the system's own fault, and are seen. */
export const mostOfCard = 20;

/** Null: nobody has this card. */
export type CardHolder<Row> = { readonly kind: 'card'; readonly of: Row | null } | Silent;

/** `ask`: those whom the system finds by this number, which may be more than have it: systems compare as they like. */
export const holderOf = async <Row>(
  card: PatronNumber,
  ask: (card: PatronNumber) => Promise<readonly Row[] | null>,
  cardOf: (row: Row) => string | null | undefined,
): Promise<CardHolder<Row>> => {
  const rows = await ask(card);
  if (rows === null) return { kind: 'silent' };
  return { kind: 'card', of: rows.find((row) => cardOf(row)?.toLowerCase() === card.toLowerCase()) ?? null };
};

export const foundOf = <Row>(there: CardHolder<Row>, knownOf: (row: Row) => Known): FindAnswer => {
  if (there.kind === 'silent') return there;
  return there.of === null ? { kind: 'nobody' } : { kind: 'found', patron: knownOf(there.of) };
};

/** All that can be done to a card. */
export const atOnce = (keeps: Capabilities['keeps']): Capabilities => ({
  registers: 'at-once',
  looksAt: 'all-patrons',
  changes: ['block', 'unblock', 'lost', 'replace', 'extend', 'pin'],
  keeps,
});
