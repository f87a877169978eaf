// ISO 15693 tags by their own commands, through an ACR1552U: in a transparent session (FF C2), where every command names its
// tag, or by pass-through (FF FB), where none does. Knows nothing of lines.
import type { Answer, Uid } from '../../ports/tag-reader.ts';
import { chipOf } from '../../tags/chips.ts';
import { airCodes, airCommand, type BlocksAnswer, isoErrors, isoFailure } from '../iso15693.ts';
import {
  garbled,
  isTimeOut,
  requests,
  type Response,
  sessionFrom,
  strange,
  systemInformationFrom,
  withoutFlags,
} from './commands.ts';
import type { Ask, Tags, Told } from './tags.ts';

/** 32 blocks of 4 bytes or 16 of 8 fit a response with room to spare. */
const mostBlocks = 16;
const readRetries = 2;
const systemInformation = 0x2b;
const error = 0x01;
const beyondErrors: readonly number[] = [isoErrors.blockNotAvailable, isoErrors.unspecified];

type TagAnswer = Answer<Uint8Array> | { readonly kind: 'beyond'; readonly because: string };
type Command = {
  readonly uid: Uid;
  readonly code: number;
  readonly rest: readonly number[];
  /** Whether these are the bytes of a good answer, its flags taken off. */
  readonly fits: (bytes: Uint8Array) => boolean;
};

/** A tag's answer with its flags in front. */
const flagged = (bytes: Uint8Array, fits: (bytes: Uint8Array) => boolean): TagAnswer => {
  const [flags, code = isoErrors.unspecified] = bytes;
  if (flags === undefined) return { kind: 'gone', fault: 'no-tag', because: 'The tag did not answer.' };
  if ((flags & error) === 0) return fits(bytes.subarray(1)) ? { kind: 'ok', value: bytes.slice(1) } : strange;
  return beyondErrors.includes(code) ? { kind: 'beyond', because: isoFailure(code).because } : isoFailure(code);
};

const plain = (told: TagAnswer): Answer<Uint8Array> =>
  told.kind === 'beyond' ? { kind: 'tag-error', fault: 'no-memory', because: told.because } : told;
const nothing = (told: TagAnswer): Answer<null> => {
  const answer = plain(told);
  return answer.kind === 'ok' ? { kind: 'ok', value: null } : answer;
};

const isPassing = (told: TagAnswer): boolean => told.kind === garbled.kind && told.because === garbled.because;

