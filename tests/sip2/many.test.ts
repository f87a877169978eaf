// Many questions and several stations: nothing mixed up, nothing piled up. The long run is `npm run proof`.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createClient, memoryTransport, systemClock, usualSettings, type Client } from 'sip2';
import { createAcs, demoCatalogue, type Acs } from 'sip2/acs';
import { expect, test } from 'vitest';
import { runs } from '../proof.ts';

const nothing = (): void => undefined;

const library = (): Acs =>
  createAcs({
    clock: systemClock,
    catalogue: demoCatalogue(),
    settings: { login: null, listsOf: 'barcodes', showPatrons: false },
    hears: { traffic: nothing, changed: nothing },
  });

const station = (acs: Acs): Client => {
  const client = createClient({
    transport: memoryTransport((connection) => acs.serve(connection)),
    clock: systemClock,
    settings: usualSettings,
    random: () => 0.5,
    hears: { state: nothing, traffic: nothing },
  });
  client.open();
  return client;
};

const an = '21234000000018';
const john = '21234000000034';
const items = ['31234000001014', '31234000001030', '31234000001048', '31234000001055'] as const;

test('two stations ask for the same items at once: each is lent once, and each answer goes to who asked', async () => {
  const acs = library();
  const stations = [
    { client: station(acs), patronId: an },
    { client: station(acs), patronId: john },
  ];
  for (const itemId of items) {
    const outcomes = await Promise.all(
      stations.map(({ client, patronId }) =>
        client.ask({ kind: 'checkout', renewalPolicy: true, noBlock: false, patronId, itemId }),
      ),
    );
    const lent = outcomes.map((outcome) => outcome.kind === 'answered' && outcome.answer.ok);
    expect(lent.filter(Boolean)).toHaveLength(1);
    expect(acs.loanOf(itemId)?.patronId).toBe(stations[lent.indexOf(true)]?.patronId);
    for (const [at, outcome] of outcomes.entries())
      expect(outcome).toMatchObject({ answer: { itemId, patronId: stations[at]?.patronId } });
  }
  await Promise.all(stations.map(({ client }) => client.close()));
});

test('a long day at one connection: every answer is of its question, and memory stays flat', async () => {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  const heap = (): number => {
    if (typeof collect === 'function') collect();
    return process.memoryUsage().heapUsed;
  };
  const acs = library();
  const client = station(acs);
  const numbers = acs.catalogue.items.map((item) => item.barcode);
  const ask = async (count: number): Promise<void> => {
    for (let at = 0; at < count; at += 1) {
      const itemId = numbers[at % numbers.length] ?? '';
      const outcome = await client.ask({ kind: 'item-information', itemId });
      if (outcome.kind !== 'answered' || outcome.answer.itemId !== itemId) throw new Error(`question ${at} went wrong`);
    }
  };
  await ask(2000);
  const before = heap();
  await ask(runs(3000));
  // A hundred bytes kept of each question would be 30 MB in the long run; the short one only notices whole messages.
  expect(heap() - before).toBeLessThan(2_000_000);
  await client.close();
});
