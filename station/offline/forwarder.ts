// Tells the library system what was done while it was away: the oldest first, one at a time, each once. Every step is in the
// journal before it is taken, so that it goes on where it stopped, whatever stopped it. Knows no place and no patron's screen.
import type { Clock } from '../../drivers/clock.ts';
import type { Entry } from '../journal/entries.ts';
import type { Journal } from '../journal/journal.ts';
import type { AcsForward, Because } from './acs-forward.ts';
import { remedyOf, type Remedy } from './conflicts.ts';
import type { OfflineAct, Outbox, Waiting } from './outbox.ts';

export type Forwarder = {
  /** Goes to work, if there is any and it may. Never throws. */
  poke(): void;
  /** Nothing is written any more; what is on the wire is found out at the next start. */
  close(): void;
};

/** It was found out so often that it had not been done: then people look. */
const mostTries = 3;
/** So often a library system that had been there may fall silent over the oldest one; then people look, and the rest goes on. */
const mostSilences = 20;
/** After silence of a library system that is up; what it says itself comes earlier. */
const againMs = 15_000;

/** `settled`: it has its last word. `wait`: the library system is not reached now. */
type Went = 'settled' | 'again' | 'wait';

export const createForwarder = (parts: {
  readonly outbox: Outbox;
  readonly journal: Pick<Journal, 'append'>;
  readonly acs: AcsForward;
  /** The library system is there, and no session runs that it would have to follow. */
  readonly mayForward: () => boolean;
  readonly clock: Clock;
  /** What staff must know: never of a patron. */
  readonly tell: (act: OfflineAct, because: Because | 'unknown' | 'noted', remedy: Remedy | readonly string[]) => void;
  readonly complain: (message: string, error: unknown) => void;
}): Forwarder => {
  const { outbox, journal, acs, clock } = parts;
  let busy = false;
  let isClosed = false;
  let cancelAgain = (): void => undefined;
  /** How often the library system fell silent over the head of the outbox, being up. */
  let silences = { seq: 0, times: 0 };

  const write = ({ place }: OfflineAct, ...entries: readonly Entry[]): void => {
    if (!isClosed) journal.append(place, entries);
  };

  const accepted = (act: OfflineAct, notes: readonly string[]): Went => {
    const { ticket, item } = act;
    write(act, { kind: 'forward-accepted', ticket, item, notes: [...notes] });
    if (notes.some((note) => note !== 'not-on-loan')) parts.tell(act, 'noted', notes);
    return 'settled';
  };

  const refused = (act: OfflineAct, because: Because): Went => {
    const { ticket, item } = act;
    const patron = act.of === 'loan' ? act.patron : null;
    const remedy = remedyOf(act.of, because);
    const entry = { ticket, item, patron, because, remedy };
    const isUnnamed = because === 'unknown-item' || because === 'unknown-card' || because === 'other';
    write(act, isUnnamed ? { kind: 'forward-refused', ...entry } : { kind: 'forward-conflict', ...entry });
    parts.tell(act, because, remedy);
    return 'settled';
  };

  const unknown = (act: OfflineAct): Went => {
    const { ticket, item } = act;
    const remedy = 'look-up';
    write(act, { kind: 'forward-unknown', ticket, item, patron: act.of === 'loan' ? act.patron : null, remedy });
    parts.tell(act, 'unknown', remedy);
    return 'settled';
  };

  const found = (act: OfflineAct, what: 'done' | 'not-done' | 'unclear'): void =>
    write(act, { kind: 'forward-found', ticket: act.ticket, item: act.item, found: what });

  /** It was sent and nobody heard what came of it: that is asked for, and it is not sent again before it is known. */
  const findOut = async (act: OfflineAct, was: string | null): Promise<Went> => {
    const what = await acs.findOut(act, was);
    if (isClosed || what === 'silent') return 'wait';
    found(act, what);
    if (what === 'done') return accepted(act, []);
    return what === 'unclear' ? unknown(act) : 'again';
  };

  /** Null: it may be sent; `was` is the due date that it has now. */
  const beforehand = async (act: OfflineAct): Promise<Went | { readonly was: string | null }> => {
    const now = await acs.item(act);
    if (isClosed || now.kind === 'silent') return 'wait';
    if (now.kind === 'unknown-item') return refused(act, 'unknown-item');
    if (act.of === 'return') return { was: now.kind === 'on-loan' ? now.due : null };
    if (now.kind !== 'on-loan') return { was: null };
    const whose = await acs.loanOf(act);
    if (isClosed) return 'wait';
    switch (whose) {
      case 'silent':
        return 'wait';
      case 'theirs':
        // Staff were quicker, or it was told before: it is so, and it is not told once more.
        found(act, 'done');
        return accepted(act, []);
      case 'another':
        return refused(act, 'lent-to-another');
      case 'unknown-card':
        return refused(act, 'unknown-card');
      case 'unclear':
        return unknown(act);
    }
  };

  const forward = async ({ act, asked, tries }: Waiting): Promise<Went> => {
    if (asked !== null) return findOut(act, asked.was);
    if (tries >= mostTries) return unknown(act);
    const before = await beforehand(act);
    if (typeof before === 'string') return before;
    const { was } = before;
    write(act, { kind: 'forward-asked', ticket: act.ticket, item: act.item, was });
    if (isClosed) return 'wait';
    const told = act.of === 'loan' ? await acs.lend(act) : await acs.takeBack(act);
    if (isClosed) return 'wait';
    switch (told.kind) {
      case 'accepted':
        return accepted(act, told.notes);
      case 'refused':
        return refused(act, told.because);
      case 'not-sent':
        // It never left this machine, so that it may be told as if for the first time.
        found(act, 'not-done');
        return 'wait';
      case 'unknown':
        return findOut(act, was);
    }
  };

  const later = (): void => {
    cancelAgain();
    if (!isClosed) cancelAgain = clock.after(againMs, poke);
  };

  const run = async (): Promise<void> => {
    for (;;) {
      const head = outbox.next();
      if (head === null || isClosed || !parts.mayForward()) return;
      // One question at a time, in the order of what was done.
      // oxlint-disable-next-line no-await-in-loop
      const went = await forward(head);
      if (isClosed) return;
      if (went === 'wait') {
        // A library system that stumbles over this one must not be asked for ever, and all others wait behind it.
        const { seq } = head.act;
        silences = { seq, times: silences.seq === seq ? silences.times + 1 : 1 };
        if (silences.times < mostSilences) return later();
        unknown(head.act);
      }
      const settled = outbox.settled();
      if (settled > 0 && outbox.next() === null) journal.append('station', [{ kind: 'outbox-empty', settled }]);
    }
  };

  function poke(): void {
    if (busy || isClosed || !parts.mayForward()) return;
    busy = true;
    run().then(
      () => {
        busy = false;
      },
      (error: unknown) => {
        busy = false;
        parts.complain('forwarding stopped; is the disk full? It goes on by itself', error);
        later();
      },
    );
  }

  return {
    poke,
    close: () => {
      isClosed = true;
      cancelAgain();
    },
  };
};
