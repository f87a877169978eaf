// What a scanned number is: spelling of library numbers, publishers' barcodes. Knows no library and no patron.

/** Codabar's start and stop letters, which some scanners send along. */
const codabar = /^[A-D]([0-9$:/.+-]+)[A-D]$/i;

/** One spelling for one number: NFKC (full-width digits), no blanks around, no Codabar letters. Leading zeros count. */
export const libraryNumber = (text: string): string => {
  const number = text
    .normalize('NFKC')
    .replaceAll(/\p{Cc}/gu, '')
    .trim();
  return codabar.exec(number)?.[1] ?? number;
};

/** EAN-13, perhaps with its add-on of 2 (issue of a magazine) or 5 digits (price). */
const ean13 = /^(97[789]\d{10})(?:\s?(?:\d{2}|\d{5}))?$/;

/** ISO/IEC 15420: weights 1 and 3 in turn; the whole sum is a multiple of 10. */
const hasGoodCheckDigit = (digits: string): boolean =>
  Array.from(digits, Number).reduce((sum, digit, nth) => sum + digit * (nth % 2 === 0 ? 1 : 3), 0) % 10 === 0;

/** The publisher's barcode of a book or magazine, which patrons scan instead of the library's. `number`: its 13 digits. */
export type PublisherBarcode = { readonly kind: 'isbn' | 'issn'; readonly number: string };

export const publisherBarcode = (text: string): PublisherBarcode | null => {
  const number = ean13.exec(libraryNumber(text))?.[1];
  if (number === undefined || !hasGoodCheckDigit(number)) return null;
  return { kind: number.startsWith('977') ? 'issn' : 'isbn', number };
};
