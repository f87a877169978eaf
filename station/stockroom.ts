// What the hands of all benches of a station hold together: every simulated tag is one thing, and lies in one place only.
// Knows tags and pads; what can be pressed on a bench is bench.ts's work.
import type { SecurityRule } from '../drivers/ports/pad.ts';
import type { Field, FieldTag } from '../drivers/rfid/field.ts';
import type { EmbeddedLibrary } from './embedded.ts';
import { stockShelf, type ShelfTag } from './shelf.ts';

export type Stockroom = {
  /** Every tag there is, as on the first morning. */
  shelf(): readonly ShelfTag[];
  /** What this tag carried when it was last seen on a pad: a loan leaves its AFI changed. */
  carried(uid: string): FieldTag | null;
  /** Laid on this pad, it is taken from any other. False for a tag that nobody has. */
  lay(uid: string, on: Field): boolean;
  refuses(uid: string): boolean;
  setRefuses(uid: string, refuses: boolean): void;
  /** Everything as on the first morning, and off the pads. */
  startOver(): void;
  /** Calls `run` after anything changed on a pad or in the embedded library; the returned function ends that. */
  changed(run: () => void): () => void;
};

/** `fields`: the simulated pads of all places. `rule`: how the tags of the shelf are armed. */
export const createStockroom = (parts: {
  readonly library: EmbeddedLibrary | null;
  readonly fields: readonly Field[];
  readonly rule: SecurityRule;
}): Stockroom => {
  const { library, fields, rule } = parts;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const run of listeners) run();
  };

  let shelf: readonly ShelfTag[] = [];
  const carried = new Map<string, FieldTag>();
  const refusing = new Set<string>();

  const stock = (): void => {
    const { items, cards, owner } = library?.stock() ?? { items: [], cards: [], owner: '' };
    shelf = stockShelf(
      {
        items: items.map(({ barcode, parts: count, lentTo }) => ({ barcode, parts: count, onLoan: lentTo !== null })),
        cards: cards.map((card) => card.number),
        owner,
      },
      rule,
    );
    carried.clear();
    for (const { tag } of shelf) carried.set(tag.uid, tag);
    refusing.clear();
  };
  stock();

  for (const field of fields) {
    field.changed(() => {
      for (const tag of field.tags()) carried.set(tag.uid, tag);
      tell();
    });
  }
  library?.changed(tell);

  return {
    shelf: () => shelf,
    carried: (uid) => carried.get(uid) ?? null,
    lay: (uid, on) => {
      const tag = carried.get(uid);
      if (tag === undefined) return false;
      for (const other of fields) if (other !== on) other.lift(uid);
      on.lay(tag, refusing.has(uid) ? { refusesWrites: true } : {});
      return true;
    },
    refuses: (uid) => refusing.has(uid),
    setRefuses: (uid, refuses) => {
      if (refuses) refusing.add(uid);
      else refusing.delete(uid);
    },
    startOver: () => {
      for (const field of fields) for (const { uid } of field.tags()) field.lift(uid);
      library?.reset();
      stock();
      tell();
    },
    changed: (run) => {
      listeners.add(run);
      return () => listeners.delete(run);
    },
  };
};
