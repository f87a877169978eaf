// What lies in the library of a day: a tag for each part of an item and for each card, as the pad of the day can read it, with
// whatever was written on it since. Knows tags' formats and no rules.
import type { AirProtocol } from '../../drivers/ports/tag-reader.ts';
import type { SecurityRule } from '../../drivers/ports/pad.ts';
import type { Field, FieldTag, TagFaults } from '../../drivers/rfid/field.ts';
import { afiOfPc, hexOf } from '../../drivers/rfid/uii.ts';
import { writeUhf } from '../../drivers/tags/uhf.ts';
import type { EmbeddedLibrary } from '../../station/embedded.ts';
import { stockShelf, type ShelfTag } from '../../station/shelf.ts';

export type Shelf = {
  /** Uids of the tags of an item or a card: each part's, in order. */
  tagsOf(number: string): readonly string[];
  /** As it was when it last lay on the pad; null for a tag that nobody stocked. */
  now(uid: string): FieldTag | null;
  /** Lays it on the pad as it is now. */
  lay(uid: string, odd: Partial<TagFaults>): void;
};

/** What a tag says at the gate. */
export const securityIs = (tag: FieldTag | null, { afi, eas }: SecurityRule): 'armed' | 'disarmed' | 'odd' => {
  if (tag === null || tag.air === 'iso14443' || afi === null) return 'odd';
  const carries = tag.air === 'gen2' ? afiOfPc(tag.pc) : tag.afi;
  // A gate listens to both: a tag that is half one and half the other is neither.
  const isLoud = eas && tag.air === 'iso15693' ? tag.eas : carries === afi.armed;
  if (carries === afi.armed) return isLoud ? 'armed' : 'odd';
  return carries === afi.disarmed && !isLoud ? 'disarmed' : 'odd';
};

const onAir = ({ of, tag }: ShelfTag, air: AirProtocol, owner: string): ShelfTag => {
  if (air !== 'gen2' || of.kind === 'oddment' || tag.air !== 'iso15693') return { of, tag };
  const part = of.kind === 'item' && of.parts > 1 ? { nth: of.nth, of: of.parts } : null;
  const usage = of.kind === 'item' ? 0x10 : 0x80;
  const written = writeUhf({ id: of.number, part, usage, owner, title: null }, tag.afi, 32);
  if (typeof written === 'string') throw new Error(written);
  const { pc, uii, user } = written;
  return { of, tag: { air: 'gen2', uid: hexOf(uii), pc, user: user ?? new Uint8Array(32), eas: false } };
};

export const createShelf = (
  library: EmbeddedLibrary,
  { field, rule, air, phoned }: { field: Field; rule: SecurityRule; air: AirProtocol; phoned: boolean },
): Shelf => {
  const { items, cards, owner } = library.stock();
  const numbers = {
    items: items.map(({ barcode, parts, lentTo }) => ({ barcode, parts, onLoan: lentTo !== null && !phoned })),
    cards: cards.map(({ number }) => number),
  };
  const stocked = stockShelf({ ...numbers, owner }, rule).map((one) => onAir(one, air, owner));
  const carried = new Map(stocked.map(({ tag }) => [tag.uid, tag]));
  const tags = new Map<string, readonly string[]>();
  for (const { of, tag } of stocked)
    if (of.kind !== 'oddment') tags.set(of.number, [...(tags.get(of.number) ?? []), tag.uid]);
  field.changed(() => {
    for (const tag of field.tags()) carried.set(tag.uid, tag);
  });
  return {
    tagsOf: (number) => tags.get(number) ?? [],
    now: (uid) => carried.get(uid) ?? null,
    lay: (uid, odd) => {
      const tag = carried.get(uid);
      if (tag !== undefined) field.lay(tag, odd);
    },
  };
};
