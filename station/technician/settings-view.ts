// The doorway from the settings' page to its screen: the form of the open section, with names and help in the language of the glass. No
// secret leaves here, nor what a file holds that the form does not know. Decides nothing.
import type { SettingsScreen, SettingsSheet } from '../../contract/settings-view.ts';
import { searchKey } from '../settings/labels.ts';
import type { SettingsPage } from './settings-state.ts';
import type { PageGround } from './talk.ts';
import { changeShown, sectionsOf, trailOf } from './settings-sections.ts';
import { sectionFields } from './settings-fields.ts';
import { foundFields } from './settings-search.ts';

/** Found ones that are shown at once. */
const mostFound = 60;

export const settingsScreen = (page: SettingsPage, ground: PageGround): SettingsScreen => {
  const { language } = ground;
  const sections = sectionsOf(page, language);
  const section = sections.some(({ path }) => path === page.section) ? page.section : (sections[0]?.path ?? '');
  const isFound = searchKey(page.search.trim()).length > 1;
  const fields = page.read === null ? [] : isFound ? foundFields(page, ground) : sectionFields(page, section, ground);
  return {
    at: 'settings',
    file: ground.house.file,
    sections,
    section,
    search: page.search,
    fields: fields.slice(0, isFound ? mostFound : fields.length),
    more: isFound ? Math.max(0, fields.length - mostFound) : 0,
    wrong: page.faults.map(({ path, says }) => ({ path, label: trailOf(page, path, language), says: says[language] })),
    asked: page.asked.map((path) => ({ path, label: trailOf(page, path, language) })),
    changes: page.changes.map((change) => changeShown(page, change, language)),
    sheet: sheetOf(page),
    told: page.told,
    hasGood: page.read !== null && page.read.good !== null,
  };
};

const sheetOf = ({ sheet, read }: SettingsPage): SettingsSheet | null => {
  switch (sheet?.at) {
    case undefined:
      return null;
    case 'saving':
      return sheet;
    case 'history':
      return { at: 'history', copies: read?.copies ?? [] };
    case 'export':
      return { at: 'export', text: sheet.text, name: 'tram-settings.json', sealing: sheet.sealing };
    case 'import':
      return { at: 'import', step: sheet.step, wrong: sheet.wrong };
  }
};
