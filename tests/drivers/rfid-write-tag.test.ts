// Writing a tag through a pad: planned on what was found, written, armed, read back; and what goes wrong on the way.
import { describe, expect, test } from 'vitest';
import type { TagPlan } from '../../drivers/ports/tag-work.ts';
import { type FieldTag, slixTag, type TagFaults } from '../../drivers/rfid/field.ts';
import { uhfTag } from '../../drivers/rfid/gen2-field.ts';
import type { TagContent } from '../../drivers/tags/content.ts';
import { detect, type TagMeaning } from '../../drivers/tags/detect.ts';
import { writeIso28560_2 } from '../../drivers/tags/iso28560-2.ts';
import { planSecurity, planTag, type TagWish, undoing } from '../../drivers/tags/tag-plan.ts';
import { readUhf } from '../../drivers/tags/uhf.ts';
import { hfPad, uidOf } from './hf-bench.ts';
import { uhfMakes, uhfPad } from './uhf-bench.ts';

const rule = { afi: { armed: 0x07, disarmed: 0xc2 }, eas: false };
const book: TagContent = { id: '31234000001014', part: { nth: 1, of: 1 }, usage: 0x10, owner: 'VN-HN1', title: null };
const wish: TagWish = { content: book, shelf: 'QA268.L55', format: 'iso-28560-2', rule, want: 'armed' };
const uid = uidOf(1);
const blank = slixTag({ uid, content: new Uint8Array(0), afi: 0x00 });

const meaningOf = (tag: FieldTag | undefined): TagMeaning | null => {
  if (tag?.air === 'iso15693') return detect(tag.memory, tag.blockSize);
  if (tag?.air !== 'gen2') return null;
  return readUhf({ pc: tag.pc, uii: Uint8Array.from(Buffer.from(tag.uid, 'hex')), user: tag.user }, rule.afi).meaning;
};

type Bench = Pick<ReturnType<typeof hfPad>, 'pad' | 'meanwhile'>;

const examined = async ({ pad, meanwhile }: Bench, name = uid) => {
  const told = await meanwhile(pad.examine(name));
  if (told.kind !== 'examined') throw new Error(JSON.stringify(told));
  return told.tag;
};

const planOf = async (bench: Bench, said: Partial<TagWish> = {}, name = uid) => {
  const before = await examined(bench, name);
  const planned = planTag(before, { ...wish, ...said });
  if (planned.kind === 'cannot') throw new Error(planned.because);
  return { before, plan: planned.plan };
};

/** A pad with one tag on it, and a plan for that; then the tag gets its faults. */
const withPlan = async (maker: string, faults: Partial<TagFaults> = {}, tag = blank, said: Partial<TagWish> = {}) => {
  const bench = hfPad({ maker });
  await bench.clock.pass(2000);
  bench.field.lay(tag, faults);
  await bench.clock.pass(3000);
  return { ...bench, ...(await planOf(bench, said)) };
};

