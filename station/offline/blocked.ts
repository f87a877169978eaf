// The list of cards that the library system last called blocked, expired or unknown: who is on it borrows nothing off-line.
// On disk as keyed hashes, so that the file names nobody; must not know a session.
import { createHmac, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { PatronBlock } from '../../contract/terms.ts';
import type { Clock } from '../../drivers/clock.ts';
import type { Acs } from '../acs.ts';
import type { PatronAnswer } from '../library.ts';
import { replaceFile } from '../on-disk.ts';

export type BlockedBecause = PatronBlock | 'unknown-card';

export type BlockedList = {
  /** Why a card borrows nothing off-line; null where nothing is known against it, or it was too long ago. */
  reason(card: string, days: number): BlockedBecause | null;
  /** What the library system just said of a card. */
  heard(card: string, answer: PatronAnswer): void;
};

const because = z.enum([
  ...(['blocked', 'card-lost', 'expired', 'too-many-loans', 'overdue', 'fees', 'pin-tries-used'] as const),
  'unknown-card',
]);
const shape = z.strictObject({
  version: z.literal(1),
  /** Keyed hash of a card → since when, in milliseconds since the epoch, and why. */
  cards: z.record(z.string().regex(/^[\da-f]{64}$/), z.strictObject({ atMs: z.number(), because })),
});

/** The oldest go first beyond so many: a list that grows for ever is a file of everybody. */
const mostCards = 20_000;
const longestDays = 365;
const dayMs = 86_400_000;

/** `folder`: null keeps nothing on disk. A list that cannot be read is begun anew, and said so. */
export const openBlockedList = (parts: {
  readonly folder: string | null;
  readonly clock: Clock;
  readonly complain: (message: string, error: unknown) => void;
}): BlockedList => {
  const { folder, clock, complain } = parts;
  const file = folder === null ? null : join(folder, 'offline-blocked.json');
  const key = folder === null ? randomBytes(32) : keyIn(join(folder, 'offline.key'), complain);
  const cards = new Map<string, { readonly atMs: number; readonly because: BlockedBecause }>(
    file === null ? [] : Object.entries(readList(file, complain)),
  );
  const hashOf = (card: string): string => createHmac('sha256', key).update(card.trim()).digest('hex');

  const keep = (): void => {
    const young = [...cards].filter(([, { atMs }]) => clock.now() - atMs <= longestDays * dayMs).slice(-mostCards);
    cards.clear();
    for (const [hash, entry] of young) cards.set(hash, entry);
    if (file === null) return;
    try {
      writeWhole(file, JSON.stringify({ version: 1, cards: Object.fromEntries(cards) }));
    } catch (error) {
      complain('the list of blocked cards could not be kept; is the disk full?', error);
    }
  };

  return {
    reason: (card, days) => {
      const entry = cards.get(hashOf(card));
      return entry === undefined || clock.now() - entry.atMs > days * dayMs ? null : entry.because;
    },
    heard: (card, answer) => {
      if (answer.kind === 'silent') return;
      const why = answer.kind === 'unknown-card' ? 'unknown-card' : answer.patron.block;
      const spellings = answer.kind === 'known' ? new Set([card, answer.patron.number]) : new Set([card]);
      let changed = false;
      for (const spelling of spellings) {
        const hash = hashOf(spelling);
        // Written anew once a day at most while it stays as it was: a disk is no counter.
        const entry = cards.get(hash);
        if (why === null) changed = cards.delete(hash) || changed;
        else if (entry?.because !== why || clock.now() - entry.atMs > dayMs) {
          cards.delete(hash);
          cards.set(hash, { atMs: clock.now(), because: why });
          changed = true;
        }
      }
      if (changed) keep();
    },
  };
};

/** The same library system, whose word on a card is remembered. */
export const rememberingBlocks = (acs: Acs, list: BlockedList): Acs => ({
  ...acs,
  askPatron: async (card, pin) => {
    const answer = await acs.askPatron(card, pin);
    list.heard(card, answer);
    return answer;
  },
});

/** Made once per station; without it the list names nobody, and nobody can try cards against it. */
const keyIn = (file: string, complain: (message: string, error: unknown) => void): Buffer => {
  try {
    const key = readFileSync(file);
    if (key.length === 32) return key;
    complain('the key of the list of blocked cards is damaged: both begin anew', new Error(`${key.length} bytes`));
  } catch (error) {
    if (!isAbsent(error)) complain('the key of the list of blocked cards cannot be read: both begin anew', error);
  }
  const key = randomBytes(32);
  try {
    writeWhole(file, key);
  } catch (error) {
    complain('the key of the list of blocked cards could not be kept; is the disk full?', error);
  }
  return key;
};

const readList = (
  file: string,
  complain: (message: string, error: unknown) => void,
): z.infer<typeof shape>['cards'] => {
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8'))).cards;
  } catch (error) {
    if (!isAbsent(error)) complain('the list of blocked cards cannot be read: it begins anew', error);
    return {};
  }
};

const isAbsent = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Whole or not at all, and nobody else's to read. */
const writeWhole = (file: string, content: string | Buffer): void => {
  const fresh = `${file}.new`;
  const handle = openSync(fresh, 'w', 0o600);
  try {
    writeSync(handle, Buffer.from(content));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  replaceFile(fresh, file);
};
