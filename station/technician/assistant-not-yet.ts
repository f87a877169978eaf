// Why a step of the assistant cannot be ended yet: what is wrong, missing, or not tried as it stands now. Pure.
import type { NotYet } from '../../contract/assistant-view.ts';
import { at, isGroup, same, type Json } from '../settings/json.ts';
import { hasAdministrator, openSteps } from '../setup/steps.ts';
import { keyboardKey, placedIn, setUpOf, trialKiosksIn, type AssistantPage } from './assistant-state.ts';
import { isWell, stands, triedBeside } from './assistant-tried.ts';

/** Why this step cannot be ended; null where it may. */
export const notYet = (page: AssistantPage): NotYet | null => {
  const { settings, step } = page;
  if (settings.faults.length > 0) return 'wrong-settings';
  if (isDoneAsItStands(page)) return null;
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

/** It was done, nothing of it is other since, and nothing of it was tried anew on this page: it may be left as it is. */
export const isDoneAsItStands = ({ step, setUp, changed, settings, acs, devices, trial }: AssistantPage): boolean => {
  if (setUp?.steps[step]?.state !== 'done' || changed.includes(step) || settings.changes.length > 0) return false;
  switch (step) {
    case 'acs':
      return acs.run === 0;
    case 'devices':
      return devices.tried.size === 0;
    case 'trial':
      return trial.run === 0;
    default:
      return true;
  }
};

const devicesNotYet = (page: AssistantPage): NotYet | null => {
  const placed = placedIn(page.settings.draft);
  // A scanner that types stands in no settings.
  if (placed.length === 0) return triedBeside(page, keyboardKey) === null ? 'no-device' : null;
  return placed.every((one) => stands(page, one)) ? null : 'devices-untried';
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
