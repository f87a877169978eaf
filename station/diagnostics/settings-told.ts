// The settings as a helper elsewhere may read them: what the schema knows and does not call a secret. Knows the schema alone, so that
// a setting that is new is told or withheld by what it says of itself.
import * as z from 'zod';
import { settings } from '../settings/schema.ts';
import { halfStruck } from './strike.ts';

type Shape = z.core.JSONSchema.BaseSchema;

const schema = (): Shape => z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' });

/** People, not machines: of no use to whoever looks for a fault. */
const people = [
  /^staff\.\d+\.(?:name|card)$/,
  /^mail\.(?:from|staff|login\.user)$/,
  /^payment\.account(?:Number|Name)$/,
  /^library\.contact$/,
];
/** Names that open something elsewhere; short, and words of many a text besides, so that they are looked for nowhere else. */
const logins = [/^acs\.login\.user$/, /^acs\.connection\.promptLogin\.user$/, /^registry\.auth\.(?:user|clientId)$/];
/** Pictures and the like. */
const longest = 400;

/** What a place in the settings may be: all that a union offers. */
const offers = (shape: Shape): readonly Shape[] => [
  shape,
  ...[...(shape.anyOf ?? []), ...(shape.oneOf ?? []), ...(shape.allOf ?? [])].flatMap((one) =>
    typeof one === 'boolean' ? [] : offers(one),
  ),
];

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export type SettingsTold = {
  readonly told: unknown;
  /** Every secret that stands in the file, to be struck out of all other texts. */
  readonly secrets: readonly string[];
};

/** Of a file's value, usable or not. What the schema does not know is named and not told: a misspelled password is one, too. */
export const tellSettings = (value: unknown): SettingsTold => {
  const secrets: string[] = [];
  /** Whatever text stands below: withheld, and so looked for elsewhere. */
  const hide = (hidden: unknown): void => {
    if (typeof hidden === 'string') secrets.push(hidden);
    else if (typeof hidden === 'object' && hidden !== null) for (const one of Object.values(hidden)) hide(one);
  };
  const tell = (one: unknown, shapes: readonly Shape[], path: string): unknown => {
    const all = shapes.flatMap(offers);
    if (all.length === 0) {
      hide(one);
      return '(not known to this version: left out)';
    }
    if (all.some((shape) => shape['secret'] === true) && one !== null && one !== '') {
      hide(one);
      return '(set)';
    }
    if (people.some((pattern) => pattern.test(path)) && one !== null) {
      hide(one);
      return '(left out)';
    }
    if (typeof one === 'string' && logins.some((pattern) => pattern.test(path))) return halfStruck(one);
    if (Array.isArray(one)) {
      const items = all.flatMap(({ items: shape }) => (isShape(shape) ? [shape] : []));
      return one.map((item, at) => tell(item, items, `${path}.${at}`));
    }
    if (isGroup(one)) {
      const named = Object.entries(one).map(([name, inner]) => {
        const below = all.flatMap(({ properties = {}, additionalProperties }) => {
          const own = properties[name];
          return isShape(own) ? [own] : isShape(additionalProperties) ? [additionalProperties] : [];
        });
        return [name, tell(inner, below, path === '' ? name : `${path}.${name}`)] as const;
      });
      return Object.fromEntries(named);
    }
    return typeof one === 'string' && one.length > longest ? `(${one.length} characters)` : one;
  };
  return { told: tell(value, [schema()], ''), secrets };
};

const isShape = (value: unknown): value is Shape =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
