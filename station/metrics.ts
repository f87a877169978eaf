// The station's figures for Prometheus, all registered here. What the journal knows is counted from its entries as they are
// written and from nowhere else; no label holds anything of a patron, an item or a question.
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { ClientEvent } from 'sip2';
import type { DeviceState } from '../drivers/ports/device.ts';
import type { PaperState } from '../drivers/ports/receipt-printer.ts';
import type { DeviceName } from './health.ts';
import type { Entry, EntryKind } from './journal/entries.ts';

/** How things stand when somebody asks; everything else is heard as it happens. */
export type Standing = {
  readonly upSeconds: number;
  readonly journalWrites: boolean;
  /** Letters that wait to be sent. */
  readonly letters: number;
  /** Off-line loans and returns that wait to be told to the library system, and those that wait for staff. */
  readonly offline: { readonly waiting: number; readonly conflicts: number };
  readonly places: readonly {
    readonly name: string;
    /** Tags still to be armed or disarmed. */
    readonly securityPending: number;
    /** Questions of ended sessions whose outcome is being found out. */
    readonly openQuestions: number;
    /** Null where there is no printer. */
    readonly paper: PaperState | null;
    readonly devices: ReadonlyMap<DeviceName, DeviceState>;
  }[];
};

export type Metrics = {
  /** Entries that are on disk now. */
  entries(place: string, entries: readonly Entry[]): void;
  acs(event: ClientEvent): void;
  /** The text of Prometheus' exposition format. */
  text(): Promise<string>;
  readonly contentType: string;
  /** From now on this process is told of as well: memory, processor, the loop's delay. Once, by the program itself. */
  tellOfProgram(): void;
};

type Deed = { readonly act: string; readonly outcome: string };

/** What became of an item, a hold or a renewal. */
const deedOf = (entry: Entry): Deed | null => {
  switch (entry.kind) {
    case 'lent':
      return { act: 'checkout', outcome: entry.renewed ? 'renewed' : 'lent' };
    case 'checkout-refused':
      return { act: 'checkout', outcome: 'refused' };
    case 'loan-undone':
      return { act: 'checkout', outcome: 'undone' };
    case 'loan-stands':
      return { act: 'checkout', outcome: 'not-undone' };
    case 'returned':
      return { act: 'checkin', outcome: 'returned' };
    case 'checkin-refused':
      return { act: 'checkin', outcome: 'refused' };
    case 'renewed':
      return { act: 'renewal', outcome: 'renewed' };
    case 'renewal-refused':
      return { act: 'renewal', outcome: 'refused' };
    case 'hold-cancelled':
      return { act: 'hold', outcome: 'cancelled' };
    case 'hold-not-cancelled':
      return { act: 'hold', outcome: 'not-cancelled' };
    case 'lent-offline':
      return { act: 'checkout', outcome: 'lent-offline' };
    case 'returned-offline':
      return { act: 'checkin', outcome: 'returned-offline' };
    case 'outcome-unknown':
      return { act: entry.asked, outcome: 'unknown' };
    case 'outcome-found':
      return { act: 'found-out', outcome: entry.found };
    default:
      return null;
  }
};

/** Half a second is a good library system, ten are the usual patience, sixty the longest. */
const answerBuckets = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60];
const paperStates: readonly PaperState[] = ['ok', 'near-end', 'out', 'unknown'];

