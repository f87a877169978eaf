// The code of a bank transfer as Vietnamese banks' apps read it: VietQR of NAPAS, which is EMVCo's merchant-presented QR. Text
// in, text out; knows no picture and no library.

export type Transfer = {
  /** NAPAS number of the bank: six digits. */
  readonly bin: string;
  readonly account: string;
  /** Whole đồng, digits only; null: the payer types it. */
  readonly amount: string | null;
  /** Any letters: what the code cannot hold is left out. */
  readonly purpose: string;
};

/** EMVCo QR, "Consumer-Presented": 62-08, purpose of transaction, up to 25. */
const longestPurpose = 25;

/** EMVCo QR Code Specification for Payment Systems, merchant-presented mode: tag and length in two digits each, value. */
const tlv = (tag: number, value: string): string => {
  const two = (count: number): string => String(count).padStart(2, '0');
  if (value.length > 99) throw new Error(`the field ${two(tag)} of a payment code is longer than 99: ${value.length}`);
  return `${two(tag)}${two(value.length)}${value}`;
};

/** The tags of a transfer to an account. A code with a sum is for one payment. */
export const vietQr = ({ bin, account, amount, purpose }: Transfer): string => {
  const memo = plainText(purpose).slice(0, longestPurpose).trim();
  const open = [
    '000201', // the version, 1
    tlv(1, String(amount === null ? reused : madeForOne)),
    tlv(38, tlv(0, 'A000000727') + tlv(1, tlv(0, bin) + tlv(1, account)) + tlv(2, 'QRIBFTTA')),
    tlv(53, '704'), // VND
    amount === null ? '' : tlv(54, amount),
    tlv(58, 'VN'),
    memo === '' ? '' : tlv(62, tlv(8, memo)),
    '6304', // the checksum covers its own tag and length
  ].join('');
  return open + crc16(open);
};

/** Point of initiation: printed once for many, or made for this one. */
const reused = 11;
const madeForOne = 12;

/** Letters without their accents; signs that a bank's system may trip over are blanks. */
const plainText = (text: string): string =>
  text
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^0-9A-Za-z .-]/g, ' ')
    .replaceAll(/ +/g, ' ')
    .trim();

/** CRC-16/CCITT-FALSE of ASCII: polynomial 1021, begins with FFFF. */
const crc16 = (text: string): string => {
  let crc = 0xffff;
  for (const byte of Buffer.from(text, 'latin1')) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
};
