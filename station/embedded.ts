// The embedded library: the small ACS of the sip2 package inside this program, for demonstration and training. The
// station talks to it over a wire like to any other; only the bench has hands on it.
import type { BenchView, CardShows, Hand, ItemShows } from '../contract/bench.ts';
import type { Clock } from '../drivers/clock.ts';
import { randomBytes } from 'node:crypto';
import { memoryTransport, tcpTransport, type Transport } from 'sip2';
import {
  createAcs,
  demoCatalogue,
  listen,
  type Acs,
  type BehaviourName,
  type Catalogue,
  type CatalogueItem,
  type CataloguePatron,
} from 'sip2/acs';
import { createKohaServer, type KohaServer } from './koha/server.ts';
import type { EmbeddedKoha } from './registry/open.ts';

export type EmbeddedLibrary = {
  readonly transport: Transport;
  /** The small ACS itself: its books, and what goes wrong by rule. */
  readonly acs: Acs;
  /** The same library as a Koha over the web, in this program alone: whoever is registered there borrows at once. */
  readonly koha: EmbeddedKoha & Pick<KohaServer, 'faults' | 'setFaults' | 'asked'>;
  /** What stands on its shelves and who has a card, as of now. */
  stock(): Stock;
  mood(): NonNullable<BenchView['acs']>;
  setMood(hand: Extract<Hand, { kind: 'acs-mood' | 'acs-delay' | 'acs-next' }>): null;
  /** Loans as on the first morning. */
  reset(): void;
  changed(run: () => void): () => void;
  close(): Promise<void>;
};

export type Stock = {
  readonly owner: string;
  readonly items: readonly {
    readonly barcode: string;
    readonly title: string;
    readonly author: string;
    readonly parts: number;
    readonly shows: ItemShows;
    readonly lentTo: string | null;
  }[];
  readonly cards: readonly {
    readonly number: string;
    readonly name: string;
    readonly pin: string | null;
    readonly shows: CardShows;
  }[];
};

const connectTimeoutMs = 5000;

/** `wire`: a real socket on a free port of 127.0.0.1, or memory where a test moves the clock by hand. */
export const openEmbedded = async ({
  wire,
  as,
  clock,
}: {
  wire: 'tcp' | 'memory';
  as: BehaviourName;
  clock: Clock;
}): Promise<EmbeddedLibrary> => {
  const listeners = new Set<() => void>();
  const catalogue = demoCatalogue();
  const acs = createAcs({
    clock,
    catalogue,
    settings: { login: null, listsOf: 'barcodes', showPatrons: false, as },
    hears: {
      traffic: () => undefined,
      changed: () => {
        for (const run of listeners) run();
      },
    },
  });
  const secret = randomBytes(24).toString('base64url');
  const client = { id: 'tram', secret };
  const koha = createKohaServer({
    acs,
    clock,
    access: { client, user: { name: client.id, password: secret }, mayEdit: true },
  });
  const server = wire === 'tcp' ? await listen(acs, { host: '127.0.0.1', port: 0 }) : null;
  return {
    acs,
    koha: {
      ...koha,
      auth: { kind: 'oauth', clientId: client.id, clientSecret: secret },
      branch: catalogue.library.homeBranch,
    },
    transport:
      server === null
        ? memoryTransport((connection) => acs.serve(connection))
        : tcpTransport({ host: '127.0.0.1', port: server.port, connectTimeoutMs, clock }),
    stock: () => ({
      owner: catalogue.library.owner,
      items: catalogue.items.map((item) => ({
        barcode: item.barcode,
        title: item.title,
        author: item.author,
        parts: item.parts,
        shows: itemShows(catalogue, item),
        lentTo: acs.loanOf(item.barcode)?.patronId ?? null,
      })),
      cards: acs.patrons().map((patron) => ({
        number: patron.card,
        name: patron.name,
        pin: patron.pin,
        shows: cardShows(catalogue, patron),
      })),
    }),
    mood: acs.mood,
    setMood: (hand) => {
      switch (hand.kind) {
        case 'acs-mood':
          acs.setMood({ mood: hand.mood });
          return null;
        case 'acs-delay':
          acs.setMood({ answerDelayMs: hand.answerDelayMs });
          return null;
        case 'acs-next':
          acs.setMood({ next: hand.next });
          return null;
      }
    },
    reset: () => {
      acs.reset();
      koha.reset();
    },
    changed: (run) => {
      listeners.add(run);
      return () => listeners.delete(run);
    },
    close: async () => {
      await server?.close();
    },
  };
};

const itemShows = ({ loans, holds, library }: Catalogue, item: CatalogueItem): ItemShows => {
  if (item.lending !== 'normal') return item.lending;
  if (item.parts > 1) return 'set';
  if (item.fee > 0) return 'fee';
  if (holds.some((hold) => hold.item === item.barcode)) return 'on-hold';
  if (loans.some((loan) => loan.item === item.barcode)) return 'lent';
  if (item.branch !== library.homeBranch) return 'other-branch';
  return item.audience === 'adults' ? 'adults-only' : 'plain';
};

const cardShows = ({ loans, holds, fees, library }: Catalogue, patron: CataloguePatron): CardShows => {
  const has = loans.filter((loan) => loan.card === patron.card).length;
  if (patron.standing !== 'good') return patron.standing;
  if (patron.expiresInDays < 0) return 'expired';
  if (has >= library.loanLimit) return 'too-many-loans';
  if (fees.some((fee) => fee.card === patron.card)) return 'fees';
  if (patron.pin !== null) return 'password';
  if (patron.category === 'child') return 'child';
  if (holds.some((hold) => hold.card === patron.card)) return 'has-holds';
  return has > 0 ? 'has-loans' : 'plain';
};
