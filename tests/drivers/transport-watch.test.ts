// A watched line: it is opened, greeted, given up after silences and had again.
import { expect, test } from 'vitest';
import type { DeviceState } from '../../drivers/ports/device.ts';
import { DeviceError } from '../../drivers/ports/fault.ts';
import { createMemoryLine } from '../../drivers/transport/memory.ts';
import { type Line, watch } from '../../drivers/transport/watch.ts';
import { createHandClock } from '../clock.ts';

/** A device that echoes, watched by a driver that does nothing. */
const watched = ({ model }: { model: () => Promise<string> }) => {
  const clock = createHandClock();
  const { transport, cable } = createMemoryLine({ name: 'simulated', far: (send) => send });
  const states: DeviceState[] = [];
  const heard: string[] = [];
  const lines: Line[] = [];
  const endings: string[] = [];
  const device = watch({
    transport,
    clock,
    visit: (line) => {
      lines.push(line);
      return {
        bytes: (chunk) => heard.push(Buffer.from(chunk).toString()),
        ended: ({ because }) => endings.push(because),
        model: model(),
      };
    },
    hears: (state) => states.push(state),
  });
  const last = (): Line => {
    const line = lines.at(-1);
    if (line === undefined) throw new Error('never opened');
    return line;
  };
  return { clock, cable, states, heard, lines, endings, device, last };
};

const friendly = { model: () => Promise.resolve('Echo 1') };

test('a device that is there becomes ready and its bytes arrive, never inside the write', async () => {
  const { clock, states, heard, last } = watched(friendly);
  await clock.pass(0);
  expect(states).toEqual([{ at: 'ready', model: 'Echo 1' }]);
  last().write(Buffer.from('hello'));
  expect(heard).toEqual([]);
  await clock.pass(0);
  expect(heard).toEqual(['hello']);
});

test('an unplugged device is tried again after 0.5, 1, 1.5 and every 1.5 seconds, and comes back', async () => {
  const { clock, cable, states, lines, endings } = watched(friendly);
  await clock.pass(0);
  cable.unplug();
  await clock.pass(0);
  expect(states.at(-1)).toEqual({ at: 'trouble', fault: 'unplugged', because: 'simulated is unplugged.' });
  expect(endings).toHaveLength(1);
  // Tries at 500, 1500, 3000, 4500, 6000; the cable is back just before the last.
  await clock.pass(5999);
  cable.plug();
  expect(lines).toHaveLength(1);
  await clock.pass(1);
  expect(states.at(-1)).toEqual({ at: 'ready', model: 'Echo 1' });
  expect(lines).toHaveLength(2);
  // Once ready, the next trouble starts again with the short pause.
  cable.unplug();
  await clock.pass(0);
  cable.plug();
  await clock.pass(500);
  expect(lines).toHaveLength(3);
});

test('three silences in a row close the line; an answer between forgives the ones before', async () => {
  const { clock, states, last, lines, endings } = watched(friendly);
  await clock.pass(0);
  last().missed();
  last().missed();
  last().answered();
  last().missed();
  last().missed();
  expect(endings).toEqual([]);
  last().missed();
  expect(endings).toHaveLength(1);
  expect(states.at(-1)).toMatchObject({ at: 'trouble' });
  await clock.pass(500);
  expect(lines).toHaveLength(2);
});

test('a stranger on the line is trouble, with the reason, and is asked again', async () => {
  let stranger = true;
  const { clock, states } = watched({
    model: () =>
      stranger ? Promise.reject(new DeviceError('other-device', 'This is a printer.')) : Promise.resolve('Echo 1'),
  });
  await clock.pass(0);
  expect(states).toEqual([{ at: 'trouble', fault: 'other-device', because: 'This is a printer.' }]);
  stranger = false;
  await clock.pass(500);
  expect(states.at(-1)).toEqual({ at: 'ready', model: 'Echo 1' });
});

test('silence is told from bytes that nobody understands: those come at another speed, or from another make', async () => {
  const { clock, states, last } = watched(friendly);
  const miss = async (): Promise<void> => {
    for (let nth = 0; nth < 3; nth += 1) last().missed();
    await clock.pass(0);
  };
  await clock.pass(0);
  await miss();
  expect(states.at(-1)).toMatchObject({ at: 'trouble', fault: 'silent' });
  await clock.pass(500);
  last().write(Buffer.from('?'));
  await clock.pass(0);
  await miss();
  expect(states.at(-1)).toMatchObject({ at: 'trouble', fault: 'garbled' });
  await clock.pass(500);
  // Whoever was understood once speaks at this speed.
  last().write(Buffer.from('!'));
  await clock.pass(0);
  last().answered();
  await miss();
  expect(states.at(-1)).toMatchObject({ at: 'trouble', fault: 'silent' });
});

test('a closed device stays closed and ends its visit', async () => {
  const { clock, device, states, endings, lines } = watched(friendly);
  await clock.pass(0);
  await device.close();
  await device.close();
  expect(endings).toHaveLength(1);
  await clock.pass(60_000);
  expect(states.at(-1)).toEqual({ at: 'closed' });
  expect(lines).toHaveLength(1);
});

test('a line that neither opens nor fails is given up after five seconds, and not opened twice at once', async () => {
  const clock = createHandClock();
  const states: DeviceState[] = [];
  let openings = 0;
  const open = (): Promise<never> => {
    openings += 1;
    return new Promise(() => undefined);
  };
  watch({
    transport: { name: 'serial /dev/ttyS9', open },
    clock,
    visit: () => ({ bytes: () => undefined, ended: () => undefined, model: Promise.resolve('') }),
    hears: (state) => states.push(state),
  });
  await clock.pass(5000);
  expect(states).toEqual([{ at: 'trouble', fault: 'stuck', because: 'serial /dev/ttyS9 does not open.' }]);
  await clock.pass(60_000);
  expect(openings).toBe(1);
});

test('a device that sends without an end is let go, and had again; one that only talks much is not', async () => {
  const { clock, states, last, heard } = watched(friendly);
  await clock.pass(0);
  for (let second = 0; second < 10; second += 1) {
    last().write(new Uint8Array(60_000));
    await clock.pass(1000);
  }
  expect(states).toHaveLength(1);
  expect(heard).toHaveLength(10);
  for (let nth = 0; nth < 10; nth += 1) last().write(new Uint8Array(20_000));
  await clock.pass(0);
  expect(states.at(-1)).toMatchObject({
    at: 'trouble',
    fault: 'flood',
    because: expect.stringContaining('without an end'),
  });
  expect(heard.length).toBeLessThan(14);
  await clock.pass(500);
  expect(states.at(-1)).toMatchObject({ at: 'ready' });
});
