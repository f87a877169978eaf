// An LLRP reader on the far end of a wire: hears and speaks the library's messages over a simulated field, and keeps the time
// of the real thing when asked. Knows nothing of who asks.
import * as z from 'zod';
import type { Clock } from '../../clock.ts';
import type { SeenTag, Uid } from '../../ports/tag-reader.ts';
import type { Far } from '../../transport/memory.ts';
import type { AirAnswer, Field, Gen2Tag } from '../field.ts';
import { gen2Times, readWords, writeWords } from '../gen2-field.ts';
import { bytesOf } from '../uii.ts';
import { wordsOf } from './commands.ts';
import { createLlrpEar, encodeMessage, type Message } from './frame.ts';

export type LlrpSimulatorSettings = {
  readonly realTime: boolean;
  /** Another program is connected: this one is greeted with that, and then with nothing. */
  readonly isTaken: boolean;
};
export const llrpSimulatorDefaults: LlrpSimulatorSettings = { realTime: false, isTaken: false };

const greetingMs = 1;
/** Kept-alive questions that may stay unanswered before the reader takes its client for dead. */
const missesAllowed = 3;
const rssiDbm = -52;
const impinj = 25_882;

const number = z.number();
const operation = z.object({ MB: number, WordPointer: number });
const addRoSpec = z.object({
  ROSpec: z.object({
    ROSpecID: number,
    ROBoundarySpec: z.object({ ROSpecStopTrigger: z.object({ DurationTriggerValue: number }) }),
  }),
});
const addAccessSpec = z.object({
  AccessSpec: z.object({
    AccessSpecID: number,
    AccessCommand: z.object({
      C1G2TagSpec: z.object({ C1G2TargetTag: z.object({ TagData: z.string() }) }),
      C1G2Read: operation.extend({ WordCount: number }).optional(),
      C1G2Write: operation.extend({ WriteData: z.string() }).optional(),
    }),
  }),
});
const named = z.object({ ROSpecID: number.optional(), AccessSpecID: number.optional() });
const config = z.object({ KeepaliveSpec: z.object({ PeriodicTriggerValue: number }).optional() });

type AccessSpec = z.infer<typeof addAccessSpec>['AccessSpec'] & { isEnabled: boolean };
const targetOf = (one: AccessSpec): Uid => one.AccessCommand.C1G2TagSpec.C1G2TargetTag.TagData.toUpperCase();
type Failure = Exclude<AirAnswer<unknown>, { kind: 'ok' }>['kind'];

const readResults: Readonly<Record<Failure, string>> = {
  silence: 'No_Response_From_Tag',
  garbled: 'Nonspecific_Reader_Error',
  beyond: 'Nonspecific_Tag_Error',
  refused: 'Nonspecific_Tag_Error',
};
const writeResults: Readonly<Record<Failure, string>> = {
  ...readResults,
  beyond: 'Tag_Memory_Overrun_Error',
  refused: 'Tag_Memory_Locked_Error',
};

const capabilities = {
  GeneralDeviceCapabilities: {
    MaxNumberOfAntennaSupported: 1,
    CanSetAntennaProperties: false,
    HasUTCClockCapability: true,
    DeviceManufacturerName: impinj,
    ModelName: 2_001_002,
    ReaderFirmwareVersion: '5.12.3',
    ReceiveSensitivityTableEntry: { Index: 1, ReceiveSensitivityValue: 0 },
    GPIOCapabilities: { NumGPIs: 0, NumGPOs: 0 },
    PerAntennaAirProtocol: { AntennaID: 1, ProtocolID: ['EPCGlobalClass1Gen2'] },
  },
} as const;

