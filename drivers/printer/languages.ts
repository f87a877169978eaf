// The languages that printers speak, one row each. Nothing else in the driver asks which one it is.
import { escPos } from './escpos.ts';
import type { Language } from './language.ts';
import { starLine, starPrnt } from './star.ts';
import type { PrinterSettings } from '../settings.ts';

export const languages: Readonly<Record<PrinterSettings['language'], Language>> = {
  'esc-pos': escPos,
  'star-prnt': starPrnt,
  'star-line': starLine,
};
