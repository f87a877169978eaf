// A station as a real process at work, and what befalls its machine: small disks that fill up. Knows no promise.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { until } from '../station/doorway.ts';
import { openChain, type Chain, type Round } from './chain.ts';
import { handsOf, scenes, type Hands, type Scene } from './scenes.ts';

export const sceneOf = (name: string): Scene => {
  const scene = scenes.find((one) => one.name === name);
  if (scene === undefined) throw new Error(`there is no scene ${name}`);
  return scene;
};

export const open = async (how: Parameters<typeof openChain>[1] = {}): Promise<Chain> => {
  const chain = await openChain(20, how);
  onTestFinished(() => chain.close());
  await chain.revive();
  return chain;
};

export const handsIn = (chain: Chain, { scene, lot }: Round): Hands =>
  handsOf(chain.child(), chain.world, scene, lot, () => 0);

/** A patron at the pile, with a card and nothing laid down yet. */
export const atThePile = async (chain: Chain): Promise<{ readonly round: Round; readonly hands: Hands }> => {
  const round = chain.begin(sceneOf('borrow'));
  const hands = handsIn(chain, round);
  await hands.at('welcome');
  await hands.press({ kind: 'borrow' });
  await hands.at('card');
  await hands.press({ kind: 'type-card', number: round.lot.patron.card });
  await hands.at('pin');
  await hands.press({ kind: 'type-pin', pin: round.lot.patron.pin });
  await hands.at('checkout');
  return { round, hands };
};

/** The log comes by another way than the glass, and may be slower. */
export const logged = (chain: Chain, sentence: RegExp): Promise<unknown> =>
  until(`${sentence} in the log`, () => sentence.test(chain.child().said()));

export const goodbye = async ({ press, at }: Hands): Promise<void> => {
  await press({ kind: 'finish' });
  await at('receipt');
  await press({ kind: 'no-receipt' });
  await at('goodbye');
  await press({ kind: 'leave' });
  await at('welcome');
};

/** A disk of its own in memory; null where this machine lets nobody have one. */
export const smallDisk = (): string | null => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m,mode=700', 'none', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true });
  });
  return folder;
};

export const fill = (folder: string): string => {
  const file = join(folder, 'filler');
  for (let size = 2 ** 21; size >= 1; size = Math.floor(size / 2)) {
    try {
      writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
    } catch {
      // There was no room for so much.
    }
  }
  return file;
};
