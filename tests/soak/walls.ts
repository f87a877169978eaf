// What must be true at every moment and of every screen, whatever happens: held against the library system's own books, the
// tags, and who stands there. Collects what is broken, in sentences.
import type { Row } from '../../contract/row-view.ts';
import type { KioskView } from '../../contract/view.ts';
import { standardComfort } from '../../contract/comfort.ts';
import type { House } from './house.ts';
import { toldLoanSession, wasDoneOffline, wasToldBackBefore } from './outbox.ts';
import { createOwnWalls } from './own-walls.ts';
import { withoutPassword } from './rules.ts';
import { securityIs } from './shelf.ts';
import { createWordWalls } from './words.ts';
import { booksOf, type Books, type Turn, type World } from './world.ts';

export type Walls = {
  /** Held against every view that is shown. */
  shown(view: KioskView): void;
  /** Held against every letter that was given to the mail server, in the evening. */
  letters(): void;
  /** Held against the books whenever something may have changed them. */
  booked(): void;
  broken(): readonly string[];
  /** Items that the screen gave to staff, or of which it need have seen no tag: not to be settled by their tags. */
  excused(): ReadonlySet<string>;
  /** It was scanned, so that no tag of it need have been there. */
  scanned(item: string): void;
  /** `session item` of every row that was shown as lent, and as returned. */
  told(): { readonly lent: ReadonlySet<string>; readonly returned: ReadonlySet<string> };
};

/** Screens the soak knows what to hold against; another one names itself. */
const knownScreens: readonly string[] =
  'closed welcome card pin turned-away checkout checkin book-drop account payment receipt goodbye'.split(' ');

