// What passes between station and printer for a technician's eyes. Knows the languages by their readers.
import type { Decoder, DecoderParts, Did, Told } from '../traffic/told.ts';
import { answered, asked, hex2 } from '../traffic/told.ts';
import { languages } from './languages.ts';
import { joinBytes } from './language.ts';
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

export const createPrinterDecoder = (language: PrinterSettings['language'], { tells }: DecoderParts): Decoder => {
  const read: Reader = language === 'esc-pos' ? readEscPos : createStarReader();
  let held: Uint8Array = new Uint8Array(0);

  const next = (): { readonly told: Told | null; readonly length: number } | null => {
    const [first, second] = held;
    if (language === 'esc-pos' && first === realTime.lead) {
      const length = second === realTime.clear ? realTime.clearBytes : realTime.eotBytes;
      if (held.length < length) return null;
      const did = second === realTime.clear ? 'reset' : 'status';
      return { told: asked(did, [...held.subarray(0, 3)].map(hex2).join(' ')), length };
    }
    const command = read(held);
    if (command === 'more') return null;
    const did = dids[command.kind];
    const code = [...held.subarray(0, Math.min(3, command.length))].map(hex2).join(' ');
    return {
      told: did === undefined ? null : asked(did, code, command.kind === 'raster' ? { count: command.rows } : {}),
      length: command.length,
    };
  };

  const sent = (chunk: Uint8Array): void => {
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

  const heard = languages[language].createEar({
    answer: (bytes) => tells('heard', answered('status', [...bytes].map(hex2).join(' '))),
    automatic: (flags) => tells('heard', answered('status', '', { text: flags.join(', ') || null })),
    reached: () => tells('heard', answered('status', '')),
  });

  return { bytes: (way, chunk) => (way === 'sent' ? sent(chunk) : heard(chunk)) };
};
