// Elatec TWN4: a card reader's stories, in memory and on real lines.
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../drivers/clock.ts';
import { openPad } from '../../drivers/open.ts';
import type { PadEvent } from '../../drivers/ports/pad.ts';
import { slixTag } from '../../drivers/rfid/field.ts';
import { readerSettings } from '../../drivers/rfid/makers.ts';
import type { Manner } from '../../drivers/rfid/twn4/frame.ts';
import {
  createTwn4Simulator,
  twn4SimulatorDefaults,
  type Twn4SimulatorSettings,
} from '../../drivers/rfid/twn4/simulator.ts';
import { cleanUp, cleanUps, directory, hasSocat, order, pty, tcpSimulator, until } from './far-ends.ts';
import { type FarOf, hfPad, hfReader, uidOf } from './hf-bench.ts';

const maker = 'twn4';
const ascii: Manner = { framing: 'ascii', check: 'none' };
const asciiChecked: Manner = { framing: 'ascii', check: 'crc' };
const binary: Manner = { framing: 'binary', check: 'none' };
const binaryChecked: Manner = { framing: 'binary', check: 'crc' };
const manners = [ascii, asciiChecked, binary, binaryChecked] as const;
const card = '66CF4DC2';

afterEach(cleanUp);

const withFaults =
  (faults: Partial<Twn4SimulatorSettings>): FarOf =>
  ({ field, clock }) =>
    createTwn4Simulator({ field, clock, settings: { ...twn4SimulatorDefaults, ...faults } });

describe('a reader for cards', () => {
  test.each(manners)('a card comes and goes, $framing $check', async (manner) => {
    const { clock, field, told, events } = hfPad({ maker, ...manner });
    await clock.pass(1000);
    field.lay({ air: 'iso14443', uid: card });
    await clock.pass(1000);
    expect(events.at(-1)).toEqual({ kind: 'tag-read', uid: card, read: { kind: 'card' }, security: 'odd' });
    field.lift(card);
    await clock.pass(3000);
    expect(told()).toEqual(['ready', 'tag-seen C2', 'tag-read C2', 'tag-gone C2']);
  });

  test('it is none for piles, and says so', async () => {
    const { reader, field, meanwhile } = await hfReader({ maker });
    expect(reader.model).toBe('Elatec TWN4/B1.50/NCF3.11/PRS1.04');
    expect(reader.capabilities).toMatchObject({ pile: false, eas: 'none', beep: true });
    field.lay({ air: 'iso14443', uid: '04112233445566' });
    field.lay({ air: 'iso14443', uid: card });
    expect(await meanwhile(reader.inventory())).toEqual({
      kind: 'ok',
      value: [{ air: 'iso14443', uid: '04112233445566' }],
    });
    expect(await meanwhile(reader.beep())).toEqual({ kind: 'ok', value: null });
  });

  test.each([
    ['flags and UIDs in order', {}],
    ['no flags, UIDs turned round', { flags: false, order: 'lsb' }],
    ['a chip that reads one block at a time', { readsMany: false }],
  ] as const)('an ISO 15693 card is read and written: %s', async (_name, faults) => {
    const { clock, lay, pad, events, tagOf, meanwhile } = hfPad({ maker }, { farOf: withFaults(faults) });
    lay(1);
    await clock.pass(12_000);
    const memory = new Uint8Array(112);
    memory.set([1, 1, 1]);
    expect(events.at(-1)).toMatchObject({ kind: 'tag-read', uid: uidOf(1), read: { memory, blockSize: 4, afi: 0x07 } });
    expect(await meanwhile(pad.secure(uidOf(1), 'disarmed'))).toEqual({ kind: 'done' });
    expect(tagOf(1)?.afi).toBe(0xc2);
  });

  test('a card that is half hidden is never told as if it were whole', async () => {
    const { clock, lay, told } = hfPad({ maker });
    lay(1, { readsUpTo: 12 });
    await clock.pass(20_000);
    expect(told()).toEqual(['ready', 'tag-seen 01', 'tag-unreadable 01']);
  });

  test('blocks are written one by one and read back; locks are told', async () => {
    const { reader, field, tagOf, meanwhile } = await hfReader({ maker });
    field.lay({ ...slixTag({ uid: uidOf(1), content: Uint8Array.of(9), afi: 7 }), locks: new Set([0]) });
    const bytes = Uint8Array.from({ length: 12 }, (_, at) => at + 1);
    expect(await meanwhile(reader.write(uidOf(1), 2, bytes, 4))).toEqual({ kind: 'ok', value: null });
    expect(tagOf(1)?.memory.subarray(8, 20)).toEqual(bytes);
    expect(await meanwhile(reader.locks(uidOf(1), 0, 3))).toEqual({ kind: 'ok', value: [true, false, false] });
    expect(await meanwhile(reader.write(uidOf(1), 0, bytes, 4))).toMatchObject({ because: 'The block is locked.' });
    expect(await meanwhile(reader.writeDsfid(uidOf(1), 0x3e))).toEqual({ kind: 'ok', value: null });
    expect(tagOf(1)?.dsfid).toBe(0x3e);
  });

  test('a card that was swapped is not taken for the one before', async () => {
    const { reader, lay, field, meanwhile } = await hfReader({ maker });
    lay(1);
    await meanwhile(reader.inventory());
    field.lift(uidOf(1));
    lay(2);
    await meanwhile(reader.inventory());
    expect(await meanwhile(reader.readAfi(uidOf(1)))).toMatchObject({ kind: 'gone' });
    expect(await meanwhile(reader.read(uidOf(1), 0, 8))).toMatchObject({ kind: 'gone' });
    expect(await meanwhile(reader.writeAfi(uidOf(1), 0xc2))).toMatchObject({ kind: 'gone' });
  });

  test('firmware that is a keyboard is named to the technician', async () => {
    await expect(hfReader({ maker }, withFaults({ keyboard: true }))).rejects.toThrow('AppBlaster');
  });

  test('the wrong manner is silence, or an error, and never a reader', async () => {
    await expect(hfReader({ maker, ...ascii }, withFaults(binaryChecked))).rejects.toThrow('Nothing answers');
    await expect(hfReader({ maker, ...asciiChecked }, withFaults(ascii))).rejects.toThrow(
      /Nothing answers|What answers/,
    );
  });

  test('unplugged and back', async () => {
    const { clock, field, cable, told } = hfPad({ maker }, { realTime: true });
    field.lay({ air: 'iso14443', uid: card });
    await clock.pass(2000);
    cable.unplug();
    await clock.pass(100);
    cable.plug();
    await clock.pass(4000);
    expect(told()).toEqual([
      'ready',
      'tag-seen C2',
      'tag-read C2',
      'trouble',
      'tag-gone C2',
      'ready',
      'tag-seen C2',
      'tag-read C2',
    ]);
  });

  test('a late answer is never taken for the answer to the next question', async () => {
    let isMute = false;
    let late: Uint8Array | null = null;
    const farOf: FarOf =
      ({ field, clock }) =>
      (send) => {
        const hears = createTwn4Simulator({ field, clock, settings: twn4SimulatorDefaults })((bytes) => {
          if (!isMute) send(bytes);
          else late = bytes;
        });
        return (chunk) => {
          if (!isMute && late !== null) send(late);
          if (!isMute) late = null;
          hears(chunk);
        };
      };
    const { reader, field, meanwhile } = await hfReader({ maker }, farOf);
    field.lay({ air: 'iso14443', uid: card });
    isMute = true;
    expect(await meanwhile(reader.inventory())).toMatchObject({ kind: 'reader-error' });
    isMute = false;
    field.lift(card);
    expect(await meanwhile(reader.inventory())).toEqual({ kind: 'ok', value: [] });
  });
});

