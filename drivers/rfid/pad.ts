// A pad over any maker's reader: rounds of inventory, each tag read once, security written and read back.
// Knows tags and time; nothing of frames, and of items only where a tag's data ends (`ends`, handed in).
import type { Clock } from '../clock.ts';
import { faultIn } from '../ports/fault.ts';
import type { DeviceState } from '../ports/device.ts';
import type { Pad, PadEvent, Secured, SecurityRule, TagSecurity } from '../ports/pad.ts';
import type { SeenTag, TagReader, Uid } from '../ports/tag-reader.ts';
import type { TagPlan, Written } from '../ports/tag-work.ts';
import { chipOf } from '../tags/chips.ts';
import type { Transport } from '../transport/transport.ts';
import { type Line, watch } from '../transport/watch.ts';
import type { Met } from './maker.ts';
import { examineTag } from './examine.ts';
import { createPresence, type Stay } from './presence.ts';
import { secureTag } from './secure.ts';
import { createTurns } from './turns.ts';
import { afiOfPc, bytesOf, hexOf } from './uii.ts';
import { writeTag } from './write-tag.ts';

export const padTimes = {
  /** Rounds while nothing is going on: four a second. */
  idleRoundMs: 250,
  /** The reader's rest between two rounds even when they take long: a security write need not wait for a round then. */
  restMs: 50,
  /** After a round that failed. */
  failedRoundMs: 500,
  /** A big pile takes seconds to read; what is added or taken away meanwhile should still show. */
  longestWithoutRoundMs: 1500,
  /** A round of twenty tags takes 0.4 s: while there is better to do, rounds get no more than a sixth of the time. */
  workPerRound: 5,
} as const;

/** The blocks first asked of a tag: 36 bytes hold an item's identifier, owner, part and usage in either ISO 28560 format. */
const firstBlocks = 9;
const laterBlocks = 32;
/** Tags with more than this are none that a library writes. */
const mostBytesPerTag = 4096;
const failedRoundsAllowed = 3;
const nothing = (): void => undefined;

/** By the rule, from what a tag told; a place that secures nothing by tags calls every one odd. */
export const securityOf = (
  { afi: pair, eas }: SecurityRule,
  { afi, alarms }: { readonly afi: number | null; readonly alarms: boolean | null },
): TagSecurity => {
  if (pair === null) return eas && alarms !== null ? (alarms ? 'armed' : 'disarmed') : 'odd';
  if (afi === pair.armed) return 'armed';
  return afi === pair.disarmed ? 'disarmed' : 'odd';
};

/** What staff's work on a tag is done with, while the line is open. */
type Ready = { readonly reader: TagReader; readonly isThere: (uid: Uid) => Promise<boolean> };

type Securing = { readonly uid: Uid; readonly want: 'armed' | 'disarmed'; readonly settle: (outcome: Secured) => void };

