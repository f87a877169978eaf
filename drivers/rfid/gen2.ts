// What all UHF readers have in common: the banks of a Gen2 tag in words of two bytes, and the port made of two commands on
// them. Knows no maker's frames. EPC Gen2 / ISO/IEC 18000-63: EPC bank = CRC, PC, UII; words are numbered from 0.
import type { FaultKind } from '../ports/fault.ts';
import {
  type Answer,
  type Capabilities,
  type SeenTag,
  type TagBlocks,
  type TagFailure,
  type TagReader,
  type Uid,
  unsupported,
} from '../ports/tag-reader.ts';
import { nonsense } from './exchange.ts';
import { afiOfPc, pcWithAfi, uiiLength } from './uii.ts';

export const banks = { reserved: 0, epc: 1, tid: 2, user: 3 } as const;
const pcWord = 1;
export const bytesPerWord = 2;

/** `beyond`: the bank ends before. `isSure` false: the reader only says that it did not work. */
export type WordsAnswer =
  Answer<Uint8Array> | { readonly kind: 'beyond'; readonly isSure: boolean; readonly because: string };

export type Words = {
  /** Exactly `count` words. */
  read(uid: Uid, bank: number, first: number, count: number): Promise<WordsAnswer>;
  write(uid: Uid, bank: number, first: number, bytes: Uint8Array): Promise<Answer<null>>;
  /** What one answer can carry. */
  readonly mostPerRead: number;
};

const errorOf = (answer: Exclude<WordsAnswer, { kind: 'ok' }>): TagFailure =>
  answer.kind === 'beyond' ? { kind: 'tag-error', fault: 'no-memory', because: answer.because } : answer;

/** Tag error codes of EPC Gen2, annex I, which readers hand through. */
export const gen2Errors: Readonly<Record<number, string>> = {
  0x00: 'The tag reports an error without a reason.',
  0x03: 'The tag has no such memory.',
  0x04: 'The memory is locked.',
  0x0b: 'The tag gets too little power: lay it nearer to the antenna.',
  0x0f: 'The tag reports an error without a reason.',
};
export const gen2Kinds: Readonly<Record<number, FaultKind>> = { 0x03: 'no-memory', 0x04: 'locked', 0x0b: 'weak' };
export const gen2Overrun = 0x03;
export const gen2Locked = 0x04;

/** The port over a reader that can read and write words. */
export const gen2Reader = ({
  model,
  inventory,
  words,
  eas,
  beep,
  radio,
}: {
  model: string;
  inventory: () => Promise<Answer<readonly SeenTag[]>>;
  words: Words;
  /** `null`: this protocol has no command for it. */
  eas: Pick<TagReader, 'writeEas' | 'alarms'> | null;
  beep: TagReader['beep'] | null;
  radio: TagReader['radio'];
}): TagReader => {
  const capabilities: Capabilities = {
    airs: ['gen2'],
    pile: true,
    afi: true,
    // Any tag in the field answers the EAS alarm, and none says which it is.
    eas: eas === null ? 'none' : 'write',
    write: true,
    uii: true,
    lock: false,
    beep: beep !== null,
  };

  /** A control word that was read by the last command of all: what is written next may build on it. */
  let lastRead: { readonly uid: Uid; readonly pc: number } | null = null;

  const readPc = async (uid: Uid): Promise<Answer<number>> => {
    lastRead = null;
    const told = await words.read(uid, banks.epc, pcWord, 1);
    if (told.kind !== 'ok') return errorOf(told);
    const [high = 0, low = 0] = told.value;
    const pc = (high << 8) | low;
    // Another tag's word, or noise: this one's announces as many bytes as its UII has.
    if (uiiLength(pc) * 2 !== uid.length) return nonsense;
    lastRead = { uid, pc };
    return { kind: 'ok', value: pc };
  };

  const withoutAfi: TagFailure = {
    kind: 'tag-error',
    fault: 'tag-unfit',
    because: 'The tag carries an EPC of another trade, which has no AFI.',
  };

  const readAfi = async (uid: Uid): Promise<Answer<number>> => {
    const pc = await readPc(uid);
    if (pc.kind !== 'ok') return pc;
    const afi = afiOfPc(pc.value);
    return afi === null ? withoutAfi : { kind: 'ok', value: afi };
  };

  /** Our own mistake, said as an answer: nothing here rejects. */
  const wrongLength: TagFailure = {
    kind: 'tag-error',
    fault: 'tag-unfit',
    because: 'A UHF tag is written in whole words, and its control word announces how many.',
  };

  const wordOf = (pc: number): readonly number[] => [pc >>> 8, pc & 0xff];

  const writeAfi = async (uid: Uid, afi: number): Promise<Answer<null>> => {
    const pc: Answer<number> = lastRead?.uid === uid ? { kind: 'ok', value: lastRead.pc } : await readPc(uid);
    lastRead = null;
    if (pc.kind !== 'ok') return pc;
    if (afiOfPc(pc.value) === null) return withoutAfi;
    return await words.write(uid, banks.epc, pcWord, Uint8Array.from(wordOf(pcWithAfi(pc.value, afi))));
  };

  const writeUii = async (uid: Uid, pc: number, uii: Uint8Array): Promise<Answer<null>> => {
    lastRead = null;
    if (uii.length !== uiiLength(pc) || uii.length === 0) return wrongLength;
    return await words.write(uid, banks.epc, pcWord, Uint8Array.from([...wordOf(pc), ...uii]));
  };

  const end: TagBlocks = { bytes: new Uint8Array(0), blockSize: bytesPerWord, last: true };

  /** A reader that says only "failed" may mean a weak tag: it ends here if its first word can be read at the same time. */
  const endsBefore = async (uid: Uid, first: number): Promise<boolean> =>
    first > 0 && (await words.read(uid, banks.user, 0, 1)).kind === 'ok';

  /** Nobody tells how long a user bank is: where it was too much, half as many, down to none. */
  const read = async (uid: Uid, first: number, count: number): Promise<Answer<TagBlocks>> => {
    for (let asked = Math.min(count, words.mostPerRead); ; asked = asked >>> 1) {
      if (asked === 0) return { kind: 'ok', value: end };
      const told = await words.read(uid, banks.user, first, asked);
      if (told.kind === 'ok') return { kind: 'ok', value: { bytes: told.value, blockSize: bytesPerWord, last: false } };
      if (told.kind !== 'beyond') return told;
      if (asked === 1 && !told.isSure && !(await endsBefore(uid, first))) return errorOf(told);
    }
  };

  const write = async (uid: Uid, first: number, bytes: Uint8Array, blockSize: number): Promise<Answer<null>> => {
    // Chips keep a bit of the control word for "the user bank holds something".
    lastRead = null;
    if (blockSize !== bytesPerWord || bytes.length % bytesPerWord !== 0) return wrongLength;
    return await words.write(uid, banks.user, first, bytes);
  };

  const none = () => Promise.resolve(unsupported);
  return {
    model,
    capabilities,
    radio,
    inventory: () => {
      lastRead = null;
      return inventory();
    },
    read,
    locks: none,
    write,
    lock: none,
    readAfi,
    writeAfi,
    writeDsfid: none,
    readPc,
    writeUii,
    writeEas: eas?.writeEas ?? none,
    alarms: eas?.alarms ?? none,
    beep: beep ?? none,
  };
};
