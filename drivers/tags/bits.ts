// Bits of a byte string, most significant first: what ISO 28560-2's compactions are made of.

export type BitReader = {
  /** The next `count` bits as a number, or `null` when fewer are left. */
  take(count: number): number | null;
};

export const readBits = (bytes: Uint8Array): BitReader => {
  let at = 0;
  return {
    take: (count) => {
      if (at + count > bytes.length * 8) return null;
      let value = 0;
      for (const end = at + count; at < end; at += 1)
        value = (value << 1) | (((bytes[at >>> 3] ?? 0) >>> (7 - (at & 7))) & 1);
      return value;
    },
  };
};

/** Each code is [value, number of bits]; what is left of the last byte is filled with the leading bits of `padding`. */
export const writeBits = (codes: readonly (readonly [number, number])[], padding: string): Uint8Array => {
  const bits = codes.map(([value, count]) => value.toString(2).padStart(count, '0')).join('');
  const whole = bits + padding.slice(0, (8 - (bits.length % 8)) % 8);
  return Uint8Array.from({ length: whole.length / 8 }, (_, nth) => parseInt(whole.slice(nth * 8, nth * 8 + 8), 2));
};
