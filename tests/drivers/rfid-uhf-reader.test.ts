// UHF readers' manners, whichever make they are: what is on a tag is read and written to its end, in words, and what a line
// loses or delays is not taken for something else.
import { describe, expect, test } from 'vitest';
import type { Far } from '../../drivers/transport/memory.ts';
import { hex } from './hex.ts';
import { uhfMakes, uhfReader, uiiOf } from './uhf-bench.ts';

const words = (count: number): Uint8Array => Uint8Array.from({ length: count * 2 }, (_, nth) => (nth * 7) % 251);

describe.each(uhfMakes)('%s', (_name, settings) => {
  test('tells what it can', async () => {
    const { reader } = await uhfReader(settings);
    expect(reader.capabilities).toMatchObject({
      airs: ['gen2'],
      pile: true,
      afi: true,
      uii: true,
      write: true,
      lock: false,
    });
    expect(reader.model).toMatch(/firmware/);
    expect(await reader.writeDsfid(uiiOf(1), 6)).toMatchObject({ kind: 'unsupported' });
    expect(await reader.lock(uiiOf(1), 0, 1)).toMatchObject({ kind: 'unsupported' });
  });

  test('the user bank is written and read to its end, which no tag tells', async () => {
    const { reader, lay, meanwhile } = await uhfReader(settings);
    lay(1);
    expect(await meanwhile(reader.write(uiiOf(1), 0, words(16), 2))).toEqual({ kind: 'ok', value: null });
    const read: number[] = [];
    for (;;) {
      const told = await meanwhile(reader.read(uiiOf(1), read.length / 2, 9));
      if (told.kind !== 'ok') throw new Error(told.because);
      expect(told.value.blockSize).toBe(2);
      read.push(...told.value.bytes);
      if (told.value.last) break;
    }
    expect(Uint8Array.from(read)).toEqual(words(16));
    expect(await meanwhile(reader.write(uiiOf(1), 15, words(2), 2))).toMatchObject({ kind: 'tag-error' });
    expect(await reader.write(uiiOf(1), 0, hex('00'), 1)).toMatchObject({ kind: 'tag-error' });
  });

  test('a tag without a user bank has none, and a tag that is not there is gone', async () => {
    const { reader, field, lay, meanwhile } = await uhfReader(settings);
    field.lay({ air: 'gen2', uid: uiiOf(1), pc: 0x3107, user: new Uint8Array(0), eas: false });
    expect(await meanwhile(reader.read(uiiOf(2), 0, 8))).toMatchObject({ kind: 'gone' });
    const told = await meanwhile(reader.read(uiiOf(1), 0, 8));
    // Who says only that it failed may have a weak tag before it: then nothing is claimed.
    expect(told.kind === 'ok' ? told.value.bytes.length : told.kind).toBe(told.kind === 'ok' ? 0 : 'tag-error');
    lay(3);
    expect(await meanwhile(reader.read(uiiOf(3), 0, 8))).toMatchObject({
      kind: 'ok',
      value: { bytes: new Uint8Array(16) },
    });
  });

  test('a new identifier is written with its control word, and the tag answers to it', async () => {
    const { reader, field, lay, meanwhile } = await uhfReader(settings);
    lay(1);
    lay(2);
    const uii = hex('3B4A2C1D0099');
    expect(await meanwhile(reader.writeUii(uiiOf(1), 0x1907, uii))).toEqual({ kind: 'ok', value: null });
    expect(field.tags().map(({ uid }) => uid)).toContain('3B4A2C1D0099');
    expect(await meanwhile(reader.readPc('3B4A2C1D0099'))).toEqual({ kind: 'ok', value: 0x1907 });
    expect(await meanwhile(reader.readAfi(uiiOf(2)))).toEqual({ kind: 'ok', value: 0x07 });
    const seen = await meanwhile(reader.inventory());
    expect(seen.kind === 'ok' ? seen.value.map(({ uid }) => uid).toSorted() : seen).toEqual([uiiOf(2), '3B4A2C1D0099']);
    // Three words are announced, and there are none.
    expect(await reader.writeUii(uiiOf(2), 0x1907, hex(''))).toMatchObject({ kind: 'tag-error' });
  });

  test('a read that fails in the air is not a short tag', async () => {
    const { reader, lay, meanwhile } = await uhfReader(settings);
    lay(1, { readsBadly: 50 });
    expect(await meanwhile(reader.read(uiiOf(1), 4, 8))).toMatchObject({ kind: 'tag-error' });
  });

  /** Holds answers back until something else is asked. */
  const line = { holdsBack: false };
  const clumsy =
    (far: Far): Far =>
    (send) => {
      let held: Uint8Array[] = [];
      const hears = far((bytes) => {
        if (line.holdsBack) held.push(bytes);
        else send(bytes);
      });
      return (chunk) => {
        if (!line.holdsBack) for (const bytes of held.splice(0)) send(bytes);
        held = line.holdsBack ? held : [];
        hears(chunk);
      };
    };

  test('an answer that comes late is not taken for the next one', async () => {
    const bench = await uhfReader(settings, ({ wired, field }) => clumsy(wired.simulate(field, false)));
    const { reader, lay, meanwhile, clock } = bench;
    lay(1);
    lay(2, {}, 0xc2);
    expect(await meanwhile(reader.readAfi(uiiOf(1)))).toEqual({ kind: 'ok', value: 0x07 });
    line.holdsBack = true;
    const lost = reader.writeAfi(uiiOf(1), 0xc2);
    expect(await meanwhile(lost)).toMatchObject({ kind: 'reader-error' });
    line.holdsBack = false;
    await clock.pass(10);
    expect(await meanwhile(reader.readAfi(uiiOf(2)))).toEqual({ kind: 'ok', value: 0xc2 });
    const seen = await meanwhile(reader.inventory());
    expect(seen.kind === 'ok' ? seen.value : seen).toHaveLength(2);
  });

  test('a line that ends answers the question in flight', async () => {
    const { reader, cable, lay, meanwhile } = await uhfReader(settings);
    lay(1);
    const afi = reader.readAfi(uiiOf(1));
    cable.unplug();
    expect(await meanwhile(afi)).toMatchObject({ kind: 'reader-error' });
  });
});
