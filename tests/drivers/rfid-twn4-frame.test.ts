// Elatec TWN4's messages against sniffed bytes, and against noise.
import { array, assert, constantFrom, nat, property, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { airCodes, airCommand } from '../../drivers/rfid/iso15693.ts';
import { afiFrom, isoAnswerFrom, modelFrom, requests, resultOf, seenFrom } from '../../drivers/rfid/twn4/commands.ts';
import { createTwn4Ear, encodeMessage, type Manner } from '../../drivers/rfid/twn4/frame.ts';
import { createHandClock } from '../clock.ts';
import { runs } from '../proof.ts';
import { uidOf } from './hf-bench.ts';
import { hex, toHex } from './hex.ts';

const ad = 'E004010046A847AD';
const ascii: Manner = { framing: 'ascii', check: 'none' };
const asciiChecked: Manner = { framing: 'ascii', check: 'crc' };
const binary: Manner = { framing: 'binary', check: 'none' };
const binaryChecked: Manner = { framing: 'binary', check: 'crc' };
const manners = [ascii, asciiChecked, binary, binaryChecked] as const;
const card = '66CF4DC2';

const textOf = (manner: Manner, body: Uint8Array): string =>
  Buffer.from(encodeMessage(manner, body)).toString('latin1');

describe('messages as they were sniffed', () => {
  test.each([
    ['version', requests.version(), '0004FF'],
    ['search', requests.searchTag(), '050010'],
    ['system information', requests.systemInformation(), '0D01'],
    ['kinds of tag', requests.tagTypes(), '05020000000007000000'],
    ['a beep', requests.beep({ volume: 100, hertz: 2400, onMs: 500, offMs: 500 }), '0407646009F401F401'],
    [
      'AFI, in the air',
      requests.isoCommand(airCommand(airCodes.writeAfi, ad, [0xc2])),
      '0D00222709AD47A846000104E0C2FF',
    ],
  ])('%s', (_name, body, text) => expect(textOf(ascii, body)).toBe(`${text}\r`));
  test('with the check, and binary', () => {
    expect(textOf(asciiChecked, hex('0005'))).toBe('000515A7\r');
    expect(toHex(encodeMessage(binary, hex('0005')))).toBe('02000005');
    expect(toHex(encodeMessage(binaryChecked, hex('0005')))).toBe('0400000515A7');
  });
});

const heard = (manner: Manner, ...chunks: readonly (Uint8Array | string)[]): string[] => {
  const bodies: string[] = [];
  const ear = createTwn4Ear({ manner, clock: createHandClock(), hears: (body) => bodies.push(toHex(body)) });
  for (const chunk of chunks) ear.bytes(typeof chunk === 'string' ? Uint8Array.from(Buffer.from(chunk)) : chunk);
  return bodies;
};

describe('answers', () => {
  const result = (text: string): Uint8Array => {
    const told = resultOf(hex(text));
    if (told?.kind !== 'ok') throw new Error('no answer');
    return told.value;
  };
  test('a MIFARE card, sniffed; none', () => {
    expect(seenFrom(result(`0001802004${card}`), 'msb')?.tag).toEqual({ air: 'iso14443', uid: card });
    expect(seenFrom(result('0000'), 'msb')?.tag).toBeNull();
    expect(seenFrom(result('0001800004'), 'msb')).toBeNull();
    expect(seenFrom(result('0001'), 'msb')).toBeNull();
  });
  test('an ISO 15693 tag tells in which order its UID is; where it does not, the one before did', () => {
    expect(seenFrom(result(`0001824008${ad}`), 'lsb')).toEqual({
      tag: { air: 'iso15693', uid: ad, dsfid: null },
      order: 'msb',
    });
    expect(seenFrom(result('0001824008AD47A846000104E0'), 'msb')).toMatchObject({ tag: { uid: ad }, order: 'lsb' });
    expect(seenFrom(result('0001824008E0040100 000000E0'), 'lsb')).toMatchObject({ tag: { uid: 'E0000000000104E0' } });
  });
  test('kinds of card that nobody asked for are passed over', () =>
    expect(seenFrom(result('000140280512345678AB'), 'msb')?.tag).toBeNull());
  test('a version', () => {
    expect(modelFrom(result('000654574E342F42'))).toBe('Elatec TWN4/B');
    expect(modelFrom(result('0000'))).toBeNull();
    expect(modelFrom(result('000754574E342F42'))).toBeNull();
  });
  test('a command that does not exist, and what is no answer', () => {
    expect(resultOf(hex('01'))).toMatchObject({ kind: 'unsupported' });
    expect(resultOf(hex('05'))).toMatchObject({ kind: 'reader-error' });
    expect(resultOf(hex('0105'))).toBeNull();
    expect(resultOf(hex('77'))).toBeNull();
    expect(resultOf(hex(''))).toBeNull();
  });
  test('the AFI of this tag and of no other', () => {
    const told = '0001 0F AD47A846000104E0 06 C2 04 1C00 01';
    expect(afiFrom(result(told), ad)).toEqual({ kind: 'ok', value: 0xc2 });
    expect(afiFrom(result(told), uidOf(1))).toMatchObject({ kind: 'gone' });
    expect(afiFrom(result('0000'), ad)).toMatchObject({ kind: 'gone' });
    expect(afiFrom(result('0001 0D AD47A846000104E0 06 C2 04 1C00 01'), ad)).toMatchObject({ kind: 'tag-error' });
    expect(afiFrom(result('0001 0F AD47'), ad)).toBeNull();
  });
  test('a block, sniffed, and blocks with the tag’s flags before them', () => {
    expect(isoAnswerFrom(result('00010400000000'), null)).toEqual({ kind: 'ok', value: hex('00000000') });
    expect(isoAnswerFrom(result('0001050011010131'), null)).toEqual({ kind: 'ok', value: hex('11010131') });
    expect(isoAnswerFrom(result('0001020112'), null)).toMatchObject({ because: 'The block is locked.' });
    expect(isoAnswerFrom(result('000103000100'), 2)).toEqual({ kind: 'ok', value: hex('0100') });
    expect(isoAnswerFrom(result('0001020100'), 2)).toMatchObject({ kind: 'tag-error' });
    expect(isoAnswerFrom(result('000100'), 0)).toEqual({ kind: 'ok', value: hex('') });
    expect(isoAnswerFrom(result('00010100'), 0)).toEqual({ kind: 'ok', value: hex('') });
    expect(isoAnswerFrom(result('000103001122'), null)).toBeNull();
  });
});

describe('messages in a stream', () => {
  test.each(manners)('two in one chunk, one in two, $framing $check', (manner) => {
    const one = encodeMessage(manner, hex(`0001802004${card}`));
    const other = encodeMessage(manner, hex('0000'));
    expect(heard(manner, Uint8Array.from([...one, ...other]))).toEqual([`0001802004${card}`, '0000']);
    for (let cut = 0; cut <= one.length; cut += 1)
      expect(heard(manner, one.subarray(0, cut), one.subarray(cut))).toEqual([`0001802004${card}`]);
  });
  test('a damaged line is no message at all, though the rest of it could be one', () => {
    expect(heard(ascii, '0x01\r', '00000\r', '0000\r')).toEqual(['', '', '0000']);
    expect(heard(asciiChecked, '000131E0\r', '000131E1\r')).toEqual(['', '0001']);
  });
  test('a bad check in binary is dropped, and what stands behind it is heard when nothing more comes', async () => {
    const clock = createHandClock();
    const bodies: string[] = [];
    const ear = createTwn4Ear({ manner: binaryChecked, clock, hears: (body) => bodies.push(toHex(body)) });
    ear.bytes(hex('0400 0001 31E0 0400 0001 31E1'));
    await clock.pass(100);
    expect(bodies).toEqual(['0001']);
  });
  test('lines without an end are not kept', () => {
    expect(heard(ascii, '00'.repeat(5000), '\r0000\r').at(-1)).toBe('0000');
  });
  test('any message comes through in any manner, in any pieces', () => {
    assert(
      property(
        constantFrom(...manners),
        uint8Array({ minLength: 1, maxLength: 260 }),
        array(nat(600), { maxLength: 5 }),
        (manner, body, cuts) => {
          const bytes = encodeMessage(manner, body);
          const at = [0, ...cuts.filter((cut) => cut < bytes.length).toSorted((a, b) => a - b), bytes.length];
          expect(heard(manner, ...at.slice(1).map((end, nth) => bytes.subarray(at[nth], end)))).toEqual([toHex(body)]);
        },
      ),
    );
  });
  test('no mutated message makes anything throw', () => {
    const answers = [`0001802004${card}`, '0000', '00010400000000', '0001 0F AD47A846000104E0 06 C2 04 1C00 01'].map(
      hex,
    );
    assert(
      property(
        constantFrom(...manners),
        constantFrom(...answers),
        nat(),
        nat(255),
        nat(),
        nat(255),
        (manner, body, at, byte, at2, byte2) => {
          const whole = encodeMessage(manner, body);
          heard(manner, whole.with(at % whole.length, byte).with(at2 % whole.length, byte2), whole);
          const told = resultOf(body.with(at % body.length, byte).with(at2 % body.length, byte2));
          if (told?.kind !== 'ok') return;
          modelFrom(told.value);
          seenFrom(told.value, 'msb');
          afiFrom(told.value, ad);
          isoAnswerFrom(told.value, null);
          isoAnswerFrom(told.value, byte2);
        },
      ),
      { numRuns: runs(10_000) },
    );
  });
  test('no rubbish makes it throw', () => {
    assert(
      property(
        constantFrom(...manners),
        uint8Array({ maxLength: 3000 }),
        (manner, rubbish) => void heard(manner, rubbish),
      ),
    );
  });
});
