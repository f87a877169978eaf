// ISO 28560-2 tags (ISO/IEC 15962, no directory): data sets one after the other. Any bytes become a value, never a throw.
//   precursor | [extended identifier] | [offset] | length | data | padding
//   precursor: bit 7 an offset byte is there; bits 6-4 compaction; bits 3-0 object identifier, 15: 15 + the next byte
import { compact, compactions, decompact } from './compaction.ts';
import type { Part, TagContent } from './content.ts';
import { decodeIsil, encodeIsil } from './isil.ts';

/** Object identifiers, ISO 28560-1. */
export const oids = { id: 1, contentParameter: 2, owner: 3, set: 4, usage: 5, title: 17 } as const;
const isilOids: readonly number[] = [3, 11, 23, 24, 25];

/** `text`: `null` where the bytes are none. */
export type Element = { readonly compaction: number; readonly bytes: Uint8Array; readonly text: string | null };

/** `isEnded`: a 00 byte said that nothing follows; otherwise the memory ended first. */
export type DataSets = { readonly elements: ReadonlyMap<number, Element>; readonly isEnded: boolean };

const textOf = (oid: number, compaction: number, bytes: Uint8Array): string | null =>
  compaction === compactions.applicationDefined && isilOids.includes(oid)
    ? decodeIsil(bytes)
    : decompact(compaction, bytes);

type Found = { readonly oid: number; readonly element: Element; readonly end: number };

/** The data set that begins at `at`; `null` when none can. */
const dataSetAt = (memory: Uint8Array, start: number): Found | null => {
  let at = start;
  const next = (): number => memory[at++] ?? 0;
  const precursor = next();
  const low = precursor & 0x0f;
  const oid = low === 15 ? 15 + next() : low;
  const offset = (precursor & 0x80) === 0 ? 0 : next();
  const length = next();
  const end = at + length + offset;
  if (oid === 0 || oid > 31 || length === 0 || end > memory.length) return null;
  const compaction = (precursor >>> 4) & 0x07;
  const bytes = memory.slice(at, at + length);
  return { oid, element: { compaction, bytes, text: textOf(oid, compaction, bytes) }, end };
};

/** `null`: these bytes are not data sets, or the memory ends in the middle of one. */
export const readDataSets = (memory: Uint8Array): DataSets | null => {
  const elements = new Map<number, Element>();
  let at = 0;
  while (at < memory.length && memory[at] !== 0) {
    const found = dataSetAt(memory, at);
    if (found === null || elements.has(found.oid)) return null;
    elements.set(found.oid, found.element);
    at = found.end;
  }
  return { elements, isEnded: at < memory.length };
};

/** The other identifiers that the content parameter announces: the first bit stands for 3. */
export const announcedOids = (bitmap: Uint8Array): readonly number[] =>
  [...bitmap].flatMap((byte, nth) =>
    [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (byte & (0x80 >>> bit)) !== 0).map((bit) => nth * 8 + bit + 3),
  );

/** Set information: an even number of digits, first half the total, second half this one. `undefined`: makes no sense. */
const partFrom = (text: string | null): Part | undefined => {
  if (text === null || !/^(\d\d){1,3}$/.test(text)) return undefined;
  const half = text.length / 2;
  const of = Number(text.slice(0, half));
  const nth = Number(text.slice(half));
  return of > 0 && nth > of ? undefined : { nth, of };
};

// A precursor 11 is also the first byte of every ISO 28560-3 tag, and text begins like a data set too: an identifier must
// look like one. No library numbers its items with three signs on tags, and none with more than 31 bytes.
const fewestSigns = 4;
const mostBytes = 31;

// oxlint-disable-next-line no-control-regex -- the very thing looked for
const hasControls = (text: string): boolean => /[\x00-\x1f\x7f-\x9f]/.test(text);

export type Reading =
  | { readonly kind: 'content'; readonly content: TagContent; readonly isEnded: boolean }
  | { readonly kind: 'not'; readonly because: string };

const not = (because: string): Reading => ({ kind: 'not', because });

