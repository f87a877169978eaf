// FEIG's frames for a technician's eyes. The answer of B0 does not say to which of its commands: it is taken for the last one's.
import {
  answered,
  asked,
  failed,
  hex2,
  operandsOf,
  seen,
  type Decoder,
  type DecoderParts,
  type Did,
} from '../../traffic/told.ts';
import {
  codes,
  failureOf,
  inventoryMore,
  isoCodes,
  knownCommands,
  nxpCodes,
  seenFrom,
  status,
  systemInformationFrom,
  uidText,
  versionFrom,
} from './commands.ts';
import { createFramer, type Frame, type FrameKind } from './frame.ts';

const dids: Readonly<Record<number, Did>> = {
  [codes.notification]: 'pushed',
  [codes.baudRateDetection]: 'version',
  [codes.cpuReset]: 'reset',
  [codes.version]: 'version',
  [codes.rfReset]: 'field',
  [codes.rfOnOff]: 'field',
  [codes.setOutput]: 'beep',
  [codes.setOutputs]: 'beep',
  [codes.login]: 'login',
};
const isoDids: Readonly<Record<number, Did>> = {
  [isoCodes.inventory]: 'inventory',
  [isoCodes.stayQuiet]: 'quiet',
  [isoCodes.lockBlocks]: 'lock',
  [isoCodes.readBlocks]: 'read',
  [isoCodes.writeBlocks]: 'write',
  [isoCodes.resetToReady]: 'choose-tag',
  [isoCodes.writeAfi]: 'write-afi',
  [isoCodes.writeDsfid]: 'write-dsfid',
  [isoCodes.systemInformation]: 'tag-information',
};
const nxpDids: Readonly<Record<number, Did>> = {
  [nxpCodes.easSet]: 'write-eas',
  [nxpCodes.easReset]: 'write-eas',
  [nxpCodes.easAlarm]: 'ask-eas',
};
/** Where a question's UID begins: behind code and MODE, or maker, code and MODE; and whether there is one. */
const tagIn = ({ command, body }: Frame): readonly [number, boolean] => {
  if (command === codes.nxp) return [3, body.length >= 11];
  return [2, command === codes.iso15693 && body[0] !== isoCodes.inventory && body.length >= 10];
};
const easOf = ({ command, body }: Frame): string | null => {
  if (command !== codes.nxp) return null;
  return body[1] === nxpCodes.easSet ? 'EAS 1' : body[1] === nxpCodes.easReset ? 'EAS 0' : null;
};

const didOf = ({ command, body }: Frame): Did => {
  if (command === codes.iso15693) return isoDids[body[0] ?? 0] ?? 'other';
  if (command === codes.nxp) return nxpDids[body[1] ?? 0] ?? 'other';
  return dids[command] ?? 'other';
};
const codeOf = ({ command, body }: Frame): string => {
  if (command === codes.iso15693) return `${hex2(command)} ${hex2(body[0])}`;
  return command === codes.nxp ? `${hex2(command)} ${hex2(body[1])}` : hex2(command);
};

/** Where the question was not heard: no other answer looks like tags that were seen. */
const isRound = (command: number, body: Uint8Array): boolean =>
  command === codes.iso15693 && (seenFrom(body)?.length ?? 0) > 0;

const informationIn = (body: Uint8Array): string | null => {
  const told = systemInformationFrom(body);
  return told === null ? null : `DSFID ${hex2(body[1])}, AFI ${hex2(told.afi)}`;
};

export const createFeigDecoder = (kind: FrameKind, { tells }: DecoderParts): Decoder => {
  let last: { readonly did: Did; readonly code: string; readonly command: number } | null = null;

  const sent = (frame: Frame): void => {
    const { command, body } = frame;
    last = { did: didOf(frame), code: codeOf(frame), command };
    const [at, isOnTag] = tagIn(frame);
    const uids = isOnTag ? [uidText(body.subarray(at, at + 8))] : [];
    const goesOn = last.did === 'inventory' && ((body[1] ?? 0) & inventoryMore) !== 0;
    const text = goesOn ? 'MORE' : isOnTag ? (easOf(frame) ?? operandsOf(last.did, body.subarray(at + 8))) : null;
    tells('sent', asked(last.did, last.code, { uids, text }));
  };
  const heard = ({ command, body }: Frame): void => {
    const known = last !== null && last.command === command ? last : null;
    const did = known?.did ?? (isRound(command, body) ? 'inventory' : (dids[command] ?? 'other'));
    const code = `${known?.code ?? hex2(command)} → ${hex2(body[0])}`;
    if (body[0] !== status.ok && body[0] !== status.moreData) return tells('heard', failed(did, code, failureOf(body)));
    const uids = did === 'inventory' ? (seenFrom(body)?.map(({ uid }) => uid) ?? null) : null;
    const told = answered(did, code, {
      ...(uids === null ? {} : seen(uids)),
      ...(did === 'read' ? { count: body[1] ?? null } : {}),
      ...(did === 'tag-information' ? { text: informationIn(body) } : {}),
      ...(did === 'version' ? { text: versionFrom(body)?.model ?? null } : {}),
    });
    tells('heard', body[0] === status.moreData ? { ...told, came: 'more' } : told);
  };

  const framers = {
    sent: createFramer({ kind, commands: knownCommands, hears: sent }),
    heard: createFramer({ kind, commands: knownCommands, hears: heard }),
  };
  return { bytes: (way, chunk) => void framers[way].bytes(chunk) };
};
