// What passes on a device's line, in words that all makes share: for eyes, not for drivers. Knows no make.
import type { Clock } from '../clock.ts';
import { type Fault, faultIn } from '../ports/fault.ts';
import type { TagFailure, Uid } from '../ports/tag-reader.ts';
import type { Flag } from '../printer/status.ts';

/** What was asked for or told of. */
export type Did =
  | 'version'
  | 'inventory'
  | 'read'
  | 'write'
  | 'lock'
  | 'read-afi'
  | 'write-afi'
  | 'write-dsfid'
  | 'write-eas'
  | 'ask-eas'
  | 'tag-information'
  | 'quiet'
  | 'choose-tag'
  | 'field'
  | 'reset'
  | 'beep'
  | 'configuration'
  | 'power'
  | 'region'
  | 'antenna'
  | 'card'
  | 'air-command'
  | 'login'
  | 'pushed'
  | 'alive'
  | 'scan'
  | 'letters'
  | 'picture'
  | 'feed'
  | 'cut'
  | 'drawer'
  | 'status'
  /** A printer's word that all before it is on paper. */
  | 'slip-out'
  | 'other';

/**
 * One frame. `came`: `asked` for a question; an answer is `ok`, `none` (no tag), `more` (and more to come) or `failed`. `code`: as the
 * protocol has it, in hex or by its name. `fault`: why it came to nothing. `text`, `uids`: may say who a patron is. `flags`: what a
 * printer says of itself; empty for a printer that has nothing to say, null for all that is no such word.
 */
export type Told = {
  readonly did: Did;
  readonly came: 'asked' | 'ok' | 'none' | 'more' | 'failed';
  readonly code: string;
  readonly count: number | null;
  readonly uids: readonly Uid[];
  readonly fault: Fault | null;
  readonly text: string | null;
  readonly flags: readonly Flag[] | null;
};

export type Way = 'sent' | 'heard';

/** Takes the bytes of both directions as they pass, and tells each frame as soon as it is whole. */
export type Decoder = { bytes(way: Way, chunk: Uint8Array): void };

export type DecoderParts = { readonly clock: Clock; readonly tells: (way: Way, told: Told) => void };

const plain = { count: null, uids: [], fault: null, text: null, flags: null } as const;

export const asked = (did: Did, code: string, more: Partial<Told> = {}): Told => ({
  did,
  came: 'asked',
  code,
  ...plain,
  ...more,
});
export const answered = (did: Did, code: string, more: Partial<Told> = {}): Told => ({
  did,
  came: 'ok',
  code,
  ...plain,
  ...more,
});
export const failed = (did: Did, code: string, failure: TagFailure): Told => ({
  did,
  came: failure.kind === 'gone' ? 'none' : 'failed',
  code,
  ...plain,
  fault: failure.kind === 'gone' ? null : faultIn(failure),
});

export const hex2 = (byte: number | undefined): string => (byte ?? 0).toString(16).toUpperCase().padStart(2, '0');

/** Uids, and how many there are. */
export const seen = (uids: readonly Uid[]): Pick<Told, 'count' | 'uids'> => ({ count: uids.length, uids });

/** What stands behind the UID of a question to a tag, by the names that ISO 15693 has for it; null where that is nothing. */
export const operandsOf = (did: Did, [first, count = 1]: Uint8Array): string | null => {
  if (first === undefined) return null;
  switch (did) {
    case 'read':
    case 'write':
    case 'lock':
      return count > 1 ? `#${first}–${first + count - 1}` : `#${first}`;
    case 'write-afi':
      return `AFI ${hex2(first)}`;
    case 'write-dsfid':
      return `DSFID ${hex2(first)}`;
    default:
      return null;
  }
};
