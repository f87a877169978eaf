// The accounts of a day, once all is quiet: the library system's books, the journal's tale and the tags say the same, save what
// was given to staff. Knows the journal's catalogue and nothing of how it came about.
import type { Entry } from '../../station/journal/entries.ts';
import type { House } from './house.ts';
import { ownTales } from './own-walls.ts';
import { securityIs } from './shelf.ts';
import { waitingIn } from './outbox.ts';
import type { Walls } from './walls.ts';
import type { Books, World } from './world.ts';

/** What the journal says of an item: lent to this card, not lent, nothing at all, or that nobody knows. */
type Tale =
  | { readonly kind: 'lent'; readonly to: string | null }
  | { readonly kind: 'back' }
  | { readonly kind: 'asked'; readonly ticket: string; readonly before: Tale | null }
  | { readonly kind: 'staff' };

const taleOf = (entries: readonly Entry[], breaks: (sentence: string) => void): ReadonlyMap<string, Tale> => {
  const tales = new Map<string, Tale>();
  /** Of what was lent off-line, how it was before: some of it is taken back at once. */
  const offline = new Map<string, Tale | null>();
  const before = (item: string): Tale | null => {
    const tale = tales.get(item) ?? null;
    return tale?.kind === 'asked' ? tale.before : tale;
  };
  const put = (item: string, tale: Tale | null): void => {
    if (tale === null) tales.delete(item);
    else tales.set(item, tale);
  };
  for (const entry of entries) {
    switch (entry.kind) {
      case 'checkout-asked':
      case 'checkin-asked':
      case 'undo-asked': {
        const open = tales.get(entry.item);
        if (open?.kind === 'asked')
          breaks(`${entry.item}: ${entry.kind} ${entry.ticket} while ${open.ticket} was open in the journal`);
        put(entry.item, { kind: 'asked', ticket: entry.ticket, before: before(entry.item) });
        break;
      }
      case 'lent':
        put(entry.item, { kind: 'lent', to: entry.patron });
        break;
      case 'loan-stands':
        put(entry.item, { kind: 'staff' });
        break;
      case 'loan-undone':
      case 'returned':
        put(entry.item, { kind: 'back' });
        break;
      case 'checkout-refused':
      case 'checkin-refused':
        put(entry.item, before(entry.item));
        break;
      case 'outcome-found': {
        const { item, patron, found } = entry;
        if (found === 'unclear') put(item, { kind: 'staff' });
        else if (found === 'on-loan') put(item, patron === null ? before(item) : { kind: 'lent', to: patron });
        else put(item, patron === null ? { kind: 'back' } : before(item));
        break;
      }
      case 'lent-offline':
        offline.set(entry.ticket, before(entry.item));
        put(entry.item, { kind: 'lent', to: entry.patron });
        break;
      case 'offline-undone':
        put(entry.item, offline.get(entry.ticket) ?? null);
        break;
      case 'returned-offline':
        put(entry.item, { kind: 'back' });
        break;
      case 'forward-refused':
      case 'forward-conflict':
      case 'forward-unknown':
        put(entry.item, { kind: 'staff' });
        break;
      case 'fault':
        breaks(`the place met a fault: ${entry.message}`);
        break;
      default:
    }
  }
  for (const { ticket, item } of waitingIn(entries).values()) breaks(`${item}: ${ticket} still waits to be forwarded`);
  return tales;
};

/** Everything that does not agree, in sentences. `initial`: the books in the morning. */
export const settleAccounts = (house: House, world: World, walls: Walls, initial: Books): readonly string[] => {
  const broken: string[] = [];
  const breaks = (sentence: string): void => void broken.push(sentence);
  const { screen } = house.view();
  const state = house.state();
  if (screen.at !== 'welcome') breaks(`in the evening the kiosk shows ${JSON.stringify(screen)}`);
  if (state.orphans.length > 0) breaks(`in the evening questions are still open: ${JSON.stringify(state.orphans)}`);
  if (state.mending.mends.length > 0) breaks(`in the evening tags are still being mended`);
  for (const line of house.complaints()) breaks(`the program complained: ${line}`);

  const entries = house.journal();
  ownTales(entries, house, breaks);
  const tales = taleOf(entries, breaks);
  const staff = new Set(walls.excused());
  for (const item of world.items) {
    const tale = tales.get(item) ?? null;
    const lentTo = house.acs.loanOf(item)?.patronId ?? null;
    if (tale?.kind === 'staff') staff.add(item);
    else if (tale?.kind === 'asked') breaks(`the journal does not say what became of ${tale.ticket} for ${item}`);
    else {
      const told = tale === null ? (initial.get(item)?.patronId ?? null) : tale.kind === 'lent' ? tale.to : null;
      if (told !== lentTo) breaks(`${item}: the journal says lent to ${told}, the books say ${lentTo}`);
    }
  }

  for (const item of house.security.afi === null ? [] : world.items) {
    if (staff.has(item)) continue;
    const want = house.acs.loanOf(item) === null ? 'armed' : 'disarmed';
    const wasTouched = world.turns().some((turn) => turn.items.has(item));
    for (const uid of wasTouched ? house.shelf.tagsOf(item) : []) {
      // A part that was not there when the set went out or came in was not to be written.
      const isPart = house.shelf.tagsOf(item).length > 1;
      const meant = entries.findLast((entry) => entry.kind === 'security-pending' && entry.uid === uid);
      const wasMeant = meant?.kind === 'security-pending' && meant.want === want;
      if (isPart && !wasMeant) continue;
      // Nor one that was never to be written here: it was borrowed by telephone, and nothing was asked for it since.
      if (house.rules.phoned && meant === undefined && initial.get(item) !== undefined) continue;
      const is = securityIs(house.shelf.now(uid), house.security);
      if (is !== want && state.book.get(uid)?.want !== want)
        breaks(`${item}: its tag ${uid} is ${is}, and the books want it ${want}; no open entry says so`);
    }
  }

  const tellsOf = (
    ...kinds: readonly ('lent' | 'lent-offline' | 'returned' | 'returned-offline')[]
  ): ReadonlySet<string> =>
    new Set(
      entries.flatMap((entry) =>
        kinds.some((kind) => kind === entry.kind) && 'ticket' in entry && 'item' in entry
          ? [`${entry.ticket.split('-')[0]} ${entry.item}`]
          : [],
      ),
    );
  const { lent, returned } = walls.told();
  const [journalLent, journalReturned] = [tellsOf('lent', 'lent-offline'), tellsOf('returned', 'returned-offline')];
  for (const key of lent)
    if (!journalLent.has(key)) breaks(`session and item ${key} were shown as lent and not journalled`);
  for (const key of returned)
    if (!journalReturned.has(key)) breaks(`session and item ${key} were shown as returned and not journalled`);
  return broken;
};
