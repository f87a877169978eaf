// Whether the library is open, looked at once a minute, and what a kiosk may do then. Pure; a session that runs goes on to its end.
import { go, stay, type Event, type Step } from '../flow.ts';
import { openingAt, weekOf } from '../hours.ts';
import type { FunctionName } from '../settings/service.ts';
import type { Kiosk, KioskRules, OpenNow } from './kiosk-state.ts';

const minute = 60_000;

/** What to do when the clock has moved on; told once at the start, and by its own timer from then on. */
export const stepHours = ({ hours }: KioskRules, kiosk: Kiosk, event: Event, nowMs: number): Step<Kiosk> => {
  if (hours === null || event.kind !== 'time-up' || event.timer !== 'hours') return stay(kiosk);
  // Never far ahead: clocks are set, and machines sleep.
  return go(
    { ...kiosk, open: openNow(hours, nowMs) },
    { kind: 'set-timer', timer: 'hours', afterMs: minute - (nowMs % minute) },
  );
};

const openNow = (hours: NonNullable<KioskRules['hours']>, nowMs: number): OpenNow => {
  const opening = openingAt(hours, nowMs);
  if (opening.at === 'closed')
    return { at: 'closed', todayMs: nowMs, opensMs: opening.opens, week: weekOf(hours, nowMs) };
  const { until } = opening;
  return { at: 'open', closesMs: until !== null && until - nowMs <= hours.noticeMinutes * minute ? until : null };
};

/** What can be done while the library system is away; an account is nowhere else to be read. */
const withoutAcs = {
  closes: [],
  returns: ['return'],
  lends: ['borrow', 'return'],
} as const satisfies Readonly<Record<KioskRules['offline'], readonly FunctionName[]>>;

/** What may be begun now. */
export const offeredNow = (
  { hours, functions, offline }: Pick<KioskRules, 'hours' | 'functions' | 'offline'>,
  { open, acs, isOutOfUse, isTended }: Pick<Kiosk, 'open' | 'acs' | 'isOutOfUse' | 'isTended'>,
): readonly FunctionName[] => {
  if (isOutOfUse || isTended) return [];
  const possible: readonly FunctionName[] = acs === 'silent' ? withoutAcs[offline] : functions;
  const set = functions.filter((name) => possible.includes(name));
  if (open.at === 'open') return set;
  return hours?.whileClosed === 'returns' ? set.filter((name) => name === 'return') : [];
};

export const lendsOfflineNow = ({ offline }: Pick<KioskRules, 'offline'>, { acs }: Pick<Kiosk, 'acs'>): boolean =>
  offline === 'lends' && acs === 'silent';
