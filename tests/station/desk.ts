// A kiosk's pure state at hand: events in, what it asks for kept for looking at. No devices, no clock but a number.
import type { Effect, Event } from '../../station/flow.ts';
import { noWrongs } from '../../station/flows/guard.ts';
import type { Orphan } from '../../station/flows/late.ts';
import type { Entry } from '../../station/journal/entries.ts';
import type { Loan, Patron, Thing, Ticket } from '../../station/library.ts';
import { newKiosk, type Kiosk, type KioskRules } from '../../station/modes/kiosk-state.ts';
import { stepKiosk } from '../../station/modes/kiosk.ts';
import type { SecurityBook } from '../../station/security.ts';
import { viewOf } from '../../station/view.ts';
import type { RowState } from '../../contract/row-view.ts';
import type { KioskScreen } from '../../contract/view.ts';

/** Of Lan, who is no senior. */
export const staffCard = '29000000000001';

export const rules: KioskRules = {
  place: 'K1',
  hasStaff: true,
  staffCard: 'with-pin',
  staffOfCard: (number) => (number === staffCard ? { name: 'Lan', level: 'staff' } : null),
  named: (name) => (name === 'Nobody' ? { staff: null, nobody: 7 } : { staff: name, nobody: null }),
  language: 'vi',
  pinPolicy: 'when-asked',
  accountPin: 'when-asked',
  withoutPin: 3,
  security: 'tags',
  hasPad: true,
  hasPrinter: true,
  hours: null,
  functions: ['borrow', 'return', 'account'],
  offline: 'returns',
  borrow: { count: 'trust', sets: 'any', cases: [] },
  returns: { fee: 'shown', dated: 'now', lendAgain: false, drop: 'none', slot: false },
  receipts: { checkout: 'ask', checkin: 'ask', account: 'ask', name: false, card: 'last-four' },
  mails: false,
  hasHelp: false,
  account: { renews: true, cancelsHolds: true, pays: null },
  answerMs: 10_000,
  attract: null,
  idleMs: 60_000,
};

export const patron: Patron = {
  number: '21234000000018',
  name: 'Nguyễn Văn An',
  email: null,
  block: null,
  fee: null,
  isFeeTold: true,
  messages: [],
  readyHolds: null,
  loans: { count: 0, limit: 5, numbers: [] },
};

export const book = (number: string, more: Partial<Extract<Thing, { kind: 'item' }>> = {}): Thing => ({
  kind: 'item',
  number,
  part: null,
  title: null,
  security: 'armed',
  discarded: false,
  usage: null,
  ...more,
});

export const loan = (item: string, more: Partial<Loan> = {}): Loan => ({
  item,
  title: `Title of ${item}`,
  due: { kind: 'day', day: '2026-12-13' },
  renewed: false,
  ours: true,
  leaveArmed: false,
  media: null,
  offline: null,
  ...more,
});

type Wanted<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

export type Desk = {
  nowMs: number;
  tell(...events: readonly Event[]): void;
  kiosk(): Kiosk;
  screen(): KioskScreen;
  /** By key or by number; null when there is no such row. */
  row(key: string): RowState | null;
  effects<K extends Effect['kind']>(kind: K): readonly Wanted<K>[];
  last<K extends Effect['kind']>(kind: K): Wanted<K>;
  entries(kind: Entry['kind']): readonly Entry[];
  /** A tag is put down and read. */
  put(uid: string, thing: Thing): void;
  /** How a security write ended; the last one where none is named. */
  secured(outcome: 'done' | 'gone' | 'refused' | 'odd', at?: Wanted<'secure'>): void;
  lent(ticket?: Ticket, more?: Partial<Loan>): void;
  borrow(who?: Patron): void;
  giveBack(): void;
  finish(): void;
};

/** A kiosk in service, as a library opens it in the morning. */
export const openDesk = (
  more: Partial<KioskRules> = {},
  from: { session?: number; book?: SecurityBook; orphans?: readonly Orphan[] } = {},
): Desk => {
  const all = { ...rules, ...more };
  let kiosk: Kiosk = newKiosk(all, {
    session: from.session ?? 1,
    book: from.book ?? new Map(),
    guard: noWrongs,
    orphans: from.orphans ?? [],
    accountOrphans: [],
    isOutOfUse: false,
    isCovered: false,
  });
  const effects: Effect[] = [];
  const desk: Desk = {
    nowMs: Date.UTC(2026, 10, 22, 8),
    tell: (...events: readonly Event[]): void => {
      for (const event of events) {
        const step = stepKiosk(all, kiosk, event, desk.nowMs);
        kiosk = step.state;
        effects.push(...step.effects);
      }
    },
    kiosk: (): Kiosk => kiosk,
    screen: (): KioskScreen =>
      viewOf({ ...all, library: { name: 'Thư viện', logo: null, colour: null } }, kiosk).screen,
    row: (key: string): RowState | null => {
      const screen = desk.screen();
      const rows = 'rows' in screen ? screen.rows : [];
      return rows.find((row) => row.key === key || row.number === key)?.state ?? null;
    },
    effects: <K extends Effect['kind']>(kind: K): readonly Wanted<K>[] =>
      effects.filter((effect): effect is Wanted<K> => effect.kind === kind),
    last: <K extends Effect['kind']>(kind: K): Wanted<K> => {
      const found = desk.effects(kind).at(-1);
      if (found === undefined) throw new Error(`nobody asked for ${kind}`);
      return found;
    },
    entries: (kind: Entry['kind']): readonly Entry[] =>
      desk.effects('record').flatMap(({ entry }) => (entry.kind === kind ? [entry] : [])),
    put: (uid, thing) => desk.tell({ kind: 'tag-seen', uid }, { kind: 'tag-read', uid, thing }),
    secured: (outcome: 'done' | 'gone' | 'refused' | 'odd', at = desk.last('secure')): void => {
      const { ticket, uid, want } = at;
      const result =
        outcome === 'refused'
          ? ({ kind: 'refused', fault: 'tag-refuses', because: 'the tag takes no write' } as const)
          : outcome === 'odd'
            ? ({ kind: 'odd', afi: 0x42 } as const)
            : ({ kind: outcome } as const);
      desk.tell({ kind: 'secured', ticket, uid, want, outcome: result });
    },
    lent: (ticket: Ticket = desk.last('ask-checkout').ticket, said: Partial<Loan> = {}): void => {
      const asked = desk.effects('ask-checkout').find((effect) => effect.ticket === ticket);
      if (asked === undefined) throw new Error(`nobody asked with ${ticket}`);
      desk.tell({ kind: 'checkout-answered', ticket, answer: { kind: 'lent', loan: loan(asked.item, said) } });
    },
    borrow: (who: Patron = patron): void => {
      desk.tell({ kind: 'pressed', press: { kind: 'borrow' } });
      desk.tell({ kind: 'scanned', scan: { kind: 'number', number: who.number, mayBe: 'patron' } });
      desk.tell({
        kind: 'patron-answered',
        ticket: desk.last('ask-patron').ticket,
        answer: { kind: 'known', patron: who, verified: true },
      });
    },
    giveBack: (): void => desk.tell({ kind: 'pressed', press: { kind: 'return' } }),
    finish: (): void => desk.tell({ kind: 'pressed', press: { kind: 'finish' } }),
  };
  desk.tell({ kind: 'acs-up' }, { kind: 'pad-changed', ready: true });
  desk.nowMs += 60_000;
  return desk;
};
