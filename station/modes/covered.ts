// A kiosk whose glass says that it is closed, while its station is being set up or a test loan runs there: whatever is laid on its pad or
// scanned begins nothing, and the test loan hears of its own book alone. Pure.
import { go, type Event, type Step } from '../flow.ts';
import type { Kiosk } from './kiosk-state.ts';
import { stepMend } from './mending.ts';

/** A session that runs as the glass is covered goes on to its end; nobody begins another. */
const isShut = ({ stage, isCovered }: Kiosk): boolean =>
  isCovered && (stage.at === 'welcome' || stage.at === 'out-of-order');

/** What a scanner and a pad tell. What lies there is known in any case (kiosk.ts, `surroundings`). */
const isOfDevices = ({ kind }: Event): boolean =>
  kind === 'tag-seen' || kind === 'tag-read' || kind === 'tag-unreadable' || kind === 'scanned';

/** Presses are the trial's own: the glass takes none. */
const isOfBook = ({ item, uids }: NonNullable<Kiosk['trial']>, event: Event): boolean => {
  switch (event.kind) {
    case 'scanned':
      return event.scan.kind === 'number' && event.scan.number === item;
    case 'tag-seen':
    case 'tag-read':
    case 'tag-unreadable':
      return uids.includes(event.uid);
    default:
      return true;
  }
};

/** Null: this goes on as ever. */
export const stepCovered = (kiosk: Kiosk, event: Event): Step<Kiosk> | null => {
  const isHeard = kiosk.trial === null ? !isShut(kiosk) || !isOfDevices(event) : isOfBook(kiosk.trial, event);
  if (isHeard) return null;
  // A tag that was being mended is mended to its end.
  const mend = stepMend(kiosk.mending, event);
  return go({ ...kiosk, notice: null, mending: mend.mending }, ...mend.effects);
};
