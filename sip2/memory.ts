// A wire inside one process: what one end writes the other hears, later and in order, as on a real one.

import type { Accept, Connection, Hears, Transport } from './transport.ts';

/** A transport whose far end is `accept`, say the `serve` of an ACS. */
export function memoryTransport(accept: Accept): Transport {
  return {
    async open(hears) {
      await Promise.resolve();
      const wire = joinedEnds();
      const farHears = accept(wire.far.connection);
      if (farHears === null) throw new Error('The far end of the memory wire turned the connection away.');
      wire.far.attach(farHears);
      wire.near.attach(hears);
      return wire.near.connection;
    },
  };
}

type End = { readonly connection: Connection; attach(hears: Hears): void };

function joinedEnds(): { readonly near: End; readonly far: End } {
  let open = true;
  const ears: { near: Hears | null; far: Hears | null } = { near: null, far: null };

  const connection = (other: 'near' | 'far'): Connection => ({
    write(bytes) {
      const copy = bytes.slice();
      if (open) queueMicrotask(() => ears[other]?.bytes(copy));
    },
    close() {
      if (!open) return;
      open = false;
      // Behind what was written before it. Each end is told, and an end that closed itself hears nothing more.
      queueMicrotask(() => {
        const listener = ears[other];
        ears.near = null;
        ears.far = null;
        listener?.closed('the other end closed the connection');
      });
    },
  });

  return {
    near: { connection: connection('far'), attach: (hears) => void (ears.near = hears) },
    far: { connection: connection('near'), attach: (hears) => void (ears.far = hears) },
  };
}
