// Plays a day at the kiosk: visitors come with their bags, do their acts and go; after each step the walls are held against
// what happened, and in the evening the accounts. Decides what a person could do at a moment, never what the station should.
import type { TagFaults } from '../../drivers/rfid/field.ts';
import type { KioskView } from '../../contract/view.ts';
import { standardComfort } from '../../contract/comfort.ts';
import type { CataloguePatron } from 'sip2/acs';
import { settleAccounts } from './accounts.ts';
import type { Act, Asked, Day, Visit } from './acts.ts';
import { openHouse, type House } from './house.ts';
import { createWalls, type Walls } from './walls.ts';
import { booksOf, createWorld, isOpen, type World } from './world.ts';

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
  const house = await openHouse(day.make, (view) => hears(view));
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
    const broken = [...walls.broken()];
    if (broken.length === 0) broken.push(...settleAccounts(house, world, walls, initial));
    if (tell !== null) for (const entry of house.journal()) tell(`journal ${JSON.stringify(entry)}`);
    const tookMs = house.clock.now() - morning;
    return { tookMs, sessions: new Set(world.turns().map((turn) => turn.session)).size >> 1, broken };
  } finally {
    await house.close();
  }
};

const clockOf = (house: House): string => new Date(house.clock.now()).toISOString().slice(11, 23);

