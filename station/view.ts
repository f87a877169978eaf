// The doorway from state to glass: what the place knows, as the view that a screen can draw. Decides nothing.
import type { Release, ReturnNote, Row, RowState } from '../contract/row-view.ts';
import type { Due } from '../contract/terms.ts';
import type { Finish, KioskScreen, KioskView } from '../contract/view.ts';
import { accountScreen } from './account-view.ts';
import type { Stood } from './library.ts';
import { isReturning, needsHand, type Checkin, type ReturnState, type Told } from './flows/checkin.ts';
import { isWorking } from './flows/checkout.ts';
import type { Checkout, LoanState } from './flows/loan.ts';
import type { Identify } from './flows/identify.ts';
import { missingParts, partsOf, unseenParts, type SharedState, type Line } from './flows/pile.ts';
import { signingView, staffPage } from './kiosk-staff-view.ts';
import { slideAt, turnOf } from './modes/attract.ts';
import { mayComeFromDrop } from './modes/book-drop.ts';
import type { Kiosk, KioskRules } from './modes/kiosk-state.ts';
import { mayGivePin } from './modes/more-pin.ts';
import { offeredNow } from './modes/opening.ts';
import { mayLendAgain, mayPrintAgain } from './modes/receipt.ts';
import { returnsByItself } from './modes/returning.ts';
import { dayOf } from './hours.ts';
import type { ViewRules } from './rules.ts';
import type { SlipFacts } from './receipts/facts.ts';

export const viewOf = (rules: ViewRules, kiosk: Kiosk): KioskView => ({
  mode: 'kiosk',
  session: kiosk.session,
  language: kiosk.attract === null ? kiosk.language : turnOf(kiosk.language, kiosk.attract.step),
  comfort: kiosk.comfort,
  library: rules.library,
  has: {
    returns: offeredNow(rules, kiosk).includes('return'),
    pad: rules.hasPad,
    printer: rules.hasPrinter,
    desensitiser: rules.security === 'desensitiser',
    slot: rules.returns.slot,
  },
  screen: screenOf(rules, kiosk),
  idle: kiosk.idle,
  closesAt: kiosk.open.at === 'open' && kiosk.open.closesMs !== null ? timeOf(kiosk.open.closesMs) : null,
  help: rules.hasHelp && !isStaffs(kiosk) ? (kiosk.called === 'no' ? 'offered' : kiosk.called) : null,
  staffDoor: rules.hasStaff && (kiosk.stage.at === 'welcome' || kiosk.stage.at === 'out-of-order'),
  notice: noticeOf(rules, kiosk),
  technician: null,
});

/** Staff are there already. */
const isStaffs = ({ stage }: Kiosk): boolean => stage.at === 'staff-door' || stage.at === 'staff';

const noticeOf = (rules: KioskRules, kiosk: Kiosk): KioskView['notice'] => {
  if (kiosk.notice !== null) return kiosk.notice;
  if (kiosk.called === 'not-reached') return 'staff-not-reached';
  const offline = offlineNotice(rules, kiosk);
  if (offline !== null) return offline;
  if (kiosk.stage.at === 'welcome' || kiosk.stage.at === 'staff-door') return null;
  if (kiosk.acs === 'silent' || kiosk.acs === 'lost') return 'acs-silent';
  if (kiosk.padReadyAtMs === null) return 'pad-trouble';
  return null;
};

/** What is being recorded is said to the end of its session, also when the library system is back. */
const offlineNotice = (rules: KioskRules, { acs, stage, open }: Kiosk): KioskView['notice'] => {
  const isAway = acs === 'silent' && rules.offline !== 'closes';
  switch (stage.at) {
    case 'welcome':
      if (!isAway || open.at === 'closed') return null;
      return rules.offline === 'lends' ? 'offline-lends' : 'offline-returns';
    case 'checkout':
      return stage.flow.way !== 'acs' || stage.flow.pile.lines.some(isLentOffline) ? 'recording-loans' : null;
    case 'checkin':
      return stage.flow.way !== 'acs' || stage.flow.pile.lines.some(isReturnedOffline) ? 'recording-returns' : null;
    case 'receipt':
      return recordedOn(stage.slip);
    case 'goodbye':
      return stage.again === null ? null : recordedOn(stage.again.slip);
    default:
      return null;
  }
};

