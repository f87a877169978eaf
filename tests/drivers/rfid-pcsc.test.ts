// PC/SC readers: their bytes, and what a reader does with one card at a time.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  objectsIn,
  requests,
  responseFrom,
  seenFrom,
  sessionFrom,
  systemInformationFrom,
} from '../../drivers/rfid/pcsc/commands.ts';
import { createPcscEar, encodeFrame } from '../../drivers/rfid/pcsc/frame.ts';
import { nameFrom } from '../../drivers/rfid/pcsc/reader.ts';
import { airCommand } from '../../drivers/rfid/iso15693.ts';
import { hexOf } from '../../drivers/rfid/uii.ts';
import { createHandClock } from '../clock.ts';
import { runs } from '../proof.ts';
import { hex as bytes } from './hex.ts';
import { isoTagIn, readerBench, uidOf } from './pcsc-bench.ts';

const slix = bytes('3B8F8001804F0CA0000003060B00140000000077');
const mifare = bytes('3B8F8001804F0CA000000306030001000000006A');

describe('the bytes', () => {
  test('requests stand as the manuals have them', () => {
    expect(hexOf(requests.uid())).toBe('FFCA000000');
    expect(hexOf(requests.read('p2', 5, 4))).toBe('FFB0000504');
    expect(hexOf(requests.read('p1', 5, 4))).toBe('FFB0050004');
    expect(hexOf(requests.write('p2', 5, bytes('01020304')))).toBe('FFD600050401020304');
    expect(hexOf(requests.passThrough(0x2b, []))).toBe('FFFB0000012B');
    expect(hexOf(requests.beginSession())).toBe('FFC20000028100');
    expect(hexOf(requests.speakIso15693())).toBe('FFC20002048F020203');
    expect(hexOf(requests.endSession())).toBe('FFC20000028200');
    expect(hexOf(requests.buzz(10))).toBe('E0000028010A');
  });

  test('a write in a session brings its timer along, a read does not', () => {
    const write = airCommand(0x27, 'E004010046A847AD', [0xc2]);
    expect(hexOf(requests.exchange(write, 'write'))).toBe('FFC20001145F460440420F00950B2227AD47A846000104E0C2');
    const read = airCommand(0x2b, 'E004010046A847AD', []);
    expect(hexOf(requests.exchange(read, 'again'))).toBe('FFC200010C950A222BAD47A846000104E0');
  });

  test('the ATR tells a book’s tag from a card, and a UID is turned to stand with E0 in front', () => {
    const book = { air: 'iso15693', uid: 'E004010046A847AD', dsfid: null };
    expect(seenFrom(slix, bytes('AD47A846000104E0'))).toEqual(book);
    expect(seenFrom(slix, bytes('E004010046A847AD'))).toEqual(book);
    expect(seenFrom(mifare, bytes('04A1B2C3D4E5F6'))).toEqual({ air: 'iso14443', uid: '04A1B2C3D4E5F6' });
    // A reader that makes up an ATR of its own.
    expect(seenFrom(bytes('3B80800101'), bytes('AD47A846000104E0'))).toEqual(book);
    expect(seenFrom(bytes('3B80800101'), bytes('04A1B2C3'))).toEqual({ air: 'iso14443', uid: '04A1B2C3' });
    expect(seenFrom(slix, bytes('0102'))).toBeNull();
  });

  test('a failure inside a session is one although its SW is 90 00', () => {
    expect(sessionFrom(responseFrom(bytes('C0030064019000')))).toMatchObject({ kind: 'gone', code: 0x6401 });
    expect(sessionFrom(responseFrom(bytes('C0030090009201009602000097030007F09000')))).toEqual({
      kind: 'ok',
      value: bytes('0007F0'),
    });
    expect(sessionFrom(responseFrom(bytes('C00300900096020100 9000')))).toMatchObject({
      kind: 'tag-error',
    });
    expect(sessionFrom(responseFrom(bytes('C0FF009000')))).toMatchObject({ kind: 'reader-error' });
    expect(responseFrom(bytes('6A82'))).toMatchObject({ kind: 'tag-error', code: 0x6a82 });
    expect(responseFrom(bytes(''))).toMatchObject({ kind: 'gone', code: null });
  });

  test('system information of another tag is none of this one', () => {
    const told = bytes('0FAD47A846000104E006C21B0301');
    expect(systemInformationFrom(told, 'E004010046A847AD')).toEqual({ dsfid: 6, afi: 0xc2, blocks: 28, blockSize: 4 });
    expect(systemInformationFrom(told, 'E004010046A847AE')).toBeNull();
    expect(systemInformationFrom(bytes('00AD47A846000104E0'), 'E004010046A847AD')).toEqual({
      dsfid: null,
      afi: null,
      blocks: null,
      blockSize: null,
    });
  });

  test('two messages in one chunk, one in three, nothing as a message, and rubbish that ends', async () => {
    const clock = createHandClock();
    const heard: string[] = [];
    const ear = createPcscEar({ clock, hears: (message) => heard.push(hexOf(message)) });
    ear.bytes(Uint8Array.of(...encodeFrame(bytes('9000')), ...encodeFrame(bytes('6A82'))));
    for (const byte of encodeFrame(bytes('0102039000'))) ear.bytes(Uint8Array.of(byte));
    ear.bytes(encodeFrame(bytes('')));
    expect(heard).toEqual(['9000', '6A82', '0102039000', '']);
    ear.bytes(bytes('FFFFFFFF0100AA'));
    await clock.pass(500);
    heard.length = 0;
    ear.bytes(encodeFrame(bytes('9000')));
    expect(heard).toEqual(['9000']);
  });

  test('nothing that comes makes anything throw, or is kept for ever', () => {
    const clock = createHandClock();
    const ear = createPcscEar({
      clock,
      hears: (message) => {
        expect(message.length).toBeLessThanOrEqual(512);
        const response = responseFrom(message);
        sessionFrom(response);
        objectsIn(message);
        nameFrom(message);
        seenFrom(message, message);
        systemInformationFrom(message, uidOf(1));
      },
    });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (chunk) => {
        ear.bytes(chunk);
        ear.bytes(encodeFrame(chunk));
      }),
      { numRuns: runs(10_000) },
    );
  });
});

