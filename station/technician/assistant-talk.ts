// What happens around the assistant of the first start, and what it asks for. Plain data. What is tried may hold secrets: it goes no
// further than to whoever tries it, and never into a view.
import type { AcsFinding } from '../../contract/acs-check-view.ts';
import type { DeviceKind, Finding, StepName, TrialDoes } from '../../contract/assistant-view.ts';
import type { ShownCertificate } from 'sip2';
import type { Fault } from '../../drivers/ports/fault.ts';
import type { Candidate, Identified } from '../../drivers/find.ts';
import type { Json } from '../settings/json.ts';
import type { SetUp, StepKept } from '../setup/kept.ts';

/** What the probe of a library system found out. `next`: the settings that it proposes, whole. */
export type AcsProposal = {
  readonly dialect: string;
  readonly isClear: boolean;
  readonly reasons: readonly { readonly clue: string; readonly title: string; readonly points: number }[];
  readonly findings: readonly AcsFinding[];
  readonly next: Json;
};

/** How a device of the settings fares now. */
export type PlacedNow = {
  readonly key: string;
  readonly state: 'ready' | 'opening' | 'trouble' | 'not-taken-up';
  readonly says: string;
  readonly fault: Fault | null;
};

export type Plugged = {
  readonly key: string;
  readonly candidate: Candidate | { readonly kind: 'file'; readonly path: string };
};

/** `run`: of which asking; an older one's is dropped. */
export type AssistantEvent =
  | { readonly kind: 'set-up-read'; readonly setUp: SetUp; readonly changed: readonly StepName[] }
  /** It could not be written: the disk takes nothing. */
  | { readonly kind: 'set-up-not-kept' }
  | { readonly kind: 'acs-found'; readonly run: number; readonly finding: Finding }
  | {
      readonly kind: 'acs-walked';
      readonly run: number;
      readonly certificate: ShownCertificate | null;
      readonly proposal: AcsProposal | null;
    }
  | { readonly kind: 'devices-now'; readonly placed: readonly PlacedNow[] }
  | { readonly kind: 'devices-found'; readonly plugged: readonly Plugged[]; readonly missing: readonly Fault[] }
  | { readonly kind: 'device-answered'; readonly key: string; readonly answer: Identified }
  /** `speed`: of a serial line; null elsewhere. `isCode`: it is the one on the glass. */
  | { readonly kind: 'scanner-heard'; readonly key: string; readonly speed: number | null; readonly isCode: boolean }
  | { readonly kind: 'listening-over' }
  | { readonly kind: 'device-tried'; readonly key: string; readonly finding: Finding; readonly over: boolean }
  | { readonly kind: 'trial-found'; readonly run: number; readonly finding: Finding }
  | { readonly kind: 'trial-over'; readonly run: number }
  | { readonly kind: 'report-made'; readonly html: string };

export type AssistantEffect =
  | { readonly kind: 'read-set-up' }
  | { readonly kind: 'keep-set-up'; readonly setUp: SetUp }
  | {
      readonly kind: 'walk-to-acs';
      readonly run: number;
      /** Of the draft, as it stands in a file: credentials are laid over it where it is tried. */
      readonly acs: Json;
      readonly card: string | null;
      readonly item: string | null;
    }
  | { readonly kind: 'see-placed-devices' }
  | { readonly kind: 'seek-devices' }
  | {
      readonly kind: 'ask-device';
      readonly key: string;
      readonly where:
        | { readonly kind: 'serial'; readonly path: string }
        | { readonly kind: 'tcp'; readonly host: string; readonly port: number | null }
        | { readonly kind: 'hid'; readonly vendorId: number; readonly productId: number };
    }
  | { readonly kind: 'listen-to-scanners'; readonly plugged: readonly Plugged[]; readonly code: string }
  | { readonly kind: 'stop-listening' }
  | {
      readonly kind: 'try-device';
      readonly key: string;
      readonly place: string;
      readonly device: DeviceKind;
      readonly code: string;
    }
  | {
      readonly kind: 'run-trial';
      readonly run: number;
      readonly place: string;
      readonly does: TrialDoes;
      readonly card: string | null;
      readonly pin: string | null;
      readonly item: string;
    }
  | { readonly kind: 'make-report'; readonly by: string | null; readonly language: 'vi' | 'en' };

export type { StepKept };
