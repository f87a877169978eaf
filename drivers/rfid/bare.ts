// A reader by itself, without a pad over it: for a technician's single commands. Opens once, supervises nothing.
import type { TagReader } from '../ports/tag-reader.ts';
import type { Transport } from '../transport/transport.ts';
import type { Line } from '../transport/watch.ts';
import type { Met, Wired } from './maker.ts';

export type BareReader = { readonly reader: TagReader; close(): Promise<void> };

/** Rejects with a `DeviceError` when the line cannot be had, or when no such reader answers. */
export const openBareReader = async ({
  transport,
  wired,
}: {
  transport: Transport;
  wired: Pick<Wired, 'meet'>;
}): Promise<BareReader> => {
  const waiting: Uint8Array[] = [];
  let met: Met | null = null;
  const connection = await transport.open({
    bytes: (chunk) => (met === null ? void waiting.push(chunk) : met.bytes(chunk)),
    closed: (why) => met?.ended(why),
  });
  const line: Line = {
    write: (bytes) => connection.write(bytes),
    answered: () => undefined,
    missed: () => undefined,
    failed: (why) => met?.ended(why),
  };
  met = wired.meet(line);
  for (const chunk of waiting) met.bytes(chunk);
  const close = async (): Promise<void> => {
    met?.ended({ fault: 'hung-up', because: 'The line is being closed.' });
    await connection.close();
  };
  try {
    return { reader: await met.reader, close };
  } catch (reason) {
    await close();
    throw reason;
  }
};
