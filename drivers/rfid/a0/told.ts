// The frames of R2000/E710 modules for a technician's eyes.
import { answered, asked, failed, hex2, seen, type Decoder, type DecoderParts, type Did } from '../../traffic/told.ts';
import { accessFrameFrom, codes, failureOf, inventoryFrameFrom, success } from './commands.ts';
import { createA0Ear, type Frame } from './frame.ts';

const dids: Readonly<Record<number, Did>> = {
  [codes.reset]: 'reset',
  [codes.firmware]: 'version',
  [codes.setAntenna]: 'antenna',
  [codes.setPower]: 'power',
  [codes.power]: 'power',
  [codes.setRegion]: 'region',
  [codes.region]: 'region',
  [codes.setBeeper]: 'beep',
  [codes.read]: 'read',
  [codes.write]: 'write',
  [codes.match]: 'choose-tag',
  [codes.inventory]: 'inventory',
  [codes.sessionInventory]: 'inventory',
};

export const createA0Decoder = ({ clock, tells }: DecoderParts): Decoder => {
  const heard = ({ command, body }: Frame): void => {
    const did = dids[command] ?? 'other';
    const [first] = body;
    const code = hex2(command);
    const isCode = body.length === 1 && first !== undefined;
    if (did === 'inventory') {
      const told = inventoryFrameFrom(body);
      if (told?.kind === 'tag') return tells('heard', { ...answered(did, code, seen([told.tag.uid])), came: 'more' });
      if (told?.kind === 'end') return tells('heard', answered(did, code));
      if (told?.kind === 'error')
        return tells('heard', failed(did, `${code} → ${hex2(told.code)}`, failureOf(told.code)));
    }
    if ((did === 'read' || did === 'write') && !isCode) {
      const told = accessFrameFrom(body);
      if (told?.kind === 'tag') return tells('heard', answered(did, code, { uids: [told.uid] }));
    }
    // A single byte is a code, but of those that tell a value.
    if (isCode && did !== 'power' && first !== success)
      return tells('heard', failed(did, `${code} → ${hex2(first)}`, failureOf(first)));
    tells('heard', answered(did, isCode ? `${code} → ${hex2(first)}` : code));
  };
  const ears = {
    sent: createA0Ear({
      clock,
      hears: ({ command, body }) =>
        tells(
          'sent',
          asked(
            dids[command] ?? 'other',
            hex2(command),
            command === codes.setPower ? { text: `${body[0] ?? '?'} dBm` } : {},
          ),
        ),
    }),
    heard: createA0Ear({ clock, hears: heard }),
  };
  return { bytes: (way, chunk) => ears[way].bytes(chunk) };
};
