// What the console of devices shows: every device of the station at the side, and of the one that is chosen its work. Plain data. What may
// say who a patron is stands there only while the place is out of use for the technician.
import type { FaultTold } from './device-fault.ts';
import type { RecordingsBody, TrafficBody } from './devices-traffic-view.ts';
import type { TagBlock, TagField } from './inspector-view.ts';

export const deviceKinds = ['pad', 'card-reader', 'scanner', 'printer', 'glass'] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** `tags`: what lies there, and commands by hand. */
export const deviceTabs = ['tags', 'cards', 'scans', 'paper', 'glass', 'traffic', 'history'] as const;
export type DeviceTab = (typeof deviceTabs)[number];

/** Moments are milliseconds since the epoch. */
export type DeviceState = {
  readonly at: 'opening' | 'ready' | 'trouble' | 'closed';
  /** The model, where the device said it. */
  readonly says: string;
  /** Null: nothing is wrong. */
  readonly fault: FaultTold | null;
  readonly sinceMs: number;
};

export type DeviceRow = {
  readonly place: string;
  readonly device: DeviceKind;
  /** Null for a glass. */
  readonly state: DeviceState | null;
};

/** `mine`: out of use for this technician. `waiting`: somebody is at work there; it is had as soon as they have gone. */
export type PlaceHad = {
  readonly place: string;
  readonly at: 'in-use' | 'waiting' | 'mine';
  /** Until it is given back where nobody touches this page. */
  readonly untilMs: number | null;
};

export type DevicesTold =
  | 'take-place-first'
  | 'given-back'
  | 'staff-took-it'
  | 'waited-long'
  | 'no-such-device'
  | 'recorded'
  | 'record-ended'
  | 'not-recorded'
  | 'no-such-recording'
  | 'brought'
  | 'brought-before'
  | 'no-recording'
  | 'too-large'
  | 'packed-too-large';

export type DevicesScreen = {
  readonly at: 'devices';
  readonly nowMs: number;
  readonly rows: readonly DeviceRow[];
  /** Recordings are looked at beside all devices. */
  readonly chosen: { readonly place: string; readonly device: DeviceKind } | 'recordings' | null;
  readonly state: DeviceState | null;
  /** How it is connected, as the settings have it: `/dev/ttyUSB0 38400 8E1`. */
  readonly line: string | null;
  readonly had: PlaceHad | null;
  readonly tabs: readonly DeviceTab[];
  readonly tab: DeviceTab;
  readonly told: DevicesTold | null;
  readonly body: DeviceBody | null;
};

export type DeviceBody =
  TagsBody | CardsBody | ScansBody | PaperBody | GlassBody | TrafficBody | HistoryBody | RecordingsBody;

// ── Tags, and commands by hand ──

/** `number`, `uid`: hidden (null, its last four digits) while patrons are served there. */
export type LyingTag = {
  readonly uid: string;
  readonly label: string;
  /** `card`: nothing but its UID is told. */
  readonly is: 'reading' | 'item' | 'patron-card' | 'blank' | 'foreign' | 'card';
  readonly number: string | null;
  readonly security: 'armed' | 'disarmed' | 'odd' | null;
};

export const handOrders = ['inventory', 'examine', 'write', 'arm', 'disarm', 'beep'] as const;
export type HandOrder = (typeof handOrders)[number];

/** `fault`: why it came so. */
export type HandOutcome = {
  readonly nth: number;
  readonly order: HandOrder;
  readonly uid: string | null;
  readonly came:
    | 'doing'
    | 'done'
    | 'verified'
    | 'gone'
    | 'refused'
    | 'locked'
    | 'changed'
    | 'odd'
    | 'unverified'
    | 'trouble'
    | 'unsupported';
  readonly fault: FaultTold | null;
  /** Tags that were seen; milliseconds it took. */
  readonly count: number | null;
  readonly ms: number | null;
};

export type TagsBody = {
  readonly at: 'tags';
  readonly tags: readonly LyingTag[];
  /** What this reader can do. */
  readonly can: readonly HandOrder[];
  readonly outcomes: readonly HandOutcome[];
  readonly open: {
    readonly uid: string;
    readonly fields: readonly TagField[];
    readonly blocks: readonly TagBlock[];
    /** Bytes of one block; null where its memory is not written here. */
    readonly blockSize: number | null;
  } | null;
  /** Looked over before it is written: each block that changes, and what the tag says afterwards. */
  readonly writing: {
    readonly changes: readonly { readonly block: number; readonly before: string; readonly after: string }[];
    readonly says: string;
    readonly wrong: 'no-hex' | 'too-long' | 'locked' | 'same' | null;
  } | null;
};

// ── Cards: how the library system spells them ──

