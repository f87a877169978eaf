// ISO 15693 tags by PC/SC's own read and write of blocks (part 3): whatever more a tag has, this cannot reach it.
import { type Answer, unsupported } from '../../ports/tag-reader.ts';
import type { BlocksAnswer } from '../iso15693.ts';
import { type BlockAddress, isBeyond, requests, rightLength } from './commands.ts';
import type { Ask, Tags } from './tags.ts';

/** Of nearly every chip in books. */
const commonBlockSize = 4;

export const standardTags = ({ ask, blockAddress }: { ask: Ask; blockAddress: BlockAddress }): Tags => {
  let blockSize = commonBlockSize;

  const readBlock = async (block: number): Promise<BlocksAnswer> => {
    let told = await ask(requests.read(blockAddress, block, blockSize), 'again');
    const right = rightLength(told);
    if (right !== null) {
      blockSize = right;
      told = await ask(requests.read(blockAddress, block, blockSize), 'again');
    }
    if (told.kind === 'ok') return { kind: 'ok', value: { bytes: told.value.slice(), blockSize: told.value.length } };
    return isBeyond(told) ? { kind: 'beyond', because: told.because } : told;
  };

  const write = async (first: number, bytes: Uint8Array, size: number): Promise<Answer<null>> => {
    for (let nth = 0; nth * size < bytes.length; nth += 1) {
      const block = bytes.subarray(nth * size, (nth + 1) * size);
      // One command after the other, and none after a failed one.
      // oxlint-disable-next-line no-await-in-loop
      const told = await ask(requests.write(blockAddress, first + nth, block), 'write');
      if (told.kind !== 'ok') return told;
    }
    return { kind: 'ok', value: null };
  };
  const cannot = () => Promise.resolve(unsupported);

  return {
    mostBlocks: 1,
    readBlocks: (_uid, first) => readBlock(first),
    write: (_uid, first, bytes, size) => write(first, bytes, size),
    locks: cannot,
    lock: cannot,
    readAfi: cannot,
    writeAfi: cannot,
    writeDsfid: cannot,
    writeEas: cannot,
    alarms: cannot,
  };
};
