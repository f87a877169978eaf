// Half a written tag: whatever lay on it and whatever it is to say, it is nobody else's item.
import { array, assert, boolean, constantFrom, nat, oneof, property, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';
import type { TagContent } from '../../drivers/tags/content.ts';
import { detect, type TagMeaning } from '../../drivers/tags/detect.ts';
import { writeIso28560_2 } from '../../drivers/tags/iso28560-2.ts';
import { reverseBlocks, writeIso28560_3 } from '../../drivers/tags/iso28560-3.ts';
import { type BlockWrite, writeStages } from '../../drivers/tags/write-order.ts';
import { planWrite } from '../../drivers/tags/write-plan.ts';
import { runs } from '../proof.ts';
import { contents, onChip } from './tag-samples.ts';

const blank = new Uint8Array(112);

const carry = (memory: Uint8Array, writes: readonly BlockWrite[], blockSize = 4): Uint8Array => {
  const after = memory.slice();
  for (const { block, bytes } of writes) after.set(bytes, block * blockSize);
  return after;
};

const says = (meaning: TagMeaning): string => ('id' in meaning ? `${meaning.kind} ${meaning.id}` : 'nobody');
const wholly = (memory: Uint8Array): string => {
  const meaning = detect(memory, 4);
  return 'id' in meaning ? JSON.stringify(meaning) : 'nobody';
};

const before = oneof(
  constantFrom(blank, new Uint8Array(112).fill(0xff)),
  contents.map((content) => onChip(writeIso28560_2(content))),
  contents.map((content) => onChip(writeIso28560_3({ ...content, title: null }) ?? blank)),
  contents.map((content) => reverseBlocks(onChip(writeIso28560_3({ ...content, title: null }) ?? blank), 4)),
  contents.map(({ id }) => onChip(Buffer.from(id, 'latin1'))),
  uint8Array({ minLength: 112, maxLength: 112 }),
);

test('wherever it is broken off it says what it said, what it is to say, or nothing', () => {
  assert(
    property(
      before,
      contents,
      boolean(),
      nat(),
      array(boolean(), { minLength: 28, maxLength: 28 }),
      (from, content: TagContent, isTwo, broken, kept) => {
        const planned = planWrite(
          { memory: from, blockSize: 4, locked: new Set() },
          content,
          isTwo ? 'iso-28560-2' : 'iso-28560-3',
        );
        if (planned.kind === 'cannot') return;
        const to = planned.memory;
        const stages = writeStages({ from, to, blockSize: 4 }, new Set());
        expect(carry(from, stages.flat())).toEqual(to);
        // Whole stages, and of the next one any blocks at all.
        const whole = stages.slice(0, broken % (stages.length + 1));
        const half = (stages[whole.length] ?? []).filter((_, nth) => kept[nth] === true);
        const left = carry(carry(from, whole.flat()), half);
        expect([wholly(from), wholly(to), 'nobody']).toContain(wholly(left));
      },
    ),
    { numRuns: runs(300) },
  );
});

test('a tag whose beginning is locked stays the item that it is', () => {
  const item: TagContent = { id: '30123000012345', part: null, usage: 0x10, owner: 'VN-HN1', title: null };
  const from = onChip(writeIso28560_2(item));
  const locked = new Set([0, 1]);
  const planned = planWrite({ memory: from, blockSize: 4, locked }, { ...item, title: 'Số đỏ' }, 'iso-28560-2');
  // The identifier is locked, the content parameter behind it is not.
  if (planned.kind === 'cannot') throw new Error(planned.because);
  const stages = writeStages({ from, to: planned.memory, blockSize: 4 }, locked);
  for (let done = 0; done <= stages.length; done += 1)
    expect([`item ${item.id}`, 'nobody']).toContain(says(detect(carry(from, stages.slice(0, done).flat()), 4)));
});

test('one block is one write, and nothing is none', () => {
  const from = onChip(Uint8Array.of(1, 2, 3, 4, 5));
  const to = onChip(Uint8Array.of(1, 2, 3, 4, 6));
  expect(writeStages({ from, to, blockSize: 4 }, new Set())).toEqual([
    [{ block: 1, bytes: Uint8Array.of(6, 0, 0, 0) }],
  ]);
  expect(writeStages({ from, to: from, blockSize: 4 }, new Set())).toEqual([]);
});
