// Everything that the reader of the wire can name has words, and every finding its three sentences.
import { clueNames } from 'sip2';
import { expect, test } from 'vitest';
import { claimVerdicts, lineStates, markNames } from '../../contract/acs-check-view.ts';
import { isKey } from '../../contract/words/words.ts';
import { findingKinds } from '../../station/acs-watch/findings.ts';
import { fields, groups } from '../../sip2/fields.ts';
import { messages } from '../../sip2/messages.ts';

const missing = (kind: string, names: Iterable<string>): readonly string[] =>
  [...new Set(names)].map((name) => `acs.${kind}.${name}`).filter((key) => !isKey(key));

const fixed = Object.values(messages).flatMap((row) => [...row.fixed]);

test('every message, field and value of the tables has a word', () => {
  expect(missing('message', Object.keys(messages))).toEqual([]);
  const names = [
    ...fixed.map(({ name }) => name),
    ...Object.values(fields).map(({ name }) => name),
    ...Object.values(groups).flatMap((group) => Object.values(group)),
  ];
  expect(missing('field', names)).toEqual([]);
  const values = [
    'yes',
    'no',
    'unknown',
    'none',
    ...fixed.flatMap((one) =>
      one.kind === 'choice'
        ? Object.values(one.values)
        : one.kind === 'flags'
          ? one.names
          : one.kind === 'summary'
            ? one.places
            : [],
    ),
    ...Object.values(fields).flatMap((one) => (one.kind === 'choice' ? Object.values(one.values) : [])),
  ];
  expect(missing('value', values)).toEqual([]);
});

test('so has everything the page may say of it', () => {
  expect(missing('clue', clueNames)).toEqual([]);
  expect(missing('mark', markNames)).toEqual([]);
  expect(missing('state', lineStates)).toEqual([]);
  expect(missing('verdict', claimVerdicts)).toEqual([]);
  for (const part of ['seen', 'means', 'todo'])
    expect(
      missing(
        'finding',
        findingKinds.map((kind) => `${kind}.${part}`),
      ),
    ).toEqual([]);
});
