// Telephone numbers as Vietnamese libraries have them: digits, national where they are. Pure.

/** Digits only, `+84` and `0084` as `0`; another country's as `00…`. No sign stands in front, so no spreadsheet reckons with it. */
export const plainPhone = (text: string): string => {
  const digits = text
    .replaceAll(/[^\d+]/g, '')
    .replace(/^\+/, '00')
    .replaceAll('+', '');
  return digits.replace(/^0084/, '0');
};

/** The ways in which one number is spelled in older records. */
export const phoneSpellings = (text: string): readonly string[] => {
  const plain = plainPhone(text);
  const national = /^0[1-9]/.test(plain) ? plain.slice(1) : null;
  return [...new Set([plain, text.trim(), ...(national === null ? [] : [`+84${national}`, `84${national}`])])];
};

export const isSamePhone = (one: string, other: string): boolean =>
  plainPhone(one).length > 5 && plainPhone(one).replace(/^84/, '0') === plainPhone(other).replace(/^84/, '0');
