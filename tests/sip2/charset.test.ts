// Letters on the wire, both ways: the pages of Vietnamese and western libraries, whole letters and tones apart.

import * as fc from 'fast-check';
import {
  build,
  charsetOf,
  createClient,
  memoryTransport,
  parse,
  usualSettings,
  type Charset,
  type Outgoing,
} from 'sip2';
import { describe, expect, test } from 'vitest';
import { createHandClock } from '../clock.ts';
import { bytes } from './bytes.ts';
import { scriptedAcs } from './scripted-acs.ts';

const saying = (text: string): Outgoing => ({ kind: 'login-response', ok: true, screenMessage: [text] });

/** The bytes of a text on the wire, as hexadecimal digits. */
function written(text: string, charset: Charset): string {
  const made = build(saying(text), { charset, check: null });
  return made.kind === 'refused' ? made.fault : Buffer.from(made.bytes.subarray(5, -2)).toString('hex');
}

function said(wire: Uint8Array, charset: Charset): string | undefined {
  const parsed = parse(wire, charset);
  return parsed.kind === 'message' && parsed.message.kind === 'login-response'
    ? parsed.message.screenMessage[0]
    : undefined;
}

const wireOf = (hex: string): Uint8Array => Buffer.concat([bytes('941AF'), Buffer.from(hex, 'hex'), bytes('|')]);

describe('golden bytes', () => {
  test.each<[Charset, string, string]>([
    ['utf-8', 'Tiếng Việt', '5469e1babf6e67205669e1bb8774'],
    ['automatic', 'Tiếng Việt', '5469e1babf6e67205669e1bb8774'],
    ['iso-8859-1', 'Grüße', '4772fcdf65'],
    ['cp850', 'Grüße', '477281e165'],
    ['windows-1252', '“Œuvre” 5 €', '938c757672659420352080'],
    // ế is ê (EA) and an acute (EC); ệ is ê and a dot below (F2); đ has a byte of its own.
    ['windows-1258', 'Tiếng Việt', '5469eaec6e67205669eaf274'],
    ['windows-1258', 'Đường', 'd0fdf5cc6e67'],
    ['windows-1258', 'ỷ Ỹ ậ', '79d22059de20e2f2'],
    // Small letters have their tone; a capital has it behind.
    ['tcvn3', 'Tiếng Việt', '5469d56e67205669d674'],
    ['tcvn3', 'đường', 'aeadea6e67'],
    ['tcvn3', 'Đặng Ấn', 'a7c66e6720a2b36e'],
    ['ascii', 'Tieng Viet', '5469656e672056696574'],
  ])('%s: %s', (charset, text, hex) => {
    expect(written(text, charset)).toBe(hex);
    expect(said(wireOf(hex), charset)).toBe(text);
  });

  test('the capitals of TCVN 5712 that stand where control characters are, are read', () => {
    expect(said(Buffer.concat([bytes('941AF'), Uint8Array.of(0x81, 0x20, 0x01), bytes('|')]), 'tcvn3')).toBe('Ả Ú');
  });
});

test.each<[Charset, string]>([
  ['iso-8859-1', 'Nguyễn'],
  ['cp850', 'Nguyễn'],
  ['windows-1252', 'Việt'],
  ['windows-1258', 'Łódź'],
  ['tcvn3', 'Grüße'],
  ['ascii', 'Grüße'],
  ['iso-8859-1', '€'],
])('%s has no bytes for %s: refused', (charset, text) => expect(written(text, charset)).toBe('not-in-charset'));

test('accents as letters of their own are written as one', () => {
  expect(written('Vie\u0323\u0302t', 'utf-8')).toBe(written('Việt', 'utf-8'));
  expect(written('Vie\u0302\u0323t', 'tcvn3')).toBe(written('Việt', 'tcvn3'));
  expect(written('Gru\u0308ße', 'cp850')).toBe(written('Grüße', 'cp850'));
});

