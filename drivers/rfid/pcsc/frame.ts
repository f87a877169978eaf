// The language of a PC/SC line as this house speaks it: the virtual card's of vsmartcard ("vpcd"), with two words more. Each
// message both ways is its length (2 bytes, high byte first) and its bytes. Knows no command of a card.
//
// To the reader: an APDU; one byte 04: take up the card that lies there, and tell its ATR; one byte 05 (ours): who are you;
// a message that begins with E0 (ours): an order to the reader itself (SCardControl). Back: the ATR or nothing where no card
// lies; 05 and the reader's name; the response with its SW. Nothing at all: the card that was taken up is gone, and only the
// next 04 takes up another. So an answer never comes from another card than the last 04 told of.
import type { Clock } from '../../clock.ts';
import { createEar, type Ear } from '../ear.ts';

export type Message = Uint8Array;

export const controls = { off: 0x00, on: 0x01, reset: 0x02, card: 0x04, name: 0x05 } as const;

/** Short APDUs have 261 bytes at most, responses 258, names 128. */
export const mostBytes = 512;
/** The rest of a message follows at once, also over a network: after this it was noise. */
const silenceMs = 100;

export const encodeFrame = (message: Message): Uint8Array =>
  Uint8Array.of(message.length >> 8, message.length & 0xff, ...message);

const lengthAt = (bytes: Uint8Array, from: number): number | null => {
  const [high, low] = bytes.subarray(from);
  if (high === undefined || low === undefined) return null;
  const length = (high << 8) | low;
  return length > mostBytes ? 0 : 2 + length;
};

export const createPcscEar = ({ clock, hears }: { clock: Clock; hears: (message: Message) => void }): Ear =>
  createEar({ lengthAt, decode: (whole) => whole.slice(2), clock, silenceMs, hears });
