// The object literals of sip2/shapes.ts are what the table of messages says; `vitest run -u` writes them anew.
import { join } from 'node:path';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { kinds, shapeOf } from '../../sip2/plan.ts';

const root = join(import.meta.dirname, '../..');
const plate = `// Every message as one object literal: values in, in the order of the table, a message out. Derived from messages.ts by
// tests/sip2/shapes.test.ts, which fails when they differ; never edited. Written out, because a name that stands in
// the source costs V8 1 ns to store under, and one that comes out of a variable 30 ns: a quarter of what reading a 64 took.
`;

test('every message has the shape that its row says', async () => {
  const shapes = kinds.map((kind) => {
    const members = shapeOf(kind).map((name, index) => `${name}: v[${index}]`);
    return `'${kind}': (${members.length > 0 ? 'v' : ''}) => ({ kind: '${kind}', ${members.join(', ')} }),`;
  });
  const text = `${plate}
import type { Kind } from './messages.ts';

export const shapes: Readonly<Record<Kind, (v: readonly unknown[]) => object>> = {
${shapes.join('\n')}
};
`;
  const written = await format(text, {
    parser: 'typescript',
    printWidth: 120,
    singleQuote: true,
    trailingComma: 'all',
  });
  await expect(written).toMatchFileSnapshot(join(root, 'sip2/shapes.ts'));
});
