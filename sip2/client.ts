// The station's line to its ACS: keeps a connection, queues the questions, and asks again only where that is safe.
// Knows what must never be asked twice; must not know patrons or screens.

import type { Clock } from './clock.ts';
import type { ClientEvent, Down, Failure, WireFrame } from './events.ts';
import { createLine, scStatus, timeoutOf, type AcsStatus } from './line.ts';
import { answerKindOf, mayAskTwice, type AnswerOf, type Message, type Outgoing } from './messages.ts';
import { filled, type AskKind, type Question } from './question.ts';
import type { Reply, Session } from './session.ts';
import type { Settings } from './settings.ts';
import type { Traffic } from './traffic.ts';
import type { Transport } from './transport.ts';

/** `text` is a sentence for the technician. An ACS that is up may still say `status.onLine` false. */
export type ClientState =
  | { readonly kind: 'up'; readonly status: AcsStatus }
  | { readonly kind: 'down'; readonly because: Down; readonly text: string };

/**
 * - `answered`: this question's answer: right kind, right sequence, and for an item the right item.
 * - `outcome-unknown`: it was sent, and no answer came. What changes something (checkout, checkin, renew) is never sent
 *   again; the rest has been, as often as is decent. Find out before anything is told to a patron.
 * - `not-asked`: it never left this machine. `unsupported`: this ACS would not answer it, by its settings.
 */
export type Outcome<K extends AskKind> =
  | { readonly kind: 'answered'; readonly answer: AnswerOf<K> }
  | { readonly kind: 'outcome-unknown'; readonly because: Failure | 'aborted'; readonly text: string }
  | { readonly kind: 'not-asked'; readonly because: NotAsked; readonly text: string };

export type NotAsked = 'down' | 'aborted' | 'refused' | 'closed' | 'unsupported';

export type Asking = {
  /** Higher goes first; 0 when left out. Equals keep their order. */
  readonly priority?: number;
  /** Takes the question out of the queue. A question that is on the wire is not recalled. */
  readonly signal?: AbortSignal;
};

export type Client = {
  /** Connects, and keeps connecting, until `close`. */
  open(): void;
  /** Ends everything; what waits is `not-asked`, what is on the wire `outcome-unknown`. */
  close(): Promise<void>;
  state(): ClientState;
  /** How long an answer is waited for now, ms: by the settings, or as the ACS says, where that is sound. */
  patienceMs(): number;
  /** Never rejects. */
  ask<K extends AskKind>(question: { readonly kind: K } & Question<K>, asking?: Asking): Promise<Outcome<K>>;
};

export type ClientParts = {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly settings: Settings;
  /** 0 to 1: spreads the attempts of many stations after a power cut. */
  readonly random: () => number;
  readonly hears: {
    state(state: ClientState): void;
    traffic(event: Traffic): void;
    /** Everything: what `state` and `traffic` tell, and connecting, pausing, asking and settling beside. */
    event?(event: ClientEvent): void;
    /** As it was on the wire, before the event that tells of it: nothing is masked. For who reads it at once. */
    frame?(frame: WireFrame): void;
  };
};

type Ended =
  { readonly kind: 'answered'; readonly answer: Message } | Exclude<Outcome<AskKind>, { readonly kind: 'answered' }>;

type Entry = {
  readonly ticket: number;
  readonly kind: AskKind;
  readonly message: Outgoing;
  readonly priority: number;
  readonly resolve: (ended: Ended) => void;
  timesAsked: number;
  /** How the last asking failed. */
  failed: { readonly because: Failure; readonly text: string } | null;
  aborted: boolean;
};

const notAsked = {
  closed: 'The line to the ACS is closed.',
  aborted: 'The question was taken back before it was sent.',
  unsupported: 'This ACS does not answer that question.',
} as const;

const noTimer = (): void => {};

/** All a status tells but the time of day. */
const toldBy = (status: AcsStatus): string => JSON.stringify({ ...status, dateTimeSync: null });

