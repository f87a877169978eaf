// `sip2 send`: one question, its answer. `sip2 session`: one after the other, by hand.

import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { call, lineHelp, lineOptions, tell } from './calling.ts';
import { questionOf, questionOfLine, verbOptions, sessionVerbsHelp, verbs, verbsHelp, withoutPin } from './verbs.ts';
import { UsageError, type ExitCode, type World } from './world.ts';

export const sendHelp = `sip2 send VERB [ARGUMENTS] [OPTIONS]

${verbsHelp}

${lineHelp}

A PIN among the arguments can be seen by others on this machine; left out, it is what SIP2_PIN says, if it says something.
Ends with 0 when the ACS said yes, 1 when it said no (to the login, too), 2 when the question makes no sense or is one
that this --dialect leaves unanswered, 3 when the ACS could not be reached or nobody knows what it did: ask "item" then.`;

export async function send(args: readonly string[], world: World): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...lineOptions, ...verbOptions },
  });
  if (positionals.length === 0) throw new UsageError('There is no verb; "sip2 send --help" names them.');
  if (positionals[0] === 'login' && values.login === undefined && world.env['SIP2_LOGIN'] === undefined)
    throw new UsageError('login needs --login USER:PASS.');
  const question = questionOf(positionals, { ...values, pin: world.env['SIP2_PIN'] });
  const line = await call(values, world);
  if (line.kind === 'down') {
    const { because, text } = line;
    if (values.json) world.print(JSON.stringify({ kind: 'not-asked', because, text }));
    return line.code;
  }
  const outcome = await line.client.ask(question);
  await line.client.close();
  return tell(question, outcome, values.json, world);
}

export const sessionHelp = `sip2 session [OPTIONS]

Keeps one line to the ACS and asks what is typed, a verb a line. The arrow keys bring old lines back, without their PINs;
Tab completes a verb; words that belong together stand in "quotes"; "help" shows the verbs, "quit" or Ctrl-D ends it.

${sessionVerbsHelp}

${lineHelp}

Ends with 0; with 1 when the login was refused, 3 when the ACS could not be reached in the beginning.`;

export async function session(args: readonly string[], world: World): Promise<ExitCode> {
  const { values } = parseArgs({ args: [...args], options: lineOptions });
  const line = await call(values, world);
  if (line.kind === 'down') return line.code;
  world.print(`Connected to ${values.host}:${values.port}. "help" names the verbs.`);
  const terminal = createInterface({
    input: world.input,
    output: world.output,
    prompt: 'sip2> ',
    completer: (typed: string) => [
      Object.keys(verbs).filter((verb) => verb !== 'login' && verb.startsWith(typed)),
      typed,
    ],
  });
  terminal.on('history', (history: string[]) => {
    const [latest] = history;
    if (latest !== undefined) history[0] = withoutPin(latest);
  });
  let isOpen = true; // a pipe may end before its lines have been asked
  terminal.once('close', () => (isOpen = false));
  terminal.prompt();
  for await (const typed of terminal) {
    const words = typed.trim();
    if (words === 'quit' || words === 'exit') break;
    if (words === 'help') world.print(sessionVerbsHelp);
    else if (words !== '') {
      try {
        const question = questionOfLine(words);
        tell(question, await line.client.ask(question), values.json, world);
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
