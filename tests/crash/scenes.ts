// Short visits at a kiosk that may die at any moment, each with a lot of its own. Tells what is laid down and pressed; what
// must be true afterwards is audit.ts's work.
import type { KioskScreen, KioskView } from '../../contract/view.ts';
import type { TagFaults } from '../../drivers/rfid/field.ts';
import { pause, type Child } from './child.ts';
import type { Lot, Piece, Role } from './lots.ts';
import { staffPin, type World } from './world.ts';

export type Scene = {
  readonly name: string;
  /** Pieces that lie on the pad in it, and how their tags behave. */
  readonly uses: readonly { readonly role: Role; readonly faults?: Partial<TagFaults> }[];
  /** What the library system does slowly, in milliseconds. */
  readonly slow?: { readonly asked: 'checkout' | 'checkin'; readonly ms: number };
  /** Where the moments it dies at are told apart by these words alone; null for all of them. */
  readonly only?: RegExp;
  play(hands: Hands): Promise<void>;
};

export type Hands = {
  readonly lot: Lot;
  lay(role: Role): void;
  lift(role: Role): void;
  press(press: Readonly<Record<string, unknown>>): Promise<void>;
  /** Waits until the screen is one of these. */
  at(...screens: readonly KioskScreen['at'][]): Promise<KioskScreen>;
  /** Waits until the row of this piece is one of these. */
  row(role: Role, ...states: readonly string[]): Promise<string>;
  until(what: string, look: (view: KioskView) => boolean): Promise<void>;
  libraryIs: World['libraryIs'];
  /** Waits until nothing done off-line is left to be told to the library system. */
  toldAll(): Promise<void>;
};

/** How many acts off-line were never settled with the library system. */
export type Untold = () => number;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Rows of any screen that has some: of a pile, of loans, of holds. */
const rowsOf = (
  screen: KioskScreen,
): readonly { readonly key: string; readonly number: string | null; readonly at: string }[] =>
  Object.values(screen).flatMap((value) =>
    Array.isArray(value)
      ? value.flatMap((row: unknown) => {
          if (!isObject(row) || !isObject(row['state']) || typeof row['key'] !== 'string') return [];
          const { number, key, state } = row;
          return [{ key, number: typeof number === 'string' ? number : null, at: String(state['at']) }];
        })
      : [],
  );

export const handsOf = (child: Child, world: World, scene: Scene, lot: Lot, untold: Untold): Hands => {
  const pieceOf = (role: Role): Piece => lot.pieces[role];
  const until = async (what: string, look: (view: KioskView) => boolean): Promise<void> => {
    for (const end = performance.now() + 25_000; performance.now() < end; await pause(4))
      if (look(child.view())) return;
    throw new Error(`waited in vain for ${what}; the glass shows ${JSON.stringify(child.view().screen)}`);
  };
  const hands: Hands = {
    lot,
    lay: (role) => world.lay(pieceOf(role), scene.uses.find((one) => one.role === role)?.faults ?? {}),
    lift: (role) => world.lift(pieceOf(role)),
    press: child.press,
    until,
    libraryIs: world.libraryIs,
    toldAll: () => until('the library system to be told', () => untold() === 0),
    at: async (...screens) => {
      await until(screens.join(' or '), ({ screen }) => screens.includes(screen.at));
      return child.view().screen;
    },
    row: async (role, ...states) => {
      const { number } = pieceOf(role);
      const find = ({ screen }: KioskView) => rowsOf(screen).find((row) => row.number === number);
      await until(`${role} to be ${states.join(' or ')}`, (view) => states.includes(find(view)?.at ?? ''));
      return find(child.view())?.key ?? '';
    },
  };
  return hands;
};

const enter = async ({ lot, press, at }: Hands, errand: 'borrow' | 'account'): Promise<void> => {
  await at('welcome');
  await press({ kind: errand });
  await at('card');
  await press({ kind: 'type-card', number: lot.patron.card });
  await at('pin');
  await press({ kind: 'type-pin', pin: lot.patron.pin });
  await at(errand === 'borrow' ? 'checkout' : 'account');
};

/** From the last row to the welcome screen; with a receipt or without. */
const leave = async ({ press, at }: Hands, receipt: 'print' | 'email' | 'no-receipt'): Promise<void> => {
  await press({ kind: 'finish' });
  const { at: now } = await at('receipt', 'goodbye', 'welcome');
  if (now === 'receipt') {
    await press({ kind: receipt });
    await at('goodbye');
  }
  if (now !== 'welcome') await press({ kind: 'leave' });
  await at('welcome');
};

const settled = ['lent', 'refused', 'taken-back', 'lent-armed', 'unclear', 'put-back'] as const;

const borrow: Scene = {
  name: 'borrow',
  uses: [{ role: 'fresh' }, { role: 'own' }],
  play: async (hands) => {
    await enter(hands, 'borrow');
    hands.lay('fresh');
    await hands.row('fresh', 'lent');
    hands.lay('own');
    await hands.press({ kind: 'renew', row: await hands.row('own', 'theirs') });
    await hands.row('own', 'lent');
    await leave(hands, 'print');
  },
};

const undo: Scene = {
  name: 'undo',
  uses: [{ role: 'fresh', faults: { refusesWrites: true } }],
  play: async (hands) => {
    await enter(hands, 'borrow');
    hands.lay('fresh');
    await hands.row('fresh', 'taken-back', 'lent-armed');
    await leave(hands, 'no-receipt');
  },
};

