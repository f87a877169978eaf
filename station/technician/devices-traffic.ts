// What passes on a device's line, kept for a while; recordings of it, and looking through them. What was said while patrons were served is
// told without what may name them. Pure.
import { tried, type DevicesStep, type Tended } from './devices-base.ts';
import { isMine, mostLines, type DevicesPage, type TrafficWork } from './devices-state.ts';
import type { DevicesEvent, HeardLine } from './devices-talk.ts';
import { goOn, type PageGround } from './talk.ts';

type Kept = HeardLine & { readonly nth: number };

/** A round of inventory that sees what the last one saw: four of them a second are no news. */
const isIdle = ({ told }: HeardLine, former: HeardLine | undefined): boolean =>
  told.length > 0 &&
  told.every(
    ({ did, came }) =>
      did === 'inventory' || did === 'field' || did === 'alive' || (did === 'card' && came !== 'failed'),
  ) &&
  (former === undefined || seenIn(former) === seenIn({ told }) || told.every(({ came }) => came === 'asked'));

const seenIn = ({ told }: Pick<HeardLine, 'told'>): string =>
  told
    .flatMap(({ uids }) => uids)
    .toSorted()
    .join(' ');

export const heardLines = (page: DevicesPage, lines: readonly HeardLine[]): DevicesPage => {
  const { traffic } = page;
  if (lines.length === 0 || traffic.paused) return page;
  let { count } = traffic;
  const kept = lines.map((line): Kept => ({ ...line, nth: (count += 1) }));
  return { ...page, traffic: { ...traffic, count, lines: [...traffic.lines, ...kept].slice(-mostLines) } };
};

/** The lines to show, the newest last. */
export const shownLines = ({ lines, hidesIdle }: TrafficWork): readonly Kept[] => {
  if (!hidesIdle) return lines;
  let former: HeardLine | undefined;
  return lines.filter((line) => {
    const idle = isIdle(line, former);
    if (line.told.some(({ came, did }) => did === 'inventory' && came !== 'asked')) former = line;
    return !idle;
  });
};

export const stepTraffic = (
  page: DevicesPage,
  event: Tended | Extract<DevicesEvent, { kind: 'recordings-listed' | 'recording-read' | 'recording-failed' }>,
  ground: PageGround,
): DevicesStep => {
  const { traffic, recordings } = page;
  const put = (now: Partial<TrafficWork>): DevicesStep => goOn({ ...page, traffic: { ...traffic, ...now } });
  switch (event.kind) {
    case 'recordings-listed':
      return goOn({ ...page, recordings: { ...recordings, folder: event.folder, all: event.all } });
    case 'recording-read':
      return goOn({ ...page, recordings: { ...recordings, open: event.read } });
    case 'recording-failed':
      return goOn({ ...page, told: 'not-recorded' });
    case 'tended':
  }
  const { act } = event;
  switch (act.kind) {
    case 'pause-traffic':
      return put({ paused: act.paused });
    case 'hide-idle':
      return put({ hidesIdle: act.hides });
    case 'clear-traffic':
      return put({ lines: [] });
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
    case 'read-recording':
      return goOn(page, { kind: 'read-recording', name: act.name, from: act.from });
    case 'close-recording':
      return goOn({ ...page, recordings: { ...recordings, open: null } });
    case 'delete-recording':
      return goOn(
        { ...page, recordings: { ...recordings, open: recordings.open?.name === act.name ? null : recordings.open } },
        { kind: 'delete-recording', name: act.name },
        { kind: 'list-recordings' },
      );
    default:
      return goOn(page);
  }
};
