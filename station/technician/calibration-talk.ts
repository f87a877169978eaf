// What happens around the page of the RF calibration, and what it asks for. Plain data.
import type { Fault } from '../../drivers/ports/fault.ts';
import type { Uid } from '../../drivers/ports/tag-reader.ts';
import type { CalibrationFigures } from '../calibration/figures.ts';
import type { PadWord } from '../calibration/measuring.ts';

/** A place with a pad. `line`: how its reader is connected, for a certificate. */
export type PadFact = {
  readonly place: string;
  readonly kind: 'kiosk' | 'desk';
  readonly maker: string;
  readonly make: string;
  readonly line: string;
  readonly model: string | null;
  readonly trouble: Fault | null;
  /** What the settings have the reader send with; null: it is left as it is, or has no such setting. */
  readonly powerInSettings: number | null;
  /** Of that, in the settings. */
  readonly powerPath: string;
};

/** As the reader says; null where its line has no such command. `powers`: in dBm, what it can be told to send with. */
export type RadioFact = {
  readonly powers: readonly number[] | null;
  readonly powerDbm: number | null;
  readonly antennas: number | null;
  readonly antenna: number | null;
};

/** `failed`: a round that came to nothing; `away`: there is no reader to ask. `busy`: somebody is at work at the place. `gone`: there is no such place, or no station, now. */
export type RoundOutcome =
  /** `lying`: what the pad itself takes for lying there. */
  | { readonly kind: 'heard'; readonly uids: readonly Uid[]; readonly tookMs: number; readonly lying: number }
  | { readonly kind: 'failed' | 'away'; readonly fault: Fault | null }
  | { readonly kind: 'busy' }
  | { readonly kind: 'gone' };

export type CalibrationEvent =
  | {
      readonly kind: 'pads-seen';
      readonly pads: readonly PadFact[];
      readonly unfinished: readonly CalibrationFigures[];
      readonly kept: readonly CalibrationFigures[];
    }
  /** `words`: what the pad told by itself since the round before. */
  | {
      readonly kind: 'calibration-round';
      readonly session: number;
      readonly nth: number;
      readonly atMs: number;
      readonly outcome: RoundOutcome;
      readonly words: readonly PadWord[];
    }
  /** Null: it has none, or did not say. */
  | {
      readonly kind: 'radio-told';
      readonly place: string;
      readonly radio: RadioFact | null;
      readonly fault: Fault | null;
    }
  | { readonly kind: 'calibration-written'; readonly outcome: 'begun' | 'kept' | 'discarded' | 'not-kept' };

export type CalibrationEffect =
  | { readonly kind: 'look-at-pads' }
  /** One round, not before `afterMs`. `renew`: the place is told first that somebody works with its devices. */
  | {
      readonly kind: 'hear-round';
      readonly place: string;
      readonly session: number;
      readonly nth: number;
      readonly by: string | null;
      readonly renew: boolean;
      readonly afterMs: number;
    }
  | { readonly kind: 'give-pad-back'; readonly place: string }
  | { readonly kind: 'ask-radio'; readonly place: string }
  | { readonly kind: 'set-radio'; readonly place: string; readonly what: 'power' | 'antenna'; readonly to: number }
  | { readonly kind: 'write-begun'; readonly figures: CalibrationFigures }
  | { readonly kind: 'discard-begun'; readonly place: string }
  | { readonly kind: 'keep-calibration'; readonly figures: CalibrationFigures };
