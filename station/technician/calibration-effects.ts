// What the page of the RF calibration asks for, done: the places and their readers are looked at, the pad is heard one round at a time, its
// radio is set, and figures are written. Knows no rules.
import { pass, type Clock } from '../../drivers/clock.ts';
import type { WiredConnection } from '../../drivers/connections.ts';
import { type Fault, faultIn } from '../../drivers/ports/fault.ts';
import { makers, type ReaderSettings } from '../../drivers/rfid/makers.ts';
import type { CalibrationBook } from '../calibration/kept.ts';
import { simulatedLine } from '../../contract/calibration-view.ts';
import type { PadWord } from '../calibration/measuring.ts';
import type { Keeper } from '../keeper.ts';
import type { Place } from '../place.ts';
import type { DeskSettings, KioskSettings } from '../settings/schema.ts';
import type { CalibrationEffect, PadFact, RadioFact, RoundOutcome } from './calibration-talk.ts';
import type { TechnicianEvent } from './talk.ts';

export type CalibrationParts = {
  readonly book: CalibrationBook;
  readonly keeper: Keeper;
  readonly clock: Clock;
  /** Something could not be written or read. */
  readonly complain: (message: string, error: unknown) => void;
  readonly tell: (event: TechnicianEvent) => void;
  /** Brings an outcome home as an event. */
  readonly home: <T>(answer: Promise<T>, asEvent: (value: T) => TechnicianEvent) => void;
};

const kinds = [
  'look-at-pads',
  'hear-round',
  'give-pad-back',
  'ask-radio',
  'set-radio',
  'write-begun',
  'discard-begun',
  'keep-calibration',
] as const satisfies readonly CalibrationEffect['kind'][];

export const isCalibrationEffect = (effect: { readonly kind: string }): effect is CalibrationEffect =>
  kinds.some((kind) => kind === effect.kind);

export const runCalibrationEffect = (effect: CalibrationEffect, parts: CalibrationParts): void => {
  const { keeper, tell, home, book } = parts;
  switch (effect.kind) {
    case 'look-at-pads':
      return tell({ kind: 'pads-seen', pads: padsOf(keeper), ...read(parts) });
    case 'hear-round':
      return home(hearRound(effect, parts), (event) => event);
    case 'give-pad-back':
      return placeOf(keeper, effect.place)?.tell({ kind: 'technician-left' });
    case 'ask-radio':
      return home(radioOf(keeper, effect.place), ({ radio, fault }) => ({
        kind: 'radio-told',
        place: effect.place,
        radio,
        fault,
      }));
    case 'set-radio':
      return home(setRadio(keeper, effect), ({ radio, fault }) => ({
        kind: 'radio-told',
        place: effect.place,
        radio,
        fault,
      }));
    case 'write-begun':
      return written(parts, 'begun', () => book.begin(effect.figures));
    case 'discard-begun':
      return written(parts, 'discarded', () => book.discard(effect.place));
    case 'keep-calibration':
      return written(parts, 'kept', () => book.keep(effect.figures));
  }
};

const placeOf = (keeper: Keeper, name: string): Place | null =>
  keeper.works()?.places.find((place) => place.name === name) ?? null;

const read = ({ book, complain }: CalibrationParts) => {
  try {
    return { unfinished: book.unfinished(), kept: book.kept() };
  } catch (error) {
    complain('the calibrations that were kept cannot be read', error);
    return { unfinished: [], kept: [] };
  }
};

const written = ({ complain, tell }: CalibrationParts, as: 'begun' | 'kept' | 'discarded', write: () => void): void => {
  try {
    write();
    tell({ kind: 'calibration-written', outcome: as });
  } catch (error) {
    complain('a calibration cannot be written; is the disk full or read-only?', error);
    tell({ kind: 'calibration-written', outcome: 'not-kept' });
  }
};

// ── Pads ──

/** For a certificate: what a technician finds at the back of the machine. */
const lineOf = (connection: WiredConnection | { readonly kind: 'simulated' }): string => {
  switch (connection.kind) {
    case 'serial':
      return `${connection.path}, ${connection.baudRate} baud, ${connection.parity}`;
    case 'tcp':
      return `TCP ${connection.host}:${connection.port}`;
    case 'hid':
      return 'USB HID';
    case 'pcsc':
      return `PC/SC ${connection.reader}`.trim();
    case 'simulated':
      return simulatedLine;
  }
};

