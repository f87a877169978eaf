// The page of settings for technicians, made out of the schema itself: a table for each group, and what is known of each family
// of library systems. Knows Markdown; the words stand in the schema and in the dialects.
import { dialectNames, dialects } from 'sip2';
import * as z from 'zod';
import { cardNumberSettings } from '../../drivers/tags/card-number.ts';
import { acsSettings } from '../../station/settings/acs.ts';
import { attractSettings } from '../../station/settings/attract.ts';
import { deskDoorSettings } from '../../station/settings/desk-door.ts';
import { mailSettings } from '../../station/settings/mail.ts';
import { registerSettings } from '../../station/settings/register.ts';
import { registrySettings } from '../../station/settings/registry.ts';
import { retentionSettings } from '../../station/settings/retention.ts';
import { passwordSettings } from '../../station/settings/schema.ts';
import { offlineSettings } from '../../station/settings/offline.ts';
import { borrowSettings, hourSettings, receiptSettings, returnSettings } from '../../station/settings/service.ts';

type Schema = z.core.JSONSchema.BaseSchema;

const schemasIn = (list: readonly z.core.JSONSchema._JSONSchema[] | undefined): readonly Schema[] =>
  (list ?? []).filter((one) => typeof one !== 'boolean');

/** Without the null that stands for "none" or "as the dialect says". */
const alternatives = (schema: Schema): readonly Schema[] => {
  const all = schemasIn(schema.anyOf ?? schema.oneOf).filter(({ type }) => type !== 'null');
  return all.length === 0 ? [schema] : all;
};

const propertiesOf = (schema: Schema): readonly (readonly [string, Schema])[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, one]) => (typeof one === 'boolean' ? [] : [[name, one]]));

const isGroup = (schema: Schema): boolean => schema.properties !== undefined;

const code = (value: unknown): string => `\`${JSON.stringify(value)}\``;
const one = (text: string): string => text.replaceAll('|', '\\|');

const itemsOf = ({ items }: Schema): Schema | null =>
  items === undefined || typeof items === 'boolean' || Array.isArray(items) ? null : items;

const valuesOf = (schema: Schema): string => {
  const kinds = alternatives(schema).map((wanted) => {
    const { type, enum: choices, minimum, maximum } = wanted;
    const items = itemsOf(wanted);
    if (wanted.const !== undefined) return code(wanted.const);
    if (choices !== undefined) return choices.map(code).join(', ');
    if (items !== null) return isGroup(items) ? 'a list, see below' : `a list of ${valuesOf(items)}`;
    if (isGroup(wanted)) return 'see below';
    if (type === 'number' || type === 'integer')
      return `${type === 'integer' ? 'whole number' : 'number'}, ${minimum} to ${maximum}`;
    if (type === 'boolean') return '`true`, `false`';
    return wanted['secret'] === true ? 'text, kept secret' : 'text';
  });
  const isNullable = schemasIn(schema.anyOf).some(({ type }) => type === 'null');
  return [...new Set(kinds), ...(isNullable ? ['`null`'] : [])].join(' or ');
};

const defaultOf = (schema: Schema): string => {
  if (!('default' in schema)) return '(needed)';
  const isWhole = typeof schema.default !== 'object' || schema.default === null || Array.isArray(schema.default);
  return isWhole ? code(schema.default) : 'as below';
};

const table = (path: string, group: Schema): readonly string[] => [
  '| setting | values | when left out | what it is |',
  '| --- | --- | --- | --- |',
  ...propertiesOf(group).map(([name, schema]) =>
    [
      `| \`${name}\``,
      valuesOf(schema),
      schema.const === undefined ? defaultOf(schema) : '(needed)',
      one(schema.description ?? ''),
    ]
      .join(' | ')
      .concat(' |'),
  ),
  '',
  ...propertiesOf(group).flatMap(([name, schema]) => below(`${path}.${name}`, schema)),
];

