// Asks an ACS harmless questions, in its own way of being greeted, and proposes how to talk to it, with the reasons. Nothing
// it asks changes anything: 93, 99, 17, 63, 97. Must not know what any family does; that stands in clues.ts and dialects.ts.

import { build, type Wire } from './build.ts';
import { charsetOf, type Charset } from './charset.ts';
import type { Deviation } from './checksum.ts';
import { judge, type Seen, type Verdict } from './clues.ts';
import type { Clock } from './clock.ts';
import { saysItAnswers } from './dialect.ts';
import { openExchanges, type End, type Exchanges } from './exchange.ts';
import { inspect } from './inspect.ts';
import { scStatus, timeoutOf } from './line.ts';
import type { Kind, Message, Outgoing, QuestionKind } from './messages.ts';
import type { Note } from './note.ts';
import { parse, type Parsed } from './parse.ts';
import { filled } from './question.ts';
import type { Settings } from './settings.ts';
import type { Transport } from './transport.ts';

export type Probing = {
  readonly transport: Transport;
  readonly clock: Clock;
  /** The library's own: institution, login, location. How to talk is what the probe finds out. */
  readonly settings: Settings;
  /** A card and an item to ask about; null: numbers that nobody has. A known card tells much more. */
  readonly patronId: string | null;
  readonly itemId: string | null;
};

export type Probed =
  | {
      readonly kind: 'probed';
      readonly verdict: Verdict;
      /** What was seen to work, over what the dialect says. */
      readonly settings: Partial<Pick<Settings, 'charset' | 'errorDetection' | 'end' | 'greeting'>>;
      /** What a technician should know, a sentence each. */
      readonly remarks: readonly string[];
      /** What a strict reader has to say, by the question that was answered. Texts may name patrons. */
      readonly faults: readonly { readonly asked: Kind; readonly notes: readonly Note[] }[];
      readonly seen: Seen;
    }
  | {
      readonly kind: 'failed';
      /** `silent`: reached, and not a byte came back, though it held the line. */
      readonly because: 'unreachable' | 'login-refused' | 'no-status' | 'silent';
      readonly text: string;
    };

/** Ways of being greeted, the usual one first; each on a connection of its own. */
export const ways = [
  { check: true, end: 'cr', greeting: 'login-first' },
  { check: false, end: 'cr', greeting: 'login-first' },
  { check: true, end: 'cr-lf', greeting: 'login-first' },
  { check: true, end: 'cr', greeting: 'status-first' },
] as const;

export type How = (typeof ways)[number];

export async function probe(probing: Probing): Promise<Probed> {
  let failed: Extract<Probed, { kind: 'failed' }> | null = null;
  for (const way of ways) {
    if (way.greeting === 'status-first' && probing.settings.login === null) continue;
    const talk = createTalk(probing, way);
    const trouble = await talk.greet();
    if (trouble === null) {
      await talk.askAround();
      talk.close();
      return report(talk.heard(), way, probing);
    }
    talk.close();
    // What was said in one way tells more than silence in another.
    failed = failed === null || failed.because === 'silent' ? trouble : failed;
    if (trouble.because !== 'no-status' && trouble.because !== 'silent') break;
  }
  return failed ?? { kind: 'failed', because: 'no-status', text: 'Nothing was asked.' };
}

/** One thing that came, and what had been asked then. */
type Answer = {
  readonly asked: Kind;
  readonly bytes: Uint8Array;
  readonly parsed: Parsed;
};

type Heard = {
  readonly answers: readonly Answer[];
  readonly ends: Seen['ends'];
};

type Talk = {
  greet(): Promise<Extract<Probed, { kind: 'failed' }> | null>;
  askAround(): Promise<void>;
  heard(): Heard;
  close(): void;
};

