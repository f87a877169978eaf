// What is said about the last scan or card: a line, or a question to whoever is served. Pure.
import type { Notice } from '../../contract/view.ts';
import type { Effect, Event } from '../flow.ts';
import { kioskTimes, type Kiosk } from './kiosk-state.ts';
import { isLeft } from './left.ts';

/** One quiet line about the last scan, or a question; any press takes it away, a further tag and, where nobody has begun yet, time. */
export const notice = (kiosk: Kiosk, event: Event): Kiosk => {
  const say = (said: Notice | null): Kiosk => ({ ...kiosk, notice: said });
  if (event.kind === 'time-up' && event.timer === 'notice') return kiosk.stage.at === 'welcome' ? say(null) : kiosk;
  if (event.kind === 'tag-seen') return kiosk.notice === 'another-card' ? say(null) : kiosk;
  if (event.kind === 'tag-read') return isLaid(kiosk, event) ? say('another-card') : kiosk;
  if (event.kind !== 'pressed' && event.kind !== 'scanned') return kiosk;
  if (event.kind === 'pressed') return say(null);
  const { scan } = event;
  if (scan.kind === 'garbled') return say('scan-not-understood');
  if (scan.kind !== 'number') return say(scan.kind);
  if (scan.mayBe === 'neither') return say('scan-not-understood');
  if (scan.mayBe === 'patron' && isAnothers(kiosk, scan.number)) return say('another-card');
  if (kiosk.stage.at === 'welcome' && scan.mayBe !== 'patron') return say('choose-first');
  return say(null);
};

/** Among returns, for which nobody needs a card, its row says enough. */
const isLaid = (kiosk: Kiosk, { uid, thing }: Extract<Event, { kind: 'tag-read' }>): boolean =>
  thing.kind === 'patron-card' &&
  kiosk.stage.at !== 'checkin' &&
  !isLeft(kiosk, uid) &&
  isAnothers(kiosk, thing.number);

/** Somebody is served who is not done yet, and this card is not theirs. */
const isAnothers = ({ stage }: Kiosk, card: string): boolean => {
  if (stage.at === 'checkin') return stage.door.at !== 'finishing';
  if (stage.at !== 'checkout' && stage.at !== 'account') return false;
  return stage.door.at !== 'finishing' && stage.patron.number !== card;
};

export const noticeTimer = (kiosk: Kiosk, event: Event): readonly Effect[] =>
  event.kind === 'scanned' && kiosk.notice !== null && kiosk.stage.at === 'welcome'
    ? [{ kind: 'set-timer', timer: 'notice', afterMs: kioskTimes.noticeMs }]
    : [];
