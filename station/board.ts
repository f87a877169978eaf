// Everything in the station that needs a hand: a fold over what the journal tells, of all places. Pure but for its own tables; knows
// no disk and no screen. What it holds after a restart is what the same entries give again.
import type { BoardWhat, SettledHow } from '../contract/board-view.ts';
import type { DeviceName } from './health.ts';
import { standsDays } from './board-kinds.ts';
import type { Entry } from './journal/entries.ts';
import { conflictDays } from './offline/conflicts.ts';

/** Of off-line work, as offline/conflicts.ts tells it. */
type OfflineWork = {
  readonly place: string;
  readonly ticket: string;
  readonly of: 'loan' | 'return';
  readonly item: string;
  readonly patron: string | null;
  readonly because: string;
  readonly remedy: string;
  readonly sinceMs: number;
  /** The item came back since. */
  readonly isBack: boolean;
};

export type Hand = {
  readonly key: string;
  readonly what: BoardWhat;
  readonly where: string;
  readonly sinceMs: number;
  readonly item: string | null;
  readonly card: string | null;
  /** A refusal's name, or a device's. */
  readonly because: string | null;
  readonly conflict: OfflineWork | null;
  readonly count: number;
  readonly taken: { readonly by: string; readonly atMs: number } | null;
};

/** Without the card: the work for that patron is done. */
export type SettledHand = Pick<Hand, 'key' | 'what' | 'where' | 'item'> & {
  readonly by: string | null;
  readonly how: SettledHow;
  readonly atMs: number;
};

/** `arrived`: how many rows ever came in this run; a desk that sounds listens to it. */
export type BoardState = {
  readonly rows: readonly Hand[];
  readonly settled: readonly SettledHand[];
  readonly arrived: number;
  /** When this was so. */
  readonly nowMs: number;
};

export const emptyBoard: BoardState = { rows: [], settled: [], arrived: 0, nowMs: 0 };

/** An entry with where and when it was written. */
export type Told = { readonly at: number; readonly place: string; readonly entry: Entry };

/** How a trouble that comes and goes is told from one that stood. */
const stoodMs = 60_000;
const settledAtMost = 100;
const dayMs = 86_400_000;

export type HandsFold = {
  note(told: Told): void;
  /** The conflicts as they are now; `told`: the entry that changed them, null at a start. */
  conflicts(open: readonly OfflineWork[], told: Told | null): void;
  /** A device or a printer as it is now: `because` null where it is well. Gives what the journal should have of it. */
  condition(
    key: string,
    now: Pick<Hand, 'what' | 'where' | 'because'> | null,
    atMs: number,
  ): Extract<Entry, { kind: 'hand-settled' }> | null;
  state(nowMs: number): BoardState;
};

type Open = Omit<Hand, 'count' | 'taken'> & { taken: Hand['taken']; isShown: boolean; session: number };

