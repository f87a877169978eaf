// What people and their surroundings do at a kiosk, as plain data that fast-check makes, shrinks and replays. An act that
// cannot be done at its moment is not done, so that any part of a story is a story.
import * as fc from 'fast-check';
import type { AcsFault } from '../../contract/bench.ts';
import type { Press } from '../../contract/calls.ts';
import type { TagFaults } from '../../drivers/rfid/field.ts';
import { deeds, type Deed } from 'sip2/acs';
import { rules, type Rules } from './rules.ts';

/** Presses that need nothing but a finger. */
export type PlainPress = Extract<
  Press['kind'],
  | 'borrow'
  | 'return'
  | 'account'
  | 'leave'
  | 'take-left-overs'
  | 'finish'
  | 'more'
  | 'stay'
  | 'print'
  | 'email'
  | 'no-receipt'
  | 'lend-again'
  | 'give-pin'
  | 'book-drop'
  | 'help'
  | 'renew-all'
  | 'pay'
  | 'back'
  | 'staff-here'
  | 'record-again'
  | 'wake'
  | 'hold-slide'
>;

/** Presses on a row of the account. */
export type RowPress = Extract<Press, { row: string }>['kind'];

/** `nth` counts among what is there at that moment. */
export type Act =
  /** A tag out of the visitor's bag on the pad. */
  | { readonly kind: 'lay'; readonly nth: number; readonly odd: Partial<TagFaults> }
  | { readonly kind: 'lift'; readonly nth: number }
  | { readonly kind: 'scan-item'; readonly nth: number }
  /** Somebody else's card, while a session may be open. */
  | { readonly kind: 'card'; readonly who: number; readonly by: 'scan' | 'type' | 'tap' }
  /** The next visitor is in a hurry: lays something down while the last screens of this one are shown. */
  | { readonly kind: 'next-lays'; readonly nth: number }
  | { readonly kind: 'press'; readonly press: PlainPress }
  | { readonly kind: 'press-late'; readonly press: PlainPress }
  | { readonly kind: 'fee'; readonly accept: boolean }
  | { readonly kind: 'row'; readonly press: RowPress; readonly nth: number }
  | { readonly kind: 'section'; readonly section: 'loans' | 'holds' | 'fees' }
  | { readonly kind: 'pin'; readonly right: boolean }
  | { readonly kind: 'staff-pin'; readonly right: boolean }
  | { readonly kind: 'language'; readonly language: 'vi' | 'en' }
  | { readonly kind: 'comfort'; readonly contrast: 'normal' | 'high' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'acs-fault'; readonly asked: Asked; readonly does: Deed | { readonly delayMs: number } }
  | { readonly kind: 'acs-next'; readonly next: AcsFault }
  | { readonly kind: 'acs-mood'; readonly mood: 'normal' | 'silent' | 'gone' }
  | { readonly kind: 'acs-delay'; readonly answerDelayMs: number }
  | { readonly kind: 'plug'; readonly plugged: boolean }
  | { readonly kind: 'paper'; readonly loaded: boolean }
  | { readonly kind: 'cover'; readonly open: boolean }
  | { readonly kind: 'letter'; readonly does: 'not-sent' | 'refused' | 'unknown' };

export type Asked =
  'checkout' | 'checkin' | 'renew' | 'hold' | 'fee-paid' | 'patron-information' | 'item-information' | 'any';

/** An act, and how long nothing is done after it. */
export type Moment = { readonly act: Act; readonly thenMs: number };

export type Visit = {
  readonly who: number;
  readonly errand: 'borrow' | 'return' | 'card-first' | 'account';
  readonly by: 'scan' | 'type' | 'tap';
  readonly pin: 'right' | 'wrong-first';
  /** What is in the bag: counts among what this visitor can have. */
  readonly bag: readonly number[];
  /** How many of them are laid down before anything is pressed. */
  readonly laidFirst: number;
  readonly moments: readonly Moment[];
  readonly ends: 'finish' | 'leave' | 'walks-away';
  readonly receipt: 'no-receipt' | 'print' | 'email' | 'nothing';
  /** Whoever returned borrows it again, where the library offers that. */
  readonly again: boolean;
  /** Whether the things on the pad go home with the visitor. */
  readonly takes: 'all' | 'some' | 'nothing';
  readonly thenMs: number;
  /** Whether the library system is there when the visitor comes; where it is away, it stays so until one comes who has it. */
  readonly acs: 'there' | 'away';
};

export type Day = { readonly rules: Rules; readonly visits: readonly Visit[] };

const nth = fc.nat({ max: 31 });

const odd: fc.Arbitrary<Partial<TagFaults>> = fc.oneof(
  { weight: 14, arbitrary: fc.constant({}) },
  fc.constant({ refusesWrites: true }),
  fc.record({ writesBadly: fc.integer({ min: 1, max: 4 }) }),
  fc.constant({ writesSilently: true }),
  fc.record({ readsBadly: fc.integer({ min: 1, max: 8 }) }),
  fc.constant({ readsUpTo: 3 }),
  fc.record({ seenEvery: fc.integer({ min: 2, max: 3 }) }),
  fc.record({ flickers: fc.constantFrom(0.15, 0.3) }),
  fc.record({ snatched: fc.constantFrom('before-write' as const, 'after-write' as const) }),
);

