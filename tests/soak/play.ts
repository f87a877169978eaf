// Plays a day at the kiosk: visitors come with their bags, do their acts and go; after each step the walls are held against
// what happened, and in the evening the accounts. Decides what a person could do at a moment, never what the station should.
import type { KioskView } from '../../contract/view.ts';
import { kioskTimes } from '../../station/modes/kiosk-state.ts';
import { settleAccounts } from './accounts.ts';
import type { Day, Visit } from './acts.ts';
import { createHands } from './hands.ts';
import { openHouse, type House } from './house.ts';
import { waitingIn } from './outbox.ts';
import { createWalls, type Walls } from './walls.ts';
import { booksOf, createWorld, type World } from './world.ts';

export type Played = {
  /** Turns that were begun at the welcome screen. */
  readonly sessions: number;
  /** Simulated time. */
  readonly tookMs: number;
  /** What was broken, in sentences; none is the proof. */
  readonly broken: readonly string[];
};

/** `tell`: everything that is done and shown, a line each, for whoever looks into a failure. */
export const playDay = async (day: Day, tell: ((line: string) => void) | null): Promise<Played> => {
  let hears: (view: KioskView) => void = () => undefined;
  const house = await openHouse(day.rules, (view) => hears(view));
  try {
    const world = createWorld(house);
    const walls = createWalls(house, world);
    const initial = booksOf(house);
    const morning = house.clock.now();
    hears = (view) => {
      walls.shown(view);
      tell?.(`  ${clockOf(house)} ${view.session} ${view.language} ${JSON.stringify(view.screen)}${view.notice ?? ''}`);
    };
    const stage = createStage({ house, world, walls, tell });
    await house.clock.pass(2500);
    for (const [at, visit] of day.visits.entries()) {
      await stage.visit(visit, day.visits[at + 1] ?? null);
      if (walls.broken().length > 0) break;
    }
    if (walls.broken().length === 0) await stage.evening();
    const broken: string[] = [];
    walls.letters();
    broken.push(...walls.broken());
    if (broken.length === 0) broken.push(...settleAccounts(house, world, walls, initial));
    if (tell !== null) for (const entry of house.journal()) tell(`journal ${JSON.stringify(entry)}`);
    const tookMs = house.clock.now() - morning;
    return { tookMs, sessions: new Set(world.turns().map((turn) => turn.session)).size >> 1, broken };
  } finally {
    await house.close();
  }
};

const clockOf = (house: House): string => new Date(house.clock.now()).toISOString().slice(11, 23);

/**
 * A patience in which every visit has come to its end: time-outs, questions found out, slips. The longest of them is a
 * transfer somebody in high contrast walked away from.
 */
const longestVisitMs = (kioskTimes.patience + 1) * kioskTimes.paymentIdleMs;

