// The settings' form, walked out of their own schema: what stands at a path, what may stand there, and how it comes when nothing is
// said. Knows shapes; words, the screen and the file are others' work.
import * as z from 'zod';
import { at, isGroup, isList, stepsOf, type Json } from './json.ts';
import { settings } from './schema.ts';

type Schema = z.core.JSONSchema.BaseSchema;

/** What may stand at a path. `none`: null may, too. */
export type FormNode = {
  readonly none: boolean;
  /** Undefined: it must be said. */
  readonly usual: Json | undefined;
  /** The schema's own words, in English; also the key of the others. */
  readonly help: string;
  readonly marks: { readonly secret: boolean; readonly pin: boolean; readonly picture: boolean; readonly own: boolean };
  readonly shape: FormShape;
};

export type FormShape =
  | { readonly kind: 'text'; readonly longest: number | null }
  | { readonly kind: 'number'; readonly whole: boolean; readonly least: number | null; readonly most: number | null }
  | { readonly kind: 'switch' }
  /** Few values, texts or numbers. */
  | { readonly kind: 'choice'; readonly values: readonly (string | number)[] }
  /** One group, or one of several told apart by what stands in `by`. */
  | { readonly kind: 'group'; readonly by: string | null; readonly kinds: readonly FormKind[] }
  | { readonly kind: 'list'; readonly of: FormNode; readonly most: number | null };

/** `name`: what its discriminator says; '' for a group that has none. */
export type FormKind = { readonly name: string; readonly help: string; readonly fields: readonly FormField[] };
export type FormField = { readonly name: string; readonly node: FormNode };

const schemas = (list: readonly z.core.JSONSchema._JSONSchema[] | undefined): readonly Schema[] =>
  (list ?? []).filter((one) => typeof one !== 'boolean');

const typesOf = ({ type }: Schema): readonly string[] => (type === undefined ? [] : [type].flat());

/** Every way to fill it in, without what only says that there are several. */
const waysOf = (schema: Schema): readonly Schema[] => {
  const several = schemas(schema.anyOf ?? schema.oneOf);
  return several.length === 0 ? [schema] : several.flatMap(waysOf);
};

const isNull = (schema: Schema): boolean => typesOf(schema).join() === 'null';

const propertiesOf = (schema: Schema): readonly (readonly [string, Schema])[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, one]) => (typeof one === 'boolean' ? [] : [[name, one]]));

/** What tells the kinds of a group apart is a word. */
const constOf = (schema: Schema | undefined): string | null => {
  const value: unknown = schema?.const;
  return typeof value === 'string' ? value : null;
};

const isMarked = (ways: readonly Schema[], mark: string): boolean => ways.some((way) => way[mark] === true);

const nodeOf = (schema: Schema): FormNode => {
  const all = waysOf(schema);
  const ways = all.filter((way) => !isNull(way));
  const marked = [schema, ...all];
  return {
    none: all.length > ways.length || ways.some((way) => typesOf(way).includes('null')),
    usual: 'default' in schema ? toJson(schema.default) : undefined,
    help: schema.description ?? (ways.length === 1 ? ways[0]?.description : undefined) ?? '',
    marks: {
      secret: isMarked(marked, 'secret'),
      pin: isMarked(marked, 'pin'),
      picture: isMarked(marked, 'picture'),
      own: isMarked(marked, 'own'),
    },
    shape: shapeOf(ways),
  };
};

const toJson = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null));

const shapeOf = (ways: readonly Schema[]): FormShape => {
  const [first] = ways;
  if (first === undefined) return { kind: 'text', longest: null };
  if (ways.some(({ properties }) => properties !== undefined)) return groupOf(ways);
  const values = ways.flatMap((way) => way.enum ?? (way.const === undefined ? [] : [way.const]));
  if (values.length > 0)
    return { kind: 'choice', values: values.filter((one) => typeof one === 'string' || typeof one === 'number') };
  const types = typesOf(first);
  if (types.includes('boolean')) return { kind: 'switch' };
  if (types.includes('integer') || types.includes('number'))
    return {
      kind: 'number',
      whole: types.includes('integer'),
      least: first.minimum ?? null,
      most: first.maximum ?? null,
    };
  if (types.includes('array')) {
    const { items } = first;
    const of = items === undefined || typeof items === 'boolean' || Array.isArray(items) ? {} : items;
    return { kind: 'list', of: nodeOf(of), most: first.maxItems ?? null };
  }
  return { kind: 'text', longest: first.maxLength ?? null };
};

