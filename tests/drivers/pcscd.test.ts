// The whole way through a real PC/SC service: pcscd, vsmartcard's reader, the simulated card in it. Not tried where they are
// not: then the name of the test says so.
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../drivers/clock.ts';
import { openPad } from '../../drivers/open.ts';
import type { PadEvent } from '../../drivers/ports/pad.ts';
import { createField, slixTag } from '../../drivers/rfid/field.ts';
import { readerSettings } from '../../drivers/rfid/makers.ts';
import { createPcscSimulator, pcscSimulatorDefaults } from '../../drivers/rfid/pcsc/simulator.ts';
import { plugVirtualCard } from '../../drivers/rfid/pcsc/virtual-card.ts';
import { writeIso28560_2 } from '../../drivers/tags/iso28560-2.ts';
import { listPcscReaders } from '../../drivers/transport/pcsc.ts';
import { createTcpTransport } from '../../drivers/transport/tcp.ts';
import { cleanUp, cleanUps, start, until } from './far-ends.ts';
import { isoTagIn, uidOf } from './pcsc-bench.ts';
import { noServiceBecause, openPcscService, readerName } from './pcsc-service.ts';

afterEach(cleanUp);

const missing = noServiceBecause();

const openReader = () => {
  const events: PadEvent[] = [];
  const { pad } = openPad({
    settings: readerSettings.parse({ maker: 'pcsc', connection: { kind: 'pcsc', reader: `${readerName} 00 00` } }),
    rule: { afi: { armed: 0x07, disarmed: 0xc2 }, eas: true },
    clock: systemClock,
    record: null,
    hears: (event) => events.push(event),
  });
  cleanUps.push(() => pad.close());
  const times = (kind: string): number =>
    events.filter((event) => (event.kind === 'state' ? event.state.at : event.kind) === kind).length;
  return { pad, events, times };
};

const openBench = async () => {
  const service = await openPcscService();
  const field = createField({ seed: 1 });
  const clock = systemClock;
  const far = createPcscSimulator({ field, clock, settings: pcscSimulatorDefaults });
  const transport = createTcpTransport({ host: '127.0.0.1', port: service.port, clock });
  const card = plugVirtualCard({ transport, far, field, clock });
  cleanUps.push(() => card.close());
  return { service, field, ...openReader() };
};

const named = (what: string): string => (missing === null ? what : `${what} (${missing})`);

test.skipIf(missing !== null)(named('an item and a card on pcscd'), async () => {
  const { service, field, pad, events, times } = await openBench();
  await until('the reader', () => times('ready') === 1);
  expect(await listPcscReaders(systemClock)).toContain(`${readerName} 00 00`);

  const content = writeIso28560_2({ id: '31234000001014', usage: 0x10, owner: null, part: null, title: null });
  field.lay(slixTag({ uid: uidOf(1), content: content ?? new Uint8Array(0), afi: 0x07 }));
  await until('the item', () => times('tag-read') === 1);
  expect(events.at(-1)).toMatchObject({ uid: uidOf(1), security: 'armed', read: { kind: 'memory', afi: 0x07 } });
  expect(await pad.secure(uidOf(1), 'disarmed')).toEqual({ kind: 'done' });
  expect(isoTagIn(field, uidOf(1))).toMatchObject({ afi: 0xc2, eas: false });
  field.lift(uidOf(1));
  await until('the item’s going', () => times('tag-gone') === 1);

  field.lay({ air: 'iso14443', uid: '04A1B2C3D4E5F6' });
  await until('the card', () => times('tag-read') === 2);
  expect(events.at(-1)).toMatchObject({ uid: '04A1B2C3D4E5F6', read: { kind: 'card' } });

  await service.kill();
  await until('the trouble', () => times('trouble') > 0);
  await service.start();
  await until('the reader’s return', () => times('ready') === 2);
  await until('the card again', () => times('tag-read') === 3);
});

test.skipIf(missing !== null)(named('the simulator, plugged into pcscd by a command'), async () => {
  const { port } = await openPcscService();
  start(process.execPath, [
    'drivers/simulate.ts',
    'pcsc',
    '--vpcd',
    String(port),
    '--tag',
    `${uidOf(1)}=31234000001014`,
  ]);
  const { pad, times } = openReader();
  await until('the item', () => times('tag-read') === 1);
  expect(await pad.secure(uidOf(1), 'disarmed')).toEqual({ kind: 'done' });
});
