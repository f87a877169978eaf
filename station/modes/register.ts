// The room where cards are made and changed: which of its pages is open, what stands at the beginning of each form, the list of those
// who wait. Pure; composes the flows.
import type { DeskAct } from '../../contract/desk-calls.ts';
import { dayAt } from '../days.ts';
import { go, stay, type Effect, type Event, type Step } from '../flow.ts';
import { emptySearch, heldByFind, stepFind } from '../flows/register-find.ts';
import { draftOfRegistration, givesNumber } from '../flows/register-form.ts';
import { emptyForm, formOf, heldBy, type NewCard, type NewGround } from '../flows/register-state.ts';
import { stepNewCard } from '../flows/register.ts';
import type { Begun, RegisterRules } from '../register-talk.ts';
import type { Staff } from '../staff.ts';
import { within, type Desk, type DeskRules, type Room } from './desk-state.ts';
import type { RegisterRoom } from './register-state.ts';

export const openRegister = (rules: DeskRules, desk: Desk, who: Staff, nowMs: number): Step<Desk> => {
  if (rules.register === null) return stay(desk);
  const room: RegisterRoom = {
    at: 'register',
    page: 'new',
    today: dayAt(nowMs),
    asked: 0,
    begun: null,
    beginning: null,
    lists: null,
    entered: false,
    listing: null,
    listed: [],
    files: null,
    fileProblem: false,
    newCard: emptyForm,
    find: emptySearch,
  };
  const inside: Desk = { ...desk, door: { at: 'open', who, room } };
  return settled(rules.register, inside, room, [{ kind: 'list-registrations' }], true);
};

/**
 * Numbers that nobody got go back, one that is still on its way as soon as it comes (`strayCard`); what is on its way to the library
 * system is the registrar's, and stays in its list.
 */
export const leaveRegister = (rules: DeskRules, desk: Desk, { begun, newCard }: RegisterRoom): Step<Desk> => {
  const isAsked = newCard.at === 'registering' || newCard.at === 'replacing';
  const held = rules.register === null || isAsked ? null : heldBy(rules.register, newCard);
  return go(desk, ...givenBack(begun), ...givenBack(held));
};

const givenBack = (begun: Begun | null): readonly Effect[] =>
  begun === null || begun.card === null ? [] : [{ kind: 'give-back-card', card: begun.card }];

/** A number that nobody waits for any more. */
export const strayCard = (room: Room | null, event: Event): readonly Effect[] =>
  event.kind !== 'card-begun' || (room?.at === 'register' && room.beginning === event.ticket) ? [] : givenBack(event);

export const stepRegister = (
  rules: DeskRules,
  desk: Desk,
  room: RegisterRoom,
  event: Event,
  nowMs: number,
): Step<Desk> => {
  if (rules.register === null || desk.door.at === 'shut') return stay(desk);
  // A tag that is taken away behind the lock starts nothing there.
  if (desk.door.at === 'locked' && event.kind === 'tag-gone') return stay(desk);
  const { register } = rules;
  switch (event.kind) {
    case 'card-begun': {
      if (event.ticket !== room.beginning) return stay(desk);
      const { id, card, wrong } = event;
      return entering(register, { ...room, beginning: null, begun: { id, card, wrong } }, desk, nowMs);
    }
    case 'lists-answered': {
      if (event.ticket !== room.listing) return stay(desk);
      const lists = event.answer.kind === 'lists' ? event.answer : room.lists;
      return entering(register, { ...room, listing: null, lists }, desk, nowMs);
    }
    case 'registrations-changed':
      return go(desk, { kind: 'list-registrations' });
    case 'registrations-listed':
      return go(within(desk, { ...room, listed: event.listed, files: event.files }));
    case 'card-file-not-written':
      return go(within(desk, { ...room, fileProblem: true }));
    case 'acted':
      if (event.act.kind === 'make-card' && isOnTheWay(room)) return go(within(desk, { ...room, entered: true }));
      if (event.act.kind === 'make-card' && room.page === 'new' && room.begun?.wrong === 'not-kept')
        return settled(register, desk, { ...room, begun: null, entered: true }, []);
      return (
        acted(register, desk, room, event.act) ??
        paged(register, desk, { ...withAnother(room, event.act), entered: false }, event, nowMs)
      );
    default:
      return paged(register, desk, room, event, nowMs);
  }
};

/** A disk that took no number may have room by now. */
const withAnother = (room: RegisterRoom, { kind }: DeskAct): RegisterRoom =>
  room.begun?.wrong === 'not-kept' && (kind === 'replace-card' || kind === 'replace-with')
    ? { ...room, begun: null }
    : room;

/** What a form needs before it can be read. */
const isOnTheWay = ({ page, newCard, beginning, listing }: RegisterRoom): boolean =>
  page === 'new' && newCard.at === 'form' && (beginning !== null || listing !== null);

const entering = (rules: RegisterRules, room: RegisterRoom, desk: Desk, nowMs: number): Step<Desk> => {
  if (!room.entered || isOnTheWay(room)) return settled(rules, desk, room, []);
  const pressed: Event = { kind: 'acted', act: { kind: 'make-card' } };
  return paged(rules, desk, { ...room, entered: false }, pressed, nowMs);
};

