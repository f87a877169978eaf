// Planning a write: what stands on the tag now decides which blocks change, which may not, and how it is laid out.
import { assert, boolean, constantFrom, nat, property, uint8Array, uniqueArray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TagContent } from '../../drivers/tags/content.ts';
import { readDataSets, writeDataSets } from '../../drivers/tags/data-sets.ts';
import { detect } from '../../drivers/tags/detect.ts';
import { writeIso28560_2 } from '../../drivers/tags/iso28560-2.ts';
import { mannerOf, reverseBlocks, writeIso28560_3 } from '../../drivers/tags/iso28560-3.ts';
import { planWrite, type WholeTag, type WritePlan } from '../../drivers/tags/write-plan.ts';
import { hex, toHex } from './hex.ts';
import { runs } from '../proof.ts';
import { annexD, contents, danish, onChip, plain } from './tag-samples.ts';

const book: TagContent = {
  id: '30123000012345',
  part: { nth: 1, of: 1 },
  usage: 0x10,
  owner: 'VN-HN1',
  title: null,
};

const tagOf = (memory: Uint8Array, locked: readonly number[] = [], blockSize = 4): WholeTag => ({
  memory,
  blockSize,
  locked: new Set(locked),
});

/** The tag after the plan, block by block as a writer would do it; what is locked is never written. */
const carriedOut = (tag: WholeTag, plan: WritePlan): Uint8Array => {
  if (plan.kind === 'cannot') throw new Error(plan.because);
  const memory = tag.memory.slice();
  for (const { block, bytes } of plan.writes) {
    const isSame = Buffer.from(bytes).equals(memory.subarray(block * tag.blockSize, (block + 1) * tag.blockSize));
    if (tag.locked.has(block) || bytes.length !== tag.blockSize || isSame)
      throw new Error(`a useless or forbidden write to block ${block}`);
    memory.set(bytes, block * tag.blockSize);
  }
  if (!Buffer.from(memory).equals(plan.memory)) throw new Error('the tag is not what was planned');
  return memory;
};
const because = (plan: WritePlan): string => (plan.kind === 'cannot' ? plan.because : 'it can');

