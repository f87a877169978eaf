// A journal with off-line work, a forwarder and a real small ACS over a memory wire, whose power can be cut at any entry.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, memoryTransport, usualSettings, type Client, type Transport } from 'sip2';
import { createAcs, type Acs, type BehaviourName } from 'sip2/acs';
import { onTestFinished } from 'vitest';
import type { Lie } from '../../station/complaints.ts';
import { openJournal, type Journal } from '../../station/journal/journal.ts';
import type { Entry } from '../../station/journal/entries.ts';
import { createAcsForward } from '../../station/offline/acs-forward.ts';
import { createForwarder, type Forwarder } from '../../station/offline/forwarder.ts';
import { createOutbox, type Outbox } from '../../station/offline/outbox.ts';
import { createHandClock, type HandClock } from '../clock.ts';
import { barcodeOf, cardOf, catalogue } from '../sip2/library.ts';

export const an = cardOf('Nguyễn Văn An');
export const john = cardOf('John Carter');
export const matilda = barcodeOf('Matilda');
export const kieu = '31234000001014';
export const lent = (ticket: string, item: string, patron = an): Entry => ({
  kind: 'lent-offline',
  ticket,
  item,
  patron,
  due: '2026-12-06',
});
export const returned = (ticket: string, item: string): Entry => ({
  kind: 'returned-offline',
  ticket,
  item,
  datedMs: null,
});

/** The power goes before anything is sent, or after the answer, before a word of it is on disk. */
export type Cut = 'before-sending' | 'before-writing';

export type World = {
  readonly clock: HandClock;
  readonly acs: Acs;
  readonly sent: string[];
  /** What the library system answered and cannot be true. */
  readonly lies: Lie[];
  journal(): Journal;
  outbox(): Outbox;
  /** The program starts (again) on the same journal; `cutAfter`: the power goes with so many of its entries on disk. */
  start(cutAfter?: number, cut?: Cut): Promise<void>;
  stop(): Promise<void>;
  /** How often a message of this code went out for an item. */
  count(code: '11' | '09', item: string): number;
  settle(): Promise<void>;
};

/** `wire`: what lies between the two, for whoever changes what is said. */
export const open = (
  as: BehaviourName = 'usual',
  answerDelayMs = 0,
  wire: (transport: Transport) => Transport = (transport) => transport,
): World => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-forward-'));
  const clock = createHandClock(new Date(2026, 10, 22, 9, 30).getTime());
  const settings = { login: null, listsOf: 'barcodes', showPatrons: false, as } as const;
  const acs = createAcs({ clock, catalogue, settings, hears: { traffic() {}, changed() {} } });
  if (answerDelayMs > 0) acs.setMood({ answerDelayMs });
  const sent: string[] = [];
  const lies: Lie[] = [];
  let journal = openJournal(join(folder, 'journal.sqlite'), clock);
  let outbox = createOutbox(journal, 0);
  let running: { readonly client: Client; readonly forwarder: Forwarder } | null = null;

  const stop = async (): Promise<void> => {
    running?.forwarder.close();
    await running?.client.close();
    running = null;
  };
  onTestFinished(async () => {
    await stop();
    journal.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    clock,
    acs,
    sent,
    lies,
    journal: () => journal,
    outbox: () => outbox,
    stop,
    start: async (cutAfter = Infinity, cut = 'before-sending') => {
      await stop();
      journal.close();
      journal = openJournal(join(folder, 'journal.sqlite'), clock);
      outbox = createOutbox(journal, 0);
      const own = journal;
      let left = cutAfter;
      let isUp = false;
      const client = createClient({
        transport: wire(memoryTransport((connection) => acs.serve(connection))),
        clock,
        random: () => 0.5,
        settings: { ...usualSettings, institutionId: 'TVT', answerTimeoutMs: 5000 },
        hears: {
          state: (state) => {
            isUp = state.kind === 'up';
            if (isUp) forwarder.poke();
          },
          traffic: ({ kind, text }) => {
            if (kind === 'sent') sent.push(text);
          },
        },
      });
      const forwarder = createForwarder({
        outbox,
        journal: {
          append: (place, entries) => {
            if (left <= 0) forwarder.close();
            if (left <= 0) return;
            own.append(place, entries);
            left -= entries.length;
            if (left <= 0 && cut === 'before-sending') forwarder.close();
          },
        },
        acs: createAcsForward({ client, clock, lie: (kind) => lies.push(kind) }),
        mayForward: () => isUp,
        clock,
        tell: () => undefined,
        complain: (message, error) => {
          throw new Error(message, { cause: error });
        },
      });
      running = { client, forwarder };
      client.open();
      await clock.pass(0);
    },
    count: (code, item) => sent.filter((text) => text.startsWith(code) && text.includes(`|AB${item}|`)).length,
    settle: async () => {
      for (let tries = 0; tries < 200 && outbox.waiting().length > 0; tries += 1) {
        // Time goes on in steps.
        // oxlint-disable-next-line no-await-in-loop
        await clock.pass(500);
      }
    },
  };
};
