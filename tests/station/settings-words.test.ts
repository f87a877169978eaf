// What stands in the settings' editor has words: names, help and choices, in both languages.
import { expect, test } from 'vitest';
import { form, type FormNode } from '../../station/settings/form.ts';
import { helpVi } from '../../station/settings/help-vi.ts';
import { helpOf, labelOf, optionOf, wordOf } from '../../station/settings/labels.ts';

const everyNode = (): readonly (readonly [string, FormNode])[] => {
  const found: (readonly [string, FormNode])[] = [];
  const go = (path: string, node: FormNode): void => {
    if (path !== '') found.push([path, node]);
    const under = (step: string): string => (path === '' ? step : `${path}.${step}`);
    if (node.shape.kind === 'list') go(under('0'), node.shape.of);
    if (node.shape.kind === 'group')
      for (const kind of node.shape.kinds) for (const field of kind.fields) go(under(field.name), field.node);
  };
  go('', form);
  return found;
};

test('every setting has a name in both languages, and its help in Vietnamese', () => {
  const nodes = everyNode().filter(([path]) => path !== 'version' && !/\.\d+$/.test(path));
  expect(nodes.length).toBeGreaterThan(300);
  const unnamed = nodes.filter(
    ([path]) =>
      labelOf(path, 'vi') === path.split('.').at(-1) &&
      !['q', 'token', 'tenant', 'isil'].includes(labelOf(path, 'vi').toLowerCase()),
  );
  expect([...new Set(unnamed.map(([path]) => path.split('.').at(-1)))]).toEqual([]);
  const helpless = nodes.filter(([, { help }]) => help !== '' && helpVi[help] === undefined);
  expect([...new Set(helpless.map(([, { help }]) => help))]).toEqual([]);
});

test('every choice is said in words of both languages, and no help names a value as it stands in the file', () => {
  const choices = everyNode().flatMap(([path, { shape }]): readonly (readonly [string, string])[] => {
    if (shape.kind === 'choice' && path !== 'version') return shape.values.map((value) => [path, String(value)]);
    return shape.kind === 'group' && shape.by !== null ? shape.kinds.map(({ name }) => [path, name]) : [];
  });
  expect(choices.length).toBeGreaterThan(200);
  // Where the word is the value itself (58, CD…) the table says so.
  const unsaid = choices.filter(([path, value]) => wordOf(path, value) === undefined);
  expect([...new Set(unsaid.map(([path, value]) => `${path.split('.').at(-1)}.${value}`))]).toEqual([]);
  const values = new Set(choices.map(([, value]) => value));
  const raw = everyNode().flatMap(([path, { help }]) =>
    (['vi', 'en'] as const).flatMap((language) =>
      [...helpOf(path, help, language).matchAll(/"([a-z0-9-]+)"|\bnull\b/g)].flatMap(([said, value]) =>
        value === undefined || values.has(value) ? [`${path}: ${said}`] : [],
      ),
    ),
  );
  expect(raw).toEqual([]);
  expect(helpOf('places.0.borrow.count', '"ask": before', 'vi')).toBe('“Hỏi”: before');
  expect(optionOf('places.0.functions.0', 'borrow', 'vi')).toBe('Mượn');
  expect(optionOf('places.0.reader', 'feig', 'en')).toBe('FEIG OBID');
});
