// A pad over each of the simulated HF readers for piles: what a library sees of it, whichever make it is.
import { describe, expect, test } from 'vitest';
import { slixTag } from '../../drivers/rfid/field.ts';
import { readerSettings, wiredOf } from '../../drivers/rfid/makers.ts';
import { type FarOf, hfPad, hfReader, uidOf } from './hf-bench.ts';

const makes = ['rfidstation', 'threem'] as const;
const slixBytes = 112;

describe.each(makes)('a pad over %s', (maker) => {
  test('an item is seen, read, disarmed, armed again, and gone after it was taken', async () => {
    const { clock, field, pad, events, told, lay, tagOf, meanwhile } = hfPad({ maker });
    await clock.pass(3000);
    lay(1);
    await clock.pass(3000);
    expect(told()).toEqual(['ready', 'tag-seen 01', 'tag-read 01']);
    const memory = new Uint8Array(slixBytes);
    memory.set([1, 1, 1]);
    expect(events.at(-1)).toEqual({
      kind: 'tag-read',
      uid: uidOf(1),
      read: { kind: 'memory', memory, blockSize: 4, afi: 0x07 },
      security: 'armed',
    });
    expect(await meanwhile(pad.secure(uidOf(1), 'disarmed'))).toEqual({ kind: 'done' });
    expect(tagOf(1)?.afi).toBe(0xc2);
    expect(await meanwhile(pad.secure(uidOf(1), 'armed'))).toEqual({ kind: 'done' });
    expect(tagOf(1)?.afi).toBe(0x07);
    field.lift(uidOf(1));
    await clock.pass(4000);
    expect(told().slice(3)).toEqual(['tag-gone 01']);
  });

  test('sixty tags', async () => {
    const { clock, lay, told } = hfPad({ maker }, { realTime: true, ends: () => true });
    for (let nth = 0; nth < 60; nth += 1) lay(nth);
    await clock.pass(40_000);
    expect(told().filter((line) => line.startsWith('tag-seen'))).toHaveLength(60);
    expect(told().filter((line) => line.startsWith('tag-read'))).toHaveLength(60);
    expect(told().filter((line) => line.startsWith('tag-gone'))).toEqual([]);
  });

  test.each([
    ['taken away before the write', { snatched: 'before-write' }, { kind: 'gone' }],
    ['taken away after the write', { snatched: 'after-write' }, { kind: 'gone' }],
    ['refusing every write', { refusesWrites: true }, { kind: 'refused' }],
    ['failing twice on the edge of the pad', { writesBadly: 2 }, { kind: 'done' }],
    ['writing without saying so', { writesSilently: true }, { kind: 'done' }],
  ] as const)('a tag %s', async (_name, faults, outcome) => {
    const { clock, pad, lay, meanwhile } = hfPad({ maker });
    lay(1, faults);
    await clock.pass(6000);
    expect(await meanwhile(pad.secure(uidOf(1), 'disarmed'))).toMatchObject(outcome);
  });

  test('an AFI that is not ours is not touched', async () => {
    const { clock, pad, lay, tagOf, meanwhile } = hfPad({ maker });
    lay(1, {}, 0x21);
    await clock.pass(4000);
    expect(await meanwhile(pad.secure(uidOf(1), 'disarmed'))).toEqual({ kind: 'odd', afi: 0x21 });
    expect(tagOf(1)?.afi).toBe(0x21);
  });

  test('a tag that is half hidden is never told as if it were whole', async () => {
    const { clock, lay, told } = hfPad({ maker });
    lay(1, { readsUpTo: 12 });
    await clock.pass(20_000);
    expect(told()).toEqual(['ready', 'tag-seen 01', 'tag-unreadable 01']);
  });

  test('a tag that answers badly at first is read all the same', async () => {
    const { clock, lay, told } = hfPad({ maker });
    lay(1, { readsBadly: 2 });
    await clock.pass(8000);
    expect(told()).toEqual(['ready', 'tag-seen 01', 'tag-read 01']);
  });

  test('EAS alone: armed, disarmed and seen to be so; another maker’s chip has none', async () => {
    const rule = { afi: null, eas: true };
    const { clock, field, pad, events, lay, tagOf, meanwhile } = hfPad({ maker }, { rule });
    lay(1);
    const other = 'E007000000123456';
    field.lay(slixTag({ uid: other, content: Uint8Array.of(1), afi: 0 }));
    await clock.pass(12_000);
    expect(events).toContainEqual(expect.objectContaining({ kind: 'tag-read', uid: uidOf(1), security: 'disarmed' }));
    expect(await meanwhile(pad.secure(uidOf(1), 'armed'))).toEqual({ kind: 'done' });
    expect(tagOf(1)?.eas).toBe(true);
    expect(await meanwhile(pad.secure(uidOf(1), 'disarmed'))).toEqual({ kind: 'done' });
    expect(tagOf(1)?.eas).toBe(false);
    expect(await meanwhile(pad.secure(other, 'armed'))).toEqual({ kind: 'done' });
  });

  test('unplugged in the middle of a write, and back', async () => {
    const { clock, pad, cable, told, lay, meanwhile } = hfPad({ maker }, { realTime: true });
    lay(1);
    await clock.pass(6000);
    const securing = pad.secure(uidOf(1), 'disarmed');
    await clock.pass(1);
    cable.unplug();
    expect(await meanwhile(securing)).toEqual({ kind: 'gone' });
    await clock.pass(1000);
    expect(told()).toEqual(['ready', 'tag-seen 01', 'tag-read 01', 'trouble', 'tag-gone 01']);
    cable.plug();
    await clock.pass(12_000);
    expect(told().slice(5)).toEqual(['ready', 'tag-seen 01', 'tag-read 01']);
    expect(await meanwhile(pad.secure(uidOf(1), 'disarmed'))).toEqual({ kind: 'done' });
  });

  test('a shadowed tag neither comes nor goes', async () => {
    const { clock, lay, told } = hfPad({ maker });
    lay(1, { seenEvery: 3 });
    await clock.pass(30_000);
    expect(told()).toEqual(['ready', 'tag-seen 01', 'tag-read 01']);
  });
});

