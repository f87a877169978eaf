// The technician's test slip: every Vietnamese letter, the edges of the paper, a code, the cut. Knows no printer.
import type { PrintLine } from '../ports/receipt-printer.ts';
import type { PrinterSettings } from '../settings.ts';
import { languages } from './languages.ts';

const vowels = [
  'A Á À Ả Ã Ạ  a á à ả ã ạ',
  'Ă Ắ Ằ Ẳ Ẵ Ặ  ă ắ ằ ẳ ẵ ặ',
  'Â Ấ Ầ Ẩ Ẫ Ậ  â ấ ầ ẩ ẫ ậ',
  'E É È Ẻ Ẽ Ẹ  e é è ẻ ẽ ẹ',
  'Ê Ế Ề Ể Ễ Ệ  ê ế ề ể ễ ệ',
  'I Í Ì Ỉ Ĩ Ị  i í ì ỉ ĩ ị',
  'O Ó Ò Ỏ Õ Ọ  o ó ò ỏ õ ọ',
  'Ô Ố Ồ Ổ Ỗ Ộ  ô ố ồ ổ ỗ ộ',
  'Ơ Ớ Ờ Ở Ỡ Ợ  ơ ớ ờ ở ỡ ợ',
  'U Ú Ù Ủ Ũ Ụ  u ú ù ủ ũ ụ',
  'Ư Ứ Ừ Ử Ữ Ự  ư ứ ừ ử ữ ự',
  'Y Ý Ỳ Ỷ Ỹ Ỵ  y ý ỳ ỷ ỹ ỵ',
  'Đ đ ₫',
] as const;

/** Where the printer is, as a technician would say it. */
function whereOf({ connection }: PrinterSettings): string {
  switch (connection.kind) {
    case 'tcp':
      return `tcp ${connection.host}:${connection.port}`;
    case 'serial':
      return `${connection.path}, ${connection.baudRate} baud, ${connection.parity}`;
    case 'file':
      return connection.path;
    case 'queue':
      return `queue ${connection.name}`;
    case 'simulated':
      return 'simulated';
  }
}

/** In Vietnamese, with English beside it where a technician must act on what stands there. */
export function testSlip(settings: PrinterSettings): readonly PrintLine[] {
  const small = (text: string): PrintLine => ({ kind: 'small', text, align: 'start' });
  const pair = (left: string, right: string): PrintLine => ({ kind: 'pair', left, right, weight: 'plain' });
  const { name } = languages[settings.language];
  const print = `${name}, ${settings.paperWidthMm} mm, ${settings.dotsPerInch} dpi, ${settings.letters}`;
  return [
    { kind: 'title', text: 'In thử máy in' },
    { kind: 'small', text: 'Printer test', align: 'middle' },
    { kind: 'rule' },
    small(whereOf(settings)),
    small(print),
    { kind: 'rule' },
    small('Thước: phải thấy vạch đầu và vạch cuối'),
    small('Ruler: first and last tick must be seen'),
    { kind: 'ruler' },
    { kind: 'rule' },
    ...vowels.map(small),
    { kind: 'text', text: 'Nguyễn Thị Hồng Ẩn, Đỗ Ỷ Vỹ', align: 'start', weight: 'plain' },
    { kind: 'text', text: 'Nguyễn Thị Hồng Ẩn, Đỗ Ỷ Vỹ', align: 'start', weight: 'strong' },
    pair('Dế Mèn phiêu lưu ký, bản in có tranh của Tô Hoài', '20/12/2026'),
    pair('Phí', '1.234.567 đ'),
    { kind: 'text', text: 'trái', align: 'start', weight: 'plain' },
    { kind: 'text', text: 'giữa', align: 'middle', weight: 'plain' },
    { kind: 'text', text: 'phải', align: 'end', weight: 'plain' },
    {
      kind: 'qr',
      text: `TRAM-TEST ${settings.paperWidthMm}`,
      caption: `Quét phải ra: TRAM-TEST ${settings.paperWidthMm}`,
    },
    { kind: 'rule' },
    { kind: 'small', text: 'Giấy được cắt sau dòng này', align: 'middle' },
    { kind: 'small', text: 'The paper is cut after this line', align: 'middle' },
  ];
}
