// The hands of a test loan: they press at a kiosk and look at its screen as a patron would, and say in findings what came of it. Know no
// library system.
import type { Press } from '../../contract/calls.ts';
import type { Finding, FindingName, TrialDoes } from '../../contract/assistant-view.ts';
import type { Row } from '../../contract/row-view.ts';
import type { KioskScreen } from '../../contract/view.ts';
import { pass, type Clock } from '../../drivers/clock.ts';
import type { Kiosk } from '../modes/kiosk-state.ts';
import type { Place } from '../place.ts';
import type { Works } from '../works.ts';

export type TrialParts = {
  readonly works: Works;
  readonly place: string;
  /** `loans`: the book stays lent; `returns`: it was lent elsewhere. */
  readonly does: TrialDoes;
  /** Null where the kiosk does not lend. */
  readonly card: string | null;
  readonly pin: string | null;
  readonly item: string;
  readonly clock: Clock;
  readonly found: (finding: Finding) => void;
};

export const trialTimes = {
  lookMs: 50,
  /** A screen that follows a question to the library system, with its retries. */
  answerMs: 45_000,
  /** A tag that lies there is read again after it was written. */
  tagMs: 10_000,
} as const;

export type Say = (
  name: FindingName,
  outcome: Finding['outcome'],
  values?: Finding['values'],
  ms?: number | null,
) => void;

export type Trial = TrialParts & {
  readonly kiosk: Place<Kiosk>;
  readonly say: Say;
  /** Nobody is there. */
  readonly isFree: () => boolean;
  /** Begins a session of the test's own; false where somebody else was faster. */
  readonly begin: (errand: 'borrow' | 'return') => boolean;
  /** In a session of the test's own; in anybody else's nothing is pressed. */
  readonly press: (press: Press) => void;
  readonly scan: (item: string) => void;
  readonly screenNow: () => KioskScreen | null;
  /** Null while the kiosk is anybody else's. */
  readonly screen: () => KioskScreen | null;
  /** Of the book that lies on the pad; its parts have one each. */
  readonly tagsOfItem: () => readonly string[];
  /** What `look` gives as soon as it is not null; null when the time is up. */
  readonly until: <T>(look: () => T | null, withinMs: number) => Promise<T | null>;
};

/** The hands at one kiosk. */
export const handsAt = (parts: TrialParts, kiosk: Place<Kiosk>, say: Say): Trial => {
  const { clock } = parts;
  const screenNow = (): KioskScreen | null => {
    const view = kiosk.view();
    return view.mode === 'kiosk' ? view.screen : null;
  };
  const isFree = (): boolean => screenNow()?.at === 'welcome' && !kiosk.runs();
  let own: number | null = null;
  const isOwn = (): boolean => kiosk.state().session === own;
  return {
    ...parts,
    kiosk,
    say,
    isFree,
    begin: (errand) => {
      if (!isFree()) return false;
      kiosk.tell({ kind: 'pressed', press: { kind: errand } });
      own = kiosk.state().session;
      return true;
    },
    press: (press) => {
      if (isOwn()) kiosk.tell({ kind: 'pressed', press });
    },
    scan: (number) => {
      if (isOwn()) kiosk.tell({ kind: 'scanned', scan: { kind: 'number', number, mayBe: 'item' } });
    },
    screenNow,
    screen: () => (isOwn() || !kiosk.runs() ? screenNow() : null),
    tagsOfItem: () =>
      kiosk
        .state()
        .pad.flatMap(({ uid, thing }) => (thing?.kind === 'item' && thing.number === parts.item ? [uid] : [])),
    until: async (look, withinMs) => {
      const end = clock.now() + withinMs;
      for (;;) {
        const seen = look();
        if (seen !== null) return seen;
        if (clock.now() >= end) return null;
        // Looked at again and again: one after the other.
        // oxlint-disable-next-line no-await-in-loop
        await pass(clock, trialTimes.lookMs);
      }
    },
  };
};

