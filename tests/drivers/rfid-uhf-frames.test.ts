// UHF readers' frames against those that makers' programs and manuals show, in any pieces, and between rubbish.
import { array, assert, constantFrom, integer, nat, property, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as a0 from '../../drivers/rfid/a0/commands.ts';
import { createA0Ear, encodeFrame as encodeA0 } from '../../drivers/rfid/a0/frame.ts';
import type { Ear } from '../../drivers/rfid/ear.ts';
import { notifiedFrom, reportedFrom } from '../../drivers/rfid/llrp/commands.ts';
import { createLlrpEar, encodeMessage } from '../../drivers/rfid/llrp/frame.ts';
import * as uhf from '../../drivers/rfid/uhfreader/commands.ts';
import { createUhfReaderEar, encodeFrame as encodeUhf } from '../../drivers/rfid/uhfreader/frame.ts';
import { createHandClock, type HandClock } from '../clock.ts';
import { runs } from '../proof.ts';
import { hex, toHex } from './hex.ts';

type Protocol = {
  readonly name: string;
  /** Frames as a reader sends them. */
  readonly frames: readonly string[];
  ear(clock: HandClock, hears: (frame: unknown) => void): Ear;
  /** Reads what was heard, as the reader would. */
  read(frame: unknown): void;
  /** False: its frames carry no checksum. */
  readonly isChecked: boolean;
  /** How many mutated frames a sample has; LLRP's library is slow. */
  readonly mutants: number;
};

const bodyOf = (frame: unknown): Uint8Array => {
  const body: unknown = typeof frame === 'object' && frame !== null ? Reflect.get(frame, 'body') : null;
  return body instanceof Uint8Array ? body : new Uint8Array(0);
};
const contentOf = (frame: unknown): unknown =>
  typeof frame === 'object' && frame !== null ? Reflect.get(frame, 'content') : null;

const infoOfA288 = '1100210000160C034E001E0A01000000E651';
const oneTag18 = '13000103010C0000000000000000000003133F39';
const oneTag288 = '1500010301010C0000000000000000000003136BB1A5';
const twoTags288 = '2300010301020C0000000000000000000003136B0C0000000000000000000003146C70F2';
const noTag288 = '0700010101001E4B';
const tagOfA0 = 'A01901900001103000E2003098881900722140369E4DD44B3007E0';
const endOfA0 = 'A00A018900000000000001CB';
const noAntennaA0 = 'A004018922B0';

const report = encodeMessage('RO_ACCESS_REPORT', 7, {
  TagReportData: [
    { EPCData: { EPC: [0x11, 0x22, 0x33, 0x44] }, ROSpecID: { ROSpecID: 1 }, PeakRSSI: { PeakRSSI: -50 } },
    { EPC_96: { EPC: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] }, C1G2_PC: { PC_Bits: 0x3107 } },
  ],
});
// LLRP 1.0.1, 16.1.32 and 16.2.7.6: version 1, type 63, the end of round 1.
const roundEnded = '043F000000270000000000F6001D0080000C000000000000000000F9000D010000000100000000';

const protocols: readonly Protocol[] = [
  {
    name: 'UHFReader18/288',
    frames: [infoOfA288, oneTag18, oneTag288, twoTags288, noTag288],
    ear: (clock, hears) => createUhfReaderEar({ clock, commands: uhf.knownCommands, hears }),
    read: (frame) => {
      for (const layout of ['uhf18', 'uhf288'] as const) uhf.toldFrom(layout, bodyOf(frame));
      uhf.informationFrom(bodyOf(frame));
      uhf.failureOf(bodyOf(frame));
    },
    isChecked: true,
    mutants: 10_000,
  },
  {
    name: 'R2000/E710',
    frames: [tagOfA0, endOfA0, noAntennaA0, 'A00401903893'],
    ear: (clock, hears) => createA0Ear({ clock, hears }),
    read: (frame) => {
      a0.inventoryFrameFrom(bodyOf(frame));
      a0.accessFrameFrom(bodyOf(frame));
      a0.modelFrom(bodyOf(frame));
    },
    isChecked: true,
    mutants: 10_000,
  },
  {
    name: 'LLRP',
    frames: [toHex(report), roundEnded],
    ear: (clock, hears) => createLlrpEar({ clock, hears }),
    read: (frame) => {
      reportedFrom(contentOf(frame));
      notifiedFrom(contentOf(frame));
    },
    isChecked: false,
    mutants: 2000,
  },
];

