// What can be asked on a command line: a row a verb. Knows questions; must not know connections.

import { parseArgs } from 'node:util';
import type { Message } from '../messages.ts';
import type { Question } from '../question.ts';
import { UsageError } from './world.ts';

type Given = {
  /** A positional by its place; '' where it was left out. */
  readonly at: (place: number) => string;
  /** The patron password; null where there is none. */
  readonly pin: string | null;
  readonly option: (name: TextOption) => string | null;
  readonly flag: (name: 'fee-ok' | 'cancel' | 'no-block') => boolean;
};

type Verb = {
  readonly takes: string;
  readonly does: string;
  /** How many of what it takes must be given. */
  readonly needs: number;
  readonly question: (given: Given) => Question;
};

export const verbs: Readonly<Record<string, Verb>> = {
  status: { takes: '', does: 'ask the ACS how it is (99)', needs: 0, question: status },
  login: { takes: '', does: 'log in as --login says (93), and no more', needs: 0, question: status },
  'patron-status': {
    takes: 'CARD [PIN]',
    does: 'whether a patron is known, and may borrow (23)',
    needs: 1,
    question: ({ at, pin }) => ({ kind: 'patron-status', patronId: at(0), patronPassword: pin ?? '' }),
  },
  patron: {
    takes: 'CARD [PIN] [--list NAME]',
    does: 'a patron, and one list of items (63)',
    needs: 1,
    question: ({ at, pin, option }) => ({
      kind: 'patron-information',
      patronId: at(0),
      patronPassword: pin,
      summary: summaryOf(option('list')),
    }),
  },
  item: {
    takes: 'ITEM',
    does: 'an item (17)',
    needs: 1,
    question: ({ at }) => ({ kind: 'item-information', itemId: at(0) }),
  },
  'item-update': {
    takes: 'ITEM TEXT',
    does: 'write down what an item is like (19)',
    needs: 2,
    question: ({ at }) => ({ kind: 'item-status-update', itemId: at(0), itemProperties: at(1) }),
  },
  checkout: {
    takes: 'CARD ITEM [PIN] [--fee-ok] [--no-block]',
    does: 'lend (11)',
    needs: 2,
    question: ({ at, pin, flag }) => ({
      kind: 'checkout',
      renewalPolicy: true,
      noBlock: flag('no-block'),
      patronId: at(0),
      itemId: at(1),
      patronPassword: pin,
      feeAcknowledged: flag('fee-ok') ? true : null,
    }),
  },
  checkin: {
    takes: 'ITEM [--location CODE] [--no-block]',
    does: 'take back (09)',
    needs: 1,
    question: ({ at, option, flag }) => ({
      kind: 'checkin',
      noBlock: flag('no-block'),
      itemId: at(0),
      currentLocation: option('location') ?? '',
    }),
  },
  renew: {
    takes: 'CARD ITEM [PIN] [--fee-ok] [--no-block]',
    does: 'renew one loan (29)',
    needs: 2,
    question: ({ at, pin, flag }) => ({
      kind: 'renew',
      thirdPartyAllowed: false,
      noBlock: flag('no-block'),
      patronId: at(0),
      itemId: at(1),
      patronPassword: pin,
      feeAcknowledged: flag('fee-ok') ? true : null,
    }),
  },
  'renew-all': {
    takes: 'CARD [PIN]',
    does: 'renew every loan (65)',
    needs: 1,
    question: ({ at, pin }) => ({ kind: 'renew-all', patronId: at(0), patronPassword: pin }),
  },
  hold: {
    takes: 'CARD ITEM [PIN] [--pickup CODE] [--cancel]',
    does: 'place a hold, or take it back (15)',
    needs: 2,
    question: ({ at, pin, option, flag }) => ({
      kind: 'hold',
      holdMode: flag('cancel') ? 'delete' : 'add',
      patronId: at(0),
      itemId: at(1),
      patronPassword: pin,
      pickupLocation: option('pickup'),
    }),
  },
  pay: {
    takes: 'CARD AMOUNT --currency XXX [--fee ID]',
    does: 'say that a fee was paid, in cash (37)',
    needs: 2,
    question: ({ at, option }) => ({
      kind: 'fee-paid',
      feeType: 'other',
      paymentType: '00',
      currency: option('currency') ?? missing('--currency'),
      patronId: at(0),
      feeAmount: at(1),
      feeId: option('fee'),
    }),
  },
  block: {
    takes: 'CARD [TEXT]',
    does: 'block a card (01)',
    needs: 1,
    question: ({ at }) => ({ kind: 'block-patron', cardRetained: false, patronId: at(0), blockedCardMessage: at(1) }),
  },
  enable: {
    takes: 'CARD [PIN]',
    does: 'let a blocked card in again (25)',
    needs: 1,
    question: ({ at, pin }) => ({ kind: 'patron-enable', patronId: at(0), patronPassword: pin }),
  },
  end: {
    takes: 'CARD',
    does: 'end a patron’s session (35)',
    needs: 1,
    question: ({ at }) => ({ kind: 'end-patron-session', patronId: at(0) }),
  },
};

function status(): Question {
  return { kind: 'sc-status', status: 'ok', maxPrintWidth: 80, protocolVersion: '2.00' };
}

function missing(name: string): never {
  throw new UsageError(`${name} must be given.`);
}

const summaries = [
  ...(['none', 'hold-items', 'overdue-items', 'charged-items', 'fine-items', 'recall-items'] as const),
  ...(['unavailable-hold-items', 'extended-fees'] as const),
];

