// The screen of a kiosk by the library's opening hours: asks the station's door whether it may be dark, and tells the X server.
// Knows no hours; the station does. A touch lights it up at once (X does that), and after a minute without one it is dark again.
// Whose page died is told to end (page-watch.ts): the browser, which the session became, so that its unit starts everything anew.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { hasWire, holdsWire, isGone, unseen, watch } from './page-watch.ts';

const door = process.env['TRAM_DOOR'] ?? 'http://127.0.0.1:4711';
const everyMs = 10_000;
/** Whoever lights it up outside the hours gets to read why it is closed. */
const litAtLeastMs = 60_000;

const browser = process.ppid;

/** What the station says; null where nobody answers. */
const ask = async (): Promise<unknown> => {
  try {
    const answer = await fetch(`${door}/health`, { signal: AbortSignal.timeout(5_000) });
    return await answer.json();
  } catch {
    return null;
  }
};

/** Null where nothing was said of it: then it stays as it is. */
const wish = (told: unknown): 'on' | 'dark' | null => {
  if (typeof told !== 'object' || told === null || !('screen' in told)) return null;
  return told.screen === 'dark' ? 'dark' : 'on';
};

const isHeld = (): boolean =>
  holdsWire(readFileSync('/proc/net/tcp', 'utf8'), { port: Number(new URL(door).port), uid: process.getuid?.() ?? -1 });

const isLit = (): boolean =>
  !/Monitor is (?:Off|in Standby|in Suspend)/.test(spawnSync('xset', ['q'], { encoding: 'utf8' }).stdout);
const turn = (power: 'on' | 'off'): void => void spawnSync('xset', ['dpms', 'force', power], { stdio: 'ignore' });

let litSinceMs = performance.now();
let was: 'on' | 'dark' = 'on';
const isWatched = hasWire(readFileSync(`${process.env['CREDENTIALS_DIRECTORY']}/address`, 'utf8').trim());
let page = unseen;
for (;;) {
  // Before it asks: the wire of its own last question was closed meanwhile (Node keeps one for 5 s), and is no page's.
  const holds = isHeld();
  const told = await ask();
  page = watch(page, { answers: told !== null, holds });
  if (isWatched && isGone(page)) {
    console.log('the page of this kiosk is gone: its browser is ended, and opened anew');
    process.kill(browser, 'SIGTERM');
    break;
  }
  const now: 'on' | 'dark' = wish(told) ?? was;
  const lit = isLit();
  if (now === 'on' && !lit) turn('on');
  if (now === 'dark') {
    if (!lit) litSinceMs = Number.NaN;
    else if (Number.isNaN(litSinceMs)) litSinceMs = performance.now();
    if (was === 'on' || performance.now() - litSinceMs >= litAtLeastMs) turn('off');
  }
  was = now;
  await wait(everyMs);
}
