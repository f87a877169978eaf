// Tags from before the standards: 3M's own layout, and a barcode in plain letters. Any bytes become a value.
import { fewestSigns, isEvery, isPrintable, type TagContent } from './content.ts';

const barely = (id: string, part: TagContent['part']): TagContent => ({
  id,
  part,
  usage: null,
  owner: null,
  title: null,
});

/** Printable ASCII and then nothing but 00; `null`: something else, or no 00 to say that it is all. */
const closedText = (bytes: Uint8Array): string | null => {
  const end = bytes.indexOf(0);
  const text = Buffer.from(bytes.subarray(0, Math.max(end, 0))).toString('latin1');
  const isText = isPrintable(text) && text.trim().length >= fewestSigns && isEvery(bytes.subarray(end), 0x00);
  return isText ? text.trim() : null;
};

/** Prepared by 3M for its own writers: 24 or more times 55, and then 00. */
export const isPrepared = (memory: Uint8Array): boolean => {
  const prepared = memory.findIndex((byte) => byte !== 0x55);
  return prepared >= 24 && isEvery(memory.subarray(prepared), 0x00);
};

/** 04 | part and total, a half byte each | 00 | kind of item | barcode (16) | library (4) | own (4) | 00 × 4 */
export const read3m = (memory: Uint8Array): TagContent | null => {
  const [first, parts = 0, third] = memory;
  if (memory.length < 32 || first !== 0x04 || third !== 0x00 || !isEvery(memory.subarray(28, 32), 0x00)) return null;
  const id = closedText(Uint8Array.from([...memory.subarray(4, 20), 0]));
  const part = { nth: parts >>> 4, of: parts & 0x0f };
  return id === null || (part.of > 0 && part.nth > part.of) ? null : barely(id, part.nth === 0 ? null : part);
};

export const readText = (memory: Uint8Array): TagContent | null => {
  const text = closedText(memory);
  return text === null ? null : barely(text, null);
};
