// Why a step of the assistant cannot be ended yet: what is wrong, missing, or not tried as it stands now. Pure.
import type { Finding, NotYet } from '../../contract/assistant-view.ts';
import { at, isGroup, same, type Json } from '../settings/json.ts';
import { hasAdministrator, openSteps } from '../setup/steps.ts';
import { keyboardKey, placedIn, setUpOf, trialKiosksIn, type AssistantPage } from './assistant-state.ts';

/** Why this step cannot be ended; null where it may. */
export const notYet = (page: AssistantPage): NotYet | null => {
  const { settings, step } = page;
  if (settings.faults.length > 0) return 'wrong-settings';
  switch (step) {
    case 'library':
    case 'role':
      return null;
    case 'staff':
      return hasAdministrator(settings.draft) ? null : 'no-administrator';
    case 'acs':
      return acsNotYet(page);
    case 'devices':
      return devicesNotYet(page);
    case 'trial':
      if (trialKiosksIn(settings.base).length === 0) return null;
      return isWell(page.trial.findings) && !page.trial.running ? null : 'trial-untried';
    case 'hand-over':
      return openSteps(setUpOf(page), page.changed).length > 0 ? 'steps-open' : null;
  }
};

const devicesNotYet = ({ settings, devices }: AssistantPage): NotYet | null => {
  const placed = placedIn(settings.draft);
  // A scanner that types stands in no settings.
  if (placed.length === 0) return devices.findings.has(keyboardKey) ? null : 'no-device';
  return placed.every(({ key }) => isWell(devices.findings.get(key) ?? [])) ? null : 'devices-untried';
};

const acsNotYet = (page: AssistantPage): NotYet | null => {
  const { acs, settings } = page;
  if (acs.running || acs.findings.length === 0) return 'acs-untried';
  // The proposal may be taken or left: the way there is the same.
  if (!isSameWay(acs.of, at(settings.draft, 'acs') ?? null)) return 'acs-untried';
  return isWell(acs.findings) ? null : 'acs-fails';
};

/** Of two settings of the library system: it is reached in the same way. */
export const isSameWay = (one: Json, other: Json): boolean => same(wayTo(one), wayTo(other));

const wayTo = (acs: Json): Json => (isGroup(acs) ? [acs['connection'] ?? null, acs['login'] ?? null] : null);

const isWell = (findings: readonly Finding[]): boolean =>
  findings.length > 0 && findings.every(({ outcome }) => outcome !== 'bad');
