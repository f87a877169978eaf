// The QR codes of Vietnam's papers: what leaves the parser, and that nothing else ever does.
import { array, assert, constantFrom, integer, nat, oneof, property, string, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identityCard, isHealthCard } from '../../drivers/barcode/identity-card.ts';
import { anyNumber, readScan } from '../../drivers/barcode/read-scan.ts';
import { readBytes } from '../../drivers/barcode/text.ts';
import { runs } from '../proof.ts';

const cccd = '001090012345|123456789|Nguyễn Văn An|02011990|Nam|12 Phố Huế, Phường X, Quận Y, Hà Nội|15042021';
const an = {
  number: '001090012345',
  name: 'Nguyễn Văn An',
  born: '1990-01-02',
  gender: 'male',
  address: '12 Phố Huế, Phường X, Quận Y, Hà Nội',
  issued: '2021-04-15',
  isSure: true,
  agrees: true,
};

describe('a citizen card', () => {
  test.each<[string, string, object | null]>([
    ['seven fields', cccd, an],
    ['no old number', cccd.replace('123456789', ''), an],
    ['six fields', cccd.slice(0, cccd.lastIndexOf('|')), { ...an, issued: null }],
    ['eleven fields, of 2024', `${cccd}||Nguyễn Văn Bố|Trần Thị Mẹ|`, an],
    ['decomposed letters', cccd.normalize('NFD'), an],
    ['a line break in the address', cccd.replace('Huế, ', 'Huế,\r\n'), an],
    ['a woman', cccd.replace('0900', '1900').replace('Nam', 'Nữ'), { ...an, number: '001190012345', gender: 'female' }],
    ['decomposed sex', cccd.replace('|Nam|', '|Nữ|'.normalize('NFD')), { ...an, gender: 'female', agrees: false }],
    ['another year than the number’s', cccd.replace('1990', '1991'), { ...an, born: '1991-01-02', agrees: false }],
    [
      'born in this century',
      cccd.replace('0010900', '0012060').replace('1990', '2006'),
      { ...an, number: '001206012345', born: '2006-01-02' },
    ],
    ['a day that never was', cccd.replace('02011990', '30021990'), { ...an, born: null }],
    ['an old person’s card without day and month', cccd.replace('02011990', '00001990'), { ...an, born: null }],
    [
      'an order that nobody published',
      '001090012345|Nguyễn Văn An|02011990|Nam|Trần Thị Mẹ|Hà Nội',
      { ...an, name: null, address: null, issued: null },
    ],
    [
      'a number and a bar',
      '001090012345|',
      { ...an, name: null, born: null, gender: null, address: null, issued: null, agrees: null },
    ],
    ['a number alone', '001090012345', null],
    ['eleven digits', cccd.slice(1), null],
    ['an old card of nine digits', '123456789|Nguyễn Văn An|02011990', null],
  ])('%s', (_name, text, card) => {
    const read = readBytes(new TextEncoder().encode(text));
    if (read.kind !== 'scanned') throw new Error('that was a text');
    expect(identityCard(read.text, read.isSure)).toEqual(card);
  });

  test.each([
    ['big5', 'as a scanner set to Big5 does'],
    ['windows-1252', 'twice over'],
    ['gbk', 'as a scanner set to GBK does'],
  ])('words spoilt by %s, %s, are left out and the number is kept', (charset) => {
    const spoilt = new TextDecoder(charset).decode(new TextEncoder().encode(cccd));
    expect(identityCard(spoilt, true)).toMatchObject({ number: an.number, name: null, address: null });
  });

  test('the reported garble is no name', () => {
    expect(identityCard(cccd.replace('Nguyễn Văn An', 'Hu廙軟h Hi廕簑 Thu廕要'), true)).toMatchObject({
      name: null,
      born: an.born,
      address: an.address,
    });
  });

  test('a name guessed from another character set is marked as such', () => {
    const bytes = Buffer.concat([
      Buffer.from('001090012345||', 'latin1'),
      Buffer.from('4E677579EADE6E', 'hex'),
      Buffer.from('|02011990|Nam|Hue|15042021', 'latin1'),
    ]);
    const read = readBytes(bytes);
    if (read.kind !== 'scanned') throw new Error('that was a text');
    expect(identityCard(read.text, read.isSure)).toMatchObject({ name: 'Nguyễn', isSure: false });
  });

  test('parents’ names, old and cancelled numbers never leave the parser', () => {
    const names = constantFrom('Nguyễn Văn Bố', 'Trần Thị Mẹ', '987654321', '079199000001');
    assert(
      property(array(names, { minLength: 1, maxLength: 8 }), (others) => {
        const reading = readScan({ text: `${cccd}|${others.join('|')}`, symbology: 'qr', isSure: true }, anyNumber);
        const left = JSON.stringify(reading);
        for (const other of [...others, '123456789|']) expect(left).not.toContain(other);
      }),
      { numRuns: runs(200) },
    );
  });
});