describe.each(['feig', 'rfidstation', 'threem', 'pcsc', 'twn4'])('on a pad by %s', (maker) => {
  test('a blank tag is written, armed and told anew; undone it is blank again', async () => {
    const { pad, field, clock, events, meanwhile, plan, before } = await withPlan(maker);
    expect(await meanwhile(pad.write(uid, plan))).toEqual({ kind: 'verified', uid, remark: null });
    expect(meaningOf(field.tags()[0])).toMatchObject({ kind: 'item', ...book });
    expect(field.tags()[0]).toMatchObject({ afi: 0x07 });
    await clock.pass(1000);
    expect(events.at(-1)).toMatchObject({ kind: 'tag-read', uid, security: 'armed' });
    expect(events.filter(({ kind }) => kind === 'tag-gone')).toEqual([]);

    expect(await meanwhile(pad.write(uid, undoing(plan, before)))).toMatchObject({ kind: 'verified' });
    expect(field.tags()[0]).toMatchObject({ memory: blank.memory, afi: 0x00 });
    await clock.pass(1000);
    expect(events.at(-1)).toMatchObject({ kind: 'tag-read', uid, security: 'odd' });
  });

  test.each([
    ['that takes no write', { refusesWrites: true }, { kind: 'refused', maybeHalf: false }, 'blank'],
    ['that fails twice on the edge', { writesBadly: 2 }, { kind: 'verified' }, 'item'],
    ['that writes without saying so', { writesSilently: true }, { kind: 'verified' }, 'item'],
    ['that keeps a bit wrong once', { keepsBadly: 1 }, { kind: 'verified' }, 'item'],
  ] as const)('a tag %s', async (_name, faults, outcome, kind) => {
    const { pad, field, meanwhile, plan } = await withPlan(maker, faults);
    expect(await meanwhile(pad.write(uid, plan), 60_000)).toMatchObject(outcome);
    expect(meaningOf(field.tags()[0])).toMatchObject({ kind });
  });

  test('a tag that keeps bits wrong is refused by its block, and is no item', async () => {
    const { pad, field, meanwhile, plan } = await withPlan(maker, { keepsBadly: 1000 });
    expect(await meanwhile(pad.write(uid, plan), 60_000)).toMatchObject({ kind: 'refused', block: 1, maybeHalf: true });
    expect(meaningOf(field.tags()[0])).toMatchObject({ kind: 'foreign' });
  });

  test('taken away at any write, whole or half: gone, and it is nobody else’s item', async () => {
    const old = slixTag({ uid, content: writeIso28560_2({ ...book, id: '31234000009999' }), afi: 0xc2 });
    const met = new Set<string>();
    // One make at every write that there is, the others here and there: it is one implementation.
    for (const snatchedAt of maker === 'feig' ? [1, 2, 3, 4, 5, 6] : [1, 2, 4]) {
      for (const snatched of ['before-write', 'within-write', 'after-write'] as const) {
        // Each on a pad of its own.
        // oxlint-disable-next-line no-await-in-loop
        const { pad, field, meanwhile, plan } = await withPlan(maker, { snatched, snatchedAt }, old);
        // oxlint-disable-next-line no-await-in-loop
        const written = await meanwhile(pad.write(uid, plan), 60_000);
        met.add(written.kind);
        if (written.kind === 'verified') continue;
        expect(written).toMatchObject({ kind: 'gone' });
        const left = meaningOf(field.snatched()[0]);
        if (left?.kind === 'item') expect([book.id, '31234000009999']).toContain(left.id);
        // Nothing is said to be untouched that is not.
        if (written.kind === 'gone' && !written.maybeHalf && left !== null)
          expect(left).toMatchObject({ id: '31234000009999' });
      }
    }
    expect(met.has('gone')).toBe(true);
  });
});

describe('nothing is written', () => {
  test('to a tag that carries something else by now', async () => {
    const { pad, field, clock, meanwhile, plan } = await withPlan('feig');
    const other = slixTag({ uid, content: writeIso28560_2({ ...book, id: '31234000009999' }), afi: 0x07 });
    field.lay(other);
    await clock.pass(1000);
    expect(await meanwhile(pad.write(uid, plan))).toEqual({ kind: 'changed' });
    expect(field.tags()).toEqual([other]);
  });

  test('that would have to change a locked block', async () => {
    const { pad, field, meanwhile, plan } = await withPlan('feig');
    field.lay({ ...blank, locks: new Set([2, 20]) });
    expect(await meanwhile(pad.write(uid, plan))).toEqual({ kind: 'locked', blocks: [2] });
    expect(field.tags()[0]).toMatchObject({ memory: blank.memory });
  });

  test('to what is not there, nor to a tag of another air', async () => {
    const { pad, field, clock, meanwhile, plan } = await withPlan('feig');
    const card = '04A1B2C3';
    field.lay({ air: 'iso14443', uid: card });
    await clock.pass(1000);
    expect(await meanwhile(pad.write(card, plan))).toEqual({ kind: 'changed' });
    field.lift(uid);
    expect(await meanwhile(pad.write(uid, plan))).toEqual({ kind: 'gone', maybeHalf: false });
    await clock.pass(3000);
    expect(await meanwhile(pad.write(uid, plan))).toEqual({ kind: 'gone', maybeHalf: false });
  });
});

test('nothing is locked unless the plan says so, and then for ever', async () => {
  const { pad, field, meanwhile, plan } = await withPlan('feig');
  expect(await meanwhile(pad.write(uid, plan))).toMatchObject({ kind: 'verified' });
  expect(field.tags()[0]).toMatchObject({ locks: new Set() });
  if (plan.kind !== 'memory') throw new Error('no memory');
  const locking: TagPlan = { ...plan, from: plan.to, lock: [0, 1] };
  expect(await meanwhile(pad.write(uid, locking))).toMatchObject({ kind: 'verified' });
  expect(field.tags()[0]).toMatchObject({ locks: new Set([0, 1]) });
});

test('a tag with an AFI that is nobody’s is armed by staff, and its memory stays', async () => {
  const bench = hfPad({ maker: 'feig' });
  await bench.clock.pass(1000);
  bench.field.lay(slixTag({ uid, content: writeIso28560_2(book), afi: 0x21 }));
  await bench.clock.pass(2000);
  expect(await bench.meanwhile(bench.pad.secure(uid, 'armed'))).toEqual({ kind: 'odd', afi: 0x21 });
  const planned = planSecurity(await examined(bench), rule, 'armed');
  if (planned.kind === 'cannot') throw new Error(planned.because);
  expect(await bench.meanwhile(bench.pad.write(uid, planned.plan))).toMatchObject({ kind: 'verified' });
  expect(bench.field.tags()[0]).toMatchObject({ afi: 0x07 });
  expect(meaningOf(bench.field.tags()[0])).toMatchObject({ id: book.id });
});

