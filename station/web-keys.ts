// The keys of a doorway: a ticket and a cookie for each place, as long as the program runs. Knows how places were called before.
import { randomBytes } from 'node:crypto';
import type { StationPlace } from './works.ts';

export type Key = { readonly ticket: string; readonly cookie: string };

const called = ({ name, kind }: StationPlace): string => `${kind} ${name}`;

/**
 * Each place keeps its key whatever stands before or behind it in the settings, and under another name: whoever renames a kiosk at its own
 * window finds back to it. A kiosk's key never opens a desk.
 */
export const createKeys = (port: number) => {
  const known = new Map<string, Key>();
  /** Of each kind those that there were last. */
  let last: readonly StationPlace[] = [];
  const keyOf = (place: StationPlace): Key => {
    // Cookies know no ports: two stations on one machine must not take each other's, nor two places of one.
    const key = known.get(called(place)) ?? {
      ticket: randomBytes(32).toString('base64url'),
      cookie: `tram-${port}-${known.size + 1}`,
    };
    known.set(called(place), key);
    return key;
  };
  return {
    of: keyOf,
    /** What the places are now. As many new names of a kind as are gone: those were renamed, in their order. */
    follow: (places: readonly StationPlace[]): void => {
      const kinds = new Set(places.map(({ kind }) => kind));
      for (const kind of kinds) {
        const gone = last.filter((one) => one.kind === kind && !places.some((now) => called(now) === called(one)));
        const fresh = places.filter((one) => one.kind === kind && !known.has(called(one)));
        if (gone.length !== fresh.length) continue;
        for (const [at, before] of gone.entries()) {
          const after = fresh[at];
          if (after !== undefined) known.set(called(after), keyOf(before));
        }
      }
      last = [...places, ...last.filter(({ kind }) => !kinds.has(kind))];
    },
    /** Whether this place was called so. */
    wasCalled: (place: StationPlace, name: string): boolean =>
      known.get(called({ ...place, name }))?.ticket === keyOf(place).ticket,
    /** Of all places that there are or were. */
    all: (): readonly Key[] => [...known.values()],
  };
};
