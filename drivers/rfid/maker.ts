// What a make of reader is to the rest of the house: one row. Knows no make.
import type * as z from 'zod';
import { systemClock, type Clock } from '../clock.ts';
import type { WiredConnection } from '../connections.ts';
import type { Fault } from '../ports/fault.ts';
import type { AirProtocol, TagReader } from '../ports/tag-reader.ts';
import type { Far } from '../transport/memory.ts';
import type { Line } from '../transport/watch.ts';
import type { Ear } from './ear.ts';
import type { Field } from './field.ts';

/** The acquaintance with a reader on one open line. `reader` rejects with a `DeviceError` when no such reader answers. */
export type Met = {
  bytes(chunk: Uint8Array): void;
  ended(why: Fault): void;
  readonly reader: Promise<TagReader>;
};

/** A reader as it is set up in one place. */
export type Wired = {
  /** Null: simulated. */
  readonly connection: WiredConnection | null;
  /** Of a simulated one: keeps the time of the real thing. */
  readonly realTime: boolean;
  /** The ways in which a reader of this make may be set. */
  readonly probes: readonly Probe[];
  meet(line: Line): Met;
  /** The same reader on the far end of a wire, over tags that lie in a field. */
  simulate(field: Field, realTime: boolean): Far;
};

/** A harmless question that a reader of this make answers, whatever state it is in: its version, never an inventory. */
export type Probe = {
  readonly line:
    | { readonly kind: 'serial'; readonly baudRate: number; readonly parity: 'none' | 'even' | 'odd' }
    | { readonly kind: 'tcp'; readonly port: number }
    | { readonly kind: 'hid'; readonly vendorId: number; readonly productId: number };
  /** Empty: this make greets whoever connects, and is only listened to. */
  readonly asks: Uint8Array;
  /** The model and what to write into the settings, from everything that came back so far; null: not (yet) an answer of this make. */
  knows(heard: Uint8Array): { readonly model: string; readonly settings: Readonly<Record<string, unknown>> } | null;
};

/** Knows a make by its own ear: `tells` takes the model out of a frame; null: that frame does not tell. */
export const heardBy =
  <F>(by: {
    ear(parts: { readonly clock: Clock; readonly hears: (frame: F) => void }): Ear;
    tells(frame: F): string | null;
    readonly settings: Readonly<Record<string, unknown>>;
  }): Probe['knows'] =>
  (heard) => {
    let model: string | null = null;
    const ear = by.ear({ clock: systemClock, hears: (frame) => (model ??= by.tells(frame)) });
    ear.bytes(heard);
    // All that came is here: nothing is waited for.
    ear.reset();
    return model === null ? null : { model, settings: by.settings };
  };

export type Maker = {
  /** The word in the settings, and the name of the folder. */
  readonly maker: string;
  /** As a technician would call it. */
  readonly title: string;
  /** What items lie on it, for those who lay simulated ones. */
  readonly air: AirProtocol;
  readonly probes: readonly Probe[];
  /** Null: these are settings of another make. Throws what is wrong with its own. */
  wire(settings: unknown, clock: Clock): Wired | null;
};

type ReaderShape = {
  readonly maker: string;
  readonly connection: WiredConnection | { readonly kind: 'simulated'; readonly realTime: boolean };
};

/** Ties a make's settings to what is done with them, so that nobody outside need know their shape. */
export const makerOf = <S extends z.ZodType<ReaderShape>>(row: {
  readonly maker: string;
  readonly title: string;
  readonly air: AirProtocol;
  readonly settings: S;
  readonly probes: readonly Probe[];
  meet(parts: { readonly line: Line; readonly clock: Clock; readonly settings: z.output<S> }): Met;
  simulate(parts: {
    readonly field: Field;
    readonly clock: Clock;
    readonly realTime: boolean;
    readonly settings: z.output<S>;
  }): Far;
}): Maker => ({
  maker: row.maker,
  title: row.title,
  air: row.air,
  probes: row.probes,
  wire: (said, clock) => {
    if (typeof said !== 'object' || said === null || Reflect.get(said, 'maker') !== row.maker) return null;
    const settings = row.settings.parse(said);
    const { connection } = settings;
    return {
      connection: connection.kind === 'simulated' ? null : connection,
      realTime: connection.kind === 'simulated' && connection.realTime,
      probes: row.probes,
      meet: (line) => row.meet({ line, clock, settings }),
      simulate: (field, realTime) => row.simulate({ field, clock, realTime, settings }),
    };
  },
});