describe('a blank tag', () => {
  test('gets the bytes of the standard, and no block that stays 00', () => {
    const tag = tagOf(new Uint8Array(112));
    const plan = planWrite(tag, book, 'iso-28560-2');
    expect(toHex(carriedOut(tag, plan))).toMatch(/^11061B658EB71E390201E00305B380877C7F14010B650110(00)+$/);
    expect(plan.kind === 'writes' ? plan.writes.map(({ block }) => block) : []).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('of the factory’s FF is wiped behind the data', () => {
    const tag = tagOf(new Uint8Array(64).fill(0xff));
    const memory = carriedOut(tag, planWrite(tag, book, 'iso-28560-2'));
    expect(memory.subarray(24)).toEqual(new Uint8Array(40));
  });

  test('of 32 bytes gets the short Danish form', () => {
    const tag = tagOf(new Uint8Array(32));
    expect(toHex(carriedOut(tag, planWrite(tag, book, 'iso-28560-3')))).toBe(toHex(hex(danish.vn)));
    expect(because(planWrite(tag, { ...book, title: 'Số đỏ' }, 'iso-28560-3'))).toContain('does not fit');
    expect(because(planWrite(tag, { ...book, owner: 'VN-1234567890' }, 'iso-28560-3'))).toContain('does not fit');
  });

  test('too small for what is to be written', () => {
    const long = { ...book, title: 'Truyện Kiều, bản Nôm cổ nhất' };
    expect(because(planWrite(tagOf(new Uint8Array(32)), long, 'iso-28560-2'))).toBe(
      'The tag has 32 bytes for it, and 67 are needed.',
    );
  });
});

describe('a tag that carries something', () => {
  test('the same again is no write at all', () => {
    const tag = tagOf(onChip(writeIso28560_2(book)));
    expect(planWrite(tag, book, 'iso-28560-2')).toMatchObject({ kind: 'writes', writes: [] });
  });

  test('one element changed is one block', () => {
    const tag = tagOf(onChip(writeIso28560_2(book)));
    const plan = planWrite(tag, { ...book, usage: 0x72 }, 'iso-28560-2');
    expect(detect(carriedOut(tag, plan), 4)).toMatchObject({ usage: 0x72 });
    expect(plan).toMatchObject({ kind: 'writes', writes: [{ block: 5, bytes: hex('0B650172') }] });
  });

  test('nothing of a longer content before it stays behind', () => {
    const tag = tagOf(onChip(writeIso28560_2({ ...book, title: 'Truyện Kiều, bản Nôm cổ nhất' })));
    const memory = carriedOut(tag, planWrite(tag, { ...plain, id: 'TV001234' }, 'iso-28560-2'));
    expect(toHex(memory)).toMatch(/^4106516C30C72CF4(00)+$/);
  });

  test('what has no word here stays with its item, and goes with another', () => {
    const shelved = onChip(hex('11051CBE991A14 0201D0 0305B380877C7F 140204B3 4607441CB6E2E335D6'));
    const same = planWrite(tagOf(shelved), { ...book, id: '123456789012' }, 'iso-28560-2');
    expect(readDataSets(carriedOut(tagOf(shelved), same))?.elements.get(6)?.text).toBe('QA268.L55');
    const other = planWrite(tagOf(shelved), book, 'iso-28560-2');
    expect(readDataSets(carriedOut(tagOf(shelved), other))?.elements.has(6)).toBe(false);
  });

  test('extension blocks stay with their item, and the title is the new one', () => {
    const extensions = [{ id: 101, bytes: hex('CAFE') }];
    const memory = onChip(writeIso28560_3({ ...book, title: 'Số đỏ' }, { more: extensions }) ?? new Uint8Array(0));
    const after = carriedOut(tagOf(memory), planWrite(tagOf(memory), { ...book, title: 'Kiều' }, 'iso-28560-3'));
    expect(detect(after, 4)).toMatchObject({ id: book.id, title: 'Kiều' });
    expect(toHex(after)).toContain('06650057CAFE');
  });

  test.each([
    ['reversed blocks', onChip(hex(danish.turned)), { isTurned: true, isSwapped: false }],
    [
      'swapped halves',
      onChip(writeIso28560_3(book, { manner: { isTurned: false, isSwapped: true } }) ?? hex('')),
      null,
    ],
    [
      'both',
      reverseBlocks(
        onChip(writeIso28560_3({ ...book, usage: 0x70 }, { manner: { isTurned: false, isSwapped: true } }) ?? hex('')),
        4,
      ),
      { isTurned: true, isSwapped: true },
    ],
  ])('%s are kept', (_name, memory, manner) => {
    const tag = tagOf(memory);
    const after = carriedOut(tag, planWrite(tag, { ...book, id: '4711', usage: 0x70 }, 'iso-28560-3'));
    expect(detect(after, 4)).toMatchObject({ format: 'iso-28560-3', id: '4711', usage: 0x70, owner: 'VN-HN1' });
    // Circulating is 11 whichever way round: only another usage shows how its halves stand.
    expect(mannerOf(after, 4)).toEqual(manner ?? { isTurned: false, isSwapped: false });
  });

  test('from one format to the other', () => {
    for (const [from, to] of [
      [writeIso28560_2(book), 'iso-28560-3'],
      [writeIso28560_3(book) ?? hex(''), 'iso-28560-2'],
    ] as const) {
      const tag = tagOf(onChip(from));
      expect(detect(carriedOut(tag, planWrite(tag, book, to)), 4)).toMatchObject({ ...book, format: to });
    }
  });
});

describe('locked blocks', () => {
  const locked = tagOf(onChip(hex(annexD)), [0, 1, 6, 7, 8]);
  const asItSays: TagContent = {
    ...plain,
    id: '123456789012',
    owner: 'US-InU-Mu',
    part: { nth: 3, of: 12 },
  };

  test('the example of the standard: what is between its locked runs can change, and fills its place again', () => {
    const after = carriedOut(locked, planWrite(locked, { ...asItSays, part: { nth: 4, of: 12 } }, 'iso-28560-2'));
    expect(toHex(after.subarray(0, 36))).toBe(toHex(hex(annexD)).replace('140204B3', '140204B4'));
    const single = carriedOut(locked, planWrite(locked, { ...asItSays, part: { nth: 1, of: 1 } }, 'iso-28560-2'));
    // One byte less: the shelf location before the locked run has grown an offset byte.
    expect(toHex(single.subarray(8, 24))).toBe('0201D014010BC60007441CB6E2E335D6');
    expect(detect(single, 4)).toMatchObject({ ...asItSays, part: { nth: 1, of: 1 } });
  });

  test('a new element goes behind the last locked run', () => {
    const after = carriedOut(locked, planWrite(locked, { ...asItSays, part: null, title: 'Kiều' }, 'iso-28560-2'));
    expect(detect(after, 4)).toMatchObject({ ...asItSays, part: null, title: 'Kiều' });
  });

  test.each<[string, Partial<TagContent>, string]>([
    ['another identifier', { id: '123456789013' }, 'The primary item identifier on the tag is locked'],
    ['another owner', { owner: 'VN-HN1' }, 'The owner institution on the tag is locked'],
    ['no owner', { owner: null }, 'The owner institution on the tag is locked'],
  ])('%s cannot be', (_name, change, sentence) => {
    expect(because(planWrite(locked, { ...asItSays, ...change }, 'iso-28560-2'))).toContain(sentence);
  });

  test('with three locked runs, nothing that the last one holds is put into the first gap', () => {
    const sets = [
      { oid: 1, compaction: 1, bytes: hex('1B658EB71E39'), isLocked: true },
      { oid: 2, compaction: 0, bytes: hex('F0'), isLocked: false },
      { oid: 6, compaction: 6, bytes: Buffer.from('QA 268'), isLocked: true },
      { oid: 4, compaction: 1, bytes: hex('0B'), isLocked: false },
      { oid: 3, compaction: 0, bytes: hex('B380877C7F'), isLocked: true },
      { oid: 5, compaction: 6, bytes: hex('10'), isLocked: false },
    ];
    const { bytes, lockedBlocks } = writeDataSets(sets, 4);
    const tag = tagOf(onChip(bytes), lockedBlocks);
    const after = carriedOut(tag, planWrite(tag, { ...book, usage: 0x72 }, 'iso-28560-2'));
    expect(detect(after, 4)).toMatchObject({ ...book, usage: 0x72 });
    expect(readDataSets(after)?.elements.get(6)?.text).toBe('QA 268');
  });

  test('a hole between locked runs that nothing is left to fill', () => {
    const sets = [
      { oid: 1, compaction: 1, bytes: hex('1B658EB71E39'), isLocked: true },
      { oid: 4, compaction: 1, bytes: hex('0B'), isLocked: false },
      { oid: 5, compaction: 6, bytes: hex('10'), isLocked: true },
    ];
    const { bytes, lockedBlocks } = writeDataSets(sets, 4);
    const tag = tagOf(onChip(bytes), lockedBlocks);
    // The list of elements that a content parameter is comes to stand there.
    expect(carriedOut(tag, planWrite(tag, { ...book, owner: null, part: null }, 'iso-28560-2'))).toBeDefined();
    const wide = tagOf(onChip(bytes), [0, 1, 2, 3]);
    expect(because(planWrite(wide, { ...book, owner: null, part: null }, 'iso-28560-2'))).toContain('is locked');
  });

  test('locked blocks behind the data are a wall', () => {
    const memory = onChip(new Uint8Array(0), 64);
    memory.set(hex('DEADBEEF'), 28);
    expect(because(planWrite(tagOf(memory, [7]), { ...book, title: 'Số đỏ' }, 'iso-28560-2'))).toContain('28 bytes');
    const after = carriedOut(tagOf(memory, [7]), planWrite(tagOf(memory, [7]), book, 'iso-28560-2'));
    expect(toHex(after.subarray(28, 32))).toBe('DEADBEEF');
  });

  test('a Danish tag with its first block locked keeps what is in it', () => {
    const tag = tagOf(onChip(hex(danish.vn)), [0]);
    expect(because(planWrite(tag, { ...book, part: { nth: 1, of: 2 } }, 'iso-28560-3'))).toBe(
      'Block 0 of the tag is locked and would have to change.',
    );
    expect(carriedOut(tag, planWrite(tag, { ...book, owner: 'VN-HN2' }, 'iso-28560-3'))).toBeDefined();
  });

  test('a locked end', () => {
    const memory = onChip(writeIso28560_2({ ...book, title: null }));
    const tag = tagOf(memory, [0, 1, 2, 3, 4, 5]);
    expect(because(planWrite(tag, { ...book, title: 'Kiều' }, 'iso-28560-2'))).toContain('content parameter');
    const closed = tagOf(onChip(hex('11051CBE991A14 00 0000')), [0, 1, 2]);
    expect(because(planWrite(closed, { ...plain, id: '123456789012', usage: 0x10 }, 'iso-28560-2'))).toBe(
      'The end of the data on the tag is locked: nothing can be added.',
    );
  });
});

test.each([
  ['an identifier too short to be one', { id: '12' }, 'too short'],
  ['an identifier that would come back trimmed', { id: ' 30123' }, 'It would say 30123.'],
  ['a set of too many', { part: { nth: 1, of: 4000 } }, '999'],
])('%s', (_name, change, sentence) => {
  expect(because(planWrite(tagOf(new Uint8Array(112)), { ...book, ...change }, 'iso-28560-2'))).toContain(sentence);
});

test('a memory that is no number of blocks', () => {
  for (const tag of [tagOf(new Uint8Array(30)), tagOf(new Uint8Array(0)), tagOf(new Uint8Array(32), [], 0)])
    expect(because(planWrite(tag, book, 'iso-28560-2'))).toContain('not read whole');
});

test('whatever lies on a tag and whatever is locked: what was planned reads as it was meant, or there is no plan', () => {
  const starts = [annexD, danish.vn, danish.turned, toHex(writeIso28560_2(book)), ''];
  assert(
    property(
      constantFrom(...starts),
      uint8Array({ maxLength: 40 }),
      uniqueArray(nat(27), { maxLength: 6 }),
      contents,
      boolean(),
      constantFrom(4, 8),
      (start, noise, locked, content, isTwo, blockSize) => {
        const tag = tagOf(onChip(Uint8Array.from([...hex(start), ...noise])), locked, blockSize);
        const plan = planWrite(tag, content, isTwo ? 'iso-28560-2' : 'iso-28560-3');
        if (plan.kind === 'cannot') return plan.because.length > 0;
        const meaning = detect(carriedOut(tag, plan), blockSize);
        return (meaning.kind === 'item' || meaning.kind === 'patron-card') && meaning.id === content.id;
      },
    ),
    { numRuns: runs(1000), seed: 20_261_123 },
  );
});
