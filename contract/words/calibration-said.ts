// Figures of an RF calibration as sentences, the same on glass and paper. Knows words, no figures of its own.
import { simulatedLine, type CalibrationLine, type Compared } from '../calibration-view.ts';
import type { Language } from '../terms.ts';
import type { Say } from './words.ts';

export const percentOf = (share: number): number => Math.round(share * 100);
const number = (found: CalibrationLine['found'], name: string): number => found[name] ?? 0;
/** One digit behind the point: more is noise. */
const rounded = (seconds: number): number => Math.round(seconds * 10) / 10;

export const saySeconds = (say: Say, seconds: number | null): string =>
  seconds === null || seconds < 0
    ? say('calibration.pile.never')
    : say('calibration.seconds', { seconds: rounded(seconds) });

/** How a reader is connected, as it stands on its certificate. */
export const sayLine = (say: Say, line: string): string =>
  line === simulatedLine ? say('calibration.simulated') : line;

/** `23/11/2026, 08:05`, `23 Nov 2026, 08:05`: in the machine's own time zone. */
export const sayMoment = (language: Language, atMs: number): string =>
  new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    day: language === 'vi' ? '2-digit' : 'numeric',
    month: language === 'vi' ? '2-digit' : 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(atMs);

/** What was measured; empty where nothing was. */
export const sayFound = (say: Say, { name, verdict, found }: CalibrationLine): string => {
  if (verdict === 'not-measured' && Object.keys(found).length === 0) return '';
  switch (name) {
    case 'ghosts':
      return say('calibration.found.ghosts', { count: number(found, 'count'), seconds: number(found, 'seconds') });
    case 'line':
      return say('calibration.found.line', {
        percent: rounded(number(found, 'share') * 100),
        rounds: number(found, 'rounds'),
        ms: number(found, 'ms'),
      });
    case 'on-pad':
      return say('calibration.found.on-pad', {
        percent: percentOf(number(found, 'worst')),
        mean: percentOf(number(found, 'mean')),
        places: number(found, 'places'),
      });
    case 'beside':
      return say('calibration.found.beside', {
        percent: percentOf(number(found, 'most')),
        places: number(found, 'places'),
      });
    case 'pile-1':
    case 'pile-3':
    case 'pile-5':
    case 'pile-10':
      return say('calibration.found.pile', {
        count: number(found, 'count'),
        percent: percentOf(number(found, 'worst')),
        time: saySeconds(say, number(found, 'seconds')),
      });
  }
};

export const sayLimit = (say: Say, { name, limit }: CalibrationLine): string => {
  const percent = percentOf(number(limit, 'share'));
  switch (name) {
    case 'ghosts':
      return say('calibration.limit.ghosts', { count: number(limit, 'count'), seconds: number(limit, 'seconds') });
    case 'line':
      return say('calibration.limit.line', { percent });
    case 'on-pad':
      return say('calibration.limit.on-pad', { percent, places: number(limit, 'places') });
    case 'beside':
      return say('calibration.limit.beside', { percent, places: number(limit, 'places') });
    case 'pile-1':
    case 'pile-3':
    case 'pile-5':
    case 'pile-10':
      return say('calibration.limit.pile', {
        count: number(limit, 'count'),
        percent,
        seconds: number(limit, 'seconds'),
      });
  }
};

/** A figure of a comparison. */
export const sayCompared = (say: Say, unit: Compared['unit'], value: number | null): string => {
  if (value === null) return say('calibration.before.none');
  switch (unit) {
    case 'count':
      return say('calibration.count', { count: value });
    case 'rate':
      return say('calibration.percent', { percent: percentOf(value) });
    case 'seconds':
      return say('calibration.seconds', { seconds: Math.round(value * 100) / 100 });
  }
};
