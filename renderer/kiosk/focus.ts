// The focus is never lost: a button that goes away hands it to its row, and a row to the screen's heading.
import { useEffect, useRef, type RefObject } from 'react';

/** Keys pressed on the workbench beside the kiosk are not the patron's. */
export function isKioskKey(event: KeyboardEvent): boolean {
  return !(event.target instanceof Element) || event.target.closest('[data-bench-side]') === null;
}

/** Who works by keys must see where they stand; under a finger the page does not move. */
export function focusInSight(next: HTMLElement): void {
  next.focus({ preventScroll: true });
  if (next.matches(':focus-visible')) next.scrollIntoView({ block: 'nearest' });
}

/** Looks after every drawing. */
export function useKeptFocus(root: RefObject<HTMLElement | null>): void {
  const lastRow = useRef<string | null>(null);
  const wasInside = useRef(false);

  useEffect(() => {
    const note = (event: FocusEvent) => {
      const { target } = event;
      wasInside.current = target instanceof Element && root.current?.contains(target) === true;
      const row = target instanceof Element ? target.closest('[data-row]') : null;
      lastRow.current = row?.getAttribute('data-row') ?? null;
    };
    window.addEventListener('focusin', note);
    return () => window.removeEventListener('focusin', note);
  }, [root]);

  useEffect(() => {
    if (!wasInside.current || (document.activeElement !== document.body && document.activeElement !== null)) return;
    const row = lastRow.current === null ? null : `[data-row="${CSS.escape(lastRow.current)}"]`;
    // The main field of a desk's room goes before its heading: there the next number is typed.
    const next =
      (row === null ? null : root.current?.querySelector(row)) ??
      root.current?.querySelector('[data-main]') ??
      root.current?.querySelector('[data-heading]');
    if (!(next instanceof HTMLElement)) return;
    focusInSight(next);
  });
}
