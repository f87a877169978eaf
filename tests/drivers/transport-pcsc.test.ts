// The line to a PC/SC reader, over a service that stands in for pcscd: cards come and go, readers and the service, too.
import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { encodeFrame } from '../../drivers/rfid/pcsc/frame.ts';
import {
  createPcscTransport,
  listPcscReaders,
  type Pcsc,
  type PcscCard,
  type PcscReader,
} from '../../drivers/transport/pcsc.ts';
import { createHandClock } from '../clock.ts';
import { hex, toHex } from './hex.ts';

const atr = hex('3B8F8001804F0CA0000003060B00140000000077');
const withCode = (code: string): Error => Object.assign(new Error('Async task error'), { code });

class Reader extends EventEmitter implements PcscReader {
  readonly asked: string[] = [];
  /** Null: no card. A text: why it fails. */
  fails: string | null = null;
  direct: string | null = null;
  readonly #name: string;
  constructor(name: string) {
    super();
    this.#name = name;
  }
  name(): string {
    return this.#name;
  }
  async connect(mode: number): Promise<PcscCard> {
    if (this.fails !== null) throw withCode(this.fails);
    return {
      transmit: async (apdu) => {
        if (this.fails !== null) throw withCode(this.fails);
        this.asked.push(toHex(apdu));
        return hex('0102039000');
      },
      control: async (code, order) => {
        if (this.direct !== null) throw withCode(this.direct);
        this.asked.push(`${mode}:${code}:${toHex(order)}`);
        return hex('E100000000');
      },
      state: async () => ({ atr }),
      disconnect: async () => undefined,
    };
  }
  card(present: boolean): void {
    const flags = present ? 0x20 : 0x10;
    this.emit('change', {
      has: (flag: number) => (flags & flag) === flag,
      hasAny: (flag: number) => (flags & flag) > 0,
    });
  }
}

const serviceOf = (readers: readonly Reader[], startFails: string | null = null) => {
  const clients = new Set<EventEmitter>();
  class Client extends EventEmitter {
    start(): this {
      if (startFails !== null) throw withCode(startFails);
      clients.add(this);
      queueMicrotask(() => {
        for (const reader of readers) this.emit('reader', reader);
      });
      return this;
    }
    stop(): void {
      if (!clients.delete(this)) throw withCode('NoService');
    }
  }
  const service: Pcsc = {
    Client,
    CardMode: { SHARED: 2, DIRECT: 3 },
    CardDisposition: { LEAVE: 0 },
    Protocol: { UNSET: 0 },
    ReaderStatus: { PRESENT: 0x20, MUTE: 0x200 },
    controlCode: (order) => 0x42000000 + order,
  };
  return { service, clients };
};

const openLine = async (readers: readonly Reader[], wanted = '') => {
  const clock = createHandClock();
  const { service, clients } = serviceOf(readers);
  const heard: string[] = [];
  const transport = createPcscTransport({ reader: wanted, clock, load: () => service });
  const opening = transport.open({
    bytes: (chunk) => heard.push(toHex(chunk)),
    closed: ({ because }) => heard.push(because),
  });
  opening.catch(() => undefined);
  await clock.pass(2000);
  const connection = await opening;
  return {
    clients,
    connection,
    /** One message, and what came back for it. */
    say: async (message: string): Promise<readonly string[]> => {
      connection.write(encodeFrame(hex(message)));
      await clock.pass(10);
      return heard.splice(0);
    },
    heard,
    clock,
  };
};

test('tells its name, takes a card up, passes APDUs on, and orders to the reader itself', async () => {
  const reader = new Reader('ACS ACR1552');
  const { say } = await openLine([reader], 'acr1552');
  expect(await say('05')).toEqual([toHex(encodeFrame(Uint8Array.of(5, ...Buffer.from('ACS ACR1552'))))]);
  expect(await say('04')).toEqual(['0000']);
  expect(await say('FFCA000000')).toEqual(['0000']);
  // No card: the order goes by a connection of its own.
  expect(await say('E0000028010A')).toEqual(['0005E100000000']);
  reader.card(true);
  expect(await say('04')).toEqual([toHex(encodeFrame(atr))]);
  expect(await say('FFCA000000')).toEqual(['00050102039000']);
  expect(await say('E0000028010A')).toEqual(['0005E100000000']);
  const order = process.platform === 'win32' ? 0x42000dac : 0x42000001;
  expect(reader.asked).toEqual([`3:${order}:E0000028010A`, 'FFCA000000', `2:${order}:E0000028010A`]);
  reader.direct = 'UnsupportedFeature';
  expect(await say('E0000028010A')).toEqual(['0000']);
});