const groupOf = (ways: readonly Schema[]): FormShape => {
  const groups = ways.filter(({ properties }) => properties !== undefined);
  const names = propertiesOf(groups[0] ?? {}).map(([name]) => name);
  const by = names.find((name) =>
    groups.every((group) => constOf(propertiesOf(group).find(([one]) => one === name)?.[1]) !== null),
  );
  return {
    kind: 'group',
    by: by ?? null,
    kinds: groups.map((group) => {
      const fields = propertiesOf(group);
      const told = by === undefined ? undefined : fields.find(([name]) => name === by)?.[1];
      return {
        name: constOf(told) ?? '',
        help: told?.description ?? group.description ?? '',
        fields: fields.filter(([name]) => name !== by).map(([name, one]) => ({ name, node: nodeOf(one) })),
      };
    }),
  };
};

/** Of the whole settings file. */
export const form: FormNode = nodeOf(z.toJSONSchema(settings, { io: 'input' }));

/** Which of its kinds stands there; null for none of them, or where it is left out. */
export const kindOf = (shape: Extract<FormShape, { kind: 'group' }>, value: Json | undefined): FormKind | null => {
  if (shape.by === null) return shape.kinds[0] ?? null;
  const said = isGroup(value) ? value[shape.by] : undefined;
  return shape.kinds.find(({ name }) => name === said) ?? null;
};

/** What holds there: what is said, or how it comes. Undefined where it must be said and is not. */
export const holds = (node: FormNode, value: Json | undefined): Json | undefined =>
  value === undefined ? node.usual : value;

/** What may stand at this path of such settings; null for a path that leads nowhere. */
export const nodeAt = (value: Json, path: string): FormNode | null => {
  let node: FormNode = form;
  let inner: Json | undefined = value;
  for (const step of stepsOf(path)) {
    const next = below(node, inner, step);
    if (next === null) return null;
    inner = at(inner, step);
    inner = holds(next, inner);
    node = next;
  }
  return node;
};

const below = ({ shape }: FormNode, value: Json | undefined, step: string): FormNode | null => {
  if (shape.kind === 'list') {
    const length = isList(value) ? value.length : 0;
    return /^\d+$/.test(step) && Number(step) < length ? shape.of : null;
  }
  if (shape.kind !== 'group') return null;
  return kindOf(shape, value)?.fields.find(({ name }) => name === step)?.node ?? null;
};

/** A first filling: what must be said is empty, all else is left as it comes. */
export const blankOf = (node: FormNode, kind: string | null = null): Json => {
  const { shape } = node;
  switch (shape.kind) {
    case 'text':
      return '';
    case 'number':
      return shape.least ?? 0;
    case 'switch':
      return false;
    case 'choice':
      return shape.values[0] ?? '';
    case 'list':
      return [];
    case 'group': {
      const chosen = shape.kinds.find(({ name }) => name === kind) ?? shape.kinds[0];
      if (chosen === undefined) return {};
      const needed = chosen.fields.filter(({ node: field }) => field.usual === undefined && !isOptional(field));
      const filled = needed.map(({ name, node: field }): readonly [string, Json] => [name, blankOf(field)]);
      return { ...(shape.by === null ? {} : { [shape.by]: chosen.name }), ...Object.fromEntries(filled) };
    }
  }
};

/** May be null and is left out at first. */
const isOptional = ({ none }: FormNode): boolean => none;

/** Every field that is filled in now, with its path and its value; groups and lists before what stands in them. */
export const walk = (
  value: Json,
  visit: (path: string, node: FormNode, value: Json | undefined, depth: number) => void,
): void => {
  const go = (node: FormNode, path: string, said: Json | undefined, depth: number): void => {
    if (path !== '') visit(path, node, said, depth);
    const inner = holds(node, said);
    const under = (step: string): string => (path === '' ? step : `${path}.${step}`);
    if (node.shape.kind === 'list' && isList(inner)) {
      const { of } = node.shape;
      for (const [nth, one] of inner.entries()) go(of, under(String(nth)), one, depth + 1);
    } else if (node.shape.kind === 'group' && isGroup(inner)) {
      for (const { name, node: field } of kindOf(node.shape, inner)?.fields ?? [])
        go(field, under(name), Object.hasOwn(inner, name) ? inner[name] : undefined, depth + 1);
    }
  };
  go(form, '', value, -1);
};
