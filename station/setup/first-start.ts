// The first start of a station in earnest: it has no settings yet. It gets the fewest that a station can have, its kiosks stay closed to
// patrons, and the technician's place opens by the ticket of this machine, until somebody can sign in.
import type { View } from '../../contract/view.ts';
import { readIfThere, saveSettings } from '../settings/store.ts';
import { settings, settingsVersion, type Settings } from '../settings/schema.ts';
import { noSetUp, type SetUpFile } from './kept.ts';

/** Nobody works here, nothing is plugged in, and the library is the small one inside. */
export const starter: Settings = settings.parse({
  version: settingsVersion,
  library: { name: 'Thư viện tỉnh' },
  acs: { connection: { kind: 'embedded' } },
  places: [{ kind: 'kiosk', name: 'K1', security: { kind: 'none' } }],
});

/**
 * Whether it was one. Throws what the disk throws. The set-up stands on the disk before the settings: cut off between the two, the
 * next start is the first once more.
 */
export const beginFirstStart = (file: string, setUp: SetUpFile, nowMs: number): boolean => {
  if (readIfThere(file) !== null || setUp.read().at === 'handed-over') return false;
  setUp.write({ ...noSetUp, at: 'under-way', begunMs: nowMs });
  saveSettings(file, starter);
  return true;
};

/** What a kiosk shows while its station is being set up: nothing can be done there, and nothing is told of the technician. */
export const coveredWhileSetUp = (view: View): View =>
  view.mode === 'kiosk'
    ? {
        ...view,
        screen: { at: 'closed', because: 'set-up' },
        idle: null,
        closesAt: null,
        help: null,
        staffDoor: false,
        notice: null,
      }
    : view;
