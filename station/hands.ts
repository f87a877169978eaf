// The board of the whole station, kept as it happens: listens to the journal, the devices and the printers, and tells every desk when
// something changed. Reads the journal once, at the start, and no more of it than can still matter.
import type { Clock } from '../drivers/clock.ts';
import type { DeviceState } from '../drivers/ports/device.ts';
import { createHandsFold, deviceKey, paperKey, type BoardState, type Hand, type Told } from './board.ts';
import { boardDays, bringing, bringingLong, longDays, ofConflicts, taking, takingLong } from './board-kinds.ts';
import type { DeviceName } from './health.ts';
import type { Entry, EntryKind } from './journal/entries.ts';
import type { Journal, Written } from './journal/journal.ts';
import type { Around } from './modes/around.ts';
import { createConflicts, type Conflict, type Settled } from './offline/conflicts.ts';

export type Hands = {
  /** The same journal, listened to. */
  readonly journal: Journal;
  board(): BoardState;
  device(place: string, device: DeviceName, state: DeviceState): void;
  /** How the printer of a place fares. */
  paper(place: string, now: Pick<Around, 'paper' | 'printerTrouble'>): void;
  /** Staff are done with what was done off-line. */
  settle(which: Pick<Conflict, 'place' | 'ticket'>, done: { readonly by: string; readonly how: Settled }): void;
};

const hands = ['hand-taken', 'hand-settled'] as const;
const has = (kinds: readonly EntryKind[], kind: EntryKind): boolean => kinds.includes(kind);
const listened: readonly EntryKind[] = [
  ...bringing,
  ...taking,
  ...bringingLong,
  ...takingLong,
  ...hands,
  'security-pending',
  'tag-mended',
  'security-dropped',
  'session-ended',
];

export const openHands = (parts: {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly changed: (board: BoardState) => void;
  readonly complain: (message: string, error: unknown) => void;
}): Hands => {
  const { clock } = parts;
  const inner = parts.journal;
  const fold = createHandsFold();
  for (const told of atStart(inner, clock.now())) fold.note(told);
  const conflicts = createConflicts({ after: inner.after, append: (...args) => journal.append(...args) });
  fold.conflicts(conflicts.open(clock.now()), null);
  let board = fold.state(clock.now());
  const papers = new Map<string, string>();

  const look = (): void => {
    const next = fold.state(clock.now());
    const isSame =
      next.arrived === board.arrived &&
      JSON.stringify([next.rows, next.settled]) === JSON.stringify([board.rows, board.settled]);
    board = next;
    if (!isSame) parts.changed(board);
  };
  const heard = (place: string, entries: readonly Entry[]): void => {
    const at = clock.now();
    const news = entries.filter(({ kind }) => has(listened, kind) || has(ofConflicts, kind));
    if (news.length === 0) return;
    for (const entry of news) {
      const told = { at, place, entry };
      if (has(ofConflicts, entry.kind)) fold.conflicts(conflicts.open(clock.now()), told);
      else fold.note(told);
    }
    look();
  };
  const journal: Journal = {
    ...inner,
    append: (place, entries) => {
      inner.append(place, entries);
      heard(place, entries);
    },
    registrations: {
      ...inner.registrations,
      put: (row, entries) => {
        const isNew = inner.registrations.put(row, entries);
        if (isNew) heard(row.place, entries);
        return isNew;
      },
      settle: (row, place, entries) => {
        inner.registrations.settle(row, place, entries);
        heard(place, entries);
      },
    },
  };
  const condition = (key: string, now: Pick<Hand, 'what' | 'where' | 'because'> | null): void => {
    const ended = fold.condition(key, now, clock.now());
    try {
      if (ended !== null) journal.append('station', [ended]);
    } catch (error) {
      // It stays on the board, and goes as soon as something else of that device is told.
      parts.complain('the end of a trouble could not be journalled', error);
    }
    look();
  };

  return {
    journal,
    board: () => board,
    device: (place, device, state) => {
      if (state.at === 'trouble')
        condition(deviceKey(place, device), { what: 'device', where: place, because: device });
      // While it opens nobody knows yet.
      else if (state.at === 'ready') condition(deviceKey(place, device), null);
    },
    paper: (place, { paper, printerTrouble }) => {
      // Told at each step of a place, and hardly ever another.
      const now = `${paper} ${printerTrouble}`;
      if (papers.get(place) === now) return;
      papers.set(place, now);
      const what =
        printerTrouble === null ? (paper === 'near-end' ? 'paper-near-end' : null) : troubles[printerTrouble];
      if (what !== null) condition(paperKey(place), { what, where: place, because: null });
      else if (paper !== 'unknown') condition(paperKey(place), null);
    },
    settle: (which, done) => void conflicts.settle(which, done),
  };
};

const troubles = { 'no-paper': 'paper-out', 'cover-open': 'cover-open', 'printer-fault': 'printer-fault' } as const;

/** What of the journal may still bring or take a row, oldest first: by kind, from its end, and no further back than a row lives. */
const atStart = (journal: Journal, nowMs: number): readonly Told[] => {
  const readBack = (kinds: readonly EntryKind[], ends: readonly EntryKind[], days: number): readonly Written[] => {
    const rows = kinds.flatMap((kind) => newest(journal, kind, nowMs - days * dayMs)).filter(mayBring);
    return rows.length === 0 ? [] : [...rows, ...journal.after(ends, Math.min(...rows.map(({ seq }) => seq)))];
  };
  const items = readBack(bringing, taking, boardDays);
  const others = readBack(bringingLong, takingLong, longDays);
  // Also of what stands in no entry: a device in trouble, or off-line work, may have been taken before.
  const byHand = hands.flatMap((kind) => newest(journal, kind, nowMs - longDays * dayMs));
  // What is left to do with tags the journal knows by itself, however old; and nobody works there now.
  const { tags } = journal.open();
  const all = [...items, ...others, ...byHand, ...tags].toSorted((a, b) => a.seq - b.seq);
  const places = new Set(tags.map(({ place }) => place));
  const ends = [...places].map((place): Told => {
    return { at: nowMs, place, entry: { kind: 'session-ended', session: 0, done: 0, attention: 0, refused: 0 } };
  });
  return [...all, ...ends];
};

const mayBring = ({ entry }: Written): boolean => entry.kind !== 'outcome-found' || entry.found === 'unclear';

const dayMs = 86_400_000;

const newest = (journal: Journal, kind: EntryKind, sinceMs: number): readonly Written[] => {
  const rows: Written[] = [];
  for (const row of journal.newestFirst(kind)) {
    if (row.at < sinceMs) break;
    rows.push(row);
  }
  return rows;
};
