// Messages to a PC/SC reader: the only file that knows pcsc-mini, and through it the PC/SC service of the machine (pcscd,
// WinSCard). Speaks the messages of drivers/rfid/pcsc/frame.ts (one write and one chunk each) and knows no card's commands.
//
// pcsc-mini is no library like the others: parts of it for some platforms are in no registry, so it cannot stand in the lock
// file. It is fetched apart (`npm run pcsc:fetch`), and loaded when it is first needed.
import { createRequire } from 'node:module';
import { type Clock, pass } from '../clock.ts';
import { DeviceError, errorAbout, type Fault, type FaultKind, thrown } from '../ports/fault.ts';
import { controls, encodeFrame } from '../rfid/pcsc/frame.ts';
import type { Connection, Transport, TransportHears } from './transport.ts';

/** What is used of pcsc-mini. */
export type PcscCard = {
  transmit(apdu: Uint8Array): Promise<Uint8Array>;
  control(code: number, order: Uint8Array): Promise<Uint8Array>;
  state(): Promise<{ readonly atr: Uint8Array }>;
  disconnect(then: number): Promise<void>;
};
export type PcscReader = {
  name(): string;
  connect(mode: number, protocol?: number): Promise<PcscCard>;
  on(
    event: 'change' | 'disconnect',
    hears: (status: { has(flag: number): boolean; hasAny(flag: number): boolean }) => void,
  ): unknown;
};
export type PcscClient = {
  on(event: 'reader', hears: (reader: PcscReader) => void): unknown;
  on(event: 'error', hears: (fault: Error) => void): unknown;
  start(): unknown;
  stop(): void;
  removeAllListeners(): unknown;
};
export type Pcsc = {
  readonly Client: new () => PcscClient;
  readonly CardMode: { readonly SHARED: number; readonly DIRECT: number };
  readonly CardDisposition: { readonly LEAVE: number };
  readonly Protocol: { readonly UNSET: number };
  readonly ReaderStatus: { readonly PRESENT: number; readonly MUTE: number };
  controlCode(order: number): number;
};

const folder = new URL('../../extras/pcsc/package.json', import.meta.url);

const isPcsc = (loaded: unknown): loaded is Pcsc =>
  typeof loaded === 'object' &&
  loaded !== null &&
  ['Client', 'controlCode'].every((name) => typeof Reflect.get(loaded, name) === 'function') &&
  ['CardMode', 'CardDisposition', 'Protocol', 'ReaderStatus'].every(
    (name) => typeof Reflect.get(loaded, name) === 'object',
  );

/** Throws a sentence where it is not here. */
export const loadPcsc = (): Pcsc => {
  const require = createRequire(folder);
  let loaded: unknown;
  try {
    loaded = require('pcsc-mini');
  } catch (reason) {
    throw new DeviceError(
      'no-support',
      'The support for PC/SC readers is missing on this machine. Fetch it with "npm run pcsc:fetch"; on Linux it also needs the packages libpcsclite1 and pcscd.',
      { cause: reason },
    );
  }
  if (!isPcsc(loaded))
    throw new DeviceError('no-support', 'What "npm run pcsc:fetch" fetched is not pcsc-mini 0.1.3. Fetch it again.');
  return loaded;
};

const codeOf = (reason: unknown): string => {
  const code: unknown = typeof reason === 'object' && reason !== null ? Reflect.get(reason, 'code') : null;
  if (typeof code === 'string') return code;
  return reason instanceof Error ? reason.message : String(reason);
};

const reasons: readonly (readonly [RegExp, FaultKind, string])[] = [
  [
    /NoService|ServiceStopped|CommError|monitoring/i,
    'no-support',
    'the PC/SC service of this machine does not run (pcscd).',
  ],
  [
    /SharingViolation|Sharing/i,
    'busy',
    'another program keeps the reader to itself. On Linux also: modprobe -r pn533_usb nfc.',
  ],
  [/UnknownReader|ReaderUnavailable|NoReaders/i, 'unplugged', 'the reader was unplugged.'],
];
const faultFrom = (reason: unknown): Fault => {
  const code = codeOf(reason);
  const [, fault, because] = reasons.find(([pattern]) => pattern.test(code)) ?? [null, 'other', `${code}.`];
  return { fault, because };
};
/** What ends the line; everything else only says that the card is gone or does not speak. */
const isFatal = (reason: unknown): boolean => reasons.some(([pattern]) => pattern.test(codeOf(reason)));

