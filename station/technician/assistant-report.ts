// The doorway from the station as it stands to its hand-over report: how far it was set up, what its devices say now, its settings, and the
// certificates of its pads. Decides nothing.
import { judged, verdictOf } from '../calibration/limits.ts';
import type { CalibrationFigures } from '../calibration/figures.ts';
import { at, isList, readJson, type Json } from '../settings/json.ts';
import { readIfThere } from '../settings/store.ts';
import { placedState } from '../setup/devices.ts';
import { reportOf } from '../setup/report.ts';
import type { ReportedCalibration } from '../setup/report-from.ts';
import type { StepName } from '../../contract/assistant-view.ts';
import { version } from '../version.ts';
import type { CalibrationBook } from '../calibration/kept.ts';
import type { Keeper } from '../keeper.ts';
import type { Credentials } from '../settings/credentials.ts';
import type { SetUpFile } from '../setup/kept.ts';
import type { Clock } from '../../drivers/clock.ts';
import { placedIn, trialKiosksIn } from './assistant-state.ts';
import type { AssistantEffect } from './assistant-talk.ts';

export type ReportParts = {
  readonly setUp: SetUpFile;
  readonly clock: Clock;
  readonly file: { readonly path: string; readonly credentials: () => Credentials };
  readonly keeper: Keeper;
  /** Whose certificates stand in the report. */
  readonly calibrations: Pick<CalibrationBook, 'kept'>;
};

export const reportNow = (
  { by, language }: Extract<AssistantEffect, { kind: 'make-report' }>,
  { setUp, keeper, calibrations, clock, file }: ReportParts,
  changed: readonly StepName[],
): string => {
  const settings = readJson(readIfThere(file.path) ?? '') ?? {};
  return reportOf({
    setUp: setUp.read(),
    changed,
    settings,
    kiosks: trialKiosksIn(settings).map(({ name }) => name),
    library: keeper.settings()?.library.name ?? '',
    version,
    missing: keeper.station().health().missing,
    devices: placedIn(settings).map(({ place, device, value }) => {
      const { state, says, fault } = placedState(keeper.works(), place, device);
      return { place, device, state, model: says, fault, line: lineOf(at(value, 'connection') ?? null) };
    }),
    calibrations: padsIn(settings).map((place) => calibrationAt(place, calibrations.kept())),
    by,
    nowMs: clock.now(),
    language,
  });
};

/** Without words: paths, addresses, and the numbers by which a device is told from another of its kind. */
const lineOf = (connection: Json): string => {
  const part = (name: string): string | null => {
    const value = at(connection, name);
    if (typeof value === 'number' && (name === 'vendorId' || name === 'productId'))
      return value.toString(16).padStart(4, '0');
    return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
  };
  const joined = (names: readonly string[], between: string): string =>
    names.flatMap((name) => part(name) ?? []).join(between);
  const lines = [
    joined(['host', 'port'], ':'),
    joined(['path'], ''),
    joined(['baudRate'], ''),
    joined(['vendorId', 'productId', 'serialNumber'], ':'),
    joined(['reader', 'queue'], ' '),
  ];
  return lines.filter((line) => line !== '').join(' ');
};

/** Names of the places that have a pad. */
const padsIn = (settings: Json): readonly string[] => {
  const places = at(settings, 'places');
  return (isList(places) ? places : []).flatMap((place) => {
    const name = at(place, 'name');
    const reader = at(place, 'reader');
    return typeof name === 'string' && reader !== undefined && reader !== null ? [name] : [];
  });
};

/** `kept`: latest first. */
const calibrationAt = (place: string, kept: readonly CalibrationFigures[]): ReportedCalibration => {
  const figures = kept.find((one) => one.place === place);
  if (figures === undefined) return { place, last: null };
  const { reader, id, by, endedMs, begunMs } = figures;
  return {
    place,
    last: {
      verdict: verdictOf(judged(figures)),
      atMs: endedMs ?? begunMs,
      by,
      reader: [reader.model ?? reader.make, reader.serial].filter((part) => part !== '').join(', '),
      id,
    },
  };
};
