// What was tried of the devices, and whether it still says something: as it was kept on disk, so that whoever comes back after a restart, or
// from another page, need not try again what is the same device with the same settings. Pure.
import { createHash } from 'node:crypto';
import type { Finding } from '../../contract/assistant-view.ts';
import { at, sorted } from '../settings/json.ts';
import type { TriedKept } from '../setup/kept.ts';
import {
  setUpOf,
  type AssistantPage,
  type keyboardKey,
  type PlacedInSettings,
  type soundKey,
} from './assistant-state.ts';
import { goOn, type PageGround, type TechnicianStep } from './talk.ts';

/** Two with one mark are one device of one place, with the same settings. Tells nothing of them. */
export const markOf = ({ place, device, value }: PlacedInSettings): string =>
  createHash('sha256')
    .update(sorted([place, device, value]))
    .digest('hex');

/** `isBefore`: not since this page was opened. */
export type Tried = TriedKept & { readonly isBefore: boolean };

const modelIn = (findings: TriedKept['findings']) =>
  findings.find(({ name }) => name === 'device-ready')?.values['model'];

/** Null where nothing is known of it; of an earlier time, what was found of another device is nothing. */
export const triedOf = (page: AssistantPage, one: PlacedInSettings): Tried | null => {
  const { devices, settings } = page;
  const now = devices.tried.get(one.key);
  if (now !== undefined) return { ...now, isBefore: false };
  const kept = setUpOf(page).tried[one.key];
  if (kept === undefined || kept.of !== markOf(one)) return null;
  const isSaved = sorted(at(settings.base, `places.${one.key}`) ?? null) === sorted(one.value);
  const placed = devices.now.find(({ key }) => key === one.key);
  const isAnother = isSaved && placed?.state === 'ready' && placed.says !== modelIn(kept.findings);
  return isAnother ? null : { ...kept, isBefore: true };
};

/** Of what stands in no settings: a scanner that types, and the sound. */
export const triedBeside = (page: AssistantPage, key: typeof keyboardKey | typeof soundKey): Tried | null => {
  const now = page.devices.tried.get(key);
  if (now !== undefined) return { ...now, isBefore: false };
  const kept = setUpOf(page).tried[key];
  return kept === undefined ? null : { ...kept, isBefore: true };
};

export const isWell = (findings: readonly Pick<Finding, 'outcome'>[]): boolean =>
  findings.length > 0 && findings.every(({ outcome }) => outcome !== 'bad');

/** What was found was found with other settings. Not where it failed: then they were changed to mend it. */
export const isStale = (tried: Tried | null, one: PlacedInSettings): boolean =>
  tried !== null && isWell(tried.findings) && tried.of !== markOf(one);

/** It was tried as it stands, and does. */
export const stands = (page: AssistantPage, one: PlacedInSettings): boolean => {
  const tried = triedOf(page, one);
  return tried !== null && isWell(tried.findings) && !isStale(tried, one);
};

/** From now on this is what is known of it. `of`: null for what stands in no settings. */
export const newlyTried = (
  page: AssistantPage,
  key: string,
  of: PlacedInSettings | null,
  findings: readonly Finding[],
  { nowMs, who }: PageGround,
): AssistantPage => {
  const one = { of: of === null ? '' : markOf(of), by: who?.name ?? null, atMs: nowMs, findings: [...findings] };
  return { ...page, devices: { ...page.devices, tried: new Map(page.devices.tried).set(key, one) } };
};

export const withFinding = (page: AssistantPage, key: string, finding: Finding): AssistantPage => {
  const { devices } = page;
  const one = devices.tried.get(key);
  if (one === undefined) return page;
  const next = { ...one, findings: [...one.findings, finding] };
  return { ...page, devices: { ...devices, tried: new Map(devices.tried).set(key, next) } };
};

/** What is known of it goes to the disk. */
export const keptTried = (page: AssistantPage, key: string): TechnicianStep<AssistantPage> => {
  const one = page.devices.tried.get(key);
  if (one === undefined || page.setUp === null) return goOn(page);
  const setUp = { ...page.setUp, tried: { ...page.setUp.tried, [key]: one } };
  return goOn({ ...page, setUp }, { kind: 'keep-set-up', setUp });
};
