// What a test loan is proven by: the library system, the journal and the tag are asked what they say of it.
import { codeOf, isBack, isOnLoan } from 'sip2';
import type { SecurityRule } from '../../drivers/ports/pad.ts';
import type { Examined } from '../../drivers/ports/tag-work.ts';
import type { Written } from '../journal/journal.ts';
import type { Works } from '../works.ts';
import type { Trial } from './trial-hands.ts';

const kinds = ['checkout-asked', 'lent', 'checkin-asked', 'returned'] as const;

/** After which the entries of this trial stand; other places write, too. */
export const lastSeq = ({ journal }: Works): number =>
  kinds.reduce((last, kind) => {
    for (const { seq } of journal.newestFirst(kind)) return Math.max(last, seq);
    return last;
  }, 0);

const itemNow = async ({ works, item }: Trial) => {
  const asked = await works.client.ask({ kind: 'item-information', itemId: item });
  return asked.kind === 'answered' ? asked.answer : null;
};

/** Whether the library system says that it is not on loan; not where it does not say. */
export const isBackByAcs = async (trial: Trial): Promise<boolean> => {
  const now = await itemNow(trial);
  return now !== null && !isOnLoan(now);
};

/** For a loan: it is known, and nobody has it. For a return alone it is best on loan, and at least known. */
export const isItemFit = async (trial: Trial): Promise<boolean> => {
  const began = trial.clock.now();
  const now = await itemNow(trial);
  const ms = trial.clock.now() - began;
  if (now === null) {
    trial.say('item-state-untold', 'odd');
    return true;
  }
  const title = now.titleIdentifier.slice(0, 120);
  const lends = trial.does !== 'returns';
  if (isOnLoan(now)) {
    if (lends) trial.say('item-lent', 'bad', { title });
    else trial.say('item-on-loan', 'good', { title }, ms);
    return !lends;
  }
  const isKnown = title.trim() !== '' || isBack(now);
  if (!isKnown) trial.say('item-unknown', 'bad');
  else if (lends) trial.say('item-free', 'good', { title }, ms);
  else trial.say('item-not-on-loan', 'odd', { title }, ms);
  return isKnown;
};

/** With a pad, this one book and nothing else lies on it: whatever lies there would be lent, too. */
export const isTagThere = ({ kiosk, item, say }: Trial): boolean => {
  if (kiosk.devices.pad === null) return true;
  const { pad } = kiosk.state();
  const isOurs = pad.some(({ thing }) => thing?.kind === 'item' && thing.number === item);
  const others = pad.filter(({ thing }) => thing?.kind !== 'item' || thing.number !== item).length;
  if (isOurs && others === 0) return true;
  say('tag-not-there', 'bad', { others });
  return false;
};

export const looksLent = async (trial: Trial, seq: number): Promise<void> => {
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

export const looksBack = async (trial: Trial, seq: number, back: boolean): Promise<void> => {
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
const looksAtTag = async ({ kiosk, tagsOfItem, say }: Trial, want: 'armed' | 'disarmed'): Promise<boolean> => {
  const { pad, hands } = kiosk.devices;
  if (pad === null || (hands.rule.afi === null && !hands.rule.eas)) return true;
  const read = await Promise.all(tagsOfItem().map(async (uid) => securityIn(await pad.examine(uid), hands.rule)));
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