function createTalk({ transport, clock, settings, patronId, itemId }: Probing, how: How): Talk {
  const answers: Answer[] = [];
  const ends = new Set<End>();
  let wire: Exchanges | null = null;
  let sequence = 0;

  async function ask(question: Outgoing): Promise<Message | null> {
    if (wire === null || !wire.isOpen()) return null;
    const isRepeat = question.kind === 'request-acs-resend';
    const check = how.check ? { sequence: isRepeat ? null : (sequence += 1) % 10 } : null;
    const format: Wire = { charset: 'utf-8', check, end: how.end };
    const built = build(question, format);
    if (built.kind === 'refused') return null;
    const { frames, end } = await wire.exchange(built.bytes);
    if (end !== null) ends.add(end);
    let answer: Message | null = null;
    for (const bytes of frames) {
      const parsed = parse(bytes, 'automatic');
      answers.push({ asked: question.kind, bytes, parsed });
      if (parsed.kind === 'message') answer = parsed.message;
    }
    return answer;
  }

  async function status(): Promise<boolean> {
    return (await ask(scStatus))?.kind === 'acs-status';
  }

  async function login(): Promise<'let-in' | 'refused' | 'no-answer'> {
    if (settings.login === null) return 'let-in';
    const { user, password, location } = settings.login;
    const who = { loginUser: user, loginPassword: password, locationCode: location };
    const answer = await ask({ kind: 'login', userAlgorithm: '0', passwordAlgorithm: '0', ...who });
    if (answer?.kind !== 'login-response') return 'no-answer';
    return answer.ok ? 'let-in' : 'refused';
  }

  async function greet(): ReturnType<Talk['greet']> {
    try {
      wire = await openExchanges(transport, clock, settings.loginTimeoutMs);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      return { kind: 'failed', because: 'unreachable', text };
    }
    if (how.greeting === 'status-first' && !(await status())) return nothing();
    const letIn = await login();
    if (letIn === 'refused')
      return {
        kind: 'failed',
        because: 'login-refused',
        text: `The ACS refused the login of "${settings.login?.user}".`,
      };
    return letIn === 'let-in' && (await status()) ? null : nothing();
  }

  /** Who hangs up wants something, if only a login first. */
  const nothing = (): ReturnType<typeof noStatus> =>
    answers.length === 0 && wire?.wasHungUp() === false ? silent : noStatus(answers);

  return {
    greet,
    async askAround() {
      const now = clock.now();
      const item = { kind: 'item-information', itemId: itemId ?? nobody } as const;
      const patron = { kind: 'patron-information', patronId: patronId ?? nobody, summary: 'none' } as const;
      const questions = [
        filled(item, settings, now),
        filled(patron, settings, now),
        { kind: 'request-acs-resend' },
      ] as const;
      for (const question of questions) {
        await ask(question);
        // An ACS that hung up over one question is greeted again for the next.
        if (wire !== null && !wire.isOpen() && (await greet()) !== null) return;
      }
    },
    heard: () => ({ answers, ends }),
    close: () => wire?.close(),
  };
}

const nobody = 'SIP2-PROBE-0';

const silent = {
  kind: 'failed',
  because: 'silent',
  text: 'The ACS was reached, and answered nothing, however it was greeted.',
} as const;

/** What an ACS says in prose instead is mostly the reason: FOLIO wants the location of its service point. */
function noStatus(answers: readonly Answer[]): Extract<Probed, { kind: 'failed' }> {
  const said = answers.find(({ parsed }) => parsed.kind === 'not-a-message')?.parsed;
  const prose = said?.kind === 'not-a-message' ? ` It said: "${said.text.slice(0, 200)}".` : '';
  return {
    kind: 'failed',
    because: 'no-status',
    text:
      'The ACS was reached, but gave no status however it was greeted: with and without AY and AZ, with CR LF, before the ' +
      `login.${prose}`,
  };
}

// ---- what was heard, and what follows ----

