// What is each UHF make's own: the modes it comes in, its settings, its bad habits.
import { describe, expect, test } from 'vitest';
import { a0SimulatorDefaults, createA0Simulator } from '../../drivers/rfid/a0/simulator.ts';
import { encodeMessage } from '../../drivers/rfid/llrp/frame.ts';
import { createLlrpSimulator, llrpSimulatorDefaults } from '../../drivers/rfid/llrp/simulator.ts';
import { createUhfReaderSimulator, uhfReaderSimulatorDefaults } from '../../drivers/rfid/uhfreader/simulator.ts';
import { uhfTag } from '../../drivers/rfid/gen2-field.ts';
import type { Far } from '../../drivers/transport/memory.ts';
import { uhfPad, uhfReader, uiiOf } from './uhf-bench.ts';

describe('the UHFReader family', () => {
  const maker = 'uhfreader';

  test.each(['uhf18', 'uhf288'] as const)(
    'a reader (%s) that comes in scan mode is put into answer mode',
    async (layout) => {
      const { clock, field, told } = uhfPad(
        { maker },
        {
          farOf: (parts) => {
            parts.field.lay(uhfTag({ uid: uiiOf(1), afi: 0x07 }));
            return createUhfReaderSimulator({
              ...parts,
              settings: { ...uhfReaderSimulatorDefaults, layout, scanMode: true },
            });
          },
        },
      );
      await clock.pass(6000);
      expect(told()).toEqual(['ready', 'tag-seen 01', 'tag-read 01']);
      field.lift(uiiOf(1));
      await clock.pass(3000);
      expect(told().at(-1)).toBe('tag-gone 01');
    },
  );

  test('one that does not leave it is named as what it is', async () => {
    const { clock, events } = uhfPad(
      { maker },
      {
        farOf: (parts) => {
          parts.field.lay(uhfTag({ uid: uiiOf(1), afi: 0x07 }));
          const settings = { ...uhfReaderSimulatorDefaults, scanMode: true, leavesScanMode: false };
          return createUhfReaderSimulator({ ...parts, settings });
        },
      },
    );
    await clock.pass(5000);
    expect(events.at(-1)).toMatchObject({
      kind: 'state',
      state: { at: 'trouble', because: expect.stringContaining('scan mode') },
    });
  });

  test('silence is no UHFReader', async () => {
    const { clock, events } = uhfPad({ maker }, { farOf: () => () => () => undefined });
    await clock.pass(5000);
    expect(events.at(-1)).toMatchObject({ state: { at: 'trouble', because: expect.stringContaining('No UHFReader') } });
  });

  test('power, region and scan time are set where they stand otherwise, and then never again', async () => {
    const said = { maker, powerDbm: 15, region: 'china' };
    const { clock, cable, sent } = uhfPad(said);
    await clock.pass(2000);
    const settings = (): string[] => sent.filter((frame) => ['2F', '22', '25'].includes(frame.slice(4, 6)));
    expect(settings().map((frame) => frame.slice(4, -4))).toEqual(['2F0F', '221340']);
    cable.unplug();
    cable.plug();
    await clock.pass(5000);
    // The simulated reader forgets with its connection; it is asked first each time.
    expect(sent.filter((frame) => frame.startsWith('04FF21')).length).toBeGreaterThanOrEqual(2);
    const { clock: other, sent: asIs } = uhfPad({ maker, powerDbm: null });
    await other.pass(2000);
    expect(asIs.some((frame) => frame.slice(4, 6) === '2F')).toBe(false);
  });

  test('EAS: written to one tag, asked of all', async () => {
    const { reader, field, lay, meanwhile } = await uhfReader({ maker });
    expect(reader.capabilities).toMatchObject({ eas: 'write', beep: true });
    lay(1);
    expect(await meanwhile(reader.alarms(uiiOf(1)))).toEqual({ kind: 'ok', value: false });
    expect(await meanwhile(reader.writeEas(uiiOf(1), true))).toEqual({ kind: 'ok', value: null });
    expect(field.tags()).toMatchObject([{ eas: true }]);
    expect(await meanwhile(reader.alarms(uiiOf(1)))).toEqual({ kind: 'ok', value: true });
    lay(2);
    expect(await meanwhile(reader.alarms(uiiOf(1)))).toMatchObject({ kind: 'tag-error' });
    expect(await meanwhile(reader.beep())).toEqual({ kind: 'ok', value: null });
  });

  test('a tag that answers weakly lies at the next station', async () => {
    const { reader, lay, meanwhile } = await uhfReader({ maker, layout: 'uhf288', weakest: 0x6c });
    lay(1);
    expect(await meanwhile(reader.inventory())).toEqual({ kind: 'ok', value: [] });
  });
});

