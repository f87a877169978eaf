// The board as a fold over the journal: what stands, for how long, and what comes and goes with it.
import { expect, onTestFinished, test } from 'vitest';
import type { BoardWhat } from '../../contract/board-view.ts';
import { boardDays, longDays } from '../../station/board-kinds.ts';
import { deviceKey } from '../../station/board.ts';
import { beginCheckin, stepCheckin } from '../../station/flows/checkin.ts';
import { openHands } from '../../station/hands.ts';
import type { Entry } from '../../station/journal/entries.ts';
import { openJournal } from '../../station/journal/journal.ts';
import { createHandClock } from '../clock.ts';

const dayMs = 86_400_000;
const item = '31234000001014';
const card = '21234000000018';

const library = () => {
  const clock = createHandClock(new Date(2026, 10, 22, 9).getTime());
  const journal = openJournal(':memory:', clock);
  onTestFinished(() => journal.close());
  const begin = () =>
    openHands({
      journal,
      clock,
      changed: () => undefined,
      complain: (message, error) => {
        throw new Error(message, { cause: error });
      },
    });
  let hands = begin();
  return {
    clock,
    hands: () => hands,
    /** What the journal alone gives again. */
    restart: () => {
      hands = begin();
    },
    tell: (...entries: readonly Entry[]) => hands.journal.append('K1', entries),
    whats: (): readonly BoardWhat[] => {
      // Anything that is told makes the board look at the day.
      hands.journal.append('K1', [{ kind: 'security-dropped', uid: 'e0', because: 'unknown-item' }]);
      return hands.board().rows.map(({ what }) => what);
    },
  };
};

const called: Entry = { kind: 'staff-called', session: 1, because: 'help' };
const waits: Entry = { kind: 'registration-waits', registration: 'r1', patron: card, because: 'silent' };
const left: Entry = { kind: 'payment-left', session: 1, reference: 'K1-1', patron: card };

test('what is so still stands, however long; what nobody settles goes after its days', async () => {
  const { tell, hands, clock, whats, restart } = library();
  hands().device('K1', 'pad', { at: 'trouble', fault: 'silent', because: 'unplugged' });
  tell(called, waits, left, { kind: 'security-pending', uid: 'e1', item, want: 'armed' });
  tell({ kind: 'session-ended', session: 1, done: 0, attention: 0, refused: 0 });
  const { arrived } = hands().board();
  await clock.pass((boardDays + 1) * dayMs);
  const standing = ['device', 'cards-queued', 'payment-left', 'tag-arm'];
  expect([...whats()].toSorted()).toEqual([...standing].toSorted());
  // Nor does any of it come as something new.
  hands().device('K1', 'pad', { at: 'trouble', fault: 'silent', because: 'unplugged' });
  expect(hands().board().arrived).toBe(arrived);
  restart();
  expect([...whats()].toSorted()).toEqual(standing.filter((what) => what !== 'device').toSorted());
  await clock.pass((longDays - boardDays) * dayMs);
  expect([...whats()].toSorted()).toEqual(['cards-queued', 'tag-arm']);
  tell({ kind: 'secured', uid: 'e1', want: 'armed' });
  expect(whats()).toEqual(['cards-queued']);
});

test('the card of off-line work that nobody settles leaves the board with the journal’s', async () => {
  const { tell, hands, clock, whats } = library();
  const conflict: Entry = {
    kind: 'forward-conflict',
    ticket: '1-1',
    item,
    patron: card,
    because: 'too-many-loans',
    remedy: 'lend-with-override',
  };
  tell(conflict);
  await clock.pass(89 * dayMs);
  expect(whats()).toEqual(['offline']);
  expect(hands().board().rows).toMatchObject([{ card, conflict: { patron: card } }]);
  await clock.pass(2 * dayMs);
  expect(whats()).toEqual(['offline']);
  expect(hands().board().rows).toMatchObject([{ item, card: null, conflict: { patron: null } }]);
});

test('a trouble that ends is told to have ended, and who had taken it', () => {
  const { hands, whats, tell } = library();
  hands().device('K1', 'printer', { at: 'trouble', fault: 'silent', because: 'unplugged' });
  tell({ kind: 'hand-taken', session: 1, key: deviceKey('K1', 'printer'), staff: 'Lan' });
  hands().device('K1', 'printer', { at: 'ready', model: 'Epson' });
  expect(whats()).toEqual([]);
  expect(hands().board().settled).toMatchObject([{ what: 'device', how: 'by-itself' }]);
});

test('what the library system wants looked at waits until somebody has, or it is lent again', () => {
  const { tell, hands, whats, restart } = library();
  const wanted: Entry = { kind: 'item-for-staff', session: 1, item, because: 'see-staff', missing: [] };
  tell(wanted);
  restart();
  expect(hands().board().rows).toMatchObject([{ what: 'see-staff', item, where: 'K1' }]);
  tell({ kind: 'lent', ticket: '2-1', item, patron: card, due: null, renewed: false, ours: true });
  expect(whats()).toEqual([]);
});

test.each([
  ['a kiosk', false, 1],
  ['a desk, where staff read it themselves', true, 0],
])('a return that is to be looked at, at %s', (_where, showsRouting, times) => {
  const begun = beginCheckin({
    session: 1,
    security: 'none',
    showsFee: true,
    showsRouting,
    isSlot: false,
    dated: null,
    takesOffline: true,
    way: 'acs',
  });
  const asked = stepCheckin(begun, { kind: 'item-scanned', number: item });
  const ticket = asked.effects.flatMap((effect) => (effect.kind === 'ask-checkin' ? [effect.ticket] : []))[0] ?? '';
  const back = { item, title: null, notes: ['see-staff' as const], fee: null, bin: null };
  const { effects } = stepCheckin(asked.state, {
    kind: 'checkin-answered',
    ticket,
    answer: { kind: 'returned', return: back },
  });
  const wanted = { kind: 'item-for-staff', session: 1, item, because: 'see-staff', missing: [] };
  const told = effects.flatMap((effect) => (effect.kind === 'record' ? [effect.entry] : []));
  expect(told.filter(({ kind }) => kind === 'item-for-staff')).toEqual(times === 1 ? [wanted] : []);
});
