// One Vietnamese word for one thing, from room to room: where two were said for the same, one has stayed. And who is sent to another part
// of the glass finds that part under this very name.
import { describe, expect, it } from 'vitest';
import { says, texts, told } from './texts.ts';

/** `but`: texts in which the word that went means something else. */
const settled: readonly { readonly say: string; readonly never: string; readonly but?: RegExp }[] = [
  { say: 'chứng thư', never: 'chứng chỉ' },
  { say: 'thùng trả', never: 'hòm trả' },
  { say: 'ăng-ten', never: 'anten' },
  { say: 'dấu nhắc', never: 'lời nhắc' },
  { say: 'giả lập', never: 'mô phỏng' },
  { say: 'dò', never: 'kiểm kê' },
  { say: 'tổng kiểm', never: 'tổng kiểm tra' },
  { say: 'nhân viên', never: 'thủ thư' },
  { say: 'kiểu sử dụng', never: 'loại sử dụng' },
  { say: 'bật, tắt (tem)', never: 'chống trộm' },
  { say: 'bật, tắt (tem)', never: 'bảo vệ' },
  // SIP2 tells fines from fees.
  { say: 'phí', never: 'tiền phạt', but: /^acs\.value\./ },
  // "No block" of SIP2, and a firewall.
  { say: 'khóa (thẻ)', never: 'chặn', but: /^acs\.field\.noBlock$|^assistant\.finding\.no-answer$/ },
];

describe('one word for one thing', () => {
  it.each(settled)('$say, never $never', ({ never, but }) => {
    expect(told(texts.filter((text) => says(never, text) && but?.test(text.where) !== true))).toEqual([]);
  });

  it('what the English calls settings is “thiết lập”, and “cài đặt” is to set a station up', () => {
    const settings = texts.filter(({ en }) => /\bsettings?\b/i.test(en) && !/\bset(?:ting)? up\b/i.test(en));
    expect(told(settings.filter((text) => says('cài đặt', text)))).toEqual([]);
  });

  it('what the English calls the journal is “sổ”, and a log is “nhật ký”', () => {
    const journals = texts.filter(({ en }) => /\bjournal\b/i.test(en) && !/\blog\b/i.test(en));
    expect(journals.length).toBeGreaterThan(5);
    expect(told(journals.filter((text) => says('nhật ký', text)))).toEqual([]);
  });

  it('what the English calls a receipt is “biên nhận”; a slip is any other paper', () => {
    const receipts = texts.filter(({ en }) => /\breceipts?\b/i.test(en) && !/\bslips?\b|\bprinter\b/i.test(en));
    expect(told(receipts.filter((text) => says('phiếu', text)))).toEqual([]);
  });
});

describe('whoever is sent to another part', () => {
  const names = texts.map(({ vi }) => vi.toLowerCase());
  const sent = texts.flatMap((text) =>
    Array.from(
      text.vi.matchAll(/(?<!\p{L})(?:[Mm]ục|[Tt]rang|[Pp]hần) [“"]?(\p{Lu}\p{Ll}[^.,;:()“”"{}]*)/gu),
      ([, name = '']) => ({
        where: text.where,
        name: name.trim().toLowerCase(),
      }),
    ),
  );

  it('finds it by this name', () => {
    expect(sent.length).toBeGreaterThan(20);
    const isThere = (name: string): boolean =>
      names.some((known) => name === known || (known.length > 3 && name.startsWith(`${known} `)));
    expect(sent.filter(({ name }) => !isThere(name))).toEqual([]);
  });
});
