// Elatec TWN4: messages against sniffed bytes, a card reader's stories, and the real line.
import { array, assert, constantFrom, nat, property, uint8Array } from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../drivers/clock.ts';
import { openPad } from '../../drivers/open.ts';
import type { PadEvent } from '../../drivers/ports/pad.ts';
import { slixTag } from '../../drivers/rfid/field.ts';
import { airCodes, airCommand } from '../../drivers/rfid/iso15693.ts';
import { readerSettings } from '../../drivers/rfid/makers.ts';
import { afiFrom, isoAnswerFrom, modelFrom, requests, resultOf, seenFrom } from '../../drivers/rfid/twn4/commands.ts';
import { createTwn4Ear, encodeMessage, type Manner } from '../../drivers/rfid/twn4/frame.ts';
import {
  createTwn4Simulator,
  twn4SimulatorDefaults,
  type Twn4SimulatorSettings,
} from '../../drivers/rfid/twn4/simulator.ts';
import { createHandClock } from '../clock.ts';
import { runs } from '../proof.ts';
import { cleanUp, cleanUps, hasSocat, pty, tcpSimulator, until } from './far-ends.ts';
import { hex, toHex } from './hex.ts';
import { type FarOf, hfPad, hfReader, uidOf } from './hf-bench.ts';

const maker = 'twn4';
const ad = 'E004010046A847AD';
const ascii: Manner = { framing: 'ascii', check: 'none' };
const asciiChecked: Manner = { framing: 'ascii', check: 'crc' };
const binary: Manner = { framing: 'binary', check: 'none' };
const binaryChecked: Manner = { framing: 'binary', check: 'crc' };
const manners = [ascii, asciiChecked, binary, binaryChecked] as const;
const card = '66CF4DC2';

afterEach(cleanUp);

const textOf = (manner: Manner, body: Uint8Array): string =>
  Buffer.from(encodeMessage(manner, body)).toString('latin1');

describe('messages as they were sniffed', () => {
  test.each([
    ['version', requests.version(), '0004FF'],
    ['search', requests.searchTag(), '050010'],
    ['system information', requests.systemInformation(), '0D01'],
    ['kinds of tag', requests.tagTypes(), '05020000000007000000'],
    ['a beep', requests.beep({ volume: 100, hertz: 2400, onMs: 500, offMs: 500 }), '0407646009F401F401'],
    [
      'AFI, in the air',
      requests.isoCommand(airCommand(airCodes.writeAfi, ad, [0xc2])),
      '0D00222709AD47A846000104E0C2FF',
    ],
  ])('%s', (_name, body, text) => expect(textOf(ascii, body)).toBe(`${text}\r`));
  test('with the check, and binary', () => {
    expect(textOf(asciiChecked, hex('0005'))).toBe('000515A7\r');
    expect(toHex(encodeMessage(binary, hex('0005')))).toBe('02000005');
    expect(toHex(encodeMessage(binaryChecked, hex('0005')))).toBe('0400000515A7');
  });
});

const heard = (manner: Manner, ...chunks: readonly (Uint8Array | string)[]): string[] => {
  const bodies: string[] = [];
  const ear = createTwn4Ear({ manner, clock: createHandClock(), hears: (body) => bodies.push(toHex(body)) });
  for (const chunk of chunks) ear.bytes(typeof chunk === 'string' ? Uint8Array.from(Buffer.from(chunk)) : chunk);
  return bodies;
};

describe('answers', () => {
  const result = (text: string): Uint8Array => {
    const told = resultOf(hex(text));
    if (told?.kind !== 'ok') throw new Error('no answer');
    return told.value;
  };
  test('a MIFARE card, sniffed; none', () => {
    expect(seenFrom(result(`0001802004${card}`), 'msb')?.tag).toEqual({ air: 'iso14443', uid: card });
    expect(seenFrom(result('0000'), 'msb')?.tag).toBeNull();
    expect(seenFrom(result('0001800004'), 'msb')).toBeNull();
    expect(seenFrom(result('0001'), 'msb')).toBeNull();
  });
  test('an ISO 15693 tag tells in which order its UID is; where it does not, the one before did', () => {
    expect(seenFrom(result(`0001824008${ad}`), 'lsb')).toEqual({
      tag: { air: 'iso15693', uid: ad, dsfid: null },
      order: 'msb',
    });
    expect(seenFrom(result('0001824008AD47A846000104E0'), 'msb')).toMatchObject({ tag: { uid: ad }, order: 'lsb' });
    expect(seenFrom(result('0001824008E0040100 000000E0'), 'lsb')).toMatchObject({ tag: { uid: 'E0000000000104E0' } });
  });
  test('kinds of card that nobody asked for are passed over', () =>
    expect(seenFrom(result('000140280512345678AB'), 'msb')?.tag).toBeNull());
  test('a version', () => {
    expect(modelFrom(result('000654574E342F42'))).toBe('Elatec TWN4/B');
    expect(modelFrom(result('0000'))).toBeNull();
    expect(modelFrom(result('000754574E342F42'))).toBeNull();
  });
  test('a command that does not exist, and what is no answer', () => {
    expect(resultOf(hex('01'))).toMatchObject({ kind: 'unsupported' });
    expect(resultOf(hex('05'))).toMatchObject({ kind: 'reader-error' });
    expect(resultOf(hex('0105'))).toBeNull();
    expect(resultOf(hex('77'))).toBeNull();
    expect(resultOf(hex(''))).toBeNull();
  });
  test('the AFI of this tag and of no other', () => {
    const told = '0001 0F AD47A846000104E0 06 C2 04 1C00 01';
    expect(afiFrom(result(told), ad)).toEqual({ kind: 'ok', value: 0xc2 });
    expect(afiFrom(result(told), uidOf(1))).toMatchObject({ kind: 'gone' });
    expect(afiFrom(result('0000'), ad)).toMatchObject({ kind: 'gone' });
    expect(afiFrom(result('0001 0D AD47A846000104E0 06 C2 04 1C00 01'), ad)).toMatchObject({ kind: 'tag-error' });
    expect(afiFrom(result('0001 0F AD47'), ad)).toBeNull();
  });
  test('a block, sniffed, and blocks with the tag’s flags before them', () => {
    expect(isoAnswerFrom(result('00010400000000'), null)).toEqual({ kind: 'ok', value: hex('00000000') });
    expect(isoAnswerFrom(result('0001050011010131'), null)).toEqual({ kind: 'ok', value: hex('11010131') });
    expect(isoAnswerFrom(result('0001020112'), null)).toMatchObject({ because: 'The block is locked.' });
    expect(isoAnswerFrom(result('000103000100'), 2)).toEqual({ kind: 'ok', value: hex('0100') });
    expect(isoAnswerFrom(result('0001020100'), 2)).toMatchObject({ kind: 'tag-error' });
    expect(isoAnswerFrom(result('000100'), 0)).toEqual({ kind: 'ok', value: hex('') });
    expect(isoAnswerFrom(result('00010100'), 0)).toEqual({ kind: 'ok', value: hex('') });
    expect(isoAnswerFrom(result('000103001122'), null)).toBeNull();
  });
});

