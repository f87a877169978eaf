// A visitor's hands: lays, lifts, scans, shows cards, presses, as far as a person could at that moment, and writes down in the
// world what was meant by it. Never decides what the station should make of it.
import { standardComfort } from '../../contract/comfort.ts';
import type { AccountHold, AccountLoan } from '../../contract/account-view.ts';
import type { Row } from '../../contract/row-view.ts';
import type { KioskView } from '../../contract/view.ts';
import type { TagFaults } from '../../drivers/rfid/field.ts';
import type { CataloguePatron } from 'sip2/acs';
import type { Act, Asked, RowPress, Visit } from './acts.ts';
import type { House } from './house.ts';
import { seesOneAtATime, staffPin } from './rules.ts';
import type { Walls } from './walls.ts';
import { isOpen, type World } from './world.ts';

type Visitor = {
  who: CataloguePatron;
  bag: string[];
  /** Tags by the turn in which this visitor laid them. */
  laid: Map<string, number>;
  /** Items of the next visitor that lie there already. */
  early: string[];
  /** Tags of this visitor that lay there before they came. */
  waited: ReadonlySet<string>;
  /** The turn before this visitor's first. */
  lastSession: number;
  /** Whether the library system named another patron to this visitor already. */
  wasLiedTo: boolean;
};

/** Where a finger finds something to press on. */
const rowStates: Readonly<Record<RowPress, readonly string[]>> = {
  renew: ['open', 'refused'],
  'accept-fee': ['fee'],
  'decline-fee': ['fee'],
  'cancel-hold': ['open', 'refused'],
  'cancel-hold-surely': ['sure'],
  'keep-hold': ['sure'],
};

