// What is written about the small ACS is what it has: every make, every deed, in the words of their rows.

import { readFileSync } from 'node:fs';
import { behaviours, deedsSay } from 'sip2/acs';
import { expect, test } from 'vitest';
import { serveHelp } from '../../sip2/cli/serve.ts';
import { cardOf } from './library.ts';

const readme = readFileSync(new URL('../../sip2/acs/README.md', import.meta.url), 'utf8');

/** The rows of the table under this heading: name and words. */
const rowsUnder = (heading: string): readonly (readonly string[])[] =>
  (readme.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, 3)
        .map((cell) => cell.trim()),
    );

test('the makes', () => {
  expect(rowsUnder('Whose ways')).toEqual(
    Object.entries(behaviours).map(([name, { title }]) => [`\`${name}\``, title]),
  );
});

test('the deeds', () => {
  const deeds = Object.entries(deedsSay).map(([name, says]) => [`\`${name}\``, says]);
  expect(rowsUnder('What goes wrong').filter(([name]) => name !== '`delay=MS`')).toEqual(deeds);
});

test('the options, and a card', () => {
  const options = readme.match(/(?<=\s|`)--[a-z][a-z-]+/g) ?? [];
  expect(options.length).toBeGreaterThan(8);
  for (const option of options) expect(serveHelp).toContain(option);
  expect(readme).toContain(cardOf('Nguyễn Văn An'));
});