test('what a chip cannot do is said before anything is written', () => {
  const tagIt = 'E007C00012345678';
  const tag = { kind: 'memory', uid: tagIt, chip: { ...chip(), afi: false }, memory: new Uint8Array(32) } as const;
  const whole = { ...tag, blockSize: 4, locked: null, dsfid: null, afi: null, eas: null };
  expect(planTag(whole, wish)).toMatchObject({ kind: 'cannot', why: 'no-security' });
  const small = { ...whole, chip: chip() };
  const long = { ...book, title: 'Truyện Kiều, bản Nôm cổ nhất' };
  expect(planTag(small, { ...wish, content: long })).toMatchObject({ kind: 'cannot', why: 'too-small' });
  expect(planTag(small, { ...wish, content: { ...book, id: '1' } })).toMatchObject({ kind: 'cannot', why: 'unfit' });
  expect(planTag({ kind: 'card', uid: '04A1B2C3' }, wish)).toMatchObject({ kind: 'cannot', why: 'no-memory' });
});

const chip = () => ({
  maker: 'NXP',
  family: 'ICODE',
  blockSize: 4,
  blocks: null,
  eas: true,
  afi: true,
  wantsOption: false,
  remark: null,
});

describe.each(uhfMakes.filter(([name]) => !name.includes('session')))('a UHF tag on %s', (_name, settings) => {
  const factory = { ...uhfTag({ uid: 'E28068940000112233445566', afi: null }), pc: 0x3000 };
  const said = { content: { ...book, part: { nth: 2, of: 3 }, title: 'Số đỏ' } };

  const laid = async (tag: FieldTag, faults: Partial<TagFaults> = {}) => {
    const bench = uhfPad(settings);
    await bench.clock.pass(2000);
    bench.field.lay(tag, faults);
    await bench.clock.pass(2000);
    return { ...bench, ...(await planOf(bench, said, tag.uid)) };
  };

  test('is written and arrives anew by its new name; undone it is from the factory again', async () => {
    const { pad, field, clock, events, meanwhile, plan, before } = await laid(factory);
    const written = await meanwhile(pad.write(factory.uid, plan));
    const name = field.tags()[0]?.uid ?? '';
    expect(written).toEqual({ kind: 'verified', uid: name, remark: null });
    expect(name).not.toBe(factory.uid);
    expect(meaningOf(field.tags()[0])).toMatchObject({ kind: 'item', ...said.content });
    await clock.pass(2000);
    expect(events).toContainEqual({ kind: 'tag-gone', uid: factory.uid });
    expect(events.at(-1)).toMatchObject({ kind: 'tag-read', uid: name, security: 'armed' });
    expect(await meanwhile(pad.write(name, undoing(plan, before)))).toMatchObject({ kind: 'verified' });
    expect(field.tags()[0]).toMatchObject(factory);
  });

  test('that takes no write is refused; broken off anywhere it is nobody else’s item', async () => {
    const refused = await laid(factory, { refusesWrites: true });
    expect(await refused.meanwhile(refused.pad.write(factory.uid, refused.plan), 60_000)).toMatchObject({
      kind: 'refused',
    });
    const first = await laid(factory);
    await first.meanwhile(first.pad.write(factory.uid, first.plan));
    const [item] = first.field.tags();
    if (item === undefined) throw new Error('nothing lies there');
    const next = { content: { ...book, id: '31234000009999', title: 'Nhà giả kim' } };
    for (const snatchedAt of [1, 2, 3, 4]) {
      for (const snatched of ['within-write', 'after-write'] as const) {
        const bench = uhfPad(settings);
        // Each on a pad of its own.
        // oxlint-disable-next-line no-await-in-loop
        await bench.clock.pass(2000);
        bench.field.lay(item, { snatched, snatchedAt });
        // oxlint-disable-next-line no-await-in-loop
        await bench.clock.pass(2000);
        // oxlint-disable-next-line no-await-in-loop
        const { plan } = await planOf(bench, next, item.uid);
        // oxlint-disable-next-line no-await-in-loop
        const written = await bench.meanwhile(bench.pad.write(item.uid, plan), 60_000);
        if (written.kind === 'verified') continue;
        expect(written).toMatchObject({ kind: 'gone' });
        const left = meaningOf(bench.field.snatched()[0]);
        if (left?.kind === 'item') expect([book.id, next.content.id]).toContain(left.id);
      }
    }
  });
});