const ff = { address: 0xff };
test.each([
  ['UHFReader: information', encodeUhf({ ...ff, ...uhf.requests.information() }), '04FF211995'],
  ['UHFReader18: inventory', encodeUhf({ ...ff, ...uhf.requests.inventory18() }), '04FF011BB4'],
  [
    'UHFReader288: inventory as its program asks',
    encodeUhf({ ...ff, ...uhf.requests.inventory288({ q: 15, antenna: 1, scanTime: 0x14 }) }),
    '0DFF010F0001000000008014C03A',
  ],
  ['A0: firmware', encodeA0({ address: 0x01, ...a0.requests.firmware() }), 'A0030172EA'],
  ['A0: inventory', encodeA0({ address: 0x01, ...a0.requests.inventory(0xff) }), 'A0040189FFD3'],
  [
    'A0: inventory of session 1',
    encodeA0({ address: 0x01, ...a0.requests.sessionInventory(1, 'a', 1) }),
    'A006018B010001CC',
  ],
  ['A0: beeper off', encodeA0({ address: 0x01, ...a0.requests.setBeeper('quiet') }), 'A004017A00E1'],
  ['LLRP: keep-alive’s answer', encodeMessage('KEEPALIVE_ACK', 5, {}), '04480000000A00000005'],
  ['LLRP: start of a round', encodeMessage('START_ROSPEC', 1, { ROSpecID: 1 }), '04160000000E0000000100000001'],
])('%s', (_name, bytes, is) => expect(toHex(bytes)).toBe(is));

const heardOf = async (protocol: Protocol, ...chunks: readonly Uint8Array[]): Promise<unknown[]> => {
  const clock = createHandClock();
  const heard: unknown[] = [];
  const ear = protocol.ear(clock, (frame) => heard.push(frame));
  for (const chunk of chunks) ear.bytes(chunk);
  // What is half there and does not go on was noise.
  await clock.pass(2000);
  return heard;
};
const bodiesOf = async (...told: Parameters<typeof heardOf>): Promise<Uint8Array[]> =>
  (await heardOf(...told)).map(bodyOf);

const [uhfReader, r2000, llrp] = protocols;
if (uhfReader === undefined || r2000 === undefined || llrp === undefined) throw new Error('A protocol is missing.');

describe('answers', () => {
  test('a UHFReader tells what it is', async () => {
    const [body = hex('')] = await bodiesOf(uhfReader, hex(infoOfA288));
    expect(uhf.informationFrom(body)).toEqual({
      model: 'UHFReader288M, firmware 0.22',
      layout: 'uhf288',
      frequencies: uhf.regions.eu,
      powerDbm: 30,
      scanTime: 10,
    });
  });
  test('tags in both layouts, and none', async () => {
    const read = async (layout: uhf.Layout, frame: string) =>
      uhf.toldFrom(layout, (await bodiesOf(uhfReader, hex(frame)))[0] ?? hex(''));
    const uid = '000000000000000000000313';
    expect(await read('uhf18', oneTag18)).toEqual([{ uid, strength: null }]);
    expect(await read('uhf288', oneTag288)).toEqual([{ uid, strength: 0x6b }]);
    expect(await read('uhf288', twoTags288)).toEqual([
      { uid, strength: 0x6b },
      { uid: '000000000000000000000314', strength: 0x6c },
    ]);
    expect(await read('uhf288', noTag288)).toEqual([]);
    expect(uhf.toldFrom('uhf18', hex('03 02 0C 000000000000000000000313 0C 0000'))).toBeNull();
  });
  test('every status has a sentence, and a tag’s own error is told', () => {
    expect(uhf.failureOf(hex('FB'))).toMatchObject({ kind: 'gone' });
    expect(uhf.failureOf(hex('FC 04'))).toEqual({
      kind: 'tag-error',
      fault: 'locked',
      because: 'The memory is locked.',
    });
    expect(uhf.failureOf(hex('77'))).toEqual({
      kind: 'reader-error',
      fault: 'device-refuses',
      because: 'The reader reports status 77.',
    });
  });
  test('an R2000’s tag, end and error', async () => {
    const [tag = hex(''), end = hex(''), error = hex('')] = await bodiesOf(
      r2000,
      encodeA0({ address: 1, command: 0x89, body: hex('00 3107 3B4A2C1D0011223344556601 48') }),
      hex(endOfA0),
      hex(noAntennaA0),
    );
    expect(a0.inventoryFrameFrom(tag)).toEqual({
      kind: 'tag',
      tag: { air: 'gen2', uid: '3B4A2C1D0011223344556601', pc: 0x3107 },
      strength: 0x48,
    });
    expect(a0.inventoryFrameFrom(end)).toEqual({ kind: 'end' });
    expect(a0.inventoryFrameFrom(error)).toEqual({ kind: 'error', code: 0x22 });
    expect(a0.failureOf(0x22).because).toContain('antenna');
    // Its control word announces other bytes than there are: noise with a good checksum.
    expect(a0.inventoryFrameFrom(hex('00 3107 3B4A 48'))).toBeNull();
  });
  test('an LLRP report and the end of its round', async () => {
    const [tags, ended] = (await heardOf(llrp, report, hex(roundEnded))).map(contentOf);
    expect(reportedFrom(tags)).toMatchObject([
      { uid: '11223344', rssiDbm: -50, roSpecId: 1, pc: null },
      { uid: '0102030405060708090A0B0C', pc: 0x3107 },
    ]);
    expect(notifiedFrom(ended)).toEqual({ kind: 'round-ended', roSpecId: 1 });
  });
  test('an LLRP message in its maker’s own words is passed over, and the next is heard', async () => {
    // A parameter of type 1000, which LLRP 1.0.1 does not have, within a report.
    const own = hex('043D0000001C0000000800F0001200F10008001011 22 03E8000600FF');
    const heard = await heardOf(llrp, own.with(5, own.length), hex(roundEnded));
    expect(heard).toMatchObject([{ kind: 'unreadable', id: 8 }, { kind: 'message' }]);
  });
});

