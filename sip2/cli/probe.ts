// `sip2 probe`: which family of library systems answers, and what a technician should know of it.

import { parseArgs } from 'node:util';
import { createFramer } from '../framer.ts';
import { messages } from '../messages.ts';
import { probe } from '../probe.ts';
import type { Settings } from '../settings.ts';
import { systemClock } from '../clock.ts';
import { maskedText } from '../traffic.ts';
import type { Hears, Transport } from '../transport.ts';
import { lineHelp, lineOf, lineOptions } from './calling.ts';
import { describeNote } from './words.ts';
import type { ExitCode, World } from './world.ts';

export const probeHelp = `sip2 probe [--card CARD] [--item ITEM] [OPTIONS]

Asks an ACS harmless questions and proposes a dialect, with its reasons. A card and an item it knows tell much more.
It finds out by itself what --no-checksum and --dialect would say.

${lineHelp}

Ends with 0 when an ACS answered, 1 when the login was refused, 2 when the command was not understood, 3 when nobody
answered.`;

export async function probeAcs(args: readonly string[], world: World): Promise<ExitCode> {
  const { values } = parseArgs({
    args: [...args],
    options: { ...lineOptions, card: { type: 'string' }, item: { type: 'string' } },
  });
  const { transport, settings } = lineOf(values, world);
  const found = await probe({
    transport: values.trace ? traced(transport, settings, world) : transport,
    settings,
    clock: systemClock,
    patronId: values.card ?? null,
    itemId: values.item ?? null,
  });
  if (values.json) world.print(JSON.stringify(found));
  if (found.kind === 'failed') {
    if (!values.json) world.complain(found.text);
    return found.because === 'login-refused' ? 1 : 3;
  }
  const { verdict, settings: work, remarks, faults } = found;
  const parts = [
    [`It looks like ${verdict.dialect.title}.`],
    verdict.reasons.map((reason) => `  ${reason}`),
    [
      'Settings that work:',
      ...Object.entries({ dialect: verdict.dialect.name, ...work }).map(([name, value]) => `  ${name}: ${value}`),
    ],
    remarks.length === 0 ? [] : ['Worth knowing:', ...remarks.map((remark) => `  ${remark}`)],
    faults.flatMap(({ asked, notes }) => [
      `Its answer to ${messages[asked].code}, read strictly:`,
      ...notes.map(describeNote),
    ]),
  ];
  if (!values.json) world.print(parts.flat().join('\n'));
  return 0;
}

/** The transport, with every message that goes over it told, masked. */
function traced(transport: Transport, { charset }: Settings, { complain }: World): Transport {
  const teller = (kind: 'sent' | 'heard'): ((chunk: Uint8Array) => void) => {
    const framer = createFramer();
    return (chunk) => {
      for (const frame of framer.push(chunk))
        if (frame.kind === 'frame')
          complain(`${kind.padEnd(7)} ${maskedText(frame.bytes, { charset, showPatrons: false })}`);
    };
  };
  return {
    async open(hears, signal) {
      const [sent, heard] = [teller('sent'), teller('heard')];
      const far: Hears = {
        bytes(chunk) {
          heard(chunk);
          hears.bytes(chunk);
        },
        closed: (why) => hears.closed(why),
      };
      const connection = await transport.open(far, signal);
      return {
        write(bytes) {
          sent(bytes);
          connection.write(bytes);
        },
        close: () => connection.close(),
      };
    },
  };
}
