// The station's log: one JSON line an event, on standard error. Never a patron's number, never a password.
import { pino, destination, type Logger } from 'pino';

export type Log = Logger;

/** `level`: pino's; `silent` writes nothing. */
export const createLog = (level: 'info' | 'debug' | 'silent'): Log =>
  pino({ level, base: null, timestamp: () => `,"at":"${new Date().toISOString()}"` }, destination(2));
