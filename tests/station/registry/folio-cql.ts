// As much of CQL as a search for users is written in: comparisons with ==, and, or, brackets; ^ and ? are not read.

type Test = (field: (name: string) => string) => boolean;

const token = /"(?:\\.|[^"\\])*"|[()]|==|[\w.]+/g;
const tokens = (query: string): readonly string[] => {
  if (query.replaceAll(token, '').trim() !== '') throw new Error(`CQL: ${query}`);
  return query.match(token) ?? [];
};

/** A star is any letters, unless a backslash stands before it; capitals and marks aside, as FOLIO compares. */
const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
const matcher = (quoted: string): RegExp => {
  const source = quoted
    .slice(1, -1)
    .replaceAll(/\\(.)|\*|[.+?^${}()|[\]]/gs, (sign: string, escaped: string | undefined) => {
      if (sign === '*') return '.*';
      return (escaped ?? sign).replace(/[.*+?^${}()|[\]\\]/, String.raw`\$&`);
    });
  return new RegExp(`^${plain(source)}$`, 's');
};

export const cqlTest = (query: string): Test => {
  const all = tokens(query);
  let at = 0;
  const next = (): string => all[at++] ?? '';
  const either = (): Test => {
    const tests = [both()];
    while (all[at] === 'or') {
      next();
      tests.push(both());
    }
    return (field) => tests.some((test) => test(field));
  };
  const both = (): Test => {
    const tests = [one()];
    while (all[at] === 'and') {
      next();
      tests.push(one());
    }
    return (field) => tests.every((test) => test(field));
  };
  const one = (): Test => {
    if (all[at] === '(') {
      next();
      const inner = either();
      if (next() !== ')') throw new Error(`CQL: ${query}`);
      return inner;
    }
    const name = next();
    if (next() !== '==') throw new Error(`CQL: ${query}`);
    const fits = matcher(next());
    return (field) => fits.test(plain(field(name)));
  };
  const test = either();
  if (at !== all.length) throw new Error(`CQL: ${query}`);
  return test;
};
