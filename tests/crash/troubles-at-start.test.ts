// A machine in trouble when the station starts, or whose disk dies under it: the station says what to do, changes nothing, and
// works again when it is mended.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { atThePile, fill, goodbye, logged, open, smallDisk } from './at-work.ts';
import { Died } from './child.ts';

vi.setConfig({ testTimeout: 240_000 });

test('a disk that is full at the start: the technician reads what to do, and the station works when there is room again', async ({
  skip,
}) => {
  const disk = smallDisk();
  if (disk === null) return skip('only root may mount a small disk');
  const chain = await open({ on: disk });
  const { round, hands } = await atThePile(chain);
  hands.lay('fresh');
  await hands.row('fresh', 'lent');
  chain.child().kill('SIGKILL');
  await chain.child().ended;
  const filler = fill(disk);
  const closed = await chain.revive();
  expect(closed.views()).toEqual([expect.stringMatching(/"mode":"technician".*the disk is full: make room/)]);
  closed.kill('SIGKILL');
  await closed.ended;
  unlinkSync(filler);
  await chain.revive();
  expect(await chain.settle(round)).toEqual([]);
});

/** Null where there is no compiler. */
const failingDisk = (): { readonly under: string; readonly sign: string } | null => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-failing-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const library = join(folder, 'failing.so');
  try {
    const source = join(import.meta.dirname, 'failing-disk.c');
    execFileSync('cc', ['-shared', '-fPIC', '-o', library, source, '-ldl'], { stdio: 'ignore' });
  } catch {
    return null;
  }
  const sign = join(folder, 'fails');
  return { under: `export LD_PRELOAD=${library} TRAM_FAILING=${sign}; exec "$@"`, sign };
};

test('a disk that does not give back what is on it: the kiosk closes, a start says so, nothing is set aside, and it goes on when it answers', async ({
  skip,
}) => {
  const disk = failingDisk();
  if (disk === null) return skip('there is no C compiler to make a disk fail with');
  const chain = await open({ under: disk.under });
  const { round, hands } = await atThePile(chain);
  hands.lay('fresh');
  await hands.row('fresh', 'lent');
  writeFileSync(disk.sign, '');
  hands.lay('second');
  await hands.until('the kiosk to close', ({ screen }) => screen.at === 'closed' && screen.because === 'fault');
  expect(chain.world.asked('11', round.lot.pieces.second.number)).toBe(0);
  await logged(chain, /disk I\/O error/);

  chain.child().kill('SIGKILL');
  await chain.child().ended;
  const closed = await chain.revive();
  expect(closed.views()).toEqual([
    expect.stringMatching(/"mode":"technician".*the disk does not do as it is told: look at its cable/),
  ]);
  closed.kill('SIGKILL');
  await closed.ended;
  expect(readdirSync(chain.data).filter((name) => /damaged|mended/.test(name))).toEqual([]);

  unlinkSync(disk.sign);
  await chain.revive();
  expect(await chain.settle(round)).toEqual([]);
  const next = await atThePile(chain);
  next.hands.lay('fresh');
  await next.hands.row('fresh', 'lent');
  await goodbye(next.hands);
  expect(await chain.settle(next.round)).toEqual([]);
});

test('without file handles at the start: it ends with a sentence, or the technician reads one; the journal stays as it is', async () => {
  const chain = await open();
  const { round, hands } = await atThePile(chain);
  hands.lay('fresh');
  await hands.row('fresh', 'lent');
  chain.child().kill('SIGKILL');
  await chain.child().ended;
  const rows = chain.rows().length;
  // Enough to load the program with; then for the journal, for a socket, for nearly all.
  const handlesAtStart = [25, 28, 34];
  for (const handles of handlesAtStart) {
    const said = await chain.startUnder(`ulimit -n ${handles}; exec "$@"`).then(
      async (child) => {
        const told = child.views().join('\n');
        child.kill('SIGKILL');
        await child.ended;
        return told;
      },
      (error: unknown) => {
        if (error instanceof Died) return error.message;
        throw error;
      },
    );
    expect(said, `${handles} handles`).toMatch(/too many (?:open )?files|"mode":"kiosk"/i);
  }
  expect(chain.rows().length).toBeGreaterThanOrEqual(rows);
  await chain.revive();
  expect(await chain.settle(round)).toEqual([]);
});
