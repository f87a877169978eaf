// The staff's own way in, which no patron is shown: five touches of the library's name, or of the key "back" where it leads nowhere,
// within three seconds. Not a long touch: that one turns the voice on, anywhere on the glass. Fingers only.
import { useEffect, useRef, type RefObject } from 'react';
import { isKioskKey } from './focus.ts';

const times = 5;
const withinMs = 3_000;

export function useStaffDoor(
  root: RefObject<HTMLElement | null>,
  parts: { readonly isOffered: boolean; readonly open: () => void },
): void {
  const latest = useRef(parts);
  useEffect(() => {
    latest.current = parts;
  });
  useEffect(() => {
    const count = { touches: [] as readonly number[], keys: [] as readonly number[] };
    const note = (what: keyof typeof count, atMs: number): void => {
      count[what] = latest.current.isOffered
        ? [...count[what].filter((then) => atMs - then < withinMs), atMs].slice(-times)
        : [];
      if (count[what].length < times) return;
      count[what] = [];
      latest.current.open();
    };
    const click = ({ target, timeStamp }: MouseEvent): void => {
      const isName = target instanceof Element && target.closest('.head') !== null;
      if (isName && root.current?.contains(target) === true) note('touches', timeStamp);
    };
    const key = (event: KeyboardEvent): void => {
      const isField = event.target instanceof HTMLInputElement;
      if (event.key === 'ArrowLeft' && !event.repeat && !isField && isKioskKey(event)) note('keys', event.timeStamp);
    };
    window.addEventListener('click', click);
    window.addEventListener('keydown', key);
    return () => {
      window.removeEventListener('click', click);
      window.removeEventListener('keydown', key);
    };
  }, [root]);
}
