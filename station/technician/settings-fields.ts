// The rows of the settings' page: what a field is named, holds, and is wrong with. Never a secret. Pure.
import type { SettingsField, SettingsShape } from '../../contract/settings-view.ts';
import type { Language } from '../../contract/terms.ts';
import { holds, kindOf, nodeAt, type FormNode } from '../settings/form.ts';
import { at, isGroup, isList, same, type Json } from '../settings/json.ts';
import { helpOf, labelOf, optionOf, unitOf } from '../settings/labels.ts';
import { lockOf } from './settings-draft.ts';
import type { SettingsPage } from './settings-state.ts';
import type { PageGround } from './talk.ts';
import { topFields, titleOf } from './settings-sections.ts';

type Draw = {
  readonly page: SettingsPage;
  readonly ground: PageGround;
  readonly changed: ReadonlySet<string>;
  readonly wrong: ReadonlyMap<string, string>;
  readonly asked: ReadonlySet<string>;
};

const drawOf = (page: SettingsPage, ground: PageGround): Draw => ({
  page,
  ground,
  changed: new Set(page.changes.map(({ path }) => path)),
  wrong: new Map(page.faults.map(({ path, says }) => [path, says[ground.language]])),
  asked: new Set(page.asked),
});

export const sectionFields = (page: SettingsPage, section: string, ground: PageGround): readonly SettingsField[] => {
  const draw = drawOf(page, ground);
  if (section === 'else')
    return strangers(
      draw,
      '',
      topFields().map(({ name }) => name),
      0,
    );
  const node = nodeAt(page.draft, section);
  if (node === null) return [];
  const value = at(page.draft, section);
  const all = fieldsUnder(draw, section, node, value, -1);
  // Each place has a section of its own: here it is an entry alone.
  return section === 'places' ? all.filter(({ path }) => /^places(?:\.\d+)?$/.test(path)) : all;
};

/** Of the whole file, in its order. */
export const allFields = (page: SettingsPage, ground: PageGround): readonly SettingsField[] => {
  const draw = drawOf(page, ground);
  return topFields().flatMap(({ name, node }) => fieldsUnder(draw, name, node, at(page.draft, name), -1));
};

/** A field and what stands in it. The section itself has no row of its own but where there is something to choose. */
const fieldsUnder = (
  draw: Draw,
  path: string,
  node: FormNode,
  said: Json | undefined,
  depth: number,
): readonly SettingsField[] => {
  const { shape } = node;
  const inner = holds(node, said);
  const rows: SettingsField[] = [];
  const isPlain = depth === -1 && shape.kind === 'group' && shape.kinds.length === 1 && !node.none;
  if (!isPlain) rows.push(fieldOf(draw, path, node, said, Math.max(0, depth)));
  const next = isPlain ? 0 : Math.max(0, depth) + 1;
  if (shape.kind === 'list' && isList(inner))
    for (const [nth, one] of inner.entries()) {
      const here = `${path}.${nth}`;
      if (shape.of.shape.kind !== 'group') {
        rows.push(fieldOf(draw, here, shape.of, one, next));
        continue;
      }
      rows.push(itemOf(draw, here, one, { nth, count: inner.length, depth: next }));
      rows.push(
        ...fieldsUnder(draw, here, { ...shape.of, none: false }, one, -1).map((row) => ({
          ...row,
          depth: row.depth + next + 1,
        })),
      );
    }
  if (shape.kind === 'group' && isGroup(inner)) {
    const fields = kindOf(shape, inner)?.fields ?? [];
    for (const { name, node: field } of fields)
      rows.push(
        ...fieldsUnder(draw, `${path}.${name}`, field, Object.hasOwn(inner, name) ? inner[name] : undefined, next),
      );
    rows.push(
      ...strangers(draw, path, [...fields.map(({ name }) => name), ...(shape.by === null ? [] : [shape.by])], next),
    );
  }
  return rows;
};

/** What stands there and nobody knows. */
const strangers = (draw: Draw, path: string, known: readonly string[], depth: number): readonly SettingsField[] => {
  const group = path === '' ? draw.page.draft : at(draw.page.draft, path);
  const names = isGroup(group)
    ? Object.keys(group).filter((name) => !known.includes(name) && !(path === '' && name === 'version'))
    : [];
  return names.map((name) => ({
    ...rowOf(draw, path === '' ? name : `${path}.${name}`, depth),
    label: name,
    help: '',
    isUsual: false,
    mayReset: true,
    shape: { kind: 'stranger' },
  }));
};

