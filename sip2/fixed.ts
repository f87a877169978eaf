// The fixed fields a message can open with: one small plain row each, in the order of the wire, with no delimiters.
// Knows widths and letters; must not know any message.

/** One letter, Y or N. Anything but Y is read as N. */
export const yn = <const N extends string>(name: N) => ({ kind: 'yn', name, width: 1 }) as const;

/** One letter, Y, N or U (unknown). U, and anything unreadable, is null. */
export const ynu = <const N extends string>(name: N) => ({ kind: 'ynu', name, width: 1 }) as const;

/** One digit, 1 or 0. Some ACS write Y for 1; that is read as 1. */
export const ok01 = <const N extends string>(name: N) => ({ kind: 'ok01', name, width: 1 }) as const;

/** 18 characters YYYYMMDDZZZZHHMMSS, kept as text (see time.ts); all blanks is null. */
export const time = <const N extends string>(name: N) => ({ kind: 'time', name, width: 18 }) as const;

/** Exactly `width` ASCII characters. */
export const text = <const N extends string>(name: N, width: number) => ({ kind: 'text', name, width }) as const;

/** `width` digits; blanks mean "not supported", and they and anything unreadable are null, never 0. */
export const count = <const N extends string>(name: N, width: number) => ({ kind: 'count', name, width }) as const;

/**
 * A code out of a table of the standard. A code that is not in the table is read as `otherwise`; where that is null,
 * nothing harmless could be meant, and null cannot be written.
 */
export const choice = <
  const N extends string,
  const V extends Readonly<Record<string, string>>,
  const O extends V[keyof V] | null,
>(
  name: N,
  values: V,
  otherwise: O,
) => ({ kind: 'choice', name, width: Object.keys(values)[0]?.length ?? 0, values, otherwise }) as const;

/** One letter a flag. Blank and N are not set; any other letter is set, as ILS differ in what they write. */
export const flags = <const N extends string, const F extends readonly string[]>(name: N, names: F) =>
  ({ kind: 'flags', name, width: names.length, names, unset: flagsSet(names, 0), made: new Map() }) as const;

/** Bit → name. */
function flagsSet(names: readonly string[], set: number): Flags {
  return Object.freeze(Object.fromEntries(names.map((name, bit) => [name, (set & (1 << bit)) !== 0])));
}

/** The flags whose bits are set, made when they are first seen: patrons are blocked in a few ways again and again. */
export function flagsOf({ names, made }: Extract<Fixed, { kind: 'flags' }>, set: number): Flags {
  const before = made.get(set);
  if (before !== undefined) return before;
  const now = flagsSet(names, set);
  made.set(set, now);
  return now;
}

type Flags = Readonly<Record<string, boolean>>;

/** At most one Y in ten; its place says which list is asked for. Several Y: the first counts, as in Koha. */
export const summary = <const N extends string, const P extends readonly string[]>(name: N, places: P) =>
  ({ kind: 'summary', name, width: 10, places }) as const;

export type Fixed =
  | { readonly kind: 'yn' | 'ynu' | 'ok01' | 'time' | 'text' | 'count'; readonly name: string; readonly width: number }
  | {
      readonly kind: 'choice';
      readonly name: string;
      readonly width: number;
      readonly values: Readonly<Record<string, string>>;
      readonly otherwise: string | null;
    }
  | {
      readonly kind: 'flags';
      readonly name: string;
      readonly width: number;
      readonly names: readonly string[];
      /** No flag set: what most messages say. */
      readonly unset: Flags;
      /** The others, by their bits: one for each way that was seen. */
      readonly made: Map<number, Flags>;
    }
  | { readonly kind: 'summary'; readonly name: string; readonly width: number; readonly places: readonly string[] };

/** What a fixed field is in TypeScript, both ways. */
export type FixedValue<F> = F extends { readonly kind: 'yn' | 'ok01' }
  ? boolean
  : F extends { readonly kind: 'ynu' }
    ? boolean | null
    : F extends { readonly kind: 'time' }
      ? string | null
      : F extends { readonly kind: 'text' }
        ? string
        : F extends { readonly kind: 'count' }
          ? number | null
          : F extends { readonly kind: 'choice'; readonly values: infer V; readonly otherwise: infer O }
            ? V[keyof V] | O
            : F extends { readonly kind: 'flags'; readonly names: readonly (infer M extends string)[] }
              ? { readonly [K in M]: boolean }
              : F extends { readonly kind: 'summary'; readonly places: readonly (infer P)[] }
                ? P | 'none'
                : never;
