// The library's own pictures: looked at before anything shows them. Knows PNG's and SVG's beginnings; draws nothing.
import * as z from 'zod';

/** A PNG or SVG as a data URL, and its proportions. */
export type LibraryPicture = { readonly href: string; readonly widthPx: number; readonly heightPx: number };

/** A picture of at most so many kilobytes, as a data URL; what it is called in the settings is what it is. */
export const picture = (kilobytesAtMost: number) =>
  z
    .string()
    .superRefine((href, issues) => {
      const fault = faultOf(href, kilobytesAtMost * 1024);
      if (fault !== null) issues.addIssue({ code: 'custom', message: `settings.${fault}` });
    })
    .meta({ picture: true });

/** Of a picture that was checked; null for what is none. */
export const libraryPicture = (href: string): LibraryPicture | null => {
  const bytes = bytesOf(href);
  const size = bytes === null ? null : sizeOf(href, bytes);
  return size === null ? null : { href, ...size };
};

/** The bytes of a data URL that was checked. */
export const pictureBytes = (href: string): Buffer | null => bytesOf(href);

/** What a file is by its first bytes; null for what is neither, or larger than a screen has use for. */
export const photograph = (bytes: Buffer): { readonly type: 'image/png' | 'image/jpeg' } | null => {
  const png = pngSize(bytes);
  const size = png ?? jpegSize(bytes);
  if (size === null || size.widthPx > photographAtMost || size.heightPx > photographAtMost) return null;
  return { type: png === null ? 'image/jpeg' : 'image/png' };
};

const photographAtMost = 8000;

/** ITU-T T.81, B.1.1.2 and B.2.2: markers with their lengths, up to the frame header (SOF), which tells height and width. */
const jpegSize = (bytes: Buffer): Omit<LibraryPicture, 'href'> | null => {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 <= bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      const size = { widthPx: bytes.readUInt16BE(at + 7), heightPx: bytes.readUInt16BE(at + 5) };
      return size.widthPx > 0 && size.heightPx > 0 ? size : null;
    }
    // Fill bytes stand before a marker; the others carry their own length.
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
};

const faultOf = (href: string, bytesAtMost: number): 'not-a-picture' | 'large-picture' | 'lively-picture' | null => {
  const bytes = bytesOf(href);
  if (bytes === null) return 'not-a-picture';
  if (bytes.length > bytesAtMost) return 'large-picture';
  const size = sizeOf(href, bytes);
  if (size === null) return 'not-a-picture';
  if (size.widthPx > pixelsAtMost || size.heightPx > pixelsAtMost) return 'large-picture';
  // Browsers run nothing in a picture, and the slip's renderer fetches nothing; a file that tries is not what it says it is.
  return isSvg(href) && lively.test(bytes.toString('utf8')) ? 'lively-picture' : null;
};

const pixelsAtMost = 4000;

const lively =
  /<\s*(?:script|foreignObject|iframe|animate|set\b)|<!DOCTYPE|<!ENTITY|\son\w+\s*=|@import|href\s*=\s*["'](?!#|data:image\/png)|url\(\s*["']?(?!#)/i;

const isSvg = (href: string): boolean => href.startsWith('data:image/svg+xml');

const bytesOf = (href: string): Buffer | null => {
  const [, type, base64, content = ''] =
    /^data:image\/(png|svg\+xml)(?:;charset=utf-8)?(;base64)?,(.*)$/is.exec(href) ?? [];
  if (type === undefined) return null;
  if (base64 !== undefined) return /^[A-Za-z0-9+/\s]+=*\s*$/.test(content) ? Buffer.from(content, 'base64') : null;
  if (type === 'png') return null;
  try {
    return Buffer.from(decodeURIComponent(content), 'utf8');
  } catch {
    return null;
  }
};

const sizeOf = (href: string, bytes: Buffer): Omit<LibraryPicture, 'href'> | null =>
  isSvg(href) ? svgSize(bytes.toString('utf8')) : pngSize(bytes);

/** PNG 1.2, 11.2.2: the signature, then the header with width and height. */
const pngSize = (bytes: Buffer): Omit<LibraryPicture, 'href'> | null => {
  const isPng =
    bytes.length > 33 && bytes.subarray(0, 8).equals(pngSignature) && bytes.toString('latin1', 12, 16) === 'IHDR';
  if (!isPng) return null;
  const size = { widthPx: bytes.readUInt32BE(16), heightPx: bytes.readUInt32BE(20) };
  return size.widthPx > 0 && size.heightPx > 0 ? size : null;
};

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const svgSize = (text: string): Omit<LibraryPicture, 'href'> | null => {
  const tag = /<svg\b[^>]*>/i.exec(text)?.[0];
  if (tag === undefined || !/<\/svg>\s*$/i.test(text)) return null;
  const box = /\bviewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)/i.exec(tag);
  const side = (name: string): string | undefined =>
    new RegExp(`\\s${name}\\s*=\\s*["']\\s*([\\d.]+)(?:px)?\\s*["']`, 'i').exec(tag)?.[1];
  const widthPx = Number(box?.[1] ?? side('width'));
  const heightPx = Number(box?.[2] ?? side('height'));
  return widthPx > 0 && heightPx > 0 && Number.isFinite(widthPx + heightPx) ? { widthPx, heightPx } : null;
};
