// ISO 28560-2 tags: what a library says, as data sets of ISO/IEC 15962, and back. Any bytes become a value, never a throw.
import { compact, compactions } from './compaction.ts';
import {
  fewestSigns,
  isEvery,
  looksLikeIsil,
  not,
  type NotRead,
  type Part,
  partFrom,
  partText,
  type Reading,
  type TagContent,
} from './content.ts';
import {
  type DataSets,
  type Element,
  mostDataBytes,
  type NewDataSet,
  readDataSets,
  writeDataSets,
} from './data-sets.ts';
import { highestOid, nameOf, oids } from './elements.ts';
import { encodeIsil } from './isil.ts';

/** The other identifiers that the content parameter announces: the first bit stands for 3. */
export const announcedOids = (bitmap: Uint8Array): readonly number[] =>
  [...bitmap].flatMap((byte, nth) =>
    [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (byte & (0x80 >>> bit)) !== 0).map((bit) => nth * 8 + bit + 3),
  );

// A precursor 11 is also the first byte of every ISO 28560-3 tag, and text begins like a data set too: an identifier must
// look like one. None has more than 31 bytes.
const mostIdBytes = 31;

// oxlint-disable-next-line no-control-regex -- the very thing looked for
const hasControls = (text: string): boolean => /[\x00-\x1f\x7f-\x9f]/.test(text);

/**
 * A reader that lost the tag in the middle may hand over 00 for what it did not read. An identifier whose last block holds
 * nothing but 00, with nothing behind it, looks so, and reads as another item's number; there is no checksum to tell.
 */
const looksHalfRead = ({ elements, end }: DataSets, memory: Uint8Array, blockSize: number): boolean =>
  elements.size === 1 && isEvery(memory.subarray(Math.floor((end - 1) / blockSize) * blockSize, end), 0);

/** Short data may be a code of any bytes; longer data is text, and another format read as this one shows by what is none. */
const longestCode = 7;
const longestNumber = 16;
const zeros = Buffer.alloc(3);

const makesSense = ({ compaction, bytes, text }: Element): boolean => {
  if (bytes.length <= longestCode) return true;
  if (compaction === compactions.numeric) return text !== null && bytes.length <= longestNumber;
  const isText = compaction === compactions.applicationDefined || (text !== null && !hasControls(text));
  return isText && !Buffer.from(bytes).includes(zeros);
};

/** What data sets say besides the identifier. */
export type Said = Pick<TagContent, 'part' | 'usage' | 'owner' | 'title'>;

export const saidBy = ({ elements }: DataSets): { readonly kind: 'said'; readonly said: Said } | NotRead => {
  const strange = [...elements].find(([, element]) => !makesSense(element));
  if (strange !== undefined) return not('field-odd', `The ${nameOf(strange[0])} on the tag makes no sense.`);
  const parameter = elements.get(oids.contentParameter);
  const announced = parameter === undefined ? [] : announcedOids(parameter.bytes);
  if (parameter !== undefined && announced.length === 0)
    return not('field-missing', 'The list of what is on the tag is empty.');
  const missing = announced.filter((oid) => !elements.has(oid));
  if (missing.length > 0)
    return not('field-missing', `The tag announces what is not on it: ${missing.map(nameOf).join(', ')}.`);

  const set = elements.get(oids.set);
  const part: Part | null | undefined = set === undefined ? null : partFrom(set.text);
  if (part === undefined) return not('part-odd', 'The set information on the tag makes no sense.');
  // Written as an octet string by some and application-defined by others: the byte is the same.
  const usage = elements.get(oids.usage);
  if (usage !== undefined && usage.bytes.length !== 1)
    return not('field-odd', 'The type of usage on the tag makes no sense.');
  return {
    kind: 'said',
    said: {
      part,
      usage: usage?.bytes[0] ?? null,
      owner: elements.get(oids.owner)?.text ?? null,
      title: elements.get(oids.title)?.text?.normalize('NFC') ?? null,
    },
  };
};

/** `memory` from block 0. What is cut off in the middle is not read: there is no checksum to tell it from the whole. */
export const readIso28560_2 = (memory: Uint8Array, blockSize: number): Reading => {
  const sets = readDataSets(memory);
  if (sets === null) return not('no-format', 'The bytes on the tag are not data sets of ISO 28560-2.');
  const [firstOid] = sets.elements.keys();
  const id = sets.elements.get(oids.id);
  if (firstOid !== oids.id || id === undefined)
    return not('no-number', 'The first data set is not an item identifier.');
  const idText = id.text?.normalize('NFC').trim() ?? '';
  if (idText.length < fewestSigns || id.bytes.length > mostIdBytes || hasControls(idText))
    return not('number-odd', 'The item identifier makes no sense.');
  if (looksHalfRead(sets, memory, blockSize)) return not('read-in-part', 'Only a part of the tag was read.');

  // Without an end and without a list of what there is, half a tag looks like a whole one.
  if (!sets.isEnded && !sets.elements.has(oids.contentParameter))
    return not('no-end', 'The data on the tag has no end.');
  const told = saidBy(sets);
  if (told.kind === 'not') return told;
  return { kind: 'content', isEnded: sets.isEnded, content: { id: idText, ...told.said } };
};

