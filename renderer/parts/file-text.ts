// The text of a file that somebody chose. Editors of Windows write UTF-16 and put a mark before what they write: both are read here.

const charsetOf = ([first, second]: Uint8Array): string =>
  first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';

/** Without a byte order mark. */
export const textOfFile = async (file: Blob): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return new TextDecoder(charsetOf(bytes)).decode(bytes);
};
