// The extension blocks that follow the basic block of ISO 28560-3. Any bytes become a value.
//   length of the whole block (1) | identifier, low byte first (2) | balancing byte (1) | data
// 1 library extension, 2 acquisition, 3 library supplement, 4 title, 5 interlibrary loan; from 101 on local.

/** `bytes`: behind the four bytes of its head. Where the writer put the balancing byte at the end, the last one is that. */
export type Extension = { readonly id: number; readonly bytes: Uint8Array };

const titleBlock = 4;
const headLength = 4;

/** From the first extension block on. `isEnded`: the end was found within these bytes. */
export const readExtensions = (
  bytes: Uint8Array,
): { readonly extensions: readonly Extension[]; readonly isEnded: boolean } => {
  const extensions: Extension[] = [];
  let at = 0;
  while (at < bytes.length) {
    const length = bytes[at] ?? 0;
    if (length === 0) return { extensions, isEnded: true };
    const block = bytes.subarray(at, at + length);
    at += length;
    // One byte of filling.
    if (length === 1) continue;
    if (block.length < length) return { extensions, isEnded: false };
    // The sum over a whole block is 0 wherever the writer put the balancing byte. A bad one: nothing behind it counts.
    if (length < headLength || block.reduce((sum, byte) => sum ^ byte, 0) !== 0) return { extensions, isEnded: true };
    extensions.push({ id: (block[1] ?? 0) | ((block[2] ?? 0) << 8), bytes: block.slice(headLength) });
  }
  return { extensions, isEnded: false };
};

/** `null`: one is too long for its length byte. */
export const writeExtensions = (extensions: readonly Extension[]): Uint8Array | null => {
  if (extensions.some(({ bytes }) => bytes.length > 255 - headLength)) return null;
  return Uint8Array.from(
    extensions.flatMap(({ id, bytes }) => {
      const head = [bytes.length + headLength, id & 0xff, id >>> 8];
      return [...head, [...head, ...bytes].reduce((sum, byte) => sum ^ byte, 0), ...bytes];
    }),
  );
};

export const isTitle = ({ id }: Extension): boolean => id === titleBlock;

export const titleExtension = (title: string): Extension => ({
  id: titleBlock,
  bytes: new TextEncoder().encode(title),
});

export const titleFrom = (extensions: readonly Extension[]): string | null => {
  const block = extensions.find(isTitle);
  const text = block === undefined ? '' : new TextDecoder().decode(block.bytes).replace(/\0.*$/s, '').trim();
  // A balancing byte at the end is mostly no letter: better no title than one with a stain.
  // oxlint-disable-next-line no-control-regex -- the very thing looked for
  return text === '' || /[\x00-\x1f\x7f-\x9f\ufffd]/.test(text) ? null : text.normalize('NFC');
};
