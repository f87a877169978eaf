// The FEIG reader's manners against a line that loses, delays and garbles. The far end is written out byte by byte.
import { expect, test } from 'vitest';
import { createFeigSimulator, feigSimulatorDefaults } from '../../drivers/rfid/feig/simulator.ts';
import { createField, slixTag } from '../../drivers/rfid/field.ts';
import { feigUsual, meetFeigReader } from '../../drivers/rfid/feig/reader.ts';
import { createHandClock } from '../clock.ts';
import { hex, toHex } from './hex.ts';
import { encodeFrame } from '../../drivers/rfid/feig/frame.ts';

const reply = (command: number, body: string): Uint8Array =>
  encodeFrame('standard', { address: 0, command, body: hex(body) });
const version = reply(0x65, '00 0302 00 00 4C 0008');
const ok = '00';
const uid = 'E004010046A847AD';

/** `answer` gets each request's bytes as hex; what it returns is heard at once, `null` is silence. */
const met = async (answer: (request: string) => Uint8Array | null) => {
  const clock = createHandClock();
  const requests: string[] = [];
  const missed: number[] = [];
  const reader = meetFeigReader({
    clock,
    settings: { ...feigUsual, beeper: 'none' },
    line: {
      write: (bytes) => {
        requests.push(toHex(bytes));
        const heard = answer(toHex(bytes));
        if (heard !== null) queueMicrotask(() => reader.bytes(heard));
      },
      answered: () => undefined,
      missed: () => missed.push(clock.now()),
      failed: () => undefined,
    },
  });
  return { clock, reader, requests, missed };
};

const usual = (request: string): Uint8Array | null => {
  if (request.startsWith('05FF65')) return version;
  if (request.startsWith('05FF69')) return reply(0x69, ok);
  return request.startsWith('07FFB001') ? hex('0600B0015C63') : null;
};

test('the reader says what it is', async () => {
  const { clock, reader } = await met(usual);
  await clock.pass(100);
  expect((await reader.reader).model).toBe('FEIG MR101/PR101-A, firmware 3.2');
});

test('silence on the line is no FEIG reader', async () => {
  const { clock, reader, missed } = await met(() => null);
  const refused = expect(reader.reader).rejects.toThrow('No FEIG reader answers');
  await clock.pass(5000);
  await refused;
  expect(missed.length).toBeGreaterThanOrEqual(3);
});

test('a late answer is never taken for the answer to the next question', async () => {
  const late = reply(0xb0, `00 06 ${uid} 07 1B03 01`);
  let isLate = true;
  const { clock, reader, requests } = await met((request) => {
    if (!request.startsWith('0FFFB02B')) return usual(request);
    return isLate ? null : reply(0xb0, `00 06 ${uid} C2 1B03 01`);
  });
  await clock.pass(100);
  const tags = await reader.reader;
  const afi = tags.readAfi(uid);
  await clock.pass(500);
  // The version is asked first; the old answer comes just before it, and has no effect.
  isLate = false;
  reader.bytes(late);
  await clock.pass(1000);
  expect(await afi).toEqual({ kind: 'ok', value: 0xc2 });
  expect(requests.slice(-3)).toEqual([
    '0FFFB02B01E004010046A847AD5825',
    '05FF65E5CB',
    '0FFFB02B01E004010046A847AD5825',
  ]);
});

test('an answer about another tag is not believed', async () => {
  const { clock, reader } = await met((request) =>
    request.startsWith('0FFFB02B') ? reply(0xb0, '00 06 E004010046A847FF C2 1B03 01') : usual(request),
  );
  await clock.pass(100);
  const afi = (await reader.reader).readAfi(uid);
  await clock.pass(100);
  expect(await afi).toMatchObject({ kind: 'reader-error' });
});

test('a read is asked three times, a write once', async () => {
  const { clock, reader, requests } = await met(usual);
  await clock.pass(100);
  const tags = await reader.reader;
  const read = tags.read(uid, 0, 8);
  await clock.pass(5000);
  expect(await read).toMatchObject({ kind: 'reader-error' });
  expect(requests.filter((request) => request.startsWith('11FFB023'))).toHaveLength(3);
  const written = tags.writeAfi(uid, 0xc2);
  await clock.pass(5000);
  expect(await written).toMatchObject({ kind: 'reader-error' });
  expect(requests.filter((request) => request.startsWith('10FFB027'))).toHaveLength(1);
});

