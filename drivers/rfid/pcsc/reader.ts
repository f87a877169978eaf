// A PC/SC reader as the port describes it: one card at a time. Knows what each reader can do by its name, nothing of pads.
import type { Clock } from '../../clock.ts';
import { errorAbout } from '../../ports/fault.ts';
import {
  type Answer,
  type SeenTag,
  type TagFailure,
  type TagReader,
  type Uid,
  unsupported,
  withoutUii,
} from '../../ports/tag-reader.ts';
import type { Line } from '../../transport/watch.ts';
import { createExchange, type Question } from '../exchange.ts';
import { createTagMemory, type TagMemory } from '../iso15693.ts';
import type { Met } from '../maker.ts';
import { type BlockAddress, cardGone, requests, responseFrom, seenFrom, type Way } from './commands.ts';
import { createPcscEar, controls, encodeFrame, type Message } from './frame.ts';
import { airTags } from './air.ts';
import { standardTags } from './standard.ts';
import type { Ask, Tags } from './tags.ts';

export type PcscSettings = {
  readonly commands: 'by-name' | Way;
  readonly blockAddress: BlockAddress;
};

export const pcscPatience = {
  /** A question that the reader itself answers, or a tag at once. */
  answerMs: 1000,
  /** The reader waits one second for a slow write, and says so afterwards. */
  writeMs: 2500,
  /** 100 ms of sound. */
  beepTens: 10,
} as const;

type Kind = { readonly way: Way; readonly iso15693: boolean; readonly beep: boolean; readonly remark: string | null };

/** What readers of these names can do; the rest is taken for a reader that knows PC/SC's own commands. */
const kinds: readonly (Kind & { readonly name: RegExp })[] = [
  { name: /ACR1552/i, way: 'session', iso15693: true, beep: true, remark: null },
  {
    name: /ACR122/i,
    way: 'standard',
    iso15693: false,
    beep: false,
    remark: 'for cards only: it cannot read the ISO 15693 tags of books',
  },
];
const kindOf = (name: string): Kind =>
  kinds.find((row) => row.name.test(name)) ?? { way: 'standard', iso15693: true, beep: false, remark: null };

const decoder = new TextDecoder();

/** Null: no answer to "who are you". A response ends with its SW, whose last byte is no letter. */
export const nameFrom = (message: Message): string | null => {
  if (message[0] !== controls.name || message.length < 2 || (message.at(-1) ?? 0) < 0x20) return null;
  return decoder.decode(message.subarray(1));
};

