// Settings on their way to another station: without their secrets, and what is each station's own known by its marks. Knows the file that
// travels; how secrets are sealed is seal.ts's work.
import * as z from 'zod';
import { blankOf, kindOf, form, holds, nodeAt, walk, type FormNode } from './form.ts';
import { asJson, at, isGroup, isList, same, withAt, type Json, type JsonGroup } from './json.ts';
import { brought } from './older.ts';
import { settingsVersion } from './schema.ts';

const travelling = z.object({
  tram: z.literal('settings'),
  version: z.int().min(1),
  settings: z.record(z.string(), z.unknown()),
  /** Armoured; null where they were left out. */
  sealed: z.string().max(200_000).nullable().default(null),
});

/** What a file brings. `newer`: of a Tram to come; `too-large`: no library has that much to say. */
export type Brought =
  | { readonly kind: 'settings'; readonly value: Json; readonly sealed: string | null }
  | { readonly kind: 'not-ours' }
  | { readonly kind: 'newer' }
  | { readonly kind: 'too-large' };

/** Judging and drawing more takes the station minutes, while patrons stand before their kiosks. */
const most = { places: 200, entries: 500, values: 20_000 } as const;

const valuesIn = (value: Json): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce<number>((sum, inner) => sum + valuesIn(inner), 1)
    : 1;
const longestList = (value: Json): number => {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>(
    (longest, inner) => Math.max(longest, longestList(inner)),
    isList(value) ? value.length : 0,
  );
};
const isTooLarge = (value: Json): boolean => {
  const places = at(value, 'places');
  return (
    (isList(places) && places.length > most.places) ||
    longestList(value) > most.entries ||
    valuesIn(value) > most.values
  );
};

/** Of a file that was exported, or of a settings file itself. */
export const readPortable = (value: Json | null): Brought => {
  if (!isGroup(value ?? undefined) || value === null) return { kind: 'not-ours' };
  const written = at(value, 'version');
  // What a Tram to come puts around its settings nobody knows yet.
  if (at(value, 'tram') === 'settings' && typeof written === 'number' && written > settingsVersion)
    return { kind: 'newer' };
  const read = travelling.safeParse(value);
  const plain = read.success ? asJson(read.data.settings) : value;
  const version = at(plain, 'version');
  if (typeof version !== 'number' || at(plain, 'places') === undefined) return { kind: 'not-ours' };
  if (version > settingsVersion) return { kind: 'newer' };
  if (isTooLarge(plain)) return { kind: 'too-large' };
  return { kind: 'settings', value: asJson(brought(plain)), sealed: read.success ? read.data.sealed : null };
};

/** The text that travels; `sealed`: null without secrets. */
export const portableText = (plain: Json, sealed: string | null): string =>
  `${JSON.stringify({ tram: 'settings', version: settingsVersion, sealed, settings: plain }, null, 2)}\n`;

/** Only what the form knows: whatever else stands in a file may be anything, a password too. */
const known = (node: FormNode, said: Json): Json => {
  const { shape } = node;
  if (shape.kind === 'list') return isList(said) ? said.map((one) => known(shape.of, one)) : said;
  if (shape.kind !== 'group' || !isGroup(said)) return said;
  const kind = kindOf(shape, said);
  if (kind === null) return null;
  const fields = kind.fields.flatMap(({ name, node: field }): readonly [string, Json][] => {
    const inner = said[name];
    return inner === undefined ? [] : [[name, known(field, inner)]];
  });
  return { ...(shape.by === null ? {} : { [shape.by]: kind.name }), ...Object.fromEntries(fields) };
};

const isSaid = (value: Json | undefined): boolean => value !== undefined && value !== null && value !== '';

/** Taken apart. `secrets`: by path. */
export const withoutSecrets = (value: Json): { readonly plain: Json; readonly secrets: JsonGroup } => {
  let plain = known(form, value);
  const secrets: Record<string, Json> = {};
  walk(plain, (path, node, said) => {
    if (!node.marks.secret || !isSaid(said) || said === undefined) return;
    secrets[path] = said;
    plain = withAt(plain, path, node.none ? null : '');
  });
  return { plain, secrets };
};

/** Put together again; what has no place there is left out. */
export const withSecrets = (plain: Json, secrets: Json): Json =>
  Object.entries(isGroup(secrets) ? secrets : {}).reduce<Json>((all, [path, secret]) => {
    const node = nodeAt(all, path);
    return node?.marks.secret === true && typeof secret === 'string' ? withAt(all, path, secret) : all;
  }, plain);

/**
 * Settings of another station as this one would have them: a secret that did not come is this station's own at the same place, and
 * what is each station's own (names of places, addresses, ports) is this one's where it has any. `asked`: the paths that somebody has to
 * look at before they hold here.
 */
export const broughtHere = (theirs: Json, ours: Json): { readonly value: Json; readonly asked: readonly string[] } => {
  let value = theirs;
  const asked: string[] = [];
  walk(theirs, (path, node, said) => {
    const mine = nodeAt(ours, path) === null ? undefined : at(ours, path);
    if (node.marks.secret) {
      if (!isSaid(said) && isSaid(mine) && mine !== undefined) value = withAt(value, path, mine);
      return;
    }
    if (!node.marks.own || same(holds(node, said), mine)) return;
    asked.push(path);
    if (isSaid(mine) && mine !== undefined) value = withAt(value, path, mine);
  });
  return { value, asked };
};

/** An entry of a list once more: its name is another, and so are its PIN and its card. */
export const copyOf = (node: FormNode, entry: Json): Json => {
  if (node.shape.kind !== 'group') return entry;
  const fields = kindOf(node.shape, entry)?.fields ?? [];
  return fields.reduce<Json>((copy, { name, node: field }) => {
    const isHis = name === 'name' || field.marks.pin || (name === 'card' && at(copy, 'pin') !== undefined);
    return isHis && at(copy, name) !== undefined ? withAt(copy, name, field.none ? null : blankOf(field)) : copy;
  }, entry);
};
