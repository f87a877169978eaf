// A code that a telephone reads, drawn square for square with its white margin. The only importer of uqr in this room.
import { useMemo } from 'react';
import { encode } from 'uqr';

/** The standard's quiet zone, in squares: without it some telephones find nothing. */
const margin = 4;

/** `label`: what the code is, for those who do not see it. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, path } = useMemo(() => drawn(text), [text]);
  return (
    // An <img> would want the picture as an address; these squares are drawn here.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

function drawn(text: string): { readonly size: number; readonly path: string } {
  const { data } = encode(text, { ecc: 'M', border: margin });
  const path = data.flatMap((row, y) => row.map((black, x) => (black ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return { size: data.length, path };
}
