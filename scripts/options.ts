// The options of a command: read, or refused in a sentence with how the command is used. Knows no command.
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** As `parseArgs` of node:util; what cannot be read ends the program with status 2 before it has done anything. */
export const readOptions = <T extends ParseArgsConfig>(usage: string, config: T): ReturnType<typeof parseArgs<T>> => {
  try {
    return parseArgs(config);
  } catch (error) {
    // What parseArgs says names the option; its hints about `--` are of no help here.
    console.error(`${error instanceof Error ? error.message.split('. ')[0] : String(error)}\nusage: ${usage}`);
    process.exit(2);
  }
};
