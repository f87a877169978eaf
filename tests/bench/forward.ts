// What was done off-line, told to a library system that answers after 20 ms: how many entries a second, and how many questions that is.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, memoryTransport, usualSettings } from 'sip2';
import { createAcs, demoCatalogue } from 'sip2/acs';
import { systemClock } from '../../drivers/clock.ts';
import { openJournal } from '../../station/journal/journal.ts';
import type { Entry } from '../../station/journal/entries.ts';
import { createAcsForward } from '../../station/offline/acs-forward.ts';
import { createForwarder } from '../../station/offline/forwarder.ts';
import { createOutbox } from '../../station/offline/outbox.ts';

const answerDelayMs = 20;
const inAll = 10_000;

const entriesOf = (count: number): readonly Entry[] => {
  const { items, patrons } = demoCatalogue();
  const card = patrons.find(({ name }) => name === 'John Carter')?.card ?? '';
  const lendable = items.filter(({ barcode }) => demoCatalogue().loans.every(({ item }) => item !== barcode));
  return Array.from({ length: count }, (_, at): Entry => {
    const item = lendable[Math.floor(at / 2) % lendable.length]?.barcode ?? '';
    const ticket = `${Math.floor(at / 10)}-${at % 10}`;
    return at % 2 === 0
      ? { kind: 'lent-offline', ticket, item, patron: card, due: '2030-12-06' }
      : { kind: 'returned-offline', ticket, item, datedMs: null };
  });
};

/** `toldNow`: so many of them; the rest of the outbox waits meanwhile, and must not make it slower. All take about eight minutes. */
export const benchForward = async (toldNow = inAll): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-bench-'));
  const journal = openJournal(join(folder, 'journal.sqlite'), systemClock);
  journal.append('K1', entriesOf(inAll));
  const began = performance.now();
  const outbox = createOutbox(journal, Infinity);
  const waiting = outbox.waiting().length;
  console.log(`an outbox of ${waiting} entries read at a start: ${Math.round(performance.now() - began)} ms`);

  const acs = createAcs({
    clock: systemClock,
    catalogue: demoCatalogue(),
    settings: { login: null, listsOf: 'barcodes', showPatrons: false },
    hears: { traffic() {}, changed() {} },
  });
  acs.setMood({ answerDelayMs });
  let isUp = false;
  let questions = 0;
  const client = createClient({
    transport: memoryTransport((connection) => acs.serve(connection)),
    clock: systemClock,
    random: Math.random,
    settings: { ...usualSettings, institutionId: 'TVT' },
    hears: {
      state: (state) => {
        isUp = state.kind === 'up';
        if (isUp) forwarder.poke();
      },
      traffic: ({ kind }) => {
        if (kind === 'sent') questions += 1;
      },
    },
  });
  const forwarder = createForwarder({
    outbox,
    journal,
    acs: createAcsForward({ client, clock: systemClock, lie: () => undefined }),
    mayForward: () => isUp,
    clock: systemClock,
    tell: () => undefined,
    complain: (message, error) => console.error(message, error),
  });
  client.open();
  const start = performance.now();
  await new Promise<void>((resolve) => {
    const look = setInterval(() => {
      if (waiting - outbox.waiting().length < toldNow) return;
      clearInterval(look);
      resolve();
    }, 50);
  });
  const seconds = (performance.now() - start) / 1000;
  const told = waiting - outbox.waiting().length;
  forwarder.close();
  await client.close();
  journal.close();
  rmSync(folder, { recursive: true, force: true });
  console.log(
    `forwarded with ${answerDelayMs} ms an answer: ${(told / seconds).toFixed(1)} entries/s (${(questions / told).toFixed(2)} questions each); ${inAll} in ${Math.round((inAll / told) * seconds)} s`,
  );
};