const isLentOffline = ({ state }: Line<LoanState>): boolean => 'loan' in state && state.loan.offline !== null;
const isReturnedOffline = ({ state }: Line<ReturnState>): boolean => 'told' in state && state.told.offline;

const recordedOn = ({ items }: SlipFacts): KioskView['notice'] => {
  if (items.some(({ kind }) => kind === 'lent-offline')) return 'recording-loans';
  return items.some(({ kind }) => kind === 'returned-offline') ? 'recording-returns' : null;
};

const timeOf = (ms: number): string => {
  const at = new Date(ms);
  return `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
};

const attractOf = (
  { attract }: KioskRules,
  { attract: now }: Kiosk,
): Extract<KioskScreen, { at: 'welcome' }>['attract'] => {
  if (attract === null || now === null) return null;
  const slides = attract.slides.map(({ picture, text }) => ({ picture, text }));
  return { slides, at: slideAt(slides.length, now.step), held: now.held };
};

const momentOf = (ms: number): { readonly day: string; readonly time: string } => ({
  day: dayOf(new Date(ms)),
  time: timeOf(ms),
});

const closedScreen = ({ todayMs, opensMs, week }: Extract<Kiosk['open'], { at: 'closed' }>): KioskScreen => ({
  at: 'closed',
  because: 'hours',
  today: dayOf(new Date(todayMs)),
  week,
  opens: opensMs === null ? null : momentOf(opensMs),
});

const screenOf = (rules: KioskRules, kiosk: Kiosk): KioskScreen => {
  const { stage } = kiosk;
  const onPad = kiosk.pad.length;
  const doors = offeredNow(rules, kiosk);
  switch (stage.at) {
    case 'welcome':
      // Precedence is decided here once: the technician, staff, hours, then library system, then pad, then the flow.
      if (kiosk.glassCheck !== null) return { at: 'glass-check', shown: kiosk.glassCheck };
      if (kiosk.isTended) return { at: 'closed', because: 'tended' };
      if (kiosk.isOutOfUse) return { at: 'closed', because: 'out-of-use' };
      if (kiosk.open.at === 'closed' && doors.length === 0) return closedScreen(kiosk.open);
      if (kiosk.acs === 'starting') return { at: 'closed', because: 'starting' };
      if (kiosk.acs === 'lost' || (kiosk.acs === 'silent' && doors.length === 0))
        return { at: 'closed', because: 'acs-silent' };
      if (kiosk.padReadyAtMs === null) return { at: 'closed', because: 'pad-trouble' };
      return {
        at: 'welcome',
        onPad,
        mended: kiosk.mended,
        doors,
        isClosed: kiosk.open.at === 'closed',
        beginsByItself: returnsByItself(rules, kiosk),
        attract: attractOf(rules, kiosk),
      };
    case 'out-of-order':
      return { at: 'closed', because: 'fault' };
    case 'identify':
      return identifyScreen(stage.identify, false);
    case 'turned-away':
      return {
        at: 'turned-away',
        because: stage.because,
        fee: stage.fee,
        says: stage.messages,
        account: stage.who !== null && doors.includes('account'),
      };
    case 'account':
      return accountScreen(stage, signingView(rules, kiosk));
    case 'staff-door':
      return { at: 'staff-door', signing: signingView(rules, kiosk) };
    case 'staff':
      return { at: 'staff', ...staffPage(rules, kiosk, stage) };
    case 'checkout':
      if (stage.door.at === 'pin') return identifyScreen(stage.door.identify, true);
      return {
        at: 'checkout',
        patron: { name: stage.patron.name },
        counting: stage.door.at === 'counting',
        mayGivePin: stage.door.at === 'open' && mayGivePin(stage.flow),
        ...pileOf(stage.flow, isWorking(stage.flow), stage.door.at === 'finishing', loanRow, rules.borrow.cases),
      };
    case 'checkin':
      return {
        at: 'checkin',
        dated:
          stage.flow.dated === null ? null : { ...momentOf(stage.flow.dated.ms), because: stage.flow.dated.because },
        mayComeFromDrop: mayComeFromDrop(rules, stage),
        ...pileOf(
          stage.flow,
          isReturning(stage.flow),
          stage.door.at === 'finishing',
          stage.flow.isSlot ? slotRow : returnRow,
          [],
        ),
      };
    case 'book-drop':
      return {
        at: 'book-drop',
        signing: signingView(rules, kiosk),
        ...momentOf(stage.datedMs),
      };
    case 'receipt':
      return {
        at: 'receipt',
        of: stage.slip.of,
        tally: stage.tally,
        reference: stage.slip.reference,
        paper: stage.paper,
        mail: stage.mail === null ? null : { to: hinted(stage.mail.to), state: stage.mail.state },
      };
    case 'goodbye':
      return {
        at: 'goodbye',
        of: stage.of,
        tally: stage.tally,
        printed: stage.printed,
        seen: stage.seen,
        mailed: stage.mailed,
        mayLendAgain: mayLendAgain(rules, kiosk, stage),
        reference: mayPrintAgain(stage) ? stage.again.slip.reference : null,
        onPad,
      };
  }
};

/** Enough of an address for its owner; others look over a shoulder: `a•••@example.org`. */
const hinted = (address: string): string => {
  const at = address.lastIndexOf('@');
  return `${Array.from(address.slice(0, at)).slice(0, 1).join('')}•••${address.slice(at)}`;
};

const identifyScreen = ({ state }: Identify, isMore: boolean): KioskScreen => {
  switch (state.at) {
    case 'card':
      return { at: 'card', asking: false, wrong: state.wrong };
    case 'asking-card':
      return { at: 'card', asking: true, wrong: null };
    case 'pin':
      return { at: 'pin', asking: false, wrong: state.wrong, triesLeft: state.triesLeft, waits: state.waits, isMore };
    case 'asking-pin':
      return { at: 'pin', asking: true, wrong: false, triesLeft: 0, waits: 0, isMore };
    // Passed through within one step, never shown; the card screen is the honest one for them.
    case 'known':
    case 'by-card':
    case 'turned-away':
      return { at: 'card', asking: true, wrong: null };
  }
};

export const pileOf = <S extends LoanState | ReturnState>(
  flow: { readonly pile: { readonly lines: readonly Line<S>[] } } & (Checkout | Checkin),
  working: boolean,
  finishing: boolean,
  rowState: (state: S | SharedState, line: Line<S>) => RowState,
  cases: readonly string[],
): { readonly seen: number; readonly rows: readonly Row[]; readonly leftOvers: number; readonly finish: Finish } => {
  const { lines } = flow.pile;
  return {
    seen: lines.filter((line) => line.state.at !== 'not-an-item' && line.state.at !== 'left-over').length,
    rows: lines.map((line) => ({
      key: line.key,
      title: line.title,
      number: line.number ?? `…${line.key.slice(-4)}`,
      parts: partsOf(line),
      state: rowState(line.state, line),
      says: saysOf(line.state),
      note: isInCase(line.state, cases) ? 'open-case' : null,
    })),
    leftOvers: lines.filter((line) => line.state.at === 'left-over').length,
    finish: finishOf(lines.length, working, finishing),
  };
};

/** The library system's own words of a refusal. */
const saysOf = (state: LoanState | ReturnState | SharedState): string | null => {
  if (state.at === 'refused') return state.says ?? null;
  return state.at === 'lent' ? (state.loan.stood?.refused?.says ?? null) : null;
};

/** Lent, and in a case that only the library opens. */
const isInCase = (state: LoanState | ReturnState | SharedState, cases: readonly string[]): boolean =>
  'loan' in state && state.loan.media !== null && cases.includes(state.loan.media);

const finishOf = (lines: number, working: boolean, finishing: boolean): Finish => {
  if (finishing) return 'busy';
  if (lines === 0) return 'empty';
  return working ? 'working' : 'ready';
};

const theirs = (due: Due | null, release: Release, { refused }: Stood): RowState => ({
  at: 'theirs',
  due,
  release,
  refused: refused?.because ?? null,
});

export const loanRow = (state: LoanState | SharedState, line: Line<LoanState>): RowState => {
  switch (state.at) {
    case 'parts-missing':
      return { at: 'parts-missing', missing: missingParts(line) };
    case 'asking':
    case 'finding-out':
      return { at: state.at };
    case 'asking-own':
      return { at: 'asking' };
    case 'fee-accepted':
    case 'renewal-wanted':
      return { at: 'waiting' };
    case 'disarming':
      return { at: 'hold-still' };
    case 'lent':
      if (state.loan.offline !== null) return { at: 'lent-offline', due: state.loan.due, release: state.release };
      if (state.loan.stood !== undefined) return theirs(state.loan.due, state.release, state.loan.stood);
      return { at: 'lent', due: state.loan.due, renewed: state.loan.renewed, release: state.release };
    case 'put-back':
    case 'lent-armed':
      return { at: state.at, due: state.loan.due };
    case 'taking-back':
      return { at: 'taking-back' };
    default:
      return state;
  }
};

/** What fell in is with the library: nobody here is asked to do anything with it, but for the parts that are missing. */
const slotRow = (state: ReturnState | SharedState, line: Line<ReturnState>): RowState => {
  switch (state.at) {
    case 'returned':
    case 'return-put-back':
    case 'returned-unarmed': {
      const notes = state.told.notes.filter((note) => !atTheTag.includes(note) && note !== 'see-staff');
      const isLater = state.at !== 'returned' || state.told.notes.some((note) => atTheTag.includes(note));
      const more = isLater ? ['tag-later' as const] : [];
      const told = [...notes, ...more, ...setNotes(line)];
      if (state.told.offline) return { at: 'returned-offline', notes: told, needsHand: false };
      const { fee } = state.told;
      return { at: 'returned', notes: told, fee, bin: null, needsHand: false };
    }
    case 'refused':
    case 'unclear':
      return { at: 'kept-for-staff' };
    default:
      return returnRow(state, line);
  }
};

const atTheTag: readonly ReturnNote[] = ['tag-not-seen', 'odd-security'];

const setNotes = (line: Line<ReturnState>): readonly ReturnNote[] =>
  unseenParts(line).length > 0 ? ['parts-missing'] : [];

const rowOfReturn = (told: Told, line: Line<ReturnState>): RowState => {
  const { fee, bin } = told;
  const notes = [...told.notes, ...setNotes(line)];
  const hand = needsHand(told) || setNotes(line).length > 0;
  return told.offline
    ? { at: 'returned-offline', notes, needsHand: hand }
    : { at: 'returned', notes, fee, bin, needsHand: hand };
};

export const returnRow = (state: ReturnState | SharedState, line: Line<ReturnState>): RowState => {
  switch (state.at) {
    case 'asking':
    case 'finding-out':
    case 'return-put-back':
      return { at: state.at };
    case 'arming':
      return { at: 'hold-still' };
    case 'returned':
      return rowOfReturn(state.told, line);
    case 'returned-unarmed':
      return { at: 'returned-unarmed', notes: [...state.told.notes, ...setNotes(line)] };
    default:
      return state;
  }
};
