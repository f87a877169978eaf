// How bytes travel, seen from both ends. Knows nothing of what they mean.

import type { Distrust } from './events.ts';

/** What the far end tells. `closed` comes once, and nothing comes after it. */
export type Hears = { bytes(chunk: Uint8Array): void; closed(why: string): void };

/** An open way to the far end. Writing to a closed one does nothing; closing twice is closing once. */
export type Connection = { write(bytes: Uint8Array): void; close(): void };

/** Thrown by `open` where the far end was reached, and refused whoever called. */
export class LoginRefused extends Error {
  override readonly name = 'LoginRefused';
}

/** Thrown by `open` where the far end was reached, and is not who it should be, or cannot show it. */
export class NotTrusted extends Error {
  override readonly name = 'NotTrusted';
  readonly because: Distrust;

  constructor(because: Distrust, sentence: string) {
    super(sentence);
    this.because = because;
  }
}

/**
 * The side that calls. `open` rejects with an Error whose message is a sentence for the technician. `signal` ends an attempt
 * that is under way, at once; it means nothing to a connection that is open.
 */
export type Transport = { open(hears: Hears, signal?: AbortSignal): Promise<Connection> };

/** The side that is called: takes a new connection, or null to turn it away. */
export type Accept = (connection: Connection) => Hears | null;
