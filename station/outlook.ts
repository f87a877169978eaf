// What is seen of the station from outside: its health and its figures, collected from what devices, journal and line to the
// library system tell as it happens. Decides nothing, and nothing in the station depends on it.
import type { Client, ClientEvent } from 'sip2';
import type { Lack } from '../contract/lack.ts';
import type { Clock } from '../drivers/clock.ts';
import type { DeviceState } from '../drivers/ports/device.ts';
import type { PaperState } from '../drivers/ports/receipt-printer.ts';
import { healthOf, type DeviceName, type Health } from './health.ts';
import type { Journal } from './journal/journal.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import type { Offline } from './offline/offline.ts';
import type { Place } from './place.ts';

export type Outlook = {
  acs(event: ClientEvent): void;
  device(place: string, device: DeviceName, state: DeviceState): void;
  /** The same journal, listened to: what it takes is counted, what it does not take is known. */
  over(journal: Journal): Journal;
  health(): Health;
  readonly metrics: Pick<Metrics, 'text' | 'contentType' | 'tellOfProgram'>;
  /** Throws what the journal says when it cannot be written; costs a write to disk where none was for a while. */
  check(): void;
};

const paperOf = (place: Place): PaperState | null => (place.devices.printer === null ? null : place.state().paper);

/** The journal is tried when nothing was written for so long. */
const tryJournalMs = 60_000;

export const createOutlook = (parts: {
  readonly version: string;
  readonly clock: Clock;
  readonly client: () => Client;
  readonly places: () => readonly Place[];
  readonly offline: () => Pick<Offline, 'facts'>;
  /** What else is not as it should be. */
  readonly also: () => readonly Lack[];
}): Outlook => {
  const { version, clock } = parts;
  const beganMs = clock.now();
  const devices = new Map<string, Map<DeviceName, DeviceState>>();
  let journalFailedAtMs: number | null = null;
  let triedAtMs = clock.now();
  let inner: Journal | null = null;

  const devicesOf = (place: string): Map<DeviceName, DeviceState> => {
    const known = devices.get(place) ?? new Map<DeviceName, DeviceState>();
    devices.set(place, known);
    return known;
  };
  const upSeconds = (): number => Math.max(0, Math.round((clock.now() - beganMs) / 1000));

  const metrics = createMetrics({
    version,
    nowMs: clock.now,
    standing: () => ({
      upSeconds: upSeconds(),
      journalWrites: journalFailedAtMs === null,
      letters: inner?.outbox.count() ?? 0,
      offline: parts.offline().facts(),
      places: parts.places().map((place) => {
        const { book, orphans, accountOrphans } = place.state();
        return {
          name: place.name,
          securityPending: book.size,
          openQuestions: orphans.length + accountOrphans.length,
          paper: paperOf(place),
          devices: devicesOf(place.name),
        };
      }),
    }),
  });

  /** Whatever is written, and whatever cannot be. */
  const writing = <T>(write: () => T): T => {
    try {
      const written = write();
      journalFailedAtMs = null;
      triedAtMs = clock.now();
      return written;
    } catch (error) {
      journalFailedAtMs = clock.now();
      throw error;
    }
  };

  return {
    acs: metrics.acs,
    device: (place, device, state) => void devicesOf(place).set(device, state),
    over: (journal) => {
      inner = journal;
      return {
        ...journal,
        append: (place, entries) => {
          // Nothing to write says nothing of the disk.
          if (entries.length === 0) return;
          writing(() => journal.append(place, entries));
          metrics.entries(place, entries);
        },
        registrations: {
          ...journal.registrations,
          put: (row, entries) => {
            const isNew = writing(() => journal.registrations.put(row, entries));
            if (isNew) metrics.entries(row.place, entries);
            return isNew;
          },
          settle: (row, place, entries) => {
            writing(() => journal.registrations.settle(row, place, entries));
            metrics.entries(place, entries);
          },
        },
        outbox: {
          ...journal.outbox,
          done: (id, place, entry) => {
            writing(() => journal.outbox.done(id, place, entry));
            metrics.entries(place, [entry]);
          },
        },
      };
    },
    health: () => {
      const told = healthOf({
        acs: parts.client().state(),
        journalFailedAtMs,
        places: parts.places().map((place) => ({
          name: place.name,
          view: place.view(),
          devices: devicesOf(place.name),
          paper: paperOf(place),
        })),
      });
      return { ...told, missing: [...told.missing, ...parts.also()], version, upSeconds: upSeconds() };
    },
    metrics,
    check: () => {
      const isDue = journalFailedAtMs !== null || clock.now() - triedAtMs >= tryJournalMs;
      if (isDue && inner !== null) writing(inner.touch);
    },
  };
};
