// What the glass asks the station's voice over HTTP: which languages it has, and one text after another as sound. Checks what
// comes; who may ask is checked by web.ts before.
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { voiceLimits, type Voice } from './voice.ts';

const wish = z.strictObject({ language: z.enum(['vi', 'en']), text: z.string().min(1).max(voiceLimits.characters) });

/** A letter takes four bytes of UTF-8 at most, or six as JSON spells it; and some room for the rest. */
const longestBody = voiceLimits.characters * 6 + 200;

/** GET: a JSON list of languages. POST of `{ language, text }`: a WAV file, or 204 where it cannot be said. */
export const answerVoice = async (
  request: IncomingMessage,
  response: ServerResponse,
  parts: { readonly voice: Voice; readonly headers: Readonly<Record<string, string>> },
): Promise<void> => {
  const { voice } = parts;
  const headers = { ...parts.headers, 'cache-control': 'no-store' };
  if (request.method !== 'POST') {
    response.writeHead(200, { ...headers, 'content-type': 'application/json' });
    response.end(request.method === 'HEAD' ? undefined : JSON.stringify(voice.languages));
    return;
  }
  const asked = readWish(await bodyOf(request));
  if (asked === null) {
    response.writeHead(400, { ...headers, 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
    response.end('That is no text to be said.\n');
    return;
  }
  const sound = await voice.speak(asked.language, asked.text);
  if (sound === null) {
    response.writeHead(204, headers).end();
    return;
  }
  response.writeHead(200, { ...headers, 'content-type': 'audio/wav', 'content-length': sound.length });
  response.end(sound);
};

/** Null for a body that is longer than any text of ours. */
const bodyOf = async (request: IncomingMessage): Promise<string | null> => {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request) {
    if (!Buffer.isBuffer(piece)) return null;
    length += piece.length;
    if (length > longestBody) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString();
};

const readWish = (body: string | null): z.infer<typeof wish> | null => {
  if (body === null) return null;
  try {
    const value: unknown = JSON.parse(body);
    const read = wish.safeParse(value);
    return read.success ? read.data : null;
  } catch {
    return null;
  }
};
