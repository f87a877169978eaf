// FEIG readers as they come: card readers, readers that push frames, readers with and without a beeper, and settings that
// somebody has changed. The reader and the pad over the simulator.
import { array, assert, asyncProperty, constantFrom, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { feig } from '../../drivers/rfid/feig/maker.ts';
import { encodeFrame } from '../../drivers/rfid/feig/frame.ts';
import { feigUsual, meetFeigReader } from '../../drivers/rfid/feig/reader.ts';
import {
  createFeigSimulator,
  feigSimulatorDefaults,
  type FeigSimulatorSettings,
} from '../../drivers/rfid/feig/simulator.ts';
import { createField, slixTag } from '../../drivers/rfid/field.ts';
import { createHandClock } from '../clock.ts';
import { runs } from '../proof.ts';
import { hex, toHex } from './hex.ts';
import { padBench, uidOf } from './pad-bench.ts';

const met = async (habits: Partial<FeigSimulatorSettings>, settings = feigUsual) => {
  const clock = createHandClock();
  const field = createField({ seed: 1 });
  const asked: string[] = [];
  const far = createFeigSimulator({ field, clock, settings: { ...feigSimulatorDefaults, ...habits } });
  const hears = far((bytes) => queueMicrotask(() => reader.bytes(bytes)));
  const reader = meetFeigReader({
    clock,
    settings,
    line: {
      write: (bytes) => {
        asked.push(toHex(bytes));
        hears(bytes);
      },
      answered: () => undefined,
      missed: () => undefined,
      failed: () => undefined,
    },
  });
  await clock.pass(200);
  return { clock, field, asked, reader: await reader.reader };
};

describe('what a reader can do', () => {
  test.each([
    ['an MR101', { type: 76 }, { pile: true, airs: ['iso15693'] }],
    ['a card reader', { type: 83 }, { pile: false, airs: ['iso15693', 'iso14443'] }],
    ['one that is not in the list', { type: 201 }, { pile: true, airs: ['iso15693', 'iso14443'] }],
  ])('%s', async (_name, habits, capabilities) => {
    expect((await met(habits)).reader.capabilities).toMatchObject(capabilities);
  });

  test('the technician knows better', async () => {
    expect((await met({ type: 201 }, { ...feigUsual, pile: false })).reader.capabilities.pile).toBe(false);
  });

  test.each([
    ['71', '0DFF710010'],
    ['72', '0CFF7200014101'],
  ] as const)('a beeper of command %s', async (beeper, begins) => {
    const { clock, asked, reader } = await met({ beeper });
    expect(reader.capabilities.beep).toBe(true);
    const beeped = reader.beep();
    await clock.pass(50);
    expect(await beeped).toEqual({ kind: 'ok', value: null });
    expect(asked.at(-1)).toMatch(new RegExp(`^${begins}`));
  });

  test.each([
    [{ beeper: 'none' as const }, feigUsual],
    [{ beeper: '71' as const }, { ...feigUsual, beeper: 'none' as const }],
  ])('no beeper, or one that is not wanted: %j', async (habits, settings) => {
    const { reader } = await met(habits, settings);
    expect(reader.capabilities.beep).toBe(false);
    expect(await reader.beep()).toMatchObject({ kind: 'unsupported' });
  });
});

test('five books on a card reader, and no more', async () => {
  const { clock, lay, told } = padBench({ settings: { type: 83 } });
  for (let nth = 0; nth < 8; nth += 1) lay(nth);
  await clock.pass(3000);
  expect(told().filter((line) => line.startsWith('tag-read'))).toHaveLength(5);
});

test('a patron’s card among the books is a card', async () => {
  const { clock, field, lay, events } = padBench({ settings: { type: 83 } });
  lay(1);
  field.lay({ air: 'iso14443', uid: '04A1B2C3D4E5F6' });
  field.lay({ air: 'iso14443', uid: 'A1B2C3D4' });
  await clock.pass(2000);
  const read = events.flatMap((event) => (event.kind === 'tag-read' ? [`${event.uid} ${event.read.kind}`] : []));
  expect(new Set(read)).toEqual(new Set(['04A1B2C3D4E5F6 card', 'A1B2C3D4 card', `${uidOf(1)} memory`]));
});

test.each(['standard', 'advanced'] as const)(
  'frames that nobody asked for are passed over, in %s frames',
  async (frames) => {
    const { clock, lay, told, pad, meanwhile } = padBench({ settings: { notifies: true, frames } });
    for (let nth = 0; nth < 20; nth += 1) lay(nth);
    await clock.pass(3000);
    expect(told().filter((line) => line.startsWith('tag-read'))).toHaveLength(20);
    expect(told().filter((line) => line.startsWith('trouble'))).toEqual([]);
    expect(await meanwhile(pad.secure(uidOf(3), 'disarmed'))).toEqual({ kind: 'done' });
  },
);

test('a chip of 512 blocks, its size in three bytes', async () => {
  const { clock, field, events } = padBench({ settings: { memorySize: 'extended' } });
  const memory = Uint8Array.from({ length: 1024 }, (_, nth) => nth % 253);
  field.lay({ air: 'iso15693', uid: uidOf(1), memory, blockSize: 4, afi: 7, dsfid: 0, eas: false, locks: new Set() });
  await clock.pass(3000);
  expect(events.find(({ kind }) => kind === 'tag-read')).toMatchObject({ read: { memory } });
});

test('a reader at another speed is silent', async () => {
  const { clock, events } = padBench({ settings: { deaf: true } });
  await clock.pass(3000);
  expect(events.at(-1)).toMatchObject({ state: { at: 'trouble', because: expect.stringContaining('not answer') } });
});

/** The simulator alone, asked frame by frame. */
const asks = (habits: Partial<FeigSimulatorSettings> = {}) => {
  const clock = createHandClock();
  const field = createField({ seed: 1 });
  field.lay(slixTag({ uid: 'E004010046A847AD', content: hex(''), afi: 7 }));
  const answers: string[] = [];
  const hears = createFeigSimulator({ field, clock, settings: { ...feigSimulatorDefaults, ...habits } })((bytes) =>
    answers.push(toHex(bytes)),
  );
  return (frame: string): string | null => {
    answers.length = 0;
    hears(hex(frame));
    return answers[0] ?? null;
  };
};
const frameOf = (command: number, body: string): string =>
  toHex(encodeFrame('standard', { address: 0xff, command, body: hex(body) }));

describe('the simulator, by the maker’s bytes', () => {
  const none = '0600B0015C63';
  const one = /^1100B000010306E004010046A847AD/;

  test('only new tags are told, until the field was off', () => {
    const ask = asks();
    expect(ask('07FFB001001C56')).toMatch(one);
    expect(ask('07FFB001001C56')).toBe(none);
    ask('05FF698901');
    expect(ask('07FFB001001C56')).toMatch(one);
  });
  test('a field that is switched off has no tags', () => {
    const ask = asks({ onlyNew: false });
    expect(ask('06FF6A006D16')).toBe(toHex(encodeFrame('standard', { address: 0, command: 0x6a, body: hex('00') })));
    expect(ask('07FFB001001C56')).toBe(none);
    ask('06FF6A01E407');
    expect(ask('07FFB001001C56')).toMatch(one);
  });
  test('a tag that was told to be quiet is, until it is reset', () => {
    const ask = asks({ onlyNew: false });
    ask(frameOf(0xb0, '0201E004010046A847AD'));
    expect(ask('07FFB001001C56')).toBe(none);
    ask(frameOf(0xb0, '2601E004010046A847AD'));
    expect(ask('07FFB001001C56')).toMatch(one);
  });
  test('the speed is asked for, a login is taken, a bad check is not answered', () => {
    const ask = asks();
    expect(ask('06FF52000F6E')).toMatch(/^06005200/);
    expect(ask(frameOf(0xa0, '00000000'))).toMatch(/^0600A000/);
    expect(ask(frameOf(0xa0, '00'))).toMatch(/^0600A081/);
    expect(ask('06FF52000F6F')).toBeNull();
  });
});

test('a simulated reader’s habits are part of its settings, and a wrong one is refused', () => {
  const simulated = (connection: Record<string, unknown>) =>
    feig.wire({ maker: 'feig', connection: { kind: 'simulated', ...connection } }, createHandClock());
  expect(simulated({ scanMode: true, type: 83 })).not.toBeNull();
  expect(() => simulated({ scanMod: true })).toThrow('scanMod');
});

test('whatever a far end sends, the reader ends each question with an answer', async () => {
  await assert(
    asyncProperty(
      array(uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 12 }),
      constantFrom('standard' as const, 'advanced' as const),
      async (chunks, frames) => {
        const clock = createHandClock();
        let nth = 0;
        const sound = createFeigSimulator({
          field: createField({ seed: 1 }),
          clock,
          settings: { ...feigSimulatorDefaults, frames },
        });
        const hears = sound((bytes) => queueMicrotask(() => reader.bytes(bytes)));
        const line = {
          // Noise instead of the answer, or around it.
          write: (bytes: Uint8Array) => {
            const noise = chunks[nth % chunks.length] ?? bytes;
            nth += 1;
            queueMicrotask(() => reader.bytes(noise));
            if (nth % 3 !== 0) hears(bytes);
          },
          answered: () => undefined,
          missed: () => undefined,
          failed: () => undefined,
        };
        const reader = meetFeigReader({ clock, settings: { ...feigUsual, frames }, line });
        const ends: string[] = [];
        void reader.reader.then(
          async (tags) => {
            const told = [await tags.inventory(), await tags.read(uidOf(1), 0, 8), await tags.writeAfi(uidOf(1), 7)];
            ends.push(...told.map(({ kind }) => kind));
          },
          () => ends.push('no reader'),
        );
        await clock.pass(60_000);
        expect([1, 3]).toContain(ends.length);
      },
    ),
    { numRuns: runs(30) },
  );
});