const rowOf = ({ page, ground, changed, wrong, asked }: Draw, path: string, depth: number) => ({
  path,
  unit: unitOf(path, ground.language),
  depth,
  trail: null,
  isChanged: changed.has(path),
  wrong: wrong.get(path) ?? null,
  locked: lockOf(page, path, ground),
  asked: asked.has(path),
});

const fieldOf = (draw: Draw, path: string, node: FormNode, said: Json | undefined, depth: number): SettingsField => {
  const { language } = draw.ground;
  return {
    ...rowOf(draw, path, depth),
    label: labelHere(path, node, language),
    help: helpOf(path, node.help, language),
    isUsual: said === undefined || (node.usual !== undefined && same(said, node.usual)),
    mayReset: said !== undefined && node.usual !== undefined && !same(said, node.usual) && !/\.\d+$/.test(path),
    shape: shapeOf(path, node, holds(node, said), language),
  };
};

/** Of an entry: which kind it is, or, where it is a plain value, which one. */
const labelHere = (path: string, { shape }: FormNode, language: Language): string => {
  const nth = /\.(\d+)$/.exec(path)?.[1];
  if (nth === undefined) return labelOf(path, language);
  return shape.kind === 'group' ? labelOf('kind', language) : String(Number(nth) + 1);
};

const itemOf = (
  draw: Draw,
  path: string,
  entry: Json,
  { nth, count, depth }: { readonly nth: number; readonly count: number; readonly depth: number },
): SettingsField => ({
  ...rowOf(draw, path, depth),
  label: titleOf(entry, nth, draw.ground.language),
  help: '',
  isUsual: false,
  mayReset: false,
  shape: { kind: 'item', nth, count },
});

const textOf = (value: Json | undefined): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

const shapeOf = (path: string, node: FormNode, value: Json | undefined, language: Language): SettingsShape => {
  const { shape, none, marks } = node;
  const isNull = value === null;
  const noneOption = none ? [{ value: '', label: optionOf(path, '', language) }] : [];
  const optionsOf = (values: readonly (string | number | boolean)[]) => [
    ...noneOption,
    ...values.map((one) => ({ value: String(one), label: optionOf(path, String(one), language) })),
  ];
  if (marks.secret) return { kind: 'secret', isSet: textOf(value) !== '', isPin: marks.pin, mayBeNull: none };
  if (marks.picture && (isNull || (typeof value === 'string' && /^data:|^$/.test(value))))
    return { kind: 'picture', isSet: textOf(value) !== '', bytes: Math.round(textOf(value).length * 0.75) };
  switch (shape.kind) {
    case 'text':
      return { kind: 'text', value: textOf(value), isNull, mayBeNull: none, longest: shape.longest ?? 2000 };
    case 'number':
      return { kind: 'number', value: textOf(value), isNull, mayBeNull: none, least: shape.least, most: shape.most };
    case 'switch':
      return none
        ? { kind: 'choice', value: textOf(value), options: optionsOf([true, false]) }
        : { kind: 'switch', value: value === true };
    case 'choice':
      return { kind: 'choice', value: textOf(value), options: optionsOf(shape.values) };
    case 'list': {
      const count = isList(value) ? value.length : 0;
      const kinds = shape.of.shape.kind === 'group' && shape.of.shape.by !== null ? shape.of.shape.kinds : [];
      return {
        kind: 'list',
        count,
        mayAdd: count < (shape.most ?? 200),
        kinds: kinds.map(({ name }) => ({ value: name, label: optionOf(path, name, language) })),
      };
    }
    case 'group': {
      if (shape.kinds.length === 1 && !none) return { kind: 'group' };
      const kinds = shape.kinds.map(({ name }) => ({
        value: name === '' ? 'given' : name,
        label: optionOf(path, name === '' ? 'given' : name, language),
      }));
      const kind = isGroup(value) ? kindOf(shape, value) : null;
      return { kind: 'kinds', value: kind === null ? '' : kind.name || 'given', options: [...noneOption, ...kinds] };
    }
  }
};
