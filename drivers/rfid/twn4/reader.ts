// A TWN4 as the port describes it: a reader for one card at a time. Knows its manners, nothing of pads.
import type { Clock } from '../../clock.ts';
import { DeviceError, errorAbout } from '../../ports/fault.ts';
import {
  type Answer,
  type SeenTag,
  type TagReader,
  type Uid,
  unsupported,
  withoutUii,
} from '../../ports/tag-reader.ts';
import { chipOf } from '../../tags/chips.ts';
import type { Line } from '../../transport/watch.ts';
import { createExchange, nonsense, type Question, silence } from '../exchange.ts';
import { airCodes, airCommand, createTagMemory, orBeyond } from '../iso15693.ts';
import type { Met } from '../maker.ts';
import { afiFrom, isoAnswerFrom, modelFrom, noTag, requests, resultOf, seenFrom, type UidOrder } from './commands.ts';
import { createTwn4Ear, encodeMessage, type Manner } from './frame.ts';

export const twn4Patience = {
  answerMs: 500,
  /** It tries all kinds of card in turn. */
  searchMs: 1000,
  writeMs: 1000,
  /** Elatec: 20 to 50 ms between operations on a card. */
  gapMs: 20,
} as const;

const mostBlocks = 8;

const keyboard =
  'Nothing answers. A TWN4 as it is shipped types card numbers like a keyboard and hears nothing: load the firmware for the Simple Protocol (“PRS”) with Elatec’s AppBlaster.';

