// Amounts of the wire. 3M SIP2 2.00: a plain decimal with a dot. Reading never throws; nothing is ever a float.

/** An amount as digits without a separator: 1234.50 is { units: 123450n, decimals: 2 }. Negative: a credit. */
export type Money = { readonly units: bigint; readonly decimals: number };

const plain = /^(-?)(\d{1,30})(?:\.(\d{1,10}))?$/;
/** A sign in front or behind, or the currency's three letters behind. */
const dressed = /^[$€£¥₫]?\s*(-?[\d.,]+)\s*(?:[A-Z]{3}|[$€£¥₫])?$/;
/** Groups of three, as edge-sip2 writes them. */
const grouped = /^-?\d{1,3}(?:,\d{3})+(?:\.\d{1,10})?$/;
/** A comma for the dot, with one or two digits behind it: no thousands. */
const comma = /^-?\d{1,30},\d{1,2}$/;

/**
 * Reads any amount an ACS has been seen to write: `12.50`, `0`, `0.0`, `1,234.50`, `5,5`, `$3.00`, `3.00 VND`. Null when it
 * is none, or when nobody can tell (`1.234,50` is not one: the dot is the standard's).
 */
export function readMoney(text: string): Money | null {
  const bare = dressed.exec(text.slice(0, 64).trim())?.[1] ?? '';
  const decimal = grouped.test(bare) ? bare.replaceAll(',', '') : comma.test(bare) ? bare.replace(',', '.') : bare;
  const found = plain.exec(decimal);
  if (found === null) return null;
  const [, sign = '', whole = '', fraction = ''] = found;
  return { units: BigInt(`${sign}${whole}${fraction}`), decimals: fraction.length };
}

/** Below, at or above zero as one less the other is; for amounts of different decimals too. */
export function compareMoney(one: Money, other: Money): number {
  const decimals = Math.max(one.decimals, other.decimals);
  const difference = scaled(one, decimals) - scaled(other, decimals);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** What is left of one when the other is taken off. */
export function lessMoney(one: Money, other: Money): Money {
  const decimals = Math.max(one.decimals, other.decimals);
  return { units: scaled(one, decimals) - scaled(other, decimals), decimals };
}

/** The standard's writing: digits, and a dot where there are decimals. */
export function moneyText({ units, decimals }: Money): string {
  const digits = String(units < 0n ? -units : units).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return `${units < 0n ? '-' : ''}${whole}${decimals > 0 ? `.${digits.slice(-decimals)}` : ''}`;
}

const scaled = ({ units, decimals }: Money, to: number): bigint => units * 10n ** BigInt(to - decimals);
