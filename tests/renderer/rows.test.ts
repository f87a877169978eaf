// A row's looks and words, and what the ear hears of it.
import { describe, expect, it } from 'vitest';
import type { Row, RowState } from '../../contract/row-view.ts';
import type { KioskScreen } from '../../contract/view.ts';
import { loudest, newsBetween, spokenBetween } from '../../renderer/kiosk/changes.ts';
import { countTones, lookOf, partsOf, titleOf, whyOf } from '../../renderer/kiosk/rows.ts';
import { speechIn } from '../../renderer/parts/speech.ts';

const vietnamese = speechIn('vi');
const english = speechIn('en');
const due = { kind: 'day', day: '2026-12-13' } as const;
const theirs: RowState = { at: 'theirs', due, release: 'read-back', refused: null };
const lent: RowState = { at: 'lent', due, renewed: false, release: 'read-back' };

const row = (key: string, state: RowState, more: Partial<Row> = {}): Row => ({
  key,
  title: `Title ${key}`,
  number: '31234000111111',
  parts: null,
  note: null,
  says: null,
  state,
  ...more,
});

const checkout = (rows: readonly Row[], seen = rows.length): KioskScreen => ({
  at: 'checkout',
  patron: { name: 'Nguyễn Thị Hồng' },
  seen,
  rows,
  leftOvers: 0,
  finish: 'ready',
  counting: false,
  mayGivePin: false,
});

describe('a row', () => {
  it.each([
    [lent, 'done', 'Borrowed', ''],
    [{ ...lent, renewed: true }, 'done', 'Renewed', ''],
    [theirs, 'done', 'You have it', 'Renew it if you like.'],
    [{ ...theirs, refused: 'not-renewable' }, 'done', 'You have it', 'It cannot be renewed now.'],
    [{ ...theirs, release: 'not-seen' }, 'done', 'You have it', 'If it has a tag, please lay it on the pad.'],
    [
      { ...theirs, release: 'not-seen', refused: 'acs-silent' },
      'done',
      'You have it',
      'Not renewed: the system did not answer.',
    ],
    [{ at: 'put-back', due }, 'attention', 'Put it back', 'Borrowed, tag still on: the gate would sound.'],
    [{ at: 'lent-armed', due }, 'attention', 'Go to the desk', 'Borrowed, tag stays on: the gate would sound.'],
    [{ at: 'fee', fee: { amount: '5000', currency: 'VND' } }, 'attention', 'With a fee', 'VND\u00a05,000. Accept?'],
    [{ at: 'fee', fee: null }, 'attention', 'With a fee', 'Do you accept it?'],
    [{ at: 'refused', because: 'not-for-loan' }, 'refused', 'Not borrowed', 'For use in the library only.'],
    [
      { at: 'not-an-item', because: 'blank' },
      'attention',
      'Please take it off',
      'Its tag is blank. Please hand it to the staff.',
    ],
    [{ at: 'unclear' }, 'attention', 'Not confirmed', 'Please hand it to the staff; they will check it for you.'],
    [{ at: 'asking' }, 'working', 'Recording', ''],
  ] satisfies readonly (readonly [RowState, string, string, string])[])('%o', (state, tone, word, why) => {
    const look = lookOf(state, 'checkout');
    expect(look.tone).toBe(tone);
    expect(english.say(look.word)).toBe(word);
    expect(whyOf(state, english)).toBe(why);
  });

  it('that was refused on a return was not returned', () => {
    expect(vietnamese.say(lookOf({ at: 'refused', because: 'other' }, 'checkin').word)).toBe('Chưa trả được');
  });

  it('is never shown as done over a tag that is still armed', () => {
    const armed: readonly RowState[] = [{ at: 'put-back', due }, { at: 'lent-armed', due }, { at: 'taking-back' }];
    for (const state of armed) expect(lookOf(state, 'checkout').tone).not.toBe('done');
  });

  it('back from a reader says all that is to be said, fee in money', () => {
    const state: RowState = {
      at: 'returned',
      notes: ['overdue', 'fee'],
      fee: { amount: '12000', currency: 'VND' },
      bin: '1',
      needsHand: false,
    };
    expect(lookOf(state, 'checkin').tone).toBe('done');
    expect(whyOf(state, vietnamese)).toBe('Trả quá hạn. Có phí 12.000\u00a0đ, thanh toán tại quầy.');
  });

  it('on hold for another goes to its bin, or to a hand', () => {
    const binned: RowState = { at: 'returned', notes: ['on-hold'], fee: null, bin: '3', needsHand: false };
    const binless: RowState = { ...binned, bin: null, needsHand: true };
    expect(lookOf(binned, 'checkin').tone).toBe('done');
    expect(lookOf(binless, 'checkin').tone).toBe('attention');
    expect(whyOf(binless, english)).toBe('Another reader is waiting for it. Please hand it to the staff.');
  });

  it('without a title is named by its number; a set says which parts are missing', () => {
    const set = row('a', lent, { title: null, parts: { of: 3, here: [1, 3] } });
    expect(titleOf(set, english)).toBe('Item 31234000111111');
    expect(partsOf(set, english)).toBe('Set of 3, part 2 missing');
    expect(partsOf(row('b', lent, { parts: { of: 2, here: [1, 2] } }), english)).toBe('Set of 2 parts');
    expect(partsOf(row('c', lent), english)).toBeNull();
  });

  it('that is a reader’s card is named so, and is no item that was not borrowed', () => {
    const card = row('a', { at: 'not-an-item', because: 'patron-card' }, { title: null, number: '…0018' });
    expect(titleOf(card, vietnamese)).toBe('Thẻ bạn đọc …0018');
    expect(countTones([card, row('b', lent)], 'checkout')).toMatchObject({ refused: 0, attention: 1, done: 1 });
  });

  it('is counted by its tone', () => {
    const rows = [row('a', lent), row('b', { at: 'asking' }), row('c', { at: 'reading' }), row('d', lent)];
    const counts = { quiet: 1, working: 1, done: 2, attention: 0, refused: 0, theirs: 0 };
    expect(countTones(rows, 'checkout')).toEqual(counts);
    // Nothing was done with what was theirs before.
    expect(countTones([...rows, row('e', theirs)], 'checkout')).toEqual({ ...counts, theirs: 1 });
  });
});

