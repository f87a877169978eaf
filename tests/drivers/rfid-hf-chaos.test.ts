// HF readers on a line that breaks, doubles, drops and invents bytes: every command comes to an end, nothing broken is believed,
// and no tag is ever told in part.
import { describe, expect, test } from 'vitest';
import { readerSettings, wiredOf } from '../../drivers/rfid/makers.ts';
import type { Far } from '../../drivers/transport/memory.ts';
import { runs } from '../proof.ts';
import { type FarOf, hfPad, hfReader, type Said, uidOf } from './hf-bench.ts';

/** A small seeded generator: the same seed always breaks the same bytes. */
const seeded = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
};

type Below = (below: number) => number;
/** What may become of the bytes of one answer; most often nothing. */
const breaks: readonly ((bytes: Uint8Array, at: number, next: Below) => readonly Uint8Array[])[] = [
  (bytes) => [bytes],
  (bytes) => [bytes],
  (bytes) => [bytes],
  (bytes, at, next) => [bytes.with(at, (bytes[at] ?? 0) ^ (1 << next(8)))],
  (bytes, at) => [bytes.slice(0, at), bytes.slice(at + 1)],
  () => [],
  (bytes) => [bytes, bytes],
  (bytes, _at, next) => [Uint8Array.from({ length: 1 + next(40) }, () => next(256)), bytes],
  (bytes, at) => [bytes.slice(0, at)],
];

type Line = { isBad: boolean };

const throughBadLine =
  (said: Said, line: Line, next: Below): FarOf =>
  ({ field, clock }) => {
    const settings = readerSettings.parse({ connection: { kind: 'simulated' }, ...said });
    const far: Far = wiredOf(settings, clock).simulate(field, false);
    return (send) =>
      far((bytes) => {
        const broken = line.isBad ? breaks[next(breaks.length)]?.(bytes, next(bytes.length), next) : [bytes];
        for (const piece of broken ?? []) if (piece.length > 0) send(piece);
      });
  };

const ends = ['ok', 'gone', 'tag-error', 'reader-error', 'unsupported'];

describe.each<Said & { readonly name: string }>([
  { name: 'rfidstation', maker: 'rfidstation' },
  { name: 'threem', maker: 'threem' },
  { name: 'twn4, ASCII', maker: 'twn4', check: 'crc' },
  { name: 'twn4, binary', maker: 'twn4', check: 'crc', framing: 'binary' },
])('$name', ({ name: _name, ...said }) => {
  test('on a bad line every command ends, and what is believed is so', async () => {
    for (let seed = 1; seed <= runs(4); seed += 1) {
      const line = { isBad: false };
      const { reader, lay, tagOf, meanwhile } = await hfReader(said, throughBadLine(said, line, seeded(seed)));
      lay(1);
      // A card reader speaks of the tag that it found last.
      await meanwhile(reader.inventory());
      line.isBad = true;
      for (let round = 0; round < 6; round += 1) {
        const seen = await meanwhile(reader.inventory(), 60_000);
        expect(ends).toContain(seen.kind);
        if (seen.kind === 'ok') for (const { uid } of seen.value) expect(uid).toBe(uidOf(1));
        const afi = await meanwhile(reader.readAfi(uidOf(1)), 60_000);
        expect(afi.kind === 'ok' ? afi.value : ends).toEqual(afi.kind === 'ok' ? tagOf(1)?.afi : ends);
        const blocks = await meanwhile(reader.read(uidOf(1), 2, 6), 60_000);
        expect(ends).toContain(blocks.kind);
        if (blocks.kind === 'ok') {
          const { bytes, last } = blocks.value;
          expect(bytes).toEqual(tagOf(1)?.memory.slice(8, 8 + bytes.length));
          expect(last).toBe(false);
        }
        const written = await meanwhile(reader.write(uidOf(1), 4, Uint8Array.of(round, 1, 2, 3), 4), 60_000);
        expect(ends).toContain(written.kind);
        if (written.kind === 'ok') expect(tagOf(1)?.memory[16]).toBe(round);
      }
    }
  });

  test('a pad tells whole tags or none, what it calls done is done, and it is as good as before when the line is', async () => {
    for (let seed = 1; seed <= runs(2); seed += 1) {
      const line = { isBad: true };
      const { clock, pad, events, lay, tagOf, meanwhile } = hfPad(said, {
        farOf: throughBadLine(said, line, seeded(seed)),
      });
      lay(1);
      const original = tagOf(1)?.memory.slice();
      for (const want of ['disarmed', 'armed', 'disarmed'] as const) {
        await clock.pass(8000);
        const outcome = await meanwhile(pad.secure(uidOf(1), want), 120_000);
        if (outcome.kind === 'done') expect(tagOf(1)?.afi).toBe(want === 'armed' ? 0x07 : 0xc2);
      }
      line.isBad = false;
      await clock.pass(20_000);
      expect(pad.state().at).toBe('ready');
      for (const event of events)
        if (event.kind === 'tag-read') expect(event.read).toMatchObject({ kind: 'memory', memory: original });
      expect(events.some(({ kind }) => kind === 'tag-read')).toBe(true);
      expect(await meanwhile(pad.secure(uidOf(1), 'armed'))).toEqual({ kind: 'done' });
      expect(tagOf(1)?.afi).toBe(0x07);
    }
  });
});

test('a device that never stops talking neither fills nor stops the station', async () => {
  const next = seeded(3);
  for (const maker of ['rfidstation', 'threem', 'twn4']) {
    const babble: FarOf =
      ({ clock }) =>
      (send) => {
        const talk = (): void => {
          send(Uint8Array.from({ length: 4096 }, () => next(256)));
          clock.after(20, talk);
        };
        talk();
        return () => undefined;
      };
    const { clock, told } = hfPad({ maker }, { farOf: babble });
    await clock.pass(4000);
    expect(told()[0]).toBe('trouble');
    expect(told()).not.toContain('ready');
  }
}, 60_000);
