// Which kiosks serve nobody at the moment: all of them while the station is being set up, and the one at which a test loan runs. Knows no
// screens.
import type { SetUpFile } from './kept.ts';

export type Cover = {
  /** No patron is served at this kiosk now. */
  closes(kiosk: string): boolean;
  /** Nobody has handed the station over yet. */
  isBeingSetUp(): boolean;
  /** Closed to patrons as long as this runs, whatever becomes of it. */
  whileTried<T>(kiosk: string, run: () => Promise<T>): Promise<T>;
  /** Gives what ends it. */
  changed(listener: () => void): () => void;
};

export const createCover = (setUp: Pick<SetUpFile, 'read' | 'changed'>): Cover => {
  const listeners = new Set<() => void>();
  const tried = new Set<string>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  setUp.changed(tell);
  const isBeingSetUp = (): boolean => setUp.read().at === 'under-way';
  return {
    closes: (kiosk) => isBeingSetUp() || tried.has(kiosk),
    isBeingSetUp,
    whileTried: async (kiosk, run) => {
      tried.add(kiosk);
      tell();
      try {
        return await run();
      } finally {
        tried.delete(kiosk);
        tell();
      }
    },
    changed: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
