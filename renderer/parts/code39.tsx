// A barcode that any scanner reads, lasers too: Code 39 (ISO/IEC 16388), drawn bar for bar with its quiet zones. Capitals, digits, dash.
import { useMemo } from 'react';

/** Nine elements a letter, bars and spaces in turn: n narrow, w wide. */
const letters: Readonly<Record<string, string>> = {
  '0': 'nnnwwnwnn',
  '1': 'wnnwnnnnw',
  '2': 'nnwwnnnnw',
  '3': 'wnwwnnnnn',
  '4': 'nnnwwnnnw',
  '5': 'wnnwwnnnn',
  '6': 'nnwwwnnnn',
  '7': 'nnnwnnwnw',
  '8': 'wnnwnnwnn',
  '9': 'nnwwnnwnn',
  A: 'wnnnnwnnw',
  B: 'nnwnnwnnw',
  C: 'wnwnnwnnn',
  D: 'nnnnwwnnw',
  E: 'wnnnwwnnn',
  F: 'nnwnwwnnn',
  G: 'nnnnnwwnw',
  H: 'wnnnnwwnn',
  I: 'nnwnnwwnn',
  J: 'nnnnwwwnn',
  K: 'wnnnnnnww',
  L: 'nnwnnnnww',
  M: 'wnwnnnnwn',
  N: 'nnnnwnnww',
  O: 'wnnnwnnwn',
  P: 'nnwnwnnwn',
  Q: 'nnnnnnwww',
  R: 'wnnnnnwwn',
  S: 'nnwnnnwwn',
  T: 'nnnnwnwwn',
  U: 'wwnnnnnnw',
  V: 'nwwnnnnnw',
  W: 'wwwnnnnnn',
  X: 'nwnnwnnnw',
  Y: 'wwnnwnnnn',
  Z: 'nwwnwnnnn',
  '-': 'nwnnnnwnw',
  '*': 'nwnnwnwnn',
};

const wide = 3;
/** Ten narrow elements on each side. */
const quiet = 10;
const height = 40;

/** `label`: what the code is, for those who do not see it. Letters that it has not are left out. */
export function Code39({ text, label }: { readonly text: string; readonly label: string }) {
  const { bars, width } = useMemo(() => drawn(`*${text}*`), [text]);
  return (
    <svg
      className="code39"
      viewBox={`0 0 ${width} ${height}`}
      // An <img> would want the picture as an address; these bars are drawn here.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={width} height={height} fill="#fff" />
      {bars.map(({ x, w }) => (
        <rect key={x} x={x} width={w} height={height} fill="#000" />
      ))}
    </svg>
  );
}

function drawn(text: string): {
  readonly bars: readonly { readonly x: number; readonly w: number }[];
  readonly width: number;
} {
  const bars: { x: number; w: number }[] = [];
  let x = quiet;
  for (const letter of text) {
    for (const [nth, element] of Array.from(letters[letter] ?? '').entries()) {
      const w = element === 'w' ? wide : 1;
      if (nth % 2 === 0) bars.push({ x, w });
      x += w;
    }
    x += 1;
  }
  return { bars, width: x + quiet };
}
