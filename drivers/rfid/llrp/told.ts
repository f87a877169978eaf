// LLRP messages for a technician's eyes: the standard's own names.
import { answered, asked, failed, seen, type Decoder, type DecoderParts, type Did } from '../../traffic/told.ts';
import { failureOf, reportedFrom } from './commands.ts';
import { createLlrpEar, type Message } from './frame.ts';

const dids: Readonly<Record<string, Did>> = {
  RO_ACCESS_REPORT: 'inventory',
  START_ROSPEC: 'inventory',
  START_ROSPEC_RESPONSE: 'inventory',
  KEEPALIVE: 'alive',
  KEEPALIVE_ACK: 'alive',
  GET_READER_CAPABILITIES: 'version',
  GET_READER_CAPABILITIES_RESPONSE: 'version',
  SET_READER_CONFIG: 'configuration',
  SET_READER_CONFIG_RESPONSE: 'configuration',
  READER_EVENT_NOTIFICATION: 'pushed',
};

export const createLlrpDecoder = ({ clock, tells }: DecoderParts): Decoder => {
  const sent = (message: Message): void => {
    if (message.kind === 'message') tells('sent', asked(dids[message.type] ?? 'other', message.type));
  };
  const heard = (message: Message): void => {
    if (message.kind === 'unreadable') return tells('heard', answered('other', '?'));
    const { type, content } = message;
    const did = dids[type] ?? 'other';
    if (type === 'RO_ACCESS_REPORT') {
      const told = reportedFrom(content);
      return tells('heard', answered(did, type, told === null ? {} : seen(told.map(({ uid }) => uid))));
    }
    const failure = type.endsWith('_RESPONSE') ? failureOf(content) : null;
    tells('heard', failure === null ? answered(did, type) : failed(did, type, failure));
  };
  const ears = { sent: createLlrpEar({ clock, hears: sent }), heard: createLlrpEar({ clock, hears: heard }) };
  return { bytes: (way, chunk) => ears[way].bytes(chunk) };
};
