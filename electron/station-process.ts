// The station as a child process: started, listened to until it is ready, started again when it falls, ended with the case.
// Knows its one line on stdout and the word it says over and over on the channel; knows nothing of windows.
import type { ChildProcess } from 'node:child_process';
import type { Clock } from './clock.ts';

export type StationProcess = {
  start(): void;
  /** Asks it to end, forces it after `forceAfterMs`; resolves when it is gone and will not come back. */
  stop(): Promise<void>;
};

export type StationProcessHears = {
  /** It serves the glass there; said anew after each restart, as port and ticket are new. */
  ready(address: string): void;
  /** It fell (or did not come up) and will be started again in `againInMs`. */
  down(because: string, againInMs: number): void;
  /** A line of its stdout. */
  line(text: string): void;
};

/** A fall is answered at once, a row of falls ever slower; the last pause is kept for ever: with its start, back within five seconds. */
export const restartPausesMs = [500, 1_000, 2_000, 3_000] as const;
export const timings = {
  /** Not ready by then: it hangs. A first start migrates the journal, so this is long. */
  readyTimeoutMs: 60_000,
  /**
   * Ready, and then not a word that all is well for so long: it hangs, or cannot write its journal. It says that word every
   * two seconds (station/notify.ts); checking a large journal may hold it up for a few.
   */
  silentMs: 15_000,
  /** The last of these: where this program was held up itself, what was said meanwhile lies unread, and timers come first. */
  lastLookMs: 1_000,
  /** Up for so long: the next fall is a new story and is answered at once again. */
  steadyAfterMs: 60_000,
  /** A child that does not end on SIGTERM. */
  forceAfterMs: 2_000,
} as const;

/** Longest line heard, in characters; what is longer is no ready line. */
const longestLine = 65_536;

type State =
  | { readonly at: 'idle' }
  | { readonly at: 'running'; readonly child: ChildProcess; readonly cancelTimer: () => void }
  | { readonly at: 'pausing'; readonly cancelTimer: () => void }
  | { readonly at: 'stopping'; readonly gone: Promise<void> };

/** The address in a ready line, null in any other. Only this machine's own addresses count. */
export const readyAddress = (line: string): string | null => {
  const text = /^Tram is ready: (http:\/\/\S+)$/.exec(line)?.[1];
  if (text === undefined || !URL.canParse(text)) return null;
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(text).hostname) ? text : null;
};

/** Splits a stream of text into lines; a line without end is cut at `longestLine`. */
const createLines = (hear: (line: string) => void): ((text: string) => void) => {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = (lines.pop() ?? '').slice(0, longestLine);
    for (const line of lines) hear(line);
  };
};

/** What the station says on the channel; anything else there is not understood. */
const isAliveWord = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'alive';

/** `spawn` starts the station once, its stdout piped. With a channel to it (`ipc`), one that falls silent is started anew. */
export const createStationProcess = ({
  spawn,
  clock,
  hears,
  complains = null,
  platform = process.platform,
}: {
  readonly spawn: () => ChildProcess;
  readonly clock: Clock;
  readonly hears: StationProcessHears;
  /** Hears its stderr, where that is piped. */
  readonly complains?: ((bytes: Buffer) => void) | null;
  readonly platform?: string;
}): StationProcess => {
  let state: State = { at: 'idle' };
  let falls = 0;

  const start = (): void => {
    if (state.at === 'running' || state.at === 'stopping') return;
    const child = spawn();
    // Whatever this child says after its end (or its replacement) is not the station's word any more.
    const isMine = () => state.at === 'running' && state.child === child;
    /** Set once the station is ready: before, it may be long busy with its journal. */
    let cancelSilence: (() => void) | null = null;
    const expectWord = (): void => {
      cancelSilence?.();
      cancelSilence = clock.after(timings.silentMs - timings.lastLookMs, () => {
        cancelSilence = clock.after(timings.lastLookMs, callSilent);
      });
    };
    const callSilent = (): void => {
      if (!isMine()) return;
      // A program that was stopped, or that spins, hears no polite signal.
      child.kill('SIGKILL');
      fell(`the station said nothing for ${timings.silentMs / 1_000} s`);
    };
    const cancelTimer = clock.after(timings.readyTimeoutMs, () => {
      child.kill('SIGKILL');
      fell(`the station was not ready after ${timings.readyTimeoutMs / 1_000} s`);
    });
    state = { at: 'running', child, cancelTimer };

    const fell = (because: string): void => {
      cancelSilence?.();
      if (!isMine()) return;
      if (state.at === 'running') state.cancelTimer();
      const pauseMs = restartPausesMs[Math.min(falls, restartPausesMs.length - 1)] ?? 3_000;
      falls += 1;
      state = { at: 'pausing', cancelTimer: clock.after(pauseMs, start) };
      hears.down(because, pauseMs);
    };
    const hearLine = createLines((line) => {
      if (!isMine()) return;
      hears.line(line);
      const address = readyAddress(line);
      if (address === null || state.at !== 'running') return;
      state.cancelTimer();
      state = { at: 'running', child, cancelTimer: clock.after(timings.steadyAfterMs, () => (falls = 0)) };
      if (child.connected) expectWord();
      hears.ready(address);
    });

    child.on('message', (message) => {
      if (isMine() && cancelSilence !== null && isAliveWord(message)) expectWord();
    });
    if (complains !== null) child.stderr?.on('data', complains);
    child.stdout?.setEncoding('utf8').on('data', hearLine);
    child.once('error', (error) => fell(`the station could not be started: ${error.message}`));
    child.once('exit', (code, signal) => fell(`the station ended (${signal ?? `exit code ${code}`})`));
  };

  const stop = (): Promise<void> => {
    if (state.at === 'stopping') return state.gone;
    const before = state;
    if (before.at !== 'idle') before.cancelTimer();
    const gone =
      before.at !== 'running' || before.child.pid === undefined
        ? Promise.resolve()
        : new Promise<void>((resolve) => {
            const cancel = clock.after(timings.forceAfterMs, () => before.child.kill('SIGKILL'));
            before.child.once('exit', () => {
              cancel();
              resolve();
            });
            // On Windows the signal would end it on the spot: there its leash is let go, and it ends itself.
            if (platform === 'win32') before.child.stdin?.end();
            else before.child.kill('SIGTERM');
          });
    state = { at: 'stopping', gone };
    return gone;
  };

  return { start, stop };
};
