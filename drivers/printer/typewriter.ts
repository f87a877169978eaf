// The letters that a simulated printer has in its own memory: bytes of a code page onto rows of dots. Knows no stream.
import { type Paper as PaperKind, widthDotsOf } from './sheet.ts';
import type { Command } from './paper.ts';
import { drawCells, drawSquares, type Picture } from './picture.ts';
import { qrSquares } from './qr.ts';
import { codePages } from './text.ts';

// TCVN-3 (ABC), from A1: what a byte means on the page of small letters. Small letters stand for capitals on the other page.
const tcvn3 =
  'ĂÂÊÔƠƯĐăâêôơưđ\0\0\0\0\0\0àảãáạ\0ằẳẵắ\0\0\0\0\0\0\0ặầẩẫấậè\0ẻẽéẹềểễếệìỉ\0\0\0ĩíịò\0ỏõóọồổỗốộờởỡớợù\0ủũúụừửữứựỳỷỹýỵ\0';
const cp437 = 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿';

const pagesOf = (name: 'tcvn3' | 'tcvn3capitals'): ReadonlySet<number> =>
  new Set(Object.values(codePages).map((pages) => pages[name]));
const small = pagesOf('tcvn3');
const capital = pagesOf('tcvn3capitals');

const unknown = '□';

export function letterOf(byte: number, page: number): string {
  if (byte < 0x80) return String.fromCharCode(byte);
  if (page === 0) return cp437[byte - 0x80] ?? unknown;
  const letter = tcvn3[byte - 0xa1] ?? '\0';
  if (letter === '\0' || byte < 0xa1) return unknown;
  return capital.has(page) ? letter.toLocaleUpperCase('vi') : small.has(page) ? letter : unknown;
}

type Align = 'start' | 'middle' | 'end';
const cellDots = 12;

export type Typewriter = {
  /** Takes a command that belongs to letters and codes; the paper it moves, or `null` when it moves none. */
  take(command: Command): Promise<Picture> | null;
  reset(): void;
  /** Lines since the last call. */
  takeText(): readonly string[];
};

export function createTypewriter(paper: PaperKind): Typewriter {
  const widthDots = widthDotsOf(paper);
  const columns = Math.floor(widthDots / cellDots);
  let page = 0;
  let tall = false;
  let strong = false;
  let align: Align = 'start';
  let line = '';
  /** How the letters of this line were set: a printer may be told otherwise before the line ends. */
  let lineTall = false;
  let lineStrong = false;
  let squareDots = 3;
  let qrText = '';
  let lines: string[] = [];

  const leftOf = (spare: number): number => ({ start: 0, middle: spare >> 1, end: spare })[align];

  const feed = (): Promise<Picture> => {
    const text = line.slice(0, columns);
    line = line.slice(columns);
    lines.push(text);
    const left = ' '.repeat(leftOf(columns - text.length));
    const how = { widthDots, cellDots, tall: lineTall, strong: lineStrong };
    lineTall = false;
    lineStrong = false;
    return drawCells(`${left}${text}`, how);
  };

  return {
    take: (command) => {
      switch (command.kind) {
        case 'letters':
          line += Array.from(command.bytes, (byte) => letterOf(byte, page)).join('');
          lineTall ||= tall;
          lineStrong ||= strong;
          return null;
        case 'new-line':
          return feed();
        case 'code-page':
          ({ page } = command);
          return null;
        case 'tall':
          tall = command.on;
          return null;
        case 'strong':
          strong = command.on;
          return null;
        case 'align':
          ({ align } = command);
          return null;
        case 'qr-size':
          ({ squareDots } = command);
          return null;
        case 'qr-text':
          qrText = command.text;
          return null;
        case 'qr-print':
          return drawSquares(qrSquares(qrText) ?? [], { widthDots, squareDots, align });
        default:
          return null;
      }
    },
    reset: () => {
      page = 0;
      tall = false;
      strong = false;
      align = 'start';
      line = '';
    },
    takeText: () => {
      const taken = lines;
      lines = [];
      return taken;
    },
  };
}
