// The codes of SIP2, of fields and of messages, are the package's own: the station, its glass and its case speak in names.
// Comments and help may name a code for whoever has a manual in hand; what a glass says, and the gallery's pictures of it, too.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fields, groups } from '../../sip2/fields.ts';
import { messages } from '../../sip2/messages.ts';

const root = join(import.meta.dirname, '../..');

const codes = new Set([
  ...[...Object.keys(fields), ...Object.keys(groups)].map((code) => code.slice(0, 2)),
  ...Object.values(messages).map(({ code }) => code),
]);

/** Every text of two letters or digits in quotes that is a code of SIP2. */
const codesIn = (text: string): readonly string[] =>
  [...text.matchAll(/(['"`])([A-Z0-9]{2})\1/g)].map(([, , code = '']) => code).filter((code) => codes.has(code));

const sources = ['contract', 'station', 'renderer', 'electron'].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:ts|tsx|cts)$/.test(path))
    .map((path) => join(room, path))
    .filter((path) => !path.startsWith('contract/words/') && !path.startsWith('renderer/gallery/')),
);

test.each(sources)('%s names no code of SIP2', (path) => {
  // Numbers in a drawing are no messages.
  const text = readFileSync(join(root, path), 'utf8').replaceAll(/\s[\w-]+="\d+"/g, '');
  expect(codesIn(text)).toEqual([]);
});

test('a code would be found', () => {
  expect(codesIn(`if (field === 'AO' || kind === "11") say(\`CQ\`, 'OK', 'Đã (AO)')`)).toEqual(['AO', '11', 'CQ']);
});
