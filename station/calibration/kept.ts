// Where calibrations are kept: a file each in the data folder, and one for what is begun at a place. Not in the journal: their figures are
// compared years later, when its days are over, and they are no patron's. Knows files; judges nothing.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere, writeSafely } from '../settings/store.ts';
import { calibrationFigures, type CalibrationFigures } from './figures.ts';

export type CalibrationBook = {
  /** Begun and not ended; of each place one at most. */
  unfinished(): readonly CalibrationFigures[];
  /** Latest first. What cannot be read is left out and stays where it is. */
  kept(): readonly CalibrationFigures[];
  /** On disk when it returns. Throws what the disk throws. */
  begin(figures: CalibrationFigures): void;
  discard(place: string): void;
  /** Kept for good; what was begun at its place is ended with it. */
  keep(figures: CalibrationFigures): void;
};

/** Of a station: enough for twenty places over five years, twice a year. */
const mostKept = 200;
const ending = '.json';

const read = (file: string): CalibrationFigures | null => {
  const text = readIfThere(file);
  if (text === null) return null;
  try {
    const parsed = calibrationFigures.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    // Half a file, or somebody's own notes.
    return null;
  }
};

export const openCalibrationBook = (folder: string): CalibrationBook => {
  const keptIn = join(folder, 'calibrations');
  const begunIn = join(keptIn, 'begun');
  const filesIn = (where: string): readonly string[] => {
    try {
      return readdirSync(where).filter((name) => name.endsWith(ending));
    } catch {
      return [];
    }
  };
  const fileOf = (place: string): string => join(begunIn, `${Buffer.from(place, 'utf8').toString('hex')}${ending}`);
  const all = (where: string): readonly CalibrationFigures[] =>
    filesIn(where)
      .flatMap((name) => read(join(where, name)) ?? [])
      .toSorted((a, b) => (b.endedMs ?? b.begunMs) - (a.endedMs ?? a.begunMs));
  const write = (file: string, figures: CalibrationFigures): void => {
    mkdirSync(begunIn, { recursive: true, mode: 0o700 });
    writeSafely(file, `${JSON.stringify(figures)}\n`);
  };
  const discard = (place: string): void => rmSync(fileOf(place), { force: true });

  return {
    unfinished: () => all(begunIn).filter(({ endedMs }) => endedMs === null),
    kept: () => all(keptIn).filter(({ endedMs }) => endedMs !== null),
    begin: (figures) => write(fileOf(figures.place), figures),
    discard,
    keep: (figures) => {
      write(join(keptIn, `${figures.id}${ending}`), figures);
      discard(figures.place);
      for (const { id } of all(keptIn).slice(mostKept)) rmSync(join(keptIn, `${id}${ending}`), { force: true });
    },
  };
};
