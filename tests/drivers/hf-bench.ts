// A pad, or a bare reader, over any simulated HF reader, on a hand-moved clock: what the stories of all HF makes are told with.
import { openBareReader } from '../../drivers/rfid/bare.ts';
import type { PadEvent, SecurityRule } from '../../drivers/ports/pad.ts';
import { createField, type Field, type IsoTag, slixTag, type TagFaults } from '../../drivers/rfid/field.ts';
import { readerSettings, wiredOf } from '../../drivers/rfid/makers.ts';
import { createPad } from '../../drivers/rfid/pad.ts';
import { createMemoryLine, type Far } from '../../drivers/transport/memory.ts';
import { createHandClock, type HandClock } from '../clock.ts';
import { toHex } from './hex.ts';

/** UIDs of an NXP chip, told apart by their last byte. */
export const uidOf = (nth: number): string => `E004010046A847${nth.toString(16).toUpperCase().padStart(2, '0')}`;

const over = async <T>(clock: HandClock, promise: Promise<T>, mostMs: number): Promise<T> => {
  const seen = { isOver: false };
  const end = promise.finally(() => (seen.isOver = true));
  end.catch(() => undefined);
  for (let ms = 0; ms < mostMs && !seen.isOver; ms += 1) await clock.pass(1);
  if (!seen.isOver) throw new Error(`Not over after ${mostMs} ms.`);
  return await end;
};

export type Said = Readonly<Record<string, unknown>>;
/** Instead of the make's own simulator: one with faults. */
export type FarOf = (parts: { readonly field: Field; readonly clock: HandClock }) => Far;

const wire = (said: Said, realTime: boolean, farOf: FarOf | null) => {
  const clock = createHandClock();
  const field = createField({ seed: 1 });
  const wired = wiredOf(readerSettings.parse({ connection: { kind: 'simulated', realTime }, ...said }), clock);
  /** What was sent to the reader, as hex. */
  const sent: string[] = [];
  const far = farOf === null ? wired.simulate(field, realTime) : farOf({ field, clock });
  const { transport, cable } = createMemoryLine({
    name: 'simulated',
    far: (send) => {
      const hears = far(send);
      return (chunk) => {
        sent.push(toHex(chunk));
        hears(chunk);
      };
    },
  });
  const tagOf = (nth: number): IsoTag | undefined =>
    field.tags().find((tag): tag is IsoTag => tag.air === 'iso15693' && tag.uid === uidOf(nth));
  return {
    clock,
    field,
    cable,
    wired,
    transport,
    sent,
    tagOf,
    /** Lays an armed book. */
    lay: (nth: number, faults: Partial<TagFaults> = {}, afi = 0x07) =>
      field.lay(slixTag({ uid: uidOf(nth), content: Uint8Array.of(nth, nth, nth), afi }), faults),
    /** Lets time pass until the promise comes true, and hands on what it says. */
    meanwhile: <T>(promise: Promise<T>, mostMs = 20_000): Promise<T> => over(clock, promise, mostMs),
  };
};

export const hfPad = (
  said: Said,
  {
    realTime = false,
    farOf = null,
    rule = { afi: { armed: 0x07, disarmed: 0xc2 }, eas: false },
    ends = () => false,
  }: {
    readonly realTime?: boolean;
    readonly farOf?: FarOf | null;
    readonly rule?: SecurityRule;
    readonly ends?: (memory: Uint8Array, blockSize: number) => boolean;
  } = {},
) => {
  const bench = wire(said, realTime, farOf);
  const events: PadEvent[] = [];
  const { transport, clock, wired } = bench;
  const pad = createPad({ transport, clock, rule, meet: wired.meet, ends, hears: (event) => events.push(event) });
  return {
    ...bench,
    pad,
    events,
    /** `tag-seen 01`, … in order. */
    told: () => events.map((event) => ('uid' in event ? `${event.kind} ${event.uid.slice(-2)}` : event.state.at)),
  };
};

/** The reader itself, for single commands; rejects as its acquaintance does. */
export const hfReader = async (said: Said, farOf: FarOf | null = null) => {
  const bench = wire(said, false, farOf);
  const { reader } = await bench.meanwhile(openBareReader({ transport: bench.transport, wired: bench.wired }));
  return { ...bench, reader };
};
