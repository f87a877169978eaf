// What is asked of LLRP readers and what they answer, as plain content of messages. Knows nothing of lines or of time.
import * as z from 'zod';
import type { Fault } from '../../ports/fault.ts';
import type { TagFailure, Uid } from '../../ports/tag-reader.ts';
import { banks } from '../gen2.ts';
import { bytesOf } from '../uii.ts';

const gen2 = 'EPCGlobalClass1Gen2';
/** In the EPC bank, after the CRC and the control word. */
const uiiPointerBits = 32;
const noPassword = 0;
const opSpecId = 1;

export type RoundSettings = {
  /** How long a round lasts. */
  readonly roundMs: number;
  /** 0: all of them. */
  readonly antenna: number;
  readonly session: number;
  /** How many tags to expect: the reader chooses its time slots by it. */
  readonly population: number;
  /** An index into the reader's own table of powers. `null`: as the reader is set. */
  readonly powerIndex: number | null;
};

const singulation = ({ session, population }: RoundSettings): object => ({
  TagInventoryStateAware: false,
  C1G2SingulationControl: { Session: session, TagPopulation: population, TagTransitTime: 0 },
});

/** A round that is started by command, ends by itself and then reports every tag once. */
export const roSpec = (id: number, settings: RoundSettings): object => ({
  ROSpec: {
    ROSpecID: id,
    Priority: 0,
    CurrentState: 'Disabled',
    ROBoundarySpec: {
      ROSpecStartTrigger: { ROSpecStartTriggerType: 'Null' },
      ROSpecStopTrigger: { ROSpecStopTriggerType: 'Duration', DurationTriggerValue: settings.roundMs },
    },
    AISpec: {
      AntennaIDs: [settings.antenna],
      AISpecStopTrigger: { AISpecStopTriggerType: 'Null', DurationTrigger: 0 },
      InventoryParameterSpec: {
        InventoryParameterSpecID: 1,
        ProtocolID: gen2,
        AntennaConfiguration: {
          AntennaID: settings.antenna,
          ...(settings.powerIndex === null
            ? {}
            : { RFTransmitter: { HopTableID: 1, ChannelIndex: 1, TransmitPower: settings.powerIndex } }),
          C1G2InventoryCommand: singulation(settings),
        },
      },
    },
    ROReportSpec: {
      ROReportTrigger: 'Upon_N_Tags_Or_End_Of_ROSpec',
      N: 0,
      TagReportContentSelector: {
        EnableROSpecID: true,
        EnableSpecIndex: false,
        EnableInventoryParameterSpecID: false,
        EnableAntennaID: false,
        EnableChannelIndex: false,
        EnablePeakRSSI: true,
        EnableFirstSeenTimestamp: false,
        EnableLastSeenTimestamp: false,
        EnableTagSeenCount: false,
        EnableAccessSpecID: true,
        C1G2EPCMemorySelector: { EnableCRC: false, EnablePCBits: true },
      },
    },
  },
});

/** 16-bit words, high byte first. */
export const wordsOf = (bytes: Uint8Array): number[] =>
  Array.from({ length: bytes.length / 2 }, (_, nth) => ((bytes[nth * 2] ?? 0) << 8) | (bytes[nth * 2 + 1] ?? 0));

export const readOperation = (bank: number, first: number, count: number): object => ({
  C1G2Read: { OpSpecID: opSpecId, AccessPassword: noPassword, MB: bank, WordPointer: first, WordCount: count },
});
export const writeOperation = (bank: number, first: number, bytes: Uint8Array): object => ({
  C1G2Write: {
    OpSpecID: opSpecId,
    AccessPassword: noPassword,
    MB: bank,
    WordPointer: first,
    WriteData: wordsOf(bytes),
  },
});