describe('R2000 and E710 modules', () => {
  const maker = 'a0';

  test('in session 1 a tag that was told is silent to the same question: both are asked', async () => {
    const { reader, lay, sent, meanwhile } = await uhfReader({ maker, session: 's1' });
    lay(1);
    sent.splice(0);
    for (let round = 0; round < 4; round += 1)
      expect(await meanwhile(reader.inventory())).toMatchObject({ kind: 'ok', value: [{ uid: uiiOf(1), pc: 0x3107 }] });
    expect(sent.map((frame) => frame.slice(6, -4))).toEqual(
      Array.from({ length: 4 }, () => ['8B0100', '8B0101']).flat(),
    );
  });

  test('without an antenna it says so', async () => {
    const { clock, events } = uhfPad(
      { maker },
      { farOf: (parts) => createA0Simulator({ ...parts, settings: { ...a0SimulatorDefaults, antennaMissing: true } }) },
    );
    await clock.pass(2000);
    expect(events.at(-1)).toMatchObject({ state: { at: 'trouble', because: expect.stringContaining('No antenna') } });
  });

  test('firmware that wants reads without a password', async () => {
    const { reader, lay, meanwhile } = await uhfReader({ maker, readPassword: false });
    lay(1);
    expect(await meanwhile(reader.readPc(uiiOf(1)))).toEqual({ kind: 'ok', value: 0x3107 });
  });

  test('a reader that has forgotten which tag was chosen is not believed about another', async () => {
    const forgetful =
      (far: Far): Far =>
      (send) => {
        const hears = far(send);
        // The choice (85) is answered and not kept: as after a power cut of the reader alone.
        return (chunk) => (chunk[3] === 0x85 ? send(Uint8Array.of(0xa0, 0x04, 0x01, 0x85, 0x10, 0xc6)) : hears(chunk));
      };
    const { reader, lay, meanwhile } = await uhfReader({ maker }, ({ wired, field }) =>
      forgetful(wired.simulate(field, false)),
    );
    lay(1);
    lay(2, {}, 0xc2);
    expect(await meanwhile(reader.readAfi(uiiOf(2)))).toMatchObject({ kind: 'reader-error' });
  });
});

describe('LLRP readers', () => {
  const maker = 'llrp';

  test('one that serves another program says so', async () => {
    const { clock, events } = uhfPad(
      { maker },
      { farOf: (parts) => createLlrpSimulator({ ...parts, settings: { ...llrpSimulatorDefaults, isTaken: true } }) },
    );
    await clock.pass(2000);
    expect(events.at(-1)).toMatchObject({
      state: { at: 'trouble', because: 'Another program is connected to the reader; it serves one only.' },
    });
  });

  test('who does not greet is none', async () => {
    const { clock, events } = uhfPad({ maker }, { farOf: () => () => () => undefined });
    await clock.pass(4000);
    expect(events.at(-1)).toMatchObject({
      state: { at: 'trouble', because: expect.stringContaining('does not greet') },
    });
  });

  test('it asks whether we are there, and is answered', async () => {
    const { clock, reader, sent, lay, meanwhile } = await uhfReader({ maker });
    lay(1);
    await clock.pass(60_000);
    expect(sent.filter((frame) => frame.startsWith('0448')).length).toBeGreaterThan(8);
    expect(await meanwhile(reader.inventory())).toMatchObject({ kind: 'ok', value: [{ uid: uiiOf(1) }] });
  });

  test('a write whose tag was not there is taken back: it does not happen when the tag comes', async () => {
    const { reader, lay, afiOf, meanwhile, field } = await uhfReader({ maker });
    lay(1);
    field.lift(uiiOf(1));
    expect(await meanwhile(reader.write(uiiOf(1), 0, Uint8Array.of(1, 2), 2))).toMatchObject({ kind: 'gone' });
    lay(1);
    expect(await meanwhile(reader.inventory())).toMatchObject({ kind: 'ok', value: [{ uid: uiiOf(1) }] });
    expect(afiOf(1)).toBe(0x07);
    expect(field.tags()).toMatchObject([{ user: new Uint8Array(32) }]);
  });

  test('reports of a round that is over, and of nobody’s, count for nothing', async () => {
    let tell: ((bytes: Uint8Array) => void) | null = null;
    const { reader, meanwhile } = await uhfReader({ maker }, ({ wired, field }) => (send) => {
      tell = send;
      return wired.simulate(field, false)(send);
    });
    const old = encodeMessage('RO_ACCESS_REPORT', 1, {
      TagReportData: [{ EPCData: { EPC: [0x11, 0x22] }, ROSpecID: { ROSpecID: 99 } }],
    });
    const round = reader.inventory();
    const say: (bytes: Uint8Array) => void = tell ?? (() => undefined);
    say(old);
    expect(await meanwhile(round)).toEqual({ kind: 'ok', value: [] });
  });

  test('a weaker tag lies at the next station', async () => {
    const { reader, lay, meanwhile } = await uhfReader({ maker, weakestDbm: -40 });
    lay(1);
    expect(await meanwhile(reader.inventory())).toEqual({ kind: 'ok', value: [] });
  });
});
