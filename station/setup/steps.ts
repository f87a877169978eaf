// The steps in which a station is set up, as rows: whose settings they are about, and whether one may be left out. Pure.
import { stepNames, type StepName } from '../../contract/assistant-view.ts';
import { at, isList, type Json } from '../settings/json.ts';
import type { SetUp } from './kept.ts';

type Row = {
  /** Of the settings that are asked in it, by path, with what stands below them; null where nothing is. */
  readonly fields: RegExp | null;
  readonly maySkip: boolean;
};

export const steps: Readonly<Record<StepName, Row>> = {
  library: { fields: /^library(?:\.|$)|^places\.\d+\.language$/, maySkip: false },
  role: {
    fields: /^places(?:\.\d+)?$|^places\.\d+\.(?:name|functions|security|numbers|password|accountPassword)(?:\.|$)/,
    maySkip: false,
  },
  staff: { fields: /^staff(?:\.|$)/, maySkip: false },
  acs: {
    fields: /^acs\.(?:connection|login|institution|terminalPassword|currentLocation|currency|dialect|line)(?:\.|$)/,
    maySkip: true,
  },
  devices: { fields: /^places\.\d+\.(?:reader|cardReader|scanner|printer)(?:\.|$)/, maySkip: true },
  trial: { fields: null, maySkip: true },
  'hand-over': { fields: null, maySkip: false },
};

export const isOfStep = (step: StepName, path: string): boolean => steps[step].fields?.test(path) === true;

/** Somebody is there who may mend the staff, too. */
export const hasAdministrator = (settings: Json): boolean => {
  const staff = at(settings, 'staff');
  return isList(staff) && staff.some((one) => at(one, 'level') === 'administrator');
};

/** Neither done nor left out, or done with other settings than those that stand. The last one stands on all these. */
export const openSteps = (setUp: SetUp, changed: readonly StepName[]): readonly StepName[] =>
  stepNames.filter((name) => name !== 'hand-over' && (setUp.steps[name] === undefined || changed.includes(name)));

/** The next that is open behind this one; the last where none is. */
export const stepAfter = (name: StepName, setUp: SetUp, changed: readonly StepName[]): StepName => {
  const open = openSteps(setUp, changed);
  return stepNames.slice(stepNames.indexOf(name) + 1).find((one) => open.includes(one)) ?? 'hand-over';
};