/** One operation on one tag, once, reported as soon as it is done. */
export const accessSpec = (parts: { id: number; roSpecId: number; uid: Uid; operation: object }): object => {
  const uii = [...bytesOf(parts.uid)];
  return {
    AccessSpec: {
      AccessSpecID: parts.id,
      AntennaID: 0,
      ProtocolID: gen2,
      CurrentState: 'Disabled',
      ROSpecID: parts.roSpecId,
      AccessSpecStopTrigger: { AccessSpecStopTrigger: 'Operation_Count', OperationCountValue: 1 },
      AccessCommand: {
        C1G2TagSpec: {
          C1G2TargetTag: {
            MB: banks.epc,
            Match: true,
            Pointer: uiiPointerBits,
            TagMask: uii.map(() => 0xff),
            TagData: uii,
          },
        },
        ...parts.operation,
      },
      AccessReportSpec: { AccessReportTrigger: 'End_Of_AccessSpec' },
    },
  };
};

/** The ends of rounds are told, and the reader asks every so often whether we are there. */
export const readerConfig = (keepAliveMs: number): object => ({
  ResetToFactoryDefault: false,
  ReaderEventNotificationSpec: { EventNotificationState: [{ EventType: 'ROSpec_Event', NotificationState: true }] },
  KeepaliveSpec: { KeepaliveTriggerType: 'Periodic', PeriodicTriggerValue: keepAliveMs },
});

/** The codec hands on one of many as itself, and none as nothing. */
const many = <S extends z.ZodType>(one: S) =>
  z
    .union([z.array(one), one])
    .optional()
    .transform((said): z.output<S>[] => {
      if (said === undefined) return [];
      return Array.isArray(said) ? said : [said];
    });

const hexText = z.string().regex(/^([0-9A-F]{2})*$/i);
const uii = z.object({ EPC: hexText });
const tagReport = z.object({
  EPC_96: uii.optional(),
  EPCData: uii.optional(),
  ROSpecID: z.object({ ROSpecID: z.number() }).optional(),
  AccessSpecID: z.object({ AccessSpecID: z.number() }).optional(),
  PeakRSSI: z.object({ PeakRSSI: z.number() }).optional(),
  C1G2_PC: z.object({ PC_Bits: z.number() }).optional(),
  C1G2ReadOpSpecResult: z.object({ Result: z.string(), ReadData: hexText.default('') }).optional(),
  C1G2WriteOpSpecResult: z.object({ Result: z.string() }).optional(),
});
const report = z.object({ TagReportData: many(tagReport) });

/** `roSpecId`, `accessSpecId`: 0 where the reader does not tell. `result`: what came of an operation. */
export type Reported = {
  readonly uid: Uid;
  readonly pc: number | null;
  readonly rssiDbm: number | null;
  readonly roSpecId: number;
  readonly accessSpecId: number;
  readonly result: { readonly said: string; readonly bytes: Uint8Array } | null;
};

const resultOf = (one: z.infer<typeof tagReport>): Reported['result'] => {
  const { C1G2ReadOpSpecResult: read, C1G2WriteOpSpecResult: written } = one;
  if (read !== undefined) return { said: read.Result, bytes: bytesOf(read.ReadData) };
  return written === undefined ? null : { said: written.Result, bytes: new Uint8Array(0) };
};

/** `null`: not a report. */
export const reportedFrom = (content: unknown): readonly Reported[] | null => {
  const read = report.safeParse(content);
  if (!read.success) return null;
  return read.data.TagReportData.map((one) => ({
    uid: (one.EPC_96 ?? one.EPCData ?? { EPC: '' }).EPC.toUpperCase(),
    pc: one.C1G2_PC?.PC_Bits ?? null,
    rssiDbm: one.PeakRSSI?.PeakRSSI ?? null,
    roSpecId: one.ROSpecID?.ROSpecID ?? 0,
    accessSpecId: one.AccessSpecID?.AccessSpecID ?? 0,
    result: resultOf(one),
  }));
};

const notification = z.object({
  ReaderEventNotificationData: z.object({
    ROSpecEvent: z.object({ EventType: z.string(), ROSpecID: z.number() }).optional(),
    ConnectionAttemptEvent: z.object({ Status: z.string() }).optional(),
    ConnectionCloseEvent: z.unknown().optional(),
  }),
});

