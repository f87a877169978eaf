// Our mark (renderer/mark.svg) as the icons that a desktop asks for: PNG for Linux, ICO for Windows. Drawn when a package is made,
// so that there is one mark and no picture of it to fall behind.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

let starting: Promise<void> | null = null;
const startRenderer = (): Promise<void> => {
  starting ??= initWasm(readFileSync(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')));
  return starting;
};

/** Of a square SVG, so many dots wide and high. */
export const drawPng = async (svg: string, size: number): Promise<Buffer> => {
  await startRenderer();
  const drawn = new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render();
  try {
    return Buffer.from(drawn.asPng());
  } finally {
    drawn.free();
  }
};

/** The sizes that Windows shows, from the title bar to the largest tile. */
export const icoSizes: readonly number[] = [16, 24, 32, 48, 64, 128, 256];

/**
 * An ICO of PNG pictures, which Windows reads since Vista. Header and one entry of 16 bytes each, then the pictures; a size of 256
 * is written as 0.
 */
export const packIco = (pictures: readonly { readonly size: number; readonly png: Buffer }[]): Buffer => {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * index;
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
};

export const drawIco = async (svg: string): Promise<Buffer> => {
  const pictures = [];
  for (const size of icoSizes) pictures.push({ size, png: await drawPng(svg, size) });
  return packIco(pictures);
};
