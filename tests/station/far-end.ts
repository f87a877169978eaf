// Library systems at the far end of a memory wire, with the station's doorway to them: one that says what a test wants,
// line by line as real ones do, and the embedded one. The clock is moved by hand.
import {
  createClient,
  dialects,
  memoryTransport,
  parse,
  settingsFor,
  usualSettings,
  type Accept,
  type DialectName,
  type Message,
  type Outgoing,
} from 'sip2';
import { createAcs as createFarAcs, demoCatalogue, type BehaviourName } from 'sip2/acs';
import { onTestFinished } from 'vitest';
import { createAcs, type Acs } from '../../station/acs.ts';
import { createHandClock, type HandClock } from '../clock.ts';
import { scriptedAcs } from '../sip2/scripted-acs.ts';

/** 22 November 2026, half past nine in the morning at the library. */
const morningMs = new Date(2026, 10, 22, 9, 30).getTime();

export type Doorway = {
  readonly acs: Acs;
  readonly clock: HandClock;
  /** Lets so much time go by, and then has the answer. */
  within<T>(ms: number, answer: Promise<T>): Promise<T>;
};

/** How the doorway is set. */
export type Set = {
  readonly askBeforeCheckin?: boolean;
  readonly showsMessages?: boolean;
  readonly dialect?: DialectName;
  readonly currency?: string | null;
  readonly passesMessages?: boolean;
};

const openDoorway = async (
  accept: Accept,
  { askBeforeCheckin = true, dialect = 'generic', currency = null, passesMessages = false, showsMessages = false }: Set,
  clock: HandClock = createHandClock(morningMs),
): Promise<Doorway> => {
  const client = createClient({
    transport: memoryTransport(accept),
    clock,
    settings: settingsFor(dialects[dialect], usualSettings, { institutionId: 'TVT', answerTimeoutMs: 5000 }),
    random: () => 0.5,
    hears: { state: () => undefined, traffic: () => undefined },
  });
  onTestFinished(() => client.close());
  client.open();
  await clock.pass(0);
  return {
    acs: createAcs({
      client,
      clock,
      dialect: dialects[dialect],
      askBeforeCheckin,
      showsMessages,
      currency,
      passesMessages,
      tellsRouting: false,
      lie: () => undefined,
      paidBy: '02',
    }),
    clock,
    within: async (ms, answer) => {
      await clock.pass(ms);
      return answer;
    },
  };
};

export type Said = string | readonly string[] | null;

export type FarEnd = Doorway & {
  /** What the station asked, oldest first, but for status questions. */
  asked(): readonly string[];
};

/**
 * A far end that answers each kind of question with these lines, the last one again and again: as they would stand on
 * the wire, without sequence and checksum. Null: no answer. A kind that is not named is never answered.
 */
export const openFarEnd = async (
  lines: Partial<Readonly<Record<Message['kind'], Said>>>,
  set: Set = {},
): Promise<FarEnd> => {
  const far = scriptedAcs();
  const told = new Map<string, number>();
  far.when((heard) => {
    const { kind } = heard.message;
    const said = lines[kind] ?? null;
    if (said === null) return;
    const all = typeof said === 'string' ? [said] : said;
    const nth = told.get(kind) ?? 0;
    told.set(kind, nth + 1);
    heard.answer(messageOf(all[Math.min(nth, all.length - 1)] ?? ''));
    return true;
  });
  const doorway = await openDoorway(far.accept, set);
  return { ...doorway, asked: () => far.heard.map(({ text }) => text) };
};

const messageOf = (line: string): Outgoing => {
  const parsed = parse(new TextEncoder().encode(line), 'utf-8');
  if (parsed.kind !== 'message') throw new Error(`no message: ${line}`);
  return parsed.message;
};

/** A far end that turns every connection away. */
export const openNowhere = (): Promise<Doorway> => openDoorway(() => null, {});

/** `as`: whose ways the library system has; `dialect`: what the doorway takes it for. */
export const openEmbeddedEnd = async ({
  as = 'usual',
  dialect = 'generic',
}: { readonly as?: BehaviourName; readonly dialect?: DialectName } = {}) => {
  const clock = createHandClock(morningMs);
  const far = createFarAcs({
    clock,
    catalogue: demoCatalogue(),
    settings: { login: null, listsOf: 'barcodes', showPatrons: false, as },
    hears: { traffic: () => undefined, changed: () => undefined },
  });
  const doorway = await openDoorway((connection) => far.serve(connection), { dialect }, clock);
  return { ...doorway, far };
};

const at = '20261122    093000';

/** The lines of a library system, as a real one writes them; `more` stands behind what is always there. */
export const says = {
  /** 64: `flags` are the fourteen letters of the patron status, `loans` the four of the count. */
  patron: (more: string, { flags = ' '.repeat(14), loans = '0000', card = '21234000000018' } = {}): string =>
    `64${flags}000${at}00000000${loans}000000000000AOTVT|AA${card}|AENguyễn Văn An|${more}AFGreetings.|`,
  /** 18: circulation status by its two digits. */
  item: (status: string, more = '', title = 'Truyện Kiều'): string =>
    `18${status}0201${at}AB31234000001014|AJ${title}|${more}`,
  /** 12: the four letters of ok, renewal, magnetic, desensitize. */
  checkout: (letters: string, more = '', { due = '20261213    235900', title = 'Truyện Kiều' } = {}): string =>
    `12${letters}${at}AOTVT|AA21234000000018|AB31234000001014|AJ${title}|AH${due}|${more}`,
  /** 10: the four letters of ok, resensitize, magnetic, alert. */
  checkin: (letters: string, more = '', title = 'Truyện Kiều'): string =>
    `10${letters}${at}AOTVT|AB31234000001014|AQTT|AJ${title}|${more}`,
} as const;
