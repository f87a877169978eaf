// One question and whatever comes back, byte for byte: for a probe, which wants to see what a session would forgive. Must not
// know messages.

import { pause, type Clock } from './clock.ts';
import { createFramer } from './framer.ts';
import type { Transport } from './transport.ts';

/** What stood behind the last message. */
export type End = 'cr' | 'cr-lf' | 'lf';

export type Exchanges = {
  /**
   * Writes, and gives what came until it was quiet again. Nothing, and the connection is closed, when nothing comes in time: a
   * late answer is not to be taken for another question's.
   */
  exchange(bytes: Uint8Array): Promise<{ readonly frames: readonly Uint8Array[]; readonly end: End | null }>;
  isOpen(): boolean;
  /** The far end closed it. */
  wasHungUp(): boolean;
  close(): void;
};

/** A LF behind a CR may come in a chunk of its own. */
const settleMs = 250;

/** One question has one answer, and a few words beside it; what an ACS says without end is not kept. */
const mostFrames = 64;

/** Rejects with the transport's sentence. */
export async function openExchanges(transport: Transport, clock: Clock, timeoutMs: number): Promise<Exchanges> {
  let framer = createFramer();
  let frames: Uint8Array[] = [];
  let tail = '';
  let open = true;
  let hungUp = false;
  let wake: () => void = () => {};
  const connection = await transport.open({
    bytes(chunk) {
      tail = (tail + String.fromCharCode(...chunk.subarray(-2))).slice(-2);
      for (const frame of framer.push(chunk))
        if (frame.kind === 'frame' && frames.length < mostFrames) frames.push(frame.bytes);
      if (frames.length > 0) wake();
    },
    closed() {
      hungUp ||= open;
      open = false;
      wake();
    },
  });

  function close(): void {
    open = false;
    connection.close();
  }

  function somethingCame(): Promise<void> {
    return new Promise((resolve) => {
      const cancel = clock.after(timeoutMs, resolve);
      wake = () => {
        cancel();
        resolve();
      };
    });
  }

  return {
    async exchange(bytes) {
      [frames, tail, framer] = [[], '', createFramer()];
      if (!open) return { frames, end: null };
      const came = somethingCame();
      connection.write(bytes);
      await came;
      if (frames.length === 0) {
        close();
        return { frames, end: null };
      }
      await pause(clock, settleMs);
      return { frames, end: tail.endsWith('\r\n') ? 'cr-lf' : tail.endsWith('\n') ? 'lf' : 'cr' };
    },
    isOpen: () => open,
    wasHungUp: () => hungUp,
    close,
  };
}
