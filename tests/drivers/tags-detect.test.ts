// What lies on the pad: every other kind of tag, and memories of any kind after damage.
import { assert, boolean, constantFrom, nat, property, stringMatching, tuple, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dataEnds, detect } from '../../drivers/tags/detect.ts';
import { reverseBlocks, writeIso28560_3 } from '../../drivers/tags/iso28560-3.ts';
import { hex } from './hex.ts';
import { runs } from '../proof.ts';
import { danish, onChip, plain } from './tag-samples.ts';

describe('other tags', () => {
  test.each([
    ['new', new Uint8Array(112)],
    ['wiped', new Uint8Array(112).fill(0xff)],
    ['prepared by 3M', onChip(new Uint8Array(96).fill(0x55))],
  ])('%s: blank', (_name, memory) => expect(detect(memory, 4)).toEqual({ kind: 'blank' }));

  test('3M’s older format', () => {
    expect(detect(onChip(hex('04 12 00 01 3330313233303030303132333435 0000 00123456')), 4)).toEqual({
      kind: 'item',
      format: '3m',
      ...plain,
      id: '30123000012345',
      part: { nth: 1, of: 2 },
    });
  });

  test('any plain text is read as itself, whatever format its letters look like', () => {
    assert(
      property(stringMatching(/^[!-~][ -~]{2,58}[!-~]$/), (text) => {
        expect(detect(onChip(Buffer.from(text)), 4)).toMatchObject({ kind: 'item', format: 'text', id: text });
      }),
      { numRuns: runs(2000), seed: 1 },
    );
  });

  test('nothing, and anything else', () => {
    expect(detect(new Uint8Array(0), 4)).toMatchObject({ kind: 'foreign' });
    expect(detect(hex('E1400D01 0301D000'), 4)).toMatchObject({ kind: 'foreign' });
  });
});

/** Up to three bytes somewhere in the first `length`. */
const damages = (length: number) =>
  tuple(uint8Array({ minLength: 1, maxLength: 3 }), tuple(nat(length - 1), nat(length - 1), nat(length - 1)));

// Ten thousand runs each: a property says true or false here, because an expectation in each costs more than all the rest.
describe('damaged memories', () => {
  test('damaged ISO 28560-3 tags are their own item or none', () => {
    assert(
      property(constantFrom(...Object.values(danish)), damages(34), (bytes, [values, places]) => {
        const memory = onChip(hex(bytes));
        const before = detect(memory, 4);
        values.forEach((value, nth) => (memory[places[nth] ?? 0] = value));
        const after = detect(memory, 4);
        return after.kind === 'item' ? before.kind === 'item' && after.id === before.id : after.kind === 'foreign';
      }),
      { numRuns: runs(10_000), seed: 20_260_105 },
    );
  });

  // Without its checksum such a tag is text and zeros, and three wrong bytes can make data sets of ISO 28560-2 of it that are
  // right in every way. Before the rules of `looksMeant` and `makesSense` that was one in three hundred.
  test('of any damaged ISO 28560-3 tags not one in a hundred thousand is another item', () => {
    const owners = constantFrom(null, 'VN-HN1', 'DK-718500');
    const parts = constantFrom({ nth: 1, of: 1 }, { nth: 1, of: 3 }, { nth: 3, of: 3 });
    const ids = stringMatching(/^[0-9TVABX.]{4,16}$/);
    let [seen, wrong] = [0, 0];
    assert(
      property(ids, owners, parts, boolean(), damages(36), (id, owner, part, isTurned, [values, places]) => {
        const written = onChip(writeIso28560_3({ ...plain, id, owner, part, usage: 0x10 }) ?? new Uint8Array(0));
        const memory = isTurned ? reverseBlocks(written, 4) : written;
        values.forEach((value, nth) => (memory[places[nth] ?? 0] = value));
        const meaning = detect(memory, 4);
        seen += 1;
        if ((meaning.kind === 'item' || meaning.kind === 'patron-card') && meaning.id !== id) wrong += 1;
      }),
      { numRuns: runs(10_000), seed: 20_261_125 },
    );
    expect(wrong).toBeLessThanOrEqual(seen / 100_000);
  });

  test('damaged memories of every kind are a value, and the same from as much as says that it ends', () => {
    const starts = [
      ...Object.values(danish),
      '11061B658EB71E39 0201E0 0305B380877C7F 14010B 650110',
      '04120001 33303132',
      '',
    ];
    assert(
      property(
        constantFrom(...starts),
        damages(112),
        uint8Array({ maxLength: 112 }),
        constantFrom(4, 8),
        (bytes, [values, places], noise, blockSize) => {
          const memory = onChip(noise);
          memory.set(hex(bytes));
          values.forEach((value, nth) => (memory[places[nth] ?? 0] = value));
          const whole = JSON.stringify(detect(memory, blockSize));
          const first = memory.subarray(0, 40);
          return !dataEnds(first, blockSize) || JSON.stringify(detect(first, blockSize)) === whole;
        },
      ),
      { numRuns: runs(10_000), seed: 20_260_106 },
    );
  });
});
