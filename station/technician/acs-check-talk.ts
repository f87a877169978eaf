// What happens around the page of the library system's check, and what it asks for. Plain data.
import type {
  AcsCheckScreen,
  AcsFiles,
  AcsLine,
  AcsMessages,
  AcsPart,
  AcsProbe,
  ProbeWay,
} from '../../contract/acs-check-view.ts';
import type { Language } from '../../contract/terms.ts';
import type { Busy } from '../../contract/busy.ts';

/** What is looked at. */
export type AcsWish = {
  readonly part: AcsPart;
  readonly filter: string;
  /** Nothing that came later; null: as it comes. */
  readonly upTo: number | null;
  readonly opened: number | null;
};

/** What the watch knew at a moment, of the part that was wished for. */
export type AcsSeen = {
  /** Names this moment; another one when anything changed. */
  readonly version: number;
  readonly line: AcsCheckScreen['line'];
  readonly busy: readonly Busy[];
  readonly ways: readonly ProbeWay[];
  /** The newest message there is. */
  readonly last: number;
  readonly body:
    | AcsLine
    | Omit<AcsMessages, 'paused' | 'filter'>
    | { readonly part: 'probe' }
    | Extract<AcsCheckScreen['body'], { part: 'claims' }>
    | { readonly part: 'files'; readonly messages: number };
};

export type AcsProbed = Omit<NonNullable<AcsProbe['done']>, 'atMs'>;
/**
 * `put-off`: somebody was at work, or the station had to ask something itself and took its line back; it is waited for again.
 * `failed`: it cannot be asked at all; sentences in the language of the glass, none where only the log knows why.
 */
export type AcsProbeOutcome =
  | { readonly kind: 'probed'; readonly found: AcsProbed }
  | { readonly kind: 'put-off'; readonly because: 'busy' | 'taken-back' }
  | { readonly kind: 'failed'; readonly because: readonly string[] };
export type AcsFile = NonNullable<AcsFiles['made']>;

/** `session`, `chain`: who asked; a page that is gone, or asked anew since, takes no heed of it. */
type Asker = { readonly session: number; readonly chain: number };

export type AcsCheckEvent =
  | (Asker & { readonly kind: 'acs-looked'; readonly seen: AcsSeen | null })
  | { readonly kind: 'acs-probed'; readonly session: number; readonly outcome: AcsProbeOutcome }
  | {
      readonly kind: 'acs-file-made';
      readonly session: number;
      readonly file: 'vendor' | 'diagnostics';
      /** Null: it could not be made. */
      readonly made: AcsFile | null;
    };

export type AcsCheckEffect =
  /** Tells when something changed since `since`, or after a while; at once where that is null. Asks no longer than that. */
  | (Asker & { readonly kind: 'look-at-acs'; readonly wish: AcsWish; readonly since: number | null })
  | { readonly kind: 'show-acs-patrons'; readonly forMs: number | null }
  | {
      readonly kind: 'probe-acs';
      readonly session: number;
      readonly way: ProbeWay;
      readonly card: string | null;
      readonly item: string | null;
      readonly language: Language;
    }
  /** The station has its line again, if a probe is in its place. */
  | { readonly kind: 'end-acs-probe' }
  | {
      readonly kind: 'make-acs-file';
      readonly session: number;
      readonly file: 'vendor' | 'diagnostics';
      readonly language: Language;
      readonly probed: AcsProbe['done'];
    };
