// A message of the wire as it may be kept: passwords are struck out always, and patrons unless somebody asked to see them. In places where
// only a name of the field can be gone by, too: prose, screen messages, fields nobody knows. Pure.
import { codeOf, personalFields, secretFields, takeApart, type Anatomy, type Part } from 'sip2';
import type { Charset, Kind, Vocabulary } from 'sip2';
import { hidden, plainSentences } from './phrases.ts';

export type Manner = {
  readonly charset: Charset;
  readonly vocabulary: Vocabulary;
  /** By the library's own pattern of card numbers; false for all where it has none. */
  readonly isCard: (text: string) => boolean;
};

/** What the question on the wire said of a person: an answer may repeat it anywhere. */
export type Spoken = { readonly secrets: readonly string[]; readonly patrons: readonly string[] };
export const nothingSpoken: Spoken = { secrets: [], patrons: [] };

export type Struck = {
  /** Two digits; '' for what is no message. */
  readonly code: string;
  /** Null for what is none that is known. */
  readonly kind: Kind | null;
  readonly sequence: number | null;
  readonly checksum: 'good' | 'odd' | 'bad' | 'none';
  readonly text: string;
  readonly bytes: number;
  readonly notes: readonly { readonly code: string; readonly field: string; readonly says: string }[];
  /** Not to be kept beyond the answer. */
  readonly spoken: Spoken;
};

/** A whole 64 of a patron with a hundred loans is shorter. */
const longestText = 4096;

/** What library systems write freely. */
const freeTexts: ReadonlySet<string> = new Set(['screenMessage', 'printLine', 'blockedCardMessage']);
/** Whose words are about the line alone. */
const aboutTheLine: ReadonlySet<string> = new Set<Kind>(['login-response', 'acs-status']);

export const strike = (
  bytes: Uint8Array,
  { charset, vocabulary, isCard }: Manner,
  asked: Spoken,
  showPatrons: boolean,
): Struck => {
  const apart = takeApart(bytes, charset, vocabulary);
  const own = spokenIn(apart.parts);
  const known: Spoken = { secrets: [...own.secrets, ...asked.secrets], patrons: [...own.patrons, ...asked.patrons] };
  const inFreeText = striker(showPatrons ? known.secrets : [...known.secrets, ...known.patrons]);
  // Short ones are part of many a title.
  const inFields = striker(known.patrons.filter(isLong));
  const strikeText = (text: string): string =>
    inFreeText(showPatrons ? withoutSecretFields(text) : plainSentences(text));
  const one = (part: Part, kind: Kind): string => {
    if (part.kind === 'stray')
      return showPatrons ? strikeText(part.text) : part.text.trim() === '' ? part.text : hidden;
    if (part.kind === 'fixed') return part.text;
    const { code, name, text } = part;
    if (text.trim() === '') return text;
    if (secretFields.has(code) || known.secrets.includes(text)) return hidden;
    if (!showPatrons && (personalFields.has(code) || name === '' || known.patrons.includes(text) || isCard(text)))
      return hidden;
    if (name === '') return strikeText(text);
    if (freeTexts.has(name) && !aboutTheLine.has(kind)) return strikeText(text);
    return showPatrons ? text : inFields(text);
  };
  return { ...headOf(apart), text: short(plainLine(textOf(apart, one, strikeText))), bytes: bytes.length, spoken: own };
};

const headOf = ({ parsed }: Anatomy): Pick<Struck, 'code' | 'kind' | 'sequence' | 'checksum' | 'notes'> => {
  if (parsed.kind !== 'message')
    return {
      code: parsed.kind === 'unknown-message' ? parsed.code : '',
      kind: null,
      sequence: null,
      checksum: 'none',
      notes: [],
    };
  const { message, sequence, checksum, notes } = parsed;
  // What stood there may name somebody: only where it stood is kept.
  return {
    code: codeOf(message.kind),
    kind: message.kind,
    sequence,
    checksum,
    notes: notes.map(({ code, field, says }) => ({ code, field, says })),
  };
};