/** What the room itself does; null for what is the open page's. */
const acted = (rules: RegisterRules, desk: Desk, room: RegisterRoom, act: DeskAct): Step<Desk> | null => {
  switch (act.kind) {
    case 'open-card-page':
      return settled(rules, desk, { ...room, page: act.page, fileProblem: false }, []);
    case 'mend-registration':
      return mend(rules, desk, room, act.id);
    case 'drop-registration':
      return go(desk, { kind: 'drop-registration', id: act.id });
    case 'try-registrations':
      return go(desk, { kind: 'try-registrations' });
    case 'write-card-file':
      return go(within(desk, { ...room, fileProblem: false }), { kind: 'write-card-file' });
    case 'sign-off-file':
      return go(desk, { kind: 'sign-off-file', batch: act.batch, notTaken: act.notTaken });
    default:
      return null;
  }
};

/** The open page takes hands, scans and tags; answers find whichever page asked. */
const paged = (rules: RegisterRules, desk: Desk, before: RegisterRoom, event: Event, nowMs: number): Step<Desk> => {
  const room: RegisterRoom = { ...before, asked: before.asked + 1, today: dayAt(nowMs) };
  const isAnswer =
    event.kind === 'alike-answered' ||
    event.kind === 'registration-answered' ||
    event.kind === 'card-change-answered' ||
    event.kind === 'card-tag-written' ||
    event.kind === 'card-slip-printed';
  const ground = groundOf(rules, desk, room);
  const one = room.page === 'new' || isAnswer ? stepNewCard(ground, room.newCard, event) : null;
  const two = room.page === 'find' || isAnswer ? stepFind(ground, room.find, event) : null;
  const next: RegisterRoom = {
    ...room,
    newCard: one?.state ?? room.newCard,
    find: two?.state ?? room.find,
  };
  const kept = { ...next, begun: isSpokenFor(rules, next) ? null : next.begun };
  const { begun, effects } = withReturned(kept, one?.returns ?? two?.returns ?? null);
  const session = one?.next === true ? desk.session + 1 : desk.session;
  const all = [...(one?.effects ?? []), ...(two?.effects ?? []), ...effects];
  return settled(rules, { ...desk, session }, { ...kept, begun }, all, one?.next === true);
};

const groundOf = (rules: RegisterRules, desk: Desk, room: RegisterRoom): NewGround => ({
  rules,
  session: desk.session,
  ticket: `${desk.session}-card-${room.asked}`,
  staff: desk.door.at === 'shut' ? '' : desk.door.who.name,
  today: room.today,
  pad: desk.pad,
  begun: room.begun,
  lists: room.lists,
  waiting: room.listed.flatMap(({ id, state }) => (state === 'done' ? [] : [id])),
});

/** A key is one registration's and a number one card's: what a form or a replacement holds, no other one begins with. */
const isSpokenFor = (rules: RegisterRules, { begun, newCard, find }: RegisterRoom): boolean =>
  begun !== null && (heldBy(rules, newCard)?.id === begun.id || heldByFind(find)?.id === begun.id);

/** What nobody has after all begins the next form, or goes back where that has begun already. */
const withReturned = (
  { begun }: RegisterRoom,
  returns: Begun | null,
): { readonly begun: Begun | null; readonly effects: readonly Effect[] } => {
  if (returns === null) return { begun, effects: [] };
  return begun === null ? { begun: returns, effects: [] } : { begun, effects: givenBack(returns) };
};

/** A form that is being filled has a key, a number where the station gives them, and lists to choose from. */
const settled = (
  rules: RegisterRules,
  desk: Desk,
  room: RegisterRoom,
  effects: readonly Effect[],
  isNew = false,
): Step<Desk> => {
  const asked = room.asked + 1;
  const wantsBegun = room.begun === null && room.beginning === null && needsKey(rules, room);
  const wantsLists = isNew && room.lists === null && room.listing === null;
  const ticket = (what: string): string => `${desk.session}-${what}-${asked}`;
  const next: RegisterRoom = {
    ...room,
    asked,
    beginning: wantsBegun ? ticket('begin') : room.beginning,
    listing: wantsLists ? ticket('lists') : room.listing,
  };
  return go(
    within(desk, next),
    ...effects,
    ...(wantsBegun ? [{ kind: 'begin-card', ticket: ticket('begin'), withNumber: givesNumber(rules) } as const] : []),
    ...(wantsLists ? [{ kind: 'ask-lists', ticket: ticket('lists') } as const] : []),
  );
};

const needsKey = (rules: RegisterRules, { page, newCard, find }: RegisterRoom): boolean =>
  page === 'find'
    ? find.at === 'patron' && find.replacing !== null && givesNumber(rules)
    : // The next number is asked for while this card is still on the screen.
      page === 'new' && (newCard.at === 'made' || (newCard.at === 'form' && newCard.draft.earlier?.isFree !== false));

/** A row of the list, back in the form; what stands there is put away only where no hand has written into it. */
const mend = (rules: RegisterRules, desk: Desk, room: RegisterRoom, id: string): Step<Desk> => {
  const row = room.listed.find((one) => one.id === id);
  const mayMend = row !== undefined && (row.state === 'refused' || row.state === 'for-the-file');
  if (!mayMend || !isIdle(room.newCard)) return stay(desk);
  const isFree = row.state === 'refused' && row.because === 'card-taken';
  const newCard = formOf(draftOfRegistration(rules, row.registration, isFree));
  return settled(rules, { ...desk, session: desk.session + 1 }, { ...room, page: 'new', newCard }, []);
};

const isIdle = (card: NewCard): boolean => card.at === 'made' || (card.at === 'form' && !card.draft.isTouched);
