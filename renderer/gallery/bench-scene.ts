// A sample bench: a pad, a printer, shelves and cards of no library in particular.
import type { BenchItem, BenchTag, BenchView } from '../../contract/bench.ts';
import { titles } from './pile-scenes.ts';

const tag = (uid: string, label: string, more: Partial<BenchTag> = {}): BenchTag => ({
  uid,
  label,
  onPad: false,
  security: 'armed',
  refusesWrites: false,
  ...more,
});

const item = (place: number, shows: BenchItem['shows'], more: Partial<BenchItem> = {}): BenchItem => {
  const number = `3123400011${String(place).padStart(4, '0')}`;
  const title = titles[place % titles.length] ?? '';
  return {
    number,
    title,
    author: ['Tô Hoài', 'Nguyễn Du', 'Hồ Chí Minh', 'Phùng Quán', 'Đoàn Giỏi'][place % 5] ?? '',
    shows,
    lentTo: null,
    tags: [tag(`E00401500000${place.toString(16).padStart(4, '0')}`, '')],
    ...more,
  };
};

const slipPicture =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width=%22576%22 height=%22620%22%3E%3Crect width=%22576%22 height=%22620%22 fill=%22%23fff%22/%3E%3Cg font-family=%22sans-serif%22 font-size=%2230%22%3E%3Ctext x=%22130%22 y=%2280%22 font-weight=%22700%22%3EBIÊN NHẬN MƯỢN%3C/text%3E%3Ctext x=%2230%22 y=%22160%22%3EDế Mèn phiêu lưu ký%3C/text%3E%3Ctext x=%2230%22 y=%22205%22%3EHạn trả: 13/12/2026%3C/text%3E%3Ctext x=%2230%22 y=%22270%22%3ETruyện Kiều%3C/text%3E%3Ctext x=%2230%22 y=%22315%22%3EHạn trả: 13/12/2026%3C/text%3E%3Ctext x=%2230%22 y=%22420%22%3ETổng cộng: 2 tài liệu%3C/text%3E%3Ctext x=%22120%22 y=%22540%22%3ECảm ơn bạn!%3C/text%3E%3C/g%3E%3C/svg%3E';

export const bench: BenchView = {
  items: [
    item(0, 'plain', {
      tags: [tag('E004015000000000', '', { onPad: true, security: 'disarmed' })],
      lentTo: '20520001',
    }),
    item(1, 'plain', { tags: [tag('E004015000000001', '', { onPad: true, security: 'disarmed' })] }),
    item(2, 'plain', { tags: [tag('E004015000000002', '', { onPad: true })] }),
    item(3, 'on-hold'),
    item(4, 'in-house'),
    item(5, 'set', {
      tags: [1, 2, 3].map((part) => tag(`E00401500000005${part}`, `${part}/3`, { onPad: part === 1 })),
    }),
    item(6, 'fee', { tags: [tag('E004015000000006', '', { refusesWrites: true })] }),
    item(7, 'plain', { tags: [] }),
    item(10, 'lent', {
      lentTo: '20520002',
      tags: [tag('E00401500000000a', '', { security: 'odd' })],
    }),
  ],
  oddments: [
    { ...tag('E004015000000099', ''), is: 'blank' },
    { ...tag('E0070000000000FF', '', { security: 'odd' }), is: 'other-trade' },
  ],
  cards: [
    {
      number: '20520001',
      name: 'Nguyễn Thị Ánh Hồng',
      pin: '1234',
      shows: 'plain',
      tag: tag('E004020000000001', ''),
    },
    { number: '20520002', name: 'Lê Văn Bảy', pin: null, shows: 'fees', tag: null },
    { number: 'B21DCCN123', name: 'Trần Ngọc Ưng', pin: '4321', shows: 'blocked', tag: null },
  ],
  acs: { mood: 'normal', answerDelayMs: 200, next: null },
  pad: { plugged: true, surface: 'even', spot: 'C3', ghost: false },
  printer: {
    paper: true,
    cover: 'closed',
    slips: [
      { id: 1, picture: slipPicture },
      { id: 2, picture: slipPicture },
    ],
  },
};
