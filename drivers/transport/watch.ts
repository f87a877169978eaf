// Supervision of one line: opens it, greets the device, closes it when the device falls silent, and tries again.
// Shared by every device; knows nothing of what they are for.
import type { Clock } from '../clock.ts';
import type { Device, DeviceState } from '../ports/device.ts';
import { type Fault, faultOf } from '../ports/fault.ts';
import type { Connection, Transport } from './transport.ts';

/** An open line as the driver of one device uses it. */
export type Line = {
  write(bytes: Uint8Array): void;
  /** The device answered: the silences before do not count any more. */
  answered(): void;
  /** An answer did not come in time. After three in a row the line is closed and opened anew. */
  missed(): void;
  /** The device answers but cannot do its work: the line is closed and opened anew. */
  failed(why: Fault): void;
};

/** One stay on one open line. */
export type Visit = {
  bytes(chunk: Uint8Array): void;
  /** The line is gone, or is being closed. Called exactly once. */
  ended(why: Fault): void;
  /** What the device says it is, as the technician would read it. Rejects with a `DeviceError` when it is not the device. */
  readonly model: Promise<string>;
};

// A frozen device looks like a healthy line (write and drain report success), and a vanished one may never say so:
// only its answers prove that it is there.
const silencesAllowed = 3;
const openTimeoutMs = 5000;
/** Three times what the fastest serial line brings; whoever sends more would keep the station from all other work. */
const mostBytesPerSecond = 64 * 1024;
/**
 * The pause before each new try; the last one stays. Windows needs 0.5 to 2 s before a USB port can be had again, and what
 * is plugged in again must work within three.
 */
const backOffMs = [500, 1000, 1500] as const;
const lastBackOffMs = 1500;

const nothing = (): void => undefined;

export const watch = ({
  transport,
  clock,
  visit,
  hears,
}: {
  transport: Transport;
  clock: Clock;
  /** Called once for each connection that was opened. */
  visit: (line: Line) => Visit;
  /** Every change of state, in order; never called before `watch` has returned. */
  hears: (state: DeviceState) => void;
}): Device => {
  const stuck: Fault = { fault: 'stuck', because: `${transport.name} does not open.` };
  const flood: Fault = {
    fault: 'flood',
    because: `The device on ${transport.name} sends without an end. Switch it off and on.`,
  };
  let state: DeviceState = { at: 'opening' };
  let tries = 0;
  let cancelRetry = nothing;
  /** An opening that never comes to an end holds a thread; a second one would hold the next, until none is left. */
  let isOpening = false;
  /** Ends the connection of the moment, whatever it is doing. */
  let hangUp: ((why: Fault) => Promise<void>) | null = null;

  const isClosed = (): boolean => state.at === 'closed';

  const become = (next: DeviceState): void => {
    const same =
      state.at === next.at && (state.at !== 'trouble' || next.at !== 'trouble' || state.because === next.because);
    if (isClosed() || same) return;
    state = next;
    hears(next);
  };

  const retryLater = ({ fault, because }: Fault, wasSilent: boolean): void => {
    if (isClosed()) return;
    // Silence took its time already, and a device that was just plugged in may still be starting.
    const delayMs = wasSilent ? backOffMs[0] : (backOffMs[tries] ?? lastBackOffMs);
    tries += 1;
    cancelRetry = clock.after(delayMs, attempt);
    become({ at: 'trouble', fault, because });
  };

  const attempt = (): void => {
    if (isOpening) {
      retryLater(stuck, false);
      return;
    }
    let stay: Visit | null = null;
    let connection: Connection | null = null;
    let over = false;
    let silences = 0;
    let isHeard = false;
    let isUnderstood = false;
    let secondBegan = clock.now();
    let bytesThisSecond = 0;

    const isFlood = (bytes: number): boolean => {
      if (clock.now() - secondBegan >= 1000) {
        secondBegan = clock.now();
        bytesThisSecond = 0;
      }
      bytesThisSecond += bytes;
      return bytesThisSecond > mostBytesPerSecond;
    };

    /** What is heard and never understood comes at another speed, or from another make. */
    const asHeard = (why: Fault): Fault =>
      why.fault === 'silent' && isHeard && !isUnderstood
        ? { fault: 'garbled', because: `${why.because} What comes is not understood.` }
        : why;

    const end = (how: Fault): Promise<void> => {
      if (over) return Promise.resolve();
      over = true;
      cancelTimeout();
      const why = asHeard(how);
      stay?.ended(why);
      retryLater(why, silences >= silencesAllowed);
      return connection?.close() ?? Promise.resolve();
    };
    hangUp = end;
    const cancelTimeout = clock.after(openTimeoutMs, () => void end(stuck));

    const line: Line = {
      write: (bytes) => {
        if (!over) connection?.write(bytes);
      },
      answered: () => {
        isUnderstood = true;
        silences = 0;
      },
      failed: (why) => void end(why),
      missed: () => {
        silences += 1;
        if (silences >= silencesAllowed)
          void end({
            fault: 'silent',
            because: `The device on ${transport.name} does not answer. Check its power and its cable.`,
          });
      },
    };

    const greet = (model: string): void => {
      if (over) return;
      tries = 0;
      const remark = connection?.remark;
      become({ at: 'ready', model: remark === undefined ? model : `${model} (${remark})` });
    };
    const giveUp = (reason: unknown): void => void end(faultOf(reason));
    const refused = (reason: unknown): void => {
      isOpening = false;
      giveUp(reason);
    };

    const settle = (opened: Connection): void => {
      isOpening = false;
      cancelTimeout();
      connection = opened;
      if (over) {
        void opened.close();
        return;
      }
      stay = visit(line);
      stay.model.then(greet, giveUp);
    };

    isOpening = true;
    transport
      .open({
        bytes: (chunk) => {
          if (over) return;
          isHeard = true;
          if (isFlood(chunk.length)) void end(flood);
          else stay?.bytes(chunk);
        },
        closed: (why) => void end(why),
      })
      .then(settle, refused);
  };

  queueMicrotask(() => {
    if (!isClosed()) attempt();
  });

  return {
    state: () => state,
    close: async () => {
      if (isClosed()) return;
      cancelRetry();
      become({ at: 'closed' });
      await hangUp?.({ fault: 'hung-up', because: `${transport.name} is being closed.` });
    },
  };
};
