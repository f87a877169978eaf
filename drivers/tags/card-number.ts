// Card numbers: from what a reader gives (a UID, the content of a tag, a Wiegand word) to the number as the library system
// spells it. Keyboard readers were set up once, and every system stores another spelling. Pure; knows no reader.
import * as z from 'zod';

/**
 * `uid`: bytes as in ports/tag-reader.ts, most significant first. `text`: the identifier on a tag or in a card's file.
 * `wiegand`: bits as they came, first parity bit first; 26, 34 or 37 of them, or without parity any multiple of 8.
 */
export type CardReading =
  | { readonly kind: 'uid'; readonly bytes: Uint8Array }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'wiegand'; readonly bits: string };

export type CardNumber =
  { readonly kind: 'number'; readonly number: string } | { readonly kind: 'unusable'; readonly because: string };

const affix = z.string().max(20).default('');

export const cardNumberSettings = z.strictObject({
  keep: z
    .strictObject({
      bytes: z.int().min(1).max(10).describe('How many bytes of the UID count'),
      from: z.enum(['start', 'end']).describe('Which: the first or the last ones, as the reader gives them'),
    })
    .nullable()
    .default(null)
    .describe('Some systems store 4 bytes of a 7-byte UID; null: all bytes count'),
  order: z
    .enum(['as-read', 'reversed'])
    .default('as-read')
    .describe('Order of the bytes: the same card is 04A1B2C3 for one reader and C3B2A104 for another'),
  base: z
    .enum(['hex', 'decimal', 'facility-and-number'])
    .default('hex')
    .describe(
      'How the bytes are spelled: hexadecimal; one decimal number; or, as Wiegand-26 readers print it, the third last byte as 3 digits and the last two as 5',
    ),
  letters: z.enum(['upper', 'lower', 'as-read']).default('upper').describe('Letters of the number'),
  strip: z
    .strictObject({
      prefix: affix.describe('Taken off at the beginning where it stands there'),
      suffix: affix.describe('Taken off at the end where it stands there'),
      zeros: z.boolean().default(false).describe('Leading zeros are taken off'),
    })
    .prefault({})
    .describe('What the library system does not store of the number'),
  width: z
    .int()
    .min(0)
    .max(40)
    .default(0)
    .describe('Filled up with leading zeros to so many characters, 10 for a 4-byte UID in decimal; 0: not filled up'),
  add: z
    .strictObject({
      prefix: affix.describe('Put before the number'),
      suffix: affix.describe('Put behind the number'),
    })
    .prefault({})
    .describe('What the library system has around the number'),
});
export type CardNumberSettings = z.infer<typeof cardNumberSettings>;

const unusable = (because: string): CardNumber => ({ kind: 'unusable', because });

const longestUid = 10;
const longestText = 64;
/** ISO 14443-3: a first byte 08 in a UID of 4 bytes says that it is made up anew each time. */
const randomUid = 0x08;

/** Even parity over the first half, odd over the second, of the bits between them; the middle bit of 37 counts in both. */
const hasGoodParity = (bits: string): boolean => {
  const half = Math.ceil(bits.length / 2);
  const ones = (part: string): number => part.replaceAll('0', '').length;
  return ones(bits.slice(0, half)) % 2 === 0 && ones(bits.slice(-half)) % 2 === 1;
};

const withParity: readonly number[] = [26, 34, 37];

const bytesFromBits = (bits: string): Uint8Array | string => {
  if (!/^[01]{8,80}$/.test(bits)) return 'The card reader sent no Wiegand word.';
  const isFramed = withParity.includes(bits.length);
  if (!isFramed && bits.length % 8 !== 0) return `A Wiegand word of ${bits.length} bits is not known.`;
  if (isFramed && !hasGoodParity(bits)) return 'The card was read badly: its parity is wrong.';
  const value = BigInt(`0b${isFramed ? bits.slice(1, -1) : bits}`).toString(16);
  const length = Math.ceil((isFramed ? bits.length - 2 : bits.length) / 8);
  return Uint8Array.from(Buffer.from(value.padStart(length * 2, '0'), 'hex'));
};

