// Two people changed the same settings: what each of them changed stands; where both changed the same, the one who looks at it now. Pure.
import { isGroup, isList, same, type Json } from './json.ts';

type Said = Json | undefined;

/** `base`: what both began with. `mine` counts where both changed it. */
export const merged = (base: Json, mine: Json, theirs: Json): Json => {
  const said = both(base, mine, theirs);
  // Null is a value, too.
  return said === undefined ? mine : said;
};

const both = (base: Said, mine: Said, theirs: Said): Said => {
  if (same(base, mine)) return theirs;
  if (same(base, theirs)) return mine;
  if (isGroup(mine) && isGroup(theirs) && mine['kind'] === theirs['kind']) {
    const was = isGroup(base) ? base : {};
    const names = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
    return Object.fromEntries(
      [...names].flatMap((name) => {
        const said = both(was[name], mine[name], theirs[name]);
        return said === undefined ? [] : [[name, said] as const];
      }),
    );
  }
  if (isList(base) && isList(mine) && isList(theirs)) return lists(base, mine, theirs);
  return mine;
};

const nameOf = (one: Json): string | null => {
  const name = isGroup(one) ? one['name'] : undefined;
  return typeof name === 'string' ? name : null;
};

/** Entries with names are the same by them; others where as many stand as before. */
const lists = (base: readonly Json[], mine: readonly Json[], theirs: readonly Json[]): Json => {
  if (base.length === mine.length && base.length === theirs.length)
    return mine.map((one, nth) => merged(base[nth] ?? null, one, theirs[nth] ?? null));
  if ([...base, ...mine, ...theirs].some((one) => nameOf(one) === null)) return mine;
  const named = (all: readonly Json[], one: Json): Said => all.find((other) => nameOf(other) === nameOf(one));
  const kept = mine.flatMap((one) => {
    const said = both(named(base, one), one, named(theirs, one));
    return said === undefined ? [] : [said];
  });
  const added = theirs.filter((one) => named(base, one) === undefined && named(mine, one) === undefined);
  return [...kept, ...added];
};
