// How bytes travel between this station and a device. Knows nothing of frames.
import type { Fault } from '../ports/fault.ts';

/** A way to a device. One `open` makes one connection; after it closed, `open` may be called again. */
export type Transport = {
  /** What a technician would call this line: `serial /dev/ttyUSB0`, `tcp 10.0.0.7:10001`, `simulated`. */
  readonly name: string;
  /** Rejects with a `DeviceError` when the line cannot be had. */
  open(hears: TransportHears): Promise<Connection>;
};

export type TransportHears = {
  bytes(chunk: Uint8Array): void;
  /** Called exactly once for a connection that ended, by either side or by a pulled cable. Never after our own `close`. */
  closed(why: Fault): void;
};

export type Connection = {
  /** What a technician should know of this line although it works. */
  readonly remark?: string;
  /** Takes the bytes or, when the line is gone, drops them: only an answer proves that they arrived. */
  write(bytes: Uint8Array): void;
  /** Idempotent; never rejects; resolves within a second even where the line no longer answers. */
  close(): Promise<void>;
};