/** A patience in which every visit has come to its end: time-outs, questions found out, slips. */
const longestVisitMs = 600_000;

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
  const { clock, field } = house;
  /** Items of the next visitor that lie there already. */
  let early: string[] = [];
  /** Tags by the turn in which this visitor laid them. */
  let laid = new Map<string, number>();
  let bag: string[] = [];
  let who: CataloguePatron = firstOf(world);
  let lastSession = 0;

  const pass = async (ms: number): Promise<void> => {
    await clock.pass(ms);
    walls.booked();
  };
  const screenAt = (): KioskView['screen']['at'] => house.view().screen.at;
  const pick = <T>(from: readonly T[], nth: number): T | null => from[nth % Math.max(1, from.length)] ?? null;

  const lay = (uid: string, odd: Partial<TagFaults>): void => {
    const item = world.itemOf(uid);
    const turn = world.turn();
    if (item !== null) turn.items.add(item);
    laid.set(uid, turn.session);
    house.hand({ kind: 'put-on-pad', uid });
    const tag = field.tags().find((other) => other.uid === uid);
    if (tag !== undefined && Object.keys(odd).length > 0) field.lay(tag, odd);
  };
  const lift = (uid: string): void => house.hand({ kind: 'take-off-pad', uid });

  const mayLay = (uid: string): boolean => {
    if (world.isOnPad(uid)) return false;
    const view = house.view();
    if (isOpen(view)) return true;
    if (['welcome', 'card', 'pin', 'turned-away'].includes(view.screen.at)) return early.length === 0;
    // The door is shut: only what belongs to this turn already may come back.
    const item = world.itemOf(uid);
    return view.screen.at !== 'closed' && 'rows' in view.screen && item !== null && world.turn().items.has(item);
  };

  const inBag = (): readonly string[] => bag.flatMap((item) => house.tagsOf(item)).filter((uid) => !world.isOnPad(uid));

  /** What a visitor can have: nothing that another one holds, nothing that lies on the pad; their own loans first. */
  const atHand = (card: string): readonly string[] => {
    const free = world.items.filter((item) =>
      house.tagsOf(item).every((uid) => !world.isOnPad(uid) && (world.holder(uid) ?? card) === card),
    );
    const isOwn = (item: string): boolean => house.tagsOf(item).some((uid) => world.holder(uid) === card);
    return [...free.filter(isOwn), ...free.filter((item) => !isOwn(item))];
  };

  const showCard = (patron: CataloguePatron, by: Visit['by']): void => {
    const at = screenAt();
    if (at === 'closed') return;
    if (by === 'type' && at !== 'card') return;
    world.turn().cards.add(patron.card);
    who = patron;
    const [uid] = house.tagsOf(patron.card);
    if (by === 'type') house.press({ kind: 'type-card', number: patron.card });
    else if (by === 'scan') house.hand({ kind: 'scan', text: patron.card });
    else if (uid !== undefined && !world.isOnPad(uid)) lay(uid, {});
  };

  const typePin = (right: boolean): void => {
    if (screenAt() !== 'pin') return;
    const pin = right ? (who.pin ?? '1111') : '9999';
    // Whoever shows two cards in one turn types one of their passwords; which of them is asked for, the screen does not say.
    for (const { card, pin: theirs } of world.patrons)
      if (world.turn().cards.has(card) && theirs === pin) world.turn().proven.add(card);
    house.press({ kind: 'type-pin', pin });
  };

  const act = (what: Act, next: CataloguePatron | null): void => {
    const view = house.view();
    switch (what.kind) {
      case 'lay': {
        const uid = pick(inBag(), what.nth);
        if (uid !== null && mayLay(uid)) lay(uid, what.odd);
        return;
      }
      case 'lift': {
        const uid = pick(world.onPad(), what.nth);
        const item = uid === null ? null : world.itemOf(uid);
        if (uid === null || (item !== null && early.includes(item))) return;
        lift(uid);
        if (item !== null && !bag.includes(item)) bag.push(item);
        return;
      }
      case 'scan-item': {
        const item = pick(bag, what.nth);
        if (item === null || screenAt() === 'closed') return;
        if (isOpen(view)) world.turn().items.add(item);
        walls.scanned(item);
        house.hand({ kind: 'scan', text: item });
        return;
      }
      case 'card': {
        const patron = pick(world.patrons, what.who);
        if (patron !== null && early.length === 0) showCard(patron, what.by);
        return;
      }
      case 'next-lays': {
        const isLate =
          ['receipt', 'goodbye'].includes(view.screen.at) || ('finish' in view.screen && view.screen.finish === 'busy');
        const item =
          next === null || !isLate
            ? null
            : pick(
                atHand(next.card).filter((one) => !bag.includes(one)),
                what.nth,
              );
        if (item === null) return;
        early.push(item);
        for (const uid of house.tagsOf(item)) house.hand({ kind: 'put-on-pad', uid });
        return;
      }
      case 'press': {
        // Nobody begins anew over the things of the one who waits behind.
        if (view.screen.at === 'welcome' && early.length > 0) return;
        if (what.press === 'take-left-overs' && isOpen(view) && 'rows' in view.screen)
          for (const row of view.screen.rows) if (row.state.at === 'left-over') world.turn().items.add(row.number);
        house.press({ kind: what.press });
        return;
      }
      case 'press-late':
        if (lastSession !== view.session) house.pressLate({ kind: what.press }, lastSession);
        return;
      case 'fee': {
        const rows = 'rows' in view.screen ? view.screen.rows : [];
        const row = rows.find((one) => one.state.at === 'fee');
        if (row !== undefined) house.press({ kind: what.accept ? 'accept-fee' : 'decline-fee', row: row.key });
        return;
      }
      case 'pin':
        return typePin(what.right);
      case 'language':
        return house.press({ kind: 'language', language: what.language });
      case 'comfort':
        return house.press({ kind: 'comfort', comfort: { ...standardComfort, contrast: what.contrast } });
      case 'wait':
        return;
      case 'acs-fault':
        return house.acs.setFaults([...house.acs.faults(), faultOf(what)]);
      case 'acs-next':
        return house.acs.setMood({ next: what.next });
      case 'acs-mood':
        return house.acs.setMood({ mood: what.mood });
      case 'acs-delay':
        return house.acs.setMood({ answerDelayMs: what.answerDelayMs });
      case 'plug':
        return house.hand({ kind: 'plug-reader', plugged: what.plugged });
      case 'paper':
        return house.hand({ kind: 'paper', loaded: what.loaded });
      case 'cover':
        return house.hand({ kind: 'cover', open: what.open });
    }
  };

  /** Staff set right what stands still: the library system is there, the reader is plugged in. */
  const setRight = (): void => {
    house.acs.setMood({ mood: 'normal' });
    house.hand({ kind: 'plug-reader', plugged: true });
  };

  const untilWelcome = async (visit: Visit | null): Promise<void> => {
    const end = clock.now() + longestVisitMs;
    while (screenAt() !== 'welcome') {
      if (walls.broken().length > 0) return;
      if (clock.now() > end) throw new Error(`nobody gets on from ${JSON.stringify(house.view().screen)}`);
      const at = screenAt();
      if (at === 'closed') setRight();
      else if (at === 'receipt' && visit?.receipt === 'print' && house.view().screen.at === 'receipt') {
        house.press({ kind: 'print' });
        await pass(8000);
        house.press({ kind: 'no-receipt' });
      } else if (at === 'receipt' && visit?.receipt === 'no-receipt') house.press({ kind: 'no-receipt' });
      else if (visit !== null && visit.ends !== 'walks-away' && ['card', 'pin', 'turned-away'].includes(at))
        house.press({ kind: 'leave' });
      await pass(at === 'goodbye' ? 8000 : 2000);
    }
  };

  const come = async (visit: Visit): Promise<void> => {
    lastSession = world.turn().session;
    const patron = pick(world.patrons, visit.who);
    if (patron !== null) who = patron;
    world.nextVisitor(early);
    early = [];
    laid = new Map();
    const hand = atHand(who.card);
    const own = hand.filter((item) => house.tagsOf(item).some((uid) => world.holder(uid) === who.card));
    const pool = visit.errand === 'return' && own.length > 0 ? [...own, ...hand.slice(0, own.length + 2)] : hand;
    bag = [...new Set(visit.bag.flatMap((nth) => pick(pool, nth) ?? []))];
    tell?.(
      `${clockOf(house)} visit of ${who.card} ${who.name} pin ${who.pin} with ${bag.join(' ')}: ${JSON.stringify(visit)}`,
    );
    await pass(0);
    if (screenAt() !== 'welcome') return;
    for (const uid of bag.slice(0, visit.laidFirst).flatMap((item) => house.tagsOf(item)))
      if (mayLay(uid)) lay(uid, {});
    await pass(visit.thenMs);
    if (visit.errand === 'return') house.press({ kind: 'return' });
    else {
      if (visit.errand === 'borrow' || visit.by === 'type') house.press({ kind: 'borrow' });
      showCard(who, visit.by);
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
    const nobodys: string[] = [];
    for (const [at, uid] of world.onPad().entries()) {
      const own = laid.get(uid);
      if (own === undefined) continue;
      // Nor can anybody know whose a tag is that did not answer for as long as its owner stood there.
      const isUnseen = house.state().pad.every((lying) => lying.uid !== uid);
      if (own === session || isUnseen) nobodys.push(uid);
      if (own === session || isUnseen || visit.takes === 'all' || (visit.takes === 'some' && at % 2 === 0)) lift(uid);
    }
    for (const item of bag) {
      const lentTo = house.acs.loanOf(item)?.patronId ?? null;
      for (const uid of house.tagsOf(item)) world.setHolder(uid, lentTo);
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
    },
  };
};

const firstOf = (world: World): CataloguePatron => {
  const [first] = world.patrons;
  if (first === undefined) throw new Error('the library has no patrons');
  return first;
};

const faultOf = ({
  asked,
  does,
}: {
  readonly asked: Asked;
  readonly does: Extract<Act, { kind: 'acs-fault' }>['does'];
}) => ({
  asked: asked === 'any' ? ('any' as const) : [asked],
  does: typeof does === 'string' ? { kind: does } : { kind: 'delay' as const, ms: does.delayMs },
  times: 1,
});
