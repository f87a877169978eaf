// The doorway from the console of devices to its screen. What passed while patrons were served loses what may name them here. Decides
// nothing.
import type { TrafficLine, TrafficTold } from '../../contract/devices-traffic-view.ts';
import {
  handOrders,
  type DeviceBody,
  type DevicesScreen,
  type DeviceState,
  type HandOrder,
  type LyingTag,
} from '../../contract/devices-view.ts';
import { faultIn } from '../../drivers/ports/fault.ts';
import type { ReadLine } from '../../drivers/traffic/reading.ts';
import type { Told } from '../../drivers/traffic/told.ts';
import type { DeviceMoment } from '../device-watch.ts';
import { cardThere, readingOf, spelt } from './devices-cards.ts';
import { layoutCode } from './devices-scans.ts';
import { deviceOf, isMine, placeOf, tabsOf, type DevicesPage } from './devices-state.ts';
import { unitOf } from './devices-tags.ts';
import type { LaidTag, SeenDevice } from './devices-talk.ts';
import { shownLines } from './devices-traffic.ts';
import type { PageGround } from './talk.ts';

/** So many lines of traffic are shown at once. */
const mostShown = 120;

export const devicesScreen = (page: DevicesPage, ground: PageGround): DevicesScreen => {
  const { chosen } = page;
  const device = deviceOf(page);
  return {
    at: 'devices',
    nowMs: ground.nowMs,
    rows: page.places.flatMap(({ name, devices }) =>
      devices.map((one) => ({ place: name, device: one.device, state: stateOf(one) })),
    ),
    chosen,
    state: device === null ? null : stateOf(device),
    line: device?.line ?? null,
    had: hadOf(page),
    tabs: chosen === null || chosen === 'recordings' ? [] : tabsOf[chosen.device],
    tab: page.tab,
    told: page.told,
    body: bodyOf(page, device),
  };
};

const momentOf = ({ atMs, state }: DeviceMoment): DeviceState => ({
  at: state.at,
  says: state.at === 'ready' ? state.model : '',
  fault: state.at === 'trouble' ? faultIn(state) : null,
  sinceMs: atMs,
});

const stateOf = ({ device, history }: SeenDevice): DeviceState | null => {
  const last = history.at(-1);
  if (device === 'glass') return null;
  return last === undefined ? { at: 'opening', says: '', fault: null, sinceMs: 0 } : momentOf(last);
};

const hadOf = (page: DevicesPage): DevicesScreen['had'] => {
  const place = placeOf(page);
  if (place === null) return null;
  const { wants } = page;
  if (wants === null || wants.place !== place.name) return { place: place.name, at: 'in-use', untilMs: null };
  return wants.isHad
    ? { place: place.name, at: 'mine', untilMs: wants.untilMs }
    : { place: place.name, at: 'waiting', untilMs: null };
};

const bodyOf = (page: DevicesPage, device: SeenDevice | null): DeviceBody | null => {
  if (page.chosen === 'recordings') {
    const { folder, all, open, packed } = page.recordings;
    return {
      at: 'recordings',
      folder,
      all,
      open:
        open === null
          ? null
          : {
              ...open,
              lines: open.lines.map((one) => lineOf(one, { nth: one.nth, atMs: one.line.at, isPlain: true })),
              damaged: open.damaged.map((nth) => nth + 1),
            },
      packed,
    };
  }
  if (device === null) return null;
  switch (page.tab) {
    case 'tags':
      return tagsBody(page, device);
    case 'cards':
      return cardsBody(page);
    case 'scans':
      return { at: 'scans', scans: page.scans.tests, code: layoutCode, ...page.scans.keyboard };
    case 'paper': {
      const { print, failure, drawer } = page.paper;
      const status = placeOf(page)?.printer ?? null;
      return {
        at: 'paper',
        paper: status?.paper ?? 'unknown',
        cover: status?.cover ?? 'unknown',
        fault: status?.fault ?? null,
        hasDrawer: placeOf(page)?.settings.printer?.drawer ?? false,
        print,
        failure,
        drawer,
      };
    }
    case 'glass': {
      const place = placeOf(page);
      const { on, shown, said } = page.glass;
      // What is touched there is known there.
      return {
        at: 'glass',
        isLooked: place?.hasGlass ?? false,
        on,
        shown: on === 'there' ? (place?.glass ?? shown) : shown,
        said,
      };
    }
    case 'traffic':
      return {
        at: 'traffic',
        isHeard: !(page.chosen?.device === 'printer' && placeOf(page)?.settings.printer?.connection.kind === 'queue'),
        paused: page.traffic.paused,
        hidesIdle: page.traffic.hidesIdle,
        hidden: page.traffic.lines.length - shownLines(page.traffic).length,
        hasRounds: page.chosen?.device === 'pad' || page.chosen?.device === 'card-reader',
        lines: shownLines(page.traffic)
          .slice(-mostShown)
          .map((one) => lineOf(one, one)),
        recording: page.recording,
      };
    case 'history':
      return { at: 'history', moments: device.history.map(momentOf).toReversed() };
  }
};