const fee: Scene = {
  name: 'fee',
  uses: [{ role: 'priced' }],
  play: async (hands) => {
    await enter(hands, 'borrow');
    hands.lay('priced');
    const row = await hands.row('priced', 'fee');
    await hands.press({ kind: 'accept-fee', row });
    await hands.row('priced', 'lent');
    await leave(hands, 'no-receipt');
  },
};

const returns: Scene = {
  name: 'return',
  uses: [{ role: 'wanted' }, { role: 'late' }],
  play: async (hands) => {
    await hands.at('welcome');
    await hands.press({ kind: 'return' });
    await hands.at('checkin');
    hands.lay('wanted');
    await hands.row('wanted', 'returned');
    hands.lay('late');
    await hands.row('late', 'returned');
    await leave(hands, 'no-receipt');
  },
};

const account: Scene = {
  name: 'account',
  uses: [],
  play: async (hands) => {
    await enter(hands, 'account');
    const { own, held } = hands.lot.pieces;
    await hands.press({ kind: 'renew', row: await hands.row('own', 'open') });
    await hands.until(`${own.number} to be renewed`, ({ screen }) =>
      rowsOf(screen).some((row) => row.number === own.number && row.at === 'renewed'),
    );
    await hands.press({ kind: 'section', section: 'holds' });
    const row = await hands.row('held', 'open');
    await hands.press({ kind: 'cancel-hold', row });
    await hands.row('held', 'sure');
    await hands.press({ kind: 'cancel-hold-surely', row });
    await hands.until(`${held.number} to be cancelled`, ({ screen }) =>
      rowsOf(screen).some((one) => one.number === held.number && one.at === 'cancelled'),
    );
    await leave(hands, 'no-receipt');
  },
};

const payment: Scene = {
  name: 'payment',
  uses: [],
  play: async (hands) => {
    await enter(hands, 'account');
    await hands.until('the fees', ({ screen }) => screen.at === 'account' && screen.mayPay);
    await hands.press({ kind: 'pay' });
    await hands.at('payment');
    await hands.press({ kind: 'staff-here' });
    await hands.press({ kind: 'staff-sign-in', name: 'Minh', pin: staffPin });
    await hands.until('the payment', ({ screen }) => screen.at === 'payment' && screen.state.at === 'recorded');
    await hands.press({ kind: 'back' });
    await hands.at('account');
    await leave(hands, 'no-receipt');
  },
};

const letter: Scene = {
  name: 'letter',
  uses: [{ role: 'second' }],
  only: /^mail|^disk|mail-|letters/,
  play: async (hands) => {
    await enter(hands, 'borrow');
    hands.lay('second');
    await hands.row('second', ...settled);
    await leave(hands, 'email');
    // The letter goes while nobody stands there any more.
    await pause(400);
  },
};

/** The library system does it after the station has died, and after it is there again. */
const slowLoan: Scene = {
  name: 'slow-loan',
  uses: [{ role: 'fresh' }],
  slow: { asked: 'checkout', ms: 2500 },
  only: /^acs [<>] 1[12]: /,
  play: async (hands) => {
    await enter(hands, 'borrow');
    hands.lay('fresh');
    await hands.row('fresh', 'lent');
    await leave(hands, 'no-receipt');
  },
};

const slowReturn: Scene = {
  name: 'slow-return',
  uses: [{ role: 'late' }],
  slow: { asked: 'checkin', ms: 2500 },
  only: /^acs [<>] (?:09|10): /,
  play: async (hands) => {
    await hands.at('welcome');
    await hands.press({ kind: 'return' });
    await hands.at('checkin');
    hands.lay('late');
    await hands.row('late', 'returned');
    await leave(hands, 'no-receipt');
  },
};

/** Two loans, one of them back again at once, and a return, while the library system is away; then it is told of them. */
const offline: Scene = {
  name: 'offline',
  uses: [{ role: 'fresh' }, { role: 'second' }, { role: 'late' }],
  play: async (hands) => {
    const { lot, press, at, row, lay, lift } = hands;
    await at('welcome');
    hands.libraryIs('gone');
    await hands.until('the quiet line', ({ notice, screen }) => notice === 'offline-lends' && screen.at === 'welcome');
    await press({ kind: 'borrow' });
    await at('card');
    await press({ kind: 'type-card', number: lot.patron.card });
    await at('checkout');
    lay('fresh');
    await row('fresh', 'lent-offline');
    lay('second');
    await row('second', 'lent-offline');
    await leave(hands, 'print');
    lift('fresh');
    lift('second');
    // What was lent here a moment ago is asked about before it is taken back.
    await pause(1100);
    await press({ kind: 'return' });
    await at('checkin');
    lay('late');
    await row('late', 'returned-offline');
    lay('second');
    await row('second', 'returned-offline', 'left-over');
    // Whoever was not asked says it in vain.
    await press({ kind: 'take-left-overs' });
    await row('second', 'returned-offline');
    await leave(hands, 'no-receipt');
    hands.libraryIs('normal');
    await hands.toldAll();
  },
};

export const scenes: readonly Scene[] = [
  borrow,
  undo,
  fee,
  returns,
  account,
  payment,
  letter,
  slowLoan,
  slowReturn,
  offline,
];
