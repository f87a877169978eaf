// An ACS that says exactly what a test wants, right or wrong, byte for byte.

import { build, createFramer, parse, type Accept, type Connection, type Message, type Outgoing } from 'sip2';
import { textOf } from './bytes.ts';

/** One thing heard from the SC, with the means to react. */
export type Heard = {
  readonly message: Message;
  readonly sequence: number | null;
  readonly text: string;
  readonly bytes: Uint8Array;
  /** Which connection it came on: 1, 2, … */
  readonly call: number;
  answer(message: Outgoing, how?: { readonly sequence?: number | null; readonly check?: boolean }): void;
  raw(text: string | Uint8Array): void;
  drop(): void;
};

export type ScriptedAcs = {
  readonly accept: Accept;
  /** Everything heard but logins and status questions, oldest first. */
  readonly heard: readonly Heard[];
  readonly calls: () => number;
  /** Reacts to questions; the first rule that returns true has dealt with it. */
  when(rule: (heard: Heard) => boolean | void): void;
};

const status = {
  kind: 'acs-status',
  onLine: true,
  checkinOk: true,
  checkoutOk: true,
  renewalPolicy: true,
  statusUpdateOk: false,
  offLineOk: true,
  timeoutTenths: 100,
  retriesAllowed: 3,
  dateTimeSync: '20261122    093015',
  protocolVersion: '2.00',
  institutionId: 'KLIB',
} as const;

export function scriptedAcs(): ScriptedAcs {
  const heard: Heard[] = [];
  const rules: ((heard: Heard) => boolean | void)[] = [];
  let calls = 0;

  function hear(one: Heard): void {
    if (rules.some((rule) => rule(one) === true)) return;
    if (one.message.kind === 'login') one.answer({ kind: 'login-response', ok: true });
    if (one.message.kind === 'sc-status') one.answer(status);
  }

  const accept: Accept = (connection) => {
    calls += 1;
    const call = calls;
    const framer = createFramer();
    return {
      bytes(chunk) {
        for (const frame of framer.push(chunk)) {
          if (frame.kind === 'too-long') throw new Error('the SC sent too much');
          const one = heardFrom(connection, frame.bytes, call);
          if (!['login', 'sc-status'].includes(one.message.kind)) heard.push(one);
          hear(one);
        }
      },
      closed() {},
    };
  };

  return { accept, heard, calls: () => calls, when: (rule) => void rules.unshift(rule) };
}

function heardFrom(connection: Connection, frame: Uint8Array, call: number): Heard {
  const parsed = parse(frame, 'utf-8');
  if (parsed.kind !== 'message') throw new Error(`the SC sent ${parsed.kind}: ${textOf(frame)}`);
  const own = parsed.sequence;
  return {
    message: parsed.message,
    sequence: own,
    text: textOf(frame),
    bytes: frame,
    call,
    answer(message, { sequence = own, check = true } = {}) {
      const built = build(message, { charset: 'utf-8', check: check ? { sequence } : null });
      if (built.kind === 'refused') throw new Error(`${built.field}: ${built.fault}`);
      connection.write(built.bytes);
    },
    raw: (text) => connection.write(typeof text === 'string' ? new TextEncoder().encode(text) : text),
    drop: () => connection.close(),
  };
}
