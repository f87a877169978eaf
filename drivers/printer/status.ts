// How a printer tells how it is: ESC/POS real-time status, as a table of bits, in both directions. Knows nothing of jobs.
import type { CoverState, PaperState } from '../ports/receipt-printer.ts';

export type StatusQuestion = 1 | 2 | 3 | 4;
export const statusQuestions: readonly StatusQuestion[] = [1, 2, 3, 4];

export type Flag =
  'offline' | 'cover-open' | 'paper-end' | 'error' | 'cutter-error' | 'needs-service' | 'too-hot' | 'paper-near-end';

// ESC/POS, DLE EOT n. Both bits of a paper sensor go up and down together. Drawer and feed button are left out.
const bits: readonly { readonly question: StatusQuestion; readonly mask: number; readonly says: Flag }[] = [
  { question: 1, mask: 0x08, says: 'offline' },
  { question: 2, mask: 0x04, says: 'cover-open' },
  { question: 2, mask: 0x20, says: 'paper-end' },
  { question: 2, mask: 0x40, says: 'error' },
  { question: 3, mask: 0x08, says: 'cutter-error' },
  { question: 3, mask: 0x20, says: 'needs-service' },
  { question: 3, mask: 0x40, says: 'too-hot' },
  { question: 4, mask: 0x0c, says: 'paper-near-end' },
  { question: 4, mask: 0x60, says: 'paper-end' },
];

// Every answer to DLE EOT has bits 1 and 4 set and bits 0 and 7 clear; an automatic status begins with bit 4 alone.
const fixedMask = 0x93;
const statusMark = 0x12;
const automaticMark = 0x10;
const automaticRest = 3;

export const statusRequest = (question: StatusQuestion): Uint8Array => Uint8Array.of(0x10, 0x04, question);

/** What one answer says. */
export const readFlags = (question: StatusQuestion, answer: number): readonly Flag[] =>
  bits.filter((bit) => bit.question === question && (answer & bit.mask) === bit.mask).map((bit) => bit.says);

/** The answer of a printer of which `flags` are true. */
export const writeFlags = (question: StatusQuestion, flags: ReadonlySet<Flag>): number =>
  bits
    .filter((bit) => bit.question === question && flags.has(bit.says))
    .reduce((answer, bit) => answer | bit.mask, statusMark);

export type PrinterStatus = {
  readonly paper: PaperState;
  readonly cover: CoverState;
  /** A sentence for the technician when the printer reports an error of its own. */
  readonly error: string | null;
};

export const statusUnknown: PrinterStatus = { paper: 'unknown', cover: 'unknown', error: null };

/** `answered`: what the printer has no answer to stays `unknown`. */
export function readStatus(flags: ReadonlySet<Flag>, answered: readonly StatusQuestion[]): PrinterStatus {
  const sensed = answered.includes(2) || answered.includes(4) ? 'ok' : 'unknown';
  const covered = answered.includes(2) ? 'closed' : 'unknown';
  return {
    paper: flags.has('paper-end') ? 'out' : flags.has('paper-near-end') ? 'near-end' : sensed,
    cover: flags.has('cover-open') ? 'open' : covered,
    error: errorOf(flags),
  };
}

function errorOf(flags: ReadonlySet<Flag>): string | null {
  if (flags.has('cutter-error'))
    return 'The printer reports a jam of its cutter. Clear the paper path, then switch it off and on.';
  if (flags.has('needs-service'))
    return 'The printer reports a fault that needs service. Switch it off and on; if it stays, replace it.';
  if (flags.has('too-hot'))
    return 'The printer reports an overheated print head or a wrong voltage. It goes on by itself when it has cooled.';
  if (flags.has('error')) return 'The printer reports an error. Switch it off and on.';
  return null;
}

/**
 * The station's ear: sorts what a printer sends. `status`: an answer to DLE EOT. `reached`: an answer to GS r, sent when the
 * printer has worked through all that came before it. Automatic status (GS a), which some makers switch on, is passed over.
 */
export function createEar(hears: { status(answer: number): void; reached(): void }): (chunk: Uint8Array) => void {
  let passOver = 0;
  return (chunk) => {
    for (const byte of chunk) {
      if (passOver > 0) passOver -= 1;
      else if ((byte & fixedMask) === statusMark) hears.status(byte);
      else if ((byte & fixedMask) === automaticMark) passOver = automaticRest;
      else if ((byte & 0x90) === 0) hears.reached();
    }
  };
}
