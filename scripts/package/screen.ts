// The screen of a kiosk by the library's opening hours: asks the station's door whether it may be dark, and tells the X server.
// Knows no hours; the station does. A touch lights it up at once (X does that), and after a minute without one it is dark again.
import { spawnSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';

const door = process.env['TRAM_DOOR'] ?? 'http://127.0.0.1:4711';
const everyMs = 15_000;
/** Whoever lights it up outside the hours gets to read why it is closed. */
const litAtLeastMs = 60_000;

/** Null where nobody answers: then it stays as it is. */
const wish = async (): Promise<'on' | 'dark' | null> => {
  try {
    const answer = await fetch(`${door}/health`, { signal: AbortSignal.timeout(5_000) });
    const told: unknown = await answer.json();
    if (typeof told !== 'object' || told === null || !('screen' in told)) return null;
    return told.screen === 'dark' ? 'dark' : 'on';
  } catch {
    return null;
  }
};

const isLit = (): boolean =>
  !/Monitor is (?:Off|in Standby|in Suspend)/.test(spawnSync('xset', ['q'], { encoding: 'utf8' }).stdout);
const turn = (power: 'on' | 'off'): void => void spawnSync('xset', ['dpms', 'force', power], { stdio: 'ignore' });

let litSinceMs = performance.now();
let was: 'on' | 'dark' = 'on';
for (;;) {
  const now: 'on' | 'dark' = (await wish()) ?? was;
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
