// The checksum of ISO 28560-3 tags.

/** What each leading byte does to the checksum: eight steps of the polynomial at once. */
const steps = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021;
  return crc & 0xffff;
});

/** CRC-16: polynomial 0x1021, most significant bit first, no final exclusive-or. `start`: of the bytes before these. */
export const crc16 = (bytes: Uint8Array, start = 0xffff): number => {
  let crc = start;
  for (const byte of bytes) crc = ((crc << 8) & 0xffff) ^ (steps[(crc >>> 8) ^ byte] ?? 0);
  return crc;
};
