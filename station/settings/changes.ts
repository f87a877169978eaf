// What differs between two settings, field by field, as people read it in either language. Of a secret only that it is another one.
import type { Language } from '../../contract/terms.ts';
import { form, holds, kindOf, type FormNode } from './form.ts';
import { isGroup, isList, same, type Json } from './json.ts';
import { optionOf } from './labels.ts';

type Said = Readonly<Record<Language, string>> | null;

/** `before`, `after`: as text; null for what is not there. A secret's are never told: `secret`. */
export type Change = {
  readonly path: string;
  readonly before: Said;
  readonly after: Said;
  readonly isSecret: boolean;
};

const longestText = 120;

const cut = (text: string): string => (text.length > longestText ? `${text.slice(0, longestText)}…` : text);

const inBoth = (text: (language: Language) => string): Said => ({ vi: cut(text('vi')), en: cut(text('en')) });

/** Paths are those of what comes after; of what was taken out, those of before. */
export const changesBetween = (before: Json, after: Json): readonly Change[] => {
  const found: Change[] = [];
  const tell = (path: string, node: FormNode, one: Json | undefined, other: Json | undefined): void => {
    const { secret, picture } = node.marks;
    const isDull = secret || picture;
    found.push({
      path,
      before: isDull ? null : summary(path, node, one),
      after: isDull ? null : summary(path, node, other),
      isSecret: isDull,
    });
  };
  const go = (node: FormNode, path: string, saidBefore: Json | undefined, saidAfter: Json | undefined): void => {
    const one = holds(node, saidBefore);
    const other = holds(node, saidAfter);
    if (same(one, other)) return;
    const { shape } = node;
    const under = (step: string): string => (path === '' ? step : `${path}.${step}`);
    if (shape.kind === 'group' && isGroup(one) && isGroup(other)) {
      const [kind, was] = [kindOf(shape, other), kindOf(shape, one)];
      if (kind !== null && kind === was) {
        for (const { name, node: field } of kind.fields) go(field, under(name), one[name], other[name]);
        const known = new Set([shape.by, ...kind.fields.map(({ name }) => name)]);
        for (const name of new Set([...Object.keys(one), ...Object.keys(other)]))
          if (!known.has(name) && !same(one[name], other[name])) tell(under(name), unknown, one[name], other[name]);
        return;
      }
    }
    if (shape.kind === 'list' && isList(one) && isList(other) && shape.of.shape.kind === 'group') {
      for (const { path: step, before: was, after: is } of pairs(one, other)) {
        if (was === undefined || is === undefined) tell(under(step), shape.of, was, is);
        else go(shape.of, under(step), was, is);
      }
      return;
    }
    tell(path, node, one, other);
  };
  go(form, '', before, after);
  return found;
};

const unknown: FormNode = {
  none: true,
  usual: undefined,
  help: '',
  marks: { secret: true, pin: false, picture: false, own: false },
  shape: { kind: 'text', longest: null },
};

/** What is chosen has a word; what is typed stands for itself. */
const word = (path: string, { shape }: FormNode, value: Json, language: Language): string => {
  if (shape.kind === 'list' && isList(value))
    return value.map((one) => word(path, shape.of, one, language)).join(', ') || optionOf(path, '', language);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return shape.kind === 'choice' || shape.kind === 'switch' ? optionOf(path, text, language) : text;
};

/** A group may hold secrets: what it is called is enough. */
const summary = (path: string, node: FormNode, value: Json | undefined): Said => {
  if (value === undefined || value === null) return null;
  const { shape } = node;
  if (!isGroup(value)) return inBoth((language) => word(path, node, value, language));
  if (shape.kind !== 'group') return { vi: '…', en: '…' };
  const kind = shape.by === null ? undefined : value[shape.by];
  const { name } = value;
  return inBoth((language) => {
    const parts = [
      typeof kind === 'string' ? optionOf(path, kind, language) : '',
      typeof name === 'string' ? name : '',
    ];
    return parts.filter((part) => part !== '').join(' ') || '…';
  });
};

type Pair = { readonly path: string; readonly before: Json | undefined; readonly after: Json | undefined };

/** Entries that have a name are the same by it; others by where they stand. As many as before: by where they stand, and renamed. */
const pairs = (before: readonly Json[], after: readonly Json[]): readonly Pair[] => {
  const nameOf = (one: Json | undefined): string | null => {
    const name = isGroup(one) ? one['name'] : undefined;
    return typeof name === 'string' ? name : null;
  };
  const isNamed = before.length !== after.length && [...before, ...after].every((one) => nameOf(one) !== null);
  if (!isNamed)
    return Array.from({ length: Math.max(before.length, after.length) }, (_none, nth) => ({
      path: String(nth),
      before: before[nth],
      after: after[nth],
    }));
  const kept = after.map((one, nth): Pair => ({
    path: String(nth),
    before: before.find((other) => nameOf(other) === nameOf(one)),
    after: one,
  }));
  const gone = before.flatMap((one, nth): readonly Pair[] =>
    after.some((other) => nameOf(other) === nameOf(one)) ? [] : [{ path: String(nth), before: one, after: undefined }],
  );
  return [...kept, ...gone];
};
