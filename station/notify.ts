// The word to whoever looks after this program: systemd by its notify socket, or the case that started it by its channel.
// Knows how a supervisor is told, and when it must not be told that all is well; restarts nothing itself.
import { spawn } from 'node:child_process';
import type { Clock } from '../drivers/clock.ts';
import type { Log } from './log.ts';

export type Word = 'ready' | 'alive' | 'stopping';

export type Supervisor = {
  tell(word: Word): void;
  /** How often it wants to hear that all is well; null where it does not listen for that. */
  readonly aliveEveryMs: number | null;
};

/** The part of Node's own process that is used here. */
export type Self = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly pid: number;
  /** There is a channel to the starter. */
  readonly send?: (message: unknown) => boolean;
};

/** The case hears it so often, and gives a silent station up after some missed words (electron/station-process.ts). */
const caseEveryMs = 2_000;
/** Of the time after which systemd gives up: a word that is lost or late is no reason to die. */
const beatsPerWatchdog = 4;

/** sd_notify(3): what systemd calls these words. */
const systemdWords: Readonly<Record<Word, string>> = {
  ready: 'READY=1',
  alive: 'WATCHDOG=1',
  stopping: 'STOPPING=1',
};

export const supervisorOf = (self: Self, log: Log): Supervisor => {
  const { send } = self;
  if (send !== undefined) return { tell: (word) => void send({ kind: word }), aliveEveryMs: caseEveryMs };
  if (self.env['NOTIFY_SOCKET'] === undefined) return { tell: () => undefined, aliveEveryMs: null };
  return { tell: (word) => notifySystemd(systemdWords[word], log), aliveEveryMs: watchdogOf(self) };
};

/** sd_watchdog_enabled(3): the time-out in microseconds, and whose it is. */
const watchdogOf = ({ env, pid }: Self): number | null => {
  const timeoutMs = Number(env['WATCHDOG_USEC'] ?? 0) / 1000;
  const isOurs = env['WATCHDOG_PID'] === undefined || env['WATCHDOG_PID'] === String(pid);
  return isOurs && timeoutMs > 0 ? timeoutMs / beatsPerWatchdog : null;
};

/** Node has no datagram sockets of Unix, and the one library for it is native code: systemd's own program says it. */
const notifySystemd = (word: string, log: Log): void => {
  const child = spawn('systemd-notify', [word], { stdio: 'ignore' });
  child.on('error', (error) =>
    log.error({ err: error }, `systemd could not be told ${word}; is systemd-notify there?`),
  );
  child.on('exit', (code) => {
    if (code !== 0) log.error({ code, word }, 'systemd was not told');
  });
};

export type Watch = { stop(): void };

/**
 * Says again and again that all is well, as long as it is: a loop that does not turn runs no timer, and `check` throws what is
 * wrong (the journal cannot be written). A supervisor that hears nothing ends the program and starts it anew.
 */
export const keepWatch = (parts: {
  readonly supervisor: Supervisor;
  readonly clock: Clock;
  readonly check: () => void;
  readonly log: Log;
}): Watch => {
  const { supervisor, clock, check, log } = parts;
  const { aliveEveryMs } = supervisor;
  let cancel = (): void => undefined;
  let wasWell = true;
  const beat = (everyMs: number): void => {
    const isWell = tried(check, (error) => {
      if (wasWell) log.error({ err: error }, 'all is not well: the supervisor hears no more of this station');
    });
    if (isWell) supervisor.tell('alive');
    wasWell = isWell;
    cancel = clock.after(everyMs, () => beat(everyMs));
  };
  if (aliveEveryMs !== null) beat(aliveEveryMs);
  return { stop: () => cancel() };
};

const tried = (run: () => void, failed: (error: unknown) => void): boolean => {
  try {
    run();
    return true;
  } catch (error) {
    failed(error);
    return false;
  }
};
