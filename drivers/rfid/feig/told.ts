// FEIG's frames for a technician's eyes. The answer of B0 does not say to which of its commands: it is taken for the last one's.
import { answered, asked, failed, hex2, seen, type Decoder, type DecoderParts, type Did } from '../../traffic/told.ts';
import {
  codes,
  failureOf,
  inventoryMore,
  isoCodes,
  knownCommands,
  nxpCodes,
  seenFrom,
  status,
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
/** Commands whose request goes: code, MODE, UID, first, count. */
const blockCommands: readonly number[] = [isoCodes.readBlocks, isoCodes.writeBlocks, isoCodes.lockBlocks];

const didOf = ({ command, body }: Frame): Did => {
  if (command === codes.iso15693) return isoDids[body[0] ?? 0] ?? 'other';
  if (command === codes.nxp) return nxpDids[body[1] ?? 0] ?? 'other';
  return dids[command] ?? 'other';
};
const codeOf = ({ command, body }: Frame): string => {
  if (command === codes.iso15693) return `${hex2(command)} ${hex2(body[0])}`;
  return command === codes.nxp ? `${hex2(command)} ${hex2(body[1])}` : hex2(command);
};

export const createFeigDecoder = (kind: FrameKind, { tells }: DecoderParts): Decoder => {
  let last: { readonly did: Did; readonly code: string; readonly command: number } | null = null;

  const sent = (frame: Frame): void => {
    const { command, body } = frame;
    last = { did: didOf(frame), code: codeOf(frame), command };
    const isOnTag = command === codes.iso15693 && body[0] !== isoCodes.inventory && body.length >= 10;
    const uids = isOnTag ? [Buffer.from(body.subarray(2, 10)).toString('hex').toUpperCase()] : [];
    const isBlocks = command === codes.iso15693 && blockCommands.includes(body[0] ?? 0);
    const goesOn = last.did === 'inventory' && ((body[1] ?? 0) & inventoryMore) !== 0;
    tells(
      'sent',
      asked(last.did, last.code, { uids, count: isBlocks ? (body[11] ?? null) : null, text: goesOn ? 'MORE' : null }),
    );
  };
  const heard = ({ command, body }: Frame): void => {
    const known = last !== null && last.command === command ? last : null;
    const did = known?.did ?? dids[command] ?? 'other';
    const code = `${known?.code ?? hex2(command)} → ${hex2(body[0])}`;
    if (body[0] !== status.ok && body[0] !== status.moreData) return tells('heard', failed(did, code, failureOf(body)));
    const uids = did === 'inventory' ? (seenFrom(body)?.map(({ uid }) => uid) ?? null) : null;
    const told = answered(did, code, {
      ...(uids === null ? {} : seen(uids)),
      ...(did === 'read' ? { count: body[1] ?? null } : {}),
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
