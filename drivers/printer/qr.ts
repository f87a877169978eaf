// QR codes as squares. Knows nothing of paper. The only importer of uqr.
import { encode } from 'uqr';

/** Rows of a code without its white margin, `true` = black; `null`: the text is too long for any (about 2300 bytes). */
export function qrSquares(text: string): readonly (readonly boolean[])[] | null {
  try {
    // M: a slip is folded and rubbed in a pocket; 15 % of it may be lost.
    return encode(text, { ecc: 'M', border: 0 }).data;
  } catch {
    return null;
  }
}
