// A pad over each of the simulated UHF readers: what a library sees of it, whichever make it is.
import { describe, expect, test } from 'vitest';
import { uhfMakes, uhfPad, uiiOf } from './uhf-bench.ts';

describe.each(uhfMakes)('a pad over %s', (_name, settings) => {
  test('an item is seen, read, disarmed, armed again, and gone after it was taken', async () => {
    const { clock, field, pad, events, told, lay, afiOf, meanwhile } = uhfPad(settings);
    await clock.pass(2000);
    lay(1);
    await clock.pass(1500);
    expect(told()).toEqual(['ready', 'tag-seen 01', 'tag-read 01']);
    expect(events.at(-1)).toEqual({
      kind: 'tag-read',
      uid: uiiOf(1),
      read: { kind: 'uii', pc: 0x3107, uii: Uint8Array.from(Buffer.from(uiiOf(1), 'hex')) },
      security: 'armed',
    });
    expect(await meanwhile(pad.secure(uiiOf(1), 'disarmed'))).toEqual({ kind: 'done' });
    expect(afiOf(1)).toBe(0xc2);
    expect(await meanwhile(pad.secure(uiiOf(1), 'armed'))).toEqual({ kind: 'done' });
    expect(afiOf(1)).toBe(0x07);
    field.lift(uiiOf(1));
    await clock.pass(3000);
    expect(told().slice(3)).toEqual(['tag-gone 01']);
  });

  test('sixty tags', async () => {
    const { clock, lay, told } = uhfPad(settings, { realTime: true });
    for (let nth = 0; nth < 60; nth += 1) lay(nth);
    await clock.pass(15_000);
    expect(told().filter((line) => line.startsWith('tag-seen'))).toHaveLength(60);
    expect(told().filter((line) => line.startsWith('tag-read'))).toHaveLength(60);
    expect(told().filter((line) => line.startsWith('tag-gone'))).toEqual([]);
  });

  test.each([
    ['taken away before the write', { snatched: 'before-write' }, { kind: 'gone' }],
    ['taken away after the write', { snatched: 'after-write' }, { kind: 'gone' }],
    ['refusing every write', { refusesWrites: true }, { kind: 'refused' }],
    ['failing twice on the edge of the antenna', { writesBadly: 2 }, { kind: 'done' }],
    ['writing without saying so', { writesSilently: true }, { kind: 'done' }],
  ] as const)('a tag %s', async (_fault, faults, outcome) => {
    const { clock, pad, lay, meanwhile } = uhfPad(settings);
    lay(1, faults);
    await clock.pass(3000);
    expect(await meanwhile(pad.secure(uiiOf(1), 'disarmed'))).toMatchObject(outcome);
  });

  test('an EPC of another trade is told as it is and never written', async () => {
    const { clock, pad, events, lay, tagOf, meanwhile } = uhfPad(settings);
    lay(1, {}, null);
    await clock.pass(3000);
    expect(events.at(-1)).toMatchObject({ kind: 'tag-read', read: { kind: 'uii', pc: 0x3000 }, security: 'odd' });
    expect(await meanwhile(pad.secure(uiiOf(1), 'disarmed'))).toMatchObject({ kind: 'refused' });
    expect(tagOf(1)?.pc).toBe(0x3000);
  });

  test('an AFI that is not ours is not touched', async () => {
    const { clock, pad, lay, afiOf, meanwhile } = uhfPad(settings);
    lay(1, {}, 0x21);
    await clock.pass(3000);
    expect(await meanwhile(pad.secure(uiiOf(1), 'disarmed'))).toEqual({ kind: 'odd', afi: 0x21 });
    expect(afiOf(1)).toBe(0x21);
  });

  test('unplugged in the middle of a write, and back', async () => {
    const { clock, pad, cable, told, lay, meanwhile } = uhfPad(settings, { realTime: true });
    lay(1);
    await clock.pass(3000);
    const securing = pad.secure(uiiOf(1), 'disarmed');
    await clock.pass(1);
    cable.unplug();
    expect(await meanwhile(securing)).toEqual({ kind: 'gone' });
    await clock.pass(1000);
    expect(told()).toEqual(['ready', 'tag-seen 01', 'tag-read 01', 'trouble', 'tag-gone 01']);
    cable.plug();
    await clock.pass(8000);
    expect(told().slice(5)).toEqual(['ready', 'tag-seen 01', 'tag-read 01']);
    expect(await meanwhile(pad.secure(uiiOf(1), 'disarmed'))).toEqual({ kind: 'done' });
  });

  test('a shadowed tag neither comes nor goes', async () => {
    const { clock, lay, told } = uhfPad(settings);
    lay(1, { seenEvery: 3 });
    await clock.pass(20_000);
    expect(told()).toEqual(['ready', 'tag-seen 01', 'tag-read 01']);
  });
});