function report({ answers, ends }: Heard, way: How, { settings }: Probing): Probed {
  const messages = answers.flatMap(({ asked, parsed }) => (parsed.kind === 'message' ? [{ asked, ...parsed }] : []));
  const status = find(answers, 'acs-status');
  if (status === null) return noStatus(answers);
  const repeated = messages.find(
    ({ asked, message }) => asked === 'request-acs-resend' && message.kind !== 'request-sc-resend',
  );
  const seen: Seen = {
    status,
    item: find(answers, 'item-information-response'),
    patron: find(answers, 'patron-information-response'),
    repetition: repeated === undefined || !way.check ? null : repetitionIn(repeated),
    ends,
    deviations: new Set(
      messages.flatMap(({ deviation }): readonly Deviation[] => (deviation === null ? [] : [deviation])),
    ),
    codes: new Set(answers.flatMap(({ bytes }) => codesOf(bytes))),
    prose: answers.flatMap(({ parsed }) => (parsed.kind === 'not-a-message' ? [parsed.text] : [])),
  };
  const verdict = judge(seen);
  const { charset: usual } = verdict.dialect.line;
  const heard = answers.map(({ bytes }) => charsetOf(bytes)).find((found) => found !== null) ?? null;
  // Of two 8-bit pages the one that is known to be a family's goes before the one that its letters look like.
  const charset = isPage(heard) && isPage(usual) ? usual : heard;
  const isWrong = messages.some(({ checksum }) => checksum === 'bad');
  return {
    kind: 'probed',
    verdict,
    settings: {
      ...(charset === null ? {} : { charset }),
      ...(way.check ? {} : { errorDetection: 'off' as const }),
      ...(isWrong ? { errorDetection: 'warn' as const } : {}),
      ...(way.end === 'cr' ? {} : { end: way.end }),
      ...(way.greeting === 'login-first' ? {} : { greeting: way.greeting }),
    },
    remarks: [
      ...remarksOn(seen, messages, settings),
      ...(heard === charset
        ? []
        : [`Its letters look like ${heard}; ${verdict.dialect.title} usually writes ${usual}.`]),
    ],
    faults: answers
      .map(({ asked, bytes }) => ({
        asked,
        notes: inspect(bytes, {
          charset: charset ?? 'utf-8',
          vocabulary: verdict.dialect.line.vocabulary,
          check: null,
        }),
      }))
      .filter(({ notes }) => notes.length > 0),
    seen,
  };
}

function repetitionIn({ checksum, sequence }: Extract<Parsed, { kind: 'message' }>): Seen['repetition'] {
  if (checksum === 'none') return 'bare';
  return sequence === 0 ? 'sequence-0' : 'checked';
}

const isPage = (charset: Charset | null): boolean =>
  charset !== null && charset !== 'utf-8' && charset !== 'automatic' && charset !== 'ascii';

function find<K extends Message['kind']>(answers: readonly Answer[], kind: K): Extract<Message, { kind: K }> | null {
  const isThat = (message: Message): message is Extract<Message, { kind: K }> => message.kind === kind;
  for (const { asked, parsed } of answers)
    if (asked !== 'request-acs-resend' && parsed.kind === 'message' && isThat(parsed.message)) return parsed.message;
  return null;
}

function codesOf(bytes: Uint8Array): readonly string[] {
  const pieces = String.fromCharCode(...bytes.subarray(0, 8192)).split('|');
  return pieces.slice(1).flatMap((piece) => /^[A-Z][A-Z0-9]/.exec(piece)?.[0] ?? []);
}

const asking: readonly QuestionKind[] = ['patron-information', 'item-information', 'checkout', 'checkin', 'renew'];

function remarksOn(
  { status, item, patron, deviations }: Seen,
  messages: readonly Extract<Parsed, { kind: 'message' }>[],
  settings: Settings,
): readonly string[] {
  const said = timeoutOf(status);
  const denied = asking.filter((kind) => saysItAnswers(status, kind) === false);
  const lines: readonly (string | false)[] = [
    !status.onLine && 'It says that it is off-line.',
    status.protocolVersion !== '2.00' &&
      `It speaks version "${status.protocolVersion}" of the protocol; 2.00 is needed.`,
    denied.length > 0 && `It says that it does not answer ${denied.join(', ')}; that is not always so.`,
    item === null && 'It gave no answer to a question about an item (17).',
    patron === null && 'It gave no answer to a question about a patron (63).',
    patron?.validPatron === false && 'Asked about a card that it knows, it would tell more of itself.',
    said !== null &&
      said > settings.answerTimeoutMs &&
      `It may take ${said / 1000} s for an answer, which is longer than this station waits.`,
    messages.every(({ checksum }) => checksum === 'none') && 'It writes no checksums.',
    messages.some(({ checksum }) => checksum === 'bad') && 'Its checksums are wrong, in no way that is known here.',
    deviations.size > 0 && `Its checksums count otherwise than the standard says: ${[...deviations].join(', ')}.`,
  ];
  return lines.filter((line) => line !== false);
}
