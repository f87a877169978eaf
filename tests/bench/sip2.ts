// How fast the protocol is on one core: a question built, an answer read, a round trip. Beside each stands a yardstick
// that drifts with the machine, JSON of the same content: their ratio is the figure to keep.
import {
  build,
  createClient,
  createFramer,
  memoryTransport,
  parse,
  systemClock,
  tcpTransport,
  usualSettings,
} from 'sip2';
import type { Outgoing, Transport } from 'sip2';
import { createAcs, demoCatalogue, listen } from 'sip2/acs';

const nothing = (): void => undefined;

const question: Outgoing = {
  kind: 'patron-information',
  language: '001',
  transactionDate: '20261122    093015',
  summary: 'charged-items',
  institutionId: 'KLIB-MAIN',
  patronId: '47110000420018',
  terminalPassword: '',
  patronPassword: '1234',
};

/** 9 fixed and 19 variable fields. */
const answer: Outgoing = {
  kind: 'patron-information-response',
  patronStatus: {
    chargePrivilegesDenied: false,
    renewalPrivilegesDenied: false,
    recallPrivilegesDenied: true,
    holdPrivilegesDenied: false,
    cardReportedLost: false,
    tooManyItemsCharged: false,
    tooManyItemsOverdue: false,
    tooManyRenewals: false,
    tooManyClaimsReturned: false,
    tooManyItemsLost: false,
    excessiveFines: false,
    excessiveFees: false,
    recallOverdue: false,
    tooManyItemsBilled: false,
  },
  language: '001',
  transactionDate: '20261122    093015',
  holdItemsCount: 1,
  overdueItemsCount: 0,
  chargedItemsCount: 3,
  fineItemsCount: 0,
  recallItemsCount: 0,
  unavailableHoldsCount: 1,
  institutionId: 'KLIB-MAIN',
  patronId: '47110000420018',
  personalName: 'Groot, Anna',
  holdItemsLimit: 10,
  overdueItemsLimit: 5,
  chargedItemsLimit: 20,
  validPatron: true,
  validPatronPassword: true,
  currency: 'EUR',
  feeAmount: '2.50',
  feeLimit: '10.00',
  chargedItems: ['31234000001014', '31234000001022', '31234000001030'],
  homeAddress: '12 High Street',
  emailAddress: 'a@example.org',
  phoneNumber: '0900 000 001',
  screenMessage: ['Welcome.'],
  printLine: ['Thank you.'],
};

/** The same with the letters of the country: two bytes a letter and more, nothing that needs mending. */
const vietnamese: Outgoing = {
  ...answer,
  personalName: 'Nguyễn Thị Hồng',
  homeAddress: '12 Đường Lê Lợi, Huế',
  screenMessage: ['Xin chào bạn đọc.'],
  printLine: ['Cảm ơn.'],
};

/** How many times a second, over about 60 ms. */
const perSecond = (work: () => void): number => {
  const batch = 500;
  const began = performance.now();
  let done = 0;
  while (performance.now() - began < 60) {
    for (let at = 0; at < batch; at += 1) work();
    done += batch;
  }
  return (done / (performance.now() - began)) * 1000;
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Subject and yardstick by turns, so that what slows the machine slows both; the first rounds warm them up. */
const compare = (name: string, subject: () => void, yardstickName: string, yardstick: () => void): void => {
  const rounds = Array.from({ length: 30 }, () => ({ subject: perSecond(subject), yardstick: perSecond(yardstick) }));
  const counted = rounds.slice(5);
  const ratio = median(counted.map((round) => round.subject / round.yardstick));
  const rates = [counted.map((round) => round.subject), counted.map((round) => round.yardstick)].map(median);
  const [own, other] = rates.map((rate) => `${(rate / 1e6).toFixed(2)} M/s`);
  console.log(`${name}: ${ratio.toFixed(2)} × ${yardstickName} of the same content (${own}; ${other})`);
};

const how = { charset: 'utf-8', check: { sequence: 2 } } as const;

/** What a message is on the wire, without its CR. */
const frameOf = (message: Outgoing): Uint8Array => {
  const built = build(message, how);
  if (built.kind !== 'built') throw new Error('the benchmark has a message that cannot be built');
  const [frame] = createFramer().push(built.bytes);
  if (frame?.kind !== 'frame') throw new Error('the benchmark has no whole frame');
  const read = parse(frame.bytes, 'utf-8');
  if (read.kind !== 'message' || read.checksum !== 'good' || read.notes.length > 0)
    throw new Error('the benchmark reads no good message');
  return frame.bytes;
};

const codec = (): void => {
  const [asked, frame, accented] = [frameOf(question), frameOf(answer), frameOf(vietnamese)];
  if (asked.length !== 81 || frame.length !== 286) throw new Error('the benchmark has other messages than it says');
  compare(
    `build a 63 (${asked.length} bytes)`,
    () => void build(question, how),
    'JSON.stringify',
    () => void JSON.stringify(question),
  );
  const [json, accentedJson] = [JSON.stringify(answer), JSON.stringify(vietnamese)];
  compare(
    `parse a 64 (${frame.length} bytes, checked)`,
    () => void parse(frame, 'utf-8'),
    'JSON.parse',
    () => void JSON.parse(json),
  );
  compare(
    `parse a 64 in Vietnamese (${accented.length} bytes, checked)`,
    () => void parse(accented, 'utf-8'),
    'JSON.parse',
    () => void JSON.parse(accentedJson),
  );
};

const roundTrips = async (name: string, transport: Transport): Promise<void> => {
  const client = createClient({
    transport,
    clock: systemClock,
    settings: usualSettings,
    random: Math.random,
    hears: { state: nothing, traffic: nothing },
  });
  client.open();
  const count = 5000;
  for (let at = 0; at < 500; at += 1) await client.ask({ kind: 'item-information', itemId: '31234000001014' });
  const began = performance.now();
  for (let at = 0; at < count; at += 1) await client.ask({ kind: 'item-information', itemId: '31234000001014' });
  const took = performance.now() - began;
  console.log(
    `17/18 round trips over ${name}: ${Math.round((count / took) * 1000)} /s, ${(took / count).toFixed(3)} ms each`,
  );
  await client.close();
};

export const benchSip2 = async (): Promise<void> => {
  codec();
  const acs = createAcs({
    clock: systemClock,
    catalogue: demoCatalogue(),
    settings: { login: null, listsOf: 'barcodes', showPatrons: false },
    hears: { traffic: nothing, changed: nothing },
  });
  await roundTrips(
    'memory',
    memoryTransport((connection) => acs.serve(connection)),
  );
  const server = await listen(acs, { host: '127.0.0.1', port: 0 });
  await roundTrips(
    'TCP',
    tcpTransport({ host: '127.0.0.1', port: server.port, connectTimeoutMs: 1000, clock: systemClock }),
  );
  await server.close();
};
