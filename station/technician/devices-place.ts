// The place whose devices a technician works with: wanted, waited for while somebody is at work there, had, given back. Pure.
import type { DevicesStep } from './devices-base.ts';
import { hadMs, placeOf, type DevicesPage } from './devices-state.ts';
import type { DevicesEffect } from './devices-talk.ts';
import { goOn, type PageGround } from './talk.ts';

const byOf = ({ who }: PageGround): string | null => who?.name ?? null;

const having = (
  place: string,
  ground: PageGround,
): { readonly untilMs: number; readonly effect: Extract<DevicesEffect, { kind: 'have-place' }> } => {
  const untilMs = ground.nowMs + hadMs;
  return { untilMs, effect: { kind: 'have-place', place, by: byOf(ground), untilMs } };
};

/** Whoever works at a place that they have keeps it. */
export const touched = (page: DevicesPage, ground: PageGround): DevicesStep => {
  const { wants } = page;
  if (wants === null) return goOn(page);
  const { untilMs, effect } = having(wants.place, ground);
  return goOn({ ...page, wants: { ...wants, untilMs } }, effect);
};

export const takePlace = (page: DevicesPage, ground: PageGround): DevicesStep => {
  const place = placeOf(page)?.name ?? null;
  const { wants } = page;
  if (place === null || wants?.place === place) return goOn(page);
  const { untilMs, effect } = having(place, ground);
  return goOn(
    { ...page, wants: { place, isHad: false, untilMs } },
    ...(wants === null ? [] : [{ kind: 'let-place', place: wants.place } as const]),
    effect,
  );
};

export const givePlace = (page: DevicesPage): DevicesStep =>
  page.wants === null
    ? goOn(page)
    : goOn(
        { ...page, wants: null, told: 'given-back', glass: { ...page.glass, on: null, shown: null } },
        { kind: 'let-place', place: page.wants.place },
      );

/** What has become of the place that is wanted, by what was seen of it last. */
export const wantedNow = (page: DevicesPage, ground: PageGround): DevicesStep => {
  const { wants, places } = page;
  if (wants === null) return goOn(page);
  const { place } = wants;
  const isHad = places.find(({ name }) => name === place)?.isTended === true;
  if (isHad && wants.isHad) return goOn(page);
  if (isHad) {
    // The time to work begins now, however long it was waited for.
    const { untilMs, effect } = having(place, ground);
    return goOn({ ...page, wants: { place, isHad, untilMs } }, effect);
  }
  if (!wants.isHad && ground.nowMs < wants.untilMs) return goOn(page);
  // It is not taken again behind whoever has it now; nor, where nobody is there to see it, from whoever comes next.
  return goOn(
    { ...page, wants: null, told: wants.isHad ? 'staff-took-it' : 'waited-long' },
    { kind: 'let-place', place },
  );
};
