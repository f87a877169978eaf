// 3M's frames against its specification and captured bytes, the reader's manners, and the real line.
import { array, assert, constantFrom, nat, property, uint8Array } from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../drivers/clock.ts';
import { openPad } from '../../drivers/open.ts';
import type { PadEvent } from '../../drivers/ports/pad.ts';
import { readerSettings } from '../../drivers/rfid/makers.ts';
import { aboutTag, blocksFrom, modelFrom, requests, resultOf, seenFrom } from '../../drivers/rfid/threem/commands.ts';
import { createThreeMEar, encodeFrame, type Frame, starts } from '../../drivers/rfid/threem/frame.ts';
import {
  createThreeMSimulator,
  threeMSimulatorDefaults,
  type ThreeMSimulatorSettings,
} from '../../drivers/rfid/threem/simulator.ts';
import { createHandClock } from '../clock.ts';
import { runs } from '../proof.ts';
import { cleanUp, cleanUps, hasSocat, pty, until } from './far-ends.ts';
import { hex, toHex } from './hex.ts';
import { type FarOf, hfPad, hfReader, uidOf } from './hf-bench.ts';

const maker = 'threem';
const ad = 'E004010046A847AD';
const captured = 'D500090400110A0500027250';
const twoTags = 'D60017FE000005020000000000AD6302E0070000006000AE9BA5';
const refused = 'D6000409067DA1';

afterEach(cleanUp);

test.each([
  ['version', requests.version(), 'D60003116420'],
  ['version as older programs ask, captured', requests.oldVersion(), 'D500050400118C66'],
  ['inventory', requests.inventory(), 'D60005FE0005FA40'],
  ['read of eight blocks', requests.readBlocks(ad, 0, 8), 'D6000D02E004010046A847AD0008989A'],
  ['write of block 0', requests.writeBlocks(ad, 0, 1, hex('11010131')), 'D6001204E004010046A847AD0001001101013148E6'],
  ['AFI C2', requests.writeAfi(ad, 0xc2), 'D6000C09E004010046A847ADC2E413'],
  ['AFI 07', requests.writeAfi(ad, 0x07), 'D6000C09E004010046A847AD076DFA'],
  ['AFI', requests.readAfi(ad), 'D6000B0AE004010046A847AD6697'],
  ['EAS off', requests.setEas(ad, false), 'D6000C0CE004010046A847AD00DF6D'],
])('%s', (_name, frame, bytes) => expect(toHex(encodeFrame(frame))).toBe(bytes));

const framesOf = (...chunks: readonly Uint8Array[]): Frame[] => {
  const frames: Frame[] = [];
  const ear = createThreeMEar({ clock: createHandClock(), hears: (frame) => frames.push(frame) });
  for (const chunk of chunks) ear.bytes(chunk);
  return frames;
};
const frameOf = (bytes: string): Frame => framesOf(hex(bytes))[0] ?? { start: starts.usual, content: hex('00') };

describe('answers', () => {
  test('the example of the specification: two tags', () => {
    const result = resultOf(frameOf(twoTags), 0xfe);
    expect(result?.kind === 'ok' && seenFrom(result.value)).toEqual([
      { air: 'iso15693', uid: '0000000000AD6302', dsfid: null },
      { air: 'iso15693', uid: 'E0070000006000AE', dsfid: null },
    ]);
  });
  test('tags with their DSFID, and what is no inventory', () => {
    expect(seenFrom(hex(`00 07 01 3E ${ad}`))).toEqual([{ air: 'iso15693', uid: ad, dsfid: 0x3e }]);
    expect(seenFrom(hex(`00 05 02 ${ad}`))).toBeNull();
    expect(seenFrom(hex('00'))).toBeNull();
  });
  test('the version, new and old, captured', () => {
    expect(modelFrom(frameOf(captured))).toBe('3M reader, version 10.5.2');
    expect(modelFrom({ start: starts.usual, content: hex('11 00 0A 05 00 02') })).toBe('3M reader, version 10.5.2');
    expect(modelFrom({ start: starts.usual, content: hex('11 06') })).toBeNull();
    expect(modelFrom({ start: starts.old, content: hex('04 00 12 0A 05 00 02') })).toBeNull();
  });
  test('the error that says everything, and others', () => {
    expect(resultOf(frameOf(refused), 0x09)).toMatchObject({ kind: 'gone' });
    expect(resultOf(frameOf(refused), 0x0a)).toBeNull();
    expect(resultOf({ start: starts.usual, content: hex('09 12') }, 0x09)).toMatchObject({ kind: 'tag-error' });
    expect(resultOf({ start: starts.usual, content: hex('09 02') }, 0x09)).toMatchObject({ kind: 'unsupported' });
    expect(resultOf({ start: starts.usual, content: hex('09 77') }, 0x09)).toEqual({
      kind: 'reader-error',
      fault: 'device-refuses',
      because: 'The reader reports error 77.',
    });
  });
  test('blocks with their lock states; one that could not be read is none', () => {
    expect(blocksFrom(hex('02 00 01 11010131 01 00 31323333'), 0, 2)).toEqual({
      bytes: hex('11010131 31323333'),
      blockSize: 4,
      locked: [true, false],
    });
    expect(blocksFrom(hex('02 00 01 11010131 01 04 31323333'), 0, 2)).toBeNull();
    expect(blocksFrom(hex('02 00 01 11010131 02 00 31323333'), 0, 2)).toBeNull();
    expect(blocksFrom(hex('01 00 00 11010131'), 0, 2)).toBeNull();
    expect(blocksFrom(hex('01 05 00 1101013131323333'), 5, 1)?.blockSize).toBe(8);
  });
  test('an answer about another tag is not about this one', () => {
    expect(aboutTag(hex(`${ad} C2`), ad)).toEqual(hex('C2'));
    expect(aboutTag(hex(`${ad} C2`), uidOf(1))).toBeNull();
    expect(aboutTag(hex('E004'), ad)).toBeNull();
  });
});

