// An LLRP reader as the port describes it: one question at a time on one open line. Knows its rounds and its manners, nothing
// of pads. Answers carry the number of their question, reports and ends of rounds that of their round: none is taken for another's.
import type { Clock } from '../../clock.ts';
import { DeviceError, errorAbout, thrown } from '../../ports/fault.ts';
import type { Answer, SeenTag, TagFailure, TagReader, Uid } from '../../ports/tag-reader.ts';
import type { Line } from '../../transport/watch.ts';
import { createExchange, nonsense, type Question, silence } from '../exchange.ts';
import { bytesPerWord, gen2Reader, type Words, type WordsAnswer } from '../gen2.ts';
import type { Met } from '../maker.ts';
import {
  accessSpec,
  failureOf,
  greeted,
  modelFrom,
  notifiedFrom,
  readerConfig,
  readOperation,
  refusals,
  type Reported,
  reportedFrom,
  results,
  roSpec,
  type RoundSettings,
  writeOperation,
} from './commands.ts';
import { createLlrpEar, encodeMessage, type Message } from './frame.ts';

export type LlrpSettings = RoundSettings & {
  /** A weaker tag does not lie here. `null`: all are taken. */
  readonly weakestDbm: number | null;
};

export const llrpPatience = {
  greetingMs: 3000,
  answerMs: 2000,
  /** Beyond a round's own time. */
  roundSlackMs: 2000,
  keepAliveMs: 5000,
} as const;

const mostWordsPerRead = 32;
const roundsPerOperation = 2;
/** Far above any pile: a reader that reports without an end fills no memory. */
const mostReportsPerRound = 4096;

type Round = { readonly tags: readonly Reported[] };
const hasResult = ({ tags }: Round, operation: number): boolean =>
  tags.some((one) => one.accessSpecId === operation && one.result !== null);

