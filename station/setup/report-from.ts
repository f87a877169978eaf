// What the hand-over report is made from. Plain data: no secret of the settings goes further than to whoever leaves it out.
import type { CalibrationVerdict } from '../../contract/calibration-view.ts';
import type { DeviceKind, StepName } from '../../contract/assistant-view.ts';
import type { FaultTold } from '../../contract/device-fault.ts';
import type { Lack } from '../../contract/lack.ts';
import type { Language } from '../../contract/terms.ts';
import type { Json } from '../settings/json.ts';
import type { SetUp } from './kept.ts';

export type ReportedDevice = {
  readonly place: string;
  readonly device: DeviceKind;
  /** Model and firmware, as it says itself; empty where it said nothing yet. */
  readonly model: string;
  readonly state: 'ready' | 'opening' | 'trouble' | 'not-taken-up';
  readonly fault: FaultTold | null;
  readonly line: string;
};

/** `last`: null where its pad was never calibrated to the end. */
export type ReportedCalibration = {
  readonly place: string;
  readonly last: {
    readonly verdict: CalibrationVerdict;
    readonly atMs: number;
    readonly by: string | null;
    /** Model with firmware, and the number on its plate. */
    readonly reader: string;
    readonly id: string;
  } | null;
};

export type ReportFrom = {
  readonly setUp: SetUp;
  readonly changed: readonly StepName[];
  readonly settings: Json;
  /** Names of those that lend or take back. */
  readonly kiosks: readonly string[];
  readonly library: string;
  readonly version: string;
  /** What is missing now. */
  readonly missing: readonly Lack[];
  /** Those of the settings; `line`: how it is connected, with its serial number where that is known. */
  readonly devices: readonly ReportedDevice[];
  /** Of each pad of the station, its newest calibration that was ended. */
  readonly calibrations: readonly ReportedCalibration[];
  readonly by: string | null;
  readonly nowMs: number;
  readonly language: Language;
};
