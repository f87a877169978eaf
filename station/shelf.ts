// The demonstration's shelf: a simulated tag for each item of the embedded library, cards with tags, and the oddments
// that turn up on real pads. Data for the bench; knows tags' formats and no rules.
import type { Oddment } from '../contract/bench.ts';
import type { SecurityRule } from '../drivers/ports/pad.ts';
import { slixTag, type FieldTag, type IsoTag } from '../drivers/rfid/field.ts';
import { writeIso28560_2 } from '../drivers/tags/iso28560-2.ts';
import { writeIso28560_3 } from '../drivers/tags/iso28560-3.ts';
import type { TagContent } from '../drivers/tags/content.ts';

export type ShelfTag = {
  readonly of:
    | { readonly kind: 'item'; readonly number: string; readonly nth: number; readonly parts: number }
    | { readonly kind: 'card'; readonly number: string }
    | { readonly kind: 'oddment'; readonly is: Oddment };
  readonly tag: FieldTag;
};

type Stock = {
  readonly items: readonly { readonly barcode: string; readonly parts: number; readonly onLoan: boolean }[];
  readonly cards: readonly string[];
  readonly owner: string;
};

/** ISO 15693 UIDs of NXP chips (E0 04), told apart by their last two bytes. */
const uidOf = (family: number, at: number): string =>
  `E00401500${family}${at.toString(16).toUpperCase().padStart(6, '0')}`;

const circulating = 0x10;
const patronCard = 0x80;

/** Both ISO formats are on the shelf, as in a library that changed its vendor: every fifth tag is of the older one. */
const encode = (content: TagContent, at: number): Uint8Array =>
  (at % 5 === 4 ? writeIso28560_3(content) : null) ?? writeIso28560_2(content);

const secured = (tag: IsoTag, { afi, eas }: SecurityRule, as: 'armed' | 'disarmed'): IsoTag => ({
  ...tag,
  afi: afi?.[as] ?? tag.afi,
  eas: eas && as === 'armed',
});

export const stockShelf = ({ items, cards, owner }: Stock, rule: SecurityRule): readonly ShelfTag[] => {
  const tags: ShelfTag[] = [];
  for (const [at, { barcode, parts, onLoan }] of items.entries()) {
    for (let nth = 1; nth <= parts; nth += 1) {
      const part = parts > 1 ? { nth, of: parts } : null;
      const content = encode({ id: barcode, part, usage: circulating, owner, title: null }, at);
      const bare = slixTag({ uid: uidOf(1, at * 16 + nth), content, afi: 0 });
      const tag = secured(bare, rule, onLoan ? 'disarmed' : 'armed');
      tags.push({ of: { kind: 'item', number: barcode, nth, parts }, tag });
    }
  }
  for (const [at, number] of cards.entries()) {
    const content = writeIso28560_2({ id: number, part: null, usage: patronCard, owner, title: null });
    tags.push({ of: { kind: 'card', number }, tag: slixTag({ uid: uidOf(2, at + 1), content, afi: 0 }) });
  }
  return [...tags, ...oddments(rule)];
};

const oddments = (rule: SecurityRule): readonly ShelfTag[] => {
  const elsewhere = writeIso28560_2({
    id: '11223344556677',
    part: null,
    usage: circulating,
    owner: 'DE-705',
    title: null,
  });
  const trade = new TextEncoder().encode('\u0007\u00ffSHOP 4711 \u0001\u0002');
  const all: readonly (readonly [Oddment, Uint8Array, boolean])[] = [
    ['blank', new Uint8Array(0), false],
    ['other-library', elsewhere, true],
    ['other-trade', trade, false],
  ];
  return all.map(([is, content, isArmed], at) => {
    const bare = slixTag({ uid: uidOf(3, at + 1), content, afi: 0 });
    return { of: { kind: 'oddment', is }, tag: isArmed ? secured(bare, rule, 'armed') : bare };
  });
};
