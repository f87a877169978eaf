// What staff are shown of one tag: all of it, read afresh, over readers of several makes.
import { describe, expect, test } from 'vitest';
import { slixTag } from '../../drivers/rfid/field.ts';
import { uhfTag } from '../../drivers/rfid/gen2-field.ts';
import { writeIso28560_2 } from '../../drivers/tags/iso28560-2.ts';
import { hfPad, uidOf } from './hf-bench.ts';
import { uhfMakes, uhfPad, uiiOf } from './uhf-bench.ts';

const item = writeIso28560_2({ id: '31234000001014', part: null, usage: 0x10, owner: 'VN-HN1', title: null });
const both = { afi: { armed: 0x07, disarmed: 0xc2 }, eas: true };
const tag = { ...slixTag({ uid: uidOf(1), content: item, afi: 0x07 }), eas: true, locks: new Set([2, 3]) };

describe.each(['feig', 'rfidstation', 'threem', 'pcsc', 'twn4'])('on a pad by %s', (maker) => {
  test('every block, what is locked, the AFI and the chip', async () => {
    const { clock, field, pad, events, meanwhile } = hfPad({ maker }, { rule: both, ends: () => true });
    await clock.pass(2000);
    field.lay(tag);
    await clock.pass(2000);
    const told = events.filter(({ kind }) => kind === 'tag-read').length;
    const examined = await meanwhile(pad.examine(uidOf(1)));
    if (examined.kind !== 'examined' || examined.tag.kind !== 'memory') throw new Error(JSON.stringify(examined));
    expect(examined.tag).toMatchObject({ uid: uidOf(1), blockSize: 4, afi: 0x07, chip: { maker: 'NXP' } });
    expect(examined.tag.memory).toEqual(tag.memory);
    // Not every reader can ask for locks or the alarm; those that can tell the truth.
    expect([null, true]).toContain(examined.tag.eas);
    expect([null, '2,3']).toContain(examined.tag.locked === null ? null : [...examined.tag.locked].join());
    // Looking is no event.
    expect(events.filter(({ kind }) => kind === 'tag-read')).toHaveLength(told);
  });

  test('what is not there is gone', async () => {
    const { clock, field, pad, meanwhile } = hfPad({ maker });
    await clock.pass(2000);
    expect(await meanwhile(pad.examine(uidOf(1)))).toEqual({ kind: 'gone' });
    field.lay(tag);
    await clock.pass(1500);
    field.lift(uidOf(1));
    expect(await meanwhile(pad.examine(uidOf(1)))).toEqual({ kind: 'gone' });
  });
});

test('a FEIG pad tells of locks, alarm and data format', async () => {
  const { clock, field, pad, meanwhile } = hfPad({ maker: 'feig' }, { rule: both });
  await clock.pass(1000);
  field.lay(tag);
  await clock.pass(1000);
  expect(await meanwhile(pad.examine(uidOf(1)))).toMatchObject({
    tag: { locked: new Set([2, 3]), eas: true, dsfid: 0x06 },
  });
});

test('a tag that cannot be read to its end is trouble, never half a tag', async () => {
  const { clock, field, pad, meanwhile } = hfPad({ maker: 'feig' });
  await clock.pass(1000);
  field.lay(tag, { readsUpTo: 5 });
  await clock.pass(1000);
  expect(await meanwhile(pad.examine(uidOf(1)))).toMatchObject({ kind: 'trouble' });
});

test('one on the edge of the pad is asked again', async () => {
  const { clock, field, pad, meanwhile } = hfPad({ maker: 'feig' }, { ends: () => true });
  await clock.pass(1000);
  field.lay(tag, { readsBadly: 4 });
  const examined = meanwhile(clock.pass(300).then(() => pad.examine(uidOf(1))));
  expect(await examined).toMatchObject({ kind: 'examined' });
});

test('a line that breaks in the middle is trouble, and the next question has an answer again', async () => {
  const { clock, field, cable, pad, meanwhile } = hfPad({ maker: 'feig' }, { realTime: true });
  await clock.pass(1000);
  field.lay(tag);
  await clock.pass(2000);
  const asked = pad.examine(uidOf(1));
  await clock.pass(20);
  cable.unplug();
  expect(await meanwhile(asked)).toMatchObject({ kind: 'trouble' });
  cable.plug();
  await clock.pass(10_000);
  expect(await meanwhile(pad.examine(uidOf(1)))).toMatchObject({ kind: 'examined' });
});

test('a security write does not wait for staff, nor do rounds for long', async () => {
  const { clock, field, pad, told, meanwhile } = hfPad({ maker: 'feig' }, { realTime: true, ends: () => true });
  await clock.pass(1000);
  for (const nth of [1, 2, 3]) field.lay(slixTag({ uid: uidOf(nth), content: item, afi: 0x07 }));
  await clock.pass(3000);
  const order: string[] = [];
  const work = Array.from({ length: 30 }, (_, nth) =>
    pad.examine(uidOf(1 + (nth % 2))).then(({ kind }) => order.push(kind)),
  );
  await clock.pass(100);
  const secured = pad.secure(uidOf(3), 'disarmed').then(({ kind }) => order.push(kind));
  await meanwhile(Promise.all([...work, secured]));
  expect(order).toHaveLength(31);
  expect(order.indexOf('done')).toBeLessThan(4);
  // Thirty of them take seconds: what comes meanwhile is seen meanwhile.
  const more = Array.from({ length: 30 }, () => pad.examine(uidOf(1)));
  field.lay(slixTag({ uid: uidOf(4), content: item, afi: 0x07 }));
  await clock.pass(1700);
  expect(told()).toContain('tag-seen 04');
  await meanwhile(Promise.all(more));
});

test.each(uhfMakes)('%s tells the control word, the UII and the user bank', async (_name, settings) => {
  const { clock, field, pad, meanwhile } = uhfPad(settings);
  await clock.pass(2000);
  const user = Uint8Array.from({ length: 32 }, (_, at) => at);
  field.lay({ ...uhfTag({ uid: uiiOf(1), afi: 0x07 }), user });
  await clock.pass(2000);
  expect(await meanwhile(pad.examine(uiiOf(1)))).toEqual({
    kind: 'examined',
    tag: { kind: 'uhf', uid: uiiOf(1), pc: 0x3107, uii: Uint8Array.from(Buffer.from(uiiOf(1), 'hex')), user },
  });
});
