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
  institutionId: 'KLIB',
  patronId: '4711000042',
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
  institutionId: 'KLIB',
  patronId: '4711000042',
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

/** Runs a second in batches, after a warm-up; per second. */
const perSecond = (work: () => void): number => {
  const batch = 2000;
  for (let at = 0; at < 20 * batch; at += 1) work();
  const began = performance.now();
  let done = 0;
  while (performance.now() - began < 1000) {
    for (let at = 0; at < batch; at += 1) work();
    done += batch;
  }
  return (done / (performance.now() - began)) * 1000;
};

const millions = (rate: number): string => `${(rate / 1e6).toFixed(2)} M/s`;

const codec = (): void => {
  const how = { charset: 'utf-8', check: { sequence: 2 } } as const;
  const built = build(question, how);
  const wire = build(answer, how);
  if (built.kind !== 'built' || wire.kind !== 'built')
    throw new Error('the benchmark has a message that cannot be built');
  const [frame] = createFramer().push(wire.bytes);
  if (frame?.kind !== 'frame') throw new Error('the benchmark has no whole frame');
  const read = parse(frame.bytes, 'utf-8');
  if (read.kind !== 'message' || read.checksum !== 'good') throw new Error('the benchmark reads no good message');
  const json = JSON.stringify(answer);
  const builds = perSecond(() => void build(question, how));
  const strings = perSecond(() => void JSON.stringify(question));
  const parses = perSecond(() => void parse(frame.bytes, 'utf-8'));
  const objects = perSecond(() => void JSON.parse(json));
  console.log(
    `build a 63 (${built.bytes.length} bytes): ${millions(builds)}; JSON.stringify of it: ${millions(strings)}; ratio ${(builds / strings).toFixed(2)}`,
  );
  console.log(
    `parse a 64 (${wire.bytes.length} bytes, checked): ${millions(parses)}; JSON.parse of it: ${millions(objects)}; ratio ${(parses / objects).toFixed(2)}`,
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
