// The paper a slip is set for: its width in dots, and the sizes of letters that are legible on it. Knows no lines.
import type { PrinterSettings } from '../settings.ts';

/** What a slip is set for: how wide, and how fine. */
export type Paper = Pick<PrinterSettings, 'paperWidthMm' | 'dotsPerInch'>;
export type PaperWidthMm = Paper['paperWidthMm'];

export type Sheet = {
  readonly widthDots: number;
  readonly dotsPerMm: number;
  readonly title: number;
  readonly text: number;
  readonly small: number;
};

// The print heads are 72 and 48 mm wide at 203 dpi; Epson's and Bixolon's at 180 dpi are 72.2 and 50.8 mm, and what is sent
// beyond them is lost without a word. Below 24 dots ẳ and ẵ can no longer be told apart.
const sheets: Readonly<Record<Paper['paperWidthMm'], Readonly<Record<Paper['dotsPerInch'], Sheet>>>> = {
  80: {
    203: { widthDots: 576, dotsPerMm: 8, title: 40, text: 28, small: 24 },
    180: { widthDots: 512, dotsPerMm: 7.087, title: 36, text: 26, small: 24 },
  },
  58: {
    203: { widthDots: 384, dotsPerMm: 8, title: 32, text: 26, small: 24 },
    180: { widthDots: 360, dotsPerMm: 7.087, title: 30, text: 24, small: 24 },
  },
};

export const sheetOf = ({ paperWidthMm, dotsPerInch }: Paper): Sheet => sheets[paperWidthMm][dotsPerInch];

/** Dots of the print head. */
export const widthDotsOf = (paper: Paper): number => sheetOf(paper).widthDots;

/** Keeps ink off the first and last dots, which low-cost print heads clip. */
export const marginDots = 8;