/** Readers announce themselves within 0.2 s of a start. */
const searchMs = 1000;
const closeTimeoutMs = 800;
/** CCID's escape, under the name that each system gives it. */
const escapeOrder = process.platform === 'win32' ? 3500 : 1;

/** The first byte of an order to the reader itself. */
const escapeClass = 0xe0;
const none = new Uint8Array(0);

/** A slot for a security module always says that a card is in it. */
const isSlotForCards = (name: string, wanted: string): boolean =>
  name.toLowerCase().includes(wanted.toLowerCase()) && (/\bSAM\b/i.test(wanted) || !/\bSAM\b/i.test(name));

/** Every reader of this machine, by its PC/SC name. Rejects with a sentence. */
export const listPcscReaders = async (clock: Clock, load: () => Pcsc = loadPcsc): Promise<readonly string[]> => {
  const names = new Set<string>();
  const pcsc = load();
  try {
    const client = startClient(pcsc, clock, { found: (reader) => names.add(reader.name()), failed: () => undefined });
    await pass(clock, searchMs);
    client.stop();
  } catch (reason) {
    throw errorAbout('PC/SC readers', faultFrom(reason));
  }
  return [...names].toSorted();
};

/**
 * pcsc-mini 0.1.3: a client that is stopped at the moment in which its thread has just told of something, and does not wait for more
 * yet, misses that it was, and this thread waits for that one for ever. Whoever closes a line has just let a card go, which is
 * told of; so a client goes on, unheard, until that is long over.
 */
const quietMs = 1000;

// pcsc-mini 0.1.3: a client whose service has gone throws out of the garbage collector when it is thrown away ("async
// finalizer", InvalidHandle), which no code can catch and which would end the station. So none is ever thrown away: sound
// ones are used again, and those whose service went are kept, one for each death of a service.
const sound = new Map<Pcsc, PcscClient[]>();
const broken: PcscClient[] = [];

const startClient = (
  pcsc: Pcsc,
  clock: Clock,
  hears: { found(reader: PcscReader): unknown; failed(reason: unknown): void },
): { stop(): void } => {
  const waiting = sound.get(pcsc) ?? [];
  sound.set(pcsc, waiting);
  const client = waiting.pop() ?? new pcsc.Client();
  let isSound = true;
  let isOver = false;
  client.on('reader', (reader) => {
    if (!isOver) hears.found(reader);
  });
  client.on('error', (fault) => {
    isSound = false;
    if (!isOver) hears.failed(fault);
  });
  try {
    client.start();
  } catch (reason) {
    // It never reached a service, and has nothing to lose.
    client.removeAllListeners();
    waiting.push(client);
    throw reason;
  }
  return {
    stop: () => {
      if (isOver) return;
      isOver = true;
      clock.after(quietMs, () => {
        try {
          client.stop();
        } catch {
          isSound = false;
        }
        if (isSound) client.removeAllListeners();
        (isSound ? waiting : broken).push(client);
      });
    },
  };
};