test('the same tag twice in an inventory is one tag; another reader’s noise in between does not disturb', async () => {
  const twice = reply(0xb0, `00 02 0306${uid} 0306${uid}`);
  const { clock, reader } = await met((request) =>
    request.startsWith('07FFB001')
      ? Uint8Array.from([...reply(0x65, '00'), ...hex('FFFFB0'), ...twice])
      : usual(request),
  );
  // The noise looks like the beginning of a long frame, so the answer behind it is only found when nothing more comes.
  await clock.pass(1000);
  const round = (await reader.reader).inventory();
  await clock.pass(1000);
  expect(await round).toEqual({ kind: 'ok', value: [{ air: 'iso15693', uid, dsfid: 6 }] });
});

test('a reader that always has more to tell is not listened to for ever', async () => {
  let isMad = false;
  const { clock, reader } = await met((request) =>
    isMad && request.startsWith('07FFB001') ? hex('1100B094010306E004010046A847ADE0A9') : usual(request),
  );
  await clock.pass(100);
  const tags = await reader.reader;
  isMad = true;
  const round = tags.inventory();
  await clock.pass(5000);
  expect(await round).toMatchObject({ kind: 'reader-error' });
});

test('a line that ends answers the question in flight', async () => {
  const { clock, reader } = await met(usual);
  await clock.pass(100);
  const afi = (await reader.reader).readAfi(uid);
  await clock.pass(10);
  reader.ended({ fault: 'unplugged', because: 'serial /dev/ttyUSB0 was unplugged.' });
  expect(await afi).toEqual({
    kind: 'reader-error',
    fault: 'unplugged',
    because: 'serial /dev/ttyUSB0 was unplugged.',
  });
});

test('a chip that does not tell its size is read to its end by trying', async () => {
  const blocks = 28;
  const { clock, reader, requests } = await met((request) => {
    if (request.startsWith('0FFFB02B')) return reply(0xb0, `00 06 ${uid} C2 FFFF 01`);
    if (!request.startsWith('11FFB023')) return usual(request);
    const [first = 0, count = 0] = hex(request.slice(26, 30));
    if (first + count > blocks) return reply(0xb0, '95 10');
    return reply(0xb0, `00 ${toHex(Uint8Array.of(count))} 04 ${'00 AABBCCDD'.repeat(count)}`);
  });
  await clock.pass(100);
  const tags = await reader.reader;
  const read = async () => {
    await tags.readAfi(uid);
    const lengths: number[] = [];
    for (let at = 0; ; at = lengths.reduce((sum, length) => sum + length / 4, 0)) {
      const told = await tags.read(uid, at, 32);
      if (told.kind !== 'ok') throw new Error(told.because);
      lengths.push(told.value.bytes.length);
      if (told.value.last) return lengths;
    }
  };
  const lengths = read();
  await clock.pass(2000);
  expect(await lengths).toEqual([64, 32, 16, 0]);
  expect(requests.filter((request) => request.startsWith('11FFB023')).length).toBeLessThan(20);
});

test('EAS is written to NXP chips; other makers’ chips answer nothing', async () => {
  const field = createField({ seed: 1 });
  for (const laid of [uid, 'E007000000123456']) field.lay(slixTag({ uid: laid, content: hex(''), afi: 7 }));
  let answer: Uint8Array | null = null;
  const simulator = createFeigSimulator({ field, clock: createHandClock(), settings: feigSimulatorDefaults });
  const hears = simulator((bytes) => (answer = bytes));
  const { clock, reader } = await met((request) => {
    hears(hex(request));
    return answer;
  });
  await clock.pass(100);
  const tags = await reader.reader;
  const nxp = tags.writeEas(uid, true);
  await clock.pass(100);
  expect(await nxp).toEqual({ kind: 'ok', value: null });
  const texas = tags.writeEas('E007000000123456', true);
  await clock.pass(100);
  expect(await texas).toMatchObject({ kind: 'gone' });
  expect(field.tags().map((tag) => tag.air === 'iso15693' && tag.eas)).toEqual([true, false]);
});

test('half a frame that came while nothing was asked does not hold up the next answer', async () => {
  const { clock, reader } = await met((request) =>
    request.startsWith('0FFFB02B') ? reply(0xb0, `00 06 ${uid} C2 1B03 01`) : usual(request),
  );
  await clock.pass(100);
  const tags = await reader.reader;
  reader.bytes(hex('FF00B0 00'));
  const before = clock.now();
  const afi = tags.readAfi(uid);
  await clock.pass(50);
  expect(await afi).toEqual({ kind: 'ok', value: 0xc2 });
  expect(clock.now() - before).toBe(50);
});