describe.each(protocols.map((protocol) => [protocol.name, protocol] as const))('%s in a stream', (_name, protocol) => {
  const [first = '', second = ''] = protocol.frames;

  test('two in one chunk', async () => expect(await heardOf(protocol, hex(first + second))).toHaveLength(2));
  test('one in two, cut anywhere', async () => {
    const bytes = hex(first);
    for (let cut = 0; cut <= bytes.length; cut += 1)
      expect(await heardOf(protocol, bytes.subarray(0, cut), bytes.subarray(cut))).toHaveLength(1);
  });
  test('rubbish before, between and half a frame behind', async () => {
    const heard = await heardOf(protocol, hex('FF00'), hex(`5555${first}`), hex(`EE${second}${first.slice(0, 8)}`));
    expect(heard).toHaveLength(2);
  });
  test('no frame, however mutated and in whatever pieces, makes it throw', () => {
    const clock = { now: () => 0, after: () => () => undefined };
    const mutation = array(constantFrom('flip', 'drop', 'double'), { maxLength: 4 });
    assert(
      property(
        constantFrom(...protocol.frames),
        mutation,
        nat(),
        integer({ min: 1, max: 255 }),
        (text, how, at, bits) => {
          let bytes = hex(text);
          for (const [nth, one] of how.entries()) {
            const here = (at + nth * 7) % bytes.length;
            if (one === 'flip') bytes = bytes.with(here, (bytes[here] ?? 0) ^ bits);
            else if (one === 'drop') bytes = Uint8Array.from([...bytes.subarray(0, here), ...bytes.subarray(here + 1)]);
            else bytes = Uint8Array.from([...bytes.subarray(0, here), ...bytes.subarray(Math.max(0, here - 3))]);
          }
          const ear = protocol.ear({ ...clock, pass: () => Promise.resolve() }, protocol.read);
          ear.bytes(bytes.subarray(0, at % (bytes.length + 1)));
          ear.bytes(bytes.subarray(at % (bytes.length + 1)));
          ear.bytes(hex(first));
        },
      ),
      { numRuns: runs(protocol.mutants), seed: 20_261_122 },
    );
  });
  test('no rubbish makes it throw, or hold for ever what follows', () => {
    assert(
      property(uint8Array({ maxLength: 300 }), (rubbish) => {
        const ear = protocol.ear({ ...createHandClock(), pass: () => Promise.resolve() }, protocol.read);
        ear.bytes(rubbish);
        ear.reset();
      }),
      { numRuns: runs(300), seed: 7 },
    );
  });
});

test.each(protocols.filter(({ isChecked }) => isChecked))(
  '$name: a bad checksum is dropped, and the next frame is heard',
  async (protocol) => {
    const [first = '', second = ''] = protocol.frames;
    const bytes = hex(first);
    for (let at = 0; at < bytes.length; at += 1) {
      const bad = bytes.with(at, (bytes[at] ?? 0) ^ 0x40);
      expect((await heardOf(protocol, bad, hex(second))).map(bodyOf).map(toHex)).toEqual(
        (await bodiesOf(protocol, hex(second))).map(toHex),
      );
    }
  },
);