describe('a health insurance card', () => {
  const health =
    'GD4797939123456|4E677579E1BB856E2056C4836E20416E|02/01/1990|1|3132205068E1BB9120487565|79 - 001|01/01/2026|-|$';
  test.each([
    [health, true],
    [health.replace('GD4797939123456', '7939123456'), true],
    [health.toLowerCase(), true],
    [cccd, false],
    ['7939123456', false],
    ['7939123456|123456789|A', false],
  ])('%s: %s', (text, is) => expect(isHealthCard(text)).toBe(is));

  test('is told and never read', () => {
    expect(readScan({ text: health, symbology: 'qr', isSure: true }, anyNumber)).toEqual({ kind: 'health-card' });
  });
});

test('any bytes in, a value out: of a paper no more than its own fields, of a number nothing but one', () => {
  const piece = oneof(
    constantFrom('|', '001090012345|', '02011990', 'Nam', 'Nữ', 'Nguyễn', ']Q3', 'A', '978', 'GD4797939123456|4E6775|'),
    constantFrom(cccd, cccd.normalize('NFD'), '\r', 'B30234000517861A', '9780306406157', ' ', '\u200b', '３'),
    string({ unit: 'binary', maxLength: 6 }),
    integer({ min: 0, max: 1e14 }).map(String),
  );
  const check = (bytes: Uint8Array): void => {
    const read = readBytes(bytes);
    if (read.kind !== 'scanned') return;
    const reading = readScan(read, anyNumber);
    if (reading.kind === 'identity-card') {
      const { number, name, address, born, ...others } = reading.card;
      if (!/^\d{12}$/.test(number) || (born !== null && !/^(19|20)\d\d-\d\d-\d\d$/.test(born))) fail(bytes, reading);
      if (/[|\p{Cc}]/u.test(`${name ?? ''}${address ?? ''}`)) fail(bytes, reading);
      if (Object.keys(others).join() !== 'gender,issued,isSure,agrees') fail(bytes, reading);
    }
    if (reading.kind === 'number' && !/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(reading.number))
      fail(bytes, reading);
  };
  // A hundred inputs of each text: whole, and with one byte after another spoilt.
  const spoilings = array(tuple(nat(400), nat(255)), { minLength: 99, maxLength: 99 });
  assert(
    property(array(piece, { minLength: 1, maxLength: 14 }), spoilings, (pieces, spoilt) => {
      const bytes = Buffer.from(pieces.join(''));
      check(bytes);
      for (const [at, byte] of spoilt) {
        if (bytes.length > 0) bytes[at % bytes.length] = byte;
        check(bytes);
      }
    }),
    { numRuns: runs(110) },
  );
});

const fail = (bytes: Uint8Array, reading: object): never => {
  throw new Error(`${Buffer.from(bytes).toString('hex')} was read as ${JSON.stringify(reading)}`);
};
