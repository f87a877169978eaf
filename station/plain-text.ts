// Texts from outside as letters alone: what moves a cursor, rings a bell, ends a line or turns the direction of writing around is
// no part of a name or a title, and would be an order to a printer, a terminal or a screen. Knows no library.
import type { Client } from 'sip2';

/** C0, DEL and C1; the embeddings, overrides and isolates of bidirectional text; the byte order mark. */
const orders = /[\p{Cc}\u202A-\u202E\u2066-\u2069\uFEFF]/gu;
const lineEnds = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/** Ends of lines become spaces, all other orders go. Marks of direction (LRM, RLM) and joiners stay: scripts need them. */
export const plainText = (text: string): string => text.replaceAll(lineEnds, ' ').replaceAll(orders, '');

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** For a page of HTML, between its elements as in its attributes: never anything but letters. */
export const plainHtml = (text: string | number): string =>
  plainText(String(text)).replaceAll(/[&<>"']/g, (mark) => marks[mark] ?? '');

const plain = (value: unknown): unknown => {
  if (typeof value === 'string') return plainText(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
};

/** Changes the letters of texts only, so what it gives has the shape of what it took. */
const plainly = <T>(value: T): T => {
  const made: unknown = plain(value);
  const isSame = (it: unknown): it is T => it === made;
  return isSame(made) ? made : value;
};

/** The same line to the library system; every text of its answers is plain. */
export const withPlainAnswers = (client: Client): Client => ({
  ...client,
  ask: async (question, asking) => {
    const outcome = await client.ask(question, asking);
    return outcome.kind === 'answered' ? { ...outcome, answer: plainly(outcome.answer) } : outcome;
  },
});
