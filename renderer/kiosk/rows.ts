// What each state of a row looks like and says: one table. Knows no flow, no device; a state that is missing here does not compile.
import type { Release, ReturnNote, Row, RowState } from '../../contract/row-view.ts';
import type { Key } from '../../contract/words/words.ts';
import type { IconName } from '../parts/icon-name.ts';
import type { Speech } from '../parts/speech.ts';

/** `quiet`: nothing to do or know yet; `working`: the station is at it; `attention`: it stands, but somebody must act; `refused`: it did not happen. */
export type Tone = 'quiet' | 'working' | 'done' | 'attention' | 'refused';
export type Flow = 'checkout' | 'checkin';
export type Look = { readonly tone: Tone; readonly icon: IconName; readonly word: Key };

const looks: Readonly<Record<RowState['at'], Look>> = {
  reading: { tone: 'quiet', icon: 'reading', word: 'row.reading' },
  waiting: { tone: 'quiet', icon: 'clock', word: 'row.waiting' },
  'left-over': { tone: 'quiet', icon: 'left-over', word: 'row.left-over' },
  asking: { tone: 'working', icon: 'busy', word: 'row.asking' },
  'hold-still': { tone: 'working', icon: 'hold-still', word: 'row.hold-still' },
  'taking-back': { tone: 'working', icon: 'undo', word: 'row.taking-back' },
  'finding-out': { tone: 'working', icon: 'search', word: 'row.finding-out' },
  'needs-pin': { tone: 'attention', icon: 'lock', word: 'row.needs-pin' },
  'parts-missing': { tone: 'attention', icon: 'put-back', word: 'row.parts-missing-whole' },
  lent: { tone: 'done', icon: 'check', word: 'row.lent' },
  theirs: { tone: 'done', icon: 'check', word: 'row.theirs' },
  'lent-offline': { tone: 'done', icon: 'check', word: 'row.lent-offline' },
  returned: { tone: 'done', icon: 'check', word: 'row.returned' },
  'kept-for-staff': { tone: 'attention', icon: 'hand-over', word: 'row.kept-for-staff' },
  'returned-offline': { tone: 'done', icon: 'check', word: 'row.returned-offline' },
  mended: { tone: 'done', icon: 'mended', word: 'row.mended' },
  'put-back': { tone: 'attention', icon: 'put-back', word: 'row.put-back' },
  'return-put-back': { tone: 'attention', icon: 'put-back', word: 'row.return-put-back' },
  'lent-armed': { tone: 'attention', icon: 'armed-stuck', word: 'row.lent-armed' },
  'returned-unarmed': { tone: 'attention', icon: 'hand-over', word: 'row.returned-unarmed' },
  fee: { tone: 'attention', icon: 'fee', word: 'row.fee' },
  unclear: { tone: 'attention', icon: 'question', word: 'row.unclear' },
  'taken-back': { tone: 'refused', icon: 'cross', word: 'row.taken-back' },
  refused: { tone: 'refused', icon: 'cross', word: 'row.refused-checkout' },
  'not-an-item': { tone: 'attention', icon: 'no', word: 'row.not-an-item' },
};

export function lookOf(state: RowState, flow: Flow): Look {
  const look = looks[state.at];
  if (state.at === 'lent' && state.renewed) return { ...look, word: 'row.renewed' };
  if (state.at === 'refused' && flow === 'checkin') return { ...look, word: 'row.refused-checkin' };
  if ((state.at === 'returned' || state.at === 'returned-offline') && state.needsHand) {
    return { ...look, tone: 'attention', icon: 'hand-over' };
  }
  return look;
}

/** The sentence under the title: why, and what to do. Empty when the word says it all. */
export function whyOf(state: RowState, speech: Speech): string {
  const { say, money } = speech;
  switch (state.at) {
    case 'reading':
    case 'waiting':
    case 'asking':
      return '';
    case 'lent':
      return isReleasedOtherwise(state.release) ? say(`row.lent.${state.release}`) : '';
    case 'theirs':
      return say(`row.theirs.${wishOf(state)}`);
    case 'lent-offline':
      return [
        say('row.lent-offline.why'),
        ...(isReleasedOtherwise(state.release) ? [say(`row.lent.${state.release}`)] : []),
      ].join(' ');
    case 'returned-offline':
      return [say('row.returned-offline.why'), ...state.notes.map((note) => sayNote(note, null, speech))].join(' ');
    case 'refused':
      return say(`row.refused.${state.because}`);
    case 'not-an-item':
      return say(`row.not-an-item.${state.because}`);
    case 'fee':
      return state.fee === null ? say('row.fee.why-unknown') : say('row.fee.why', { money: money(state.fee) });
    case 'returned': {
      const { fee, notes, needsHand } = state;
      const said = notes.map((note) => sayNote(note, fee === null ? null : money(fee), speech));
      const toStaff = needsHand && (notes.includes('on-hold') || notes.includes('other-branch'));
      return [...said, ...(toStaff && !notes.includes('see-staff') ? [say('row.returned.see-staff')] : [])].join(' ');
    }
    case 'returned-unarmed':
      return [say('row.returned-unarmed.why'), ...state.notes.map((note) => sayNote(note, null, speech))].join(' ');
    case 'parts-missing':
      return say('row.parts-missing-whole.why', { missing: state.missing.join(', ') });
    case 'needs-pin':
    case 'hold-still':
    case 'left-over':
    case 'taking-back':
    case 'taken-back':
    case 'finding-out':
    case 'put-back':
    case 'return-put-back':
    case 'lent-armed':
    case 'unclear':
    case 'kept-for-staff':
    case 'mended':
      return say(`row.${state.at}.why`);
  }
}

/** What a row has to say that has a day and a button beside it: one thing. */
function wishOf({ refused, release }: Extract<RowState, { at: 'theirs' }>) {
  if (refused !== null) return refused === 'acs-silent' ? 'silent' : 'not-renewed';
  return release === 'not-seen' ? 'not-seen' : 'offered';
}

/** There is something to say about how the gate will be silent. */
function isReleasedOtherwise(release: Release): release is 'desensitiser' | 'not-seen' | 'left-armed' {
  return release === 'desensitiser' || release === 'not-seen' || release === 'left-armed';
}

function sayNote(note: ReturnNote, money: string | null, { say }: Speech): string {
  if (note !== 'fee') return say(`row.returned.${note}`);
  return money === null ? say('row.returned.fee-unknown') : say('row.returned.fee', { money });
}

/** Lies on the pad among the items, and is none. */
export function isPatronCard({ state }: Row): boolean {
  return state.at === 'not-an-item' && state.because === 'patron-card';
}

export function titleOf(row: Row, { say }: Speech): string {
  return row.title ?? say(isPatronCard(row) ? 'row.patron-card' : 'row.untitled', { number: row.number });
}

/** Null for an item of one part. */
export function partsOf(row: Row, { say }: Speech): string | null {
  if (row.parts === null) return null;
  const { of, here } = row.parts;
  const missing = Array.from({ length: of }, (_, at) => at + 1).filter((nth) => !here.includes(nth));
  return missing.length === 0
    ? say('row.parts', { of })
    : say('row.parts-missing', { of, missing: missing.join(', ') });
}

/** How many rows stand where; what was theirs before is counted apart from what was done now. */
export function countTones(rows: readonly Row[], flow: Flow): Readonly<Record<Tone | 'theirs', number>> {
  const counts = { quiet: 0, working: 0, done: 0, attention: 0, refused: 0, theirs: 0 };
  for (const { state } of rows) counts[state.at === 'theirs' ? 'theirs' : lookOf(state, flow).tone] += 1;
  return counts;
}
