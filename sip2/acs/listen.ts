// An ACS on a real TCP port, with TLS and with prompts in front of it where they are wanted.

import { listenTcp, type Listening } from '../socket.ts';
import { listenTls, type TlsPlace } from '../tls.ts';
import type { Connection, Hears } from '../transport.ts';
import { withPrompts, type PromptSettings } from './prompts.ts';

export type Listen = {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly tls?: Pick<TlsPlace, 'credentials' | 'clients' | 'refused'> | null;
  /** Who calls is asked for these by prompts, and needs no 93 then. */
  readonly prompts?: PromptSettings | null;
};

/** Serves any number of connections. Rejects with a sentence when the port is taken, or certificate and key are no good. */
export function listen(
  acs: { serve(connection: Connection, user?: string | null): Hears | null },
  { host, port, tls = null, prompts = null }: Listen,
): Promise<Listening> {
  const accept =
    prompts === null
      ? (connection: Connection) => acs.serve(connection)
      : withPrompts((connection, user) => acs.serve(connection, user), prompts);
  return tls === null ? listenTcp({ host, port, accept }) : listenTls({ host, port, accept, ...tls });
}