/**
 * Whether something besides the identifier vouches for the format: an owner that is one, a usage of one byte, or a list of
 * what is there that is right. Some makers write everything as plain letters, and such a tag looks like a damaged one of
 * ISO 28560-3.
 */
export const isVouchedFor = (memory: Uint8Array): boolean => {
  const elements = readDataSets(memory)?.elements;
  const parameter = elements?.get(oids.contentParameter);
  const others = [...(elements?.keys() ?? [])].filter((oid) => oid > oids.contentParameter).toSorted((a, b) => a - b);
  return (
    looksLikeIsil(elements?.get(oids.owner)?.text ?? '') ||
    elements?.get(oids.usage)?.bytes.length === 1 ||
    (parameter !== undefined && announcedOids(parameter.bytes).join() === others.join())
  );
};

/** Whether there is more behind the end of the data, among the first `length` bytes: an older content, or another format. */
export const hasMoreBehind = (memory: Uint8Array, length: number): boolean => {
  const end = readDataSets(memory)?.end ?? length;
  return !isEvery(memory.subarray(Math.min(end, length), length), 0x00);
};

export const textSet = (oid: number, text: string): NewDataSet => ({ oid, ...compact(text) });

const ownerSet = (isil: string): NewDataSet => {
  const bytes = encodeIsil(isil);
  return bytes === null
    ? textSet(oids.owner, isil)
    : { oid: oids.owner, compaction: compactions.applicationDefined, bytes };
};

const contentParameter = (announced: readonly number[]): NewDataSet => {
  const bitmap = new Uint8Array(Math.floor((Math.max(...announced) - 3) / 8) + 1);
  for (const oid of announced) bitmap[(oid - 3) >>> 3] = (bitmap[(oid - 3) >>> 3] ?? 0) | (0x80 >>> ((oid - 3) & 7));
  return { oid: oids.contentParameter, compaction: compactions.applicationDefined, bytes: bitmap };
};

/** What a content says besides its identifier, in the order of the identifiers. */
export const setsBesides = ({ part, usage, owner, title }: Said): readonly NewDataSet[] => [
  ...(owner === null ? [] : [ownerSet(owner)]),
  ...(part === null ? [] : [textSet(oids.set, partText(part))]),
  ...(usage === null ? [] : [{ oid: oids.usage, compaction: compactions.octets, bytes: Uint8Array.of(usage) }]),
  ...(title === null ? [] : [textSet(oids.title, title)]),
];

/** With the content parameter that announces them; none announces nothing. */
export const announced = (sets: readonly NewDataSet[]): readonly NewDataSet[] =>
  sets.length === 0 ? [] : [contentParameter(sets.map(({ oid }) => oid)), ...sets];

/** `more`: further elements of the same item, whatever they mean. As a sentence: why it cannot be written. */
export const setsOf = (content: TagContent, more: readonly NewDataSet[]): readonly NewDataSet[] | string => {
  const { id, part, usage } = content;
  if (id.trim().length < fewestSigns) return `The identifier "${id}" is too short: ${fewestSigns} signs are the least.`;
  if (part !== null && Math.max(part.nth, part.of) > 999) return 'A set cannot have more than 999 parts.';
  if (usage !== null && (usage < 0 || usage > 255)) return 'The type of usage is not one byte.';
  const others = [...setsBesides(content), ...more].toSorted((one, other) => one.oid - other.oid);
  const sets = [textSet(oids.id, id), ...announced(others)];
  const long = sets.find(({ bytes }) => bytes.length === 0 || bytes.length > mostDataBytes);
  return long === undefined ? sets : `The ${nameOf(long.oid)} is empty or too long for a tag.`;
};

/** The elements on a tag that `TagContent` has no word for: shelf location, local data, … */
export const wordlessSets = ({ elements }: DataSets): readonly NewDataSet[] => {
  const known: readonly number[] = Object.values(oids);
  return [...elements]
    .filter(([oid]) => !known.includes(oid) && oid <= highestOid)
    .map(([oid, { compaction, bytes }]) => ({ oid, compaction, bytes }));
};

/**
 * What belongs on a new tag from block 0: closed by at least one 00, so that older content behind it is not read, and
 * filled up to whole blocks of 4. Throws with a sentence when no tag can hold it; for tags that carry something already
 * there is write-plan.ts.
 */
export const writeIso28560_2 = (content: TagContent): Uint8Array => {
  const sets = setsOf(content, []);
  if (typeof sets === 'string') throw new RangeError(sets);
  const { bytes } = writeDataSets(
    sets.map((set) => ({ ...set, isLocked: false })),
    4,
  );
  const whole = new Uint8Array(Math.ceil((bytes.length + 1) / 4) * 4);
  whole.set(bytes);
  return whole;
};
