// The station's log: one JSON line an event, on standard error. Never a patron's number, never a password: what is named so is
// struck out, and so is any long number in the text of an error, which nobody chose.
import { pino, destination, stdSerializers, type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

/** Fields that would name a patron or open a door, wherever a line carries one. */
const struckNames = [
  ...(['password', 'pin', 'passphrase', 'terminalPassword'] as const),
  ...(['patron', 'card', 'email', 'to', 'phone'] as const),
];

/** A number as cards and items have; lines of a stack and ports are shorter. */
const longNumber = /\d{7,}/g;
const masked = (text: string): string => text.replaceAll(longNumber, '***');

/** `level`: pino's; `silent` writes nothing. `to`: standard error where nothing else is said. */
export const createLog = (level: 'info' | 'debug' | 'silent', to: DestinationStream = destination(2)): Log =>
  pino(
    {
      level,
      base: null,
      timestamp: () => `,"at":"${new Date().toISOString()}"`,
      redact: { paths: struckNames.flatMap((name) => [name, `*.${name}`]), censor: '***' },
      serializers: {
        err: (error: unknown) => {
          if (!(error instanceof Error)) return masked(String(error));
          const { type, message, stack } = stdSerializers.err(error);
          return { type, message: masked(message), stack: masked(stack) };
        },
      },
    },
    to,
  );
