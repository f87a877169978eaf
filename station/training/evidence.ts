// What an exercise is judged by: what the practice station's journal, its library system and its tags say, and what was seen on its
// screens. Gathers and judges nothing.
import type { BenchView } from '../../contract/bench.ts';
import type { View } from '../../contract/view.ts';
import { entryKinds, type Entry } from '../journal/entries.ts';
import type { Written } from '../journal/journal.ts';
import { tagsIn, type World } from './world.ts';

/** Something that stood on a glass at some moment. */
export type Sight = `room:${string}` | `card:${string}` | `tagging:${string}` | 'acs:away';

export type Evidence = {
  /** Since the exercise began, oldest first. */
  readonly entries: readonly Written[];
  readonly sights: ReadonlySet<Sight>;
  /** What was said last to the question that is asked; null before. */
  readonly chosen: string | null;
  /** The card that an item is lent to. */
  lentTo(item: string): string | null;
  readonly cards: readonly { readonly number: string; readonly name: string }[];
  /** What a card owes, in whole units. */
  owes(card: string): number;
  /** Of each of the item's tags. */
  tags(item: string): readonly ('armed' | 'disarmed' | 'odd')[];
};

type Kind = Entry['kind'];

/** Entries of one kind, as they are written. */
export const entriesOf = <K extends Kind>(
  { entries }: Pick<Evidence, 'entries'>,
  kind: K,
): readonly Extract<Entry, { kind: K }>[] => entries.flatMap(({ entry }) => (isKind(entry, kind) ? [entry] : []));

const isKind = <K extends Kind>(entry: Entry, kind: K): entry is Extract<Entry, { kind: K }> => entry.kind === kind;

export const sightsOf = (view: View): readonly Sight[] => {
  if (view.mode !== 'desk') return [];
  const { screen } = view;
  const room: Sight = `room:${screen.at}`;
  switch (screen.at) {
    case 'circulation':
      return screen.wrong === null ? [room] : [room, `card:${screen.wrong}`];
    case 'tagging':
      return screen.now.at === 'tag' && screen.now.problem !== null ? [room, `tagging:${screen.now.problem}`] : [room];
    default:
      return [room];
  }
};

/** `sinceSeq`: the last entry of the preparation. */
export const gather = (
  world: World,
  seen: { readonly sinceSeq: number; readonly sights: ReadonlySet<Sight>; readonly chosen: string | null },
): Evidence => {
  const view: BenchView = world.bench('desk').view();
  const { acs } = world.library;
  return {
    entries: world.journal.after(entryKinds, seen.sinceSeq),
    sights: seen.sights,
    chosen: seen.chosen,
    lentTo: (item) => view.items.find(({ number }) => number === item)?.lentTo ?? null,
    cards: view.cards,
    owes: (card) => acs.feesOf(card).reduce((sum, { amount }) => sum + amount, 0),
    tags: (item) => tagsIn(view, item).map(({ security }) => security),
  };
};