/** Null where the card does not do; then it was said, and the kiosk is left. */
export const identified = async (trial: Trial): Promise<true | null> => {
  const { press, until, screen, say, pin } = trial;
  const refuse = async (name: FindingName, values: Finding['values'] = {}): Promise<null> => {
    say(name, 'bad', values);
    await leave(trial);
    return null;
  };
  let isPinSaid = false;
  for (;;) {
    const came = await settled(trial);
    switch (came?.at) {
      case 'checkout':
        return true;
      case 'card':
        return refuse('card-unknown', { because: came.wrong ?? '' });
      case 'turned-away':
        return refuse('card-blocked', { because: came.because });
      case 'pin':
        if (pin === null || pin.trim() === '') return refuse('pin-missing');
        if (isPinSaid) return refuse('pin-wrong');
        isPinSaid = true;
        press({ kind: 'type-pin', pin });
        // It is asked now; what stands there is still the question before.
        await until(
          () => (screen()?.at === 'pin' && isAsking(screen()) ? true : screen()?.at === 'pin' ? null : true),
          2000,
        );
        break;
      default:
        await stopped(trial);
        return null;
    }
  }
};

const isAsking = (screen: KioskScreen | null): boolean =>
  (screen?.at === 'card' || screen?.at === 'pin') && screen.asking;

/** The screen behind the question about a card or a password. */
const settled = ({ until, screen }: Trial): Promise<KioskScreen | null> =>
  until(() => {
    const now = screen();
    if (now === null || isAsking(now)) return null;
    if (now.at === 'card') return now.wrong === null ? null : now;
    return now;
  }, trialTimes.answerMs);

/** The book is laid or scanned, and its row has come to one of these ends; null where it did not, and that was said. */
export const laid = async (trial: Trial, ends: readonly Row['state']['at'][]) => {
  const { kiosk, item, press, scan, until, screen, clock } = trial;
  const rowNow = (): Row | null => {
    const now = screen();
    return now?.at === 'checkout' || now?.at === 'checkin'
      ? (now.rows.find(({ number }) => number === item) ?? null)
      : null;
  };
  const began = clock.now();
  if (kiosk.devices.pad === null) scan(item);
  else press({ kind: 'take-left-overs' });
  const seen = await until(() => {
    const row = rowNow();
    return row !== null && row.state.at !== 'left-over' ? row : null;
  }, trialTimes.tagMs);
  if (seen === null) {
    trial.say('item-not-seen', 'bad');
    return null;
  }
  const seenMs = Math.round(clock.now() - began);
  const row = await until(() => {
    const now = rowNow();
    return now !== null && ends.includes(now.state.at) ? now : null;
  }, trialTimes.answerMs);
  if (row !== null) return { row, seenMs, ms: clock.now() - began };
  trial.say('item-not-ended', 'bad', { state: rowNow()?.state.at ?? '', seconds: trialTimes.answerMs / 1000 });
  return null;
};

/** To the end of the session; nothing is printed. */
export const finish = async (trial: Trial): Promise<void> => {
  const { press, until, screen } = trial;
  press({ kind: 'finish' });
  const isOver = await until(() => {
    const now = screen();
    switch (now?.at) {
      case 'checkout':
        if (now.counting) press({ kind: 'finish' });
        return null;
      case 'receipt':
        press({ kind: 'no-receipt' });
        return null;
      case 'goodbye':
        press({ kind: 'leave' });
        return null;
      case 'welcome':
      case 'closed':
        return true;
      default:
        return null;
    }
  }, trialTimes.answerMs);
  if (isOver === null) await leave(trial);
};

export const leave = async ({ press, until, screen }: Trial): Promise<void> => {
  press({ kind: 'leave' });
  await until(() => {
    const at = screen()?.at;
    if (at === 'welcome' || at === 'closed') return true;
    press({ kind: 'leave' });
    return null;
  }, 15_000);
};

export const stopped = async (trial: Trial): Promise<false> => {
  trial.say('trial-stopped', 'bad', { screen: trial.screen()?.at ?? '' });
  await leave(trial);
  return false;
};
