// How fast the drivers understand tags on one core, format by format. Beside each stands a yardstick that drifts with the
// machine, JSON.parse of what the tag said: their ratio is the figure to keep.
import type { TagContent } from '../../drivers/tags/content.ts';
import { detect } from '../../drivers/tags/detect.ts';
import { writeIso28560_2 } from '../../drivers/tags/iso28560-2.ts';
import { reverseBlocks, writeIso28560_3 } from '../../drivers/tags/iso28560-3.ts';
import { readUhf, type UhfTag, writeUhf } from '../../drivers/tags/uhf.ts';

const book: TagContent = {
  id: '30123000012345',
  part: { nth: 1, of: 1 },
  usage: 0x10,
  owner: 'VN-HN1',
  title: null,
};

/** On an ICODE SLIX, 28 blocks of 4 bytes. */
const onChip = (content: Uint8Array): Uint8Array => {
  const memory = new Uint8Array(112);
  memory.set(content);
  return memory;
};
const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

const danish = onChip(writeIso28560_3(book) ?? new Uint8Array(0));
const afis = { armed: 0x07, disarmed: 0xc2 };
const epc: UhfTag = { pc: 0x3000, uii: hex('000000003D33080151208A0D'), user: null };
const iso28560_4 = writeUhf({ ...book, usage: null }, afis.armed, 0);
if (typeof iso28560_4 === 'string') throw new Error(iso28560_4);

const samples: readonly (readonly [string, () => unknown])[] = [
  ...(
    [
      ['ISO 28560-2', onChip(writeIso28560_2(book))],
      ['ISO 28560-2, title', onChip(writeIso28560_2({ ...book, title: 'Truyện Kiều' }))],
      ['ISO 28560-3', danish],
      ['ISO 28560-3, blocks reversed', reverseBlocks(danish, 4)],
      ['3M', onChip(hex('04120001333031323330303030313233343500000000123456'))],
      ['plain text', onChip(Buffer.from(book.id))],
      ['blank', new Uint8Array(112)],
      ['foreign', onChip(hex('E1400D010301D000'))],
    ] as const
  ).map(([name, memory]) => [name, () => detect(memory, 4)] as const),
  ['ISO 28560-4, UHF', () => readUhf(iso28560_4, afis)],
  ['Chinese universities, UHF', () => readUhf(epc, afis)],
];

/** How many times a second, over about 40 ms. */
const perSecond = (work: () => void): number => {
  const batch = 200;
  const began = performance.now();
  let done = 0;
  while (performance.now() - began < 40) {
    for (let at = 0; at < batch; at += 1) work();
    done += batch;
  }
  return (done / (performance.now() - began)) * 1000;
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

export const benchTags = (): void => {
  for (const [name, subject] of samples) {
    const said = JSON.stringify(subject());
    // By turns, so that what slows the machine slows both; the first rounds warm them up.
    const rounds = Array.from({ length: 20 }, () => {
      const own = perSecond(() => void subject());
      return { own, ratio: own / perSecond(() => void JSON.parse(said)) };
    }).slice(5);
    const ratio = median(rounds.map((round) => round.ratio));
    const rate = median(rounds.map((round) => round.own));
    console.log(`tag, ${name}: ${ratio.toFixed(2)} × JSON.parse of what it says (${Math.round(rate / 1000)} k/s)`);
  }
};