export const createHandsFold = (): HandsFold => {
  const open = new Map<string, Open>();
  const waiting = new Map<string, number>();
  /** Of conditions that nobody has met yet in this run: who had taken them before it. */
  const takenBefore = new Map<string, Hand['taken']>();
  let settled: readonly SettledHand[] = [];
  let arrived = 0;

  const bring = (
    key: string,
    row: Partial<Open> & Pick<Open, 'what' | 'where' | 'sinceMs'>,
    { isShown = true }: { readonly isShown?: boolean } = {},
  ): void => {
    const was = open.get(key);
    if (isShown && was?.isShown !== true) arrived += 1;
    open.set(key, {
      key,
      item: null,
      card: null,
      because: null,
      conflict: null,
      session: 0,
      taken: was?.taken ?? null,
      ...row,
      sinceMs: was?.sinceMs ?? row.sinceMs,
      isShown: isShown || was?.isShown === true,
    });
  };
  const close = (key: string, atMs: number, how: SettledHow = 'by-itself', by: string | null = null): void => {
    const row = open.get(key);
    if (row === undefined) return;
    open.delete(key);
    if (!row.isShown) return;
    const { what, where, item } = row;
    settled = [{ key, what, where, item, by, how, atMs }, ...settled].slice(0, settledAtMost);
  };
  const each = (isIt: (row: Open) => boolean): readonly string[] =>
    [...open.values()].filter(isIt).map(({ key }) => key);
  const closeItem = (item: string, whats: readonly BoardWhat[], atMs: number): void => {
    for (const key of each((row) => row.item === item && whats.includes(row.what))) close(key, atMs);
  };

  const note = ({ at, place, entry }: Told): void => {
    const row = (what: BoardWhat) => ({ what, where: place, sinceMs: at });
    switch (entry.kind) {
      case 'staff-called':
        // What ails a printer is seen as long as it does.
        if (entry.because === 'help') bring(`help ${place}`, { ...row('help'), session: entry.session });
        return;
      case 'session-ended': {
        const called = open.get(`help ${place}`);
        // Whoever called may stand there still; the next one who was served there has had their place.
        if (called !== undefined && entry.session > called.session) close(called.key, at);
        for (const tag of open.values())
          if (!tag.isShown && tag.where === place) bring(tag.key, { ...tag }, { isShown: true });
        return;
      }
      case 'security-pending': {
        const { uid, item, want } = entry;
        // Nothing is open about a tag that is being written; what is left when the session is over is.
        bring(`tag ${uid}`, { ...row(want === 'armed' ? 'tag-arm' : 'tag-disarm'), item }, { isShown: false });
        return;
      }
      case 'secured': {
        const tag = open.get(`tag ${entry.uid}`);
        close(`odd ${entry.uid}`, at);
        const wish = entry.want === 'armed' ? 'tag-arm' : 'tag-disarm';
        if (tag === undefined || tag.what !== wish) return;
        close(tag.key, at);
        if (tag.item === null) return;
        closeItem(tag.item, entry.want === 'armed' ? ['tag-open'] : ['loan-armed'], at);
        return;
      }
      case 'tag-mended': {
        const tag = open.get(`tag ${entry.uid}`);
        // Nobody's session ends at a desk: what was not written there is open at once.
        if (tag !== undefined && entry.came !== 'verified') bring(tag.key, { ...tag });
        return;
      }
      case 'security-dropped':
        return close(`tag ${entry.uid}`, at);
      case 'security-odd':
        return bring(`odd ${entry.uid}`, { ...row('odd-tag'), item: entry.item });
      case 'loan-stands':
        return bring(`loan ${place} ${entry.ticket}`, { ...row('loan-armed'), item: entry.item, card: entry.patron });
      case 'outcome-found':
        if (entry.found === 'unclear')
          bring(`unclear ${place} ${entry.ticket}`, { ...row('unclear'), item: entry.item, card: entry.patron });
        return;
      case 'checkin-refused': {
        // While the library system is silent nobody can do anything about it, and the patron keeps it or tries again.
        if (entry.because === 'acs-silent') return;
        const { item, because } = entry;
        return bring(`return ${item}`, { ...row('refused-return'), item, because });
      }
      case 'returned':
      case 'returned-offline':
        return closeItem(entry.item, ['refused-return', 'not-returned', 'loan-armed', 'unclear', 'see-staff'], at);
      case 'lent':
      case 'lent-offline':
        return closeItem(entry.item, ['refused-return', 'parts-missing', 'unclear', 'see-staff'], at);
      case 'item-for-staff': {
        const { item, because } = entry;
        if (because === 'see-staff') return bring(`look ${item}`, { ...row('see-staff'), item });
        if (because === 'parts-missing') return bring(`parts ${item}`, { ...row('parts-missing'), item });
        if (because === 'not-returned') {
          open.delete(`return ${item}`);
          return bring(`kept ${item}`, { ...row('not-returned'), item });
        }
        const tags = each((tag) => tag.item === item && tag.what === 'tag-arm');
        if (tags.length === 0) bring(`open ${item}`, { ...row('tag-open'), item });
        return;
      }
      case 'payment-left':
      case 'payment-refused':
      case 'payment-unclear':
        return bring(`payment ${entry.reference}`, { ...row(entry.kind), card: entry.patron });
      case 'payment-recorded':
        return close(`payment ${entry.reference}`, at);
      case 'registration-waits':
        waiting.set(entry.registration, at);
        if (!open.has('cards')) bring('cards', row('cards-queued'));
        return;
      case 'registration-refused':
        bring(`card ${entry.registration}`, { ...row('card-refused'), card: entry.patron });
        return noLonger(entry.registration, at);
      case 'patron-registered':
      case 'registration-dropped':
        close(`card ${entry.registration}`, at);
        return noLonger(entry.registration, at);
      case 'hand-taken': {
        const taken = { by: entry.staff, atMs: at };
        const which = open.get(entry.key);
        if (which === undefined) takenBefore.set(entry.key, taken);
        else which.taken = taken;
        return;
      }
      case 'hand-settled':
        takenBefore.delete(entry.key);
        return close(entry.key, at, entry.how, entry.staff);
      default:
        return;
    }
  };
  const noLonger = (registration: string, at: number): void => {
    if (waiting.delete(registration) && waiting.size === 0) close('cards', at);
  };

  return {
    note,
    conflicts: (now, told) => {
      const keys = new Set(now.map(conflictKey));
      for (const key of each((row) => row.conflict !== null && !keys.has(row.key))) {
        const by = told?.entry.kind === 'conflict-settled' ? told.entry : null;
        close(key, told?.at ?? 0, by?.how ?? 'by-itself', by?.by ?? null);
      }
      for (const conflict of now) {
        const { place: where, item, patron: card, sinceMs, because } = conflict;
        const key = conflictKey(conflict);
        const taken = open.get(key)?.taken ?? takenBefore.get(key) ?? null;
        bring(key, { what: 'offline', where, sinceMs, item, card, because, conflict, taken });
        takenBefore.delete(key);
      }
    },
    condition: (key, now, atMs) => {
      const was = open.get(key);
      if (now !== null) {
        if (was?.what === now.what && was.because === now.because) return null;
        bring(key, { ...now, sinceMs: atMs, taken: was?.taken ?? takenBefore.get(key) ?? null });
        takenBefore.delete(key);
        return null;
      }
      const isTaken = takenBefore.has(key) || (was?.taken ?? null) !== null;
      const stood = was !== undefined && atMs - was.sinceMs >= stoodMs;
      if (isTaken || stood) return { kind: 'hand-settled', key, staff: null, how: 'by-itself' };
      open.delete(key);
      return null;
    },
    state: (nowMs) => {
      for (const row of open.values()) {
        const days = standsDays(row.what);
        if (days !== null && row.sinceMs < nowMs - days * dayMs) open.delete(row.key);
        // The journal has let its card go, too.
        if (row.conflict !== null && row.sinceMs < nowMs - conflictDays * dayMs)
          open.set(row.key, { ...row, card: null, conflict: { ...row.conflict, patron: null } });
      }
      const armed = new Set([...open.values()].filter(({ what }) => what === 'loan-armed').map(({ item }) => item));
      const rows = [...open.values()]
        .filter(({ isShown, what, item }) => isShown && !(what === 'tag-disarm' && armed.has(item)))
        .map(({ isShown: _isShown, session: _session, ...row }): Hand => ({
          ...row,
          count: row.what === 'cards-queued' ? waiting.size : 1,
        }));
      const midnight = new Date(nowMs).setHours(0, 0, 0, 0);
      settled = settled.filter(({ atMs }) => atMs >= midnight);
      return { rows, settled, arrived, nowMs };
    },
  };
};

const conflictKey = ({ place, ticket }: OfflineWork): string => `offline ${place} ${ticket}`;

export const deviceKey = (place: string, device: DeviceName): string => `device ${place} ${device}`;
export const paperKey = (place: string): string => `paper ${place}`;
