// The simulated card in a real PC/SC service: plugged into vsmartcard's reader ("vpcd") while something lies in the field.
// Knows sockets by a transport, and no message.
import type { Clock } from '../../clock.ts';
import type { Far } from '../../transport/memory.ts';
import type { Connection, Transport } from '../../transport/transport.ts';
import type { Field } from '../field.ts';

const retryMs = 500;

/** A connection is a card in the reader; its end is the card's removal. */
export const plugVirtualCard = ({
  transport,
  far,
  field,
  clock,
}: {
  transport: Transport;
  far: Far;
  field: Field;
  clock: Clock;
}): { close(): Promise<void> } => {
  let isClosed = false;
  let isOpening = false;
  let plugged: { readonly uid: string; readonly connection: Connection } | null = null;
  let cancelRetry = (): void => undefined;

  const plug = async (uid: string): Promise<void> => {
    let hear: (chunk: Uint8Array) => void = () => undefined;
    let isOver = false;
    const connection = await transport.open({
      bytes: (chunk) => hear(chunk),
      closed: () => {
        isOver = true;
        plugged = null;
        retry();
      },
    });
    hear = far((bytes) => connection.write(bytes));
    if (!isOver) plugged = { uid, connection };
  };

  const unplug = async (): Promise<void> => {
    const was = plugged;
    plugged = null;
    await was?.connection.close();
  };

  const retry = (): void => {
    cancelRetry();
    if (!isClosed) cancelRetry = clock.after(retryMs, follow);
  };

  const follow = (): void => {
    if (isClosed || isOpening) return;
    const here = field.tags().map(({ uid }) => uid);
    const [first] = here;
    if (plugged !== null && !here.includes(plugged.uid)) {
      void unplug().then(retry);
      return;
    }
    if (plugged !== null || first === undefined) return;
    isOpening = true;
    const opened = (): void => {
      isOpening = false;
      // The field may have changed meanwhile; a service that is not there yet is asked again.
      if (isClosed) void unplug();
      else retry();
    };
    plug(first).then(opened, opened);
  };

  const quiet = field.changed(follow);
  follow();
  return {
    close: () => {
      isClosed = true;
      quiet();
      cancelRetry();
      return unplug();
    },
  };
};
