// The README's own words are run: the settings it shows are settings that the station takes.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkSettings } from '../../station/settings/store.ts';

it('shows settings that the station takes', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const examples = [...readme.matchAll(/```json\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
  expect(examples).toHaveLength(1);
  expect(examples.map((text) => checkSettings(text))).toMatchObject([{ kind: 'settings' }]);
});
