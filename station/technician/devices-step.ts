// The console of devices, step by step: a device is chosen, its place is had, and each part of its work takes what is its own. Pure.
import { devicesAct, type DevicesAct } from '../../contract/devices-calls.ts';
import type { DeviceKind } from '../../contract/devices-view.ts';
import type { DevicesStep } from './devices-base.ts';
import { stepCards } from './devices-cards.ts';
import { stepGlass } from './devices-glass.ts';
import { stepPaper } from './devices-paper.ts';
import { heardScan, stepScans } from './devices-scans.ts';
import {
  deviceOf,
  hadMs,
  newDevicesPage,
  noCards,
  noGlass,
  noPaper,
  noTags,
  placeOf,
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
      return seen(page, event);
    case 'device-came':
      return follow(stepTags(page, event, ground), (next) => stepPaper(next, event, ground));
    case 'spelling-asked':
      return stepCards(page, event, ground);
    case 'recordings-listed':
    case 'recording-read':
    case 'recording-failed':
      return stepTraffic(page, event, ground);
    case 'tended':
      return follow(touched({ ...page, told: null }, ground), (next) => acted(next, event.act, ground));
    default:
      return goOn(page);
  }
};

const lookedAt = ({ chosen }: DevicesPage) => (chosen === 'recordings' ? null : chosen);

/** Whoever works at a place that they have keeps it. */
const touched = (page: DevicesPage, ground: PageGround): DevicesStep => {
  if (page.wants === null) return goOn(page);
  const { place } = page.wants;
  const untilMs = ground.nowMs + hadMs;
  return goOn({ ...page, wants: { ...page.wants, untilMs } }, { kind: 'have-place', place, by: byOf(ground), untilMs });
};

const byOf = ({ who }: PageGround): string | null => who?.name ?? null;

const seen = (page: DevicesPage, event: Extract<DevicesEvent, { kind: 'devices-seen' }>): DevicesStep => {
  const { places, lines, scans, printer, recording } = event;
  const wanted = places.find(({ name }) => name === page.wants?.place) ?? null;
  const isHad = wanted?.isTended === true;
  const lost = page.wants !== null && page.wants.isHad && !isHad;
  const looked: DevicesPage = {
    ...page,
    places,
    recording,
    wants: lost || page.wants === null ? null : { ...page.wants, isHad },
    told: lost ? 'staff-took-it' : page.told,
    paper: printer === null ? page.paper : { ...page.paper, status: printer },
    chosen: page.chosen ?? firstOf(places),
  };
  const next = scans.reduce(heardScan, heardLines(looked, lines));
  return goOn(
    next,
    // It is not taken again behind whoever has it now.
    ...(lost && page.wants !== null ? [{ kind: 'let-place', place: page.wants.place } as const] : []),
    ...(page.chosen === null && next.chosen !== null ? [{ kind: 'look-at-devices', of: lookedAt(next) } as const] : []),
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
    case 'take-place': {
      const place = placeOf(page);
      if (place === null || page.wants?.place === place.name) return goOn(page);
      const untilMs = ground.nowMs + hadMs;
      return goOn(
        { ...page, wants: { place: place.name, isHad: false, untilMs } },
        ...(page.wants === null ? [] : [{ kind: 'let-place', place: page.wants.place } as const]),
        { kind: 'have-place', place: place.name, by: byOf(ground), untilMs },
      );
    }
    case 'give-place':
      return page.wants === null
        ? goOn(page)
        : goOn(
            { ...page, wants: null, told: 'given-back', glass: { ...page.glass, on: null, shown: null } },
            { kind: 'let-place', place: page.wants.place },
          );
    default:
      return steps.reduce(
        (step, next) => follow(step, (now) => next(now, { kind: 'tended', act: own }, ground)),
        goOn(page),
      );
  }
};

/** Each takes what is its own, and leaves the rest. */
const steps = [stepTags, stepCards, stepScans, stepPaper, stepGlass, stepTraffic] as const;

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
    scans: { tests: [], count: 0, layout: 'waiting' },
    traffic: { ...page.traffic, lines: [] },
  };
  return deviceOf(next) === null
    ? goOn({ ...page, told: 'no-such-device' })
    : goOn(next, { kind: 'look-at-devices', of });
};

const ownAct = (act: { readonly kind: string }): DevicesAct | null => {
  const read = devicesAct.safeParse(act);
  return read.success ? read.data : null;
};
