// The console of devices, step by step: a device is chosen, its place is had, and each part of its work takes what is its own. Pure.
import { devicesAct, type DevicesAct } from '../../contract/devices-calls.ts';
import type { DeviceKind } from '../../contract/devices-view.ts';
import type { DevicesStep } from './devices-base.ts';
import { stepCards } from './devices-cards.ts';
import { stepFiles } from './devices-files.ts';
import { stepGlass } from './devices-glass.ts';
import { stepPaper } from './devices-paper.ts';
import { givePlace, takePlace, touched, wantedNow } from './devices-place.ts';
import { heardScan, stepScans } from './devices-scans.ts';
import {
  deviceOf,
  newDevicesPage,
  noCards,
  noGlass,
  noPaper,
  noScans,
  noTags,
  tabsOf,
  type DevicesPage,
} from './devices-state.ts';
import { stepTags } from './devices-tags.ts';
import type { DevicesEvent } from './devices-talk.ts';
import { heardLines, stepTraffic } from './devices-traffic.ts';
import { follow, goOn, type PageGround, type TechnicianEvent } from './talk.ts';

export const openDevices = (): DevicesStep => goOn(newDevicesPage, { kind: 'look-at-devices', of: null });

export const stepDevices = (page: DevicesPage, event: TechnicianEvent, ground: PageGround): DevicesStep => {
  switch (event.kind) {
    case 'devices-seen':
      return seen(page, event, ground);
    case 'device-came':
      return follow(stepTags(page, event, ground), (next) => stepPaper(next, event, ground));
    case 'spelling-asked':
      return stepCards(page, event, ground);
    case 'recording-failed':
      return stepTraffic(page, event, ground);
    case 'recordings-listed':
    case 'recording-read':
    case 'recording-packed':
    case 'recording-brought':
      return stepFiles(page, event, ground);
    case 'tended':
      return follow(touched({ ...page, told: null }, ground), (next) => acted(next, event.act, ground));
    default:
      return goOn(page);
  }
};

const lookedAt = ({ chosen }: DevicesPage) => (chosen === 'recordings' ? null : chosen);

const seen = (
  page: DevicesPage,
  { places, lines, scans, recording }: Extract<DevicesEvent, { kind: 'devices-seen' }>,
  ground: PageGround,
): DevicesStep => {
  const looked: DevicesPage = { ...page, places, recording, chosen: page.chosen ?? firstOf(places) };
  const heard = scans.reduce(heardScan, heardLines(looked, lines));
  return follow(wantedNow(heard, ground), (next) =>
    page.chosen === null && next.chosen !== null
      ? goOn(next, { kind: 'look-at-devices', of: lookedAt(next) })
      : goOn(next),
  );
};

const firstOf = (places: DevicesPage['places']): DevicesPage['chosen'] => {
  const [place] = places;
  const device = place?.devices[0]?.device;
  return place === undefined || device === undefined ? null : { place: place.name, device };
};

const acted = (page: DevicesPage, act: { readonly kind: string }, ground: PageGround): DevicesStep => {
  const own = ownAct(act);
  if (own === null) return goOn(page);
  switch (own.kind) {
    case 'choose-device':
      return choose(page, own.place, own.device);
    case 'open-recordings':
      return goOn(
        { ...page, chosen: 'recordings' },
        { kind: 'look-at-devices', of: null },
        { kind: 'list-recordings' },
      );
    case 'device-tab': {
      const { chosen } = page;
      const may = chosen !== null && chosen !== 'recordings' && tabsOf[chosen.device].includes(own.tab);
      return goOn(may ? { ...page, tab: own.tab } : page);
    }
    case 'take-place':
      return takePlace(page, ground);
    case 'give-place':
      return givePlace(page);
    default:
      return steps.reduce(
        (step, next) => follow(step, (now) => next(now, { kind: 'tended', act: own }, ground)),
        goOn(page),
      );
  }
};

/** Each takes what is its own, and leaves the rest. */
const steps = [stepTags, stepCards, stepScans, stepPaper, stepGlass, stepTraffic, stepFiles] as const;

const choose = (page: DevicesPage, place: string, device: DeviceKind): DevicesStep => {
  const of = { place, device };
  const next: DevicesPage = {
    ...page,
    chosen: of,
    tab: tabsOf[device].includes(page.tab) && page.tab === 'traffic' ? page.tab : (tabsOf[device][0] ?? 'history'),
    tags: noTags,
    cards: noCards,
    paper: noPaper,
    glass: { ...noGlass, said: page.glass.said },
    scans: noScans,
    traffic: { ...page.traffic, lines: [], lastSeen: null },
  };
  return deviceOf(next) === null
    ? goOn({ ...page, told: 'no-such-device' })
    : goOn(next, { kind: 'look-at-devices', of });
};

const ownAct = (act: { readonly kind: string }): DevicesAct | null => {
  const read = devicesAct.safeParse(act);
  return read.success ? read.data : null;
};
