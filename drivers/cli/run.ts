// Which command is meant, and what its end means. Knows only the world it is handed.
import { identifyPort, identifyHelp, list, listHelp } from './finding.ts';
import { printTest, printTestHelp } from './printing.ts';
import {
  arm,
  armHelp,
  disarm,
  disarmHelp,
  inventory,
  inventoryHelp,
  read,
  readHelp,
  write,
  writeHelp,
} from './tags.ts';
import { watch, watchHelp } from './watching.ts';
import { sentenceOf, Unreachable, UsageError, type ExitCode, type World } from './world.ts';

type Command = (args: readonly string[], world: World) => Promise<ExitCode>;

const commands: Readonly<Record<string, { readonly run: Command; readonly help: string; readonly does: string }>> = {
  list: { run: list, help: listHelp, does: 'what is plugged in' },
  identify: { run: identifyPort, help: identifyHelp, does: 'which make of reader answers on a port' },
  watch: { run: watch, help: watchHelp, does: 'what a reader, scanner or printer tells, until Ctrl-C' },
  inventory: { run: inventory, help: inventoryHelp, does: 'the tags that lie on the pad, and what they say' },
  read: { run: read, help: readHelp, does: 'one tag, byte by byte' },
  write: { run: write, help: writeHelp, does: 'say something on one tag, and read it back' },
  arm: { run: arm, help: armHelp, does: 'let the gate hear one tag, and read it back' },
  disarm: { run: disarm, help: disarmHelp, does: 'let one tag pass the gate, and read it back' },
  'print-test': { run: printTest, help: printTestHelp, does: 'a slip with every Vietnamese letter' },
};

const help = `npm run devices -- COMMAND [OPTIONS]

${Object.entries(commands)
  .map(([name, { does }]) => `  ${name.padEnd(11)} ${does}`)
  .join('\n')}

"COMMAND --help" says more. A port serves one program at a time: stop the station first.
Ends with 0: done; 1: the device or the tag said no; 2: the command was not understood; 3: the device cannot be reached.`;

const isHelp = (word: string | undefined): boolean => word === '--help' || word === '-h' || word === 'help';

/** What somebody typed wrong: ours, or what node:util found. */
const isTyped = (error: unknown): error is Error =>
  error instanceof UsageError ||
  (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));

/** Runs one command line. Never rejects for what somebody typed or pulled out. */
export const run = async (args: readonly string[], world: World): Promise<ExitCode> => {
  const [name = '', ...rest] = args;
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
    if (isTyped(error)) {
      world.complain(`${error.message}\n"${name} --help" says more.`);
      return 2;
    }
    if (!(error instanceof Unreachable)) throw error;
    world.complain(sentenceOf(error));
    return 3;
  }
};
