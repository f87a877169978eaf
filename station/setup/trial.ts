// A test loan and its return: a test card and a test book go through the station's own flows at a kiosk, as if a patron stood there, and
// afterwards the library system, the journal and the tag are asked what they say. Whatever happens, the book is given back. Keeps neither
// card nor password.
import { codeOf, isBack, isOnLoan } from 'sip2';
import type { Press } from '../../contract/calls.ts';
import type { Finding, FindingName } from '../../contract/assistant-view.ts';
import type { Row } from '../../contract/row-view.ts';
import type { KioskScreen } from '../../contract/view.ts';
import { pass, type Clock } from '../../drivers/clock.ts';
import type { SecurityRule } from '../../drivers/ports/pad.ts';
import type { Examined } from '../../drivers/ports/tag-work.ts';
import type { Written } from '../journal/journal.ts';
import type { Kiosk } from '../modes/kiosk-state.ts';
import type { Place } from '../place.ts';
import type { Works } from '../works.ts';

export type TrialParts = {
  readonly works: Works;
  readonly place: string;
  readonly card: string;
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

type Say = (name: FindingName, outcome: Finding['outcome'], values?: Finding['values'], ms?: number | null) => void;

type Trial = TrialParts & {
  readonly kiosk: Place<Kiosk>;
  readonly say: Say;
  /** Begins a session of the test's own; false where somebody else was faster. */
  readonly begin: (errand: 'borrow' | 'return') => boolean;
  /** In a session of the test's own; in anybody else's nothing is pressed. */
  readonly press: (press: Press) => void;
  readonly scan: (item: string) => void;
  /** Null while the kiosk is anybody else's. */
  readonly screen: () => KioskScreen | null;
  /** What `look` gives as soon as it is not null; null when the time is up. */
  readonly until: <T>(look: () => T | null, withinMs: number) => Promise<T | null>;
};

export const runTrial = async (parts: TrialParts): Promise<void> => {
  const { works, clock } = parts;
  const say: Say = (name, outcome, values = {}, ms = null) =>
    parts.found({ name, outcome, values, ms: ms === null ? null : Math.round(ms) });
  const kiosk = works.kiosks.find(({ name }) => name === parts.place);
  if (kiosk === undefined) return say('place-busy', 'bad', { place: parts.place, because: '' });
  const screenNow = (): KioskScreen | null => {
    const view = kiosk.view();
    return view.mode === 'kiosk' ? view.screen : null;
  };
  const isFree = (): boolean => screenNow()?.at === 'welcome' && !kiosk.runs();
  let own: number | null = null;
  const isOwn = (): boolean => kiosk.state().session === own;
  const trial: Trial = {
    ...parts,
    kiosk,
    say,
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
    screen: () => (isOwn() || !kiosk.runs() ? screenNow() : null),
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
  if (works.client.state().kind !== 'up') return say('station-away', 'bad');
  const screen = screenNow();
  if (!isFree())
    return say('place-busy', 'bad', {
      place: parts.place,
      because: screen?.at === 'closed' ? screen.because : (screen?.at ?? ''),
    });
  if (!(await isItemFree(trial)) || !isTagThere(trial)) return;
  const seq = lastSeq(works);
  const lent = await lend(trial);
  if (lent) await looksLent(trial, seq);
  // Also where it is not clear whether it was lent: a return of what is not on loan does no harm.
  const mayBeLent =
    lent ||
    works.journal.after(['checkout-asked'], seq).some(({ entry }) => 'item' in entry && entry.item === parts.item);
  if (!mayBeLent) return;
  const back = await giveBack(trial);
  await looksBack(trial, seq, back);
};

/** The newest entry by its number. */
const lastSeq = ({ journal }: Works): number => {
  for (const kind of ['session-ended', 'session-began', 'station-started'] as const)
    for (const { seq } of journal.newestFirst(kind)) return seq;
  return 0;
};

// ---- before ----

const itemNow = async ({ works, item }: Trial) => {
  const asked = await works.client.ask({ kind: 'item-information', itemId: item });
  return asked.kind === 'answered' ? asked.answer : null;
};

const isItemFree = async (trial: Trial): Promise<boolean> => {
  const began = trial.clock.now();
  const now = await itemNow(trial);
  const ms = trial.clock.now() - began;
  if (now === null) {
    trial.say('item-state-untold', 'odd');
    return true;
  }
  const title = now.titleIdentifier.slice(0, 120);
  if (isOnLoan(now)) trial.say('item-lent', 'bad', { title });
  else if (title.trim() === '' && !isBack(now)) trial.say('item-unknown', 'bad');
  else trial.say('item-free', 'good', { title }, ms);
  return !isOnLoan(now) && (title.trim() !== '' || isBack(now));
};

/** With a pad, this one book and nothing else lies on it: whatever lies there would be lent, too. */
const isTagThere = ({ kiosk, item, say }: Trial): boolean => {
  if (kiosk.devices.pad === null) return true;
  const { pad } = kiosk.state();
  const isOurs = pad.some(({ thing }) => thing?.kind === 'item' && thing.number === item);
  const others = pad.filter(({ thing }) => thing?.kind !== 'item' || thing.number !== item).length;
  if (isOurs && others === 0) return true;
  say('tag-not-there', 'bad', { others });
  return false;
};

// ---- lent ----

const lend = async (trial: Trial): Promise<boolean> => {
  const { begin, press, until, screen, say, card, clock } = trial;
  if (!begin('borrow')) return stopped(trial);
  if ((await until(() => (screen()?.at === 'card' ? true : null), 5000)) === null) return stopped(trial);
  const began = clock.now();
  press({ kind: 'type-card', number: card });
  const known = await identified(trial);
  if (known === null) return false;
  say('card-known', 'good', {}, clock.now() - began);
  const row = await laid(trial, [
    'lent',
    'lent-armed',
    'put-back',
    'taken-back',
    'refused',
    'unclear',
    'not-an-item',
    'lent-offline',
    'fee',
    'parts-missing',
    'needs-pin',
  ]);
  if (row === null) {
    say('item-not-seen', 'bad');
    await leave(trial);
    return false;
  }
  const { state } = row.row;
  if (state.at === 'fee') press({ kind: 'decline-fee', row: row.row.key });
  const isLent = state.at === 'lent';
  if (isLent) say('lent', 'good', { release: state.release, seenMs: row.seenMs }, row.ms);
  else say('not-lent', 'bad', { state: state.at, because: 'because' in state ? state.because : '' }, row.ms);
  await finish(trial);
  return isLent;
};

/** Null where the card does not do; then it was said, and the kiosk is left. */
const identified = async (trial: Trial): Promise<true | null> => {
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

/** The book is laid or scanned, and its row has come to one of these ends. */
const laid = async (trial: Trial, ends: readonly Row['state']['at'][]) => {
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
  if (seen === null) return null;
  const seenMs = Math.round(clock.now() - began);
  const row = await until(() => {
    const now = rowNow();
    return now !== null && ends.includes(now.state.at) ? now : null;
  }, trialTimes.answerMs);
  return row === null ? null : { row, seenMs, ms: clock.now() - began };
};

/** To the end of the session; nothing is printed. */
const finish = async (trial: Trial): Promise<void> => {
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

const leave = async ({ press, until, screen }: Trial): Promise<void> => {
  press({ kind: 'leave' });
  await until(() => {
    const at = screen()?.at;
    if (at === 'welcome' || at === 'closed') return true;
    press({ kind: 'leave' });
    return null;
  }, 15_000);
};

const stopped = async (trial: Trial): Promise<false> => {
  trial.say('trial-stopped', 'bad', { screen: trial.screen()?.at ?? '' });
  await leave(trial);
  return false;
};

// ---- what the others say of it ----

const looksLent = async (trial: Trial, seq: number): Promise<void> => {
  const { say, works, item } = trial;
  const now = await itemNow(trial);
  if (now !== null) say(isOnLoan(now) ? 'acs-says-lent' : 'acs-says-not-lent', isOnLoan(now) ? 'good' : 'odd');
  await looksAtTag(trial, 'disarmed');
  const took = timeOf(works.journal.after(['checkout-asked', 'lent'], seq), item, 'checkout-asked', 'lent');
  say(
    took === null ? 'journal-not-whole' : 'journal-whole',
    took === null ? 'bad' : 'good',
    { act: 'lent', code: codeOf('checkout') },
    took,
  );
};

const looksBack = async (trial: Trial, seq: number, back: boolean): Promise<void> => {
  const { say, works, item } = trial;
  const now = await itemNow(trial);
  const isThere = now === null ? null : !isOnLoan(now);
  if (isThere !== null) say(isThere ? 'acs-says-back' : 'acs-says-not-back', isThere ? 'good' : 'bad');
  const isArmed = await looksAtTag(trial, 'armed');
  const took = timeOf(works.journal.after(['checkin-asked', 'returned'], seq), item, 'checkin-asked', 'returned');
  if (back)
    say(
      took === null ? 'journal-not-whole' : 'journal-whole',
      took === null ? 'bad' : 'good',
      { act: 'returned', code: codeOf('checkin') },
      took,
    );
  const isClean = isThere ?? back;
  say(isClean && isArmed ? 'nothing-left' : 'left-lent', isClean && isArmed ? 'good' : 'bad');
};

/** Each tag of the book says so itself, read afresh. Where there is none, there is nothing to say. */
const looksAtTag = async ({ kiosk, item, say }: Trial, want: 'armed' | 'disarmed'): Promise<boolean> => {
  const { pad, hands } = kiosk.devices;
  if (pad === null || (hands.rule.afi === null && !hands.rule.eas)) return true;
  const uids = kiosk
    .state()
    .pad.flatMap(({ uid, thing }) => (thing?.kind === 'item' && thing.number === item ? [uid] : []));
  const read = await Promise.all(uids.map(async (uid) => securityIn(await pad.examine(uid), hands.rule)));
  const isSo = read.length > 0 && read.every((security) => security === want);
  const names = { armed: ['tag-armed', 'tag-not-armed'], disarmed: ['tag-disarmed', 'tag-not-disarmed'] } as const;
  say(names[want][isSo ? 0 : 1], isSo ? 'good' : 'bad', { security: read.join(', ') });
  return isSo;
};

/** Where both are used the AFI is the truth. */
const securityIn = (examined: Examined, { afi: pair }: SecurityRule): string => {
  if (examined.kind !== 'examined') return examined.kind;
  const { tag } = examined;
  if (tag.kind === 'card') return '';
  // Of a UHF tag the AFI is the low byte of its protocol control word.
  const afi = tag.kind === 'uhf' ? tag.pc & 0xff : tag.afi;
  if (pair !== null) return afi === pair.armed ? 'armed' : afi === pair.disarmed ? 'disarmed' : 'odd';
  return tag.kind === 'memory' && tag.eas !== null ? (tag.eas ? 'armed' : 'disarmed') : '';
};

const timeOf = (
  written: readonly Written[],
  item: string,
  asked: 'checkout-asked' | 'checkin-asked',
  answered: 'lent' | 'returned',
): number | null => {
  const ofItem = written.filter(({ entry }) => 'item' in entry && entry.item === item);
  const from = ofItem.find(({ entry }) => entry.kind === asked);
  const to = ofItem.find(({ entry }) => entry.kind === answered);
  return from === undefined || to === undefined ? null : to.at - from.at;
};

// ---- given back ----

const giveBack = async (trial: Trial): Promise<boolean> => {
  const { begin, until, screen, say } = trial;
  if (!begin('return')) return stopped(trial);
  if ((await until(() => (screen()?.at === 'checkin' ? true : null), 5000)) === null) return stopped(trial);
  const row = await laid(trial, [
    'returned',
    'returned-offline',
    'return-put-back',
    'returned-unarmed',
    'refused',
    'unclear',
    'not-an-item',
    'kept-for-staff',
  ]);
  if (row === null) {
    say('item-not-seen', 'bad');
    await finish(trial);
    return false;
  }
  const { state } = row.row;
  if (state.at === 'returned') say('returned', 'good', { notes: state.notes.join(', '), seenMs: row.seenMs }, row.ms);
  else say('not-returned', 'bad', { state: state.at, because: 'because' in state ? state.because : '' }, row.ms);
  await finish(trial);
  return state.at === 'returned';
};
