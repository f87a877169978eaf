// Koha's search of patrons: a property and its value in the address, or a JSON in `q`. Pure.
import * as z from 'zod';

type Row = Readonly<Record<string, unknown>>;
type Test = (row: Row) => boolean;

/** Not to be searched for: they say how, not what. */
const reserved = new Set<string>(['q', '_match', '_page', '_per_page', '_order_by']);

const matches = {
  exact: (has: string, wanted: string) => has === wanted,
  contains: (has: string, wanted: string) => has.includes(wanted),
  starts_with: (has: string, wanted: string) => has.startsWith(wanted),
  ends_with: (has: string, wanted: string) => has.endsWith(wanted),
} as const;
const match = z.enum(['exact', 'contains', 'starts_with', 'ends_with']);

/** As the data base compares them: capitals aside. */
const letters = (value: unknown): string =>
  (typeof value === 'string' || typeof value === 'number' ? String(value) : '').normalize('NFC').toLowerCase();

const likeTest = (pattern: string): ((has: string) => boolean) => {
  const source = letters(pattern)
    .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  return (has) => new RegExp(`^${source}$`, 's').test(has);
};

const comparison = z.union([z.string(), z.number(), z.strictObject({ '-like': z.string() })]);
type Query = readonly Query[] | { readonly [name: string]: z.infer<typeof comparison> | readonly Query[] };
const query: z.ZodType<Query> = z.lazy(() =>
  z.union([z.array(query), z.record(z.string(), z.union([comparison, z.array(query)]))]),
);

const testOf = (wanted: Query): Test => {
  if (Array.isArray(wanted)) return any(wanted.map(testOf));
  return all(
    Object.entries(wanted).map(([name, value]): Test => {
      if (Array.isArray(value)) return (name === '-and' ? all : any)(value.map(testOf));
      const compare = comparison.parse(value);
      if (typeof compare === 'object') {
        const fits = likeTest(compare['-like']);
        return (row) => fits(letters(row[name]));
      }
      return (row) => letters(row[name]) === letters(compare);
    }),
  );
};
const any =
  (tests: readonly Test[]): Test =>
  (row) =>
    tests.some((test) => test(row));
const all =
  (tests: readonly Test[]): Test =>
  (row) =>
    tests.every((test) => test(row));

export type Page<Of> =
  | { readonly kind: 'page'; readonly rows: readonly Of[]; readonly total: number }
  | { readonly kind: 'wrong'; readonly message: string; readonly path: string };

/** `known`: the properties that can be searched for. */
export const searched = <Of extends Row>(
  rows: readonly Of[],
  search: URLSearchParams,
  known: ReadonlySet<string>,
): Page<Of> => {
  const wrong = (path: string, message: string): Page<Of> => ({ kind: 'wrong', message, path: `/${path}` });
  const how = match.safeParse(search.get('_match') ?? 'contains');
  if (!how.success) return wrong('_match', 'Not in enum list: contains, exact, starts_with, ends_with.');
  const tests: Test[] = [];
  for (const [name, value] of search) {
    if (reserved.has(name)) continue;
    if (!known.has(name)) return wrong(name, 'Malformed query string');
    tests.push((row) => matches[how.data](letters(row[name]), letters(value)));
  }
  const text = search.get('q');
  if (text !== null) {
    const read = query.safeParse(jsonOf(text));
    if (!read.success) return wrong('q', 'Malformed query');
    tests.push(testOf(read.data));
  }
  const found = rows.filter(all(tests));
  const perPage = Number(search.get('_per_page') ?? 20);
  const from = (Number(search.get('_page') ?? 1) - 1) * perPage;
  return { kind: 'page', rows: found.slice(from, from + perPage), total: found.length };
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
