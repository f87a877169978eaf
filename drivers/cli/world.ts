// What a command touches of the world, and how it ends. Knows no command.
import type { Clock } from '../clock.ts';
import type { HidBus } from '../transport/hid.ts';
import type { SerialPortFound } from '../transport/serial.ts';

/** 0: done. 1: the device or the tag said no. 2: the command was not understood. 3: the device cannot be reached. */
export type ExitCode = 0 | 1 | 2 | 3;

export type World = {
  print(text: string): void;
  complain(text: string): void;
  readonly clock: Clock;
  serialPorts(): Promise<readonly SerialPortFound[]>;
  readonly hid: HidBus;
  pcscReaders(): Promise<readonly string[]>;
  /** Ends what would go on for ever. */
  readonly stop: AbortSignal;
};

/** The command line is not as it should be; the message is a sentence for whoever typed it. */
export class UsageError extends Error {}
/** The device cannot be had; the message is a sentence for the technician. */
export class Unreachable extends Error {}

export const sentenceOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason));
