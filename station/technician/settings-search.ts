// What a search finds in the settings: every word of it, in any order, with or without accents, in the language of the glass or the other
// one. What is called so comes before what merely speaks of it. Pure.
import type { SettingsField, SettingsShape } from '../../contract/settings-view.ts';
import type { Language } from '../../contract/terms.ts';
import { labelOf, searchKey } from '../settings/labels.ts';
import { allFields } from './settings-fields.ts';
import { trailOf } from './settings-sections.ts';
import type { SettingsPage } from './settings-state.ts';
import type { PageGround } from './talk.ts';

export const wordsOf = (search: string): readonly string[] =>
  searchKey(search)
    .split(/\s+/)
    .filter((word) => word !== '');

export const foundFields = (page: SettingsPage, ground: PageGround): readonly SettingsField[] => {
  const words = wordsOf(page.search);
  const found = allFields(page, ground).flatMap((field) => {
    if (field.shape.kind === 'item') return [];
    const around = field.path.split('.').slice(0, -1).join('.');
    const texts = textsOf(page, field, around, ground.language);
    const distances = words.map((word) => texts.findIndex((text) => text.includes(word)));
    if (distances.includes(-1)) return [];
    const trail = trailOf(page, around, ground.language);
    return [{ field: { ...field, depth: 0, trail }, distance: distances.reduce((sum, one) => sum + one, 0) }];
  });
  // Equally near ones stay in the order of the file.
  return found.toSorted((a, b) => a.distance - b.distance).map(({ field }) => field);
};

/** What is said of a field, the nearest first: its name, what it stands in, its value and path, its help. */
const textsOf = (page: SettingsPage, field: SettingsField, around: string, language: Language): readonly string[] => {
  const other = language === 'vi' ? 'en' : 'vi';
  const name = labelOf(field.path, other);
  return [
    searchKey(`${field.label} ${name}`),
    searchKey(`${trailOf(page, around, language)} ${trailOf(page, around, other)}`),
    searchKey(`${valueText(field.shape)} ${field.path} ${field.unit ?? ''}`),
    searchKey(field.help),
  ];
};

const valueText = (shape: SettingsShape): string => {
  switch (shape.kind) {
    case 'text':
    case 'number':
      return shape.value;
    case 'choice':
    case 'kinds':
      return `${shape.value} ${shape.options.find(({ value }) => value === shape.value)?.label ?? ''}`;
    default:
      return '';
  }
};