export const airTags = ({ ask, way, told: tell }: { ask: Ask; way: 'session' | 'pass-through'; told: Told }): Tags => {
  /** The reader looks for no other card while a session is open, so none is left open. */
  const inSession = async (apdu: Uint8Array, mode: 'again' | 'write'): Promise<Response> => {
    const begun = sessionFrom(await ask(requests.beginSession(), 'write'));
    const ready = begun.kind === 'ok' ? sessionFrom(await ask(requests.speakIso15693(), 'write')) : begun;
    const answer = ready.kind === 'ok' ? sessionFrom(await ask(apdu, mode)) : ready;
    await ask(requests.endSession(), 'write');
    return answer;
  };

  /** The raw response, and the answer that it is. */
  const command = async (
    { uid, code, rest, fits }: Command,
    mode: 'again' | 'write',
  ): Promise<{ readonly response: Response; readonly answer: TagAnswer }> => {
    const air = airCommand(code, uid, rest, mode === 'write' && chipOf(uid).wantsOption);
    if (way === 'session') {
      const response = await inSession(requests.exchange(air, mode), mode);
      return { response, answer: response.kind === 'ok' ? flagged(response.value, fits) : response };
    }
    // NXP's code stays before the parameters; the UID goes.
    const parameters = code >= airCodes.easSet ? [air.parameters[0] ?? 0, ...rest] : rest;
    const response = await ask(requests.passThrough(code, parameters), mode);
    return { response, answer: response.kind === 'ok' ? passed(response.value, fits) : response };
  };

  const passed = (bytes: Uint8Array, fits: Command['fits']): TagAnswer =>
    bytes.length === 2 && bytes[0] === error ? flagged(bytes, fits) : withoutFlags(bytes, fits);

  const read = async (asked: Command): Promise<TagAnswer> => {
    let { answer } = await command(asked, 'again');
    for (let retry = 0; retry < readRetries && isPassing(answer); retry += 1)
      ({ answer } = await command(asked, 'again'));
    return answer;
  };

  const empty = (bytes: Uint8Array): boolean => bytes.length === 0;
  const written = (uid: Uid, code: number, rest: readonly number[] = []) =>
    command({ uid, code, rest, fits: empty }, 'write');
  const write = async (uid: Uid, code: number, rest: readonly number[] = []): Promise<Answer<null>> =>
    nothing((await written(uid, code, rest)).answer);

  const readBlocks = async (uid: Uid, first: number, count: number): Promise<BlocksAnswer> => {
    const told = await read({
      uid,
      code: airCodes.readMultiple,
      rest: [first, count - 1],
      fits: (bytes) => bytes.length > 0 && bytes.length % (4 * count) === 0,
    });
    if (told.kind !== 'ok') return told;
    return { kind: 'ok', value: { bytes: told.value, blockSize: told.value.length / count } };
  };

  const readSystem = async (uid: Uid) => {
    const told = plain(
      await read({
        uid,
        code: systemInformation,
        rest: [],
        fits: (bytes) => systemInformationFrom(bytes, uid) !== null,
      }),
    );
    if (told.kind !== 'ok') return told;
    const system = systemInformationFrom(told.value, uid);
    if (system === null) return strange;
    tell(uid, system);
    return { kind: 'ok', value: system } as const;
  };

  /** This reader calls a slow write a time-out although it has happened: then the block itself is asked. */
  const writeBlock = async (uid: Uid, block: number, bytes: Uint8Array): Promise<Answer<null>> => {
    const { response, answer } = await written(uid, airCodes.writeSingle, [block, ...bytes]);
    if (!isTimeOut(response)) return nothing(answer);
    const there = await readBlocks(uid, block, 1);
    if (there.kind !== 'ok')
      return there.kind === 'beyond' ? { kind: 'tag-error', fault: 'no-memory', because: there.because } : there;
    const isSame = Buffer.from(there.value.bytes).equals(bytes);
    return isSame
      ? { kind: 'ok', value: null }
      : { kind: 'tag-error', fault: 'tag-refuses', because: 'The tag did not take the write.' };
  };

  const each = async (count: number, run: (nth: number) => Promise<Answer<null>>): Promise<Answer<null>> => {
    for (let nth = 0; nth < count; nth += 1) {
      // One command after the other, and none after a failed one.
      // oxlint-disable-next-line no-await-in-loop
      const done = await run(nth);
      if (done.kind !== 'ok') return done;
    }
    return { kind: 'ok', value: null };
  };

  return {
    mostBlocks,
    readBlocks,
    write: (uid, first, bytes, size) =>
      each(Math.ceil(bytes.length / size), (nth) =>
        writeBlock(uid, first + nth, bytes.subarray(nth * size, (nth + 1) * size)),
      ),
    locks: async (uid, first, count) => {
      const told = plain(
        await read({
          uid,
          code: airCodes.blockSecurity,
          rest: [first, count - 1],
          fits: (bytes) => bytes.length === count,
        }),
      );
      return told.kind === 'ok' ? { kind: 'ok', value: [...told.value].map((status) => (status & 0x01) !== 0) } : told;
    },
    lock: (uid, first, count) => each(count, (nth) => write(uid, airCodes.lockBlock, [first + nth])),
    readAfi: async (uid) => {
      const system = await readSystem(uid);
      // A chip without an AFI answers in every family, as one with AFI 00 does.
      return system.kind === 'ok' ? { kind: 'ok', value: system.value.afi ?? 0x00 } : system;
    },
    // Not believed: whoever writes these looks again.
    writeAfi: (uid, afi) => write(uid, airCodes.writeAfi, [afi]),
    writeDsfid: (uid, dsfid) => write(uid, airCodes.writeDsfid, [dsfid]),
    writeEas: (uid, on) => write(uid, on ? airCodes.easSet : airCodes.easReset),
    alarms: async (uid) => {
      const { response, answer } = await command(
        { uid, code: airCodes.easAlarm, rest: [], fits: (bytes) => bytes.length > 0 },
        'again',
      );
      // A tag whose EAS bit is off says nothing.
      if (isTimeOut(response)) return { kind: 'ok', value: false };
      const told = plain(answer);
      return told.kind === 'ok' ? { kind: 'ok', value: true } : told;
    },
  };
};
