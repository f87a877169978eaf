// Stories of a pad that is a PC/SC reader: one item or card at a time, with the reader's bad habits.
import { afterEach, describe, expect, test } from 'vitest';
import { writeIso28560_2 } from '../../drivers/tags/iso28560-2.ts';
import { systemClock } from '../../drivers/clock.ts';
import { openPad } from '../../drivers/open.ts';
import type { PadEvent } from '../../drivers/ports/pad.ts';
import { readerSettings } from '../../drivers/rfid/makers.ts';
import { cleanUp, cleanUps, tcpSimulator, until } from './far-ends.ts';
import { isoTagIn, padBench, uidOf } from './pcsc-bench.ts';

afterEach(cleanUp);

const item = (): Uint8Array => {
  const content = writeIso28560_2({ id: '31234000001014', usage: 0x10, owner: null, part: null, title: null });
  if (content === null) throw new Error('that does not fit');
  return content;
};

describe('an item on a PC/SC reader', () => {
  test('is seen, read, taken away', async () => {
    const { clock, field, lay, told, events } = padBench();
    await clock.pass(500);
    expect(told()).toEqual(['ready']);
    lay(1, {}, item());
    await clock.pass(2000);
    expect(told()).toEqual(['ready', 'tag-seen 01', 'tag-read 01']);
    expect(events.at(-1)).toMatchObject({ security: 'armed', read: { kind: 'memory', afi: 0x07, blockSize: 4 } });
    field.lift(uidOf(1));
    await clock.pass(3000);
    expect(told().at(-1)).toBe('tag-gone 01');
  });

  test.each(['in-time', 'wants-timer', 'too-slow'] as const)('is disarmed and armed, writes are %s', async (writes) => {
    const { clock, pad, field, lay, meanwhile } = padBench({
      simulated: { writes },
      rule: { afi: { armed: 0x07, disarmed: 0xc2 }, eas: true },
    });
    await clock.pass(500);
    lay(1, {}, item());
    await clock.pass(2000);
    expect(await meanwhile(pad.secure(uidOf(1), 'disarmed'))).toEqual({ kind: 'done' });
    expect(isoTagIn(field, uidOf(1))).toMatchObject({ afi: 0xc2, eas: false });
    expect(await meanwhile(pad.secure(uidOf(1), 'armed'))).toEqual({ kind: 'done' });
    expect(isoTagIn(field, uidOf(1))).toMatchObject({ afi: 0x07, eas: true });
  });

  test('that takes no write is refused; one that is snatched away is gone', async () => {
    const { clock, pad, lay, field, meanwhile } = padBench();
    await clock.pass(500);
    lay(1, { refusesWrites: true }, item());
    await clock.pass(2000);
    expect(await meanwhile(pad.secure(uidOf(1), 'disarmed'))).toMatchObject({ kind: 'refused' });
    field.lift(uidOf(1));
    await clock.pass(3000);
    for (const snatched of ['before-write', 'after-write'] as const) {
      lay(2, { snatched }, item());
      await clock.pass(2000);
      expect(await meanwhile(pad.secure(uidOf(2), 'disarmed'))).toEqual({ kind: 'gone' });
      await clock.pass(3000);
    }
  });

  test('is read through bad answers, and not at all where half of it stays hidden', async () => {
    const { clock, lay, told, field } = padBench();
    await clock.pass(500);
    lay(1, { readsBadly: 2 }, item());
    await clock.pass(3000);
    expect(told()).toContain('tag-read 01');
    field.lift(uidOf(1));
    await clock.pass(3000);
    lay(2, { readsUpTo: 3 }, item());
    await clock.pass(5000);
    expect(told()).not.toContain('tag-read 02');
    expect(told()).toContain('tag-unreadable 02');
  });

  test('changed for another between two rounds is never mixed up with it', async () => {
    const { clock, lay, told, field, pad, meanwhile } = padBench();
    await clock.pass(500);
    lay(1, {}, item());
    await clock.pass(2000);
    field.lift(uidOf(1));
    lay(2, {}, item());
    expect(await meanwhile(pad.secure(uidOf(1), 'disarmed'))).toEqual({ kind: 'gone' });
    expect(isoTagIn(field, uidOf(2)).afi).toBe(0x07);
    await clock.pass(3000);
    expect(told()).toEqual(expect.arrayContaining(['tag-gone 01', 'tag-seen 02', 'tag-read 02']));
  });

  test('two of them are none, until one is taken away', async () => {
    const { clock, lay, told, field } = padBench();
    await clock.pass(500);
    lay(1, {}, item());
    lay(2, {}, item());
    await clock.pass(3000);
    expect(told()).toEqual(['ready']);
    field.lift(uidOf(2));
    await clock.pass(2000);
    expect(told()).toContain('tag-read 01');
  });

  test('survives the reader’s unplugging', async () => {
    const { clock, lay, told, cable } = padBench();
    await clock.pass(500);
    lay(1, {}, item());
    await clock.pass(2000);
    cable.unplug();
    await clock.pass(3000);
    expect(told()).toEqual(expect.arrayContaining(['trouble', 'tag-gone 01']));
    cable.plug();
    await clock.pass(8000);
    expect(told().slice(-3)).toEqual(['ready', 'tag-seen 01', 'tag-read 01']);
  });

  test('is read within a second when the reader keeps its time', async () => {
    const { clock, lay, told } = padBench({ simulated: { realTime: true } });
    await clock.pass(1000);
    lay(1, {}, item());
    await clock.pass(1000);
    expect(told()).toContain('tag-read 01');
  });
});

test('a reader without AFI reads items all the same, and cannot disarm them', async () => {
  const { clock, lay, events, pad, meanwhile } = padBench({
    simulated: { knows: 'blocks', name: 'HID Global OMNIKEY 5022' },
  });
  await clock.pass(500);
  lay(1, {}, item());
  await clock.pass(3000);
  expect(events.at(-1)).toMatchObject({ kind: 'tag-read', security: 'odd', read: { kind: 'memory', afi: 0 } });
  expect(await meanwhile(pad.secure(uidOf(1), 'disarmed'))).toMatchObject({ kind: 'refused' });
});

test('over TCP, as a program of its own', async () => {
  const port = await tcpSimulator('pcsc', ['--tag', `${uidOf(1)}=31234000001014`]);
  const events: PadEvent[] = [];
  const settings = readerSettings.parse({ maker: 'pcsc', connection: { kind: 'tcp', host: '127.0.0.1', port } });
  const rule = { afi: { armed: 0x07, disarmed: 0xc2 }, eas: false };
  const hears = (event: PadEvent): void => void events.push(event);
  const { pad } = openPad({ settings, rule, clock: systemClock, record: null, hears });
  cleanUps.push(() => pad.close());
  await until('the item', () => events.some(({ kind }) => kind === 'tag-read'));
  expect(await pad.secure(uidOf(1), 'disarmed')).toEqual({ kind: 'done' });
});
