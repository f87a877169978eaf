// Vietnamese by Telex, a word at a time: aa ee oo for the roof, w for horn and breve, dd for the bar, s f r x j for the tone, z for none;
// a key pressed twice is itself. A bare X server has no input method, and a kiosk no other keyboard. Pure; knows no fields.

const tones = ['', '\u0301', '\u0300', '\u0309', '\u0303', '\u0323'] as const;
const toneKeys = 'zsfrxj';
const roof = '\u0302';
const breve = '\u0306';
const horn = '\u031B';

/** A letter taken apart: what was typed, its roof, breve or horn, and its tone. */
type Letter = { readonly base: string; readonly mark: string; readonly tone: string };

const letterOf = (text: string): Letter => {
  const [base = '', ...marks] = text.normalize('NFD');
  return {
    base,
    mark: marks.filter((one) => one === roof || one === breve || one === horn).join(''),
    tone: marks.filter((one) => one !== '' && (tones as readonly string[]).includes(one)).join(''),
  };
};
const textOf = (word: readonly Letter[]): string =>
  word.map(({ base, mark, tone }) => (base + mark + tone).normalize('NFC')).join('');

const isVowel = ({ base }: Letter): boolean => /^[aeiouy]$/i.test(base);
const isOf = (letter: Letter | undefined, bases: string): boolean =>
  letter !== undefined && bases.includes(letter.base.toLowerCase());

/** The vowels that a word turns on, as first and one past the last; null where it has none. The u of qu and the i of gi are not of them. */
const nucleusOf = (word: readonly Letter[]): readonly [number, number] | null => {
  let from = word.findIndex(isVowel);
  if (from < 0) return null;
  let to = from;
  while (to < word.length && word[to] !== undefined && isVowel(word[to] ?? { base: '', mark: '', tone: '' })) to += 1;
  const isGlide =
    to - from > 1 &&
    ((isOf(word[from - 1], 'q') && isOf(word[from], 'u')) || (isOf(word[from - 1], 'g') && isOf(word[from], 'i')));
  if (isGlide) from += 1;
  return [from, to];
};

/** Which vowel carries the tone: a marked one, the last of those; else the last but one in an open syllable, and the last before a consonant. */
const carrierOf = (word: readonly Letter[], [from, to]: readonly [number, number]): number => {
  const marked = word.findLastIndex(({ mark }, at) => at >= from && at < to && mark !== '');
  if (marked >= 0) return marked;
  if (to < word.length || to - from === 1) return to - 1;
  return to - 2;
};

/** With this tone and no other, where the word's shape wants it; null where no vowel can carry it. */
const toned = (word: readonly Letter[], tone: string): readonly Letter[] | null => {
  const nucleus = nucleusOf(word);
  if (nucleus === null) return null;
  const carrier = carrierOf(word, nucleus);
  return word.map((letter, at) => ({ ...letter, tone: at === carrier ? tone : '' }));
};
const toneIn = (word: readonly Letter[]): string => word.find(({ tone }) => tone !== '')?.tone ?? '';

/** `at` marked so; marked so already, it is bare again and the key is a letter of its own. */
const marked = (word: readonly Letter[], at: readonly number[], mark: string, key: string): readonly Letter[] => {
  const isUndone = at.every((one) => word[one]?.mark === mark);
  const next = word.map((letter, one) => (at.includes(one) ? { ...letter, mark: isUndone ? '' : mark } : letter));
  return isUndone ? [...next, letterOf(key)] : next;
};

const withKey = (word: readonly Letter[], key: string): readonly Letter[] | null => {
  const small = key.toLowerCase();
  const nucleus = nucleusOf(word);
  const lastOf = (bases: string): number =>
    word.findLastIndex((letter, at) => nucleus !== null && at >= nucleus[0] && at < nucleus[1] && isOf(letter, bases));

  if (toneKeys.includes(small) && nucleus !== null) {
    const tone = tones[toneKeys.indexOf(small)] ?? '';
    const now = toneIn(word);
    // Twice the same: no tone, and the letter. z where there is none is a letter, too.
    if (now === tone) return [...(toned(word, '') ?? word), letterOf(key)];
    return toned(word, tone);
  }
  if (small === 'd' && isOf(word[0], 'dđ')) {
    const [first = letterOf(key), ...rest] = word;
    const isBarred = first.base === 'đ' || first.base === 'Đ';
    const plain = first.base === 'Đ' || first.base === 'D' ? 'D' : 'd';
    if (isBarred) return [{ ...first, base: plain }, ...rest, letterOf(key)];
    return [{ ...first, base: plain === 'D' ? 'Đ' : 'đ' }, ...rest];
  }
  if ('aeo'.includes(small)) {
    const at = lastOf(small);
    const here = word[at];
    if (here === undefined || (here.mark !== '' && here.mark !== roof)) return null;
    return marked(word, [at], roof, key);
  }
  if (small === 'w') {
    if (nucleus === null) return [...word, letterOf(key === 'W' ? 'Ư' : 'ư')];
    const [o, a] = [lastOf('o'), lastOf('a')];
    // Of uu it is the first: lưu, cứu.
    const u = isOf(word[lastOf('u') - 1], 'u') && lastOf('u') - 1 >= nucleus[0] ? lastOf('u') - 1 : lastOf('u');
    const isAfterU = (one: number): boolean => one > nucleus[0] && isOf(word[one - 1], 'u');
    // An open uo is uơ (thuở); with more behind it, it is ươ. ua is ưa, oa is oă.
    const pair = o < 0 || !isAfterU(o) ? [o] : o + 1 === word.length && word[o - 1]?.mark === '' ? [o] : [o - 1, o];
    const at = a >= 0 ? [isAfterU(a) ? a - 1 : a] : o >= 0 ? pair : [u];
    if (at.some((one) => one < 0)) return null;
    return marked(word, at, isOf(word[at[0] ?? 0], 'a') ? breve : horn, key);
  }
  return null;
};

/** uơ with something behind it is ươ: only an open syllable has the former. */
const closed = (word: readonly Letter[]): readonly Letter[] => {
  const o = word.findIndex((letter, at) => isOf(letter, 'o') && letter.mark === horn && at + 1 < word.length);
  const nucleus = nucleusOf(word);
  const isOpen = nucleus === null || o <= nucleus[0] || !isOf(word[o - 1], 'u');
  return isOpen ? word : word.map((letter, at) => (at === o - 1 ? { ...letter, mark: horn } : letter));
};

/** What stands there once `key`, one character, was pressed after `word`, which holds nothing but letters. */
export function telex(word: string, key: string): string {
  const letters = Array.from(word.normalize('NFC'), letterOf);
  const next = withKey(letters, key) ?? closed([...letters, letterOf(key)]);
  const tone = toneIn(next);
  return textOf(tone === '' ? next : (toned(next, tone) ?? next));
}
