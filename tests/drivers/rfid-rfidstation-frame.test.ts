// RFIDStation's frames and reports against sniffed bytes, and against noise.
import { array, assert, boolean, constantFrom, nat, property, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addresses,
  configurationFrom,
  modelFrom,
  passedThrough,
  requests,
  resultOf,
  seenFrom,
  shippedConfiguration,
  systemInformationFrom,
} from '../../drivers/rfid/rfidstation/commands.ts';
import { createRfidStationEar, encodeFrame, type Frame } from '../../drivers/rfid/rfidstation/frame.ts';
import { createReportReader, reportOf } from '../../drivers/rfid/rfidstation/reports.ts';
import { airCodes, airCommand } from '../../drivers/rfid/iso15693.ts';
import { createHandClock } from '../clock.ts';
import { runs } from '../proof.ts';
import { hex, toHex } from './hex.ts';

const ad = 'E004010046A847AD';
const asked = (target: number, request: { command: number; parameters: Uint8Array }): string =>
  toHex(encodeFrame({ source: addresses.host, target, isAnswer: false, ...request }));

test.each([
  ['inventory, sniffed', addresses.reader, requests.inventory(), '7E5509000001001100007DFB'],
  ['inventory, the last again', addresses.reader, { command: 0x11, parameters: hex('01') }, '7E550900000100110001F4EA'],
  [
    'read of three blocks, sniffed',
    addresses.reader,
    requests.read('E0040150CABD51B9', 0, 3),
    '7E5512000001002200B951BDCA500104E000031F4C',
  ],
  [
    'write of three blocks, sniffed',
    addresses.reader,
    requests.write('E0040150CABD51B9', 0, 3, hex('01020304 01020304 F1F1F1F1')),
    '7E551E000001002300B951BDCA500104E000030102030401020304F1F1F1F1F848',
  ],
  ['AFI C2', addresses.reader, requests.writeAfi(ad, 0xc2), '7E5511000001002400AD47A846000104E0C284AC'],
  ['AFI 07', addresses.reader, requests.writeAfi(ad, 0x07), '7E5511000001002400AD47A846000104E007253D'],
  ['version of whoever hears it', addresses.broadcast, requests.version(), '7E55080000FFFFF700BD60'],
  [
    'cards, as another program asks',
    addresses.reader,
    { command: 0x16, parameters: hex('00') },
    '7E5509000001001600007877',
  ],
])('%s', (_name, target, request, bytes) => expect(asked(target, request)).toBe(bytes));

const framesOf = (...chunks: readonly Uint8Array[]): Frame[] => {
  const frames: Frame[] = [];
  const ear = createRfidStationEar({ clock: createHandClock(), hears: (frame) => frames.push(frame) });
  for (const chunk of chunks) ear.bytes(chunk);
  return frames;
};
const parametersOf = (bytes: string): Uint8Array => framesOf(hex(bytes))[0]?.parameters ?? new Uint8Array(0);

const oneTag = '7E5514010000001F1100AD47A846000104E0AA00009D31';
const noTag = '7E550B010000001F110000006332';
const afiWritten = '7E550B010000001F24000000C610';
const tagGone = '7E550B010000001F24000103853B';