const createStage = ({
  house,
  world,
  walls,
  tell,
}: {
  house: House;
  world: World;
  walls: Walls;
  tell: ((line: string) => void) | null;
}) => {
  const { clock } = house;
  const hands = createHands({ house, world, walls });
  const { visitor, screenAt, pick, lay, lift, mayLay, inBag, atHand, showCard, typePin, act } = hands;

  const pass = async (ms: number): Promise<void> => {
    await clock.pass(ms);
    walls.booked();
  };
  /** What was done off-line and is not told yet. */
  const waiting = () => waitingIn(house.journal());
  /** Staff set right what stands still: the library system is there, the reader is plugged in. */
  const setRight = (): void => {
    house.acs.setMood({ mood: 'normal' });
    house.hand({ kind: 'plug-reader', plugged: true });
  };

  /** And the station has found that out, or the visitor was quicker. */
  const goesAway = async (): Promise<void> => {
    house.acs.setMood({ mood: 'gone' });
    for (let left = 20; left > 0 && house.state().acs === 'up'; left -= 1) await pass(3000);
  };

  const untilWelcome = async (visit: Visit | null): Promise<void> => {
    const end = clock.now() + longestVisitMs;
    while (screenAt() !== 'welcome') {
      if (walls.broken().length > 0) return;
      if (clock.now() > end) throw new Error(`nobody gets on from ${JSON.stringify(house.view().screen)}`);
      const at = screenAt();
      const { screen } = house.view();
      if (screen.at === 'closed' && screen.because === 'hours') {
        await pass(30_000);
        continue;
      }
      if (at === 'closed') setRight();
      else if (at === 'goodbye' && visit?.again === true && isAgain(screen)) {
        await lendAgain(visit);
        continue;
      } else if (screen.at === 'checkout' && screen.counting && visit?.ends === 'finish')
        house.press({ kind: 'finish' });
      else if (at === 'receipt' && visit?.receipt === 'email') {
        house.press({ kind: 'email' });
        await pass(100);
        house.press({ kind: 'no-receipt' });
      } else if (at === 'receipt' && visit?.receipt === 'print' && house.view().screen.at === 'receipt') {
        house.press({ kind: 'print' });
        await pass(8000);
        house.press({ kind: 'no-receipt' });
      } else if (at === 'receipt' && visit?.receipt === 'no-receipt') house.press({ kind: 'no-receipt' });
      else if (visit !== null && visit.ends !== 'walks-away' && ['card', 'pin', 'turned-away'].includes(at))
        house.press({ kind: 'leave' });
      await pass(at === 'goodbye' ? 8000 : 2000);
    }
  };

  const isAgain = (screen: KioskView['screen']): boolean => screen.at === 'goodbye' && screen.mayLendAgain;

  /** What was returned a moment ago goes home with the same person. */
  const lendAgain = async (visit: Visit): Promise<void> => {
    house.press({ kind: 'lend-again' });
    await pass(100);
    showCard(visitor.who, visit.by === 'tap' ? 'scan' : visit.by);
    await pass(300);
    typePin(true);
    await pass(2500);
    for (const press of ['finish', 'finish', 'no-receipt'] as const) {
      house.press({ kind: press });
      await pass(1000);
    }
  };

  const come = async (visit: Visit): Promise<void> => {
    visitor.lastSession = world.turn().session;
    const patron = pick(world.patrons, visit.who);
    if (patron !== null) visitor.who = patron;
    world.nextVisitor(visitor.early);
    visitor.waited = new Set(visitor.early.flatMap((item) => house.shelf.tagsOf(item)));
    visitor.early = [];
    visitor.laid = new Map();
    const hand = atHand(visitor.who.card);
    const own = hand.filter((item) => house.shelf.tagsOf(item).some((uid) => world.holder(uid) === visitor.who.card));
    const pool = visit.errand === 'return' && own.length > 0 ? [...own, ...hand.slice(0, own.length + 2)] : hand;
    visitor.bag = [...new Set(visit.bag.flatMap((nth) => pick(pool, nth) ?? []))];
    tell?.(
      `${clockOf(house)} visit of ${visitor.who.card} ${visitor.who.name} pin ${visitor.who.pin} with ${visitor.bag.join(' ')}: ${JSON.stringify(visit)}`,
    );
    await pass(0);
    if (screenAt() !== 'welcome') return;
    for (const uid of visitor.bag.slice(0, visit.laidFirst).flatMap((item) => house.shelf.tagsOf(item)))
      if (mayLay(uid)) lay(uid, {});
    await pass(visit.thenMs);
    if (visit.errand === 'return') house.press({ kind: 'return' });
    else {
      if (visit.errand === 'account') house.press({ kind: 'account' });
      else if (visit.errand === 'borrow' || visit.by === 'type') house.press({ kind: 'borrow' });
      showCard(visitor.who, visit.by);
      await pass(visit.by === 'tap' ? 900 : 300);
      if (visit.pin === 'wrong-first') {
        typePin(false);
        await pass(400);
      }
      typePin(true);
      await pass(400);
    }
    const rest = inBag();
    for (const uid of rest.slice(0, Math.ceil(rest.length / 2))) if (mayLay(uid)) lay(uid, {});
    await pass(700);
  };

  const go = async (visit: Visit): Promise<void> => {
    if (visit.ends !== 'walks-away') house.press({ kind: visit.ends });
    await pass(0);
    await untilWelcome(visit);
    // What was put down after the last turn was over goes home again; of the rest, what the visitor minds.
    const { session } = world.turn();
    const beganNone = world.turns().every((turn) => turn.session <= visitor.lastSession || turn.kind === null);
    // Also what was laid down and lifted again where no turn could be begun.
    const nobodys = [...visitor.laid].flatMap(([uid, own]) =>
      (own === session || beganNone) && !world.isOnPad(uid) ? [uid] : [],
    );
    for (const [at, uid] of world.onPad().entries()) {
      // Who could begin nothing takes home what they had laid before they came.
      const own = visitor.laid.get(uid) ?? (beganNone && visitor.waited.has(uid) ? session : undefined);
      if (own === undefined) continue;
      // Nor can anybody know whose a tag is that did not answer for as long as its owner stood there.
      const isUnseen = house.state().pad.every((lying) => lying.uid !== uid);
      if (own === session || isUnseen || beganNone) nobodys.push(uid);
      if (own === session || isUnseen || visit.takes === 'all' || (visit.takes === 'some' && at % 2 === 0)) lift(uid);
    }
    const untold = [...waiting().values()];
    for (const item of visitor.bag) {
      const offline = untold.findLast((one) => one.item === item);
      const lentTo = offline === undefined ? (house.acs.loanOf(item)?.patronId ?? null) : offline.patron;
      for (const uid of house.shelf.tagsOf(item)) world.setHolder(uid, lentTo);
    }
    await pass(visit.thenMs);
    // The pad believes for some seconds more in a tag that came and went; nobody is so quick as to begin over it.
    for (let left = 20; left > 0 && house.state().pad.some((lying) => nobodys.includes(lying.uid)); left -= 1)
      await pass(500);
  };

  return {
    visit: async (visit: Visit, next: Visit | null): Promise<void> => {
      setRight();
      await untilWelcome(null);
      visitor.wasLiedTo = false;
      if (visit.acs === 'away') await goesAway();
      const follower = next === null ? null : pick(world.patrons, next.who);
      await come(visit);
      for (const { act: what, thenMs } of visit.moments) {
        if (walls.broken().length > 0) return;
        tell?.(`${clockOf(house)} ${JSON.stringify(what)}`);
        act(what, follower);
        await pass(what.kind === 'wait' ? what.ms : thenMs);
      }
      await go(visit);
    },
    /** Everybody has gone, all is set right, and nothing is waited for any more. */
    evening: async (): Promise<void> => {
      tell?.(`${clockOf(house)} evening`);
      house.acs.setFaults([]);
      house.acs.setMood({ mood: 'normal', answerDelayMs: 0, next: null });
      setRight();
      house.hand({ kind: 'paper', loaded: true });
      house.hand({ kind: 'cover', open: false });
      house.hand({ kind: 'clear-pad' });
      // As long as the last question of a slow library system may take, and then until nothing is open any more.
      await pass(25_000);
      await untilWelcome(null);
      for (let left = 12; left > 0 && house.state().orphans.length + house.state().mending.mends.length > 0; left -= 1)
        await pass(15_000);
      // What was done off-line is told now; a library system that is there again takes it.
      for (let left = 20; left > 0 && waiting().size > 0; left -= 1) await pass(15_000);
      // The library may have closed for its break meanwhile.
      await untilWelcome(null);
    },
  };
};
