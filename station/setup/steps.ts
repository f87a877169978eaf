// The steps in which a station is set up, as rows: whose settings they are about, and whether one may be left out. Pure.
import { stepNames, type StepName } from '../../contract/assistant-view.ts';
import { at, isList, type Json } from '../settings/json.ts';
import type { SetUp } from './kept.ts';

type Row = {
  /** The settings that it stands on, by path, with what stands below them: with others it is to be looked at again. Null: none. */
  readonly about: RegExp | null;
  /** Of these, what is asked in it; the rest follows from what is tried, and stands on the settings' page. */
  readonly asked: RegExp | null;
  readonly maySkip: boolean;
};

const library = /^library(?:\.|$)|^places\.\d+\.language$/;
const role = /^places(?:\.\d+)?$|^places\.\d+\.(?:name|functions|numbers|password|accountPassword)(?:\.|$)/;
const staffAbout = /^staff(?:\.|$)/;
const acsAbout =
  /^acs\.(?:connection|login|institution|terminalPassword|currentLocation|currency|dialect|line)(?:\.|$)/;
const acsAsked = /^acs\.(?:connection|login|institution|terminalPassword|currentLocation|currency|dialect)(?:\.|$)/;
/** With a pad come tags that are armed and disarmed. */
const devices = /^places\.\d+\.(?:reader|cardReader|scanner|printer|security)(?:\.|$)/;
const functions = /^places\.\d+\.functions(?:\.|$)/;

export const steps: Readonly<Record<StepName, Row>> = {
  library: { about: library, asked: library, maySkip: false },
  role: { about: role, asked: role, maySkip: false },
  staff: { about: staffAbout, asked: staffAbout, maySkip: false },
  acs: { about: acsAbout, asked: acsAsked, maySkip: true },
  devices: { about: devices, asked: devices, maySkip: true },
  // A loan that was tried over another line, or on another pad, proves nothing of this one; nor does a return of a loan.
  trial: { about: new RegExp(`${acsAbout.source}|${devices.source}|${functions.source}`), asked: null, maySkip: true },
  'hand-over': { about: null, asked: null, maySkip: false },
};

export const isOfStep = (step: StepName, path: string): boolean => steps[step].about?.test(path) === true;
export const isAskedIn = (step: StepName, path: string): boolean => steps[step].asked?.test(path) === true;

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