/** One reader, from when it was found until it or the service is gone. */
const attach = ({
  pcsc,
  reader,
  stop,
  clock,
  hears,
}: {
  pcsc: Pcsc;
  reader: PcscReader;
  stop: () => void;
  clock: Clock;
  hears: TransportHears;
}): { readonly connection: Connection; end(why: Fault): void; changed(isPresent: boolean): void } => {
  let isOver = false;
  let closing: Promise<void> | null = null;
  let isPresent = false;
  /** The card that was taken up, and its ATR. */
  let card: { readonly is: PcscCard; readonly atr: Uint8Array } | null = null;
  /** One call after the other: answers come in the order of the questions. */
  let last: Promise<void> = Promise.resolve();

  const letGo = async (): Promise<void> => {
    const gone = card;
    card = null;
    await gone?.is.disconnect(pcsc.CardDisposition.LEAVE).catch(() => undefined);
  };

  const end = (why: Fault): void => {
    if (isOver) return;
    isOver = true;
    void close();
    hears.closed(why);
  };
  const close = (): Promise<void> => {
    isOver = true;
    // A card or a service in the middle of vanishing may never answer.
    closing ??= Promise.race([letGo(), pass(clock, closeTimeoutMs)]).then(stop);
    return closing;
  };

  const fault = (reason: unknown): Uint8Array => {
    if (isFatal(reason)) end(faultFrom(reason));
    return none;
  };

  const takeUp = async (): Promise<Uint8Array> => {
    if (card !== null && isPresent) return card.atr;
    if (card !== null) {
      // Gone: told once, before another is taken up.
      await letGo();
      return none;
    }
    if (!isPresent) return none;
    const is = await reader.connect(pcsc.CardMode.SHARED);
    const { atr } = await is.state();
    card = { is, atr: atr.slice() };
    return card.atr;
  };

  const transmit = async (apdu: Uint8Array): Promise<Uint8Array> => {
    if (card === null) return none;
    try {
      return await card.is.transmit(apdu);
    } catch (reason) {
      // Taken away, reset by another program, or silent.
      await letGo();
      return fault(reason);
    }
  };

  const escape = async (order: Uint8Array): Promise<Uint8Array> => {
    const code = pcsc.controlCode(escapeOrder);
    if (card !== null) return await card.is.control(code, order);
    const direct = await reader.connect(pcsc.CardMode.DIRECT, pcsc.Protocol.UNSET);
    try {
      return await direct.control(code, order);
    } finally {
      await direct.disconnect(pcsc.CardDisposition.LEAVE).catch(() => undefined);
    }
  };

  const perform = async (message: Uint8Array): Promise<Uint8Array> => {
    const [first] = message;
    if (message.length > 1) return first === escapeClass ? await escape(message) : await transmit(message);
    if (first === controls.name) return Uint8Array.of(controls.name, ...Buffer.from(reader.name()));
    return first === controls.card ? await takeUp() : none;
  };

  const answer = async (message: Uint8Array): Promise<void> => {
    if (isOver) return;
    const told = await perform(message).catch(fault);
    if (!isOver) hears.bytes(encodeFrame(told));
  };

  return {
    connection: {
      write: (bytes) => {
        last = last.then(() => answer(bytes.slice(2)));
      },
      close,
    },
    end,
    changed: (is) => {
      isPresent = is;
    },
  };
};

/** `reader`: its name or a part of it; empty for the first that is found. */
export const createPcscTransport = ({
  reader: wanted,
  clock,
  load = loadPcsc,
}: {
  reader: string;
  clock: Clock;
  load?: () => Pcsc;
}): Transport => {
  const name = wanted === '' ? 'pcsc' : `pcsc ${wanted}`;
  const about = ({ fault, because }: Fault): Fault => ({ fault, because: `${name}: ${because}` });

  const open = (hears: TransportHears): Promise<Connection> =>
    new Promise((resolve, reject) => {
      const pcsc = load();
      const others: string[] = [];
      let attached: ReturnType<typeof attach> | null = null;

      const found = (reader: PcscReader): void => {
        if (attached !== null || !isSlotForCards(reader.name(), wanted)) {
          others.push(reader.name());
          return;
        }
        const mine = attach({
          pcsc,
          reader,
          stop: () => client.stop(),
          clock,
          hears: { bytes: (chunk) => hears.bytes(chunk), closed: (why) => hears.closed(about(why)) },
        });
        attached = mine;
        reader.on('change', (status) =>
          mine.changed(status.has(pcsc.ReaderStatus.PRESENT) && !status.hasAny(pcsc.ReaderStatus.MUTE)),
        );
        reader.on('disconnect', () => mine.end({ fault: 'unplugged', because: 'the reader was unplugged.' }));
        cancel();
        resolve(mine.connection);
      };
      const failed = (reason: unknown): void => {
        if (attached !== null) attached.end(faultFrom(reason));
        else giveUp(faultFrom(reason));
      };
      const giveUp = (why: Fault): void => {
        cancel();
        client?.stop();
        reject(thrown(about(why)));
      };
      const cancel = clock.after(searchMs, () =>
        giveUp({
          fault: 'no-device',
          because:
            others.length === 0
              ? 'there is no PC/SC reader. Is it plugged in?'
              : `there is no such reader; there are: ${others.join(', ')}.`,
        }),
      );
      let client: { stop(): void };
      try {
        client = startClient(pcsc, clock, { found, failed });
      } catch (reason) {
        cancel();
        reject(thrown(about(faultFrom(reason))));
      }
    });

  return { name, open };
};
