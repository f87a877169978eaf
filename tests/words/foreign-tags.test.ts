// Why a tag says no item and no card is told in words: every kind the decoders know, by a tag that is so, in each language. Staff read the
// words alone (tests/stories/inspector.test.ts); a technician has the decoder's sentence beside them.
import { describe, expect, test } from 'vitest';
import { foreignTags, type ForeignTag } from '../../contract/foreign-tag.ts';
import type { TagField } from '../../contract/inspector-view.ts';
import { createSay } from '../../contract/words/words.ts';
import type { ExaminedTag } from '../../drivers/ports/tag-work.ts';
import { chipOf } from '../../drivers/tags/chips.ts';
import { crc16 } from '../../drivers/tags/crc.ts';
import { foreignKinds } from '../../drivers/tags/foreign.ts';
import { factsOf } from '../../station/inspector-effects.ts';
import { numbersOf } from '../../station/devices.ts';
import { hex } from '../drivers/hex.ts';
import { danish, onChip } from '../drivers/tag-samples.ts';

const uid = 'E004015012345678';
const memory = (bytes: Uint8Array): ExaminedTag => ({
  kind: 'memory',
  uid,
  chip: chipOf(uid),
  memory: bytes,
  blockSize: 4,
  locked: null,
  dsfid: null,
  afi: 0x07,
  eas: null,
});
const hf = (bytes: string): ExaminedTag => memory(onChip(hex(bytes)));
const uhf = (pc: number, uii: string, user = ''): ExaminedTag => ({
  kind: 'uhf',
  uid: uii,
  pc,
  uii: hex(uii),
  user: hex(user),
});

const book = '11061B658EB71E39';
const damaged = onChip(hex(danish.vn)).map((byte, at) => (at === 6 ? byte ^ 0x01 : byte));

/** A tag of ISO 28560-3 whose version nobody has written yet, with a checksum that is right. */
const ofTomorrow = onChip(hex(danish.de)).map((byte, at) => (at === 0 ? 0x22 : byte));
const checksum = crc16(ofTomorrow.subarray(21, 34), crc16(ofTomorrow.subarray(0, 19)));
ofTomorrow.set([checksum & 0xff, checksum >>> 8], 19);

const tags: Readonly<Record<ForeignTag, ExaminedTag>> = {
  'not-read': memory(new Uint8Array(0)),
  'read-in-part': hf('1106 1B65 00000000'),
  'no-format': hf('117F1B658EB71E39'),
  'version-unknown': memory(ofTomorrow),
  // The checksum of ISO 28560-3 is the type of usage of ISO 28560-2.
  'two-formats': hf('2110103131313131313131313131313738 39 65019E'),
  'checksum-wrong': memory(damaged),
  'no-end': memory(hex(book)),
  'no-number': hf(`0305B380877C7F ${book}`),
  'number-odd': hf('110101'),
  'part-odd': hf(`${book} 14010C`),
  'field-odd': hf(`${book} 65021010`),
  'field-missing': hf(`${book} 0201E0 0305B380877C7F 14010B`),
  'other-trade': uhf(0x3000, '3034257BF7194E4000001A85'),
  'no-item': uhf(0x3400, '000000070641424330313200', '14020200'),
};

const fieldOf = (tag: ExaminedTag): TagField | undefined =>
  factsOf(
    tag,
    { afi: { armed: 0x07, disarmed: 0xc2 }, eas: false },
    numbersOf({ patron: null, item: null, letters: 'as-scanned', check: 'none' }, 'VN-HN1'),
  ).fields.find(({ field }) => field === 'foreign');

test('every kind of the decoders has words, and no words stand there for none', () => {
  expect([...foreignTags].toSorted()).toEqual([...foreignKinds].toSorted());
});

describe.each(foreignTags)('%s', (kind) => {
  test('is told of a tag that is so, with the decoder’s sentence for whoever wants it', () => {
    expect(fieldOf(tags[kind])).toEqual({
      field: 'foreign',
      value: kind,
      because: expect.stringMatching(/^[A-Z][^.]*\.$/),
    });
  });

  test('is said in both languages', () => {
    expect(createSay('vi')(`foreign-tag.${kind}`)).toMatch(/^\P{Ll}.*[ạ-ỹăâđêôơưàáèéìíòóùúýãõũ].*\.$/u);
    expect(createSay('en')(`foreign-tag.${kind}`)).toMatch(/^[A-Z][ -~’]*\.$/);
  });
});
