// What passes on a device's line, kept for a while, and whether it is recorded. What was said while patrons were served is told without what
// may name them. Pure.
import { tried, type DevicesStep, type Tended } from './devices-base.ts';
import {
  isMine,
  mostIdleLines,
  mostLines,
  type DevicesPage,
  type KeptLine,
  type TrafficWork,
} from './devices-state.ts';
import type { DevicesEvent, HeardLine } from './devices-talk.ts';
import { goOn, type PageGround } from './talk.ts';

/** What goes round and round on a line where nothing happens. */
const isOfRounds = ({ told }: HeardLine): boolean =>
  told.length > 0 &&
  told.every(
    ({ did, came }) =>
      did === 'field' || did === 'alive' || (came !== 'failed' && (did === 'inventory' || did === 'card')),
  );

/** What a round saw; null where this line does not say so. */
const seenIn = ({ told }: HeardLine): string | null => {
  const answers = told.filter(({ did, came }) => (did === 'inventory' || did === 'card') && came !== 'asked');
  return answers.length === 0
    ? null
    : answers
        .flatMap(({ uids }) => uids)
        .toSorted()
        .join(' ');
};

/** Lines are kept by what they are worth: rounds without news come four times a second, and are not to push out what happened. */
export const heardLines = (page: DevicesPage, lines: readonly HeardLine[]): DevicesPage => {
  const { traffic } = page;
  if (lines.length === 0 || traffic.paused) return page;
  let { count, lastSeen } = traffic;
  const fresh = lines.map((line): KeptLine => {
    const seen = seenIn(line);
    const isIdle = isOfRounds(line) && (seen === null || seen === lastSeen);
    lastSeen = seen ?? lastSeen;
    return { ...line, nth: (count += 1), isIdle };
  });
  const all = [...traffic.lines, ...fresh];
  return { ...page, traffic: { ...traffic, count, lastSeen, lines: kept(all) } };
};

const kept = (lines: readonly KeptLine[]): readonly KeptLine[] => {
  const idle = lines.filter(({ isIdle }) => isIdle).length;
  let idleToDrop = Math.max(0, idle - mostIdleLines);
  let newsToDrop = Math.max(0, lines.length - idle - mostLines);
  if (idleToDrop === 0 && newsToDrop === 0) return lines;
  return lines.filter(({ isIdle }) => (isIdle ? idleToDrop-- <= 0 : newsToDrop-- <= 0));
};

/** The lines to show, the newest last. */
export const shownLines = ({ lines, hidesIdle }: TrafficWork): readonly KeptLine[] =>
  hidesIdle ? lines.filter(({ isIdle }) => !isIdle) : lines;

export const stepTraffic = (
  page: DevicesPage,
  event: Tended | Extract<DevicesEvent, { kind: 'recording-failed' }>,
  ground: PageGround,
): DevicesStep => {
  const { traffic } = page;
  const put = (now: Partial<TrafficWork>): DevicesStep => goOn({ ...page, traffic: { ...traffic, ...now } });
  if (event.kind === 'recording-failed') return goOn({ ...page, told: 'not-recorded' });
  const { act } = event;
  switch (act.kind) {
    case 'pause-traffic':
      return put({ paused: act.paused });
    case 'hide-idle':
      return put({ hidesIdle: act.hides });
    case 'clear-traffic':
      return put({ lines: [], lastSeen: null });
    case 'record-traffic': {
      const { chosen } = page;
      if (chosen === null || chosen === 'recordings' || page.recording !== null) return goOn(page);
      // A recording holds every byte: none is made of what patrons do.
      if (!isMine(page)) return goOn({ ...page, told: 'take-place-first' });
      return goOn(
        { ...page, told: 'recorded' },
        { kind: 'record-device', of: chosen },
        tried(ground, page, 'record', { came: 'begun' }),
      );
    }
    case 'end-recording':
      return goOn({ ...page, told: 'record-ended' }, { kind: 'end-recording' });
    default:
      return goOn(page);
  }
};
