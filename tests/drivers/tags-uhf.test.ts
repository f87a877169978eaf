// UHF tags: the identifier in URN Code 40, its control word with the AFI, the user bank, and the Chinese universities' EPC.
import { assert, constantFrom, nat, option, property, record, stringMatching, tuple, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readChinaUniversities } from '../../drivers/tags/china-universities.ts';
import {
  protocolControlFrom,
  protocolControlWord,
  readUhf,
  secureUhf,
  type UhfTag,
  writeUhf,
} from '../../drivers/tags/uhf.ts';
import { decodeUrn40, encodeUrn40 } from '../../drivers/tags/urn40.ts';
import { hex, toHex } from './hex.ts';
import { runs } from '../proof.ts';
import { plain } from './tag-samples.ts';

const afis = { armed: 0x07, disarmed: 0xc2 };

/** As a reader tells it: the control word, then the identifier. */
const tag = (bank: string, user: string | null = null): UhfTag => {
  const bytes = hex(bank);
  return {
    pc: ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0),
    uii: bytes.slice(2),
    user: user === null ? null : hex(user),
  };
};
const item = (format: string, content: object) => ({ kind: 'item', format, ...plain, ...content });

describe('URN Code 40', () => {
  test.each([
    ['CH-000134-1.12345678.31', '141CC04FC70BADB5C6E2DA1DED4DD319'],
    ['30123000012345', 'FB521B658EB71E39'],
    ['VN-HN1.30123000012345', '8BCC3450AF01FB521B658EB71E39'],
    ['12312345678', 'FB2102DDDF7C4E00'],
    ['B.A12312345678', '10E2FB2102DDDF7C4E00'],
  ])('%s', (text, bytes) => {
    expect(toHex(encodeUrn40(text) ?? new Uint8Array(0))).toBe(bytes);
    expect(decodeUrn40(hex(bytes))).toBe(text);
  });

  test('every text comes back, a leading zero is kept, and letters outside the table are spelled out', () => {
    assert(
      property(stringMatching(/^[A-Z0-9.:\-a-zéấ₫/]{1,40}$/), (text) => {
        expect(decodeUrn40(encodeUrn40(text) ?? new Uint8Array(0))).toBe(text);
      }),
      { numRuns: runs(500) },
    );
    expect(decodeUrn40(encodeUrn40('000123456789012') ?? new Uint8Array(0))).toBe('000123456789012');
    expect([encodeUrn40(''), encodeUrn40('📚')]).toEqual([null, null]);
  });

  test.each([
    ['nothing', ''],
    ['an escape that is reserved', 'FF410000'],
    ['digits cut off', 'FB521B65'],
    ['more digits than it says', 'FB00FFFFFFFF'],
    ['half a word', '14'],
    ['something behind its end', '141C0000141C'],
    ['a letter of three bytes that is none', 'FE414243'],
    ['padding before a letter', '0002'],
  ])('%s is no text', (_name, bytes) => expect(decodeUrn40(hex(bytes))).toBeNull());
});