describe.each(makes)('single commands of %s', (maker) => {
  test('a chip of eight-byte blocks is read to its end', async () => {
    const { field, reader, meanwhile } = await hfReader({ maker });
    const uid = 'E008010000000001';
    const memory = Uint8Array.from({ length: 250 * 8 }, (_, at) => at & 0xff);
    field.lay({ ...slixTag({ uid, content: Uint8Array.of(), afi: 7 }), memory, blockSize: 8 });
    await meanwhile(reader.readAfi(uid));
    const bytes: number[] = [];
    for (let last = false; !last;) {
      const told = await meanwhile(reader.read(uid, bytes.length / 8, 32));
      if (told.kind !== 'ok') throw new Error(told.because);
      bytes.push(...told.value.bytes);
      ({ last } = told.value);
      expect(told.value.blockSize).toBe(8);
    }
    expect(Uint8Array.from(bytes)).toEqual(memory);
  });

  test('blocks are written, and only what was written changes', async () => {
    const { reader, lay, tagOf, meanwhile } = await hfReader({ maker });
    lay(1);
    const bytes = Uint8Array.from({ length: 80 }, (_, at) => 0x80 + at);
    expect(await meanwhile(reader.write(uidOf(1), 4, bytes, 4))).toEqual({ kind: 'ok', value: null });
    expect(tagOf(1)?.memory.subarray(16, 96)).toEqual(bytes);
    expect(tagOf(1)?.memory.subarray(0, 4)).toEqual(Uint8Array.of(1, 1, 1, 0));
    expect(await meanwhile(reader.writeDsfid(uidOf(1), 0x3e))).toEqual({ kind: 'ok', value: null });
    expect(tagOf(1)?.dsfid).toBe(0x3e);
  });

  test('which blocks are locked is told, and a locked block stays as it is', async () => {
    const { field, reader, tagOf, meanwhile } = await hfReader({ maker });
    field.lay({ ...slixTag({ uid: uidOf(1), content: Uint8Array.of(9), afi: 7 }), locks: new Set([0, 2]) });
    expect(await meanwhile(reader.locks(uidOf(1), 0, 4))).toEqual({ kind: 'ok', value: [true, false, true, false] });
    expect(await meanwhile(reader.write(uidOf(1), 0, Uint8Array.of(1, 2, 3, 4), 4))).not.toMatchObject({ kind: 'ok' });
    expect(tagOf(1)?.memory[0]).toBe(9);
  });

  test('a tag that is not there is gone', async () => {
    const { reader, meanwhile } = await hfReader({ maker });
    expect(await meanwhile(reader.readAfi(uidOf(9)))).toMatchObject({ kind: 'gone' });
    expect(await meanwhile(reader.read(uidOf(9), 0, 9))).toMatchObject({ kind: 'gone' });
    expect(await meanwhile(reader.writeAfi(uidOf(9), 7))).toMatchObject({ kind: 'gone' });
    expect(await meanwhile(reader.alarms(uidOf(9)))).toEqual({ kind: 'ok', value: false });
  });

  test('a late answer is never taken for the answer to the next question; a write is asked once', async () => {
    let isMute = false;
    const late: Uint8Array[] = [];
    const farOf: FarOf = ({ field, clock }) => {
      const settings = readerSettings.parse({ maker, connection: { kind: 'simulated' } });
      const far = wiredOf(settings, clock).simulate(field, false);
      return (send) => {
        const hears = far((bytes) => (isMute ? void late.push(bytes) : send(bytes)));
        return (chunk) => {
          // What was late comes just before the answer to the next question.
          if (!isMute) for (const bytes of late.splice(0)) send(bytes);
          hears(chunk);
        };
      };
    };
    const { reader, lay, tagOf, meanwhile, sent } = await hfReader({ maker }, farOf);
    lay(1, {}, 0xc2);
    lay(2, {}, 0xc2);
    isMute = true;
    const before = sent.length;
    expect(await meanwhile(reader.writeDsfid(uidOf(2), 0x3e))).toMatchObject({ kind: 'reader-error' });
    expect(sent).toHaveLength(before + 1);
    isMute = false;
    // The late answer says that a write was done: nobody asked for this one.
    expect(await meanwhile(reader.writeDsfid(uidOf(9), 0x3f))).toMatchObject({ kind: 'gone' });
    expect(await meanwhile(reader.readAfi(uidOf(1)))).toEqual({ kind: 'ok', value: 0xc2 });
    expect(tagOf(2)?.dsfid).toBe(0x3e);
  });
});