export const createPad = ({
  transport,
  clock,
  rule,
  meet,
  ends,
  hears,
}: {
  transport: Transport;
  clock: Clock;
  rule: SecurityRule;
  meet: (line: Line) => Met;
  /** Whether a tag's data ends within these first bytes of its memory, so that the rest need not be read. */
  ends: (memory: Uint8Array, blockSize: number) => boolean;
  hears: (event: PadEvent) => void;
}): Pad => {
  const presence = createPresence({ clock, hears });
  const securings: Securing[] = [];
  /** Rings when there is something to do before the next round is due. */
  let wake = nothing;
  /** What staff ask takes many commands; each waits behind what patrons need. */
  const turns = createTurns({ wake: () => wake() });
  let ready: Ready | null = null;
  let lastWork: Promise<unknown> = Promise.resolve();

  const abandonSecurings = (): void => {
    for (const { settle } of securings.splice(0)) settle({ kind: 'gone' });
  };

  /** Until `delayMs` have passed or somebody rings. */
  const sleep = (delayMs: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(delayMs, resolve);
      wake = () => {
        cancel();
        resolve();
      };
    });

  /** The pad's day on one open line. */
  const attend = ({ line, reader, isOver }: { line: Line; reader: TagReader; isOver: () => boolean }) => {
    let roundEndedAt = clock.now();
    let roundDueAt = clock.now();
    let roundTookMs = 0;
    let failedRounds = 0;

    /** One command's worth of reading a tag. What came with the inventory needs none. */
    const readOn = async (stay: Stay): Promise<void> => {
      const { tag } = stay;
      switch (tag.air) {
        case 'iso14443':
          return presence.read(stay, { kind: 'card' }, 'odd');
        case 'gen2':
          return tag.pc === null ? await askPc(stay) : readUii(stay, tag.pc);
        case 'iso15693':
          if (rule.afi === null && rule.eas && stay.alarms === null) return await askAlarm(stay);
          // A reader that cannot ask leaves the AFI at 00, as a tag without one has it: such a tag is secured by nobody.
          return stay.afi === null && reader.capabilities.afi
            ? await askAfi(stay)
            : await readMemory(stay, stay.afi ?? 0x00);
      }
    };

    const readUii = (stay: Stay, pc: number): void =>
      presence.read(
        stay,
        { kind: 'uii', pc, uii: bytesOf(stay.tag.uid) },
        securityOf(rule, { afi: afiOfPc(pc), alarms: null }),
      );

    const askPc = async (stay: Stay): Promise<void> => {
      const told = await reader.readPc(stay.tag.uid);
      if (told.kind !== 'ok') return presence.failed(stay, told);
      presence.answered(stay);
      readUii(stay, told.value);
    };

    const askAlarm = async (stay: Stay): Promise<void> => {
      const { uid } = stay.tag;
      // Who cannot be asked is taken for armed: then a loan waits for a write that says so, or that fails aloud.
      const can = chipOf(uid).eas && reader.capabilities.eas === 'verify';
      const told = can ? await reader.alarms(uid) : ({ kind: 'ok', value: true } as const);
      if (told.kind === 'ok') stay.alarms = told.value;
      else presence.failed(stay, told);
    };

    const askAfi = async (stay: Stay): Promise<void> => {
      const told = await reader.readAfi(stay.tag.uid);
      if (told.kind !== 'ok') return presence.failed(stay, told);
      presence.answered(stay);
      stay.afi = told.value;
    };

    const readMemory = async (stay: Stay, afi: number): Promise<void> => {
      const first = stay.blockSize === null ? 0 : stay.memory.length / stay.blockSize;
      const told = await reader.read(stay.tag.uid, first, first === 0 ? firstBlocks : laterBlocks);
      if (told.kind !== 'ok') {
        presence.failed(stay, told);
        return;
      }
      presence.answered(stay);
      const { bytes, blockSize, last } = told.value;
      stay.memory = Uint8Array.from([...stay.memory, ...bytes]);
      stay.blockSize = blockSize;
      const { memory, alarms } = stay;
      const isComplete = last || ends(memory, blockSize) || memory.length >= mostBytesPerTag;
      if (isComplete)
        presence.read(stay, { kind: 'memory', memory, blockSize, afi }, securityOf(rule, { afi, alarms }));
    };

    /** `null`: no round came about. */
    const takeRound = async (): Promise<readonly SeenTag[] | null> => {
      const beganAt = clock.now();
      const round = await reader.inventory();
      roundEndedAt = clock.now();
      roundTookMs = roundEndedAt - beganAt;
      if (isOver()) return null;
      if (round.kind === 'ok') {
        failedRounds = 0;
        roundDueAt = Math.max(beganAt + padTimes.idleRoundMs, roundEndedAt + padTimes.restMs);
        presence.round(round.value);
        return round.value;
      }
      failedRounds += 1;
      roundDueAt = roundEndedAt + padTimes.failedRoundMs;
      if (failedRounds >= failedRoundsAllowed) line.failed(faultIn(round));
      return null;
    };

    const secureNext = async ({ uid, want, settle }: Securing): Promise<void> => {
      const stillThere = async (): Promise<boolean> => (await takeRound())?.some((tag) => tag.uid === uid) ?? false;
      const stay = presence.stay(uid);
      const carried = stay?.afi ?? null;
      // What it carries from now on is for the next one to ask.
      if (stay !== null) stay.afi = null;
      const outcome = await secureTag({ reader, uid, want, rule, carried, stillThere });
      // Nobody knows what it carries now: when it is seen again it arrives anew, and is read anew.
      if (outcome.kind === 'gone') presence.lose(uid);
      settle(outcome);
    };

    // The order of urgency: a tag that waits for its security write keeps a patron from leaving; staff wait for the one tag
    // that they asked about; a tag that is not yet read keeps the station from asking; the next round only tells what
    // changed, so it waits, but not for ever.
    const work = async (): Promise<void> => {
      ready = {
        reader: turns.inTurn(reader),
        isThere: async (uid) => {
          const told = await turns.turn(async () => ({ kind: 'ok', value: await takeRound() }));
          return told.kind === 'ok' && told.value?.some((tag) => tag.uid === uid) === true;
        },
      };
      while (!isOver()) {
        const securing = securings.shift();
        const longestMs = Math.max(padTimes.longestWithoutRoundMs, roundTookMs * padTimes.workPerRound);
        const isRoundOverdue = clock.now() - roundEndedAt >= longestMs;
        const turn = securing !== undefined || isRoundOverdue ? null : turns.next();
        const stay = isRoundOverdue || turn !== null ? null : presence.nextToRead();
        const isRoundDue = clock.now() >= roundDueAt || (failedRounds === 0 && !presence.isSettled());
        if (securing !== undefined) await secureNext(securing);
        else if (turn !== null) await turn();
        else if (stay !== null) await readOn(stay);
        else if (isRoundDue || isRoundOverdue) await takeRound();
        else await sleep(roundDueAt - clock.now());
      }
    };
    return work();
  };

  const device = watch({
    transport,
    clock,
    visit: (line) => {
      let isOver = false;
      const met = meet(line);
      const model = met.reader.then((reader) => {
        // Only now is the pad ready: what it tells of tags comes after that word.
        queueMicrotask(() => void attend({ line, reader, isOver: () => isOver }));
        return reader.model;
      });
      return {
        bytes: (chunk) => met.bytes(chunk),
        ended: (why) => {
          isOver = true;
          met.ended(why);
          wake();
        },
        model,
      };
    },
    hears: (state: DeviceState) => {
      hears({ kind: 'state', state });
      if (state.at === 'ready') return;
      ready = null;
      turns.abandon();
      abandonSecurings();
      // What the pad cannot see is not there: the same tag may carry something else when the reader comes back.
      if (state.at === 'trouble') presence.forget();
    },
  });

  /** One tag after the other; null: it does not lie there. */
  const onTag = <T>(uid: Uid, work: (there: Ready & { readonly tag: SeenTag }) => Promise<T>): Promise<T | null> => {
    const now = async (): Promise<T | null> => {
      const tag = presence.stay(uid)?.tag;
      return ready === null || tag === undefined ? null : await work({ ...ready, tag });
    };
    // A work that ended in a throw, which none should, is not to end all that come after it.
    const done = lastWork.then(now, now);
    lastWork = done;
    return done;
  };

  /** What it carries now is for the station to be told anew. A UHF tag may answer to its new name by now, or seem to be two. */
  const tellAnew = (tag: SeenTag, plan: TagPlan, written: Written): void => {
    const isTouched = written.kind === 'verified' || ('maybeHalf' in written && written.maybeHalf);
    if (plan.kind === 'uhf' && isTouched) presence.lose(hexOf(plan.to.uii));
    if (written.kind === 'gone' || (plan.kind === 'uhf' && isTouched)) presence.lose(tag.uid);
    else presence.readAgain(tag.uid);
  };

  return {
    state: () => device.state(),
    close: () => device.close(),
    reader: () => ready?.reader ?? null,
    examine: async (uid) => (await onTag(uid, examineTag)) ?? { kind: 'gone' },
    write: async (uid, plan) => {
      const written = await onTag(uid, async (there) => {
        presence.hold(uid);
        const outcome = await writeTag({ ...there, afis: rule.afi }, plan);
        tellAnew(there.tag, plan, outcome);
        return outcome;
      });
      return written ?? { kind: 'gone', maybeHalf: false };
    },
    secure: (uid, want) => {
      if (device.state().at !== 'ready' || !presence.has(uid)) return Promise.resolve({ kind: 'gone' });
      return new Promise((settle) => {
        securings.push({ uid, want, settle });
        wake();
      });
    },
  };
};
