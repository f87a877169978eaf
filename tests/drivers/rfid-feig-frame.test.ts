// FEIG frames against vectors that the maker's own library produced or accepted.
import { array, assert, constantFrom, nat, property, tuple, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  blocksFrom,
  blocksOnChip,
  failureOf,
  knownCommands,
  requests,
  seenFrom,
  systemInformationFrom,
  uidBytes,
  versionFrom,
} from '../../drivers/rfid/feig/commands.ts';
import { createFramer, encodeFrame, type Frame, type FrameKind } from '../../drivers/rfid/feig/frame.ts';
import { runs } from '../proof.ts';
import { hex, toHex } from './hex.ts';

const ad = 'E004010046A847AD';
const bare = (command: number, body: string) => ({ command, body: hex(body) });

const golden: readonly [string, FrameKind, { command: number; body: Uint8Array }, string][] = [
  ['version', 'standard', requests.version(), '05FF65E5CB'],
  ['version', 'advanced', requests.version(), '020007FF656E61'],
  ['baud rate detection', 'standard', bare(0x52, '00'), '06FF52000F6E'],
  ['RF reset', 'standard', requests.rfReset(), '05FF698901'],
  ['RF off', 'standard', bare(0x6a, '00'), '06FF6A006D16'],
  ['RF on', 'standard', bare(0x6a, '01'), '06FF6A01E407'],
  ['inventory', 'standard', requests.inventory({ more: false }), '07FFB001001C56'],
  ['inventory', 'advanced', requests.inventory({ more: false }), '020009FFB001001843'],
  ['inventory, more', 'standard', requests.inventory({ more: true }), '07FFB0018014D2'],
  ['read blocks 0 to 7', 'standard', requests.readBlocks(ad, 0, 8), '11FFB02301E004010046A847AD000847A6'],
  ['system information', 'standard', requests.systemInformation(ad), '0FFFB02B01E004010046A847AD5825'],
  ['AFI C2', 'standard', requests.writeAfi(ad, 0xc2), '10FFB02701E004010046A847ADC23A90'],
  ['AFI 07', 'standard', requests.writeAfi(ad, 0x07), '10FFB02701E004010046A847AD079B01'],
  ['beep for a second', 'standard', requests.setOutput(10), '0DFF7100100000000A000A29AD'],
  ['EAS set', 'standard', requests.writeEas('E004010046A847A0', true), '10FFB104A201E004010046A847A050E6'],
  ['EAS reset', 'standard', requests.writeEas('E004010046A847A0', false), '10FFB104A301E004010046A847A077CA'],
  ['write block', 'standard', bare(0xb0, `2401${ad}00010411010131`), '16FFB02401E004010046A847AD0001041101013183D0'],
  ['DSFID 06', 'standard', bare(0xb0, `2901${ad}06`), '10FFB02901E004010046A847AD06CF59'],
  ['lock blocks', 'standard', bare(0xb0, `2201${ad}0002`), '11FFB02201E004010046A847AD0002488C'],
];

describe('requests as the maker’s library sends them', () => {
  test.each(golden)('%s, %s', (_name, kind, request, bytes) => {
    expect(toHex(encodeFrame(kind, { address: 0xff, ...request }))).toBe(bytes);
  });
});

const framesOf = (kind: FrameKind, ...chunks: readonly Uint8Array[]): Frame[] => {
  const frames: Frame[] = [];
  const framer = createFramer({ kind, commands: knownCommands, hears: (frame) => frames.push(frame) });
  for (const chunk of chunks) framer.bytes(chunk);
  return frames;
};

const twoTags = '1B00B000020306E004010046A847AD0306E004010046A847AE0B37';
const noTag = '0600B0015C63';
const afiWritten = '0600B000D572';

const bodyOf = (bytes: string): Uint8Array => framesOf('standard', hex(bytes))[0]?.body ?? new Uint8Array(0);

