// Opens the station: one that works, or one that says why it does not. A practice station is opened by the same door.
import { dirname } from 'node:path';
import type { SettingsIssue } from '../contract/settings-view.ts';
import { isUsable, openKept } from './journal/kept.ts';
import { isTrouble, journalIssue } from './journal/trouble.ts';
import { unsettled } from './health.ts';
import { lineTo } from './line.ts';
import { createLog } from './log.ts';
import type { Settings } from './settings/schema.ts';
import { version } from './version.ts';
import { openWorking } from './working.ts';
import type { Station, StationParts } from './works.ts';

/** A station whose settings are bad opens all the same, without a place of its own, for the technician's: nothing half-starts. */
export const openStation = async (parts: StationParts): Promise<Station> => {
  const { loaded, settingsFile, clock } = parts;
  if (loaded.kind === 'issues') return openForTechnician(loaded.issues, parts);
  const line = lineTo(loaded.settings.acs, { folder: dirname(settingsFile), clock });
  if (line.kind === 'issues') return openForTechnician(line.issues, parts);
  const kept = openKept(parts);
  const closed = (issue: SettingsIssue): Station =>
    openForTechnician([issue], { ...parts, settingsFile: parts.journalFile }, () => isUsable(parts.journalFile));
  if (kept.kind === 'issue') return closed(kept.issue);
  try {
    return await openWorking(loaded.settings, line, kept, {
      ...parts,
      openPractice: (settings, wrote) => openPractice(settings, wrote, parts),
    });
  } catch (error) {
    if (!isTrouble(error)) throw error;
    parts.log.error({ err: error, file: parts.journalFile }, 'the journal takes or gives nothing at the start');
    kept.journal.close();
    kept.unlock();
    return closed(journalIssue(error));
  }
};

/** `mayStart`: whether what is wrong is mended; null where only people can tell. */
const openForTechnician = (
  issues: readonly SettingsIssue[],
  { settingsFile, log, clock }: StationParts,
  mayStart: (() => boolean) | null = null,
): Station => {
  const beganMs = clock.now();
  for (const issue of issues)
    log.error({ file: settingsFile, path: issue.path, message: issue.message.en }, 'the settings cannot be used');
  return {
    places: [],
    join: () => null,
    works: null,
    issues,
    faultyFile: settingsFile,
    pictures: [],
    health: () => ({
      ...unsettled(issues.length),
      version,
      upSeconds: Math.max(0, Math.round((clock.now() - beganMs) / 1000)),
    }),
    metrics: null,
    // Whoever supervises the program starts it anew.
    check: () => {
      if (mayStart?.() === true) throw new Error('the journal can be used again: the station is to be started anew');
    },
    close: () => Promise.resolve(),
  };
};

/**
 * A whole station that shares this program's clock and nothing else: over memory, its journal in no file, its log nowhere. It can
 * open no further one.
 */
const openPractice = (
  settings: Settings,
  wrote: () => void,
  { clock, random }: Pick<StationParts, 'clock' | 'random'>,
): Promise<Station> =>
  openStation({
    loaded: { kind: 'settings', settings },
    settingsFile: 'practice',
    journalFile: ':memory:',
    clock,
    random,
    log: createLog('silent', { write: () => undefined }),
    practice: { wrote },
  });