const bytesFrom = (reading: Exclude<CardReading, { kind: 'text' }>): Uint8Array | string => {
  if (reading.kind === 'wiegand') return bytesFromBits(reading.bits);
  const { bytes } = reading;
  if (bytes.length === 0 || bytes.length > longestUid) return `A UID of ${bytes.length} bytes is not known.`;
  if (bytes.length === 4 && bytes[0] === randomUid) return 'The card makes up a new UID each time it is read.';
  return bytes;
};

const spellBytes = (bytes: Uint8Array, { keep, order, base }: CardNumberSettings): string => {
  const kept = keep === null ? bytes : keep.from === 'start' ? bytes.slice(0, keep.bytes) : bytes.slice(-keep.bytes);
  const hex = Buffer.from(order === 'reversed' ? kept.toReversed() : kept).toString('hex');
  const decimal = (digits: string): string => BigInt(`0x0${digits}`).toString();
  switch (base) {
    case 'hex':
      return hex;
    case 'decimal':
      return decimal(hex);
    case 'facility-and-number':
      return decimal(hex.slice(-6, -4)).padStart(3, '0') + decimal(hex.slice(-4)).padStart(5, '0');
  }
};

const spellText = (text: string, { letters, strip, width, add }: CardNumberSettings): string => {
  let spelled = text;
  if (letters !== 'as-read') spelled = letters === 'upper' ? spelled.toUpperCase() : spelled.toLowerCase();
  if (strip.prefix !== '' && spelled.startsWith(strip.prefix)) spelled = spelled.slice(strip.prefix.length);
  if (strip.suffix !== '' && spelled.endsWith(strip.suffix)) spelled = spelled.slice(0, -strip.suffix.length);
  if (strip.zeros) spelled = spelled.replace(/^0+(?=.)/, '');
  return spelled === '' ? '' : add.prefix + spelled.padStart(width, '0') + add.suffix;
};

/** Order, base and the bytes to keep do not concern a text. */
export const cardNumber = (reading: CardReading, settings: CardNumberSettings): CardNumber => {
  const bytes = reading.kind === 'text' ? null : bytesFrom(reading);
  if (typeof bytes === 'string') return unusable(bytes);
  const raw = reading.kind === 'text' ? reading.text.trim() : '';
  if (!/^\P{Cc}*$/u.test(raw) || raw.length > longestText) return unusable('What the card holds is no number.');
  const number = spellText(bytes === null ? raw : spellBytes(bytes, settings), settings);
  return number === '' ? unusable('Nothing is left of the number on the card.') : { kind: 'number', number };
};

const usual = cardNumberSettings.parse({});

/**
 * The spellings a technician chooses from with a card at hand: which of them is in the library system? Each differs from the
 * usual settings as told.
 */
export const spellingsOf = (
  reading: CardReading,
): readonly { readonly settings: CardNumberSettings; readonly number: string }[] => {
  const isLong = reading.kind === 'uid' && reading.bytes.length > 4;
  const keeps = isLong ? [null, { bytes: 4, from: 'start' } as const, { bytes: 4, from: 'end' } as const] : [null];
  const bases = [
    { base: 'hex' },
    { base: 'hex', letters: 'lower' },
    { base: 'decimal' },
    { base: 'decimal', width: 10 },
    { base: 'facility-and-number' },
  ] as const;
  const ways =
    reading.kind === 'text'
      ? [usual, { ...usual, letters: 'as-read' } as const, { ...usual, strip: { ...usual.strip, zeros: true } }]
      : keeps.flatMap((keep) =>
          (['as-read', 'reversed'] as const).flatMap((order) =>
            bases.map((base) => ({ ...usual, keep, order, ...base })),
          ),
        );
  const spelled = ways.flatMap((settings) => {
    const told = cardNumber(reading, settings);
    return told.kind === 'number' ? [{ settings, number: told.number }] : [];
  });
  return spelled.filter(({ number }, at) => spelled.findIndex((other) => other.number === number) === at);
};
