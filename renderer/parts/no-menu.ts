// The browser's own hands on a kiosk's glass: its menu (a long touch, a right button: "open image in new tab", "cast") and what is dragged
// both lead away from the page, and no patron finds back. Staff at a desk keep theirs: they copy.
import { useEffect } from 'react';

const ways = ['contextmenu', 'dragstart'] as const;

export const useNoMenu = (isPatrons: boolean): void =>
  useEffect(() => {
    if (!isPatrons) return undefined;
    const block = (event: Event): void => event.preventDefault();
    for (const kind of ways) document.addEventListener(kind, block, { capture: true });
    return () => {
      for (const kind of ways) document.removeEventListener(kind, block, { capture: true });
    };
  }, [isPatrons]);
