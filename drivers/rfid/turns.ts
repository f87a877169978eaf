// A long work on one tag, cut into its single commands: each waits until the pad has nothing more urgent. Knows no tags.
import type { Answer, Radio, TagFailure, TagReader } from '../ports/tag-reader.ts';

const over: TagFailure = { kind: 'reader-error', fault: 'unplugged', because: 'The reader went away meanwhile.' };

type Ask<T> = () => Promise<Answer<T>>;

export type Turns = {
  /** Waits for its turn, asks, and hands on what was answered. */
  turn<T>(ask: Ask<T>): Promise<Answer<T>>;
  /** The same reader, each command in its turn. */
  inTurn(reader: TagReader): TagReader;
  /** Whoever is first; null: nobody waits. */
  next(): (() => Promise<void>) | null;
  /** Nobody's turn will come. */
  abandon(): void;
};

/** `wake`: somebody waits now. */
export const createTurns = ({ wake }: { wake: () => void }): Turns => {
  const waiting: { readonly run: () => Promise<void>; readonly give: () => void }[] = [];

  const turn = <T>(ask: Ask<T>): Promise<Answer<T>> =>
    new Promise((settle) => {
      waiting.push({ run: async () => settle(await ask()), give: () => settle(over) });
      wake();
    });

  const radioInTurn = (radio: Radio | null): Radio | null =>
    radio === null
      ? null
      : {
          powers: radio.powers,
          antennas: radio.antennas,
          ask: () => turn(() => radio.ask()),
          setPower: (dbm) => turn(() => radio.setPower(dbm)),
          setAntenna: (port) => turn(() => radio.setAntenna(port)),
        };

  return {
    turn,
    inTurn: (reader) => ({
      model: reader.model,
      capabilities: reader.capabilities,
      radio: radioInTurn(reader.radio),
      inventory: () => turn(() => reader.inventory()),
      read: (...of) => turn(() => reader.read(...of)),
      locks: (...of) => turn(() => reader.locks(...of)),
      write: (...of) => turn(() => reader.write(...of)),
      lock: (...of) => turn(() => reader.lock(...of)),
      readAfi: (uid) => turn(() => reader.readAfi(uid)),
      writeAfi: (...of) => turn(() => reader.writeAfi(...of)),
      writeDsfid: (...of) => turn(() => reader.writeDsfid(...of)),
      readPc: (uid) => turn(() => reader.readPc(uid)),
      writeUii: (...of) => turn(() => reader.writeUii(...of)),
      writeEas: (...of) => turn(() => reader.writeEas(...of)),
      alarms: (uid) => turn(() => reader.alarms(uid)),
      beep: () => turn(() => reader.beep()),
    }),
    next: () => waiting.shift()?.run ?? null,
    abandon: () => {
      for (const { give } of waiting.splice(0)) give();
    },
  };
};
