// Writing tags through a reader: planned on what lies there, written, and believed only when read back.
import { expect, test } from 'vitest';
import { encodeTag, readWhole } from '../../drivers/rfid/encode.ts';
import { openBareReader } from '../../drivers/rfid/bare.ts';
import { createFeigSimulator, feigSimulatorDefaults } from '../../drivers/rfid/feig/simulator.ts';
import { feigUsual, meetFeigReader } from '../../drivers/rfid/feig/reader.ts';
import { createField, slixTag, type TagFaults } from '../../drivers/rfid/field.ts';
import type { TagContent } from '../../drivers/tags/content.ts';
import { detect } from '../../drivers/tags/detect.ts';
import { writeIso28560_2 } from '../../drivers/tags/iso28560-2.ts';
import { createMemoryLine } from '../../drivers/transport/memory.ts';
import { createHandClock } from '../clock.ts';

const uid = 'E004010046A847AD';
const content: TagContent = {
  id: '31234000001014',
  part: { nth: 1, of: 1 },
  usage: 0x10,
  owner: 'VN-HN1',
  title: null,
};

const encoding = async ({
  before = new Uint8Array(0),
  faults = {},
  locks = [],
  said = content,
}: {
  before?: Uint8Array;
  faults?: Partial<TagFaults>;
  locks?: readonly number[];
  said?: TagContent;
}) => {
  const clock = createHandClock();
  const field = createField({ seed: 1 });
  field.lay({ ...slixTag({ uid, content: before, afi: 0x07 }), locks: new Set(locks) }, faults);
  const far = createFeigSimulator({ field, clock, settings: feigSimulatorDefaults });
  const { transport } = createMemoryLine({ name: 'simulated', far });
  const over = { is: false };
  const work = async () => {
    const { reader } = await openBareReader({
      transport,
      wired: { meet: (line) => meetFeigReader({ line, clock, settings: feigUsual }) },
    });
    return {
      outcome: await encodeTag({ reader, uid, content: said, format: 'iso-28560-2' }),
      whole: await readWhole(reader, uid),
    };
  };
  const ended = work().finally(() => (over.is = true));
  for (let ms = 0; ms < 20_000 && !over.is; ms += 1) await clock.pass(1);
  const { outcome, whole } = await ended;
  const tag = whole.kind === 'ok' ? whole.value : null;
  return { outcome, meaning: tag === null ? null : detect(tag.memory, tag.blockSize), locked: tag?.locked };
};

test('a blank tag says what it was told, and only the blocks that change are written', async () => {
  const first = await encoding({});
  expect(first.outcome).toMatchObject({ kind: 'done' });
  expect(first.meaning).toMatchObject({ kind: 'item', id: content.id, owner: 'VN-HN1' });
  const again = await encoding({ before: writeIso28560_2(content) });
  expect(again.outcome).toEqual({ kind: 'done', blocksWritten: 0 });
});

test('writes that fail on the edge of the pad are made again, and one that never says so counts as read back', async () => {
  expect((await encoding({ faults: { writesBadly: 2 } })).outcome).toMatchObject({ kind: 'done' });
  expect((await encoding({ faults: { writesSilently: true } })).outcome).toMatchObject({ kind: 'done' });
});

test('a tag that takes no write is never called written', async () => {
  const { outcome, meaning } = await encoding({ faults: { refusesWrites: true } });
  expect(outcome).toMatchObject({ kind: 'failed' });
  expect(meaning).toEqual({ kind: 'blank' });
});

test('a tag that is taken away is gone', async () => {
  expect((await encoding({ faults: { snatched: 'after-write' } })).outcome).toEqual({ kind: 'gone' });
});

test('locked blocks are seen beforehand, and nothing is written that they do not allow', async () => {
  const other = { ...content, id: '31234000009999' };
  const { outcome, meaning, locked } = await encoding({ before: writeIso28560_2(other), locks: [0, 1, 2, 3] });
  expect(outcome).toMatchObject({ kind: 'cannot' });
  expect(meaning).toMatchObject({ id: other.id });
  expect(locked).toEqual(new Set([0, 1, 2, 3]));
});

test('half a tag is never planned upon', async () => {
  expect((await encoding({ before: writeIso28560_2(content), faults: { readsUpTo: 3 } })).outcome).toMatchObject({
    kind: 'failed',
  });
});