describe('ISO 28560-4', () => {
  test.each([
    ['45C2 141C C04F C70B ADB5 C6E2 DA1D ED4D D319', { id: '12345678', owner: 'CH-000134-1', part: { nth: 1, of: 3 } }],
    ['25C2 FB52 1B65 8EB7 1E39', { id: '30123000012345' }],
    ['3D07 8BCC 3450 AF01 FB52 1B65 8EB7 1E39', { id: '30123000012345', owner: 'VN-HN1' }],
  ])('%s', (bank, content) => {
    const { pc, uii, user } = tag(bank);
    expect(readUhf({ pc, uii, user }, afis)).toEqual({
      meaning: item('iso-28560-4', content),
      security: { kind: 'afi', afi: pc & 0xff },
    });
    expect(protocolControlWord(protocolControlFrom(pc))).toBe(pc);
    expect(protocolControlFrom(pc)).toEqual({ length: uii.length, hasUser: true, afi: pc & 0xff });
  });

  const user = '06 0201D0 140204B3 4607441CB6E2E335D6 5308AB4D6C9DD556CDEB 00';

  test('the user bank of the standard: part, and an owner in another compaction', () => {
    expect(readUhf(tag('25C2 FB52 1B65 8EB7 1E39', user), afis).meaning).toEqual(
      item('iso-28560-4', { id: '30123000012345', owner: 'US-InU-Mu', part: { nth: 3, of: 12 } }),
    );
  });

  test('half a user bank, or one of another kind, is not read', () => {
    for (const cut of ['06 0201D0 140204B3 00', '06 0201D0 1402', '0C02D9941404000100012C0038', '06 140204B3'])
      expect(readUhf(tag('25C2 FB52 1B65 8EB7 1E39', cut), afis).meaning.kind).toBe('foreign');
  });

  test('half an identifier is not read', () => {
    expect(readUhf(tag('25C2 FB52 1B65 8EB7'), afis).meaning).toEqual({
      kind: 'foreign',
      foreign: 'read-in-part',
      because: 'Only a part of the tag was read.',
    });
  });

  test('the AFI is exchanged in the control word, and nothing else', () => {
    const armed = tag('3D07 8BCC 3450 AF01 FB52 1B65 8EB7 1E39');
    expect(secureUhf(armed, 'disarmed', afis)).toEqual({ pc: 0x3dc2, uii: armed.uii });
    expect(secureUhf(armed, 'armed', afis)).toEqual({ pc: 0x3d07, uii: armed.uii });
    // Neither of the two that this library uses.
    expect(secureUhf(armed, 'armed', { armed: 0xd7, disarmed: 0xda })).toBeNull();
  });

  test('what was written is read, and a tag that would read otherwise is not written', () => {
    const contents = record({
      id: stringMatching(/^([0-9]{4,16}|[A-Z]{2}[0-9]{4,10}|[A-Z0-9]{2}\.[0-9]{3,5}|B21dccn[0-9]{3})$/),
      owner: option(stringMatching(/^[A-Z]{2}-[A-Z0-9]{1,6}$/)),
      part: option(tuple(nat(40), nat(40)).map(([nth, more]) => ({ nth: nth + 1, of: nth + 1 + more }))),
      usage: option(constantFrom(0x10, 0x72)),
      title: option(constantFrom('Truyện Kiều', 'War and Peace')),
    });
    assert(
      property(contents, (content) => {
        const written = writeUhf(content, 0x07, 64);
        if (typeof written === 'string') {
          // "VN-HN1.AB.1234": an identifier with a dot reads like one with a set behind it.
          expect(content.id).toContain('.');
          return;
        }
        expect(readUhf(written, afis)).toEqual({
          meaning: item('iso-28560-4', content),
          security: { kind: 'afi', afi: 0x07 },
        });
        expect([written.uii.length % 2, (written.user?.length ?? 0) % 2]).toEqual([0, 0]);
      }),
      { numRuns: runs(500) },
    );
    expect(writeUhf({ ...plain, id: 'B123.11', owner: 'VN-HN1' }, 0x07, 0)).toContain('could not be read again');
    expect(writeUhf({ ...plain, id: '1234', title: 'Số đỏ' }, 0x07, 8)).toContain('8 bytes');
    expect(writeUhf({ ...plain, id: 'x'.repeat(40) }, 0x07, 0)).toContain('does not fit');
    expect(writeUhf({ ...plain, id: '1234', owner: 'nobody' }, 0x07, 0)).toContain('no ISIL');
  });
});

