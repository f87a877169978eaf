// UHF readers on a line that breaks, doubles, drops and invents bytes: every command comes to an end, and none is believed
// that was broken.
import { describe, expect, test } from 'vitest';
import type { Far } from '../../drivers/transport/memory.ts';
import { isProof } from '../proof.ts';
import { uhfMakes, uhfPad, uhfReader, uiiOf } from './uhf-bench.ts';

/** A small seeded generator: the same seed always breaks the same bytes. */
const seeded = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
};

const breaks = ['not', 'not', 'flip', 'drop-byte', 'lose', 'double', 'rubbish-before', 'half'] as const;

const broken = (bytes: Uint8Array, next: (below: number) => number): readonly Uint8Array[] => {
  const at = next(bytes.length);
  switch (breaks[next(breaks.length)]) {
    case 'flip':
      return [bytes.with(at, (bytes[at] ?? 0) ^ (1 << next(8)))];
    case 'drop-byte':
      return [bytes.slice(0, at), bytes.slice(at + 1)];
    case 'lose':
      return [];
    case 'double':
      return [bytes, bytes];
    case 'rubbish-before':
      return [Uint8Array.from({ length: next(40) }, () => next(256)), bytes];
    case 'half':
      return [bytes.slice(0, at)];
    default:
      return [bytes];
  }
};

const through =
  (far: Far, line: { readonly isBad: boolean }, next: (below: number) => number): Far =>
  (send) =>
    far((bytes) => {
      for (const piece of line.isBad ? broken(bytes, next) : [bytes]) if (piece.length > 0) send(piece);
    });

/** A line is told in real steps of a clock, so even the proof has few of them. */
const seeds = isProof ? 30 : 3;
const ends = ['ok', 'gone', 'tag-error', 'reader-error', 'unsupported'];

describe.each(uhfMakes)('%s', (name, settings) => {
  test('on a bad line', async () => {
    for (let seed = 1; seed <= seeds; seed += 1) {
      const next = seeded(seed);
      const line = { isBad: false };
      const { reader, lay, meanwhile } = await uhfReader(settings, ({ wired, field }) =>
        through(wired.simulate(field, false), line, next),
      );
      lay(1);
      lay(2, {}, 0xc2);
      line.isBad = true;
      for (let round = 0; round < 6; round += 1) {
        const seen = await meanwhile(reader.inventory(), 60_000);
        expect(ends).toContain(seen.kind);
        const afi = await meanwhile(reader.readAfi(uiiOf(1)), 60_000);
        // LLRP has no checksum: TCP's is believed, and what lies below it is not broken here.
        if (afi.kind === 'ok' && name !== 'an LLRP reader') expect(afi.value).toBe(0x07);
        else expect(ends).toContain(afi.kind);
        const written = await meanwhile(reader.write(uiiOf(2), 0, Uint8Array.of(round, 1), 2), 60_000);
        expect(ends).toContain(written.kind);
      }
    }
  });

  test('a pad comes through a bad line, and is as good as before when the line is', async () => {
    const next = seeded(7);
    const line = { isBad: true };
    const { clock, pad, lay, afiOf, meanwhile } = uhfPad(settings, {
      farOf: ({ wired, field }) => through(wired.simulate(field, false), line, next),
    });
    lay(1);
    await clock.pass(20_000);
    line.isBad = false;
    await clock.pass(20_000);
    expect(pad.state().at).toBe('ready');
    expect(await meanwhile(pad.secure(uiiOf(1), 'disarmed'))).toEqual({ kind: 'done' });
    expect(afiOf(1)).toBe(0xc2);
  });
});
