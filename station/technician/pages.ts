// The technician's pages: a row each. What a page needs, how it opens, takes an event and is drawn stands in a file of its own.
import { pageNames, type PageName, type PageScreen } from '../../contract/technician-view.ts';
import { may, type Permission } from '../staff.ts';
import { newAssistantPage, type AssistantPage } from './assistant-state.ts';
import { stepAssistant } from './assistant-step.ts';
import { assistantScreen } from './assistant-view.ts';
import type { AcsCheckPage } from './acs-check-state.ts';
import { openAcsCheck, stepAcsCheck } from './acs-check-step.ts';
import { acsCheckScreen } from './acs-check-view.ts';
import type { DevicesPage } from './devices-state.ts';
import { openDevices, stepDevices } from './devices-step.ts';
import { devicesScreen } from './devices-view.ts';
import type { CalibrationPage } from './calibration-state.ts';
import { openCalibration, stepCalibration } from './calibration-step.ts';
import { calibrationScreen } from './calibration-view.ts';
import { settingsPageAt, type SettingsPage } from './settings-state.ts';
import { stepSettings } from './settings-step.ts';
import { settingsScreen } from './settings-view.ts';
import { goOn, type PageGround, type TechnicianEvent, type TechnicianStep, type Who } from './talk.ts';

/** The page that is open; a member for each. */
export type PageState = SettingsPage | AssistantPage | AcsCheckPage | DevicesPage | CalibrationPage;

export type Page<State extends PageState = PageState> = {
  readonly needs: Permission;
  /** The new page, and what it asks for first. `field`: what is to be looked at there; null for nothing in particular. */
  readonly open: (ground: PageGround, field: string | null) => TechnicianStep<State>;
  readonly step: (page: State, event: TechnicianEvent, ground: PageGround) => TechnicianStep<State>;
  readonly view: (page: State, ground: PageGround) => PageScreen;
};

type Rows = { readonly [Name in PageName]: Page<Extract<PageState, { at: Name }>> };

const rows: Rows = {
  settings: {
    needs: 'devices',
    open: (_ground, field) => goOn(settingsPageAt(field), { kind: 'read-settings' }),
    step: stepSettings,
    view: settingsScreen,
  },
  calibration: { needs: 'devices', open: openCalibration, step: stepCalibration, view: calibrationScreen },
  'acs-check': { needs: 'devices', open: openAcsCheck, step: stepAcsCheck, view: acsCheckScreen },
  assistant: {
    needs: 'devices',
    open: () => goOn(newAssistantPage, { kind: 'read-settings' }, { kind: 'read-set-up' }),
    step: stepAssistant,
    view: assistantScreen,
  },
  devices: { needs: 'devices', open: openDevices, step: stepDevices, view: devicesScreen },
};

export const mayOpenPage = (who: Who, name: PageName): boolean => who === null || may(who, rows[name].needs);

export const pagesFor = (who: Who): readonly PageName[] => pageNames.filter((name) => mayOpenPage(who, name));

export const openPage = (name: PageName, ground: PageGround, field: string | null): TechnicianStep<PageState> =>
  rows[name].open(ground, field);

// One case each: a row fits its own page alone.
export const stepPage = (page: PageState, event: TechnicianEvent, ground: PageGround): TechnicianStep<PageState> => {
  switch (page.at) {
    case 'settings':
      return rows.settings.step(page, event, ground);
    case 'calibration':
      return rows.calibration.step(page, event, ground);
    case 'devices':
      return rows.devices.step(page, event, ground);
    case 'acs-check':
      return rows['acs-check'].step(page, event, ground);
    case 'assistant':
      return rows.assistant.step(page, event, ground);
  }
};

export const screenOf = (page: PageState, ground: PageGround): PageScreen => {
  switch (page.at) {
    case 'settings':
      return rows.settings.view(page, ground);
    case 'calibration':
      return rows.calibration.view(page, ground);
    case 'devices':
      return rows.devices.view(page, ground);
    case 'acs-check':
      return rows['acs-check'].view(page, ground);
    case 'assistant':
      return rows.assistant.view(page, ground);
  }
};
