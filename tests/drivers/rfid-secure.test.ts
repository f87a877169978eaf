// Security writes against a tag that answers word by word as written here.
import { expect, test } from 'vitest';
import type { Secured } from '../../drivers/ports/pad.ts';
import type { Answer, TagReader } from '../../drivers/ports/tag-reader.ts';
import { secureTag } from '../../drivers/rfid/secure.ts';

const is = <T>(value: T): Answer<T> => ({ kind: 'ok', value });
const away: Answer<never> = { kind: 'gone', fault: 'no-tag', because: 'No such tag answered.' };
const garbled = { kind: 'tag-error', fault: 'tag-garbled', because: 'The answer of the tag was garbled.' } as const;
const readerGone: Answer<never> = {
  kind: 'reader-error',
  fault: 'silent',
  because: 'The reader did not answer in time.',
};
const other = new Error('not asked in this story');

const nobody = () => Promise.reject(other);
const silent = {
  inventory: nobody,
  read: nobody,
  locks: nobody,
  write: nobody,
  lock: nobody,
  writeDsfid: nobody,
  writeEas: nobody,
  alarms: nobody,
  beep: nobody,
  readPc: nobody,
  writeUii: nobody,
};

type Story = {
  /** What each look at the AFI finds. */
  readonly afis: readonly Answer<number>[];
  /** What an inventory says of the tag. */
  readonly seen?: boolean;
  /** What was read when it was laid down. */
  readonly carried?: number;
};

/** Tells the outcome and the writes. */
const disarming = async ({ afis, seen = false, carried }: Story) => {
  const looks = afis.values();
  let writes = 0;
  const reader: TagReader = {
    radio: null,
    model: 'a reader',
    capabilities: {
      airs: ['iso15693'],
      pile: true,
      afi: true,
      eas: 'verify',
      write: true,
      uii: false,
      lock: true,
      beep: false,
    },
    ...silent,
    readAfi: () => {
      const look = looks.next();
      return look.done === true ? Promise.reject(other) : Promise.resolve(look.value);
    },
    writeAfi: () => {
      writes += 1;
      return Promise.resolve(is(null));
    },
  };
  const outcome = await secureTag({
    reader,
    uid: 'E004010046A847AD',
    want: 'disarmed',
    rule: { afi: { armed: 0x07, disarmed: 0xc2 }, eas: false },
    carried: carried ?? null,
    stillThere: () => Promise.resolve(seen),
  });
  return { outcome, writes };
};

const stubborn = 'The tag took the write and still carries 07.';

test.each<[string, Story, Secured, number]>([
  ['so already', { afis: [is(0xc2)] }, { kind: 'done' }, 0],
  ['written and read back', { afis: [is(0x07), is(0xc2)] }, { kind: 'done' }, 1],
  ['neither value', { afis: [is(0x21)] }, { kind: 'odd', afi: 0x21 }, 0],
  ['a write that came out wrong is written again', { afis: [is(0x07), is(0xff), is(0xc2)] }, { kind: 'done' }, 2],
  [
    'says yes three times and keeps the old',
    { afis: [is(0x07), is(0x07), is(0x07), is(0x07)] },
    { kind: 'refused', fault: 'tag-refuses', because: stubborn },
    3,
  ],
  ['lifted before', { afis: [away] }, { kind: 'gone' }, 0],
  ['lifted after the write', { afis: [is(0x07), away] }, { kind: 'gone' }, 1],
  ['silent for a moment, but there', { afis: [away, is(0x07), is(0xc2)], seen: true }, { kind: 'done' }, 1],
  [
    'there, and never readable',
    { afis: [garbled, garbled, garbled, garbled] },
    { kind: 'refused', fault: 'tag-garbled', because: garbled.because },
    0,
  ],
  // It may carry the one or the other: nobody may say that it refused.
  ['not readable any more after the write', { afis: [is(0x07), garbled, garbled, garbled] }, { kind: 'gone' }, 1],
  ['not readable any more, though seen', { afis: [is(0x07), away, away, away], seen: true }, { kind: 'gone' }, 1],
  ['known from before, written and read back', { carried: 0x07, afis: [is(0xc2)] }, { kind: 'done' }, 1],
  ['known to be so from before, and looked at all the same', { carried: 0xc2, afis: [is(0xc2)] }, { kind: 'done' }, 0],
  ['thought to be so, and not so', { carried: 0xc2, afis: [is(0x07), is(0xc2)] }, { kind: 'done' }, 1],
  ['known to be neither value', { carried: 0x21, afis: [] }, { kind: 'odd', afi: 0x21 }, 0],
  ['known from before, lifted since', { carried: 0x07, afis: [away] }, { kind: 'gone' }, 1],
  [
    'known from before, and the write changes nothing',
    { carried: 0x07, afis: [is(0x07), is(0x07), is(0x07)] },
    { kind: 'refused', fault: 'tag-refuses', because: stubborn },
    3,
  ],
  ['the reader fails', { afis: [is(0x07), readerGone] }, { kind: 'gone' }, 1],
])('%s', async (_name, story, outcome, writes) => {
  expect(await disarming(story)).toEqual({ outcome, writes });
});
