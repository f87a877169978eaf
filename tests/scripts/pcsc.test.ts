// What is fetched for PC/SC readers is what was pinned, or it does not stay.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faultsOf } from '../../scripts/pcsc-pins.ts';

const main = 'sha512-9PPIj0YbMxU0qFtp32Gq5jsAnLloOzMdFiiIjAgh07zGWOZv194IIVTulC354RDX5YNc14fwpkxS3oIS0iScWw==';
const native = 'sha512-TMuuoSO93iIqF8Fdus32jH/VFNYyrjZICEiOduDqxlGETybU+eP3DTtXm9eQxRpxjXRcugiSvSAzFuqY3JSbpg==';
const laid = (packages: Readonly<Record<string, string>>) => ({
  packages: Object.fromEntries(
    Object.entries(packages).map(([name, integrity]) => [`node_modules/${name}`, { integrity }]),
  ),
});

test('the pinned packages are right, and nothing else is', () => {
  expect(faultsOf(laid({ 'pcsc-mini': main, '@pcsc-mini/linux-x86_64-gnu': native }))).toEqual([]);
  expect(faultsOf(laid({ 'pcsc-mini': native, '@pcsc-mini/linux-x86_64-gnu': native }))).toEqual([
    'pcsc-mini is not what it should be.',
  ]);
  expect(faultsOf(laid({ 'pcsc-mini': main }))).toEqual(['its part for this platform is not there.']);
  expect(faultsOf(laid({ 'pcsc-mini': main, '@pcsc-mini/linux-x86_64-gnu': native, more: main }))).toEqual([
    'more is not what it should be.',
  ]);
  for (const nothing of [null, {}, [], { packages: null }]) expect(faultsOf(nothing)).not.toEqual([]);
});

test('the version stands in extras/pcsc', () => {
  const asked: unknown = JSON.parse(readFileSync('extras/pcsc/package.json', 'utf8'));
  expect(asked).toMatchObject({ dependencies: { 'pcsc-mini': '0.1.3' } });
});