describe('answers', () => {
  test('an inventory of one, and of none in either form', () => {
    expect(seenFrom(parametersOf(oneTag))).toEqual({ tags: [{ air: 'iso15693', uid: ad, dsfid: null }], left: 0 });
    expect(seenFrom(parametersOf(noTag))).toEqual({ tags: [], left: 0 });
    expect(seenFrom(hex('01 03'))).toEqual({ tags: [], left: 0 });
    expect(seenFrom(hex('00'))).toBeNull();
    expect(seenFrom(hex('AD47A846 0000'))).toBeNull();
  });
  test('tags that are still to come', () => {
    expect(seenFrom(hex(`AD47A846000104E0 AA 03 00`))?.left).toBe(3);
  });
  test('a written AFI, a tag that left, an error nobody listed', () => {
    expect(resultOf(parametersOf(afiWritten))).toEqual({ kind: 'ok', value: hex('') });
    expect(resultOf(parametersOf(tagGone))).toMatchObject({ kind: 'gone' });
    expect(resultOf(hex('00000000 01 02'))).toMatchObject({ kind: 'tag-error' });
    expect(resultOf(hex('01 09'))).toEqual({
      kind: 'reader-error',
      fault: 'device-refuses',
      because: 'The reader reports error 9.',
    });
    expect(resultOf(hex('00'))).toBeNull();
  });
  test('a card reader without a card, captured', () => {
    expect(framesOf(hex('7E550B010000001F16000101136D'))).toMatchObject([{ isAnswer: true, command: 0x16 }]);
  });
  test('system information, the result before it or behind it', () => {
    const told = { kind: 'ok', value: { afi: 0xc2, blocks: 28, blockSize: 4 } };
    expect(systemInformationFrom(hex('0000 0F 06 C2 1C 04 01'))).toEqual(told);
    expect(systemInformationFrom(hex('0F 06 C2 1C 04 01 0000'))).toEqual(told);
    expect(systemInformationFrom(hex('0F 06 C2 1C 04 01 0103'))).toMatchObject({ kind: 'gone' });
    expect(systemInformationFrom(hex('0103'))).toMatchObject({ kind: 'gone' });
    expect(systemInformationFrom(hex('0000'))).toBeNull();
    expect(systemInformationFrom(hex('0000 00 00 00 00 00 00'))).toEqual({
      kind: 'ok',
      value: { afi: null, blocks: null, blockSize: null },
    });
    expect(systemInformationFrom(hex('0000 0F 06 C2 00 04 01'))).toMatchObject({ value: { blocks: 256 } });
  });
  test('what a tag said through the reader, with or without what stands behind it', () => {
    expect(passedThrough(hex('00 78F0 00 0000'))).toMatchObject({ kind: 'ok' });
    expect(passedThrough(hex('00 0000'))).toMatchObject({ kind: 'ok' });
    expect(passedThrough(hex('01 12 0000 00 0000'))).toEqual({
      kind: 'tag-error',
      fault: 'locked',
      because: 'The block is locked.',
    });
    expect(passedThrough(hex('0000'))).toMatchObject({ kind: 'gone' });
    expect(passedThrough(hex('0103'))).toMatchObject({ kind: 'gone' });
  });
  test('a version text, and what is none', () => {
    const text = Buffer.from('R321 SV:V2.0'.padEnd(50, '\0')).toString('hex');
    expect(modelFrom(hex(`${text}0000`))).toBe('RFIDStation R321 SV:V2.0');
    expect(modelFrom(hex('0000'))).toBeNull();
    expect(modelFrom(hex('0103'))).toBeNull();
  });
  test('a configuration is put right in its bits, and in nothing else', () => {
    expect(toHex(configurationFrom(shippedConfiguration)?.wanted ?? hex(''))).toBe('020100A70101');
    expect(configurationFrom(hex('12 0500 5B 01 33 0000'))).toEqual({
      bytes: hex('12 0500 5B 01 33'),
      wanted: hex('02 0500 AB 01 33'),
    });
    expect(configurationFrom(hex('0103'))).toBeNull();
  });
  test('NXP’s commands carry the maker’s byte, passed through with the air’s check or without', () => {
    const command = airCommand(airCodes.easSet, ad, []);
    const air = '22A204AD47A846000104E0';
    expect(toHex(requests.passThrough(command, 1, 'plain').parameters)).toBe(`0B${air}A86103`);
    expect(toHex(requests.passThrough(command, 1, 'with-check').parameters)).toMatch(
      new RegExp(`^0D${air}.{4}A86103$`),
    );
  });
});

