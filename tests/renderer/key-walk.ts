// Keys sent as a keyboard sends them, one behind the other without waiting for each, and what has the focus after each of them. What is
// wrong with a focus is the judge's word: a text that runs inside of the page.
import type { CDPSession, Page } from '@playwright/test';

/** What has the focus; `fault`: what is wrong with that, null for nothing. */
export type Stop = { readonly at: string; readonly fault: string | null };

const codes = { Tab: 9, ArrowDown: 40 } as const;
export type WalkKey = keyof typeof codes;

export type KeyWalk = {
  /** What has the focus now; null for nothing. */
  readonly stop: () => Promise<Stop | null>;
  /** What has the focus after each press; no further than beyond the last thing of the page, where the browser's own begins; the focus stays there. */
  readonly pressToEnd: (key: WalkKey, most: number) => Promise<readonly (Stop | null)[]>;
  /** By Tab round everything that can be pressed or filled in inside of `scope`; what was wrong on the way, and what was never reached. */
  readonly round: (scope: string) => Promise<readonly string[]>;
};

/** A screen of the gallery, drawn; one errand to the page. */
export const drawScene = (page: Page, hash: string): Promise<void> =>
  page.evaluate(`(async () => {
    location.hash = ${JSON.stringify(hash)};
    while (document.body.dataset.drawn !== ${JSON.stringify(hash)}) await new Promise(requestAnimationFrame);
  })()`);

/** The name of what has the focus, as the judges write it down. */
export const nameOf = `((one) => one.dataset.testid ?? one.dataset.row ?? one.textContent.slice(0, 40))`;

/** Runs in the page. `walked`: after each key, what had the focus; `reached`: the things themselves. */
const watch = (judge: string): string => `(() => {
  const judged = ${judge};
  const focused = () => (document.activeElement === document.body ? null : document.activeElement);
  const walk = { walked: [], reached: new Set(), toEnd: false, ended: false, last: null };
  walk.stop = () => judged(focused());
  walk.begin = (toEnd) => {
    Object.assign(walk, { walked: [], reached: new Set([focused()]), toEnd, ended: false, last: focused() });
  };
  const swallow = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener('keydown', (event) => walk.ended && swallow(event), { capture: true });
  addEventListener('keyup', (event) => {
    if (walk.ended) return swallow(event);
    const now = focused();
    walk.reached.add(now);
    walk.ended = walk.toEnd && event.key === 'Tab' && now === null && walk.last !== null;
    walk.last = now;
    if (!walk.ended) walk.walked.push(walk.stop());
  }, { capture: true });
  walk.targets = (scope) => [...document.querySelectorAll(':is(' + scope + ') :is(button, input, select, textarea, summary, a[href])')]
    .filter((one) => one.checkVisibility() && !one.disabled);
  // What scrolls is a stop of its own.
  walk.scrollers = () => [...document.querySelectorAll('*')].filter((one) => one.matches('section[tabindex], aside[tabindex]')
    || one.scrollHeight > one.clientHeight + 1 && ['auto', 'scroll'].includes(getComputedStyle(one).overflowY));
  // To boxes of which one alone can be chosen Tab goes once, and so it does to a list of which one row alone is a stop: arrows lead on.
  walk.family = (one) => one.type === 'radio' ? [...document.getElementsByName(one.name)]
    : one.tabIndex < 0 ? [...one.closest('ul, [role="grid"], [role="tablist"]')?.querySelectorAll('button[tabindex="0"]') ?? []] : [];
  walk.isReached = (one) => walk.reached.has(one) || walk.family(one).some((other) => walk.reached.has(other));
  globalThis.keyWalk = walk;
})()`;

/** `judge`: `(element) => Stop | null`, where the element is null when nothing has the focus. The page is not to be left meanwhile. */
export const openKeyWalk = async (page: Page, judge: string): Promise<KeyWalk> => {
  await page.evaluate(watch(judge));
  const keyboard = await page.context().newCDPSession(page);
  const sendAll = async (key: WalkKey, times: number): Promise<readonly (Stop | null)[]> => {
    await Promise.all(Array.from({ length: times }, () => strike(keyboard, key)).flat());
    return page.evaluate<readonly (Stop | null)[]>('keyWalk.walked');
  };
  return {
    stop: () => page.evaluate<Stop | null>('keyWalk.stop()'),
    pressToEnd: async (key, most) => {
      await page.evaluate('keyWalk.begin(true)');
      return sendAll(key, most);
    },
    round: async (scope) => {
      const [first, presses] = await page.evaluate<readonly [Stop | null, number]>(`(() => {
        keyWalk.begin(false);
        keyWalk.before = keyWalk.targets(${JSON.stringify(scope)});
        return [keyWalk.stop(), keyWalk.before.length + keyWalk.scrollers().length + 1];
      })()`);
      const missed = () =>
        page.evaluate<readonly string[]>(`keyWalk.before.filter((one) => !keyWalk.isReached(one)).map(${nameOf})`);
      let walked = await sendAll('Tab', presses);
      let left = await missed();
      // A screen may still take the focus to its main field while the first keys come: once round again, from there.
      if (left.length > 0) {
        walked = await sendAll('Tab', presses);
        left = await missed();
      }
      return [
        ...(walked.length % presses === 0 ? [] : [`${walked.length} keys came, of ${presses} each time round`]),
        ...[first, ...walked].flatMap((stop) =>
          stop === null || stop.fault === null ? [] : [`${stop.at}: ${stop.fault}`],
        ),
        ...left.map((one) => `${one}: not reached by Tab`),
      ];
    },
  };
};

const strike = (keyboard: CDPSession, key: WalkKey): readonly Promise<unknown>[] =>
  (['rawKeyDown', 'keyUp'] as const).map((type) =>
    keyboard.send('Input.dispatchKeyEvent', { type, key, code: key, windowsVirtualKeyCode: codes[key] }),
  );
