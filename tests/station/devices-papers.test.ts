// Somebody's card at a scanner whose line is set wrongly: no byte of it passes to a technician's console or recording, whatever became of
// the eighth bit; and the bytes of a label do, or nobody could mend the line.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createScanSplitter } from '../../drivers/barcode/scans.ts';
import { anyNumber } from '../../drivers/barcode/read-scan.ts';
import type { DeviceHeard } from '../../station/device-watch.ts';
import { holdingPapers } from '../../station/technician/devices-papers.ts';
import { createHandClock } from '../clock.ts';
import { runs } from '../proof.ts';

const ones = (byte: number): number => byte.toString(2).replaceAll('0', '').length;
/** What 8 data bits without parity hear of a line that is set otherwise. */
const lines: Readonly<Record<string, (byte: number) => number>> = {
  '8 bits': (byte) => byte,
  '7 bits, the eighth stripped': (byte) => byte & 0x7f,
  '7 bits, mark': (byte) => byte | 0x80,
  '7 bits, even parity': (byte) => (byte & 0x7f) | (ones(byte & 0x7f) % 2 === 1 ? 0x80 : 0),
  '7 bits, odd parity': (byte) => (byte & 0x7f) | (ones(byte & 0x7f) % 2 === 0 ? 0x80 : 0),
};
/** 8 bits and a parity: its bit is heard as a stop bit, and where there is none, the system puts a nought for the byte. */
const losing = (byte: number): number => (ones(byte) % 2 === 0 ? 0 : byte);
const papers = {
  'a citizen card': '001090012345|123456789|Nguyễn Văn An|02011990|Nam|12 Phố Huế, Hà Nội|15042021',
  'a citizen card with a line break in its address': '001090012345||Trần Thị Bé|02011990|Nữ|Thôn 3\r\nXã Hoà|15042021',
  'a card behind its symbology': ']Q1001090012345||Nguyễn Văn An|02011990|Nam|12 Phố Huế, Hà Nội|15042021',
  'a health card':
    'DN4790112345678|4e677579e1bb856e2056c4836e20416e|01/01/1990|1|48c3a0204ee1bb9969|01 - 001|01/01/2021|-|01/01/2021|-|4|5|-1a2b',
};

/** What passes of a scan that comes in chunks of these sizes. */
const passing = async (text: string, through: (byte: number) => number, sizes: readonly number[]) => {
  const clock = createHandClock();
  const shown: string[] = [];
  const told: boolean[] = [];
  const hear = holdingPapers({
    rules: anyNumber,
    line: ({ line }, isPaper) => {
      if (!isPaper && 'hex' in line) shown.push(line.hex);
    },
    other: (_heard, isPaper) => told.push(isPaper),
  });
  const about = { device: 'scanner', atMs: 0 } as const;
  const splitter = createScanSplitter({
    clock,
    silenceMs: 50,
    wrapping: { prefix: '', suffix: '' },
    heard: (event) => hear({ ...about, kind: 'scanner', event } satisfies DeviceHeard),
  });
  const bytes = Uint8Array.from(Buffer.from(`${text}\r`)).map(through);
  let from = 0;
  for (let nth = 0; from < bytes.length; nth += 1) {
    const chunk = bytes.subarray(from, from + (sizes[nth % sizes.length] ?? 8));
    from += chunk.length;
    hear({
      ...about,
      kind: 'line',
      line: { at: 0, kind: 'heard', hex: Buffer.from(chunk).toString('hex').toUpperCase() },
    });
    splitter.bytes(chunk);
  }
  await clock.pass(50);
  return { shown: shown.join(''), told };
};
const chunkSizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });

describe.each(Object.entries(lines))('%s', (_line, through) => {
  test.each(Object.entries(papers))('nothing passes of %s', async (_paper, text) => {
    await fc.assert(
      fc.asyncProperty(chunkSizes, async (sizes) => {
        // The console holds 64 chunks: what comes in more of them passes for no scan at all.
        const { shown, told } = await passing(text, through, sizes);
        expect(shown).toBe('');
        expect(told.every(Boolean)).toBe(true);
      }),
      { numRuns: runs(10) },
    );
  });

  test('a label passes whole', async () => {
    const { shown } = await passing('30123000012345', through, [8]);
    expect(shown).not.toBe('');
  });
});

test.each(Object.entries(papers))(
  'a parity that loses half of the bytes: of %s no number passes',
  async (_paper, text) => {
    const { shown } = await passing(text, losing, [8]);
    const behindTheBreak = text.includes('\n') ? Buffer.from(`${text.split('\n')[1]}\r`).length : 0;
    expect(shown.length / 2).toBeLessThanOrEqual(behindTheBreak);
  },
);