/** The groups inside a setting, each with its heading. */
const below = (path: string, schema: Schema): readonly string[] => {
  const items = itemsOf(schema);
  const groups = (items === null ? alternatives(schema) : [items]).filter(isGroup);
  return groups.flatMap((group) => {
    const kind = propertiesOf(group).find(([name]) => name === 'kind')?.[1].const;
    const title = kind === undefined ? `\`${path}\`` : `\`${path}\` of the kind ${code(kind)}`;
    return [`### ${title}`, '', ...table(path, group)];
  });
};

const acs = z.toJSONSchema(acsSettings, { io: 'input' });

const own: readonly (readonly [string, Schema])[] = [
  ['attract', z.toJSONSchema(attractSettings, { io: 'input' })],
  ['desk', z.toJSONSchema(deskDoorSettings, { io: 'input' })],
  ['hours', z.toJSONSchema(hourSettings, { io: 'input' })],
  ['mail', z.toJSONSchema(mailSettings, { io: 'input' })],
  ['newCards', z.toJSONSchema(registerSettings, { io: 'input' })],
  ['registry', z.toJSONSchema(registrySettings, { io: 'input' })],
  ['retention', z.toJSONSchema(retentionSettings, { io: 'input' })],
  ['places', z.toJSONSchema(passwordSettings, { io: 'input' })],
  ['places.cardNumber', z.toJSONSchema(cardNumberSettings, { io: 'input' })],
  ['places.receipts', z.toJSONSchema(receiptSettings, { io: 'input' })],
  ['places.borrow', z.toJSONSchema(borrowSettings, { io: 'input' })],
  ['places.returns', z.toJSONSchema(returnSettings, { io: 'input' })],
  ['places.offline', z.toJSONSchema(offlineSettings, { io: 'input' })],
];

/** What is written about a group that stands in two places, such as a login by prompts, is written once. */
const withoutRepeats = (lines: readonly string[]): readonly string[] => {
  const parts = lines.join('\n').split(/(?=^### )/m);
  return parts.filter((part, at) => parts.indexOf(part) === at);
};

export const settingsPage = (): string =>
  [
    '# The settings',
    '',
    'The library system is what stands under `acs` in the settings file; the library’s own comes after it. This page is made out of the station’s own rules, so it is always theirs.',
    '',
    'Begin with three: `dialect`, `connection` and `login`. A dialect is what is known here of a family of library systems; it supplies',
    'character set, error detection and all else under `line`, where `null` means: as the dialect says. Where you do not know what',
    'stands at the other end, leave `generic` and let a probe ask (`npx sip2 probe --host … --card …`): it proposes a dialect with its',
    'reasons. Passwords and passphrases leave the file only for the library system.',
    '',
    '## Settings',
    '',
    '### `acs`',
    '',
    ...withoutRepeats(table('acs', acs)),
    '## The library’s own',
    '',
    'What stands beside `acs`, and what a place in `places` may decide. Times are those of the machine’s clock.',
    '',
    ...own.flatMap(([path, schema]) =>
      isGroup(schema)
        ? [`### \`${path}\``, '', ...withoutRepeats(table(path, schema))]
        : withoutRepeats(below(path, schema)),
    ),
    '## Dialects',
    '',
    '| dialect | family | letters | checksums | never asked | own loan | not on loan | no block | holds counted |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...dialectNames.map((name) => {
      const { title, line, ownLoan, notOnLoan, noBlock, holdCount } = dialects[name];
      const cells = [
        title,
        line.charset,
        line.errorDetection,
        line.unsupported.join(', '),
        ownLoan,
        notOnLoan,
        noBlock,
        holdCount,
      ];
      return `| \`${name}\` | ${cells.join(' | ')} |`;
    }),
    '',
    ...dialectNames.flatMap((name) => [
      `### ${dialects[name].title}`,
      '',
      ...dialects[name].advice.map((sentence) => `- ${sentence}`),
      '',
    ]),
  ].join('\n');