test('a card that went is told once before the next is taken up', async () => {
  const reader = new Reader('ACS ACR1552');
  const { say } = await openLine([reader]);
  reader.card(true);
  await say('04');
  // Another card, so quickly that no event tells of it: the handle knows.
  reader.fails = 'RemovedCard';
  expect(await say('FFCA000000')).toEqual(['0000']);
  reader.fails = null;
  expect(await say('FFCA000000')).toEqual(['0000']);
  expect(await say('04')).toEqual([toHex(encodeFrame(atr))]);
  reader.card(false);
  reader.card(false);
  expect(await say('04')).toEqual(['0000']);
});

test('a card that does not speak is none, and a reader that another program keeps is trouble', async () => {
  const reader = new Reader('ACS ACR1552');
  const { say, heard } = await openLine([reader]);
  reader.card(true);
  reader.fails = 'UnresponsiveCard';
  expect(await say('04')).toEqual(['0000']);
  reader.fails = 'SharingViolation';
  const [sentence] = await say('04');
  expect(sentence).toMatch(/another program keeps the reader/);
  expect(heard).toEqual([]);
});

test('security modules are passed over, the wanted reader is found, a missing one is named with the others', async () => {
  const readers = [new Reader('ACS ACR1252 SAM 0'), new Reader('OMNIKEY 5022'), new Reader('ACS ACR1252 PICC 0')];
  const first = await openLine(readers, 'acr1252');
  expect(Buffer.from((await first.say('05'))[0] ?? '', 'hex').toString()).toContain('PICC');
  await expect(openLine(readers, 'SCL3711')).rejects.toThrow(/no such reader; there are: .*OMNIKEY 5022/);
  await expect(openLine([], 'SCL3711')).rejects.toThrow(/Is it plugged in/);
  const { service } = serviceOf(readers);
  const clock = createHandClock();
  const listing = listPcscReaders(clock, () => service);
  await clock.pass(2000);
  expect(await listing).toEqual(['ACS ACR1252 PICC 0', 'ACS ACR1252 SAM 0', 'OMNIKEY 5022']);
});

test('an unplugged reader and a service that dies end the line once, with a sentence', async () => {
  const reader = new Reader('ACS ACR1552');
  const unplugged = await openLine([reader]);
  reader.emit('disconnect');
  reader.emit('disconnect');
  await unplugged.clock.pass(2000);
  expect(unplugged.heard).toEqual(['pcsc: the reader was unplugged.']);
  expect(unplugged.clients.size).toBe(0);

  const died = await openLine([new Reader('ACS ACR1552')]);
  for (const client of died.clients) client.emit('error', new Error('Reader monitoring loop failed.'));
  await died.clock.pass(2000);
  expect(died.heard).toEqual(['pcsc: the PC/SC service of this machine does not run (pcscd).']);
});

test('after our own close nothing is heard any more, and the service is let go', async () => {
  const reader = new Reader('ACS ACR1552');
  const { connection, clients, clock, heard } = await openLine([reader]);
  await Promise.all([connection.close(), connection.close(), clock.pass(100)]);
  // Not in the moment in which the card's going is told: the service's thread would never hear of it.
  expect(clients.size).toBe(1);
  await clock.pass(2000);
  reader.emit('disconnect');
  connection.write(encodeFrame(hex('04')));
  await clock.pass(100);
  expect(heard).toEqual([]);
  expect(clients.size).toBe(0);
});

test('no service and no library are sentences', async () => {
  const clock = createHandClock();
  const { service } = serviceOf([], 'NoService');
  const hears = { bytes: () => undefined, closed: () => undefined };
  const without = createPcscTransport({ reader: '', clock, load: () => service });
  await expect(without.open(hears)).rejects.toThrow('pcsc: the PC/SC service of this machine does not run (pcscd).');
  const missing = createPcscTransport({
    reader: '',
    clock,
    load: () => {
      throw new Error('Fetch it with "npm run pcsc:fetch".');
    },
  });
  await expect(missing.open(hears)).rejects.toThrow(/pcsc:fetch/);
});
