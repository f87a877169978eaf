// What must not leave the station in a bundle for a helper: struck out of every text by its shape and, where the station knows it, by
// its very letters. Knows no file.

export const struck = '***';

/** A login's name is half of what opens a library system: enough of it is left to know which of several it is. */
export const halfStruck = (name: string): string => name.slice(0, 1).padEnd(Math.max(1, name.length), '*');

/** A number as cards, items and telephones have; ports, days and counts are shorter. */
const longNumber = /\d{7,}/g;
/** The end of an address that opens a glass. */
const ticket = /(ticket=)[\w-]+/g;
/** A name and a password in an address. */
const inAddress = /\/\/[^\s/@"']+@/g;
const mail = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const hash = /scrypt:[0-9a-f:]+/g;

/** Fields of a SIP2 message that tell of a patron or hold a password, in whatever text a message got into. */
const patronField = /(\|)(A[ACDEFGJ]|B[DEF]|C[NO]|P[AB])[^|"\r\n]*/g;
/** What a line says that was turned away, in a text or in a line of JSON. */
const refusedLogin = /(login of \\?")([^"\\]+)/g;
export const withoutRefusedLogin = (text: string): string =>
  text.replaceAll(refusedLogin, (_said, before: string, name: string) => before + halfStruck(name));

/** As telephones and citizens' numbers are written in groups: 0912 345 678, 091.234.5678, +84 91-234-56-78. */
const grouped = /(?<![\d.])(?:\+84|0)\d{0,3}(?:(?:[ -]\d{2,7}){1,4}|(?:\.\d{2,4}){2,4})(?!\d)/g;
const fewestDigits = 9;

/** Too short to be struck wherever it stands: a number of two digits is in every text. */
const shortest = 4;

/** A station of years knows a hundred thousand: each place of a text is asked which words could begin there, and no word the text. */
const findKnown = (known: readonly string[]): ((text: string) => string) => {
  const beginning = new Map<string, string[]>();
  // The longest first, or a piece of one would stay. A long number is struck by its shape.
  const words = [...new Set(known.map((word) => folded(word.normalize('NFC'))))]
    .filter((word) => word.length >= shortest && !/^\d{7,}$/.test(word))
    .toSorted((a, b) => b.length - a.length);
  for (const word of words) {
    const begins = word.slice(0, shortest);
    const others = beginning.get(begins);
    if (others === undefined) beginning.set(begins, [word]);
    else others.push(word);
  }
  return (text) => {
    const plain = text.normalize('NFC');
    const looked = folded(plain);
    const parts: string[] = [];
    let from = 0;
    for (let at = 0; at + shortest <= looked.length;) {
      const word = beginning.get(looked.slice(at, at + shortest))?.find((one) => looked.startsWith(one, at));
      if (word === undefined) at += 1;
      else {
        parts.push(plain.slice(from, at), struck);
        at += word.length;
        from = at;
      }
    }
    return [...parts, plain.slice(from)].join('');
  };
};

/** Without capitals, letter for letter: what stood where stands there still. */
const folded = (text: string): string => {
  const small = text.toLowerCase();
  return small.length === text.length ? small : Array.from(text, (letter) => smallLetter(letter)).join('');
};
const smallLetter = (letter: string): string =>
  letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter;

/** `known`: secrets, patrons' numbers and names that this station has on disk; found however they are written large and small. */
export const createStrike = (known: readonly string[]): ((text: string) => string) => {
  const withoutKnown = findKnown(known);
  return (text) =>
    withoutRefusedLogin(withoutKnown(text))
      .replaceAll(ticket, `$1${struck}`)
      .replaceAll(inAddress, `//${struck}@`)
      .replaceAll(hash, struck)
      .replaceAll(mail, struck)
      .replaceAll(patronField, `$1$2${struck}`)
      .replaceAll(grouped, (number) => (number.replaceAll(/\D/g, '').length < fewestDigits ? number : struck))
      .replaceAll(longNumber, struck);
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

/** Of a line of text, and of each of the station's own. */
const longestText = 500;
const longestLine = 8_000;

/** Null for a line that is left out. Lines that are none of the station's own (Node's last words) are kept as text. */
export const logLine = (said: string): string | null => {
  const told = parsed(said);
  if (told === null) return said.slice(0, longestText);
  if (typeof told['level'] === 'number' && told['level'] < info) return null;
  const kept = Object.entries(told).map(([name, value]) => [name, logWords.has(name) ? value : struck] as const);
  const line = JSON.stringify(Object.fromEntries(kept));
  return line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
};

const parsed = (line: string): Readonly<Record<string, unknown>> | null => {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
};