const powerIn = (reader: ReaderSettings): number | null => ('powerDbm' in reader ? reader.powerDbm : null);

const padOf = (settings: KioskSettings | DeskSettings, nth: number, place: Place | null): readonly PadFact[] => {
  const { reader } = settings;
  if (reader === null) return [];
  const state = place?.devices.pad?.state();
  return [
    {
      place: settings.name,
      kind: settings.kind,
      maker: reader.maker,
      make: makers.find(({ maker }) => maker === reader.maker)?.title ?? reader.maker,
      line: lineOf(reader.connection),
      model: state?.at === 'ready' ? state.model : null,
      trouble: state?.at === 'trouble' ? faultIn(state) : null,
      powerInSettings: powerIn(reader),
      powerPath: `places.${nth}.reader.powerDbm`,
    },
  ];
};

const padsOf = (keeper: Keeper): readonly PadFact[] =>
  (keeper.settings()?.places ?? []).flatMap((settings, nth) => padOf(settings, nth, placeOf(keeper, settings.name)));

// ── Rounds ──

type HearRound = Extract<CalibrationEffect, { kind: 'hear-round' }>;

const isTended = (place: Place): boolean => place.state().isTended;

const hearRound = async (effect: HearRound, parts: CalibrationParts): Promise<TechnicianEvent> => {
  const { keeper, clock } = parts;
  const words: PadWord[] = [];
  // From the step that asked on, so that nothing that is read between two rounds is missed.
  const quiet = placeOf(keeper, effect.place)?.devices.watch.listen((heard) => {
    if (heard.device !== 'pad' || heard.kind !== 'pad') return;
    const { kind, uid } = heard.event;
    if (kind === 'tag-seen') words.push({ kind: 'seen', uid, atMs: heard.atMs });
    if (kind === 'tag-read') words.push({ kind: 'read', uid, atMs: heard.atMs });
  });
  try {
    if (effect.afterMs > 0) await pass(clock, effect.afterMs);
    const outcome = await roundOf(effect, parts);
    const { session, nth } = effect;
    return { kind: 'calibration-round', session, nth, atMs: clock.now(), outcome, words };
  } finally {
    quiet?.();
  }
};

const roundOf = async (
  { place: name, by, renew }: HearRound,
  { keeper, clock }: CalibrationParts,
): Promise<RoundOutcome> => {
  // A station that opens anew has no places for a moment.
  if (keeper.works() === null) return { kind: 'busy' };
  const place = placeOf(keeper, name);
  const pad = place?.devices.pad ?? null;
  if (place === null || pad === null) return { kind: 'gone' };
  if (renew || !isTended(place)) place.tell({ kind: 'technician-came', by });
  if (!isTended(place)) return { kind: 'busy' };
  const reader = pad.reader();
  if (reader === null) {
    const state = pad.state();
    return { kind: 'away', fault: state.at === 'trouble' ? faultIn(state) : null };
  }
  const beganMs = clock.now();
  const told = await reader.inventory();
  if (told.kind !== 'ok') return { kind: 'failed', fault: faultIn(told) };
  const uids = [...new Set(told.value.map(({ uid }) => uid))];
  return { kind: 'heard', uids, tookMs: clock.now() - beganMs, lying: place.state().pad.length };
};

// ── Radio ──

type RadioTold = { readonly radio: RadioFact | null; readonly fault: Fault | null };
const none: RadioTold = { radio: null, fault: null };

const radioOf = async (keeper: Keeper, name: string): Promise<RadioTold> => {
  const reader = placeOf(keeper, name)?.devices.pad?.reader() ?? null;
  if (reader === null) return none;
  const { radio } = reader;
  if (radio === null) return { radio: { powers: null, powerDbm: null, antennas: null, antenna: null }, fault: null };
  const told = await radio.ask();
  return told.kind === 'ok'
    ? { radio: { powers: radio.powers, antennas: radio.antennas, ...told.value }, fault: null }
    : { radio: null, fault: faultIn(told) };
};

const setRadio = async (
  keeper: Keeper,
  { place, what, to }: Extract<CalibrationEffect, { kind: 'set-radio' }>,
): Promise<RadioTold> => {
  const radio = placeOf(keeper, place)?.devices.pad?.reader()?.radio ?? null;
  if (radio === null) return none;
  const done = await (what === 'power' ? radio.setPower(to) : radio.setAntenna(to));
  const now = await radioOf(keeper, place);
  return done.kind === 'ok' ? now : { ...now, fault: faultIn(done) };
};
