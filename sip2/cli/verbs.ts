// What can be asked on a command line: a row a verb. Knows questions; must not know connections.

import { parseArgs } from 'node:util';
import type { Message } from '../messages.ts';
import type { Question } from '../question.ts';
import { UsageError } from './world.ts';

type Given = {
  /** A positional by its place; '' where it was left out. */
  readonly at: (place: number) => string;
  /** The same, null where it was left out. */
  readonly maybe: (place: number) => string | null;
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
  login: { takes: '', does: 'log in (93, then 99)', needs: 0, question: status },
  patron: {
    takes: 'CARD [PIN] [--list NAME]',
    does: 'a patron and a list: charged-items, hold-items, fine-items, … (63)',
    needs: 1,
    question: ({ at, maybe, option }) => ({
      kind: 'patron-information',
      patronId: at(0),
      patronPassword: maybe(1),
      summary: summaryOf(option('list')),
    }),
  },
  item: {
    takes: 'ITEM',
    does: 'an item (17)',
    needs: 1,
    question: ({ at }) => ({ kind: 'item-information', itemId: at(0) }),
  },
  checkout: {
    takes: 'CARD ITEM [PIN] [--fee-ok] [--no-block]',
    does: 'lend (11)',
    needs: 2,
    question: ({ at, maybe, flag }) => ({
      kind: 'checkout',
      renewalPolicy: true,
      noBlock: flag('no-block'),
      patronId: at(0),
      itemId: at(1),
      patronPassword: maybe(2),
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
    takes: 'CARD ITEM [PIN] [--fee-ok]',
    does: 'renew one loan (29)',
    needs: 2,
    question: ({ at, maybe, flag }) => ({
      kind: 'renew',
      thirdPartyAllowed: false,
      noBlock: flag('no-block'),
      patronId: at(0),
      itemId: at(1),
      patronPassword: maybe(2),
      feeAcknowledged: flag('fee-ok') ? true : null,
    }),
  },
  'renew-all': {
    takes: 'CARD [PIN]',
    does: 'renew every loan (65)',
    needs: 1,
    question: ({ at, maybe }) => ({ kind: 'renew-all', patronId: at(0), patronPassword: maybe(1) }),
  },
  hold: {
    takes: 'CARD ITEM [PIN] [--pickup CODE] [--cancel]',
    does: 'place a hold, or take it back (15)',
    needs: 2,
    question: ({ at, maybe, option, flag }) => ({
      kind: 'hold',
      holdMode: flag('cancel') ? 'delete' : 'add',
      patronId: at(0),
      itemId: at(1),
      patronPassword: maybe(2),
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
    question: ({ at, maybe }) => ({ kind: 'patron-enable', patronId: at(0), patronPassword: maybe(1) }),
  },
  end: {
    takes: 'CARD',
    does: 'end a patron’s session (35)',
    needs: 1,
    question: ({ at }) => ({ kind: 'end-patron-session', patronId: at(0) }),
  },
};

export const verbsHelp = Object.entries(verbs)
  .map(([name, { takes, does }]) => `  ${`${name} ${takes}`.padEnd(52)} ${does}`)
  .join('\n');

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
  readonly 'fee-ok': boolean;
  readonly cancel: boolean;
  readonly 'no-block': boolean;
};

/** The question of a verb; throws a UsageError. */
export function questionOf(words: readonly string[], values: Values): Question {
  const [name = '', ...given] = words;
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb === undefined) throw new UsageError(`"${name}" is no verb; there are ${Object.keys(verbs).join(', ')}.`);
  const most = verb.takes.replace(/\[?--[a-z-]+( [A-Z]+)?\]?/g, '').match(/[A-Z]+/g)?.length ?? 0;
  if (given.length < verb.needs || given.length > most) throw new UsageError(`It is: ${name} ${verb.takes}`);
  return verb.question({
    at: (place) => given[place] ?? '',
    maybe: (place) => given[place] ?? null,
    option: (option) => values[option] ?? null,
    flag: (flag) => values[flag],
  });
}

/** A line as it is typed in a session; throws a UsageError. */
export function questionOfLine(line: string): Question {
  const { values, positionals } = parseArgs({
    args: line.split(/\s+/).filter((word) => word !== ''),
    allowPositionals: true,
    options: verbOptions,
  });
  return questionOf(positionals, values);
}

/** Whether the ACS did what was asked, as far as its answer says so. */
export function isYes(answer: Message): boolean {
  switch (answer.kind) {
    case 'acs-status':
      return answer.onLine;
    case 'patron-status-response':
    case 'patron-information-response':
      return answer.validPatron !== false && answer.validPatronPassword !== false;
    case 'item-information-response':
      return answer.titleIdentifier !== '';
    case 'fee-paid-response':
      return answer.paymentAccepted;
    case 'end-patron-session-response':
      return answer.endSession;
    default:
      return !('ok' in answer) || answer.ok;
  }
}
