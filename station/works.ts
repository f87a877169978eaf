// What a station is to whoever stands around it, and what it is made from. Types alone.
import type { SettingsIssue } from '../contract/settings-view.ts';
import type { Clock } from '../drivers/clock.ts';
import type { Client } from 'sip2';
import type { AcsWatch } from './acs-watch/watch.ts';
import type { ServedPicture } from './attract.ts';
import type { Bench } from './bench.ts';
import type { EmbeddedLibrary } from './embedded.ts';
import type { Housekeeping } from './housekeeping.ts';
import type { Aside } from './line-aside.ts';
import type { Journal } from './journal/journal.ts';
import type { Joined, Show } from './join.ts';
import type { Health } from './health.ts';
import type { Log } from './log.ts';
import type { Offline } from './offline/offline.ts';
import type { createPostman } from './mail/smtp.ts';
import type { Outlook } from './outlook.ts';
import type { Desk } from './modes/desk-state.ts';
import type { Kiosk } from './modes/kiosk-state.ts';
import type { Place } from './place.ts';
import type { Registering } from './registry/open.ts';
import type { Loaded } from './settings/store.ts';
import type { StaffBook } from './staff.ts';
import type { Training } from './training-talk.ts';

export type Station = {
  /** In the order of the settings: the first is the one a glass gets that names none. */
  readonly places: readonly StationPlace[];
  /** A glass asks for a place by its name; null while another one has it. Throws for a name that is none of `places`. */
  join(place: string, show: Show): Joined | null;
  /** Null where it does not work: then `issues` say why. */
  readonly works: Works | null;
  readonly issues: readonly SettingsIssue[];
  /** The file that is at fault; null where it works. */
  readonly faultyFile: string | null;
  /** Of the library's own, for the glass; the nth is asked for as `/pictures/n`. */
  readonly pictures: readonly ServedPicture[];
  /** How the station fares, without a word of any patron. */
  health(): Health;
  /** Null where the settings are bad: then nothing runs that has figures. */
  readonly metrics: Outlook['metrics'] | null;
  /** Throws what is so wrong that the program had better be started anew. */
  check(): void;
  close(): Promise<void>;
};

/** `technician`: beside the station's own (house.ts). */
export type StationPlace = { readonly name: string; readonly kind: 'kiosk' | 'desk' | 'technician' };

/** What runs when the settings are good. */
export type Works = {
  readonly places: readonly Place[];
  readonly kiosks: readonly Place<Kiosk>[];
  readonly desks: readonly Place<Desk>[];
  /** By place; null where nothing is simulated. */
  readonly benches: ReadonlyMap<string, Bench | null>;
  readonly library: EmbeddedLibrary | null;
  readonly client: Client;
  /** For who asks the library system in the place of that. */
  readonly aside: Pick<Aside, 'run' | 'takeBack'>;
  /** What went over the line to the library system, and how it fared. */
  readonly watch: AcsWatch;
  readonly journal: Journal;
  readonly staff: StaffBook;
  readonly offline: Offline;
  readonly housekeeping: Housekeeping;
  /** Null where no patrons are registered here. */
  readonly registering: Registering | null;
  /** Null inside of a practice station: there is none in it. */
  readonly training: Training | null;
};

export type StationParts = {
  readonly loaded: Loaded;
  readonly settingsFile: string;
  readonly journalFile: string;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  readonly log: Log;
  /** Whoever carries letters to the library's mail server; left out, it is done in truth. */
  readonly postman?: typeof createPostman;
  /** Who listens to the line to the library system beyond one station; left out, one of its own. */
  readonly watch?: AcsWatch;
  /** Whether a kiosk serves nobody as it opens, until it is told otherwise; left out, none does. */
  readonly isCovered?: (kiosk: string) => boolean;
  /** This is a practice station: told after each entry of its journal. Left out for a real one. */
  readonly practice?: { readonly wrote: () => void };
};
