// What people and their surroundings do at a kiosk, as plain data that fast-check makes, shrinks and replays. An act that
// cannot be done at its moment is not done, so that any part of a story is a story.
import * as fc from 'fast-check';
import type { AcsFault } from '../../contract/bench.ts';
import type { Press } from '../../contract/calls.ts';
import type { TagFaults } from '../../drivers/rfid/field.ts';
import { deeds, type Deed } from 'sip2/acs';
import type { Make } from './house.ts';

/** Presses that need nothing but a finger. */
export type PlainPress = Extract<
  Press['kind'],
  'borrow' | 'return' | 'leave' | 'take-left-overs' | 'finish' | 'stay' | 'print' | 'no-receipt'
>;

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
  | { readonly kind: 'pin'; readonly right: boolean }
  | { readonly kind: 'language'; readonly language: 'vi' | 'en' }
  | { readonly kind: 'comfort'; readonly contrast: 'normal' | 'high' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'acs-fault'; readonly asked: Asked; readonly does: Deed | { readonly delayMs: number } }
  | { readonly kind: 'acs-next'; readonly next: AcsFault }
  | { readonly kind: 'acs-mood'; readonly mood: 'normal' | 'silent' | 'gone' }
  | { readonly kind: 'acs-delay'; readonly answerDelayMs: number }
  | { readonly kind: 'plug'; readonly plugged: boolean }
  | { readonly kind: 'paper'; readonly loaded: boolean }
  | { readonly kind: 'cover'; readonly open: boolean };

export type Asked = 'checkout' | 'checkin' | 'patron-information' | 'item-information' | 'any';

/** An act, and how long nothing is done after it. */
export type Moment = { readonly act: Act; readonly thenMs: number };

export type Visit = {
  readonly who: number;
  readonly errand: 'borrow' | 'return' | 'card-first';
  readonly by: 'scan' | 'type' | 'tap';
  readonly pin: 'right' | 'wrong-first';
  /** What is in the bag: counts among what this visitor can have. */
  readonly bag: readonly number[];
  /** How many of them are laid down before anything is pressed. */
  readonly laidFirst: number;
  readonly moments: readonly Moment[];
  readonly ends: 'finish' | 'leave' | 'walks-away';
  readonly receipt: 'no-receipt' | 'print' | 'nothing';
  /** Whether the things on the pad go home with the visitor. */
  readonly takes: 'all' | 'some' | 'nothing';
  readonly thenMs: number;
};

export type Day = { readonly make: Make; readonly visits: readonly Visit[] };

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
  ...(['borrow', 'return', 'leave', 'take-left-overs', 'take-left-overs', 'finish', 'finish', 'stay'] as const),
  ...(['print', 'no-receipt'] as const),
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

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('lay' as const), nth, odd }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('lift' as const), nth }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('scan-item' as const), nth }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('card' as const),
      who: nth,
      by: fc.constantFrom('scan' as const, 'type' as const, 'tap' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('next-lays' as const), nth }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('press' as const), press: plain }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('press-late' as const), press: plain }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('fee' as const), accept: fc.boolean() }) },
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
);

const thenMs = fc.constantFrom(0, 0, 30, 300, 700, 1300, 2500);

const visit: fc.Arbitrary<Visit> = fc.record({
  who: nth,
  errand: fc.constantFrom('borrow', 'borrow', 'return', 'card-first'),
  by: fc.constantFrom('scan', 'type', 'tap'),
  pin: fc.constantFrom('right', 'right', 'wrong-first'),
  bag: fc.array(nth, { maxLength: 5 }),
  laidFirst: fc.nat({ max: 4 }),
  moments: fc.array(fc.record({ act, thenMs }), { maxLength: 9, size: 'max' }),
  ends: fc.constantFrom('finish', 'finish', 'finish', 'leave', 'walks-away'),
  receipt: fc.oneof(
    { weight: 60, arbitrary: fc.constant('no-receipt' as const) },
    { weight: 1, arbitrary: fc.constant('print' as const) },
    { weight: 3, arbitrary: fc.constant('nothing' as const) },
  ),
  takes: fc.constantFrom('all', 'all', 'some', 'nothing'),
  thenMs: fc.constantFrom(0, 300, 1500, 12_000),
});

export const day: fc.Arbitrary<Day> = fc.record({
  make: fc.constantFrom('usual', 'usual', 'koha', 'koha', 'evergreen', 'folio', 'openncip', 'polaris'),
  visits: fc.array(visit, { minLength: 1, maxLength: 12, size: 'max' }),
});