const vietnamese = 'aăâbcdđeêghiklmnoôơpqrstuưvxyàằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹáắấéếíóốớúứýạặậẹệịọộợụựỵ';
test.each<Charset>(['utf-8', 'automatic', 'windows-1258', 'tcvn3'])('every Vietnamese letter in %s', (charset) => {
  for (const letter of `${vietnamese}${vietnamese.toUpperCase()}`) {
    const hex = written(letter, charset);
    expect([letter, said(wireOf(hex), charset === 'automatic' ? 'utf-8' : charset)]).toEqual([letter, letter]);
    // No byte that the standard forbids in a text, or that would end a message.
    if (charset === 'tcvn3')
      for (const byte of Buffer.from(hex, 'hex')) expect(byte < 0x20 || (byte >= 0x7f && byte < 0xa0)).toBe(false);
  }
});

const letters = Array.from(`${vietnamese}ABC xyz ÄÖÜäöüß ÀÉÈÊ«» €“”\u0301\u0323`);
test('what a page can write, it reads back; over AY and AZ too', () => {
  const charsets = ['iso-8859-1', 'cp850', 'windows-1252', 'windows-1258', 'tcvn3'] as const;
  const text = fc.string({
    unit: fc.constantFrom(...letters),
    maxLength: 30,
  });
  fc.assert(
    fc.property(fc.constantFrom(...charsets), text, (charset, value) => {
      const made = build(saying(value), { charset, check: { sequence: 3 } });
      if (made.kind === 'refused') {
        expect(made.fault).toBe('not-in-charset');
        return;
      }
      fc.pre(charsetOf(made.bytes) !== 'utf-8'); // by chance: then it is read as that
      const parsed = parse(made.bytes.subarray(0, -1), charset);
      expect(parsed).toMatchObject({ checksum: 'good', message: { screenMessage: [value.normalize('NFC')] } });
    }),
    { numRuns: 1500, seed: 2026 },
  );
});

describe('automatic: what it most looks like', () => {
  const title = 'Đất rừng phương Nam, tiểu thuyết của Đoàn Giỏi';
  test.each<[Charset, string, ReturnType<typeof charsetOf>]>([
    ['utf-8', title, 'utf-8'],
    ['windows-1258', title, 'windows-1258'],
    ['tcvn3', title, 'tcvn3'],
    ['tcvn3', 'Nguyễn Văn An', 'tcvn3'],
    ['windows-1258', 'Nguyễn Văn An', 'windows-1258'],
    ['windows-1252', 'Jürgen Groß liest “Les Misérables”', 'windows-1252'],
    ['iso-8859-1', 'Jürgen Groß', 'windows-1252'],
    ['cp850', 'Jürgen Grün hört Märchen', 'cp850'],
    ['ascii', 'Nguyen Van An', null],
  ])('%s: %s', (charset, text, guess) => {
    const wire = wireOf(written(text, charset));
    expect(charsetOf(wire)).toBe(guess);
    expect(said(wire, 'automatic')).toBe(text);
  });

  test('a client writes as its ACS was heard to write', async () => {
    const clock = createHandClock();
    const acs = scriptedAcs();
    const hears = { state() {}, traffic() {} };
    const settings = { ...usualSettings, charset: 'automatic' } as const;
    const client = createClient({ transport: memoryTransport(acs.accept), clock, settings, random: () => 1, hears });
    acs.when(({ message, sequence, raw }) => {
      if (message.kind !== 'block-patron') return false;
      const name = Buffer.from('5469eaec6e67205669eaf274', 'hex');
      raw(Buffer.concat([bytes(`24${' '.repeat(14)}00020261122    093015AO|AA1|AE`), name, bytes(`|AY${sequence}\r`)]));
      return true;
    });
    client.open();
    const block = (blockedCardMessage: string) =>
      client.ask({ kind: 'block-patron', cardRetained: false, patronId: '1', blockedCardMessage });
    const asked = Promise.all([block('Số 1'), block('ế 2')]);
    await clock.pass(0);
    expect(await asked).toMatchObject([{ answer: { personalName: 'Tiếng Việt' } }, { kind: 'answered' }]);
    const heard = acs.heard.map((one) => Buffer.from(one.bytes).toString('latin1'));
    expect(heard[0]).toContain(Buffer.from('ALSố 1|').toString('latin1'));
    expect(heard[1]).toContain('AL\u00ea\u00ec 2|');
  });
});
