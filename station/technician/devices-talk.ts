// What happens around the console of devices, and what it asks for. Plain data; nothing of it goes further than the page's state, and of
// that no more than its view tells.
import type { Recorded } from '../../contract/devices-traffic-view.ts';
import type { DeviceKind, GlassCheck, GlassColour, GlassShown } from '../../contract/devices-view.ts';
import type { ScannerEvent } from '../../drivers/ports/barcode-scanner.ts';
import type { Capabilities, TagFailure } from '../../drivers/ports/tag-reader.ts';
import type { DrawerKicked, Printed, PrinterStatus } from '../../drivers/ports/receipt-printer.ts';
import type { Fault } from '../../drivers/ports/fault.ts';
import type { Secured } from '../../drivers/ports/pad.ts';
import type { ExaminedTag, TagPlan, Written } from '../../drivers/ports/tag-work.ts';
import type { ReadLine } from '../../drivers/traffic/reading.ts';
import type { Language } from '../../contract/terms.ts';
import type { DeviceMoment } from '../device-watch.ts';
import type { TagFacts } from '../inspector-talk.ts';
import type { Thing } from '../library.ts';
import type { Json } from '../settings/json.ts';
import type { DeviceSettings } from '../settings/schema.ts';
import type { Brought, RecordingPage } from './recordings.ts';

export type DeviceOf = { readonly place: string; readonly device: DeviceKind };

/** A device as it is now. `line`: how it is connected. */
export type SeenDevice = {
  readonly device: DeviceKind;
  readonly history: readonly DeviceMoment[];
  readonly line: string | null;
  readonly can: Capabilities | null;
  /** What lies before a reader. */
  readonly laid: readonly LaidTag[];
};
/** `text`: the patron's number as it stands on the tag itself; null where there is none, or it was not read since somebody listens. */
export type LaidTag = {
  readonly uid: string;
  readonly thing: Thing | null;
  readonly isRead: boolean;
  readonly text: string | null;
};
export type SeenPlace = {
  readonly name: string;
  readonly isTended: boolean;
  readonly devices: readonly SeenDevice[];
  readonly settings: DeviceSettings;
  /** What the printer says of itself now. */
  readonly printer: PrinterStatus | null;
  readonly hasGlass: boolean;
  readonly glass: GlassShown | null;
};

/** `isPlain`: nobody was served there when it passed, so that it says nothing of a patron. */
export type HeardLine = ReadLine & { readonly atMs: number; readonly isPlain: boolean };
export type HeardScan = {
  readonly atMs: number;
  readonly event: Exclude<ScannerEvent, { kind: 'state' }>;
  /** All bytes that came for it. */
  readonly hex: string | null;
  readonly isPlain: boolean;
  /** Somebody's card, or what is left of one: nothing of it is shown. */
  readonly isPaper: boolean;
};

/** What is done with a device by hand. */
export type DeviceOrder =
  | { readonly do: 'inventory' }
  | { readonly do: 'examine'; readonly uid: string }
  | { readonly do: 'write'; readonly uid: string; readonly plan: TagPlan }
  | { readonly do: 'secure'; readonly uid: string; readonly want: 'armed' | 'disarmed' }
  | { readonly do: 'beep' }
  | { readonly do: 'print' }
  | { readonly do: 'kick' };

export type DeviceCame =
  | {
      readonly did: 'inventory' | 'beep';
      readonly failure: TagFailure | null;
      readonly uids: readonly string[];
    }
  | { readonly did: 'examine'; readonly tag: ExaminedTag; readonly facts: TagFacts }
  | { readonly did: 'not-examined'; readonly why: 'gone' | 'trouble'; readonly fault: Fault | null }
  | { readonly did: 'write'; readonly written: Written }
  | { readonly did: 'secure'; readonly secured: Secured }
  | { readonly did: 'print'; readonly printed: Printed }
  | { readonly did: 'kick'; readonly kicked: DrawerKicked }
  /** The place or the device is not there any more, or is not the technician's. */
  | { readonly did: 'nothing' };

export type RecordingNow = { readonly file: string; readonly bytes: number; readonly untilMs: number };

/** A page of a recording, or a sentence why it cannot be read. */
export type ReadRecording = RecordingPage & { readonly name: string; readonly wrong: string | null };

export type DevicesEvent =
  | {
      readonly kind: 'devices-seen';
      readonly places: readonly SeenPlace[];
      readonly lines: readonly HeardLine[];
      readonly scans: readonly HeardScan[];
      readonly recording: RecordingNow | null;
    }
  | { readonly kind: 'device-came'; readonly ticket: string; readonly ms: number; readonly came: DeviceCame }
  | {
      readonly kind: 'spelling-asked';
      readonly ticket: string;
      readonly nth: number;
      readonly known: 'yes' | 'no' | 'silent';
    }
  | { readonly kind: 'recordings-listed'; readonly folder: string; readonly all: readonly Recorded[] }
  | { readonly kind: 'recording-read'; readonly read: ReadRecording }
  | { readonly kind: 'recording-failed' }
  /** To be saved by whoever stands at the glass; null where it could not be made. */
  | { readonly kind: 'recording-packed'; readonly name: string; readonly packed: Uint8Array | null }
  | { readonly kind: 'recording-brought'; readonly name: string; readonly came: Brought }
  | { readonly kind: 'settings-handed'; readonly of: HandedSettings };

/** What is to be changed in the settings of a place, as a draft that somebody looks over and saves. */
export type HandedSettings = { readonly place: string; readonly under: 'cardNumber'; readonly value: Json };

export type DevicesEffect =
  /** The settings' page opens with it. */
  | { readonly kind: 'hand-to-settings'; readonly of: HandedSettings }
  /** From now on all devices are looked at four times a second, and this one is listened to. */
  | { readonly kind: 'look-at-devices'; readonly of: DeviceOf | null }
  | { readonly kind: 'have-place'; readonly place: string; readonly by: string | null; readonly untilMs: number }
  | { readonly kind: 'let-place'; readonly place: string }
  | ({
      readonly kind: 'do-with-device';
      readonly ticket: string;
      readonly order: DeviceOrder;
      readonly by: string;
      readonly language: Language;
    } & DeviceOf)
  | { readonly kind: 'ask-about-card'; readonly ticket: string; readonly nth: number; readonly number: string }
  | { readonly kind: 'record-device'; readonly of: DeviceOf }
  | { readonly kind: 'end-recording' }
  | { readonly kind: 'list-recordings' }
  | { readonly kind: 'read-recording'; readonly name: string; readonly from: number }
  | { readonly kind: 'pack-recording'; readonly name: string }
  /** `packed`: by gzip, in base64. */
  | { readonly kind: 'bring-recording'; readonly name: string; readonly packed: string }
  | { readonly kind: 'delete-recording'; readonly name: string }
  | {
      readonly kind: 'check-at-glass';
      readonly place: string;
      readonly check: GlassCheck | null;
      readonly colour: GlassColour;
    };
