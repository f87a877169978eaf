// One question and whatever comes back: for a probe, which must bear any far end.

import { memoryTransport, type Connection } from 'sip2';
import { expect, test } from 'vitest';
import { openExchanges } from '../../sip2/exchange.ts';
import { createHandClock } from '../clock.ts';
import { bytes, textOf } from './bytes.ts';

async function setUp(answer: (far: Connection) => void) {
  const clock = createHandClock();
  const transport = memoryTransport((far) => ({ bytes: () => answer(far), closed() {} }));
  const exchanges = await openExchanges(transport, clock, 1000);
  const ask = async () => {
    const asked = exchanges.exchange(bytes('99\r'));
    await clock.pass(1000);
    return asked;
  };
  return { exchanges, ask };
}

test.each([
  ['98Y\r', ['98Y'], 'cr'],
  ['98Y\r\n', ['98Y'], 'cr-lf'],
  ['98Y\n', ['98Y'], 'lf'],
  ['96AZFEF698Y\r', ['96AZFEF6', '98Y'], 'cr'],
])('%j is %j, ended by %s', async (wire, frames, end) => {
  const { ask } = await setUp((far) => far.write(bytes(wire)));
  const { frames: heard, end: ended } = await ask();
  expect([heard.map(textOf), ended]).toEqual([frames, end]);
});

test('silence ends the connection, so that a late answer is nobody’s', async () => {
  const { ask, exchanges } = await setUp(() => {});
  expect(await ask()).toEqual({ frames: [], end: null });
  expect(exchanges.isOpen()).toBe(false);
  expect(await ask()).toEqual({ frames: [], end: null });
});

test('a far end that talks without end is heard, but not kept', async () => {
  const { ask } = await setUp((far) => far.write(bytes('98Y\r'.repeat(10_000))));
  expect((await ask()).frames).toHaveLength(64);
});