describe('messages in a stream', () => {
  test.each(manners)('two in one chunk, one in two, $framing $check', (manner) => {
    const one = encodeMessage(manner, hex(`0001802004${card}`));
    const other = encodeMessage(manner, hex('0000'));
    expect(heard(manner, Uint8Array.from([...one, ...other]))).toEqual([`0001802004${card}`, '0000']);
    for (let cut = 0; cut <= one.length; cut += 1)
      expect(heard(manner, one.subarray(0, cut), one.subarray(cut))).toEqual([`0001802004${card}`]);
  });
  test('a damaged line is no message at all, though the rest of it could be one', () => {
    expect(heard(ascii, '0x01\r', '00000\r', '0000\r')).toEqual(['', '', '0000']);
    expect(heard(asciiChecked, '000131E0\r', '000131E1\r')).toEqual(['', '0001']);
  });
  test('a bad check in binary is dropped, and what stands behind it is heard when nothing more comes', async () => {
    const clock = createHandClock();
    const bodies: string[] = [];
    const ear = createTwn4Ear({ manner: binaryChecked, clock, hears: (body) => bodies.push(toHex(body)) });
    ear.bytes(hex('0400 0001 31E0 0400 0001 31E1'));
    await clock.pass(100);
    expect(bodies).toEqual(['0001']);
  });
  test('lines without an end are not kept', () => {
    expect(heard(ascii, '00'.repeat(5000), '\r0000\r').at(-1)).toBe('0000');
  });
  test('any message comes through in any manner, in any pieces', () => {
    assert(
      property(
        constantFrom(...manners),
        uint8Array({ minLength: 1, maxLength: 260 }),
        array(nat(600), { maxLength: 5 }),
        (manner, body, cuts) => {
          const bytes = encodeMessage(manner, body);
          const at = [0, ...cuts.filter((cut) => cut < bytes.length).toSorted((a, b) => a - b), bytes.length];
          expect(heard(manner, ...at.slice(1).map((end, nth) => bytes.subarray(at[nth], end)))).toEqual([toHex(body)]);
        },
      ),
    );
  });
  test('no mutated message makes anything throw', () => {
    const answers = [`0001802004${card}`, '0000', '00010400000000', '0001 0F AD47A846000104E0 06 C2 04 1C00 01'].map(
      hex,
    );
    assert(
      property(
        constantFrom(...manners),
        constantFrom(...answers),
        nat(),
        nat(255),
        nat(),
        nat(255),
        (manner, body, at, byte, at2, byte2) => {
          const whole = encodeMessage(manner, body);
          heard(manner, whole.with(at % whole.length, byte).with(at2 % whole.length, byte2), whole);
          const told = resultOf(body.with(at % body.length, byte).with(at2 % body.length, byte2));
          if (told?.kind !== 'ok') return;
          modelFrom(told.value);
          seenFrom(told.value, 'msb');
          afiFrom(told.value, ad);
          isoAnswerFrom(told.value, null);
          isoAnswerFrom(told.value, byte2);
        },
      ),
      { numRuns: runs(10_000) },
    );
  });
  test('no rubbish makes it throw', () => {
    assert(
      property(
        constantFrom(...manners),
        uint8Array({ maxLength: 3000 }),
        (manner, rubbish) => void heard(manner, rubbish),
      ),
    );
  });
});

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
  test('on TCP, binary with a check', async () => {
    const set = ['--set', 'framing=binary', '--set', 'check=crc', '--tag', `${uidOf(1)}=30123000012345`];
    const port = await tcpSimulator(maker, set);
    const { events } = open({ maker, ...binaryChecked, connection: { kind: 'tcp', host: '127.0.0.1', port } });
    await until('the card', () => events.find(({ kind }) => kind === 'tag-read'));
  }, 30_000);
});