/** Makes the acquaintance of the reader on an open line. */
export const meetTwn4 = ({ line, clock, manner }: { line: Line; clock: Clock; manner: Manner }): Met => {
  let order: UidOrder = 'msb';

  const ear = createTwn4Ear({ manner, clock, hears: (body) => exchange.hears(body) });
  /** Answers do not name their question: only their form tells. What does not have it is not the answer. */
  const questionOf = <T>(
    asked: Uint8Array,
    timeoutMs: number,
    from: (result: Uint8Array) => Answer<T> | null,
  ): Question<Uint8Array, { readonly answer: Answer<T> }> => ({
    bytes: encodeMessage(manner, asked),
    timeoutMs,
    take: (body) => {
      const result = resultOf(body);
      const answer = result?.kind === 'ok' ? from(result.value) : result;
      return answer === null ? null : { answer };
    },
  });
  const version = () =>
    questionOf(requests.version(), twn4Patience.answerMs, (result): Answer<string> | null => {
      const model = modelFrom(result);
      return model === null ? null : { kind: 'ok', value: model };
    });
  const exchange = createExchange<Uint8Array>({
    line,
    clock,
    gapMs: twn4Patience.gapMs,
    barrier: version,
    forget: () => ear.reset(),
  });

  const unpacked = <T>(told: Answer<{ readonly answer: Answer<T> }>): Answer<T> =>
    told.kind === 'ok' ? told.value.answer : told;
  /** A question that changes nothing. */
  const look = async <T>(
    asked: Uint8Array,
    from: (result: Uint8Array) => Answer<T> | null,
    timeoutMs: number = twn4Patience.answerMs,
  ): Promise<Answer<T>> => unpacked(await exchange.askAgain(() => questionOf(asked, timeoutMs, from)));
  /** A command that changes something: asked once. */
  const change = async (
    asked: Uint8Array,
    from: (result: Uint8Array) => Answer<unknown> | null,
  ): Promise<Answer<null>> => {
    const told = unpacked(await exchange.ask(questionOf(asked, twn4Patience.writeMs, from)));
    return told.kind === 'ok' ? { kind: 'ok', value: null } : told;
  };
  const done = (result: Uint8Array): Answer<null> | null => (result.length === 0 ? { kind: 'ok', value: null } : null);

  const inventory = (): Promise<Answer<readonly SeenTag[]>> =>
    look(
      requests.searchTag(),
      (result) => {
        const seen = seenFrom(result, order);
        if (seen === null) return null;
        ({ order } = seen);
        return { kind: 'ok', value: seen.tag === null ? [] : [seen.tag] };
      },
      twn4Patience.searchMs,
    );

  const blocksOf = async (
    uid: Uid,
    first: number,
    count: number,
  ): Promise<Answer<{ readonly bytes: Uint8Array; readonly blockSize: number }>> => {
    const command =
      count === 1
        ? airCommand(airCodes.readSingle, uid, [first])
        : // The air's command counts from none.
          airCommand(airCodes.readMultiple, uid, [first, count - 1]);
    const told = await look(requests.isoCommand(command), (result) => isoAnswerFrom(result, null));
    if (told.kind !== 'ok') return told;
    const blockSize = told.value.length / count;
    return Number.isInteger(blockSize) ? { kind: 'ok', value: { bytes: told.value.slice(), blockSize } } : nonsense;
  };
  /** Not every chip knows the command for many blocks: then there is one at least. */
  const someBlocksOf = async (uid: Uid, first: number, count: number) => {
    const told = await blocksOf(uid, first, count);
    return count > 1 && (told === noTag || told.kind === 'tag-error') ? await blocksOf(uid, first, 1) : told;
  };
  const memory = createTagMemory({
    mostBlocks,
    readBlocks: orBeyond(someBlocksOf, (told) => told === noTag || told.kind === 'tag-error'),
  });

  const write = async (uid: Uid, code: number, ...rest: readonly number[]): Promise<Answer<null>> =>
    change(requests.isoCommand(airCommand(code, uid, rest, chipOf(uid).wantsOption)), (result) =>
      isoAnswerFrom(result, 0),
    );

  const writeBlocks = async (uid: Uid, first: number, bytes: Uint8Array, blockSize: number): Promise<Answer<null>> => {
    for (let at = 0; at < bytes.length; at += blockSize) {
      const block = bytes.subarray(at, at + blockSize);
      // oxlint-disable-next-line no-await-in-loop
      const written = await write(uid, airCodes.writeSingle, first + at / blockSize, ...block);
      if (written.kind !== 'ok') return written;
    }
    return { kind: 'ok', value: null };
  };

  const locks = async (uid: Uid, first: number, count: number): Promise<Answer<readonly boolean[]>> => {
    const command = airCommand(airCodes.blockSecurity, uid, [first, count - 1]);
    const told = await look(requests.isoCommand(command), (result) => isoAnswerFrom(result, count));
    if (told.kind !== 'ok') return told;
    return { kind: 'ok', value: [...told.value].map((state) => (state & 0x01) !== 0) };
  };

  const meet = async (): Promise<TagReader> => {
    let told = await exchange.ask(version());
    // Twice and not more: after a third silence the line is closed, and the technician would hear of its cable only.
    if (told === silence) told = await exchange.ask(version());
    if (told === silence) throw new DeviceError('wrong-mode', keyboard);
    const named = unpacked(told);
    if (named.kind !== 'ok') throw errorAbout('What answers is not a TWN4 with the Simple Protocol', named);
    const model = named.value;
    const chosen = await change(requests.tagTypes(), done);
    if (chosen.kind !== 'ok') throw errorAbout(model, chosen);
    const first = await inventory();
    if (first.kind !== 'ok') throw errorAbout(model, first);
    return {
      model,
      capabilities: {
        airs: ['iso14443', 'iso15693'],
        pile: false,
        afi: true,
        eas: 'none',
        write: true,
        uii: false,
        lock: false,
        beep: true,
      },
      inventory,
      read: memory.read,
      locks,
      write: writeBlocks,
      lock: () => Promise.resolve(unsupported),
      readAfi: (uid) => look(requests.systemInformation(), (result) => afiFrom(result, uid)),
      writeAfi: (uid, afi) => write(uid, airCodes.writeAfi, afi),
      writeDsfid: (uid, dsfid) => write(uid, airCodes.writeDsfid, dsfid),
      writeEas: () => Promise.resolve(unsupported),
      alarms: () => Promise.resolve(unsupported),
      beep: () => change(requests.beep(), done),
      radio: null,
      ...withoutUii,
    };
  };

  return { bytes: (chunk) => ear.bytes(chunk), ended: (why) => exchange.ended(why), reader: meet() };
};
