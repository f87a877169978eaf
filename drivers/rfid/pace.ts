// The time that a simulated reader takes: bytes on its line, commands in the air, one command after the other. Knows no bytes'
// meaning.
import type { Clock } from '../clock.ts';

/** What a command leads to: frames in their order, and how long the reader is busy with the tags before each of them. */
export type Reply = readonly { readonly airMs: number; readonly bytes: Uint8Array }[];

/** `arrives`: a command of so many bytes begins to arrive now; `perform` is called when it is there. */
export const createPace = ({
  clock,
  realTime,
  msPerByte,
  send,
}: {
  clock: Clock;
  /** False: answers at once. */
  realTime: boolean;
  msPerByte: number;
  send: (bytes: Uint8Array) => void;
}): ((length: number, perform: () => Reply) => void) => {
  let busyUntil = 0;

  const answer = (reply: Reply): void => {
    let afterMs = 0;
    for (const { airMs, bytes } of reply) {
      afterMs += airMs + bytes.length * msPerByte;
      clock.after(afterMs, () => send(bytes));
    }
    busyUntil = Math.max(busyUntil, clock.now() + afterMs);
  };

  return (length, perform) => {
    if (!realTime) {
      for (const { bytes } of perform()) send(bytes);
      return;
    }
    const arrivesAt = Math.max(clock.now(), busyUntil) + length * msPerByte;
    busyUntil = arrivesAt;
    clock.after(arrivesAt - clock.now(), () => answer(perform()));
  };
};
