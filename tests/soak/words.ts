// Whose words are on a screen, a slip or in a letter: a wall of its own. Reads every text that is shown and holds the persons and
// items it names against who stands there; knows nothing of loans.
import type { House } from './house.ts';
import { staffAddress, staffPin } from './rules.ts';
import type { Turn, World } from './world.ts';

export type WordWalls = {
  /** Names in sentences whatever a view or a slip shows of somebody else, or of an item nobody laid down in this turn. */
  noOtherWords(where: string, value: unknown, turn: Turn): void;
  /** Held against every letter that was given to the mail server; `turnOf`: the turn a letter is of, by its identifier. */
  letters(turnOf: (id: string) => Turn | null): void;
};

/** Every word of a view or a slip that is not in this cache is looked into once. */
type Whose = { readonly cards: readonly string[]; readonly items: readonly string[]; readonly secret: boolean };

const escaped = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);

const leavesOf = function* (value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const one of value) yield* leavesOf(one);
  else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) yield* leavesOf(one);
};

export const createWordWalls = (house: House, world: World, breaks: (sentence: string) => void): WordWalls => {
  const { acs } = house;
  const owners = new Map<string, { card?: string; item?: string }>();
  for (const { card, name, email } of acs.catalogue.patrons)
    for (const text of [card, name, email]) if (text !== '') owners.set(text, { card });
  for (const { card, reason } of acs.catalogue.fees) owners.set(reason, { card });
  for (const { barcode, title } of acs.catalogue.items)
    for (const text of [barcode, title]) owners.set(text, { item: barcode });
  const any = new RegExp(
    [...owners.keys()]
      .toSorted((a, b) => b.length - a.length)
      .map(escaped)
      .join('|'),
    'gu',
  );
  const pins = new Set([staffPin, ...acs.catalogue.patrons.flatMap(({ pin }) => (pin === null ? [] : [pin]))]);
  const cache = new Map<string, Whose | null>();

  const whose = (text: string): Whose | null => {
    const known = cache.get(text);
    if (known !== undefined) return known;
    const found = [...text.matchAll(any)].map(([one]) => owners.get(one) ?? {});
    const cards = found.flatMap(({ card }) => (card === undefined ? [] : [card]));
    const items = found.flatMap(({ item }) => (item === undefined ? [] : [item]));
    const secret = pins.has(text);
    const of = cards.length + items.length > 0 || secret ? { cards, items, secret } : null;
    cache.set(text, of);
    return of;
  };

  /** What lies there for everybody to see, or did until a moment ago: a pad believes in a tag's going only after some rounds. */
  const isOnPad = (item: string): boolean =>
    house.shelf.tagsOf(item).some((uid) => world.isOnPad(uid) || house.state().pad.some((lying) => lying.uid === uid));

  const noOtherWords = (where: string, value: unknown, turn: Turn): void => {
    for (const text of leavesOf(value)) {
      const of = whose(text);
      if (of === null) continue;
      if (of.secret) breaks(`${where} shows the password ${text}`);
      for (const card of of.cards)
        if (card !== turn.patron)
          breaks(`${where} of session ${turn.session} shows "${text}" of ${card}, who is not known there`);
      for (const item of of.items)
        if (
          !turn.items.has(item) &&
          !turn.own.has(item) &&
          !isOnPad(item) &&
          (turn.patron === null || acs.loanOf(item)?.patronId !== turn.patron)
        )
          breaks(`${where} of session ${turn.session} shows "${text}" of item ${item}, which nobody laid down there`);
    }
  };

  const letters = (turnOf: (id: string) => Turn | null): void => {
    for (const { to, text, subject, id } of house.letters()) {
      const turn = turnOf(id);
      if (to === staffAddress) {
        // Staff are told which item waits for them, and never whose it was.
        for (const said of [whose(subject), whose(text)])
          if (said !== null && (said.cards.length > 0 || said.secret))
            breaks(`a letter to staff names a patron: ${text}`);
      } else if (turn === null || turn.patron === null) breaks(`a letter ${id} to ${to} is of no patron's session`);
      else {
        const address = world.patrons.find(({ card }) => card === turn.patron)?.email;
        if (address !== to) breaks(`the letter ${id} of ${turn.patron} goes to ${to}`);
        noOtherWords('the letter', [subject, text], turn);
      }
    }
  };

  return { noOtherWords, letters };
};