/** Makes the acquaintance of the reader on an open line. */
export const meetLlrpReader = ({
  line,
  clock,
  settings,
}: {
  line: Line;
  clock: Clock;
  settings: LlrpSettings;
}): Met => {
  let lastId = 0;
  let roSpecId = 0;
  let accessSpecId = 0;
  /** The round stands ready in the reader. False after any doubt: then all is taken down, and a round with a new number set up. */
  let isPrepared = false;
  let greet: (status: string) => void = () => undefined;

  const nextId = (): number => {
    lastId += 1;
    return lastId;
  };

  const hears = (message: Message): void => {
    if (message.kind === 'message' && message.type === 'KEEPALIVE') {
      line.write(encodeMessage('KEEPALIVE_ACK', message.id, {}));
      return;
    }
    if (message.kind === 'message' && message.type === 'READER_EVENT_NOTIFICATION') {
      const notified = notifiedFrom(message.content);
      if (notified.kind === 'greeting') greet(notified.status);
      if (notified.kind === 'closing') line.failed({ fault: 'hung-up', because: 'The reader closes the connection.' });
    }
    exchange.hears(message);
  };
  const ear = createLlrpEar({ clock, hears });

  /** `content`: of the answer, whose status says that it was done. */
  type Done = { readonly content: unknown } | TagFailure;
  const questionOf = (type: string, content: object): Question<Message, Done> => {
    const id = nextId();
    return {
      bytes: encodeMessage(type, id, content),
      timeoutMs: llrpPatience.answerMs,
      take: (message) => {
        if (message.id !== id) return null;
        // The reader speaks of itself in its maker's own words: it did answer.
        if (message.kind === 'unreadable') return { content: null };
        if (message.type !== `${type}_RESPONSE` && message.type !== 'ERROR_MESSAGE') return null;
        return failureOf(message.content) ?? { content: message.content };
      },
    };
  };
  const capabilities = () => questionOf('GET_READER_CAPABILITIES', { RequestedData: 'General_Device_Capabilities' });
  // A network loses nothing and reorders nothing, so nothing half received is ever dropped.
  const exchange = createExchange<Message>({ line, clock, gapMs: 0, barrier: capabilities, forget: () => undefined });

  const command = async (type: string, content: object): Promise<Answer<unknown>> => {
    const told = await exchange.ask(questionOf(type, content));
    if (told.kind !== 'ok') return told;
    return 'kind' in told.value ? told.value : { kind: 'ok', value: told.value.content };
  };

  const all = async (commands: readonly (readonly [type: string, content: object])[]): Promise<TagFailure | null> => {
    for (const [type, content] of commands) {
      const done = await command(type, content);
      if (done.kind !== 'ok') return done;
    }
    return null;
  };

  const prepare = async (): Promise<TagFailure | null> => {
    if (isPrepared) return null;
    roSpecId += 1;
    const failure = await all([
      // Operations first: one that was left behind would be done in the next round.
      ['DELETE_ACCESSSPEC', { AccessSpecID: 0 }],
      ['DELETE_ROSPEC', { ROSpecID: 0 }],
      ['SET_READER_CONFIG', readerConfig(llrpPatience.keepAliveMs)],
      ['ADD_ROSPEC', roSpec(roSpecId, settings)],
      ['ENABLE_ROSPEC', { ROSpecID: roSpecId }],
    ]);
    isPrepared = failure === null;
    return failure;
  };

  /** A round from its start to its end. With an operation it ends as soon as that is done. */
  const roundOf = (operation: number | null): Question<Message, Round | TagFailure> => {
    const id = nextId();
    const round = roSpecId;
    const tags: Reported[] = [];
    let isStopped = false;
    const report = (reported: readonly Reported[]): void => {
      const ours = reported.filter((one) => one.roSpecId === round || one.roSpecId === 0);
      tags.push(...ours.slice(0, mostReportsPerRound - tags.length));
      const isDone = operation !== null && hasResult({ tags }, operation);
      if (!isDone || isStopped) return;
      isStopped = true;
      line.write(encodeMessage('STOP_ROSPEC', nextId(), { ROSpecID: round }));
    };
    return {
      bytes: encodeMessage('START_ROSPEC', id, { ROSpecID: round }),
      timeoutMs: settings.roundMs + llrpPatience.roundSlackMs,
      take: (message) => {
        if (message.kind === 'unreadable') return null;
        if (message.type === 'RO_ACCESS_REPORT') report(reportedFrom(message.content) ?? []);
        else if (message.id === id && message.type === 'START_ROSPEC_RESPONSE') return failureOf(message.content);
        else if (message.type === 'READER_EVENT_NOTIFICATION') {
          const notified = notifiedFrom(message.content);
          if (notified.kind === 'round-ended' && notified.roSpecId === round) return { tags };
        }
        return null;
      },
    };
  };

  const run = async (operation: number | null): Promise<Answer<Round>> => {
    const told = await exchange.ask(roundOf(operation));
    if (told.kind !== 'ok') {
      isPrepared = false;
      return told;
    }
    if (!('kind' in told.value)) return { kind: 'ok', value: told.value };
    isPrepared = false;
    return told.value;
  };

  const isHere = ({ uid, rssiDbm }: Reported): boolean =>
    uid !== '' && (settings.weakestDbm === null || rssiDbm === null || rssiDbm >= settings.weakestDbm);

  const inventory = async (): Promise<Answer<readonly SeenTag[]>> => {
    let told: Answer<Round> = silence;
    for (let nth = 0; nth < 2 && told === silence; nth += 1) told = (await prepare()) ?? (await run(null));
    if (told.kind !== 'ok') return told;
    const seen = new Map<Uid, SeenTag>();
    for (const { uid, pc } of told.value.tags.filter(isHere)) seen.set(uid, { air: 'gen2', uid, pc });
    return { kind: 'ok', value: [...seen.values()] };
  };

  /** The tag's own answer to one operation. */
  const operate = async (uid: Uid, operation: object): Promise<Answer<NonNullable<Reported['result']>>> => {
    const unprepared = await prepare();
    if (unprepared !== null) return unprepared;
    accessSpecId += 1;
    const id = accessSpecId;
    const refused = await all([
      ['ADD_ACCESSSPEC', accessSpec({ id, roSpecId, uid, operation })],
      ['ENABLE_ACCESSSPEC', { AccessSpecID: id }],
    ]);
    if (refused !== null) {
      isPrepared = false;
      return refused;
    }
    let told = await run(id);
    // In a pile its turn may not have come: the operation waits for the next rounds, and for no more than these.
    for (let nth = 1; nth < roundsPerOperation && told.kind === 'ok' && !hasResult(told.value, id); nth += 1)
      told = await run(id);
    // A done operation is gone by itself, and the reader says so; one that waits for its tag must not wait any longer.
    const removed = await command('DELETE_ACCESSSPEC', { AccessSpecID: id });
    if (removed === silence) isPrepared = false;
    if (told.kind !== 'ok') return told;
    const about = told.value.tags.find((one) => one.accessSpecId === id && one.result !== null);
    if (about === undefined || about.result === null)
      return { kind: 'gone', fault: 'no-tag', because: 'No such tag answered.' };
    return about.uid === uid ? { kind: 'ok', value: about.result } : nonsense;
  };

  const failed = (said: string): TagFailure =>
    results[said] ?? { kind: 'tag-error', fault: 'tag-refuses', because: `The reader reports ${said}.` };

  const read = async (uid: Uid, bank: number, first: number, count: number): Promise<WordsAnswer> => {
    const told = await operate(uid, readOperation(bank, first, count));
    if (told.kind !== 'ok') return told;
    const { said, bytes } = told.value;
    if (said === 'Success') return bytes.length === count * bytesPerWord ? { kind: 'ok', value: bytes } : nonsense;
    const failure = failed(said);
    // LLRP 1.0.1 has no word for the end of a tag's memory when it is read.
    return said === 'Nonspecific_Tag_Error' ? { kind: 'beyond', isSure: false, because: failure.because } : failure;
  };

  const write = async (uid: Uid, bank: number, first: number, bytes: Uint8Array): Promise<Answer<null>> => {
    const told = await operate(uid, writeOperation(bank, first, bytes));
    if (told.kind !== 'ok') return told;
    return told.value.said === 'Success' ? { kind: 'ok', value: null } : failed(told.value.said);
  };
  const words: Words = { read, write, mostPerRead: mostWordsPerRead };

  const greeting = new Promise<string | null>((resolve) => {
    const cancel = clock.after(llrpPatience.greetingMs, () => resolve(null));
    greet = (status) => {
      cancel();
      resolve(status);
    };
  });

  const meet = async (): Promise<TagReader> => {
    const status = await greeting;
    if (status === null) throw new DeviceError('other-device', 'What answers does not greet as an LLRP reader does.');
    if (status !== greeted)
      throw thrown(
        refusals[status] ?? { fault: 'device-refuses', because: `The reader refuses the connection: ${status}.` },
      );
    const told = await command('GET_READER_CAPABILITIES', { RequestedData: 'General_Device_Capabilities' });
    if (told.kind !== 'ok') throw errorAbout('No LLRP reader answers', told);
    const model = modelFrom(told.value);
    const first = await inventory();
    if (first.kind !== 'ok') throw errorAbout(model, first);
    return gen2Reader({ model, inventory, words, eas: null, beep: null, radio: null });
  };

  return {
    bytes: (chunk) => ear.bytes(chunk),
    ended: (why) => {
      exchange.ended(why);
      greet(why.because);
    },
    reader: meet(),
  };
};
