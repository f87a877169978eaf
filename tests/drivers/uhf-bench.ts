// A pad over any simulated UHF reader, on a hand-moved clock: what the stories of UHF pads are told with.
import { openBareReader } from '../../drivers/rfid/bare.ts';
import type { PadEvent, SecurityRule } from '../../drivers/ports/pad.ts';
import { createField, type Field, type Gen2Tag, type TagFaults } from '../../drivers/rfid/field.ts';
import { uhfTag } from '../../drivers/rfid/gen2-field.ts';
import type { Wired } from '../../drivers/rfid/maker.ts';
import { readerSettings, wiredOf } from '../../drivers/rfid/makers.ts';
import { createPad } from '../../drivers/rfid/pad.ts';
import { createMemoryLine, type Far } from '../../drivers/transport/memory.ts';
import { createHandClock, type HandClock } from '../clock.ts';

/** UIIs of 12 bytes, told apart by their last. */
export const uiiOf = (nth: number): string =>
  `3B4A2C1D00112233445566${nth.toString(16).toUpperCase().padStart(2, '0')}`;

/** Settings of each make whose pads are told of together. */
export const uhfMakes: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['an R2000 module', { maker: 'a0' }],
  ['an R2000 module in session 1', { maker: 'a0', session: 's1' }],
  ['a UHFReader18', { maker: 'uhfreader' }],
  ['an LLRP reader', { maker: 'llrp' }],
  ['a UHFReader288', { maker: 'uhfreader', layout: 'uhf288' }],
];

const over = async <T>(clock: HandClock, promise: Promise<T>, mostMs: number): Promise<T> => {
  const seen = { isOver: false };
  const end = promise.finally(() => (seen.isOver = true));
  end.catch(() => undefined);
  for (let ms = 0; ms < mostMs && !seen.isOver; ms += 1) await clock.pass(1);
  if (!seen.isOver) throw new Error(`Not over after ${mostMs} ms.`);
  return await end;
};

/** Instead of the make's own simulator: one with faults, or a far end written out by hand. */
export type FarOf = (parts: { readonly field: Field; readonly clock: HandClock; readonly wired: Wired }) => Far;

const wire = (settings: Readonly<Record<string, unknown>>, realTime: boolean, farOf: FarOf | null) => {
  const clock = createHandClock();
  const field = createField({ seed: 1 });
  const wired = wiredOf(readerSettings.parse({ connection: { kind: 'simulated', realTime }, ...settings }), clock);
  /** What was sent to the reader, as hex. */
  const sent: string[] = [];
  const far = farOf === null ? wired.simulate(field, realTime) : farOf({ field, clock, wired });
  const { transport, cable } = createMemoryLine({
    name: 'simulated',
    far: (send) => {
      const hears = far(send);
      return (chunk) => {
        sent.push(Buffer.from(chunk).toString('hex').toUpperCase());
        hears(chunk);
      };
    },
  });
  const tagOf = (nth: number): Gen2Tag | undefined =>
    field.tags().find((tag): tag is Gen2Tag => tag.air === 'gen2' && tag.uid === uiiOf(nth));
  return {
    clock,
    field,
    cable,
    wired,
    transport,
    sent,
    tagOf,
    lay: (nth: number, faults: Partial<TagFaults> = {}, afi: number | null = 0x07) =>
      field.lay(uhfTag({ uid: uiiOf(nth), afi }), faults),
    afiOf: (nth: number) => {
      const tag = tagOf(nth);
      return tag === undefined ? undefined : tag.pc & 0xff;
    },
    /** Lets time pass until the promise comes true, and hands on what it says. */
    meanwhile: <T>(promise: Promise<T>, mostMs = 20_000): Promise<T> => over(clock, promise, mostMs),
  };
};

export const uhfPad = (
  settings: Readonly<Record<string, unknown>>,
  { realTime = false, farOf = null }: { realTime?: boolean; farOf?: FarOf | null } = {},
) => {
  const bench = wire(settings, realTime, farOf);
  const rule: SecurityRule = { afi: { armed: 0x07, disarmed: 0xc2 }, eas: false };
  const events: PadEvent[] = [];
  const { transport, clock, wired } = bench;
  const pad = createPad({
    transport,
    clock,
    rule,
    meet: wired.meet,
    ends: () => true,
    hears: (event) => events.push(event),
  });
  return {
    ...bench,
    pad,
    events,
    /** `tag-seen 01`, … in order. */
    told: () => events.map((event) => ('uid' in event ? `${event.kind} ${event.uid.slice(-2)}` : event.state.at)),
  };
};

/** The reader itself, for single commands. */
export const uhfReader = async (settings: Readonly<Record<string, unknown>>, farOf: FarOf | null = null) => {
  const bench = wire(settings, false, farOf);
  const { reader } = await bench.meanwhile(openBareReader({ transport: bench.transport, wired: bench.wired }));
  return { ...bench, reader };
};
