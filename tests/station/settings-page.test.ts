// docs/settings.md says what the schema says, and the schema says something of every setting. `vitest -u` writes the page anew.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { settingsPage } from './settings-page.ts';

const page = join(import.meta.dirname, '../../docs/settings.md');

test('the page of settings is the one that the schema makes', async () => {
  const made = await format(settingsPage(), { ...(await resolveConfig(page)), filepath: page });
  await expect(made).toMatchFileSnapshot(page);
});

test('every setting is explained', () => {
  const rows = readFileSync(page, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  expect(rows.length).toBeGreaterThan(40);
  expect(rows.filter((row) => /\|\s*\|$/.test(row))).toEqual([]);
});