describe('on real lines', () => {
  const open = (said: unknown) => {
    const events: PadEvent[] = [];
    const { pad } = openPad({
      settings: readerSettings.parse(said),
      rule: { afi: null, eas: false },
      clock: systemClock,
      record: null,
      hears: (event) => events.push(event),
    });
    cleanUps.push(() => pad.close());
    return { pad, events };
  };
  test.skipIf(!hasSocat)(
    'on a pty a card is read, the reader unplugged and back',
    async () => {
      const { path, socat, plug } = await pty([maker, '--tag', `${uidOf(1)}=30123000012345`]);
      const { pad, events } = open({ maker, connection: { kind: 'serial', path } });
      const reads = (): number => events.filter(({ kind }) => kind === 'tag-read').length;
      await until('the card', () => reads() === 1);
      socat.kill('SIGKILL');
      await until('the trouble', () => pad.state().at === 'trouble');
      plug();
      await until('the card again', () => reads() === 2);
    },
    30_000,
  );
  test('on TCP, binary with a check, a MIFARE card comes and goes', async () => {
    const control = join(directory(), 'control');
    const port = await tcpSimulator(maker, ['--set', 'framing=binary', '--set', 'check=crc', '--control', control]);
    const { events } = open({ maker, ...binaryChecked, connection: { kind: 'tcp', host: '127.0.0.1', port } });
    await order(control, { kind: 'lay-card', uid: card });
    await until('the card', () => events.find((event) => event.kind === 'tag-read' && event.uid === card));
    await order(control, { kind: 'lift', uid: card });
    await until('its going', () => events.find((event) => event.kind === 'tag-gone' && event.uid === card));
  }, 30_000);
  test('on TCP, a keyboard: the technician is told what it needs', async () => {
    const port = await tcpSimulator(maker, ['--set', 'simulated.keyboard=true']);
    const { pad } = open({ maker, connection: { kind: 'tcp', host: '127.0.0.1', port } });
    const state = await until('the trouble', () => {
      const now = pad.state();
      return now.at === 'trouble' && now;
    });
    expect(state.because).toContain('AppBlaster');
  }, 30_000);
});
