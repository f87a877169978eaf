// Which numbers are cards', by the patterns of a library's own places: one that is scanned where an item belongs is a patron's all the same.
import type { Settings } from '../settings/schema.ts';

/** False for all where no place has a pattern that tells cards from items. */
export const isCardBy = ({ places }: Pick<Settings, 'places'>): ((text: string) => boolean) => {
  const patterns = places.flatMap(({ numbers: { patron, item } }) =>
    patron === null ? [] : [{ patron: new RegExp(patron), item: item === null ? null : new RegExp(item) }],
  );
  return (text) => patterns.some(({ patron, item }) => patron.test(text.trim()) && item?.test(text.trim()) !== true);
};
