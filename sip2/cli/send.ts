// `sip2 send`: one question, its answer. `sip2 session`: one after the other, by hand.

import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { call, lineHelp, lineOptions, tell } from './calling.ts';
import { questionOf, questionOfLine, verbOptions, verbs, verbsHelp } from './verbs.ts';
import { UsageError, type ExitCode, type World } from './world.ts';

export const sendHelp = `sip2 send VERB [ARGUMENTS] [OPTIONS]

${verbsHelp}

${lineHelp}

Ends with 0 when the ACS said yes, 1 when it said no, 3 when it could not be reached or nobody knows what it did.`;

export async function send(args: readonly string[], world: World): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...lineOptions, ...verbOptions },
  });
  if (positionals.length === 0) throw new UsageError('There is no verb; "sip2 send --help" names them.');
  const question = questionOf(positionals, values);
  const line = await call(values, world);
  if (line.kind === 'down') return line.code;
  const outcome = await line.client.ask(question);
  await line.client.close();
  return tell(outcome, values.json, world);
}

export const sessionHelp = `sip2 session [OPTIONS]

Keeps one line to the ACS and asks what is typed, a verb a line (the arrow keys bring old lines back):

${verbsHelp}
  help · quit

${lineHelp}`;

export async function session(args: readonly string[], world: World): Promise<ExitCode> {
  const { values } = parseArgs({ args: [...args], options: lineOptions });
  const line = await call(values, world);
  if (line.kind === 'down') return line.code;
  world.print(`Connected to ${values.host}:${values.port}. "help" names the verbs.`);
  const terminal = createInterface({
    input: world.input,
    output: world.output,
    prompt: 'sip2> ',
    completer: (typed: string) => [Object.keys(verbs).filter((verb) => verb.startsWith(typed)), typed],
  });
  let isOpen = true; // a pipe may end before its lines have been asked
  terminal.once('close', () => (isOpen = false));
  terminal.prompt();
  for await (const typed of terminal) {
    const words = typed.trim();
    if (words === 'quit' || words === 'exit') break;
    if (words === 'help') world.print(verbsHelp);
    else if (words !== '') {
      try {
        tell(await line.client.ask(questionOfLine(words)), values.json, world);
      } catch (error) {
        world.complain(error instanceof Error ? error.message : String(error));
      }
    }
    if (isOpen) terminal.prompt();
  }
  terminal.close();
  await line.client.close();
  return 0;
}
