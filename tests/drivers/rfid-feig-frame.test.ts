// FEIG frames against vectors that the maker's own library produced or accepted.
import { array, assert, constantFrom, nat, property, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  blocksFrom,
  blocksOnChip,
  failureOf,
  knownCommands,
  modelFrom,
  requests,
  seenFrom,
  systemInformationFrom,
  uidBytes,
} from '../../drivers/rfid/feig/commands.ts';
import { createFramer, encodeFrame, type Frame, type FrameKind } from '../../drivers/rfid/feig/frame.ts';
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
  test('other kinds of card in an inventory are passed over', () => {
    const card = '04 00 00 00112233445566';
    expect(seenFrom(hex(`00 02 ${card} 03 06 ${ad}`))).toEqual([{ air: 'iso15693', uid: ad, dsfid: 6 }]);
    expect(seenFrom(hex(`00 02 ${card} 03 06 E004`))).toBeNull();
  });
  test('a written AFI, a tag that left, a locked block', () => {
    expect(bodyOf(afiWritten)[0]).toBe(0);
    expect(failureOf(bodyOf(noTag))).toMatchObject({ kind: 'gone' });
    expect(failureOf(bodyOf('0800B0951203CA6C'))).toEqual({ kind: 'tag-error', because: 'The block is locked.' });
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
    expect(modelFrom(hex('00 0302 00 00 4C 0008'))).toBe('FEIG MR101/PR101-A, firmware 3.2');
    expect(modelFrom(hex('80'))).toBeNull();
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
  test('no rubbish makes it throw or hold more than one frame', () => {
    assert(
      property(uint8Array({ maxLength: 600 }), (rubbish) => {
        framesOf('standard', rubbish);
        framesOf('advanced', rubbish);
      }),
    );
  });
});

test('a UID that is none is our own mistake', () => expect(() => uidBytes('e004')).toThrow());
