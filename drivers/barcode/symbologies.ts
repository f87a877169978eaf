// The AIM symbology identifiers, `]cm`, that a scanner may put before a code. Knows nothing of what codes mean.
import type { Symbology } from '../ports/barcode-scanner.ts';

/** ISO/IEC 15424: the code character. The modifier after it tells of check digits and add-ons, which nothing here asks. */
const byCodeCharacter: Readonly<Record<string, Symbology>> = {
  A: 'code-39',
  B: 'telepen',
  C: 'code-128',
  E: 'ean',
  F: 'codabar',
  G: 'code-93',
  I: 'interleaved-2-of-5',
  L: 'pdf-417',
  Q: 'qr',
  d: 'data-matrix',
  z: 'aztec',
};

const identifier = /^\]([A-Za-z])([0-9A-Za-z])/;
export const aimLength = 3;

/** The symbology that an identifier `]cm` names; null when the text does not begin with one. */
export const symbologyOf = (text: string): Symbology | null => {
  const letter = identifier.exec(text)?.[1];
  return letter === undefined ? null : (byCodeCharacter[letter] ?? 'other');
};

/** A text and the symbology its prefix names; the prefix is gone. */
export const splitSymbology = (text: string): { readonly text: string; readonly symbology: Symbology | null } => {
  const symbology = symbologyOf(text);
  return { text: symbology === null ? text : text.slice(aimLength), symbology };
};
