// Texts as one .zip, which every desk's computer opens by itself. Knows names and bytes (APPNOTE.TXT 6.3.3: 4.3.7, 4.3.12, 4.3.16).
import { crc32, deflateRawSync } from 'node:zlib';

export type Zipped = { readonly name: string; readonly text: string };

/** UTF-8 names (bit 11), deflated. */
const flags = 0x0800;
const deflated = 8;
const version = 20;

/** 4.4.6: the date and time of MS-DOS, in this machine's time. */
const dosTime = (at: Date): readonly [time: number, date: number] => [
  (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1),
  (Math.max(0, at.getFullYear() - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate(),
];

/** `two` and `four`: little-endian numbers in their order of the format. */
const numbers = (fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer => {
  const out = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of fields) at = bytes === 2 ? out.writeUInt16LE(value, at) : out.writeUInt32LE(value, at);
  return out;
};

export const zip = (files: readonly Zipped[], now: Date): Buffer => {
  const [time, date] = dosTime(now);
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text } of files) {
    const bytes = Buffer.from(text);
    const small = deflateRawSync(bytes);
    const title = Buffer.from(name);
    const common = [
      [2, flags],
      [2, deflated],
      [2, time],
      [2, date],
      [4, crc32(bytes)],
      [4, small.length],
      [4, bytes.length],
      [2, title.length],
      [2, 0],
    ] as const;
    const local = Buffer.concat([numbers([[4, 0x04034b50], [2, version], ...common]), title, small]);
    const central = numbers([
      [4, 0x02014b50],
      [2, version],
      [2, version],
      ...common,
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, offset],
    ]);
    parts.push(local);
    directory.push(central, title);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const end = numbers([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, files.length],
    [2, files.length],
    [4, index.length],
    [4, offset],
    [2, 0],
  ]);
  return Buffer.concat([...parts, index, end]);
};
