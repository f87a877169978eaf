// The RFIDStation reader's manners: modes that are put right, a late answer, and the real line.
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../drivers/clock.ts';
import { openPad } from '../../drivers/open.ts';
import type { PadEvent } from '../../drivers/ports/pad.ts';
import { readerSettings } from '../../drivers/rfid/makers.ts';
import {
  createRfidStationSimulator,
  rfidStationSimulatorDefaults,
  type RfidStationSimulatorSettings,
} from '../../drivers/rfid/rfidstation/simulator.ts';
import { cleanUp, cleanUps, hasSocat, pty, tcpSimulator, until } from './far-ends.ts';
import { type FarOf, hfPad, hfReader, uidOf } from './hf-bench.ts';
import { hex } from './hex.ts';

const maker = 'rfidstation';
const withFaults =
  (faults: Partial<RfidStationSimulatorSettings>): FarOf =>
  ({ field, clock }) =>
    createRfidStationSimulator({ field, clock, settings: { ...rfidStationSimulatorDefaults, ...faults } });

afterEach(cleanUp);

test('it says what it is, and is asked by its own address from then on', async () => {
  const { reader, sent } = await hfReader({ maker });
  expect(reader.model).toBe('RFIDStation R321 SV:V2.0 HV:V1.0');
  expect(reader.capabilities).toMatchObject({ pile: true, eas: 'verify', lock: true });
  expect(sent[0]).toBe('7E55080000FFFFF700BD60');
  expect(sent).toContain('7E5509000001001100007DFB');
});

test('requests are at least 50 ms apart: the reader does not hear earlier ones', async () => {
  const { clock, told, lay } = hfPad({ maker }, { ends: () => true });
  for (let nth = 0; nth < 5; nth += 1) lay(nth);
  await clock.pass(6000);
  expect(told().filter((line) => line.startsWith('tag-read'))).toHaveLength(5);
  expect(told()).not.toContain('trouble');
});

describe('a reader that tells tags by itself', () => {
  test('is answered, set to passive mode, and then works like any other', async () => {
    const { clock, lay, told, sent } = hfPad({ maker }, { farOf: withFaults({ active: true }) });
    lay(1);
    await clock.pass(6000);
    expect(told()).toEqual(['ready', 'tag-seen 01', 'tag-read 01']);
    // F4: mode, address, passive on request.
    expect(sent.some((bytes) => bytes.startsWith('7E550E00000100F400020100A70101'))).toBe(true);
  });

  test('and does not leave that mode is named to the technician, and its pushes are answered', async () => {
    const { clock, lay, events, sent } = hfPad({ maker }, { farOf: withFaults({ active: true, leavesActive: false }) });
    lay(1);
    await clock.pass(15_000);
    expect(events.at(-1)).toMatchObject({
      kind: 'state',
      state: { at: 'trouble', because: expect.stringContaining('active mode') },
    });
    expect(sent.some((bytes) => bytes.startsWith('7E550B000001001F10000000'))).toBe(true);
  });
});

test('a configuration that stands right is not written again', async () => {
  const first = await hfReader({ maker });
  const writes = (sent: readonly string[]): number => sent.filter((bytes) => bytes.slice(14, 16) === 'F4').length;
  expect(writes(first.sent)).toBe(0);
  const farOf: FarOf = (parts) => {
    const far = createRfidStationSimulator({ ...parts, settings: { ...rfidStationSimulatorDefaults, active: true } })(
      (bytes) => later(bytes),
    );
    let later: (bytes: Uint8Array) => void = () => undefined;
    // One reader that stays the same over two acquaintances.
    return (send) => {
      later = send;
      return far;
    };
  };
  const { clock, sent, cable, told } = hfPad({ maker }, { farOf });
  await clock.pass(4000);
  cable.unplug();
  await clock.pass(100);
  cable.plug();
  await clock.pass(6000);
  expect(told()).toEqual(['ready', 'trouble', 'ready']);
  expect(writes(sent)).toBe(1);
});

test.each([true, false])('more tags than one answer holds; silent about what it told: %s', async (silent) => {
  const { reader, lay, meanwhile } = await hfReader({ maker }, withFaults({ silent }));
  for (let nth = 0; nth < 60; nth += 1) lay(nth);
  const round = await meanwhile(reader.inventory());
  expect(round.kind === 'ok' && round.value.map(({ uid }) => uid)).toEqual(
    Array.from({ length: 60 }, (_, nth) => uidOf(nth)),
  );
});

test.each(['plain', 'with-check'] as const)('EAS through a reader that wants commands %s', async (passThrough) => {
  const { reader, lay, tagOf, meanwhile } = await hfReader({ maker, passThrough });
  lay(1);
  expect(await meanwhile(reader.writeEas(uidOf(1), true))).toEqual({ kind: 'ok', value: null });
  expect(tagOf(1)?.eas).toBe(true);
  expect(await meanwhile(reader.alarms(uidOf(1)))).toEqual({ kind: 'ok', value: true });
});

test('a reader that passes nothing through has no EAS and does not tell locks', async () => {
  const { reader, lay, meanwhile } = await hfReader({ maker, passThrough: 'none' });
  lay(1);
  expect(reader.capabilities.eas).toBe('none');
  expect(await meanwhile(reader.writeEas(uidOf(1), true))).toMatchObject({ kind: 'unsupported' });
  expect(await meanwhile(reader.locks(uidOf(1), 0, 4))).toMatchObject({ kind: 'unsupported' });
});

test('locking goes block by block and ends at the first refusal', async () => {
  const { reader, lay, tagOf, meanwhile } = await hfReader({ maker });
  lay(1);
  expect(await meanwhile(reader.lock(uidOf(1), 3, 2))).toEqual({ kind: 'ok', value: null });
  expect([...(tagOf(1)?.locks ?? [])]).toEqual([3, 4]);
  expect(await meanwhile(reader.lock(uidOf(1), 27, 3))).toMatchObject({ kind: 'tag-error' });
  expect([...(tagOf(1)?.locks ?? [])]).toEqual([3, 4, 27]);
});

test('the result of a tag’s information may stand behind it', async () => {
  const { reader, lay, meanwhile } = await hfReader({ maker }, withFaults({ result: 'behind' }));
  lay(1, {}, 0xc2);
  expect(await meanwhile(reader.readAfi(uidOf(1)))).toEqual({ kind: 'ok', value: 0xc2 });
});

test('silence is no such reader', async () => {
  await expect(hfReader({ maker }, () => () => () => undefined)).rejects.toThrow('No RFIDStation reader answers');
});

test('what answers the version with rubbish is not the reader', async () => {
  const rubbish: FarOf = () => (send) => () => send(hex('7E550B010000001F110000006332 7E550A010000001FF70000E1A9'));
  await expect(hfReader({ maker }, rubbish)).rejects.toThrow('No RFIDStation reader answers');
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

test('on TCP, a reader in active mode is put right', async () => {
  const port = await tcpSimulator(maker, ['--set', 'simulated.active=true', '--tag', `${uidOf(1)}=30123000012345`]);
  const events: PadEvent[] = [];
  const { pad } = openPad({
    settings: readerSettings.parse({ maker, connection: { kind: 'tcp', host: '127.0.0.1', port } }),
    rule: { afi: { armed: 0x07, disarmed: 0xc2 }, eas: false },
    clock: systemClock,
    record: null,
    hears: (event) => events.push(event),
  });
  cleanUps.push(() => pad.close());
  await until('the tag', () => events.some(({ kind }) => kind === 'tag-read'));
  expect(pad.state().at).toBe('ready');
}, 30_000);