const textOf = (
  { parsed, parts, tail }: Anatomy,
  one: (part: Part, kind: Kind) => string,
  strikeText: (text: string) => string,
): string => {
  switch (parsed.kind) {
    case 'too-long':
      return hidden;
    // Of what is none that is known nobody can tell which part of it is whose.
    case 'unknown-message':
      return `${parsed.code}${hidden}`;
    case 'not-a-message':
      return strikeText(parsed.text);
    case 'message':
      return [
        codeOf(parsed.message.kind),
        ...parts.map((part) => written(part, one(part, parsed.message.kind))),
        // The sum of all letters tells of those that were struck out: of a PIN, what its digits add up to.
        parts.some(isSecret) ? tail.replace(sum, `AZ${hidden}`) : tail,
      ].join('');
  }
};

const isSecret = (part: Part): boolean =>
  part.kind === 'field' && secretFields.has(part.code) && part.text.trim() !== '';
const sum = /AZ.*$/;
/** A message without its struck sum, as far as it can be taken apart again. */
export const withoutSum = (text: string): string => (text.endsWith(`AZ${hidden}`) ? text.replace(sum, '') : text);

const written = (part: Part, text: string): string =>
  part.kind === 'fixed' ? text : part.kind === 'field' ? `${part.code}${text}|` : `${text}|`;

const plainLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trimEnd();
const short = (text: string): string => (text.length > longestText ? `${text.slice(0, longestText)}…` : text);

/** Short ones stand in too much to be looked for. */
const worthLookingFor = (text: string): boolean => text.trim().length >= 3;

const spokenIn = (parts: readonly Part[]): Spoken => {
  const valuesOf = (codes: ReadonlySet<string>): readonly string[] =>
    parts.flatMap((part) =>
      part.kind === 'field' && codes.has(part.code) && worthLookingFor(part.text) ? [part.text] : [],
    );
  return { secrets: valuesOf(secretFields), patrons: valuesOf(personalFields) };
};

const isLong = (text: string): boolean => text.trim().length >= 6;

/**
 * Strikes out whole words and numbers, in whatever case: a PIN of four digits is part of many a number. Looked for letter by letter: this runs
 * beside every question of a patron's, and an expression made for each value took a hundred times as long as all the rest.
 */
export const striker = (
  values: readonly string[],
  instead: (value: string) => string = () => hidden,
): ((text: string) => string) => {
  // Of two that begin alike the longer one is meant.
  const wanted = [...new Set(values)].toSorted((one, other) => other.length - one.length);
  return (text) =>
    wanted.reduce((left, value) => (left.length < value.length ? left : without(left, value, instead(value))), text);
};

const endsInWord = /[\p{L}\p{N}]$/u;
const beginsWord = /^[\p{L}\p{N}]/u;

/** A letter that becomes two (ß is SS) would move all that follow: then another way, and at last as it is written. */
const foldings: readonly ((text: string) => string)[] = [(text) => text.toUpperCase(), (text) => text.toLowerCase()];

const without = (text: string, value: string, instead: string): string => {
  const [within, what] = foldings
    .map((fold) => [fold(text), fold(value)] as const)
    .find(([all, wanted]) => all.length === text.length && wanted.length === value.length) ?? [text, value];
  let struck = '';
  let done = 0;
  for (let at = within.indexOf(what); at >= 0; at = within.indexOf(what, at + 1)) {
    const end = at + what.length;
    // Two units, for letters beyond the first plane.
    if (at < done || endsInWord.test(text.slice(Math.max(0, at - 2), at)) || beginsWord.test(text.slice(end, end + 2)))
      continue;
    struck += text.slice(done, at) + instead;
    done = end;
  }
  return done === 0 ? text : struck + text.slice(done);
};

/** An error text may repeat the question: what stands behind the code of a password, up to the next delimiter. */
const withoutSecretFields = (text: string): string =>
  text.includes('|') ? text.replace(new RegExp(`(${[...secretFields].join('|')})[^|]*`, 'g'), `$1${hidden}`) : text;
