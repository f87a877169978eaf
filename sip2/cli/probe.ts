// `sip2 probe`: which family of library systems answers, and what a technician should know of it.

import { parseArgs } from 'node:util';
import { messages } from '../messages.ts';
import { probe } from '../probe.ts';
import { systemClock } from '../clock.ts';
import { lineHelp, lineOf, lineOptions } from './calling.ts';
import { describeNote } from './words.ts';
import type { ExitCode, World } from './world.ts';

export const probeHelp = `sip2 probe [--card CARD] [--item ITEM] [OPTIONS]

Asks an ACS harmless questions and proposes a dialect, with its reasons. A card and an item it knows tell much more.

${lineHelp}

Ends with 1 when the login was refused, 3 when nobody answered.`;

export async function probeAcs(args: readonly string[], world: World): Promise<ExitCode> {
  const { values } = parseArgs({
    args: [...args],
    options: { ...lineOptions, card: { type: 'string' }, item: { type: 'string' } },
  });
  const found = await probe({
    ...lineOf(values, world),
    clock: systemClock,
    patronId: values.card ?? null,
    itemId: values.item ?? null,
  });
  if (values.json) world.print(JSON.stringify(found));
  if (found.kind === 'failed') {
    if (!values.json) world.complain(found.text);
    return found.because === 'login-refused' ? 1 : 3;
  }
  const { verdict, settings, remarks, faults } = found;
  const parts = [
    [`It looks like ${verdict.dialect.title}.`],
    verdict.reasons.map((reason) => `  ${reason}`),
    ['Settings that work:', ...Object.entries(settings).map(([name, value]) => `  ${name}: ${value}`)],
    remarks.length === 0 ? [] : ['Worth knowing:', ...remarks.map((remark) => `  ${remark}`)],
    faults.flatMap(({ asked, notes }) => [
      `Its answer to ${messages[asked].code}, read strictly:`,
      ...notes.map(describeNote),
    ]),
  ];
  if (!values.json) world.print(parts.flat().join('\n'));
  return 0;
}