function summaryOf(text: string | null): (typeof summaries)[number] {
  const found = summaries.find((one) => one === (text ?? 'none'));
  if (found === undefined) throw new UsageError(`--list should be one of ${summaries.join(', ')}, not "${text}".`);
  return found;
}

const verbLines = (but: string): string =>
  Object.entries(verbs)
    .filter(([name]) => name !== but)
    .map(([name, { takes, does }]) => `  ${`${name} ${takes}`.padEnd(51)} ${does}`)
    .join('\n');

const optionLines = `  --list NAME           which list comes with the patron: ${summaries.slice(0, 4).join(', ')},
                        ${summaries.slice(4).join(', ')}
  --fee-ok              the patron agrees to the fee
  --no-block            it was done off-line already: the ACS must not refuse
  --location CODE       where the item was taken back; Koha moves it to that branch
  --pickup CODE         where the hold is to be fetched
  --cancel              take the hold back
  --currency XXX        of the amount, three letters
  --fee ID              which fee is paid`;

/** What `send` can ask, and what is typed in a session, which has logged in already. */
export const verbsHelp = `${verbLines('')}\n\n${optionLines}`;
export const sessionVerbsHelp = `${verbLines('login')}\n\n${optionLines}`;

export const verbOptions = {
  list: { type: 'string' },
  location: { type: 'string' },
  pickup: { type: 'string' },
  currency: { type: 'string' },
  fee: { type: 'string' },
  'fee-ok': { type: 'boolean', default: false },
  cancel: { type: 'boolean', default: false },
  'no-block': { type: 'boolean', default: false },
} as const;

type TextOption = 'list' | 'location' | 'pickup' | 'currency' | 'fee';
type Values = { readonly [N in TextOption]?: string | undefined } & {
  /** The PIN where none is among the words. */
  readonly pin?: string | undefined;
  readonly 'fee-ok': boolean;
  readonly cancel: boolean;
  readonly 'no-block': boolean;
};

/** The question of a verb; throws a UsageError. */
export function questionOf(words: readonly string[], values: Values): Question {
  const [name = '', ...given] = words;
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb === undefined) throw new UsageError(`"${name}" is no verb; there are ${Object.keys(verbs).join(', ')}.`);
  const taken = takenBy(verb);
  if (given.length < verb.needs || given.length > taken.length) throw new UsageError(`It is: ${name} ${verb.takes}`);
  return verb.question({
    at: (place) => given[place] ?? '',
    pin: given[taken.indexOf('PIN')] ?? values.pin ?? null,
    option: (option) => values[option] ?? null,
    flag: (flag) => values[flag],
  });
}

/** What stands behind a verb, without its options: CARD, ITEM, PIN. */
const takenBy = ({ takes }: Verb): readonly string[] =>
  takes.replace(/\[?--[a-z-]+( [A-Z]+)?\]?/g, '').match(/[A-Z]+/g) ?? [];

/** A word, or several in "quotes". */
const wordsOf = (line: string): readonly string[] =>
  Array.from(line.matchAll(/"([^"]*)"|\S+/g), ([whole, quoted]) => quoted ?? whole);

/** A line as it is typed in a session; throws a UsageError. */
export function questionOfLine(line: string): Question {
  const { values, positionals } = parseArgs({
    args: [...wordsOf(line)],
    allowPositionals: true,
    options: verbOptions,
  });
  if (positionals[0] === 'login')
    throw new UsageError('A session logs in when it begins: sip2 session --login USER:PASS.');
  return questionOf(positionals, values);
}

/** A line of a session as it may be kept: without its PIN, and without words too many, which may be one. */
export function withoutPin(line: string): string {
  const words = wordsOf(line);
  const { tokens } = parseArgs({
    args: [...words],
    allowPositionals: true,
    strict: false,
    tokens: true,
    options: verbOptions,
  });
  const places = tokens.flatMap((token) => (token.kind === 'positional' ? [token.index] : []));
  const [name = ''] = words;
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb === undefined || places[0] !== 0) return name;
  const taken = takenBy(verb);
  const pinAt = taken.indexOf('PIN');
  const strange = tokens.flatMap((token) =>
    token.kind === 'option' && !Object.hasOwn(verbOptions, token.name) ? [token.index] : [],
  );
  const hidden = new Set([...places.slice(1 + (pinAt < 0 ? taken.length : pinAt)), ...strange]);
  if (hidden.size === 0) return line;
  return words
    .filter((_, place) => !hidden.has(place))
    .map((word) => (/\s/.test(word) ? `"${word}"` : word))
    .join(' ');
}

/** Whether the ACS did what was asked, as far as its answer says so. */
export function isYes(question: Question, answer: Message): boolean {
  // Koha calls the PIN wrong where none was given.
  const gavePin = 'patronPassword' in question && (question.patronPassword ?? '') !== '';
  switch (answer.kind) {
    case 'acs-status':
      return answer.onLine;
    case 'patron-status-response':
    case 'patron-information-response':
    case 'patron-enable-response':
      return answer.validPatron !== false && !(gavePin && answer.validPatronPassword === false);
    case 'item-information-response':
      return answer.titleIdentifier !== '';
    case 'item-status-update-response':
      return answer.itemPropertiesOk;
    case 'fee-paid-response':
      return answer.paymentAccepted;
    case 'end-patron-session-response':
      return answer.endSession;
    default:
      return !('ok' in answer) || answer.ok;
  }
}
