// The frames of the UHFReader18/288 family for a technician's eyes. Which of the two a reader is, its version answer tells.
import { answered, asked, failed, hex2, seen, type Decoder, type DecoderParts, type Did } from '../../traffic/told.ts';
import { codes, failureOf, informationFrom, knownCommands, status, toldFrom, type Layout } from './commands.ts';
import { createUhfReaderEar, type Frame } from './frame.ts';

const dids: Readonly<Record<number, Did>> = {
  [codes.inventory]: 'inventory',
  [codes.read]: 'read',
  [codes.write]: 'write',
  [codes.writeEas]: 'write-eas',
  [codes.easAlarm]: 'ask-eas',
  [codes.information]: 'version',
  [codes.setRegion]: 'region',
  [codes.setScanTime]: 'configuration',
  [codes.setPower]: 'power',
  [codes.beep]: 'beep',
  [codes.setWorkMode]: 'configuration',
  [codes.setWorkMode288]: 'configuration',
  [codes.pushed]: 'pushed',
};
/** Of an inventory: how it ended, or that more frames follow. */
const rounds: readonly number[] = [status.ok, status.done, status.timeUp, status.more, status.full];

export const createUhfReaderDecoder = ({ clock, tells }: DecoderParts): Decoder => {
  let layout: Layout = 'uhf288';
  const sent = ({ command, body }: Frame): void => {
    const did = dids[command] ?? 'other';
    // A bare question is the older family's.
    if (did === 'inventory') layout = body.length === 0 ? 'uhf18' : 'uhf288';
    tells('sent', asked(did, hex2(command), did === 'power' ? { text: `${body[0] ?? '?'} dBm` } : {}));
  };
  const heard = ({ command, body }: Frame): void => {
    const did = dids[command] ?? 'other';
    const [state = 0] = body;
    const code = `${hex2(command)} → ${hex2(state)}`;
    if (did === 'inventory' && rounds.includes(state)) {
      const uids = toldFrom(layout, body)?.map(({ uid }) => uid) ?? [];
      const told = answered(did, code, seen(uids));
      return tells('heard', state === status.more ? { ...told, came: 'more' } : told);
    }
    if (did === 'pushed') return tells('heard', answered(did, code));
    if (state !== status.ok) return tells('heard', failed(did, code, failureOf(body)));
    tells('heard', answered(did, code, { text: did === 'version' ? (informationFrom(body)?.model ?? null) : null }));
  };
  const ears = {
    sent: createUhfReaderEar({ clock, commands: knownCommands, hears: sent }),
    heard: createUhfReaderEar({ clock, commands: knownCommands, hears: heard }),
  };
  return { bytes: (way, chunk) => ears[way].bytes(chunk) };
};
