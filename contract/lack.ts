// What a station may lack, as its health, the log, the technician's glass and the hand-over report tell it: a closed set of kinds with
// their figures. Plain data; the words are in words/lacks.ts. Names no patron, no number and no other machine.

/** Why there is no line to the library system. */
export const acsDowns = [
  ...(['not-opened', 'unreachable', 'login-refused', 'certificate-expired', 'certificate-not-yet-valid'] as const),
  ...(['certificate-of-another-name', 'certificate-of-nobody-known', 'certificate-not-pinned', 'silence'] as const),
  ...(['connection-lost', 'bad-checksum', 'not-understood', 'status-change', 'prose', 'closed'] as const),
] as const;
export type AcsDown = (typeof acsDowns)[number];

/** What the library system does amiss while there is a line: lies and stumbles. */
export const acsFaults = [
  ...(['silence', 'connection-lost', 'bad-checksum', 'not-understood', 'status-change', 'prose'] as const),
  ...(['nothing-asked', 'unknown-message', 'other-sequence', 'other-answer', 'checksum-wrong'] as const),
  ...(['asked-to-repeat', 'other-patron', 'no-due-date'] as const),
] as const;
export type AcsFault = (typeof acsFaults)[number];

export type Lack =
  | { readonly kind: 'journal-not-written' }
  /** Nothing works: `count` things are wrong with the settings. */
  | { readonly kind: 'settings-unusable'; readonly count: number }
  | {
      readonly kind: 'closed';
      readonly place: string;
      readonly because: 'starting' | 'acs-silent' | 'pad-trouble' | 'fault';
    }
  /** By staff. */
  | { readonly kind: 'out-of-use'; readonly place: string }
  | { readonly kind: 'acs-not-reached'; readonly because: AcsDown }
  /** It answers, and says so itself. */
  | { readonly kind: 'acs-off-line' }
  | {
      readonly kind: 'device-trouble';
      readonly place: string;
      readonly device: 'pad' | 'card-reader' | 'scanner' | 'printer';
    }
  | { readonly kind: 'no-paper'; readonly place: string }
  /** `seconds`: how far the library system is ahead. `zone`: by whole hours, a wrong time zone. */
  | { readonly kind: 'clocks-differ'; readonly seconds: number; readonly zone: boolean }
  /** `asked`: the question it came to, as the reader of the wire names it; null where nobody had asked. */
  | {
      readonly kind: 'acs-fault';
      readonly fault: AcsFault;
      readonly asked: { readonly kind: string; readonly code: string } | null;
      readonly times: number;
    }
  /** The settings name the embedded library, and the station has another. */
  | { readonly kind: 'no-registry' }
  | { readonly kind: 'registrations-wait'; readonly count: number }
  | { readonly kind: 'registrations-unreadable'; readonly count: number }
  /** Of the off-line hours. */
  | { readonly kind: 'conflicts'; readonly count: number }
  /** `setAside`: the damaged file; null: it was gone. Null in `fromCopy`: there was no copy; in `lost`: nobody can tell. */
  | {
      readonly kind: 'journal-restored';
      readonly setAside: string | null;
      readonly fromCopy: number | null;
      readonly salvaged: number;
      readonly lost: number | null;
      readonly registrationsLost: number;
    }
  | { readonly kind: 'journal-unreadable'; readonly count: number }
  /** `detail`: the day of the certificate's end, or what the system said, in English. */
  | {
      readonly kind: 'desks-not-served';
      readonly because: 'no-desk' | 'certificate-ended' | 'other';
      readonly detail: string;
    };

/** What tells it from others. Counts and seconds do not: they go up and down, and it is still the same lack. */
export const lackName = (lack: Lack): string =>
  Object.entries(lack)
    .filter(([, figure]) => typeof figure !== 'number')
    .map(([name, figure]) => `${name}: ${JSON.stringify(figure)}`)
    .toSorted()
    .join(', ');

export const isSameLack = (one: Lack, other: Lack): boolean => lackName(one) === lackName(other);
