// What a station does while its library system is away, composed: the outbox, the list of blocked cards, the rules of each place,
// and the forwarder. Knows when a session runs; the rules themselves stand beside it.
import { createSay } from '../../contract/words/words.ts';
import type { Clock } from '../../drivers/clock.ts';
import type { Client, QuestionKind } from 'sip2';
import type { Acs } from '../acs.ts';
import type { Lie } from '../complaints.ts';
import type { Journal } from '../journal/journal.ts';
import type { ItemNumber } from '../library.ts';
import type { Log } from '../log.ts';
import { rulesOf } from '../scans.ts';
import type { KioskSettings, Settings } from '../settings/schema.ts';
import { createAcsForward } from './acs-forward.ts';
import { openBlockedList, rememberingBlocks } from './blocked.ts';
import { createConflicts, type Conflicts } from './conflicts.ts';
import { createForwarder } from './forwarder.ts';
import { createOutbox } from './outbox.ts';
import { createOfflineRules, type OfflineRules } from './rules.ts';

export type Offline = {
  rulesFor(place: KioskSettings): OfflineRules;
  /** A desk lends nothing while the library system is away. */
  readonly deskRules: OfflineRules;
  /** The same library system, asked about nothing that still waits to be forwarded, its word on cards remembered. */
  over(acs: Acs): Acs;
  /** The library system is there again, or still; `running`: places with somebody's session in it. */
  acsUp(running: readonly string[]): void;
  acsDown(): void;
  /** A session is over. */
  rested(place: string): void;
  /** What did not go together, for staff. */
  readonly conflicts: Conflicts;
  /** How much waits to be forwarded, and how much for staff: for the technician. What came back meanwhile needs nobody. */
  facts(): { readonly waiting: number; readonly conflicts: number };
  close(): void;
};

export const openOffline = (parts: {
  readonly settings: Settings;
  readonly journal: Journal;
  readonly client: Client;
  /** Of the list of blocked cards; null keeps nothing on disk. */
  readonly folder: string | null;
  readonly clock: Clock;
  readonly log: Log;
  /** The library system answered what cannot be true. */
  readonly lie: (lie: Lie, question: QuestionKind) => void;
}): Offline => {
  const { settings, journal, client, clock, log } = parts;
  const complain = (message: string, error: unknown): void => log.error({ err: error }, message);
  const outbox = createOutbox(journal, new Date(clock.now()).setHours(0, 0, 0, 0));
  const blocked = openBlockedList({ folder: parts.folder, clock, complain });
  const conflicts = createConflicts(journal);
  const say = createSay('en');
  let isUp = false;
  /** Sessions that ran when the library system came back: what they did goes after them. */
  let before: ReadonlySet<string> = new Set();

  const forwarder = createForwarder({
    outbox,
    journal,
    acs: createAcsForward({ client, clock, lie: parts.lie }),
    mayForward: () => isUp && before.size === 0,
    clock,
    tell: ({ place, of, item, ticket }, because, remedy) => {
      const about = { place, of, item, ticket, because };
      if (typeof remedy === 'string')
        log.warn({ ...about, remedy: say(`remedy.${remedy}`) }, 'off-line work is for staff');
      else log.info({ ...about, notes: remedy }, 'off-line work was recorded, with something to know');
    },
    complain,
  });
  const isWaiting = (item: ItemNumber): boolean => outbox.newestOf(item) !== null;

  return {
    rulesFor: (place) => {
      const { offline, password, withoutPassword } = place;
      // Where some loans need no password, off-line ones are no more than those.
      const perCard = password === 'beyond-limit' ? Math.min(offline.perCard, withoutPassword) : offline.perCard;
      return createOfflineRules({
        settings: { ...offline, perCard },
        cards: rulesOf(place.numbers).patron,
        hours: settings.hours,
        outbox,
        blocked,
        isOpenItem: (item) => journal.isOpenItem(item),
        clock,
      });
    },
    deskRules: {
      card: () => ({ kind: 'not-taken', because: 'acs-silent' }),
      loan: () => ({ kind: 'refused', because: 'acs-silent' }),
      isWaiting,
    },
    over: (acs) => ({
      ...rememberingBlocks(acs, blocked),
      askCheckout: (ask) =>
        isWaiting(ask.item)
          ? Promise.resolve({ kind: 'refused', because: 'not-now', title: null })
          : acs.askCheckout(ask),
      askCheckin: (item, datedMs) =>
        isWaiting(item) ? Promise.resolve({ kind: 'later' }) : acs.askCheckin(item, datedMs),
      // Nobody knows better what is true of it than what waits: a tag left behind by an off-line loan is still to be disarmed.
      askItem: (item) => {
        const waiting = outbox.newestOf(item);
        return waiting === null
          ? acs.askItem(item)
          : Promise.resolve({ kind: 'item', onLoan: waiting.of === 'loan', title: null, callNumber: null });
      },
      // What waits may end it: a checkout is told so.
      askStanding: (item) => (isWaiting(item) ? Promise.resolve(null) : acs.askStanding(item)),
    }),
    acsUp: (running) => {
      if (!isUp) before = new Set(running);
      isUp = true;
      forwarder.poke();
    },
    acsDown: () => {
      isUp = false;
    },
    rested: (place) => {
      if (before.has(place)) before = new Set([...before].filter((other) => other !== place));
      forwarder.poke();
    },
    conflicts,
    facts: () => ({
      waiting: outbox.waiting().length,
      conflicts: conflicts.open(clock.now()).filter(({ isBack }) => !isBack).length,
    }),
    close: () => forwarder.close(),
  };
};
