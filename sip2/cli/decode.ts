// `sip2 decode` and `sip2 encode`: messages of the wire to text or JSON, and back.

import { parseArgs } from 'node:util';
import { build } from '../build.ts';
import { createFramer, type Frame } from '../framer.ts';
import { messages, type Outgoing } from '../messages.ts';
import { parse, type Parsed } from '../parse.ts';
import { describe, describeNote } from './words.ts';
import { UsageError, wholeNumber, type ExitCode, type World } from './world.ts';

export const decodeHelp = `sip2 decode [--json] [MESSAGE...]

Says what SIP2 messages mean, every field by its name. Without a MESSAGE they are read from standard input, one a line.
Passwords are shown as they stand: look before you pass it on.
Ends with 0; with 1 when something is no message, or its checksum is wrong, 2 when there is nothing to decode.`;

export async function decode(args: readonly string[], world: World): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const framer = createFramer();
  const encoder = new TextEncoder();
  const texts = positionals.map((text) => encoder.encode(`${text}\r`));
  const chunks = texts.length > 0 ? texts : [await world.readAll(), encoder.encode('\r')];
  const frames = chunks.flatMap((chunk) => framer.push(chunk));
  if (frames.length === 0) throw new UsageError('There is nothing to decode.');
  const read = frames.map(parsedOf);
  for (const parsed of read) world.print(values.json ? JSON.stringify(parsed) : told(parsed));
  return read.every((one) => one.kind === 'message' && one.checksum !== 'bad') ? 0 : 1;
}

const parsedOf = (frame: Frame): Parsed => (frame.kind === 'frame' ? parse(frame.bytes, 'automatic') : frame);

function told(parsed: Parsed): string {
  switch (parsed.kind) {
    case 'message': {
      const { message, sequence, checksum, deviation, notes } = parsed;
      const tail = [
        sequence === null ? '' : `sequence ${sequence}`,
        checksum === 'none' ? 'no checksum' : `checksum ${checksum}`,
        deviation === null ? '' : `counts ${deviation}`,
      ];
      const said = tail.filter((part) => part !== '').join(', ');
      const heading = `${messages[message.kind].code} ${message.kind.replaceAll('-', ' ')} (${said})`;
      return [describe(message, heading), ...notes.map(describeNote)].join('\n');
    }
    case 'unknown-message':
      return `No SIP2 message has the number ${parsed.code}: ${parsed.text}`;
    case 'not-a-message':
      return `This is no SIP2 message: ${parsed.text}`;
    case 'too-long':
      return `This is too long for a SIP2 message: ${parsed.length} bytes`;
  }
}

export const encodeHelp = `sip2 encode [--sequence 0-9] [--no-checksum] [JSON...]

Writes messages given as JSON, as "sip2 decode --json" gives them in "message":
  sip2 encode '{"kind":"login","userAlgorithm":"0","passwordAlgorithm":"0","loginUser":"a","loginPassword":"b"}'
Without JSON in the arguments it is read from standard input: one message, or a list of them.
Ends with 0; with 1 when a message cannot be written (it is said why), 2 when this is no JSON.`;

export async function encode(args: readonly string[], world: World): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { sequence: { type: 'string', default: '0' }, 'no-checksum': { type: 'boolean', default: false } },
  });
  const sequence = wholeNumber('--sequence', values.sequence, 0, 9);
  const texts = positionals.length > 0 ? positionals : [new TextDecoder().decode(await world.readAll())];
  let code: ExitCode = 0;
  for (const [index, one] of texts.flatMap(valuesOf).entries()) {
    if (!isOutgoing(one)) {
      world.complain(`Message ${index + 1} has no known "kind"; there are ${Object.keys(messages).join(', ')}.`);
      code = 1;
      continue;
    }
    const built = build(one, { charset: 'utf-8', check: values['no-checksum'] ? null : { sequence } });
    if (built.kind === 'built') world.print(new TextDecoder().decode(built.bytes).trimEnd());
    else {
      world.complain(`The ${one.kind} cannot be written: ${built.field} (${built.fault}).`);
      code = 1;
    }
  }
  return code;
}

function valuesOf(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [value];
  } catch (error) {
    throw new UsageError(`This is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Only the kind is looked at; `build` checks every field, and refuses by name what is amiss. */
function isOutgoing(value: unknown): value is Outgoing {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return typeof value.kind === 'string' && Object.hasOwn(messages, value.kind);
}
