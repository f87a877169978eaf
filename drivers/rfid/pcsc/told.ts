// The talk with a PC/SC reader for a technician's eyes. A response does not say to which question: one is under way at a time.
import { answered, asked, failed, hex2, type Decoder, type DecoderParts, type Did } from '../../traffic/told.ts';
import { hex4, responseFrom } from './commands.ts';
import { controls, createPcscEar, type Message } from './frame.ts';

/** Class and instruction of an APDU. */
const dids: Readonly<Record<number, Did>> = {
  0xffca: 'card',
  0xffb0: 'read',
  0xffd6: 'write',
  0xfffb: 'air-command',
  0xffc2: 'air-command',
  0xe000: 'beep',
};

const didOf = (message: Message): { readonly did: Did; readonly code: string; readonly isControl: boolean } => {
  const [first = 0, second = 0] = message;
  if (message.length === 1)
    return { did: first === controls.name ? 'version' : 'card', code: hex2(first), isControl: true };
  const code = (first << 8) | second;
  return { did: dids[code] ?? 'other', code: hex4(code), isControl: false };
};

export const createPcscDecoder = ({ clock, tells }: DecoderParts): Decoder => {
  let last: ReturnType<typeof didOf> | null = null;
  const sent = (message: Message): void => {
    last = didOf(message);
    tells('sent', asked(last.did, last.code));
  };
  const heard = (message: Message): void => {
    const { did, code, isControl } = last ?? { did: 'other', code: '', isControl: false };
    if (isControl)
      return tells('heard', message.length === 0 ? { ...answered(did, code), came: 'none' } : answered(did, code));
    const response = responseFrom(message);
    tells(
      'heard',
      response.kind === 'ok'
        ? answered(did, `${code} → 9000`)
        : failed(did, `${code} → ${response.code === null ? '–' : hex4(response.code)}`, response),
    );
  };
  const ears = { sent: createPcscEar({ clock, hears: sent }), heard: createPcscEar({ clock, hears: heard }) };
  return { bytes: (way, chunk) => ears[way].bytes(chunk) };
};