describe('a reader with one card', () => {
  const ways = [
    { name: 'session', settings: { commands: 'session' }, simulated: {} },
    { name: 'session, slow writes', settings: { commands: 'session' }, simulated: { writes: 'too-slow' } },
    { name: 'pass-through', settings: { commands: 'pass-through' }, simulated: {} },
    { name: 'pass-through, flags', settings: { commands: 'pass-through' }, simulated: { passesFlags: true } },
  ] as const;

  test.each(ways)('$name: reads and writes blocks, AFI and EAS of a tag', async ({ settings, simulated }) => {
    const { reader, lay, meanwhile, field } = await readerBench({ settings, simulated });
    expect(reader.capabilities).toMatchObject({ pile: false, afi: true, eas: 'verify', beep: true });
    lay(1);
    const uid = uidOf(1);
    const told = <T>(promise: Promise<T>): Promise<T> => meanwhile(promise);
    expect(await told(reader.inventory())).toMatchObject({ kind: 'ok', value: [{ air: 'iso15693', uid }] });
    expect(await told(reader.readAfi(uid))).toEqual({ kind: 'ok', value: 0x07 });
    expect(await told(reader.read(uid, 0, 2))).toEqual({
      kind: 'ok',
      value: { bytes: bytes('0101010000000000'), blockSize: 4, last: false },
    });
    expect(await told(reader.read(uid, 20, 32))).toMatchObject({ kind: 'ok', value: { last: true } });
    expect((await told(reader.write(uid, 2, bytes('A1A2A3A4B1B2B3B4'), 4))).kind).toBe('ok');
    expect(isoTagIn(field, uid).memory.slice(8, 16)).toEqual(bytes('A1A2A3A4B1B2B3B4'));
    await told(reader.writeAfi(uid, 0xc2));
    expect(await told(reader.readAfi(uid))).toEqual({ kind: 'ok', value: 0xc2 });
    await told(reader.writeEas(uid, true));
    expect(await told(reader.alarms(uid))).toEqual({ kind: 'ok', value: true });
    await told(reader.writeEas(uid, false));
    expect(await told(reader.alarms(uid))).toEqual({ kind: 'ok', value: false });
    await told(reader.lock(uid, 2, 1));
    expect(await told(reader.locks(uid, 1, 3))).toEqual({ kind: 'ok', value: [false, true, false] });
    expect((await told(reader.write(uid, 2, bytes('00000000'), 4))).kind).toBe('tag-error');
  });

  test.each(['p1', 'p2'] as const)('PC/SC’s own commands, block in %s', async (blockAddress) => {
    const { reader, lay, meanwhile, field } = await readerBench({
      settings: { commands: 'standard', blockAddress },
      simulated: { knows: 'blocks', blockAddress, name: 'OMNIKEY' },
    });
    expect(reader.capabilities).toMatchObject({ afi: false, eas: 'none', lock: false, beep: false });
    lay(1);
    await meanwhile(reader.inventory());
    expect((await meanwhile(reader.write(uidOf(1), 3, bytes('A1A2A3A4'), 4))).kind).toBe('ok');
    expect(isoTagIn(field, uidOf(1)).memory.slice(12, 16)).toEqual(bytes('A1A2A3A4'));
    expect(await meanwhile(reader.read(uidOf(1), 3, 9))).toMatchObject({ value: { bytes: bytes('A1A2A3A4') } });
    expect(await meanwhile(reader.read(uidOf(1), 28, 9))).toMatchObject({ value: { bytes: bytes(''), last: true } });
    expect(await meanwhile(reader.readAfi(uidOf(1)))).toMatchObject({ kind: 'unsupported' });
  });

  test('a chip with blocks of 8 bytes tells the right length', async () => {
    const { reader, field, meanwhile } = await readerBench({
      settings: { commands: 'standard' },
      simulated: { knows: 'blocks', name: 'OMNIKEY' },
    });
    const uid = 'E008010046A84701';
    const memory = Uint8Array.from({ length: 64 }, (_, nth) => nth);
    field.lay({ air: 'iso15693', uid, memory, blockSize: 8, afi: 0, dsfid: 0, eas: false, locks: new Set() });
    await meanwhile(reader.inventory());
    expect(await meanwhile(reader.read(uid, 1, 1))).toEqual({
      kind: 'ok',
      value: { bytes: memory.slice(8, 16), blockSize: 8, last: false },
    });
  });

  test('a card that is changed for another between two commands is neither read nor written', async () => {
    const { reader, field, lay, meanwhile } = await readerBench();
    lay(1);
    await meanwhile(reader.inventory());
    field.lift(uidOf(1));
    lay(2);
    expect((await meanwhile(reader.read(uidOf(1), 0, 1))).kind).toBe('gone');
    expect((await meanwhile(reader.writeAfi(uidOf(1), 0xc2))).kind).toBe('gone');
    expect((await meanwhile(reader.writeAfi(uidOf(2), 0xc2))).kind).toBe('gone');
    expect(isoTagIn(field, uidOf(2)).afi).toBe(0x07);
    // Told once that the first is gone, then of the second.
    await meanwhile(reader.inventory());
    expect(await meanwhile(reader.inventory())).toMatchObject({ value: [{ uid: uidOf(2) }] });
  });

  test('two cards are none', async () => {
    const { reader, lay, meanwhile } = await readerBench();
    lay(1);
    lay(2);
    expect(await meanwhile(reader.inventory())).toEqual({ kind: 'ok', value: [] });
  });

  test('a MIFARE card is its UID, and an ACR122U says what it cannot do', async () => {
    const { reader, field, lay, meanwhile } = await readerBench({
      simulated: { knows: 'cards', name: 'ACS ACR122U PICC Interface 00 00' },
    });
    expect(reader.model).toContain('cannot read the ISO 15693');
    expect(reader.capabilities).toMatchObject({ airs: ['iso14443'], write: false });
    lay(1);
    expect(await meanwhile(reader.inventory())).toEqual({ kind: 'ok', value: [] });
    field.lift(uidOf(1));
    field.lay({ air: 'iso14443', uid: '04A1B2C3D4E5F6' });
    const seen = [{ air: 'iso14443', uid: '04A1B2C3D4E5F6' }];
    expect(await meanwhile(reader.inventory())).toEqual({ kind: 'ok', value: seen });
    expect((await meanwhile(reader.read('04A1B2C3D4E5F6', 0, 1))).kind).toBe('unsupported');
  });

  test('beeps', async () => {
    const { reader, sent, meanwhile } = await readerBench();
    expect((await meanwhile(reader.beep())).kind).toBe('ok');
    expect(sent).toEqual(['E0000028010A']);
  });

  test('an answer that comes too late is not taken for the next one', async () => {
    const bench = await readerBench();
    bench.lay(1);
    await bench.meanwhile(bench.reader.inventory());
    bench.keepAnswers();
    // Its answer stays away, and so do those to the asking again.
    const first = await bench.meanwhile(bench.reader.readAfi(uidOf(1)));
    expect(first.kind).toBe('reader-error');
    const next = bench.reader.inventory();
    bench.giveAnswers();
    expect(await bench.meanwhile(next)).toMatchObject({ value: [{ uid: uidOf(1) }] });
    expect(await bench.meanwhile(bench.reader.readAfi(uidOf(1)))).toEqual({ kind: 'ok', value: 0x07 });
  });
});
