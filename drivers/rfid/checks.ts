// The checksums that readers end their frames with. Knows no maker's frames; each says which of these it uses.

const bits = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** What each byte does to the CRC: a device that floods its line with beginnings of frames has each of them checked. */
const reflected = Uint16Array.from({ length: 256 }, (_, byte) =>
  bits.reduce((crc) => ((crc & 1) === 1 ? (crc >>> 1) ^ 0x8408 : crc >>> 1), byte),
);

/** CRC-16, polynomial 0x8408 (reflected 0x1021), start 0xFFFF, nothing at the end; low byte first on the wire. FEIG, UHFReader18, TWN4. Of the first `length` bytes. */
export const crcX = (bytes: Uint8Array, length = bytes.length): number => {
  let crc = 0xffff;
  // By number: every frame of every round goes through here, twice.
  for (let at = 0; at < length; at += 1) crc = (crc >>> 8) ^ (reflected[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  return crc;
};

/** The same with all bits turned over at the end, as ISO 15693 has it on the air. RFIDStation. */
export const crcXInverted = (bytes: Uint8Array): number => crcX(bytes) ^ 0xffff;

/** CRC-16, polynomial 0x1021, most significant bit first, start 0xFFFF, all bits turned over; high byte first on the wire. 3M. */
export const crcC = (bytes: Uint8Array): number => {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (const _ of bits) crc = ((crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021) & 0xffff;
  }
  return crc ^ 0xffff;
};

/** CRC-16, polynomial 0x1021, start 0xFFFF, the message shifted in from below and not flushed; high byte first. ThingMagic. */
export const crcTm = (bytes: Uint8Array): number => {
  let crc = 0xffff;
  for (const byte of bytes)
    for (const bit of bits) {
      const shifted = ((crc << 1) | ((byte >>> (7 - bit)) & 1)) & 0xffff;
      crc = (crc & 0x8000) === 0 ? shifted : shifted ^ 0x1021;
    }
  return crc;
};

/** One byte: the sum of all. MagicRF. */
export const sum = (bytes: Uint8Array): number => bytes.reduce((total, byte) => (total + byte) & 0xff, 0);

/** One byte that brings the sum of all to 0: R2000 modules ("A0"). */
export const sumToZero = (bytes: Uint8Array): number => -sum(bytes) & 0xff;