describe('the Chinese universities', () => {
  // The identifier behind the four bytes that say: in stock, packed for 96 bits, first version, nothing in the user bank.
  test.each([
    ['ABC012', '06414243303132'],
    ['T0100012345', '5B13002448130000'],
    ['1234567890123', '3D33080151208A0D'],
    ['ZZZ9999999999Z', 'AEA5AA6AFE276BEE'],
  ])('%s', (id, bytes) => {
    for (const [first, isOnLoan] of [
      ['00', false],
      ['80', true],
    ] as const)
      expect(readUhf(tag(`3000 ${first}000000 ${bytes}${'00'.repeat(8 - hex(bytes).length)}`), afis)).toEqual({
        meaning: item('china-universities', { id }),
        security: { kind: 'loan-bit', isOnLoan },
      });
  });

  test('a tag of a later version, met in the field, whose user bank is empty in spite of its index', () => {
    const met = tag('3400 8003 0053 3813 0058 B907 0000', '00'.repeat(64));
    expect(readUhf(met, afis)).toEqual({
      meaning: item('china-universities', { id: 'H0154943' }),
      security: { kind: 'loan-bit', isOnLoan: true },
    });
    expect(toHex(secureUhf(met, 'armed', afis)?.uii ?? new Uint8Array(0))).toBe('0003005338130058B9070000');
    expect(toHex(secureUhf(met, 'disarmed', afis)?.uii ?? new Uint8Array(0))).toBe(toHex(met.uii));
  });

  test('owner, part and usage stand in the user bank', () => {
    const read = (user: string) => readUhf(tag('3400 0000 0007 06 414243303132 00', user), afis).meaning;
    expect(read('0C02 2808 1004 0003 0002 1402 0001 0000')).toEqual(
      item('china-universities', { id: 'ABC012', owner: '10248', part: { nth: 2, of: 3 }, usage: 0x20 }),
    );
    // A military academy: 9 is stored as 6. A withdrawn book. A reader's card. The label of a shelf. More parts than there are.
    expect(read('0C02 EA61')).toMatchObject({ owner: '90001' });
    expect(read('1402 0002')).toMatchObject({ usage: 0x70 });
    expect(read('1402 0300')).toEqual({ kind: 'patron-card', id: 'ABC012' });
    expect(read('1402 0200')).toMatchObject({ kind: 'foreign' });
    expect(read('1004 0002 0003')).toMatchObject({ kind: 'foreign' });
    expect(read('1004 0002')).toMatchObject({ kind: 'foreign' });
  });

  test.each([
    ['a trade item of GS1', '3000 3034257BF7194E4000001A85'],
    ['a number of another maker', '3000 170328087903000084560000'],
    ['another one', '4000 300833B2DDD901400000000000000000'],
    ['a counter', '3000 000000000000000000000001'],
    ['an attribute of GS1 where nothing should be', '3001 00000000 5B13002448130000'],
    ['a packing that does not exist', '3000 00C00000 5B13002448130000'],
    ['something behind a short identifier', '3000 00000000 0641424330313201'],
  ])('%s is nobody’s item', (_name, bank) => expect(readUhf(tag(bank), afis).meaning.kind).toBe('foreign'));

  test('other packings, and no byte that could be different', () => {
    expect(readChinaUniversities(hex('00400000 0B 4142433031323334353637'), null)).toMatchObject({
      content: { id: 'ABC01234567' },
    });
    expect(readChinaUniversities(hex('00800000 4142433031323334'), null)).toMatchObject({
      content: { id: 'ABC01234' },
    });
    expect(readChinaUniversities(hex('00400000 7E6314048310001615354911'), null)).toMatchObject({
      content: { id: 'ABCDEF01234567' },
    });
    expect(readChinaUniversities(hex('00400000 8D871C0046410C0201009824'), null)).toMatchObject({
      content: { id: 'TV0012345678x' },
    });
    // Bits that packing leaves empty: in the last word, and above five characters.
    for (const bytes of ['7E7310FF', '7E731000 00000040'])
      expect(readChinaUniversities(hex(`00400000 ${bytes.padEnd(24, '0')}`), null)).toMatchObject({ kind: 'not' });
  });
});

test.each([
  ['fresh from the factory', '3000 E28011700000020B3A4C5D6E', 'blank'],
  ['wiped', '3000 000000000000000000000000', 'blank'],
  ['without an identifier', '0000', 'blank'],
  ['an air waybill', '25A1 FB52 1B65 8EB7 1E39', 'foreign'],
])('%s', (_name, bank, kind) => {
  expect(readUhf(tag(bank), afis)).toMatchObject({ meaning: { kind }, security: { kind: 'none' } });
  expect(secureUhf(tag(bank), 'armed', afis)).toBeNull();
});

test('a barcode in plain letters', () => {
  expect(readUhf(tag('4000 33303132333030303031323334350000'), afis).meaning).toEqual(
    item('text', { id: '30123000012345' }),
  );
});

test('any control word, identifier and user bank are a value, and so is every write', () => {
  const starts = ['141CC04FC70BADB5C6E2DA1DED4DD319', '8BCC3450AF01FB521B658EB71E39', '000000005B13002448130000', ''];
  const users = ['060201D0140204B34607441CB6E2E335D65308AB4D6C9DD556CDEB00', '0C022808100400030002', ''];
  assert(
    property(
      constantFrom(...starts),
      constantFrom(...users),
      tuple(nat(0xffff), nat(40), nat(255), uint8Array({ maxLength: 12 }), nat(3)),
      (start, userStart, [word, place, value, noise, form]) => {
        const uii = Uint8Array.from([...hex(start), ...noise]);
        const user = Uint8Array.from([...hex(userStart), ...noise]);
        if (place < uii.length) uii[place] = value;
        if (place < user.length) user[place] = (user[place] ?? 0) ^ value;
        const pc = form === 0 ? word : ((uii.length >>> 1) << 11) | ([0x0507, 0x01c2, 0x0000][form - 1] ?? 0);
        const one: UhfTag = { pc, uii, user: form === 2 ? null : user };
        const { meaning } = readUhf(one, afis);
        secureUhf(one, 'armed', afis);
        return meaning.kind !== 'item' || (meaning.id.length >= 4 && meaning.id === meaning.id.trim());
      },
    ),
    { numRuns: runs(5000), seed: 20_261_122 },
  );
});
