// Where the lines of a text end on paper: at blanks, evenly for a title, no more than so many. Knows widths, no dots.
import type { Face, Letter } from './font.ts';

export const lettersAtMost = 600;

/** Breaks at blanks, inside a word only where the word alone is wider than the line. At least one line, perhaps empty. */
export function wrap(text: string, face: Face, roomEm: number): readonly (readonly Letter[])[] {
  const lines: (readonly Letter[])[] = [];
  for (const paragraph of shorten(text).split(/\r\n|[\n\r\u2028\u2029]/u)) {
    let line: readonly Letter[] = [];
    for (const word of paragraph.split(/[ \t\f\v]+/u).map((part) => face.letters(part))) {
      if (word.length === 0) continue;
      const longer = line.length === 0 ? word : [...line, ...face.letters(' '), ...word];
      if (face.widthEm(longer) <= roomEm) {
        line = longer;
        continue;
      }
      if (line.length > 0) lines.push(line);
      line = word;
      while (face.widthEm(line) > roomEm && line.length > 1) {
        const fits = longestThatFits(line, face, roomEm);
        lines.push(line.slice(0, fits));
        line = line.slice(fits);
      }
    }
    lines.push(line);
  }
  return lines;
}

/** As many lines as `wrap` makes, of about the same length: a centred title must not leave one word alone below. */
export function wrapEvenly(text: string, face: Face, roomEm: number): readonly (readonly Letter[])[] {
  const greedy = wrap(text, face, roomEm);
  if (greedy.length === 1) return greedy;
  let [tooNarrow, wideEnough] = [roomEm / 2, roomEm];
  while (wideEnough - tooNarrow > 0.5) {
    const between = (tooNarrow + wideEnough) / 2;
    if (wrap(text, face, between).length > greedy.length) tooNarrow = between;
    else wideEnough = between;
  }
  return wrap(text, face, wideEnough);
}

function longestThatFits(letters: readonly Letter[], face: Face, roomEm: number): number {
  let fits = 1;
  while (fits < letters.length && face.widthEm(letters.slice(0, fits + 1)) <= roomEm) fits += 1;
  return fits;
}

/** Titles come from outside: a longer text is cut with an ellipsis. */
export const shorten = (text: string): string =>
  text.length <= lettersAtMost ? text : `${text.slice(0, lettersAtMost)}…`;

/** The last line that is left ends with an ellipsis, and still fits. */
export function cutLines(
  lines: readonly (readonly Letter[])[],
  atMost: number,
  face: Face,
  roomEm: number,
): readonly (readonly Letter[])[] {
  if (lines.length <= atMost) return lines;
  const dots = face.letters('…');
  const last = lines[atMost - 1] ?? [];
  const fits = longestThatFits(last, face, roomEm - face.widthEm(dots));
  return [...lines.slice(0, atMost - 1), [...last.slice(0, fits), ...dots]];
}
