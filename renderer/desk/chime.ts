// One soft sound for something new that needs a hand, at a desk that wants to hear it.
import { useEffect, useRef } from 'react';
import { play } from '../kiosk/sounds.ts';

/** `chimes`: how many rows ever came; null for a desk that is silent. */
export function useChime(chimes: number | null): void {
  const last = useRef(chimes);
  useEffect(() => {
    const before = last.current;
    last.current = chimes;
    if (chimes !== null && before !== null && chimes > before) play('attention');
  }, [chimes]);
}
