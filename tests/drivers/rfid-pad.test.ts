// A pad as the station knows it: what lies there, what is armed, and what becomes of trouble.
import { describe, expect, test } from 'vitest';
import { slixTag, type FieldTag } from '../../drivers/rfid/field.ts';
import { padBench, uidOf } from './pad-bench.ts';

/** A chip of 80 blocks, all bytes alike. */
const bigChip = (fill: number): FieldTag => ({
  air: 'iso15693',
  uid: uidOf(1),
  memory: new Uint8Array(320).fill(fill),
  blockSize: 4,
  afi: 7,
  dsfid: 0,
  eas: false,
  locks: new Set(),
});

describe('what lies on the pad', () => {
  test('a book is seen at once, read once it lies still, and gone after it was taken', async () => {
    const { clock, field, lay, told, events } = padBench();
    await clock.pass(500);
    lay(1);
    await clock.pass(1000);
    expect(told()).toEqual(['ready', 'tag-seen 01', 'tag-read 01']);
    expect(events.at(-1)).toMatchObject({ read: { blockSize: 4, afi: 0x07 }, security: 'armed', uid: uidOf(1) });
    const read = events.at(-1);
    if (read?.kind !== 'tag-read' || read.read.kind !== 'memory') throw new Error('not read');
    expect(read.read.memory).toHaveLength(112);
    expect([...read.read.memory.subarray(0, 4)]).toEqual([1, 1, 1, 0]);
    field.lift(uidOf(1));
    await clock.pass(2000);
    expect(told().slice(3)).toEqual(['tag-gone 01']);
  });

  test('books stay on the pad of a reader that tells each tag only once', async () => {
    const { clock, lay, told } = padBench({ settings: { onlyNew: true } });
    lay(1);
    await clock.pass(20_000);
    expect(told()).toEqual(['ready', 'tag-seen 01', 'tag-read 01']);
  });

  test.each(['standard', 'advanced'] as const)('sixty tags, three at a time, in %s frames', async (frames) => {
    const { clock, lay, told } = padBench({ settings: { frames, tagsPerAnswer: 3 } });
    for (let nth = 0; nth < 60; nth += 1) lay(nth);
    await clock.pass(5000);
    expect(told().filter((line) => line.startsWith('tag-seen'))).toHaveLength(60);
    expect(told().filter((line) => line.startsWith('tag-read'))).toHaveLength(60);
  });

  test('reading stops where the tag’s data ends', async () => {
    const { clock, lay, events } = padBench({ ends: (memory) => memory.length >= 36 });
    lay(1);
    await clock.pass(1000);
    expect(events.find(({ kind }) => kind === 'tag-read')).toMatchObject({ read: { memory: { length: 36 } } });
  });

  test.each([
    ['chips of 8 blocks, told the ISO way', 32, 4, 'iso'],
    ['chips of 8 blocks, told FEIG’s way', 32, 4, 'feig'],
    ['chips of 80 blocks', 320, 4, 'iso'],
    ['chips with blocks of 8 bytes', 256, 8, 'iso'],
    ['chips with blocks of 8 bytes, told FEIG’s way', 256, 8, 'feig'],
  ] as const)('%s are read to their end', async (_name, bytes, blockSize, memorySize) => {
    const { clock, field, events } = padBench({ settings: { memorySize } });
    const memory = Uint8Array.from({ length: bytes }, (_, nth) => nth % 251);
    field.lay({ air: 'iso15693', uid: uidOf(1), memory, blockSize, afi: 7, dsfid: 0, eas: false, locks: new Set() });
    await clock.pass(2000);
    expect(events.find(({ kind }) => kind === 'tag-read')).toMatchObject({ read: { memory, blockSize } });
  });

  test('a tag that was taken away in the middle is read anew from its beginning', async () => {
    const { clock, field, sent, told, events } = padBench({ settings: { realTime: true } });
    const blockReads = (): number => sent.filter((frame) => frame.slice(4, 8) === 'B023').length;
    field.lay(bigChip(1));
    while (blockReads() < 2) await clock.pass(1);
    field.lift(uidOf(1));
    await clock.pass(50);
    field.lay(bigChip(2));
    await clock.pass(2000);
    expect(told()).toEqual(['ready', 'tag-seen 01', 'tag-read 01']);
    expect(events.at(-1)).toMatchObject({ read: { memory: new Uint8Array(320).fill(2) } });
  });

  test('a tag that lies on another one is seen every third round: it neither comes nor goes', async () => {
    const { clock, lay, told } = padBench();
    lay(1, { seenEvery: 3 });
    await clock.pass(60_000);
    expect(told()).toEqual(['ready', 'tag-seen 01', 'tag-read 01']);
  });

  test('a flickering tag makes no storm of comings and goings', async () => {
    const { clock, lay, told } = padBench();
    lay(1, { seenEvery: 10 });
    lay(2, { flickers: 0.7 });
    await clock.pass(600_000);
    expect(told().filter((line) => line.startsWith('tag-gone')).length).toBeLessThanOrEqual(8);
  });

  test('a tag that cannot be read is said to be so once, and read as soon as it can', async () => {
    const { clock, lay, told } = padBench();
    // Each attempt is three commands long: the reader asks again by itself.
    lay(1, { readsBadly: 20 });
    await clock.pass(10_000);
    expect(told()).toEqual(['ready', 'tag-seen 01', 'tag-unreadable 01', 'tag-read 01']);
  });
});