export type Notified =
  | { readonly kind: 'round-ended'; readonly roSpecId: number }
  | { readonly kind: 'greeting'; readonly status: string }
  | { readonly kind: 'closing' }
  | { readonly kind: 'other' };

export const notifiedFrom = (content: unknown): Notified => {
  const read = notification.safeParse(content);
  if (!read.success) return { kind: 'other' };
  const {
    ROSpecEvent: round,
    ConnectionAttemptEvent: attempt,
    ConnectionCloseEvent: closing,
  } = read.data.ReaderEventNotificationData;
  if (attempt !== undefined) return { kind: 'greeting', status: attempt.Status };
  if (round !== undefined && round.EventType !== 'Start_Of_ROSpec')
    return { kind: 'round-ended', roSpecId: round.ROSpecID };
  return closing === undefined ? { kind: 'other' } : { kind: 'closing' };
};

export const greeted = 'Success';
/** Why a reader does not take us in. */
export const refusals: Readonly<Record<string, Fault>> = {
  Failed_A_Reader_Initiated_Connection_Already_Exists: {
    fault: 'busy',
    because: 'The reader is connected to another program, which it called itself.',
  },
  Failed_A_Client_Initiated_Connection_Already_Exists: {
    fault: 'busy',
    because: 'Another program is connected to the reader; it serves one only.',
  },
  Another_Connection_Attempted: { fault: 'busy', because: 'Another program wants the reader; it serves one only.' },
};

const answered = z.object({
  LLRPStatus: z.object({ StatusCode: z.string(), ErrorDescription: z.string().default('') }),
});

/** `null`: it was done. */
export const failureOf = (content: unknown): TagFailure | null => {
  const read = answered.safeParse(content);
  if (!read.success) return { kind: 'reader-error', fault: 'garbled', because: 'The reader’s answer has no status.' };
  const { StatusCode: code, ErrorDescription: words } = read.data.LLRPStatus;
  if (code === 'M_Success') return null;
  return {
    kind: 'reader-error',
    fault: 'device-refuses',
    because: `The reader refuses the command: ${code}${words === '' ? '' : `, ${words}`}.`,
  };
};

/** What an operation's result means. */
export const results: Readonly<Record<string, TagFailure>> = {
  Tag_Memory_Overrun_Error: { kind: 'tag-error', fault: 'no-memory', because: 'The tag has no such memory.' },
  Tag_Memory_Locked_Error: { kind: 'tag-error', fault: 'locked', because: 'The memory is locked.' },
  Insufficient_Power: {
    kind: 'tag-error',
    fault: 'weak',
    because: 'The tag gets too little power: lay it nearer to the antenna.',
  },
  Nonspecific_Tag_Error: {
    kind: 'tag-error',
    fault: 'tag-refuses',
    because: 'The tag reports an error without a reason.',
  },
  No_Response_From_Tag: { kind: 'gone', fault: 'no-tag', because: 'The tag did not answer.' },
  Nonspecific_Reader_Error: {
    kind: 'tag-error',
    fault: 'tag-refuses',
    because: 'The reader could not carry out the command on the tag.',
  },
};

/** IANA's numbers of enterprises. */
const manufacturers: Readonly<Record<number, string>> = {
  161: 'Zebra',
  10_642: 'Zebra',
  25_882: 'Impinj',
  26_554: 'ThingMagic',
};

const capabilities = z.object({
  GeneralDeviceCapabilities: z.object({
    DeviceManufacturerName: z.number(),
    ModelName: z.number(),
    ReaderFirmwareVersion: z.string(),
  }),
});

export const modelFrom = (content: unknown): string => {
  const read = capabilities.safeParse(content);
  if (!read.success) return 'LLRP reader';
  const {
    DeviceManufacturerName: maker,
    ModelName: model,
    ReaderFirmwareVersion: firmware,
  } = read.data.GeneralDeviceCapabilities;
  return `${manufacturers[maker] ?? 'LLRP'} reader, model ${model}, firmware ${firmware}`;
};
