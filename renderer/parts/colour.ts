// The library's colour, made readable. Knows contrast (WCAG 2.2, 1.4.3), not which library.

/** Indigo, the cloth-dyer's "chàm": for a library that named no colour. */
export const houseColour = '#23407a';
const paper = '#f6f0e4';
const enough = 4.5;

type Rgb = readonly [number, number, number];

/** `#rgb` or `#rrggbb`, darkened until white text on it, and it on paper, read at 4.5:1. What is no such colour becomes the house colour. */
export function readableColour(wish: string | null): string {
  let rgb = wish === null ? null : parse(wish);
  if (rgb === null) return houseColour;
  // Paper is darker than white, so a colour that reads on paper also carries white text.
  while (contrast(write(rgb), paper) < enough) rgb = [rgb[0] * 0.94, rgb[1] * 0.94, rgb[2] * 0.94];
  return write(rgb);
}

/** 1 to 21; both `#rrggbb`. */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function parse(text: string): Rgb | null {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text.trim());
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text.trim());
  if (short !== null) return channels(short.slice(1).map((digit) => digit + digit));
  return long === null ? null : channels(long.slice(1));
}

function channels([red = '00', green = '00', blue = '00']: readonly string[]): Rgb {
  return [parseInt(red, 16), parseInt(green, 16), parseInt(blue, 16)];
}

function write(rgb: Rgb): string {
  return `#${rgb.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
}

function luminance(colour: string): number {
  const [red, green, blue] = (parse(colour) ?? [0, 0, 0]).map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}
