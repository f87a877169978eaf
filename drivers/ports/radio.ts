// What may be asked of a reader's radio by whoever sets a pad up. Knows no tags and no maker's commands.
import type { Answer } from './tag-reader.ts';

/** As it stands in the reader now; null where it does not tell, or has no such setting. `antenna`: the port, from 1. */
export type RadioState = { readonly powerDbm: number | null; readonly antenna: number | null };

/**
 * `powers`: in dBm, what it can be told to send with, least first; null where its line cannot change it. `antennas`: how many ports there
 * are to choose from; null where there is no choice. What is set stays until the reader is met anew: then the settings are in force again.
 */
export type Radio = {
  readonly powers: readonly number[] | null;
  readonly antennas: number | null;
  ask(): Promise<Answer<RadioState>>;
  setPower(dbm: number): Promise<Answer<null>>;
  setAntenna(port: number): Promise<Answer<null>>;
};