/** `memory` from block 0. What is cut off in the middle is not read: there is no checksum to tell it from the whole. */
export const readIso28560_2 = (memory: Uint8Array): Reading => {
  const sets = readDataSets(memory);
  if (sets === null) return not('The bytes on the tag are not data sets of ISO 28560-2.');
  const { elements, isEnded } = sets;
  const [firstOid] = elements.keys();
  const id = elements.get(oids.id);
  if (firstOid !== oids.id || id === undefined) return not('The first data set is not an item identifier.');
  const idText = id.text?.normalize('NFC').trim() ?? '';
  if (idText.length < fewestSigns || id.bytes.length > mostBytes || hasControls(idText))
    return not('The item identifier makes no sense.');

  const parameter = elements.get(oids.contentParameter);
  const missing = parameter === undefined ? [] : announcedOids(parameter.bytes).filter((oid) => !elements.has(oid));
  if (missing.length > 0) return not(`The tag announces elements that are not on it (${missing.join(', ')}).`);
  // Without an end and without a list of what there is, half a tag looks like a whole one.
  if (!isEnded && parameter === undefined) return not('The data on the tag has no end.');

  const set = elements.get(oids.set);
  const part = set === undefined ? null : partFrom(set.text);
  if (part === undefined) return not('The set information on the tag makes no sense.');
  // Written as an octet string by some and application-defined by others: the byte is the same.
  const usage = elements.get(oids.usage);
  if (usage !== undefined && usage.bytes.length !== 1) return not('The type of usage on the tag makes no sense.');

  return {
    kind: 'content',
    isEnded,
    content: {
      id: idText,
      part,
      usage: usage?.bytes[0] ?? null,
      owner: elements.get(oids.owner)?.text ?? null,
      title: elements.get(oids.title)?.text?.normalize('NFC') ?? null,
    },
  };
};

const dataSet = (oid: number, compaction: number, bytes: Uint8Array): number[] => [
  (compaction << 4) | Math.min(oid, 15),
  ...(oid < 15 ? [] : [oid - 15]),
  bytes.length,
  ...bytes,
];

const textSet = (oid: number, text: string): number[] => {
  const { compaction, bytes } = compact(text);
  return dataSet(oid, compaction, bytes);
};

const ownerSet = (isil: string): number[] => {
  const bytes = encodeIsil(isil);
  return bytes === null ? textSet(oids.owner, isil) : dataSet(oids.owner, compactions.applicationDefined, bytes);
};

const setText = ({ nth, of }: Part): string => {
  const digits = Math.max(String(of).length, String(nth).length);
  return String(of).padStart(digits, '0') + String(nth).padStart(digits, '0');
};

const contentParameter = (announced: readonly number[]): number[] => {
  const last = announced.at(-1);
  if (last === undefined) return [];
  const bitmap = new Uint8Array(Math.floor((last - 3) / 8) + 1);
  for (const oid of announced) bitmap[(oid - 3) >>> 3] = (bitmap[(oid - 3) >>> 3] ?? 0) | (0x80 >>> ((oid - 3) & 7));
  return dataSet(oids.contentParameter, compactions.applicationDefined, bitmap);
};

/** What belongs on the tag from block 0: closed by at least one 00, so that older content behind it is not read, and
 * filled up to whole blocks of 4. The identifier needs four signs. */
export const writeIso28560_2 = ({ id, part, usage, owner, title }: TagContent): Uint8Array => {
  const others: (readonly [number, number[]])[] = [];
  if (owner !== null) others.push([oids.owner, ownerSet(owner)]);
  if (part !== null) others.push([oids.set, textSet(oids.set, setText(part))]);
  if (usage !== null) others.push([oids.usage, dataSet(oids.usage, compactions.octets, Uint8Array.of(usage))]);
  if (title !== null) others.push([oids.title, textSet(oids.title, title)]);
  const bytes = [
    ...textSet(oids.id, id),
    ...contentParameter(others.map(([oid]) => oid)),
    ...others.flatMap(([, set]) => set),
    0,
  ];
  const whole = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  whole.set(bytes);
  return whole;
};
