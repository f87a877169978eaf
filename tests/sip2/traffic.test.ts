// The log of the wire: what is struck out of it, and that nothing left in it tells of that.
import { expect, test } from 'vitest';
import { checksumDigits, sumOf } from '../../sip2/checksum.ts';
import { maskedText } from '../../sip2/traffic.ts';

const framed = (text: string): Uint8Array => {
  const bytes = new TextEncoder().encode(`${text}AY2AZ`);
  return new TextEncoder().encode(`${text}AY2AZ${checksumDigits(sumOf(bytes, bytes.length))}`);
};
const how = { charset: 'utf-8', showPatrons: false } as const;

test('a password leaves no trace in the sum of its message', () => {
  const of = (pin: string): string => maskedText(framed(`2300020261123    093015AOTVT|AA4711|AC|AD${pin}|`), how);
  expect(of('1234')).toMatch(/\|AA\*{3}\|AC\*{3}\|AD\*{3}\|AY2AZ\*{3}$/);
  expect(of('1234')).toBe(of('9871'));
});

test('without a password the sum stands there, for whoever reads the log of the other side', () => {
  expect(maskedText(framed('1720261123    093015AOTVT|AB31234|AC|'), how)).toMatch(/AZ[0-9A-F]{4}$/);
});
