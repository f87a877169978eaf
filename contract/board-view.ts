// What the board of a desk shows: everything in the station that needs a hand, one row each, and what was settled today. Plain data;
// the sentences stand in the words, under `board.…`.

/** Most urgent first: a person waits; then what leaves the library wrongly; then what only has to be done some time. */
export const boardWhats = [
  'help',
  /** Lent, and its tag is armed: the gate will sound. */
  'loan-armed',
  /** Nobody knows whether it is lent. */
  'unclear',
  /** Done off-line, and the library system does not go along. */
  'offline',
  'not-returned',
  'refused-return',
  /** Returned at a kiosk, and the library system wants somebody to look at it. */
  'see-staff',
  'tag-arm',
  'tag-disarm',
  'tag-open',
  'odd-tag',
  'parts-missing',
  'payment-refused',
  'payment-unclear',
  'payment-left',
  'card-refused',
  'device',
  'paper-out',
  'cover-open',
  'printer-fault',
  'paper-near-end',
  'cards-queued',
] as const;
export type BoardWhat = (typeof boardWhats)[number];

/** Rooms where a row is mended. */
export type BoardRoom = 'inspector' | 'circulation' | 'register';

/** By the station's own clock and calendar. */
export type Moment = { readonly day: string; readonly time: string };

/** What a row says besides what it is; each of them a word of a list. */
export type BoardReason =
  | { readonly of: 'refusal'; readonly because: string }
  | { readonly of: 'device'; readonly device: 'pad' | 'card-reader' | 'scanner' | 'printer' }
  | { readonly of: 'offline'; readonly was: 'loan' | 'return'; readonly because: string; readonly isBack: boolean };

export type BoardRow = {
  readonly key: string;
  readonly what: BoardWhat;
  /** The place it came from. */
  readonly where: string;
  readonly since: Moment;
  readonly item: string | null;
  /** The patron's card, where the work is about one. */
  readonly card: string | null;
  readonly reason: BoardReason | null;
  /** What to do, as `remedy.…` in the words; null where the kind of row says it. */
  readonly remedy: string | null;
  /** How many of a kind it stands for. */
  readonly count: number;
  readonly taken: { readonly by: string; readonly isMe: boolean; readonly at: Moment } | null;
  /** Where it is mended; null for outside of this desk, or a room this person may not open. */
  readonly opens: BoardRoom | null;
  /** This person's level closes it. */
  readonly maySettle: boolean;
  /** It ends when the thing is right again; nobody says so by hand. */
  readonly endsByItself: boolean;
};

export const settledHows = ['done', 'not-needed', 'given-up'] as const;
/** `by-itself`: the thing was put right, and nobody had to say so. */
export type SettledHow = (typeof settledHows)[number] | 'by-itself';

export type SettledRow = Pick<BoardRow, 'key' | 'what' | 'where' | 'item'> & {
  readonly by: string | null;
  readonly how: SettledHow;
  readonly at: Moment;
};

export type BoardScreen = {
  readonly at: 'board';
  readonly today: string;
  readonly rows: readonly BoardRow[];
  /** Of today, the newest first. */
  readonly settled: readonly SettledRow[];
  readonly sound: boolean;
};
