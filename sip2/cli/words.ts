// A message as text for people: every field by its name in words, and what could not be understood. Must not know the wire.

import type { Message } from '../messages.ts';
import type { Note } from '../note.ts';

const inWords = (name: string): string => name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

/** One line a value; fields that were not there are left out. */
export function describe(message: Message, heading: string): string {
  const rows = Object.entries(message).flatMap(([name, value]) => (name === 'kind' ? [] : rowsOf(name, value)));
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return [heading, ...rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`)].join('\n');
}

type Row = readonly [name: string, text: string];

function rowsOf(name: string, value: unknown): readonly Row[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.map((one: unknown): Row => [inWords(name), textOf(one)]);
  if (typeof value === 'object') {
    const set = Object.entries(value).flatMap(([flag, on]) => (on === true ? [inWords(flag)] : []));
    return [[inWords(name), set.length === 0 ? 'none' : set.join(', ')]];
  }
  return [[inWords(name), textOf(value)]];
}

function textOf(value: unknown): string {
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (typeof value === 'string') return value === '' ? '(empty)' : value;
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .flatMap(([name, part]) => (part === null ? [] : [`${inWords(name)} ${String(part)}`]))
    .join(', ');
}

export function describeNote({ code, field, says, text }: Note): string {
  const where = [code, field === '' ? '' : inWords(field)].filter((part) => part !== '').join(' ');
  return `  ! ${where === '' ? 'the message' : where}: ${says.replaceAll('-', ' ')}${text === '' ? '' : ` ("${text}")`}`;
}
