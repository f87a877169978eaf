// JSON as a value of its own kind: settings before they are checked. Knows paths (dots between steps) and nothing of what stands there.

export type Json = string | number | boolean | null | readonly Json[] | JsonGroup;
export type JsonGroup = { readonly [name: string]: Json };

export const isGroup = (value: Json | undefined): value is JsonGroup =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** Of a text; null for one that is no JSON. A byte order mark is no part of it. */
export const readJson = (text: string): Json | null => {
  try {
    // What JSON.parse gives is JSON.
    return asJson(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch {
    return null;
  }
};

/** What JSON cannot say (undefined, a function) is left out, as JSON.stringify does. */
export const asJson = (value: unknown): Json => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(asJson);
  if (typeof value !== 'object') return null;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]): readonly [string, Json][] =>
      // A name that would become the group's own prototype is no setting.
      inner === undefined || name === '__proto__' ? [] : [[name, asJson(inner)]],
    ),
  );
};

export const stepsOf = (path: string): readonly string[] => (path === '' ? [] : path.split('.'));

/** Null for what is not there, and for null. */
export const at = (value: Json | undefined, path: string): Json | undefined =>
  stepsOf(path).reduce<Json | undefined>((inner, step) => {
    if (isList(inner)) return /^\d+$/.test(step) ? inner[Number(step)] : undefined;
    return isGroup(inner) && Object.hasOwn(inner, step) ? inner[step] : undefined;
  }, value);

/** With another value there; groups on the way are made, list entries are not. Undefined takes it away. */
export const withAt = (value: Json | undefined, path: string, next: Json | undefined): Json => {
  const put = (inner: Json | undefined, steps: readonly string[]): Json | undefined => {
    const [step, ...further] = steps;
    if (step === undefined) return next;
    if (isList(inner)) {
      const nth = Number(step);
      if (!/^\d+$/.test(step) || nth >= inner.length) return inner;
      return inner.flatMap((one, index) => {
        if (index !== nth) return [one];
        const changed = put(one, further);
        return changed === undefined ? [] : [changed];
      });
    }
    const group = isGroup(inner) ? inner : {};
    const changed = put(Object.hasOwn(group, step) ? group[step] : undefined, further);
    const { [step]: _before, ...others } = group;
    if (changed === undefined) return others;
    // Where it stood before: the file keeps its order.
    return Object.hasOwn(group, step) ? { ...group, [step]: changed } : { ...group, [step]: changed };
  };
  return put(value, stepsOf(path)) ?? {};
};

export const same = (one: Json | undefined, other: Json | undefined): boolean =>
  one === other || (one !== undefined && other !== undefined && sorted(one) === sorted(other));

/** As text, in which the order of names says nothing. */
export const sorted = (value: Json): string =>
  JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
