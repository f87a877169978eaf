// A pad over a simulated PC/SC reader, on a hand-moved clock: what its stories are told with.
import { readerSettings } from '../../drivers/rfid/makers.ts';
import type { PadEvent, SecurityRule } from '../../drivers/ports/pad.ts';
import type { TagReader } from '../../drivers/ports/tag-reader.ts';
import { openBareReader } from '../../drivers/rfid/bare.ts';
import { createField, slixTag, type Field, type IsoTag, type TagFaults } from '../../drivers/rfid/field.ts';
import { createPad } from '../../drivers/rfid/pad.ts';
import { meetPcscReader, type PcscSettings } from '../../drivers/rfid/pcsc/reader.ts';
import {
  createPcscSimulator,
  pcscSimulatorDefaults,
  type PcscSimulatorSettings,
} from '../../drivers/rfid/pcsc/simulator.ts';
import { dataEnds } from '../../drivers/tags/detect.ts';
import { createMemoryLine } from '../../drivers/transport/memory.ts';
import type { Line } from '../../drivers/transport/watch.ts';
import { createHandClock } from '../clock.ts';
import { hexOf } from '../../drivers/rfid/uii.ts';

export const uidOf = (nth: number): string => `E004010046A847${nth.toString(16).toUpperCase().padStart(2, '0')}`;

export const settingsOf = (more: Record<string, unknown> = {}): PcscSettings => {
  const settings = readerSettings.parse({ maker: 'pcsc', connection: { kind: 'simulated' }, ...more });
  if (settings.maker !== 'pcsc') throw new Error('not pcsc');
  return settings;
};

export const isoTagIn = (field: Field, uid: string): IsoTag => {
  const tag = field.tags().find((one) => one.uid === uid);
  if (tag?.air !== 'iso15693') throw new Error(`No tag ${uid} lies there.`);
  return tag;
};

type BenchSettings = {
  readonly simulated?: Partial<PcscSimulatorSettings>;
  readonly settings?: Record<string, unknown>;
  readonly rule?: SecurityRule;
};

const wires = ({ simulated = {}, settings = {} }: BenchSettings) => {
  const clock = createHandClock();
  const field = createField({ seed: 1 });
  /** The messages to the reader, as hex. */
  const sent: string[] = [];
  /** Answers that are kept back; the hand gives them later. */
  const held: { is: boolean; readonly chunks: Uint8Array[] } = { is: false, chunks: [] };
  const far = createPcscSimulator({ field, clock, settings: { ...pcscSimulatorDefaults, ...simulated } });
  let give: (bytes: Uint8Array) => void = () => undefined;
  const { transport, cable } = createMemoryLine({
    name: 'simulated',
    far: (send) => {
      give = send;
      const hears = far((bytes) => (held.is ? void held.chunks.push(bytes.slice()) : send(bytes)));
      return (chunk) => {
        sent.push(hexOf(chunk.subarray(2)));
        hears(chunk);
      };
    },
  });
  const meet = (line: Line) => meetPcscReader({ line, clock, settings: settingsOf(settings) });
  const meanwhile = async <T>(promise: Promise<T>, mostMs = 20_000): Promise<T> => {
    const seen = { isOver: false };
    const over = promise.finally(() => (seen.isOver = true));
    over.catch(() => undefined);
    for (let ms = 0; ms < mostMs && !seen.isOver; ms += 1) await clock.pass(1);
    if (!seen.isOver) throw new Error(`Not over after ${mostMs} ms.`);
    return over;
  };
  const lay = (nth: number, faults: Partial<TagFaults> = {}, content: Uint8Array = Uint8Array.of(nth, nth, nth)) =>
    field.lay(slixTag({ uid: uidOf(nth), content, afi: 0x07 }), faults);
  return {
    clock,
    field,
    cable,
    sent,
    transport,
    meet,
    meanwhile,
    lay,
    keepAnswers: () => (held.is = true),
    /** What was kept back comes late. */
    giveAnswers: () => {
      held.is = false;
      for (const chunk of held.chunks.splice(0)) give(chunk);
    },
  };
};

/** A reader by itself. */
export const readerBench = async (parts: BenchSettings = {}) => {
  const bench = wires(parts);
  const bare = await bench.meanwhile(openBareReader({ transport: bench.transport, wired: { meet: bench.meet } }));
  const reader: TagReader = bare.reader;
  bench.sent.length = 0;
  return { ...bench, reader };
};

export const padBench = (parts: BenchSettings = {}) => {
  const bench = wires(parts);
  const events: PadEvent[] = [];
  const pad = createPad({
    transport: bench.transport,
    clock: bench.clock,
    rule: parts.rule ?? { afi: { armed: 0x07, disarmed: 0xc2 }, eas: false },
    meet: bench.meet,
    ends: dataEnds,
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
