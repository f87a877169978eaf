// Two desks before one board: who takes a row is seen at the other, and whoever is slower settles nothing twice.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { BoardScreen } from '../../contract/board-view.ts';
import type { Call } from '../../contract/calls.ts';
import type { DeskAct } from '../../contract/desk-calls.ts';
import type { DeskView } from '../../contract/desk-view.ts';
import type { View } from '../../contract/view.ts';
import { createLog } from '../../station/log.ts';
import { demonstration, demonstrationDesk, demonstrationKiosk } from '../../station/settings/schema.ts';
import { openStation } from '../../station/station.ts';
import type { Station } from '../../station/works.ts';
import { createHandClock, type HandClock } from '../clock.ts';

const quiet = { reader: null, security: { kind: 'none' } } as const;

const enter = (station: Station, clock: HandClock, place: string) => {
  const glass: { latest: View | null } = { latest: null };
  const joined = station.join(place, { view: (view) => void (glass.latest = view), bench: () => undefined });
  if (joined === null) throw new Error(`there is no place ${place}`);
  const view = (): DeskView => {
    if (glass.latest?.mode !== 'desk') throw new Error('no desk is shown');
    return glass.latest;
  };
  const call = async (said: Call): Promise<void> => {
    expect(joined.call(said)).toBeNull();
    await clock.pass(0);
  };
  const act = (said: DeskAct): Promise<void> => call({ kind: 'act', session: view().session, act: said });
  return {
    view,
    act,
    board: (): BoardScreen => {
      const { screen } = view();
      if (screen.at !== 'board') throw new Error(`${place} shows ${screen.at}`);
      return screen;
    },
    signIn: async (name: string): Promise<void> => {
      await act({ kind: 'sign-in', name, pin: '246810' });
      // A check of a PIN costs real time.
      for (let { screen } = view(); screen.at === 'sign-in' && screen.checking; { screen } = view())
        await clock.pass(0);
    },
  };
};

const openDesks = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-desks-'));
  const clock = createHandClock(new Date(2026, 10, 22, 9, 30).getTime());
  const desk = { ...demonstrationDesk, ...quiet };
  const station = await openStation({
    loaded: {
      kind: 'settings',
      settings: { ...demonstration, places: [{ ...demonstrationKiosk, ...quiet }, desk, { ...desk, name: 'D2' }] },
    },
    settingsFile: join(folder, 'settings.json'),
    journalFile: join(folder, 'journal.sqlite'),
    clock,
    random: () => 0.5,
    log: createLog('info', { write: () => undefined }),
  });
  onTestFinished(async () => {
    await station.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const { works } = station;
  if (works === null) throw new Error('the station works');
  const one = enter(station, clock, 'D1');
  const other = enter(station, clock, 'D2');
  return { one, other, journal: works.journal };
};

test('a row that one desk takes is taken at the other; settled by both at once, it is settled once', async () => {
  const { one, other, journal } = await openDesks();
  await one.signIn('Minh');
  await other.signIn('Lan');
  journal.append('K1', [
    { kind: 'staff-called', session: 1, because: 'help' },
    { kind: 'item-for-staff', session: 1, item: '31234000001014', because: 'see-staff', missing: [] },
  ]);
  expect(one.board().rows).toMatchObject([{ what: 'help' }, { what: 'see-staff' }]);
  expect([one.view().waiting, other.view().waiting]).toEqual([2, 2]);
  const key = one.board().rows[0]?.key ?? '';

  await one.act({ kind: 'take-hand', key });
  expect(one.board().rows[0]?.taken).toMatchObject({ by: 'Minh', isMe: true });
  expect(other.board().rows[0]?.taken).toMatchObject({ by: 'Minh', isMe: false });
  expect([one.view().waiting, other.view().waiting]).toEqual([1, 1]);
  // Taken over, because Minh is called away: both know.
  await other.act({ kind: 'take-hand', key });
  expect(one.board().rows[0]?.taken).toMatchObject({ by: 'Lan', isMe: false });

  // Both press before either has seen what the other did.
  const settling = (at: typeof one, how: 'done' | 'given-up') => at.act({ kind: 'settle-hand', key, how });
  await Promise.all([settling(other, 'done'), settling(one, 'given-up')]);
  for (const at of [one, other])
    expect(at.board()).toMatchObject({ rows: [{ what: 'see-staff' }], settled: [{ key, by: 'Lan', how: 'done' }] });
  expect(journal.read(['hand-taken', 'hand-settled'])).toMatchObject([
    { kind: 'hand-taken', staff: 'Minh' },
    { kind: 'hand-taken', staff: 'Lan' },
    { kind: 'hand-settled', staff: 'Lan', how: 'done' },
  ]);
  // Nothing happened at the desks but that.
  expect(journal.read(['fault'])).toEqual([]);
});

test('off-line work that two desks settle at once is closed once, where it was done', async () => {
  const { one, other, journal } = await openDesks();
  await one.signIn('Minh');
  await other.signIn('Hà');
  const conflict = {
    kind: 'forward-conflict',
    ticket: '1-1',
    item: '31234000001014',
    patron: '21234000000018',
  } as const;
  journal.append('K1', [{ ...conflict, because: 'too-many-loans', remedy: 'lend-with-override' }]);
  const key = one.board().rows[0]?.key ?? '';
  await Promise.all([
    one.act({ kind: 'settle-hand', key, how: 'done' }),
    other.act({ kind: 'settle-hand', key, how: 'given-up' }),
  ]);
  for (const at of [one, other])
    expect(at.board()).toMatchObject({ rows: [], settled: [{ what: 'offline', by: 'Minh', how: 'done' }] });
  expect(journal.after(['conflict-settled'], 0)).toMatchObject([{ place: 'K1', entry: { by: 'Minh', how: 'done' } }]);
});
