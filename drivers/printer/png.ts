// A picture as a PNG file. Knows nothing of slips. The only importer of pngjs.
import { PNG } from 'pngjs';
import type { Picture } from './picture.ts';

/** Black on white, one pixel per dot. A picture without rows becomes one white row: PNG has no empty image. */
export function toPng({ widthDots, heightDots, bits }: Picture): Uint8Array {
  const png = new PNG({ width: widthDots, height: Math.max(heightDots, 1) });
  png.data.fill(0xff);
  for (let dot = 0; dot < widthDots * heightDots; dot += 1)
    if (((bits[dot >> 3] ?? 0) & (0x80 >> (dot & 7))) !== 0) png.data.fill(0, dot * 4, dot * 4 + 3);
  return PNG.sync.write(png, { colorType: 0 });
}
