// From the lines of a slip to what is sent for it: written in the printer's letters where they suffice, else drawn.
// Knows nothing of lines that are open.
import type { PrintLine } from '../ports/receipt-printer.ts';
import type { PrinterSettings } from '../settings.ts';
import { joinBytes } from './language.ts';
import { languages } from './languages.ts';
import { drawSlip } from './picture.ts';
import { writeSlip } from './text.ts';

export type Job = {
  /** Dots or letters, and the cut. */
  readonly bytes: Uint8Array;
  readonly heightDots: number;
};

/**
 * A slip with one letter that the printer lacks is drawn as a whole: half of it in other letters would look like a fault.
 * Takes any text; rejects only when the program is not whole.
 */
export async function makeJob(lines: readonly PrintLine[], settings: PrinterSettings): Promise<Job> {
  const language = languages[settings.language];
  const written = settings.letters === 'drawn' ? null : writeSlip(lines, settings.letters, settings);
  if (written !== null) return { ...written, bytes: joinBytes([written.bytes, language.cut(settings.paperWidthMm)]) };
  const picture = await drawSlip(lines, settings);
  return { bytes: language.slip(picture, settings.paperWidthMm), heightDots: picture.heightDots };
}

/** Every kind of letter and mark that a first slip may have, and none that anybody reads. */
const sample: readonly PrintLine[] = [
  { kind: 'title', text: 'Thư viện' },
  { kind: 'text', text: 'Nguyễn Thị Hồng Ẩn', align: 'start', weight: 'strong' },
  { kind: 'pair', left: 'Dế Mèn phiêu lưu ký', right: '20/12/2026', weight: 'plain' },
  { kind: 'small', text: 'aăâeêioôơuưyđ 0123456789', align: 'middle' },
  { kind: 'rule' },
  { kind: 'qr', text: '21234000000018', caption: '21234000000018' },
];
let warmed: Promise<unknown> | null = null;

/** Draws a slip that nobody sees, once in a program: the first patron is not to wait for fonts and renderer. Never rejects. */
export const warmUp = (settings: PrinterSettings): void => {
  warmed ??= makeJob(sample, settings).catch(() => undefined);
};

/** A slow printer: 50 mm/s. How long a slip may take before its silence means something. */
export const slowDotsPerMs = 0.4;