export const createWalls = (house: House, world: World): Walls => {
  const { acs } = house;
  const broken: string[] = [];
  // What stays in the house is lent and left armed; its row may end with its session before anybody saw it.
  const excused = new Set(
    acs.catalogue.items.filter(({ lending }) => lending === 'in-house').map(({ barcode }) => barcode),
  );
  const told = { lent: new Set<string>(), returned: new Set<string>() };
  let books = booksOf(house);
  /** Loans that were made in a turn of this day, and which. */
  const madeIn = new Map<string, Turn>();
  const successes = new Map<string, number>();
  let shownSession = house.view().session;

  const breaks = (sentence: string): void => {
    if (broken.length < 20 && !broken.includes(sentence)) broken.push(sentence);
  };

  // ---- rows ----

  const uidsOf = (row: Row): readonly string[] => {
    const all = house.shelf.tagsOf(row.number);
    if (row.parts === null) return all.length === 1 ? all : all.filter((uid) => uid === row.key);
    return row.parts.here.flatMap((nth) => all[nth - 1] ?? []);
  };

  const security = (uid: string): 'armed' | 'disarmed' | 'odd' => securityIs(house.shelf.now(uid), house.security);
  const isByTags = house.security.afi !== null;

  const tagsAre = (row: Row, want: 'armed' | 'disarmed', turn: Turn): void => {
    for (const uid of uidsOf(row))
      if (security(uid) !== want)
        breaks(
          `session ${turn.session} shows ${row.number} as ${row.state.at}, and its tag ${uid} is ${security(uid)}`,
        );
  };

  /** Done while the library system was away, by the journal: its books follow when it is back. */
  const isOffline = (kind: 'lent-offline' | 'returned-offline', item: string, { session }: Turn): boolean =>
    wasDoneOffline(house.journal(), { kind, session, item });

  const loanRow = (row: Row, turn: Turn): void => {
    const { state, number } = row;
    const lentTo = acs.loanOf(number)?.patronId ?? null;
    const key = `${turn.session} ${number}`;
    switch (state.at) {
      case 'lent':
        told.lent.add(key);
        if (lentTo !== turn.patron)
          breaks(`session ${turn.session} shows ${number} as lent to ${turn.patron}, and the books say ${lentTo}`);
        if (state.release === 'read-back') tagsAre(row, 'disarmed', turn);
        else excused.add(number);
        return;
      case 'theirs':
        if (lentTo !== turn.patron || madeIn.get(number) === turn)
          breaks(`session ${turn.session} shows ${number} as ${turn.patron}'s before it, and the books say ${lentTo}`);
        if (state.release === 'read-back') tagsAre(row, 'disarmed', turn);
        else excused.add(number);
        return;
      case 'lent-offline':
        told.lent.add(key);
        if (!isOffline('lent-offline', number, turn))
          breaks(`session ${turn.session} shows ${number} as lent off-line, and the journal does not`);
        if (state.release === 'read-back') tagsAre(row, 'disarmed', turn);
        else excused.add(number);
        return;
      case 'lent-armed':
      case 'unclear':
        excused.add(number);
        return;
      case 'put-back':
      case 'hold-still':
      case 'taking-back':
      case 'asking':
      case 'finding-out':
        return;
      default:
        if (lentTo === turn.patron && lentTo !== null && madeIn.get(number) === turn)
          breaks(`session ${turn.session} shows ${number} as ${state.at}, and it was lent to ${lentTo} in it`);
    }
  };

  const returnRow = (row: Row, turn: Turn): void => {
    const { state, number } = row;
    const lentTo = acs.loanOf(number)?.patronId ?? null;
    switch (state.at) {
      case 'returned':
      case 'returned-offline':
      case 'return-put-back':
      case 'returned-unarmed':
        told.returned.add(`${turn.session} ${number}`);
        if (lentTo !== null && !isOffline('returned-offline', number, turn))
          breaks(`session ${turn.session} shows ${number} as ${state.at}, and the books say it is lent to ${lentTo}`);
        if (state.at === 'return-put-back') return;
        if (state.at === 'returned-unarmed' || state.notes.includes('tag-not-seen')) excused.add(number);
        else if (isByTags) tagsAre(row, 'armed', turn);
        return;
      case 'unclear':
        excused.add(number);
        return;
      default:
    }
  };

  // ---- views ----

  const isKnown = (turn: Turn): boolean => {
    const { stage } = house.state();
    if (stage.at !== 'checkout' && stage.at !== 'account') return false;
    const { number } = stage.patron;
    if (turn.patron !== null && turn.patron !== number)
      breaks(`session ${turn.session} changed its patron from ${turn.patron} to ${number}`);
    if (!turn.cards.has(number))
      breaks(`session ${turn.session} took ${number} for its patron, whose card nobody showed in it`);
    const hasPin = world.patrons.some(({ card, pin }) => card === number && pin !== null);
    const { password } = house.rules;
    // The account asks by a rule of its own; and some loans need no password, where the library says how many.
    // While the library system is away nobody can check one, and by the library's own rules a few are lent without.
    const isByCard = stage.at === 'checkout' && stage.flow.way === 'offline-only';
    const isLenient = stage.at === 'checkout' && (password === 'never' || password === 'beyond-limit' || isByCard);
    if (hasPin && !isLenient && !turn.proven.has(number))
      breaks(`session ${turn.session} let ${number} in without the right password`);
    if (hasPin && password === 'beyond-limit' && !turn.proven.has(number)) {
      const own = acs.loans().filter(({ patronId }) => patronId === number);
      const isNew = own.some(({ itemId }) => madeIn.get(itemId) === turn);
      if (isNew && own.length > withoutPassword)
        breaks(`session ${turn.session} lent ${own.length} items to ${number} without the password`);
    }
    if (turn.patron === null) turn.before = { books: booksOf(house), holds: acs.holdsOf(number) };
    turn.patron = number;
    own.owns(turn);
    return true;
  };

  const screenHolds = (view: KioskView, turn: Turn): void => {
    const { screen } = view;
    switch (screen.at) {
      case 'checkout':
        turn.kind = 'checkout';
        if (!isKnown(turn)) breaks(`session ${turn.session} lends to nobody`);
        for (const row of screen.rows) loanRow(row, turn);
        return;
      case 'checkin':
        turn.kind = 'checkin';
        for (const row of screen.rows) returnRow(row, turn);
        return;
      case 'account':
      case 'payment':
        turn.kind = 'account';
        if (!isKnown(turn)) breaks(`session ${turn.session} shows an account to nobody`);
        own.shown(screen, turn);
        return;
      case 'receipt': {
        const { stage } = house.state();
        if (stage.at === 'receipt') words.noOtherWords('the slip', stage.slip, turn);
        const { done } = screen.tally;
        const all = [...turn.items];
        const known =
          turn.kind === 'account'
            ? own.doneIn(turn)
            : all.filter((item) =>
                turn.kind === 'checkout'
                  ? acs.loanOf(item)?.patronId === turn.patron || isOffline('lent-offline', item, turn)
                  : acs.loanOf(item) === null || isOffline('returned-offline', item, turn),
              ).length;
        if (done > known) breaks(`session ${turn.session} ends with ${done} done, and the books know of ${known}`);
        return;
      }
      default:
    }
  };

  const personIsGone = (view: KioskView): void => {
    if (view.screen.at !== 'welcome') return;
    const { language, notice, idle, comfort } = view;
    // That the library system is away says nothing of anybody.
    const isOfHouse = notice === null || notice.startsWith('offline-');
    if (language !== 'vi' || !isOfHouse || idle !== null || JSON.stringify(comfort) !== JSON.stringify(standardComfort))
      breaks(
        `the welcome screen ${view.session} keeps of the last person: ${JSON.stringify({ language, notice, idle, comfort })}`,
      );
  };

  const ended = (item: string, { patronId }: { readonly patronId: string }): void => {
    const made = madeIn.get(item);
    const isReturn = world.turns().some((turn) => turn.kind === 'checkin' && turn.items.has(item));
    if (!isReturn && made === undefined) breaks(`the loan of ${item} to ${patronId} ended, and nobody returned it`);
    if (made === undefined) return;
    const key = `lent ${patronId} ${item}`;
    successes.set(key, (successes.get(key) ?? 1) - 1);
    madeIn.delete(item);
  };

  const booked = (): void => {
    const now: Books = booksOf(house);
    for (const [item, loan] of now) {
      const { patronId } = loan;
      const was = books.get(item);
      if (was?.patronId === patronId && was.renewals === loan.renewals) continue;
      // What was done off-line is told in one breath: a return, and the loan behind it.
      const isBack =
        was !== undefined && was.patronId !== patronId && wasToldBackBefore(house.journal(), item, patronId);
      if (isBack) ended(item, was);
      const before = isBack ? undefined : was;
      const lent = world
        .turns()
        .filter((turn) => turn.patron === patronId && turn.kind === 'checkout' && turn.items.has(item));
      // An account never lends what was not lent.
      const isNew = before === undefined;
      const renewed = world.turns().filter((turn) => turn.patron === patronId && turn.renewals.has(item));
      const wishes = isNew ? lent : [...lent, ...renewed];
      if (wishes.length === 0)
        breaks(`${item} was lent to ${patronId}, who had not asked for it (session ${world.turn().session})`);
      const last = lent.at(-1);
      // Told only now, and made in the session that lent it off-line.
      const session = isNew ? toldLoanSession(house.journal(), item, patronId) : null;
      const made = session === null ? last : world.turns().find((turn) => turn.session === session);
      if (isNew && made !== undefined) madeIn.set(item, made);
      if (before !== undefined && before.patronId !== patronId)
        breaks(`${item} went from ${before.patronId} to ${patronId} without a return`);
      const key = `${isNew ? 'lent' : 'renewed'} ${patronId} ${item}`;
      const count = (successes.get(key) ?? 0) + 1;
      successes.set(key, count);
      if (count > wishes.length)
        breaks(
          `${item} was ${isNew ? 'lent' : 'renewed'} ${count} times for ${patronId}, who asked in ${wishes.length} sessions`,
        );
    }
    for (const [item, loan] of books) if (!now.has(item)) ended(item, loan);
    books = now;
    own.booked();
  };

  const own = createOwnWalls(house, world, breaks);
  const words = createWordWalls(house, world, breaks);

  return {
    letters: () => words.letters(own.turnOf),
    shown: (view) => {
      if (!knownScreens.includes(view.screen.at)) {
        breaks(`the soak does not know the screen "${view.screen.at}"`);
        return;
      }
      world.turnTo(view.session);
      const turn = world.turn();
      if (view.session !== shownSession) personIsGone(view);
      shownSession = view.session;
      screenHolds(view, turn);
      booked();
      words.noOtherWords(`the ${view.screen.at} screen`, own.withoutFees(view.screen), turn);
    },
    booked,
    broken: () => broken,
    excused: () => excused,
    scanned: (item) => void excused.add(item),
    told: () => told,
  };
};