export type CardSpelling = {
  readonly nth: number;
  readonly number: string;
  /** What makes this spelling, as the settings have it. */
  readonly how: readonly CardHow[];
  readonly isSet: boolean;
  readonly known: 'not-asked' | 'asking' | 'yes' | 'no' | 'silent';
};
export type CardHow =
  | 'hex'
  | 'decimal'
  | 'facility-and-number'
  | 'text'
  | 'upper'
  | 'lower'
  | 'as-read'
  | 'reversed'
  | 'first-4'
  | 'last-4'
  | 'no-zeros'
  | 'ten-digits';

export type CardsBody = {
  readonly at: 'cards';
  /** The reader's bytes, or the text on the tag; null while no card lies there. */
  readonly read: { readonly kind: 'uid' | 'text'; readonly shown: string } | null;
  readonly several: boolean;
  readonly spellings: readonly CardSpelling[];
  readonly asking: boolean;
};

// ── Barcodes ──

export type ScanTest = {
  readonly nth: number;
  readonly atMs: number;
  readonly by: 'scanner' | 'keyboard';
  /** Pairs of hex digits, as they came; null where the bytes were not heard. */
  readonly hex: string | null;
  readonly text: string | null;
  readonly symbology: string | null;
  readonly isSure: boolean;
  readonly ends: readonly ScanEnd[];
  readonly verdict: ScanVerdict;
  readonly number: string | null;
  readonly patterns: readonly {
    readonly of: 'patron' | 'item';
    readonly pattern: string | null;
    readonly fits: boolean;
  }[];
  readonly check: 'not-checked' | 'right' | 'wrong';
};
/** What stood around the code and was taken off, or tells of the line. */
export type ScanEnd = 'cr' | 'lf' | 'tab' | 'etx' | 'silence' | 'aim' | 'prefix' | 'suffix' | 'start-stop';
export type ScanVerdict =
  | 'patron'
  | 'item'
  | 'either'
  | 'neither'
  | 'publisher'
  | 'identity-card'
  | 'health-card'
  /** Somebody's card whose bytes did not come whole: nothing of it is shown. */
  | 'paper-garbled'
  | 'garbled'
  | 'parity-bits'
  | 'too-long'
  | 'unknown-report'
  | 'nothing';

/** What came of the code for the keyboard's layout, which holds one of each that layouts and typing programs change. */
export type KeyboardVerdict =
  | 'waiting'
  | 'right'
  | 'azerty'
  | 'qwertz'
  | 'british'
  | 'caps'
  | 'typing-program'
  | 'letters-missing'
  | 'other'
  | 'another-code';

export type ScansBody = {
  readonly at: 'scans';
  readonly scans: readonly ScanTest[];
  /** To be printed or shown, and scanned: as a QR code. */
  readonly code: string;
  readonly layout: KeyboardVerdict;
  /** What came of the code, where it came wrong. */
  readonly came: string | null;
};

// ── Paper ──

export type PaperBody = {
  readonly at: 'paper';
  readonly paper: 'ok' | 'near-end' | 'out' | 'unknown';
  readonly cover: 'closed' | 'open' | 'unknown';
  readonly fault: 'cutter' | 'too-hot' | 'needs-service' | 'error' | 'offline' | null;
  readonly hasDrawer: boolean;
  readonly print: 'none' | 'printing' | 'printed' | 'sent' | 'no-paper' | 'cover-open' | 'printer-silent';
  /** Why the test slip did not come out. */
  readonly failure: FaultTold | null;
  readonly drawer: 'none' | 'kicked' | 'no-drawer' | 'printer-silent';
};

// ── A glass ──

export const glassChecks = ['touch', 'colours', 'sounds', 'voice'] as const;
export type GlassCheck = (typeof glassChecks)[number];
export const glassGrid = { columns: 8, rows: 6 } as const;
export const glassColours = ['white', 'black', 'red', 'green', 'blue'] as const;
export type GlassColour = (typeof glassColours)[number];

/** Shown at the glass that is checked. `cells`: touched ones, row by row from 0. */
export type GlassShown =
  | { readonly check: 'touch'; readonly cells: readonly number[] }
  | { readonly check: 'colours'; readonly colour: GlassColour }
  | { readonly check: 'sounds' | 'voice'; readonly turn: number };

export type GlassBody = {
  readonly at: 'glass';
  /** A glass looks at this place now. */
  readonly isLooked: boolean;
  /** Where the check runs; null: nowhere yet. `here`: on the technician's own glass. */
  readonly on: 'there' | 'here' | null;
  readonly shown: GlassShown | null;
  /** What the technician said of each, and of which glass. */
  readonly said: readonly { readonly check: GlassCheck; readonly on: 'there' | 'here'; readonly good: boolean }[];
};

// ── How a device fared ──

export type HistoryBody = { readonly at: 'history'; readonly moments: readonly DeviceState[] };