export function createClient({ transport, clock, settings, random, hears }: ClientParts): Client {
  const queue: Entry[] = [];
  const line = createLine({
    transport,
    clock,
    settings,
    random,
    hears: { event: tell, frame: (one) => hears.frame?.(one), up, down },
  });
  let tickets = 0;
  let shown: ClientState = { kind: 'down', because: 'not-opened', text: 'The line to the ACS was not opened yet.' };
  let session: Session | null = null;
  let opened = false;
  let asking = false;
  let downSince = 0;
  let cancelKeepAlive = noTimer;
  let cancelGrace = noTimer;

  function tell(event: ClientEvent): void {
    hears.event?.(event);
    if (event.kind === 'sent' || event.kind === 'heard' || event.kind === 'trouble')
      hears.traffic({ kind: event.kind, at: event.at, text: event.text });
  }

  function show(state: ClientState): void {
    shown = state;
    hears.state(state);
    tell({ ...state, at: clock.now() });
  }

  function up(fresh: Session, status: AcsStatus): void {
    session = fresh;
    cancelGrace();
    show({ kind: 'up', status });
    pump();
  }

  function down(because: Down, text: string): void {
    cancelKeepAlive();
    if (session !== null) startGrace();
    session = null;
    show({ kind: 'down', because, text });
  }

  function startGrace(): void {
    downSince = clock.now();
    cancelGrace();
    cancelGrace = clock.after(settings.graceMs, () => giveUpAll('down'));
  }

  /** Whether a question may be asked now, or may wait for a connection that is being made. */
  function mayWait(): boolean {
    return opened && (session !== null || clock.now() - downSince < settings.graceMs);
  }

  function giveUpAll(because: 'down' | 'closed'): void {
    for (const entry of queue.splice(0)) giveUp(entry, because);
  }

  function giveUp(entry: Entry, because: 'down' | keyof typeof notAsked): void {
    if (entry.failed !== null) entry.resolve({ kind: 'outcome-unknown', ...entry.failed });
    else entry.resolve({ kind: 'not-asked', because, text: because === 'down' ? downText() : notAsked[because] });
  }

  const downText = (): string => (shown.kind === 'down' ? shown.text : 'The line to the ACS is down.');

  function enqueue(entry: Entry): void {
    const lower = queue.findIndex((other) => other.priority < entry.priority);
    queue.splice(lower < 0 ? queue.length : lower, 0, entry);
  }

  function pump(): void {
    if (session === null || asking) return;
    cancelKeepAlive();
    const entry = queue.shift();
    if (entry === undefined) cancelKeepAlive = clock.after(settings.keepAliveMs, keepAlive);
    else void put(session, entry);
  }

  function keepAlive(): void {
    enqueue(newEntry(scStatus, { priority: -Infinity }, () => {}));
    pump();
  }

  async function put(over: Session, entry: Entry): Promise<void> {
    asking = true;
    entry.timesAsked += 1;
    const { ticket, kind: question, timesAsked: times } = entry;
    tell({ kind: 'asked', at: clock.now(), ticket, question, times, waiting: queue.length });
    const reply = await over.ask(entry.message, {
      kind: answerKindOf(entry.kind),
      fits: (answer) => speaksOf(entry.message, answer),
      timeoutMs: answerTimeoutMs(),
    });
    asking = false;
    conclude(entry, reply);
    pump();
  }

  function answerTimeoutMs(): number {
    const said = settings.timeoutFrom === 'acs' && shown.kind === 'up' ? timeoutOf(shown.status) : null;
    return said ?? settings.answerTimeoutMs;
  }

  function conclude(entry: Entry, reply: Reply): void {
    if (reply.kind === 'answer') {
      if (reply.message.kind === 'acs-status') noteStatus(reply.message);
      entry.resolve({ kind: 'answered', answer: reply.message });
    } else if (reply.kind === 'refused') {
      const text = `The ${entry.kind} was not sent: ${reply.field} cannot be written (${reply.fault}).`;
      entry.resolve({ kind: 'not-asked', because: 'refused', text });
    } else {
      entry.failed = { because: reply.because, text: reply.text };
      const again = mayAskTwice(entry.kind) && entry.timesAsked < settings.timesAsked && !entry.aborted;
      if (again && mayWait()) queue.unshift(entry);
      else giveUp(entry, 'down');
    }
  }

  function noteStatus(fresh: AcsStatus): void {
    if (shown.kind !== 'up') return;
    if (toldBy(fresh) !== toldBy(shown.status)) show({ kind: 'up', status: fresh });
  }

  function newEntry(question: Question, { priority = 0, signal }: Asking, resolve: (ended: Ended) => void): Entry {
    const message = filled(question, settings, clock.now());
    const since = clock.now();
    const entry: Entry = {
      ticket: (tickets += 1),
      kind: question.kind,
      message,
      priority,
      resolve: finish,
      timesAsked: 0,
      failed: null,
      aborted: false,
    };
    const abort = (): void => {
      entry.aborted = true;
      const at = queue.indexOf(entry);
      if (at < 0) return;
      queue.splice(at, 1);
      giveUp(entry, 'aborted');
    };
    function finish(ended: Ended): void {
      signal?.removeEventListener('abort', abort);
      const { ticket, kind } = entry;
      const because = ended.kind === 'answered' ? '' : ended.because;
      const at = clock.now();
      tell({ kind: 'settled', at, ticket, question: kind, outcome: ended.kind, because, tookMs: at - since });
      resolve(ended);
    }
    signal?.addEventListener('abort', abort);
    return entry;
  }

  function enter(question: Question, how: Asking): Promise<Ended> {
    return new Promise((resolve) => {
      const entry = newEntry(question, how, resolve);
      if (how.signal?.aborted === true) giveUp(entry, 'aborted');
      else if (settings.unsupported.includes(question.kind)) giveUp(entry, 'unsupported');
      else if (!mayWait()) giveUp(entry, opened ? 'down' : 'closed');
      else {
        enqueue(entry);
        pump();
      }
    });
  }

  return {
    open() {
      if (opened) return;
      opened = true;
      startGrace();
      line.open();
    },
    async close() {
      if (!opened) return;
      opened = false;
      session = null;
      cancelKeepAlive();
      cancelGrace();
      giveUpAll('closed');
      show({ kind: 'down', because: 'closed', text: notAsked.closed });
      await line.close();
    },
    state: () => shown,
    patienceMs: answerTimeoutMs,
    async ask<K extends AskKind>(question: { readonly kind: K } & Question<K>, how: Asking = {}) {
      const exact: Question<K> = question;
      const ended = await enter(exact, how);
      if (ended.kind !== 'answered') return ended;
      if (!answers<K>(question.kind, ended.answer))
        throw new Error('a session answers with the kind that was asked for');
      return { kind: 'answered', answer: ended.answer };
    },
  };
}

function answers<K extends AskKind>(kind: K, answer: Message): answer is AnswerOf<K> {
  return answer.kind === answerKindOf(kind);
}

/**
 * Where an item was asked about, its answer must name it; letters' case and blanks around it are the ILS's own. The
 * answer to a hold need not name it, and may name the copy that was chosen.
 */
function speaksOf(question: Outgoing, answer: Message): boolean {
  if (!('itemId' in question) || typeof question.itemId !== 'string' || !('itemId' in answer)) return true;
  if (question.kind === 'hold') return true;
  const asked = question.itemId.trim().toLowerCase();
  return asked === '' || answer.itemId?.trim().toLowerCase() === asked;
}
