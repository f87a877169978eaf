// An ACS on a real TCP port.

import { listenTcp } from '../socket.ts';
import type { Accept } from '../transport.ts';

/** Serves any number of connections; port 0 takes a free one. Rejects with a sentence when the port is taken. */
export function listen(
  acs: { readonly serve: Accept },
  place: { readonly host: string; readonly port: number },
): Promise<{ readonly port: number; close(): Promise<void> }> {
  return listenTcp({ ...place, accept: (connection) => acs.serve(connection) });
}
