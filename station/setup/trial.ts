// A test loan and its return: a test card and a test book go through the station's own flows at a kiosk, as if a patron stood there, and
// afterwards the library system, the journal and the tag are asked what they say. Whatever happens, the book is given back, where the kiosk
// takes any back. Keeps neither card nor password.
import type { TrialDoes } from '../../contract/assistant-view.ts';
import {
  finish,
  handsAt,
  identified,
  laid,
  leave,
  stopped,
  type Say,
  type Trial,
  type TrialParts,
} from './trial-hands.ts';
import { isBackByAcs, isItemFit, isTagThere, lastSeq, looksBack, looksLent } from './trial-proof.ts';

export const runTrial = async (parts: TrialParts): Promise<void> => {
  const { works } = parts;
  const say: Say = (name, outcome, values = {}, ms = null) =>
    parts.found({ name, outcome, values, ms: ms === null ? null : Math.round(ms) });
  const kiosk = works.kiosks.find(({ name }) => name === parts.place);
  if (kiosk === undefined) return say('place-busy', 'bad', { place: parts.place, because: '' });
  const trial = handsAt(parts, kiosk, say);
  if (works.client.state().kind !== 'up') return say('station-away', 'bad');
  const screen = trial.screenNow();
  if (!trial.isFree())
    return say('place-busy', 'bad', {
      place: parts.place,
      because: screen?.at === 'closed' ? screen.because : (screen?.at ?? ''),
    });
  if (parts.does === 'returns') say('loans-off', 'odd', { place: parts.place });
  if (!(await isItemFit(trial)) || !isTagThere(trial)) return;
  const uids = trial.tagsOfItem();
  // From here on the kiosk hears of this book alone.
  kiosk.tell({ kind: 'trial-began', item: parts.item, uids });
  try {
    await lendAndGiveBack(trial, parts.does);
  } finally {
    kiosk.tell({ kind: 'trial-ended' });
  }
};

const lendAndGiveBack = async (trial: Trial, does: TrialDoes): Promise<void> => {
  const { works, item } = trial;
  const seq = lastSeq(works);
  if (does !== 'returns') {
    const lent = await lend(trial);
    if (lent) await looksLent(trial, seq);
    // Also where it is not clear whether it was lent: a return of what is not on loan does no harm.
    const mayBeLent =
      lent || works.journal.after(['checkout-asked'], seq).some(({ entry }) => 'item' in entry && entry.item === item);
    if (!mayBeLent) return;
    if (does === 'loans') return trial.say('returns-off', 'odd', { place: trial.place });
  }
  const first = await giveBack(trial);
  const isAgain = first === 'not-back' && !(await isBackByAcs(trial));
  if (isAgain) trial.say('return-again', 'odd');
  const given = isAgain ? await giveBack(trial) : first;
  await looksBack(trial, seq, given === 'back');
};

// ---- lent ----

const lend = async (trial: Trial): Promise<boolean> => {
  const { begin, press, until, screen, say, card, clock } = trial;
  if (!begin('borrow')) return stopped(trial);
  if ((await until(() => (screen()?.at === 'card' ? true : null), 5000)) === null) return stopped(trial);
  const began = clock.now();
  press({ kind: 'type-card', number: card ?? '' });
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
    await leave(trial);
    return false;
  }
  const { state } = row.row;
  if (state.at === 'fee') press({ kind: 'decline-fee', row: row.row.key });
  const isLent = state.at === 'lent';
  if (isLent) say('lent', 'good', { place: trial.place, release: state.release, seenMs: row.seenMs }, row.ms);
  else say('not-lent', 'bad', { state: state.at, because: 'because' in state ? state.because : '' }, row.ms);
  await finish(trial);
  return isLent;
};

// ---- given back ----

/** `stopped`: the kiosk did not come so far that a return was asked for; that was said. */
const giveBack = async (trial: Trial): Promise<'back' | 'not-back' | 'stopped'> => {
  const { begin, until, screen, say } = trial;
  const isOpen = begin('return') && (await until(() => (screen()?.at === 'checkin' ? true : null), 5000)) !== null;
  if (!isOpen) {
    await stopped(trial);
    return 'stopped';
  }
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
    await finish(trial);
    return 'not-back';
  }
  const { state } = row.row;
  if (state.at === 'returned')
    say('returned', 'good', { place: trial.place, notes: state.notes.join(', '), seenMs: row.seenMs }, row.ms);
  else say('not-returned', 'bad', { state: state.at, because: 'because' in state ? state.because : '' }, row.ms);
  await finish(trial);
  return state.at === 'returned' ? 'back' : 'not-back';
};
