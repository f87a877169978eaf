// What a search finds in the settings: every word of it, in any order, with or without accents, in the language of the glass or the other
// one. What is called so comes before what merely speaks of it, and accents that were typed before others (giây is not giấy). Pure.
import type { SettingsField, SettingsShape } from '../../contract/settings-view.ts';
import type { Language } from '../../contract/terms.ts';
import { nodeAt } from '../settings/form.ts';
import { labelOf, searchKey, unitOf } from '../settings/labels.ts';
import { allFields } from './settings-fields.ts';
import { trailOf } from './settings-sections.ts';
import type { SettingsPage } from './settings-state.ts';
import type { PageGround } from './talk.ts';

const wordsOf = (search: string): readonly string[] =>
  lowered(search)
    .split(/\s+/)
    .filter((word) => searchKey(word) !== '');

const lowered = (text: string): string => text.normalize('NFC').toLocaleLowerCase('vi');

/** How far from the field's name a word stands in what is said of it; -1: nowhere. As it was typed it is nearer than by its letters alone. */
const distanceOf = (word: string, texts: readonly string[]): number => {
  const key = searchKey(word);
  const asTyped = key === word ? -1 : texts.findIndex((text) => lowered(text).includes(word));
  if (asTyped !== -1) return asTyped;
  const byLetters = texts.findIndex((text) => searchKey(text).includes(key));
  return byLetters === -1 || key === word ? byLetters : texts.length + byLetters;
};

export const foundFields = (page: SettingsPage, ground: PageGround): readonly SettingsField[] => {
  const words = wordsOf(page.search);
  const found = allFields(page, ground).flatMap((field) => {
    if (field.shape.kind === 'item') return [];
    const around = field.path.split('.').slice(0, -1).join('.');
    const texts = textsOf(page, field, around, ground.language);
    const distances = words.map((word) => distanceOf(word, texts));
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
  const shape = nodeAt(page.draft, field.path)?.shape;
  // What its kinds are told apart by has no row of its own.
  const by =
    shape?.kind === 'group' && shape.by !== null ? [labelOf(shape.by, language), labelOf(shape.by, other)] : [];
  return [
    [field.label, labelOf(field.path, other), ...by].join(' '),
    `${trailOf(page, around, language)} ${trailOf(page, around, other)}`,
    [valueText(field.shape), field.path, unitOf(field.path, language), unitOf(field.path, other)].join(' '),
    field.help,
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
