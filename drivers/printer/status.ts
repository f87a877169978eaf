// What a printer can say of itself, in words all makers share, and tables of bits read and written by one rule. Knows no
// maker's bytes and no jobs.
import type { FaultKind } from '../ports/fault.ts';
import type { CoverState, PaperState, PrinterFault, PrinterStatus } from '../ports/receipt-printer.ts';

export type Flag =
  'offline' | 'cover-open' | 'paper-end' | 'paper-near-end' | 'error' | 'cutter-error' | 'needs-service' | 'too-hot';

/** What an answer covers: a sensor that was not asked about stays `unknown`. */
export type Sense = 'paper' | 'cover';

/** All bits of `mask` up in byte `at` of an answer mean `says`. */
export type Bit = { readonly at: number; readonly mask: number; readonly says: Flag };

export const readBits = (table: readonly Bit[], answer: Uint8Array): readonly Flag[] =>
  table.filter(({ at, mask }) => ((answer[at] ?? 0) & mask) === mask).map(({ says }) => says);

/** The other direction, for whoever plays the printer: `base` with the bits of `flags` up. */
export const writeBits = (table: readonly Bit[], base: readonly number[], flags: ReadonlySet<Flag>): Uint8Array => {
  const answer = Uint8Array.from(base);
  for (const { at, mask, says } of table) if (flags.has(says)) answer[at] = (answer[at] ?? 0) | mask;
  return answer;
};

export const statusUnknown: PrinterStatus = { paper: 'unknown', cover: 'unknown', fault: null };

export function readStatus(flags: ReadonlySet<Flag>, senses: readonly Sense[]): PrinterStatus {
  return { paper: paperOf(flags, senses), cover: coverOf(flags, senses), fault: faultOf(flags) };
}

function paperOf(flags: ReadonlySet<Flag>, senses: readonly Sense[]): PaperState {
  if (flags.has('paper-end')) return 'out';
  if (flags.has('paper-near-end')) return 'near-end';
  return senses.includes('paper') ? 'ok' : 'unknown';
}

function coverOf(flags: ReadonlySet<Flag>, senses: readonly Sense[]): CoverState {
  if (flags.has('cover-open')) return 'open';
  return senses.includes('cover') ? 'closed' : 'unknown';
}

// The gravest first. Off line is a fault of its own only where neither paper nor cover explains it.
function faultOf(flags: ReadonlySet<Flag>): PrinterFault | null {
  if (flags.has('cutter-error')) return 'cutter';
  if (flags.has('needs-service')) return 'needs-service';
  if (flags.has('too-hot')) return 'too-hot';
  if (flags.has('error')) return 'error';
  return flags.has('offline') && !flags.has('cover-open') && !flags.has('paper-end') ? 'offline' : null;
}

/** As any device's fault. */
export const faultKindOf = {
  cutter: 'cutter',
  'needs-service': 'needs-service',
  'too-hot': 'too-hot',
  error: 'device-fault',
  offline: 'offline',
} as const satisfies Readonly<Record<PrinterFault, FaultKind>>;

/** For the technician. */
export const faultSentences: Readonly<Record<PrinterFault, string>> = {
  cutter: 'The printer reports a jam of its cutter. Clear the paper path, then switch it off and on.',
  'needs-service': 'The printer reports a fault that needs service. Switch it off and on; if it stays, replace it.',
  'too-hot':
    'The printer reports an overheated print head or a wrong voltage. It goes on by itself when it has cooled.',
  error: 'The printer reports an error. Switch it off and on.',
  offline: 'The printer says that it is off line. Look for a button or a menu that has stopped it.',
};
