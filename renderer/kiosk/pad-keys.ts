// The whole kiosk on six keys: up, down, back, onward, OK, help. Also an ordinary keyboard's arrows. Moves the focus and nothing
// else: what is chosen is chosen by OK, so a key that was only felt does no harm.
import { useEffect, useRef, type RefObject } from 'react';
import { isKioskKey } from './focus.ts';

type PadAct = 'before' | 'after' | 'back' | 'onward' | 'help' | 'voice' | 'voice-on' | 'voice-off';

/**
 * Keys by their names in KeyboardEvent. Pads of the EZ-Access family send arrows and Enter; their help key and their headphone
 * socket send function keys, which their makers' utilities can set to these.
 */
const acts: Readonly<Record<string, PadAct>> = {
  ArrowUp: 'before',
  ArrowDown: 'after',
  ArrowLeft: 'back',
  ArrowRight: 'onward',
  F1: 'help',
  F2: 'voice',
  F15: 'voice-on',
  F16: 'voice-off',
};

/** Everything that can be stood on: what can be pressed, and what is there to be read. */
const stops =
  '[data-heading], [data-row], button:not([tabindex="-1"]), input, [role="tab"], [role="alertdialog"] p, dialog h2';
const ways: Readonly<Record<'back' | 'onward', string>> = {
  back: '[data-testid="leave"], [data-testid="back"], [data-testid="end-turn"], [data-testid="comfort-reset"]',
  onward: '[data-testid="primary"], [data-testid="comfort-close"], [data-testid="stay"]',
};

export type PadHands = {
  readonly help: () => void;
  /** Null turns it over. */
  readonly voice: (on: boolean | null) => void;
};

export function usePadKeys(root: RefObject<HTMLElement | null>, hands: PadHands): void {
  const latest = useRef(hands);
  useEffect(() => {
    latest.current = hands;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const act = acts[event.key];
      if (act === undefined || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      if (!isKioskKey(event) || root.current === null) return;
      if (event.target instanceof HTMLInputElement && (act === 'back' || act === 'onward')) return;
      event.preventDefault();
      switch (act) {
        case 'before':
        case 'after':
          return step(root.current, act === 'after' ? 1 : -1);
        case 'back':
        case 'onward':
          return stand(reachable(root.current, ways[act])[0]);
        case 'help':
          return latest.current.help();
        case 'voice':
          return latest.current.voice(null);
        case 'voice-on':
        case 'voice-off':
          return latest.current.voice(act === 'voice-on');
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [root]);
}

function reachable(root: Element, selector: string): readonly HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(selector)].filter(
    (stop) => stop.closest('[inert]') === null && stop.checkVisibility(),
  );
}

/** Round and round, in the order of the page. */
export function step(root: Element, by: 1 | -1): void {
  const all = reachable(root, stops);
  const { activeElement } = document;
  const here = all.findIndex((stop) => stop === activeElement);
  const from = here === -1 && activeElement !== null ? placeOf(all, activeElement, by) : here;
  stand(all[(from + by + all.length) % all.length]);
}

/** Something that is no stop has the focus, such as a list: go on from where it stands. */
function placeOf(all: readonly HTMLElement[], active: Element, by: 1 | -1): number {
  const next = all.findIndex((stop) => (active.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0);
  return by === 1 ? next - 1 : Math.max(next, 0);
}

export function stand(stop: HTMLElement | undefined): void {
  if (stop === undefined) return;
  if (stop.tabIndex < 0 && !stop.hasAttribute('tabindex')) stop.tabIndex = -1;
  // Seen, too, when a finger or a script has put it there.
  stop.focus({ focusVisible: true });
  stop.scrollIntoView({ block: 'nearest' });
}
