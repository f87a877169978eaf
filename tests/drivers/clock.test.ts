// The machine's own clock, in a program that is too busy to look at its lines.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { systemClock as driversClock } from '../../drivers/clock.ts';
import { systemClock as sip2Clock } from '../../sip2/clock.ts';

test.each([
  ['the drivers’', driversClock],
  ['SIP2’s', sip2Clock],
])('%s clock: an answer that came in time is heard, however late the program looks', async (_whose, clock) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const at = server.address();
  if (typeof at !== 'object' || at === null) throw new Error('no port');
  const accepted = once(server, 'connection');
  const near = connect(at.port, '127.0.0.1');
  const [far]: Socket[] = await accepted;
  const told: string[] = [];
  const both = new Promise<void>((done) => {
    const tell = (what: string): void => {
      told.push(what);
      if (told.length === 2) done();
    };
    near.once('data', () => tell('the answer'));
    // Written out: from here it lies in the machine, and nobody has looked yet.
    far?.write('y', () => {
      clock.after(5, () => tell('the time is up'));
      const until = performance.now() + 30;
      while (performance.now() < until);
    });
  });
  await both;
  near.destroy();
  far?.destroy();
  server.close();
  expect(told).toEqual(['the answer', 'the time is up']);
});

test.each([
  ['the drivers’', driversClock],
  ['SIP2’s', sip2Clock],
])('%s clock: what is called off by the answer does not happen', async (_whose, clock) => {
  const told: string[] = [];
  const cancel = clock.after(0, () => told.push('too late'));
  await new Promise<void>((done) => {
    // In the same turn as the timer, before its time is up.
    setTimeout(() => {
      cancel();
      done();
    }, 1);
    const until = performance.now() + 5;
    while (performance.now() < until);
  });
  await new Promise((turn) => setImmediate(turn));
  expect(told).toEqual([]);
});
