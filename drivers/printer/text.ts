// A slip in the printer's own letters: which makers have Vietnamese ones, and whether a text can be written in them. Only
// ESC/POS; knows nothing of status. The only importer of the receipt encoder.
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import type { PrintLine } from '../ports/receipt-printer.ts';
import type { PrinterSettings } from '../settings.ts';
import { joinBytes } from './language.ts';
import { type Paper, widthDotsOf } from './sheet.ts';

type Maker = Exclude<PrinterSettings['letters'], 'drawn'>;

/**
 * Numbers of the code pages (ESC t n). TCVN-3 has small and capital letters on two pages with the same places: a capital is
 * the small letter in another font. Citizen's and Bixolon's numbers are from tables of the receipt encoder, as are Epson's.
 */
export const codePages: Readonly<Record<Maker, { readonly tcvn3: number; readonly tcvn3capitals: number }>> = {
  epson: { tcvn3: 30, tcvn3capitals: 31 },
  citizen: { tcvn3: 30, tcvn3capitals: 31 },
  bixolon: { tcvn3: 49, tcvn3capitals: 50 },
};

/** Font A is 12 dots wide on all of them. */
const letterDots = 12;
const columnsOf = (paper: Paper): number => Math.floor(widthDotsOf(paper) / letterDots);

/** What no page has, written as what a reader takes for it. Đ: the encoder's table calls it by its Icelandic twin. */
const stands: readonly (readonly [RegExp, string])[] = [
  [/Đ/gu, 'Ð'],
  [/₫/gu, 'đ'],
  [/[‐‑‒–—]/gu, '-'],
  [/…/gu, '...'],
  [/[“”„]/gu, '"'],
  [/[‘’]/gu, "'"],
  [/\s+/gu, ' '],
  // Control characters from outside would be commands to the printer.
  [/[\p{Cc}\p{Cf}]/gu, ''],
];
const writable = (text: string): string =>
  stands.reduce((so, [from, to]) => so.replace(from, to), text.toWellFormed().normalize('NFC'));

const createEncoder = (maker: Maker, columns: number): ReceiptPrinterEncoder =>
  new ReceiptPrinterEncoder({
    language: 'esc-pos',
    columns,
    newline: '\n',
    errors: 'strict',
    codepageMapping: { cp437: 0, ...codePages[maker] },
    codepageCandidates: ['cp437', 'tcvn3', 'tcvn3capitals'],
  });

const lacking = '?'.charCodeAt(0);
/** Per letter; the letters of a language are few, and what is remembered has a limit. */
const known = new Map<string, boolean>();
const knownAtMost = 4096;

// The encoder writes a question mark for what it lacks, and says nothing.
function isWritable(letter: string): boolean {
  const before = known.get(letter);
  if (before !== undefined) return before;
  if (known.size >= knownAtMost) known.clear();
  const bytes = createEncoder('epson', 48).codepage('auto').text(letter).encode();
  const is = letter === '?' || !bytes.includes(lacking);
  known.set(letter, is);
  return is;
}

function textsOf(line: PrintLine): readonly string[] {
  switch (line.kind) {
    case 'title':
    case 'text':
    case 'small':
      return [line.text];
    case 'pair':
      return [line.left, line.right];
    case 'qr':
      return line.caption === null ? [] : [line.caption];
    case 'picture':
    case 'ruler':
    case 'rule':
    case 'space':
      return [];
  }
}

/** QR codes carry ISO 8859-1 in the printer's own command; only ASCII reads alike on every telephone. */
const isPlain = (text: string): boolean => /^[\x20-\x7e]{1,300}$/u.test(text);

// FS .: makes sold in Asia may be set to read two bytes as one sign. The encoder's own beginning has ESC @ in it, which would
// end the automatic status of the job's beginning.
const noKanji = [0x1c, 0x2e];

export type TextSlip = {
  /** Without the cut. */
  readonly bytes: Uint8Array;
  /** About how much paper it takes. */
  readonly heightDots: number;
};

/** `null`: the letters of this make do not suffice for the slip, or a code in it is none the printer can draw. */
export function writeSlip(lines: readonly PrintLine[], maker: Maker, paper: Paper): TextSlip | null {
  const letters = new Set(lines.flatMap(textsOf).flatMap((text) => Array.from(writable(text))));
  if (![...letters].every(isWritable)) return null;
  if (!lines.every((line) => line.kind !== 'qr' || isPlain(line.text))) return null;
  const columns = columnsOf(paper);
  const encoder = createEncoder(maker, columns).codepage('auto');
  for (const line of lines) writeLine(encoder, line, columns);
  const bytes = joinBytes([noKanji, encoder.encode()]);
  const codes = lines.filter((line) => line.kind === 'qr').length;
  const rows = bytes.filter((byte) => byte === 0x0a).length;
  return { bytes, heightDots: rows * 30 + codes * 200 };
}

const aligns = { start: 'left', middle: 'center', end: 'right' } as const;

function writeLine(encoder: ReceiptPrinterEncoder, line: PrintLine, columns: number): void {
  switch (line.kind) {
    case 'title':
      encoder.align('center').bold(true).height(2).line(writable(line.text)).height(1).bold(false).align('left');
      return;
    case 'text':
      encoder.align(aligns[line.align]).bold(line.weight === 'strong');
      encoder.line(cut(writable(line.text), line.linesAtMost ?? null, columns));
      encoder.bold(false).align('left');
      return;
    case 'small':
      encoder.align(aligns[line.align]).line(writable(line.text)).align('left');
      return;
    case 'pair':
      encoder.bold(line.weight === 'strong');
      writePair(encoder, writable(line.left), writable(line.right), columns);
      encoder.bold(false);
      return;
    case 'qr':
      encoder.align('center').qrcode(line.text, { model: 2, size: 6, errorlevel: 'm' });
      if (line.caption !== null) encoder.line(writable(line.caption));
      encoder.align('left');
      return;
    case 'picture':
      // The printer's own letters go without.
      return;
    case 'ruler':
      encoder.line('1234567890'.repeat(Math.ceil(columns / 10)).slice(0, columns));
      return;
    case 'rule':
      encoder.line('-'.repeat(columns));
      return;
    case 'space':
      encoder.newline();
      return;
  }
}

/** Breaking at blanks takes a little more room than letters by number do. */
function cut(text: string, linesAtMost: number | null, columns: number): string {
  const most = linesAtMost === null ? text.length : Math.max(1, Math.floor(columns * (linesAtMost - 0.2)));
  return text.length <= most ? text : `${text.slice(0, most - 3).trimEnd()}...`;
}

function writePair(encoder: ReceiptPrinterEncoder, left: string, right: string, columns: number): void {
  const spare = columns - right.length - 1;
  if (right.length === 0 || spare < columns * 0.4) {
    encoder.line(left).align('right').line(right).align('left');
    return;
  }
  encoder.table(
    [
      { width: spare, align: 'left' },
      { width: right.length + 1, align: 'right' },
    ],
    [[left, right]],
  );
}
