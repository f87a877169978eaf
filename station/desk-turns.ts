// Whose turn it is at a desk that is reached over the network: one glass at a time, and since nobody there has a ticket, whoever
// does not sign in gives way. Knows calls and views by their looks; knows no sockets and no PINs.
import type { DeskView } from '../contract/desk-view.ts';
import type { Call } from '../contract/calls.ts';
import { steady, type Clock } from '../drivers/clock.ts';
import type { Joined, Show } from './join.ts';
import type { Station } from './works.ts';
import type { Ends } from './web-glass.ts';

/** A glass where nobody has signed in keeps its desk so long, and then gives way to the next one that asks. */
export const deskTurnMs = 60_000;

/** `mayTry`: false for one sign-in too many of this caller's address. */
export type Caller = {
  readonly browser: string;
  readonly view: Show['view'];
  readonly inner?: Show['inner'];
  readonly ends: Ends;
  readonly mayTry: () => boolean;
};

export type DeskTurns = {
  /** Null: another glass has this desk. */
  join(desk: string, caller: Caller): Joined | null;
  /** Somebody at the machine itself wants this desk. True where it is free now. */
  giveWay(desk: string): boolean;
};

/** `sinceMs`: of its joining, or when somebody last worked there: whoever has just locked is typing a PIN. */
type Holder = { readonly sinceMs: () => number; readonly who: () => DeskView['who']; readonly sendAway: () => void };

export const createDeskTurns = (behind: Pick<Station, 'join'>, clock: Clock): DeskTurns => {
  const now = steady(clock).now;
  const holders = new Map<string, Holder>();

  const giveWay = (desk: string, afterMs: number): boolean => {
    const holder = holders.get(desk);
    if (holder === undefined || holder.who() !== null || now() - holder.sinceMs() < afterMs) return false;
    holder.sendAway();
    return true;
  };

  const sit = (desk: string, { browser, view: show, inner: showInner, ends, mayTry }: Caller): Joined | null => {
    let latest: DeskView | null = null;
    let sinceMs = now();
    let left = false;
    const who = (): DeskView['who'] => latest?.who ?? null;
    const joined = behind.join(desk, {
      view: (view) => {
        if (left) return;
        if (who() !== null) sinceMs = now();
        latest = view.mode === 'desk' ? view : null;
        show(view);
      },
      // What a practice station shows is of nothing real.
      inner: (inner) => {
        if (!left) showInner?.(inner);
      },
      // No bench: its hands are for whoever stands before the machine.
      bench: () => undefined,
      // The desk locks when it is another's than the last: only whoever worked there comes back to it, by their PIN.
      browser,
    });
    if (joined === null) return null;
    const leave = (): void => {
      if (left) return;
      left = true;
      joined.leave();
      holders.delete(desk);
    };
    const sendAway = (): void => {
      leave();
      ends.taken();
    };
    holders.set(desk, { sinceMs: () => sinceMs, who, sendAway });
    const refusal = (call: Call): string | null => {
      if (left) return 'another glass has this desk now';
      if (call.kind === 'hand') return 'there is no bench on the network';
      // A number that is typed over the network proves no card.
      if (call.kind === 'scan' && who() === null) return 'over the network staff sign in by name and PIN';
      if (call.kind !== 'act' || call.act.kind !== 'sign-in' || mayTry()) return null;
      ends.cutOff('too many tries');
      return 'this address tried to sign in too often: wait some minutes';
    };
    return { call: (call) => refusal(call) ?? joined.call(call), leave };
  };

  return {
    join: (desk, caller) => {
      giveWay(desk, deskTurnMs);
      return sit(desk, caller);
    },
    giveWay: (desk) => giveWay(desk, 0),
  };
};
