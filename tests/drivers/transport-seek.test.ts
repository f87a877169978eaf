// A reader whose speed somebody has changed is found again, and one that was only away is not kept waiting.
import { expect, test } from 'vitest';
import type { DeviceState } from '../../drivers/ports/device.ts';
import { feig } from '../../drivers/rfid/feig/maker.ts';
import { feigUsual, meetFeigReader } from '../../drivers/rfid/feig/reader.ts';
import { createFeigSimulator, feigSimulatorDefaults } from '../../drivers/rfid/feig/simulator.ts';
import { createField } from '../../drivers/rfid/field.ts';
import { createMemoryLine } from '../../drivers/transport/memory.ts';
import { createSeekingTransport, type Way } from '../../drivers/transport/seek.ts';
import type { Transport } from '../../drivers/transport/transport.ts';
import { type Line, watch } from '../../drivers/transport/watch.ts';
import { createHandClock } from '../clock.ts';

const bench = () => {
  const clock = createHandClock();
  const field = createField({ seed: 1 });
  const simulator = createFeigSimulator({ field, clock, settings: feigSimulatorDefaults });
  /** The speed that the reader is set to; null: no power. */
  const reader: { baudRate: number | null } = { baudRate: 38_400 };
  const opened: number[] = [];
  const at = (baudRate: number): Transport => {
    const line = createMemoryLine({
      name: 'serial /dev/ttyUSB0',
      far: (send) => {
        opened.push(baudRate);
        const hears = simulator(send);
        return (chunk) => {
          if (reader.baudRate === baudRate) hears(chunk);
        };
      },
    });
    return line.transport;
  };
  const others = feig.probes.flatMap(({ line, asks, knows }): Way[] =>
    line.kind === 'serial' && line.parity === 'even' && line.baudRate !== 38_400
      ? [
          {
            transport: at(line.baudRate),
            says: `${line.baudRate} baud`,
            asks,
            isAnswer: (heard) => knows(heard) !== null,
          },
        ]
      : [],
  );
  const states: DeviceState[] = [];
  const lines: Line[] = [];
  const transport = createSeekingTransport({ home: at(38_400), others, clock });
  watch({
    transport,
    clock,
    visit: (line) => {
      lines.push(line);
      const met = meetFeigReader({ line, clock, settings: feigUsual });
      return { ...met, model: met.reader.then(({ model }) => model) };
    },
    hears: (state) => states.push(state),
  });
  return { clock, reader, opened, states, lines };
};

test.each([19_200, 9600, 57_600, 115_200])(
  'a reader set to %i baud is found, and the technician told',
  async (rate) => {
    const { clock, reader, states } = bench();
    reader.baudRate = rate;
    await clock.pass(30_000);
    expect(states.at(-1)).toMatchObject({ at: 'ready', model: expect.stringContaining(`(found at ${rate} baud`) });
  },
);

test('a reader that is switched on is there within three seconds, however long it was off', async () => {
  for (let offMs = 0; offMs < 24_000; offMs += 370) {
    const { clock, reader, states } = bench();
    reader.baudRate = null;
    await clock.pass(offMs);
    reader.baudRate = 38_400;
    await clock.pass(3000);
    expect([offMs, states.at(-1)?.at]).toEqual([offMs, 'ready']);
  }
});

test('other speeds are tried only when nothing is heard again and again, a few at a time', async () => {
  const { clock, reader, opened } = bench();
  reader.baudRate = null;
  await clock.pass(3900);
  expect(opened).toEqual([38_400, 38_400]);
  await clock.pass(2000);
  expect(opened.filter((rate) => rate !== 38_400).length).toBeLessThanOrEqual(2);
});

test('one that was found elsewhere and is put right again is had at home', async () => {
  const { clock, reader, opened, states, lines } = bench();
  reader.baudRate = 9600;
  await clock.pass(30_000);
  expect([states.at(-1)?.at, opened.at(-1)]).toEqual(['ready', 9600]);
  reader.baudRate = 38_400;
  for (let nth = 0; nth < 3; nth += 1) lines.at(-1)?.missed();
  await clock.pass(10_000);
  expect([states.at(-1)?.at, opened.at(-1)]).toEqual(['ready', 38_400]);
  expect(states.at(-1)).not.toMatchObject({ model: expect.stringContaining('found at') });
});
