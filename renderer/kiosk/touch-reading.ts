// The glass under a finger that does not see it. A long touch anywhere, told by a rising sound, turns the voice on; from then
// on a touch reads what lies under it, two quick ones press it, and a stroke to the side goes to the next thing. Fingers only.
import { useEffect, useRef, useState, type RefObject } from 'react';
import { stand, step } from './pad-keys.ts';
import { glide } from './sounds.ts';

export const touchTimes = {
  /** Longer than a press that hesitates: then the sound begins. */
  hintMs: 600,
  /** Then it is done. */
  holdMs: 2_000,
  /** A touch that is shorter may be the first of two. */
  tapMs: 250,
  /** The second one comes within this time. */
  twiceMs: 400,
} as const;

/** A finger that trembles stays where it is; one that strokes goes farther. CSS pixels. */
const tremblePx = 24;
const strokePx = 80;

/** Whatever can be read by itself. */
const things =
  'button, input, [role="tab"], [data-row], [data-heading], main p, main li, main dt, main dd, dialog p, dialog h2, .notice';

/** Answered by any touch, as it stands. */
const plainly = '[data-question="idle"]';

type Touch = { readonly x: number; readonly y: number; readonly atMs: number; moved: boolean; held: boolean };

/**
 * `isOn`: the voice speaks; `can`: there is one. `turn`: it is to speak, or to be silent. Returns whether it is a touch that
 * turned it on, so that the screen is read by touching and not pressed by it.
 */
export function useTouchReading(
  root: RefObject<HTMLElement | null>,
  parts: { readonly isOn: boolean; readonly can: boolean; readonly turn: (on: boolean) => void },
): boolean {
  const [isStarted, setStarted] = useState(false);
  const { isOn } = parts;
  // A voice that was turned off, or ended with its session, leaves the next person an ordinary glass.
  const wasOn = useRef(isOn);
  useEffect(() => {
    if (wasOn.current && !isOn) setStarted(false);
    wasOn.current = isOn;
  }, [isOn]);
  const reads = isStarted && isOn;
  const latest = useRef({ ...parts, reads });
  useEffect(() => {
    latest.current = { ...parts, reads };
  });
  useEffect(
    () =>
      listen(root, {
        now: () => latest.current,
        held: () => {
          const { isOn: on, turn } = latest.current;
          setStarted(!on);
          turn(!on);
        },
      }),
    [root],
  );
  return reads;
}

type Ear = {
  readonly now: () => { readonly isOn: boolean; readonly can: boolean; readonly reads: boolean };
  readonly held: () => void;
};

function listen(root: RefObject<HTMLElement | null>, { now, held }: Ear): () => void {
  let touch: Touch | null = null;
  let hint = 0;
  let hold = 0;
  let single = 0;
  let quiet = (): void => undefined;
  let swallows = false;

  const calm = (): void => {
    window.clearTimeout(hint);
    window.clearTimeout(hold);
    quiet();
    quiet = () => undefined;
  };
  const isOurs = ({ target }: Event): boolean =>
    target instanceof Element && root.current?.contains(target) === true && target.closest(plainly) === null;

  const down = (event: PointerEvent): void => {
    if (!event.isPrimary || event.button !== 0 || !isOurs(event) || !now().can) return;
    const mine: Touch = { x: event.clientX, y: event.clientY, atMs: event.timeStamp, moved: false, held: false };
    touch = mine;
    swallows = false;
    hint = window.setTimeout(() => {
      quiet = glide(now().isOn ? 'down' : 'up', (touchTimes.holdMs - touchTimes.hintMs) / 1000);
    }, touchTimes.hintMs);
    hold = window.setTimeout(() => {
      mine.held = true;
      swallows = true;
      calm();
      held();
    }, touchTimes.holdMs);
  };

  const move = (event: PointerEvent): void => {
    if (touch === null || !event.isPrimary) return;
    if (Math.hypot(event.clientX - touch.x, event.clientY - touch.y) > tremblePx && !touch.moved) {
      touch.moved = true;
      calm();
    }
    // A slow finger looks around; a quick one may be a stroke.
    if (touch.moved && now().reads && event.timeStamp - touch.atMs > touchTimes.tapMs) read(root, event, false);
  };

  const up = (event: PointerEvent): void => {
    const mine = touch;
    touch = null;
    calm();
    if (mine === null || mine.held || !now().reads || event.type === 'pointercancel') return;
    const across = event.clientX - mine.x;
    const isQuick = event.timeStamp - mine.atMs <= touchTimes.tapMs;
    if (isQuick && Math.abs(across) > strokePx && root.current !== null) return step(root.current, across > 0 ? 1 : -1);
    if (mine.moved || !isQuick) return read(root, event, !mine.moved);
    if (single === 0) {
      single = window.setTimeout(() => {
        single = 0;
        read(root, event, true);
      }, touchTimes.twiceMs);
      return;
    }
    window.clearTimeout(single);
    single = 0;
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement && root.current?.contains(activeElement) === true) activeElement.click();
  };

  /** What a finger sends is no press while the screen is read by touching, nor at the end of a long touch. */
  const block = (event: MouseEvent): void => {
    const isFinger = event.isTrusted && (event.type !== 'click' || event.detail > 0);
    if (!isFinger || !isOurs(event) || !(now().reads || swallows)) return;
    event.preventDefault();
    if (event.type === 'click') event.stopImmediatePropagation();
  };

  const options = { capture: true } as const;
  window.addEventListener('pointerdown', down, options);
  window.addEventListener('pointermove', move, options);
  window.addEventListener('pointerup', up, options);
  window.addEventListener('pointercancel', up, options);
  for (const kind of ['click', 'mousedown', 'contextmenu'] as const) window.addEventListener(kind, block, options);
  return () => {
    calm();
    window.clearTimeout(single);
    window.removeEventListener('pointerdown', down, options);
    window.removeEventListener('pointermove', move, options);
    window.removeEventListener('pointerup', up, options);
    window.removeEventListener('pointercancel', up, options);
    for (const kind of ['click', 'mousedown', 'contextmenu'] as const) window.removeEventListener(kind, block, options);
  };
}

/** By the focus, so that it is read as every focus is; `again`: also what was read last. */
function read(root: RefObject<HTMLElement | null>, { clientX, clientY }: MouseEvent, again: boolean): void {
  const thing = document.elementFromPoint(clientX, clientY)?.closest(things);
  if (!(thing instanceof HTMLElement) || root.current?.contains(thing) !== true) return;
  if (document.activeElement === thing) {
    if (!again) return;
    thing.blur();
  }
  stand(thing);
}