describe('the ear', () => {
  it('hears one high cue for a loan, and its due date', () => {
    const before = checkout([row('a', { at: 'hold-still' })]);
    const after = checkout([row('a', lent)]);
    expect(loudest(newsBetween(before, after))).toBe('done');
    expect(spokenBetween(before, after, english)).toEqual({
      polite: 'Title a: Borrowed. Due 13 Dec 2026.',
      assertive: '',
    });
  });

  it('hears when an own loan is due, and that it may be renewed', () => {
    const before = checkout([row('a', { at: 'asking' })]);
    expect(spokenBetween(before, checkout([row('a', theirs)]), english).polite).toBe(
      'Title a: You have it. Due 13 Dec 2026. Renew it if you like.',
    );
  });

  it('hears nothing of what is under way but the count', () => {
    const before = checkout([row('a', { at: 'reading' })]);
    const after = checkout([row('a', { at: 'asking' }), row('b', { at: 'reading' })]);
    expect(loudest(newsBetween(before, after))).toBeNull();
    expect(spokenBetween(before, after, english)).toEqual({ polite: '2 items on the pad', assertive: '' });
  });

  it('hears a problem at once, and the worst of several', () => {
    const before = checkout([row('a', { at: 'asking' }), row('b', { at: 'hold-still' }), row('c', { at: 'asking' })]);
    const after = checkout([
      row('a', { at: 'refused', because: 'not-for-loan' }),
      row('b', { at: 'put-back', due }),
      row('c', lent),
    ]);
    expect(loudest(newsBetween(before, after))).toBe('refused');
    const spoken = spokenBetween(before, after, english);
    expect(spoken.assertive).toContain('Title a: Not borrowed.');
    expect(spoken.assertive).toContain('Title b: Put it back.');
    expect(spoken.polite).toContain('Title c: Borrowed.');
  });

  it('does not hear the same thing twice, nor another pile’s rows as old', () => {
    const stays = checkout([row('a', lent)]);
    expect(newsBetween(stays, checkout([row('a', lent)]))).toEqual([]);
    const welcome: KioskScreen = {
      at: 'welcome',
      onPad: 0,
      mended: 0,
      doors: ['borrow', 'return'],
      isClosed: false,
      beginsByItself: false,
      attract: null,
    };
    expect(newsBetween(stays, welcome)).toEqual([]);
    const checkin: KioskScreen = {
      at: 'checkin',
      seen: 1,
      rows: [row('a', { at: 'mended' })],
      leftOvers: 0,
      finish: 'ready',
      dated: null,
      mayComeFromDrop: false,
    };
    expect(newsBetween(stays, checkin)).toHaveLength(1);
  });
});
