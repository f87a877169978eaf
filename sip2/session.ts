// One connection to the ACS: one question at a time, and only its own answer ends it. A question that ends without its
// answer ends the connection, so that a late answer can never be taken for the answer to a later question.
// Knows resends (96, 97), sequence and checksum; must not know reconnecting or queues.

import { build, type Fault } from './build.ts';
import { charsetOf, type Charset } from './charset.ts';
import type { Clock } from './clock.ts';
import type { Failure, Hitch, WireEvent, WireFrame } from './events.ts';
import { createFramer, type Frame } from './framer.ts';
import { messageName, type Kind, type Message, type Outgoing } from './messages.ts';
import type { Note } from './note.ts';
import { parse, type Parsed } from './parse.ts';
import type { Settings } from './settings.ts';
import { maskedText } from './traffic.ts';
import type { Connection, Hears, Transport } from './transport.ts';

export type Reply =
  | { readonly kind: 'answer'; readonly message: Message }
  | { readonly kind: 'failed'; readonly because: Failure; readonly text: string }
  | { readonly kind: 'refused'; readonly field: string; readonly fault: Fault };

export type Expects = {
  readonly kind: Kind;
  /** Whether a message of that kind speaks of what was asked (the item). */
  readonly fits: (message: Message) => boolean;
  readonly timeoutMs: number;
};

export type Session = {
  /** One at a time. Never rejects. */
  ask(question: Outgoing, expects: Expects): Promise<Reply>;
  /** False once it has ended, by whichever side. */
  isAlive(): boolean;
  close(): void;
};

type Parts = {
  readonly transport: Transport;
  /** Ends an attempt to connect. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly settings: Settings;
  /** Whether AY and AZ are written. */
  readonly checked: boolean;
  /** The next sequence number; it runs on over connections, so that one from an older connection stands out. */
  readonly nextSequence: () => number;
  readonly hears: {
    event(event: WireEvent): void;
    /** Each message before its event, nothing masked. */
    frame(frame: WireFrame): void;
    /** The connection ended, by either side but not by `close()`. */
    ended(because: Failure, text: string): void;
  };
};

type Waiting = {
  readonly question: Kind;
  readonly bytes: Uint8Array;
  readonly sequence: number | null;
  readonly expects: Expects;
  readonly resolve: (reply: Reply) => void;
  cancelTimer: () => void;
  timesSent: number;
  timesAskedToRepeat: number;
  /** What came with a wrong checksum, without its AY and AZ. */
  garbled: string | null;
  lastSent: 'question' | 'repeat';
  /** A 96 came. It counts when nothing better came with it: 96 three times at once is one wish, not three. */
  notUnderstood: boolean;
};

const mostTimesSent = 3;
const mostRepeats = 2;

