// The station's line to the library system, set aside while a technician asks over a connection in its place. Whatever the station itself
// has to ask takes the line back first: a patron waits for no diagnosis. Must not know what is asked.
import type { Client, ClientState } from 'sip2';

export type Aside = {
  /** The same line; a question over it takes it back. */
  over(client: Client): Client;
  /** For the line's own news: none is told while it is set aside, so that nobody is turned away because of a diagnosis. */
  heard(state: ClientState): void;
  /**
   * Closes the line, runs, opens it again. `signal` ends with the line's return: then everything that was opened is to be closed
   * at once. Null: it was taken back meanwhile, or is set aside already.
   */
  run<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T | null>;
  /** As though the station had asked something. */
  takeBack(): void;
};

export const createAside = ({ told }: { readonly told: (state: ClientState) => void }): Aside => {
  let line: Client | null = null;
  let running: AbortController | null = null;

  const takeBack = (): void => {
    if (running === null) return;
    const ended = running;
    running = null;
    // First its own connection: a library system that serves one line alone answers no second one.
    ended.abort();
    line?.open();
  };

  return {
    over: (client) => {
      line = client;
      return {
        ...client,
        ask: (question, asking) => {
          takeBack();
          return client.ask(question, asking);
        },
        close: () => {
          line = null;
          takeBack();
          return client.close();
        },
      };
    },
    heard: (state) => {
      if (running === null) told(state);
    },
    run: async (ask) => {
      if (line === null || running !== null) return null;
      const mine = new AbortController();
      running = mine;
      try {
        await line.close();
        const answer = mine.signal.aborted ? null : await ask(mine.signal);
        return mine.signal.aborted ? null : answer;
      } finally {
        if (running === mine) takeBack();
      }
    },
    takeBack,
  };
};