/** Makes the acquaintance of the reader on an open line. */
export const meetPcscReader = ({
  line,
  clock,
  settings,
}: {
  line: Line;
  clock: Clock;
  settings: PcscSettings;
}): Met => {
  /** The card that was told of last: no other is ever read or written. */
  let card: SeenTag | null = null;

  const ear = createPcscEar({ clock, hears: (message) => exchange.hears(message) });
  const questionOf = <T>(message: Message, timeoutMs: number, take: (told: Message) => T | null) => ({
    bytes: encodeFrame(message),
    timeoutMs,
    take,
  });
  const whoAreYou = (): Question<Message, string> =>
    questionOf(Uint8Array.of(controls.name), pcscPatience.answerMs, nameFrom);
  const exchange = createExchange<Message>({ line, clock, gapMs: 0, barrier: whoAreYou, forget: () => ear.reset() });

  const say = (message: Message, timeoutMs: number) => (): Question<Message, Message> =>
    questionOf(message, timeoutMs, (told) => told);

  const ask: Ask = async (apdu, mode) => {
    const told =
      mode === 'again'
        ? await exchange.askAgain(say(apdu, pcscPatience.answerMs))
        : await exchange.ask(say(apdu, pcscPatience.writeMs)());
    if (told.kind !== 'ok') return { ...told, code: null };
    if (told.value.length === 0) card = null;
    return responseFrom(told.value);
  };

  const inventory = async (): Promise<Answer<readonly SeenTag[]>> => {
    const atr = await exchange.askAgain(say(Uint8Array.of(controls.card), pcscPatience.answerMs));
    card = null;
    if (atr.kind !== 'ok') return atr;
    if (atr.value.length === 0) return { kind: 'ok', value: [] };
    const uid = await ask(requests.uid(), 'again');
    if (uid.kind === 'reader-error' && uid.code === null) return uid;
    // A card with contacts has none; what was taken away meanwhile is not there.
    card = uid.kind === 'ok' ? seenFrom(atr.value, uid.value) : null;
    return { kind: 'ok', value: card === null ? [] : [card] };
  };

  /** Commands on tags carry no UID, or one that the tag may not heed: they are for the card that lies there. */
  const on = async <T>(uid: Uid, run: () => Promise<Answer<T>>): Promise<Answer<T>> => {
    if (card?.uid !== uid) return cardGone;
    return card.air === 'iso15693' ? await run() : unsupported;
  };

  const beep = async (): Promise<Answer<null>> => {
    const told = await exchange.ask(say(requests.buzz(pcscPatience.beepTens), pcscPatience.answerMs)());
    if (told.kind !== 'ok') return told;
    return told.value.length > 0 ? { kind: 'ok', value: null } : noEscape;
  };

  const meet = async (): Promise<TagReader> => {
    const name = await exchange.askAgain(whoAreYou);
    if (name.kind !== 'ok') throw errorAbout('The PC/SC reader does not answer', name);
    const kind = kindOf(name.value);
    const way = settings.commands === 'by-name' ? kind.way : settings.commands;
    const isAir = way !== 'standard';
    const tags: Tags = isAir
      ? airTags({ ask, way, told: (uid, size) => memory.told(uid, size) })
      : standardTags({ ask, blockAddress: settings.blockAddress });
    const memory: TagMemory = createTagMemory({ mostBlocks: tags.mostBlocks, readBlocks: tags.readBlocks });
    const first = await inventory();
    if (first.kind !== 'ok') throw errorAbout(name.value, first);
    return {
      model: kind.remark === null ? name.value : `${name.value} (${kind.remark})`,
      capabilities: {
        airs: kind.iso15693 ? ['iso14443', 'iso15693'] : ['iso14443'],
        // Two cards in the field are none, or either of them.
        pile: false,
        afi: isAir,
        eas: isAir ? 'verify' : 'none',
        write: kind.iso15693,
        uii: false,
        lock: isAir,
        beep: kind.beep,
      },
      inventory,
      read: (uid, from, count) => on(uid, () => memory.read(uid, from, count)),
      locks: (uid, from, count) => on(uid, () => tags.locks(uid, from, count)),
      write: (uid, from, bytes, size) => on(uid, () => tags.write(uid, from, bytes, size)),
      lock: (uid, from, count) => on(uid, () => tags.lock(uid, from, count)),
      readAfi: (uid) => on(uid, () => tags.readAfi(uid)),
      writeAfi: (uid, afi) => on(uid, () => tags.writeAfi(uid, afi)),
      writeDsfid: (uid, dsfid) => on(uid, () => tags.writeDsfid(uid, dsfid)),
      writeEas: (uid, isOn) => on(uid, () => tags.writeEas(uid, isOn)),
      alarms: (uid) => on(uid, () => tags.alarms(uid)),
      beep: kind.beep ? beep : () => Promise.resolve(unsupported),
      radio: null,
      ...withoutUii,
    };
  };

  return { bytes: (chunk) => ear.bytes(chunk), ended: (why) => exchange.ended(why), reader: meet() };
};

const noEscape: TagFailure = {
  kind: 'reader-error',
  fault: 'device-refuses',
  because:
    'The reader does not take orders to itself. On Linux they have to be allowed: ifdDriverOptions 0x0001 in the Info.plist of its driver.',
};
