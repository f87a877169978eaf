// What a place may do while the library system is away: which cards, which items, and until when. Asked one question at a time,
// answered at once; knows what the journal holds, and must not know screens.
import type { Pattern } from '../../drivers/barcode/pattern.ts';
import type { Clock } from '../../drivers/clock.ts';
import type { Refusal } from '../../contract/row-view.ts';
import { openDayFrom } from '../hours.ts';
import type { ItemNumber } from '../library.ts';
import type { HourSettings } from '../settings/service.ts';
import type { OfflineSettings } from '../settings/offline.ts';
import type { BlockedList } from './blocked.ts';
import type { Outbox } from './outbox.ts';
import type { OfflineAsk, OfflineCard, OfflineLoan } from './talk.ts';

export type OfflineRules = {
  card(number: string): OfflineCard;
  loan(ask: OfflineAsk): OfflineLoan;
  /** What still waits to be forwarded about an item: the library system does not know it as it is. */
  isWaiting(item: ItemNumber): boolean;
};

export const createOfflineRules = (parts: {
  readonly settings: OfflineSettings;
  /** Null where numbers do not tell: then no card is taken. */
  readonly cards: Pattern | null;
  readonly hours: HourSettings | null;
  readonly outbox: Outbox;
  readonly blocked: BlockedList;
  /** Asked of the library system at some time, and not answered. */
  readonly isOpenItem: (item: ItemNumber) => boolean;
  readonly clock: Clock;
}): OfflineRules => {
  const { settings, cards, hours, outbox, blocked, clock } = parts;
  const today = (): number => new Date(clock.now()).setHours(0, 0, 0, 0);

  return {
    card: (number) => {
      if (cards?.test(number) !== true) return { kind: 'not-taken', because: 'not-a-card' };
      const because = blocked.reason(number, settings.blockedDays);
      if (because === 'unknown-card') return { kind: 'not-taken', because };
      if (because !== null) return { kind: 'turned-away', because };
      const isFull = outbox.lentTo(number, today()) >= settings.perCard || outbox.lentSince(today()) >= settings.perDay;
      return isFull ? { kind: 'not-taken', because: 'offline-limit' } : { kind: 'welcome' };
    },

    loan: ({ patron, item, usages, isDisarmed }) => {
      const refused = (because: Refusal): OfflineLoan => ({ kind: 'refused', because });
      const before = outbox.newestOf(item);
      if (before?.of === 'loan') return refused(before.patron === patron ? 'not-renewable' : 'lent-to-another');
      // A loan that nobody can look up now: theirs to renew, or somebody else's.
      if (parts.isOpenItem(item) || isDisarmed) return refused('not-now');
      if (usages.some((usage) => settings.withoutUsages.includes(usage))) return refused('not-now');
      if (outbox.lentTo(patron, today()) >= settings.perCard) return refused('offline-limit');
      if (outbox.lentSince(today()) >= settings.perDay) return refused('offline-limit');
      return { kind: 'lent', due: openDayFrom(hours, clock.now(), settings.dueDays) };
    },

    isWaiting: (item) => outbox.newestOf(item) !== null,
  };
};
