// What the codec does for speed and nobody may see: four bytes at a time, messages side by side on a page, flags that
// are made once.
import * as fc from 'fast-check';
import { build, inspect, parse } from 'sip2';
import { expect, test } from 'vitest';
import { scan, sumOf } from '../../sip2/checksum.ts';
import { runs } from '../proof.ts';
import { bytes, textOf } from './bytes.ts';

const printable = (byte: number): boolean => byte >= 0x20 && byte < 0x7f;

test('a scan is the sum of all bytes, and sees every byte that is no printable ASCII', () => {
  const byte = fc.oneof(fc.nat(255), fc.integer({ min: 0x20, max: 0x7e }), fc.constantFrom(0x1f, 0x7f, 0x80, 0xff));
  const plain = fc.array(fc.integer({ min: 0x20, max: 0x7e }), { maxLength: 40 });
  fc.assert(
    fc.property(fc.tuple(plain, fc.array(byte, { maxLength: 2 }), plain), (parts) => {
      const frame = Uint8Array.from(parts.flat());
      expect(scan(frame)).toEqual({
        sum: sumOf(frame, frame.length),
        ascii: frame.every((one) => one < 0x80),
        plain: frame.every(printable),
      });
    }),
    { numRuns: runs(1000), seed: 2026 },
  );
});

test.each([0, 1, 3, 4, 5, 1023, 1024, 1025, 65_535, 65_536])(
  'a scan of %i bytes of 0xFF does not overflow',
  (length) => {
    expect(scan(new Uint8Array(length).fill(0xff)).sum).toBe(length * 0xff);
  },
);

test('what was built stays as it was, however much is built behind it', () => {
  const asked = (sequence: number) => {
    const built = build(
      { kind: 'request-sc-resend', others: [{ code: 'ZZ', value: String(sequence).repeat(sequence % 700) }] },
      { charset: 'utf-8', check: { sequence } },
    );
    return built.kind === 'built' ? built.bytes : new Uint8Array();
  };
  const all = Array.from({ length: 900 }, (_, sequence) => asked(sequence));
  for (const [sequence, kept] of all.entries()) {
    const value = String(sequence).repeat(sequence % 700);
    expect(textOf(kept)).toContain(`96ZZ${value}|AY${sequence % 10}AZ`);
    expect(parse(kept, 'utf-8')).toMatchObject({ checksum: 'good' });
  }
});

test('flags of one message are not those of another', () => {
  const status = (letters: string) => {
    const read = parse(bytes(`24${letters.padEnd(14)}00120261122    093015AO|AA1|AE|`), 'utf-8');
    return read.kind === 'message' && read.message.kind === 'patron-status-response' ? read.message.patronStatus : null;
  };
  expect(status('Y')).toMatchObject({ chargePrivilegesDenied: true, renewalPrivilegesDenied: false });
  expect(status(' Y')).toMatchObject({ chargePrivilegesDenied: false, renewalPrivilegesDenied: true });
  expect(status('             Y')).toMatchObject({ chargePrivilegesDenied: false, tooManyItemsBilled: true });
  expect(status('Y')).toEqual(status('Y'));
  expect(Object.values(status('') ?? {})).toEqual(Array.from({ length: 14 }, () => false));
});

test('a frame may be given with its CR or CR LF', () => {
  const frame = '941AY2AZFDFC';
  const agreed = { charset: 'utf-8', vocabulary: 'standard', check: null } as const;
  for (const end of ['\r', '\r\n']) {
    expect(parse(bytes(frame + end), 'utf-8')).toEqual(parse(bytes(frame), 'utf-8'));
    expect(inspect(bytes(frame + end), agreed)).toEqual(inspect(bytes(frame), agreed));
  }
});