export const createHands = ({ house, world, walls }: { house: House; world: World; walls: Walls }) => {
  const visitor: Visitor = {
    who: firstOf(world),
    bag: [],
    laid: new Map(),
    early: [],
    waited: new Set(),
    lastSession: 0,
    wasLiedTo: false,
  };
  const screenAt = (): KioskView['screen']['at'] => house.view().screen.at;
  const pick = <T>(from: readonly T[], nth: number): T | null => from[nth % Math.max(1, from.length)] ?? null;

  const isForOne = seesOneAtATime.includes(house.rules.reader);
  const lift = (uid: string): void => house.field.lift(uid);

  const lay = (uid: string, odd: Partial<TagFaults>): void => {
    const item = world.itemOf(uid);
    const turn = world.turn();
    if (item !== null) turn.items.add(item);
    visitor.laid.set(uid, turn.session);
    if (isForOne) for (const other of world.onPad()) lift(other);
    house.shelf.lay(uid, odd);
  };

  const mayLay = (uid: string): boolean => {
    if (world.isOnPad(uid)) return false;
    const view = house.view();
    if (isOpen(view)) return true;
    if (['welcome', 'card', 'pin', 'turned-away'].includes(view.screen.at)) return visitor.early.length === 0;
    // The door is shut: only what belongs to this turn already may come back.
    const item = world.itemOf(uid);
    return view.screen.at !== 'closed' && 'rows' in view.screen && item !== null && world.turn().items.has(item);
  };

  const inBag = (): readonly string[] =>
    visitor.bag.flatMap((item) => house.shelf.tagsOf(item)).filter((uid) => !world.isOnPad(uid));

  /** What a visitor can have: nothing that another one holds, nothing that lies on the pad; their own loans first. */
  const atHand = (card: string): readonly string[] => {
    const free = world.items.filter((item) =>
      house.shelf.tagsOf(item).every((uid) => !world.isOnPad(uid) && (world.holder(uid) ?? card) === card),
    );
    const isOwn = (item: string): boolean => house.shelf.tagsOf(item).some((uid) => world.holder(uid) === card);
    return [...free.filter(isOwn), ...free.filter((item) => !isOwn(item))];
  };

  const showCard = (patron: CataloguePatron, by: Visit['by']): void => {
    const at = screenAt();
    if (at === 'closed') return;
    if (by === 'type' && at !== 'card') return;
    world.turn().cards.add(patron.card);
    visitor.who = patron;
    const [uid] = house.shelf.tagsOf(patron.card);
    if (by === 'type') house.press({ kind: 'type-card', number: patron.card });
    else if (by === 'scan') house.hand({ kind: 'scan', text: patron.card });
    else if (uid !== undefined && !world.isOnPad(uid)) lay(uid, {});
  };

  const typePin = (right: boolean): void => {
    if (screenAt() !== 'pin') return;
    const pin = right ? (visitor.who.pin ?? '1111') : '9999';
    // Whoever shows two cards in one turn types one of their passwords; which of them is asked for, the screen does not say.
    for (const { card, pin: theirs } of world.patrons)
      if (world.turn().cards.has(card) && theirs === pin) world.turn().proven.add(card);
    house.press({ kind: 'type-pin', pin });
  };

  const mine = ({ screen }: KioskView) => (screen.at === 'account' ? screen : { loans: [], holds: [] });
  const asked = (what: 'renewals' | 'cancels', number: string | null): void => {
    if (number !== null) world.turn()[what].add(number);
  };

  /** What was theirs before, of the pile. */
  const renewOwn = (rows: readonly Row[], nth: number): void => {
    const row = pick(
      rows.filter(({ state }) => state.at === 'theirs' && (state.refused === null || state.refused === 'acs-silent')),
      nth,
    );
    if (row === null) return;
    asked('renewals', row.number);
    house.press({ kind: 'renew', row: row.key });
  };

  /** On the nth row on which it can be pressed. */
  const pressRow = (press: RowPress, nth: number): void => {
    const { screen } = house.view();
    if (screen.at === 'checkout') return press === 'renew' ? renewOwn(screen.rows, nth) : undefined;
    const { loans, holds } = mine(house.view());
    const isHold = press === 'cancel-hold' || press === 'cancel-hold-surely' || press === 'keep-hold';
    const rows: readonly (AccountLoan | AccountHold)[] = isHold ? holds : loans;
    const wants = rowStates[press];
    const row = pick(
      rows.filter(({ state }) => wants.includes(state.at)),
      nth,
    );
    if (row === null) return;
    if (press === 'renew' || press === 'accept-fee') asked('renewals', row.number);
    if (press === 'cancel-hold-surely') asked('cancels', row.number);
    house.press({ kind: press, row: row.key });
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
        if (uid === null || (item !== null && visitor.early.includes(item))) return;
        lift(uid);
        if (item !== null && !visitor.bag.includes(item)) visitor.bag.push(item);
        return;
      }
      case 'scan-item': {
        const item = pick(visitor.bag, what.nth);
        if (item === null || screenAt() === 'closed') return;
        // Where returning is all there is, the scan itself begins the turn.
        // The pile goes on above the keys for a password that only further items need.
        const goesOn = view.screen.at === 'pin' && view.screen.isMore;
        if (isOpen(view) || goesOn || (view.screen.at === 'welcome' && view.screen.beginsByItself))
          world.turn().items.add(item);
        walls.scanned(item);
        house.hand({ kind: 'scan', text: item });
        return;
      }
      case 'card': {
        const patron = pick(world.patrons, what.who);
        if (patron !== null && visitor.early.length === 0) showCard(patron, what.by);
        return;
      }
      case 'next-lays': {
        const isLate =
          !(isForOne && world.onPad().length > 0) &&
          (['receipt', 'goodbye'].includes(view.screen.at) ||
            ('finish' in view.screen && view.screen.finish === 'busy'));
        const item =
          next === null || !isLate
            ? null
            : pick(
                atHand(next.card).filter((one) => !visitor.bag.includes(one)),
                what.nth,
              );
        if (item === null) return;
        visitor.early.push(item);
        const uids = house.shelf.tagsOf(item);
        for (const uid of isForOne ? uids.slice(0, 1) : uids) house.shelf.lay(uid, {});
        return;
      }
      case 'press': {
        // Nobody begins anew over the things of the one who waits behind.
        if (view.screen.at === 'welcome' && visitor.early.length > 0) return;
        if (what.press === 'renew-all') for (const { number } of mine(view).loans) asked('renewals', number);
        // Where it is shown: not above the keys of a password, for one.
        if (what.press === 'take-left-overs' && !(isOpen(view) && 'rows' in view.screen)) return;
        if (what.press === 'take-left-overs' && 'rows' in view.screen)
          for (const row of view.screen.rows) if (row.state.at === 'left-over') world.turn().items.add(row.number);
        house.press({ kind: what.press });
        return;
      }
      case 'press-late':
        if (visitor.lastSession !== view.session) house.pressLate({ kind: what.press }, visitor.lastSession);
        return;
      case 'fee': {
        const rows = 'rows' in view.screen ? view.screen.rows : [];
        const row = rows.find((one) => one.state.at === 'fee');
        if (row !== undefined) house.press({ kind: what.accept ? 'accept-fee' : 'decline-fee', row: row.key });
        return;
      }
      case 'row':
        return pressRow(what.press, what.nth);
      case 'section':
        return house.press({ kind: 'section', section: what.section });
      case 'staff-pin': {
        const { screen } = view;
        // Staff confirm what they see in the library's bank account: the transfer of this code.
        if (screen.at === 'payment' && screen.state.at === 'staff' && what.right)
          world.turn().confirmed.add(screen.reference);
        // A name that is locked by wrong ones confirms nothing for a while: they are another's.
        return house.press({
          kind: 'staff-sign-in',
          name: what.right ? 'Minh' : 'Lan',
          pin: what.right ? staffPin : '000000',
        });
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
        if (what.does === 'other-patron') {
          // Whose a card is the library system alone knows: one that names the same other person for it twice is believed.
          if (visitor.wasLiedTo) return;
          visitor.wasLiedTo = true;
        }
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
      case 'letter':
        return house.nextLetter(what.does);
    }
  };

  return { visitor, screenAt, pick, lay, lift, mayLay, inBag, atHand, showCard, typePin, act };
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