describe('answers', () => {
  test('an inventory of two', () => {
    expect(seenFrom(bodyOf(twoTags))).toEqual([
      { air: 'iso15693', uid: 'E004010046A847AD', dsfid: 6 },
      { air: 'iso15693', uid: 'E004010046A847AE', dsfid: 6 },
    ]);
  });
  test('an empty inventory', () => expect(seenFrom(bodyOf(noTag))).toEqual([]));
  test('a part of an inventory, more to come', () => {
    const body = bodyOf('1100B094010306E004010046A847ADE0A9');
    expect(body[0]).toBe(0x94);
    expect(seenFrom(body)).toEqual([{ air: 'iso15693', uid: ad, dsfid: 6 }]);
  });
  test.each([
    ['04 00 00 04A1B2C3D4E5F6', '04A1B2C3D4E5F6'],
    ['04 04 00 04A1B2C3D4E5F6778899', '04A1B2C3D4E5F6778899'],
    ['04 00 00 A1B2C3D4000000', 'A1B2C3D4'],
    ['04 00 00 000000A1B2C3D4', 'A1B2C3D4'],
  ])('a card between tags: %s', (card, cardUid) => {
    expect(seenFrom(hex(`00 03 03 06 ${ad} ${card} 03 06 ${ad}`))).toEqual([
      { air: 'iso15693', uid: ad, dsfid: 6 },
      { air: 'iso14443', uid: cardUid },
      { air: 'iso15693', uid: ad, dsfid: 6 },
    ]);
  });
  test('a card whose number changes with each look is passed over', () => {
    const card = '05 00 A1B2C3D4 0011223344';
    expect(seenFrom(hex(`00 02 ${card} 03 06 ${ad}`))).toEqual([{ air: 'iso15693', uid: ad, dsfid: 6 }]);
    expect(seenFrom(hex(`00 02 ${card} 03 06 E004`))).toBeNull();
  });
  test('a written AFI, a tag that left, a locked block', () => {
    expect(bodyOf(afiWritten)[0]).toBe(0);
    expect(failureOf(bodyOf(noTag))).toMatchObject({ kind: 'gone' });
    expect(failureOf(bodyOf('0800B0951203CA6C'))).toEqual({
      kind: 'tag-error',
      fault: 'locked',
      because: 'The block is locked.',
    });
  });
  test.each([
    ['01', 'gone'],
    ['02', 'tag-error'],
    ['03', 'tag-error'],
    ['04', 'tag-error'],
    ['05', 'tag-error'],
    ['08', 'tag-error'],
    ['0E', 'reader-error'],
    ['10', 'reader-error'],
    ['11', 'reader-error'],
    ['80', 'reader-error'],
    ['81', 'reader-error'],
    ['82', 'reader-error'],
    ['83', 'tag-error'],
    ['84', 'tag-error'],
    ['92', 'reader-error'],
    ['93', 'reader-error'],
    ['95 01', 'tag-error'],
    ['95', 'tag-error'],
    ['96', 'tag-error'],
  ])('status %s is %s, and has a sentence of its own', (body, kind) => {
    const failure = failureOf(hex(body));
    expect(failure.kind).toBe(kind);
    expect(failure.because).not.toMatch(/status|reports error/);
  });
  test('a status that no manual knows is told by its number', () => {
    expect(failureOf(hex('77'))).toEqual({
      kind: 'reader-error',
      fault: 'device-refuses',
      because: 'The reader reports status 77.',
    });
  });
  test('a reader in scan mode is told as what it is', () => {
    expect(failureOf(hex('82'))).toMatchObject({ kind: 'reader-error', because: expect.stringContaining('host mode') });
  });
  test('blocks of four and of eight bytes, without their security bytes', () => {
    expect(blocksFrom(hex('00 02 04 00 11010131 01 31323333'))).toEqual({
      bytes: hex('11010131 31323333'),
      locked: [false, true],
      blockSize: 4,
      count: 2,
    });
    expect(blocksFrom(hex('00 01 08 00 0011223344556677'))?.blockSize).toBe(8);
    expect(blocksFrom(hex('00 02 04 00 11010131'))).toBeNull();
  });
  test('the size of a chip, however it is told', () => {
    expect(systemInformationFrom(hex(`00 06 ${ad} C2 1B03 01`))).toEqual({ uid: ad, afi: 0xc2, size: hex('1B03') });
    expect([blocksOnChip(hex('1B03'), 4), blocksOnChip(hex('041C'), 4), blocksOnChip(hex('031B'), 4)]).toEqual([
      28, 28, 28,
    ]);
    expect(blocksOnChip(hex('FF0103'), 4)).toBe(512);
    expect(blocksOnChip(hex('FFFF'), 4)).toBeNull();
  });
  test('a version', () => {
    expect(versionFrom(hex('00 0302 00 00 4C 0008'))).toEqual({
      model: 'FEIG MR101/PR101-A, firmware 3.2',
      isCardReader: false,
    });
    expect(versionFrom(hex('00 0101 00 00 53 0008'))).toEqual({
      model: 'FEIG CPR40 (a card reader: five items at most), firmware 1.1',
      isCardReader: true,
    });
    expect(versionFrom(hex('00 0101 00 00 FE 0008'))).toMatchObject({ isCardReader: null });
    expect(versionFrom(hex('80'))).toBeNull();
  });
});

