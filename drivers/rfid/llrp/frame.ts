// LLRP messages, both ends: bytes in, messages out. The only file that knows llrpjs, and of it only the codec: its own client
// opens its own socket, drops what cannot be decoded together with what follows it, and knows no supervision.
// LLRP 1.0.1: 3 bits reserved, 3 version, 10 type; length (4); id (4); the length counts itself and everything.
import { LLRPCoreDef, LLRPMessage } from 'llrpjs';
import * as z from 'zod';
import type { Clock } from '../../clock.ts';
import { createEar, type Ear } from '../ear.ts';

/** `unreadable`: its head is good and its content is not LLRP 1.0.1's, such as a maker's own. `content` is not yet checked. */
export type Message =
  | { readonly kind: 'message'; readonly type: string; readonly id: number; readonly content: unknown }
  | { readonly kind: 'unreadable'; readonly id: number };

const headLength = 10;
const version = 1;
/** A report of some hundreds of tags; capabilities are asked for by their smallest part. */
const longest = 65_536;
const typeNumbers: ReadonlySet<number> = new Set(
  Object.values(LLRPCoreDef)
    .filter(({ isMessage }) => isMessage)
    .map(({ typeNum }) => typeNum),
);
/** On a network nothing gets lost in a message's middle; a reader that is this slow has stopped. */
const messageSilenceMs = 1000;

/** Throws when the content is not this type's: our own mistake, never the device's. */
export const encodeMessage = (type: string, id: number, content: object): Uint8Array =>
  Uint8Array.from(new LLRPMessage({ type, id, data: content }).encode().getBuffer());

const lengthAt = (bytes: Uint8Array, from: number): number | null => {
  const [first, second, l0, l1, l2, l3] = bytes.subarray(from, from + 6);
  if (first === undefined) return null;
  if (first >>> 2 !== version) return 0;
  if (second === undefined) return null;
  if (!typeNumbers.has(((first & 0x03) << 8) | second)) return 0;
  if (l0 === undefined || l1 === undefined || l2 === undefined || l3 === undefined) return null;
  const length = l0 * 0x1000000 + ((l1 << 16) | (l2 << 8) | l3);
  return length < headLength || length > longest ? 0 : length;
};

const decoded = z.object({ id: z.number(), type: z.string(), data: z.unknown() });

const decode = (whole: Uint8Array): Message => {
  const id = Buffer.from(whole).readUInt32BE(6);
  try {
    const { type, data } = decoded.parse(new LLRPMessage(Buffer.from(whole)).decode().toLLRPData());
    return { kind: 'message', type, id, content: data };
  } catch {
    return { kind: 'unreadable', id };
  }
};

export const createLlrpEar = ({ clock, hears }: { clock: Clock; hears: (message: Message) => void }): Ear =>
  createEar({ lengthAt, decode, clock, silenceMs: messageSilenceMs, hears });
