// Which command is meant, and what its end means. Knows only the world it is handed.

import { decode, decodeHelp, encode, encodeHelp } from './decode.ts';
import { probeAcs, probeHelp } from './probe.ts';
import { send, sendHelp, session, sessionHelp } from './send.ts';
import { load, loadHelp, serve, serveHelp } from './serve.ts';
import { UsageError, type Command, type ExitCode, type World } from './world.ts';

const commands: Readonly<Record<string, { readonly run: Command; readonly help: string; readonly does: string }>> = {
  decode: { run: decode, help: decodeHelp, does: 'say what messages mean' },
  encode: { run: encode, help: encodeHelp, does: 'write messages from JSON' },
  send: { run: send, help: sendHelp, does: 'ask an ACS one thing' },
  session: { run: session, help: sessionHelp, does: 'ask an ACS one thing after the other, by hand' },
  serve: { run: serve, help: serveHelp, does: 'be a small ACS' },
  probe: { run: probeAcs, help: probeHelp, does: 'find out which family of library systems answers' },
  load: { run: load, help: loadHelp, does: 'see how much an ACS can bear' },
};

const help = `sip2 COMMAND [OPTIONS]

${Object.entries(commands)
  .map(([name, { does }]) => `  ${name.padEnd(8)} ${does}`)
  .join('\n')}

"sip2 COMMAND --help" says more.
Ends with 0: done; 1: the ACS said no, or the text is no good; 2: the command was not understood; 3: no answer, or none sure.`;

/** Runs one command line. Never rejects for what somebody typed. */
export async function run(args: readonly string[], world: World): Promise<ExitCode> {
  const [name = '', ...rest] = args;
  const isHelp = (word: string | undefined): boolean => word === '--help' || word === '-h' || word === 'help';
  if (isHelp(name)) {
    world.print(help);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    world.complain(name === '' ? help : `"${name}" is no command.\n\n${help}`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    world.print(command.help);
    return 0;
  }
  try {
    return await command.run(rest, world);
  } catch (error) {
    if (!(error instanceof Error) || !isTyped(error)) throw error;
    world.complain(`${error.message}\n"sip2 ${name} --help" says more.`);
    return 2;
  }
}

/** What somebody typed wrong: ours, or what node:util found. */
function isTyped(error: Error): boolean {
  return error instanceof UsageError || ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
}
