// The field where the work of a room begins: it has the focus when the room opens and after each thing that is finished, so that a
// number can always be typed. Whoever types elsewhere, or reads the patron's panel by keys, is not interrupted.
import { useEffect, useRef, type RefObject } from 'react';

const elsewhere = 'input, select, textarea, aside, [data-bench-side]';

/** `turn`: changes when something was finished. */
export function useMainField(turn: string): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null);
  const last = useRef<string | null>(null);
  useEffect(() => {
    if (last.current === turn) return;
    last.current = turn;
    const on = document.activeElement;
    const isElsewhere = on !== null && on !== field.current && on.closest(elsewhere) !== null;
    if (!isElsewhere) field.current?.focus({ preventScroll: true });
  }, [turn]);
  return field;
}
