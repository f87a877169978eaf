// How the check of the library system says spans of time, the same on glass and in the file for its vendor. Knows words alone.
import type { Say } from './words.ts';

/** Milliseconds while they tell something, then seconds, minutes, hours. */
export const spanOf = (say: Say, ms: number): string => {
  if (ms < 1000) return say('acs.ms', { ms: Math.round(ms) });
  if (ms < 10_000) return say('acs.s', { seconds: Math.round(ms / 100) / 10 });
  if (ms < 120_000) return say('acs.s', { seconds: Math.round(ms / 1000) });
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return say('acs.min', { minutes });
  return say('acs.h', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
};
