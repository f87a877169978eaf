// RFIDStation's frames for a technician's eyes.
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
import { uidFromLsb } from '../iso15693.ts';
import { codes, modelFrom, resultOf, seenFrom } from './commands.ts';
import { createRfidStationEar, type Frame } from './frame.ts';

const dids: Readonly<Record<number, Did>> = {
  [codes.pushedTags]: 'pushed',
  [codes.pushedAlarm]: 'pushed',
  [codes.inventory]: 'inventory',
  [codes.read]: 'read',
  [codes.write]: 'write',
  [codes.writeAfi]: 'write-afi',
  [codes.writeDsfid]: 'write-dsfid',
  [codes.systemInformation]: 'tag-information',
  [codes.lockBlock]: 'lock',
  [codes.passThrough]: 'air-command',
  [codes.field]: 'field',
  [codes.setConfiguration]: 'configuration',
  [codes.configuration]: 'configuration',
  [codes.version]: 'version',
};
/** Their parameters begin with the tag's UID. */
const onTag: readonly Did[] = ['read', 'write', 'write-afi', 'write-dsfid', 'tag-information', 'lock'];

export const createRfidStationDecoder = ({ clock, tells }: DecoderParts): Decoder => {
  const didOf = ({ command }: Frame): Did => dids[command] ?? 'other';
  const sent = (frame: Frame): void => {
    const did = didOf(frame);
    const { parameters } = frame;
    const isOnTag = onTag.includes(did) && parameters.length >= 8;
    tells(
      'sent',
      asked(
        did,
        hex2(frame.command),
        isOnTag ? { uids: [uidFromLsb(parameters.subarray(0, 8))], text: operandsOf(did, parameters.subarray(8)) } : {},
      ),
    );
  };
  const heard = (frame: Frame): void => {
    const did = didOf(frame);
    const { parameters } = frame;
    const code = hex2(frame.command);
    if (did === 'inventory') {
      const told = seenFrom(parameters);
      if (told === null) return tells('heard', answered('other', code));
      const all = answered(did, code, seen(told.tags.map(({ uid }) => uid)));
      return tells('heard', told.left > 0 ? { ...all, came: 'more' } : all);
    }
    if (!frame.isAnswer) return tells('heard', answered('pushed', code));
    const result = resultOf(parameters);
    if (result !== null && result.kind !== 'ok')
      return tells('heard', failed(did, `${code} → ${hex2(parameters.at(-1))}`, result));
    tells('heard', answered(did, code, { text: did === 'version' ? modelFrom(parameters) : null }));
  };
  const ears = {
    sent: createRfidStationEar({ clock, hears: sent }),
    heard: createRfidStationEar({ clock, hears: heard }),
  };
  return { bytes: (way, chunk) => ears[way].bytes(chunk) };
};
