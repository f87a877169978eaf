// What the console of devices knows: the devices as they were seen last, which one is chosen, and the work at each. Pure.
import type { Recorded } from '../../contract/devices-traffic-view.ts';
import type {
  CardSpelling,
  DeviceBody,
  DeviceKind,
  DevicesTold,
  DeviceTab,
  GlassBody,
  HandOutcome,
  PaperBody,
  ScansBody,
  ScanTest,
} from '../../contract/devices-view.ts';
import type { ExaminedTag, TagPlan } from '../../drivers/ports/tag-work.ts';
import type { CardNumberSettings } from '../../drivers/tags/card-number.ts';
import type { TagFacts } from '../inspector-talk.ts';
import type { DeviceOf, HeardLine, ReadRecording, RecordingNow, SeenDevice, SeenPlace } from './devices-talk.ts';

export type Planned = {
  readonly plan: TagPlan | null;
  readonly changes: readonly { readonly block: number; readonly before: string; readonly after: string }[];
  readonly says: string;
  readonly wrong: 'no-hex' | 'too-long' | 'locked' | 'same' | null;
};

export type TagWork = {
  readonly outcomes: readonly HandOutcome[];
  /** The order that is under way. */
  readonly doing: string | null;
  readonly open: { readonly tag: ExaminedTag; readonly facts: TagFacts } | null;
  readonly planned: Planned | null;
};

export type SpellingWork = {
  /** Of which card these are; null while none was taken up. */
  readonly uid: string | null;
  readonly spellings: readonly (CardSpelling & { readonly settings: CardNumberSettings })[];
  /** Those that are still to be asked about. */
  readonly waiting: readonly number[];
  readonly ticket: string | null;
};

/** `isIdle`: of a round that saw what the one before it saw. */
export type KeptLine = HeardLine & { readonly nth: number; readonly isIdle: boolean };

export type TrafficWork = {
  readonly lines: readonly KeptLine[];
  readonly count: number;
  /** UIDs of the last round that told of them. */
  readonly lastSeen: string | null;
  readonly paused: boolean;
  readonly hidesIdle: boolean;
};

export type ScanWork = {
  readonly tests: readonly ScanTest[];
  readonly count: number;
  readonly keyboard: Pick<ScansBody, 'layout' | 'came'>;
};

export type PaperWork = Pick<PaperBody, 'print' | 'failure' | 'drawer'> & {
  readonly ticket: string | null;
};

export type DevicesPage = {
  readonly at: 'devices';
  readonly places: readonly SeenPlace[];
  readonly chosen: DeviceOf | 'recordings' | null;
  readonly tab: DeviceTab;
  /** The place that this technician wants for themselves; `isHad` once they have it. */
  readonly wants: { readonly place: string; readonly isHad: boolean; readonly untilMs: number } | null;
  /** Counts up; names orders. */
  readonly made: number;
  readonly told: DevicesTold | null;
  readonly tags: TagWork;
  readonly cards: SpellingWork;
  readonly scans: ScanWork;
  readonly paper: PaperWork;
  readonly glass: Pick<GlassBody, 'on' | 'shown' | 'said'>;
  readonly traffic: TrafficWork;
  readonly recording: RecordingNow | null;
  readonly recordings: {
    readonly folder: string;
    readonly all: readonly Recorded[];
    readonly open: ReadRecording | null;
    readonly packed: { readonly name: string; readonly base64: string } | null;
  };
};

export const noTags: TagWork = { outcomes: [], doing: null, open: null, planned: null };
export const noCards: SpellingWork = { uid: null, spellings: [], waiting: [], ticket: null };
export const noScans: ScanWork = { tests: [], count: 0, keyboard: { layout: 'waiting', came: null } };
export const noPaper: PaperWork = { print: 'none', failure: null, drawer: 'none', ticket: null };
export const noGlass: DevicesPage['glass'] = { on: null, shown: null, said: [] };

export const newDevicesPage: DevicesPage = {
  at: 'devices',
  places: [],
  chosen: null,
  tab: 'tags',
  wants: null,
  made: 0,
  told: null,
  tags: noTags,
  cards: noCards,
  scans: noScans,
  paper: noPaper,
  glass: noGlass,
  traffic: { lines: [], count: 0, lastSeen: null, paused: false, hidesIdle: true },
  recording: null,
  recordings: { folder: '', all: [], open: null, packed: null },
};

/** A place is given back when nobody touches the page for so long. */
export const hadMs = 5 * 60_000;
/** So many lines of traffic are kept: what happened, and rounds without news. An inventory of sixty tags has a kilobyte. */
export const mostLines = 400;
export const mostIdleLines = 100;
export const mostOutcomes = 20;
export const mostScans = 20;

export const tabsOf: Readonly<Record<DeviceKind, readonly DeviceTab[]>> = {
  pad: ['tags', 'cards', 'traffic', 'history'],
  'card-reader': ['cards', 'tags', 'traffic', 'history'],
  scanner: ['scans', 'traffic', 'history'],
  printer: ['paper', 'traffic', 'history'],
  glass: ['glass'],
};

export const placeOf = ({ places, chosen }: DevicesPage): SeenPlace | null =>
  chosen === null || chosen === 'recordings' ? null : (places.find(({ name }) => name === chosen.place) ?? null);

export const deviceOf = (page: DevicesPage): SeenDevice | null => {
  const { chosen } = page;
  if (chosen === null || chosen === 'recordings') return null;
  return placeOf(page)?.devices.find(({ device }) => device === chosen.device) ?? null;
};

/** Nobody is served where the chosen device stands, because this technician has it. */
export const isMine = ({ wants, chosen }: DevicesPage): boolean =>
  wants !== null && wants.isHad && chosen !== null && chosen !== 'recordings' && chosen.place === wants.place;

export const bodyKinds = [
  'tags',
  'cards',
  'scans',
  'paper',
  'glass',
  'traffic',
  'history',
  'recordings',
] as const satisfies readonly DeviceBody['at'][];