describe('frames in a stream', () => {
  const good = hex(twoTags);

  test('two in one chunk', () => expect(framesOf('standard', hex(twoTags + noTag))).toHaveLength(2));
  test('one in two, cut anywhere', () => {
    for (let cut = 0; cut <= good.length; cut += 1)
      expect(framesOf('standard', good.subarray(0, cut), good.subarray(cut))).toHaveLength(1);
  });
  test('a bad checksum is dropped, and the next frame is heard', () => {
    const bad = good.with(10, 0x55);
    expect(framesOf('standard', bad, hex(noTag)).map(({ body }) => toHex(body))).toEqual(['01']);
  });
  test('rubbish before the start, even if it looks like a long frame', () => {
    expect(framesOf('standard', hex(`FF00FE13 ${noTag}`))).toHaveLength(1);
    expect(framesOf('advanced', hex('0202FF 020009FFB001001843'))).toHaveLength(1);
  });
  test('any frame comes through in either kind, in any pieces', () => {
    assert(
      property(
        constantFrom<FrameKind>('standard', 'advanced'),
        constantFrom(...knownCommands),
        uint8Array({ maxLength: 200 }),
        array(nat(220), { maxLength: 5 }),
        (kind, command, body, cuts) => {
          const bytes = encodeFrame(kind, { address: 0, command, body });
          const at = [0, ...cuts.filter((cut) => cut < bytes.length).toSorted((a, b) => a - b), bytes.length];
          const chunks = at.slice(1).map((end, nth) => bytes.subarray(at[nth], end));
          expect(framesOf(kind, ...chunks)).toEqual([{ address: 0, command, body }]);
        },
      ),
    );
  });
  test('no frame, however mutated, makes it throw', () => {
    const frames = [twoTags, noTag, afiWritten, ...golden.map(([, , , bytes]) => bytes)].map(hex);
    assert(
      property(
        constantFrom<FrameKind>('standard', 'advanced'),
        array(constantFrom(...frames), { minLength: 1, maxLength: 3 }),
        array(tuple(nat(120), nat(255), constantFrom('changed', 'lost', 'added')), { maxLength: 4 }),
        uint8Array({ maxLength: 12 }),
        (kind, whole, wounds, rubbish) => {
          const bytes = [...rubbish, ...whole.flatMap((frame) => [...frame])];
          for (const [at, byte, wound] of wounds) {
            if (wound === 'changed') bytes[at % bytes.length] = byte;
            else bytes.splice(at % bytes.length, wound === 'lost' ? 1 : 0, ...(wound === 'lost' ? [] : [byte]));
          }
          for (const { body } of framesOf(kind, Uint8Array.from(bytes))) {
            seenFrom(body);
            blocksFrom(body);
            systemInformationFrom(body);
            versionFrom(body);
            failureOf(body);
          }
        },
      ),
      { numRuns: runs(10_000) },
    );
  });
  test('no rubbish makes it throw', () => {
    assert(
      property(uint8Array({ maxLength: 600 }), (rubbish) => {
        framesOf('standard', rubbish);
        framesOf('advanced', rubbish);
        seenFrom(rubbish);
        blocksFrom(rubbish);
      }),
      { numRuns: runs(1000) },
    );
  });
});

test('a UID that is none is our own mistake', () => expect(() => uidBytes('e004')).toThrow());