export const createLlrpSimulator =
  ({ field, clock, settings }: { field: Field; clock: Clock; settings: LlrpSimulatorSettings }): Far =>
  (sendBytes) => {
    const { air } = field;
    let ownId = 1_000_000;
    let round: { readonly id: number; readonly durationMs: number; isEnabled: boolean } | null = null;
    /** Ends the round that is running. */
    let stop: (() => void) | null = null;
    let operations: AccessSpec[] = [];
    let misses = 0;
    let cancelKeepAlive = (): void => undefined;

    const tell = (type: string, content: object, id = (ownId += 1)): void =>
      sendBytes(encodeMessage(type, id, content));
    const answer = (to: { type: string; id: number }, code = 'M_Success', content: object = {}): void =>
      tell(`${to.type}_RESPONSE`, { LLRPStatus: { StatusCode: code, ErrorDescription: '' }, ...content }, to.id);
    const event = (content: object): void =>
      tell('READER_EVENT_NOTIFICATION', {
        ReaderEventNotificationData: { UTCTimestamp: { Microseconds: new Date(clock.now()) }, ...content },
      });

    const gen2Tags = (): readonly Gen2Tag[] => field.tags().filter((tag) => tag.air === 'gen2');

    const reportOf = (uid: Uid, pc: number, more: object): object => ({
      EPCData: { EPC: [...bytesOf(uid)] },
      ROSpecID: { ROSpecID: round?.id ?? 0 },
      PeakRSSI: { PeakRSSI: rssiDbm },
      C1G2_PC: { PC_Bits: pc },
      ...more,
    });

    const outcome = ({ AccessCommand: asked }: AccessSpec, uid: Uid): object => {
      const { C1G2Read: read, C1G2Write: write } = asked;
      if (read !== undefined) {
        const { MB: bank, WordPointer: first, WordCount: count } = read;
        const got = readWords(air, { uid, bank, first, count });
        const [said, words] = got.kind === 'ok' ? ['Success', wordsOf(got.value.bytes)] : [readResults[got.kind], []];
        return { C1G2ReadOpSpecResult: { Result: said, OpSpecID: 1, ReadData: words } };
      }
      const bytes = bytesOf(write?.WriteData ?? '');
      const got = writeWords(air, gen2Tags(), { uid, bank: write?.MB ?? 0, first: write?.WordPointer ?? 0, bytes });
      const said = got.kind === 'ok' ? 'Success' : writeResults[got.kind];
      return { C1G2WriteOpSpecResult: { Result: said, OpSpecID: 1, NumWordsWritten: bytes.length / 2 } };
    };

    /** Operations are done once, and are gone then. */
    const operate = (there: readonly SeenTag[]): void => {
      for (const one of operations.filter(({ isEnabled }) => isEnabled)) {
        const uid = targetOf(one);
        const tag = gen2Tags().find((gen2) => gen2.uid === uid);
        if (tag === undefined || !there.some((seen) => seen.uid === uid)) continue;
        operations = operations.filter((other) => other !== one);
        const more = { AccessSpecID: { AccessSpecID: one.AccessSpecID }, ...outcome(one, uid) };
        tell('RO_ACCESS_REPORT', { TagReportData: [reportOf(uid, tag.pc, more)] });
      }
    };

    const start = (id: number, durationMs: number): void => {
      const there = air.inventory().filter((tag) => tag.air === 'gen2');
      const end = (): void => {
        cancelOperate();
        cancelEnd();
        stop = null;
        const tags = there.map(({ uid, pc }) => reportOf(uid, pc ?? 0, {}));
        if (tags.length > 0) tell('RO_ACCESS_REPORT', { TagReportData: tags });
        event({ ROSpecEvent: { EventType: 'End_Of_ROSpec', ROSpecID: id, PreemptingROSpecID: 0 } });
      };
      event({ ROSpecEvent: { EventType: 'Start_Of_ROSpec', ROSpecID: id, PreemptingROSpecID: 0 } });
      const inRealTime = settings.realTime ? 1 : 0;
      const turns = 1 + there.findIndex(({ uid }) => operations.some((one) => targetOf(one) === uid));
      const operateMs = gen2Times.roundMs + gen2Times.readMs + turns * gen2Times.perTagMs;
      const cancelOperate = clock.after(operateMs * inRealTime, () => operate(there));
      const cancelEnd = clock.after(durationMs * inRealTime, end);
      stop = end;
    };

    const keepAlive = (everyMs: number): void => {
      cancelKeepAlive();
      cancelKeepAlive = clock.after(everyMs, () => {
        misses += 1;
        if (misses > missesAllowed) return;
        tell('KEEPALIVE', {});
        keepAlive(everyMs);
      });
    };

    const toRound = (message: { type: string; id: number; content: unknown }): void => {
      const { ROSpecID: id = 0 } = named.parse(message.content);
      if (message.type === 'DELETE_ROSPEC') {
        stop?.();
        round = null;
        answer(message);
      } else if (round === null || round.id !== id) answer(message, 'M_FieldError');
      else if (message.type === 'ENABLE_ROSPEC') {
        round.isEnabled = true;
        answer(message);
      } else if (message.type === 'STOP_ROSPEC') {
        answer(message);
        stop?.();
      } else if (!round.isEnabled || stop !== null) answer(message, 'M_FieldError');
      else {
        answer(message);
        start(id, round.durationMs);
      }
    };

    const toOperation = (message: { type: string; id: number; content: unknown }): void => {
      const { AccessSpecID: id = 0 } = named.parse(message.content);
      const found = operations.find((one) => one.AccessSpecID === id);
      if (message.type === 'DELETE_ACCESSSPEC')
        operations = id === 0 ? [] : operations.filter((one) => one.AccessSpecID !== id);
      else if (found !== undefined) found.isEnabled = true;
      answer(message, found === undefined && id !== 0 ? 'M_FieldError' : 'M_Success');
    };

    const perform = (message: Extract<Message, { kind: 'message' }>): void => {
      switch (message.type) {
        case 'GET_READER_CAPABILITIES':
          return answer(message, 'M_Success', capabilities);
        case 'SET_READER_CONFIG':
          keepAlive(config.parse(message.content).KeepaliveSpec?.PeriodicTriggerValue ?? 0);
          return answer(message);
        case 'ADD_ROSPEC': {
          const { ROSpecID: id, ROBoundarySpec: bounds } = addRoSpec.parse(message.content).ROSpec;
          if (round !== null) return answer(message, 'M_FieldError');
          round = { id, durationMs: bounds.ROSpecStopTrigger.DurationTriggerValue, isEnabled: false };
          return answer(message);
        }
        case 'ADD_ACCESSSPEC':
          operations.push({ ...addAccessSpec.parse(message.content).AccessSpec, isEnabled: false });
          return answer(message);
        case 'DELETE_ROSPEC':
        case 'ENABLE_ROSPEC':
        case 'START_ROSPEC':
        case 'STOP_ROSPEC':
          return toRound(message);
        case 'DELETE_ACCESSSPEC':
        case 'ENABLE_ACCESSSPEC':
          return toOperation(message);
        case 'KEEPALIVE_ACK':
          misses = 0;
          return;
        default:
          tell(
            'ERROR_MESSAGE',
            { LLRPStatus: { StatusCode: 'M_UnsupportedMessage', ErrorDescription: '' } },
            message.id,
          );
      }
    };

    const ear = createLlrpEar({
      clock,
      hears: (message) => {
        if (settings.isTaken || misses > missesAllowed) return;
        if (message.kind === 'unreadable')
          return tell(
            'ERROR_MESSAGE',
            { LLRPStatus: { StatusCode: 'M_ParameterError', ErrorDescription: '' } },
            message.id,
          );
        try {
          perform(message);
        } catch (fault) {
          if (!(fault instanceof z.ZodError)) throw fault;
          answer(message, 'M_MissingParameter');
        }
      },
    });
    const status = settings.isTaken ? 'Failed_A_Client_Initiated_Connection_Already_Exists' : 'Success';
    clock.after(greetingMs, () => event({ ConnectionAttemptEvent: { Status: status } }));
    return (chunk) => ear.bytes(chunk);
  };
