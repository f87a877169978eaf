// Wrong passwords of patrons and staff: counted by card or name, slowed for everybody, locked after too many. The journal's entries are the only
// source, so that neither a new session nor a restart of the program forgets them. Pure.
import type { Entry } from '../journal/entries.ts';
import type { Named } from '../staff.ts';

/** Wrong passwords after which a card is turned away and locked at this station for a while. */
export const pinTries = 3;

export const guardTimes = {
  /** A card stays locked for so long after the last wrong password; whoever stops in time starts anew after as long. */
  windowMs: 15 * 60_000,
  /** After the first wrong password; each further one doubles it. */
  firstWaitMs: 3_000,
  longestWaitMs: 60_000,
} as const;

/** So many wrong passwords, of whatever cards, are people's; beyond them somebody tries one card after another. */
const usualWrongs = 4;

/** `isHere`: typed at this very place. */
type Wrong = { readonly card: string; readonly atMs: number; readonly isHere: boolean };

/** Oldest first. Cards that nobody tried for the whole window are gone with the next entry. */
export type Guard = { readonly wrongs: readonly Wrong[] };

export const noWrongs: Guard = { wrongs: [] };

/** What a guard learns from; all other entries change nothing. */
export const guardKinds = ['password-wrong', 'password-right', 'staff-wrong', 'staff-right'] as const;
export type GuardEntry = Extract<Entry, { kind: (typeof guardKinds)[number] }>;

export const isGuardEntry = (entry: Entry): entry is GuardEntry => guardKinds.some((kind) => kind === entry.kind);

/** No card's number begins so: what holds a control character is none. */
const staffMark = '\u0001';

/** What a member of staff is counted by, beside the patrons' cards; a name that nobody has is counted as if somebody had it. */
export const staffKey = ({ staff, nobody }: Named): string => `${staffMark}${staff ?? `${staffMark}${nobody}`}`;

/** Null where the patron was aged out. */
const keyOf = (entry: GuardEntry): string | null => {
  if ('patron' in entry) return entry.patron;
  if (entry.kind === 'staff-right' || entry.staff !== null) return staffKey({ staff: entry.staff, nobody: null });
  return staffKey({ staff: null, nobody: entry.nobody });
};

/** The guard after an entry that was written at `nowMs`, here or elsewhere in the station. An entry whose patron was aged out counts for nobody. */
export const guardAfter = (
  guard: Guard,
  entry: Entry,
  { nowMs, isHere }: { readonly nowMs: number; readonly isHere: boolean },
): Guard => {
  if (!isGuardEntry(entry)) return guard;
  const card = keyOf(entry);
  if (card === null) return guard;
  const fresh = guard.wrongs.filter((wrong) => isFresh(lastOf(guard, wrong.card), nowMs));
  return entry.kind === 'password-right' || entry.kind === 'staff-right'
    ? { wrongs: fresh.filter((wrong) => wrong.card !== card) }
    : { wrongs: [...fresh, { card, atMs: nowMs, isHere }] };
};

const lastOf = ({ wrongs }: Guard, card: string): number =>
  wrongs.findLast((wrong) => wrong.card === card)?.atMs ?? -Infinity;

/** A clock that was put back must not lock a card for ever. */
const isFresh = (lastMs: number, nowMs: number): boolean => Math.abs(nowMs - lastMs) <= guardTimes.windowMs;

/** Wrong passwords for this card that still count. */
export const wrongsOf = (guard: Guard, card: string, nowMs: number): number =>
  isFresh(lastOf(guard, card), nowMs) ? guard.wrongs.filter((wrong) => wrong.card === card).length : 0;

export const isLocked = (guard: Guard, card: string, nowMs: number): boolean =>
  wrongsOf(guard, card, nowMs) >= pinTries;

/**
 * How long until a password for this card is taken: its own wrong ones slow it, and so do many of many cards. Of staff those at this
 * place alone: whoever guesses at one desk keeps nobody from another, and no patron from a kiosk.
 */
export const waitMs = (guard: Guard, card: string, nowMs: number): number => {
  const isStaff = card.startsWith(staffMark);
  const alike = guard.wrongs.filter(
    (wrong) => wrong.card.startsWith(staffMark) === isStaff && (!isStaff || wrong.isHere),
  );
  const last = alike.at(-1)?.atMs ?? -Infinity;
  const all = alike.filter((wrong) => isFresh(wrong.atMs, nowMs)).length;
  const own = waitLeft(wrongsOf(guard, card, nowMs), lastOf(guard, card), nowMs);
  return Math.max(own, waitLeft(all - usualWrongs, last, nowMs));
};

/** After so many wrong ones beyond what is usual, the last of them at `lastMs`. */
export const waitLeft = (wrongs: number, lastMs: number, nowMs: number): number => {
  if (wrongs <= 0 || nowMs < lastMs) return 0;
  const whole = Math.min(guardTimes.firstWaitMs * 2 ** (wrongs - 1), guardTimes.longestWaitMs);
  return Math.max(0, lastMs + whole - nowMs);
};
