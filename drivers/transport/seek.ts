// A line whose far end may have been set to another speed: where nobody speaks at the speed of the settings, the others are
// tried, a few at each opening, so that one who comes back at the old speed need not wait. Knows no protocol.
import type { Clock } from '../clock.ts';
import type { Connection, Transport, TransportHears } from './transport.ts';

/** One way to the device, with a harmless question and how its answer is known. */
export type Way = {
  readonly transport: Transport;
  /** For the technician: `19200 baud, parity even`. */
  readonly says: string;
  readonly asks: Uint8Array;
  isAnswer(heard: Uint8Array): boolean;
};

/** Openings in a row at which nothing was heard, before another way is tried: a cable may just have been pulled. */
const silencesAllowed = 2;
const waysPerOpening = 2;
/** A version answer at 4800 baud, and the pace of a USB adapter. */
const answerMs = 250;
const heardAtMost = 1024;

const isHeardOn = async (way: Way, clock: Clock): Promise<boolean> => {
  let heard: Uint8Array = new Uint8Array(0);
  let wake = (): void => undefined;
  const connection = await way.transport.open({
    bytes: (chunk) => {
      if (heard.length + chunk.length <= heardAtMost) heard = Uint8Array.from([...heard, ...chunk]);
      if (way.isAnswer(heard)) wake();
    },
    closed: () => wake(),
  });
  try {
    await new Promise<void>((resolve) => {
      const cancel = clock.after(answerMs, resolve);
      wake = () => {
        cancel();
        resolve();
      };
      connection.write(way.asks);
    });
    return way.isAnswer(heard);
  } finally {
    await connection.close();
  }
};

/** `home`: as the settings say, and what is tried each time. */
export const createSeekingTransport = ({
  home,
  others,
  clock,
}: {
  home: Transport;
  others: readonly Way[];
  clock: Clock;
}): Transport => {
  let silences = 0;
  let nextOther = 0;
  let found: Way | null = null;

  const seek = async (): Promise<void> => {
    found = null;
    for (let nth = 0; nth < Math.min(waysPerOpening, others.length); nth += 1) {
      const way = others[nextOther % others.length];
      nextOther += 1;
      // One line, one question at a time.
      // oxlint-disable-next-line no-await-in-loop
      if (way !== undefined && (await isHeardOn(way, clock))) {
        found = way;
        silences = 0;
        return;
      }
    }
  };

  const openNow = async (hears: TransportHears): Promise<Connection> => {
    const way = found;
    let isSilent = true;
    const count = (): void => {
      silences = isSilent ? silences + 1 : 0;
      isSilent = false;
    };
    const connection = await (way?.transport ?? home).open({
      bytes: (chunk) => {
        isSilent = false;
        hears.bytes(chunk);
      },
      closed: (why) => {
        count();
        hears.closed(why);
      },
    });
    return {
      ...connection,
      ...(way === null ? {} : { remark: `found at ${way.says}: correct the settings or the reader` }),
      close: () => {
        count();
        return connection.close();
      },
    };
  };

  return {
    name: home.name,
    open: async (hears) => {
      if (silences >= silencesAllowed && others.length > 0) await seek();
      return await openNow(hears);
    },
  };
};
