// What passes between station and printer for a technician's eyes. Knows the languages by their readers.
import type { Decoder, DecoderParts, Did, Told } from '../traffic/told.ts';
import { answered, asked } from '../traffic/told.ts';
import { languages } from './languages.ts';
import { joinBytes, type Question } from './language.ts';
import type { Command, Reader } from './paper.ts';
import { readEscPos } from './read-escpos.ts';
import { createStarReader } from './read-star.ts';
import type { PrinterSettings } from '../settings.ts';

const dids: Readonly<Partial<Record<Command['kind'], Did>>> = {
  raster: 'picture',
  feed: 'feed',
  'new-line': 'feed',
  cut: 'cut',
  ask: 'status',
  automatic: 'status',
  kick: 'drawer',
  reset: 'reset',
  letters: 'letters',
  'qr-text': 'letters',
  'qr-print': 'letters',
};

/** DLE EOT n and DLE DC4 …, which a printer obeys at once, also within a picture: only at the beginning of what is sent here. */
const realTime = { lead: 0x10, eot: 0x04, clear: 0x14, eotBytes: 3, clearBytes: 10 } as const;
/** What is not whole by then never will be: a picture of one band has 9 kB. */
const mostHeld = 64 * 1024;

const controls: Readonly<Record<number, string>> = {
  0x04: 'EOT',
  0x05: 'ENQ',
  0x06: 'ACK',
  0x07: 'BEL',
  0x0a: 'LF',
  0x10: 'DLE',
  0x14: 'DC4',
  0x17: 'ETB',
  0x1b: 'ESC',
  0x1c: 'FS',
  0x1d: 'GS',
  0x1e: 'RS',
};

/** Behind these stands a letter. */
const leads: readonly number[] = [0x1b, 0x1c, 0x1d, 0x1e];

/** A command as the makers' manuals write it: `GS v 0`, `DLE EOT 1`, `ESC GS a 14`; up to its first number. */
const nameOf = (command: Uint8Array): string => {
  const words: string[] = [];
  for (const [nth, byte] of command.subarray(0, 4).entries()) {
    const isBehindLead = nth > 0 && leads.includes(command[nth - 1] ?? 0);
    const control = nth < 2 ? controls[byte] : undefined;
    if (control !== undefined) words.push(control);
    else if (isBehindLead && byte > 0x20 && byte < 0x7f) words.push(String.fromCharCode(byte));
    else {
      // ‘0’ to ‘9’ stand for the number as well.
      words.push(String(byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : byte));
      break;
    }
  }
  return words.join(' ');
};

export const createPrinterDecoder = (language: PrinterSettings['language'], { tells }: DecoderParts): Decoder => {
  const { questions, createEar } = languages[language];
  const read: Reader = language === 'esc-pos' ? readEscPos : createStarReader();
  let held: Uint8Array = new Uint8Array(0);
  /** Questions that were not answered yet: an answer does not say to which. */
  let open: readonly Question[] = [];

  const next = (): { readonly told: Told | null; readonly length: number } | null => {
    const [first, second] = held;
    if (language === 'esc-pos' && first === realTime.lead) {
      const length = second === realTime.clear ? realTime.clearBytes : realTime.eotBytes;
      if (held.length < length) return null;
      const did = second === realTime.clear ? 'reset' : 'status';
      return { told: asked(did, nameOf(held.subarray(0, 3))), length };
    }
    const command = read(held);
    if (command === 'more') return null;
    const did = dids[command.kind];
    const code = nameOf(held.subarray(0, Math.max(1, command.length)));
    return {
      told: did === undefined ? null : asked(did, code, command.kind === 'raster' ? { count: command.rows } : {}),
      length: command.length,
    };
  };

  const sent = (chunk: Uint8Array): void => {
    const question = questions.find(({ bytes }) => isSame(bytes, chunk));
    if (question !== undefined) open = [...open, question].slice(-mostOpen);
    held = joinBytes([held, chunk]);
    // Bands and letters of one slip are told as one.
    const all: Told[] = [];
    while (held.length > 0) {
      const one = next();
      if (one === null) break;
      held = held.slice(Math.max(1, one.length));
      const { told } = one;
      const last = all.at(-1);
      if (told === null) continue;
      if (last === undefined || last.did !== told.did) all.push(told);
      else if (told.count !== null) all.splice(-1, 1, { ...last, count: (last.count ?? 0) + told.count });
    }
    for (const told of all) tells('sent', told);
    if (held.length > mostHeld) held = new Uint8Array(0);
  };

  const heard = createEar({
    answer: (bytes) => {
      const [question, ...rest] = open;
      open = rest;
      const code = question === undefined ? '' : nameOf(question.bytes);
      tells('heard', answered('status', code, question === undefined ? {} : { flags: question.read(bytes) }));
    },
    automatic: (flags) => tells('heard', answered('status', '', { flags })),
    reached: () => tells('heard', answered('slip-out', '')),
  });

  return { bytes: (way, chunk) => (way === 'sent' ? sent(chunk) : heard(chunk)) };
};

/** What is asked and never answered is forgotten in the end. */
const mostOpen = 8;

const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, nth) => byte === b[nth]);