test('a book added while a big pile is still being read is counted before the pile is done', async () => {
  const { clock, lay, events, told } = padBench({ settings: { realTime: true } });
  for (let nth = 0; nth < 40; nth += 1) lay(nth);
  while (!told().some((line) => line.startsWith('tag-read'))) await clock.pass(1);
  lay(99);
  await clock.pass(15_000);
  const readBefore = events.findIndex((event) => event.kind === 'tag-seen' && event.uid === uidOf(99));
  expect(
    told()
      .slice(0, readBefore)
      .filter((line) => line.startsWith('tag-read')).length,
  ).toBeLessThan(40);
  expect(told().filter((line) => line.startsWith('tag-read'))).toHaveLength(41);
});

describe('security', () => {
  test('a book is disarmed, read back, and armed again', async () => {
    const { clock, lay, pad, afiOf, meanwhile } = padBench();
    lay(1);
    await clock.pass(1000);
    expect(await meanwhile(pad.secure(uidOf(1), 'disarmed'))).toEqual({ kind: 'done' });
    expect(afiOf(1)).toBe(0xc2);
    expect(await meanwhile(pad.secure(uidOf(1), 'armed'))).toEqual({ kind: 'done' });
    expect(afiOf(1)).toBe(0x07);
  });

  test('a book that is so already is not written', async () => {
    const { clock, lay, pad, sent, meanwhile } = padBench();
    lay(1);
    await clock.pass(1000);
    expect(await meanwhile(pad.secure(uidOf(1), 'armed'))).toEqual({ kind: 'done' });
    expect(sent.filter((frame) => frame.slice(4, 8) === 'B027')).toEqual([]);
  });

  test('an AFI that is neither of the two is left alone', async () => {
    const { clock, lay, pad, afiOf, meanwhile } = padBench();
    lay(1, {}, 0x21);
    await clock.pass(1000);
    expect(await meanwhile(pad.secure(uidOf(1), 'disarmed'))).toEqual({ kind: 'odd', afi: 0x21 });
    expect(afiOf(1)).toBe(0x21);
  });

  test('two failed writes are made good by the third', async () => {
    const { clock, lay, pad, meanwhile } = padBench();
    lay(1, { writesBadly: 2 });
    await clock.pass(1000);
    expect(await meanwhile(pad.secure(uidOf(1), 'disarmed'))).toEqual({ kind: 'done' });
  });

  test('a chip that writes without saying so has been written', async () => {
    const { clock, lay, pad, sent, meanwhile } = padBench();
    lay(1, { writesSilently: true });
    await clock.pass(1000);
    expect(await meanwhile(pad.secure(uidOf(1), 'disarmed'))).toEqual({ kind: 'done' });
    expect(sent.filter((frame) => frame.slice(4, 8) === 'B027')).toHaveLength(1);
  });

  test('a locked tag refuses, after three tries, with the reason', async () => {
    const { clock, lay, pad, afiOf, sent, meanwhile } = padBench();
    lay(1, { refusesWrites: true });
    await clock.pass(1000);
    expect(await meanwhile(pad.secure(uidOf(1), 'disarmed'))).toEqual({
      kind: 'refused',
      fault: 'locked',
      because: 'The block is locked.',
    });
    expect(afiOf(1)).toBe(0x07);
    expect(sent.filter((frame) => frame.slice(4, 8) === 'B027')).toHaveLength(3);
  });

  test.each(['before-write', 'after-write'] as const)('a book snatched away %s is gone, not done', async (snatched) => {
    const { clock, lay, pad, told, meanwhile } = padBench();
    lay(1, { snatched });
    await clock.pass(1000);
    expect(await meanwhile(pad.secure(uidOf(1), 'disarmed'))).toEqual({ kind: 'gone' });
    await clock.pass(2000);
    expect(told().at(-1)).toBe('tag-gone 01');
  });

  test('what does not lie there is gone at once', async () => {
    const { clock, pad } = padBench();
    await clock.pass(1000);
    expect(await pad.secure(uidOf(9), 'armed')).toEqual({ kind: 'gone' });
  });

  test('a reader that is unplugged meanwhile leaves it unknown', async () => {
    const { clock, lay, pad, cable } = padBench({ settings: { realTime: true } });
    lay(1);
    lay(2);
    await clock.pass(1000);
    const outcomes = Promise.all([pad.secure(uidOf(1), 'disarmed'), pad.secure(uidOf(2), 'disarmed')]);
    await clock.pass(10);
    cable.unplug();
    await clock.pass(0);
    expect(await outcomes).toEqual([{ kind: 'gone' }, { kind: 'gone' }]);
    expect(await pad.secure(uidOf(1), 'disarmed')).toEqual({ kind: 'gone' });
  });

  test('a security write goes before the tags that are still to be read', async () => {
    const { clock, lay, pad, events, meanwhile } = padBench({ settings: { realTime: true } });
    for (let nth = 0; nth < 10; nth += 1) lay(nth);
    const readSoFar = (): number => events.filter(({ kind }) => kind === 'tag-read').length;
    while (readSoFar() === 0) await clock.pass(1);
    expect(await meanwhile(pad.secure(uidOf(0), 'disarmed'))).toEqual({ kind: 'done' });
    expect(readSoFar()).toBe(1);
  });
});