/** `standing` is read at each look. */
export const createMetrics = (parts: {
  readonly version: string;
  readonly nowMs: () => number;
  readonly standing: () => Standing;
}): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, help: string, labelNames: readonly string[] = []): Gauge =>
    new Gauge({ name, help, labelNames: [...labelNames], registers });
  const counter = (name: string, help: string, labelNames: readonly string[]): Counter =>
    new Counter({ name, help, labelNames: [...labelNames], registers });

  gauge('tram_info', 'Which Tram this is.', ['version']).set({ version: parts.version }, 1);
  const up = gauge('tram_uptime_seconds', 'Since the station was opened.');
  const sessions = counter('tram_sessions_total', 'Sessions that were begun.', ['place', 'errand']);
  const ended = counter('tram_session_ends_total', 'Sessions that came to their end.', ['place']);
  const items = counter('tram_items_total', 'What became of items, renewals and holds.', ['place', 'act', 'outcome']);
  const events = counter('tram_journal_entries_total', 'Every other entry of the journal, by its kind.', [
    'place',
    'kind',
  ]);
  const writes = gauge('tram_journal_writable', 'Whether the journal took its last entry.');

  const acsUp = gauge('tram_acs_up', 'Whether there is a line to the library system and it is on-line.');
  const acsSilence = gauge(
    'tram_acs_silence_seconds',
    'Since the library system was last heard; -1 before the first time.',
  );
  const answers = new Histogram({
    name: 'tram_acs_answer_seconds',
    help: 'From a question to its answer, the wait in the queue included.',
    labelNames: ['question'],
    buckets: answerBuckets,
    registers,
  });
  const outcomes = counter('tram_acs_questions_total', 'How questions ended.', ['question', 'outcome']);
  const trouble = counter('tram_acs_trouble_total', 'What went wrong on the line, by its kind.', ['because']);

  const devices = gauge('tram_device_ready', 'Whether a device works.', ['place', 'device']);
  const paper = gauge('tram_printer_paper', 'The state of the paper: 1 for the one it is in.', ['place', 'state']);
  const pending = gauge('tram_security_pending', 'Tags still to be armed or disarmed.', ['place']);
  const open = gauge('tram_open_questions', 'Questions whose outcome is still being found out.', ['place']);
  const outbox = gauge('tram_outbox_depth', 'What waits on disk to be sent.', ['kind']);

  const conflicts = gauge('tram_offline_conflicts', 'Off-line loans and returns that wait for staff.');

  let heardAtMs: number | null = null;
  acsUp.set(0);

  const look = (): void => {
    const standing = parts.standing();
    up.set(standing.upSeconds);
    writes.set(standing.journalWrites ? 1 : 0);
    acsSilence.set(heardAtMs === null ? -1 : Math.max(0, parts.nowMs() - heardAtMs) / 1000);
    outbox.set({ kind: 'letters' }, standing.letters);
    outbox.set({ kind: 'offline' }, standing.offline.waiting);
    conflicts.set(standing.offline.conflicts);
    for (const place of standing.places) {
      const { name } = place;
      pending.set({ place: name }, place.securityPending);
      open.set({ place: name }, place.openQuestions);
      for (const [device, state] of place.devices) devices.set({ place: name, device }, state.at === 'ready' ? 1 : 0);
      if (place.paper === null) continue;
      for (const state of paperStates) paper.set({ place: name, state }, state === place.paper ? 1 : 0);
    }
  };

  const count = (place: string, entry: Entry): void => {
    const deed = deedOf(entry);
    if (deed !== null) items.inc({ place, ...deed });
    else if (entry.kind === 'session-began') sessions.inc({ place, errand: entry.errand });
    else if (entry.kind === 'session-ended') ended.inc({ place });
    // What somebody learns is no figure of the library's work.
    else if (entry.kind !== 'training-completed') events.inc({ place, kind: entry.kind satisfies EntryKind });
  };

  return {
    entries: (place, entries) => {
      for (const entry of entries) count(place, entry);
    },
    acs: (event) => {
      switch (event.kind) {
        case 'heard':
          heardAtMs = parts.nowMs();
          return;
        case 'up':
          return acsUp.set(event.status.onLine ? 1 : 0);
        case 'down':
          return acsUp.set(0);
        case 'trouble':
          return trouble.inc({ because: event.because });
        case 'settled': {
          const { question, outcome, tookMs } = event;
          outcomes.inc({ question, outcome });
          if (outcome === 'answered') answers.observe({ question }, tookMs / 1000);
          return;
        }
        case 'sent':
        case 'status':
        case 'connecting':
        case 'pausing':
        case 'asked':
          return;
      }
    },
    text: () => {
      look();
      return registry.metrics();
    },
    contentType: registry.contentType,
    tellOfProgram: () => collectDefaultMetrics({ register: registry }),
  };
};