describe('frames in a stream', () => {
  const good = hex(twoTags);
  test('two in one chunk', () => expect(framesOf(hex(twoTags + refused))).toHaveLength(2));
  test('one in two, cut anywhere', () => {
    for (let cut = 0; cut <= good.length; cut += 1)
      expect(framesOf(good.subarray(0, cut), good.subarray(cut))).toHaveLength(1);
  });
  test('a bad check is dropped, and the next frame is heard', () =>
    expect(framesOf(good.with(12, 0x55), hex(refused)).map(({ content }) => toHex(content))).toEqual(['0906']));
  test('rubbish before the start, even if it looks like a start', () =>
    expect(framesOf(hex(`00D6FFFFD5 ${refused}`))).toHaveLength(1));
  test('what claims to be long and does not go on gives way to the frame behind it', async () => {
    const clock = createHandClock();
    const frames: Frame[] = [];
    const ear = createThreeMEar({ clock, hears: (frame) => frames.push(frame) });
    ear.bytes(hex(`D602F0 ${refused}`));
    expect(frames).toHaveLength(0);
    await clock.pass(200);
    expect(frames).toHaveLength(1);
  });
  test('any frame comes through in any pieces', () => {
    assert(
      property(
        constantFrom(starts.usual, starts.old),
        uint8Array({ minLength: 1, maxLength: 300 }),
        array(nat(310), { maxLength: 5 }),
        (start, content, cuts) => {
          const bytes = encodeFrame({ start, content });
          const at = [0, ...cuts.filter((cut) => cut < bytes.length).toSorted((a, b) => a - b), bytes.length];
          expect(framesOf(...at.slice(1).map((end, nth) => bytes.subarray(at[nth], end)))).toEqual([
            { start, content },
          ]);
        },
      ),
    );
  });
  test('no mutated frame makes anything throw', () => {
    const answers = [twoTags, refused, captured, 'D6000B0AE004010046A847AD6697'].map(hex);
    assert(
      property(constantFrom(...answers), nat(), nat(255), nat(), nat(255), (frame, at, byte, at2, byte2) => {
        const mutated = frame.with(at % frame.length, byte).with(at2 % frame.length, byte2);
        for (const one of [...framesOf(mutated, frame), { start: starts.usual, content: mutated.subarray(3) }]) {
          modelFrom(one);
          const result = resultOf(one, one.content[0] ?? 0);
          if (result?.kind !== 'ok') continue;
          seenFrom(result.value);
          blocksFrom(result.value, byte, byte2);
          aboutTag(result.value, ad);
        }
      }),
      { numRuns: runs(10_000) },
    );
  });
  test('no rubbish makes it throw', () => {
    assert(property(uint8Array({ maxLength: 3000 }), (rubbish) => void framesOf(rubbish)));
  });
});

const withFaults =
  (faults: Partial<ThreeMSimulatorSettings>): FarOf =>
  ({ field, clock }) =>
    createThreeMSimulator({ field, clock, settings: { ...threeMSimulatorDefaults, ...faults } });

