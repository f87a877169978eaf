// The log of the wire, fit to be kept: passwords are struck out always, patrons unless the library wants to see them.

import { decode, type Charset } from './charset.ts';
import { personalFields, secretFields } from './fields.ts';
import { fieldsBegin } from './parse.ts';

/** One thing that happened on the wire. `text` is already masked; `at` is ms since the epoch. */
export type Traffic = {
  readonly kind: 'sent' | 'heard' | 'trouble';
  readonly at: number;
  readonly text: string;
};

const longestText = 4096;

/** A frame as text, masked. Text that is no message is masked too, where it repeats one. */
export function maskedText(
  frame: Uint8Array,
  how: { readonly charset: Charset; readonly showPatrons: boolean },
): string {
  const text = decode(frame, how.charset)
    .replace(/\p{Cc}+/gu, ' ')
    .trimEnd();
  const hidden = (code: string): boolean => secretFields.has(code) || (!how.showPatrons && personalFields.has(code));
  const begin = fieldsBegin(text);
  const masked =
    begin === null
      ? maskedProse(text, hidden)
      : text.slice(0, begin) + maskedSum(text.slice(begin), maskedFields(text.slice(begin), hidden));
  return masked.length > longestText ? `${masked.slice(0, longestText)}…` : masked;
}

function maskedFields(body: string, hidden: (code: string) => boolean): string {
  let hiding = false; // a raw "|" inside a hidden value leaves pieces that are no fields: they stay hidden
  return body
    .split('|')
    .map((piece) => {
      const opens = /^[A-Z][A-Z0-9]/.test(piece);
      if (opens) hiding = hidden(piece.slice(0, 2));
      if (piece === '' || !hiding) return piece;
      return opens ? `${piece.slice(0, 2)}***` : '***';
    })
    .join('|');
}

// The sum of all letters tells of those that were struck out: of a PIN, what its digits add up to.
function maskedSum(body: string, masked: string): string {
  const tellsOf = body.split('|').some((piece) => secretFields.has(piece.slice(0, 2)) && piece.trim().length > 2);
  return tellsOf ? masked.replace(/AZ[0-9A-Fa-f]{1,5}\|?\s*$/, 'AZ***') : masked;
}

// An error text may repeat the question, fixed part and all: every hidden code is struck out up to the next delimiter.
function maskedProse(text: string, hidden: (code: string) => boolean): string {
  if (!text.includes('|')) return text;
  const codes = [...secretFields, ...personalFields].filter(hidden).join('|');
  return text.replace(new RegExp(`(${codes})[^|]*`, 'g'), '$1***');
}
