// What must not leave the station in a bundle for a helper: struck out of every text by its shape and, where the station knows it, by
// its very letters. Knows no file.

export const struck = '***';

/** A number as cards, items and telephones have; ports, days and counts are shorter. */
const longNumber = /\d{7,}/g;
/** The end of an address that opens a glass. */
const ticket = /(ticket=)[\w-]+/g;
/** A name and a password in an address. */
const inAddress = /\/\/[^\s/@"']+@/g;
const mail = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const hash = /scrypt:[0-9a-f:]+/g;

/** Too short to be struck wherever it stands: a number of two digits is in every text. */
const shortest = 4;

/** `known`: secrets, patrons' numbers and names that this station has on disk. The longest first, or a piece of one would stay. */
export const createStrike = (known: readonly string[]): ((text: string) => string) => {
  const words = [...new Set(known)].filter((word) => word.length >= shortest).toSorted((a, b) => b.length - a.length);
  return (text) => {
    const bare = words.reduce((all, word) => all.replaceAll(word, struck), text);
    return bare
      .replaceAll(ticket, `$1${struck}`)
      .replaceAll(inAddress, `//${struck}@`)
      .replaceAll(hash, struck)
      .replaceAll(mail, struck)
      .replaceAll(longNumber, struck);
  };
};

/** Of a line of the log, these words alone: what a later version logs may be anything. */
const logWords: ReadonlySet<string> = new Set([
  ...([
    'level',
    'at',
    'msg',
    'place',
    'device',
    'state',
    'err',
    'because',
    'file',
    'path',
    'message',
    'signal',
  ] as const),
  ...([
    'code',
    'word',
    'acs',
    'question',
    'outcome',
    'tookMs',
    'origin',
    'version',
    'says',
    'kind',
    'count',
    'seconds',
  ] as const),
]);
/** pino's level of information; below it stands the talk with the library system, which names patrons. */
const info = 30;

/** Null for a line that is left out. Lines that are none of the station's own (Node's last words) are kept as text. */
export const logLine = (line: string): string | null => {
  const told = parsed(line);
  if (told === null) return line.slice(0, 500);
  if (typeof told['level'] === 'number' && told['level'] < info) return null;
  const kept = Object.entries(told).map(([name, value]) => [name, logWords.has(name) ? value : struck] as const);
  return JSON.stringify(Object.fromEntries(kept));
};

const parsed = (line: string): Readonly<Record<string, unknown>> | null => {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
};
