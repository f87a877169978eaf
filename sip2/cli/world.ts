// What a command touches of the world, and how it ends. Knows no command.

/** 0: done. 1: the ACS said no, or the text is no good. 2: the command was not understood. 3: no answer, or none sure. */
export type ExitCode = 0 | 1 | 2 | 3;

export type World = {
  print(text: string): void;
  complain(text: string): void;
  /** Everything on standard input. */
  readAll(): Promise<Uint8Array>;
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Variables of the environment: what should not stand among the arguments, where others see it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends what would go on for ever. */
  readonly stop: AbortSignal;
};

export type Command = (args: readonly string[], world: World) => Promise<ExitCode>;

/** The command line is not as it should be; the message is a sentence for whoever typed it. */
export class UsageError extends Error {}

/** A whole number out of an option; throws a UsageError. */
export function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  if (number < least || number > most)
    throw new UsageError(`${name} should be a number from ${least} to ${most}, not "${text}".`);
  return number;
}
