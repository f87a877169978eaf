// Stories of a machine in trouble: the disk is full or read-only, the clock jumps, another program holds the journal, there are
// no more file handles. The station is a real process; it says a sentence, stays in a safe state, and shows no wrong word.
import { execFileSync } from 'node:child_process';
import { unlinkSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { TechnicianView } from '../../contract/technician-view.ts';
import { joinGlass, until } from '../station/doorway.ts';
import { atThePile, fill, goodbye, logged, open, sceneOf, smallDisk } from './at-work.ts';
import { pause } from './child.ts';
import type { Round } from './chain.ts';
import { staffPin } from './world.ts';

/** Kiosks open anew ten seconds after a fault; finding out takes seven. */
vi.setConfig({ testTimeout: 90_000 });

test('a disk that fills up while items are lent: the kiosk closes with a sentence, and nothing is shown that is not on disk', async ({
  skip,
}) => {
  const disk = smallDisk();
  if (disk === null) return skip('only root may mount a small disk');
  const chain = await open({ on: disk });
  const { round, hands } = await atThePile(chain);
  hands.lay('fresh');
  await hands.row('fresh', 'lent');
  const filler = fill(disk);
  hands.lay('second');
  await hands.until('the kiosk to close', ({ screen }) => screen.at === 'closed' && screen.because === 'fault');
  expect(chain.world.asked('11', round.lot.pieces.second.number)).toBe(0);
  await logged(chain, /disk full|disk is full|database or disk/);
  unlinkSync(filler);
  await hands.at('welcome');
  expect(await chain.settle(round)).toEqual([]);
  await pause(1100);
  await chain.play(chain.begin(sceneOf('borrow')));
  expect(await chain.end([round])).toEqual([]);
});

test('a disk that is full while the station works: a technician comes in, and that is journalled when there is room', async ({
  skip,
}) => {
  const disk = smallDisk();
  if (disk === null) return skip('only root may mount a small disk');
  const chain = await open({ on: disk });
  const filler = fill(disk);
  const [, address = ''] = /^Technician technician: (\S+)$/m.exec(chain.child().said()) ?? [];
  const glass = await joinGlass(address);
  const place = (like: (view: TechnicianView) => boolean): Promise<TechnicianView> =>
    until('the technician’s place', () => {
      const view = glass.view();
      return view?.mode === 'technician' && like(view) && view;
    });
  const signIn = async (pin: string): Promise<void> => {
    const { session } = await place(({ at }) => at === 'sign-in');
    await glass.call({ kind: 'tend', session, act: { kind: 'sign-in', name: 'Hà', pin } });
  };
  await signIn('wrong!');
  await place((view) => view.at === 'sign-in' && view.signIn.wrong === 'pin' && view.signIn.waits > 0);
  await place((view) => view.at === 'sign-in' && view.signIn.waits === 0);
  await signIn(staffPin);
  await place((view) => view.at === 'pages' && view.who?.name === 'Hà');
  const kinds = (): readonly string[] => chain.rows().map(({ kind }) => kind);
  expect(kinds().filter((kind) => kind.startsWith('staff-'))).toEqual([]);
  await logged(chain, /the journal takes nothing/);
  unlinkSync(filler);
  await until('what was done, in the journal', () => kinds().includes('staff-signed-in'));
  expect(kinds().filter((kind) => kind.startsWith('staff-'))).toEqual([
    'staff-wrong',
    'staff-right',
    'staff-signed-in',
  ]);
  await glass.leave();
});

test('a disk that turns read-only: the kiosk closes with a sentence, and works again when it may write', async ({
  skip,
}) => {
  const disk = smallDisk();
  if (disk === null) return skip('only root may mount a small disk');
  const chain = await open({ on: disk });
  // A disk goes read-only under open files when it is damaged; here nobody may write any more from the next start on.
  chain.child().kill('SIGKILL');
  await chain.child().ended;
  execFileSync('mount', ['-o', 'remount,ro', disk]);
  // It starts all the same, for the technician alone, and says what is wrong.
  const closed = await chain.revive();
  expect(closed.views()).toEqual([expect.stringMatching(/"mode":"technician".*read-?only/i)]);
  closed.kill('SIGKILL');
  await closed.ended;
  execFileSync('mount', ['-o', 'remount,rw', disk]);
  await chain.revive();
  const { round, hands } = await atThePile(chain);
  hands.lay('fresh');
  await hands.row('fresh', 'lent');
  await goodbye(hands);
  expect(await chain.settle(round)).toEqual([]);
});

test('a clock that jumps back an hour and on by a day in the middle of sessions changes nothing in them', async () => {
  const chain = await open();
  const rounds: Round[] = [];
  for (const jump of [-3_600_000, 86_400_000, -86_400_000, 0]) {
    const { round, hands } = await atThePile(chain);
    hands.lay('fresh');
    await hands.row('fresh', 'lent');
    await chain.child().order({ kind: 'clock', ms: jump });
    hands.lay('own');
    await hands.press({ kind: 'renew', row: await hands.row('own', 'theirs') });
    await hands.row('own', 'lent');
    await goodbye(hands);
    await pause(1100);
    expect(await chain.settle(round)).toEqual([]);
    rounds.push(round);
  }
  expect(await chain.end(rounds)).toEqual([]);
});

test('another program that holds the journal for a moment is waited for; for long, the kiosk closes with a sentence', async () => {
  const chain = await open();
  const other = new Database(join(chain.data, 'journal.sqlite'), { timeout: 20_000 });
  onTestFinished(() => void other.close());
  const { round, hands } = await atThePile(chain);
  other.exec('begin immediate');
  hands.lay('fresh');
  await pause(1000);
  other.exec('rollback');
  await hands.row('fresh', 'lent');

  other.exec('begin immediate');
  hands.lay('second');
  await hands.until('the kiosk to close', ({ screen }) => screen.at === 'closed' && screen.because === 'fault');
  expect(chain.world.asked('11', round.lot.pieces.second.number)).toBe(0);
  await logged(chain, /database is locked/);
  other.exec('rollback');
  await hands.at('welcome');
  expect(await chain.settle(round)).toEqual([]);
});

test('without a file handle left, what is open goes on, and new callers are let in again when there are some', async () => {
  const chain = await open({ under: 'ulimit -n 96; exec "$@"' });
  const { round, hands } = await atThePile(chain);
  const [, port = ''] = /ready: http:\/\/127\.0\.0\.1:(\d+)/.exec(chain.child().said()) ?? [];
  const callers: Socket[] = [];
  onTestFinished(() => {
    for (const caller of callers) caller.destroy();
  });
  for (let nth = 0; nth < 150; nth += 1) callers.push(connect(Number(port), '127.0.0.1').on('error', () => undefined));
  await pause(500);
  hands.lay('fresh');
  await hands.row('fresh', 'lent');
  await hands.press({ kind: 'finish' });
  await hands.at('receipt');
  await hands.press({ kind: 'email' });
  await hands.at('goodbye');
  for (const caller of callers) caller.destroy();
  await hands.press({ kind: 'leave' });
  expect(await chain.settle(round)).toEqual([]);
  expect(chain.child().isDead()).toBe(false);
  expect(await chain.end([round])).toEqual([]);
});