describe('frames in a stream', () => {
  const good = hex(oneTag);
  test('two in one chunk', () => expect(framesOf(hex(oneTag + noTag))).toHaveLength(2));
  test('one in two, cut anywhere', () => {
    for (let cut = 0; cut <= good.length; cut += 1)
      expect(framesOf(good.subarray(0, cut), good.subarray(cut))).toHaveLength(1);
  });
  test('a bad check is dropped, and the next frame is heard', () => {
    expect(framesOf(good.with(12, 0x55), hex(noTag)).map(({ parameters }) => toHex(parameters))).toEqual(['0000']);
  });
  test('rubbish before the start, even if it looks like a start', () => {
    expect(framesOf(hex(`7E7E5501 7E ${noTag}`))).toHaveLength(1);
  });
  test('what claims to be a long frame and does not go on gives way to the frame behind it', async () => {
    const clock = createHandClock();
    const frames: Frame[] = [];
    const ear = createRfidStationEar({ clock, hears: (frame) => frames.push(frame) });
    ear.bytes(hex(`7E55F0 ${noTag}`));
    expect(frames).toHaveLength(0);
    await clock.pass(200);
    expect(frames).toHaveLength(1);
  });
  test('any frame comes through, long or short, in any pieces', () => {
    assert(
      property(
        boolean(),
        constantFrom(0x11, 0x22, 0x28, 0x2f, 0xf7),
        uint8Array({ maxLength: 300 }),
        array(nat(330), { maxLength: 5 }),
        (isAnswer, command, parameters, cuts) => {
          const frame: Frame = { source: 0x0001, target: 0xabcd, isAnswer, command, parameters };
          const bytes = encodeFrame(frame);
          const at = [0, ...cuts.filter((cut) => cut < bytes.length).toSorted((a, b) => a - b), bytes.length];
          expect(framesOf(...at.slice(1).map((end, nth) => bytes.subarray(at[nth], end)))).toEqual([frame]);
        },
      ),
    );
  });
  test('no mutated frame makes anything throw', () => {
    const answers = [oneTag, noTag, afiWritten, tagGone, '7E550B010000001F16000101136D'].map(hex);
    assert(
      property(constantFrom(...answers), nat(), nat(255), nat(), nat(255), (frame, at, byte, at2, byte2) => {
        const mutated = frame.with(at % frame.length, byte).with(at2 % frame.length, byte2);
        for (const { parameters } of framesOf(mutated, frame)) {
          resultOf(parameters);
          seenFrom(parameters);
          systemInformationFrom(parameters);
          passedThrough(parameters);
          configurationFrom(parameters);
          modelFrom(parameters);
        }
        seenFrom(mutated);
        systemInformationFrom(mutated.subarray(0, 8));
        passedThrough(mutated);
      }),
      { numRuns: runs(10_000) },
    );
  });
  test('no rubbish makes it throw', () => {
    assert(property(uint8Array({ maxLength: 2000 }), (rubbish) => void framesOf(rubbish)));
  });
});

describe('frames in USB reports', () => {
  const through = (reports: readonly Uint8Array[]): string => {
    const frameBytes = createReportReader();
    return toHex(Uint8Array.from(reports.flatMap((report) => [...frameBytes(report)])));
  };
  const padded = (...bytes: readonly number[]): Uint8Array => {
    const report = new Uint8Array(64);
    report.set(bytes);
    return report;
  };
  const long = Uint8Array.from({ length: 150 }, (_, at) => 0x40 + at);

  test('the sniffed report', () =>
    expect(toHex(reportOf(hex('7E5509000001001100007DFB')).subarray(0, 16))).toBe('0C7E5509000001001100007DFB000000'));
  test('one report, one frame', () =>
    expect(through([padded(22, ...hex(oneTag).subarray(0, 22))])).toBe(oneTag.slice(0, 44)));
  test('a long frame whose reports each count their own bytes', () => {
    const reports = [0, 63, 126].map((at) => {
      const some = long.subarray(at, at + 63);
      return padded(some.length, ...some);
    });
    expect(through(reports)).toBe(toHex(long));
  });
  test('a long frame that the first report counts whole', () => {
    const reports = [padded(150, ...long.subarray(0, 63)), long.slice(63, 127), padded(...long.subarray(127))];
    expect(through([...reports, padded(22, ...hex(oneTag).subarray(0, 22))])).toBe(toHex(long) + oneTag.slice(0, 44));
  });
  test('reports of any content', () => {
    assert(property(array(uint8Array({ maxLength: 64 })), (reports) => void through(reports)));
  });
});
