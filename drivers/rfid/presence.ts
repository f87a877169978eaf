// Who lies on the pad: makes stays out of rounds of inventory, debounced both ways. Knows no reader.
import type { Clock } from '../clock.ts';
import { faultIn } from '../ports/fault.ts';
import type { PadEvent, TagRead, TagSecurity } from '../ports/pad.ts';
import type { SeenTag, TagFailure, Uid } from '../ports/tag-reader.ts';

export const presenceRules = {
  /** Sightings before a tag counts as lying still; an answer to a question of its own is one as well. */
  sightingsUntilStable: 2,
  /** Rounds and time without a sighting before a tag is gone: a hand that shifts a pile shadows tags for half a second. */
  missesUntilGone: 3,
  goneAfterMs: 500,
  /** A tag that comes back within this time flickers; each time it is given twice as many misses, up to the most. */
  flickerMemoryMs: 5000,
  mostMissesUntilGone: 24,
  /** Failed attempts to read a tag, each after another sighting, before it is called unreadable. */
  attemptsUntilUnreadable: 4,
} as const;

const mostRemembered = 256;

/**
 * What says everything in the inventory is believed at its second sighting: a collision can make up a UID. What is asked
 * besides is asked at once, for a tag that is not there does not answer; a pile of twenty so saves a round of 0.4 s.
 */
const isAsked = (tag: SeenTag): boolean => tag.air === 'iso15693' || (tag.air === 'gen2' && tag.pc === null);

/** One tag from its first sighting until it is gone. `afi`, `alarms`, `memory`, `blockSize`: what is read of it so far. */
export type Stay = {
  readonly tag: SeenTag;
  sightings: number;
  misses: number;
  seenAt: number;
  /** Misses that are needed to call it gone. */
  patience: number;
  afi: number | null;
  alarms: boolean | null;
  memory: Uint8Array;
  blockSize: number | null;
  /** `failed`: waits for its next sighting. `held`: it is being written. */
  reading: 'open' | 'failed' | 'held' | 'done';
  failures: number;
};

export type Presence = {
  /** One completed inventory. */
  round(tags: readonly SeenTag[]): void;
  /** The tag that should be read on now, or `null`. One tag is finished before the next is begun. */
  nextToRead(): Stay | null;
  read(stay: Stay, read: TagRead, security: TagSecurity): void;
  /** It answered a question of its own: that is a sighting too. */
  answered(stay: Stay): void;
  failed(stay: Stay, failure: TagFailure): void;
  /** It is being written: half of what is read now would be old. */
  hold(uid: Uid): void;
  /** It was written: what was known of it is old. */
  readAgain(uid: Uid): void;
  /** It was missed by more than a round: gone at once, without waiting for further misses. */
  lose(uid: Uid): void;
  has(uid: Uid): boolean;
  stay(uid: Uid): Stay | null;
  /** False while a new tag was seen once only: then another round should follow at once. */
  isSettled(): boolean;
  /** All are gone. */
  forget(): void;
};

export const createPresence = ({ clock, hears }: { clock: Clock; hears: (event: PadEvent) => void }): Presence => {
  const stays = new Map<Uid, Stay>();
  /** Tags that went lately, and the patience they had. */
  const departed = new Map<Uid, { readonly at: number; readonly patience: number }>();

  const isHere = (stay: Stay): boolean => stays.get(stay.tag.uid) === stay;

  const patienceFor = (uid: Uid): number => {
    const before = departed.get(uid);
    if (before === undefined || clock.now() - before.at > presenceRules.flickerMemoryMs)
      return presenceRules.missesUntilGone;
    return Math.min(before.patience * 2, presenceRules.mostMissesUntilGone);
  };

  const isStable = (stay: Stay): boolean => stay.sightings >= presenceRules.sightingsUntilStable;

  const arrive = (tag: SeenTag): void => {
    const { uid } = tag;
    stays.set(uid, {
      tag,
      sightings: 1,
      misses: 0,
      seenAt: clock.now(),
      patience: patienceFor(uid),
      afi: null,
      alarms: null,
      memory: new Uint8Array(0),
      blockSize: null,
      reading: 'open',
      failures: 0,
    });
    hears({ kind: 'tag-seen', uid });
  };

  const depart = (stay: Stay): void => {
    const { uid } = stay.tag;
    stays.delete(uid);
    if (departed.size >= mostRemembered) departed.clear();
    departed.set(uid, { at: clock.now(), patience: stay.patience });
    hears({ kind: 'tag-gone', uid });
  };

  const see = (stay: Stay): void => {
    stay.sightings += 1;
    stay.misses = 0;
    stay.seenAt = clock.now();
    if (stay.reading === 'failed') stay.reading = 'open';
  };

  const miss = (stay: Stay): void => {
    stay.misses += 1;
    if (stay.misses >= stay.patience && clock.now() - stay.seenAt >= presenceRules.goneAfterMs) depart(stay);
  };

  const startOver = (stay: Stay): void => {
    stay.afi = null;
    stay.alarms = null;
    stay.memory = new Uint8Array(0);
    stay.blockSize = null;
  };

  return {
    round: (tags) => {
      const seen = new Map(tags.map((tag) => [tag.uid, tag]));
      for (const stay of stays.values()) if (!seen.has(stay.tag.uid)) miss(stay);
      for (const tag of seen.values()) {
        const stay = stays.get(tag.uid);
        if (stay === undefined) arrive(tag);
        else see(stay);
      }
    },
    nextToRead: () => {
      let next: Stay | null = null;
      for (const stay of stays.values()) {
        if (stay.reading !== 'open' || !(isAsked(stay.tag) || isStable(stay))) continue;
        if (stay.afi !== null || stay.alarms !== null) return stay;
        next ??= stay;
      }
      return next;
    },
    read: (stay, read, security) => {
      if (!isHere(stay)) return;
      stay.reading = 'done';
      hears({ kind: 'tag-read', uid: stay.tag.uid, read, security });
    },
    answered: (stay) => {
      if (isHere(stay)) see(stay);
    },
    failed: (stay, failure) => {
      if (!isHere(stay)) return;
      // Never half old and half new: the next attempt begins at block 0.
      startOver(stay);
      if (stay.reading !== 'held') stay.reading = 'failed';
      // A reader in trouble says nothing of the tag.
      if (failure.kind === 'reader-error') return;
      stay.failures += 1;
      if (stay.failures === presenceRules.attemptsUntilUnreadable)
        hears({ kind: 'tag-unreadable', uid: stay.tag.uid, ...faultIn(failure) });
    },
    hold: (uid) => {
      const stay = stays.get(uid);
      if (stay !== undefined) stay.reading = 'held';
    },
    readAgain: (uid) => {
      const stay = stays.get(uid);
      if (stay === undefined) return;
      startOver(stay);
      stay.reading = 'open';
      stay.failures = 0;
    },
    lose: (uid) => {
      const stay = stays.get(uid);
      if (stay !== undefined) depart(stay);
    },
    has: (uid) => stays.has(uid),
    stay: (uid) => stays.get(uid) ?? null,
    isSettled: () => [...stays.values()].every((stay) => stay.misses > 0 || isStable(stay)),
    forget: () => {
      for (const { tag } of stays.values()) {
        stays.delete(tag.uid);
        hears({ kind: 'tag-gone', uid: tag.uid });
      }
    },
  };
};
