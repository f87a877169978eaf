// The library's own pictures at the doorway: what is a PNG or a plain SVG of a fair size passes, and nothing else.
import { expect, test } from 'vitest';
import { toPng } from '../../drivers/printer/png.ts';
import { libraryPicture, picture } from '../../station/settings/pictures.ts';

const png = Buffer.from(toPng({ widthDots: 80, heightDots: 20, bits: new Uint8Array(200) }));
const pngUrl = (bytes: Buffer): string => `data:image/png;base64,${bytes.toString('base64')}`;
const svgUrl = (inside: string, tag = 'viewBox="0 0 40 20"'): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" ${tag}>${inside}</svg>`)}`;
const faultOf = (href: string): string | null => picture(64).safeParse(href).error?.issues[0]?.message ?? null;

test('a PNG and a plain SVG pass, with their proportions', () => {
  for (const [href, widthPx, heightPx] of [
    [pngUrl(png), 80, 20],
    [svgUrl('<path d="M0 0h40v20z"/>'), 40, 20],
    [svgUrl('<circle r="9"/>', 'width="30px" height="15"'), 30, 15],
    [`data:image/svg+xml;base64,${Buffer.from('<svg viewBox="0 0 8 4"></svg>').toString('base64')}`, 8, 4],
  ] as const) {
    expect(faultOf(href)).toBeNull();
    expect(libraryPicture(href)).toEqual({ href, widthPx, heightPx });
  }
});

test.each([
  ['no picture at all', 'logo.png', 'settings.not-a-picture'],
  ['another kind of picture', 'data:image/gif;base64,R0lGODlhAQABAAAAACw=', 'settings.not-a-picture'],
  ['a PNG by name only', pngUrl(Buffer.from('<svg></svg>'.repeat(9))), 'settings.not-a-picture'],
  ['an SVG without a size', svgUrl('', 'id="x"'), 'settings.not-a-picture'],
  ['an SVG that stops in the middle', 'data:image/svg+xml,<svg viewBox="0 0 4 4"><path', 'settings.not-a-picture'],
  ['a heavy one', pngUrl(Buffer.concat([png, Buffer.alloc(65 * 1024)])), 'settings.large-picture'],
  ['a vast one', svgUrl('', 'viewBox="0 0 99999 20"'), 'settings.large-picture'],
  ['one with a script', svgUrl('<script>1</script>'), 'settings.lively-picture'],
  ['one that acts when touched', svgUrl('<g onclick="x()"/>'), 'settings.lively-picture'],
  ['one that fetches', svgUrl('<image href="https://example.org/x.png"/>'), 'settings.lively-picture'],
  ['one that fetches by style', svgUrl('<style>@import "x.css"</style>'), 'settings.lively-picture'],
])('%s does not pass', (_, href, fault) => {
  expect(faultOf(href)).toBe(fault);
});