describe('manners', () => {
  test('it says what it is, and is told to start once', async () => {
    const { reader, sent } = await hfReader({ maker });
    expect(reader.model).toBe('3M reader, version 10.5.2');
    expect(sent[0]).toBe('D60003116420');
    expect(sent.filter((bytes) => bytes.startsWith('D6000C13'))).toHaveLength(1);
  });

  test('a reader that knows the old question only is known all the same', async () => {
    const { reader, sent } = await hfReader({ maker }, withFaults({ old: true }));
    expect(reader.model).toBe('3M reader, version 10.5.2');
    expect(sent).toContain('D500050400118C66');
  });

  test('a UID that comes twice is one tag', async () => {
    const { reader, lay, meanwhile } = await hfReader({ maker });
    for (let nth = 0; nth < 5; nth += 1) lay(nth);
    const round = await meanwhile(reader.inventory());
    expect(round.kind === 'ok' && round.value.map(({ uid }) => uid)).toEqual([0, 1, 2, 3, 4].map(uidOf));
  });

  test('an AFI that fails more often than the pad would try is written in the end', async () => {
    const { clock, pad, lay, tagOf, meanwhile } = hfPad({ maker });
    lay(1, { writesBadly: 9 });
    await clock.pass(3000);
    expect(await meanwhile(pad.secure(uidOf(1), 'disarmed'))).toEqual({ kind: 'done' });
    expect(tagOf(1)?.afi).toBe(0xc2);
  });

  test('before an AFI is written again it is read: a write that was called a failure may have happened', async () => {
    const { reader, lay, meanwhile, sent } = await hfReader({ maker });
    lay(1, { writesSilently: true });
    expect(await meanwhile(reader.writeAfi(uidOf(1), 0xc2))).toEqual({ kind: 'ok', value: null });
    const codes = sent.slice(-2).map((bytes) => bytes.slice(6, 8));
    expect(codes).toEqual(['09', '0A']);
  });

  test('and not more often than the settings say', async () => {
    const { reader, lay, meanwhile, sent } = await hfReader({ maker, writeTries: 2 });
    lay(1, { refusesWrites: true });
    expect(await meanwhile(reader.writeAfi(uidOf(1), 0xc2))).toMatchObject({ kind: 'gone' });
    expect(sent.filter((bytes) => bytes.slice(6, 8) === '09')).toHaveLength(2);
  });

  test('a chip that nobody knows is read to its end, though the reader says the same of ends and of absences', async () => {
    const { field, reader, meanwhile } = await hfReader({ maker });
    const uid = 'E0FF000000000001';
    const memory = Uint8Array.from({ length: 80 }, (_, at) => at);
    field.lay({ air: 'iso15693', uid, memory, blockSize: 4, afi: 7, dsfid: 0, eas: false, locks: new Set() });
    const bytes: number[] = [];
    for (let last = false; !last;) {
      const told = await meanwhile(reader.read(uid, bytes.length / 4, 32));
      if (told.kind !== 'ok') throw new Error(told.because);
      bytes.push(...told.value.bytes);
      ({ last } = told.value);
    }
    expect(Uint8Array.from(bytes)).toEqual(memory);
    field.lift(uid);
    expect(await meanwhile(reader.read(uid, 9, 8))).toMatchObject({ kind: 'gone' });
  });

  test('a reader that takes fewer blocks at once', async () => {
    const { reader, lay, meanwhile } = await hfReader({ maker, blocksPerCommand: 8 }, withFaults({ mostBlocks: 8 }));
    lay(1);
    expect(await meanwhile(reader.locks(uidOf(1), 0, 28))).toMatchObject({ kind: 'ok' });
    const bytes = new Uint8Array(80).fill(7);
    expect(await meanwhile(reader.write(uidOf(1), 2, bytes, 4))).toMatchObject({ kind: 'ok' });
    const told = await meanwhile(reader.read(uidOf(1), 2, 32));
    expect(told).toMatchObject({ kind: 'ok', value: { bytes: new Uint8Array(32).fill(7), last: false } });
  });

  test('locking is not offered: it is for ever, and how its blocks are named is not certain', async () => {
    const { reader, sent } = await hfReader({ maker });
    const before = sent.length;
    expect(reader.capabilities.lock).toBe(false);
    expect(await reader.lock(uidOf(1), 0, 1)).toMatchObject({ kind: 'unsupported' });
    expect(sent).toHaveLength(before);
  });

  test('silence is no such reader', async () => {
    await expect(hfReader({ maker }, () => () => () => undefined)).rejects.toThrow('No 3M reader answers');
  });
});

test.skipIf(!hasSocat)(
  'on a real pty a pad is read, disarmed, unplugged and comes back',
  async () => {
    const { path, socat, plug } = await pty([maker, '--tag', `${uidOf(1)}=30123000012345`]);
    const events: PadEvent[] = [];
    const { pad } = openPad({
      settings: readerSettings.parse({ maker, connection: { kind: 'serial', path } }),
      rule: { afi: { armed: 0x07, disarmed: 0xc2 }, eas: false },
      clock: systemClock,
      record: null,
      hears: (event) => events.push(event),
    });
    cleanUps.push(() => pad.close());
    const reads = (): number => events.filter(({ kind }) => kind === 'tag-read').length;
    await until('the tag', () => reads() === 1);
    expect(await pad.secure(uidOf(1), 'disarmed')).toEqual({ kind: 'done' });
    socat.kill('SIGKILL');
    await until('the trouble', () => pad.state().at === 'trouble');
    plug();
    await until('the tag again', () => reads() === 2);
  },
  30_000,
);
