// One description of a file of JSON, put to two uses: to read such a file and name what is wrong with it by path, or to say
// in JSON Schema what such a file holds. Knows kinds of values; must not know what they are about.

/** One thing wrong in a file: `items[3].barcode`, and what it should be. */
export type Issue = { readonly path: string; readonly text: string };

/** What a description asks of an object; whatever it does not ask for must not be there. `otherwise`: when left out. */
export type Reading = {
  text(key: string, otherwise?: ''): string;
  /** Null where there is none: left out, null or empty. */
  perhaps(key: string): string | null;
  /** Text that may have line breaks: real titles do. */
  lines(key: string): string;
  whole(key: string, least: number, otherwise?: number): number;
  truth(key: string): boolean;
  oneOf<T extends string>(key: string, values: readonly T[], otherwise: T): T;
  object<T>(key: string, read: (inner: Reading) => T): T;
  rows<T>(key: string, read: (row: Reading) => T): readonly T[];
};

/** Text for the wire has neither the delimiter nor control characters. */
const plain = '^[^|\\u0000-\\u001f\\u007f-\\u009f]*$';
const plainLines = '^(?:[^|\\u0000-\\u001f\\u007f-\\u009f]|\\n)*$';
const isPlain = new RegExp(plain, 'u');
const isPlainLines = new RegExp(plainLines, 'u');

type Site = {
  readonly path: string;
  readonly issues: Issue[];
  /** Keys that may be there, though nobody asks for them. */
  readonly besides: readonly string[];
};

/** Reads a value by its description; every issue is told. Where there are any, what comes back is made up. */
export function checked<T>(value: unknown, issues: Issue[], read: (root: Reading) => T): T {
  return readObject(value, { path: '', issues, besides: ['$schema'] }, read);
}

function readObject<T>(value: unknown, { path, issues, besides }: Site, read: (object: Reading) => T): T {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject) issues.push({ path: path === '' ? '(file)' : path, text: 'should be an object' });
  const values = new Map<string, unknown>(isObject ? Object.entries(value) : []);
  const asked = new Set(besides);
  const place = (key: string): string => (path === '' ? key : `${path}.${key}`);
  const take = (key: string, otherwise?: unknown): unknown => {
    asked.add(key);
    return values.has(key) ? values.get(key) : otherwise;
  };
  const amiss = <V>(key: string, text: string, instead: V): V => {
    if (isObject) issues.push({ path: place(key), text }); // else said once, of the object itself
    return instead;
  };
  const written = (key: string, form: RegExp, otherwise?: ''): string => {
    const text = take(key, otherwise);
    const fits = typeof text === 'string' && (text !== '' || otherwise === '') && form.test(text);
    return fits ? text : amiss(key, 'should be text, not empty, without "|" and control characters', '');
  };
  const result = read({
    text: (key, otherwise) => written(key, isPlain, otherwise),
    perhaps: (key) => (take(key) === null ? null : written(key, isPlain, '') || null),
    lines: (key) => written(key, isPlainLines),
    whole(key, least, otherwise) {
      const number = take(key, otherwise);
      const fits = typeof number === 'number' && Number.isSafeInteger(number) && number >= least;
      return fits ? number : amiss(key, `should be a whole number, ${least} or more`, least);
    },
    truth(key) {
      const truth = take(key);
      return typeof truth === 'boolean' ? truth : amiss(key, 'should be true or false', false);
    },
    oneOf(key, allowed, otherwise) {
      const found = take(key, otherwise);
      return allowed.find((one) => one === found) ?? amiss(key, `should be one of ${allowed.join(', ')}`, otherwise);
    },
    object: (key, inner) =>
      readObject(take(key), { path: place(key), issues: isObject ? issues : [], besides: [] }, inner),
    rows(key, row) {
      const rows = take(key);
      if (!Array.isArray(rows)) return amiss(key, 'should be a list', []);
      return rows.map((one: unknown, index) =>
        readObject(one, { path: `${place(key)}[${index}]`, issues, besides: [] }, row),
      );
    },
  });
  for (const key of values.keys()) if (!asked.has(key)) issues.push({ path: place(key), text: 'is not known here' });
  return result;
}

/** JSON Schema, 2020-12. */
export type Schema = { readonly [key: string]: unknown };

/** The schema of what `read` asks for. `notes`: what a value means, by its path (`items.fee`). */
export function described(
  read: (root: Reading) => unknown,
  { title, notes }: { readonly title: string; readonly notes: Readonly<Record<string, string>> },
): Schema {
  const { properties, ...rest } = describeObject('', notes, read).schema;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    ...rest,
    properties: { $schema: { type: 'string' }, ...properties },
  };
}

type ObjectSchema = Schema & { readonly properties: Readonly<Record<string, Schema>> };

/** `result`: what the description made of the placeholders it was given. */
function describeObject<T>(
  path: string,
  notes: Readonly<Record<string, string>>,
  read: (object: Reading) => T,
): { readonly schema: ObjectSchema; readonly result: T } {
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  const place = (key: string): string => (path === '' ? key : `${path}.${key}`);
  const put = (key: string, schema: Schema, otherwise?: string | number | null): void => {
    const description = notes[place(key)];
    if (otherwise === undefined) required.push(key);
    properties[key] = {
      ...(description === undefined ? {} : { description }),
      ...schema,
      ...(otherwise === undefined ? {} : { default: otherwise }),
    };
  };
  const result = read({
    text(key, otherwise) {
      const least = otherwise === undefined ? { minLength: 1 } : {};
      put(key, { type: 'string', ...least, pattern: plain }, otherwise);
      return '';
    },
    perhaps(key) {
      put(key, { type: ['string', 'null'], pattern: plain }, null);
      return null;
    },
    lines(key) {
      put(key, { type: 'string', minLength: 1, pattern: plainLines });
      return '';
    },
    whole(key, least, otherwise) {
      put(key, { type: 'integer', minimum: least, maximum: Number.MAX_SAFE_INTEGER }, otherwise);
      return least;
    },
    truth(key) {
      put(key, { type: 'boolean' });
      return false;
    },
    oneOf(key, values, otherwise) {
      put(key, { type: 'string', enum: values }, otherwise);
      return otherwise;
    },
    object(key, inner) {
      const one = describeObject(place(key), notes, inner);
      put(key, one.schema);
      return one.result;
    },
    rows(key, row) {
      put(key, { type: 'array', items: describeObject(place(key), notes, row).schema });
      return [];
    },
  });
  return { schema: { type: 'object', additionalProperties: false, required, properties }, result };
}
