// The code of a bank transfer, against codes that NAPAS itself prints as examples.
import { expect, test } from 'vitest';
import { vietQr } from '../../station/vietqr.ts';

const transfer = { bin: '970403', account: '0011012345678', amount: null, purpose: '' };

test('to an account, the sum left open', () => {
  expect(vietQr(transfer)).toBe(
    '00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F',
  );
});

test('to an account, with a sum and a purpose: EMVCo counts letters, the checksum stands at the end', () => {
  const code = vietQr({ ...transfer, amount: '180000', purpose: 'thanh toan don hang' });
  expect(code).toMatch(
    /^00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN62230819thanh toan don hang6304[0-9A-F]{4}$/,
  );
});

test('a purpose loses accents and signs, and is cut to what a code holds', () => {
  expect(vietQr({ ...transfer, purpose: 'Phí {Đỗ}|Ỗng: K1-000123-1' })).toContain('0822Phi Do Ong K1-000123-1');
  const long = vietQr({ ...transfer, purpose: 'Thu vien tinh Ninh Thuan xin cam on' });
  expect(long).toContain('0824Thu vien tinh Ninh Thuan6304');
});