/** Connects; rejects with the transport's sentence. Login and first status are the caller's. */
export async function openSession({
  transport,
  signal,
  clock,
  settings,
  checked,
  nextSequence,
  hears,
}: Parts): Promise<Session> {
  const framer = createFramer();
  let verified = checked && settings.errorDetection !== 'warn';
  let toldOfDeviation = false;
  const wire = { charset: settings.charset, vocabulary: settings.vocabulary, end: settings.end } as const;
  let written: Charset = settings.charset; // 'automatic': what the ACS was last heard to write
  let waiting: Waiting | null = null;
  let alive = true;
  let lostBecause = '';
  let connection: Connection | null = null; // the far end may hang up before `open` has come back

  const far: Hears = {
    bytes(chunk) {
      for (const frame of framer.push(chunk)) if (alive) take(frame);
      if (waiting?.notUnderstood === true) sendAgain(waiting);
    },
    closed(why) {
      lostBecause = `The connection to the ACS ended: ${why}.`;
      if (alive) end('connection-lost', lostBecause);
    },
  };
  connection = await transport.open(far, signal);

  function tell(kind: 'sent' | 'heard', bytes: Uint8Array): void {
    hears.frame({ kind, at: clock.now(), bytes });
    hears.event({ kind, at: clock.now(), text: maskedText(bytes, settings) });
  }

  function trouble(because: Failure | Hitch, text: string): void {
    hears.event({ kind: 'trouble', because, question: waiting?.question ?? null, at: clock.now(), text });
  }

  function write(bytes: Uint8Array): void {
    tell('sent', bytes);
    connection?.write(bytes);
  }

  function settle(reply: Reply): void {
    const settled = waiting;
    waiting = null;
    settled?.cancelTimer();
    settled?.resolve(reply);
  }

  function end(because: Failure, text: string): void {
    alive = false;
    connection?.close();
    trouble(because, text);
    hears.ended(because, text);
    settle({ kind: 'failed', because, text });
  }

  function restartTimer(current: Waiting): void {
    current.cancelTimer();
    current.cancelTimer = clock.after(current.expects.timeoutMs, () => {
      const half = framer.pending();
      const came = half === 0 ? '' : ` ${half} bytes of an answer came, and not their end.`;
      end(
        'silence',
        `The ACS did not answer the ${messageName(current.question)} within ${current.expects.timeoutMs / 1000} s.${came}`,
      );
    });
  }

  function take(frame: Frame): void {
    if (frame.kind === 'too-long') {
      end('prose', `The ACS sent more than ${frame.length} bytes without the end of a message.`);
      return;
    }
    if (settings.charset === 'automatic') written = charsetOf(frame.bytes) ?? written;
    tell('heard', frame.bytes);
    const parsed = parse(frame.bytes, settings.charset, settings.vocabulary);
    if (waiting !== null) judge(waiting, parsed, frame.bytes);
    else trouble('nothing-asked', `${cameOf(parsed)} came, and nothing was asked; it is ignored.`);
  }

  function judge(current: Waiting, parsed: Parsed, bytes: Uint8Array): void {
    const asked = messageName(current.question);
    if (checked && parsed.kind === 'message' && !(verified && parsed.checksum === 'bad')) tellChecksum(parsed);
    if (parsed.kind === 'not-a-message') {
      // A banner in front of the login is no answer to it.
      if (current.expects.kind === 'login-response') trouble('banner', 'Text before the login; still waiting.');
      else end('prose', `The ACS sent text in place of the answer to the ${asked}: ${maskedText(bytes, settings)}`);
    } else if (parsed.kind !== 'message') {
      trouble('unknown-message', 'A message that is unknown here; still waiting for the answer.');
    } else if (verified && isGarbled(current, parsed)) {
      askToRepeat(current);
    } else if (parsed.message.kind === 'request-sc-resend') {
      current.notUnderstood = true;
    } else if (strange(current, parsed.sequence)) {
      const numbers = `with sequence ${parsed.sequence}, and the ${asked} was asked with ${current.sequence}`;
      trouble('other-sequence', `${cameOf(parsed)} came ${numbers}; still waiting.`);
    } else if (parsed.message.kind === current.expects.kind && current.expects.fits(parsed.message)) {
      tellNotes(parsed.notes);
      const { message } = parsed;
      if (message.kind === 'acs-status') hears.event({ kind: 'status', at: clock.now(), status: message });
      settle({ kind: 'answer', message: parsed.message });
    } else if (parsed.message.kind === 'acs-status') {
      end('status-change', `The ACS sent a status (98) in place of the answer to the ${asked}.`);
    } else if (parsed.message.kind === current.expects.kind) {
      trouble('other-answer', `The answer to the ${asked} names another item; still waiting.`);
    } else {
      trouble('other-answer', `${cameOf(parsed)} came in place of the answer to the ${asked}; still waiting.`);
    }
  }

  /** False for a wrong checksum, too, that is this ACS's own way of counting. */
  function isGarbled(current: Waiting, { message, checksum }: Extract<Parsed, { kind: 'message' }>): boolean {
    if (checksum !== 'bad') return false;
    const body = JSON.stringify(message);
    if (settings.errorDetection !== 'automatic' || current.garbled !== body) {
      current.garbled = body;
      return true;
    }
    verified = false;
    trouble('checksum-wrong', 'The same answer came again with a wrong checksum: this ACS counts in a way of its own.');
    return false;
  }

  function tellChecksum({ checksum, deviation }: Extract<Parsed, { kind: 'message' }>): void {
    if (checksum === 'bad')
      trouble('checksum-wrong', 'The checksum of the message above is wrong; it is taken all the same.');
    if (checksum !== 'odd' || toldOfDeviation) return;
    toldOfDeviation = true;
    trouble('checksum-odd', `This ACS counts its checksums otherwise (${deviation}); its messages are taken.`);
  }

  function tellNotes(notes: readonly Note[]): void {
    if (notes.length === 0) return;
    const parts = notes.map(({ code, field, says }) => [code, field, says].filter((part) => part !== '').join(' '));
    trouble('unreadable', `Not as it should be in the message above: ${parts.join(', ')}.`);
  }

  /** An answer to 97 comes with AY0 or without AY: after one, any sequence will do. */
  function strange(current: Waiting, sequence: number | null): boolean {
    const counts = current.sequence !== null && sequence !== null && current.lastSent === 'question';
    return counts && sequence !== current.sequence;
  }

  function askToRepeat(current: Waiting): void {
    const request = build({ kind: 'request-acs-resend' }, { ...wire, check: { sequence: null } });
    if (current.timesAskedToRepeat >= mostRepeats || request.kind === 'refused') {
      end(
        'bad-checksum',
        `The checksum of the answer to the ${messageName(current.question)} is wrong, and stayed wrong when it was asked for again.`,
      );
      return;
    }
    current.timesAskedToRepeat += 1;
    current.lastSent = 'repeat';
    trouble('asked-to-repeat', 'The checksum of the message above is wrong; the ACS is asked to repeat it.');
    write(request.bytes);
    restartTimer(current);
  }

  function sendAgain(current: Waiting): void {
    current.notUnderstood = false;
    if (current.lastSent === 'repeat' || current.timesSent >= mostTimesSent) {
      end(
        'not-understood',
        `The ACS did not understand the ${messageName(current.question)}, sent ${current.timesSent} times.`,
      );
      return;
    }
    current.timesSent += 1;
    trouble('sent-again', 'The ACS did not understand; the question is sent again.');
    write(current.bytes);
    restartTimer(current);
  }

  return {
    ask(question, expects) {
      if (!alive) return Promise.resolve({ kind: 'failed', because: 'connection-lost', text: lostBecause });
      if (waiting !== null) throw new Error('A session takes one question at a time; the queue is the client’s.');
      const sequence = checked ? nextSequence() : null;
      const built = build(question, { ...wire, charset: written, check: checked ? { sequence } : null });
      if (built.kind === 'refused') return Promise.resolve(built);
      return new Promise((resolve) => {
        const current: Waiting = {
          question: question.kind,
          bytes: built.bytes,
          sequence,
          expects,
          resolve,
          cancelTimer: () => {},
          timesSent: 1,
          timesAskedToRepeat: 0,
          garbled: null,
          lastSent: 'question',
          notUnderstood: false,
        };
        waiting = current;
        restartTimer(current);
        write(built.bytes);
      });
    },
    isAlive: () => alive,
    close() {
      if (!alive) return;
      alive = false;
      connection?.close();
      settle({ kind: 'failed', because: 'closed', text: 'The connection was closed here.' });
    },
  };
}

/** What came, without a word of what stood in it. */
function cameOf(parsed: Parsed): string {
  if (parsed.kind === 'message') return `A ${messageName(parsed.message.kind)}`;
  return parsed.kind === 'unknown-message' ? `A message ${parsed.code}` : 'Text that is no message';
}
