// A line inside this process: a transport on the near end, a simulated device on the far one. Knows nothing of frames.
import { type Fault, thrown } from '../ports/fault.ts';
import type { Connection, Transport, TransportHears } from './transport.ts';

/** The device on the far end of any wire: is given a way to send, answers with a way to hear. */
export type Far = (send: (bytes: Uint8Array) => void) => (chunk: Uint8Array) => void;

/** The hand on the plug. */
export type Cable = {
  unplug(): void;
  plug(): void;
};

export type MemoryLine = { readonly transport: Transport; readonly cable: Cable };

/**
 * `far` meets each connection anew, as on TCP. Bytes arrive in a later microtask, in order, never inside the `write` that
 * sent them, as on a real line.
 */
export const createMemoryLine = ({ name, far }: { name: string; far: Far }): MemoryLine => {
  const unplugged: Fault = { fault: 'unplugged', because: `${name} is unplugged.` };
  let plugged = true;
  let near: TransportHears | null = null;

  const connect = (hears: TransportHears): Connection => {
    near = hears;
    const farHears = far((bytes) => {
      const sent = bytes.slice();
      queueMicrotask(() => {
        if (near === hears) hears.bytes(sent);
      });
    });
    return {
      write: (bytes) => {
        const sent = bytes.slice();
        queueMicrotask(() => {
          if (plugged && near === hears) farHears(sent);
        });
      },
      close: () => {
        if (near === hears) near = null;
        return Promise.resolve();
      },
    };
  };

  return {
    transport: {
      name,
      open: (hears) => {
        if (!plugged) return Promise.reject(thrown(unplugged));
        if (near !== null) return Promise.reject(thrown({ fault: 'busy', because: `${name} is already open.` }));
        return Promise.resolve(connect(hears));
      },
    },
    cable: {
      unplug: () => {
        plugged = false;
        const was = near;
        near = null;
        if (was !== null) queueMicrotask(() => was.closed(unplugged));
      },
      plug: () => {
        plugged = true;
      },
    },
  };
};