describe('trouble', () => {
  test('an unplugged reader takes its tags along and comes back with them', async () => {
    const { clock, lay, cable, told } = padBench();
    lay(1);
    await clock.pass(1000);
    cable.unplug();
    await clock.pass(10_000);
    expect(told().slice(3)).toEqual(['trouble', 'tag-gone 01']);
    cable.plug();
    await clock.pass(10_000);
    expect(told().slice(5)).toEqual(['ready', 'tag-seen 01', 'tag-read 01']);
  });

  test('a reader in scan mode is trouble that the technician can mend', async () => {
    const { clock, events, told } = padBench({ settings: { scanMode: true } });
    await clock.pass(20_000);
    expect(told()).toEqual(['trouble']);
    expect(events[0]).toMatchObject({ state: { because: expect.stringContaining('host mode') } });
  });

  test('a closed pad says nothing more', async () => {
    const { clock, lay, pad, told } = padBench();
    await clock.pass(100);
    await pad.close();
    lay(1);
    await clock.pass(10_000);
    expect(told()).toEqual(['ready', 'closed']);
  });
});

describe('items secured by their EAS bit', () => {
  const eas = { afi: null, eas: true };
  const both = { afi: { armed: 0x07, disarmed: 0xc2 }, eas: true };

  test('an item arrives armed when it alarms, and is switched off and asked again', async () => {
    const { clock, field, pad, events, easOf, meanwhile } = padBench({ rule: eas });
    field.lay({ ...slixTag({ uid: uidOf(1), content: Uint8Array.of(1), afi: 0 }), eas: true });
    await clock.pass(1000);
    expect(events.at(-1)).toMatchObject({ kind: 'tag-read', security: 'armed' });
    expect(await meanwhile(pad.secure(uidOf(1), 'disarmed'))).toEqual({ kind: 'done' });
    expect(easOf(1)).toBe(false);
    expect(await meanwhile(pad.secure(uidOf(1), 'armed'))).toEqual({ kind: 'done' });
    expect(easOf(1)).toBe(true);
  });

  test('an item that is taken away while it gives no alarm is gone, not disarmed', async () => {
    const { clock, field, pad, meanwhile } = padBench({ rule: eas });
    const tag = { ...slixTag({ uid: uidOf(1), content: Uint8Array.of(1), afi: 0 }), eas: true };
    field.lay(tag, { snatched: 'after-write' });
    await clock.pass(1000);
    expect(await meanwhile(pad.secure(uidOf(1), 'disarmed'))).toEqual({ kind: 'gone' });
  });

  test('a chip of another make has no such bit: no gate hears it, and nothing is to be written', async () => {
    const { clock, field, pad, meanwhile } = padBench({ rule: eas });
    const texas = 'E007000000123456';
    field.lay(slixTag({ uid: texas, content: Uint8Array.of(1), afi: 0 }));
    await clock.pass(1000);
    expect(await meanwhile(pad.secure(texas, 'disarmed'))).toEqual({ kind: 'done' });
  });

  test('where both are used, both are written; a chip without EAS is lent by its AFI', async () => {
    const { clock, field, pad, afiOf, easOf, meanwhile } = padBench({ rule: both });
    const texas = 'E007000000123456';
    field.lay({ ...slixTag({ uid: uidOf(1), content: Uint8Array.of(1), afi: 0x07 }), eas: true });
    field.lay(slixTag({ uid: texas, content: Uint8Array.of(2), afi: 0x07 }));
    await clock.pass(1000);
    expect(await meanwhile(pad.secure(uidOf(1), 'disarmed'))).toEqual({ kind: 'done' });
    expect([afiOf(1), easOf(1)]).toEqual([0xc2, false]);
    expect(await meanwhile(pad.secure(texas, 'disarmed'))).toEqual({ kind: 'done' });
  });
});
