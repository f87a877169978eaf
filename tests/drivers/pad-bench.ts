// A pad over a simulated FEIG reader, on a hand-moved clock: what the pad's stories are told with.
import type { PadEvent, SecurityRule } from '../../drivers/ports/pad.ts';
import { feigUsual, meetFeigReader } from '../../drivers/rfid/feig/reader.ts';
import {
  createFeigSimulator,
  feigSimulatorDefaults,
  type FeigSimulatorSettings,
} from '../../drivers/rfid/feig/simulator.ts';
import { createField, slixTag, type Field, type IsoTag, type TagFaults } from '../../drivers/rfid/field.ts';
import { createPad } from '../../drivers/rfid/pad.ts';
import { createMemoryLine } from '../../drivers/transport/memory.ts';
import { createHandClock } from '../clock.ts';

export type Heard = PadEvent & { readonly atMs: number };

/** UIDs of an NXP chip, told apart by their last byte. */
export const uidOf = (nth: number): string => `E004010046A847${nth.toString(16).toUpperCase().padStart(2, '0')}`;

const isoTag = (field: Field, nth: number): IsoTag | null => {
  const tag = field.tags().find(({ uid }) => uid === uidOf(nth));
  return tag?.air === 'iso15693' ? tag : null;
};

export const padBench = ({
  settings = {},
  rule = { afi: { armed: 0x07, disarmed: 0xc2 }, eas: false },
  ends = () => false,
}: {
  settings?: Partial<FeigSimulatorSettings>;
  rule?: SecurityRule;
  ends?: (memory: Uint8Array, blockSize: number) => boolean;
} = {}) => {
  const clock = createHandClock();
  const field = createField({ seed: 1 });
  const simulated = { ...feigSimulatorDefaults, ...settings };
  /** What the pad sent, as hex. */
  const sent: string[] = [];
  const simulator = createFeigSimulator({ field, clock, settings: simulated });
  const { transport, cable } = createMemoryLine({
    name: 'simulated',
    far: (send) => {
      const hears = simulator(send);
      return (chunk) => {
        sent.push(Buffer.from(chunk).toString('hex').toUpperCase());
        hears(chunk);
      };
    },
  });
  const startMs = clock.now();
  const events: Heard[] = [];
  const pad = createPad({
    transport,
    clock,
    rule,
    meet: (line) => meetFeigReader({ line, clock, settings: { ...feigUsual, frames: simulated.frames } }),
    ends,
    hears: (event) => events.push({ ...event, atMs: clock.now() - startMs }),
  });
  return {
    clock,
    field,
    cable,
    pad,
    events,
    sent,
    /** Lays an armed book. */
    lay: (nth: number, faults: Partial<TagFaults> = {}, afi = 0x07) =>
      field.lay(slixTag({ uid: uidOf(nth), content: Uint8Array.of(nth, nth, nth), afi }), faults),
    /** `tag-seen 01`, … in order. */
    told: () => events.map((event) => ('uid' in event ? `${event.kind} ${event.uid.slice(-2)}` : event.state.at)),
    afiOf: (nth: number) => isoTag(field, nth)?.afi,
    easOf: (nth: number) => isoTag(field, nth)?.eas,
    /** Lets time pass until the promise comes true, and hands on what it says. */
    meanwhile: async <T>(promise: Promise<T>, mostMs = 10_000): Promise<T> => {
      const seen = { isOver: false };
      const over = promise.finally(() => (seen.isOver = true));
      for (let ms = 0; ms < mostMs && !seen.isOver; ms += 1) await clock.pass(1);
      if (!seen.isOver) throw new Error(`Not over after ${mostMs} ms.`);
      return over;
    },
  };
};
