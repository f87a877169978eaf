// The part of opentype.js 2.0.0 that font.ts uses; the package brings no types. Knows nothing else of it.
declare module 'opentype.js/dist/opentype.mjs' {
  export type PathCommand =
    | { readonly type: 'M' | 'L'; readonly x: number; readonly y: number }
    | { readonly type: 'Q'; readonly x1: number; readonly y1: number; readonly x: number; readonly y: number }
    | {
        readonly type: 'C';
        readonly x1: number;
        readonly y1: number;
        readonly x2: number;
        readonly y2: number;
        readonly x: number;
        readonly y: number;
      }
    | { readonly type: 'Z' };
  export type Glyph = {
    readonly index: number;
    /** In font units; none for a glyph without a width. */
    readonly advanceWidth?: number;
    getPath(x: number, y: number, fontSize: number): { readonly commands: readonly PathCommand[] };
  };
  export type Font = {
    readonly unitsPerEm: number;
    /** 0 = the font has no such letter. */
    charToGlyphIndex(letter: string): number;
    readonly glyphs: { get(index: number): Glyph };
    /** In font units; both glyphs by index. */
    getKerningValue(left: number, right: number): number;
  };
  export function parse(file: ArrayBuffer): Font;
}