const plain = fc.constantFrom<PlainPress>(
  ...(['borrow', 'return', 'account', 'leave', 'take-left-overs', 'take-left-overs', 'finish', 'finish'] as const),
  ...(['stay', 'more', 'print', 'email', 'no-receipt', 'lend-again', 'help', 'pay', 'renew-all'] as const),
  ...(['give-pin', 'give-pin', 'book-drop', 'book-drop', 'wake', 'hold-slide'] as const),
);

/**
 * A delay beyond what a station waits and asks again (5 s, then 2 s and 5 s more) would have it believe a "no" that turns
 * into a yes; nobody can know that, and journal and tag are then at odds with the books.
 */
const delayMs = fc.constantFrom(50, 300, 1500, 4900, 5100, 8000, 11_000);

const asked = fc.constantFrom<Asked>(
  'checkout',
  'checkout',
  'checkin',
  'checkin',
  'patron-information',
  'item-information',
  'any',
);

/** What may happen at any moment, whatever one came for. */
const around: readonly fc.WeightedArbitrary<Act>[] = [
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('card' as const),
      who: nth,
      by: fc.constantFrom('scan' as const, 'type' as const, 'tap' as const),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('press' as const), press: plain }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('press-late' as const), press: plain }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('pin' as const), right: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('language' as const),
      language: fc.constantFrom('vi' as const, 'en' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('comfort' as const),
      contrast: fc.constantFrom('normal' as const, 'high' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: fc.constantFrom(300, 2500, 9000, 21_000, 45_000, 62_000),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('acs-fault' as const),
      asked,
      does: fc.oneof<fc.Arbitrary<Deed | { readonly delayMs: number }>[]>(
        fc.constantFrom(...deeds),
        fc.record({ delayMs }),
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('acs-next' as const),
      next: fc.constantFrom<AcsFault>('drop-before', 'drop-after-work', 'lose-answer-after-work', 'answer-late'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('acs-mood' as const),
      mood: fc.constantFrom('normal' as const, 'silent' as const, 'gone' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('acs-delay' as const), answerDelayMs: fc.constantFrom(0, 50, 500, 3000) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('plug' as const), plugged: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('paper' as const), loaded: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cover' as const), open: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('letter' as const),
      does: fc.constantFrom('not-sent' as const, 'refused' as const, 'unknown' as const),
    }),
  },
];

const pileAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('lay' as const), nth, odd }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('lift' as const), nth }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('scan-item' as const), nth }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('next-lays' as const), nth }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('fee' as const), accept: fc.boolean() }) },
  // Of what was theirs before.
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('row' as const), press: fc.constant('renew' as const), nth }) },
  // Of the book drop.
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('staff-pin' as const), right: fc.boolean() }) },
  ...around,
);

const ownAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('row' as const),
      press: fc.constantFrom<RowPress>(
        ...(['renew', 'renew', 'renew', 'accept-fee', 'decline-fee'] as const),
        ...(['cancel-hold', 'cancel-hold', 'cancel-hold-surely', 'cancel-hold-surely', 'keep-hold'] as const),
      ),
      nth,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('press' as const),
      press: fc.constantFrom<PlainPress>(
        ...(['renew-all', 'pay', 'pay', 'staff-here', 'staff-here', 'back', 'record-again', 'record-again'] as const),
      ),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('staff-pin' as const), right: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('section' as const),
      section: fc.constantFrom('loans' as const, 'holds' as const, 'fees' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('acs-fault' as const),
      asked: fc.constantFrom<Asked>('renew', 'hold', 'fee-paid'),
      does: fc.oneof<fc.Arbitrary<Deed | { readonly delayMs: number }>[]>(
        fc.constantFrom(...deeds),
        fc.record({ delayMs }),
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lay' as const), nth, odd }) },
  ...around,
);

const thenMs = fc.constantFrom(0, 0, 30, 300, 700, 1300, 2500);

const visitFor = (errand: fc.Arbitrary<Visit['errand']>, act: fc.Arbitrary<Act>): fc.Arbitrary<Visit> =>
  fc.record({
    who: nth,
    errand,
    by: fc.constantFrom('scan', 'type', 'tap'),
    pin: fc.constantFrom('right', 'right', 'wrong-first'),
    bag: fc.array(nth, { maxLength: 5 }),
    laidFirst: fc.nat({ max: 4 }),
    moments: fc.array(fc.record({ act, thenMs }), { maxLength: 9, size: 'max' }),
    ends: fc.constantFrom('finish', 'finish', 'finish', 'leave', 'walks-away'),
    receipt: fc.oneof(
      { weight: 60, arbitrary: fc.constant('no-receipt' as const) },
      { weight: 1, arbitrary: fc.constant('print' as const) },
      { weight: 3, arbitrary: fc.constantFrom('nothing' as const, 'email' as const) },
    ),
    again: fc.boolean(),
    takes: fc.constantFrom('all', 'all', 'some', 'nothing'),
    thenMs: fc.constantFrom(0, 300, 1500, 12_000),
    acs: fc.oneof(
      { weight: 7, arbitrary: fc.constant('there' as const) },
      { weight: 1, arbitrary: fc.constant('away' as const) },
    ),
  });

const visit = fc.oneof(
  { weight: 4, arbitrary: visitFor(fc.constantFrom('borrow', 'borrow', 'return', 'card-first'), pileAct) },
  { weight: 1, arbitrary: visitFor(fc.constant('account'), ownAct) },
);

export const day: fc.Arbitrary<Day> = fc.record({
  rules,
  visits: fc.array(visit, { minLength: 1, maxLength: 12, size: 'max' }),
});
