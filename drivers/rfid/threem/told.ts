// 3M's frames for a technician's eyes.
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
import { hexOf } from '../uii.ts';
import { codes, modelFrom, resultOf, seenFrom } from './commands.ts';
import { createThreeMEar, starts, type Frame } from './frame.ts';

const dids: Readonly<Record<number, Did>> = {
  [codes.readBlocks]: 'read',
  [codes.checkEas]: 'ask-eas',
  [codes.writeBlocks]: 'write',
  [codes.writeAfi]: 'write-afi',
  [codes.readAfi]: 'read-afi',
  [codes.writeDsfid]: 'write-dsfid',
  [codes.setEas]: 'write-eas',
  [codes.version]: 'version',
  [codes.start]: 'configuration',
  [codes.inventory]: 'inventory',
};

export const createThreeMDecoder = ({ clock, tells }: DecoderParts): Decoder => {
  // Old frames have two bytes more before the command, and only ask for the version.
  const didOf = ({ start, content }: Frame): Did =>
    start === starts.old ? 'version' : (dids[content[0] ?? 0] ?? 'other');
  const sent = (frame: Frame): void => {
    const did = didOf(frame);
    const { content } = frame;
    const isOnTag = did !== 'version' && did !== 'inventory' && did !== 'configuration' && content.length >= 9;
    tells(
      'sent',
      asked(
        did,
        hex2(content[0]),
        isOnTag ? { uids: [hexOf(content.subarray(1, 9))], text: operandsOf(did, content.subarray(9)) } : {},
      ),
    );
  };
  const heard = (frame: Frame): void => {
    const did = didOf(frame);
    const { content } = frame;
    if (did === 'version') return tells('heard', answered(did, hex2(codes.version), { text: modelFrom(frame) }));
    const [command = 0, error] = content;
    const result = resultOf(frame, command);
    const code = `${hex2(command)} → ${hex2(error)}`;
    if (result === null) return tells('heard', answered('other', hex2(command)));
    if (result.kind !== 'ok') return tells('heard', failed(did, code, result));
    const uids = did === 'inventory' ? seenFrom(result.value)?.map(({ uid }) => uid) : undefined;
    tells('heard', answered(did, code, uids === undefined ? {} : seen(uids)));
  };
  const ears = { sent: createThreeMEar({ clock, hears: sent }), heard: createThreeMEar({ clock, hears: heard }) };
  return { bytes: (way, chunk) => ears[way].bytes(chunk) };
};
