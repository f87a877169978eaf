// The sections of the settings' page, their order and their names. Pure.
import type { SettingsChange, SettingsSection } from '../../contract/settings-view.ts';
import type { Language } from '../../contract/terms.ts';
import type { Change } from '../settings/changes.ts';
import { form, type FormField } from '../settings/form.ts';
import { at, isList, stepsOf, type Json } from '../settings/json.ts';
import { labelOf, optionOf } from '../settings/labels.ts';
import type { SettingsPage } from './settings-state.ts';

export const topFields = (): readonly FormField[] => {
  const { shape } = form;
  return shape.kind === 'group' ? (shape.kinds[0]?.fields ?? []).filter(({ name }) => name !== 'version') : [];
};

/** In the order in which a station is set up. */
const order = [
  'library',
  'places',
  'acs',
  'staff',
  'hours',
  'desk',
  'newCards',
  'registry',
  'payment',
  'mail',
  'attract',
];

export const sectionsOf = (page: SettingsPage, language: Language): readonly SettingsSection[] => {
  const count = (path: string, all: readonly { readonly path: string }[], but: string | null = null): number =>
    all.filter((one) => isIn(one.path, path) && (but === null || !new RegExp(`^${but}\\.\\d+`).test(one.path))).length;
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  const fields = topFields().toSorted((a, b) => rank(a.name) - rank(b.name));
  const sections = fields.flatMap(({ name }): readonly SettingsSection[] => {
    const isPlaces = name === 'places';
    const own = {
      path: name,
      label: labelOf(name, language),
      depth: 0,
      wrong: count(name, page.faults, isPlaces ? name : null),
      changed: count(name, page.changes, isPlaces ? name : null),
    } as const;
    const places = isPlaces ? at(page.draft, name) : undefined;
    return [
      own,
      ...(isList(places) ? places : []).map((place, nth) => ({
        path: `${name}.${nth}`,
        label: titleOf(place, nth, language),
        depth: 1 as const,
        wrong: count(`${name}.${nth}`, page.faults),
        changed: count(`${name}.${nth}`, page.changes),
      })),
    ];
  });
  // What nobody knows there stands somewhere, so that it can be taken out.
  const strange = page.faults.filter(({ path }) => !fields.some(({ name }) => isIn(path, name)));
  const rest = { path: 'else', label: labelOf('else', language), depth: 0, wrong: strange.length, changed: 0 } as const;
  return strange.length === 0 ? sections : [...sections, rest];
};

const isIn = (path: string, section: string): boolean => path === section || path.startsWith(`${section}.`);

export const titleOf = (entry: Json, nth: number, language: Language): string => {
  const text = (name: string): string | null => {
    const value = at(entry, name);
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const kind = text('kind');
  const said = text('name') ?? text('category') ?? text('from');
  const parts = [kind === null ? null : optionOf('', kind, language), said].filter((part) => part !== null);
  return parts.length === 0 ? `${nth + 1}` : parts.join(' ');
};

/** The names of all that it stands in. */
export const trailOf = (page: SettingsPage, path: string, language: Language): string => {
  const steps = stepsOf(path);
  const parts = steps.flatMap((step, nth) => {
    const here = steps.slice(0, nth + 1).join('.');
    if (!/^\d+$/.test(step)) return [labelOf(here, language)];
    return [titleOf(at(page.draft, here) ?? null, Number(step), language)];
  });
  return parts.join(' › ');
};

/** As the glass shows it. */
export const changeShown = (page: SettingsPage, change: Change, language: Language): SettingsChange => ({
  ...change,
  label: trailOf(page, change.path, language),
  before: change.before?.[language] ?? null,
  after: change.after?.[language] ?? null,
});
