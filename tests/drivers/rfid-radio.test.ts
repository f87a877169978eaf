// The radio of the readers that can be told: power and antenna, asked and set in the makers' bytes, and what a pad hears with them.
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../drivers/ports/tag-reader.ts';
import { surfaces } from '../../drivers/rfid/surface.ts';
import { hfReader } from './hf-bench.ts';
import { uhfPad, uhfReader, uiiOf } from './uhf-bench.ts';

const valueOf = <T>(answer: Answer<T>): T => {
  if (answer.kind !== 'ok') throw new Error(answer.because);
  return answer.value;
};

const radioOf = async (said: Readonly<Record<string, unknown>>) => {
  const bench = await uhfReader(said);
  const { radio } = bench.reader;
  if (radio === null) throw new Error('it has no radio');
  return { ...bench, radio };
};

describe('power', () => {
  const makes = [
    // 76 sets, 77 asks; the sum of all is 0.
    ['an R2000 module', { maker: 'a0' }, 'A004FF761ACD', 33],
    // 2F; CRC-X over all before it.
    ['a UHFReader18', { maker: 'uhfreader' }, '05FF2F1AA5B4', 30],
  ] as const;

  test.each(makes)('%s is told another one, and says it', async (_, said, bytes, most) => {
    const { radio, meanwhile, sent } = await radioOf(said);
    expect(radio.powers?.at(-1)).toBe(most);
    expect(valueOf(await meanwhile(radio.ask())).powerDbm).toBe(20);
    expect(await meanwhile(radio.setPower(26))).toEqual({ kind: 'ok', value: null });
    expect(sent).toContain(bytes);
    expect(valueOf(await meanwhile(radio.ask())).powerDbm).toBe(26);
  });

  test.each(makes)('%s hears a bag beside the pad with much of it, and not with little', async (_, said) => {
    const { radio, meanwhile, field, lay, reader } = await radioOf(said);
    field.become(surfaces['far-reaching']);
    field.point({ column: -1, row: 1 });
    lay(1);
    const heard = async (dbm: number): Promise<number> => {
      await meanwhile(radio.setPower(dbm));
      let seen = 0;
      for (let round = 0; round < 20; round += 1) seen += valueOf(await meanwhile(reader.inventory())).length;
      return seen;
    };
    expect(await heard(30)).toBeGreaterThan(14);
    expect(await heard(10)).toBe(0);
  });
});

describe('antenna', () => {
  test.each([['an R2000 module', { maker: 'a0' }]] as const)(
    '%s: a port without an antenna is refused, and the former one stands',
    async (_, said) => {
      const { radio, meanwhile, lay, reader } = await radioOf(said);
      lay(1);
      expect(radio.antennas).toBe(4);
      expect(await meanwhile(radio.setAntenna(2))).toMatchObject({ kind: 'reader-error', because: /No antenna/ });
      expect(valueOf(await meanwhile(radio.ask())).antenna).toBe(1);
      expect(valueOf(await meanwhile(reader.inventory())).map(({ uid }) => uid)).toEqual([uiiOf(1)]);
    },
  );

  test('a UHFReader288 asks the chosen port, a UHFReader18 has but one', async () => {
    const big = await radioOf({ maker: 'uhfreader', layout: 'uhf288' });
    expect(await big.meanwhile(big.radio.setAntenna(3))).toEqual({ kind: 'ok', value: null });
    // The port stands before the scan time: 80 is the first.
    expect(big.sent.at(-1)).toMatch(/^0DFF010400010000000082/);
    const small = await radioOf({ maker: 'uhfreader' });
    expect(small.radio.antennas).toBeNull();
    expect((await small.radio.setAntenna(2)).kind).toBe('unsupported');
  });
});

test('a reader whose line sets nothing of its radio says so', async () => {
  for (const maker of ['feig', 'threem', 'rfidstation', 'twn4', 'pcsc']) {
    const { reader } = await hfReader({ maker });
    expect(reader.radio).toBeNull();
  }
});

test('over a pad the radio waits for its turn, and is gone with its line', async () => {
  const { pad, clock, meanwhile, cable } = uhfPad({ maker: 'a0' });
  await clock.pass(2000);
  const radio = pad.reader()?.radio ?? null;
  if (radio === null) throw new Error('it has no radio');
  expect(valueOf(await meanwhile(radio.ask()))).toEqual({ powerDbm: 20, antenna: 1 });
  cable.unplug();
  await clock.pass(10);
  expect(pad.reader()).toBeNull();
});