// ── Traffic ──

/** What may name a patron is left out where patrons were served. */
const lineOf = (
  { line, told }: ReadLine,
  { nth, atMs, isPlain }: { readonly nth: number; readonly atMs: number; readonly isPlain: boolean },
): TrafficLine => {
  const bytes = 'hex' in line ? line.hex.length / 2 : 0;
  return {
    nth,
    atMs,
    kind: line.kind,
    hex: 'hex' in line && isPlain ? line.hex : null,
    bytes,
    told: told.map((one) => toldOf(one, isPlain)),
    fault: 'because' in line && line.because !== '' ? { fault: line.fault ?? 'other', because: line.because } : null,
  };
};

/** So many tags of a round are named; their number is told. */
const mostUids = 8;

const toldOf = ({ did, came, code, count, uids, text, flags, fault }: Told, isPlain: boolean): TrafficTold => ({
  did,
  came,
  code,
  says: [
    ...(count === null ? [] : [{ is: 'count', text: String(count) } as const]),
    ...(isPlain ? uids.slice(0, mostUids).map((uid) => ({ is: 'uid', text: uid }) as const) : []),
    ...(isPlain && uids.length > mostUids ? [{ is: 'uid', text: '…' } as const] : []),
    ...(text !== null && (isPlain || did === 'version') ? [{ is: 'text', text } as const] : []),
    ...(flags === null ? [] : flags.length === 0 ? ['nothing'] : flags).map(
      (flag) => ({ is: 'flag', text: flag }) as const,
    ),
  ],
  fault,
});

// ── Tags and cards ──

const tagsBody = (page: DevicesPage, device: SeenDevice): DeviceBody => {
  const { outcomes, open, planned } = page.tags;
  return {
    at: 'tags',
    tags: device.laid.map((tag) => lyingOf(tag, isMine(page))),
    can: handOrders.filter((order) => canDo(order, device)),
    outcomes,
    open:
      open === null
        ? null
        : {
            uid: open.tag.uid,
            fields: open.facts.fields,
            blocks: open.facts.blocks,
            blockSize: unitOf(open.tag),
          },
    writing: planned === null ? null : { changes: planned.changes, says: planned.says, wrong: planned.wrong },
  };
};

const canDo = (order: HandOrder, { can, device }: SeenDevice): boolean => {
  if (can === null) return false;
  switch (order) {
    case 'beep':
      return can.beep;
    case 'write':
      return can.write;
    case 'arm':
    case 'disarm':
      // What lies on a card reader is nobody's item.
      return device === 'pad' && (can.afi || can.eas !== 'none');
    case 'inventory':
    case 'examine':
      return true;
  }
};

const lyingOf = ({ uid, thing, isRead, text }: LaidTag, isMineNow: boolean): LyingTag => {
  const number = thing?.kind === 'item' || thing?.kind === 'patron-card' ? thing.number : text;
  return {
    uid: isMineNow ? uid : `…${uid.slice(-4)}`,
    label: thing?.kind === 'item' && thing.part !== null ? `${thing.part.nth}/${thing.part.of}` : '',
    is: thing?.kind ?? (isRead ? (text === null ? 'card' : 'patron-card') : 'reading'),
    number: isMineNow ? number : null,
    security: thing?.kind === 'item' ? thing.security : null,
  };
};

const cardsBody = (page: DevicesPage): DeviceBody => {
  const { card, several } = cardThere(page);
  const reading = card === null ? null : readingOf(card);
  const isShown = isMine(page) && reading !== null && !several;
  const { spellings, ticket } = isMine(page) ? spelt(page) : page.cards;
  return {
    at: 'cards',
    read: !isShown
      ? null
      : reading.kind === 'text'
        ? { kind: 'text', shown: reading.text }
        : { kind: 'uid', shown: card?.uid.match(/../g)?.join(' ') ?? '' },
    several,
    spellings: isMine(page) ? spellings.map(({ settings: _settings, ...one }) => one) : [],
    asking: ticket !== null,
  };
};
