// ISIL compaction of ISO 28560-2 (owner institution): three tables of letters, shifts and latches.
import { readBits, writeBits } from './bits.ts';

type Table = 'upper' | 'lower' | 'digit';
type Sign = { readonly char: string } | { readonly turn: Table; readonly isLatch: boolean };

const chars = (text: string): readonly Sign[] => text.split('').map((char) => ({ char }));
const latch = (turn: Table): Sign => ({ turn, isLatch: true });
const shift = (turn: Table): Sign => ({ turn, isLatch: false });

/** The place of a sign in its table is its code. */
const tables: Readonly<Record<Table, { readonly bits: number; readonly signs: readonly Sign[] }>> = {
  upper: {
    bits: 5,
    signs: [...chars('-ABCDEFGHIJKLMNOPQRSTUVWXYZ:'), latch('lower'), shift('lower'), latch('digit'), shift('digit')],
  },
  lower: {
    bits: 5,
    signs: [...chars('-abcdefghijklmnopqrstuvwxyz/'), latch('upper'), shift('upper'), latch('digit'), shift('digit')],
  },
  digit: {
    bits: 4,
    signs: [...chars('0123456789-:'), latch('upper'), shift('upper'), latch('lower'), shift('lower')],
  },
};

const codeOfChar = (table: Table, char: string): number =>
  tables[table].signs.findIndex((sign) => 'char' in sign && sign.char === char);
const codeOfTurn = (table: Table, turn: Table, isLatch: boolean): number =>
  tables[table].signs.findIndex((sign) => 'turn' in sign && sign.turn === turn && sign.isLatch === isLatch);
const holds = (table: Table, char: string | undefined): boolean => char !== undefined && codeOfChar(table, char) >= 0;

/** Any bytes to a text; the same ISIL has several valid spellings in bytes, so only texts are compared. */
export const decodeIsil = (bytes: Uint8Array): string => {
  const bits = readBits(bytes);
  let text = '';
  let latched: Table = 'upper';
  let table: Table = latched;
  for (;;) {
    const code = bits.take(tables[table].bits);
    const sign: Sign | undefined = code === null ? undefined : tables[table].signs[code];
    // What is left of the last byte is filled with 1 bits: the beginning of a shift that comes to nothing.
    if (sign === undefined) return text;
    if ('char' in sign) {
      text += sign.char;
      table = latched;
    } else {
      table = sign.turn;
      if (sign.isLatch) latched = sign.turn;
    }
  }
};

/** `null` when the text has a character that no table holds. */
export const encodeIsil = (isil: string): Uint8Array | null => {
  const codes: [number, number][] = [];
  let table: Table = 'upper';
  for (let at = 0; at < isil.length; at += 1) {
    const char = isil[at] ?? '';
    const now: Table = table;
    const wanted = (['upper', 'lower', 'digit'] as const).find((other) => holds(other, char));
    if (wanted === undefined) return null;
    if (!holds(now, char)) {
      const next = isil[at + 1];
      const isLatch = holds(wanted, next) && !holds(now, next);
      codes.push([codeOfTurn(now, wanted, isLatch), tables[now].bits]);
      codes.push([codeOfChar(wanted, char), tables[wanted].bits]);
      if (isLatch) table = wanted;
    } else codes.push([codeOfChar(now, char), tables[now].bits]);
  }
  return writeBits(codes, '11111111');
};
